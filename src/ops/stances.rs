//! Stances for people: whose, on what, since when, and whether the words have changed since.

use super::results::StanceRow;
use super::sentence::Teller;
use crate::consensus::StanceRecord;
use crate::meeting::{Meeting, Register};
use crate::record::{Anchor, Target};
use crate::text::{Document, unsigned};

/// Of stances on a paragraph and on brackets in it, by their numbers, those on the whole of it.
pub(super) fn on_the_whole<'a>(register: &'a Register, numbers: &[usize]) -> Vec<StanceRecord<'a>> {
    let all = numbers.iter().filter_map(|n| register.ledger.stance(*n));
    all.filter(|one| matches!(one.target, Target::Paragraph(_)))
        .collect()
}

/// What turns stances of one document into rows.
pub(super) struct Stances<'a> {
    pub(super) meeting: &'a Meeting,
    pub(super) document: &'a str,
    pub(super) register: &'a Register,
    pub(super) text: &'a Document,
}

impl Stances<'_> {
    /// The rows of the stances of these numbers, worst first, then by party.
    pub(super) fn rows(&self, numbers: &[usize]) -> Vec<StanceRow> {
        let mut rows: Vec<StanceRow> = numbers
            .iter()
            .filter_map(|n| self.register.ledger.stance(*n))
            .map(|stance| self.row(&stance))
            .collect();
        rows.sort_by(|a, b| (b.stance, &a.party).cmp(&(a.stance, &b.party)));
        rows
    }

    fn row(&self, stance: &StanceRecord<'_>) -> StanceRow {
        let teller = Teller::new(self.meeting, self.document, self.register, self.text);
        StanceRow {
            party: stance.party.to_owned(),
            stance: stance.stance,
            on: teller.target(stance.target),
            time: stance.time,
            reason: stance.reason.map(str::to_owned),
            stale: match stance.target {
                Target::Paragraph(anchor) => self.has_changed(anchor, unsigned),
                // A bracket is known by what stands in it, owners and all.
                Target::Bracket { anchor, .. } => self.has_changed(anchor, |text, index| {
                    let paragraph = text.paragraphs().get(index);
                    paragraph.map(|one| one.text.clone()).unwrap_or_default()
                }),
                _ => false,
            },
            awaiting: stance.awaiting,
        }
    }

    /// Whether the paragraph's words, read so, are not those of the version the anchor names.
    fn has_changed(&self, anchor: &Anchor, words: impl Fn(&Document, usize) -> String) -> bool {
        let draft = self.meeting.draft(self.document);
        if draft.and_then(|draft| draft.version.as_ref()) == Some(&anchor.version) {
            return false;
        }
        let then = self.meeting.text_of(&anchor.version);
        let then = then.filter(|text| text.paragraphs().get(anchor.ordinal).is_some());
        let now = self.meeting.place(self.document, anchor).index();
        let now = now.filter(|index| self.text.paragraphs().get(*index).is_some());
        match (then, now) {
            (Some(then), Some(now)) => {
                let same = |at: usize| self.text.paragraphs().get(at).map(|one| &one.text);
                let before = then.paragraphs().get(anchor.ordinal).map(|one| &one.text);
                before != same(now) && words(&then, anchor.ordinal) != words(self.text, now)
            }
            (_, None) => true,
            (None, Some(_)) => false,
        }
    }
}
