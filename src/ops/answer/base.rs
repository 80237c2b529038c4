//! The text that was answered, as it was printed: every word with the bytes of the draft it comes from.

use std::ops::Range;

use super::super::export::{Naming, PrintedRun, printed_cells, printed_runs};
use super::lines::note_sign;
use crate::office::{Block, Look, Paper, Paragraph, Role, Run};
use crate::text::{Document, Kind};

/// Printed words of one look, and where they come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Printed {
    pub(super) text: String,
    pub(super) look: Look,
    pub(super) link: Option<String>,
    /// Bytes in the draft's source.
    pub(super) span: Range<usize>,
    /// Whether the words are those bytes.
    pub(super) exact: bool,
    /// The bytes of the outermost emphasis, code or link round it.
    pub(super) within: Option<Range<usize>>,
}

/// A paragraph of the draft as it was printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shown {
    pub(super) index: usize,
    pub(super) kind: Kind,
    /// What it is to its document.
    pub(super) role: Role,
    /// The number before it, a tab behind it.
    pub(super) label: Option<String>,
    pub(super) words: Vec<Printed>,
    /// Rows of cells, where it is a table.
    pub(super) rows: Vec<Vec<Vec<Printed>>>,
}

impl Shown {
    pub(super) fn text(&self) -> String {
        match self.kind {
            Kind::Table => {
                let cells = self.rows.iter().flatten();
                cells.map(|cell| joined(cell) + "\n").collect()
            }
            _ => joined(&self.words),
        }
    }
}

/// The words of some pieces.
pub(super) fn joined(words: &[Printed]) -> String {
    words.iter().map(|one| one.text.as_str()).collect()
}

/// A text as it was printed.
#[derive(Debug, Clone)]
pub(super) struct Base<'d> {
    pub(super) document: &'d Document,
    pub(super) masthead: Vec<String>,
    /// The paragraphs of the text in order.
    pub(super) shown: Vec<Shown>,
    /// The footnotes, each of its paragraphs.
    pub(super) notes: Vec<Vec<Shown>>,
    /// Their marks in the draft.
    pub(super) marks: Vec<String>,
}

impl<'d> Base<'d> {
    /// A draft as `paper` printed it.
    pub(super) fn of(document: &'d Document, naming: Naming, paper: &Paper) -> Base<'d> {
        let shown = |index: usize, paragraph: &Paragraph| Shown {
            index,
            kind: kind(document, index),
            role: paragraph.role,
            label: paragraph.label.clone(),
            words: zipped(&paragraph.runs, printed_runs(document, index, naming)),
            rows: Vec::new(),
        };
        let blocks = paper.blocks.iter().filter_map(|block| match block {
            Block::Paragraph(paragraph) => Some(shown(paragraph.anchor?, paragraph)),
            Block::Table(table) => {
                let mut cells = table.rows.iter().flatten().flatten();
                let index = cells.find_map(|paragraph| paragraph.anchor)?;
                let sources = printed_cells(document, index, naming);
                let rows = table.rows.iter().zip(sources).map(|(row, sources)| {
                    let cells = row.iter().zip(sources);
                    cells
                        .map(|(cell, source)| match cell.first() {
                            Some(paragraph) => zipped(&paragraph.runs, source),
                            None => Vec::new(),
                        })
                        .collect()
                });
                Some(Shown {
                    index,
                    kind: Kind::Table,
                    role: Role::Body,
                    label: None,
                    words: Vec::new(),
                    rows: rows.collect(),
                })
            }
        });
        let notes = paper.notes.iter().map(|note| {
            let paragraphs = note.paragraphs.iter();
            paragraphs
                .filter_map(|one| Some(shown(one.anchor?, one)))
                .collect()
        });
        Base {
            document,
            masthead: paper.masthead.clone(),
            shown: blocks.collect(),
            notes: notes.collect(),
            marks: paper.notes.iter().map(|note| note.mark.clone()).collect(),
        }
    }
}

fn kind(document: &Document, index: usize) -> Kind {
    let paragraph = document.paragraphs().get(index);
    paragraph.map_or(Kind::Paragraph, |one| one.kind)
}

/// The runs of a paragraph with their places in the draft.
pub(super) fn zipped(runs: &[Run], sources: Vec<PrintedRun>) -> Vec<Printed> {
    let both = runs.iter().zip(sources);
    both.map(|(run, source)| {
        let text = match run.note {
            Some(note) => note_sign(note).to_string(),
            None => run.text.clone(),
        };
        Printed {
            exact: source.exact && text == source.run.text,
            text,
            look: run.look,
            link: run.link.clone(),
            span: source.span,
            within: source.within,
        }
    })
    .collect()
}
