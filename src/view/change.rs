//! A change in words: what stayed, what is struck, what is added; and the same for an eye without colours.

use std::borrow::Cow;

use super::line::Line;
use super::role::Role;
use crate::diff::{Op, SEAM, Wording};
use crate::text::is_ideograph;

/// The sign of a place where one paragraph ends and the next begins.
const SEAM_SIGN: &str = "¶";

/// What sets two words apart of which the one came for the other, where neither text has white space there: no white space of a
/// text is this one.
pub const APART: &str = "\u{2009}";

/// What the old and the new paragraphs of a change are called.
pub type Labels<'a> = (&'a [String], &'a [String]);

/// A change in words by role, on one line; no space at the ends of a mark where none is needed there, and none missing
/// between what went and what came for it ([`APART`] where no text has one). Struck, the line is the new text, and without what is added the old one, runs of
/// white space taken for one.
pub fn change(wording: &[Wording]) -> Line {
    one_line(wording, None)
}

/// One side of a change: the old words with what is gone, or the new ones with what came.
pub fn side(wording: &[Wording], kept: Op) -> Line {
    one_line(wording, Some(kept))
}

/// The same in the lines that the text has: a row of a table or of code on each, and each paragraph on its own behind `¶` and
/// what it is called. A seam that is gone does not break the line.
pub fn change_lines(wording: &[Wording], labels: Labels<'_>) -> Vec<Line> {
    lines(wording, labels, None)
}

/// One side of a change in its lines.
pub fn side_lines(wording: &[Wording], kept: Op, labels: Labels<'_>) -> Vec<Line> {
    lines(wording, labels, Some(kept))
}

fn one_line(runs: &[Wording], kept: Option<Op>) -> Line {
    let bytes: usize = runs.iter().map(|run| run.text.len()).sum();
    let mut line = Line::with_room(bytes + runs.len(), 2 * runs.len());
    let mut behind_seam = false;
    each_piece(runs, kept, |role, text| {
        for (n, part) in text.split(SEAM).enumerate() {
            if n > 0 {
                if !line.is_empty() && !line.as_str().ends_with(' ') {
                    line.push(Role::Plain, " ");
                }
                line.push(role, SEAM_SIGN);
                behind_seam = true;
            }
            if part.is_empty() {
                continue;
            }
            if std::mem::take(&mut behind_seam) && !part.starts_with(char::is_whitespace) {
                line.push(Role::Plain, " ");
            }
            match part.contains('\n') {
                true => line.push(role, named(role, part).replace('\n', " ")),
                false => line.push(role, named(role, part)),
            }
        }
    });
    line
}

fn lines(runs: &[Wording], labels: Labels<'_>, kept: Option<Op>) -> Vec<Line> {
    let mut out = vec![Line::new()];
    let mut at = (0, 0);
    let mut behind_seam = false;
    each_piece(runs, kept, |role, text| {
        for (n, row) in text.split('\n').enumerate() {
            if n > 0 {
                out.push(Line::new());
            }
            for (n, part) in row.split(SEAM).enumerate() {
                if n > 0 {
                    let seam = seam(role, labels, &mut at, kept);
                    if role != Role::Struck && role != Role::Taken || kept.is_some() {
                        let last = out.pop().unwrap_or_default();
                        out.extend([last.trimmed(), Line::new()]);
                    }
                    if let Some(line) = out.last_mut() {
                        if !line.is_empty() && !line.as_str().ends_with(' ') {
                            line.push(Role::Plain, " ");
                        }
                        seam.spans().for_each(|span| line.push_span(span));
                    }
                    behind_seam = true;
                }
                if let Some(line) = out.last_mut()
                    && !part.is_empty()
                {
                    if std::mem::take(&mut behind_seam) && !part.starts_with(char::is_whitespace) {
                        line.push(Role::Plain, " ");
                    }
                    line.push(role, named(role, part));
                }
            }
        }
    });
    out
}

/// The sign of a seam and what the paragraph behind it is called: in the old text, in the new one, or in both.
///
/// `at` counts the seams of either side that were met; `kept` is the side that alone is shown.
pub fn seam(role: Role, labels: Labels<'_>, at: &mut (usize, usize), kept: Option<Op>) -> Line {
    let next = |labels: &[String], at: &mut usize| {
        *at += 1;
        labels.get(*at).cloned().unwrap_or_default()
    };
    let said = |role: Role, label: &str| match label {
        "" => Line::of(role, SEAM_SIGN),
        label if label.starts_with('¶') => Line::of(role, label),
        label => Line::of(role, format!("{SEAM_SIGN} {label}")),
    };
    match (role, kept) {
        (Role::Struck | Role::Taken, _) => said(role, &next(labels.0, &mut at.0)),
        (Role::Added | Role::Brought, _) => said(role, &next(labels.1, &mut at.1)),
        (_, Some(Op::Delete)) => said(Role::Label, &next(labels.0, &mut at.0)),
        (_, Some(_)) => said(Role::Label, &next(labels.1, &mut at.1)),
        (_, None) => {
            let (old, new) = (next(labels.0, &mut at.0), next(labels.1, &mut at.1));
            match old == new {
                true => said(Role::Label, &new),
                false => said(Role::Label, &format!("{old} → {new}")),
            }
        }
    }
}

/// Tells the pieces of a change by role, in order.
///
/// A space at the ends of what is struck or added is told as no part of it where the other text has white space there too, or
/// begins or ends there; else it is part of it. So what is not struck is the new text and what is not added the old one, runs of
/// white space taken for one, [`APART`] left out. Where one side alone is `kept`, no space round other signs is part of what is marked.
pub fn each_piece(runs: &[Wording], kept: Option<Op>, mut told: impl FnMut(Role, &str)) {
    // The last character of either text so far; at their beginning there is white space, as it were.
    let (mut last_old, mut last_new) = (' ', ' ');
    let mut before: Option<(Op, char)> = None;
    for (n, run) in runs.iter().enumerate() {
        let (op, text) = (run.op, run.text.as_str());
        let Some(end) = text.chars().next_back() else {
            continue;
        };
        let role = match (op, run.moved) {
            (Op::Equal, _) => {
                told(Role::Plain, text);
                (last_old, last_new, before) = (end, end, None);
                continue;
            }
            (Op::Delete, None) => Role::Struck,
            (Op::Insert, None) => Role::Added,
            (Op::Delete, Some(_)) => Role::Taken,
            (Op::Insert, Some(_)) => Role::Brought,
        };
        let gone = op == Op::Delete;
        let behind = runs.get(n + 1..).unwrap_or_default().iter();
        let mut behind = behind.filter(|run| run.op != op && !run.text.is_empty());
        let next_other = behind.next().and_then(|run| run.text.chars().next());
        let next_other = next_other.unwrap_or(' ');
        let (last_own, last_other) = match gone {
            true => (&mut last_old, &mut last_new),
            false => (&mut last_new, &mut last_old),
        };
        if kept.is_some_and(|kept| kept != op) {
            (*last_own, before) = (end, None);
            continue;
        }
        let core = text.trim();
        let (lead, rest) = text.split_at(text.len() - text.trim_start().len());
        let (inner, tail) = rest.split_at(core.len());
        let free = |space: &str, last_other: char| {
            !space.contains([SEAM, '\n'])
                && (last_other.is_whitespace()
                    || next_other.is_whitespace()
                    || kept.is_some() && !core.is_empty())
        };
        let first = inner.chars().next();
        let meets = lead.is_empty()
            && before.is_some_and(|(last_op, last)| {
                last_op != op && first.is_some_and(|first| grow_together(last, first))
            });
        if meets {
            let free = last_own.is_whitespace() && next_other.is_whitespace();
            told(Role::Plain, if free { " " } else { APART });
        }
        let mut from = 0;
        if !lead.is_empty() && free(lead, *last_other) {
            told(Role::Plain, lead);
            *last_other = ' ';
            from = lead.len();
        }
        let outside = !tail.is_empty() && free(tail, *last_other);
        let to = text.len() - if outside { tail.len() } else { 0 };
        let marked = text.get(from..to).unwrap_or_default();
        if !marked.is_empty() {
            told(role, marked);
        }
        if outside {
            told(Role::Plain, tail);
            *last_other = ' ';
        }
        *last_own = end;
        before = Some((op, end)).filter(|_| tail.is_empty() && !inner.is_empty());
    }
}

/// The words of what is struck or added with a name for what stands in them unseen: a mark of direction that went is no nothing.
fn named(role: Role, text: &str) -> Cow<'_, str> {
    let hidden = |c: char| matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}');
    let changed = matches!(
        role,
        Role::Struck | Role::Added | Role::Taken | Role::Brought
    );
    if !changed || text.is_ascii() || !text.contains(hidden) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match hidden(c) {
            true => out.push_str(&format!("‹U+{:04X}›", u32::from(c))),
            false => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// Whether two words side by side would be read as one; a bracket round the one or the other sets them apart too little.
fn grow_together(last: char, first: char) -> bool {
    let holds = |c: char| c.is_alphanumeric() && !is_ideograph(c);
    let begins = holds(first) || first == '[';
    // Behind a point a word begins a sentence, and `.; and` is one sign for another.
    let ends = holds(last) || matches!(last, ']' | '.' | ';' | ':' | '?' | '!');
    ends && begins
}

/// A line for an eye without colours: what is struck and what is added stand in marks.
///
/// A mark that would run into a bracket or a sign of its own kind, `[-[` or `--]`, stands off from it by one space, which is not
/// the text's.
#[must_use]
pub fn marked(line: &Line) -> Line {
    // What runs into a mark is what it is made of, and the bracket that it looks like.
    let marks = |role: Role| match role {
        Role::Struck => ("[-", "-]", &['[', ']', '［', '］', '-'][..]),
        Role::Added => ("{+", "+}", &['{', '}', '+'][..]),
        Role::Taken => ("[~", "~]", &['[', ']', '［', '］', '~'][..]),
        Role::Brought => ("{~", "~}", &['{', '}', '~'][..]),
        _ => ("", "", &[][..]),
    };
    let spans = line.spans();
    let mut out =
        Line::with_room(line.as_str().len() + 4 * spans.len(), spans.len()).hanging(line.hang());
    // Marks set words apart enough.
    for span in spans.filter(|span| span.text() != APART) {
        let (open, close, like) = marks(span.role());
        let text = span.text();
        let gap = |meets: bool| if meets { " " } else { "" };
        out.push_piece(span.role(), open);
        out.push_piece(span.role(), gap(text.trim_start().starts_with(like)));
        out.push_span(span);
        out.push_piece(span.role(), gap(text.trim_end().ends_with(like)));
        out.push_piece(span.role(), close);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wording(runs: &[(Op, &str)]) -> Vec<Wording> {
        runs.iter()
            .map(|(op, text)| Wording::new(*op, *text))
            .collect()
    }

    #[test]
    fn without_colour_what_is_struck_and_added_has_marks() {
        let wording = wording(&[
            (Op::Delete, "shall "),
            (Op::Insert, "should "),
            (Op::Equal, "take"),
        ]);
        assert_eq!(change(&wording).text(), "shall should take");
        assert_eq!(
            marked(&change(&wording)).text(),
            "[-shall-] {+should+} take"
        );
    }

    #[test]
    fn a_bracket_that_goes_is_no_part_of_its_mark() {
        let wording = wording(&[
            (Op::Delete, "["),
            (Op::Equal, "preferably"),
            (Op::Delete, "]"),
        ]);
        assert_eq!(marked(&change(&wording)).text(), "[- [ -]preferably[- ] -]");
        let put = super::tests::wording(&[
            (Op::Insert, "["),
            (Op::Equal, "preferably"),
            (Op::Insert, "]"),
        ]);
        assert_eq!(marked(&change(&put)).text(), "{+[+}preferably{+]+}");
    }

    #[test]
    fn a_phrase_that_moved_is_neither_struck_nor_added() {
        let moved = |op, text: &str| Wording {
            moved: Some(1),
            ..Wording::new(op, text)
        };
        let wording = [
            moved(Op::Insert, "By law"),
            Wording::new(Op::Insert, ", "),
            Wording::new(Op::Equal, "States act "),
            moved(Op::Delete, "by law"),
        ];
        assert_eq!(
            marked(&change(&wording)).text(),
            "{~By law~}{+,+} States act [~by law~]"
        );
    }

    #[test]
    fn what_went_and_what_came_for_it_are_not_read_as_one_word() {
        let runs = [
            (Op::Equal, "weapons "),
            (Op::Delete, "falls on"),
            (Op::Insert, "rests with"),
            (Op::Equal, " each"),
        ];
        assert_eq!(
            change(&wording(&runs)).text(),
            "weapons falls on rests with each"
        );
        let points = [
            (Op::Equal, "each"),
            (Op::Delete, "."),
            (Op::Insert, "; and"),
        ];
        assert_eq!(change(&wording(&points)).text(), "each.; and");
        let bracketed = [(Op::Delete, "shall"), (Op::Insert, "[should]")];
        assert_eq!(change(&wording(&bracketed)).text(), "shall [should]");
        let ideographs = [(Op::Delete, "应当"), (Op::Insert, "应")];
        assert_eq!(change(&wording(&ideographs)).text(), "应当应");
    }

    #[test]
    fn what_is_struck_and_added_is_said_by_role_and_its_edge_spaces_are_not() {
        let wording = crate::diff::reword("States shall take measures", "States take all measures");
        let line = change(&wording);
        assert_eq!(line.text(), "States shall take all measures");
        let struck: Vec<&str> = line
            .spans()
            .filter(|span| span.role() == Role::Struck)
            .map(|span| span.text())
            .collect();
        assert_eq!(struck, ["shall"]);
    }

    #[test]
    fn a_side_is_the_text_of_that_side() {
        let runs = [
            (Op::Equal, "States "),
            (Op::Delete, "shall"),
            (Op::Insert, "should"),
            (Op::Equal, " act"),
        ];
        assert_eq!(side(&wording(&runs), Op::Delete).text(), "States shall act");
        assert_eq!(
            side(&wording(&runs), Op::Insert).text(),
            "States should act"
        );
    }

    /// What a reader of the line in marks gets back: without what is added, and without what is struck.
    fn read_back(marked: &str) -> (String, String) {
        let (mut old, mut new) = (String::new(), String::new());
        let mut rest = marked;
        let signs = [("[-", "-]", "[]［］-", true), ("{+", "+}", "{}+", false)];
        'text: while !rest.is_empty() {
            for (open, close, like, gone) in signs {
                let Some((inside, behind)) = rest
                    .strip_prefix(open)
                    .and_then(|rest| rest.split_once(close))
                else {
                    continue;
                };
                let like = |c: Option<char>| c.is_some_and(|c| like.contains(c));
                let mut inside = inside;
                if like(inside.trim_start().chars().next()) {
                    inside = inside.strip_prefix(' ').unwrap_or(inside);
                }
                if like(inside.trim_end().chars().next_back()) {
                    inside = inside.strip_suffix(' ').unwrap_or(inside);
                }
                if gone { &mut old } else { &mut new }.push_str(inside);
                rest = behind;
                continue 'text;
            }
            let c = rest.chars().next().unwrap_or_default();
            old.push(c);
            new.push(c);
            rest = &rest[c.len_utf8()..];
        }
        let folded = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
        (folded(old), folded(new))
    }

    #[test]
    fn what_is_marked_gives_both_texts_back() {
        let pairs = [
            ("It lasts thirty days here.", "It lasts thirty-days here."),
            ("capacity building", "capacity-building"),
            ("a non-self-governing b", "a non‐self‐governing b"),
            ("24 hours.", "24 hours [2]."),
            ("spin{exp}", "spin{bit}"),
            ("States [shall] take", "States shall take"),
            ("a - b", "a b"),
            ("a b", "a -b- c"),
            ("x [a] y", "x[a]y"),
            ("", "all new"),
            ("all gone", ""),
            ("ends.", "ends; and"),
            ("各国 应当", "各国应"),
        ];
        for (old, new) in pairs {
            let line = marked(&change(&crate::diff::reword(old, new))).text();
            assert_eq!(read_back(&line), (old.to_owned(), new.to_owned()), "{line}");
        }
    }

    #[test]
    fn a_space_that_alone_went_or_came_is_seen() {
        let line = change(&crate::diff::reword("thirty days", "thirty-days"));
        assert_eq!(marked(&line).text(), "thirty[- -]{+-+}days");
        let line = change(&crate::diff::reword("a re-use b", "a reuse b"));
        assert_eq!(marked(&line).text(), "a [-re-use-] {+reuse+} b");
        let hyphen = wording(&[(Op::Equal, "re"), (Op::Delete, "-"), (Op::Equal, "use")]);
        assert_eq!(marked(&change(&hyphen)).text(), "re[- - -]use");
    }

    #[test]
    fn a_sign_without_width_that_went_has_a_name() {
        let runs = [
            (Op::Equal, "a "),
            (Op::Delete, "\u{200f}("),
            (Op::Insert, "("),
            (Op::Equal, "1"),
        ];
        assert_eq!(
            marked(&change(&wording(&runs))).text(),
            "a [-‹U+200F›(-]{+(+}1"
        );
    }

    #[test]
    fn each_paragraph_has_its_line_and_a_seam_that_went_has_none() {
        let labels = |some: &[&str]| some.iter().map(|one| (*one).to_owned()).collect::<Vec<_>>();
        let (one, two) = (labels(&["3"]), labels(&["3", "4"]));
        let told = |lines: Vec<Line>| {
            lines
                .iter()
                .map(|line| marked(line).text())
                .collect::<Vec<_>>()
        };
        let split = wording(&[
            (Op::Equal, "They act."),
            (Op::Delete, " "),
            (Op::Insert, "\u{2029}"),
            (Op::Equal, "They pay."),
        ]);
        assert_eq!(
            told(change_lines(&split, (&one, &two))),
            ["They act.", "{+¶ 4+} They pay."]
        );
        assert_eq!(
            told(side_lines(&split, Op::Delete, (&one, &two))),
            ["They act. They pay."]
        );
        let merged = wording(&[
            (Op::Equal, "They act."),
            (Op::Delete, "\u{2029}"),
            (Op::Insert, " "),
            (Op::Equal, "They pay."),
        ]);
        assert_eq!(
            told(change_lines(&merged, (&two, &one))),
            ["They act. [-¶ 4-] They pay."]
        );
        assert_eq!(change(&merged).text(), "They act. ¶ They pay.");
        let rows = wording(&[
            (Op::Equal, "| a |\n| b |"),
            (Op::Insert, "\n| c |"),
            (Op::Equal, "\n| d |"),
        ]);
        assert_eq!(
            told(change_lines(&rows, (&one, &one))),
            ["| a |", "| b |", "{+| c |+}", "| d |"]
        );
    }
}
