//! One paragraph of a draft: what it is, where it stands and what it says.

use std::ops::Range;

use serde::Serialize;

use super::label::Label;
use super::lines::Lines;

/// What a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// The title of the front matter, paragraph 0.
    Title,
    /// A heading.
    Heading,
    /// A paragraph of prose.
    Paragraph,
    /// A list item's own text.
    Item,
    /// A paragraph of a block quote.
    Quote,
    /// A table, whole.
    Table,
    /// A footnote's text.
    Footnote,
    /// A code block, whole.
    Code,
}

/// One paragraph of a draft (notation, section 1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// Its ordinal in the document, from 0.
    pub index: usize,
    /// The lines of the file it stands on.
    pub lines: Lines,
    /// Bytes in the document's source, label and heading marks included, without the line's end.
    pub span: Range<usize>,
    /// Bytes in the document's source of its words, behind marks and label. Where a bracket opens before the label,
    /// `[12 bis. Text]`, they begin at the bracket; [`Paragraph::text`] has no label even so.
    pub body: Range<usize>,
    /// What it is.
    pub kind: Kind,
    /// A heading's level from 1; else how deep it is nested (an item of the outermost list is 1, prose is 0).
    pub depth: usize,
    /// The printed number at its head.
    pub label: Option<Label>,
    /// The heading it stands under.
    pub section: Option<usize>,
    /// The paragraph it is a sub-paragraph of (its chapeau).
    pub parent: Option<usize>,
    /// Its words without the label, white space folded (none between ideographs across a line break), Markdown marks kept,
    /// accents in their letters however they were spelt.
    pub text: String,
}
