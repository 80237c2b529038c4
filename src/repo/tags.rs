//! Annotated tags: put on a version, listed, kept aside where what they name was taken back, and put back from there.

use git2::{ErrorCode, Oid, Repository};

use super::error::Error;
use super::id::VersionId;
use super::noted::Written;

/// Where tags lie that were taken off, by what they are asked back with. Nothing sends or fetches what lies there.
const ASIDE: &str = "refs/adref/aside/";

/// The full name of a tag.
fn reference_of(name: &str) -> Result<String, Error> {
    let reference = format!("refs/tags/{name}");
    if git2::Reference::is_valid_name(&reference) {
        Ok(reference)
    } else {
        Err(Error::Unwritable(format!(
            "{name:?} cannot be a version's name"
        )))
    }
}

/// What putting a tag on writes to.
pub(super) fn written(name: &str) -> Written {
    Written::Reference(format!("refs/tags/{name}"))
}

/// What keeping a tag aside writes to, and putting it back.
pub(super) fn written_aside(name: &str, key: &str) -> [Written; 3] {
    let aside = Written::Reference(format!("{ASIDE}{key}"));
    [written(name), aside, Written::Packed]
}

/// Puts an annotated tag on a commit, in the name of its author and at its time; an equal one is left alone.
pub(super) fn put(
    handle: &Repository,
    name: &str,
    commit: Oid,
    message: &str,
) -> Result<(), Error> {
    let reference = reference_of(name)?;
    if let Ok(there) = handle.find_reference(&reference) {
        let same = there
            .peel_to_commit()
            .is_ok_and(|there| there.id() == commit);
        let taken = || Error::Unwritable(format!("{name} is another version's name"));
        return if same { Ok(()) } else { Err(taken()) };
    }
    let object = handle.find_object(commit, None)?;
    let author = handle.find_commit(commit)?.author().to_owned();
    handle.tag(name, &object, &author, &message.replace('\0', ""), false)?;
    Ok(())
}

/// The tags whose names begin with `prefix`, sorted by name.
pub(super) fn list(handle: &Repository, prefix: &str) -> Result<Vec<(String, VersionId)>, Error> {
    let mut tags = Vec::new();
    for reference in handle.references_glob("refs/tags/*")? {
        let reference = reference?;
        let Ok(name) = reference.name() else {
            continue;
        };
        let name = name.trim_start_matches("refs/tags/").to_owned();
        if name.starts_with(prefix)
            && let Ok(commit) = reference.peel_to_commit()
        {
            tags.push((name, VersionId::from(commit.id())));
        }
    }
    tags.sort();
    Ok(tags)
}

/// What an annotated tag says.
pub(super) fn message(handle: &Repository, name: &str) -> Result<Option<String>, Error> {
    let Some(reference) = found(handle, &reference_of(name)?)? else {
        return Ok(None);
    };
    let tag = reference.peel_to_tag().ok();
    Ok(
        tag.map(|tag| {
            String::from_utf8_lossy(tag.message_bytes().unwrap_or_default()).into_owned()
        }),
    )
}

/// Takes an annotated tag off a commit and keeps it aside; whether it was there, pointing to that commit.
pub(super) fn put_aside(
    handle: &Repository,
    name: &str,
    commit: Oid,
    key: &str,
) -> Result<bool, Error> {
    let Some(mut reference) = found(handle, &reference_of(name)?)? else {
        return Ok(false);
    };
    let points_there = reference
        .peel_to_commit()
        .is_ok_and(|there| there.id() == commit);
    let (true, Ok(tag)) = (points_there, reference.peel_to_tag()) else {
        return Ok(false);
    };
    handle.reference(
        &format!("{ASIDE}{key}"),
        tag.id(),
        true,
        "adref: kept aside",
    )?;
    // git2 lets go of it only if it is still what was looked at.
    reference.delete()?;
    Ok(true)
}

/// The name of a tag that is kept aside.
pub(super) fn aside(handle: &Repository, key: &str) -> Result<Option<String>, Error> {
    let aside = found(handle, &format!("{ASIDE}{key}"))?;
    let tag = aside.map(|aside| aside.peel_to_tag()).transpose()?;
    Ok(tag.map(|tag| name_of(&tag)))
}

fn name_of(tag: &git2::Tag<'_>) -> String {
    String::from_utf8_lossy(tag.name_bytes()).into_owned()
}

/// Puts a tag back that was kept aside, if its name is free; its name.
pub(super) fn take_back(handle: &Repository, key: &str) -> Result<Option<String>, Error> {
    let Some(mut aside) = found(handle, &format!("{ASIDE}{key}"))? else {
        return Ok(None);
    };
    let tag = aside.peel_to_tag()?;
    let name = name_of(&tag);
    let reference = reference_of(&name)?;
    if found(handle, &reference)?.is_some() {
        return Ok(None);
    }
    handle.reference(&reference, tag.id(), false, "adref: put back")?;
    aside.delete()?;
    Ok(Some(name))
}

fn found<'a>(
    handle: &'a Repository,
    reference: &str,
) -> Result<Option<git2::Reference<'a>>, Error> {
    match handle.find_reference(reference) {
        Ok(reference) => Ok(Some(reference)),
        Err(error) if error.code() == ErrorCode::NotFound => Ok(None),
        Err(error) => Err(error.into()),
    }
}
