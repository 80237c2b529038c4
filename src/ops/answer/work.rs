//! An answer in the making: the text that was answered, and what is known of the file.

use super::super::export::Naming;
use super::asked::Answer;
use super::base::Base;
use super::lines::Whose;
use crate::text::{Document, Parties};

/// A text that was answered, and how it was printed for it.
#[derive(Debug, Clone, Copy)]
pub struct Answered<'d> {
    /// The text.
    pub document: &'d Document,
    /// Who may own an alternative.
    pub parties: &'d Parties,
    /// Whether it was shown whose words are whose.
    pub naming: Naming,
    /// Whether the file was made with changes marked in it.
    pub marked: bool,
    /// The ordinals of the paragraphs that alone stood in the file; none where all did.
    pub only: Option<&'d [usize]>,
}

/// A footnote that the draft has not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fresh {
    /// The mark that it gets: the next number that is free.
    pub(super) mark: String,
    /// Its words, as Markdown in one line.
    pub(super) words: String,
}

impl Fresh {
    /// As it is called: `[^3]`.
    pub(super) fn call(&self) -> String {
        format!("[^{}]", self.mark)
    }

    /// As it stands in a draft: `[^3]: The words.`
    pub(super) fn stands(&self) -> String {
        format!("[^{}]: {}", self.mark, self.words)
    }
}

/// An answer in the making.
pub(super) struct Work<'a> {
    pub(super) text: Answered<'a>,
    pub(super) base: &'a Base<'a>,
    /// Which note of the draft each note of the file is; those that are new come behind the draft's own.
    pub(super) notes: Vec<Option<usize>>,
    pub(super) fresh: Vec<Fresh>,
    pub(super) answer: Answer,
    pub(super) whose: Whose,
}
