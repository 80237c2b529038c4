//! git's index: what it remembers of files, and changing a few of its entries under its lock.

use std::path::Path;

use git2::{Index, IndexEntry, IndexTime, Oid};

use super::access::Access;
use super::disk::{self, Found, Stat};
use super::error::{Error, on};
use super::journal::{FileStep, Journal};
use super::reached::reached;
use super::tree::{FOLDERS, full};

/// The index as it was when it was read, and when it was written.
pub(super) struct Remembered {
    index: Index,
    written: (i64, u32),
}

/// The flag of an entry that a sparse checkout leaves out.
const LEFT_OUT: u16 = 1 << 14;

/// The flag of an entry that was announced and not added.
const INTENT_TO_ADD: u16 = 1 << 13;

impl Remembered {
    /// Reads the index; `None` where there is none or it is of a form that only git reads.
    pub(super) fn of(handle: &git2::Repository) -> Option<Remembered> {
        let mut index = handle.index().ok()?;
        index.read(false).ok()?;
        let written = match disk::look(index.path()?).ok()? {
            Found::File(stat) => stat.modified,
            _ => return None,
        };
        Some(Remembered { index, written })
    }

    pub(super) fn entry(&self, path: &str) -> Option<IndexEntry> {
        self.index.get_path(Path::new(path), 0)
    }

    /// The meeting's files that a sparse checkout leaves out.
    pub(super) fn left_out(&self, handle: &git2::Repository) -> Vec<(String, Oid)> {
        let sparse = handle
            .config()
            .and_then(|config| config.get_bool("core.sparsecheckout"));
        if !sparse.unwrap_or(false) {
            return Vec::new();
        }
        let inside = |path: &String| {
            FOLDERS
                .iter()
                .any(|folder| path.starts_with(&format!("{folder}/")))
        };
        self.index
            .iter()
            .filter(|entry| entry.flags_extended & LEFT_OUT != 0)
            .filter_map(|entry| Some((String::from_utf8(entry.path).ok()?, entry.id)))
            .filter(|(path, _)| inside(path))
            .collect()
    }

    /// The id of a file's bytes where it looks as it did when it was added; `None` where it has to be read.
    ///
    /// A file changed in the same tick as the index was written looks the same and may not be: it is read.
    pub(super) fn unchanged(&self, entry: &IndexEntry, stat: &Stat) -> Option<Oid> {
        let regular = entry.mode & 0o170_000 == 0o100_000;
        let added = entry.flags_extended & INTENT_TO_ADD == 0;
        let same = entry.file_size == low(stat.size)
            && tells(&entry.mtime, stat.modified)
            && (stat.changed == (0, 0)
                || entry.ctime.seconds() == 0
                || tells(&entry.ctime, stat.changed))
            && (entry.ino == 0 || stat.place.1 == 0 || entry.ino == low(stat.place.1));
        let settled = stat.modified < self.written;
        (regular && added && same && settled).then_some(entry.id)
    }
}

/// The index keeps the low 32 bits of everything.
fn low(number: u64) -> u32 {
    (number & u64::from(u32::MAX)) as u32
}

fn seconds(time: i64) -> i32 {
    low(time as u64) as i32
}

/// Some programs write no nanoseconds.
fn tells(kept: &IndexTime, seen: (i64, u32)) -> bool {
    kept.seconds() == seconds(seen.0)
        && (kept.nanoseconds() == 0 || seen.1 == 0 || kept.nanoseconds() == seen.1)
}

/// What the index has at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Staged {
    /// Nothing.
    Nothing,
    /// A file.
    File(Oid),
    /// The sides of a conflict.
    Conflict,
}

/// What an index has at a path.
pub(super) fn staged(index: &Index, path: &str) -> Staged {
    if let Some(entry) = index.get_path(Path::new(path), 0) {
        return Staged::File(entry.id);
    }
    let sides = (1..=3).any(|stage| index.get_path(Path::new(path), stage).is_some());
    if sides {
        Staged::Conflict
    } else {
        Staged::Nothing
    }
}

/// Reads the index afresh, or says why it cannot be changed.
pub(super) fn fresh(handle: &git2::Repository) -> Result<Index, Error> {
    let odd = |error: git2::Error| {
        Error::Unwritable(format!(
            "git's index is of a form that only git writes ({})",
            error.message()
        ))
    };
    let mut index = handle.index().map_err(odd)?;
    index.read(true).map_err(odd)?;
    Ok(index)
}

/// Lets the index know the files of a version; entries that somebody changed meanwhile are left. Needs its lock.
///
/// It is written beside and moved into place, so that the lock can be told from other people's by what stands in it.
pub(super) fn update(access: &Access, root: &Path, journal: &Journal) -> Result<(), Error> {
    let draft = access.own().join("index");
    // A program that was killed while it wrote its draft left the draft's own lock; who holds the gate is alone here.
    let _ = std::fs::remove_file(draft.with_extension("lock"));
    if access.index.exists() {
        std::fs::copy(&access.index, &draft).map_err(on(&draft))?;
    } else {
        let _ = std::fs::remove_file(&draft);
    }
    let mut index = Index::open(&draft)?;
    let mut changed = false;
    for step in &journal.files {
        let now = match staged(&index, &step.path) {
            Staged::Nothing => None,
            Staged::File(id) => Some(id.to_string()),
            Staged::Conflict => continue,
        };
        if now == step.staged || now == step.after {
            set(&mut index, root, step)?;
            changed = true;
        }
    }
    if changed {
        index.write()?;
        reached("index drafted");
        disk::replace(&draft, &access.index, access.haste)?;
    } else {
        let _ = std::fs::remove_file(&draft);
    }
    Ok(())
}

/// Sets one entry, with the looks of the file that lies there.
fn set(index: &mut Index, root: &Path, step: &FileStep) -> Result<(), Error> {
    let Some(id) = step.after.as_deref().and_then(full) else {
        return match index.remove(Path::new(&step.path), 0) {
            Err(error) if error.code() != git2::ErrorCode::NotFound => Err(error.into()),
            _ => Ok(()),
        };
    };
    let stat = match disk::look(&root.join(&step.path))? {
        // Only a file that holds these bytes may look unchanged.
        Found::File(stat) if step.written => Some(stat),
        _ => None,
    };
    let time = |(s, n): (i64, u32)| IndexTime::new(seconds(s), n);
    let none = (0, 0);
    index.add(&IndexEntry {
        ctime: time(stat.map_or(none, |stat| stat.changed)),
        mtime: time(stat.map_or(none, |stat| stat.modified)),
        dev: stat.map_or(0, |stat| low(stat.place.0)),
        ino: stat.map_or(0, |stat| low(stat.place.1)),
        mode: step.mode,
        uid: stat.map_or(0, |stat| stat.place.2),
        gid: stat.map_or(0, |stat| stat.place.3),
        file_size: stat.map_or(0, |stat| low(stat.size)),
        id,
        flags: 0,
        flags_extended: 0,
        path: step.path.clone().into_bytes(),
    })?;
    Ok(())
}
