//! What the aligner knows of a paragraph: its words, what it is, its label and where it stands.

use std::borrow::Cow;

use crate::text::{Document, Kind, is_ideograph};

/// A paragraph as the aligner sees it.
#[derive(Debug, Clone)]
pub(super) struct Passage<'a> {
    /// Its words, label off, white space folded, marks kept.
    pub(super) text: &'a str,
    /// What it is.
    pub(super) kind: Kind,
    /// Its label.
    pub(super) label: Option<&'a str>,
    /// The heading it stands under.
    pub(super) section: Option<usize>,
    /// A heading's level, or how deep it is nested.
    pub(super) depth: usize,
}

impl<'a> Passage<'a> {
    /// The paragraphs of a document.
    pub(super) fn of(document: &'a Document) -> Vec<Passage<'a>> {
        document
            .paragraphs()
            .iter()
            .map(|paragraph| Passage {
                text: &paragraph.text,
                kind: paragraph.kind,
                label: paragraph.label.as_ref().map(|label| label.as_str()),
                section: paragraph.section,
                depth: paragraph.depth,
            })
            .collect()
    }

    /// Whether it is a heading that is nothing but its label: `## Article 4`.
    pub(super) fn is_bare_label(&self) -> bool {
        self.kind == Kind::Heading
            && self
                .label
                .is_some_and(|label| same_letters(label, self.text))
    }

    /// Its words as they are compared: without Markdown marks, without spaces between ideographs.
    pub(super) fn words(&self) -> Cow<'a, str> {
        unmarked(self.text)
    }

    /// Whether it differs from another of the same words in its marks or in what it is.
    ///
    /// A label makes an item of a paragraph and the other way round (`3.` is a list's, `3 bis.` is not): that is renumbering.
    pub(super) fn differs_in_marks(&self, other: &Passage) -> bool {
        let prose = |kind| matches!(kind, Kind::Item | Kind::Paragraph);
        if prose(self.kind) && prose(other.kind) {
            let labelled = self.label.is_some() || other.label.is_some();
            if !labelled && (self.kind != other.kind || self.depth != other.depth) {
                return true;
            }
        } else if self.kind != other.kind {
            // The title stands in the front matter in one version, in a heading in another.
            return true;
        } else if self.kind == Kind::Heading && self.depth != other.depth {
            return true;
        }
        self.text != other.text && tightened(self.text) != tightened(other.text)
    }
}

/// Whether two texts have the same letters and digits, whatever stands between them.
fn same_letters(a: &str, b: &str) -> bool {
    let letters = |text: &'_ str| {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect::<Vec<char>>()
    };
    letters(a) == letters(b)
}

/// The text without spaces between ideographs.
fn tightened(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || !text.contains(' ') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut before = None;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let between = c == ' '
            && before.is_some_and(is_ideograph)
            && chars.peek().is_some_and(|&next| is_ideograph(next));
        if !between {
            out.push(c);
        }
        before = Some(c);
    }
    Cow::Owned(out)
}

/// Where the first sign stands that Markdown marks words with.
fn first_mark(bytes: &[u8]) -> Option<usize> {
    let common = memchr::memchr3(b'*', b'_', b'`', bytes);
    let before = bytes.get(..common.unwrap_or(bytes.len()))?;
    memchr::memchr2(b'~', b'\\', before).or(common)
}

/// The text without emphasis, code and strike marks, and without spaces between ideographs.
fn unmarked(text: &str) -> Cow<'_, str> {
    if first_mark(text.as_bytes()).is_none() {
        return tightened(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut before = ' ';
    while let Some(at) = first_mark(rest.as_bytes()) {
        let (plain, marked) = rest.split_at(at);
        out.push_str(plain);
        before = plain.chars().next_back().unwrap_or(before);
        let mut behind = marked.chars();
        let mark = behind.next().unwrap_or(' ');
        let next = behind.clone().next();
        match mark {
            '\\' if next.is_some_and(|next| next.is_ascii_punctuation()) => {
                // An escaped mark is a character of the text.
                out.extend(behind.next());
            }
            '*' | '`' => {}
            '~' if before == '~' || next == Some('~') => {}
            // An underscore inside a word is one of its letters.
            '_' if !(before.is_alphanumeric()
                && next.is_some_and(|next| next.is_alphanumeric())) => {}
            mark => out.push(mark),
        }
        before = mark;
        rest = behind.as_str();
    }
    out.push_str(rest);
    // What stood in a mark of its own may leave its spaces behind.
    let trimmed = out.trim();
    Cow::Owned(tightened(trimmed).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn emphasis_is_no_word_and_an_escaped_mark_is() {
        assert_eq!(
            unmarked("*Recalling* the **Charter** and `code`"),
            "Recalling the Charter and code"
        );
        assert_eq!(unmarked(r"5 \* 3 and snake_case"), "5 * 3 and snake_case");
    }

    #[test]
    fn a_space_between_ideographs_does_not_count() {
        assert_eq!(unmarked("各国 应当，  "), "各国应当，  ");
        assert_eq!(unmarked("各国 shall 应当"), "各国 shall 应当");
    }

    #[test]
    fn a_heading_that_is_nothing_but_its_label_is_known() {
        let heading = |text, label| Passage {
            text,
            kind: Kind::Heading,
            label,
            section: None,
            depth: 2,
        };
        assert!(heading("Article 4", Some("Article 4")).is_bare_label());
        assert!(heading("III.", Some("III")).is_bare_label());
        assert!(!heading("Purpose", Some("Article 4")).is_bare_label());
    }
}
