//! What is open while a part is read: elements, a paragraph and a field in the making, the looks of a run.

use super::super::paper::{Look, Paragraph};
use super::styles::InList;

/// What an open element is to its words.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Frame {
    /// Nothing of its own.
    Inside,
    Paragraph,
    Run,
    /// Characters; whether its white space at either end counts.
    Text(bool),
    /// A tracked change.
    Marked,
    Table,
    /// A row, with so many marks of its own.
    Row(usize),
    Cell(usize),
    /// Paragraphs aside: a text box.
    Aside,
    Link,
    Field,
    /// Several ways of saying one thing; whether one was taken.
    Alternatives(bool),
    Drawing,
}

/// How a cell lies in its table's grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Shape {
    /// How many columns more it takes than one.
    pub(super) wider: usize,
    /// Whether it goes on what begins in the row above.
    pub(super) goes_on: bool,
}

/// A paragraph in the making.
#[derive(Debug, Default)]
pub(super) struct Building {
    pub(super) paragraph: Paragraph,
    pub(super) style: Option<String>,
    pub(super) outline: Option<u8>,
    pub(super) list: InList,
    pub(super) left: Vec<String>,
}

/// How the words of a run look, and what stands in the way of reading them.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Dress {
    pub(super) look: Look,
    pub(super) hidden: bool,
    pub(super) struck: bool,
}

/// A field: what it is asked for, then what it shows.
#[derive(Debug, Default)]
pub(super) struct FieldCode {
    pub(super) code: String,
    pub(super) shows: bool,
    pub(super) link: Option<String>,
}
