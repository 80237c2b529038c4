//! Whose signatures versions bear, kept: by the version and the list of keys that it was held against. It may be deleted at any time.

use std::collections::HashMap;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::access::Access;
use super::id::{VersionId, hash};

/// What is known of a version's signature.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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

/// How a signature by a key of ssh begins. Of other kinds nothing is kept: what they are held against is not known here.
pub(super) const SSH: &[u8] = b"-----BEGIN SSH SIGNATURE-----";

/// A file of verdicts that has grown beyond so many bytes is begun anew.
const LARGEST: u64 = 8 << 20;

/// The verdicts on versions by one list of keys.
pub(super) struct Verdicts {
    list: String,
    known: HashMap<String, Signed>,
    /// Lines that are not in the file yet.
    new: String,
}

impl Verdicts {
    /// Those that are kept and hold for the list of keys as it is now.
    pub(super) fn of(access: &Access) -> Verdicts {
        let list = list(access);
        let kept = fs::read_to_string(file(access)).unwrap_or_default();
        let mut known = HashMap::new();
        for line in kept.lines() {
            let mut fields = line.splitn(3, ' ');
            let (Some(of), Some(version)) = (fields.next(), fields.next()) else {
                continue;
            };
            let whose = fields.next().map(serde_json::from_str::<Signed>);
            if let Some(Ok(whose)) = whose.filter(|_| of == list) {
                known.insert(version.to_owned(), whose);
            }
        }
        Verdicts {
            list,
            known,
            new: String::new(),
        }
    }

    /// Whose signature a version bears, where that is kept.
    pub(super) fn find(&self, version: &VersionId) -> Option<Signed> {
        self.known.get(&version.0).cloned()
    }

    /// Notes what git said of a version.
    pub(super) fn add(&mut self, version: &VersionId, whose: &Signed) {
        if let Ok(said) = serde_json::to_string(whose) {
            self.new
                .push_str(&format!("{} {} {said}\n", self.list, version.0));
        }
    }

    /// Keeps what is new. Where that cannot be written git is asked again.
    pub(super) fn write(&self, access: &Access) {
        if self.new.is_empty() {
            return;
        }
        let path = file(access);
        let grown = fs::metadata(&path).is_ok_and(|there| there.len() > LARGEST);
        if let Some(folder) = path.parent() {
            let _ = fs::create_dir_all(folder);
        }
        let file = OpenOptions::new()
            .create(true)
            .append(!grown)
            .write(true)
            .truncate(grown)
            .open(&path);
        let _ = file.and_then(|mut file| file.write_all(self.new.as_bytes()));
    }
}

fn file(access: &Access) -> PathBuf {
    access.common.join("adref/cache/signatures")
}

/// What stands for a list of keys: git's settings on signatures, and the bytes of the files that they name.
fn list(access: &Access) -> String {
    let told = access.store.with(|handle| {
        let config = handle.config()?.snapshot()?;
        let mut told = String::new();
        config.entries(Some("^gpg\\."))?.for_each(|entry| {
            let (name, value) = (entry.name().unwrap_or(""), entry.value().unwrap_or(""));
            told.push_str(&format!("{name}={value}\n"));
        })?;
        for key in ["gpg.ssh.allowedsignersfile", "gpg.ssh.revocationfile"] {
            if let Ok(path) = config.get_path(key) {
                let bytes = fs::read(access.root().join(path)).unwrap_or_default();
                told.push_str(&format!("{key} {}\n", hash(&bytes).0));
            }
        }
        Ok(told)
    });
    hash(told.unwrap_or_default().as_bytes()).0
}

#[cfg(test)]
#[path = "verdicts_tests.rs"]
#[allow(clippy::unwrap_used)]
mod tests;
