//! A change sentence by sentence: one in which anything differs is struck whole, and stands anew as it is now.

use crate::diff::{Op, Wording};
use crate::text::sentences;

/// So many pairs of sentences are compared; of longer paragraphs what both begin and end with is kept.
const MOST: usize = 4_000_000;

/// The same change with whole sentences struck and added. Joined, it gives both texts back as the words do.
pub fn by_sentence(wording: &[Wording]) -> Vec<Wording> {
    let side = |without: Op| -> String {
        let kept = wording.iter().filter(|run| run.op != without);
        kept.map(|run| run.text.as_str()).collect()
    };
    let (old, new) = (side(Op::Insert), side(Op::Delete));
    let (old, new) = (pieces(&old), pieces(&new));
    let mut out: Vec<Wording> = Vec::new();
    let mut push = |op: Op, text: &str| match out.last_mut() {
        _ if text.is_empty() => {}
        Some(last) if last.op == op => last.text.push_str(text),
        _ => out.push(Wording::new(op, text)),
    };
    let (mut at, mut to) = (0, 0);
    for (kept, came) in kept(&old, &new).into_iter().chain([(old.len(), new.len())]) {
        for gone in old.get(at..kept).unwrap_or_default() {
            push(Op::Delete, gone.words);
            push(Op::Delete, gone.space);
        }
        for added in new.get(to..came).unwrap_or_default() {
            push(Op::Insert, added.words);
            push(Op::Insert, added.space);
        }
        if let (Some(was), Some(is)) = (old.get(kept), new.get(came)) {
            push(Op::Equal, is.words);
            match was.space == is.space {
                true => push(Op::Equal, is.space),
                false => {
                    push(Op::Delete, was.space);
                    push(Op::Insert, is.space);
                }
            }
        }
        (at, to) = (kept + 1, came + 1);
    }
    out
}

/// A sentence and the white space behind it. The last of a text has none, and is the same sentence when another follows it.
#[derive(Clone, Copy)]
struct Piece<'a> {
    words: &'a str,
    space: &'a str,
}

impl PartialEq for Piece<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.words == other.words
    }
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let sentences = sentences(text).into_iter();
    let pieces = sentences.map(|one| one.split_at(one.trim_end().len()));
    pieces
        .map(|(words, space)| Piece { words, space })
        .collect()
}

/// The sentences that both have, in their order.
fn kept(old: &[Piece<'_>], new: &[Piece<'_>]) -> Vec<(usize, usize)> {
    let begin = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let rest = (old.len() - begin).min(new.len() - begin);
    let end = old.iter().rev().zip(new.iter().rev()).take(rest);
    let end = end.take_while(|(a, b)| a == b).count();
    let mut pairs: Vec<(usize, usize)> = (0..begin).map(|n| (n, n)).collect();
    let middle = (
        old.get(begin..old.len() - end).unwrap_or_default(),
        new.get(begin..new.len() - end).unwrap_or_default(),
    );
    if middle.0.len().saturating_mul(middle.1.len()) <= MOST {
        let common = common(middle.0, middle.1);
        pairs.extend(common.into_iter().map(|(a, b)| (begin + a, begin + b)));
    }
    pairs.extend(
        (0..end)
            .rev()
            .map(|n| (old.len() - 1 - n, new.len() - 1 - n)),
    );
    pairs
}

/// The longest common run of two lists, gaps allowed.
fn common(old: &[Piece<'_>], new: &[Piece<'_>]) -> Vec<(usize, usize)> {
    let wide = new.len() + 1;
    let mut best = vec![0_u32; (old.len() + 1) * wide];
    let at = |best: &[u32], a: usize, b: usize| best.get(a * wide + b).copied().unwrap_or(0);
    for (a, gone) in old.iter().enumerate().rev() {
        for (b, came) in new.iter().enumerate().rev() {
            let value = match gone == came {
                true => at(&best, a + 1, b + 1) + 1,
                false => at(&best, a + 1, b).max(at(&best, a, b + 1)),
            };
            if let Some(slot) = best.get_mut(a * wide + b) {
                *slot = value;
            }
        }
    }
    let (mut a, mut b) = (0, 0);
    let mut pairs = Vec::new();
    while let (Some(gone), Some(came)) = (old.get(a), new.get(b)) {
        if gone == came {
            pairs.push((a, b));
            (a, b) = (a + 1, b + 1);
        } else if at(&best, a + 1, b) >= at(&best, a, b + 1) {
            a += 1;
        } else {
            b += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff::reword;

    fn told(old: &str, new: &str) -> Vec<(Op, String)> {
        let wording = by_sentence(&reword(old, new));
        let side = |without: Op| -> String {
            let kept = wording.iter().filter(|run| run.op != without);
            kept.map(|run| run.text.as_str()).collect()
        };
        assert_eq!(
            (side(Op::Insert), side(Op::Delete)),
            (old.to_owned(), new.to_owned())
        );
        wording.into_iter().map(|run| (run.op, run.text)).collect()
    }

    #[test]
    fn a_sentence_in_which_a_word_changed_is_struck_whole() {
        assert_eq!(
            told(
                "One stays. Two was here. Three stays.",
                "One stays. Two is here. Three stays."
            ),
            [
                (Op::Equal, "One stays. ".to_owned()),
                (Op::Delete, "Two was here. ".to_owned()),
                (Op::Insert, "Two is here. ".to_owned()),
                (Op::Equal, "Three stays.".to_owned()),
            ]
        );
    }

    #[test]
    fn the_last_sentence_stays_where_another_comes_behind_it() {
        assert_eq!(
            told("One stays. Two too.", "One stays. Two too. [XMU: Three.]"),
            [
                (Op::Equal, "One stays. Two too.".to_owned()),
                (Op::Insert, " [XMU: Three.]".to_owned()),
            ]
        );
        assert_eq!(
            told("One goes. Two stays.", "Two stays."),
            [
                (Op::Delete, "One goes. ".to_owned()),
                (Op::Equal, "Two stays.".to_owned()),
            ]
        );
    }

    #[test]
    fn both_texts_are_given_back_whatever_comes_and_goes() {
        told("", "New. All of it.");
        told("Gone. All of it.", "");
        told("A. B. C. D.", "B. X. D. A.");
        told("各国应当。各国报告。", "各国报告。各国应当加强。");
        told("A one; a two; a three", "A one; a three");
    }
}
