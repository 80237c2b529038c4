//! Texts of a history, read and cut by a second thread before they are asked for: those of the main line.
//!
//! What a branch did is seldom asked for, and then for a version or two: whoever asks reads that himself.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use super::leaf::Leaf;
use crate::repo::{BlobId, Error, Repository, VersionId};

/// So many texts are read ahead at most.
const MOST: usize = 48;

/// Texts that were read ahead. Whoever asks for one that nobody is reading reads it himself.
#[derive(Debug)]
pub(super) struct Ahead<'a> {
    repository: &'a Repository,
    shelf: Mutex<Shelf>,
    changed: Condvar,
    begun: AtomicBool,
    stopped: AtomicBool,
}

#[derive(Debug, Default)]
struct Shelf {
    /// When the version was saved, and its text.
    leaves: HashMap<BlobId, (i64, Arc<Leaf>)>,
    /// What the asking thread read itself.
    taken: HashSet<BlobId>,
    /// From where to read ahead.
    wanted: Option<(VersionId, String)>,
    /// What the second thread is reading.
    reading: Option<BlobId>,
}

impl<'a> Ahead<'a> {
    pub(super) fn of(repository: &'a Repository) -> Ahead<'a> {
        Ahead {
            repository,
            shelf: Mutex::default(),
            changed: Condvar::new(),
            begun: AtomicBool::new(false),
            stopped: AtomicBool::new(false),
        }
    }

    /// Asks for what lies behind a version; once is enough.
    pub(super) fn begin(&self, from: &VersionId, path: &str) {
        if !self.begun.swap(true, Ordering::Relaxed) {
            lock(&self.shelf).wanted = Some((from.clone(), path.to_owned()));
            self.changed.notify_all();
        }
    }

    /// What the second thread does: waits until something is asked for, then reads ahead until it is told to stop.
    pub(super) fn serve(&self) {
        let mut shelf = lock(&self.shelf);
        while !self.stopped.load(Ordering::Relaxed) {
            if let Some((from, path)) = shelf.wanted.take() {
                drop(shelf);
                // Where it fails, whoever asks meets the same failure and says so.
                let _ = self.read_on(&from, &path);
                return;
            }
            shelf = wait(&self.changed, shelf);
        }
    }

    /// No more is wanted.
    pub(super) fn stop(&self) {
        {
            // Under the lock: the other thread is either before its look at the sign or waiting for a call.
            let _shelf = lock(&self.shelf);
            self.stopped.store(true, Ordering::Relaxed);
        }
        self.changed.notify_all();
    }

    /// What was saved after this time is not asked for any more.
    pub(super) fn forget_after(&self, time: i64) {
        lock(&self.shelf)
            .leaves
            .retain(|_, (saved, _)| *saved <= time);
        self.changed.notify_all();
    }

    /// The text of a blob; `like` is one that is much the same.
    ///
    /// # Errors
    /// Where the repository does not have it, or it is too large.
    pub(super) fn leaf(&self, blob: &BlobId, path: &str, like: &Leaf) -> Result<Arc<Leaf>, Error> {
        let mut shelf = lock(&self.shelf);
        while shelf.reading.as_ref() == Some(blob) {
            shelf = wait(&self.changed, shelf);
        }
        if let Some((_, leaf)) = shelf.leaves.get(blob) {
            return Ok(leaf.clone());
        }
        shelf.taken.insert(blob.clone());
        drop(shelf);
        self.read(blob, path, like)
    }

    fn read(&self, blob: &BlobId, path: &str, like: &Leaf) -> Result<Arc<Leaf>, Error> {
        let bytes = self.repository.blob(blob, path)?;
        Ok(Arc::new(Leaf::beside(bytes, like)))
    }

    fn read_on(&self, from: &VersionId, path: &str) -> Result<(), Error> {
        let mut descent = self.repository.descent();
        let mut like = Arc::<Leaf>::default();
        let mut next = Some(descent.start(from, path)?);
        while let Some(node) = next {
            let saved = descent.saved(node);
            let touch = descent.touch(node).cloned();
            if let Some((blob, path)) = touch.and_then(|touch| Some((touch.blob?, touch.path))) {
                let mut shelf = lock(&self.shelf);
                while shelf.leaves.len() >= MOST && !self.stopped.load(Ordering::Relaxed) {
                    shelf = wait(&self.changed, shelf);
                }
                if self.stopped.load(Ordering::Relaxed) {
                    break;
                }
                if !shelf.taken.contains(&blob) && !shelf.leaves.contains_key(&blob) {
                    shelf.reading = Some(blob.clone());
                    drop(shelf);
                    let _reading = UntilRead(self);
                    if let Ok(leaf) = self.read(&blob, &path, &like) {
                        like = leaf.clone();
                        lock(&self.shelf).leaves.insert(blob, (saved, leaf));
                    }
                }
            }
            next = descent.parents(node)?.first().copied();
        }
        Ok(())
    }
}

/// Says that nothing is being read however the reading ends: somebody may be waiting for it.
struct UntilRead<'a, 'r>(&'a Ahead<'r>);

impl Drop for UntilRead<'_, '_> {
    fn drop(&mut self) {
        lock(&self.0.shelf).reading = None;
        self.0.changed.notify_all();
    }
}

/// Stops the reading ahead however the work ends.
pub(super) struct UntilDone<'a, 'r>(pub(super) &'a Ahead<'r>);

impl Drop for UntilDone<'_, '_> {
    fn drop(&mut self) {
        self.0.stop();
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn wait<'a, T>(changed: &Condvar, held: MutexGuard<'a, T>) -> MutexGuard<'a, T> {
    changed.wait(held).unwrap_or_else(PoisonError::into_inner)
}
