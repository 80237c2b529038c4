//! The pen that writes the words of a file, and what it must know of all of it.

use std::collections::BTreeMap;

use super::paper::{Block, Mark, Paper, Paragraph, Run};
use super::write_links::Links;
use super::write_marks::move_key;
use super::write_styles::Script;
use super::write_xml::Xml;

/// The ends of a move, or a comment: where it begins, and how much of it is still to come.
#[derive(Debug, Default)]
pub(super) struct Stretch {
    pub(super) left: usize,
    pub(super) id: Option<usize>,
}

/// What is being written, and what must be known of all of it.
pub(super) struct Pen<'p> {
    pub(super) paper: &'p Paper,
    pub(super) script: Script,
    pub(super) xml: Xml,
    pub(super) links: Links,
    /// The next number of a bookmark or a change.
    next: usize,
    pub(super) moves: BTreeMap<(bool, String), Stretch>,
    pub(super) comments: Vec<Stretch>,
}

impl<'p> Pen<'p> {
    pub(super) fn of(paper: &'p Paper, script: Script) -> Pen<'p> {
        let mut pen = Pen {
            paper,
            script,
            xml: Xml::default(),
            links: Links::default(),
            next: 1,
            moves: BTreeMap::new(),
            comments: paper.comments.iter().map(|_| Stretch::default()).collect(),
        };
        for paragraph in paragraphs(&paper.blocks) {
            for group in groups(&paragraph.runs) {
                let Some(first) = group.first() else {
                    continue;
                };
                pen.count(&first.marks);
                for &comment in &first.comments {
                    if let Some(stretch) = pen.comments.get_mut(comment) {
                        stretch.left += 1;
                    }
                }
            }
            pen.count(&paragraph.end);
        }
        pen
    }

    fn count(&mut self, marks: &[Mark]) {
        for key in marks.iter().filter_map(move_key) {
            self.moves.entry(key).or_default().left += 1;
        }
    }

    pub(super) fn id(&mut self) -> usize {
        self.next += 1;
        self.next - 1
    }
}

/// Runs that follow on each other with one fate, one link and the same comments.
pub(super) fn groups(runs: &[Run]) -> impl Iterator<Item = &[Run]> {
    runs.chunk_by(|a, b| a.marks == b.marks && a.link == b.link && a.comments == b.comments)
}

/// All paragraphs, those of tables too.
fn paragraphs(blocks: &[Block]) -> impl Iterator<Item = &Paragraph> {
    blocks.iter().flat_map(|block| {
        let (one, rows) = match block {
            Block::Paragraph(paragraph) => (Some(paragraph), None),
            Block::Table(table) => (None, Some(table.rows.iter().flatten().flatten())),
        };
        one.into_iter().chain(rows.into_iter().flatten())
    })
}
