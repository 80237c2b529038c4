//! The objects of a repository, for many threads: one open handle each, and the bytes that were read last.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::error::Error;
use super::whole::whole;

/// No text is longer; a file that is was put there by mistake, or to do harm.
pub(super) const LIMIT: u64 = 64 << 20;

/// How many bytes of blobs are kept in one generation of the cache.
const KEPT: usize = 4 << 20;

/// How a repository is opened again for another thread.
#[derive(Debug, Clone)]
pub(super) enum Way {
    /// By its git directory.
    At(PathBuf),
    /// As the environment says (`GIT_DIR` and its like).
    Environment,
    /// By its git directory, with objects that are in memory.
    Memory(PathBuf, Objects),
}

/// Objects that are in memory, shared by all handles.
#[derive(Clone)]
pub(super) struct Objects(pub(super) Arc<git2::Odb<'static>>);

impl std::fmt::Debug for Objects {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Objects")
    }
}

/// Handles to one repository, handed out one to a caller at a time.
pub(super) struct Store {
    way: Way,
    handles: Mutex<Vec<git2::Repository>>,
    blobs: Mutex<Blobs>,
}

/// Bytes read lately, in two generations: when the young one is full, the old one goes.
#[derive(Default)]
struct Blobs {
    young: HashMap<git2::Oid, Arc<Vec<u8>>>,
    old: HashMap<git2::Oid, Arc<Vec<u8>>>,
    held: usize,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store")
            .field("way", &self.way)
            .finish_non_exhaustive()
    }
}

impl Store {
    /// A store that begins with a handle that is open already.
    pub(super) fn new(way: Way, handle: git2::Repository) -> Store {
        Store {
            way,
            handles: Mutex::new(vec![handle]),
            blobs: Mutex::new(Blobs::default()),
        }
    }

    /// Lends a handle.
    pub(super) fn with<T>(
        &self,
        work: impl FnOnce(&git2::Repository) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let free = lock(&self.handles).pop();
        let handle = match free {
            Some(handle) => handle,
            None => open(&self.way)?,
        };
        let done = work(&handle);
        lock(&self.handles).push(handle);
        done
    }

    /// The bytes of a blob, hashed once; `None` where the repository does not have it.
    ///
    /// # Errors
    /// Where it is damaged or larger than a text can be, named as `path`.
    pub(super) fn blob(&self, id: git2::Oid, path: &str) -> Result<Option<Arc<Vec<u8>>>, Error> {
        if let Some(bytes) = lock(&self.blobs).find(id) {
            return Ok(Some(bytes));
        }
        let read = self.with(|handle| {
            let there = held(handle, id, path)?;
            let read = there.then(|| whole(handle, git2::ObjectType::Blob, id, path));
            read.transpose()
        })?;
        let read = read.map(Arc::new);
        if let Some(bytes) = &read {
            lock(&self.blobs).keep(id, bytes);
        }
        Ok(read)
    }

    /// The same, read anew, not hashed and not kept: for whoever goes through a long history once, as `git blame` does.
    pub(super) fn read(&self, id: git2::Oid, path: &str) -> Result<Option<Vec<u8>>, Error> {
        self.with(|handle| {
            if !held(handle, id, path)? {
                return Ok(None);
            }
            Ok(Some(handle.odb()?.read(id)?.data().to_vec()))
        })
    }
}

/// Whether the repository has a blob of this id, not larger than a text can be.
fn held(handle: &git2::Repository, id: git2::Oid, path: &str) -> Result<bool, Error> {
    let (size, kind) = match handle.odb()?.read_header(id) {
        Ok(header) => header,
        Err(error) if error.code() == git2::ErrorCode::NotFound => return Ok(false),
        // Reading it says what is wrong.
        Err(_) => return Ok(true),
    };
    if kind != git2::ObjectType::Blob {
        return Ok(false);
    }
    if size as u64 > LIMIT {
        return Err(Error::Huge {
            path: path.to_owned(),
            size: size as u64,
            limit: LIMIT,
        });
    }
    Ok(true)
}

impl Blobs {
    fn find(&mut self, id: git2::Oid) -> Option<Arc<Vec<u8>>> {
        if let Some(bytes) = self.young.get(&id) {
            return Some(bytes.clone());
        }
        let bytes = self.old.remove(&id)?;
        self.keep(id, &bytes);
        Some(bytes)
    }

    fn keep(&mut self, id: git2::Oid, bytes: &Arc<Vec<u8>>) {
        if bytes.len() > KEPT {
            return;
        }
        if self.held + bytes.len() > KEPT {
            self.old = std::mem::take(&mut self.young);
            self.held = 0;
        }
        self.held += bytes.len();
        self.young.insert(id, bytes.clone());
    }
}

/// Opens one more handle.
pub(super) fn open(way: &Way) -> Result<git2::Repository, Error> {
    let at = |path: &Path| {
        let flags = git2::RepositoryOpenFlags::NO_SEARCH;
        git2::Repository::open_ext(path, flags, std::iter::empty::<&Path>())
    };
    match way {
        Way::At(path) => Ok(at(path)?),
        Way::Environment => Ok(git2::Repository::open_from_env()?),
        Way::Memory(path, objects) => {
            let handle = at(path)?;
            handle.set_odb(&objects.0)?;
            Ok(handle)
        }
    }
}

/// A lock whose holder panicked holds whole values all the same.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
