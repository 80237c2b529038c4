//! Brackets: what is not agreed, with its alternatives and whose they are.

use std::ops::Range;

use serde::Serialize;

use super::finding::Place;

/// What a pair of brackets is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum BracketKind {
    /// Contested text: the only kind that counts.
    Contested,
    /// `[Agreed ad ref]`.
    Status,
    /// `[Negotiator's note: …]`, `{placement: …}`.
    Note,
    /// `[X]`, `[…]`, `[ ]`.
    Placeholder,
}

/// One alternative of a bracket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alternative {
    /// Who owns it; empty where nobody is named.
    pub parties: Vec<String>,
    /// Bytes of its text in the document's source, attribution off, trimmed where the bracket has a separator.
    pub span: Range<usize>,
    /// Bytes from the sign before it to the sign behind it, attribution and white space included.
    pub whole: Range<usize>,
    /// Whether it is the empty alternative (`–`, `—`, nothing).
    pub nothing: bool,
}

/// One pair of brackets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bracket {
    /// Bytes in the document's source, both brackets included.
    pub span: Range<usize>,
    /// What it is for.
    pub kind: BracketKind,
    /// The paragraph it opens in.
    pub paragraph: usize,
    /// The paragraph it closes in.
    pub end_paragraph: usize,
    /// How deep it stands among contested brackets, from 1.
    pub depth: usize,
    /// The bracket round it.
    pub parent: Option<usize>,
    /// Its alternatives, at least one.
    pub alternatives: Vec<Alternative>,
    /// Where it opens.
    pub place: Place,
    /// Where its closing bracket stands.
    pub end: Place,
}

impl Bracket {
    /// Whether any alternative has an owner.
    pub fn is_owned(&self) -> bool {
        self.alternatives
            .iter()
            .any(|alternative| !alternative.parties.is_empty())
    }
}
