//! What a converter wrote of a Word file, made plain Markdown again: `\[shall\]`, `States\' own`, `&nbsp;`, `[text]{.underline}`.
//!
//! A sign loses its backslash only where it then means nothing to Markdown but itself, or is a bracket of the text. What is left
//! is no fault: `\*` is a star that is no emphasis.

use std::collections::BTreeSet;
use std::ops::Range;

use super::document::Document;
use super::link::{destination, markup};
use super::paragraph::{Kind, Paragraph};

/// A text without a converter's escapes, and how many of each went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Converted {
    /// The text.
    pub text: Vec<u8>,
    /// Signs `[` and `]`.
    pub brackets: usize,
    /// Other signs: quotation marks, points, dashes …
    pub signs: usize,
    /// Names of signs: `&nbsp;`, `&quot;`, `&amp;`.
    pub named: usize,
    /// Words that were marked: `[text]{.underline}` is `text`.
    pub marked: usize,
    /// Signs that stay behind a backslash.
    pub kept: usize,
}

/// What is done to a few bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Change {
    span: Range<usize>,
    instead: &'static str,
    what: What,
    paragraph: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    Bracket,
    Sign,
    Named,
    /// One end of marked words.
    Mark,
}

/// Takes a converter's escapes out of a draft. What it holds in code, addresses, comments and front matter stays.
///
/// It is proved on the result: every paragraph stands as it stood, with its label, and every bracket is one; a number that stands in
/// or behind a bracket, `\[4\]\[2\]. Also`, may be a label only now. A paragraph in which that does not hold stays as it is.
pub fn converted(document: &Document) -> Converted {
    let mut kept = 0;
    let mut all: Vec<Change> = Vec::new();
    for paragraph in document.paragraphs() {
        if matches!(paragraph.kind, Kind::Code | Kind::Title) {
            continue;
        }
        let text = document
            .source()
            .get(paragraph.body.clone())
            .unwrap_or_default();
        let mut scanner = Scanner {
            text,
            is_heading: paragraph.kind == Kind::Heading,
            found: Vec::new(),
            kept: 0,
        };
        scanner.run();
        kept += scanner.kept;
        all.extend(
            scanner
                .found
                .into_iter()
                .map(|(span, instead, what)| Change {
                    span: span.start + paragraph.body.start..span.end + paragraph.body.start,
                    instead,
                    what,
                    paragraph: paragraph.index,
                }),
        );
    }
    loop {
        let text = changed(document, &all);
        let wrong = wrong(document, &all, &text);
        if wrong.is_empty() {
            let count = |what: What| all.iter().filter(|one| one.what == what).count();
            return Converted {
                text,
                brackets: count(What::Bracket),
                signs: count(What::Sign),
                named: count(What::Named),
                marked: count(What::Mark) / 2,
                kept,
            };
        }
        let before = all.len();
        all.retain(|one| !wrong.contains(&one.paragraph));
        if all.len() == before {
            all.clear();
        }
        kept += before - all.len();
    }
}

fn changed(document: &Document, all: &[Change]) -> Vec<u8> {
    let pieces = all
        .iter()
        .map(|one| (one.span.clone(), one.instead.to_owned()));
    document.with_pieces(&pieces.collect::<Vec<_>>())
}

/// The paragraphs that do not stand as they stood.
fn wrong(document: &Document, all: &[Change], text: &[u8]) -> BTreeSet<usize> {
    let new = Document::parse(text);
    let touched = || {
        all.iter()
            .map(|one| one.paragraph)
            .collect::<BTreeSet<usize>>()
    };
    let (old, others) = (document.paragraphs(), new.paragraphs());
    if old.len() != others.len() {
        // The first that is no longer there as it should be began another, or is none any more.
        let first = old.iter().zip(others).position(|(a, b)| {
            let should = letters(&expected(document, all, a));
            let words = new.source().get(b.span.clone()).unwrap_or_default();
            should != letters(words)
        });
        let first = first.unwrap_or(old.len().min(others.len()));
        let touched = touched();
        let near = touched.range(..=first).next_back().or(touched.first());
        return near.copied().into_iter().collect();
    }
    let bracketed = |index: usize| {
        let mut own = all.iter().filter(|one| one.paragraph == index);
        own.any(|one| one.what == What::Bracket)
    };
    let other = |(a, b): &(&Paragraph, &Paragraph)| {
        a.kind != b.kind || a.label != b.label && !bracketed(a.index)
    };
    let differing = old.iter().zip(others).filter(other);
    let differing: BTreeSet<usize> = differing.map(|(a, _)| a.index).collect();
    let mut wrong: BTreeSet<usize> = differing.intersection(&touched()).copied().collect();
    let mut live: BTreeSet<usize> = BTreeSet::new();
    for bracket in new.brackets() {
        live.extend([bracket.span.start, bracket.span.end - 1]);
    }
    let strays: BTreeSet<(usize, usize)> = new
        .findings()
        .iter()
        .filter(|one| matches!(one.code, "unclosed" | "unopened"))
        .map(|one| (one.place.line, one.place.column))
        .collect();
    let mut less = 0;
    for one in all {
        let at = one.span.start - less;
        less += one.span.len() - one.instead.len();
        let place = new.place(at);
        let is_bracket = || live.contains(&at) || strays.contains(&(place.line, place.column));
        if one.what == What::Bracket && !is_bracket() {
            wrong.insert(one.paragraph);
        }
    }
    match wrong.is_empty() && !differing.is_empty() {
        true => touched(),
        false => wrong,
    }
}

/// A paragraph's lines as they should stand.
fn expected(document: &Document, all: &[Change], paragraph: &Paragraph) -> String {
    let source = document.source();
    let mut out = String::new();
    let mut at = paragraph.span.start;
    for one in all.iter().filter(|one| one.paragraph == paragraph.index) {
        out.push_str(source.get(at..one.span.start).unwrap_or_default());
        out.push_str(one.instead);
        at = one.span.end;
    }
    out + source.get(at..paragraph.span.end).unwrap_or_default()
}

fn letters(words: &str) -> String {
    words.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// A bracket that opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Opener {
    Bare,
    /// Behind a backslash.
    Escaped,
    /// Of a note's mark, behind a backslash.
    Note,
}

/// A walk over one paragraph.
struct Scanner<'a> {
    text: &'a str,
    is_heading: bool,
    found: Vec<(Range<usize>, &'static str, What)>,
    kept: usize,
}

impl Scanner<'_> {
    fn run(&mut self) {
        // Openers that wait for their closers.
        let mut open: Vec<(usize, Opener)> = Vec::new();
        let mut at = 0;
        while let Some(rest) = self.text.get(at..) {
            let mut chars = rest.chars();
            let Some(c) = chars.next() else { break };
            let next = chars.next();
            at += match c {
                '`' => code(rest),
                '<' => aside(rest),
                '\\' if next.is_some_and(|c| c.is_ascii_punctuation()) => {
                    self.escape(at, next.unwrap_or(c), &mut open);
                    2
                }
                '[' => {
                    open.push((at, Opener::Bare));
                    1
                }
                ']' => self.close(at, &mut open),
                '&' => self.named(at),
                c => c.len_utf8(),
            };
        }
        self.found.sort_by_key(|(span, ..)| span.start);
    }

    /// A sign behind a backslash.
    fn escape(&mut self, at: usize, sign: char, open: &mut Vec<(usize, Opener)>) {
        let span = at..at + 2;
        let rest = self.text.get(at + 2..).unwrap_or_default();
        match sign {
            // A note's mark, `[^4]`, would be no bracket.
            '[' if rest.starts_with('^') || rest.starts_with("\\^") => {
                open.push((at, Opener::Note));
                self.kept += 1;
            }
            '[' => {
                open.push((at, Opener::Escaped));
                self.found.push((span, "[", What::Bracket));
            }
            ']' => {
                let opener = open.iter().rposition(|(_, opener)| *opener != Opener::Bare);
                let opener = opener.map(|n| {
                    let found = open.remove(n);
                    open.truncate(n);
                    found
                });
                // With what follows it would be a link, or the address of one.
                let heads = opener.is_some_and(|(place, _)| {
                    let name = self.text.get(place + 2..at).unwrap_or_default();
                    place == 0 && !name.contains(['[', ']'])
                });
                let defines = rest
                    .strip_prefix(':')
                    .is_some_and(|rest| !rest.trim().is_empty());
                let link = destination(rest).is_some() || heads && defines;
                let opener = match opener {
                    Some((_, Opener::Note)) => {
                        self.kept += 1;
                        return;
                    }
                    opener => opener.map(|(place, _)| place),
                };
                if link {
                    let before = self.found.len();
                    self.found.retain(|(span, ..)| Some(span.start) != opener);
                    self.kept += 1 + before - self.found.len();
                } else {
                    self.found.push((span, "]", What::Bracket));
                }
            }
            sign => match self.plain(at, sign, rest) {
                Some(plain) => self.found.push((span, plain, What::Sign)),
                None => self.kept += 1,
            },
        }
    }

    /// The sign without its backslash, where it means nothing then.
    fn plain(&self, at: usize, sign: char, rest: &str) -> Option<&'static str> {
        let before = self.text.get(..at).unwrap_or_default();
        let line = before.rsplit('\n').next().unwrap_or_default();
        let heads = line.trim_start_matches([' ', '\t', '>']);
        let is_first = heads.is_empty();
        // `1\.` at the head of a line would be an item of a list.
        let numbers = heads.len() < 10 && heads.chars().all(char::is_alphanumeric) && !is_first;
        let last = before.chars().next_back();
        let next = rest.chars().next();
        let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let ends = next.is_none_or(|c| c == '\n' || c == '\r');
        let may = match sign {
            '\'' | '"' | '$' | '@' | '%' | ',' | ';' | '?' => true,
            '.' | ')' => !numbers,
            '-' | '+' | '=' => !is_first,
            '#' => !is_first && !ends && !self.is_heading,
            '>' => !is_first && !self.text.contains('<'),
            '<' => next.is_some_and(|c| c.is_whitespace() || c.is_ascii_digit()),
            '_' => word(last) && word(next),
            '(' => last != Some(']'),
            '^' => last != Some('['),
            '~' => last != Some('~') && !rest.starts_with(['~', '\\']),
            '!' => !rest.starts_with(['[', '\\']),
            _ => false,
        };
        let plain = match sign {
            '\'' => "'",
            '"' => "\"",
            '$' => "$",
            '@' => "@",
            '%' => "%",
            ',' => ",",
            ';' => ";",
            '?' => "?",
            '.' => ".",
            ')' => ")",
            '-' => "-",
            '+' => "+",
            '=' => "=",
            '#' => "#",
            '>' => ">",
            '<' => "<",
            '_' => "_",
            '(' => "(",
            '^' => "^",
            '~' => "~",
            '!' => "!",
            _ => return None,
        };
        may.then_some(plain)
    }

    /// A closing bracket: of a link, or of words that a converter marked, `[text]{.underline}`.
    fn close(&mut self, at: usize, open: &mut Vec<(usize, Opener)>) -> usize {
        let opener = match open.last() {
            Some((place, Opener::Bare)) => Some(*place),
            _ => None,
        };
        if opener.is_some() {
            open.pop();
        }
        let rest = self.text.get(at + 1..).unwrap_or_default();
        if let Some(length) = destination(rest) {
            return 1 + length;
        }
        let (Some(opener), Some(length)) = (opener, marks(rest)) else {
            return 1;
        };
        self.found.push((opener..opener + 1, "", What::Mark));
        self.found.push((at..at + 1 + length, "", What::Mark));
        1 + length
    }

    /// `&nbsp;` and the like.
    fn named(&mut self, at: usize) -> usize {
        let rest = self.text.get(at..).unwrap_or_default();
        let signs = [
            ("&nbsp;", "\u{a0}"),
            ("&quot;", "\""),
            ("&apos;", "'"),
            ("&amp;", "&"),
        ];
        let Some((name, sign)) = signs.iter().find(|(name, _)| rest.starts_with(name)) else {
            return 1;
        };
        // `&amp;lt;` would name another sign.
        let after = rest.get(name.len()..).unwrap_or_default();
        let word = after.trim_start_matches(|c: char| c == '#' || c.is_alphanumeric());
        if *sign == "&" && word.len() < after.len() && word.starts_with(';') {
            return 1;
        }
        self.found.push((at..at + name.len(), sign, What::Named));
        name.len()
    }
}

/// How long the code is that a text begins with; its backticks alone where they are not closed.
fn code(text: &str) -> usize {
    let run = text.len() - text.trim_start_matches('`').len();
    let mut at = run;
    while let Some(next) = text.get(at..).and_then(|rest| rest.find('`')) {
        let ticks = text.get(at + next..).unwrap_or_default();
        let length = ticks.len() - ticks.trim_start_matches('`').len();
        if length == run {
            return at + next + length;
        }
        at += next + length;
    }
    run
}

/// How long a comment, a tag or an address is that a text begins with; its first sign alone where it begins with none.
fn aside(text: &str) -> usize {
    if text.starts_with("<!--") {
        return text.find("-->").map_or(1, |end| end + 3);
    }
    markup(text, text.find('>')).unwrap_or(1)
}

/// How long `{.underline}` is at the head of a text; none for marks that say what went or came, `{.deletion author=…}`.
fn marks(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('{')?;
    let end = inside
        .find(['}', '{', '\n'])
        .filter(|end| inside[*end..].starts_with('}'))?;
    let marks = inside.get(..end)?;
    let tracked = ["deletion", "insertion", "comment", "paragraph-"];
    let is_mark = marks.starts_with(['.', '#']) || marks.contains('=');
    (is_mark && !tracked.iter().any(|word| marks.contains(word))).then_some(end + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> String {
        String::from_utf8_lossy(&converted(&Document::parse(text)).text).into_owned()
    }

    #[test]
    fn a_converters_escapes_go() {
        for (text, expected) in [
            (
                "States \\[shall\\]\\[should\\] act\n",
                "States [shall][should] act\n",
            ),
            (
                "States\\' \\\"own\\\" means, e\\.g\\. 3\\$\n",
                "States' \"own\" means, e.g. 3$\n",
            ),
            ("2\\. \\[Decides\\] to\n", "2\\. [Decides] to\n"),
            (
                "30&nbsp;June, R&amp;D and &quot;x&quot;\n",
                "30\u{a0}June, R&D and \"x\"\n",
            ),
            (
                "States [shall]{.underline} and [**may**]{.mark}\n",
                "States shall and **may**\n",
            ),
            (
                "[]{#_Toc1 .anchor}Scope of \\[the\\] text\n",
                "Scope of [the] text\n",
            ),
            ("a \\[b\n\nc\\] d\n", "a [b\n\nc] d\n"),
            ("\\[EU: x \\[y\\]\\]\n", "[EU: x [y]]\n"),
            (
                "\\[4\\]\\[2\\]. Also \\[notes\\]\n",
                "[4][2]. Also [notes]\n",
            ),
            ("\\[3bis. Parties act\\]\n", "[3bis. Parties act]\n"),
            ("2. \\[In \\[x\\] above\\]:\n", "2. [In [x] above]:\n"),
        ] {
            assert_eq!(plain(text), expected);
            assert_eq!(plain(expected), expected);
        }
    }

    #[test]
    fn what_would_mean_something_keeps_its_backslash() {
        for text in [
            "see \\[the letter\\](https://example.org) and \\[^4\\]\n",
            "\\[note\\]: https://example.org\n",
            "`\\[x\\]` and <!-- \\[y\\] -->\n",
            "12\\. States\n\n\\- one\n\n\\# two\n",
            "a \\*b\\* and \\`c\\` and \\\\ and a \\/ b\n",
            "[gone]{.deletion author=\"x\"}\n",
            "&amp;#91; and &amp;lt;\n",
            "---\ntitle: \\[x\\]\n---\n\n    \\[code\\]\n",
        ] {
            assert_eq!(plain(text), text);
        }
    }

    #[test]
    fn it_is_counted() {
        let all = converted(&Document::parse("\\[a\\] \\'b\\' \\*c &nbsp;[d]{.mark}\n"));
        assert_eq!(
            (all.brackets, all.signs, all.named, all.marked, all.kept),
            (2, 2, 1, 1, 1)
        );
    }
}
