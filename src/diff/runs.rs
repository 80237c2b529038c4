//! Runs of words that stayed and runs that changed, tidied for people.

use std::ops::Range;

use rustc_hash::FxHashMap;
use similar::{Algorithm, DiffTag, capture_diff_slices};

use super::joins::join;
use super::numbers::Numbers;
use super::order::{Link, in_order};
use super::script::{Loom, Stretch};
use super::slide::slide;
use super::steps::{Step, add};
use super::units::{Unit, units, weight_of};

/// Texts with up to so many pairs of equal words are weighed word by word.
const PAIRS: usize = 1_000_000;
/// Others, of a few words said over and over, are compared to the shortest script up to so many words, and divided beyond.
const EXACT: usize = 3_000;

/// A run of words, with the white space before each.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Run<'a> {
    /// Words that stayed with all their spaces.
    Same(&'a str),
    /// Words that stayed while a space between them did not, as the old and the new text have them.
    Kept(Vec<(&'a str, &'a str)>),
    /// What the old text had, and what the new one has in its place; either may be empty, not both.
    Changed {
        /// The words struck.
        old: &'a str,
        /// The words added.
        new: &'a str,
    },
}

/// What comparing texts takes, kept from one pair of them to the next.
#[derive(Debug, Default)]
pub(super) struct Desk {
    numbers: Numbers,
    loom: Loom,
}

/// The runs of two texts; their words joined are the texts.
pub(super) fn runs<'a>(old: &'a str, new: &'a str, desk: &mut Desk) -> Vec<Run<'a>> {
    let (a, b) = (units(old), units(new));
    let mut steps = steps(&a, &b, desk);
    slide(&mut steps, &a, &b);
    join(&mut steps, &a, &b);
    let mut out: Vec<Run> = steps
        .into_iter()
        .map(|step| {
            let (before, after) = (
                stretch(old, &a, step.old.clone()),
                stretch(new, &b, step.new.clone()),
            );
            if !step.kept {
                Run::Changed {
                    old: before,
                    new: after,
                }
            } else if before == after {
                Run::Same(after)
            } else {
                let words = |text: &'a str, units: &'_ [Unit<'a>], range: Range<usize>| {
                    let units = units.get(range).unwrap_or_default().to_vec();
                    units
                        .into_iter()
                        .map(|unit| text.get(unit.from..unit.to).unwrap_or_default())
                };
                Run::Kept(
                    words(old, &a, step.old)
                        .zip(words(new, &b, step.new))
                        .collect(),
                )
            }
        })
        .collect();
    // White space behind the last word belongs to no unit.
    let (rest, new_rest) = (tail(old, &a), tail(new, &b));
    if !rest.is_empty() || !new_rest.is_empty() {
        out.push(if rest == new_rest {
            Run::Same(rest)
        } else {
            Run::Changed {
                old: rest,
                new: new_rest,
            }
        });
    }
    out
}

fn tail<'a>(text: &'a str, units: &[Unit]) -> &'a str {
    text.get(units.last().map_or(0, |unit| unit.to)..)
        .unwrap_or_default()
}

fn stretch<'a>(text: &'a str, units: &[Unit], range: Range<usize>) -> &'a str {
    match units.get(range) {
        Some([first, .., last]) => text.get(first.from..last.to).unwrap_or_default(),
        Some([only]) => text.get(only.from..only.to).unwrap_or_default(),
        _ => "",
    }
}

fn steps(a: &[Unit], b: &[Unit], desk: &mut Desk) -> Vec<Step> {
    // What is the same at both ends is known by its letters: only what lies between is given numbers.
    let same = |(x, y): &(&Unit, &Unit)| x.text == y.text;
    let head = a.iter().zip(b).take_while(same).count();
    let most = a.len().min(b.len()) - head;
    let ends = a.iter().rev().zip(b.iter().rev());
    let tail = ends.take(most).take_while(same).count();
    let inner = (head..a.len() - tail, head..b.len() - tail);
    let mut numbered = |units: &[Unit], inner: Range<usize>| -> Vec<u32> {
        let units = units.get(inner).unwrap_or_default().iter();
        units.map(|unit| desk.numbers.of(unit.text)).collect()
    };
    let old = numbered(a, inner.0.clone());
    let new = numbered(b, inner.1.clone());
    let between_ends = a.get(inner.0.clone()).unwrap_or_default();
    let weight: Vec<i32> = between_ends.iter().map(weight_of).collect();
    let mut steps: Vec<Step> = Vec::new();
    add(
        &mut steps,
        Step {
            kept: true,
            old: 0..head,
            new: 0..head,
        },
    );
    // What is still to be compared, the next on top.
    let mut todo = vec![Step {
        kept: false,
        old: inner.0.clone(),
        new: inner.1.clone(),
    }];
    while let Some(step) = todo.pop() {
        let behind = |range: &Range<usize>| range.start - head..range.end - head;
        let (of_old, of_new) = (behind(&step.old), behind(&step.new));
        let weight = weight.get(of_old.clone()).unwrap_or_default();
        let x = old.get(of_old).unwrap_or_default();
        let y = new.get(of_new).unwrap_or_default();
        if step.kept || x.is_empty() || y.is_empty() {
            add(&mut steps, step);
        } else if let Some(common) = desk.loom.stayed(x, y, weight, PAIRS) {
            for part in between(&common, &step) {
                add(&mut steps, part);
            }
        } else if x.len() + y.len() <= EXACT {
            for part in between(&shortest(x, y), &step) {
                add(&mut steps, part);
            }
        } else {
            let parts = divided(x, y, &step);
            if parts.is_empty() {
                add(&mut steps, step);
            }
            todo.extend(parts.into_iter().rev());
        }
    }
    add(
        &mut steps,
        Step {
            kept: true,
            old: inner.0.end..a.len(),
            new: inner.1.end..b.len(),
        },
    );
    steps
}

/// The stretches that the shortest script keeps.
fn shortest(x: &[u32], y: &[u32]) -> Vec<Stretch> {
    capture_diff_slices(Algorithm::RawMyers, x, y)
        .into_iter()
        .map(|op| op.as_tag_tuple())
        .filter(|(tag, _, _)| *tag == DiffTag::Equal)
        .map(|(_, old, new)| (old.start, new.start, old.len()))
        .collect()
}

/// Divides a long stretch at its equal ends and at words that occur once on either side; empty where it has none.
fn divided(x: &[u32], y: &[u32], step: &Step) -> Vec<Step> {
    let head = x.iter().zip(y).take_while(|(a, b)| a == b).count();
    let rest = (x.len() - head).min(y.len() - head);
    let tail = x
        .iter()
        .rev()
        .zip(y.iter().rev())
        .take(rest)
        .take_while(|(a, b)| a == b)
        .count();
    let mut anchors: Vec<Stretch> = Vec::new();
    if head + tail > 0 {
        anchors.push((0, 0, head));
        anchors.push((x.len() - tail, y.len() - tail, tail));
    } else {
        let mut places: FxHashMap<u32, (usize, usize, usize, usize)> = FxHashMap::default();
        for (at, &word) in x.iter().enumerate() {
            let place = places.entry(word).or_default();
            (place.0, place.1) = (place.0 + 1, at);
        }
        for (at, &word) in y.iter().enumerate() {
            let place = places.entry(word).or_default();
            (place.2, place.3) = (place.2 + 1, at);
        }
        let mut links: Vec<Link> = places
            .into_values()
            .filter(|place| place.0 == 1 && place.2 == 1)
            .map(|place| Link {
                old: place.1 as u32,
                new: place.3 as u32,
                words: 1,
            })
            .collect();
        links.sort_unstable_by_key(|link| link.old);
        let ordered = in_order(&links);
        let kept = links.iter().zip(ordered).filter(|(_, ordered)| *ordered);
        anchors.extend(kept.map(|(link, _)| (link.old as usize, link.new as usize, 1)));
    }
    if anchors.is_empty() {
        return Vec::new();
    }
    between(&anchors, step)
}

/// The stretches in common, counted from where a step begins, and what lies between them.
fn between(common: &[Stretch], step: &Step) -> Vec<Step> {
    let mut parts = Vec::new();
    let (mut old, mut new) = (step.old.start, step.new.start);
    for &(at, to, length) in common {
        let (at, to) = (at + step.old.start, to + step.new.start);
        parts.push(Step {
            kept: false,
            old: old..at,
            new: new..to,
        });
        parts.push(Step {
            kept: true,
            old: at..at + length,
            new: to..to + length,
        });
        (old, new) = (at + length, to + length);
    }
    parts.push(Step {
        kept: false,
        old: old..step.old.end,
        new: new..step.new.end,
    });
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(old: &str, new: &str) -> (usize, usize) {
        let runs = runs(old, new, &mut Desk::default());
        let (mut before, mut after) = (String::new(), String::new());
        let mut kept = 0;
        for run in &runs {
            match run {
                Run::Same(words) => {
                    kept += words.split_whitespace().count();
                    before.push_str(words);
                    after.push_str(words);
                }
                Run::Kept(words) => {
                    kept += words.len();
                    before.extend(words.iter().map(|word| word.0));
                    after.extend(words.iter().map(|word| word.1));
                }
                Run::Changed { old, new } => {
                    before.push_str(old);
                    after.push_str(new);
                }
            }
        }
        assert_eq!((before.as_str(), after.as_str()), (old, new));
        (runs.len(), kept)
    }

    #[test]
    fn two_words_said_over_and_over_are_compared_all_the_same() {
        let old = format!("first {}last", "shall may ".repeat(700));
        let new = format!("other {}end", "shall may ".repeat(690));
        assert_eq!(told(&old, &new), (3, 1380));
    }

    #[test]
    fn a_text_without_end_is_divided_where_its_words_are_rare() {
        let text = |name: &str| {
            let words = |n: usize| format!("{name} {} {n} ", "shall ".repeat(400));
            (0..20).map(words).collect::<String>()
        };
        let (_, kept) = told(&text("one"), &text("two"));
        assert!(kept > 7_000, "{kept}");
    }
}
