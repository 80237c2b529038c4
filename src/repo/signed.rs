//! Whose signature a version bears, as the user's own git finds it (ssh, gpg, x509); and signing where git is told to.

use serde::Serialize;

use super::access::Access;
use super::error::Error;
use super::git::{Calling, run};
use super::snapshot::VersionId;
use super::tree::full;

/// What is known of a version's signature.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(tag = "signed", content = "by", rename_all = "kebab-case")]
pub enum Signed {
    /// There is none.
    No,
    /// By somebody on the user's list.
    By(String),
    /// By a key that is not on the list, or that cannot be checked here.
    Unknown,
    /// By a key that has expired or was taken back; whose, where that is known.
    Expired(String),
    /// The version is not what was signed.
    Bad,
}

impl std::fmt::Display for Signed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Signed::No => f.write_str("unsigned"),
            Signed::By(name) => write!(f, "signed by {name}"),
            Signed::Unknown => f.write_str("signed by a key not on the list"),
            Signed::Expired(name) if name.is_empty() => {
                f.write_str("signed by a key that has expired")
            }
            Signed::Expired(name) => write!(f, "signed by {name} with a key that has expired"),
            Signed::Bad => f.write_str("the signature is not of these words"),
        }
    }
}

/// Whether each version is signed, and by whom.
pub(super) fn signed(access: &Access, versions: &[VersionId]) -> Result<Vec<Signed>, Error> {
    let bears = access.store.with(|handle| {
        let bears = |version: &VersionId| {
            let commit = full(&version.0).and_then(|id| handle.find_commit(id).ok());
            commit.is_some_and(|commit| commit.header_field_bytes("gpgsig").is_ok())
        };
        Ok(versions.iter().map(bears).collect::<Vec<bool>>())
    })?;
    let mut out = vec![Signed::No; versions.len()];
    let asked: Vec<usize> = (0..versions.len())
        .filter(|n| bears.get(*n) == Some(&true))
        .collect();
    // git checks them one after the other, a program each: so many at a time, and each such round has its patience.
    for some in asked.chunks(100) {
        let input: String = some
            .iter()
            .filter_map(|n| versions.get(*n))
            .map(|version| format!("{}\n", version.0))
            .collect();
        let words = [
            "log",
            "--no-walk=unsorted",
            "--stdin",
            "--no-show-signature",
            "--format=%H%x00%G?%x00%GS",
        ];
        let ran = run(access, words, input.as_bytes(), Calling::ALONE)?;
        if !ran.done {
            return Err(Error::Git(ran.err.trim().to_owned()));
        }
        let said = String::from_utf8_lossy(&ran.out).into_owned();
        for line in said.lines() {
            let mut fields = line.split('\0');
            let (Some(id), Some(sign), name) = (fields.next(), fields.next(), fields.next()) else {
                continue;
            };
            let name = name.unwrap_or_default().trim().to_owned();
            let found = some
                .iter()
                .find(|n| versions.get(**n).is_some_and(|version| version.0 == id));
            if let Some(place) = found.and_then(|n| out.get_mut(*n)) {
                *place = meant(sign, name);
            }
        }
    }
    Ok(out)
}

/// What git's letter for a signature means; there is one, whatever the letter says.
fn meant(sign: &str, name: String) -> Signed {
    match sign {
        "G" => Signed::By(name),
        "B" => Signed::Bad,
        "X" | "Y" | "R" => Signed::Expired(name),
        _ => Signed::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_good_signature_of_a_known_key_names_somebody() {
        let said = |sign: &str| meant(sign, "Aly".to_owned()).to_string();
        assert_eq!(said("G"), "signed by Aly");
        for sign in ["U", "E", "N", "?"] {
            assert_eq!(said(sign), "signed by a key not on the list", "{sign}");
        }
        assert_eq!(said("R"), "signed by Aly with a key that has expired");
        assert_eq!(Signed::No.to_string(), "unsigned");
    }
}
