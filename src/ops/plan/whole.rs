//! Whole paragraphs that whoever holds the pen takes out of a text or puts into it.

use super::super::command::{Plan, Stamp};
use super::super::find::{find_document, find_paragraph};
use super::super::words::{is_open, listed};
use super::block::{insert, remove};
use super::edit::rewrite;
use crate::consensus::Refusal;
use crate::meeting::Meeting;
use crate::ops::find::text_of;
use crate::record::Where;
use crate::repo::BlobId;
use crate::text::{Address, Document, fold};

/// What is done with a whole paragraph.
#[derive(Clone, Copy)]
pub(super) enum Whole<'a> {
    /// It goes.
    Delete,
    /// One of these words comes beside it; without a number of its own it gets the next that is free.
    Beside(Where, &'a str),
}

/// Plans a paragraph's going, or another's coming beside it.
pub(super) fn whole(
    meeting: &Meeting,
    stamp: &Stamp,
    (document, address): (&str, &Address),
    (what, reason): (Whole<'_>, Option<&str>),
) -> Result<Plan, Refusal> {
    let draft = find_document(meeting, document)?;
    let text = text_of(meeting, &draft.id)?;
    let paragraph = find_paragraph(&text, &draft.id, address)?;
    let (index, name) = (paragraph.index, text.name(paragraph.index).to_owned());
    let by_hand = format!("do it by hand: adref edit {}", draft.id);
    let stays = "the paragraphs round it would not stay as they are";
    let bytes = match what {
        Whole::Delete => remove(&text, meeting.parties(), index).ok_or_else(|| {
            Refusal::of(format!("{name} cannot be taken out by the program"))
                .because(stays)
                .hint(by_hand)
        })?,
        Whole::Beside(place, words) => {
            if fold(words).is_empty() {
                return Err(Refusal::of("a paragraph without words").hint(format!(
                    "adref edit {} {name} --after --text \"…\"",
                    draft.id
                )));
            }
            if words.trim_start().starts_with(['#', '>', '|']) {
                return Err(
                    Refusal::of("a heading, a quotation or a table is no paragraph")
                        .because(format!(
                            "these words begin with {}",
                            words.trim().chars().take(1).collect::<String>()
                        ))
                        .hint(by_hand),
                );
            }
            let grown = insert(&text, meeting.parties(), (index, place), words.trim());
            let grown = grown.ok_or_else(|| {
                Refusal::of(format!(
                    "no paragraph can be added beside {name} by the program"
                ))
                .because(stays)
                .hint(by_hand)
            })?;
            grown.bytes
        }
    };
    let over = draft
        .version
        .clone()
        .unwrap_or_else(|| BlobId(String::new()));
    let mut plan = rewrite(meeting, stamp, &draft.id, (&bytes, &over, reason))?;
    if matches!(what, Whole::Delete) {
        plan.warnings
            .extend(left_behind(meeting, &draft.id, &text, index));
    }
    Ok(plan)
}

/// What loses its ground with a paragraph: its sub-paragraphs, and the proposals on it that nobody has answered.
fn left_behind(meeting: &Meeting, document: &str, text: &Document, index: usize) -> Vec<String> {
    let name = text.name(index);
    let mut warnings: Vec<String> = stays_under(text, index).into_iter().collect();
    let (Some(register), Some(docket)) = (meeting.register(document), meeting.docket(document))
    else {
        return warnings;
    };
    let here = docket.paragraphs.get(index);
    let slugs = here.into_iter().flat_map(|here| &here.proposals);
    let cases = slugs.filter_map(|slug| Some((slug, register.ledger.cases.get(slug)?)));
    let open: Vec<String> = cases
        .filter(|(_, case)| is_open(case.status))
        .map(|(slug, case)| case.name(slug).to_owned())
        .collect();
    if !open.is_empty() {
        warnings.push(format!(
            "proposals on {name} have no answer yet: {}",
            listed(&open)
        ));
    }
    warnings
}

/// What stays in the text of what stands under a paragraph that goes.
pub(super) fn stays_under(text: &Document, index: usize) -> Option<String> {
    let paragraphs = text.paragraphs().iter();
    let children: Vec<String> = paragraphs
        .filter(|one| one.parent == Some(index))
        .map(|one| text.name(one.index).to_owned())
        .collect();
    let name = text.name(index);
    (!children.is_empty()).then(|| format!("what stands under {name} stays: {}", listed(&children)))
}
