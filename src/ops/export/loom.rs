//! Two texts on the way to being one: what is known of both, and what becomes of their words.

use std::collections::BTreeMap;

use super::authorship::Hands;
use super::paper::Sheet;
use super::strands::{Part, Side};
use crate::office::{Block, Footnote};

/// Two texts that are written as one.
pub(super) struct Loom<'a> {
    pub(super) old: Sheet<'a>,
    pub(super) new: Sheet<'a>,
    pub(super) called: (Vec<bool>, Vec<bool>),
    pub(super) hands: &'a Hands,
    pub(super) notes: Vec<Footnote>,
    pub(super) blocks: Vec<Block>,
    pub(super) parts: BTreeMap<(Side, usize), Part>,
}

/// What becomes of words that stand in both texts, or in one.
#[derive(Debug, Clone)]
pub(super) enum Fate {
    /// They stay where they are.
    Stays,
    /// They were brought here, from the place of the same name.
    Brought(String),
}

/// How the numbers before paragraphs are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Labels {
    /// Among the words, so that a change of one is a change.
    Typed,
    /// Before the words, unchanged.
    Apart,
}
