//! A bracket that stands for what two sides changed otherwise, with the words of both.

use super::places::Table;
use super::quote::quote;
use crate::text::{Document, Parties};

impl Table<'_> {
    /// A bracket with the words of both sides.
    pub(super) fn bracket(&self, words: &[String; 2]) -> String {
        let blocks = words.iter().any(|words| words.contains("\n\n"));
        let quoted = |words: &str| match self.sides {
            Some(_) => quote(words, &self.parties),
            None => escaped(words),
        };
        let names = match self.sides {
            Some((ours, theirs)) => [format!("{ours}:"), format!("{theirs}:")],
            None => [String::new(), String::new()],
        };
        let [ours, theirs] = [0, 1].map(|n: usize| {
            let name = names.get(n).map_or("", String::as_str);
            let words = words.get(n).map_or("", |words| words.trim_end());
            match (words.trim().is_empty(), blocks) {
                (true, _) => format!("{name} –"),
                (false, true) => format!("{name}\n\n{}\n\n", quoted(words).trim_matches('\n')),
                (false, false) => format!("{name} {}", quoted(words.trim())),
            }
        });
        if blocks {
            format!(
                "[{}/ {}]",
                pad(ours.trim_start_matches(' ')),
                theirs.trim_start_matches(' ')
            )
        } else {
            format!("[{} / {}]", ours.trim(), theirs.trim())
        }
    }
}

/// What ends with a line's end, or a space.
fn pad(words: &str) -> String {
    match words.ends_with('\n') {
        true => words.to_owned(),
        false => format!("{words} "),
    }
}

/// Words in a bracket that nobody owns: what has no partner, and what would divide it, stands behind a backslash.
fn escaped(words: &str) -> String {
    let mut depth = 0_usize;
    let mut out = String::with_capacity(words.len());
    let none = Document::parse_with("", &Parties::Guessed);
    let brackets = none.brackets_in(words, &Parties::Guessed);
    let live = |at: usize, c: char| {
        brackets
            .iter()
            .any(|one| one.span.start == at || one.span.end == at + c.len_utf8())
    };
    let mut before = None;
    let mut chars = words.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let behind = chars.peek().map(|(_, c)| *c);
        let space = |c: Option<char>| c.is_none_or(char::is_whitespace);
        match c {
            '\\' => {
                out.push(c);
                if let Some((_, next)) = chars.next() {
                    out.push(next);
                }
                before = Some(c);
                continue;
            }
            '[' | '［' if live(at, c) => depth += 1,
            ']' | '］' if live(at, c) => depth = depth.saturating_sub(1),
            '[' | ']' | '［' | '］' => out.push('\\'),
            '/' if depth == 0 && space(before) && space(behind) => out.push('\\'),
            '／' if depth == 0 => out.push('\\'),
            _ => {}
        }
        out.push(c);
        before = Some(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_break_a_bracket_stands_behind_a_backslash() {
        assert_eq!(escaped("a / b [c / d] e]"), "a \\/ b [c / d] e\\]");
    }
}
