//! A document against an earlier one of its versions: what changed as tracked changes, whose authors are who made them.

use std::collections::BTreeMap;
use std::ops::Range;

use super::masthead::{language_of, masthead};
use super::order::{Item, items};
use super::paper::{Manner, Notes, Sheet};
use super::seams::{apart, apart_in_note};
use crate::diff::{Op, Wording, align, reword};
use crate::office::{Block, Change, Footnote, Mark, Paper, Paragraph, Role, Run, Table};
use crate::text::{Document, Kind};

/// Who changed something, and when.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Hand {
    /// A name for people.
    pub author: String,
    /// In RFC 3339.
    pub time: Option<String>,
}

/// Who changed the paragraphs of two versions.
#[derive(Debug, Clone, Default)]
pub struct Hands {
    /// Where nothing else is known.
    pub usual: Hand,
    /// Who took out or rewrote paragraphs of the old text, by their ordinals.
    pub struck: BTreeMap<usize, Hand>,
    /// Who wrote paragraphs of the new text, by their ordinals.
    pub wrote: BTreeMap<usize, Hand>,
    /// What the owners of alternatives are called, where not as in the text.
    pub names: BTreeMap<String, String>,
    /// Whether words in a party's own alternative are that party's.
    pub parties_are_authors: bool,
}

impl Hands {
    fn struck(&self, old: usize) -> &Hand {
        self.struck.get(&old).unwrap_or(&self.usual)
    }

    fn wrote(&self, new: usize) -> &Hand {
        self.wrote.get(&new).unwrap_or(&self.usual)
    }

    /// Who put in words of a new paragraph.
    fn of(&self, owners: &[String], hand: &Hand) -> Hand {
        if !self.parties_are_authors || owners.is_empty() {
            return hand.clone();
        }
        let called = |code: &String| self.names.get(code).unwrap_or(code).clone();
        Hand {
            author: owners.iter().map(called).collect::<Vec<_>>().join(", "),
            time: hand.time.clone(),
        }
    }
}

fn mark(change: Change, hand: &Hand) -> Mark {
    Mark {
        change,
        author: hand.author.clone(),
        time: hand.time.clone(),
    }
}

/// The Word file of a document with what changed since an earlier version: all accepted it is the new text, all rejected the old.
///
/// What moved is a move where it is one paragraph; a paragraph that became several, or several that became one, have their ends put in or
/// struck. Title block and page heads are the new text's. [`Paragraph::anchor`] is an ordinal of the new text; what is only struck has none.
pub fn redline(old: &Document, new: &Document, hands: &Hands, manner: &Manner) -> Paper {
    let (old_notes, new_notes) = (Notes::of(old), Notes::of(new));
    let side = |document, notes| Sheet {
        document,
        naming: manner.naming,
        notes,
    };
    let mut loom = Loom {
        old: side(old, &old_notes),
        new: side(new, &new_notes),
        called: (
            vec![false; old_notes.count()],
            vec![false; new_notes.count()],
        ),
        hands,
        notes: Vec::new(),
        blocks: Vec::new(),
        parts: BTreeMap::new(),
    };
    // The first call of a note is told by the order of each text, not by the order of writing.
    loom.read();
    let stands = |notes: &Notes, document: &Document| -> Vec<usize> {
        let all = 0..document.paragraphs().len();
        all.filter(|index| !notes.holds(*index)).collect()
    };
    let alignment = align(old, new);
    let order = items(
        &alignment,
        &stands(&old_notes, old),
        &stands(&new_notes, new),
    );
    for item in order {
        loom.item(&item);
    }
    apart(&mut loom.blocks);
    let language = language_of(new);
    Paper {
        masthead: masthead(new, &language, manner.day),
        language,
        origin: manner.origin.clone(),
        blocks: loom.blocks,
        notes: loom.notes,
        comments: Vec::new(),
    }
}

/// Words with their owners: of a paragraph, or of a table's cells.
#[derive(Debug, Clone, Default)]
struct Part {
    label: Option<String>,
    role: Role,
    /// One list for a paragraph; those of the cells, row by row, for a table.
    runs: Vec<Vec<(Run, Vec<String>)>>,
    /// How many cells each row of a table has.
    rows: Option<Vec<usize>>,
}

/// Which of the two texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    Old,
    New,
}

/// What becomes of words that stand in both texts, or in one.
#[derive(Debug, Clone)]
enum Fate {
    /// They stay where they are.
    Stays,
    /// They were brought here, from the place of the same name.
    Brought(String),
}

/// The end of a paragraph among others, in the text that is compared.
const END: char = '\u{e000}';
/// A call of a note: this character and the note's number, counted over both texts.
const NOTE: u32 = 0xf_0000;

/// Some words in a row, and where in them which run stands.
#[derive(Debug, Default)]
struct Thread {
    text: String,
    bits: Vec<(Range<usize>, Bit)>,
}

#[derive(Debug, Clone)]
enum Bit {
    Words(Run, Vec<String>),
    /// The number of a note in its own text.
    Note(usize),
    /// The end of a paragraph: its ordinal and its role.
    End(usize, Role),
}

impl Thread {
    fn push(&mut self, text: &str, bit: Bit) {
        let start = self.text.len();
        self.text.push_str(text);
        self.bits.push((start..self.text.len(), bit));
    }

    /// What stands in some bytes of the text.
    fn cut(&self, range: &Range<usize>) -> Vec<Bit> {
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

struct Loom<'a> {
    old: Sheet<'a>,
    new: Sheet<'a>,
    called: (Vec<bool>, Vec<bool>),
    hands: &'a Hands,
    notes: Vec<Footnote>,
    blocks: Vec<Block>,
    parts: BTreeMap<(Side, usize), Part>,
}

impl Loom<'_> {
    /// Reads all paragraphs of both texts, each in its order.
    fn read(&mut self) {
        for side in [Side::Old, Side::New] {
            let (sheet, called) = match side {
                Side::Old => (&self.old, &mut self.called.0),
                Side::New => (&self.new, &mut self.called.1),
            };
            let all = sheet.document.paragraphs();
            // The words of notes come behind those of the text.
            let (text, notes): (Vec<usize>, Vec<usize>) =
                (0..all.len()).partition(|index| !sheet.notes.holds(*index));
            for index in text.into_iter().chain(notes) {
                let is_table = all.get(index).is_some_and(|one| one.kind == Kind::Table);
                let (runs, rows) = match is_table {
                    true => {
                        let cells = sheet.owned_cells(index, called);
                        let rows = cells.iter().map(Vec::len).collect();
                        (cells.into_iter().flatten().collect(), Some(rows))
                    }
                    false => (vec![sheet.owned_runs(index, called)], None),
                };
                let part = Part {
                    label: sheet.label(index),
                    role: sheet.role(index),
                    runs,
                    rows,
                };
                self.parts.insert((side, index), part);
            }
        }
    }

    fn part(&self, side: Side, index: usize) -> Part {
        self.parts.get(&(side, index)).cloned().unwrap_or_default()
    }

    fn item(&mut self, item: &Item) {
        match item {
            Item::Kept(olds, news) => self.kept(olds, news),
            Item::Gone(old) => {
                let hand = self.hands.struck(*old).clone();
                self.whole(Side::Old, *old, &hand, &Change::Deleted);
            }
            Item::Came(new) => {
                let hand = self.hands.wrote(*new).clone();
                self.whole(Side::New, *new, &hand, &Change::Inserted);
            }
            // Word moves words, not tables.
            Item::Left(old, new, _)
                if self.part(Side::New, *new).rows.is_some()
                    || self.part(Side::Old, *old).rows.is_some() =>
            {
                self.item(&Item::Gone(*old));
            }
            Item::Arrived(old, new, _)
                if self.part(Side::New, *new).rows.is_some()
                    || self.part(Side::Old, *old).rows.is_some() =>
            {
                self.item(&Item::Came(*new));
            }
            Item::Left(old, _, name) => {
                let hand = self.hands.struck(*old).clone();
                self.whole(Side::Old, *old, &hand, &Change::MovedFrom(name.clone()));
            }
            Item::Arrived(old, new, name) => {
                let hand = self.hands.wrote(*new).clone();
                let (before, after) = (self.part(Side::Old, *old), self.part(Side::New, *new));
                let threads = (
                    self.thread(Side::Old, &[(*old, &before)], Labels::Typed),
                    self.thread(Side::New, &[(*new, &after)], Labels::Typed),
                );
                let fate = Fate::Brought(name.clone());
                let mut woven = self.weave(&threads, &hand, &fate);
                if let Some(last) = woven.last_mut() {
                    last.role = after.role;
                    last.anchor = Some(*new);
                    // The end goes with the words before it: of a move whose end is another change than they, LibreOffice keeps the end.
                    last.end = match last.runs.last() {
                        Some(run) if !run.marks.is_empty() => run.marks.clone(),
                        _ => vec![mark(Change::MovedTo(name.clone()), &hand)],
                    };
                }
                self.blocks.extend(woven.into_iter().map(Block::Paragraph));
            }
        }
    }

    /// A paragraph or table that went or came as a whole.
    fn whole(&mut self, side: Side, index: usize, hand: &Hand, change: &Change) {
        let part = self.part(side, index);
        let owner = match change {
            Change::Inserted => part_owner(&part),
            _ => None,
        };
        let hand = owner.map_or(hand.clone(), |owners| self.hands.of(&owners, hand));
        let anchor = (side == Side::New).then_some(index);
        let end = vec![mark(change.clone(), &hand)];
        let mut written: Vec<Vec<Run>> = Vec::with_capacity(part.runs.len());
        for runs in &part.runs {
            let mut out = Vec::new();
            for (run, owners) in runs {
                let by = match change {
                    Change::Inserted => self.hands.of(owners, &hand),
                    _ => hand.clone(),
                };
                let note = run.note.map(|note| match side {
                    Side::Old => self.note(Some(note), None, &by),
                    Side::New => self.note(None, Some(note), &by),
                });
                out.push(Run {
                    marks: vec![mark(change.clone(), &by)],
                    note,
                    ..run.clone()
                });
            }
            written.push(out);
        }
        let Some(rows) = &part.rows else {
            let mut runs: Vec<Run> = Vec::new();
            if let Some(label) = &part.label {
                runs.push(Run {
                    text: format!("{label}\t"),
                    marks: end.clone(),
                    ..Run::default()
                });
            }
            runs.extend(written.into_iter().flatten());
            self.blocks.push(Block::Paragraph(Paragraph {
                role: part.role,
                label: None,
                anchor,
                runs,
                end,
            }));
            return;
        };
        let mut anchor = anchor;
        let cells = written.into_iter().map(|runs| {
            vec![Paragraph {
                anchor: anchor.take(),
                runs,
                ..Paragraph::default()
            }]
        });
        self.blocks
            .push(Block::Table(in_rows(cells.collect(), rows)));
    }

    /// Paragraphs that became these, where they stand.
    fn kept(&mut self, olds: &[usize], news: &[usize]) {
        let of = |side, all: &[usize]| -> Vec<(usize, Part)> {
            all.iter()
                .map(|&index| (index, self.part(side, index)))
                .collect()
        };
        let (before, after) = (of(Side::Old, olds), of(Side::New, news));
        let hand = news
            .first()
            .map_or(&self.hands.usual, |new| self.hands.wrote(*new))
            .clone();
        if let ([(_, old)], [(new, now)]) = (before.as_slice(), after.as_slice())
            && let (Some(rows), Some(same)) = (&now.rows, &old.rows)
            && rows == same
        {
            let mut anchor = Some(*new);
            let mut cells = Vec::with_capacity(now.runs.len());
            for (was, is) in old.runs.iter().zip(&now.runs) {
                let mut threads = (Thread::default(), Thread::default());
                self.spin(&mut threads.0, Side::Old, was);
                self.spin(&mut threads.1, Side::New, is);
                let mut woven = self.weave(&threads, &hand, &Fate::Stays);
                if let Some(first) = woven.first_mut() {
                    first.anchor = anchor.take();
                }
                cells.push(woven);
            }
            self.blocks.push(Block::Table(in_rows(cells, rows)));
            return;
        }
        if before
            .iter()
            .chain(&after)
            .any(|(_, part)| part.rows.is_some())
        {
            for &old in olds {
                self.item(&Item::Gone(old));
            }
            for &new in news {
                self.item(&Item::Came(new));
            }
            return;
        }
        let same = match (before.as_slice(), after.as_slice()) {
            ([(_, old)], [(_, new)]) => old.label == new.label,
            _ => false,
        };
        let labels = if same { Labels::Apart } else { Labels::Typed };
        let listed = |parts: &[(usize, Part)], side| {
            let parts: Vec<(usize, &Part)> = parts.iter().map(|(n, part)| (*n, part)).collect();
            self.thread(side, &parts, labels)
        };
        let threads = (listed(&before, Side::Old), listed(&after, Side::New));
        let mut woven = self.weave(&threads, &hand, &Fate::Stays);
        if let (Some(last), Some((new, part))) = (woven.last_mut(), after.last()) {
            last.role = part.role;
            last.anchor = Some(*new);
            if same {
                last.label.clone_from(&part.label);
            }
        }
        self.blocks.extend(woven.into_iter().map(Block::Paragraph));
    }

    /// Paragraphs in a row as one text.
    fn thread(&self, side: Side, parts: &[(usize, &Part)], labels: Labels) -> Thread {
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

    fn spin(&self, thread: &mut Thread, side: Side, runs: &[(Run, Vec<String>)]) {
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
    fn weave(&mut self, (old, new): &(Thread, Thread), hand: &Hand, fate: &Fate) -> Vec<Paragraph> {
        let pieces = compared(&old.text, &new.text);
        let mut out: Vec<Paragraph> = vec![Paragraph::default()];
        let (mut at, mut to) = (0, 0);
        for piece in &pieces {
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
            befores.retain(|bit| matches!(bit, Bit::Note(_)));
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
    fn note(&mut self, old: Option<usize>, new: Option<usize>, hand: &Hand) -> usize {
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

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Labels {
    /// Among the words, so that a change of one is a change.
    Typed,
    /// Before the words, unchanged.
    Apart,
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

/// A note's own words call no further notes in Word.
fn without_calls(part: &Part) -> Part {
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
fn part_owner(part: &Part) -> Option<Vec<String>> {
    let mut all = part
        .runs
        .iter()
        .flatten()
        .filter(|(run, _)| !run.text.is_empty());
    let (_, first) = all.next()?;
    (!first.is_empty() && all.all(|(_, owners)| owners == first)).then(|| first.clone())
}

fn in_rows(cells: Vec<Vec<Paragraph>>, rows: &[usize]) -> Table {
    let mut cells = cells.into_iter();
    Table {
        rows: rows
            .iter()
            .map(|count| cells.by_ref().take(*count).collect())
            .collect(),
    }
}

/// The words of two texts, those of each joined being the text exactly.
fn compared(old: &str, new: &str) -> Vec<Wording> {
    if old == new {
        return match old.is_empty() {
            true => Vec::new(),
            false => vec![Wording::new(Op::Equal, old)],
        };
    }
    let pieces = reword(old, new);
    let is = |text: &str, without: Op| {
        let mut rest = text;
        pieces
            .iter()
            .filter(|piece| piece.op != without)
            .all(|piece| {
                rest.strip_prefix(piece.text.as_str()).is_some_and(|tail| {
                    rest = tail;
                    true
                })
            })
            && rest.is_empty()
    };
    if is(old, Op::Insert) && is(new, Op::Delete) {
        return pieces;
    }
    let whole = [Wording::new(Op::Delete, old), Wording::new(Op::Insert, new)];
    whole
        .into_iter()
        .filter(|piece| !piece.text.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::paper::paper;
    use super::*;

    /// The paragraphs of a file with all its changes accepted, or all rejected; notes stand where they are called.
    fn settled(paper: &Paper, accept: bool) -> Vec<String> {
        let stays =
            |mark: &Mark| accept != matches!(mark.change, Change::Deleted | Change::MovedFrom(_));
        let words = |paragraph: &Paragraph| -> String {
            let label = paragraph.label.iter().map(|label| format!("{label}\t"));
            let kept = paragraph
                .runs
                .iter()
                .filter(|run| run.marks.iter().all(stays));
            let shown = kept.map(|run| {
                let note = run.note.and_then(|note| paper.notes.get(note));
                let note = note.map(|note| {
                    let all = note.paragraphs.iter().map(|one| match accept {
                        true => one.accepted(),
                        false => one.rejected(),
                    });
                    format!("«{}»", all.collect::<Vec<_>>().join("|"))
                });
                format!("{}{}", run.text, note.unwrap_or_default())
            });
            label.chain(shown).collect()
        };
        let mut out = Vec::new();
        let mut open = String::new();
        for block in &paper.blocks {
            match block {
                Block::Paragraph(paragraph) => {
                    open.push_str(&words(paragraph));
                    if paragraph.end.iter().all(stays) {
                        out.push(std::mem::take(&mut open));
                    }
                }
                Block::Table(table) => {
                    assert_eq!(open, "", "words run into a table");
                    for row in &table.rows {
                        let mut runs = row.iter().flatten().flat_map(|cell| &cell.runs).peekable();
                        if runs.peek().is_none() || runs.any(|run| run.marks.iter().all(stays)) {
                            out.extend(row.iter().flatten().map(words));
                        }
                    }
                }
            }
        }
        assert_eq!(open, "", "words are left over");
        out
    }

    fn both(old: &str, new: &str) -> Paper {
        let (old, new) = (Document::parse(old), Document::parse(new));
        let manner = Manner::default();
        let written = redline(&old, &new, &Hands::default(), &manner);
        assert_eq!(
            settled(&written, true),
            settled(&paper(&new, &manner), true),
            "accepted"
        );
        assert_eq!(
            settled(&written, false),
            settled(&paper(&old, &manner), true),
            "rejected"
        );
        written
    }

    fn told(paper: &Paper) -> String {
        let shown = |marks: &[Mark]| -> String {
            let each = marks.iter().map(|mark| match mark.change {
                Change::Inserted => '+',
                Change::Deleted => '-',
                Change::MovedFrom(_) => '<',
                Change::MovedTo(_) => '>',
            });
            each.collect()
        };
        let mut out = String::new();
        for block in &paper.blocks {
            let Block::Paragraph(paragraph) = block else {
                out.push_str("table\n");
                continue;
            };
            if let Some(label) = &paragraph.label {
                out.push_str(&format!("{label} "));
            }
            for run in &paragraph.runs {
                let marks = shown(&run.marks);
                let text = run.text.replace('\t', "→");
                match marks.is_empty() {
                    true => out.push_str(&text),
                    false => out.push_str(&format!("{{{marks}{text}}}")),
                }
            }
            out.push_str(&format!("¶{}\n", shown(&paragraph.end)));
        }
        out
    }

    #[test]
    fn words_are_struck_and_put_in_and_all_else_stays() {
        let paper = both(
            "12. States *shall* act now.\n",
            "12. States *should* act now.\n",
        );
        assert_eq!(told(&paper), "12. States {-shall}{+should} act now.¶\n");
    }

    #[test]
    fn a_number_that_changed_is_a_change_of_words() {
        let paper = both("12. States shall act.\n", "13. States shall act.\n");
        assert_eq!(told(&paper), "{-12}{+13}.→States shall act.¶\n");
    }

    #[test]
    fn whole_paragraphs_come_go_and_move_with_their_ends() {
        let old = "Alpha is the first of all words.\n\nBeta follows upon it at once.\n\nGamma closes the whole list here.\n";
        let new = "Beta follows upon it at once.\n\nGamma closes the whole list here.\n\nAlpha is the first of all words.\n";
        assert_eq!(
            told(&both(old, new)),
            "{<Alpha is the first of all words.}¶<\nBeta follows upon it at once.¶\nGamma closes the whole list here.¶\n{>Alpha is the first of all words.}¶>\n"
        );
        assert_eq!(
            told(&both("A one.\n", "A one.\n\n2. Quite another thing.\n")),
            "A one.¶\n{+2.→}{+Quite another thing.}¶+\n"
        );
    }

    #[test]
    fn a_paragraph_that_was_cut_in_two_has_an_end_put_in() {
        let old = "3. States shall report every year on what they did. The Secretariat shall publish the reports it received.\n";
        let new = "3. States shall report every year on what they did.\n\n4. The Secretariat shall publish the reports it received.\n";
        let paper = both(old, new);
        assert!(told(&paper).contains("¶+\n"), "{}", told(&paper));
        both(new, old);
    }

    #[test]
    fn words_of_a_partys_own_alternative_are_that_partys() {
        let (old, new) = (
            Document::parse("8. States shall adopt laws.\n"),
            Document::parse(
                "8. States [shall / EU, NOR: should] adopt laws[USA: , where needed].\n",
            ),
        );
        let hands = Hands {
            usual: Hand {
                author: "Aly".to_owned(),
                time: None,
            },
            names: BTreeMap::from([("NOR".to_owned(), "Norway".to_owned())]),
            parties_are_authors: true,
            ..Hands::default()
        };
        let paper = redline(&old, &new, &hands, &Manner::default());
        let mut authors: Vec<&str> = Vec::new();
        for block in &paper.blocks {
            if let Block::Paragraph(one) = block {
                authors.extend(
                    one.runs
                        .iter()
                        .flat_map(|run| &run.marks)
                        .map(|mark| mark.author.as_str()),
                );
            }
        }
        authors.dedup();
        assert_eq!(authors, ["EU, Norway", "USA"]);
    }

    #[test]
    fn notes_and_tables_change_with_the_text() {
        let old = "See this[^a] and that[^b].\n\n| a | b |\n|---|---|\n| c | d |\n\n[^a]: The first note.\n\n[^b]: The second note.\n";
        let new = "See this[^a] and more[^c].\n\n| a | b |\n|---|---|\n| c | e |\n\n[^a]: The first of notes.\n\n[^c]: The third note.\n";
        both(old, new);
        both(old, "See this and that.\n");
        both("See this and that.\n", new);
        both(
            old,
            "See this[^a] and that[^b].\n\n| a | b | x |\n|---|---|---|\n| c | d | y |\n\n[^a]: The first note.\n\n[^b]: The second note.\n",
        );
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(256))]

        #[test]
        fn accepted_is_the_new_text_and_rejected_the_old(
            start in proptest::collection::vec(0..SENTENCES.len(), 1..9),
            edits in proptest::collection::vec((0..9_u8, 0..9_usize, 0..SENTENCES.len()), 0..7),
        ) {
            let old: Vec<String> = start.iter().map(|&n| SENTENCES[n].to_owned()).collect();
            let mut new = old.clone();
            for (edit, at, other) in edits {
                let at = at % new.len().max(1);
                let given = SENTENCES[other].to_owned();
                match edit {
                    _ if new.is_empty() => new.push(given),
                    0 => { new.remove(at); }
                    1 => new.insert(at, given),
                    2 => { let one = new.remove(at); new.push(one); }
                    3 => { let one = new.remove(at); new.insert(0, one); }
                    4 => new[at] = new[at].replacen(" the ", " [the / EU: each] ", 1),
                    5 => new[at] = new[at].replacen(' ', " quite ", 1),
                    6 if at + 1 < new.len() => {
                        let next = new.remove(at + 1);
                        let bare = next.split_once(' ').map_or(next.clone(), |(_, words)| words.to_owned());
                        new[at] = format!("{} {bare}", new[at]);
                    }
                    7 => {
                        let (one, two) = new[at].split_at(new[at].find(", ").map_or(new[at].len(), |n| n + 2));
                        let (one, two) = (one.trim().to_owned(), two.trim().to_owned());
                        if !two.is_empty() {
                            new[at] = one;
                            new.insert(at + 1, two);
                        }
                    }
                    _ => new[at] = given,
                }
            }
            both(&(old.join("\n\n") + "\n"), &(new.join("\n\n") + "\n"));
        }
    }

    const SENTENCES: [&str; 12] = [
        "*Recalling* the letter of the Chair, and the debate that followed upon it in the afternoon,",
        "1. States shall keep the records of every weapon, and open them to those who may ask.",
        "2. States shall keep the records of every weapon, for ten years at least.",
        "(a) the name of the office, its place and the hours in which it is open;",
        "## II. What the offices of the States are to do",
        "12 bis. [EU: The *Secretariat* shall draw attention to the reports, every year / XRA: –].",
        "各国应当加强 the 国家能力，并保存记录, 至少十年。",
        "تحتفظ الدول the بالسجلات, عشر سنوات على الأقل.",
        "| the head | b |\n|---|---|\n| a cell, and more | c |",
        "```\nverbatim the words, as they stand\n```",
        "> quoted from the letter, as it was sent",
        "As said[^1] in the note, and nowhere else.",
    ];
}
