//! What an answer asks for, as it is filed.

use super::super::command::{Amendment, Stance};
use super::super::plan::anchor_in;
use super::asked::Answer;
use crate::record::ProposalKind;
use crate::repo::BlobId;
use crate::text::Document;

/// The amendments of an answer to a version of a text; `today` says what a paragraph of it is called to people.
pub fn amendments_of(
    answer: &Answer,
    version: &BlobId,
    text: &Document,
    today: impl Fn(usize) -> String,
) -> Vec<Amendment> {
    let asks = answer.asks.iter();
    asks.map(|ask| {
        let paragraph = text.paragraphs().get(ask.index);
        let beside = ask
            .beside
            .map(|index| anchor_in(version, text, index).label);
        Amendment {
            kind: ask.kind,
            anchor: anchor_in(version, text, ask.index),
            name: text.name(ask.index).to_owned(),
            today: today(ask.index),
            place: ask.place,
            words: paragraph.map(|one| one.text.clone()).unwrap_or_default(),
            wanted: ask.wanted.clone(),
            term: (ask.kind == ProposalKind::Move).then_some(beside).flatten(),
            rationale: ask.rationale.clone(),
        }
    })
    .collect()
}

/// The stances of an answer to a version of a text; `today` says what a paragraph of it is called to people.
pub fn stances_of(
    answer: &Answer,
    version: &BlobId,
    text: &Document,
    today: impl Fn(usize) -> String,
) -> Vec<Stance> {
    let stands = answer.stands.iter();
    stands
        .map(|stand| Stance {
            verb: stand.verb,
            anchor: anchor_in(version, text, stand.index),
            name: today(stand.index),
            reason: stand.reason.clone(),
        })
        .collect()
}
