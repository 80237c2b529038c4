//! An incoming Word file beside the text that it answers: one change a paragraph, each proved by reading it back.

use super::super::export::{Manner, paper};
use super::asked::{Answer, Ask};
use super::base::{Base, Shown};
use super::comments::comments;
use super::joined::{in_first, joined_in_first, parted};
use super::lines::{Fate, Line, Part, Span, Whose, authors, parts};
use super::markdown::{headed, markdown};
use super::moved::moved;
use super::notes::{known, with_fresh};
use super::number::without_label;
use super::pairs::{Side, pairs};
use super::partial::{Absent, Extent, extent};
use super::prove::Prover;
use super::script::script;
use super::table;
use super::work::{Answered, Work};
use crate::office::{self, Role};
use crate::record::{ProposalKind, Where};
use crate::text::{Digests, fold};

/// What a Word file asks for of a text: the changes and comments of these authors.
///
/// A file that holds few of the text's paragraphs says nothing of the others; one that holds more of its own than of the text's is read as
/// a letter. [`Absent::Gone`] reads it as the whole text all the same.
pub fn answer(
    text: Answered<'_>,
    reading: &office::Reading,
    mine: &[String],
    absent: Absent,
) -> Answer {
    let printed = paper(
        text.document,
        &Manner {
            naming: text.naming,
            ..Manner::default()
        },
    );
    let mut base = Base::of(text.document, text.naming, &printed);
    if let Some(only) = text.only {
        base.shown.retain(|shown| only.contains(&shown.index));
    }
    let whose = Whose {
        mine: mine.iter().cloned().collect(),
        others_stand: text.marked,
    };
    let file = &reading.paper;
    let notes = known(&base, file, &whose);
    let (notes, fresh) = with_fresh(&mut base, notes, file, (&whose, text.parties));
    let mut work = Work {
        text,
        base: &base,
        notes,
        fresh,
        answer: Answer::default(),
        whose,
    };
    work.left_out(reading);
    let parts = parts(file, &work.whose, &work.notes);
    let parts: Vec<Part> = parts
        .into_iter()
        .filter(|part| !work.is_outside(part))
        .collect();
    let sides: Vec<Side<'_>> = parts.iter().map(Side::of).collect();
    let of = pairs(&base, &sides);
    let extent = match absent {
        Absent::Told => extent(&base.shown, &sides, &of),
        Absent::Gone => Extent::Whole,
    };
    if extent == Extent::Letter {
        return work.letter(&sides, file, mine);
    }
    // What stands on which paragraph: for the comments.
    let mut commented: Vec<(usize, Vec<usize>)> = Vec::new();
    work.asks((&sides, &of), extent, &mut commented);
    // A file that adref did not write has styles of its own.
    if file.origin.is_some() {
        work.recast(&sides, &of);
    }
    work.footnotes(file, &mut commented);
    work.fresh_notes();
    work.uncalled(&sides);
    let mut answer = work.answer;
    answer.asks.sort_by_key(|ask| ask.index);
    comments(&mut answer, &base, file, (mine, &commented));
    answer
}

/// Everybody who tracked a change in a file or wrote a comment in it.
pub fn authors_of(file: &office::Paper) -> Vec<String> {
    authors(file).into_iter().collect()
}

impl Work<'_> {
    /// Takes over what the reader of the file did not understand.
    fn left_out(&mut self, reading: &office::Reading) {
        for left in &reading.left {
            let place = match (left.paragraph, left.near.is_empty()) {
                (0, _) => String::new(),
                (n, true) => format!("paragraph {n} of the file"),
                (_, false) => format!("“{}”", left.near),
            };
            self.answer.unclear(left.what.clone(), place);
        }
        for (author, count) in &reading.formatting {
            let changes = if *count == 1 { "change" } else { "changes" };
            self.answer.passed.push(format!(
                "{count} {changes} of looks by {author}, which change no word"
            ));
        }
    }

    /// Whether a part is none of the text: the lines above the title, as they were printed.
    fn is_outside(&self, part: &Part) -> bool {
        let Part::Line(line) = part else {
            return false;
        };
        let words = fold(&line.stood());
        line.anchor.is_none()
            && (words.is_empty() && line.wanted().trim().is_empty()
                || self.base.masthead.iter().any(|own| fold(own) == words))
    }

    fn asks(
        &mut self,
        (sides, of): (&[Side<'_>], &[Option<usize>]),
        extent: Extent,
        commented: &mut Vec<(usize, Vec<usize>)>,
    ) {
        let carried = sides.iter().map(|side| match side.part {
            Part::Line(line) => line.came.is_some(),
            Part::Table(..) => false,
        });
        let mut moved = moved(of, &carried.collect::<Vec<bool>>());
        // Paragraphs that were copied out stand in no order.
        if extent == Extent::Some {
            moved.fill(false);
        }
        let mut seen = vec![false; self.base.shown.len()];
        let mut last: Option<usize> = None;
        for (n, side) in sides.iter().enumerate() {
            let place = of.get(n).copied().flatten();
            let Some(shown) = place.and_then(|place| self.base.shown.get(place)) else {
                if extent == Extent::Some {
                    self.beside(side, last);
                    commented.extend(last.map(|last| (last, comments_of(side.part))));
                    continue;
                }
                let anchor = last.or_else(|| self.base.shown.first().map(|one| one.index));
                let side_of = if last.is_some() {
                    Where::After
                } else {
                    Where::Before
                };
                // Behind a chapeau is behind all that hangs on it: what stands before (a) stands there.
                let next = of
                    .iter()
                    .skip(n + 1)
                    .find_map(|place| self.base.shown.get((*place)?));
                let next = next.map(|shown| shown.index);
                let below = next.filter(|next| {
                    let paragraph = self.text.document.paragraphs().get(*next);
                    last.is_some() && paragraph.is_some_and(|one| one.parent == last)
                });
                let (anchor, side_of) = match below {
                    Some(next) => (Some(next), Where::Before),
                    None => (anchor, side_of),
                };
                if let Some(anchor) = anchor {
                    self.addition(side, anchor, side_of);
                    commented.push((anchor, comments_of(side.part)));
                }
                continue;
            };
            if let Some(seen) = place.and_then(|place| seen.get_mut(place)) {
                *seen = true;
            }
            commented.push((shown.index, comments_of(side.part)));
            if side.wanted.trim().is_empty() && !shown.text().trim().is_empty() {
                self.answer
                    .asks
                    .push(Ask::of(ProposalKind::Delete, shown.index, ""));
                continue;
            }
            if moved.get(n).copied().unwrap_or(false) {
                let mut ask = Ask::of(ProposalKind::Move, shown.index, "");
                let after = sides
                    .iter()
                    .zip(of)
                    .skip(n + 1)
                    .find_map(|(_, place)| self.base.shown.get((*place)?));
                (ask.place, ask.beside) = match (last, after) {
                    (Some(beside), _) => (Where::After, Some(beside)),
                    (None, Some(next)) => (Where::Before, Some(next.index)),
                    (None, None) => (Where::After, None),
                };
                self.answer.asks.push(ask);
            }
            self.change(side, shown);
            last = Some(shown.index);
        }
        match extent {
            Extent::Whole => self.gone(&seen),
            Extent::Some | Extent::Letter => self.absent(&seen),
        }
    }

    /// A paragraph of the file that is none of the text's.
    pub(super) fn addition(&mut self, side: &Side<'_>, anchor: usize, place: Where) {
        let wanted = match side.part {
            Part::Line(line) => self.whole(line),
            Part::Table(rows, joined) => {
                for words in in_first(rows, joined) {
                    self.answer.unclear(joined_in_first(&words), "a new table");
                }
                table::whole(rows, self.text.parties, &self.base.marks)
            }
        };
        if wanted.trim().is_empty() {
            return;
        }
        let mut ask = Ask::of(ProposalKind::Add, anchor, wanted);
        ask.place = place;
        self.answer.asks.push(ask);
    }

    /// A new paragraph as Markdown, with the marks of its role.
    fn whole(&self, line: &Line) -> String {
        let spans = line.spans.iter().filter(|span| span.fate != Fate::Out);
        let spans: Vec<&Span> = spans.collect();
        let words = markdown(spans, self.text.parties, &self.base.marks);
        let words = words.trim();
        match line.role {
            Role::Heading(level) => {
                format!("{} {words}", "#".repeat(usize::from(level.clamp(1, 6))))
            }
            Role::Quote => format!("> {words}"),
            _ => match words.strip_prefix('•') {
                Some(item) => format!("- {}", item.trim_start()),
                None if line.label.as_deref() == Some("•") => format!("- {words}"),
                None => headed(words),
            },
        }
    }

    /// What is changed in a paragraph.
    fn change(&mut self, side: &Side<'_>, shown: &Shown) {
        match side.part {
            Part::Line(line) => self.reworded(line, shown),
            Part::Table(rows, joined) => {
                let before = self.text.document.body(shown.index);
                let parted = parted(rows, joined, shown);
                let place = self.name(shown);
                let set = self.prover().table(shown, &parted.rows, before);
                if set.is_none() {
                    let why = match uneven(rows) {
                        Some(row) => {
                            format!("a table that cannot be set as it is in the file: {row}")
                        }
                        None => "a table that cannot be set as it is in the file".to_owned(),
                    };
                    self.answer.unclear(why, place);
                    return;
                }
                for words in parted.back {
                    self.answer.passed.push(format!(
                        "{place}: cells that are one in the file stay apart, {words}"
                    ));
                }
                for words in parted.first {
                    self.answer.unclear(joined_in_first(&words), place.clone());
                }
                if let Some(wanted) = set.filter(|wanted| fold(wanted) != fold(before)) {
                    self.replace(shown, wanted);
                }
            }
        }
    }

    pub(super) fn name(&self, shown: &Shown) -> String {
        self.text.document.name(shown.index).to_owned()
    }

    pub(super) fn reworded(&mut self, line: &Line, shown: &Shown) {
        let printed = shown.text();
        let (spans, renumbered) = without_label(line, shown);
        if let Some(label) = renumbered {
            let place = self.name(shown);
            self.answer.unclear(
                format!("another number, {label}: the text is numbered when it is issued"),
                place,
            );
        }
        let wanted: String = spans
            .iter()
            .filter(|span| span.fate != Fate::Out)
            .map(|span| span.text.as_str())
            .collect();
        if wanted == printed || fold(&wanted) == fold(&printed) {
            return;
        }
        if Digests::of(&wanted).folded == Digests::of(&printed).folded {
            self.answer.passed.push(format!(
                "{}: other quotation marks, dashes or spaces, and no other word",
                self.name(shown)
            ));
            return;
        }
        let changes = script(&printed, &spans);
        match self.prover().set(shown, &changes, &spans) {
            Some(text) => self.replace(shown, text),
            None => {
                let place = self.name(shown);
                self.answer.unclear(
                    format!(
                        "other words, which cannot be set in this paragraph: {}",
                        fold(&wanted)
                    ),
                    place,
                );
            }
        }
    }

    fn prover(&self) -> Prover<'_> {
        Prover {
            text: self.text,
            base: self.base,
            fresh: &self.fresh,
        }
    }

    fn replace(&mut self, shown: &Shown, wanted: String) {
        self.answer
            .asks
            .push(Ask::of(ProposalKind::Replace, shown.index, wanted));
    }
}

/// A row that has other cells than most: `row 3 has 2 cells where others have 4: “a | b”`.
fn uneven(rows: &[Vec<Line>]) -> Option<String> {
    let most = rows.iter().map(Vec::len).max()?;
    let (n, row) = rows.iter().enumerate().find(|(_, row)| row.len() != most)?;
    let words: Vec<String> = row.iter().map(|cell| fold(&cell.wanted())).collect();
    let cells = if row.len() == 1 { "cell" } else { "cells" };
    Some(format!(
        "row {} has {} {cells} where others have {most}: “{}”",
        n + 1,
        row.len(),
        words.join(" | ")
    ))
}

fn comments_of(part: &Part) -> Vec<usize> {
    match part {
        Part::Line(line) => line.comments.clone(),
        Part::Table(rows, _) => {
            let cells = rows.iter().flatten();
            cells.flat_map(|cell| cell.comments.clone()).collect()
        }
    }
}

#[cfg(test)]
#[path = "compare_tests.rs"]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests;
