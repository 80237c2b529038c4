//! Words of two texts woven into one, each with who put it in or struck it; and the notes that they call.

use super::chain::By;
use super::compared::compared;
use super::hand::{Hand, mark, was};
use super::loom::{Fate, Labels, Loom};
use super::paper::Notes;
use super::seams::apart_in_note;
use super::strands::{Bit, END, NOTE, Part, Side, Thread, without_calls};
use crate::diff::Op;
use crate::office::{Change, Footnote, Paragraph, Run};

impl Loom<'_> {
    /// Paragraphs in a row as one text.
    pub(super) fn thread(&self, side: Side, parts: &[(usize, &Part)], labels: Labels) -> Thread {
        let mut thread = Thread::default();
        for (n, (index, part)) in parts.iter().enumerate() {
            if let (Labels::Typed, Some(label)) = (labels, &part.label) {
                let bit = Bit::Words(Run::default(), Vec::new());
                thread.push(&format!("{label}\t"), bit);
            }
            for runs in &part.runs {
                self.spin(&mut thread, side, runs);
            }
            if n + 1 < parts.len() {
                let mut buffer = [0; 4];
                thread.push(END.encode_utf8(&mut buffer), Bit::End(*index, part.role));
            }
        }
        thread
    }

    pub(super) fn spin(&self, thread: &mut Thread, side: Side, runs: &[(Run, Vec<String>)]) {
        for (run, owners) in runs {
            if let Some(note) = run.note {
                let sign = self.sign(side, note);
                let mut buffer = [0; 4];
                thread.push(sign.encode_utf8(&mut buffer), Bit::Note(note));
            }
            if !run.text.is_empty() {
                thread.push(&run.text, Bit::Words(run.clone(), owners.clone()));
            }
        }
    }

    /// The sign of a note: the same in both texts where its mark is.
    fn sign(&self, side: Side, note: usize) -> char {
        let number = match side {
            Side::New => note,
            Side::Old => {
                let mark = self.old.notes.mark(note);
                let same = mark.and_then(|mark| self.new.notes.number(mark));
                same.unwrap_or(self.called.1.len() + note)
            }
        };
        let code = u32::try_from(number)
            .ok()
            .and_then(|number| NOTE.checked_add(number));
        code.and_then(char::from_u32).unwrap_or('\u{fffc}')
    }

    /// What became of a text: the words of both, each with its fate, cut into paragraphs.
    pub(super) fn weave(
        &mut self,
        threads: &(Thread, Thread),
        hand: &Hand,
        fate: &Fate,
    ) -> Vec<Paragraph> {
        let pieces = compared(&threads.0.text, &threads.1.text);
        let pieces = pieces.into_iter().map(|piece| (piece, hand.clone()));
        self.woven(threads, &pieces.collect::<Vec<By>>(), fate)
    }

    /// The same, of one paragraph whose words several hands may have changed.
    pub(super) fn weave_chain(
        &mut self,
        threads: &(Thread, Thread),
        (new, hand): (usize, &Hand),
    ) -> Vec<Paragraph> {
        let chain = self.hands.chains.get(&new);
        let pieces = chain.and_then(|chain| chain.compared(&threads.0.text, &threads.1.text, hand));
        match pieces {
            Some(pieces) => self.woven(threads, &pieces, &Fate::Stays),
            None => self.weave(threads, hand, &Fate::Stays),
        }
    }

    fn woven(
        &mut self,
        (old, new): &(Thread, Thread),
        pieces: &[By],
        fate: &Fate,
    ) -> Vec<Paragraph> {
        let mut out: Vec<Paragraph> = vec![Paragraph::default()];
        let (mut at, mut to) = (0, 0);
        for (piece, hand) in pieces {
            let length = piece.text.len();
            let bits = match piece.op {
                // They are struck where the paragraph stood. LibreOffice would keep words that are brought and struck.
                Op::Delete if matches!(fate, Fate::Brought(_)) => Vec::new(),
                Op::Delete => old.cut(&(at..at + length)),
                Op::Equal | Op::Insert => new.cut(&(to..to + length)),
            };
            let mut befores = match piece.op {
                Op::Equal => old.cut(&(at..at + length)),
                _ => Vec::new(),
            };
            befores.retain(|bit| matches!(bit, Bit::Note(_) | Bit::End(..)));
            let mut befores = befores.into_iter();
            let owners = match piece.op {
                Op::Insert => owners_of(&bits),
                _ => vec![Vec::new(); bits.len()],
            };
            for (bit, owners) in bits.into_iter().zip(owners) {
                let by = self.hands.of(&owners, hand);
                let marks = match (piece.op, fate) {
                    (Op::Equal, Fate::Stays) => Vec::new(),
                    (Op::Equal, Fate::Brought(name)) => {
                        vec![mark(Change::MovedTo(name.clone()), &by)]
                    }
                    (Op::Insert, _) => vec![mark(Change::Inserted, &by)],
                    (Op::Delete, _) => vec![mark(Change::Deleted, &by)],
                };
                let note = match (&bit, piece.op) {
                    (Bit::Note(note), Op::Delete) => Some(self.note(Some(*note), None, &by)),
                    (Bit::Note(note), Op::Insert) => Some(self.note(None, Some(*note), &by)),
                    (Bit::Note(note), Op::Equal) => {
                        let before = befores.next().and_then(|bit| match bit {
                            Bit::Note(note) => Some(note),
                            _ => None,
                        });
                        Some(self.note(before, Some(*note), &by))
                    }
                    _ => None,
                };
                let Some(last) = out.last_mut() else {
                    continue;
                };
                match bit {
                    Bit::Words(run, _) => last.runs.push(Run { marks, ..run }),
                    Bit::Note(_) => last.runs.push(Run {
                        marks,
                        note,
                        ..Run::default()
                    }),
                    Bit::End(index, role) => {
                        last.role = role;
                        // An end that both texts have is that of another paragraph in each.
                        last.was = match (piece.op, befores.next()) {
                            (Op::Equal, Some(Bit::End(_, old))) => was(old, role, &by),
                            _ => None,
                        };
                        last.end = marks;
                        last.anchor = (piece.op != Op::Delete).then_some(index);
                        out.push(Paragraph::default());
                    }
                }
            }
            if piece.op != Op::Insert {
                at += length;
            }
            if piece.op != Op::Delete {
                to += length;
            }
        }
        out
    }

    /// Writes a note: of the old text, of the new one, or what became of it.
    pub(super) fn note(&mut self, old: Option<usize>, new: Option<usize>, hand: &Hand) -> usize {
        let place = self.notes.len();
        let mark = match new {
            Some(new) => self.new.notes.mark(new),
            None => old.and_then(|old| self.old.notes.mark(old)),
        };
        let own = |notes: &Notes, number: Option<usize>| -> Vec<usize> {
            number.map_or(Vec::new(), |number| notes.paragraphs(number).to_vec())
        };
        let (olds, news) = (own(self.old.notes, old), own(self.new.notes, new));
        self.notes.push(Footnote {
            mark: mark.unwrap_or_default().to_owned(),
            anchor: news.first().copied(),
            paragraphs: Vec::new(),
        });
        let listed = |side, all: &[usize]| -> Vec<(usize, Part)> {
            all.iter()
                .map(|&index| (index, self.part(side, index)))
                .collect()
        };
        let (before, after) = (listed(Side::Old, &olds), listed(Side::New, &news));
        // A note that went or came goes or comes with its call.
        let (before, after) = match (old, new) {
            (Some(_), Some(_)) => (before, after),
            (Some(_), None) => (before.clone(), before),
            _ => (after.clone(), after),
        };
        let sides = match (old, new) {
            (Some(_), None) => (Side::Old, Side::Old),
            (None, _) => (Side::New, Side::New),
            _ => (Side::Old, Side::New),
        };
        let flat = |parts: &[(usize, Part)], side| {
            let plain: Vec<(usize, Part)> = parts
                .iter()
                .map(|(n, part)| (*n, without_calls(part)))
                .collect();
            let parts: Vec<(usize, &Part)> = plain.iter().map(|(n, part)| (*n, part)).collect();
            self.thread(side, &parts, Labels::Apart)
        };
        let threads = (flat(&before, sides.0), flat(&after, sides.1));
        let mut paragraphs = self.weave(&threads, hand, &Fate::Stays);
        if let Some(last) = paragraphs.last_mut() {
            last.anchor = news.last().copied();
        }
        if new.is_none() {
            paragraphs.iter_mut().for_each(|one| one.anchor = None);
        }
        apart_in_note(&mut paragraphs);
        if let Some(note) = self.notes.get_mut(place) {
            note.paragraphs = paragraphs;
        }
        place
    }
}

/// Whose some words that were put in are; a space between is that of the words behind it.
fn owners_of(bits: &[Bit]) -> Vec<Vec<String>> {
    let mut next: Vec<String> = Vec::new();
    let mut out: Vec<Vec<String>> = Vec::with_capacity(bits.len());
    for bit in bits.iter().rev() {
        if let Bit::Words(run, owners) = bit
            && !run.text.trim().is_empty()
        {
            next.clone_from(owners);
        }
        out.push(next.clone());
    }
    out.reverse();
    out
}
