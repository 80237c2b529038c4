//! A document that comes to a meeting which has begun.

use super::super::command::{Plan, Stamp};
use super::work::Work;
use crate::consensus::Refusal;
use crate::meeting::Meeting;
use crate::record::{Target, Verb};
use crate::text::Document;

/// Plans a new document of these bytes; whoever serves the meeting brings it, and it stands behind those that the meeting lists.
pub(super) fn begin(
    meeting: &Meeting,
    stamp: &Stamp,
    (document, text): (&str, &[u8]),
    reason: Option<&str>,
) -> Result<Plan, Refusal> {
    let mut work = Work::begin(meeting, stamp)?;
    if work.authority.is_party() {
        return Err(
            Refusal::of(format!("{} may not bring a document in", work.by()))
                .because(
                    "whoever serves the meeting does: the chair, a facilitator, the secretariat",
                )
                .hint("send it to the secretariat, or propose on a text that is there"),
        );
    }
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    if document.is_empty() || document.starts_with(['.', '-']) || !document.chars().all(plain) {
        return Err(
            Refusal::of(format!("“{document}” is no name for a document"))
                .hint("letters, digits, - and _, such as wp1 or outcome"),
        );
    }
    let near = meeting.drafts().iter();
    if let Some(there) = near
        .map(|one| &one.id)
        .find(|id| id.eq_ignore_ascii_case(document))
    {
        return Err(
            Refusal::of(format!("there is a document {there} already")).hint(format!(
                "adref import … --document {there} puts another text in its place"
            )),
        );
    }
    let parsed = Document::parse_with(text.to_vec(), meeting.parties());
    let count = parsed.paragraphs().len();
    let mut act = work.act(Verb::Edit, Target::Document);
    act.reason = reason.map(str::to_owned);
    act.text = Some(work.write_text(document, text.to_vec()));
    work.file_first(document, act)?;
    let mut officers = meeting.roll.officers.iter();
    if !officers.any(|one| one.documents.iter().any(|held| held == document)) {
        work.warnings.push(format!(
            "no facilitator holds {document} yet: add it to documents: […] in a file of facilitators/"
        ));
    }
    let paragraphs = if count == 1 {
        "paragraph"
    } else {
        "paragraphs"
    };
    let said = format!("{} brings {document} in: {count} {paragraphs}", work.who());
    let mut plan = work.finish(said, String::new());
    if let Some(reason) = reason {
        plan.edit.body = reason.to_owned();
    }
    Ok(plan)
}
