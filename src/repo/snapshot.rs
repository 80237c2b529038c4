//! The files of one version, of the work tree or in memory, read when they are asked for.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, OnceLock};

use super::change::FileChange;
use super::error::Error;
use super::id::{BlobId, VersionId, hash};
use super::tree::{Passed, VersionFiles};
use super::work_tree::DiskFiles;

/// The files of one version or of the work tree: paths with `/`, relative to the repository's root.
///
/// Lists `drafts/` and `facilitators/`; any other path can be read on demand. Links are not followed, repositories inside are
/// passed over. Cheap to clone; `Send + Sync`, so that documents can be read on several threads. It stands for the files as
/// they were when it was taken: of a file that was changed since, either the old bytes are given or none.
#[derive(Debug, Clone, Default)]
pub struct Snapshot {
    files: Arc<Files>,
}

#[derive(Debug)]
enum Files {
    Memory(MemoryFiles),
    Version(VersionFiles),
    Disk(DiskFiles),
    Over(Overlay),
}

/// Files laid over another snapshot's; `None` takes one away.
#[derive(Debug)]
struct Overlay {
    under: Snapshot,
    files: BTreeMap<String, Option<Arc<Vec<u8>>>>,
}

impl Default for Files {
    fn default() -> Files {
        Files::Memory(MemoryFiles::default())
    }
}

/// Files in memory; their ids are computed when the first one is asked for.
#[derive(Debug, Default)]
struct MemoryFiles {
    files: BTreeMap<String, Arc<Vec<u8>>>,
    ids: OnceLock<HashMap<BlobId, String>>,
}

impl Snapshot {
    /// A snapshot held in memory, for tests and plans.
    pub fn from_files(files: BTreeMap<String, Vec<u8>>) -> Snapshot {
        let files = files
            .into_iter()
            .map(|(path, bytes)| (path, Arc::new(bytes)))
            .collect();
        Snapshot {
            files: Arc::new(Files::Memory(MemoryFiles {
                files,
                ids: OnceLock::new(),
            })),
        }
    }

    /// This snapshot with some files changed: what would be there if they were saved.
    #[must_use]
    pub fn with(&self, changes: &[FileChange]) -> Snapshot {
        let changes = changes.iter();
        let files = changes
            .map(|change| (change.path.clone(), change.content.clone().map(Arc::new)))
            .collect();
        Snapshot {
            files: Arc::new(Files::Over(Overlay {
                under: self.clone(),
                files,
            })),
        }
    }

    pub(super) fn of_version(files: VersionFiles) -> Snapshot {
        Snapshot {
            files: Arc::new(Files::Version(files)),
        }
    }

    pub(super) fn of_disk(files: DiskFiles) -> Snapshot {
        Snapshot {
            files: Arc::new(Files::Disk(files)),
        }
    }

    /// The version it was taken of; `None` for files in memory, a work tree, or a repository without a version.
    pub fn version(&self) -> Option<&VersionId> {
        match &*self.files {
            Files::Version(files) => Some(files.version()),
            Files::Memory(_) | Files::Disk(_) | Files::Over(_) => None,
        }
    }

    /// The paths under a folder (`""` for all), sorted, folders not among them.
    pub fn paths(&self, folder: &str) -> Vec<String> {
        let prefix = match folder.trim_end_matches('/') {
            "" => String::new(),
            folder => format!("{folder}/"),
        };
        match &*self.files {
            Files::Memory(files) => under(&files.files, &prefix),
            Files::Version(files) => under(files.listed(), &prefix),
            Files::Disk(files) => under(files.listed(), &prefix),
            Files::Over(over) => {
                let mut paths: BTreeSet<String> = over.under.paths(folder).into_iter().collect();
                for (path, content) in &over.files {
                    match content {
                        Some(_) if path.starts_with(&prefix) => paths.insert(path.clone()),
                        _ => paths.remove(path),
                    };
                }
                paths.into_iter().collect()
            }
        }
    }

    /// What was passed over under `drafts/` and `facilitators/`, sorted by path.
    pub fn passed(&self) -> &[Passed] {
        match &*self.files {
            Files::Memory(_) => &[],
            Files::Version(files) => files.passed(),
            Files::Disk(files) => files.passed(),
            Files::Over(over) => over.under.passed(),
        }
    }

    /// The id of a file's bytes, without reading them where that can be known.
    pub fn id(&self, path: &str) -> Option<BlobId> {
        match &*self.files {
            Files::Memory(files) => files.files.get(path).map(|bytes| hash(bytes)),
            Files::Version(files) => files.id(path).map(BlobId::from),
            Files::Disk(files) => files.id(path).map(BlobId::from),
            Files::Over(over) => match over.files.get(path) {
                Some(content) => content.as_ref().map(|bytes| hash(bytes)),
                None => over.under.id(path),
            },
        }
    }

    /// A file's bytes; `None` where there is no such file or it cannot be read.
    pub fn read(&self, path: &str) -> Option<Arc<Vec<u8>>> {
        self.open(path).ok()
    }

    /// A file's bytes.
    ///
    /// # Errors
    /// [`Error::NoFile`] where there is none, [`Error::Huge`] where it is larger than a text can be, [`Error::Damaged`] where its saved
    /// copy is not what its id says, [`Error::File`] where the disk fails.
    pub fn open(&self, path: &str) -> Result<Arc<Vec<u8>>, Error> {
        match &*self.files {
            Files::Memory(files) => files.files.get(path).cloned().ok_or_else(|| Error::NoFile {
                path: path.to_owned(),
                version: "memory".to_owned(),
            }),
            Files::Version(files) => files.open(path),
            Files::Disk(files) => files.open(path),
            Files::Over(over) => match over.files.get(path) {
                Some(Some(bytes)) => Ok(bytes.clone()),
                Some(None) => Err(Error::NoFile {
                    path: path.to_owned(),
                    version: "memory".to_owned(),
                }),
                None => over.under.open(path),
            },
        }
    }

    /// Checks that a file's saved copy can be read; one that lies on the disk is not looked at.
    ///
    /// # Errors
    /// Those of [`Snapshot::open`], and [`Error::Damaged`].
    pub fn check(&self, path: &str) -> Result<(), Error> {
        match &*self.files {
            Files::Memory(_) => Ok(()),
            Files::Version(files) => files.open(path).map(|_| ()),
            Files::Disk(files) => files.check(path),
            Files::Over(over) => match over.files.get(path) {
                Some(_) => Ok(()),
                None => over.under.check(path),
            },
        }
    }

    /// The bytes of any blob the repository knows, of whatever version; of files in memory, those of this snapshot.
    pub fn blob(&self, id: &BlobId) -> Option<Arc<Vec<u8>>> {
        match &*self.files {
            Files::Memory(files) => files.blob(id),
            Files::Version(files) => files.blob(id),
            Files::Disk(files) => files.blob(id),
            Files::Over(over) => {
                let laid = over.files.values().flatten();
                laid.into_iter()
                    .find(|bytes| hash(bytes) == *id)
                    .cloned()
                    .or_else(|| over.under.blob(id))
            }
        }
    }
}

impl MemoryFiles {
    fn blob(&self, id: &BlobId) -> Option<Arc<Vec<u8>>> {
        let ids = self.ids.get_or_init(|| {
            let ids = self.files.iter();
            ids.map(|(path, bytes)| (hash(bytes), path.clone()))
                .collect()
        });
        self.files.get(ids.get(id)?).cloned()
    }
}

/// The keys that begin with `prefix`.
fn under<T>(files: &BTreeMap<String, T>, prefix: &str) -> Vec<String> {
    files
        .range(prefix.to_owned()..)
        .map(|(path, _)| path)
        .take_while(|path| path.starts_with(prefix))
        .cloned()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn three() -> Snapshot {
        let file = |path: &str| (path.to_owned(), path.as_bytes().to_vec());
        Snapshot::from_files(BTreeMap::from([
            file("drafts/wp1/text.md"),
            file("drafts/wp10/text.md"),
            file("facilitators/meeting.yaml"),
        ]))
    }

    #[test]
    fn a_folder_holds_what_is_under_it_and_nothing_that_only_begins_alike() {
        assert_eq!(three().paths("drafts/wp1"), ["drafts/wp1/text.md"]);
        assert_eq!(three().paths("drafts/").len(), 2);
        assert_eq!(three().paths("").len(), 3);
        assert!(three().paths("dra").is_empty());
    }

    #[test]
    fn files_laid_over_a_snapshot_are_seen_and_the_rest_shows_through() {
        let over = three().with(&[
            FileChange::write("drafts/wp1/text.md", "new"),
            FileChange::delete("drafts/wp10/text.md"),
        ]);
        assert_eq!(over.paths("drafts"), ["drafts/wp1/text.md"]);
        assert_eq!(
            over.read("drafts/wp1/text.md").as_deref(),
            Some(&b"new".to_vec())
        );
        assert!(over.read("drafts/wp10/text.md").is_none());
        let old = three().id("drafts/wp10/text.md");
        assert!(old.is_some_and(|id| over.blob(&id).is_some()));
        assert!(over.id("facilitators/meeting.yaml").is_some());
    }

    #[test]
    fn a_file_in_memory_is_found_by_the_id_that_git_would_give_it() {
        let files = Snapshot::from_files(BTreeMap::from([("a".to_owned(), b"hello\n".to_vec())]));
        let id = BlobId("ce013625030ba8dba906f756967f9e9ca394464a".to_owned());
        assert_eq!(files.id("a"), Some(id.clone()));
        assert_eq!(files.blob(&id).as_deref(), Some(&b"hello\n".to_vec()));
    }
}
