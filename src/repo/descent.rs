//! The versions that a file came from, found one by one as they are asked for, so that whoever knows enough may stop.

use std::collections::HashMap;

use git2::{Commit, Oid};

use super::error::Error;
use super::id::{BlobId, VersionId};
use super::store::Store;
use super::tree::full;
use super::walk::{Finder, Found, Touch, Version, renamed};

/// A version in which the file became what it is there; counted from 0 in the order in which they were found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Node(usize);

/// The history of a file, back from the versions asked for, through renames.
///
/// Where one side of a merge has the file as the merge has it, the file came from there and the other side is no parent.
#[derive(Debug)]
pub struct Descent<'a> {
    store: &'a Store,
    found: Found,
    paths: Vec<String>,
    touches: Vec<Touch>,
    /// When each was saved, in seconds; an author's time may be older.
    saved: Vec<i64>,
    /// Where each version that was passed got the file from.
    passed: HashMap<(Oid, usize), Node>,
    parents: HashMap<Node, Vec<Node>>,
}

impl<'a> Descent<'a> {
    pub(super) fn of(store: &'a Store) -> Descent<'a> {
        Descent {
            store,
            found: Found::new(),
            paths: Vec::new(),
            touches: Vec::new(),
            saved: Vec::new(),
            passed: HashMap::new(),
            parents: HashMap::new(),
        }
    }

    /// The version that last changed a file, seen from a version; one that has no such file may have deleted it.
    ///
    /// # Errors
    /// Where the version is not there.
    pub fn start(&mut self, from: &VersionId, path: &str) -> Result<Node, Error> {
        let from = full(&from.0).ok_or_else(|| Error::NoVersion(from.0.clone()))?;
        let path = self.path(path);
        self.within(|descent, finder| {
            let commit = finder.handle.find_commit(from)?;
            descent.settle(finder, commit, path)
        })
    }

    /// What a version did.
    pub fn touch(&self, node: Node) -> Option<&Touch> {
        self.touches.get(node.0)
    }

    /// When it was saved, in seconds since the Unix epoch; not before those it came from, clocks permitting.
    pub fn saved(&self, node: Node) -> i64 {
        self.saved.get(node.0).copied().unwrap_or(i64::MIN)
    }

    /// The versions it came from that have the file, the first parent's first; none where the file was new.
    ///
    /// # Errors
    /// Where the repository cannot be read.
    pub fn parents(&mut self, node: Node) -> Result<Vec<Node>, Error> {
        if let Some(known) = self.parents.get(&node) {
            return Ok(known.clone());
        }
        let mut parents = Vec::new();
        for (commit, path) in self.origins(node)? {
            let parent = self.within(|descent, finder| {
                let commit = finder.handle.find_commit(commit)?;
                let path_there = descent.paths.get(path).cloned().unwrap_or_default();
                if finder.find(commit.tree_id(), &path_there)?.is_none() {
                    return Ok(None);
                }
                descent.settle(finder, commit, path).map(Some)
            })?;
            if let Some(parent) = parent
                && !parents.contains(&parent)
            {
                parents.push(parent);
            }
        }
        self.parents.insert(node, parents.clone());
        Ok(parents)
    }

    /// Of a version in which the file was new: those that had deleted it, or that never had it.
    ///
    /// # Errors
    /// Where the repository cannot be read.
    pub fn before(&mut self, node: Node) -> Result<Vec<Node>, Error> {
        let mut before = Vec::new();
        for (commit, path) in self.origins(node)? {
            let found = self.within(|descent, finder| {
                let commit = finder.handle.find_commit(commit)?;
                descent.settle(finder, commit, path)
            })?;
            if !before.contains(&found) {
                before.push(found);
            }
        }
        Ok(before)
    }

    /// The parents of a version, and the paths that the file had there.
    fn origins(&mut self, node: Node) -> Result<Vec<(Oid, usize)>, Error> {
        let Some(touch) = self.touches.get(node.0) else {
            return Ok(Vec::new());
        };
        let (version, path) = (touch.version.id.0.clone(), touch.path.clone());
        let blob = touch.blob.as_ref().and_then(|blob| full(&blob.0));
        let id = full(&version).ok_or(Error::NoVersion(version))?;
        let at = self.path(&path);
        self.within(|descent, finder| {
            let commit = finder.handle.find_commit(id)?;
            let mut origins = Vec::new();
            for parent in commit.parent_ids() {
                // The parents of the oldest version of a shallow history are not there.
                let Ok(parent) = finder.handle.find_commit(parent) else {
                    continue;
                };
                let there = finder.find(parent.tree_id(), &path)?;
                let before = match (there, blob) {
                    (None, Some(blob)) => renamed(finder.handle, &parent, &commit, &path, blob)?,
                    _ => None,
                };
                let path = before.map_or(at, |before| descent.path(&before));
                origins.push((parent.id(), path));
            }
            Ok(origins)
        })
    }

    /// The version from which a version got the file as it has it.
    fn settle(
        &mut self,
        finder: &mut Finder<'_>,
        from: Commit<'_>,
        path: usize,
    ) -> Result<Node, Error> {
        let name = self.paths.get(path).cloned().unwrap_or_default();
        let mut commit = from;
        let mut chain = Vec::new();
        let node = loop {
            if let Some(&known) = self.passed.get(&(commit.id(), path)) {
                break known;
            }
            chain.push(commit.id());
            let blob = finder.find(commit.tree_id(), &name)?;
            let mut same = None;
            for parent in commit.parent_ids() {
                let Ok(parent) = finder.handle.find_commit(parent) else {
                    continue;
                };
                if finder.find(parent.tree_id(), &name)? == blob {
                    same = Some(parent);
                    break;
                }
            }
            match same {
                Some(parent) => commit = parent,
                None => {
                    let node = Node(self.touches.len());
                    self.saved.push(commit.time().seconds());
                    self.touches.push(Touch {
                        version: Version::of(&commit),
                        path: name,
                        blob: blob.map(BlobId::from),
                    });
                    break node;
                }
            }
        };
        for id in chain {
            self.passed.insert((id, path), node);
        }
        Ok(node)
    }

    fn path(&mut self, path: &str) -> usize {
        match self.paths.iter().position(|known| known == path) {
            Some(known) => known,
            None => {
                self.paths.push(path.to_owned());
                self.paths.len() - 1
            }
        }
    }

    /// Does something with a handle of the repository.
    fn within<T>(
        &mut self,
        work: impl FnOnce(&mut Descent<'a>, &mut Finder<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let store = self.store;
        store.with(|handle| {
            let mut finder = Finder {
                handle,
                known: std::mem::take(&mut self.found),
            };
            let done = work(self, &mut finder);
            self.found = finder.known;
            done
        })
    }
}
