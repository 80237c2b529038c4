//! The front matter of a draft: plain `key: value` lines between two fences.

use std::ops::Range;

use super::lines::{LineIndex, Lines};

/// The front matter's fields that are plain `key: value` lines, in order, values unquoted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Front {
    /// Key and value, in the order of the file.
    pub fields: Vec<(String, String)>,
    /// The lines of the front matter with its fences.
    pub lines: Option<Lines>,
}

impl Front {
    /// The value of a field.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.fields
            .iter()
            .find(|(name, _)| name == key)
            .map(|(_, value)| value.as_str())
    }
}

/// What was read at the head of a text.
pub(super) struct Head {
    /// The fields.
    pub(super) front: Front,
    /// Bytes of the title's words.
    pub(super) title: Option<Range<usize>>,
    /// Where the Markdown begins.
    pub(super) end: usize,
    /// What cannot be read: where, and what is the matter.
    pub(super) faults: Vec<(usize, String)>,
}

/// What brackets may mean in a text.
const PROFILES: [&str; 2] = ["not-agreed", "none"];

/// Reads the front matter of a text, if it has one.
pub(super) fn read(text: &str, index: &LineIndex) -> Head {
    let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let mut head = Head {
        front: Front::default(),
        title: None,
        end: start,
        faults: Vec::new(),
    };
    let mut lines = lines_from(text, start);
    let fence = lines.next().map_or("", |line| text[line].trim_end());
    if fence != "---" {
        return head;
    }
    let inner = lines.clone();
    // Most lines begin with neither sign.
    let close = lines.find(|line| {
        let words = &text[line.clone()];
        words.starts_with(['-', '.']) && matches!(words.trim_end(), "---" | "...")
    });
    let Some(close) = close else {
        // A rule at the head of a text is no fence: only what looks like fields asks for one.
        let mut inner = inner;
        if inner
            .next()
            .is_some_and(|line| field(&text[line]).is_some())
        {
            head.faults.push((
                start,
                "the front matter has no closing line of three dashes".to_owned(),
            ));
        }
        return head;
    };
    let inside: Vec<Range<usize>> = inner.take_while(|line| line.start < close.start).collect();
    head.end = close.end;
    head.front.lines = Some(Lines {
        first: index.line(start),
        last: index.line(close.start),
    });
    let mut n = 0;
    while n < inside.len() {
        let line = inside[n].clone();
        n += 1;
        let words = &text[line.clone()];
        let bare = words.trim();
        if bare.is_empty() || bare.starts_with('#') || is_continued(words) {
            continue;
        }
        let Some((key, value)) = field(words) else {
            head.faults.push((
                line.start,
                "a line of the front matter is no `key: value`".to_owned(),
            ));
            continue;
        };
        let mut value = line.start + value.start..line.start + value.end;
        if matches!(text[value.clone()].chars().next(), Some('>' | '|')) && value.len() <= 3 {
            // A block of lines: its words are the indented lines that follow.
            let from = n;
            while n < inside.len() && text[inside[n].clone()].starts_with([' ', '\t', '\n', '\r']) {
                n += 1;
            }
            let last = n.checked_sub(1).and_then(|last| inside.get(last));
            if let (true, Some(first), Some(last)) = (from < n, inside.get(from), last) {
                value = trimmed(text, first.start..last.end);
            }
        }
        if head.front.get(key).is_some() {
            head.faults
                .push((line.start, format!("the front matter says `{key}` twice")));
            continue;
        }
        let (inner, shown) = unquoted(text, value);
        if key == "bracket_profile" && !PROFILES.contains(&shown.as_str()) {
            head.faults.push((
                line.start,
                format!(
                    "`{shown}` is no bracket_profile: not-agreed (the default), or none where brackets are literal"
                ),
            ));
        }
        if key == "title" && !inner.is_empty() {
            head.title = Some(inner);
        }
        head.front.fields.push((key.to_owned(), shown));
    }
    head
}

/// The lines of a text from an offset on, line ends included.
fn lines_from(text: &str, start: usize) -> impl Iterator<Item = Range<usize>> + Clone {
    let bytes = text.as_bytes();
    let mut at = start;
    std::iter::from_fn(move || {
        if at >= bytes.len() {
            return None;
        }
        let from = at;
        let end = memchr::memchr2(b'\n', b'\r', &bytes[from..]).map_or(bytes.len(), |n| {
            let end = from + n;
            if bytes[end] == b'\r' && bytes.get(end + 1) == Some(&b'\n') {
                end + 2
            } else {
                end + 1
            }
        });
        at = end;
        Some(from..end)
    })
}

fn is_continued(line: &str) -> bool {
    line.starts_with([' ', '\t', '-', '}', ']'])
}

/// Cuts a line into its key and where its value stands.
fn field(line: &str) -> Option<(&str, Range<usize>)> {
    let colon = line.find(':')?;
    let key = line[..colon].trim_end();
    let after = &line[colon + 1..];
    let plain = !key.is_empty()
        && key
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ' '));
    if !plain || !(after.trim_end().is_empty() || after.starts_with([' ', '\t'])) {
        return None;
    }
    Some((key, trimmed(line, colon + 1..line.len())))
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let words = &text[range.clone()];
    let start = range.start + (words.len() - words.trim_start().len());
    let end = range.end - (words.len() - words.trim_end().len());
    start..end.max(start)
}

/// Takes quotes and a comment off a value: where its words stand, and what they say.
fn unquoted(text: &str, value: Range<usize>) -> (Range<usize>, String) {
    let words = &text[value.clone()];
    for quote in ['"', '\''] {
        if let Some(rest) = words.strip_prefix(quote)
            && let Some(end) = closing(rest, quote)
        {
            let inner = value.start + 1..value.start + 1 + end;
            let said = if quote == '"' {
                rest[..end].replace("\\\"", "\"").replace("\\\\", "\\")
            } else {
                rest[..end].replace("''", "'")
            };
            return (inner, said);
        }
    }
    let end = words
        .find(" #")
        .map_or(words.len(), |comment| words[..comment].trim_end().len());
    let inner = value.start..value.start + end;
    let said = super::tokens::fold(&text[inner.clone()]);
    (inner, said)
}

fn closing(rest: &str, quote: char) -> Option<usize> {
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if c == '\\' && quote == '"' {
            chars.next();
        } else if c == quote {
            if quote == '\'' && chars.peek().is_some_and(|(_, next)| *next == '\'') {
                chars.next();
            } else {
                return Some(at);
            }
        }
    }
    None
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn head(text: &str) -> Head {
        read(text, &LineIndex::of(text))
    }

    #[test]
    fn fields_are_read_and_quotes_taken_off() {
        let text = "---\ntitle: \"A \\\"b\\\"\"  # x\nlanguage: en\nlist:\n  - a\n---\nText";
        let head = head(text);
        assert_eq!(head.front.get("title"), Some("A \"b\""));
        assert_eq!(head.front.get("language"), Some("en"));
        assert_eq!(&text[head.end..], "Text");
        assert!(head.faults.is_empty(), "{:?}", head.faults);
    }

    #[test]
    fn a_fence_that_is_never_closed_is_reported_and_the_text_read() {
        let head = head("---\ntitle: x\n\nText");
        assert_eq!(head.end, 0);
        assert_eq!(head.faults.len(), 1);
    }

    #[test]
    fn a_bracket_profile_that_nobody_knows_is_reported() {
        let faults = |profile: &str| {
            let text = format!("---\nbracket_profile: {profile}\n---\n\nText\n");
            head(&text).faults
        };
        assert!(faults("none").is_empty() && faults("\"not-agreed\"").is_empty());
        let found = faults("non");
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].0 == 4 && found[0].1.contains("`non`"), "{found:?}");
    }

    #[test]
    fn a_rule_is_no_front_matter() {
        assert!(head("---\n\nText\n\n---\n").faults.len() <= 1);
        assert!(head("---\n\nText\n").faults.is_empty());
    }

    #[test]
    fn a_title_over_several_lines_is_read() {
        let text = "---\ntitle: >\n  A long\n  title\nkind: report\n---\n";
        let head = head(text);
        assert_eq!(&text[head.title.unwrap()], "A long\n  title");
        assert_eq!(head.front.get("title"), Some("A long title"));
    }
}
