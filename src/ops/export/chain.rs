//! Whose the words are of a paragraph that several people changed, one after the other.

use std::ops::Range;

use super::compared::compared;
use super::hand::Hand;
use crate::diff::{Op, Wording};

/// A paragraph's words as versions had them one after the other.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Chain {
    /// As they were.
    pub first: String,
    /// Each change of them: who made it, and what they were then.
    pub links: Vec<(Hand, String)>,
}

/// Words, what became of them, and by whom.
pub(super) type By = (Wording, Hand);

impl Chain {
    /// What became of the first words, cut where hands change; nothing where the chain is not from these words to those.
    pub(super) fn compared(&self, old: &str, new: &str, usual: &Hand) -> Option<Vec<By>> {
        let (_, last) = self.links.last()?;
        if self.first != old || last != new {
            return None;
        }
        // For each byte of the words as they are at a time, which change put it in, else where it stood at first.
        let mut bytes: Vec<Result<usize, usize>> = (0..old.len()).map(Err).collect();
        let mut struck: Vec<Option<usize>> = vec![None; old.len()];
        let mut words = old;
        for (n, (_, next)) in self.links.iter().enumerate() {
            let mut then = Vec::with_capacity(next.len());
            let mut at = 0;
            for piece in compared(words, next) {
                let length = piece.text.len();
                let here = bytes.get(at..at + length).unwrap_or_default();
                match piece.op {
                    Op::Equal => then.extend_from_slice(here),
                    Op::Insert => then.extend(std::iter::repeat_n(Ok(n), length)),
                    Op::Delete => {
                        for first in here.iter().filter_map(|byte| byte.err()) {
                            if let Some(slot) = struck.get_mut(first) {
                                *slot = Some(n);
                            }
                        }
                    }
                }
                if piece.op != Op::Insert {
                    at += length;
                }
            }
            bytes = then;
            words = next;
        }
        let put: Vec<Option<usize>> = bytes.into_iter().map(Result::ok).collect();
        let mut out = Vec::new();
        let (mut at, mut to) = (0, 0);
        for piece in compared(old, new) {
            let (length, op) = (piece.text.len(), piece.op);
            match op {
                Op::Equal => out.push((piece, usual.clone())),
                Op::Delete => self.cut(&piece, (&struck, at..at + length), usual, &mut out),
                Op::Insert => self.cut(&piece, (&put, to..to + length), usual, &mut out),
            }
            at += if op == Op::Insert { 0 } else { length };
            to += if op == Op::Delete { 0 } else { length };
        }
        Some(out)
    }

    /// A piece cut where other hands did it.
    fn cut(
        &self,
        piece: &Wording,
        (by, range): (&[Option<usize>], Range<usize>),
        usual: &Hand,
        out: &mut Vec<By>,
    ) {
        let mut from = 0;
        let hands = by.get(range).unwrap_or_default();
        for same in hands.chunk_by(|a, b| a == b) {
            let to = from + same.len();
            let hand = same.first().copied().flatten();
            let hand = hand.and_then(|n| self.links.get(n)).map(|(hand, _)| hand);
            if let Some(text) = piece.text.get(from..to) {
                out.push((Wording::new(piece.op, text), hand.unwrap_or(usual).clone()));
                from = to;
            }
        }
        // What ends within a letter goes with what follows it.
        if let Some(rest) = piece.text.get(from..).filter(|rest| !rest.is_empty()) {
            out.push((Wording::new(piece.op, rest), usual.clone()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hand(name: &str) -> Hand {
        Hand {
            author: name.to_owned(),
            time: None,
            typed: None,
        }
    }

    fn told(texts: &[&str]) -> String {
        let names = ["Norway", "Kenya", "Egypt"];
        let links = texts.iter().skip(1).zip(names);
        let chain = Chain {
            first: texts[0].to_owned(),
            links: links
                .map(|(text, name)| (hand(name), (*text).to_owned()))
                .collect(),
        };
        let pieces = chain.compared(texts[0], texts[texts.len() - 1], &hand("Aly"));
        let (mut old, mut new) = (String::new(), String::new());
        let mut out = String::new();
        assert!(pieces.is_some(), "the chain is of other words");
        for (piece, by) in pieces.unwrap_or_default() {
            let (sign, sides) = match piece.op {
                Op::Equal => ("", [true, true]),
                Op::Insert => ("+", [false, true]),
                Op::Delete => ("-", [true, false]),
            };
            match sign {
                "" => out.push_str(&piece.text),
                sign => out.push_str(&format!("{{{sign}{} {}}}", by.author, piece.text)),
            }
            old.push_str(if sides[0] { &piece.text } else { "" });
            new.push_str(if sides[1] { &piece.text } else { "" });
        }
        assert_eq!(
            [old.as_str(), new.as_str()],
            [texts[0], texts[texts.len() - 1]]
        );
        out
    }

    #[test]
    fn each_word_is_theirs_who_put_it_in_or_struck_it() {
        assert_eq!(
            told(&[
                "States shall mark arms.",
                "States should mark arms.",
                "States should mark all arms promptly.",
            ]),
            "States {-Norway shall}{+Norway should} mark {+Kenya all }arms{+Kenya  promptly}."
        );
    }

    #[test]
    fn what_one_put_in_and_another_struck_is_in_neither_text() {
        assert_eq!(
            told(&["States act.", "States always act.", "States act."]),
            "States act."
        );
        assert_eq!(
            told(&["各国行动。", "各国应行动。", "各国应立即行动。"]),
            "各国{+Norway 应}{+Kenya 立即}行动。"
        );
    }

    #[test]
    fn a_chain_of_other_words_says_nothing() {
        let chain = Chain {
            first: "a".to_owned(),
            links: vec![(hand("Norway"), "b".to_owned())],
        };
        assert_eq!(chain.compared("a", "c", &hand("Aly")), None);
        assert_eq!(Chain::default().compared("", "", &hand("Aly")), None);
    }
}
