//! A paragraph's Markdown as it is wanted, proved by reading it back.

use std::ops::Range;

use super::super::export::{printed_cells, printed_runs};
use super::base::{Base, Shown};
use super::lines::{Fate, Line, Span, is_note, note_sign};
use super::markdown::markdown;
use super::patch::{Paper, Piece, applied};
use super::script::Change;
use super::table;
use super::work::{Answered, Fresh};
use crate::office::Look;
use crate::text::{Document, fold};

/// A text and how it was printed.
pub(super) struct Prover<'a> {
    pub(super) text: Answered<'a>,
    pub(super) base: &'a Base<'a>,
    /// Footnotes that the draft has not yet.
    pub(super) fresh: &'a [Fresh],
}

impl Prover<'_> {
    /// What changes are applied to.
    pub(super) fn sheet(&self) -> Paper<'_> {
        Paper {
            source: self.text.document.source(),
            parties: self.text.parties,
            notes: &self.base.marks,
        }
    }

    /// A paragraph with these changes: its own Markdown with the changed words, else all its words anew with their looks, else without;
    /// the first that prints the words wanted and leaves every other paragraph as it is.
    pub(super) fn set(&self, shown: &Shown, changes: &[Change], spans: &[Span]) -> Option<String> {
        let kept = || spans.iter().filter(|span| span.fate != Fate::Out);
        let wanted: String = kept().map(|span| span.text.as_str()).collect();
        let body = self.body(shown);
        let pieces = self.sheet().pieces(&shown.words, &body, changes);
        let pieces = mirrored(self.text.document, shown.index, pieces);
        let patched = applied(self.text.document.source(), &body, &pieces);
        if self.reads(shown, &patched, &wanted) {
            return Some(patched.trim().to_owned());
        }
        let (parties, marks) = (self.text.parties, self.base.marks.as_slice());
        let dressed = markdown(kept(), parties, marks);
        if self.reads(shown, &dressed, &wanted) {
            return Some(dressed.trim().to_owned());
        }
        let plain: Vec<Span> = kept()
            .map(|span| Span {
                look: Look::default(),
                link: None,
                ..span.clone()
            })
            .collect();
        let plain = markdown(&plain, parties, marks);
        self.reads(shown, &plain, &wanted)
            .then(|| plain.trim().to_owned())
    }

    /// The bytes that a paragraph's words are.
    fn body(&self, shown: &Shown) -> Range<usize> {
        let paragraph = self.text.document.paragraphs().get(shown.index);
        paragraph.map_or(0..0, |one| match one.body.is_empty() {
            true => one.span.clone(),
            false => one.body.clone(),
        })
    }

    fn reads(&self, shown: &Shown, text: &str, wanted: &str) -> bool {
        let text = text.trim();
        if text.is_empty() {
            return false;
        }
        let (grown, document);
        match self.with_notes(text) {
            Some(one) => {
                grown = one;
                document = &grown;
            }
            None => document = self.text.document,
        }
        let after = Document::parse_with(document.with_body(shown.index, text), self.text.parties);
        if !document.stands_but_for(&after, |index| index == shown.index) {
            return false;
        }
        let printed = printed_runs(&after, shown.index, self.text.naming);
        let mut words = String::new();
        for one in &printed {
            let note = one.note.as_ref();
            match note.and_then(|mark| self.base.marks.iter().position(|own| own == mark)) {
                // A note that is called again has its number there.
                Some(note) if !words.contains(note_sign(note)) => words.push(note_sign(note)),
                Some(note) => words.push_str(&(note + 1).to_string()),
                None => words.push_str(&one.run.text),
            }
        }
        fold(&words) == fold(wanted)
    }

    /// The draft with the new notes that some words call; nothing where they call none.
    fn with_notes(&self, text: &str) -> Option<Document> {
        let called = self.fresh.iter().filter(|note| text.contains(&note.call()));
        let called: Vec<String> = called.map(Fresh::stands).collect();
        if called.is_empty() {
            return None;
        }
        let mut bytes = self.text.document.print();
        bytes.extend(format!("\n\n{}\n", called.join("\n\n")).into_bytes());
        Some(Document::parse_with(bytes, self.text.parties))
    }

    /// A table with these rows: with the bytes of what was not touched, else written anew; the first that prints the words wanted and leaves
    /// every paragraph as it is. Nothing where its rows have not all the same cells.
    pub(super) fn table(&self, shown: &Shown, rows: &[Vec<Line>], before: &str) -> Option<String> {
        let kept = table::wanted(&self.sheet(), rows, shown, before)?;
        if self.prints(shown, rows, &kept) {
            return Some(kept);
        }
        let whole = table::whole(rows, self.text.parties, &self.base.marks);
        self.prints(shown, rows, &whole).then_some(whole)
    }

    /// Whether a table printed says the words of these rows, cell by cell; what is empty aside.
    fn prints(&self, shown: &Shown, rows: &[Vec<Line>], text: &str) -> bool {
        let grown = self.with_notes(text);
        let document = grown.as_ref().unwrap_or(self.text.document);
        let after = Document::parse_with(document.with_body(shown.index, text), self.text.parties);
        if !document.stands_but_for(&after, |index| index == shown.index) {
            return false;
        }
        // How a line is broken in a cell is no matter of words.
        let said = |words: String| {
            let words = words.chars().filter(|c| !is_note(*c) && !c.is_whitespace());
            Some(words.collect::<String>()).filter(|words| !words.is_empty())
        };
        let printed = printed_cells(&after, shown.index, self.text.naming);
        let printed = printed.into_iter().flatten().filter_map(|cell| {
            let runs = cell.into_iter().filter(|one| one.note.is_none());
            said(runs.map(|one| one.run.text).collect())
        });
        let cells = rows.iter().flatten();
        cells.filter_map(|cell| said(cell.wanted())).eq(printed)
    }
}

/// The same changes in the words of the base, where only brackets are asked for and the words stand once on paper: whoever changes
/// `[shall](USA)` to `[should](USA)` wants other words, and no third wish; whoever takes the name off leaves the words alone.
fn mirrored(document: &Document, index: usize, mut pieces: Vec<Piece>) -> Vec<Piece> {
    let sign = |c: char| matches!(c, '[' | ']' | '［' | '］');
    let source = document.source();
    for asked in document.asked(index) {
        let (ahead, behind) = (
            asked.whole.start..asked.words.start,
            asked.words.end..asked.whole.end,
        );
        let unmarked = |(range, put): &Piece| {
            put.is_empty() && behind.start <= range.start && range.end == behind.end
        };
        if pieces.iter().any(unmarked) {
            // Nobody asks for the brackets any more: the words stand once in the draft too.
            let signs =
                |range: &Range<usize>| range.start >= behind.start && range.end <= behind.end;
            pieces.retain(|(range, put)| !put.is_empty() || !signs(range));
            pieces.extend([(ahead, String::new()), (behind, String::new())]);
            continue;
        }
        let words = source.get(asked.words.clone()).unwrap_or_default();
        if source.get(asked.base.clone()) != Some(words.replace(sign, "").as_str()) {
            continue;
        }
        // The place of the base that is this one without its brackets.
        let place = |at: usize| {
            let before = source.get(asked.words.start..at)?;
            Some(
                asked.base.start
                    + before
                        .chars()
                        .filter(|c| !sign(*c))
                        .map(char::len_utf8)
                        .sum::<usize>(),
            )
        };
        let inside =
            |range: &Range<usize>| asked.words.start <= range.start && range.end <= asked.words.end;
        let own = pieces.iter().filter(|(range, _)| inside(range));
        let own: Vec<Piece> = own
            .filter_map(|(range, put)| {
                Some((
                    place(range.start)?..place(range.end)?,
                    put.replace(sign, ""),
                ))
            })
            .collect();
        pieces.extend(own);
    }
    pieces.sort_by_key(|(range, put)| (range.start, !put.is_empty(), range.end));
    pieces
}
