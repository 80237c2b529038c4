//! An incoming Word file beside the text that it answers: one change a paragraph, each proved by reading it back.

use super::super::export::{Manner, Naming, paper};
use super::asked::{Answer, Ask};
use super::base::{Base, Shown};
use super::comments::comments;
use super::lines::{Fate, Line, Part, Span, Whose, authors, line, parts};
use super::markdown::{headed, markdown};
use super::pairs::{Side, pairs};
use super::prove::Prover;
use super::script::script;
use super::table;
use crate::office::{self, Role};
use crate::record::{ProposalKind, Where};
use crate::text::{Digests, Document, Label, Parties, fold};

/// A text that was answered, and how it was printed for it.
#[derive(Debug, Clone, Copy)]
pub struct Answered<'d> {
    /// The text.
    pub document: &'d Document,
    /// Who may own an alternative.
    pub parties: &'d Parties,
    /// Whether it was shown whose words are whose.
    pub naming: Naming,
    /// Whether the file was made with changes marked in it.
    pub marked: bool,
    /// The ordinals of the paragraphs that alone stood in the file; none where all did.
    pub only: Option<&'d [usize]>,
}

/// What a Word file asks for of a text: the changes and comments of these authors.
pub fn answer(text: Answered<'_>, reading: &office::Reading, mine: &[String]) -> Answer {
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
    let mut work = Work {
        text,
        base: &base,
        notes: notes(&base, file, &whose),
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
    // What stands on which paragraph: for the comments.
    let mut commented: Vec<(usize, Vec<usize>)> = Vec::new();
    work.asks(&sides, &of, &mut commented);
    work.footnotes(file, &mut commented);
    let mut answer = work.answer;
    answer.asks.sort_by_key(|ask| ask.index);
    comments(&mut answer, &base, file, (mine, &commented));
    answer
}

/// Everybody who tracked a change in a file or wrote a comment in it.
pub fn authors_of(file: &office::Paper) -> Vec<String> {
    authors(file).into_iter().collect()
}

/// Which note of the draft each note of the file is.
fn notes(base: &Base<'_>, file: &office::Paper, whose: &Whose) -> Vec<Option<usize>> {
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

struct Work<'a> {
    text: Answered<'a>,
    base: &'a Base<'a>,
    notes: Vec<Option<usize>>,
    answer: Answer,
    whose: Whose,
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
        for (n, note) in reading.paper.notes.iter().enumerate() {
            if self.notes.get(n).copied().flatten().is_none() {
                let lines = note.paragraphs.iter();
                let lines: Vec<String> = lines
                    .map(|one| line(one, &self.whose, &[]).wanted())
                    .collect();
                self.answer.unclear(
                    format!("a new footnote: {}", fold(&lines.join(" "))),
                    "at the foot of the file",
                );
            }
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
        sides: &[Side<'_>],
        of: &[Option<usize>],
        commented: &mut Vec<(usize, Vec<usize>)>,
    ) {
        let moved = moved(of);
        let mut seen = vec![false; self.base.shown.len()];
        let mut last: Option<usize> = None;
        for (n, side) in sides.iter().enumerate() {
            let place = of.get(n).copied().flatten();
            let Some(shown) = place.and_then(|place| self.base.shown.get(place)) else {
                let anchor = last.or_else(|| self.base.shown.first().map(|one| one.index));
                let side_of = if last.is_some() {
                    Where::After
                } else {
                    Where::Before
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
        for (shown, seen) in self.base.shown.iter().zip(seen) {
            if !seen && !shown.text().trim().is_empty() {
                self.answer
                    .asks
                    .push(Ask::of(ProposalKind::Delete, shown.index, ""));
            }
        }
    }

    /// A paragraph of the file that is none of the text's.
    fn addition(&mut self, side: &Side<'_>, anchor: usize, place: Where) {
        let wanted = match side.part {
            Part::Line(line) => self.whole(line),
            Part::Table(rows) => table::whole(rows, self.text.parties, &self.base.marks),
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
            Part::Table(rows) => {
                let before = self.text.document.body(shown.index);
                match table::wanted(&self.prover().sheet(), rows, shown, before) {
                    Some(wanted) if fold(&wanted) != fold(before) => self.replace(shown, wanted),
                    Some(_) => {}
                    None => {
                        let place = self.name(shown);
                        self.answer.unclear(
                            "the table has other columns than it had; what is wanted is not known",
                            place,
                        );
                    }
                }
            }
        }
    }

    fn name(&self, shown: &Shown) -> String {
        self.text.document.name(shown.index).to_owned()
    }

    fn reworded(&mut self, line: &Line, shown: &Shown) {
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
        }
    }

    fn replace(&mut self, shown: &Shown, wanted: String) {
        self.answer
            .asks
            .push(Ask::of(ProposalKind::Replace, shown.index, wanted));
    }

    /// What is changed in the footnotes.
    fn footnotes(&mut self, file: &office::Paper, commented: &mut Vec<(usize, Vec<usize>)>) {
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
                            .push(Ask::of(ProposalKind::Delete, shown.index, ""))
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

fn comments_of(part: &Part) -> Vec<usize> {
    match part {
        Part::Line(line) => line.comments.clone(),
        Part::Table(rows) => {
            let cells = rows.iter().flatten();
            cells.flat_map(|cell| cell.comments.clone()).collect()
        }
    }
}

/// Which parts stand outside the longest row of paragraphs in their old order.
fn moved(of: &[Option<usize>]) -> Vec<bool> {
    // The best row that ends at each, by its length, and the one before it.
    let placed: Vec<(usize, usize)> = of
        .iter()
        .enumerate()
        .filter_map(|(n, place)| Some((n, (*place)?)))
        .collect();
    let mut tails: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; placed.len()];
    let place = |at: usize| placed.get(at).map_or(0, |(_, place)| *place);
    for at in 0..placed.len() {
        let row = tails.partition_point(|tail| place(*tail) < place(at));
        if let Some(slot) = before.get_mut(at) {
            *slot = row.checked_sub(1).and_then(|row| tails.get(row).copied());
        }
        match tails.get_mut(row) {
            Some(tail) => *tail = at,
            None => tails.push(at),
        }
    }
    let mut out = vec![false; of.len()];
    for (n, _) in &placed {
        if let Some(slot) = out.get_mut(*n) {
            *slot = true;
        }
    }
    let mut at = tails.last().copied();
    while let Some(here) = at {
        if let Some(slot) = placed.get(here).and_then(|(n, _)| out.get_mut(*n)) {
            *slot = false;
        }
        at = before.get(here).copied().flatten();
    }
    out
}

/// The words of a line without its number, and the number where it is another than was printed.
fn without_label(line: &Line, shown: &Shown) -> (Vec<Span>, Option<String>) {
    let Some(label) = &shown.label else {
        return (line.spans.clone(), None);
    };
    let off = |text: &str| -> Option<usize> {
        let lead = text.len() - text.trim_start().len();
        let rest = text.get(lead..)?.strip_prefix(label.as_str())?;
        let space = rest.len() - rest.trim_start().len();
        Some(lead + label.len() + space)
    };
    let stood = line.stood();
    let wanted = line.wanted();
    let typed = |text: &str| -> Option<(usize, String)> {
        let lead = text.len() - text.trim_start().len();
        let (found, length) = Label::read(text.get(lead..)?)?;
        let rest = text.get(lead + length..)?;
        let space = rest.len() - rest.trim_start().len();
        Some((lead + length + space, found.to_string()))
    };
    // A number that was typed over stands in both.
    let of_stood = off(&stood).or_else(|| typed(&stood).map(|(length, _)| length));
    let of_stood = of_stood.unwrap_or(0);
    let (of_wanted, other) = match off(&wanted) {
        Some(length) => (length, None),
        None => match typed(&wanted) {
            Some((length, other)) if line.label.is_none() => (length, Some(other)),
            _ => (0, None),
        },
    };
    // Of the old words and of the new as many go at the head.
    let (mut old, mut new) = (of_stood, of_wanted);
    let mut out = Vec::new();
    for span in &line.spans {
        let (takes_old, takes_new) = match span.fate {
            Fate::Kept => (true, true),
            Fate::In => (false, true),
            Fate::Out => (true, false),
        };
        let cut = match (takes_old, takes_new) {
            (true, true) => old.min(new),
            (true, false) => old,
            _ => new,
        };
        let cut = cut.min(span.text.len());
        if takes_old {
            old = old.saturating_sub(span.text.len());
        }
        if takes_new {
            new = new.saturating_sub(span.text.len());
        }
        let Some(text) = span.text.get(cut..).filter(|text| !text.is_empty()) else {
            continue;
        };
        out.push(Span {
            text: text.to_owned(),
            ..span.clone()
        });
    }
    (out, other)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::super::asked::Stand;
    use super::*;
    use crate::office::{Block, Change, Comment, Mark, Paragraph, Reading, Run};
    use crate::record::Verb;

    const TEXT: &str = "---\ntitle: T\n---\n1. States *should* mark all [weapons].\n\n2. Each State \"reports\" yearly.\n\n3. Marking is done at the time of manufacture.\n\n4. The Chair convenes a meeting.\n\n| A | B |\n| --- | --- |\n| one | *two* |\n| three | four |\n";

    fn answered(mine: &[&str], change: impl FnOnce(&mut office::Paper)) -> (Document, Answer) {
        let document = Document::parse(TEXT);
        let mut file = paper(&document, &Manner::default());
        // In a file the number is typed.
        for block in &mut file.blocks {
            if let Block::Paragraph(one) = block
                && let Some(label) = one.label.take()
            {
                one.runs.insert(0, run(&format!("{label}\t")));
            }
        }
        change(&mut file);
        let reading = Reading {
            paper: file,
            ..Reading::default()
        };
        let text = Answered {
            document: &document,
            parties: &Parties::Guessed,
            naming: Naming::Shown,
            marked: false,
            only: None,
        };
        let mine: Vec<String> = mine.iter().map(|name| (*name).to_owned()).collect();
        let answer = answer(text, &reading, &mine);
        (document, answer)
    }

    fn run(text: &str) -> Run {
        Run {
            text: text.to_owned(),
            ..Run::default()
        }
    }

    fn marked(text: &str, change: Change, author: &str) -> Run {
        Run {
            marks: vec![mark(change, author)],
            ..run(text)
        }
    }

    fn mark(change: Change, author: &str) -> Mark {
        Mark {
            change,
            author: author.to_owned(),
            time: None,
        }
    }

    fn paragraph(file: &mut office::Paper, at: usize) -> &mut Paragraph {
        match &mut file.blocks[at] {
            Block::Paragraph(one) => one,
            Block::Table(_) => unreachable!("a table"),
        }
    }

    fn told(answer: &Answer) -> Vec<(ProposalKind, usize, &str)> {
        let asks = answer.asks.iter();
        asks.map(|ask| (ask.kind, ask.index, ask.wanted.as_str()))
            .collect()
    }

    #[test]
    fn a_paragraph_that_stands_elsewhere_is_moved_tracked_or_not() {
        let (_, clean) = answered(&[], |file| file.blocks.swap(2, 4));
        let moves: Vec<ProposalKind> = clean.asks.iter().map(|ask| ask.kind).collect();
        assert_eq!(moves, [ProposalKind::Move, ProposalKind::Move]);
        let (_, tracked) = answered(&["N"], |file| {
            let one = paragraph(file, 1);
            let mut copy = one.clone();
            let name = "move1".to_owned();
            for run in &mut one.runs {
                run.marks = vec![mark(Change::MovedFrom(name.clone()), "N")];
            }
            one.end = vec![mark(Change::MovedFrom(name.clone()), "N")];
            copy.anchor = None;
            for run in &mut copy.runs {
                run.marks = vec![mark(Change::MovedTo(name.clone()), "N")];
            }
            copy.end = vec![mark(Change::MovedTo(name.clone()), "N")];
            file.blocks.insert(4, Block::Paragraph(copy));
        });
        assert_eq!(told(&tracked), [(ProposalKind::Move, 1, "")]);
        assert_eq!(tracked.asks[0].beside, Some(3));
    }

    #[test]
    fn cells_and_rows_of_a_table_are_changed_and_the_rest_of_it_stays() {
        let (_, answer) = answered(&[], |file| {
            let Block::Table(table) = &mut file.blocks[5] else {
                unreachable!("no table");
            };
            table.rows[1][0][0].runs = vec![run("five")];
            let mut row = table.rows[2].clone();
            for cell in &mut row {
                cell[0].anchor = None;
                cell[0].runs = vec![run("new|")];
            }
            table.rows.push(row);
        });
        assert_eq!(
            told(&answer),
            [(
                ProposalKind::Replace,
                5,
                "| A | B |\n| --- | --- |\n| five | *two* |\n| three | four |\n| new\\| | new\\| |"
            )]
        );
        let (_, answer) = answered(&[], |file| {
            let Block::Table(table) = &mut file.blocks[5] else {
                unreachable!("no table");
            };
            table.rows.remove(1);
        });
        assert_eq!(
            told(&answer),
            [(
                ProposalKind::Replace,
                5,
                "| A | B |\n| --- | --- |\n| three | four |"
            )]
        );
    }

    #[test]
    fn comments_are_reasons_and_stances_and_others_words_are_not_taken() {
        let (_, answer) = answered(&["Jane"], |file| {
            let comment = |author: &str, text: &str| Comment {
                author: author.to_owned(),
                time: None,
                text: text.to_owned(),
            };
            file.comments = vec![
                comment("Jane", "too weak"),
                comment("Jane", "Oppose: no mandate"),
                comment("Kenya", "Support"),
                comment("Jane", "hm"),
            ];
            let one = paragraph(file, 2);
            one.runs.push(marked(" Always.", Change::Inserted, "Jane"));
            one.runs.push(marked(" Never.", Change::Inserted, "Kenya"));
            one.runs[1].comments = vec![0];
            paragraph(file, 3).runs[1].comments = vec![1, 2];
            paragraph(file, 4).runs[1].comments = vec![3];
        });
        assert_eq!(
            told(&answer),
            [(
                ProposalKind::Replace,
                2,
                "Each State \"reports\" yearly. Always."
            )]
        );
        assert_eq!(answer.asks[0].rationale.as_deref(), Some("too weak"));
        assert_eq!(
            answer.stands,
            [Stand {
                index: 3,
                verb: Verb::Oppose,
                reason: Some("no mandate".to_owned())
            }]
        );
        let unclear: Vec<&str> = answer.unclear.iter().map(|one| one.what.as_str()).collect();
        assert_eq!(
            unclear,
            [
                "a comment by Kenya, not taken: Support",
                "a comment that asks for nothing: hm"
            ]
        );
    }

    #[test]
    fn a_split_is_a_shorter_paragraph_and_a_new_one_and_marks_go_with_their_last_words() {
        let (_, answer) = answered(&[], |file| {
            let mut rest = paragraph(file, 3).clone();
            rest.anchor = None;
            rest.runs = vec![run("At the time of manufacture.")];
            paragraph(file, 3).runs = vec![run("3.\tMarking is done.")];
            file.blocks.insert(4, Block::Paragraph(rest));
            let first = paragraph(file, 1);
            first.runs.retain(|run| !run.look.italic);
        });
        assert_eq!(
            told(&answer),
            [
                (ProposalKind::Replace, 1, "States  mark all [weapons]."),
                (ProposalKind::Replace, 3, "Marking is done."),
                (ProposalKind::Add, 3, "At the time of manufacture."),
            ]
        );
    }

    #[test]
    fn another_number_or_other_quotation_marks_are_no_amendment_and_are_said() {
        let (_, answer) = answered(&[], |file| {
            paragraph(file, 1).runs[0] = run("7.\t");
            paragraph(file, 2).runs = vec![run("2.\tEach State “reports” yearly.")];
        });
        assert_eq!(told(&answer), []);
        assert_eq!(answer.unclear.len(), 1, "{:?}", answer.unclear);
        assert_eq!(answer.passed.len(), 1);
    }

    #[test]
    fn a_file_that_lost_its_bookmarks_is_compared_by_its_words() {
        let (_, answer) = answered(&[], |file| {
            for block in &mut file.blocks {
                match block {
                    Block::Paragraph(one) => one.anchor = None,
                    Block::Table(table) => {
                        let cells = table.rows.iter_mut().flatten().flatten();
                        cells.for_each(|one| one.anchor = None);
                    }
                }
            }
            paragraph(file, 3).runs = vec![run("3.\tMarking is done at the time of import.")];
            file.blocks.remove(4);
        });
        assert_eq!(
            told(&answer),
            [
                (
                    ProposalKind::Replace,
                    3,
                    "Marking is done at the time of import."
                ),
                (ProposalKind::Delete, 4, ""),
            ]
        );
    }
}
