//! Runs of words that stayed and runs that changed, tidied for people.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::order::{Link, in_order};
use super::script::{Stretch, stayed};
use crate::text::{TokenKind, is_ideograph, tokens};

/// Texts with up to so many pairs of equal words are looked at as a whole; others are divided first.
const PAIRS: usize = 1_000_000;

/// A stretch longer than this is not slid, and none farther.
const LONG: usize = 200;

/// A run of words, with the white space before each.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Run<'a> {
    /// Words that stayed, as the old and the new text have them.
    Kept(Vec<(&'a str, &'a str)>),
    /// What the old text had, and what the new one has in its place; either may be empty, not both.
    Changed {
        /// The words struck.
        old: &'a str,
        /// The words added.
        new: &'a str,
    },
}

/// A word, a sign or a mark with the white space before it.
#[derive(Debug, Clone, Copy)]
struct Unit<'a> {
    /// Where its white space begins, where it itself begins, and where it ends.
    from: usize,
    to: usize,
    text: &'a str,
    kind: TokenKind,
}

/// The same words on both sides (`old.len() == new.len()`), or what was put in place of what.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Step {
    kept: bool,
    old: Range<usize>,
    new: Range<usize>,
}

/// The runs of two texts; their words joined are the texts.
pub(super) fn runs<'a>(old: &'a str, new: &'a str) -> Vec<Run<'a>> {
    let (a, b) = (units(old), units(new));
    let mut steps = steps(&a, &b);
    slide(&mut steps, &a, &b);
    join(&mut steps, &a, &b);
    let mut out: Vec<Run> = steps
        .into_iter()
        .map(|step| {
            if step.kept {
                let words =
                    |text: &'a str, units: &[Unit<'a>], range: Range<usize>| -> Vec<&'a str> {
                        units
                            .get(range)
                            .unwrap_or_default()
                            .iter()
                            .map(|unit| text.get(unit.from..unit.to).unwrap_or_default())
                            .collect()
                    };
                Run::Kept(
                    words(old, &a, step.old)
                        .into_iter()
                        .zip(words(new, &b, step.new))
                        .collect(),
                )
            } else {
                Run::Changed {
                    old: stretch(old, &a, step.old),
                    new: stretch(new, &b, step.new),
                }
            }
        })
        .collect();
    // White space behind the last word belongs to no unit.
    let (rest, new_rest) = (tail(old, &a), tail(new, &b));
    if !rest.is_empty() || !new_rest.is_empty() {
        out.push(if rest == new_rest {
            Run::Kept(vec![(rest, new_rest)])
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

/// The ideographs that numbers are written with.
const NUMERALS: [char; 13] = [
    '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '百', '千', '零',
];

fn is_numeral(text: &str) -> bool {
    text.len() == 3 && text.starts_with(NUMERALS)
}

fn units(text: &str) -> Vec<Unit<'_>> {
    let mut out: Vec<Unit<'_>> = Vec::with_capacity(text.len() / 5);
    let (mut at, mut from) = (0, 0);
    for token in tokens(text) {
        let start = at;
        at += token.text.len();
        if token.kind == TokenKind::Space {
            continue;
        }
        // 二十九 is one number: 二 and 九 never change without it.
        if is_numeral(token.text)
            && let Some(last) = out.last_mut()
            && last.to == start
            && last.text.chars().all(|c| NUMERALS.contains(&c))
        {
            last.to = at;
            last.text = text
                .get(at - last.text.len() - token.text.len()..at)
                .unwrap_or_default();
            from = at;
            continue;
        }
        out.push(Unit {
            from: from.min(start),
            to: at,
            text: token.text,
            kind: token.kind,
        });
        from = at;
    }
    out
}

fn steps(a: &[Unit], b: &[Unit]) -> Vec<Step> {
    let mut numbers = FxHashMap::default();
    let (old, new) = (numbered(a, &mut numbers), numbered(b, &mut numbers));
    let weight: Vec<i32> = a.iter().map(weight_of).collect();
    let mut steps: Vec<Step> = Vec::new();
    // What is still to be compared, the next on top.
    let mut todo = vec![Step {
        kept: false,
        old: 0..old.len(),
        new: 0..new.len(),
    }];
    while let Some(step) = todo.pop() {
        let (x, y) = (
            old.get(step.old.clone()).unwrap_or_default(),
            new.get(step.new.clone()).unwrap_or_default(),
        );
        let weight = weight.get(step.old.clone()).unwrap_or_default();
        if step.kept || x.is_empty() || y.is_empty() {
            add(&mut steps, step);
        } else if let Some(common) = stayed(x, y, weight, PAIRS) {
            for part in between(&common, &step) {
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
    steps
}

/// What a word is worth where it stays.
fn weight_of(unit: &Unit) -> i32 {
    match unit.kind {
        TokenKind::Word if unit.text.starts_with(is_ideograph) => 5,
        TokenKind::Word if unit.text.len() <= 3 => 6,
        TokenKind::Word => 10,
        TokenKind::Bracket => 3,
        TokenKind::Mark | TokenKind::Space => 2,
    }
}

/// The same number for the same words.
fn numbered<'a>(units: &[Unit<'a>], numbers: &mut FxHashMap<&'a str, u32>) -> Vec<u32> {
    let number = |unit: &Unit<'a>| {
        let next = numbers.len() as u32;
        *numbers.entry(unit.text).or_insert(next)
    };
    units.iter().map(number).collect()
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
                old: place.1,
                new: place.3,
                words: 1,
            })
            .collect();
        links.sort_unstable_by_key(|link| link.old);
        let ordered = in_order(&links);
        let kept = links.iter().zip(ordered).filter(|(_, ordered)| *ordered);
        anchors.extend(kept.map(|(link, _)| (link.old, link.new, 1)));
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

/// Adds a step; neighbours of a kind are one.
fn add(steps: &mut Vec<Step>, step: Step) {
    if step.old.is_empty() && step.new.is_empty() {
        return;
    }
    match steps.last_mut() {
        Some(last) if last.kept == step.kept => {
            last.old.end = step.old.end;
            last.new.end = step.new.end;
        }
        _ => steps.push(step),
    }
}

/// Shifts what is only struck or only added, where the words allow, to where a person would put the mark.
fn slide(steps: &mut Vec<Step>, a: &[Unit], b: &[Unit]) {
    for at in 1..steps.len() {
        let Some(middle) = steps.get(at).cloned() else {
            continue;
        };
        let length = middle.old.len() + middle.new.len();
        if middle.kept || length > LONG || (!middle.old.is_empty() && !middle.new.is_empty()) {
            continue;
        }
        let (units, range) = if middle.new.is_empty() {
            (a, middle.old.clone())
        } else {
            (b, middle.new.clone())
        };
        let before = steps.get(at - 1).map_or(0, |step| step.old.len());
        let after = steps.get(at + 1).map_or(0, |step| step.old.len());
        let text = |at: usize| units.get(at).map(|unit| unit.text);
        let mut best = (worth(units, &range), 0_isize);
        let mut left = range.clone();
        for step in 1..=before.min(LONG) as isize {
            if left.start == 0 || text(left.start - 1) != text(left.end - 1) {
                break;
            }
            left = left.start - 1..left.end - 1;
            let worth = worth(units, &left);
            if worth > best.0 {
                best = (worth, -step);
            }
        }
        let mut right = range;
        for step in 1..=after.min(LONG) as isize {
            if text(right.start) != text(right.end) || right.end >= units.len() {
                break;
            }
            right = right.start + 1..right.end + 1;
            let worth = worth(units, &right);
            if worth > best.0 {
                best = (worth, step);
            }
        }
        let shift = |place: usize| place.saturating_add_signed(best.1);
        if best.1 != 0 {
            if let Some(step) = steps.get_mut(at - 1) {
                step.old.end = shift(step.old.end);
                step.new.end = shift(step.new.end);
            }
            if let Some(step) = steps.get_mut(at) {
                step.old = shift(step.old.start)..shift(step.old.end);
                step.new = shift(step.new.start)..shift(step.new.end);
            }
            if let Some(step) = steps.get_mut(at + 1) {
                step.old.start = shift(step.old.start);
                step.new.start = shift(step.new.start);
            } else {
                let (old, new) = (
                    shift(middle.old.end)..middle.old.end,
                    shift(middle.new.end)..middle.new.end,
                );
                steps.push(Step {
                    kept: true,
                    old,
                    new,
                });
            }
        }
    }
    let tidy = std::mem::take(steps);
    for step in tidy {
        add(steps, step);
    }
}

/// How well a stretch reads as a thing of its own: whole brackets, whole sentences, whole clauses.
fn worth(units: &[Unit], range: &Range<usize>) -> i32 {
    let mut depth = 0_i32;
    let mut whole = true;
    for unit in units.get(range.clone()).unwrap_or_default() {
        match unit.text {
            "[" | "［" | "(" | "（" => depth += 1,
            "]" | "］" | ")" | "）" => depth -= 1,
            _ => {}
        }
        whole &= depth >= 0;
    }
    let text = |at: Option<usize>| at.and_then(|at| units.get(at)).map(|unit| unit.text);
    let stops =
        |mark: Option<&str>| matches!(mark, Some("." | "。" | ";" | "；" | "؛" | "!" | "?" | "？"));
    let before = text(range.start.checked_sub(1));
    let last = text(range.end.checked_sub(1));
    let first = units.get(range.start);
    let pauses = |mark: Option<&str>| matches!(mark, Some("," | "，" | "、" | ":" | "："));
    8 * i32::from(whole && depth == 0)
        + 4 * i32::from(before.is_none() || stops(before))
        + 4 * i32::from(stops(last))
        + 2 * i32::from(pauses(before) && pauses(last))
        // One of a list with the comma before it.
        + 2 * i32::from(pauses(text(Some(range.start))) && !pauses(last))
        + i32::from(first.is_some_and(|unit| unit.kind != TokenKind::Mark))
}

/// Joins changes that have next to nothing unchanged between them, where one long mark reads better than many short ones.
fn join(steps: &mut Vec<Step>, a: &[Unit], b: &[Unit]) {
    loop {
        let before = steps.len();
        let mut joined: Vec<Step> = Vec::with_capacity(before);
        for right in std::mem::take(steps) {
            let joins = match joined.as_slice() {
                [.., left, middle] => {
                    middle.kept && !right.kept && reads_better(left, middle, &right, a, b)
                }
                _ => false,
            };
            if joins {
                joined.pop();
                if let Some(left) = joined.last_mut() {
                    left.old.end = right.old.end;
                    left.new.end = right.new.end;
                }
            } else {
                joined.push(right);
            }
        }
        *steps = joined;
        if steps.len() == before {
            break;
        }
    }
    rewrite(steps, a, b);
}

/// A text of which next to nothing stayed is struck and added whole.
fn rewrite(steps: &mut Vec<Step>, a: &[Unit], b: &[Unit]) {
    let kept: usize = steps
        .iter()
        .filter(|step| step.kept)
        .map(|step| size(a, &step.old))
        .sum();
    let least = size(a, &(0..a.len())).min(size(b, &(0..b.len())));
    if steps.len() > 3 && kept * 5 < least {
        *steps = vec![Step {
            kept: false,
            old: 0..a.len(),
            new: 0..b.len(),
        }];
    }
}

/// Counts words; an ideograph is one.
fn size(units: &[Unit], range: &Range<usize>) -> usize {
    units
        .get(range.clone())
        .unwrap_or_default()
        .iter()
        .filter(|unit| unit.kind == TokenKind::Word)
        .count()
}

/// Words that meet by chance in a sentence written anew.
fn reads_better(left: &Step, middle: &Step, right: &Step, a: &[Unit], b: &[Unit]) -> bool {
    let between = a.get(middle.old.clone()).unwrap_or_default();
    if between.iter().any(|unit| unit.kind == TokenKind::Bracket) {
        return false;
    }
    let words = size(a, &middle.old);
    let anew = |step: &Step| {
        size(a, &step.old).min(size(b, &step.new)) > 0
            && size(a, &step.old).max(size(b, &step.new)) >= 4 * words
    };
    (1..=5).contains(&words) && anew(left) && anew(right)
}
