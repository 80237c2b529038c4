//! A change in words as the terminal shows it: without colour each run has its marks.

use crate::diff::{Op, Wording};
use crate::view::{Line, Role};

pub(super) use crate::view::{Form, Owners, paragraph, words};

/// A change in words, struck and added; without colour each has its marks.
pub(super) fn change(wording: &[Wording], coloured: bool) -> Line {
    let mut line = Line::new();
    for run in wording {
        let (role, open, close) = match run.op {
            Op::Equal => (Role::Plain, "", ""),
            Op::Delete => (Role::Struck, "[-", "-]"),
            Op::Insert => (Role::Added, "{+", "+}"),
        };
        let core = run.text.trim();
        let lead = run.text.len() - run.text.trim_start().len();
        let (before, rest) = run.text.split_at(lead);
        let after = rest.get(core.len()..).unwrap_or_default();
        line.push(Role::Plain, before);
        if !coloured && !core.is_empty() {
            line.push(role, open);
        }
        line.push(role, core);
        if !coloured && !core.is_empty() {
            line.push(role, close);
        }
        line.push(Role::Plain, after);
    }
    line
}

/// One side of a change: the old words with what is gone, or the new ones with what came.
pub(super) fn side(wording: &[Wording], kept: Op, coloured: bool) -> Line {
    let of: Vec<Wording> = wording
        .iter()
        .filter(|run| run.op == Op::Equal || run.op == kept)
        .cloned()
        .collect();
    change(&of, coloured)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_colour_what_is_struck_and_added_has_marks() {
        let wording = [
            Wording {
                op: Op::Delete,
                text: "shall ".to_owned(),
            },
            Wording {
                op: Op::Insert,
                text: "should ".to_owned(),
            },
            Wording {
                op: Op::Equal,
                text: "take".to_owned(),
            },
        ];
        assert_eq!(change(&wording, false).text(), "[-shall-] {+should+} take");
        assert_eq!(change(&wording, true).text(), "shall should take");
    }
}
