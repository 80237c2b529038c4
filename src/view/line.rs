//! A line of the screen: spans of text, each with its role, none of which can hold a raw control character.

use unicode_width::UnicodeWidthStr;

use super::clean::clean;
use super::role::Role;
use crate::text::graphemes;

/// How many columns a text takes.
pub fn width(text: &str) -> usize {
    plain_width(text).unwrap_or_else(|| text.width())
}

/// The width of a text of nothing but printable ASCII, ideographs and their full stops and commas, for which nothing has to be
/// looked up.
fn plain_width(text: &str) -> Option<usize> {
    let mut bytes = text.as_bytes();
    let mut columns = 0;
    loop {
        let plain = bytes
            .iter()
            .take_while(|byte| matches!(byte, 0x20..0x7f))
            .count();
        columns += plain;
        bytes = bytes.get(plain..)?;
        if bytes.is_empty() {
            return Some(columns);
        }
        bytes = after_ideograph(bytes)?;
        columns += 2;
    }
}

/// What stands behind an ideograph of the common plane, or its full stop or comma: two columns wide, and nothing is written over it
/// but what is neither.
pub(super) fn after_ideograph(bytes: &[u8]) -> Option<&[u8]> {
    match bytes {
        [0xe5..=0xe8, _, _, rest @ ..] | [0xe3, 0x80, 0x81 | 0x82, rest @ ..] => Some(rest),
        // ，；：（）
        [0xef, 0xbc, 0x88 | 0x89 | 0x8c | 0x9a | 0x9b, rest @ ..] => Some(rest),
        [0xe4, 0xb8..=0xbf, _, rest @ ..] | [0xe9, 0x80..=0xbe, _, rest @ ..] => Some(rest),
        _ => None,
    }
}

/// A run of text of one role. Its text went through [`clean`].
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Span {
    text: String,
    role: Role,
}

impl Span {
    /// A span; what would harm a terminal in `text` is made visible.
    pub fn new(role: Role, text: impl AsRef<str>) -> Span {
        Span {
            text: clean(text.as_ref()).into_owned(),
            role,
        }
    }

    /// Its text, clean.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What it is.
    pub fn role(&self) -> Role {
        self.role
    }

    /// How many columns it takes.
    pub fn width(&self) -> usize {
        width(&self.text)
    }

    /// The same text in another role.
    pub fn as_role(mut self, role: Role) -> Span {
        self.role = role;
        self
    }
}

/// A line, or a paragraph that is yet to be wrapped.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Line {
    spans: Vec<Span>,
    hang: usize,
}

impl Line {
    /// An empty line.
    pub fn new() -> Line {
        Line::default()
    }

    /// A line of one role.
    pub fn of(role: Role, text: impl AsRef<str>) -> Line {
        Line::new().with(role, text)
    }

    /// A plain line.
    pub fn plain(text: impl AsRef<str>) -> Line {
        Line::of(Role::Plain, text)
    }

    /// The line with one more span.
    #[must_use]
    pub fn with(mut self, role: Role, text: impl AsRef<str>) -> Line {
        self.push(role, text);
        self
    }

    /// The line with another's spans behind its own.
    #[must_use]
    pub fn and(mut self, other: Line) -> Line {
        for span in other.spans {
            self.push_span(span);
        }
        self
    }

    /// The line, its continuations indented by `columns` when it is wrapped.
    #[must_use]
    pub fn hanging(mut self, columns: usize) -> Line {
        self.hang = columns;
        self
    }

    /// Adds a span; one of the same role as the last joins it.
    pub fn push(&mut self, role: Role, text: impl AsRef<str>) {
        match self.spans.last_mut() {
            Some(last) if last.role == role => last.text.push_str(&clean(text.as_ref())),
            _ => self.push_span(Span::new(role, text)),
        }
    }

    /// Adds a piece of another line; one of the same role as the last joins it.
    pub(super) fn push_piece(&mut self, role: Role, text: &str) {
        match self.spans.last_mut() {
            Some(last) if last.role == role => last.text.push_str(text),
            _ if text.is_empty() => {}
            _ => self.spans.push(Span {
                text: text.to_owned(),
                role,
            }),
        }
    }

    /// Adds a span; one of the same role as the last joins it.
    pub fn push_span(&mut self, span: Span) {
        if span.text.is_empty() {
            return;
        }
        match self.spans.last_mut() {
            Some(last) if last.role == span.role => last.text.push_str(&span.text),
            _ => self.spans.push(span),
        }
    }

    /// Its spans.
    pub fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// How far its continuations are indented.
    pub fn hang(&self) -> usize {
        self.hang
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// How many columns it takes.
    pub fn width(&self) -> usize {
        self.spans.iter().map(Span::width).sum()
    }

    /// Its text without roles.
    pub fn text(&self) -> String {
        self.spans.iter().map(Span::text).collect()
    }

    /// The line with every span in one role: a row that is chosen, a text that did not change.
    #[must_use]
    pub fn all(mut self, role: Role) -> Line {
        for span in &mut self.spans {
            span.role = role;
        }
        self
    }

    /// The line filled with spaces up to a width.
    #[must_use]
    pub fn padded(mut self, to: usize) -> Line {
        let gap = to.saturating_sub(self.width());
        self.push(Role::Plain, " ".repeat(gap));
        self
    }

    /// The line, its text at the right edge of a width.
    #[must_use]
    pub fn right(self, to: usize) -> Line {
        let gap = to.saturating_sub(self.width());
        Line::plain(" ".repeat(gap)).and(self)
    }

    /// The line cut to a width, with `…` for what is left out; no grapheme is cut.
    #[must_use]
    pub fn cut(self, to: usize) -> Line {
        if self.width() <= to {
            return self;
        }
        let mut out = Line {
            spans: Vec::new(),
            hang: self.hang,
        };
        let room = to.saturating_sub(1);
        let mut used = 0;
        for span in self.spans {
            let mut kept = String::new();
            for grapheme in graphemes(&span.text) {
                let wide = width(grapheme);
                if used + wide > room {
                    out.push(span.role, &kept);
                    if to > 0 {
                        out.push(span.role, "…");
                    }
                    return out;
                }
                used += wide;
                kept.push_str(grapheme);
            }
            out.push(span.role, &kept);
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_cannot_hold_a_raw_escape() {
        assert_eq!(Span::new(Role::Plain, "\u{1b}[2J").text(), "␛[2J");
    }

    #[test]
    fn neighbours_of_one_role_are_one_span() {
        let line = Line::plain("a").with(Role::Plain, "b").with(Role::Dim, "c");
        assert_eq!(line.spans().len(), 2);
        assert_eq!(line.text(), "abc");
    }

    #[test]
    fn a_cut_line_fits_and_says_that_it_was_cut() {
        let line = Line::plain("国家应当").with(Role::Dim, " shall");
        assert_eq!(line.clone().cut(14).text(), "国家应当 shall");
        assert_eq!(line.clone().cut(6).text(), "国家…");
        assert_eq!(line.clone().cut(5).text(), "国家…");
        assert_eq!(line.clone().cut(0).text(), "");
        for to in 0..16 {
            assert!(line.clone().cut(to).width() <= to);
        }
    }

    #[test]
    fn a_padded_line_has_the_width_asked_for() {
        assert_eq!(Line::plain("国").padded(5).text(), "国   ");
        assert_eq!(Line::plain("12").right(5).text(), "   12");
    }
}
