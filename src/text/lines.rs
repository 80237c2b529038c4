//! Where things stand: lines and columns of byte offsets, found without walking the text.

use std::ops::Range;

use super::finding::Place;

/// A range of lines, counted from 1, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lines {
    /// The first line.
    pub first: usize,
    /// The last line.
    pub last: usize,
}

/// How many bytes lie between two counted points.
const STEP: usize = 128;

/// The starts of a text's lines, and how many characters precede every [`STEP`]th byte (none where all are one byte).
///
/// A line ends with `\n`, with `\r\n`, or with a `\r` that no `\n` follows.
#[derive(Debug, Clone, Default)]
pub(super) struct LineIndex {
    starts: Vec<usize>,
    characters: Vec<usize>,
}

impl LineIndex {
    /// Indexes a text.
    pub(super) fn of(text: &str) -> LineIndex {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            if bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n') {
                starts.push(at + 1);
            }
        }
        // In plain ASCII every byte is a character: there is nothing to count.
        if text.is_ascii() {
            return LineIndex {
                starts,
                characters: Vec::new(),
            };
        }
        let mut characters = Vec::with_capacity(bytes.len() / STEP + 1);
        let mut count = 0;
        for chunk in bytes.chunks(STEP) {
            characters.push(count);
            count += characters_in(chunk);
        }
        characters.push(count);
        LineIndex { starts, characters }
    }

    /// The line of an offset, from 1.
    pub(super) fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset).max(1)
    }

    /// The line of an offset that stands on line `near` or, most likely, not far behind it.
    pub(super) fn line_near(&self, offset: usize, near: usize) -> usize {
        let mut line = near.max(1);
        if self.start(line).is_none_or(|start| start > offset) {
            return self.line(offset);
        }
        for _ in 0..16 {
            match self.start(line + 1) {
                Some(next) if next <= offset => line += 1,
                _ => return line,
            }
        }
        self.line(offset)
    }

    /// The lines that a span stands on, of which the first is line `near` or, most likely, not far behind it.
    pub(super) fn lines(&self, span: &Range<usize>, near: usize) -> Lines {
        let first = self.line_near(span.start, near);
        let last = self.line_near(span.end.saturating_sub(1).max(span.start), first);
        Lines { first, last }
    }

    /// The offset at which a line (from 1) starts; the text's end for a line behind the last.
    pub(super) fn start(&self, line: usize) -> Option<usize> {
        self.starts.get(line.saturating_sub(1)).copied()
    }

    /// The place of an offset into the text that was indexed.
    pub(super) fn place(&self, text: &str, offset: usize) -> Place {
        self.place_on(text, offset, self.line(offset.min(text.len())))
    }

    /// The place of an offset that stands on line `near` or not far behind it.
    pub(super) fn place_near(&self, text: &str, offset: usize, near: usize) -> Place {
        self.place_on(text, offset, self.line_near(offset.min(text.len()), near))
    }

    fn place_on(&self, text: &str, offset: usize, line: usize) -> Place {
        let offset = offset.min(text.len());
        let start = self.start(line).unwrap_or(0);
        Place {
            line,
            column: self.characters_before(text, offset) - self.characters_before(text, start) + 1,
        }
    }

    fn characters_before(&self, text: &str, offset: usize) -> usize {
        if self.characters.is_empty() {
            return offset;
        }
        let step = offset / STEP;
        let counted = self.characters.get(step).copied().unwrap_or(0);
        let rest = text.as_bytes().get(step * STEP..offset).unwrap_or(&[]);
        counted + characters_in(rest)
    }
}

/// How many characters begin in some bytes of UTF-8.
fn characters_in(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| (**byte as i8) >= -0x40).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_line_end_begins_a_new_line() {
        let text = "a\nb\r\nc\rd";
        let index = LineIndex::of(text);
        let lines: Vec<usize> = text.char_indices().map(|(at, _)| index.line(at)).collect();
        assert_eq!(lines, [1, 1, 2, 2, 2, 3, 3, 4]);
        for near in 0..6 {
            let again: Vec<usize> = text
                .char_indices()
                .map(|(at, _)| index.line_near(at, near))
                .collect();
            assert_eq!(again, lines);
        }
    }

    #[test]
    fn a_column_counts_characters_not_bytes() {
        let text = format!("x\n{}[", "各国".repeat(300));
        let index = LineIndex::of(&text);
        let place = index.place(&text, text.len() - 1);
        assert_eq!((place.line, place.column), (2, 601));
    }
}
