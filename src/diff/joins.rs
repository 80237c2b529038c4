//! Many short marks made one long one, where that reads better.

use std::ops::Range;

use super::steps::{Step, add};
use super::units::{Unit, size};
use crate::text::{TokenKind, is_ideograph};

/// So often brackets are released: each may have been the other half of one that was kept before.
const RELEASES: usize = 4;

/// A word of up to so many letters says little by itself.
const LITTLE: usize = 3;

/// Joins changes that have next to nothing unchanged between them, where one long mark reads better than many short ones.
pub(super) fn join(steps: &mut Vec<Step>, a: &[Unit], b: &[Unit]) {
    for _ in 0..RELEASES {
        if !release(steps, a, b) {
            break;
        }
    }
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

/// Words that meet by chance in a sentence written anew.
fn reads_better(left: &Step, middle: &Step, right: &Step, a: &[Unit], b: &[Unit]) -> bool {
    let between = a.get(middle.old.clone()).unwrap_or_default();
    if between.iter().any(|unit| unit.kind == TokenKind::Bracket) {
        return false;
    }
    let words = size(a, &middle.old);
    let longer = |step: &Step| size(a, &step.old).max(size(b, &step.new));
    if let [unit] = between
        && is_one_ideograph(unit.text)
    {
        return is_alone(left, right, a, b);
    }
    let anew = |step: &Step| size(a, &step.old).min(size(b, &step.new)) > 0;
    let (left, right, both) = (longer(left), longer(right), (anew(left), anew(right)));
    match words {
        0 => false,
        // `of the`, alone beside a phrase written anew.
        1..=2 if between.iter().all(|unit| unit.text.len() <= LITTLE) => {
            left.min(right) >= 2 && left + right >= 6 * words && (both.0 || both.1)
        }
        1..=5 => left.min(right) >= 4 * words && both.0 && both.1,
        _ => false,
    }
}

fn is_one_ideograph(text: &str) -> bool {
    let mut letters = text.chars();
    letters.next().is_some_and(is_ideograph) && letters.next().is_none()
}

/// Whether one ideograph that stayed between two changes is no word of its own: 公诉部门 that became 负责捕诉的部门 kept no 诉.
fn is_alone(left: &Step, right: &Step, a: &[Unit], b: &[Unit]) -> bool {
    let gone = size(a, &left.old) + size(a, &right.old);
    let come = size(b, &left.new) + size(b, &right.new);
    gone > 0 && come > 0 && gone + come > 2
}

/// Releases brackets that stand beside a change though they are not the same pair on both sides: a bracket is kept with
/// its other half or not at all. Says whether it found any.
fn release(steps: &mut Vec<Step>, a: &[Unit], b: &[Unit]) -> bool {
    let inner = 1..steps.len().saturating_sub(1);
    let beside = |step: &Step| {
        let (first, last) = (step.old.start, step.old.end.saturating_sub(1));
        step.kept && (is_bracket(a, first) || is_bracket(a, last))
    };
    if !steps.iter().any(beside) {
        return false;
    }
    let pairs = Pairs::of(steps, a, b);
    let mut found = false;
    for (at, mut step) in std::mem::take(steps).into_iter().enumerate() {
        if !beside(&step) {
            add(steps, step);
            continue;
        }
        let alone = size(a, &step.old) == 0 && inner.contains(&at);
        if alone && brackets(a, &step.old).any(|old| !pairs.are_kept(old, step.partner(old))) {
            step.kept = false;
            found = true;
            add(steps, step);
            continue;
        }
        let stray = |old: usize| is_bracket(a, old) && pairs.are_gone(old, step.partner(old));
        let ends = step.old.len();
        let mut head = 0;
        while at > 0 && head < ends && stray(step.old.start + head) {
            head += 1;
        }
        let mut tail = 0;
        while at < inner.end && tail + head < ends && stray(step.old.end - 1 - tail) {
            tail += 1;
        }
        found |= head + tail > 0;
        for part in step.cut(head, tail) {
            add(steps, part);
        }
    }
    found
}

/// Which brackets belong together in either text, and which of the old ones were kept as which of the new.
struct Pairs {
    old: Vec<Option<usize>>,
    new: Vec<Option<usize>>,
    kept_as: Vec<Option<usize>>,
    kept_new: Vec<bool>,
}

impl Pairs {
    fn of(steps: &[Step], a: &[Unit], b: &[Unit]) -> Pairs {
        let mut kept_as = vec![None; a.len()];
        let mut kept_new = vec![false; b.len()];
        for step in steps.iter().filter(|step| step.kept) {
            for (old, new) in step.old.clone().zip(step.new.clone()) {
                if let (Some(slot), Some(kept)) = (kept_as.get_mut(old), kept_new.get_mut(new)) {
                    (*slot, *kept) = (Some(new), true);
                }
            }
        }
        Pairs {
            old: other_halves(a),
            new: other_halves(b),
            kept_as,
            kept_new,
        }
    }

    /// The other halves of an old bracket and of the new one that it was kept as.
    fn halves(&self, old: usize, new: usize) -> (Option<usize>, Option<usize>) {
        let half = |halves: &[Option<usize>], at: usize| halves.get(at).copied().flatten();
        (half(&self.old, old), half(&self.new, new))
    }

    /// Whether the other halves were kept too, as one another.
    fn are_kept(&self, old: usize, new: usize) -> bool {
        match self.halves(old, new) {
            (Some(before), Some(after)) => {
                self.kept_as.get(before).copied().flatten() == Some(after)
            }
            (None, None) => true,
            _ => false,
        }
    }

    /// Whether the one's other half was struck and the other's added.
    fn are_gone(&self, old: usize, new: usize) -> bool {
        match self.halves(old, new) {
            (Some(before), Some(after)) => {
                self.kept_as.get(before).copied().flatten().is_none()
                    && self.kept_new.get(after) == Some(&false)
            }
            _ => false,
        }
    }
}

fn is_bracket(units: &[Unit], at: usize) -> bool {
    units
        .get(at)
        .is_some_and(|unit| unit.kind == TokenKind::Bracket)
}

/// Where the brackets of a range stand.
fn brackets(units: &[Unit], range: &Range<usize>) -> impl Iterator<Item = usize> {
    range.clone().filter(|at| is_bracket(units, *at))
}

/// For each bracket, where its other half stands.
fn other_halves(units: &[Unit]) -> Vec<Option<usize>> {
    let mut halves = vec![None; units.len()];
    let mut open: Vec<usize> = Vec::new();
    for at in brackets(units, &(0..units.len())) {
        if matches!(units.get(at).map(|unit| unit.text), Some("[" | "［")) {
            open.push(at);
        } else if let Some(from) = open.pop() {
            for (one, other) in [(from, at), (at, from)] {
                if let Some(slot) = halves.get_mut(one) {
                    *slot = Some(other);
                }
            }
        }
    }
    halves
}
