//! A new tree from an old one in which a few paths change.

use std::collections::BTreeMap;

use git2::{ObjectType, Oid, Repository, Tree};

use super::error::Error;
use super::whole::whole;

/// What becomes of a path: a blob with its mode, or nothing.
type Files<'a> = BTreeMap<&'a str, Option<(Oid, u32)>>;

/// Writes the tree; folders that are empty then are left out. New objects are added to `written`.
pub(super) fn write(
    handle: &Repository,
    old: Option<&Tree<'_>>,
    files: &Files<'_>,
    written: &mut Vec<Oid>,
) -> Result<Oid, Error> {
    match folder(handle, old, files, written)? {
        Some(tree) => Ok(tree),
        None => {
            let empty = handle.treebuilder(None)?.write()?;
            written.push(empty);
            Ok(empty)
        }
    }
}

fn folder(
    handle: &Repository,
    old: Option<&Tree<'_>>,
    files: &Files<'_>,
    written: &mut Vec<Oid>,
) -> Result<Option<Oid>, Error> {
    if let Some(old) = old {
        // What is damaged must not go on under a new id.
        whole(handle, ObjectType::Tree, old.id(), "a folder")?;
    }
    let mut builder = handle.treebuilder(old)?;
    let mut inner: BTreeMap<&str, Files<'_>> = BTreeMap::new();
    let clash = |path: &str| Error::BadPath {
        path: path.to_owned(),
        reason: "a file and a folder have the same name",
    };
    for (path, file) in files {
        match path.split_once('/') {
            Some((name, rest)) => {
                inner.entry(name).or_default().insert(rest, *file);
            }
            None => match file {
                Some((blob, mode)) => {
                    let mode = i32::try_from(*mode).unwrap_or(0o100_644);
                    builder.insert(path, *blob, mode)?;
                }
                None if builder.get(path)?.is_some() => builder.remove(path)?,
                None => {}
            },
        }
    }
    for (name, files) in inner {
        let there = builder
            .get(name)?
            .map(|entry| (entry.id(), entry.filemode()));
        let old = match there {
            Some((id, 0o040_000)) => Some(handle.find_tree(id)?),
            Some(_) if files.values().all(Option::is_none) => continue,
            Some(_) => return Err(clash(name)),
            None => None,
        };
        match folder(handle, old.as_ref(), &files, written)? {
            Some(tree) => {
                builder.insert(name, tree, 0o040_000)?;
            }
            None if there.is_some() => builder.remove(name)?,
            None => {}
        }
    }
    if builder.is_empty() {
        return Ok(None);
    }
    let tree = builder.write()?;
    written.push(tree);
    Ok(Some(tree))
}
