//! What is counted of a document at one version.

use serde::{Deserialize, Serialize};

use crate::meeting::Meeting;
use crate::ops::documents::counts;
use crate::ops::words::{is_agreed, is_open};
use crate::text::{BracketKind, Document};

/// How far a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Counts {
    /// Paragraphs, headings and title not counted.
    pub paragraphs: usize,
    /// Words.
    pub words: usize,
    /// Contested brackets.
    pub brackets: usize,
    /// Words in contested brackets.
    pub contested_words: usize,
    /// Proposals that wait for an answer.
    pub open_proposals: usize,
    /// Paragraphs agreed at any level, and adopted ones.
    pub agreed: usize,
}

impl Counts {
    /// Counts a document as the meeting has it.
    pub(super) fn of(meeting: &Meeting, document: &str) -> Counts {
        let Some(text) = meeting.text(document) else {
            return Counts::default();
        };
        let mut all = Counts::of_text(&text);
        if let Some(register) = meeting.register(document) {
            let cases = register.ledger.cases.values();
            all.open_proposals = cases.filter(|case| is_open(case.status)).count();
            // Where nobody ever ruled, nothing is agreed: the standings need not be judged.
            if register.ledger.rulings.is_empty()
                && register.ledger.silences.is_empty()
                && register.ledger.adopted.is_none()
            {
                return all;
            }
        }
        if let Some(standings) = meeting.standings(document) {
            let both = text.paragraphs().iter().zip(standings.iter());
            all.agreed = both
                .filter(|(paragraph, standing)| counts(paragraph) && is_agreed(standing.state))
                .count();
        }
        all
    }

    fn of_text(text: &Document) -> Counts {
        let counted = text.counted();
        let paragraphs = text.paragraphs().iter();
        let brackets = text.brackets().iter();
        Counts {
            paragraphs: paragraphs.filter(|one| counts(one)).count(),
            words: counted.iter().map(|one| one.words).sum(),
            brackets: brackets
                .filter(|one| one.kind == BracketKind::Contested)
                .count(),
            contested_words: counted.iter().map(|one| one.bracketed).sum(),
            ..Counts::default()
        }
    }
}
