//! The words of two texts as they are laid side by side: a paragraph's or a table's, and paragraphs in a row as one thread.

use std::ops::Range;

use crate::office::{Role, Run};

/// Words with their owners: of a paragraph, or of a table's cells.
#[derive(Debug, Clone, Default)]
pub(super) struct Part {
    pub(super) label: Option<String>,
    pub(super) role: Role,
    /// One list for a paragraph; those of the cells, row by row, for a table.
    pub(super) runs: Vec<Vec<(Run, Vec<String>)>>,
    /// How many cells each row of a table has.
    pub(super) rows: Option<Vec<usize>>,
}

/// Which of the two texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Side {
    Old,
    New,
}

/// The end of a paragraph among others, in the text that is compared.
pub(super) const END: char = '\u{e000}';
/// A call of a note: this character and the note's number, counted over both texts.
pub(super) const NOTE: u32 = 0xf_0000;

/// Some words in a row, and where in them which run stands.
#[derive(Debug, Default)]
pub(super) struct Thread {
    pub(super) text: String,
    bits: Vec<(Range<usize>, Bit)>,
}

#[derive(Debug, Clone)]
pub(super) enum Bit {
    Words(Run, Vec<String>),
    /// The number of a note in its own text.
    Note(usize),
    /// The end of a paragraph: its ordinal and its role.
    End(usize, Role),
}

impl Thread {
    pub(super) fn push(&mut self, text: &str, bit: Bit) {
        let start = self.text.len();
        self.text.push_str(text);
        self.bits.push((start..self.text.len(), bit));
    }

    /// What stands in some bytes of the text.
    pub(super) fn cut(&self, range: &Range<usize>) -> Vec<Bit> {
        let from = self.bits.partition_point(|(own, _)| own.end <= range.start);
        let here = self
            .bits
            .iter()
            .skip(from)
            .take_while(|(own, _)| own.start < range.end);
        here.map(|(own, bit)| match bit {
            Bit::Words(run, owners) => {
                let part = own.start.max(range.start)..own.end.min(range.end);
                let mut run = run.clone();
                run.text = self.text.get(part).unwrap_or_default().to_owned();
                Bit::Words(run, owners.clone())
            }
            other => other.clone(),
        })
        .collect()
    }
}

/// A note's own words call no further notes in Word.
pub(super) fn without_calls(part: &Part) -> Part {
    let mut part = part.clone();
    for (run, _) in part.runs.iter_mut().flatten() {
        if let Some(note) = run.note.take() {
            run.text = (note + 1).to_string();
            run.look.raised = true;
        }
    }
    part
}

/// Whose a paragraph is, where all its words are one owner's.
pub(super) fn part_owner(part: &Part) -> Option<Vec<String>> {
    let mut all = part
        .runs
        .iter()
        .flatten()
        .filter(|(run, _)| !run.text.is_empty());
    let (_, first) = all.next()?;
    (!first.is_empty() && all.all(|(_, owners)| owners == first)).then(|| first.clone())
}
