//! A version's text cut at its blank lines, so that what did not change is passed without being parsed.

use std::hash::Hasher;
use std::ops::Range;
use std::sync::OnceLock;

use memchr::memchr;
use rustc_hash::FxHasher;

use crate::text::Document;

/// A text as one version has it.
#[derive(Debug, Default)]
pub(super) struct Leaf {
    text: String,
    blocks: OnceLock<Blocks>,
    document: OnceLock<Document>,
}

/// The pieces of a text between blank lines: front matter, a fence, a comment and what is indented below it are one piece.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    /// Where each begins; the blank lines behind it are its own.
    starts: Vec<usize>,
    hashes: Vec<u64>,
    end: usize,
}

impl Leaf {
    /// The text of some bytes; what is no UTF-8 becomes U+FFFD, as in [`Document::source`].
    pub(super) fn of(bytes: &[u8]) -> Leaf {
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => Document::parse(bytes).source().to_owned(),
        };
        Leaf {
            text,
            ..Leaf::default()
        }
    }

    /// The whole text.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Its blocks, cut when first asked for.
    pub(super) fn blocks(&self) -> &Blocks {
        self.blocks.get_or_init(|| Blocks::of(&self.text))
    }

    /// The text parsed whole, when first asked for.
    pub(super) fn document(&self) -> &Document {
        self.document
            .get_or_init(|| Document::parse(self.text.as_bytes()))
    }

    /// The words of a block, blank lines behind it included.
    pub(super) fn block(&self, at: usize) -> &str {
        self.text.get(self.blocks().range(at)).unwrap_or_default()
    }
}

impl Blocks {
    fn of(text: &str) -> Blocks {
        let mut cutter = Cutter {
            bytes: text.as_bytes(),
            at: 0,
        };
        let mut starts = Vec::with_capacity(text.len() / 96 + 1);
        starts.push(0);
        let mut blank = false;
        // A text that begins with a rule of dashes begins with front matter.
        if let Some(end) = cutter.front() {
            cutter.at = end;
            blank = true;
        }
        while cutter.at < text.len() {
            let begins = cutter.at;
            let line = cutter.line();
            let bare = line.trim_ascii();
            if bare.is_empty() {
                blank = true;
                continue;
            }
            let indented = line.starts_with(b" ") || line.starts_with(b"\t");
            if blank && !indented && starts.last() != Some(&begins) {
                starts.push(begins);
            }
            blank = false;
            cutter.skip(bare);
        }
        let mut blocks = Blocks {
            starts,
            hashes: Vec::new(),
            end: text.len(),
        };
        blocks.hashes = (0..blocks.starts.len())
            .map(|at| hash(text.get(blocks.range(at)).unwrap_or_default()))
            .collect();
        blocks
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.starts.len()
    }

    /// The bytes of one, up to where the next begins.
    pub(super) fn range(&self, at: usize) -> Range<usize> {
        let from = self.starts.get(at).copied().unwrap_or(self.end);
        from..self.starts.get(at + 1).copied().unwrap_or(self.end)
    }

    /// The number that blocks of the same words share; two of different words hardly ever do.
    pub(super) fn hash(&self, at: usize) -> Option<u64> {
        self.hashes.get(at).copied()
    }
}

/// What a block says; how many blank lines stand behind it makes no difference.
fn hash(block: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(block.trim_ascii_end().as_bytes());
    hasher.finish()
}

struct Cutter<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Cutter<'a> {
    /// The next line, its end off.
    fn line(&mut self) -> &'a [u8] {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let length = memchr(b'\n', rest);
        self.at += length.map_or(rest.len(), |length| length + 1);
        rest.get(..length.unwrap_or(rest.len())).unwrap_or_default()
    }

    /// Where front matter ends.
    fn front(&mut self) -> Option<usize> {
        let first = self.line();
        let first = first.strip_prefix("\u{feff}".as_bytes()).unwrap_or(first);
        let mut end = None;
        if first.trim_ascii_end() == b"---" {
            while end.is_none() && self.at < self.bytes.len() {
                let line = self.line().trim_ascii_end();
                end = (line == b"---" || line == b"...").then_some(self.at);
            }
        }
        self.at = 0;
        end
    }

    /// Behind a line that opens a fence or a comment: on to its end, blank lines or not.
    fn skip(&mut self, line: &[u8]) {
        // In quotes and items as well.
        let bare = line.trim_prefix_marks();
        if let Some(&mark @ (b'`' | b'~')) = bare.first() {
            let long = bare.iter().take_while(|byte| **byte == mark).count();
            let info = bare.get(long..).unwrap_or_default();
            if long < 3 || (mark == b'`' && info.contains(&b'`')) {
                return;
            }
            while self.at < self.bytes.len() {
                let line = self.line().trim_ascii().trim_prefix_marks();
                let closing = line.iter().take_while(|byte| **byte == mark).count();
                if closing >= long && closing == line.len() {
                    return;
                }
            }
        } else if bare.starts_with(b"<!--") {
            let mut line = bare;
            while memchr::memmem::find(line, b"-->").is_none() && self.at < self.bytes.len() {
                line = self.line();
            }
        }
    }
}

/// The head of a line without what quotes and items put before it.
trait Marks {
    fn trim_prefix_marks(&self) -> &Self;
}

impl Marks for [u8] {
    fn trim_prefix_marks(&self) -> &[u8] {
        let mut rest = self;
        while let Some((b'>' | b' ' | b'-' | b'*' | b'+' | b'\t', behind)) = rest.split_first() {
            rest = behind;
        }
        rest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<String> {
        let leaf = Leaf::of(text.as_bytes());
        (0..leaf.blocks().len())
            .map(|at| leaf.block(at).trim_end().to_owned())
            .collect()
    }

    #[test]
    fn a_text_is_cut_at_blank_lines_and_nothing_is_lost() {
        let text = "One\ntwo\n\n\nThree\n \t\nFour";
        assert_eq!(cut(text), ["One\ntwo", "Three", "Four"]);
        let leaf = Leaf::of(text.as_bytes());
        let whole: String = (0..leaf.blocks().len()).map(|at| leaf.block(at)).collect();
        assert_eq!(whole, text);
        assert!(cut("").iter().all(String::is_empty));
    }

    #[test]
    fn what_hangs_together_over_blank_lines_is_one_block() {
        for whole in [
            "---\ntitle: A\n\nlanguage: en\n---",
            "~~~\ncode\n\nmore\n~~~",
            "- item\n\n  its second paragraph",
            "<!-- a\n\nb -->",
            "> ```\n> code\n>\n> ```",
        ] {
            assert_eq!(cut(&format!("{whole}\n\nNext\n")), [whole, "Next"]);
        }
        assert_eq!(cut("``` `a` ```\n\nNext"), ["``` `a` ```", "Next"]);
    }

    #[test]
    fn a_fence_that_nothing_closes_goes_to_the_end() {
        assert_eq!(cut("A\n\n~~~\n\nB\n\nC").len(), 2);
    }
}
