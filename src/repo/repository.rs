//! A repository: found, opened, asked for versions, saved to.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::access::Access;
use super::change::Save;
use super::condition::{self, Condition};
use super::course::{self, Course};
use super::descent::Descent;
use super::disk::{self, Haste};
use super::error::Error;
use super::head::Head;
use super::id::{BlobId, VersionId, hash, oid};
use super::local::{self, Local, LocalChange};
use super::memory;
use super::noted::{self, Written};
use super::recovery;
use super::save;
use super::settings;
use super::signature::Signature;
use super::snapshot::Snapshot;
use super::tags;
use super::tree::{VersionFiles, file_in, full, not_here};
use super::unmerged::{self, Unmerged};
use super::walk::{self, Said, Touch, Version};
use super::work_tree::{self, DiskFiles, as_saved};
use crate::moment::Moment;

/// An open repository; `Send + Sync`.
#[derive(Debug)]
pub struct Repository {
    pub(super) access: Access,
}

/// The files of the work tree, and what they stand on.
#[derive(Debug, Clone)]
pub struct Look {
    /// The files.
    pub files: Snapshot,
    /// The newest version; `None` where there is none yet.
    pub base: Option<VersionId>,
    /// What [`Repository::pulse`] says as long as nothing changes.
    pub pulse: u64,
}

/// How often the head may move while the files are listed before that is an error.
const TRIES: usize = 5;

impl Repository {
    /// Finds the repository that `start` lies in, as git does (`GIT_DIR` included), and finishes a journal left by a crash.
    pub fn discover(start: &Path) -> Result<Repository, Error> {
        Repository::ready(Access::discover(start)?)
    }

    /// Opens the repository at a folder, not above it and whatever the environment says; finishes a journal left by a crash.
    pub fn open(folder: &Path) -> Result<Repository, Error> {
        Repository::ready(Access::open(folder)?)
    }

    /// Makes an empty repository with the branch `main`.
    pub fn init(at: &Path) -> Result<Repository, Error> {
        Repository::ready(Access::init(at)?)
    }

    /// Makes an empty repository whose versions stay in memory until [`Repository::lay_out`]; nobody else sees them before.
    ///
    /// What lies in its work tree is what its head has.
    pub fn in_memory(at: &Path) -> Result<Repository, Error> {
        Repository::ready(memory::init(at)?)
    }

    /// Writes to the disk, all at once, what was made in memory: every version, and the files of the head. Any other repository lies there already.
    pub fn lay_out(&self) -> Result<(), Error> {
        match self.access.memory {
            Some(_) => memory::lay_out(&self.access),
            None => Ok(()),
        }
    }

    fn ready(access: Access) -> Result<Repository, Error> {
        recovery::at_start(&access);
        Ok(Repository { access })
    }

    /// The same repository, saving without waiting for the disk: for one that can be made again, such as a demonstration.
    ///
    /// A crash of the program is met as ever; a power cut may lose versions.
    #[must_use]
    pub fn hasty(mut self) -> Repository {
        self.access.haste = Haste::Hasty;
        self
    }

    /// The work tree's root; the git directory where it is bare.
    pub fn root(&self) -> &Path {
        self.access.root()
    }

    /// What is odd about it.
    pub fn conditions(&self) -> Vec<Condition> {
        condition::conditions(&self.access)
    }

    /// The newest version of the branch; `None` where there is none yet.
    pub fn head(&self) -> Option<VersionId> {
        let tip = self.access.store.with(|handle| Ok(Head::of(handle)?.tip()));
        tip.ok().flatten().map(VersionId::from)
    }

    /// What the branch is called; `None` where the repository stands on a version.
    pub fn branch(&self) -> Option<String> {
        match self.access.store.with(Head::of) {
            Ok(Head::Branch(name, _)) => Some(name.trim_start_matches("refs/heads/").to_owned()),
            _ => None,
        }
    }

    /// Resolves what a person or git calls a version: a tag, a branch, an id, `HEAD~3`.
    pub fn resolve(&self, name: &str) -> Result<VersionId, Error> {
        let none = || Error::NoVersion(name.to_owned());
        if name.is_empty() || name.contains('\0') {
            return Err(none());
        }
        self.access.store.with(|handle| {
            let object = handle.revparse_single(name).map_err(|_| none())?;
            let commit = object.peel_to_commit().map_err(|_| none())?;
            Ok(VersionId::from(commit.id()))
        })
    }

    /// The last version at a moment on the main line that leads to `from`; `None` where it begins later.
    pub fn version_at(&self, from: &VersionId, moment: Moment) -> Result<Option<VersionId>, Error> {
        let from = commit_of(from)?;
        let found = self
            .access
            .store
            .with(|handle| walk::at(handle, from, moment))?;
        Ok(found.map(VersionId::from))
    }

    /// The files of a version, nothing checked out.
    pub fn snapshot(&self, version: &VersionId) -> Result<Snapshot, Error> {
        let commit = commit_of(version)?;
        let files = VersionFiles::list(&self.access.store, commit);
        Ok(Snapshot::of_version(files?))
    }

    /// The files as they lie in the work tree (those of the head where it is bare): `drafts/` and `facilitators/` only.
    ///
    /// A save under way is waited for a little, one that crashed is finished. Where git converts line endings, the bytes are those that it would save.
    pub fn work_tree(&self) -> Result<Snapshot, Error> {
        Ok(self.look()?.files)
    }

    /// The work tree, the version it stands on and the pulse, all of one moment.
    ///
    /// # Errors
    /// [`Error::Moved`] where the head moves again and again meanwhile.
    pub fn look(&self) -> Result<Look, Error> {
        // Somebody is in the middle of a save, or was when it crashed: the files are half old and half new.
        recovery::at_start(&self.access);
        for _ in 0..TRIES {
            let base = self.head();
            let (files, looks) = match (&self.access.work_tree, &base) {
                (Some(root), _) => {
                    let survey = work_tree::survey(root)?;
                    let looks = survey.looks();
                    let files = DiskFiles::list(&self.access.store, root, survey)?;
                    (Snapshot::of_disk(files), looks)
                }
                (None, Some(head)) => (self.snapshot(head)?, 0),
                (None, None) => (Snapshot::default(), 0),
            };
            if self.head() == base {
                let pulse = pulse_of(base.as_ref(), looks);
                return Ok(Look { files, base, pulse });
            }
        }
        Err(Error::Moved)
    }

    /// Any file of any version, of whatever repository: what `REV:PATH` names. `./` begins at the folder it was opened from.
    pub fn file_at(&self, rev: &str, path: &str) -> Result<Arc<Vec<u8>>, Error> {
        let none = || Error::NoFile {
            path: path.to_owned(),
            version: rev.to_owned(),
        };
        let version = commit_of(&self.resolve(rev)?)?;
        let path = self.access.seen_from_root(path).ok_or_else(none)?;
        let id = self.access.store.with(|handle| {
            let tree = handle.find_commit(version)?.tree()?;
            Ok(file_in(&tree, &path).map(|(id, _)| id))
        })?;
        let bytes = self.access.store.blob(id.ok_or_else(none)?, &path)?;
        bytes.ok_or_else(|| not_here(&path))
    }

    /// A number that changes when the head or a file under `drafts/` or `facilitators/` changes; cheap enough to ask twice a second.
    pub fn pulse(&self) -> u64 {
        let looks = match &self.access.work_tree {
            Some(root) => work_tree::survey(root).map_or(0, |survey| survey.looks()),
            None => 0,
        };
        pulse_of(self.head().as_ref(), looks)
    }

    /// The files of `drafts/` and `facilitators/` whose work tree differs from the head, sorted.
    pub fn unsaved(&self) -> Result<Vec<String>, Error> {
        if self.access.work_tree.is_none() {
            return Ok(Vec::new());
        }
        let Look {
            files: lie, base, ..
        } = self.look()?;
        let saved = match base {
            Some(head) => self.snapshot(&head)?,
            None => Snapshot::default(),
        };
        let mut paths = lie.paths("");
        paths.extend(saved.paths(""));
        paths.sort();
        paths.dedup();
        paths.retain(|path| lie.id(path) != saved.id(path));
        Ok(paths)
    }

    /// The bytes of a file of the work tree, as git would save them, where they are not those of a version.
    ///
    /// # Errors
    /// Where the path leads out of the repository or cannot be read.
    pub fn changed_by_hand(
        &self,
        path: &str,
        since: Option<&VersionId>,
    ) -> Result<Option<Vec<u8>>, Error> {
        let Some(root) = &self.access.work_tree else {
            return Ok(None);
        };
        let Some((bytes, _)) = disk::read(&disk::inside(root, path)?, path)? else {
            return Ok(None);
        };
        let since = since.map(commit_of).transpose()?;
        self.access.store.with(|handle| {
            let bytes = as_saved(handle, path, bytes);
            let tree = since.map(|id| handle.find_commit(id)?.tree()).transpose()?;
            let saved = tree.and_then(|tree| file_in(&tree, path));
            let same = saved.is_some_and(|(id, _)| id == oid(&bytes));
            Ok((!same).then_some(bytes))
        })
    }

    /// The files right in a folder of a version, sorted; none where it has no such folder.
    ///
    /// # Errors
    /// Where the version cannot be read.
    pub fn files_right_in(&self, version: &VersionId, folder: &str) -> Result<Vec<String>, Error> {
        let commit = commit_of(version)?;
        self.access.store.with(|handle| {
            let tree = handle.find_commit(commit)?.tree()?;
            let inside = tree.get_path(Path::new(folder)).ok();
            let inside = inside.and_then(|entry| entry.to_object(handle).ok()?.into_tree().ok());
            let mut files: Vec<String> = inside
                .iter()
                .flat_map(|tree| tree.iter())
                .filter(|entry| entry.kind() == Some(git2::ObjectType::Blob))
                .filter_map(|entry| Some(format!("{folder}/{}", entry.name().ok()?)))
                .collect();
            files.sort();
            Ok(files)
        })
    }

    /// Whether a meeting's files lie here, saved or not; looks at no more than the folders.
    pub fn holds_a_meeting(&self) -> bool {
        let Some(root) = &self.access.work_tree else {
            return self
                .work_tree()
                .is_ok_and(|files| !files.paths("").is_empty());
        };
        let drafts = std::fs::read_dir(root.join("drafts"));
        root.join("facilitators/meeting.yaml").is_file()
            || drafts
                .into_iter()
                .flatten()
                .flatten()
                .any(|entry| entry.path().join("text.md").is_file())
    }

    /// The id that bytes would have.
    pub fn hash(bytes: &[u8]) -> BlobId {
        hash(bytes)
    }

    /// Saves files as one version: the old state or the new one, whatever interrupts.
    ///
    /// # Errors
    /// [`Error::Moved`] where the branch is not at `save.base`, [`Error::Unsaved`] where a file's bytes in the work tree are not
    /// those the change was planned on, [`Error::Busy`], [`Error::Locked`], [`Error::Detached`], [`Error::BadPath`]: nothing is written then.
    pub fn save(&self, save: &Save) -> Result<VersionId, Error> {
        save::save(&self.access, save)
    }

    /// What git is in the middle of, in words, and the files of which it could not merge two versions, by path.
    ///
    /// # Errors
    /// Where git's index or one of the files cannot be read.
    pub fn unmerged(&self) -> Result<(Option<&'static str>, Vec<Unmerged>), Error> {
        unmerged::unmerged(&self.access)
    }

    /// Writes merged files to the work tree and tells git that they are merged; no version is saved.
    ///
    /// # Errors
    /// [`Error::Busy`] where another adref is saving; where a file or git's index cannot be written.
    pub fn settle_merged(&self, files: &[(String, Vec<u8>)]) -> Result<(), Error> {
        unmerged::settle(&self.access, files)
    }

    /// Puts an annotated tag in the name of whoever saved the version, at that time; an equal one is left alone.
    pub fn tag(&self, name: &str, at: &VersionId, message: &str) -> Result<(), Error> {
        let commit = commit_of(at)?;
        let written = [tags::written(name)];
        noted::with(&self.access, &written, |handle| {
            tags::put(handle, name, commit, message)
        })
    }

    /// The tags whose names begin with `prefix`, and the versions they point to, sorted by name.
    pub fn tags(&self, prefix: &str) -> Vec<(String, VersionId)> {
        let found = self.access.store.with(|handle| tags::list(handle, prefix));
        found.unwrap_or_default()
    }

    /// What an annotated tag says; `None` where there is none of that name, or a bare one.
    pub fn tag_message(&self, name: &str) -> Option<String> {
        let found = self.access.store.with(|handle| tags::message(handle, name));
        found.ok().flatten()
    }

    /// Frees the name of an annotated tag that points to a version: the tag is kept aside under `key`. Whether it did so.
    pub fn put_tag_aside(&self, name: &str, at: &VersionId, key: &str) -> Result<bool, Error> {
        let commit = commit_of(at)?;
        let written = tags::written_aside(name, key);
        noted::with(&self.access, &written, |handle| {
            tags::put_aside(handle, name, commit, key)
        })
    }

    /// Puts a tag back that is kept aside under `key`, if its name is free: its name.
    pub fn take_tag_back(&self, key: &str) -> Result<Option<String>, Error> {
        let name = self.access.store.with(|handle| tags::aside(handle, key))?;
        let Some(name) = name else {
            return Ok(None);
        };
        let written = tags::written_aside(&name, key);
        noted::with(&self.access, &written, |handle| {
            tags::take_back(handle, key)
        })
    }

    /// One version.
    pub fn version(&self, id: &VersionId) -> Result<Version, Error> {
        let commit = commit_of(id)?;
        let found = |handle: &git2::Repository| Ok(Version::of(&handle.find_commit(commit)?));
        self.access.store.with(found)
    }

    /// The versions from `from` back, newest first, at most `limit`.
    pub fn log(&self, from: &VersionId, limit: usize) -> Result<Vec<Version>, Error> {
        let from = commit_of(from)?;
        self.access
            .store
            .with(|handle| walk::log(handle, from, limit))
    }

    /// The messages of the versions of one author among the `limit` newest that lead to `from`, newest first.
    pub fn said_by(&self, email: &str, from: &VersionId, limit: usize) -> Result<Vec<Said>, Error> {
        let from = commit_of(from)?;
        self.access
            .store
            .with(|handle| walk::said_by(handle, email, from, limit))
    }

    /// The versions that lead to `from` whose message has these words in its first line, each with the one before it on its own line.
    pub fn saying(
        &self,
        words: &str,
        from: &VersionId,
    ) -> Result<Vec<(VersionId, Option<VersionId>)>, Error> {
        let from = commit_of(from)?;
        self.access
            .store
            .with(|handle| walk::saying(handle, words, from))
    }

    /// The versions of the main line in which anything below one of these folders changed, oldest first; only those behind `behind`
    /// where that lies on it.
    pub fn course(
        &self,
        from: &VersionId,
        behind: Option<&VersionId>,
        folders: &[&str],
    ) -> Result<Course, Error> {
        let from = commit_of(from)?;
        let behind = behind.map(commit_of).transpose()?;
        self.access
            .store
            .with(|handle| course::course(handle, from, behind, folders))
    }

    /// The versions that touched a file, newest first, followed through renames.
    pub fn walk(&self, from: &VersionId, path: &str) -> Result<Vec<Touch>, Error> {
        let from = commit_of(from)?;
        self.access
            .store
            .with(|handle| walk::walk(handle, from, path))
    }

    /// The versions that a file came from, found one by one as they are asked for.
    pub fn descent(&self) -> Descent<'_> {
        Descent::of(&self.access.store)
    }

    /// The bytes of a blob, read anew and not kept: for whoever goes through a long history once.
    ///
    /// They are not hashed again, as git's own blame does not; what people read and write on comes from a [`Snapshot`], which is.
    ///
    /// # Errors
    /// Where the repository does not have it, or it is larger than a text can be; it is named as `path` then.
    pub fn blob(&self, id: &BlobId, path: &str) -> Result<Vec<u8>, Error> {
        let id = full(&id.0).ok_or_else(|| not_here(path))?;
        let bytes = self.access.store.read(id, path)?;
        bytes.ok_or_else(|| not_here(path))
    }

    /// A file's path from the root, as its folder lies in the work tree; `None` where it lies outside.
    pub fn path_of(&self, file: &Path) -> Option<String> {
        let root = self.access.root().canonicalize().ok()?;
        // A link is a file of its own: only its folder is followed.
        let folder = file.parent()?.canonicalize().ok()?;
        let inside = folder.join(file.file_name()?);
        let parts: Option<Vec<&str>> = inside
            .strip_prefix(&root)
            .ok()?
            .iter()
            .map(|part| part.to_str())
            .collect();
        Some(parts?.join("/"))
    }

    /// The user's name and address as git knows them.
    pub fn user(&self) -> Option<Signature> {
        let user = self.access.store.with(|handle| Ok(settings::user(handle)));
        user.ok().flatten()
    }

    /// A setting of this repository alone (`adref.as`, `adref.demo`).
    pub fn setting(&self, key: &str) -> Option<String> {
        let setting = self
            .access
            .store
            .with(|handle| Ok(settings::setting(handle, key)));
        setting.ok().flatten()
    }

    /// Keeps a setting of this repository alone.
    pub fn set(&self, key: &str, value: &str) -> Result<(), Error> {
        noted::with(&self.access, &[Written::Settings], |handle| {
            settings::set(handle, key, value)
        })
    }

    /// What git keeps for this repository alone: the values of these keys, and its attributes.
    pub fn local(&self, keys: &[&str]) -> Result<Local, Error> {
        let settings = self
            .access
            .store
            .with(|handle| local::settings(handle, keys));
        Ok(Local {
            settings: settings?,
            attributes: local::attributes(&self.access.common)?,
        })
    }

    /// Changes what git keeps for this repository alone.
    pub fn change_local(&self, change: &LocalChange) -> Result<(), Error> {
        noted::with(&self.access, &[Written::Settings], |handle| {
            local::set_settings(handle, &change.settings)?;
            local::tidy(&self.access.common, &change.settings)
        })?;
        match &change.attributes {
            Some(bytes) => local::set_attributes(&self.access.common, bytes.as_deref()),
            None => Ok(()),
        }
    }

    /// Where the attributes of this repository alone lie.
    pub fn attributes_file(&self) -> PathBuf {
        local::attributes_file(&self.access.common)
    }

    /// The folder for what adref itself keeps about this work tree: nobody else's, and never saved.
    pub fn own_folder(&self) -> PathBuf {
        self.access.own()
    }

    /// The folder under the git directory for caches that may be deleted at any time.
    pub fn cache_folder(&self) -> PathBuf {
        self.access.common.join("adref/cache")
    }
}

fn pulse_of(head: Option<&VersionId>, looks: u64) -> u64 {
    let mut hasher = DefaultHasher::new();
    (head, looks).hash(&mut hasher);
    hasher.finish()
}

/// The commit that an id names.
fn commit_of(version: &VersionId) -> Result<git2::Oid, Error> {
    full(&version.0).ok_or_else(|| Error::NoVersion(version.0.clone()))
}
