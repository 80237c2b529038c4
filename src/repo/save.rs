//! Writing a version: objects, a journal, one compare-and-swap of the branch, then work tree and index.

use std::collections::BTreeMap;
use std::path::Path;

use git2::Oid;

use super::access::Access;
use super::branch::{self, reflog_who};
use super::change::{Save, based_on};
use super::disk::{self, Haste};
use super::error::Error;
use super::head::Head;
use super::id::{VersionId, oid};
use super::index::{self, Staged};
use super::journal::{FileStep, Journal};
use super::lock::{self, Held};
use super::memory;
use super::objects::{sync_objects, write_objects};
use super::portable;
use super::reached::reached;
use super::recovery;
use super::standing::stand;
use super::tree::{file_in, full};
use super::work_tree::on_disk;

/// Saves files as one version.
pub(super) fn save(access: &Access, save: &Save) -> Result<VersionId, Error> {
    if let Some(root) = &access.memory {
        return memory::save(access, root, save);
    }
    let Some(root) = &access.work_tree else {
        return Err(Error::Unwritable("it has no work tree".to_owned()));
    };
    stand(access, based_on(save)?, |standing| {
        let (handle, tip) = (standing.handle, standing.tip);
        let steps = plan(handle, root, tip, save)?;
        if steps.is_empty() {
            let same = tip.map(VersionId::from);
            return same.ok_or_else(|| Error::Unwritable("there is nothing to save".to_owned()));
        }
        let files: Vec<(&str, u32)> = steps
            .iter()
            .map(|step| (step.path.as_str(), step.mode))
            .collect();
        let (new, written) = write_objects((access, handle), tip, save, &files)?;
        if access.haste == Haste::Safe {
            sync_objects(access, &written);
        }
        let mut journal = Journal::new(standing.branch, tip, new);
        journal.who = reflog_who(&save.author.at(save.when)?);
        journal.subject = save.message.lines().next().unwrap_or_default().to_owned();
        journal.files = steps;
        reached("objects");
        carry_through((access, handle), root, standing.head, journal)?;
        Ok(VersionId::from(new))
    })
}

/// Goes on to a version whose objects are there: the journal, the branch, the work tree and index; what cannot be finished once the branch
/// has it is finished at the next start.
pub(super) fn carry_through(
    (access, handle): (&Access, &git2::Repository),
    root: &Path,
    head: &Head,
    mut journal: Journal,
) -> Result<(), Error> {
    journal.write(access)?;
    reached("journal");
    match swap(access, handle, root, head, &journal) {
        Ok(held) => {
            let finished = recovery::finish(access, handle, &mut journal).is_ok();
            drop(held);
            reached("unlocked");
            if finished {
                Journal::remove(access)?;
            }
            Ok(())
        }
        Err(error) => {
            Journal::remove(access)?;
            Err(error)
        }
    }
}

/// Checks every file against head, work tree and index, and says what becomes of it; what stays as it is is left out.
fn plan(
    handle: &git2::Repository,
    root: &Path,
    tip: Option<Oid>,
    save: &Save,
) -> Result<Vec<FileStep>, Error> {
    let tree = tip.map(|tip| handle.find_commit(tip)?.tree()).transpose()?;
    let index = index::fresh(handle)?;
    let mut steps = BTreeMap::new();
    for change in &save.files {
        let path = &change.path;
        let bad = |reason| Error::BadPath {
            path: path.clone(),
            reason,
        };
        disk::inside(root, path)?;
        let saved = tree.as_ref().and_then(|tree| file_in(tree, path));
        let something = tree
            .as_ref()
            .is_some_and(|tree| tree.get_path(Path::new(path)).is_ok());
        if something && saved.is_none() {
            return Err(bad("a folder, a link or another repository stands there"));
        }
        if saved.is_none() && change.content.is_some() {
            portable::fits(handle, tree.as_ref(), path)?;
        }
        let lies = on_disk(handle, root, path)?;
        let after = change.content.as_deref().map(oid);
        let planned_on = match &change.over {
            Some(id) => Some(full(&id.0).ok_or_else(|| Error::NoVersion(id.0.clone()))?),
            None => saved.map(|(id, _)| id),
        };
        if lies != planned_on && lies != after {
            return Err(Error::Unsaved(path.clone()));
        }
        let saved_id = saved.map(|(id, _)| id);
        let staged = match index::staged(&index, path) {
            Staged::Conflict => return Err(Error::Busy(format!("{path} has conflicts"))),
            Staged::Nothing => None,
            Staged::File(id) => Some(id),
        };
        if staged != saved_id && staged != lies && staged != after {
            return Err(Error::Unsaved(path.clone()));
        }
        if saved_id == after && lies == after && staged == after {
            continue;
        }
        let text = |id: Option<Oid>| id.map(|id| id.to_string());
        let step = FileStep {
            path: path.clone(),
            before: text(lies),
            staged: text(staged),
            after: text(after),
            lands: None,
            mode: saved.map_or(0o100_644, |(_, mode)| mode.unsigned_abs()),
            written: false,
        };
        if steps.insert(path.clone(), step).is_some() {
            return Err(bad("it is changed twice"));
        }
    }
    portable::apart(steps.keys().map(String::as_str))?;
    Ok(steps.into_values().collect())
}

/// Takes the locks, looks once more that nothing has changed, and moves the branch. The index stays locked.
fn swap(
    access: &Access,
    handle: &git2::Repository,
    root: &Path,
    head: &Head,
    journal: &Journal,
) -> Result<Held, Error> {
    let held = Held::take(
        &access.index_lock(),
        &journal.index_mark(),
        access,
        lock::PATIENCE,
    )?;
    reached("index locked");
    if Head::of(handle)? != *head {
        return Err(Error::Moved);
    }
    for step in &journal.files {
        let lies = on_disk(handle, root, &step.path)?.map(|id| id.to_string());
        if lies != step.before {
            return Err(Error::Unsaved(step.path.clone()));
        }
    }
    branch::swap(access, handle, journal)?;
    Ok(held)
}
