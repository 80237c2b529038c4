//! The files of the work tree: listed with what they look like, read when they are asked for.

use std::collections::BTreeMap;
use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use super::disk::{self, Found, Stat, TEMPORARY};
use super::error::{Error, on};
use super::id::{BlobId, oid};
use super::index::Remembered;
use super::line_endings::{Lines, has_crlf};
use super::store::{LIMIT, Store};
use super::tree::{DEEPEST, FOLDERS, MOST_FILES, Passed, blob_of};

/// The files of `drafts/` and `facilitators/` on the disk.
#[derive(Debug)]
pub(super) struct DiskFiles {
    root: PathBuf,
    files: BTreeMap<String, Seen>,
    passed: Vec<Passed>,
    store: Arc<Store>,
}

/// A file as it was listed, and the id of its bytes once that is known: from then on it stands for those bytes.
#[derive(Debug)]
pub(super) struct Seen {
    stat: Stat,
    id: OnceLock<git2::Oid>,
}

/// What lies on the disk: files with their looks, and what was passed over.
pub(super) struct Survey {
    pub(super) files: Vec<(String, Stat)>,
    pub(super) passed: Vec<Passed>,
}

/// Lists the meeting's folders on the disk, opening no file; sorted by nothing.
pub(super) fn survey(root: &Path) -> Result<Survey, Error> {
    let mut survey = Survey {
        files: Vec::new(),
        passed: Vec::new(),
    };
    for folder in FOLDERS {
        let path = root.join(folder);
        match disk::look(&path)? {
            Found::Folder => survey.folder(&path, folder)?,
            Found::Nothing | Found::File(_) => {}
            Found::Other => survey.pass(folder, "it is a link"),
        }
    }
    Ok(survey)
}

impl Survey {
    /// A number for how all the files look. A sum, since a folder is read in no certain order.
    pub(super) fn looks(&self) -> u64 {
        self.files.iter().fold(0_u64, |sum, file| {
            let mut hasher = DefaultHasher::new();
            file.hash(&mut hasher);
            sum.wrapping_add(hasher.finish())
        })
    }

    fn pass(&mut self, path: &str, reason: &'static str) {
        self.passed.push(Passed {
            path: path.to_owned(),
            reason,
        });
    }

    fn folder(&mut self, at: &Path, name: &str) -> Result<(), Error> {
        let mut open = vec![(at.to_path_buf(), name.to_owned(), 0)];
        while let Some((folder, inside, depth)) = open.pop() {
            if depth >= DEEPEST {
                self.pass(&inside, "the folders are too deep");
                continue;
            }
            let entries = match fs::read_dir(&folder) {
                Ok(entries) => entries,
                // Removed since its parent was read, or not ours to read.
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
                Err(error) if error.kind() == std::io::ErrorKind::PermissionDenied => {
                    self.pass(&inside, "it may not be read");
                    continue;
                }
                Err(error) => return Err(on(&folder)(error)),
            };
            let entries: Vec<fs::DirEntry> =
                entries.collect::<Result<_, _>>().map_err(on(&folder))?;
            if depth > 0 && entries.iter().any(|entry| entry.file_name() == ".git") {
                self.pass(&inside, "it is another repository");
                continue;
            }
            for entry in entries {
                let name = entry.file_name();
                let Some(name) = name.to_str() else {
                    let name = name.to_string_lossy();
                    self.pass(&format!("{inside}/{name}"), "the name is not UTF-8");
                    continue;
                };
                let path = format!("{inside}/{name}");
                if name.starts_with(TEMPORARY) {
                    continue;
                }
                if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                    open.push((entry.path(), path, depth + 1));
                    continue;
                }
                let Ok(metadata) = entry.metadata() else {
                    continue;
                };
                if !metadata.is_file() {
                    self.pass(&path, "it is a link");
                } else if metadata.len() > LIMIT {
                    self.pass(&path, "it is too large for a text");
                } else if self.files.len() >= MOST_FILES {
                    self.pass(&path, "there are too many files");
                    return Ok(());
                } else {
                    self.files.push((path, Stat::of(&metadata)));
                }
            }
        }
        Ok(())
    }
}

impl DiskFiles {
    /// The files of a survey; what git's index remembers of a file that looks the same is its id, unread.
    pub(super) fn list(
        store: &Arc<Store>,
        root: &Path,
        survey: Survey,
    ) -> Result<DiskFiles, Error> {
        let Survey { files, mut passed } = survey;
        let files = store.with(|handle| {
            let index = Remembered::of(handle);
            let mut seen = BTreeMap::new();
            for (path, stat) in files {
                let known = index.as_ref().and_then(|index| index.entry(&path));
                // What is ignored and was never saved is an editor's leavings.
                if known.is_none() && handle.is_path_ignored(Path::new(&path)).unwrap_or(false) {
                    continue;
                }
                let id = OnceLock::new();
                if let (Some(index), Some(entry)) = (&index, &known)
                    && let Some(same) = index.unchanged(entry, &stat)
                {
                    let _ = id.set(same);
                }
                seen.insert(path, Seen { stat, id });
            }
            if let Some(index) = &index {
                // What the user chose not to check out is read as it was saved.
                for (path, id) in index.left_out(handle) {
                    seen.entry(path).or_insert_with(|| Seen {
                        stat: Stat::default(),
                        id: OnceLock::from(id),
                    });
                }
            }
            Ok(seen)
        })?;
        passed.sort();
        Ok(DiskFiles {
            root: root.to_path_buf(),
            files,
            passed,
            store: store.clone(),
        })
    }

    pub(super) fn listed(&self) -> &BTreeMap<String, Seen> {
        &self.files
    }

    pub(super) fn passed(&self) -> &[Passed] {
        &self.passed
    }

    /// The id of a file's bytes as git would save them.
    pub(super) fn id(&self, path: &str) -> Option<git2::Oid> {
        let Some(seen) = self.files.get(path) else {
            return self.other(path).ok().map(|bytes| oid(&bytes));
        };
        if let Some(id) = seen.id.get() {
            return Some(*id);
        }
        let bytes = self.open(path).ok()?;
        Some(*seen.id.get_or_init(|| oid(&bytes)))
    }

    /// A file's bytes, as git would save them.
    pub(super) fn open(&self, path: &str) -> Result<Arc<Vec<u8>>, Error> {
        let Some(seen) = self.files.get(path) else {
            return self.other(path);
        };
        let found = disk::read(&self.root.join(path), path)?;
        if let Some((bytes, stat)) = found {
            let same = stat == seen.stat;
            let bytes = self
                .store
                .with(|handle| Ok(as_saved(handle, path, bytes)))?;
            if same {
                return Ok(Arc::new(bytes));
            }
            // It was changed since it was listed: the first bytes whose id is given out stay.
            let now = oid(&bytes);
            if *seen.id.get_or_init(|| now) == now {
                return Ok(Arc::new(bytes));
            }
        }
        let known = seen.id.get().copied();
        let saved = known.map(|id| self.store.blob(id, path)).transpose()?;
        saved.flatten().ok_or_else(|| none(path))
    }

    /// Checks that what was not checked out can be read.
    pub(super) fn check(&self, path: &str) -> Result<(), Error> {
        match self.files.get(path) {
            Some(seen) if seen.stat == Stat::default() => self.open(path).map(|_| ()),
            _ => Ok(()),
        }
    }

    /// A file outside the meeting's folders.
    fn other(&self, path: &str) -> Result<Arc<Vec<u8>>, Error> {
        if FOLDERS
            .iter()
            .any(|folder| path.starts_with(&format!("{folder}/")))
        {
            return Err(none(path));
        }
        let whole = disk::inside(&self.root, path).map_err(|_| none(path))?;
        let (bytes, _) = disk::read(&whole, path)?.ok_or_else(|| none(path))?;
        let bytes = self
            .store
            .with(|handle| Ok(as_saved(handle, path, bytes)))?;
        Ok(Arc::new(bytes))
    }

    pub(super) fn blob(&self, id: &BlobId) -> Option<Arc<Vec<u8>>> {
        blob_of(&self.store, id).or_else(|| {
            // Bytes that were never saved are known by this snapshot alone.
            let wanted = super::tree::full(&id.0)?;
            let (path, _) = self
                .files
                .iter()
                .find(|(_, seen)| seen.id.get() == Some(&wanted))?;
            self.open(path).ok().filter(|bytes| oid(bytes) == wanted)
        })
    }
}

fn none(path: &str) -> Error {
    Error::NoFile {
        path: path.to_owned(),
        version: "the work tree".to_owned(),
    }
}

/// The bytes of a file of the work tree as git would save them.
pub(super) fn as_saved(handle: &git2::Repository, path: &str, bytes: Vec<u8>) -> Vec<u8> {
    if !has_crlf(&bytes) {
        return bytes;
    }
    let saved_has_crlf = || {
        let saved = handle
            .index()
            .ok()
            .and_then(|index| index.get_path(Path::new(path), 0))
            .and_then(|entry| handle.find_blob(entry.id).ok());
        saved.is_some_and(|blob| has_crlf(blob.content()))
    };
    match Lines::of(handle, path).to_saved(&bytes, saved_has_crlf) {
        std::borrow::Cow::Owned(converted) => converted,
        std::borrow::Cow::Borrowed(_) => bytes,
    }
}

/// The id of the bytes of the work tree at a path, as git would save them.
pub(super) fn on_disk(
    handle: &git2::Repository,
    root: &Path,
    path: &str,
) -> Result<Option<git2::Oid>, Error> {
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
