//! Where unsaved words are kept while they are written: a file of this program's own, locked as long as it lives.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::unsaved::Unsaved;

/// The place for this program's unsaved words.
#[derive(Debug)]
pub(super) struct Shelter {
    folder: PathBuf,
    name: String,
    held: Mutex<Held>,
}

#[derive(Debug, Default)]
struct Held {
    /// The newest state that was kept: what comes later and is older is not.
    turn: u64,
    /// Locked as long as the program lives: by this others know that the words are not abandoned.
    lock: Option<File>,
}

impl Shelter {
    pub(super) fn new(folder: PathBuf) -> Shelter {
        Shelter {
            folder,
            name: std::process::id().to_string(),
            held: Mutex::default(),
        }
    }

    fn words(&self) -> PathBuf {
        self.folder.join(format!("{}.json", self.name))
    }

    /// Keeps what is unsaved, or forgets what was; a place that cannot be written to keeps nothing.
    pub(super) fn keep(&self, turn: u64, unsaved: Option<&Unsaved>) {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if turn <= held.turn {
            return;
        }
        held.turn = turn;
        let Some(unsaved) = unsaved else {
            let _ = fs::remove_file(self.words());
            return;
        };
        let Ok(bytes) = serde_json::to_vec(unsaved) else {
            return;
        };
        if self.lock(&mut held).is_none() {
            return;
        }
        let new = self.folder.join(format!("{}.new", self.name));
        if fs::write(&new, bytes).is_ok() {
            let _ = fs::rename(&new, self.words());
        }
    }

    fn lock(&self, held: &mut Held) -> Option<()> {
        if held.lock.is_none() {
            fs::create_dir_all(&self.folder).ok()?;
            let file = File::create(self.folder.join(format!("{}.lock", self.name))).ok()?;
            file.try_lock().ok()?;
            held.lock = Some(file);
        }
        Some(())
    }

    /// What a program that is no more left unsaved; from now on it is kept here.
    pub(super) fn abandoned(&self) -> Option<Unsaved> {
        let mut found: Vec<PathBuf> = fs::read_dir(&self.folder)
            .ok()?
            .flatten()
            .map(|entry| entry.path())
            .filter(|path| path.extension().is_some_and(|end| end == "json"))
            .filter(|path| *path != self.words())
            .collect();
        found.sort();
        found.into_iter().find_map(|path| self.adopt(&path))
    }

    fn adopt(&self, path: &Path) -> Option<Unsaved> {
        let lock = path.with_extension("lock");
        if let Ok(file) = File::open(&lock) {
            // Somebody lives who writes there.
            file.try_lock().ok()?;
        }
        let unsaved = serde_json::from_slice(&fs::read(path).ok()?).ok()?;
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        self.lock(&mut held)?;
        fs::rename(path, self.words()).ok()?;
        let _ = fs::remove_file(lock);
        Some(unsaved)
    }
}

impl Drop for Shelter {
    fn drop(&mut self) {
        // Words that are still unsaved stay for whoever comes next.
        if let Ok(held) = self.held.get_mut()
            && held.lock.take().is_some()
        {
            let _ = fs::remove_file(self.folder.join(format!("{}.lock", self.name)));
        }
    }
}
