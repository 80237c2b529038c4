//! The paragraphs that a change of the text changed, put back as they were; whatever else was changed since, by whomever, stays.

use std::collections::BTreeSet;
use std::ops::Range;

use super::block::line_start;
use crate::diff::{Alignment, ChangeKind, align};
use crate::text::{Document, Parties};

/// A text put back.
pub(super) struct Restored {
    /// Its bytes.
    pub(super) bytes: Vec<u8>,
    /// The words to confirm.
    pub(super) words: Vec<(String, String)>,
    /// The paragraphs that could not be put back, as others have changed them since.
    pub(super) left: Vec<String>,
}

/// The present text with the paragraphs that `after` has and `before` has not as `before` has them, where they still stand.
pub(super) fn put_back(
    parties: &Parties,
    present: &Document,
    (before, after): (&Document, &Document),
) -> Restored {
    if after.print() == present.print() {
        return Restored {
            bytes: before.print(),
            words: words_of(before, after),
            left: Vec::new(),
        };
    }
    let [was, is, now] = [before, after, present].map(Pieces::of);
    let since = align(after, present);
    let mut edits: Vec<(Range<usize>, Vec<Piece>)> = Vec::new();
    let mut left: Vec<String> = Vec::new();
    for (these, those) in hunks((&is, &was), &align(after, before)) {
        let old: Vec<Piece> = those
            .clone()
            .filter_map(|n| was.all.get(n).cloned())
            .collect();
        match now.place(&is, &since, these.clone(), &old) {
            Some(found) => edits.extend(found),
            None if these.is_empty() => left.extend(was.names(those)),
            None => left.extend(is.names(these)),
        }
    }
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    let head = match now.head == is.head {
        true => was.head,
        false => now.head,
    };
    let bytes = now.with(head, edits);
    let restored = Document::parse_with(bytes.clone(), parties);
    let words = words_of(&restored, present);
    Restored { bytes, words, left }
}

/// Lines of a text that begin a paragraph, up to the next that do.
#[derive(Clone)]
struct Piece {
    text: String,
    /// Its first paragraph.
    first: usize,
    /// The paragraph's words in `text`, where it holds one alone.
    body: Option<Range<usize>>,
    /// Whether it is the last of its text.
    last: bool,
}

impl Piece {
    fn says(&self) -> &str {
        self.text.trim_end()
    }
}

/// A text in pieces; put one after the other behind the head they are the text.
struct Pieces<'a> {
    document: &'a Document,
    head: &'a str,
    all: Vec<Piece>,
    /// The piece that each paragraph stands in.
    of: Vec<usize>,
}

impl<'a> Pieces<'a> {
    fn of(document: &'a Document) -> Pieces<'a> {
        let source = document.source();
        let mut starts: Vec<(usize, usize)> = Vec::new();
        let mut of = Vec::new();
        for paragraph in document.paragraphs() {
            let start = line_start(source, paragraph.span.start);
            if starts.last().is_none_or(|(last, _)| *last < start) {
                starts.push((start, paragraph.index));
            }
            of.push(starts.len() - 1);
        }
        let ends = starts
            .iter()
            .skip(1)
            .map(|(start, _)| *start)
            .chain([source.len()]);
        let count = starts.len();
        let all = starts.iter().zip(ends).enumerate();
        let all = all
            .map(|(n, ((start, first), end))| {
                let alone = of.iter().filter(|piece| **piece == n).count() == 1;
                let body = document
                    .paragraphs()
                    .get(*first)
                    .map(|one| one.body.clone());
                let body = body.filter(|body| alone && body.start >= *start && body.end <= end);
                Piece {
                    text: source.get(*start..end).unwrap_or_default().to_owned(),
                    first: *first,
                    body: body.map(|body| body.start - start..body.end - start),
                    last: n + 1 == count,
                }
            })
            .collect();
        let head = starts.first().map_or(source.len(), |(start, _)| *start);
        Pieces {
            document,
            head: source.get(..head).unwrap_or_default(),
            all,
            of,
        }
    }

    fn names(&self, pieces: Range<usize>) -> Vec<String> {
        let paragraphs = self.of.iter().enumerate();
        paragraphs
            .filter(|(_, piece)| pieces.contains(piece))
            .map(|(index, _)| self.document.name(index).to_owned())
            .collect()
    }

    /// The piece in which all of that earlier piece still stands, its words unchanged.
    fn stands(&self, earlier: &Pieces<'_>, since: &Alignment, piece: usize) -> Option<usize> {
        let paragraph = earlier.all.get(piece)?.first;
        let change = since.of_old(paragraph)?;
        let ([_], [now]) = (change.old.as_slice(), change.new.as_slice()) else {
            return None;
        };
        (change.kind == ChangeKind::Unchanged).then(|| self.of.get(*now).copied())?
    }

    /// Where `old` goes in place of those earlier pieces; nothing where they do not stand any more.
    fn place(
        &self,
        earlier: &Pieces<'_>,
        since: &Alignment,
        these: Range<usize>,
        old: &[Piece],
    ) -> Option<Vec<(Range<usize>, Vec<Piece>)>> {
        if these.is_empty() {
            let at = self.between(earlier, since, these.start);
            return at.map(|at| vec![(at..at, old.to_vec())]);
        }
        let mut found = Vec::new();
        for piece in these.clone() {
            let (at, is) = (self.stands(earlier, since, piece)?, earlier.all.get(piece)?);
            let here = self.all.get(at)?;
            if here.says() != is.says() {
                // Its number is another one since: the words alone go back, where the change was of words alone.
                let [was] = old else { return None };
                return (these.len() == 1)
                    .then(|| here.reworded(is, was))
                    .flatten()
                    .map(|piece| vec![(at..at + 1, vec![piece])]);
            }
            found.push(at);
        }
        if old.is_empty() {
            return Some(
                found
                    .into_iter()
                    .map(|at| (at..at + 1, Vec::new()))
                    .collect(),
            );
        }
        let (first, last) = (*found.first()?, *found.last()?);
        let in_a_row = found.iter().zip(first..).all(|(at, row)| *at == row);
        in_a_row.then(|| vec![(first..last + 1, old.to_vec())])
    }

    /// Where what stood before that earlier piece goes: behind the one before it, wherever that is now, else before it.
    fn between(&self, earlier: &Pieces<'_>, since: &Alignment, piece: usize) -> Option<usize> {
        let now = |piece: usize, side: fn(&[usize]) -> Option<&usize>| {
            let change = since.of_old(earlier.all.get(piece)?.first)?;
            self.of.get(*side(&change.new)?).copied()
        };
        let behind = piece
            .checked_sub(1)
            .and_then(|before| now(before, <[usize]>::last));
        behind
            .map(|at| at + 1)
            .or_else(|| now(piece, <[usize]>::first))
    }

    /// The text with this head, and these pieces in place of others.
    fn with(&self, head: &str, edits: Vec<(Range<usize>, Vec<Piece>)>) -> Vec<u8> {
        let mut pieces: Vec<Piece> = Vec::new();
        let mut at = 0;
        for (range, new) in edits {
            pieces.extend(
                self.all
                    .get(at..range.start)
                    .unwrap_or_default()
                    .iter()
                    .cloned(),
            );
            pieces.extend(new);
            at = at.max(range.end);
        }
        pieces.extend(self.all.get(at..).unwrap_or_default().iter().cloned());
        let mut text = head.to_owned();
        let count = pieces.len();
        for (n, piece) in pieces.iter().enumerate() {
            let is_last = n + 1 == count;
            match (piece.last, is_last) {
                // What was the last of its text is followed by another now, or the other way round.
                (true, false) => {
                    text.push_str(piece.says());
                    text.push_str("\n\n");
                }
                (false, true) => {
                    text.push_str(piece.says());
                    text.push('\n');
                }
                _ => text.push_str(&piece.text),
            }
        }
        text.into_bytes()
    }
}

impl Piece {
    /// This piece with the words of `was` for those of `is`, whose heads are the same.
    fn reworded(&self, is: &Piece, was: &Piece) -> Option<Piece> {
        let body = |piece: &Piece| piece.body.clone();
        let head = |piece: &Piece| {
            piece
                .text
                .get(..piece.body.clone()?.start)
                .map(str::to_owned)
        };
        if head(is)? != head(was)? {
            return None;
        }
        let words = was.text.get(body(was)?)?;
        let mut text = self.text.clone();
        let here = body(self)?;
        let end = here.start + words.len();
        text.get(here.clone())?;
        text.replace_range(here.clone(), words);
        Some(Piece {
            text,
            body: Some(here.start..end),
            ..self.clone()
        })
    }
}

/// The stretches in which two texts differ, by their pieces; as many pieces for as many are as many stretches.
fn hunks(
    (is, was): (&Pieces<'_>, &Pieces<'_>),
    alignment: &Alignment,
) -> Vec<(Range<usize>, Range<usize>)> {
    let mut hunks = Vec::new();
    let (mut here, mut there) = (0, 0);
    let pairs = (0..is.all.len()).filter_map(|piece| {
        let at = was.stands(is, alignment, piece)?;
        let same = was.all.get(at)?.says() == is.all.get(piece)?.says();
        same.then_some((piece, at))
    });
    for (piece, at) in pairs.chain([(is.all.len(), was.all.len())]) {
        // What has moved is no fixed point.
        if at < there {
            continue;
        }
        let (these, those) = (here..piece, there..at);
        if these.len() == those.len() {
            hunks.extend(
                these
                    .zip(those)
                    .map(|(one, other)| (one..one + 1, other..other + 1)),
            );
        } else {
            hunks.push((these, those));
        }
        (here, there) = (piece + 1, at + 1);
    }
    hunks
}

/// The paragraphs of `then` that `now` does not say, for the confirmation.
fn words_of(then: &Document, now: &Document) -> Vec<(String, String)> {
    let said: BTreeSet<&str> = now
        .paragraphs()
        .iter()
        .map(|one| one.text.as_str())
        .collect();
    then.paragraphs()
        .iter()
        .filter(|one| !said.contains(one.text.as_str()))
        .map(|one| (format!("{} then", then.name(one.index)), one.text.clone()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn back(before: &str, after: &str, present: &str) -> (String, usize) {
        let parse = |text: &str| Document::parse_with(text, &Parties::Guessed);
        let [before, after, present] = [before, after, present].map(parse);
        let restored = put_back(&Parties::Guessed, &present, (&before, &after));
        let text = String::from_utf8_lossy(&restored.bytes).into_owned();
        (text, restored.left.len())
    }

    const WAS: &str = "1. One lantern.\n\n2. Two ropes of hemp.\n\n3. Three masts.\n";

    #[test]
    fn a_paragraph_that_was_taken_out_comes_back_between_what_was_changed_by_hand() {
        let out = "1. One lantern.\n\n3. Three masts.\n";
        let by_hand = "1. One green lantern.\n\n3. Three tall masts.\n\n4. Four sails.\n";
        let then = "1. One green lantern.\n\n2. Two ropes of hemp.\n\n3. Three tall masts.\n\n4. Four sails.\n";
        assert_eq!(back(WAS, out, by_hand), (then.to_owned(), 0));
        assert_eq!(back(WAS, out, out), (WAS.to_owned(), 0));
    }

    #[test]
    fn the_last_one_comes_back_at_the_end_and_before_what_was_added_there() {
        let out = "1. One lantern.\n\n2. Two ropes of hemp.\n";
        let hand = "1. One red lantern.\n\n2. Two ropes of hemp.\n";
        let then = "1. One red lantern.\n\n2. Two ropes of hemp.\n\n3. Three masts.\n";
        assert_eq!(back(WAS, out, hand), (then.to_owned(), 0));
    }

    #[test]
    fn words_go_back_under_a_number_that_was_given_since_and_not_over_other_words() {
        let bracketed = WAS.replace("hemp", "[hemp / EU: silk]");
        let renumbered = bracketed.replace("2. ", "5. ");
        assert_eq!(
            back(WAS, &bracketed, &renumbered),
            (WAS.replace("2. ", "5. "), 0)
        );
        let other = bracketed.replace("Two ropes", "Twelve ropes");
        assert_eq!(back(WAS, &bracketed, &other), (other, 1));
    }

    #[test]
    fn what_was_added_goes_and_the_rest_of_two_neighbours_is_told_apart() {
        let more = WAS.replace("3. Three", "2 bis. Two more.\n\n3. [Three / EU: Four]");
        let hand = more.replace("2. Two", "2. Some");
        assert_eq!(
            back(WAS, &more, &hand),
            (WAS.replace("2. Two", "2. Some"), 0)
        );
    }
}
