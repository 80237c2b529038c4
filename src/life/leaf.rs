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

/// How many bytes two texts share at their heads, and how many at their tails; the two do not overlap.
pub(super) fn shared(a: &str, b: &str) -> (usize, usize) {
    const STRIDE: usize = 256;
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let strides = a.chunks_exact(STRIDE).zip(b.chunks_exact(STRIDE));
    let near = STRIDE * strides.take_while(|(x, y)| x == y).count();
    let rest = |side: &'_ [u8]| side.len() - near;
    let head = near
        + a.iter()
            .zip(b)
            .skip(near)
            .take_while(|(x, y)| x == y)
            .count();
    let room = rest(a).min(rest(b)) - (head - near);
    let (a, b) = (
        a.get(a.len() - room..).unwrap_or_default(),
        b.get(b.len() - room..).unwrap_or_default(),
    );
    let strides = a.rchunks_exact(STRIDE).zip(b.rchunks_exact(STRIDE));
    let far = STRIDE * strides.take_while(|(x, y)| x == y).count();
    let ends = a.iter().rev().zip(b.iter().rev()).skip(far);
    (head, far + ends.take_while(|(x, y)| x == y).count())
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
    /// The text of some bytes; what is no UTF-8 is read as in [`Document::source`].
    pub(super) fn of(bytes: Vec<u8>) -> Leaf {
        let text = match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => Document::parse(error.into_bytes()).source().to_owned(),
        };
        Leaf {
            text,
            ..Leaf::default()
        }
    }

    /// The same, cut already: much of it as another version is cut.
    pub(super) fn beside(bytes: Vec<u8>, other: &Leaf) -> Leaf {
        let leaf = Leaf::of(bytes);
        let shared = shared(&leaf.text, &other.text);
        let blocks = Blocks::beside(&leaf.text, other, shared);
        leaf.blocks.get_or_init(|| blocks);
        leaf
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
        let mut blocks = Blocks {
            starts: vec![0],
            hashes: Vec::new(),
            end: text.len(),
        };
        blocks.cut(text, 0, |_| false);
        blocks.weigh(text);
        blocks
    }

    /// Cuts a text that shares so many bytes with another at either end: only what lies between is looked at.
    fn beside(text: &str, other: &Leaf, (head, tail): (usize, usize)) -> Blocks {
        let theirs = other.blocks();
        // A block's beginning is known by its first character.
        let kept = theirs.starts.partition_point(|start| *start < head);
        let Some(&last) = theirs
            .starts
            .get(kept.saturating_sub(1))
            .filter(|_| kept > 1)
        else {
            return Blocks::of(text);
        };
        let mut blocks = Blocks {
            starts: theirs.starts.get(..kept).unwrap_or_default().to_vec(),
            hashes: theirs.hashes.get(..kept - 1).unwrap_or_default().to_vec(),
            end: text.len(),
        };
        let from = text.len() - tail;
        let there = |start: usize| start + other.text.len() - text.len();
        let mut meets = None;
        blocks.cut(text, last, |start| {
            // From a beginning that both have, in what is the same to the end, both are cut alike.
            let found = (start >= from).then(|| theirs.starts.binary_search(&there(start)).ok());
            meets = found.flatten();
            meets.is_some()
        });
        blocks.weigh(text);
        if let Some(meets) = meets {
            let starts = theirs.starts.get(meets..).unwrap_or_default();
            let here = |start: &usize| *start + text.len() - other.text.len();
            blocks.starts.pop();
            blocks.hashes.pop();
            blocks.starts.extend(starts.iter().map(here));
            let hashes = theirs.hashes.get(meets..).unwrap_or_default();
            blocks.hashes.extend(hashes);
        }
        blocks
    }

    /// Cuts a text from a block's beginning on, until `enough` says so of one that was found.
    fn cut(&mut self, text: &str, from: usize, mut enough: impl FnMut(usize) -> bool) {
        let mut cutter = Cutter {
            bytes: text.as_bytes(),
            at: from,
        };
        let mut blank = false;
        // A text that begins with a rule of dashes begins with front matter.
        if from == 0
            && let Some(end) = cutter.front()
        {
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
            let indented = line.first().is_some_and(u8::is_ascii_whitespace);
            if blank && !indented && self.starts.last() != Some(&begins) {
                self.starts.push(begins);
                if enough(begins) {
                    return;
                }
            }
            blank = false;
            cutter.skip(bare);
        }
    }

    /// Finds the hashes that are not known yet.
    fn weigh(&mut self, text: &str) {
        for at in self.hashes.len()..self.starts.len() {
            let hash = hash(text.get(self.range(at)).unwrap_or_default());
            self.hashes.push(hash);
        }
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
        let leaf = Leaf::of(text.into());
        (0..leaf.blocks().len())
            .map(|at| leaf.block(at).trim_end().to_owned())
            .collect()
    }

    #[test]
    fn a_text_is_cut_at_blank_lines_and_nothing_is_lost() {
        let text = "One\ntwo\n\n\nThree\n \t\nFour";
        assert_eq!(cut(text), ["One\ntwo", "Three", "Four"]);
        let leaf = Leaf::of(text.into());
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
    fn a_text_cut_beside_another_is_cut_as_it_is_alone() {
        let texts = [
            "",
            "A\n\nB\n\nC\n\nD\n",
            "A\n\nB b\n\nC\n\nD\n",
            "A\n\nC\n\nD",
            "A\n\n~~~\nB\n\nC\n\nD\n",
            "A\n\n~~~\nB\n~~~\n\nC\n\nD\n",
            "A\n\nB\n\n  C\n\nD\n",
            "A\n\nB\n \nC\n\n\nD\n",
            "---\nA\n\nB\n\n---\n\nC\n\nD\n",
            "--\nA\n\nB\n\n---\n\nC\n\nD\n",
            "A\n\nB\n\nB\n\nB\n\nD\n",
            "A\n\nB\n\nB\n\nD\n",
        ];
        for one in texts {
            for other in texts {
                let alone = Leaf::of(one.into());
                let beside = Leaf::beside(one.into(), &Leaf::of(other.into()));
                assert_eq!(
                    (&beside.blocks().starts, &beside.blocks().hashes),
                    (&alone.blocks().starts, &alone.blocks().hashes),
                    "{one:?} beside {other:?}"
                );
                let (head, tail) = shared(one, other);
                assert_eq!(one.get(..head), other.get(..head));
                assert!(head + tail <= one.len().min(other.len()));
            }
        }
    }

    #[test]
    fn a_fence_that_nothing_closes_goes_to_the_end() {
        assert_eq!(cut("A\n\n~~~\n\nB\n\nC").len(), 2);
    }
}
