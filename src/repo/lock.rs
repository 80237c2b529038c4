//! Locks: the gate between adrefs, and git's own locks taken so that a crash leaves a mark of whose they were.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::access::Access;
use super::disk::{TEMPORARY, moved, sync};
use super::error::{Error, on};

/// Between two looks at a lock.
const PAUSE: Duration = Duration::from_millis(10);

/// How long another program may hold one of git's locks before the user hears of it.
pub(super) const PATIENCE: Duration = Duration::from_secs(1);

/// The right to save or to finish a save, one adref at a time; the system gives it up for a process that dies.
pub(super) struct Gate {
    _file: File,
}

impl Gate {
    /// Waits for the gate; `None` where another adref is still busy after that long.
    pub(super) fn wait(access: &Access, patience: Duration) -> Result<Option<Gate>, Error> {
        let own = access.own();
        fs::create_dir_all(&own).map_err(on(&own))?;
        let path = own.join("lock");
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(on(&path))?;
        let begun = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Some(Gate { _file: file })),
                Err(TryLockError::WouldBlock) if begun.elapsed() < patience => {
                    std::thread::sleep(PAUSE);
                }
                Err(TryLockError::WouldBlock) => return Ok(None),
                // A disk without such locks: the branch's own lock still keeps two savers apart.
                Err(TryLockError::Error(_)) => return Ok(Some(Gate { _file: file })),
            }
        }
    }
}

/// One of git's locks, held; released when it goes out of scope.
pub(super) struct Held {
    path: PathBuf,
    held: bool,
}

impl Held {
    /// Takes a lock with a mark in it from the first moment, waiting so long for whoever holds it.
    pub(super) fn take(
        path: &Path,
        mark: &str,
        access: &Access,
        patience: Duration,
    ) -> Result<Held, Error> {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(on(folder))?;
        }
        let draft = access
            .own()
            .join(format!("{TEMPORARY}{}-mark", std::process::id()));
        // After a crash it may be a second name of a lock that lies there still.
        let _ = fs::remove_file(&draft);
        fs::write(&draft, mark).map_err(on(&draft))?;
        let begun = Instant::now();
        let taken = loop {
            match link(&draft, path, mark) {
                Ok(()) => break Ok(()),
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                    if begun.elapsed() >= patience {
                        break Err(Error::Locked(path.to_path_buf()));
                    }
                    std::thread::sleep(PAUSE);
                }
                Err(error) => break Err(on(path)(error)),
            }
        };
        let _ = fs::remove_file(&draft);
        taken.map(|()| Held {
            path: path.to_path_buf(),
            held: true,
        })
    }

    /// Moves the lock, mark and all, into the place of what it locks.
    pub(super) fn become_file(mut self, target: &Path) -> Result<(), Error> {
        moved(&self.path, target).map_err(on(target))?;
        self.held = false;
        Ok(())
    }

    /// Waits until the disk has the mark.
    pub(super) fn sync(&self) {
        sync(&self.path);
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        if self.held {
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Gives a whole file a second name that must be new; disks without second names get a file written under it.
fn link(draft: &Path, path: &Path, mark: &str) -> std::io::Result<()> {
    match fs::hard_link(draft, path) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => {
            let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
            file.write_all(mark.as_bytes())
        }
        done => done,
    }
}

/// Removes a lock that has our mark in it; says whether the place is free now.
pub(super) fn release(path: &Path, mark: &str) -> Result<bool, Error> {
    match fs::read(path) {
        Ok(found) if found == mark.as_bytes() => {
            fs::remove_file(path).map_err(on(path))?;
            Ok(true)
        }
        Ok(_) => Ok(false),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(true),
        Err(error) => Err(on(path)(error)),
    }
}
