//! Finishing a save: right after the branch has moved, or at the next start after a crash.

use std::time::Duration;

use super::access::Access;
use super::branch;
use super::disk;
use super::error::Error;
use super::index;
use super::journal::{self, Journal};
use super::line_endings::Lines;
use super::lock::{Gate, Held, release};
use super::noted;
use super::reached::reached;
use super::tree::{file_in, full};
use super::whole::whole;
use super::work_tree::on_disk;

/// How long another adref may be in the middle of a save before a start goes on without waiting for it.
const PATIENCE: Duration = Duration::from_secs(2);

/// Finishes what a crash left, if it left something and nobody else is at it. A repository that cannot be written stays as it is.
pub(super) fn at_start(access: &Access) {
    noted::sweep(access);
    if !Journal::lies(access) {
        return;
    }
    if let Ok(Some(_gate)) = Gate::wait(access, PATIENCE) {
        // What cannot be finished now, for instance because git holds the index, is tried again at the next start or save.
        let _ = finish_left(access, Duration::ZERO);
    }
}

/// Follows the journal that lies there, waiting so long for the index. Only for who holds the gate.
pub(super) fn finish_left(access: &Access, patience: Duration) -> Result<(), Error> {
    let Some(mut journal) = Journal::read(access)? else {
        journal::sweep(&access.own());
        return Ok(());
    };
    access.store.with(|handle| {
        let branch_lock = branch::lock_of(&access.common.join(&journal.branch));
        release(&branch_lock, &journal.branch_mark())?;
        if access.work_tree.is_none() {
            if happened(handle, &journal)? {
                let _ = branch::note(access, handle, &journal);
            }
            return Journal::remove(access);
        }
        release(&access.index_lock(), &journal.index_mark())?;
        if happened(handle, &journal)? {
            let held = Held::take(
                &access.index_lock(),
                &journal.index_mark(),
                access,
                patience,
            )?;
            let _ = branch::note(access, handle, &journal);
            finish(access, handle, &mut journal)?;
            drop(held);
        }
        journal.sweep(access);
        Journal::remove(access)
    })
}

/// Whether the branch had moved when the crash came: it stands on the new version or on a later one.
fn happened(handle: &git2::Repository, journal: &Journal) -> Result<bool, Error> {
    let now = match handle.refname_to_id(&journal.branch) {
        Ok(now) => now,
        Err(error) if error.code() == git2::ErrorCode::NotFound => return Ok(false),
        Err(error) => return Err(error.into()),
    };
    let Some(new) = full(&journal.new) else {
        return Ok(false);
    };
    Ok(now == new || handle.graph_descendant_of(now, new).unwrap_or(false))
}

/// Writes the files and the index entries of a save whose branch has moved. Needs the lock of the index.
///
/// A file that holds neither the old nor the new bytes was changed by hand since: it stays. So does one of which the head
/// has other bytes by now.
pub(super) fn finish(
    access: &Access,
    handle: &git2::Repository,
    journal: &mut Journal,
) -> Result<(), Error> {
    let Some(root) = &access.work_tree else {
        return Ok(());
    };
    let tree = handle.head()?.peel_to_tree()?;
    let on_head = |path: &str| file_in(&tree, path).map(|(id, _)| id.to_string());
    journal
        .files
        .retain(|step| on_head(&step.path) == step.after);
    for step in &mut journal.files {
        let lies = on_disk(handle, root, &step.path)?.map(|id| id.to_string());
        if lies == step.after {
            step.written = true;
        } else if step.lands.is_some() && lies == step.lands {
            // It lies there already, and is not what is saved: nobody may take it for unchanged.
        } else if lies == step.before {
            let path = disk::inside(root, &step.path)?;
            let wanted = step.lands.as_deref().or(step.after.as_deref());
            match wanted.and_then(full) {
                Some(id) => {
                    let blob = whole(handle, git2::ObjectType::Blob, id, &step.path)?;
                    let bytes = Lines::of(handle, &step.path).to_disk(&blob);
                    disk::put(&path, &bytes, step.mode & 0o100 != 0, access.haste)?;
                }
                None => disk::remove(root, &path)?,
            }
            step.written = step.lands.is_none();
            reached("one file");
        }
    }
    reached("files");
    index::update(access, root, journal)?;
    reached("index");
    Ok(())
}

#[cfg(test)]
#[path = "crash_tests.rs"]
#[allow(clippy::unwrap_used)]
mod tests;
