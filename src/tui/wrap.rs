//! Breaking styled text into lines of a width: at spaces, between ideographs, and inside a word only where it must be.

use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthChar;

/// How many columns a text takes.
pub(super) fn width(text: &str) -> usize {
    text.chars().map(columns).sum()
}

fn columns(c: char) -> usize {
    c.width().unwrap_or(0)
}

/// Whether a line may break on either side of a character that is no space.
fn stands_alone(c: char) -> bool {
    matches!(c,
        '\u{2E80}'..='\u{303F}' | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFD}')
}

/// Marks that never begin a line.
fn hangs(c: char) -> bool {
    matches!(
        c,
        '、' | '。' | '，' | '；' | '：' | '！' | '？' | '）' | '」' | '』' | '》' | '〉' | '］'
    )
}

/// A piece that is never broken, with its style changes.
#[derive(Default)]
struct Word {
    parts: Vec<(Style, String)>,
    width: usize,
}

impl Word {
    fn push(&mut self, style: Style, c: char) {
        self.width += columns(c);
        match self.parts.last_mut() {
            Some((same, text)) if *same == style => text.push(c),
            _ => self.parts.push((style, c.to_string())),
        }
    }

    fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }
}

/// Lines under way.
struct Lines {
    limit: usize,
    done: Vec<Line<'static>>,
    line: Word,
    /// Spaces that count only if something follows on the line.
    gap: Word,
}

impl Lines {
    fn end(&mut self) {
        self.gap = Word::default();
        let line = std::mem::take(&mut self.line);
        let spans: Vec<Span<'static>> = line
            .parts
            .into_iter()
            .map(|(style, text)| Span::styled(text, style))
            .collect();
        self.done.push(Line::from(spans));
    }

    fn put(&mut self, word: &mut Word) {
        if word.is_empty() {
            return;
        }
        let word = std::mem::take(word);
        if self.line.width + self.gap.width + word.width > self.limit && !self.line.is_empty() {
            self.end();
        }
        let gap = std::mem::take(&mut self.gap);
        if !self.line.is_empty() {
            self.append(gap);
        }
        if word.width <= self.limit {
            self.append(word);
            return;
        }
        for (style, text) in word.parts {
            for c in text.chars() {
                if self.line.width + columns(c) > self.limit && !self.line.is_empty() {
                    self.end();
                }
                self.line.push(style, c);
            }
        }
    }

    fn append(&mut self, word: Word) {
        self.line.width += word.width;
        for (style, text) in word.parts {
            match self.line.parts.last_mut() {
                Some((same, before)) if *same == style => before.push_str(&text),
                _ => self.line.parts.push((style, text)),
            }
        }
    }
}

/// Breaks spans into lines of at most `limit` columns; at least one line, however little there is.
pub(super) fn wrap<'a>(
    spans: impl IntoIterator<Item = &'a Span<'static>>,
    limit: usize,
) -> Vec<Line<'static>> {
    let mut lines = Lines {
        limit: limit.max(1),
        done: Vec::new(),
        line: Word::default(),
        gap: Word::default(),
    };
    let mut word = Word::default();
    for span in spans {
        for c in span.content.chars() {
            if c == '\n' {
                lines.put(&mut word);
                lines.end();
            } else if c == ' ' {
                lines.put(&mut word);
                lines.gap.push(span.style, c);
            } else if stands_alone(c) {
                if !hangs(c) {
                    lines.put(&mut word);
                }
                word.push(span.style, c);
                lines.put(&mut word);
            } else {
                if hangs(c) && word.is_empty() && !lines.line.is_empty() {
                    lines.line.push(span.style, c);
                    continue;
                }
                word.push(span.style, c);
            }
        }
    }
    lines.put(&mut word);
    if !lines.line.is_empty() || lines.done.is_empty() {
        lines.end();
    }
    lines.done
}

/// The head of a text that fits into some columns, with `…` where something is left out.
pub(super) fn fit(text: &str, limit: usize) -> String {
    if width(text) <= limit {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = 0;
    for c in text.chars() {
        if used + columns(c) + 1 > limit {
            break;
        }
        used += columns(c);
        out.push(c);
    }
    if limit > 0 {
        out.push('…');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str, limit: usize) -> Vec<String> {
        wrap(&[Span::raw(text.to_owned())], limit)
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    #[test]
    fn lines_break_at_spaces_and_carry_none_over() {
        assert_eq!(
            lines("States shall take measures", 12),
            ["States shall", "take", "measures"]
        );
    }

    #[test]
    fn ideographs_break_anywhere_but_no_line_begins_with_a_stop() {
        assert_eq!(lines("各国应当加强合作。", 8), ["各国应当", "加强合作。"]);
    }

    #[test]
    fn a_word_longer_than_the_line_is_cut_and_nothing_is_lost() {
        assert_eq!(lines("abcdefghij", 4), ["abcd", "efgh", "ij"]);
    }

    #[test]
    fn nothing_is_one_empty_line() {
        assert_eq!(lines("", 10), [""]);
    }

    #[test]
    fn styles_are_kept_across_the_break() {
        let bold = Style::default().bold();
        let out = wrap(
            &[
                Span::raw("a "),
                Span::styled("bcd efg", bold),
                Span::raw(" h"),
            ],
            5,
        );
        assert_eq!(out.len(), 2);
        assert_eq!(out[1].spans[0].style, bold);
    }

    #[test]
    fn what_does_not_fit_ends_in_an_ellipsis() {
        assert_eq!(fit("Committee", 5), "Comm…");
        assert_eq!(fit("各国应", 5), "各国…");
    }
}
