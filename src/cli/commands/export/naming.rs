//! Whose names a form shows.

use crate::cli::grammar::{Export, Names};
use crate::cli::place::Place;
use crate::cli::session::Session;
use crate::ops::Naming;

/// Whose names are shown.
pub(crate) fn naming(names: Names) -> Naming {
    match names {
        Names::Shown => Naming::Shown,
        Names::None => Naming::Hidden,
    }
}

/// A document that could be meant, for a hint: the one that was named, else the first of the meeting.
pub(super) fn an_example(session: &Session<'_>, typed: &Export) -> String {
    let first = || {
        let place = Place::perhaps(session)?;
        Some(place.meeting.drafts().first()?.id.clone())
    };
    let named = typed.document.clone().or_else(first);
    named.unwrap_or_else(|| "FILE.md".to_owned())
}
