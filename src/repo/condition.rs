//! What is odd about a repository, each met kindly.

use std::path::PathBuf;

use super::access::Access;
use super::head::Head;

/// What is odd about a repository, each met kindly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// No version has been saved yet.
    Unborn,
    /// It stands on a version and not on a branch.
    Detached,
    /// A merge, rebase or the like is under way.
    Busy(String),
    /// Someone else's lock lies there: its path.
    Locked(PathBuf),
    /// It has no work tree: it can be read and not written.
    Bare,
    /// Its history is cut off: older versions were not fetched.
    Shallow,
}

/// All that is odd now.
pub(super) fn conditions(access: &Access) -> Vec<Condition> {
    let mut found = Vec::new();
    let looked = access.store.with(|handle| {
        if access.work_tree.is_none() && access.memory.is_none() {
            found.push(Condition::Bare);
        }
        if handle.is_shallow() {
            found.push(Condition::Shallow);
        }
        if let Some(what) = under_way(handle) {
            found.push(Condition::Busy(what.to_owned()));
        }
        match Head::of(handle)? {
            Head::Detached(_) => found.push(Condition::Detached),
            Head::Branch(name, tip) => {
                if tip.is_none() {
                    found.push(Condition::Unborn);
                }
                let lock = access.common.join(format!("{name}.lock"));
                found.extend(lock.exists().then_some(Condition::Locked(lock)));
            }
        }
        Ok(())
    });
    if looked.is_err() {
        // A head that leads nowhere is met again, with its error, by whoever reads it.
        found.push(Condition::Unborn);
    }
    let lock = access.index_lock();
    if lock.exists() {
        found.push(Condition::Locked(lock));
    }
    found
}

/// What git is in the middle of.
pub(super) fn under_way(handle: &git2::Repository) -> Option<&'static str> {
    use git2::RepositoryState as State;
    match handle.state() {
        State::Clean => None,
        State::Merge => Some("a merge is under way"),
        State::Revert | State::RevertSequence => Some("a revert is under way"),
        State::CherryPick | State::CherryPickSequence => Some("a cherry-pick is under way"),
        State::Bisect => Some("a bisection is under way"),
        State::Rebase | State::RebaseInteractive | State::RebaseMerge => {
            Some("a rebase is under way")
        }
        State::ApplyMailbox | State::ApplyMailboxOrRebase => {
            Some("mailed patches are being applied")
        }
    }
}
