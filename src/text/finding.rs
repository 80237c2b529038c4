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

/// So few characters that stand behind an offset in its paragraph say nothing: what stands before them is shown too.
const FEW: usize = 16;

/// So many bytes hold all that an excerpt shows, and the white space in it.
const REACH: usize = 1024;

/// The words at an offset, on one line, as far as its paragraph goes; at its end also the last words before. What is invisible or would
/// command a terminal is written out.
pub(super) fn excerpt(text: &str, offset: usize) -> String {
    let mut at = offset.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let text = &text[..paragraph_end(text, at)];
    let mut out = String::with_capacity(64);
    if text[at..].trim_end().chars().count() < FEW {
        let from = before(&text[..at]);
        if from < at {
            let gap = text[..from].chars().next_back();
            if gap.is_some_and(|c| c != '\n') {
                out.push('…');
            }
            at = from;
        }
    }
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

/// Where the paragraph ends that an offset is in: at the next blank line; no farther on than an excerpt could show.
fn paragraph_end(text: &str, at: usize) -> usize {
    let mut far = text.len().min(at + REACH);
    while !text.is_char_boundary(far) {
        far -= 1;
    }
    let mut from = at;
    while let Some(end) = text[from..far].find('\n').map(|n| from + n + 1) {
        let next = text[end..far].lines().next().unwrap_or_default();
        if next.trim().is_empty() {
            return end;
        }
        from = end;
    }
    far
}

/// Where the last words before an offset begin: in its paragraph, and about half of what an excerpt shows.
fn before(text: &str) -> usize {
    let window = text.char_indices().rev().take(SHOWN / 2);
    let from = window.last().map_or(text.len(), |(n, _)| n);
    let window = &text[from..];
    let breaks = ["\n\n", "\n\r\n"].map(|blank| window.rfind(blank).map(|n| n + blank.len()));
    if let Some(begins) = breaks.into_iter().flatten().max() {
        return from + begins;
    }
    // A word is not cut in the middle, where there is another.
    let cut = text[..from]
        .chars()
        .next_back()
        .is_some_and(|c| !c.is_whitespace());
    let mut blanks = window.char_indices().filter(|(_, c)| c.is_whitespace());
    let next = blanks.next().map(|(n, c)| from + n + c.len_utf8());
    match next {
        Some(next) if cut && next < text.len() => next,
        _ => from,
    }
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

    #[test]
    fn an_excerpt_ends_with_its_paragraph() {
        let text =
            "1. States shall act [at once and without delay.\n   Or so.\n\n2. Other words.\n";
        let at = text.find('[').unwrap_or_default();
        assert_eq!(excerpt(text, at), "[at once and without delay. Or so.");
    }

    #[test]
    fn what_stands_at_a_paragraphs_end_is_shown_with_the_words_before_it() {
        let text = "Before.\n\nParties shall communicate their contributions every five years.]\n\nNext.\n";
        let at = text.find(']').unwrap_or_default();
        assert_eq!(excerpt(text, at), "…every five years.]");
        assert_eq!(excerpt("Before.\n\nAct.]\n\nNext.\n", 13), "Act.]");
    }
}
