//! What can go wrong below the meaning of files, and the way out of it.

use std::path::{Path, PathBuf};

/// What can go wrong below the meaning of files.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No repository here or above.
    #[error("no git repository at {} or above", .0.display())]
    NoRepository(PathBuf),
    /// The repository belongs to another user, and git does not trust it.
    #[error("{} belongs to another user", .0.display())]
    Foreign(PathBuf),
    /// The repository is of a kind that cannot be read here.
    #[error("{} cannot be read: {reason}", .path.display())]
    Unsupported {
        /// The repository.
        path: PathBuf,
        /// What it needs.
        reason: String,
    },
    /// The revision names nothing.
    #[error("no version {0:?}")]
    NoVersion(String),
    /// A version has no such file.
    #[error("no file {path:?} in {version}")]
    NoFile {
        /// The file's path.
        path: String,
        /// Where it was looked for.
        version: String,
    },
    /// A file is larger than a text can be.
    #[error("{path} holds {size} bytes, more than the {limit} that a text can have")]
    Huge {
        /// The file's path.
        path: String,
        /// Its size in bytes.
        size: u64,
        /// The most that is read.
        limit: u64,
    },
    /// A saved object is not what its id says.
    #[error("the saved copy of {what} is damaged: {reason}")]
    Damaged {
        /// What it is: a path, a folder, a version.
        what: String,
        /// The file it lies in, where it has one of its own.
        file: Option<PathBuf>,
        /// What is wrong with it.
        reason: String,
        /// Where it can be fetched from again.
        remote: Option<String>,
    },
    /// A path that nothing may be written to.
    #[error("{path:?} cannot be written: {reason}")]
    BadPath {
        /// The path.
        path: String,
        /// Why not.
        reason: &'static str,
    },
    /// Not every system can have a file of this name.
    #[error("{path:?} cannot be written: {reason}")]
    BadName {
        /// The path.
        path: String,
        /// Why not.
        reason: &'static str,
    },
    /// Somebody saved in between.
    #[error("the meeting was saved by somebody else meanwhile")]
    Moved,
    /// A file has changes by hand that saving would overwrite.
    #[error("{0} has changes that are not saved")]
    Unsaved(String),
    /// A merge, a rebase or the like is under way, or a file has conflicts.
    #[error("nothing can be saved while {0}")]
    Busy(String),
    /// Somebody's lock lies there.
    #[error("the repository is locked: {}", .0.display())]
    Locked(PathBuf),
    /// The repository stands on a version and not on a branch.
    #[error("the repository stands on an old version, not on a branch, so nothing can be saved")]
    Detached,
    /// The repository cannot be written.
    #[error("the repository cannot be written: {0}")]
    Unwritable(String),
    /// The user's git is needed and is not there.
    #[error("git was not found")]
    NoGit,
    /// git did not end in time.
    #[error("git did not answer in {} seconds", .0.as_secs())]
    Late(std::time::Duration),
    /// git was told to sign and could not.
    #[error("git could not sign it, so nothing was saved")]
    Unsigned(String),
    /// An address that git must not be given.
    #[error("{address:?} is no address to send to or receive from: {reason}")]
    BadAddress {
        /// The address.
        address: String,
        /// Why not.
        reason: &'static str,
    },
    /// Nobody said where versions are sent to.
    #[error("nobody has said where this meeting is sent to")]
    NoUpstream,
    /// The other side cannot be reached.
    #[error("{address} cannot be reached")]
    Unreachable {
        /// Its address, without a password.
        address: String,
        /// What git said.
        said: String,
    },
    /// The other side was reached and says no.
    #[error("{address} does not take it")]
    Refused {
        /// Its address, without a password.
        address: String,
        /// What git said.
        said: String,
    },
    /// Others sent something again and again while this was to be sent.
    #[error("others keep sending to {0}: each time this was to be sent, something new was there")]
    Overtaken(String),
    /// Two repositories that never had a version in common.
    #[error("what lies there is another meeting: it has no saved version in common with this one")]
    Strangers,
    /// Something came that is not put into a work tree.
    #[error("{path} is not received: {reason}")]
    Incoming {
        /// Its path.
        path: String,
        /// Why not.
        reason: &'static str,
    },
    /// git says no.
    #[error("{0}")]
    Git(String),
    /// The disk says no.
    #[error("{}", .path.display())]
    File {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
}

impl Error {
    /// What git said, where it said something; each line begins as git has it.
    pub fn said(&self) -> Option<&str> {
        match self {
            Error::Unreachable { said, .. }
            | Error::Refused { said, .. }
            | Error::Unsigned(said) => Some(said.as_str()).filter(|said| !said.is_empty()),
            _ => None,
        }
    }

    /// What the user can do about it.
    pub fn hint(&self) -> Option<String> {
        let hint = match self {
            Error::NoRepository(_) => "run this in a meeting's folder, or make one with adref new or adref demo".to_owned(),
            Error::Foreign(path) => format!(
                "if you trust what lies there: git config --global --add safe.directory {}",
                quoted(path)
            ),
            Error::Unsupported { .. } => "git clone it into a repository of the usual kind (sha1 objects, references in files)".to_owned(),
            Error::NoVersion(_) => "adref log lists the versions; a tag, a branch, an id or HEAD~3 names one".to_owned(),
            Error::NoFile { .. } => "paths begin at the repository's root; begin with ./ for one from this folder".to_owned(),
            Error::Huge { .. } => "move it out of drafts/ and facilitators/; link to it instead".to_owned(),
            Error::Damaged { file, remote, .. } => {
                let from = remote.as_deref().map_or_else(|| "PATH".to_owned(), |remote| quoted(Path::new(remote)));
                let again = match file {
                    // git fetches nothing over what lies there.
                    Some(file) => {
                        let aside = file.ancestors().nth(3).map(|git| git.join("damaged"));
                        let aside = aside.unwrap_or_else(|| PathBuf::from("damaged"));
                        let (file, aside) = (quoted(file), quoted(&aside));
                        format!("mv -f {file} {aside} && git fetch --refetch {from}")
                    }
                    None => "clone the repository anew".to_owned(),
                };
                let whose = if remote.is_some() { "" } else { ", from a clone that somebody else has" };
                format!("git fsck lists what is damaged; to have it again{whose}: {again}")
            }
            Error::BadName { .. } => "choose another name: what is saved here is to be opened on every system".to_owned(),
            Error::BadPath { .. } => "choose a path inside the repository that is not a link".to_owned(),
            Error::Moved => "look at what came in, then try again".to_owned(),
            Error::Unsaved(path) => format!(
                "keep the changes with git commit {path}, or drop them with git restore {path}",
                path = quoted(Path::new(path))
            ),
            Error::Busy(_) => "git status says how to finish it or to call it off; adref receive merges the drafts in which it stopped".to_owned(),
            Error::Locked(path) => format!(
                "another program is writing: try again in a moment; if none is, it crashed: delete {}",
                path.display()
            ),
            Error::Detached => "git switch BRANCH goes back to a branch; git switch -c NAME makes one here".to_owned(),
            Error::NoGit => "install git (https://git-scm.com), or add its folder to PATH; all that is not sent or received works without it".to_owned(),
            Error::Late(_) => "nothing is lost: try again".to_owned(),
            Error::Unsigned(_) => "see that the key can be used (an agent that knows its password); git config adref.sign false saves without a signature".to_owned(),
            Error::BadAddress { .. } => "an address is a folder, https://HOST/PATH, ssh://HOST/PATH or NAME@HOST:PATH".to_owned(),
            Error::NoUpstream => "adref send --to DIR|URL says so once: a folder, a shared disk or stick, an address of a git host".to_owned(),
            Error::Unreachable { .. } => "nothing is lost: what you saved is kept here. Try again when it can be reached; adref send --to DIR|URL names another place".to_owned(),
            Error::Refused { .. } => "nothing is lost: what you saved is kept here. Ask who keeps that place for the right to send there".to_owned(),
            Error::Overtaken(_) => "nothing is lost: try again in a moment".to_owned(),
            Error::Strangers => "adref send --to DIR|URL names the right place; an empty one is as good".to_owned(),
            Error::Incoming { .. } => "nothing was changed here. Ask who put it there to take it out; git itself may still fetch it".to_owned(),
            Error::Unwritable(_) | Error::Git(_) | Error::File { .. } => return None,
        };
        Some(hint)
    }
}

/// A path as a shell takes it.
fn quoted(path: &Path) -> String {
    let text = path.to_string_lossy();
    let plain = |c: char| c.is_alphanumeric() || "/._-+@:".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        text.into_owned()
    } else {
        format!("'{}'", text.replace('\'', "'\\''"))
    }
}

/// Wraps what the disk says with the path it says it of.
pub(super) fn on(path: &Path) -> impl FnOnce(std::io::Error) -> Error {
    let path = path.to_path_buf();
    move |source| Error::File { path, source }
}

/// The lock that a message names: `failed to lock file '/m/.git/config.lock' for writing`.
pub(super) fn lock_in(said: &str) -> Option<PathBuf> {
    let of_git = said.split_once("Unable to create '");
    let of_libgit2 = said.split_once("failed to lock file '");
    let (_, rest) = of_git.or(of_libgit2)?;
    // A folder's name may have quotes in it.
    let end = rest.find(".lock'")? + ".lock".len();
    rest.get(..end).map(PathBuf::from)
}

impl From<git2::Error> for Error {
    fn from(error: git2::Error) -> Error {
        let message = error.message();
        let lock = lock_in(message).filter(|_| error.code() == git2::ErrorCode::Locked);
        lock.map_or_else(
            || Error::Git(message.trim_end_matches('.').to_owned()),
            Error::Locked,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_with_blanks_or_quotes_is_quoted_for_the_shell() {
        assert_eq!(
            quoted(Path::new("drafts/wp1/text.md")),
            "drafts/wp1/text.md"
        );
        assert_eq!(quoted(Path::new("a b")), "'a b'");
        assert_eq!(quoted(Path::new("it's")), "'it'\\''s'");
    }

    #[test]
    fn a_lock_in_the_way_is_named() {
        for said in [
            "failed to lock file '/m/.git/config.lock' for writing",
            "error: cannot lock ref 'refs/adref/there/a': Unable to create '/the room's/.git/config.lock': File exists.",
        ] {
            let named = lock_in(said).unwrap_or_default();
            assert!(named.ends_with(".git/config.lock"), "{said}");
        }
        assert_eq!(lock_in("cannot lock ref 'refs/heads/main'"), None);
    }
}
