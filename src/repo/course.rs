//! The main line of a history: what each of its versions made of some folders.

use git2::{Oid, Repository};
use serde::{Deserialize, Serialize};

use super::error::Error;
use super::walk::Version;

/// A version of the main line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stop {
    /// The version.
    pub version: Version,
    /// For each folder that was asked for, whether anything below it is other than in the version before.
    pub changed: Vec<bool>,
}

/// A stretch of a main line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Course {
    /// The versions in which anything below one of the folders changed, oldest first.
    pub stops: Vec<Stop>,
    /// Whether it begins behind the version that it was asked to begin behind; else at the beginning of the history.
    pub goes_on: bool,
}

/// The versions of the main line that leads to `from` in which anything below one of these folders changed: those behind `behind`
/// where it leads over that, else all.
pub(super) fn course(
    handle: &Repository,
    from: Oid,
    behind: Option<Oid>,
    folders: &[&str],
) -> Result<Course, Error> {
    let mut commit = handle.find_commit(from)?;
    let mut here = below(handle, &commit, folders)?;
    let mut stops = Vec::new();
    let mut goes_on = false;
    loop {
        if behind == Some(commit.id()) {
            goes_on = true;
            break;
        }
        // The parents of the oldest version of a shallow history are not there.
        let parent = commit.parent(0).ok();
        let before = match &parent {
            Some(parent) => below(handle, parent, folders)?,
            None => vec![None; folders.len()],
        };
        let changed: Vec<bool> = here.iter().zip(&before).map(|(a, b)| a != b).collect();
        if changed.contains(&true) {
            stops.push(Stop {
                version: Version::of(&commit),
                changed,
            });
        }
        let Some(parent) = parent else {
            break;
        };
        (commit, here) = (parent, before);
    }
    stops.reverse();
    Ok(Course { stops, goes_on })
}

/// The ids of folders in a version; `None` where it has no such folder.
fn below(
    handle: &Repository,
    commit: &git2::Commit<'_>,
    folders: &[&str],
) -> Result<Vec<Option<Oid>>, Error> {
    let root = handle.find_tree(commit.tree_id())?;
    let mut parent: Option<(&str, Option<git2::Tree<'_>>)> = None;
    let mut ids = Vec::with_capacity(folders.len());
    for folder in folders {
        let Some((above, name)) = folder.rsplit_once('/') else {
            ids.push(root.get_name(folder).map(|entry| entry.id()));
            continue;
        };
        // Folders that stand side by side are looked up in one reading of what they stand in.
        if parent.as_ref().is_none_or(|(known, _)| *known != above) {
            let entry = root.get_path(std::path::Path::new(above)).ok();
            let tree = entry.and_then(|entry| handle.find_tree(entry.id()).ok());
            parent = Some((above, tree));
        }
        let tree = parent.as_ref().and_then(|(_, tree)| tree.as_ref());
        ids.push(
            tree.and_then(|tree| tree.get_name(name))
                .map(|entry| entry.id()),
        );
    }
    Ok(ids)
}
