//! What a proposal asks for as it is said outside, without marks: `delete 12`, `move 9 after 7`, the words that it wants.

use super::bulletin::Filed;
use super::export::{Naming, printed_label, printed_runs};
use super::results::ProposalCard;
use crate::diff::Op;
use crate::meeting::Meeting;
use crate::record::ProposalKind;
use crate::text::{Document, Parties, fold};

/// What a proposal asks for, in plain words.
pub(super) fn in_words(meeting: &Meeting, card: &ProposalCard, filed: &Filed) -> String {
    let side = |gone: Op| -> String {
        let kept = filed.wording.iter().filter(|run| run.op != gone);
        let words: String = kept.map(|run| run.text.as_str()).collect();
        plain(&words, meeting.parties())
    };
    let (was, wanted) = (side(Op::Insert), side(Op::Delete));
    match filed.kind {
        _ if filed.amends.is_some() => wanted,
        ProposalKind::Delete => format!("delete {}", place(card)),
        ProposalKind::Throughout => format!("“{was}” becomes “{wanted}” throughout"),
        _ => wanted,
    }
}

fn place(card: &ProposalCard) -> &str {
    card.row
        .paragraph
        .as_deref()
        .unwrap_or("a paragraph that is gone")
}

/// A proposal's words without the marks of Markdown, as a Word file has them.
fn plain(words: &str, parties: &Parties) -> String {
    let document = Document::parse_with(words, parties);
    let mut out: Vec<String> = Vec::new();
    for paragraph in document.paragraphs() {
        let runs = printed_runs(&document, paragraph.index, Naming::Shown);
        out.extend(printed_label(&document, paragraph.index));
        out.push(runs.into_iter().map(|one| one.run.text).collect());
    }
    let out = fold(&out.join(" "));
    match out.is_empty() {
        // A table in a row is no table.
        true => fold(words),
        false => out,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_said_without_marks_and_with_their_number() {
        for (words, said) in [
            ("**States** *shall* act", "States shall act"),
            ("15 bis. States act", "15 bis. States act"),
            (r"\[shall\] act", "[shall] act"),
            ("see [the letter](../seed.md)", "see the letter"),
            (
                "States [shall / EU: should] act",
                "States [shall / EU: should] act",
            ),
            ("", ""),
        ] {
            assert_eq!(plain(words, &Parties::Guessed), said, "{words}");
        }
    }
}
