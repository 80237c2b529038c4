//! A finding: something in a file that a person should look at, with its place, what was read there, and a way out.

use serde::Serialize;

/// Where something stands in a file: line and column counted from 1, the column in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Place {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth a look; nothing is wrong with the file.
    Warning,
    /// The file does not say what its writer meant.
    Error,
}

/// One finding in one file; who read the file knows its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// A stable short name: `unclosed`, `duplicate-label`, `unknown-party` …
    pub code: &'static str,
    /// Whether it is an error or a warning.
    pub severity: Severity,
    /// Where it begins.
    pub place: Place,
    /// The words that stand there, control characters made visible, at most about 60 columns.
    pub excerpt: String,
    /// What is the matter, beginning small, without a full stop.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}

/// How many characters of an excerpt are shown.
const SHOWN: usize = 56;

/// The words at an offset, on one line: what is invisible or would command a terminal is written out.
pub(super) fn excerpt(text: &str, offset: usize) -> String {
    let mut at = offset.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let mut out = String::with_capacity(64);
    let mut shown = 0;
    let mut spaced = false;
    for c in text[at..].chars() {
        if shown >= SHOWN {
            out.push('…');
            break;
        }
        if c == '\n' || c == '\r' || c == '\t' || c == ' ' {
            if !spaced {
                out.push(' ');
                shown += 1;
            }
            spaced = true;
            continue;
        }
        spaced = false;
        if c.is_ascii_graphic() {
            out.push(c);
            shown += 1;
        } else if is_hidden(c) {
            out.push_str(&format!("<U+{:04X}>", u32::from(c)));
            shown += 8;
        } else {
            out.push(c);
            shown += 1;
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Says whether a character is not to be seen: controls, zero-width ones, marks of direction, byte-order marks.
pub(super) fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_shows_what_cannot_be_seen() {
        assert_eq!(excerpt("a\u{1b}[31m\u{202e}b", 0), "a<U+001B>[31m<U+202E>b");
    }

    #[test]
    fn an_excerpt_is_short_and_on_one_line() {
        let shown = excerpt(&"one\n  two ".repeat(50), 3);
        assert!(shown.starts_with(" two one two"), "{shown}");
        assert!(shown.chars().count() <= SHOWN + 1 && shown.ends_with('…'));
    }
}
