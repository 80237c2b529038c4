//! The text as a proposal would have it, to be compared with the text as it stands.

use super::super::find::find_proposal;
use super::laying::{Laying, Treatment};
use crate::consensus::Refusal;
use crate::meeting::Meeting;
use crate::text::Document;

/// A text as a proposal wants it.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// The document.
    pub document: String,
    /// The proposal by its number, else its slug.
    pub name: String,
    /// The text: today's, with the proposal's words taken in.
    pub text: Document,
}

/// Today's text of a document as it would be with a proposal taken in.
///
/// # Errors
/// Where there is no such proposal, its paragraph is gone, or its words do not fit today's any more.
pub fn as_wanted(meeting: &Meeting, proposal: &str) -> Result<Wanted, Refusal> {
    let (document, slug) = find_proposal(meeting, proposal)?;
    let missing = || Refusal::of(format!("{document} has no text"));
    let text = meeting.text(&document).ok_or_else(missing)?;
    let register = meeting.register(&document).ok_or_else(missing)?;
    let both = register
        .proposals
        .get(&slug)
        .zip(register.ledger.cases.get(&slug));
    let (filed, case) = both.ok_or_else(|| {
        Refusal::of(format!("{slug} cannot be read")).hint("adref check says why")
    })?;
    let laying = Laying::of(meeting, &text, filed, case);
    let change = laying.change(Treatment::Accept(None))?;
    let bytes = change.bytes.unwrap_or_else(|| text.print());
    Ok(Wanted {
        name: case.name(&slug).to_owned(),
        text: Document::parse_with(bytes, meeting.parties()),
        document,
    })
}
