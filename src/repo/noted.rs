//! Locks that git or libgit2 takes for us: noted before, so that whoever comes after a crash knows which of them are nobody's any more.
//!
//! Such a lock bears no mark of whose it is. A note is a file that the system holds locked as long as its program lives; it names the
//! locks that the program may hold.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use super::access::Access;
use super::error::{Error, on};

/// How the names of notes begin.
const NOTE: &str = "holds-";

/// How the names of references begin that are there for one look into another folder.
pub(super) const LOOK: &str = "refs/adref/look-";

/// A lock that has lain so long is not held by a git that has outlived the program that started it.
const SETTLED: Duration = Duration::from_secs(2);

/// Where the system cannot say whether a note's program lives, it is taken to have ended after so long.
const FORGOTTEN: Duration = Duration::from_secs(3600);

/// Between two looks at a lock.
const PAUSE: Duration = Duration::from_millis(20);

/// What is written under a lock of git's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Written {
    /// A reference, by its full name.
    Reference(String),
    /// All references whose names begin so: `refs/adref/there/`.
    Below(&'static str),
    /// The references that lie in one file together.
    Packed,
    /// The repository's own settings.
    Settings,
    /// The index.
    Index,
}

impl Written {
    /// Its lock as a note names it: from the folder that all work trees share, so that it holds when the repository is moved.
    fn line(&self, access: &Access) -> Option<String> {
        let lock = match self {
            Written::Reference(name) => return Some(format!("{name}.lock")),
            Written::Below(folder) => return Some((*folder).to_owned()),
            Written::Packed => return Some("packed-refs.lock".to_owned()),
            Written::Settings => return Some("config.lock".to_owned()),
            Written::Index => access.index_lock(),
        };
        let inside = lock.strip_prefix(&access.common).unwrap_or(&lock);
        inside.to_str().map(str::to_owned)
    }
}

/// A note that lies there; it goes with this.
pub(super) struct Noted {
    path: PathBuf,
    _file: File,
}

impl Drop for Noted {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}

/// Does something that takes these locks; those that a crash left are gone before.
pub(super) fn with<T>(
    access: &Access,
    written: &[Written],
    work: impl FnOnce(&git2::Repository) -> Result<T, Error>,
) -> Result<T, Error> {
    let _noted = note(access, |_| written.to_vec())?;
    access.store.with(work)
}

/// Notes which locks this program is about to take; those that a crash left are gone then. `written` is told what no other living
/// program's note is called, for names that must be new.
///
/// # Errors
/// Where the note cannot be written.
pub(super) fn note(
    access: &Access,
    written: impl FnOnce(&str) -> Vec<Written>,
) -> Result<Noted, Error> {
    sweep(access);
    let folder = folder(access);
    fs::create_dir_all(&folder).map_err(on(&folder))?;
    let mut n = 0_u32;
    loop {
        let name = format!("{}-{n}", std::process::id());
        let path = folder.join(format!("{NOTE}{name}"));
        let mut file = match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::AlreadyExists && n < 1000 => {
                n += 1;
                continue;
            }
            Err(error) => return Err(on(&path)(error)),
        };
        // A disk without such locks: the note is known by its age.
        let _ = file.lock();
        let lines = written(&name);
        let lines = lines.iter().filter_map(|one| one.line(access));
        let lines: String = lines.map(|line| line + "\n").collect();
        file.write_all(lines.as_bytes()).map_err(on(&path))?;
        return Ok(Noted { path, _file: file });
    }
}

/// Where the notes lie: with what all work trees share.
fn folder(access: &Access) -> PathBuf {
    access.common.join("adref")
}

/// Takes away the locks of programs that were ended while they held them.
///
/// What cannot be taken away stays: whoever wants that lock is told of it.
pub(super) fn sweep(access: &Access) {
    for entry in fs::read_dir(folder(access)).into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().starts_with(NOTE) {
            let _ = settle(access, &entry.path());
        }
    }
}

/// Takes away the locks that a note names, and the note, if its program has ended.
fn settle(access: &Access, path: &Path) -> std::io::Result<()> {
    let mut file = OpenOptions::new().read(true).write(true).open(path)?;
    let forgotten = age(path).is_some_and(|age| age > FORGOTTEN);
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => return Ok(()),
        Err(TryLockError::Error(_)) if !forgotten => return Ok(()),
        _ => {}
    }
    let mut lines = String::new();
    file.read_to_string(&mut lines)?;
    // It may be about to be written.
    if lines.is_empty() && !forgotten {
        return Ok(());
    }
    for line in lines.lines() {
        let named = access.common.join(line);
        if line.ends_with('/') {
            let mut locks = Vec::new();
            locks_below(&named, &mut locks);
            locks.iter().try_for_each(|lock| remove(lock))?;
        } else if line.ends_with(".lock") {
            remove(&named)?;
        }
    }
    fs::remove_file(path)
}

/// Lets go of what programs had looked into that were ended since. Only for who has a note of [`Written::Packed`].
pub(super) fn sweep_looks(access: &Access) {
    let (folder, prefix) = LOOK.split_at(LOOK.rfind('/').map_or(0, |at| at + 1));
    let names = fs::read_dir(access.common.join(folder));
    for entry in names.into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with(prefix) && name.ends_with(".lock") && !is_noted(access, &name) {
            let _ = fs::remove_file(entry.path());
        }
    }
    let _ = access.store.with(|handle| {
        for reference in handle.references_glob(&format!("{LOOK}*"))? {
            let mut reference = reference?;
            let known = reference.name().is_ok_and(|name| is_noted(access, name));
            if !known {
                reference.delete()?;
            }
        }
        Ok(())
    });
}

/// Whether the note lies there that a look was named after.
fn is_noted(access: &Access, look: &str) -> bool {
    let name = look.rsplit_once("look-").map_or(look, |(_, name)| name);
    let note = format!("{NOTE}{}", name.trim_end_matches(".lock"));
    folder(access).join(note).exists()
}

/// Removes a lock once it has lain unchanged for so long that nobody holds it.
fn remove(lock: &Path) -> std::io::Result<()> {
    let begun = Instant::now();
    while begun.elapsed() < SETTLED && age(lock).is_some_and(|age| age < SETTLED) {
        std::thread::sleep(PAUSE);
    }
    match fs::remove_file(lock) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// How long ago a file was changed; `None` where it is not there. What the disk's clock says is of the future is new.
fn age(path: &Path) -> Option<Duration> {
    let changed = fs::symlink_metadata(path).ok()?.modified().ok()?;
    Some(
        SystemTime::now()
            .duration_since(changed)
            .unwrap_or_default(),
    )
}

fn locks_below(folder: &Path, locks: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => locks_below(&path, locks),
            Ok(kind) if kind.is_file() && path.extension().is_some_and(|end| end == "lock") => {
                locks.push(path);
            }
            _ => {}
        }
    }
}

#[cfg(test)]
#[path = "noted_tests.rs"]
#[allow(clippy::unwrap_used)]
mod tests;
