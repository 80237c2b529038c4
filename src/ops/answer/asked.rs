//! What somebody's answer to a text asks for, paragraph by paragraph, and what of it was not understood.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::record::{ProposalKind, Verb, Where};

/// One change of one paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ask {
    /// What is asked for: replace, add, delete or move.
    pub kind: ProposalKind,
    /// The ordinal of the paragraph in the version that was answered.
    pub index: usize,
    /// On which side of it (add, move).
    pub place: Where,
    /// The words wanted, Markdown, label off; empty for delete and move.
    pub wanted: String,
    /// The ordinal of the paragraph beside which it is to stand (move).
    pub beside: Option<usize>,
    /// Why.
    pub rationale: Option<String>,
}

impl Ask {
    /// A change of a paragraph.
    pub(super) fn of(kind: ProposalKind, index: usize, wanted: impl Into<String>) -> Ask {
        Ask {
            kind,
            index,
            place: Where::After,
            wanted: wanted.into(),
            beside: None,
            rationale: None,
        }
    }
}

/// A stance on one paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stand {
    /// The ordinal of the paragraph.
    pub index: usize,
    /// Support, can-accept, query, reserve, oppose.
    pub verb: Verb,
    /// Why.
    pub reason: Option<String>,
}

/// Something that was not understood, or not taken, with its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unclear {
    /// What it is.
    pub what: String,
    /// Where: `12`, `after 12`, `“States …”`; nothing for the whole.
    pub place: String,
}

/// What an answer asks for.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Answer {
    /// Changes, in the order of the text.
    pub asks: Vec<Ask>,
    /// Stances.
    pub stands: Vec<Stand>,
    /// What was not understood or not taken.
    pub unclear: Vec<Unclear>,
    /// What was passed over because it changes no word.
    pub passed: Vec<String>,
    /// How it was read, where not as usual: against which version, as what, what of the text it does not hold.
    pub read: Vec<String>,
}

/// The paragraphs of which two readings of one answer say something different, by ordinal.
pub fn otherwise(one: &Answer, other: &Answer) -> BTreeSet<usize> {
    let same = |one: &Ask, other: &Ask| {
        let key = |ask: &Ask| {
            (
                ask.kind,
                ask.index,
                ask.place,
                ask.wanted.clone(),
                ask.beside,
            )
        };
        key(one) == key(other)
    };
    let lacks = |one: &Answer, other: &Answer| -> BTreeSet<usize> {
        let asks = one.asks.iter();
        let asks = asks.filter(|ask| !other.asks.iter().any(|own| same(ask, own)));
        let stands = one.stands.iter();
        let stands = stands.filter(|stand| {
            let mut all = other.stands.iter();
            !all.any(|own| own.index == stand.index && own.verb == stand.verb)
        });
        let indices = asks.map(|ask| ask.index);
        indices.chain(stands.map(|stand| stand.index)).collect()
    };
    &lacks(one, other) | &lacks(other, one)
}

impl Answer {
    /// Only some of its changes and stances, counted through from 0.
    #[must_use]
    pub fn only(mut self, wanted: impl Fn(usize) -> bool) -> Answer {
        let changes = self.asks.len();
        let mut at = 0..;
        self.asks.retain(|_| at.next().is_some_and(&wanted));
        let mut at = changes..;
        self.stands.retain(|_| at.next().is_some_and(&wanted));
        self
    }

    /// Notes something that was not understood.
    pub fn unclear(&mut self, what: impl Into<String>, place: impl Into<String>) {
        self.unclear.push(Unclear {
            what: what.into(),
            place: place.into(),
        });
    }
}
