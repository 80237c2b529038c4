//! Where things stand: lines and columns of byte offsets, found without walking the text.

use super::finding::Place;

/// How many bytes lie between two counted points.
const STEP: usize = 256;

/// The starts of a text's lines, and how many characters precede every [`STEP`]th byte.
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

    /// The offset at which a line (from 1) starts; the text's end for a line behind the last.
    pub(super) fn start(&self, line: usize) -> Option<usize> {
        self.starts.get(line.saturating_sub(1)).copied()
    }

    /// The place of an offset into the text that was indexed.
    pub(super) fn place(&self, text: &str, offset: usize) -> Place {
        let offset = offset.min(text.len());
        let line = self.line(offset);
        let start = self.start(line).unwrap_or(0);
        Place {
            line,
            column: self.characters_before(text, offset) - self.characters_before(text, start) + 1,
        }
    }

    fn characters_before(&self, text: &str, offset: usize) -> usize {
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
    }

    #[test]
    fn a_column_counts_characters_not_bytes() {
        let text = format!("x\n{}[", "各国".repeat(300));
        let index = LineIndex::of(&text);
        let place = index.place(&text, text.len() - 1);
        assert_eq!((place.line, place.column), (2, 601));
    }
}
