//! Files that git could not merge: what each side has of them, and taking a file for merged.

use std::path::Path;
use std::time::Duration;

use git2::IndexEntry;

use super::access::Access;
use super::condition::under_way;
use super::disk::{self, Found};
use super::error::Error;
use super::index;
use super::line_endings::Lines;
use super::lock::Gate;
use super::noted::{self, Written};
use super::recovery;
use super::work_tree::as_saved;

/// How long another adref may take to save.
const PATIENCE: Duration = Duration::from_secs(5);

/// A file that both sides of a merge changed, as git's index has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmerged {
    /// Its path with `/` from the repository's root.
    pub path: String,
    /// What both began from; `None` where the file is new on both sides.
    pub base: Option<Vec<u8>>,
    /// One side's; `None` where it took the file away.
    pub ours: Option<Vec<u8>>,
    /// The other's.
    pub theirs: Option<Vec<u8>>,
    /// What lies in the work tree, as git would save it.
    pub there: Option<Vec<u8>>,
}

impl Unmerged {
    /// Whether what lies there is what git left: a side's bytes, or its marks of conflict. Else somebody has worked on it since.
    pub fn is_untouched(&self) -> bool {
        let Some(there) = &self.there else {
            return self.ours.is_none() || self.theirs.is_none();
        };
        let side = [&self.base, &self.ours, &self.theirs]
            .into_iter()
            .flatten()
            .any(|side| side == there);
        let mark = |sign: &[u8]| {
            there
                .split(|byte| *byte == b'\n')
                .any(|line| line.starts_with(sign))
        };
        side || mark(b"<<<<<<<") && mark(b"=======") && mark(b">>>>>>>")
    }
}

/// What git is in the middle of, in words, and the files that it could not merge, by path.
pub(super) fn unmerged(access: &Access) -> Result<(Option<&'static str>, Vec<Unmerged>), Error> {
    let Some(root) = &access.work_tree else {
        return Ok((None, Vec::new()));
    };
    access.store.with(|handle| {
        let index = index::fresh(handle)?;
        let bytes = |side: &Option<IndexEntry>| -> Result<Option<Vec<u8>>, Error> {
            let Some(entry) = side else { return Ok(None) };
            Ok(Some(handle.find_blob(entry.id)?.content().to_vec()))
        };
        let mut all = Vec::new();
        for conflict in index.conflicts()? {
            let conflict = conflict?;
            let sides = [&conflict.ancestor, &conflict.our, &conflict.their];
            let Some(path) = sides.into_iter().flatten().next() else {
                continue;
            };
            let Ok(path) = String::from_utf8(path.path.clone()) else {
                continue;
            };
            let whole = disk::inside(root, &path)?;
            let there = match disk::look(&whole)? {
                Found::File(_) => {
                    disk::read(&whole, &path)?.map(|(bytes, _)| as_saved(handle, &path, bytes))
                }
                _ => None,
            };
            all.push(Unmerged {
                base: bytes(&conflict.ancestor)?,
                ours: bytes(&conflict.our)?,
                theirs: bytes(&conflict.their)?,
                there,
                path,
            });
        }
        all.sort_by(|one, other| one.path.cmp(&other.path));
        Ok((under_way(handle), all))
    })
}

/// Writes merged files to the work tree and tells git that they are; nothing is saved as a version.
pub(super) fn settle(access: &Access, files: &[(String, Vec<u8>)]) -> Result<(), Error> {
    let Some(root) = &access.work_tree else {
        return Err(Error::Unwritable("it has no work tree".to_owned()));
    };
    let Some(_gate) = Gate::wait(access, PATIENCE)? else {
        return Err(Error::Busy("another adref is saving".to_owned()));
    };
    recovery::finish_left(access, super::lock::PATIENCE)?;
    noted::with(access, &[Written::Index], |handle| {
        let mut index = index::fresh(handle)?;
        for (path, bytes) in files {
            let whole = disk::inside(root, path)?;
            let bytes = Lines::of(handle, path).to_disk(bytes);
            disk::put(&whole, &bytes, false, access.haste)?;
            index.add_path(Path::new(path))?;
        }
        index.write()?;
        Ok(())
    })
}
