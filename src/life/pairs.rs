//! What was found between two texts, kept by the ids of their blobs: true for ever, whatever versions have them.

use std::collections::HashMap;
use std::hash::Hasher;
use std::ops::Range;
use std::path::Path;

use rustc_hash::FxHasher;

use super::keep;
use crate::diff::ALIGNER;
use crate::repo::BlobId;

/// What two texts have in common, in bytes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Pair {
    /// Where stretches of whole blocks begin in the old and in the new text, and how long they are.
    pub(super) equal: Vec<(u32, u32, u32)>,
    /// What the aligner said of paragraphs outside these: where in the new text, and where in the old with the same words.
    pub(super) judged: Vec<(Range<u32>, Option<Range<u32>>)>,
}

impl Pair {
    /// Where bytes of the new text that stand in an equal stretch stand in the old one.
    pub(super) fn back(&self, span: &Range<usize>) -> Option<Range<usize>> {
        let after = self
            .equal
            .partition_point(|(_, new, _)| *new as usize <= span.start);
        let &(old, new, length) = self.equal.get(after.checked_sub(1)?)?;
        let at = span.start - new as usize;
        (at + span.len() <= length as usize).then(|| {
            let start = old as usize + at;
            start..start + span.len()
        })
    }

    /// What was said of a paragraph: where it stood with the same words, `None` inside where nowhere.
    pub(super) fn judgement(&self, span: &Range<usize>) -> Option<Option<Range<usize>>> {
        let wide = |range: &Range<u32>| range.start as usize..range.end as usize;
        let (_, old) = self.judged.iter().find(|(new, _)| wide(new) == *span)?;
        Some(old.as_ref().map(wide))
    }

    /// Keeps what was said of a paragraph.
    pub(super) fn judge(&mut self, span: &Range<usize>, old: Option<&Range<usize>>) {
        let narrow = |range: &Range<usize>| -> Option<Range<u32>> {
            Some(u32::try_from(range.start).ok()?..u32::try_from(range.end).ok()?)
        };
        if let Some(new) = narrow(span) {
            self.judged.push((new, old.and_then(narrow)));
        }
    }
}

/// All pairs that are known.
#[derive(Debug, Default)]
pub(super) struct Pairs {
    known: HashMap<Key, Pair>,
    changed: bool,
}

type Key = [u8; 40];

/// More than this is not kept: a history of ten thousand long versions is less.
const MOST_BYTES: usize = 16 << 20;
const FILE: &str = "pairs";

impl Pairs {
    /// Those kept in a folder; none where they are damaged, or were judged by another aligner than this program's.
    pub(super) fn read(folder: &Path) -> Pairs {
        let bytes = std::fs::read(folder.join(FILE)).unwrap_or_default();
        let mut pairs = Pairs::default();
        let Some(mut rest) = bytes.strip_prefix(head(ALIGNER).as_bytes()) else {
            return pairs;
        };
        // What stands behind a damaged record cannot be trusted.
        while let Some((key, pair)) = record(&mut rest) {
            pairs.known.insert(key, pair);
        }
        pairs
    }

    /// Writes them back where there is anything new; a cache that cannot be written is none.
    pub(super) fn write(&self, folder: &Path) {
        if !self.changed {
            return;
        }
        let mut out = head(ALIGNER).into_bytes();
        for (key, pair) in &self.known {
            if out.len() > MOST_BYTES {
                break;
            }
            let begins = out.len();
            out.extend_from_slice(key);
            put(&mut out, pair.equal.len());
            for (old, new, length) in &pair.equal {
                for number in [old, new, length] {
                    out.extend_from_slice(&number.to_le_bytes());
                }
            }
            put(&mut out, pair.judged.len());
            for (new, old) in &pair.judged {
                // A paragraph is never empty: nought and nought is nowhere.
                let old = old.clone().unwrap_or(0..0);
                for number in [new.start, new.end, old.start, old.end] {
                    out.extend_from_slice(&number.to_le_bytes());
                }
            }
            let sum = sum(out.get(begins..).unwrap_or_default());
            out.extend_from_slice(&sum.to_le_bytes());
        }
        keep::write(folder, FILE, &out);
    }

    /// What is known of two texts.
    pub(super) fn get(&self, old: &BlobId, new: &BlobId) -> Option<&Pair> {
        self.known.get(&key(old, new)?)
    }

    /// Keeps what was found of two texts.
    pub(super) fn put(&mut self, old: &BlobId, new: &BlobId, pair: Pair) {
        if let Some(key) = key(old, new) {
            self.changed = true;
            self.known.insert(key, pair);
        }
    }
}

/// What a file begins with: its shape, and which aligner judged the pairs in it.
fn head(aligner: u32) -> String {
    format!("adref pairs 1, aligner {aligner}\n")
}

fn put(out: &mut Vec<u8>, count: usize) {
    out.extend_from_slice(&u32::try_from(count).unwrap_or(0).to_le_bytes());
}

fn key(old: &BlobId, new: &BlobId) -> Option<Key> {
    let mut key = [0; 40];
    let digits = old.0.as_bytes().chunks(2).chain(new.0.as_bytes().chunks(2));
    let mut count = 0;
    for (slot, pair) in key.iter_mut().zip(digits) {
        *slot = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
        count += 1;
    }
    (count == 40).then_some(key)
}

fn sum(bytes: &[u8]) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(bytes);
    hasher.finish()
}

/// Takes a record off the head of some bytes; `None` at their end or where they are damaged.
fn record(rest: &mut &[u8]) -> Option<(Key, Pair)> {
    let whole = *rest;
    let mut at = 0_usize;
    let mut bytes = |count: usize| -> Option<&[u8]> {
        let taken = whole.get(at..at.checked_add(count)?)?;
        at += count;
        Some(taken)
    };
    let key: Key = bytes(40)?.try_into().ok()?;
    let number = |four: &[u8]| Some(u32::from_le_bytes(four.try_into().ok()?));
    let numbers = |eight: &[u8]| -> Option<Vec<u32>> { eight.chunks(4).map(number).collect() };
    let equal = number(bytes(4)?)? as usize;
    let equal = numbers(bytes(equal.checked_mul(12)?)?)?;
    let judged = number(bytes(4)?)? as usize;
    let judged = numbers(bytes(judged.checked_mul(16)?)?)?;
    let told = u64::from_le_bytes(bytes(8)?.try_into().ok()?);
    if sum(whole.get(..at - 8)?) != told {
        return None;
    }
    *rest = whole.get(at..)?;
    let equal = equal.chunks_exact(3).map(|each| match *each {
        [old, new, length] => (old, new, length),
        _ => (0, 0, 0),
    });
    let judged = judged.chunks_exact(4).map(|each| match *each {
        [from, to, 0, 0] => (from..to, None),
        [from, to, old, end] => (from..to, Some(old..end)),
        _ => (0..0, None),
    });
    Some((
        key,
        Pair {
            equal: equal.collect(),
            judged: judged.collect(),
        },
    ))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn blob(digit: char) -> BlobId {
        BlobId(digit.to_string().repeat(40))
    }

    fn filled() -> Pairs {
        let mut pair = Pair {
            equal: vec![(0, 0, 10), (20, 30, 5)],
            judged: Vec::new(),
        };
        pair.judge(&(10..30), None);
        pair.judge(&(40..44), Some(&(25..29)));
        let mut pairs = Pairs::default();
        pairs.put(&blob('a'), &blob('b'), pair);
        pairs.put(&blob('b'), &blob('c'), Pair::default());
        pairs
    }

    #[test]
    fn what_was_written_is_read_back() {
        let folder = tempfile::tempdir().unwrap();
        filled().write(folder.path());
        let read = Pairs::read(folder.path());
        assert_eq!(read.known, filled().known);
        let pair = read.get(&blob('a'), &blob('b')).unwrap();
        assert_eq!(pair.back(&(31..35)), Some(21..25));
        assert_eq!(pair.back(&(9..11)), None);
        assert_eq!(pair.judgement(&(10..30)), Some(None));
        assert_eq!(pair.judgement(&(40..44)), Some(Some(25..29)));
        assert_eq!(pair.judgement(&(40..45)), None);
    }

    #[test]
    fn what_another_aligner_said_is_passed_over() {
        let folder = tempfile::tempdir().unwrap();
        filled().write(folder.path());
        let file = folder.path().join(FILE);
        let bytes = std::fs::read(&file).unwrap();
        let records = bytes.strip_prefix(head(ALIGNER).as_bytes()).unwrap();
        std::fs::write(&file, [head(ALIGNER - 1).as_bytes(), records].concat()).unwrap();
        assert!(Pairs::read(folder.path()).known.is_empty());
        std::fs::write(&file, [b"adref pairs 1\n", records].concat()).unwrap();
        assert!(Pairs::read(folder.path()).known.is_empty());
    }

    #[test]
    fn a_damaged_file_is_passed_over_wherever_it_is_damaged() {
        let folder = tempfile::tempdir().unwrap();
        filled().write(folder.path());
        let whole = std::fs::read(folder.path().join(FILE)).unwrap();
        for at in 0..whole.len() {
            let mut bytes = whole.clone();
            bytes[at] ^= 0x5a;
            std::fs::write(folder.path().join(FILE), &bytes).unwrap();
            let read = Pairs::read(folder.path());
            for (key, pair) in &read.known {
                assert_eq!(filled().known.get(key), Some(pair), "byte {at}");
            }
            std::fs::write(folder.path().join(FILE), &whole[..at]).unwrap();
            assert!(Pairs::read(folder.path()).known.len() < 2);
        }
    }
}
