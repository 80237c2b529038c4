//! How many words paragraphs have, and how many of them are contested.

use std::ops::Range;

use super::bracket::BracketKind;
use super::tokens::count_words;
use super::understanding::Understood;

/// How many words a paragraph has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counted {
    /// All of them; the names of an attribution, addresses and comments are none.
    pub words: usize,
    /// Those that stand in contested brackets.
    pub bracketed: usize,
}

/// Counts the words of each paragraph; linear in the source.
pub(super) fn count(source: &str, understood: &Understood) -> Vec<Counted> {
    let Understood {
        paragraphs,
        brackets,
        hidden,
        inner,
        ..
    } = understood;
    let attributions = brackets.iter().flat_map(|bracket| {
        let owned = bracket
            .alternatives
            .iter()
            .filter(|a| !a.parties.is_empty());
        owned.map(|alternative| alternative.whole.start..alternative.span.start)
    });
    let mut none: Vec<Range<usize>> = hidden
        .iter()
        .chain(inner)
        .cloned()
        .chain(attributions)
        .collect();
    none.sort_by_key(|range| (range.start, range.end));
    let contested: Vec<&Range<usize>> = brackets
        .iter()
        .filter(|bracket| bracket.kind == BracketKind::Contested && bracket.depth == 1)
        .map(|bracket| &bracket.span)
        .collect();
    // Paragraphs are asked in order, and what is over is never asked again.
    let mut over = 0;
    let mut counted = |from: usize, to: usize| {
        let mut total = 0;
        let mut at = from;
        while none.get(over).is_some_and(|range| range.end <= from) {
            over += 1;
        }
        for range in none.iter().skip(over).take_while(|range| range.start < to) {
            if range.start > at {
                total += source.get(at..range.start).map_or(0, count_words);
            }
            at = at.max(range.end);
        }
        if at < to {
            total += source.get(at..to).map_or(0, count_words);
        }
        total
    };
    let mut past = 0;
    let mut out = Vec::with_capacity(paragraphs.len());
    for paragraph in paragraphs {
        let body = paragraph.body.clone();
        let mut at = body.start;
        let (mut outside, mut inside) = (0, 0);
        while contested
            .get(past)
            .is_some_and(|span| span.end <= body.start)
        {
            past += 1;
        }
        let spans = contested.iter().skip(past);
        for span in spans.take_while(|span| span.start < body.end) {
            let (from, to) = (span.start.max(at), span.end.min(body.end));
            if from > at {
                outside += counted(at, from);
            }
            if to > from {
                inside += counted(from, to);
                at = to;
            }
        }
        if at < body.end {
            outside += counted(at, body.end);
        }
        out.push(Counted {
            words: outside + inside,
            bracketed: inside,
        });
    }
    out
}
