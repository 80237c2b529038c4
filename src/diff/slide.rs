//! Where a change may stand in several places, where a person would put it.

use std::ops::Range;

use super::steps::{Step, add};
use super::units::Unit;
use crate::text::TokenKind;

/// A stretch longer than this is not slid, and none farther.
const LONG: usize = 200;

/// Shifts what is only struck or only added, where the words allow, to where a person would put the mark.
pub(super) fn slide(steps: &mut Vec<Step>, a: &[Unit], b: &[Unit]) {
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
    let joins =
        |word: Option<&str>| matches!(word, Some("和" | "或" | "及" | "与" | "或者" | "以及"));
    8 * i32::from(whole && depth == 0)
        + 4 * i32::from(before.is_none() || stops(before))
        + 4 * i32::from(stops(last))
        + 2 * i32::from(pauses(before) && pauses(last))
        // One of a list with the comma before it.
        + 2 * i32::from(pauses(text(Some(range.start))) && !pauses(last))
        // The same with the word that joins it, where nothing stands between words.
        + 2 * i32::from(joins(text(Some(range.start))))
        + i32::from(first.is_some_and(|unit| unit.kind != TokenKind::Mark))
}
