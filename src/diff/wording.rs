//! What changed in the words of a paragraph, as a drafter would mark it by hand.

use serde::Serialize;

/// What happened to a run of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Op {
    /// It stands in both.
    Equal,
    /// Only the old text has it.
    Delete,
    /// Only the new text has it.
    Insert,
}

/// A run of words; equal and deleted ones joined are the old text exactly, equal and inserted ones the new.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Wording {
    /// What happened to it.
    pub op: Op,
    /// Its words with their spaces.
    pub text: String,
}

/// Marks what changed between two texts, word by word.
pub fn reword(_old: &str, _new: &str) -> Vec<Wording> {
    Vec::new()
}
