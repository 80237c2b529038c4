//! An incoming paper as lines: what each paragraph said, what it is to say, and whose changes these are.

use std::collections::BTreeSet;

use crate::office::{Block, Change, Joined, Look, Mark, Paper, Paragraph, Role, Run};

/// What becomes of some words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// They stood there and stay.
    Kept,
    /// They are put in.
    In,
    /// They go.
    Out,
}

/// Words of one look and one fate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) text: String,
    pub(super) look: Look,
    pub(super) link: Option<String>,
    pub(super) fate: Fate,
}

/// Whose changes count, and whether those of others are taken to stand already.
#[derive(Debug, Clone, Default)]
pub(super) struct Whose {
    /// The authors as the file has them.
    pub(super) mine: BTreeSet<String>,
    /// Whether what others marked is part of what was answered: a file that was exported with changes marked.
    pub(super) others_stand: bool,
}

impl Whose {
    /// What becomes of words with these marks; nothing for words that neither stood there nor are wanted.
    fn fate(&self, marks: &[Mark]) -> Option<Fate> {
        let put_in = |mark: &Mark| matches!(mark.change, Change::Inserted | Change::MovedTo(_));
        let other = |mark: &Mark| put_in(mark) == self.others_stand;
        let stood = marks
            .iter()
            .all(|mark| match self.mine.contains(&mark.author) {
                true => !put_in(mark),
                false => other(mark),
            });
        let wanted = marks
            .iter()
            .all(|mark| match self.mine.contains(&mark.author) {
                true => put_in(mark),
                false => other(mark),
            });
        match (stood, wanted) {
            (true, true) => Some(Fate::Kept),
            (true, false) => Some(Fate::Out),
            (false, true) => Some(Fate::In),
            (false, false) => None,
        }
    }
}

/// A paragraph of the file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Line {
    pub(super) role: Role,
    /// The number that Word counts.
    pub(super) label: Option<String>,
    pub(super) anchor: Option<usize>,
    /// The move that brought it here, and the one that took it away.
    pub(super) came: Option<String>,
    pub(super) went: Option<String>,
    pub(super) spans: Vec<Span>,
    pub(super) comments: Vec<usize>,
}

/// Where a note is called: a sign that no text holds, by the note's place in the draft.
pub(super) fn note_sign(note: usize) -> char {
    char::from_u32(0xf_0000 + u32::try_from(note.min(0xfff0)).unwrap_or(0)).unwrap_or('\u{f0000}')
}

/// Whether a sign stands for a note's call.
pub(super) fn is_note(c: char) -> bool {
    ('\u{f0000}'..='\u{ffffd}').contains(&c)
}

impl Line {
    /// What it said.
    pub(super) fn stood(&self) -> String {
        self.words(Fate::In)
    }

    /// What it is to say.
    pub(super) fn wanted(&self) -> String {
        self.words(Fate::Out)
    }

    /// The words that are to stand, with their looks.
    pub(super) fn wanted_spans(&self) -> Vec<&Span> {
        let spans = self.spans.iter();
        spans.filter(|span| span.fate != Fate::Out).collect()
    }

    fn words(&self, but: Fate) -> String {
        let spans = self.spans.iter().filter(|span| span.fate != but);
        spans.map(|span| span.text.as_str()).collect()
    }

    /// Whether it stood there with words and has none any more.
    pub(super) fn is_gone(&self) -> bool {
        self.wanted().trim().is_empty() && !self.stood().trim().is_empty()
    }

    /// Whether it has no words at all, of any fate.
    fn is_none(&self) -> bool {
        self.spans.iter().all(|span| span.text.trim().is_empty())
    }

    fn join(&mut self, next: Line) {
        self.spans.extend(next.spans);
        self.comments.extend(next.comments);
        self.anchor = self.anchor.or(next.anchor);
        self.came = self.came.take().or(next.came);
        self.went = self.went.take().or(next.went);
    }
}

/// A paragraph or a table of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    Line(Line),
    /// Rows of cells, and which of these are one.
    Table(Vec<Vec<Line>>, Vec<Joined>),
}

/// The parts of a paper. Paragraphs whose border between them is struck are one; one of which nothing is left stands for itself.
pub(super) fn parts(paper: &Paper, whose: &Whose, notes: &[Option<usize>]) -> Vec<Part> {
    let mut out: Vec<Part> = Vec::new();
    let mut open = false;
    for block in &paper.blocks {
        match block {
            Block::Paragraph(paragraph) => {
                let one = line(paragraph, whose, notes);
                let ends = !matches!(whose.fate(&paragraph.end), Some(Fate::Out) | None);
                // A paragraph that goes leaves its place to the next.
                match out.last_mut() {
                    // One that neither stood there nor is wanted is none: it has left its end to this one.
                    Some(Part::Line(last)) if open && last.is_none() => {
                        let before = std::mem::replace(last, one);
                        last.comments.extend(before.comments);
                        last.anchor = last.anchor.or(before.anchor);
                    }
                    Some(Part::Line(last)) if open && !last.is_gone() && !one.is_gone() => {
                        last.join(one);
                    }
                    _ => out.push(Part::Line(one)),
                }
                open = !ends;
            }
            Block::Table(table) => {
                open = false;
                let cell = |cell: &Vec<Paragraph>| {
                    let mut lines = cell.iter().map(|one| line(one, whose, notes));
                    let mut whole = lines.next().unwrap_or_default();
                    for next in lines {
                        whole.spans.push(border());
                        whole.join(next);
                    }
                    whole
                };
                let row = |row: &Vec<Vec<Paragraph>>| row.iter().map(cell).collect();
                let rows = table.rows.iter().map(row).collect();
                out.push(Part::Table(rows, table.joined.clone()));
            }
        }
    }
    out
}

/// A paragraph as a line.
pub(super) fn line(paragraph: &Paragraph, whose: &Whose, notes: &[Option<usize>]) -> Line {
    // What others made of a paragraph it is not yet, where their changes do not stand.
    let was = paragraph.was.as_ref();
    let was = was.filter(|was| !whose.others_stand && !whose.mine.contains(&was.author));
    let mut line = Line {
        role: was.map_or(paragraph.role, |was| was.role),
        label: paragraph.label.clone(),
        anchor: paragraph.anchor,
        ..Line::default()
    };
    for run in &paragraph.runs {
        for comment in &run.comments {
            if !line.comments.contains(comment) {
                line.comments.push(*comment);
            }
        }
        for mark in &run.marks {
            match &mark.change {
                Change::MovedTo(name) => line.came = Some(name.clone()),
                Change::MovedFrom(name) => line.went = Some(name.clone()),
                Change::Inserted | Change::Deleted => {}
            }
        }
        let Some(fate) = whose.fate(&run.marks) else {
            continue;
        };
        line.spans.push(Span {
            text: words(run, notes),
            look: run.look,
            link: run.link.clone(),
            fate,
        });
    }
    line
}

fn words(run: &Run, notes: &[Option<usize>]) -> String {
    match run.note {
        // A note that the draft does not have is told elsewhere.
        Some(note) => match notes.get(note).copied().flatten() {
            Some(note) => note_sign(note).to_string(),
            None => String::new(),
        },
        None => run.text.chars().filter(|c| !is_note(*c)).collect(),
    }
}

/// What stands between two paragraphs of a cell.
pub(super) fn border() -> Span {
    Span {
        text: "\n".to_owned(),
        look: Look::default(),
        link: None,
        fate: Fate::Kept,
    }
}

/// Everybody who tracked a change or wrote a comment.
pub(super) fn authors(paper: &Paper) -> BTreeSet<String> {
    let mut all: BTreeSet<String> = BTreeSet::new();
    let mut of = |paragraph: &Paragraph| {
        let marks = paragraph.runs.iter().flat_map(|run| &run.marks);
        all.extend(marks.chain(&paragraph.end).map(|mark| mark.author.clone()));
    };
    for block in &paper.blocks {
        match block {
            Block::Paragraph(paragraph) => of(paragraph),
            Block::Table(table) => table.rows.iter().flatten().flatten().for_each(&mut of),
        }
    }
    paper
        .notes
        .iter()
        .flat_map(|note| &note.paragraphs)
        .for_each(&mut of);
    let said = paper.comments.iter();
    let said = said.filter(|comment| !comment.text.trim().is_empty());
    all.extend(said.map(|comment| comment.author.clone()));
    all
}
