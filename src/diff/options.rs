//! Options that melted into one text: two that say nearly the same are both where it comes from, not the one that is a little nearer.

use std::collections::BTreeMap;

use super::matching::Matching;
use super::side::Side;
use crate::text::opens_option;

/// An option that melted into a text has so much in common with it …
const ALIKE: f64 = 0.5;
/// … not much less than the option beside it, …
const AS_MUCH: f64 = 0.8;
/// … or so much, and so much of that, where both are called options and the text is none any more, …
const CALLED: f64 = 0.25;
const CALLED_AS_MUCH: f64 = 0.6;
/// … which did not simply stay.
const STAYED: f64 = 0.8;
/// Pairs that are less alike at first sight are not looked at, unless they are called options.
const ALIKE_AT_SIGHT: f32 = 0.4;
pub(super) const CALLED_AT_SIGHT: f32 = 0.2;
/// Options may have so much between them that is gone.
const REACH: usize = 10;

/// Of some pairs of which one is free and the other is not, with how alike they were at first sight, links those where the free one has
/// as good a claim as what stands beside it and was linked.
pub(super) fn link_options(
    matching: &mut Matching,
    pairs: impl Iterator<Item = (usize, usize, f32)>,
) {
    // The claims of each free paragraph of either text.
    let mut of_old: BTreeMap<usize, (f64, usize)> = BTreeMap::new();
    let mut of_new: BTreeMap<usize, (f64, usize)> = BTreeMap::new();
    for (old, new, whole) in pairs {
        let merges = matching.old.is_free(old);
        let beside = if merges {
            partner_beside(&matching.old, &matching.new, old, new)
        } else {
            partner_beside(&matching.new, &matching.old, new, old)
        };
        let Some(beside) = beside else { continue };
        let called = if merges {
            are_called_options(&matching.old, [old, beside], &matching.new, new)
        } else {
            are_called_options(&matching.new, [new, beside], &matching.old, old)
        };
        let (alike, as_much) = match called {
            true => (CALLED, CALLED_AS_MUCH),
            false if whole < ALIKE_AT_SIGHT => continue,
            false => (ALIKE, AS_MUCH),
        };
        let mine = matching.similarity(&[old], &[new]);
        if mine < alike {
            continue;
        }
        let theirs = match merges {
            true => matching.similarity(&[beside], &[new]),
            false => matching.similarity(&[old], &[beside]),
        };
        if mine < as_much * theirs || theirs >= STAYED {
            continue;
        }
        let (claims, at, to) = if merges {
            (&mut of_old, old, new)
        } else {
            (&mut of_new, new, old)
        };
        let best = claims.entry(at).or_insert((mine, to));
        if mine > best.0 {
            *best = (mine, to);
        }
    }
    for (old, (_, new)) in of_old {
        matching.link(old, new);
    }
    for (new, (_, old)) in of_new {
        matching.link(old, new);
    }
}

/// Whether two paragraphs of one text are called options, and what they melted into is not.
fn are_called_options(side: &Side, both: [usize; 2], other: &Side, into: usize) -> bool {
    let called = |side: &Side, at: usize| {
        let passage = side.passages.get(at);
        passage.is_some_and(|passage| opens_option(passage.text))
    };
    both.iter().all(|&at| called(side, at)) && !called(other, into)
}

/// The only partner of a paragraph, where it is the nearest linked one before or behind a free one and was not left as it was.
fn partner_beside(side: &Side, other: &Side, at: usize, to: usize) -> Option<usize> {
    let &[partner] = other.partners_of(to) else {
        return None;
    };
    let free = |range: std::ops::Range<usize>| range.into_iter().all(|at| side.is_free(at));
    let beside = side.is_free(at)
        && partner.abs_diff(at) <= REACH
        && free(partner.min(at) + 1..partner.max(at))
        && side.partners_of(partner).len() == 1
        && side.key(partner) != other.key(to);
    beside.then_some(partner)
}

#[cfg(test)]
mod tests {
    use super::super::align::align;
    use super::super::change::ChangeKind;
    use crate::text::Document;

    const OPTIONS: [&str; 4] = [
        "Each port keeps a list of the lamps that it lights.",
        "Parties shall cooperate in measures of education, training and public awareness of the harbour, so as to enhance what is done under this text.",
        "Parties should cooperate and take measures of education, training, public access to the records and public awareness, so as to enhance what is done.",
        "Nobody pays twice for the same lamp.",
    ];
    const MELTED: [&str; 3] = [
        "Each port keeps a list of the lamps that it lights.",
        "Parties shall cooperate in taking measures, as appropriate, of education, training, public awareness and public access to the records, recognizing how they enhance what is done under this text.",
        "Nobody pays twice for the same lamp.",
    ];

    fn told(old: &[&str], new: &[&str]) -> Vec<(ChangeKind, Vec<usize>, Vec<usize>)> {
        let parse = |paragraphs: &[&str]| Document::parse(paragraphs.join("\n\n"));
        let changes = align(&parse(old), &parse(new)).changes;
        let odd = changes
            .into_iter()
            .filter(|change| change.kind != ChangeKind::Unchanged);
        odd.map(|change| (change.kind, change.old, change.new))
            .collect()
    }

    #[test]
    fn two_options_that_say_nearly_the_same_melt_into_one_text() {
        assert_eq!(
            told(&OPTIONS, &MELTED),
            [(ChangeKind::Merged, vec![1, 2], vec![1])]
        );
        assert_eq!(
            told(&MELTED, &OPTIONS),
            [(ChangeKind::Split, vec![1], vec![1, 2])]
        );
    }

    #[test]
    fn beside_an_option_that_stayed_the_other_one_is_gone() {
        let taught = OPTIONS[1].replace("education", "teaching");
        let kept = [OPTIONS[0], &taught, OPTIONS[3]];
        assert_eq!(
            told(&OPTIONS, &kept),
            [
                (ChangeKind::Edited, vec![1], vec![1]),
                (ChangeKind::Deleted, vec![2], vec![])
            ]
        );
    }

    #[test]
    fn what_is_called_an_option_melts_with_less_in_common() {
        let old = [
            OPTIONS[0],
            "**Option 1:** Developed ports shall scale up support to enhance the capacity of young ports to carry out this text, mainly through the mechanism of the league.",
            "**Option 2:** All ports should cooperate to enhance the capacity of young ports in need of support to carry out this text.",
            OPTIONS[3],
        ];
        let new = [
            OPTIONS[0],
            "Developed ports should give more for what young ports and others in need of support do to build capacity. Others in a position to do so are also encouraged to help. All ports should cooperate to enhance the capacity of young ports to carry out this text.",
            OPTIONS[3],
        ];
        assert_eq!(
            told(&old, &new),
            [(ChangeKind::Merged, vec![1, 2], vec![1])]
        );
        let uncalled: Vec<String> = old
            .iter()
            .map(|text| {
                text.replace("**Option 1:** ", "")
                    .replace("**Option 2:** ", "")
            })
            .collect();
        let uncalled: Vec<&str> = uncalled.iter().map(String::as_str).collect();
        assert_ne!(
            told(&uncalled, &new),
            [(ChangeKind::Merged, vec![1, 2], vec![1])]
        );
    }
}
