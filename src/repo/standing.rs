//! Who may write: alone at the gate, nothing else under way, on a branch that is still where the plan was made.

use std::time::Duration;

use git2::{Oid, Repository};

use super::access::Access;
use super::condition::under_way;
use super::error::Error;
use super::head::Head;
use super::lock::{self, Gate};
use super::recovery;

/// How long another adref may take to save.
const PATIENCE: Duration = Duration::from_secs(5);

/// Where whoever writes stands.
pub(super) struct Standing<'a> {
    /// The repository.
    pub(super) handle: &'a Repository,
    /// Its head, which is a branch.
    pub(super) head: &'a Head,
    /// The branch's full name.
    pub(super) branch: &'a str,
    /// Its version; `None` before the first.
    pub(super) tip: Option<Oid>,
}

/// Has somebody write on the version that it was planned on; what a crash left is finished first.
///
/// # Errors
/// [`Error::Moved`] where the branch is elsewhere by now, [`Error::Busy`], [`Error::Detached`]; what the writing fails with.
pub(super) fn stand<T>(
    access: &Access,
    base: Option<Oid>,
    write: impl FnOnce(&Standing<'_>) -> Result<T, Error>,
) -> Result<T, Error> {
    let Some(_gate) = Gate::wait(access, PATIENCE)? else {
        return Err(Error::Busy("another adref is saving".to_owned()));
    };
    recovery::finish_left(access, lock::PATIENCE)?;
    access.store.with(|handle| {
        if let Some(what) = under_way(handle) {
            return Err(Error::Busy(what.to_owned()));
        }
        let head = Head::of(handle)?;
        let Head::Branch(branch, tip) = &head else {
            return Err(Error::Detached);
        };
        if base != *tip {
            return Err(Error::Moved);
        }
        write(&Standing {
            handle,
            head: &head,
            branch,
            tip: *tip,
        })
    })
}
