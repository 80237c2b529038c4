//! A line of the screen: spans of text, each with its role, none of which can hold a raw control character.

use std::ops::Range;

use unicode_width::UnicodeWidthStr;

use super::clean::clean;
use super::role::Role;
use crate::text::graphemes;

/// How many columns a text takes.
pub fn width(text: &str) -> usize {
    plain_width(text, usize::MAX).unwrap_or_else(|| text.width())
}

/// The width of a text of nothing but printable ASCII, ideographs and their full stops and commas, for which nothing has to be
/// looked up; of one that is wider than `enough`, some width that is.
fn plain_width(text: &str, enough: usize) -> Option<usize> {
    let mut bytes = text.as_bytes();
    let mut columns = 0;
    loop {
        let plain = bytes
            .iter()
            .take(enough.saturating_sub(columns).saturating_add(1))
            .take_while(|byte| matches!(byte, 0x20..0x7f))
            .count();
        columns += plain;
        bytes = bytes.get(plain..)?;
        if bytes.is_empty() || columns > enough {
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

/// A run of a line's text that is of one role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Span<'l> {
    text: &'l str,
    role: Role,
}

impl<'l> Span<'l> {
    /// Its text, clean.
    pub fn text(&self) -> &'l str {
        self.text
    }

    /// What it is.
    pub fn role(&self) -> Role {
        self.role
    }

    /// How many columns it takes.
    pub fn width(&self) -> usize {
        width(self.text)
    }
}

/// A line, or a paragraph that is yet to be wrapped. Its text went through [`clean`].
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Line {
    text: String,
    /// The role of each span and where it ends; none is empty, and no two neighbours have the same.
    ends: Vec<(Role, usize)>,
    hang: usize,
}

impl Line {
    /// An empty line.
    pub fn new() -> Line {
        Line::default()
    }

    /// An empty line with room for so many bytes in so many spans.
    pub(super) fn with_room(bytes: usize, spans: usize) -> Line {
        Line {
            text: String::with_capacity(bytes),
            ends: Vec::with_capacity(spans),
            hang: 0,
        }
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
    pub fn and(mut self, mut other: Line) -> Line {
        if self.is_empty() {
            other.hang = self.hang;
            return other;
        }
        for span in other.spans() {
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
        self.push_piece(role, &clean(text.as_ref()));
    }

    /// Adds what is clean already, a piece of another line or a sign; one of the same role as the last joins it.
    pub(super) fn push_piece(&mut self, role: Role, text: &str) {
        if text.is_empty() {
            return;
        }
        self.text.push_str(text);
        let end = self.text.len();
        match self.ends.last_mut() {
            Some(last) if last.0 == role => last.1 = end,
            _ => self.ends.push((role, end)),
        }
    }

    /// Adds a span; one of the same role as the last joins it.
    pub fn push_span(&mut self, span: Span<'_>) {
        self.push_piece(span.role, span.text);
    }

    /// Its spans.
    pub fn spans(&self) -> impl ExactSizeIterator<Item = Span<'_>> + Clone {
        self.spans_of(0..self.text.len())
    }

    /// The spans of a piece of its text.
    pub fn spans_of(&self, piece: Range<usize>) -> impl ExactSizeIterator<Item = Span<'_>> + Clone {
        // Where a piece begins is looked up once for all its spans.
        let first = self.ends.partition_point(|(_, end)| *end <= piece.start);
        let last = self.ends.partition_point(|(_, end)| *end < piece.end);
        let many = match piece.is_empty() {
            true => first,
            false => (last + 1).min(self.ends.len()),
        };
        (first..many).map(move |n| {
            let before = n.checked_sub(1).and_then(|before| self.ends.get(before));
            let from = before.map_or(0, |before| before.1).max(piece.start);
            let (role, end) = self.ends.get(n).copied().unwrap_or_default();
            let text = self.text.get(from..end.min(piece.end)).unwrap_or_default();
            Span { text, role }
        })
    }

    /// How far its continuations are indented.
    pub fn hang(&self) -> usize {
        self.hang
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// How many columns it takes.
    pub fn width(&self) -> usize {
        self.spans().map(|span| span.width()).sum()
    }

    /// Whether it takes more columns than so many; most that do are not walked to their end.
    pub(super) fn is_wider(&self, than: usize) -> bool {
        let mut columns = 0;
        self.spans().any(|span| {
            let enough = than - columns;
            columns += plain_width(span.text, enough).unwrap_or_else(|| span.text.width());
            columns > than
        })
    }

    /// Its text without roles.
    pub fn text(&self) -> String {
        self.text.clone()
    }

    /// The same, borrowed.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The line with every span in one role: a row that is chosen, a text that did not change.
    #[must_use]
    pub fn all(mut self, role: Role) -> Line {
        self.ends.clear();
        if !self.text.is_empty() {
            self.ends.push((role, self.text.len()));
        }
        self
    }

    /// The line filled with spaces up to a width.
    #[must_use]
    pub fn padded(mut self, to: usize) -> Line {
        let gap = to.saturating_sub(self.width());
        self.push_piece(Role::Plain, &" ".repeat(gap));
        self
    }

    /// The line, its text at the right edge of a width.
    #[must_use]
    pub fn right(self, to: usize) -> Line {
        let gap = to.saturating_sub(self.width());
        Line::plain(" ".repeat(gap)).and(self)
    }

    /// The line without white space at its end.
    pub(super) fn trimmed(self) -> Line {
        let end = self.text.trim_end().len();
        if end == self.text.len() {
            return self;
        }
        let mut out = Line::new().hanging(self.hang);
        self.spans_of(0..end).for_each(|span| out.push_span(span));
        out
    }

    /// The line cut to a width, with `…` for what is left out; no grapheme is cut.
    #[must_use]
    pub fn cut(self, to: usize) -> Line {
        self.cut_at(to)
    }

    /// The same, cut between two words where one ends not too far before.
    pub fn cut_by_word(self, to: usize) -> Line {
        if self.width() <= to {
            return self;
        }
        let text = self.text();
        let room = to.saturating_sub(1);
        let (mut used, mut end) = (0, 0);
        for grapheme in graphemes(&text) {
            let wide = width(grapheme);
            // The sign that does not fit any more may be the space behind a whole word.
            if grapheme.chars().all(char::is_whitespace) && used <= room {
                end = used;
            }
            used += wide;
            if used > room + 1 {
                break;
            }
        }
        let near = end > 0 && end + LONG_WORD >= room;
        self.cut_at(if near { end + 1 } else { to })
    }

    fn cut_at(self, to: usize) -> Line {
        if self.width() <= to {
            return self;
        }
        let mut out = Line::new().hanging(self.hang);
        let room = to.saturating_sub(1);
        let mut used = 0;
        for span in self.spans() {
            for grapheme in graphemes(span.text) {
                let wide = width(grapheme);
                if used + wide > room {
                    if to > 0 {
                        out.push_piece(span.role, "…");
                    }
                    return out;
                }
                used += wide;
                out.push_piece(span.role, grapheme);
            }
        }
        out
    }
}

/// Where no word has ended for so many columns, a line is cut inside one.
const LONG_WORD: usize = 18;

/// A name in this many columns: one that is too long keeps its beginning and, rather than that, its end, by which long names differ.
pub fn name_in(name: &str, columns: usize) -> String {
    let shown = Line::plain(name).text();
    if width(&shown) <= columns {
        return shown;
    }
    let Some(room) = columns.checked_sub(1) else {
        return String::new();
    };
    let fitting = |graphemes: &mut dyn Iterator<Item = &str>, room: usize| -> usize {
        let mut used = 0;
        graphemes
            .take_while(|grapheme| {
                used += width(grapheme);
                used <= room
            })
            .map(str::len)
            .sum()
    };
    let all: Vec<&str> = graphemes(&shown).collect();
    let end = fitting(&mut all.iter().rev().copied(), room - room / 2);
    let tail = shown.get(shown.len() - end..).unwrap_or_default();
    let begin = fitting(&mut all.iter().copied(), room - width(tail));
    let head = shown.get(..begin).unwrap_or_default();
    format!("{head}…{tail}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_cut_between_two_words_and_inside_one_only_where_that_is_very_long() {
        let cut = |text: &str, to: usize| Line::plain(text).cut_by_word(to).text();
        assert_eq!(
            cut("International cooperation, assistance", 30),
            "International cooperation,…"
        );
        assert_eq!(
            cut("International cooperation", 25),
            "International cooperation"
        );
        assert_eq!(cut("one two three", 8), "one two…");
        assert_eq!(cut("one two three", 7), "one…");
        assert_eq!(cut("打击小武器非法贸易行动纲领", 9), "打击小武…");
        assert_eq!(
            cut("a counterrevolutionaryism", 24),
            "a counterrevolutionaryi…"
        );
        for to in 0..30 {
            assert!(
                Line::plain("one two three four five six")
                    .cut_by_word(to)
                    .width()
                    <= to
            );
        }
    }

    #[test]
    fn names_that_differ_only_at_their_end_are_told_apart_where_they_do_not_fit() {
        assert_eq!(name_in("12 bis", 8), "12 bis");
        assert_eq!(name_in("Article 12 bis alt 2", 11), "Artic…alt 2");
        assert_eq!(name_in("Article 12 bis alt 3", 11), "Artic…alt 3");
        for columns in 1..20 {
            for name in [
                "Article 12 bis alt 2",
                "第十二条之二甲乙丙丁",
                "II/12/(a)/(iv)/(bb)/x",
            ] {
                let shown = name_in(name, columns);
                assert!(width(&shown) <= columns, "{shown} in {columns}");
                let end = shown.chars().last();
                assert!(
                    columns < 5 || end == name.chars().last(),
                    "{shown} in {columns}"
                );
            }
        }
        assert_eq!(name_in("12", 0), "");
    }

    #[test]
    fn a_span_cannot_hold_a_raw_escape() {
        assert_eq!(Line::plain("\u{1b}[2J").text(), "␛[2J");
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
