//! Whether a saved object is what its id says: words that the disk has spoilt are never taken for anybody's.

use std::path::PathBuf;

use git2::{ObjectType, Oid, Repository};

use super::error::Error;

/// The bytes of a saved object, hashed again; `what` names it in the error.
///
/// Everything that is shown, counted or written on comes this way: texts, proposals, acts, and the folders and versions that name
/// them. A history is read without it, as `git blame` and `git log` read it.
///
/// # Errors
/// [`Error::Damaged`] where the bytes are others, or none that git can read.
pub(super) fn whole(
    handle: &Repository,
    kind: ObjectType,
    id: Oid,
    what: &str,
) -> Result<Vec<u8>, Error> {
    let odb = handle.odb()?;
    let reason = match odb.read(id) {
        Ok(object) if object.kind() != kind => "it is a thing of another kind".to_owned(),
        Ok(object) => match Oid::hash_object(kind, object.data())? {
            found if found == id => return Ok(object.data().to_vec()),
            _ => "its bytes are not those that were saved".to_owned(),
        },
        Err(error) if error.code() == git2::ErrorCode::NotFound => return Err(error.into()),
        Err(error) => error.message().trim_end_matches('.').to_owned(),
    };
    Err(Error::Damaged {
        what: what.to_owned(),
        file: loose(handle, id),
        reason,
        remote: remote(handle),
    })
}

/// The file that holds an object alone.
fn loose(handle: &Repository, id: Oid) -> Option<PathBuf> {
    let id = id.to_string();
    let (folder, file) = id.split_at_checked(2)?;
    let path = handle.commondir().join("objects").join(folder).join(file);
    path.exists().then_some(path)
}

/// Where the repository can be fetched from again.
fn remote(handle: &Repository) -> Option<String> {
    let remotes = handle.remotes().ok()?;
    let names: Vec<&str> = remotes.iter().flatten().flatten().collect();
    let name = names
        .iter()
        .find(|name| **name == "origin")
        .or(names.first());
    name.map(|name| (*name).to_owned())
}
