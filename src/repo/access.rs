//! Finding and opening a repository, and saying kindly why not.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::disk::Haste;
use super::error::{Error, on};
use super::store::{Store, Way};

/// An open repository's places.
#[derive(Debug)]
pub(super) struct Access {
    pub(super) store: Arc<Store>,
    /// The work tree's root; `None` where it is bare.
    pub(super) work_tree: Option<PathBuf>,
    /// The root of the work tree to be, where the history is made in memory; `work_tree` is `None` then.
    pub(super) memory: Option<PathBuf>,
    /// The git directory of this work tree.
    pub(super) git: PathBuf,
    /// The git directory that all work trees share.
    pub(super) common: PathBuf,
    /// git's index.
    pub(super) index: PathBuf,
    /// The folder it was opened from, as a path from the root: what `./` means.
    pub(super) from: String,
    pub(super) haste: Haste,
}

impl Access {
    /// Finds the repository that `start` lies in, as git does.
    pub(super) fn discover(start: &Path) -> Result<Access, Error> {
        let folder = if start.is_file() {
            start.parent().unwrap_or(start)
        } else {
            start
        };
        if std::env::var_os("GIT_DIR").is_some() {
            let handle =
                git2::Repository::open_from_env().map_err(|error| explain(folder, &error))?;
            return Access::of(handle, Way::Environment, folder);
        }
        if !folder.exists() {
            return Err(on(folder)(std::io::ErrorKind::NotFound.into()));
        }
        let ceilings = std::env::var_os("GIT_CEILING_DIRECTORIES").unwrap_or_default();
        let ceilings: Vec<OsString> = std::env::split_paths(&ceilings)
            .map(OsString::from)
            .collect();
        let handle =
            git2::Repository::open_ext(folder, git2::RepositoryOpenFlags::empty(), &ceilings)
                .map_err(|error| explain(folder, &error))?;
        let way = Way::At(handle.path().to_path_buf());
        Access::of(handle, way, folder)
    }

    /// Opens the repository at a folder, not above it, whatever the environment says.
    pub(super) fn open(folder: &Path) -> Result<Access, Error> {
        let flags = git2::RepositoryOpenFlags::NO_SEARCH;
        let handle = git2::Repository::open_ext(folder, flags, std::iter::empty::<&Path>())
            .map_err(|error| explain(folder, &error))?;
        let way = Way::At(handle.path().to_path_buf());
        Access::of(handle, way, folder)
    }

    /// Makes an empty repository with the branch `main`, from nobody's template.
    pub(super) fn init(folder: &Path) -> Result<Access, Error> {
        std::fs::create_dir_all(folder).map_err(on(folder))?;
        let mut options = git2::RepositoryInitOptions::new();
        options
            .initial_head("main")
            .external_template(false)
            .no_reinit(true)
            .mkpath(true);
        match git2::Repository::init_opts(folder, &options) {
            Ok(_) => Access::open(folder),
            Err(error) if error.code() == git2::ErrorCode::Exists => Err(Error::Unwritable(
                format!("{} is a git repository already", folder.display()),
            )),
            Err(error) => Err(error.into()),
        }
    }

    fn of(handle: git2::Repository, way: Way, from: &Path) -> Result<Access, Error> {
        // As git does: `git fsck` hashes everything again, reading does not. It would take most of the time of a long history.
        // What people go on working with is hashed by ourselves: see `whole`.
        git2::opts::strict_hash_verification(false);
        let git = plain(handle.path());
        let common = plain(handle.commondir());
        let work_tree = handle.workdir().map(plain);
        let index = handle
            .index()
            .ok()
            .and_then(|index| index.path().map(Path::to_path_buf))
            .unwrap_or_else(|| git.join("index"));
        let below = work_tree.as_ref().and_then(|root| {
            let root = root.canonicalize().ok()?;
            let from = from.canonicalize().ok()?;
            let below = from.strip_prefix(root).ok()?;
            let parts: Option<Vec<&str>> = below.iter().map(|part| part.to_str()).collect();
            Some(parts?.join("/"))
        });
        Ok(Access {
            store: Arc::new(Store::new(way, handle)),
            work_tree,
            memory: None,
            git,
            common,
            index,
            from: below.unwrap_or_default(),
            haste: Haste::Safe,
        })
    }

    /// The work tree's root; the git directory where it is bare.
    pub(super) fn root(&self) -> &Path {
        let lying = self.work_tree.as_deref().or(self.memory.as_deref());
        lying.unwrap_or(&self.git)
    }

    /// The folder for what adref itself keeps about this work tree.
    pub(super) fn own(&self) -> PathBuf {
        self.git.join("adref")
    }

    /// The lock that whoever writes the index takes.
    pub(super) fn index_lock(&self) -> PathBuf {
        let mut name = self.index.clone().into_os_string();
        name.push(".lock");
        PathBuf::from(name)
    }

    /// A path as a person gives it, from the root: `./` and `../` begin at the folder it was opened from.
    pub(super) fn seen_from_root(&self, path: &str) -> Option<String> {
        if !path.starts_with("./") && !path.starts_with("../") {
            return Some(path.to_owned());
        }
        let mut parts: Vec<&str> = self
            .from
            .split('/')
            .filter(|part| !part.is_empty())
            .collect();
        for part in path.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop()?;
                }
                part => parts.push(part),
            }
        }
        Some(parts.join("/"))
    }
}

/// The path without a slash at its end.
fn plain(path: &Path) -> PathBuf {
    path.components().collect()
}

/// What libgit2's refusal means to a person.
fn explain(folder: &Path, error: &git2::Error) -> Error {
    let needs = |what: &str| Error::Unsupported {
        path: folder.to_path_buf(),
        reason: what.to_owned(),
    };
    let message = error.message();
    match error.code() {
        git2::ErrorCode::NotFound => Error::NoRepository(folder.to_path_buf()),
        git2::ErrorCode::Owner => Error::Foreign(owned_root(folder)),
        _ if message.contains("objectformat") || message.contains("object format") => {
            needs("its objects are named by sha256")
        }
        _ if message.contains("refstorage") => needs("it keeps its references in a table"),
        _ if message.contains("unsupported extension name") => needs(
            message
                .trim_start_matches("unsupported extension name ")
                .trim(),
        ),
        _ => Error::Git(message.to_owned()),
    }
}

/// The folder that git has to be told to trust.
fn owned_root(folder: &Path) -> PathBuf {
    let folder = folder
        .canonicalize()
        .unwrap_or_else(|_| folder.to_path_buf());
    let found = folder.ancestors().find(|above| above.join(".git").exists());
    found.map(Path::to_path_buf).unwrap_or(folder)
}
