//! What happened to a run of words: it stayed, went or came.

use serde::{Deserialize, Serialize};

/// What happened to a run of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wording {
    /// What happened to it.
    pub op: Op,
    /// Its words with their spaces.
    pub text: String,
    /// Where it is a phrase that went from one place of the paragraph to another: its number, the same at both places.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moved: Option<u32>,
}

impl Wording {
    /// A run of words that did not move.
    pub fn new(op: Op, text: impl Into<String>) -> Wording {
        Wording {
            op,
            text: text.into(),
            moved: None,
        }
    }
}
