//! Breaking a long line into the lines of a column, between words, and between ideographs where their usage allows.

use std::ops::Range;

use super::line::{Line, after_ideograph, width};
use super::role::Role;
use crate::text::graphemes;

/// Wraps a line to a width. Words stay whole where they fit in a line, graphemes always; spaces at a break go.
///
/// Continuations are indented by the line's own hanging indent, at most a third of the width.
pub fn wrap(line: &Line, to: usize) -> Vec<Line> {
    let mut out = Vec::new();
    for_each_row(line, to, |row| {
        let mut one = Line::new();
        if row.whole {
            one = line.clone();
        } else {
            one.push_piece(Role::Plain, &" ".repeat(row.indent));
            line.spans_of(row.piece)
                .for_each(|span| one.push_span(span));
        }
        out.push(one);
    });
    out
}

/// A row of a line that was wrapped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// How far it is indented.
    pub indent: usize,
    /// The bytes of the line's text that stand in it.
    pub piece: Range<usize>,
    /// Whether it is the line as it was.
    whole: bool,
}

/// Tells the rows of [`wrap`] one after the other, as pieces of the line.
pub fn for_each_row(line: &Line, to: usize, told: impl FnMut(Row)) {
    let to = to.max(1);
    let text = line.as_str();
    let mut rows = Rows {
        line,
        to,
        hang: line.hang().min(to / 3),
        told,
        row: 0..0,
        indent: 0,
        used: 0,
        word: 0,
        gap: 0,
        wide: 0,
    };
    if !line.is_wider(to) {
        (rows.told)(Row {
            indent: 0,
            piece: 0..text.len(),
            whole: true,
        });
        return;
    }
    let mut before = None;
    let mut at = 0;
    for span in line.spans() {
        let mut rest = span.text();
        while !rest.is_empty() {
            // A line may end between any two ideographs: many in a row are put at once.
            if before == Some(Class::Wide)
                && let Some(many) = row_of_ideographs(rest)
            {
                rows.put(at);
                rows.put_ideographs(at, many);
                at += 3 * many;
                rest = rest.get(3 * many..).unwrap_or_default();
            }
            let Some((piece, mut class, wide)) = next_piece(rest) else {
                break;
            };
            // The mark `[-` is no dash: what is struck begins behind it.
            if class == Class::Dash && before == Some(Class::Leading) {
                class = Class::Leading;
            }
            if class == Class::Space {
                rows.put(at);
                rows.gap += wide;
                rows.word = at + piece.len();
            } else {
                if before.is_some_and(|before| may_break(before, class)) && !goes_on(before, piece)
                {
                    rows.put(at);
                }
                rows.wide += wide;
            }
            before = Some(class);
            at += piece.len();
            rest = rest.get(piece.len()..).unwrap_or_default();
        }
    }
    rows.put(at);
    rows.end();
}

/// The first piece of a text with its class and its width: a grapheme, or a run of ASCII letters and digits, since no line
/// ends inside a word that fits.
fn next_piece(text: &str) -> Option<(&str, Class, usize)> {
    let bytes = text.as_bytes();
    let first = *bytes.first()?;
    let run = bytes
        .iter()
        .take_while(|byte| byte.is_ascii_alphanumeric())
        .count();
    // What is not ASCII may combine with the letter before it.
    let run = match bytes.get(run) {
        Some(next) if !next.is_ascii() => run.saturating_sub(1),
        _ => run,
    };
    if run > 0 {
        return Some((text.get(..run)?, Class::Letter, run));
    }
    // Of signs none is made of two but the end of a line, which stands in none.
    if matches!(first, b' '..0x7f) && bytes.get(1).is_none_or(u8::is_ascii) {
        let sign = text.get(..1)?;
        return Some((sign, Class::of(sign), 1));
    }
    if stands_alone(bytes) {
        let piece = text.get(..3)?;
        let class = match first {
            0xe4..=0xe9 => Class::Wide,
            _ => Class::of(piece),
        };
        return Some((piece, class, 2));
    }
    let piece = graphemes(text).next()?;
    Some((piece, Class::of(piece), width(piece)))
}

/// How many ideographs a text begins with, up to the last before one that is an ideograph as well.
fn row_of_ideographs(text: &str) -> Option<usize> {
    let (ideographs, _) = text.as_bytes().as_chunks::<3>();
    let count = ideographs
        .iter()
        .take_while(|bytes| {
            matches!(
                bytes,
                [0xe5..=0xe8, _, _] | [0xe4, 0xb8..=0xbf, _] | [0xe9, 0x80..=0xbe, _]
            )
        })
        .count();
    count.checked_sub(1).filter(|many| *many > 0)
}

/// Whether a text begins with an ideograph behind which comes nothing that might hold to it.
fn stands_alone(bytes: &[u8]) -> bool {
    let behind = after_ideograph(bytes);
    behind.is_some_and(|rest| {
        rest.first().is_none_or(u8::is_ascii) || after_ideograph(rest).is_some()
    })
}

/// Whether what stands behind a dash or a stroke is the rest of a name: `XNO-3`, `A/CONF.192`.
fn goes_on(before: Option<Class>, piece: &str) -> bool {
    before == Some(Class::Dash)
        && piece.starts_with(|c: char| c.is_ascii_digit() || c.is_ascii_uppercase())
}

/// Rows being filled: what stands in the row at hand, and behind it the spaces and the word that wait to be put there.
struct Rows<'l, T> {
    line: &'l Line,
    to: usize,
    hang: usize,
    told: T,
    row: Range<usize>,
    indent: usize,
    used: usize,
    /// Where the waiting word begins.
    word: usize,
    /// The width of the spaces before it, and its own.
    gap: usize,
    wide: usize,
}

impl<T: FnMut(Row)> Rows<'_, T> {
    /// Puts the waiting word, which ends here, into the row behind its space, or into the next one without.
    fn put(&mut self, end: usize) {
        if self.word == end {
            return;
        }
        if self.used + self.gap + self.wide <= self.to {
            self.used += self.gap;
        } else if self.used > self.indent || !self.row.is_empty() {
            self.turn(self.word);
        } else {
            self.row = self.word..self.word;
        }
        if self.used + self.wide <= self.to {
            self.used += self.wide;
        } else {
            self.cut(end);
        }
        self.row.end = end;
        (self.word, self.gap, self.wide) = (end, 0, 0);
    }

    /// Puts ideographs that begin at a place, where nothing waits; each is a word of its own.
    fn put_ideographs(&mut self, from: usize, many: usize) {
        let (mut at, end) = (from, from + 3 * many);
        while at < end {
            let fit = (self.to - self.used.min(self.to)) / 2;
            let fit = fit.min((end - at) / 3);
            at += 3 * fit;
            self.used += 2 * fit;
            self.row.end = at;
            if at < end {
                if self.used > self.indent || !self.row.is_empty() {
                    self.turn(at);
                }
                if self.used + 2 > self.to {
                    // Even a row of its own is too narrow.
                    at += 3;
                    self.used += 2;
                    self.row.end = at;
                }
            }
        }
        self.word = end;
    }

    /// A word that fits nowhere is cut between graphemes, and where its role changes.
    fn cut(&mut self, end: usize) {
        let line = self.line;
        let mut at = self.word;
        for grapheme in line
            .spans_of(self.word..end)
            .flat_map(|span| graphemes(span.text()))
        {
            let wide = width(grapheme);
            if self.used + wide > self.to && self.used > self.hang {
                self.row.end = at;
                self.turn(at);
            }
            self.used += wide;
            at += grapheme.len();
        }
    }

    /// Ends the row; the next one begins at a place.
    fn turn(&mut self, next: usize) {
        (self.told)(Row {
            indent: self.indent,
            piece: self.row.clone(),
            whole: false,
        });
        (self.indent, self.used) = (self.hang, self.hang);
        self.row = next..next;
    }

    fn end(mut self) {
        self.turn(0);
    }
}

/// How a grapheme behaves at the end of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Space,
    /// A letter, a digit, or anything else that holds to its neighbours.
    Letter,
    /// `-`, `–`, `—`, `/`: a line may end behind it.
    Dash,
    /// A wide character: a line may end on either side.
    Wide,
    /// A wide character that never begins a line: `，。）」`.
    Closing,
    /// A wide character that never ends a line: `（「`.
    Opening,
    /// Narrow punctuation that never begins a line: `, . ) ] ”`.
    Trailing,
    /// Narrow punctuation that never ends a line: `( [ “`.
    Leading,
}

impl Class {
    fn of(grapheme: &str) -> Class {
        let Some(c) = grapheme.chars().next() else {
            return Class::Letter;
        };
        match c {
            ' '
            | '\u{1680}'
            | '\u{2000}'..='\u{2006}'
            | '\u{2008}'..='\u{200a}'
            | '\u{205f}'
            | '\u{3000}' => Class::Space,
            '-' | '\u{2010}' | '–' | '—' | '/' => Class::Dash,
            '、'
            | '。'
            | '，'
            | '．'
            | '：'
            | '；'
            | '！'
            | '？'
            | '）'
            | '］'
            | '｝'
            | '」'
            | '』'
            | '】'
            | '〕'
            | '〉'
            | '》'
            | '〗'
            | '〙'
            | '〛'
            | '％'
            | '・'
            | 'ー'
            | '々'
            | '〻'
            | '／'
            | '～'
            | 'ぁ'
            | 'ぃ'
            | 'ぅ'
            | 'ぇ'
            | 'ぉ'
            | 'っ'
            | 'ゃ'
            | 'ゅ'
            | 'ょ'
            | 'ゎ'
            | 'ァ'
            | 'ィ'
            | 'ゥ'
            | 'ェ'
            | 'ォ'
            | 'ッ'
            | 'ャ'
            | 'ュ'
            | 'ョ'
            | 'ヮ'
            | 'ヵ'
            | 'ヶ'
            | '\u{ff61}'..='\u{ff65}' => Class::Closing,
            '（' | '［' | '｛' | '「' | '『' | '【' | '〔' | '〈' | '《' | '〖' | '〘' | '〚'
            | '＄' | '￥' => Class::Opening,
            ',' | '.' | ';' | ':' | '!' | '?' | ')' | ']' | '}' | '”' | '’' | '»' | '%' | '…'
            | '،' | '؛' | '؟' | '⟩' | '›' => Class::Trailing,
            '(' | '[' | '{' | '“' | '‘' | '«' | '⟨' | '‹' | '§' | '¶' => Class::Leading,
            c if is_wide(c) => Class::Wide,
            _ => Class::Letter,
        }
    }
}

/// Says whether a character may stand alone at either end of a line, as ideographs, kana and wide symbols do.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{a4cf}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ff60}'
        | '\u{1f300}'..='\u{1faff}' | '\u{20000}'..='\u{3fffd}')
}

fn may_break(before: Class, after: Class) -> bool {
    match (before, after) {
        (_, Class::Closing | Class::Trailing) | (Class::Opening | Class::Leading, _) => false,
        (Class::Wide | Class::Closing, _) | (_, Class::Wide | Class::Opening) => {
            before != Class::Space
        }
        (Class::Dash, Class::Letter | Class::Leading) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped(text: &str, to: usize) -> Vec<String> {
        wrap(&Line::plain(text), to)
            .iter()
            .map(Line::text)
            .collect()
    }

    #[test]
    fn words_stay_whole_and_spaces_at_a_break_go() {
        assert_eq!(
            wrapped("States shall take measures", 12),
            ["States shall", "take", "measures"]
        );
        assert_eq!(wrapped("a  b", 2), ["a", "b"]);
    }

    #[test]
    fn a_proposal_s_number_and_a_symbol_stay_whole() {
        let rows = wrap(
            &Line::plain("collides with XSE-1 of A/CONF.192 and man-made"),
            17,
        );
        let rows: Vec<&str> = rows.iter().map(Line::as_str).collect();
        assert_eq!(
            rows,
            ["collides with", "XSE-1 of", "A/CONF.192 and", "man-made"]
        );
    }

    #[test]
    fn no_line_ends_between_a_mark_and_what_it_marks() {
        assert_eq!(
            wrapped("a [-[shall]-] {+shall+}", 12),
            ["a", "[-[shall]-]", "{+shall+}"]
        );
    }

    #[test]
    fn a_word_that_fits_nowhere_is_cut_between_graphemes() {
        assert_eq!(wrapped("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(
            wrapped("e\u{301}e\u{301}e\u{301}", 2),
            ["e\u{301}e\u{301}", "e\u{301}"]
        );
        assert_eq!(wrapped("to abcdefgh", 4), ["to", "abcd", "efgh"]);
    }

    #[test]
    fn a_comma_never_begins_a_line_of_ideographs_and_a_parenthesis_never_ends_one() {
        assert_eq!(
            wrapped("各国应当加强，合作", 12),
            ["各国应当加", "强，合作"]
        );
        assert_eq!(wrapped("各国应当（加强）", 10), ["各国应当", "（加强）"]);
    }

    #[test]
    fn continuations_hang_and_keep_their_roles() {
        let line = Line::of(Role::Label, "12. ")
            .with(Role::Plain, "States shall")
            .hanging(4);
        let lines = wrap(&line, 12);
        assert_eq!(
            lines.iter().map(Line::text).collect::<Vec<_>>(),
            ["12. States", "    shall"]
        );
        assert_eq!(lines.first().map(|line| line.spans().len()), Some(2));
    }

    #[test]
    fn every_line_fits_and_no_word_is_lost() {
        let text = "Emphasizing (that) the cost-effectiveness of [措施，包括] measures—all of them—shall/should be 加强 x";
        for to in 1..40 {
            let lines = wrap(&Line::plain(text).hanging(3), to);
            assert!(
                lines.iter().all(|line| line.width() <= to.max(2)),
                "{to}: {lines:?}"
            );
            let joined: String = lines.iter().map(Line::text).collect();
            let bare = |text: &str| text.replace(' ', "");
            assert_eq!(bare(&joined), bare(text));
        }
    }
}
