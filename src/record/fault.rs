//! A fault in a file of the record, with the file's name, and the desk that collects them while a file is read.

use crate::text::{Finding, Place, Severity};

/// One finding and the file it stands in.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Fault {
    /// The path from the repository's root.
    pub path: String,
    /// What and where.
    #[serde(flatten)]
    pub finding: Finding,
}

/// More faults of one file than this help nobody: the rest is counted.
const ENOUGH: usize = 1_000;

/// How many columns an excerpt has at most.
const EXCERPT: usize = 60;

/// Collects the faults of one file.
pub(crate) struct Faults<'a> {
    path: &'a str,
    text: &'a str,
    starts: Vec<usize>,
    found: Vec<Fault>,
    untold: usize,
}

impl<'a> Faults<'a> {
    /// A desk for the file of this path and text.
    pub(crate) fn of(path: &'a str, text: &'a str) -> Faults<'a> {
        Faults {
            path,
            text,
            starts: Vec::new(),
            found: Vec::new(),
            untold: 0,
        }
    }

    /// The file does not say what its writer meant at this byte.
    pub(crate) fn error(
        &mut self,
        code: &'static str,
        at: usize,
        message: impl Into<String>,
        hint: impl Into<Option<String>>,
    ) {
        self.add((code, Severity::Error), at, message.into(), hint.into());
    }

    /// Worth a look at this byte.
    pub(crate) fn warning(
        &mut self,
        code: &'static str,
        at: usize,
        message: impl Into<String>,
        hint: impl Into<Option<String>>,
    ) {
        self.add((code, Severity::Warning), at, message.into(), hint.into());
    }

    fn add(
        &mut self,
        (code, severity): (&'static str, Severity),
        at: usize,
        message: String,
        hint: Option<String>,
    ) {
        if self.found.len() >= ENOUGH {
            self.untold += 1;
            return;
        }
        let (place, excerpt) = self.place(at);
        self.found.push(Fault {
            path: self.path.to_owned(),
            finding: Finding {
                code,
                severity,
                place,
                excerpt,
                message,
                hint,
            },
        });
    }

    /// How many there are so far.
    pub(crate) fn count(&self) -> usize {
        self.found.len() + self.untold
    }

    /// Whether another fault would only be counted, so that no hint need be looked for.
    pub(crate) fn is_full(&self) -> bool {
        self.found.len() >= ENOUGH
    }

    /// What was found, by place.
    pub(crate) fn into_list(mut self) -> Vec<Fault> {
        if self.untold > 0 {
            let (place, excerpt) = self.place(self.text.len());
            let more = self.untold;
            self.found.push(Fault {
                path: self.path.to_owned(),
                finding: Finding {
                    code: "more",
                    severity: Severity::Error,
                    place,
                    excerpt,
                    message: format!("{more} more faults in this file"),
                    hint: Some("mend the first ones and look again".to_owned()),
                },
            });
        }
        self.found.sort_by_key(|fault| fault.finding.place);
        self.found
    }

    fn place(&mut self, at: usize) -> (Place, String) {
        if self.starts.is_empty() {
            self.starts.push(0);
            self.starts.extend(
                self.text
                    .bytes()
                    .enumerate()
                    .filter(|(_, byte)| *byte == b'\n')
                    .map(|(n, _)| n + 1),
            );
        }
        let mut at = at.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        let line = self.starts.partition_point(|start| *start <= at).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or(0);
        let before = self.text.get(start..at).unwrap_or("");
        let rest = self.text.get(at..).unwrap_or("");
        let rest = rest.split('\n').next().unwrap_or("");
        (
            Place {
                line,
                column: before.chars().count() + 1,
            },
            visible(rest, EXCERPT),
        )
    }
}

/// Words for a message: control, bidirectional and invisible characters spelled out, cut to so many characters.
pub(crate) fn visible(words: &str, most: usize) -> String {
    let mut out = String::new();
    let words = words.trim_end();
    for (n, c) in words.chars().enumerate() {
        if n >= most {
            out.push('…');
            break;
        }
        match c {
            '\t' => out.push(' '),
            c if unseen(c) => out.push_str(&format!("\\u{{{:x}}}", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}

/// A word in quotes, for a message: cut, and nothing in it that cannot be seen.
pub(crate) fn told(word: &str) -> String {
    format!("\"{}\"", visible(word, 40))
}

/// Where in a text the first character stands that a terminal would obey, or that turns what stands around it.
pub(crate) fn first_unsafe(text: &str) -> Option<usize> {
    // Bytes of neither sort are most of all texts.
    if text.bytes().all(|b| (0x20..0x7f).contains(&b)) {
        return None;
    }
    text.char_indices()
        .find(|(_, c)| {
            (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
                || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        })
        .map(|(at, _)| at)
}

/// Whether a character cannot be seen, or turns what stands around it: none such is ever written raw.
pub(crate) fn unseen(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_knows_its_line_column_and_words() {
        let mut faults = Faults::of("a.yaml", "title: x\nröle: chair\n");
        faults.error("unknown-key", "title: x\nrö".len(), "m", None);
        let list = faults.into_list();
        let finding = &list[0].finding;
        assert_eq!((finding.place.line, finding.place.column), (2, 3));
        assert_eq!(finding.excerpt, "le: chair");
    }

    #[test]
    fn an_excerpt_shows_what_cannot_be_seen() {
        assert_eq!(
            visible("a\u{1b}[31m\u{202e}b", 60),
            "a\\u{1b}[31m\\u{202e}b"
        );
        assert_eq!(visible(&"x".repeat(100), 3), "xxx…");
    }

    #[test]
    fn ten_thousand_faults_are_told_as_a_thousand_and_a_count() {
        let text = "x\n".repeat(10_000);
        let mut faults = Faults::of("a.yaml", &text);
        for n in 0..10_000 {
            faults.error("e", n * 2, "m", None);
        }
        let list = faults.into_list();
        assert_eq!(list.len(), 1_001);
        assert!(list[1_000].finding.message.starts_with("9000 more"));
    }
}
