//! A document against an earlier one of its versions: what changed as tracked changes, whose authors are who made them.

use std::collections::BTreeMap;

use super::authorship::Hands;
use super::hand::{Hand, mark, was};
use super::loom::{Fate, Labels, Loom};
use super::masthead::{language_of, masthead};
use super::order::{Item, items};
use super::paper::{Manner, Notes, Sheet};
use super::seams::apart;
use super::strands::{Part, Side, Thread, part_owner};
use crate::diff::align;
use crate::office::{Block, Change, Paper, Paragraph, Role, Run, Table};
use crate::text::{Document, Kind};

/// The Word file of a document with what changed since an earlier version: all accepted it is the new text, all rejected the old.
///
/// What moved is a move where it is one paragraph and it is known when; a paragraph that became several, or several that became one, have their ends put in or
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
        masthead: masthead(new, &language, (manner.symbol.as_deref(), manner.day)),
        language,
        origin: manner.origin.clone(),
        blocks: loom.blocks,
        notes: loom.notes,
        comments: Vec::new(),
    }
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

    pub(super) fn part(&self, side: Side, index: usize) -> Part {
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
            Item::Left(old, new, _) if !self.moves(*old, *new) => self.item(&Item::Gone(*old)),
            Item::Arrived(old, new, _) if !self.moves(*old, *new) => self.item(&Item::Came(*new)),
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

    /// Whether what stands elsewhere now can be shown as moved: Word moves words, not tables, and wants to know when it was.
    fn moves(&self, old: usize, new: usize) -> bool {
        let hands = [self.hands.struck(old), self.hands.wrote(new)];
        let parts = [self.part(Side::Old, old), self.part(Side::New, new)];
        hands.iter().all(|hand| hand.time.is_some()) && parts.iter().all(|part| part.rows.is_none())
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
                was: None,
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
        let mut woven = match news {
            [new] if same => self.weave_chain(&threads, (*new, &hand)),
            _ => self.weave(&threads, &hand, &Fate::Stays),
        };
        if let (Some(last), Some((new, part))) = (woven.last_mut(), after.last()) {
            last.role = part.role;
            last.was = before
                .last()
                .and_then(|(_, old)| was(old.role, part.role, &hand));
            last.anchor = Some(*new);
            if same {
                last.label.clone_from(&part.label);
            }
        }
        joined(&mut woven, &hand);
        self.blocks.extend(woven.into_iter().map(Block::Paragraph));
    }
}

/// Gives paragraphs whose end comes or goes the role that they have together when it is not there.
///
/// Of two that become one Word keeps the look of the second, LibreOffice that of the first: so both are told the same.
fn joined(woven: &mut [Paragraph], hand: &Hand) {
    // What the paragraph behind is, and what it was.
    let mut behind: Option<(Role, Role)> = None;
    for one in woven.iter_mut().rev() {
        let own = (one.role, one.was.as_ref().map_or(one.role, |was| was.role));
        let both = match (one.end.first().map(|mark| &mark.change), behind) {
            (Some(Change::Inserted | Change::MovedTo(_)), Some((_, old))) => (own.0, old),
            (Some(Change::Deleted | Change::MovedFrom(_)), Some((new, _))) => (new, own.1),
            _ => own,
        };
        if both != own {
            one.role = both.0;
            one.was = was(both.1, both.0, hand);
        }
        behind = Some(both);
    }
}

fn in_rows(cells: Vec<Vec<Paragraph>>, rows: &[usize]) -> Table {
    let mut cells = cells.into_iter();
    Table {
        rows: rows
            .iter()
            .map(|count| cells.by_ref().take(*count).collect())
            .collect(),
        ..Table::default()
    }
}

#[cfg(test)]
mod tests {
    use super::super::paper::paper;
    use super::*;
    use crate::office::Mark;

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
        let hands = Hands {
            usual: Hand {
                author: "Aly".to_owned(),
                time: Some("2008-07-17T11:42:00-04:00".to_owned()),
                typed: None,
            },
            ..Hands::default()
        };
        let written = redline(&old, &new, &hands, &manner);
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
    fn what_moved_nobody_knows_when_is_struck_and_put_in() {
        let old = Document::parse(
            "Alpha is the first of all words.\n\nBeta follows upon it at once.\n\nGamma closes the whole list here.\n",
        );
        let new = Document::parse(
            "Beta follows upon it at once.\n\nGamma closes the whole list here.\n\nAlpha is the first of all words.\n",
        );
        let paper = redline(&old, &new, &Hands::default(), &Manner::default());
        assert_eq!(
            told(&paper),
            "{-Alpha is the first of all words.}¶-\nBeta follows upon it at once.¶\nGamma closes the whole list here.¶\n{+Alpha is the first of all words.}¶+\n"
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
                typed: None,
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
