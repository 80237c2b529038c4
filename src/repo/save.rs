//! Writing a version: objects, a journal, one compare-and-swap of the branch, then work tree and index.

use std::collections::BTreeMap;
use std::path::Path;

use git2::Oid;

use super::access::Access;
use super::branch::{self, reflog_who};
use super::disk::{self, Found, Haste};
use super::error::Error;
use super::head::Head;
use super::index::{self, Staged};
use super::journal::{FileStep, Journal};
use super::lock::{self, Held};
use super::memory;
use super::portable;
use super::recovery::{self, reached};
use super::signature::Signature;
use super::signed;
use super::snapshot::{BlobId, VersionId, oid};
use super::standing::stand;
use super::tree::{file_in, full};
use super::tree_writer;
use super::work_tree::as_saved;
use crate::moment::Moment;

/// What one file becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileChange {
    /// Its path with `/` from the repository's root.
    pub path: String,
    /// Its bytes; `None` deletes it.
    pub content: Option<Vec<u8>>,
    /// The bytes it was planned on: those that must lie in the work tree now. `None` means those of the version the save is based on.
    ///
    /// Who planned on the text of the work tree names that text here, and what was changed by hand is saved along with it.
    pub over: Option<BlobId>,
}

impl FileChange {
    /// A file with these bytes, planned on the saved version.
    pub fn write(path: impl Into<String>, content: impl Into<Vec<u8>>) -> FileChange {
        FileChange {
            path: path.into(),
            content: Some(content.into()),
            over: None,
        }
    }

    /// No such file any more.
    pub fn delete(path: impl Into<String>) -> FileChange {
        FileChange {
            path: path.into(),
            content: None,
            over: None,
        }
    }

    /// The same change, planned on these bytes of the work tree.
    #[must_use]
    pub fn over(mut self, id: Option<BlobId>) -> FileChange {
        self.over = id;
        self
    }
}

/// Files to save together as one version.
#[derive(Debug, Clone)]
pub struct Save {
    /// The version this was planned against; if the branch has moved on, nothing is written and [`super::Error::Moved`] says so.
    pub base: Option<VersionId>,
    /// The files that change.
    pub files: Vec<FileChange>,
    /// Subject, blank line, body.
    pub message: String,
    /// Whose version it is.
    pub author: Signature,
    /// When.
    pub when: Moment,
}

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

/// The version that the save was planned against.
pub(super) fn based_on(save: &Save) -> Result<Option<Oid>, Error> {
    let Some(base) = &save.base else {
        return Ok(None);
    };
    let id = full(&base.0).ok_or_else(|| Error::NoVersion(base.0.clone()))?;
    Ok(Some(id))
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

/// The id of the bytes of the work tree at a path, as git would save them.
pub(super) fn on_disk(
    handle: &git2::Repository,
    root: &Path,
    path: &str,
) -> Result<Option<Oid>, Error> {
    let whole = disk::inside(root, path)?;
    let bad = |reason| Error::BadPath {
        path: path.to_owned(),
        reason,
    };
    match disk::look(&whole)? {
        Found::Nothing => Ok(None),
        Found::Folder => Err(bad("a folder stands there")),
        Found::Other => Err(bad("a link stands there")),
        Found::File(_) => {
            let read = disk::read(&whole, path)?;
            Ok(read.map(|(bytes, _)| oid(&as_saved(handle, path, bytes))))
        }
    }
}

/// Writes the blobs of some of the files, each with its mode, the trees and the version itself; nothing names them yet.
pub(super) fn write_objects(
    (access, handle): (&Access, &git2::Repository),
    tip: Option<Oid>,
    save: &Save,
    changed: &[(&str, u32)],
) -> Result<(Oid, Vec<Oid>), Error> {
    let mut written = Vec::new();
    let mut files = BTreeMap::new();
    for (path, mode) in changed {
        let change = save.files.iter().find(|change| change.path == *path);
        let content = change.and_then(|change| change.content.as_deref());
        let blob = content.map(|bytes| handle.blob(bytes)).transpose()?;
        written.extend(blob);
        files.insert(*path, blob.map(|blob| (blob, *mode)));
    }
    let parent = tip.map(|tip| handle.find_commit(tip)).transpose()?;
    let old = parent.as_ref().map(git2::Commit::tree).transpose()?;
    let tree = tree_writer::write(handle, old.as_ref(), &files, &mut written)?;
    if let (Some(tip), Some(old)) = (tip, &old)
        && old.id() == tree
    {
        // Only the work tree differed: it is put right, and there is no new version.
        return Ok((tip, written));
    }
    let author = save.author.at(save.when)?;
    let mut message = save.message.replace('\0', "");
    if !message.ends_with('\n') {
        message.push('\n');
    }
    let parents: Vec<&git2::Commit<'_>> = parent.iter().collect();
    let tree = handle.find_tree(tree)?;
    let new = signed::commit(access, handle, (&author, &message), (&tree, &parents))?;
    written.push(new);
    Ok((new, written))
}

/// Waits until the disk has the objects; one in a pack has been there before.
pub(super) fn sync_objects(access: &Access, written: &[Oid]) {
    for id in written {
        let id = id.to_string();
        let (folder, file) = id.split_at(2);
        let folder = access.common.join("objects").join(folder);
        let path = folder.join(file);
        if path.exists() {
            disk::sync(&path);
            disk::settle(&folder);
        }
    }
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
