//! A phrase that stands elsewhere in the same paragraph: struck here and added there, and yet the same words.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::numbers::{key, mixed};
use super::op::{Op, Wording};
use crate::text::{TokenKind, each_token, is_ideograph};

/// So many words in a row that stand once in what went and once in what came begin a phrase.
const FEW: usize = 3;
/// A phrase that moved has at least so much: a word counts three, an ideograph two.
const LEAST: usize = 12;

/// Marks the phrases that went from one place and came at another, the longest first, each with a number of its own.
pub fn mark_moved(words: Vec<Wording>) -> Vec<Wording> {
    let any = |op: Op| words.iter().any(|run| run.op == op);
    if !any(Op::Delete) || !any(Op::Insert) {
        return words;
    }
    let (gone, come) = (said(&words, Op::Delete), said(&words, Op::Insert));
    if gone.len() < FEW || come.len() < FEW {
        return words;
    }
    let mut phrases = phrases(&gone, &come);
    if phrases.is_empty() {
        return words;
    }
    phrases.sort_by_key(|phrase| (std::cmp::Reverse(phrase.size), phrase.gone.start));
    let mut taken = (vec![false; gone.len()], vec![false; come.len()]);
    let mut cuts: Vec<Cut> = Vec::new();
    for phrase in phrases {
        let is_free = |taken: &[bool], range: &Range<usize>| {
            taken
                .get(range.clone())
                .is_some_and(|some| !some.contains(&true))
        };
        if !is_free(&taken.0, &phrase.gone) || !is_free(&taken.1, &phrase.come) {
            continue;
        }
        let number = cuts.len() as u32 / 2 + 1;
        for (taken, said, range) in [
            (&mut taken.0, &gone, phrase.gone),
            (&mut taken.1, &come, phrase.come),
        ] {
            if let Some(taken) = taken.get_mut(range.clone()) {
                taken.fill(true);
            }
            if let Some([first, .., last]) = said.get(range) {
                cuts.push(Cut {
                    run: first.run,
                    from: first.from,
                    to: last.to,
                    number,
                });
            }
        }
    }
    cuts.sort_by_key(|cut| (cut.run, cut.from));
    cut(words, &cuts)
}

/// A word or a sign of a run that changed.
struct Said {
    key: u64,
    /// The run it stands in, and its bytes there.
    run: usize,
    from: usize,
    to: usize,
    /// A word counts three, an ideograph two, a sign nothing.
    size: usize,
    /// Whether it is a bracket: no phrase goes over one.
    bracket: bool,
}

/// The words and signs of all runs of a kind, in order; capital letters count as small ones.
fn said(words: &[Wording], op: Op) -> Vec<Said> {
    let mut out = Vec::new();
    for (run, words) in words.iter().enumerate().filter(|(_, words)| words.op == op) {
        each_token(&words.text, |from, token, kind| {
            if kind == TokenKind::Space {
                return;
            }
            let capital = token.starts_with(char::is_uppercase);
            out.push(Said {
                key: match capital {
                    true => key(token.to_lowercase().as_bytes()),
                    false => key(token.as_bytes()),
                },
                run,
                from,
                to: from + token.len(),
                size: match kind {
                    TokenKind::Word if token.starts_with(is_ideograph) => 2,
                    TokenKind::Word => 3,
                    _ => 0,
                },
                bracket: kind == TokenKind::Bracket,
            });
        });
    }
    out
}

/// A phrase in what went and in what came, by the numbers of its words there.
struct Phrase {
    gone: Range<usize>,
    come: Range<usize>,
    size: usize,
}

/// Every phrase of some size that is in both and begins with words that are in each but once; linear in both.
fn phrases(gone: &[Said], come: &[Said]) -> Vec<Phrase> {
    let beginnings = |said: &[Said]| -> FxHashMap<u64, Option<usize>> {
        let mut once = FxHashMap::default();
        for (at, few) in said.windows(FEW).enumerate() {
            if are_in_a_row(few) {
                let few = few.iter().fold(0, |hash, one| mixed(hash, one.key));
                once.entry(few)
                    .and_modify(|place| *place = None)
                    .or_insert(Some(at));
            }
        }
        once
    };
    let there = beginnings(come);
    let mut starts: Vec<(usize, usize)> = beginnings(gone)
        .into_iter()
        .filter_map(|(few, at)| Some((at?, (*there.get(&few)?)?)))
        .collect();
    starts.sort_unstable();
    let mut out: Vec<Phrase> = Vec::new();
    for (at, to) in starts {
        // What begins inside the last phrase was found with it.
        let inside =
            |last: &Phrase| at < last.gone.end && at + last.come.start == to + last.gone.start;
        if out.last().is_some_and(inside) {
            continue;
        }
        let same = |n: &usize| match (gone.get(at + n), come.get(to + n)) {
            (Some(a), Some(b)) => {
                let after =
                    |said: &[Said], at: usize| said.get(at..at + 2).is_none_or(are_in_a_row);
                let joined = *n == 0 || after(gone, at + n - 1) && after(come, to + n - 1);
                a.key == b.key && !a.bracket && joined
            }
            _ => false,
        };
        let length = (0..).take_while(same).count();
        let mut phrase = Phrase {
            gone: at..at + length,
            come: to..to + length,
            size: 0,
        };
        trim(&mut phrase, gone);
        let words = gone.get(phrase.gone.clone()).unwrap_or_default();
        phrase.size = words.iter().map(|one| one.size).sum();
        if phrase.size >= LEAST {
            out.push(phrase);
        }
    }
    out
}

/// Whether words stand in one run, with no bracket among them.
fn are_in_a_row(few: &[Said]) -> bool {
    let run = few.first().map(|one| one.run);
    few.iter().all(|one| Some(one.run) == run && !one.bracket)
}

/// A phrase begins and ends with a word.
fn trim(phrase: &mut Phrase, gone: &[Said]) {
    let sign = |at: usize| gone.get(at).is_some_and(|one| one.size == 0);
    while !phrase.gone.is_empty() && sign(phrase.gone.start) {
        phrase.gone.start += 1;
        phrase.come.start += 1;
    }
    while !phrase.gone.is_empty() && sign(phrase.gone.end - 1) {
        phrase.gone.end -= 1;
        phrase.come.end -= 1;
    }
}

/// A piece of a run that is a phrase of its own.
struct Cut {
    run: usize,
    from: usize,
    to: usize,
    number: u32,
}

/// Cuts the phrases out of their runs; the cuts come in order.
fn cut(words: Vec<Wording>, cuts: &[Cut]) -> Vec<Wording> {
    let mut out = Vec::with_capacity(words.len() + 2 * cuts.len());
    let mut cuts = cuts.iter().peekable();
    for (n, run) in words.into_iter().enumerate() {
        if cuts.peek().is_none_or(|cut| cut.run != n) {
            out.push(run);
            continue;
        }
        let mut add = |range: Range<usize>, moved: Option<u32>| {
            let text = run.text.get(range).unwrap_or_default();
            if !text.is_empty() {
                out.push(Wording {
                    op: run.op,
                    text: text.to_owned(),
                    moved,
                });
            }
        };
        let mut at = 0;
        while let Some(cut) = cuts.next_if(|cut| cut.run == n) {
            add(at..cut.from, None);
            add(cut.from..cut.to, Some(cut.number));
            at = cut.to;
        }
        add(at..run.text.len(), None);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::wording::reword;
    use super::*;

    fn told(old: &str, new: &str) -> String {
        let words = mark_moved(reword(old, new));
        let side = |without: Op| -> String {
            let kept = words.iter().filter(|run| run.op != without);
            kept.map(|run| run.text.as_str()).collect()
        };
        assert_eq!(
            (side(Op::Insert), side(Op::Delete)),
            (old.to_owned(), new.to_owned())
        );
        let moved = words.iter().filter(|run| run.moved.is_some());
        moved
            .map(|run| format!("{:?} {} {}; ", run.op, run.moved.unwrap_or(0), run.text))
            .collect()
    }

    #[test]
    fn a_phrase_that_went_to_the_head_is_the_same_there() {
        assert_eq!(
            told(
                "States shall take measures in accordance with their national law, and report on them.",
                "In accordance with their national law, States shall take measures, and report on them."
            ),
            "Insert 1 In accordance with their national law; Delete 1 in accordance with their national law; "
        );
        assert_eq!(
            told(
                "各国应当依照本国法律采取必要的措施。",
                "依照本国法律，各国应当采取必要的措施。"
            ),
            ""
        );
        assert_eq!(
            told(
                "各国应当在其能力范围内采取必要的措施并依照本国的有关法律规定相互合作。",
                "依照本国的有关法律规定，各国应当在其能力范围内采取必要的措施并相互合作。"
            ),
            "Insert 1 依照本国的有关法律规定; Delete 1 依照本国的有关法律规定; "
        );
    }

    #[test]
    fn a_few_words_that_meet_by_chance_have_not_moved() {
        assert_eq!(
            told("of the States a b c d e", "x y z u v w of the States"),
            ""
        );
        assert_eq!(told("a b c", ""), "");
    }

    #[test]
    fn signs_in_a_row_before_a_phrase_are_none_of_its_words() {
        assert_eq!(
            told(
                "States shall take measures, and report on them: – («in accordance with their national law»).",
                ": – («in accordance with their national law»). States shall take measures, and report on them"
            ),
            "Insert 1 in accordance with their national law; Delete 1 in accordance with their national law; "
        );
    }

    #[test]
    fn each_phrase_has_a_number_of_its_own_and_goes_over_no_bracket() {
        let told = told(
            "first comes a song without end, the Parties meet often in open session and talk. second stands one tall tree.",
            "second stands one tall tree. the Parties meet often in open session and talk, first comes a song without end",
        );
        assert_eq!(
            told,
            "Delete 1 first comes a song without end; Insert 2 second stands one tall tree; \
             Delete 2 second stands one tall tree; Insert 1 first comes a song without end; "
        );
        let bracketed = super::tests::told(
            "one [may two three four five six] seven stays where it was and so do all others",
            "seven stays where it was and so do all others, one may two [three four five six]",
        );
        assert_eq!(
            bracketed,
            "Delete 1 three four five six; Insert 1 three four five six; "
        );
    }

    #[test]
    fn words_said_over_and_over_take_no_longer() {
        let old = format!("{}end", "shall take ".repeat(20_000));
        let new = format!("start {}", "take shall ".repeat(19_000));
        told(&old, &new);
    }
}
