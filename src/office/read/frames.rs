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
    /// What it was before somebody made it what it is.
    pub(super) former: Option<Former>,
    pub(super) left: Vec<String>,
    /// The bookmarks of a draft's paragraphs that begin in it.
    pub(super) bookmarks: Vec<Bookmark>,
    /// How many pieces of words it has so far.
    pub(super) pieces: usize,
}

/// What says of a paragraph what it was, and who changed that.
#[derive(Debug, Clone, Default)]
pub(super) struct Former {
    pub(super) style: Option<String>,
    pub(super) outline: Option<u8>,
    pub(super) author: String,
    pub(super) time: Option<String>,
}

/// Bookmarks that are kept of one paragraph: a paragraph that many others were joined into has no more of its own.
const BOOKMARKS: usize = 64;

/// A bookmark of a draft's paragraph.
#[derive(Debug)]
pub(super) struct Bookmark {
    id: String,
    paragraph: usize,
    /// How many pieces of words stand before it, and how many before its end.
    from: usize,
    to: Option<usize>,
}

impl Building {
    /// Begins a bookmark.
    pub(super) fn begin(&mut self, id: String, paragraph: usize) {
        if self.bookmarks.len() < BOOKMARKS {
            self.bookmarks.push(Bookmark {
                id,
                paragraph,
                from: self.pieces,
                to: None,
            });
        }
    }

    /// Ends a bookmark, if it began here.
    pub(super) fn end(&mut self, id: &str) {
        let pieces = self.pieces;
        let mut open = self.bookmarks.iter_mut();
        if let Some(one) = open.find(|one| one.to.is_none() && one.id == id) {
            one.to = Some(pieces);
        }
    }

    /// The draft's paragraph that this one is: the first bookmark that stands round words. One round nothing is what a paragraph that went
    /// left behind; it counts where there is no other.
    pub(super) fn anchor(&self) -> Option<usize> {
        let is_round = |one: &&Bookmark| one.to.unwrap_or(self.pieces) > one.from;
        let round = self.bookmarks.iter().find(is_round);
        Some(round.or(self.bookmarks.first())?.paragraph)
    }
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
