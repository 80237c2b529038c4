//! What was ruled, asked or said on paragraphs that are not in the text any more.

use std::collections::BTreeMap;

use super::Meeting;
use super::placement::Placement;
use super::placer::Placer;
use crate::consensus::{Outcome, Stance};
use crate::moment::Moment;
use crate::record::{ActId, Anchor, ProposalKind, Target, Verb};

/// What stood on a paragraph that is gone, and that nobody has taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vanished {
    /// What the paragraph was called when it was said.
    pub label: String,
    /// By which act.
    pub act: ActId,
    /// When; of a silence, when it ends.
    pub time: Moment,
    /// What it was.
    pub what: Lost,
}

/// What stood on a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lost {
    /// It was agreed.
    Agreed,
    /// It is under silence.
    Silence,
    /// A party blocks it.
    Blocked(String, Stance),
}

/// What may bear on one paragraph, of each the last counts.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Bearing {
    Gavel,
    Silence,
    Party(String),
}

impl Meeting {
    /// Agreements, silences and blocking positions of a document whose paragraph is gone, in the order of their names.
    ///
    /// What the room itself took out, by a proposal to delete it that was accepted, is no loss; nor is anything once the document is adopted.
    pub fn vanished(&self, id: &str) -> Vec<Vanished> {
        let (Some(text), Some(register), Some(docket)) =
            (self.text(id), self.register(id), self.docket(id))
        else {
            return Vec::new();
        };
        let ledger = &register.ledger;
        if ledger.adopted.is_some() {
            return Vec::new();
        }
        let mut placer = Placer::new(self, id, text.paragraphs().len());
        let mut is_gone = |anchor: &Anchor| placer.place(anchor) == Placement::Gone;
        let mut found: BTreeMap<(String, Bearing), Vanished> = BTreeMap::new();
        for ruling in &ledger.rulings {
            if !is_gone(&ruling.anchor) {
                continue;
            }
            let key = (ruling.anchor.label.clone(), Bearing::Gavel);
            match ruling.verb {
                Verb::Agree => {
                    let lost = Vanished {
                        label: ruling.anchor.label.clone(),
                        act: ruling.act.clone(),
                        time: ruling.time,
                        what: Lost::Agreed,
                    };
                    found.insert(key, lost);
                }
                Verb::Reopen | Verb::Park => {
                    found.remove(&key);
                }
                _ => {}
            }
        }
        for silence in &ledger.silences {
            if let Target::Paragraph(anchor) = &silence.target
                && silence.outcome(self.now) == Outcome::Running
                && is_gone(anchor)
            {
                let key = (anchor.label.clone(), Bearing::Silence);
                let lost = Vanished {
                    label: anchor.label.clone(),
                    act: silence.act.clone(),
                    time: silence.closes,
                    what: Lost::Silence,
                };
                found.insert(key, lost);
            }
        }
        for record in docket.gone.iter().filter_map(|n| ledger.stance(*n)) {
            let (Target::Paragraph(anchor) | Target::Bracket { anchor, .. }) = record.target else {
                continue;
            };
            if !is_gone(anchor) {
                continue;
            }
            let key = (
                anchor.label.clone(),
                Bearing::Party(record.party.to_owned()),
            );
            if record.stance.is_blocking() {
                let lost = Vanished {
                    label: anchor.label.clone(),
                    act: record.act.clone(),
                    time: record.time,
                    what: Lost::Blocked(record.party.to_owned(), record.stance),
                };
                found.insert(key, lost);
            } else {
                found.remove(&key);
            }
        }
        let deleted = register.proposals.iter().filter(|(slug, proposal)| {
            let case = ledger.cases.get(*slug);
            proposal.kind == ProposalKind::Delete
                && case.is_some_and(|case| case.status.is_taken_in())
        });
        let deleted: Vec<&str> = deleted
            .filter_map(|(_, proposal)| Some(proposal.anchor.as_ref()?.label.as_str()))
            .collect();
        let mut all: Vec<Vanished> = found.into_values().collect();
        all.retain(|one| !deleted.contains(&one.label.as_str()));
        all
    }
}
