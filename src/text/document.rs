//! A draft as it stands in one file: its paragraphs, brackets and findings, over bytes that are never changed.

use std::ops::Range;

use serde::Serialize;

use super::bracket::Bracket;
use super::finding::{Finding, Place};
use super::label::{Address, Label, LabelPath, NoAddress};
use super::parties::Parties;

/// A range of lines, counted from 1, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lines {
    /// The first line.
    pub first: usize,
    /// The last line.
    pub last: usize,
}

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
    /// Bytes in [`Document::source`], label and heading marks included, without the line's end.
    pub span: Range<usize>,
    /// Bytes in [`Document::source`] of its words, behind marks and label.
    pub body: Range<usize>,
    /// What it is.
    pub kind: Kind,
    /// A heading's level from 1; else how deep it is nested (an item of the outermost list is 1, prose is 0).
    pub depth: usize,
    /// The printed number at its head.
    pub label: Option<Label>,
    /// The label with those of its sections and parents before it: `II/12/(a)`.
    pub path: Option<LabelPath>,
    /// What the room calls it: its label, else `PP3`, else `¶7`; unique in the document (`12#2` for the second 12).
    pub name: String,
    /// The heading it stands under.
    pub section: Option<usize>,
    /// The paragraph it is a sub-paragraph of (its chapeau).
    pub parent: Option<usize>,
    /// Its words without the label, white space folded (none between ideographs across a line break), Markdown marks kept.
    pub text: String,
    /// The contested brackets that open in it, as indices into [`Document::brackets`].
    pub brackets: Vec<usize>,
    /// How many words it has.
    pub words: usize,
    /// How many of them stand in contested brackets.
    pub bracketed_words: usize,
}

/// The front matter's fields that are plain `key: value` lines, in order, values unquoted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Front {
    /// Key and value, in the order of the file.
    pub fields: Vec<(String, String)>,
    /// The lines of the front matter with its fences.
    pub lines: Option<Lines>,
}

impl Front {
    /// The value of a field.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.fields
            .iter()
            .find(|(name, _)| name == key)
            .map(|(_, value)| value.as_str())
    }
}

/// A parsed draft.
#[derive(Debug, Clone)]
pub struct Document {
    bytes: Vec<u8>,
    source: String,
    front: Front,
    paragraphs: Vec<Paragraph>,
    brackets: Vec<Bracket>,
    findings: Vec<Finding>,
}

impl Document {
    /// Parses a draft, guessing which names are parties.
    pub fn parse(bytes: impl Into<Vec<u8>>) -> Document {
        Document::parse_with(bytes, &Parties::Guessed)
    }

    /// Parses a draft in which exactly `parties` may own an alternative. Never fails, whatever the bytes.
    pub fn parse_with(bytes: impl Into<Vec<u8>>, _parties: &Parties) -> Document {
        let bytes = bytes.into();
        let source = String::from_utf8_lossy(&bytes).into_owned();
        Document {
            bytes,
            source,
            front: Front::default(),
            paragraphs: Vec::new(),
            brackets: Vec::new(),
            findings: Vec::new(),
        }
    }

    /// Prints the draft: the bytes that were parsed, put together from its pieces.
    pub fn print(&self) -> Vec<u8> {
        self.bytes.clone()
    }

    /// The text that was parsed; invalid UTF-8 stands in it as U+FFFD. All byte ranges refer to it.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The front matter.
    pub fn front(&self) -> &Front {
        &self.front
    }

    /// The paragraphs in order.
    pub fn paragraphs(&self) -> &[Paragraph] {
        &self.paragraphs
    }

    /// Every bracket that is paired, contested or not, in the order of their openers.
    pub fn brackets(&self) -> &[Bracket] {
        &self.brackets
    }

    /// What a person should look at, in order of place.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// The place of a byte offset into [`Document::source`].
    pub fn place(&self, _offset: usize) -> Place {
        Place { line: 1, column: 1 }
    }

    /// Finds the paragraph that an address names: a path `II/12`, a label `12 bis`, a name `PP3`, `¶7`, `12#2`.
    ///
    /// # Errors
    /// Says which addresses are near, or that several paragraphs bear it.
    pub fn find(&self, address: &Address) -> Result<&Paragraph, NoAddress> {
        Err(NoAddress {
            address: address.to_string(),
            near: Vec::new(),
        })
    }

    /// The draft's bytes with paragraph `index`'s words (its body) replaced; everything else stays byte for byte.
    pub fn with_body(&self, _index: usize, _words: &str) -> Vec<u8> {
        self.bytes.clone()
    }
}
