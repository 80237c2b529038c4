//! A change in words: what stayed, what is struck, what is added; and the same for an eye without colours.

use super::line::Line;
use super::role::Role;
use crate::diff::{Op, Wording};
use crate::text::is_ideograph;

/// A change in words by role; no space at the ends of a mark, and none missing between what went and what came for it.
pub fn change(wording: &[Wording]) -> Line {
    joined(wording.iter())
}

fn joined<'w>(runs: impl Iterator<Item = &'w Wording> + Clone) -> Line {
    let (count, bytes) = runs.clone().fold((0, 0), |(count, bytes), run| {
        (count + 1, bytes + run.text.len())
    });
    let mut line = Line::with_room(bytes + count, 2 * count);
    let mut before: Option<(Op, char)> = None;
    for run in runs {
        let (op, text) = (run.op, run.text.as_str());
        let role = match (op, run.moved) {
            (Op::Equal, _) => Role::Plain,
            (Op::Delete, None) => Role::Struck,
            (Op::Insert, None) => Role::Added,
            (Op::Delete, Some(_)) => Role::Taken,
            (Op::Insert, Some(_)) => Role::Brought,
        };
        let core = text.trim();
        let lead = text.len() - text.trim_start().len();
        let (space, rest) = text.split_at(lead);
        let after = rest.get(core.len()..).unwrap_or_default();
        let meets = before.is_some_and(|(last_op, last)| {
            let first = core.chars().next();
            last_op != op
                && last_op != Op::Equal
                && first.is_some_and(|first| grow_together(last, first))
        });
        if meets && op != Op::Equal && space.is_empty() {
            line.push(Role::Plain, " ");
        }
        line.push(Role::Plain, space);
        line.push(role, core);
        line.push(Role::Plain, after);
        let last = core.chars().next_back().filter(|_| after.is_empty());
        before = last.map(|last| (op, last));
    }
    line
}

/// Whether two words side by side would be read as one; a bracket round the one or the other sets them apart too little.
fn grow_together(last: char, first: char) -> bool {
    let holds = |c: char| c.is_alphanumeric() && !is_ideograph(c);
    let begins = holds(first) || first == '[';
    // Behind a point a word begins a sentence, and `.; and` is one sign for another.
    let ends = holds(last) || matches!(last, ']' | '.' | ';' | ':' | '?' | '!');
    ends && begins
}

/// One side of a change: the old words with what is gone, or the new ones with what came.
pub fn side(wording: &[Wording], kept: Op) -> Line {
    let of = wording
        .iter()
        .filter(|run| run.op == Op::Equal || run.op == kept);
    joined(of)
}

/// The brackets that a text may hold.
const BRACKETS: [char; 6] = ['[', ']', '［', '］', '{', '}'];

/// A line for an eye without colours: what is struck and what is added stand in marks.
#[must_use]
pub fn marked(line: &Line) -> Line {
    let marks = |role: Role| match role {
        Role::Struck => ("[-", "-]"),
        Role::Added => ("{+", "+}"),
        Role::Taken => ("[~", "~]"),
        Role::Brought => ("{~", "~}"),
        _ => ("", ""),
    };
    let spans = line.spans();
    let mut out =
        Line::with_room(line.as_str().len() + 4 * spans.len(), spans.len()).hanging(line.hang());
    for span in spans {
        let (open, close) = marks(span.role());
        // A mark that would run into a bracket of the text's own stands off from it.
        let text = span.text();
        let gap = |meets: bool| if meets && !open.is_empty() { " " } else { "" };
        out.push_piece(span.role(), open);
        out.push_piece(span.role(), gap(text.starts_with(BRACKETS)));
        out.push_span(span);
        out.push_piece(span.role(), gap(text.ends_with(BRACKETS)));
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
}
