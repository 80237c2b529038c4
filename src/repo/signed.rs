//! Whose signature a version bears, as the user's own git finds it (ssh, gpg, x509); and signing where git is told to.

use serde::Serialize;

use super::access::Access;
use super::disk::Haste;
use super::error::Error;
use super::git::{Calling, run, run_as};
use super::id::VersionId;
use super::settings;
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
    /// There is one, and nobody was asked whose.
    Unchecked,
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
            Signed::Unchecked => f.write_str("signed, not checked"),
        }
    }
}

/// Whether git was told to sign what is saved here, and adref was not told otherwise.
fn is_wanted(access: &Access, handle: &git2::Repository) -> bool {
    let Ok(config) = handle.config().and_then(|mut config| config.snapshot()) else {
        return false;
    };
    access.haste == Haste::Safe
        && config.get_bool("commit.gpgsign").unwrap_or(false)
        && config.get_bool("adref.sign").unwrap_or(true)
}

/// Writes a version, signed by the user's git where that was told to; nothing names it yet.
///
/// What git signs it commits in the name of whoever git knows: the key is theirs, whoever the author is.
pub(super) fn commit(
    access: &Access,
    handle: &git2::Repository,
    (author, message): (&git2::Signature<'_>, &str),
    (tree, parents): (&git2::Tree<'_>, &[&git2::Commit<'_>]),
) -> Result<git2::Oid, Error> {
    if !is_wanted(access, handle) {
        return Ok(handle.commit(None, author, author, message, tree, parents)?);
    }
    let words = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (name, email) = (words(author.name_bytes()), words(author.email_bytes()));
    let committer = settings::user(handle);
    let (by, at) = committer.map_or((name.clone(), email.clone()), |user| {
        (user.name, user.email)
    });
    let when = author.when();
    let minutes = when.offset_minutes().unsigned_abs();
    let sign = if when.offset_minutes() < 0 { '-' } else { '+' };
    let date = format!(
        "@{} {sign}{:02}{:02}",
        when.seconds(),
        minutes / 60,
        minutes % 60
    );
    let variables = [
        ("GIT_AUTHOR_NAME", name),
        ("GIT_AUTHOR_EMAIL", email),
        ("GIT_AUTHOR_DATE", date.clone()),
        ("GIT_COMMITTER_NAME", by),
        ("GIT_COMMITTER_EMAIL", at),
        ("GIT_COMMITTER_DATE", date),
    ];
    let mut said: Vec<String> = [
        "-c",
        "i18n.commitEncoding=UTF-8",
        "commit-tree",
        "-S",
        "-F",
        "-",
    ]
    .map(str::to_owned)
    .to_vec();
    for parent in parents {
        said.extend(["-p".to_owned(), parent.id().to_string()]);
    }
    said.push(tree.id().to_string());
    let ran = run_as(
        access,
        said,
        (message.as_bytes(), Calling::ALONE),
        &variables,
    )
    .map_err(|error| match error {
        Error::Late(patience) => {
            Error::Unsigned(format!("no answer in {} seconds", patience.as_secs()))
        }
        error => error,
    })?;
    let made = String::from_utf8_lossy(&ran.out).trim().to_owned();
    match full(&made).filter(|_| ran.done) {
        Some(made) => Ok(made),
        None => Err(Error::Unsigned(ran.err.trim().to_owned())),
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
