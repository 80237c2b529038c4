//! What changed in the words of a paragraph, as a drafter would mark it by hand.

use std::borrow::Cow;

use super::change::{Change, ChangeKind};
use super::op::{Op, Wording};
use super::phrases::mark_moved;
use super::runs::{Desk, Run, runs};
use crate::text::{Document, Kind, is_ideograph, share_out};

/// What stands between two paragraphs of a change where it is kept in mind where one ends (U+2029).
pub const SEAM: char = '\u{2029}';

/// How several paragraphs are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Joint {
    /// With one space, none between ideographs.
    Space,
    /// With a [`SEAM`]; and the rows of a table and of code stand on lines of their own.
    Seam,
}

/// Changes of so many bytes together are worth a thread.
const LONG: usize = 1 << 15;

/// Marks what changed between two texts, word by word.
pub fn reword(old: &str, new: &str) -> Vec<Wording> {
    to_read(reworded(old, new, &mut Desk::default()))
}

/// The same with the spaces at the edges of each change left in it, for whoever puts the changes into other texts.
pub fn reword_whole(old: &str, new: &str) -> Vec<Wording> {
    reworded(old, new, &mut Desk::default())
}

/// The words as people read them: a space that what is struck and what is added begin or end with stays.
fn to_read(words: Vec<Wording>) -> Vec<Wording> {
    let mut sheet = Sheet(words);
    sheet.keep_notes();
    sheet.keep_points();
    sheet.keep_spaces();
    sheet.0
}

fn reworded(old: &str, new: &str, desk: &mut Desk) -> Vec<Wording> {
    let mut sheet = Sheet::default();
    if old == new {
        sheet.equal(old);
        return sheet.0;
    }
    for run in runs(old, new, desk) {
        match run {
            Run::Same(words) => sheet.equal(words),
            Run::Kept(words) => words
                .iter()
                .for_each(|(before, after)| sheet.keep(before, after)),
            Run::Changed { old, new } => sheet.change(old, new),
        }
    }
    sheet.settle_spaces();
    sheet.0
}

/// The words of a change, its paragraphs joined with one space (none between ideographs), labels off.
pub fn change_words(old: &Document, new: &Document, change: &Change) -> Vec<Wording> {
    let words = |document, indices| joined(document, indices, Joint::Space);
    let (old, new) = (words(old, &change.old), words(new, &change.new));
    to_read(reworded(&old, &new, &mut Desk::default()))
}

/// The words of each of several changes, none for what did not change, with the phrases that moved inside one; long ones
/// are marked on two threads.
pub fn words_of_changes(
    (old, new): (&Document, &Document),
    changes: &[Change],
    joint: Joint,
) -> Vec<Vec<Wording>> {
    let size = |change: &Change| match change.kind {
        ChangeKind::Unchanged => 0,
        _ => length(old, &change.old) + length(new, &change.new),
    };
    let all: usize = changes.iter().map(size).sum();
    let marked = |desk: &mut Desk, some: &[Change]| -> Vec<Vec<Wording>> {
        let each = some.iter().map(|change| match change.kind {
            ChangeKind::Unchanged => Vec::new(),
            _ if joint == Joint::Seam && is_in_rows(old, new, change) => {
                rows_of(old, new, change, desk)
            }
            _ => {
                let (a, b) = (
                    joined(old, &change.old, joint),
                    joined(new, &change.new, joint),
                );
                mark_moved(to_read(reworded(&a, &b, desk)))
            }
        });
        each.collect()
    };
    let words = share_out(changes, (all, LONG), Desk::default, marked);
    words.into_iter().flatten().collect()
}

fn length(document: &Document, indices: &[usize]) -> usize {
    let paragraphs = indices
        .iter()
        .filter_map(|&at| document.paragraphs().get(at));
    paragraphs.map(|paragraph| paragraph.text.len()).sum()
}

/// The words of several paragraphs in a row.
fn joined<'d>(document: &'d Document, indices: &[usize], joint: Joint) -> Cow<'d, str> {
    if let [only] = indices {
        return words_of(document, *only, joint);
    }
    let mut out = String::new();
    for (n, &index) in indices.iter().enumerate() {
        let text = words_of(document, index, joint);
        let tight = || {
            out.chars().next_back().is_some_and(is_ideograph)
                && text.chars().next().is_some_and(is_ideograph)
        };
        match joint {
            Joint::Seam if n > 0 => out.push(SEAM),
            Joint::Space if !out.is_empty() && !text.is_empty() && !tight() => out.push(' '),
            _ => {}
        }
        out.push_str(&text);
    }
    Cow::Owned(out)
}

fn words_of(document: &Document, index: usize, joint: Joint) -> Cow<'_, str> {
    let Some(one) = document.paragraphs().get(index) else {
        return Cow::Borrowed("");
    };
    match joint {
        Joint::Seam if matches!(one.kind, Kind::Table | Kind::Code) => {
            Cow::Owned(document.rows(index).join("\n").replace(SEAM, " "))
        }
        _ => Cow::Borrowed(&one.text),
    }
}

/// Whether both sides of a change are a table, or both a block of code.
fn is_in_rows(old: &Document, new: &Document, change: &Change) -> bool {
    let kind = |document: &Document, at: &usize| document.paragraphs().get(*at).map(|one| one.kind);
    match (change.old.as_slice(), change.new.as_slice()) {
        ([at], [to]) => {
            let kinds = (kind(old, at), kind(new, to));
            kinds.0 == kinds.1 && matches!(kinds.0, Some(Kind::Table | Kind::Code))
        }
        _ => false,
    }
}

/// The words of a table or of code, row by row: rows that stand in both stay, and as many for as many are compared in pairs.
fn rows_of(old: &Document, new: &Document, change: &Change, desk: &mut Desk) -> Vec<Wording> {
    let rows = |document: &Document, indices: &[usize]| -> Vec<String> {
        let only = words_of(document, indices.first().copied().unwrap_or(0), Joint::Seam);
        only.split('\n').map(str::to_owned).collect()
    };
    let (old, new) = (rows(old, &change.old), rows(new, &change.new));
    let mut sheet = Sheet::default();
    let mut begun = (false, false);
    let mut row =
        |sheet: &mut Sheet, gone: Option<&String>, come: Option<&String>, desk: &mut Desk| {
            let ends = (gone.is_some() && begun.0, come.is_some() && begun.1);
            match ends {
                (true, true) => sheet.equal("\n"),
                (true, false) => sheet.add(Op::Delete, "\n"),
                (false, true) => sheet.add(Op::Insert, "\n"),
                (false, false) => {}
            }
            begun = (begun.0 || gone.is_some(), begun.1 || come.is_some());
            match (gone, come) {
                (Some(gone), Some(come)) => {
                    let words = to_read(reworded(gone, come, desk));
                    words.into_iter().for_each(|one| sheet.put(one));
                }
                (Some(gone), None) => sheet.add(Op::Delete, gone),
                (None, Some(come)) => sheet.add(Op::Insert, come),
                (None, None) => {}
            }
        };
    let alike = |a: &str, b: &str| a.split_whitespace().eq(b.split_whitespace());
    for op in similar::capture_diff_slices(similar::Algorithm::Myers, &old, &new) {
        let gone = old.get(op.old_range()).unwrap_or_default();
        let come = new.get(op.new_range()).unwrap_or_default();
        // Where rows differ in nothing but their white space, that is seen by the whole row alone.
        let pairs = gone.iter().zip(come);
        if gone.len() == come.len() && (gone == come || !pairs.clone().any(|(a, b)| alike(a, b))) {
            pairs.for_each(|(a, b)| row(&mut sheet, Some(a), Some(b), desk));
        } else {
            gone.iter()
                .for_each(|one| row(&mut sheet, Some(one), None, desk));
            come.iter()
                .for_each(|one| row(&mut sheet, None, Some(one), desk));
        }
    }
    sheet.0
}

/// The pieces written so far.
#[derive(Default)]
struct Sheet(Vec<Wording>);

impl Sheet {
    fn add(&mut self, op: Op, text: &str) {
        if text.is_empty() {
            return;
        }
        match self.0.last_mut() {
            Some(last) if last.op == op => last.text.push_str(text),
            _ => self.0.push(Wording::new(op, text)),
        }
    }

    /// The same of a piece that was written before.
    fn put(&mut self, piece: Wording) {
        match self.0.last_mut() {
            _ if piece.text.is_empty() => {}
            Some(last) if last.op == piece.op => last.text.push_str(&piece.text),
            _ => self.0.push(piece),
        }
    }

    fn equal(&mut self, text: &str) {
        self.add(Op::Equal, text);
    }

    /// A word that stayed, each with the space before it; the spaces may differ.
    fn keep(&mut self, before: &str, after: &str) {
        let word = after.trim_start();
        if !before.ends_with(word) {
            // A sign without a width stands before it, which is white space to some and none to others.
            return self.change(before, after);
        }
        let (space, new_space) = (lead(before, word), lead(after, word));
        if space == new_space {
            self.equal(after);
        } else {
            // The row that both begin stays begun.
            let same = space
                .chars()
                .zip(new_space.chars())
                .take_while(|(a, b)| a == b);
            let (kept, space) = space.split_at(same.map(|(c, _)| c.len_utf8()).sum());
            self.equal(kept);
            self.add(Op::Delete, space);
            self.add(Op::Insert, new_space.get(kept.len()..).unwrap_or_default());
            self.equal(word);
        }
    }

    /// Words that changed; a space that both begin with stays.
    fn change(&mut self, old: &str, new: &str) {
        let (bare_old, bare_new) = (old.trim_start(), new.trim_start());
        let (space, new_space) = (lead(old, bare_old), lead(new, bare_new));
        if !bare_old.is_empty() && !bare_new.is_empty() && space == new_space {
            self.equal(space);
            self.add(Op::Delete, bare_old);
            self.add(Op::Insert, bare_new);
        } else {
            self.add(Op::Delete, old);
            self.add(Op::Insert, new);
        }
    }

    /// A space that stands in both texts, before a word in one and before the signs at its head in the other, stays:
    /// `{+ [+}[- -]shall` is written ` {+[+}shall`, and `{+, [+}[- -]shall` is written `{+,+} {+[+}shall`.
    fn share_space(&mut self) {
        let pieces = std::mem::take(&mut self.0);
        let mut pieces = pieces.into_iter().peekable();
        while let Some(piece) = pieces.next() {
            let gives = |next: &Wording| {
                piece.op != Op::Equal
                    && next.op != Op::Equal
                    && next.op != piece.op
                    && next.text == " "
            };
            let split = match pieces.peek().is_some_and(gives) {
                true => piece.text.rsplit_once(' '),
                false => None,
            };
            let split = split.filter(|(_, behind)| !behind.contains(char::is_alphanumeric));
            if let Some((before, behind)) = split {
                pieces.next();
                self.add(piece.op, before);
                self.equal(" ");
                self.add(piece.op, behind);
            } else {
                self.put(piece);
            }
        }
    }

    /// Moves the space before words that are only struck or only added behind them, where a word follows:
    /// `a[- b-] c` is written `a [-b -]c`.
    fn settle_spaces(&mut self) {
        self.share_space();
        for at in 1..self.0.len().saturating_sub(1) {
            let Some([before, changed, after]) = self.0.get_mut(at - 1..at + 2) else {
                continue;
            };
            // A stroke and what closes behind it hold to the word before.
            let alone = before.op == Op::Equal && after.op == Op::Equal && changed.op != Op::Equal;
            let bound = changed
                .text
                .trim_start()
                .starts_with(['/', '／', ']', '］']);
            if alone
                && !bound
                && changed.text.starts_with(' ')
                && changed.text != " "
                && after.text.starts_with(' ')
            {
                before.text.push(' ');
                changed.text.remove(0);
                changed.text.push(' ');
                after.text.remove(0);
            }
        }
        self.gather();
    }

    /// The mark of a footnote is struck and added whole: `[^[-1-]{+2+}]` is written `[-[^1]-]{+[^2]+}`.
    fn keep_notes(&mut self) {
        let (mut next, mut any) = (0, false);
        while next < self.0.len() {
            let at = next;
            next += 1;
            let changed = self.0.get(at + 1..).unwrap_or_default();
            let changed = changed.iter().take_while(|piece| piece.op != Op::Equal);
            let end = at + 1 + changed.count();
            let Some([before, changed @ .., after]) = self.0.get_mut(at..=end) else {
                continue;
            };
            let open = open_note(&before.text).filter(|_| before.op == Op::Equal);
            let close = after.text.find(|c: char| c == ']' || c.is_whitespace());
            let close = close.filter(|close| after.text.as_bytes().get(*close) == Some(&b']'));
            let (Some(open), Some(close)) = (open, close) else {
                continue;
            };
            if changed.is_empty() || changed.iter().any(|piece| piece.text.contains(']')) {
                continue;
            }
            let head = before.text.split_off(open);
            let rest = after.text.split_off(close + 1);
            let tail = std::mem::replace(&mut after.text, rest);
            let of = |op: Op| {
                let words = changed.iter().filter(|piece| piece.op == op);
                let words: String = words.map(|piece| piece.text.as_str()).collect();
                Wording::new(op, format!("{head}{words}{tail}"))
            };
            let whole = [of(Op::Delete), of(Op::Insert)];
            self.0.splice(at + 1..end, whole);
            any = true;
        }
        if any {
            self.gather();
        }
    }

    /// The last point of a short form that came for another goes with it: `[-10 a.m-]{+3 p.m+}.` is written `[-10 a.m.-]{+3 p.m.+}`.
    fn keep_points(&mut self) {
        let is_short = |text: &str| {
            let word = text.rsplit(char::is_whitespace).next().unwrap_or_default();
            word.contains('.') && word.ends_with(char::is_alphabetic)
        };
        let mut any = false;
        for at in 0..self.0.len().saturating_sub(2) {
            let Some([struck, added, after]) = self.0.get_mut(at..at + 3) else {
                continue;
            };
            let pair = (struck.op, added.op, after.op) == (Op::Delete, Op::Insert, Op::Equal);
            let both = pair && is_short(&struck.text) && is_short(&added.text);
            if both && after.text.starts_with('.') {
                after.text.remove(0);
                struck.text.push('.');
                added.text.push('.');
                any = true;
            }
        }
        if any {
            self.gather();
        }
    }

    /// A space with which both what is struck and what is added begin, or end, stays: `a[- [b][-]{+ +}c[-]-]` is written `a [-[b][-]c[-]-]`.
    fn keep_spaces(&mut self) {
        let shares = |pair: &[Wording]| match pair {
            [struck, added] => {
                let both = |with: fn(&str) -> bool| with(&struck.text) && with(&added.text);
                struck.op == Op::Delete
                    && added.op == Op::Insert
                    && (both(|text| text.starts_with(' ')) || both(|text| text.ends_with(' ')))
            }
            _ => false,
        };
        if !self.0.windows(2).any(shares) {
            return;
        }
        let pieces = std::mem::take(&mut self.0);
        let mut pieces = pieces.into_iter().peekable();
        while let Some(mut struck) = pieces.next() {
            let added = pieces.next_if(|next| struck.op == Op::Delete && next.op == Op::Insert);
            let Some(mut added) = added else {
                self.put(struck);
                continue;
            };
            let both = |with: fn(&str) -> bool| with(&struck.text) && with(&added.text);
            let before = both(|text| text.starts_with(' '));
            if before {
                struck.text.remove(0);
                added.text.remove(0);
                self.equal(" ");
            }
            let both = |with: fn(&str) -> bool| with(&struck.text) && with(&added.text);
            let behind = both(|text| text.ends_with(' '));
            if behind {
                struck.text.pop();
                added.text.pop();
            }
            self.put(struck);
            self.put(added);
            self.equal(if behind { " " } else { "" });
        }
    }

    /// Between two stretches that stayed stands at most one that is struck, and behind it one that is added.
    fn gather(&mut self) {
        let pieces = std::mem::take(&mut self.0);
        let mut added = String::new();
        for piece in pieces {
            match piece.op {
                Op::Insert if added.is_empty() => added = piece.text,
                Op::Insert => added.push_str(&piece.text),
                Op::Delete => self.put(piece),
                Op::Equal if piece.text.is_empty() => {}
                Op::Equal => {
                    self.put(Wording::new(Op::Insert, std::mem::take(&mut added)));
                    self.put(piece);
                }
            }
        }
        self.add(Op::Insert, &added);
    }
}

/// Where the mark of a footnote begins that a text ends within.
fn open_note(text: &str) -> Option<usize> {
    let open = text.rfind("[^")?;
    let inside = text.get(open..).unwrap_or_default();
    (!inside.contains([' ', ']'])).then_some(open)
}

/// The white space that a word stands behind.
fn lead<'a>(whole: &'a str, word: &str) -> &'a str {
    whole.get(..whole.len() - word.len()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(old: &str, new: &str) -> String {
        let words = reword(old, new);
        let joined = |op: Op| -> String {
            words
                .iter()
                .filter(|one| one.op == Op::Equal || one.op == op)
                .map(|one| one.text.as_str())
                .collect()
        };
        assert_eq!(joined(Op::Delete), old);
        assert_eq!(joined(Op::Insert), new);
        words
            .iter()
            .map(|one| match one.op {
                Op::Equal => one.text.clone(),
                Op::Delete => format!("[-{}-]", one.text),
                Op::Insert => format!("{{+{}+}}", one.text),
            })
            .collect()
    }

    #[test]
    fn an_invisible_sign_before_a_word_that_stayed_is_marked_with_it() {
        assert_eq!(
            marked("States é ", " / \u{feff}é"),
            "[-States-]{+ /+} [-é -]{+\u{feff}é+}"
        );
        marked("a é b", "a \u{feff}é b");
    }

    #[test]
    fn one_word_for_another() {
        assert_eq!(
            marked("States shall take measures", "States should take measures"),
            "States [-shall-]{+should+} take measures"
        );
    }

    #[test]
    fn a_word_goes_with_one_of_its_spaces() {
        assert_eq!(
            marked("take all measures", "take measures"),
            "take [-all -]measures"
        );
        assert_eq!(
            marked("take measures", "take all measures"),
            "take {+all +}measures"
        );
        assert_eq!(
            marked("take measures now.", "take measures."),
            "take measures[- now-]."
        );
        assert_eq!(
            marked("All States shall", "States shall"),
            "[-All -]States shall"
        );
    }

    #[test]
    fn brackets_put_round_words_leave_the_words_alone() {
        assert_eq!(
            marked("States shall take", "States [shall] take"),
            "States {+[+}shall{+]+} take"
        );
        assert_eq!(
            marked("States [shall] take", "States shall take"),
            "States [-[-]shall[-]-] take"
        );
        assert_eq!(
            marked("States shall take", "States [shall / should] take"),
            "States {+[+}shall{+ / should]+} take"
        );
    }

    #[test]
    fn a_phrase_rewritten_is_one_change_and_no_confetti() {
        assert_eq!(
            marked(
                "Parties shall adopt the necessary laws by 2010",
                "Parties should enact the required rules by 2010"
            ),
            "Parties [-shall adopt the necessary laws-]{+should enact the required rules+} by 2010"
        );
    }

    #[test]
    fn changes_that_lie_apart_stay_apart() {
        assert_eq!(
            marked(
                "States shall take all necessary measures by 2010",
                "States should take all necessary measures by 2012"
            ),
            "States [-shall-]{+should+} take all necessary measures by [-2010-]{+2012+}"
        );
    }

    #[test]
    fn ideographs_change_singly() {
        assert_eq!(
            marked("各国应加强合作", "各国须加强合作"),
            "各国[-应-]{+须+}加强合作"
        );
        assert_eq!(
            marked("各国应加强", "各国［应］加强"),
            "各国{+［+}应{+］+}加强"
        );
        assert_eq!(
            marked("各国［应］加强", "各国[应]加强"),
            "各国[-［应］-]{+[应]+}加强"
        );
    }

    #[test]
    fn an_ideograph_left_alone_between_changes_goes_with_them() {
        assert_eq!(
            marked("由检察院公诉部门审查", "由检察院负责捕诉的部门审查"),
            "由检察院[-公诉-]{+负责捕诉的+}部门审查"
        );
        assert_eq!(
            marked("取得的证据和资料", "取得证据和其他资料"),
            "取得[-的-]证据和{+其他+}资料"
        );
        assert_eq!(marked("必要的时候", "必要时"), "必要[-的-]时[-候-]");
    }

    #[test]
    fn words_rewritten_through_and_through_are_struck_and_added_whole() {
        assert_eq!(
            marked(
                "the use of force in the region of the lakes",
                "no party of this treaty may export arms"
            ),
            "[-the use of force in the region of the lakes-]{+no party of this treaty may export arms+}"
        );
    }

    #[test]
    fn an_added_bracket_is_taken_whole() {
        assert_eq!(marked("[a] [b] d", "[a] [c] [b] d"), "[a] {+[c] +}[b] d");
        assert_eq!(marked("x [a][b] d", "x [a][c][b] d"), "x [a]{+[c]+}[b] d");
    }

    #[test]
    fn a_bracket_is_kept_with_its_other_half_or_not_at_all() {
        assert_eq!(
            marked(
                "[Over time, [all] finance",
                "[[Over time,] [climate] finance"
            ),
            "{+[+}[Over time,[- [all]-]{+] [climate]+} finance"
        );
        assert_eq!(
            marked(
                "A Party may adjust its [contribution][commitment] when severely affected",
                "A Party may adjust its efforts when they are [severely] affected"
            ),
            "A Party may adjust its [-[contribution][commitment]-]{+efforts+} when {+they are [+}severely{+]+} affected"
        );
    }

    #[test]
    fn a_little_word_beside_a_phrase_written_anew_goes_with_it() {
        assert_eq!(
            marked(
                "serve this Agreement by facilitating action on technology development and transfer.",
                "serve this Agreement and shall be strengthened in line with its mandate."
            ),
            "serve this Agreement [-by facilitating action on technology development and transfer-]{+and shall be strengthened in line with its mandate+}."
        );
        assert_eq!(
            marked(
                "for no less than twenty years and share them with each other.",
                "for thirty years."
            ),
            "for [-no less than twenty-]{+thirty+} years[- and share them with each other-]."
        );
    }

    #[test]
    fn the_mark_of_a_footnote_is_another_one_whole() {
        assert_eq!(
            marked("They act.[^1] So be it.", "They act.[^2] So be it."),
            "They act.[-[^1]-]{+[^2]+} So be it."
        );
        assert_eq!(
            marked("Parties[^a1] act.[^1]", "Parties[^a1] act."),
            "Parties[^a1] act.[-[^1]-]"
        );
    }

    #[test]
    fn a_short_form_is_another_one_with_its_last_point() {
        assert_eq!(
            marked(
                "They meet at 10 a.m. on Monday.",
                "They meet at 3 p.m. on Monday."
            ),
            "They meet at [-10 a.m.-]{+3 p.m.+} on Monday."
        );
        assert_eq!(marked("at 10.30.", "at 11.45."), "at [-10.30-]{+11.45+}.");
    }

    #[test]
    fn what_is_joined_to_an_ideograph_comes_with_the_word_that_joins_it() {
        assert_eq!(
            marked("刑事判决、裁定的执行", "刑事判决、裁定和决定的执行"),
            "刑事判决、裁定{+和决定+}的执行"
        );
    }

    #[test]
    fn spaces_alone_may_change() {
        assert_eq!(marked("a ,b", "a, b"), "a[- -],{+ +}b");
        assert_eq!(marked("", "a b"), "{+a b+}");
        assert_eq!(marked("a b", ""), "[-a b-]");
        assert_eq!(marked(" a", "a "), "[- -]a{+ +}");
    }

    #[test]
    fn a_space_beside_a_bracket_that_went_or_came_stays() {
        assert_eq!(
            marked("In [furtherance][pursuit] of it", "In pursuit of it"),
            "In [-[furtherance][-]pursuit[-]-] of it"
        );
        assert_eq!(
            marked(
                "in accordance with evolving trends",
                "in accordance with [[relevant][evolving] trends]"
            ),
            "in accordance with {+[[relevant][+}evolving{+]+} trends{+]+}"
        );
    }

    #[test]
    fn a_sentence_added_is_taken_from_stop_to_stop() {
        assert_eq!(
            marked(
                "States shall act. They shall report.",
                "States shall act. They shall meet. They shall report."
            ),
            "States shall act. {+They shall meet. +}They shall report."
        );
    }
}
