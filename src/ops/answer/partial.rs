//! A file that holds few of a text's paragraphs: some that were copied out of it, or a letter about it.

use super::asked::{Answer, Ask};
use super::comments::comments;
use super::mail::answer_by_mail;
use super::pairs::Side;
use super::work::Work;
use crate::office;
use crate::record::{ProposalKind, Where};
use crate::text::fold;

/// What becomes of the paragraphs that a file does not have and nobody struck in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Absent {
    /// They are to go where the file has most of the text; where it has not, they are told.
    #[default]
    Told,
    /// They are to go, however many they are.
    Gone,
}

/// How much of the text a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// Most paragraphs: one that is absent is to go.
    Whole,
    /// Some paragraphs.
    Some,
    /// More paragraphs of its own than of the text: it speaks of it.
    Letter,
}

/// How much of the text a file holds, by the paragraph that each part of it is.
pub(super) fn extent(
    base: &[super::base::Shown],
    sides: &[Side<'_>],
    of: &[Option<usize>],
) -> Extent {
    let says = |shown: &super::base::Shown| !shown.text().trim().is_empty();
    let all = base.iter().filter(|shown| says(shown)).count();
    let mut held = vec![false; base.len()];
    for place in of.iter().flatten() {
        if let Some(held) = held.get_mut(*place) {
            *held = true;
        }
    }
    let own = base.iter().zip(held);
    let own = own.filter(|(shown, held)| *held && says(shown)).count();
    let others = sides
        .iter()
        .zip(of)
        .filter(|(side, place)| place.is_none() && !fold(&side.wanted).is_empty());
    // So few can all be struck.
    let few = 3;
    match (2 * own < all && all > few, others.count() > own) {
        (false, _) => Extent::Whole,
        (true, false) => Extent::Some,
        (true, true) => Extent::Letter,
    }
}

impl Work<'_> {
    /// What the paragraphs of a letter ask for, read as a mail's lines are.
    pub(super) fn letter(
        &self,
        sides: &[Side<'_>],
        file: &office::Paper,
        mine: &[String],
    ) -> Answer {
        let mut words = String::new();
        let mut tables = 0;
        for side in sides {
            match side.line() {
                Some(line) => {
                    if let Some(label) = line.label.as_deref().filter(|label| *label != "•") {
                        words.push_str(label);
                        words.push(' ');
                    }
                    // A paragraph of a file is never broken into lines.
                    words.push_str(&fold(&side.wanted));
                    words.push_str("\n\n");
                }
                None => tables += 1,
            }
        }
        let mut answer = answer_by_mail(self.text, &words);
        answer
            .unclear
            .splice(0..0, self.answer.unclear.iter().cloned());
        answer.passed.extend(self.answer.passed.iter().cloned());
        if tables > 0 {
            answer.unclear("a table in a letter", "");
        }
        comments(&mut answer, self.base, file, (mine, &[]));
        answer.read.push(
            "it holds hardly a paragraph of the text, and is read as a letter; --whole reads it as the whole text, in which whatever is absent is to go"
                .to_owned(),
        );
        answer
    }

    /// Tells which paragraphs the file does not have.
    pub(super) fn absent(&mut self, seen: &[bool]) {
        let shown = self.base.shown.iter().zip(seen);
        let absent = shown.filter(|(shown, seen)| !**seen && !shown.text().trim().is_empty());
        let names: Vec<String> = absent.map(|(shown, _)| self.name(shown)).collect();
        let some = names
            .get(..names.len().min(8))
            .unwrap_or_default()
            .join(", ");
        let more = match names.len() {
            0 => return,
            1..=8 => String::new(),
            many => format!(" and {} more", many - 8),
        };
        self.answer.read.push(format!(
            "{} of {} paragraphs are not in it, and are not asked to go: {some}{more}; --whole asks for that",
            names.len(),
            seen.len()
        ));
    }

    /// A paragraph that is none of the text's, in a file that holds only some of these: new where it was put in by a tracked change.
    pub(super) fn beside(&mut self, side: &Side<'_>, last: Option<usize>) {
        let is_new = side.stood.trim().is_empty();
        if let (Some(anchor), true) = (last, is_new) {
            self.addition(side, anchor, Where::After);
            return;
        }
        let words = fold(&side.wanted);
        if words.is_empty() {
            return;
        }
        let place = last.map(|index| format!("after {}", self.text.document.name(index)));
        self.answer.unclear(
            format!("a paragraph that is none of the text's, and it is not said where it is to stand: {words}"),
            place.unwrap_or_default(),
        );
    }

    /// The paragraphs that the file does not have are to go.
    pub(super) fn gone(&mut self, seen: &[bool]) {
        for (shown, seen) in self.base.shown.iter().zip(seen) {
            if !seen && !shown.text().trim().is_empty() {
                let ask = Ask::of(ProposalKind::Delete, shown.index, "");
                self.answer.asks.push(ask);
            }
        }
    }
}
