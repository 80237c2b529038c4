//! The footnotes of a file beside those of the draft: changed, new with the paragraph that calls them, and no longer called.

use std::collections::BTreeSet;

use super::asked::Ask;
use super::base::{Base, Shown};
use super::lines::{Line, Whose, is_note, line};
use super::markdown::markdown;
use super::pairs::Side;
use super::work::{Fresh, Work};
use crate::office;
use crate::record::ProposalKind;
use crate::text::{Document, Parties, fold};

/// Which note of the draft each note of the file is.
pub(super) fn known(base: &Base<'_>, file: &office::Paper, whose: &Whose) -> Vec<Option<usize>> {
    let text = |shown: &[Shown]| fold(&shown.iter().map(Shown::text).collect::<Vec<_>>().join(" "));
    let texts: Vec<String> = base.notes.iter().map(|note| text(note)).collect();
    let mut taken = vec![false; base.notes.len()];
    let stood = |note: &office::Footnote| {
        let lines = note.paragraphs.iter().map(|one| line(one, whose, &[]));
        fold(&lines.map(|one| one.stood()).collect::<Vec<_>>().join(" "))
    };
    let count = file.notes.len();
    file.notes
        .iter()
        .enumerate()
        .map(|(n, note)| {
            let by_anchor = note.anchor.and_then(|anchor| {
                base.notes
                    .iter()
                    .position(|own| own.first().is_some_and(|one| one.index == anchor))
            });
            let words = stood(note);
            let found = by_anchor
                .or_else(|| texts.iter().position(|text| *text == words))
                .or((count == base.notes.len()).then_some(n));
            found.filter(|at| {
                taken
                    .get_mut(*at)
                    .is_some_and(|taken| !std::mem::replace(taken, true))
            })
        })
        .collect()
}

/// Gives the notes that are not known their marks, behind those of the draft.
pub(super) fn with_fresh(
    base: &mut Base<'_>,
    mut notes: Vec<Option<usize>>,
    file: &office::Paper,
    (whose, parties): (&Whose, &Parties),
) -> (Vec<Option<usize>>, Vec<Fresh>) {
    let mut fresh = Vec::new();
    let mut next = base.notes.len();
    for (slot, note) in notes.iter_mut().zip(&file.notes) {
        if slot.is_some() {
            continue;
        }
        let lines = note.paragraphs.iter().map(|one| line(one, whose, &[]));
        let words = lines.map(|one| {
            let spans = one.wanted_spans();
            fold(&markdown(spans, parties, &[]))
        });
        let words: Vec<String> = words.filter(|words| !words.is_empty()).collect();
        if words.is_empty() {
            continue;
        }
        let source = base.document.source();
        let mark = loop {
            next += 1;
            if !source.contains(&format!("[^{next}]")) {
                break next.to_string();
            }
        };
        *slot = Some(base.marks.len());
        base.marks.push(mark.clone());
        fresh.push(Fresh {
            mark,
            words: words.join(" "),
        });
    }
    (notes, fresh)
}

impl Work<'_> {
    /// What is changed in the footnotes.
    pub(super) fn footnotes(
        &mut self,
        file: &office::Paper,
        commented: &mut Vec<(usize, Vec<usize>)>,
    ) {
        let base = self.base;
        for (n, note) in file.notes.iter().enumerate() {
            let Some(own) = self
                .notes
                .get(n)
                .copied()
                .flatten()
                .and_then(|at| base.notes.get(at))
            else {
                continue;
            };
            let lines: Vec<Line> = note
                .paragraphs
                .iter()
                .map(|one| line(one, &self.whose, &self.notes))
                .filter(|one| !one.spans.is_empty())
                .collect();
            for (at, shown) in own.iter().enumerate() {
                match lines.get(at) {
                    Some(one) => {
                        commented.push((shown.index, one.comments.clone()));
                        self.reworded(&lead_off(one), shown);
                    }
                    None if !shown.text().trim().is_empty() => {
                        self.answer
                            .asks
                            .push(Ask::of(ProposalKind::Delete, shown.index, ""));
                    }
                    None => {}
                }
            }
            for one in lines.iter().skip(own.len()) {
                self.answer.unclear(
                    format!("a new paragraph of a footnote: {}", fold(&one.wanted())),
                    own.last().map(|shown| self.name(shown)).unwrap_or_default(),
                );
            }
        }
    }

    /// New notes stand behind the paragraphs that call them; one that no change calls is told.
    pub(super) fn fresh_notes(&mut self) {
        for note in &self.fresh {
            let call = note.call();
            let calls = self
                .answer
                .asks
                .iter()
                .find(|ask| ask.wanted.contains(&call));
            match calls.map(|ask| ask.index) {
                Some(index) => {
                    let place = place(self.text.document, index);
                    let add = Ask::of(ProposalKind::Add, place, note.stands());
                    self.answer.asks.push(add);
                }
                None => self.answer.unclear(
                    format!("a new footnote: {}", note.words),
                    "at the foot of the file",
                ),
            }
        }
    }

    /// A note goes with its one call, where the paragraph that called it stays.
    pub(super) fn uncalled(&mut self, sides: &[Side<'_>]) {
        let signs =
            |text: &str| -> BTreeSet<char> { text.chars().filter(|c| is_note(*c)).collect() };
        let wanted: BTreeSet<char> = sides.iter().flat_map(|side| signs(&side.wanted)).collect();
        let replaced = self.answer.asks.iter();
        let replaced: BTreeSet<usize> = replaced
            .filter(|ask| ask.kind == ProposalKind::Replace)
            .map(|ask| ask.index)
            .collect();
        let base = self.base;
        for shown in base
            .shown
            .iter()
            .filter(|one| replaced.contains(&one.index))
        {
            for sign in signs(&shown.text()).difference(&wanted) {
                let at = (*sign as usize).saturating_sub(0xf_0000);
                let (Some(own), Some(mark)) = (base.notes.get(at), base.marks.get(at)) else {
                    continue;
                };
                let asks = &mut self.answer.asks;
                let asked = own
                    .iter()
                    .any(|one| asks.iter().any(|ask| ask.index == one.index));
                if !asked && calls(base.document, mark) == 1 {
                    let gone = own.iter().map(|one| one.index);
                    asks.extend(gone.map(|index| Ask::of(ProposalKind::Delete, index, "")));
                }
            }
        }
    }
}

/// How often a draft calls a note.
fn calls(document: &Document, mark: &str) -> usize {
    let all = 0..document.paragraphs().len();
    let cells = all.clone().flat_map(|index| {
        document
            .printed_cells(index)
            .into_iter()
            .flatten()
            .flatten()
    });
    let pieces = all.flat_map(|index| document.printed(index)).chain(cells);
    pieces
        .filter(|piece| piece.note.as_deref() == Some(mark))
        .count()
}

/// Beside which paragraph a note's words stand: the draft's last note, where it has some behind the paragraph that calls it, else that.
fn place(document: &Document, calls: usize) -> usize {
    let last = document.paragraphs().iter().rev();
    let mut last = last.filter(|one| one.kind == crate::text::Kind::Footnote);
    last.next()
        .map(|one| one.index)
        .filter(|index| *index > calls)
        .unwrap_or(calls)
}

/// A footnote's line without the space behind its number.
fn lead_off(line: &Line) -> Line {
    let mut line = line.clone();
    for span in &mut line.spans {
        let bare = span.text.trim_start();
        let is_blank = bare.is_empty();
        span.text = bare.to_owned();
        if !is_blank {
            break;
        }
    }
    line
}
