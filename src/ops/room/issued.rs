//! The names of issued revisions in the room's own history: each on the circulation whose text is the one that was issued.

use serde::Serialize;

use crate::record::{Act, ActId, Verb};
use crate::repo::{Error, Repository, VersionId};

/// A revision that went out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Named {
    /// Its name as it is typed behind the document: `adref/outcome/rev.1`.
    pub name: String,
    /// Its symbol, and when it was issued. Nobody's name: who sits where is told by the record, as far as it goes out.
    #[serde(skip)]
    message: String,
    /// The act that issued it.
    #[serde(skip)]
    act: ActId,
}

/// The name that a revision of a document has at the desk, as it is put into the room; `None` where it has none there.
pub(super) fn named(desk: &Repository, document: &str, act: &Act) -> Option<Named> {
    let symbol = act.number.as_deref().filter(|_| act.verb == Verb::Issue)?;
    let mut tags = desk.tags(&format!("adref/{document}/")).into_iter();
    let (name, _) = tags.find(|(name, _)| {
        let said = desk.tag_message(name);
        said.is_some_and(|said| said.split(", issued by ").next() == Some(symbol))
    })?;
    Some(Named {
        name,
        message: format!("{symbol}, issued {}", act.time.format("%-d %B %Y, %H:%M")),
        act: act.id.clone(),
    })
}

/// Those of some revisions whose name the room does not have yet.
pub(super) fn unnamed(room: Option<&Repository>, all: Vec<Named>) -> Vec<Named> {
    let known = |one: &Named| {
        room.and_then(|room| room.tag_message(&one.name))
            .is_some_and(|said| said.trim() == one.message)
    };
    all.into_iter().filter(|one| !known(one)).collect()
}

/// Puts names on a version of the room. A name that an issue left there which was taken back since is free again.
///
/// # Errors
/// Where a name cannot be written.
pub(super) fn name(room: &Repository, names: &[Named], at: &VersionId) -> Result<(), Error> {
    for one in names {
        let mut tags = room.tags(&one.name).into_iter();
        if let Some((name, old)) = tags.find(|(name, _)| *name == one.name) {
            room.put_tag_aside(&name, &old, &format!("{}-before", one.act))?;
        }
        room.tag(&one.name, at, &one.message)?;
    }
    Ok(())
}
