//! A document as a Word file has it: title block, headings, paragraphs, tables and notes.

use std::collections::HashMap;

use super::label::printed_label;
use super::masthead::{language_of, masthead};
use super::words::{Naming, PrintedRun, printed_cells, printed_runs};
use crate::moment::Moment;
use crate::office::{Block, Footnote, Origin, Paper, Paragraph, Role, Run, Table};
use crate::text::{Document, Kind};

/// How a document is to be written.
#[derive(Debug, Clone, Default)]
pub struct Manner {
    /// Whether it is shown whose words are whose.
    pub naming: Naming,
    /// The day of the version, for the title block.
    pub day: Option<Moment>,
    /// The symbol that it was issued under, where that is another than its front matter's.
    pub symbol: Option<String>,
    /// What the file comes from.
    pub origin: Option<Origin>,
}

/// The Word file of a document as it stands.
pub fn paper(document: &Document, manner: &Manner) -> Paper {
    let language = language_of(document);
    let notes = Notes::of(document);
    let sheet = Sheet {
        document,
        naming: manner.naming,
        notes: &notes,
    };
    let mut blocks = Vec::with_capacity(document.paragraphs().len());
    let mut called = vec![false; notes.marks.len()];
    for paragraph in document.paragraphs() {
        if notes.holds(paragraph.index) {
            continue;
        }
        blocks.push(sheet.block(paragraph.index, &mut called));
    }
    Paper {
        masthead: masthead(document, &language, (manner.symbol.as_deref(), manner.day)),
        language,
        origin: manner.origin.clone(),
        blocks,
        notes: sheet.footnotes(&mut called),
        comments: Vec::new(),
    }
}

/// The footnotes of a draft that its words call, in the order in which they are first called.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// Marks.
    marks: Vec<String>,
    numbers: HashMap<String, usize>,
    /// For each, its paragraphs.
    paragraphs: Vec<Vec<usize>>,
    held: Vec<bool>,
}

impl Notes {
    pub(super) fn of(document: &Document) -> Notes {
        let mut written: HashMap<String, Vec<usize>> = HashMap::new();
        let mut last: Option<String> = None;
        for paragraph in document.paragraphs() {
            if paragraph.kind != Kind::Footnote {
                last = None;
                continue;
            }
            let mark = mark_of(document, paragraph.index).map(str::to_owned);
            last = mark.or(last);
            if let Some(mark) = &last {
                written
                    .entry(mark.clone())
                    .or_default()
                    .push(paragraph.index);
            }
        }
        let mut notes = Notes {
            held: vec![false; document.paragraphs().len()],
            ..Notes::default()
        };
        if written.is_empty() {
            return notes;
        }
        for paragraph in document.paragraphs() {
            if paragraph.kind == Kind::Footnote {
                continue;
            }
            let cells = document
                .printed_cells(paragraph.index)
                .into_iter()
                .flatten()
                .flatten();
            for piece in document.printed(paragraph.index).into_iter().chain(cells) {
                let Some(mark) = piece.note else {
                    continue;
                };
                if let Some(own) = written.remove(&mark) {
                    for &index in &own {
                        if let Some(held) = notes.held.get_mut(index) {
                            *held = true;
                        }
                    }
                    notes.numbers.insert(mark.clone(), notes.marks.len());
                    notes.marks.push(mark);
                    notes.paragraphs.push(own);
                }
            }
        }
        notes
    }

    pub(super) fn count(&self) -> usize {
        self.marks.len()
    }

    /// The mark of a note.
    pub(super) fn mark(&self, number: usize) -> Option<&str> {
        self.marks.get(number).map(String::as_str)
    }

    /// The number of a note.
    pub(super) fn number(&self, mark: &str) -> Option<usize> {
        self.numbers.get(mark).copied()
    }

    /// The paragraphs of a note.
    pub(super) fn paragraphs(&self, number: usize) -> &[usize] {
        self.paragraphs
            .get(number)
            .map(Vec::as_slice)
            .unwrap_or_default()
    }

    /// Whether a paragraph stands at the foot of a page.
    pub(super) fn holds(&self, index: usize) -> bool {
        self.held.get(index).copied().unwrap_or(false)
    }
}

/// The mark before a footnote's first words, without `[^` and `]`.
fn mark_of(document: &Document, index: usize) -> Option<&str> {
    let paragraph = document.paragraphs().get(index)?;
    let line = document.whole_lines(index).start;
    let head = document.source().get(line..paragraph.body.start)?;
    let inside = head.trim_start().strip_prefix("[^")?;
    inside.split_once("]:").map(|(mark, _)| mark)
}

/// A run, and whose words it is.
pub(super) type OwnedRun = (Run, Vec<String>);

/// A document that is being written.
pub(super) struct Sheet<'a> {
    pub(super) document: &'a Document,
    pub(super) naming: Naming,
    pub(super) notes: &'a Notes,
}

impl Sheet<'_> {
    /// A paragraph or a table; of `called` those are set whose number stands in it.
    pub(super) fn block(&self, index: usize, called: &mut [bool]) -> Block {
        let is_table = self
            .document
            .paragraphs()
            .get(index)
            .is_some_and(|p| p.kind == Kind::Table);
        if !is_table {
            return Block::Paragraph(self.paragraph(index, called));
        }
        let rows = printed_cells(self.document, index, self.naming);
        let mut first = Some(index);
        let mut cell = |runs: Vec<PrintedRun>| {
            vec![Paragraph {
                anchor: first.take(),
                runs: self.runs(runs, called),
                ..Paragraph::default()
            }]
        };
        Block::Table(Table {
            rows: rows
                .into_iter()
                .map(|row| row.into_iter().map(&mut cell).collect())
                .collect(),
            ..Table::default()
        })
    }

    /// The number before a paragraph's words.
    pub(super) fn label(&self, index: usize) -> Option<String> {
        match self.document.paragraphs().get(index) {
            // A note that nothing calls stands in its place with its mark.
            Some(paragraph) if paragraph.kind == Kind::Footnote => {
                mark_of(self.document, index).map(|mark| format!("[^{mark}]"))
            }
            _ => printed_label(self.document, index),
        }
    }

    /// A paragraph's runs, each with whose words they are.
    pub(super) fn owned_runs(&self, index: usize, called: &mut [bool]) -> Vec<OwnedRun> {
        self.owned(printed_runs(self.document, index, self.naming), called)
    }

    /// A table's runs, by rows and cells.
    pub(super) fn owned_cells(&self, index: usize, called: &mut [bool]) -> Vec<Vec<Vec<OwnedRun>>> {
        let rows = printed_cells(self.document, index, self.naming);
        let mut cell = |cell| self.owned(cell, called);
        rows.into_iter()
            .map(|row| row.into_iter().map(&mut cell).collect())
            .collect()
    }

    fn owned(&self, runs: Vec<PrintedRun>, called: &mut [bool]) -> Vec<OwnedRun> {
        let owners: Vec<Vec<String>> = runs.iter().map(|one| one.owners.clone()).collect();
        self.runs(runs, called).into_iter().zip(owners).collect()
    }

    pub(super) fn paragraph(&self, index: usize, called: &mut [bool]) -> Paragraph {
        let runs = printed_runs(self.document, index, self.naming);
        Paragraph {
            role: self.role(index),
            label: self.label(index),
            anchor: Some(index),
            runs: self.runs(runs, called),
            end: Vec::new(),
            was: None,
        }
    }

    /// What a paragraph is to its document.
    pub(super) fn role(&self, index: usize) -> Role {
        let Some(paragraph) = self.document.paragraphs().get(index) else {
            return Role::Body;
        };
        let mut depth: u8 = 0;
        let mut above = paragraph.parent;
        while let Some(parent) = above.and_then(|at| self.document.paragraphs().get(at)) {
            depth = depth.saturating_add(1);
            above = parent.parent.filter(|at| *at < parent.index);
        }
        let label = paragraph.label.as_ref().map(ToString::to_string);
        let lettered = label
            .as_deref()
            .is_some_and(|label| label.starts_with(['(', '（']));
        match paragraph.kind {
            Kind::Title => Role::Title,
            Kind::Heading => Role::Heading(u8::try_from(paragraph.depth).unwrap_or(6).clamp(1, 6)),
            Kind::Quote => Role::Quote,
            Kind::Code => Role::Verbatim,
            Kind::Item if label.is_none() => Role::Item(depth.max(1)),
            _ if depth > 0 && label.is_some() => Role::Item(depth),
            _ if lettered => Role::Item(1),
            _ if label.is_none() && self.document.name(index).starts_with("PP") => Role::Preamble,
            _ => Role::Body,
        }
    }

    /// The runs with their notes; what calls a note again gets its number.
    fn runs(&self, runs: Vec<PrintedRun>, called: &mut [bool]) -> Vec<Run> {
        let mut out = Vec::with_capacity(runs.len());
        for PrintedRun { mut run, note, .. } in runs {
            if let Some(mark) = note {
                match self.notes.numbers.get(&mark).copied() {
                    Some(number) if !called.get(number).copied().unwrap_or(true) => {
                        if let Some(slot) = called.get_mut(number) {
                            *slot = true;
                        }
                        run.note = Some(number);
                    }
                    Some(number) => {
                        run.text = (number + 1).to_string();
                        run.look.raised = true;
                    }
                    None => run.text = format!("[^{mark}]"),
                }
            }
            out.push(run);
        }
        out
    }

    pub(super) fn footnotes(&self, called: &mut [bool]) -> Vec<Footnote> {
        let all = self.notes.marks.iter().zip(&self.notes.paragraphs);
        all.map(|(mark, own)| Footnote {
            mark: mark.clone(),
            anchor: own.first().copied(),
            paragraphs: own
                .iter()
                .map(|&index| Paragraph {
                    label: None,
                    ..self.paragraph(index, called)
                })
                .collect(),
        })
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Paper {
        paper(&Document::parse(text), &Manner::default())
    }

    #[test]
    fn each_paragraph_has_its_role_number_and_anchor() {
        let paper = of(
            "---\ntitle: T\nsymbol: A/1\nlanguage: en\n---\n*Recalling* x,\n\n## I. Scope\n\n1. States:\n\n(a) one;\n\n(b) two.\n\n2. End.\n",
        );
        let told: Vec<(Role, Option<&str>, Option<usize>)> = paper
            .blocks
            .iter()
            .filter_map(|block| match block {
                Block::Paragraph(one) => Some((one.role, one.label.as_deref(), one.anchor)),
                Block::Table(_) => None,
            })
            .collect();
        assert_eq!(
            told,
            [
                (Role::Title, None, Some(0)),
                (Role::Preamble, None, Some(1)),
                (Role::Heading(2), Some("I."), Some(2)),
                (Role::Body, Some("1."), Some(3)),
                (Role::Item(1), Some("(a)"), Some(4)),
                (Role::Item(1), Some("(b)"), Some(5)),
                (Role::Body, Some("2."), Some(6)),
            ]
        );
        assert_eq!(paper.masthead, ["A/1", "English"]);
    }

    #[test]
    fn a_note_stands_where_it_is_called_and_its_words_at_the_foot() {
        let paper = of("A[^x] b[^x] c[^y].\n\n[^x]: The *note*.\n\n[^z]: Nobody's.\n");
        let Some(Block::Paragraph(first)) = paper.blocks.first() else {
            return assert!(!paper.blocks.is_empty());
        };
        let told: Vec<(&str, Option<usize>)> = first
            .runs
            .iter()
            .map(|run| (run.text.as_str(), run.note))
            .collect();
        assert_eq!(
            told,
            [
                ("A", None),
                ("", Some(0)),
                (" b", None),
                ("1", None),
                (" c", None),
                ("[^y]", None),
                (".", None)
            ]
        );
        assert_eq!(paper.notes.len(), 1);
        assert_eq!(paper.notes[0].mark, "x");
        assert_eq!(paper.notes[0].paragraphs[0].accepted(), "The note.");
        assert_eq!(paper.blocks.len(), 2, "what nothing calls is not lost");
    }
}
