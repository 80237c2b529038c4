//! What stayed and what changed, as ranges of the two texts' units.

use std::ops::Range;

/// The same words on both sides (`old.len() == new.len()`), or what was put in place of what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) kept: bool,
    pub(super) old: Range<usize>,
    pub(super) new: Range<usize>,
}

impl Step {
    /// Where the new text has what the old one has at a place; for what was kept.
    pub(super) fn partner(&self, old: usize) -> usize {
        old - self.old.start + self.new.start
    }

    /// What was kept, without so many units at its head and its tail: these changed.
    pub(super) fn cut(self, head: usize, tail: usize) -> [Step; 3] {
        let cuts = |range: &Range<usize>| {
            let (from, to) = (range.start + head, range.end - tail);
            [range.start..from, from..to, to..range.end]
        };
        let ([old_head, old, old_tail], [new_head, new, new_tail]) =
            (cuts(&self.old), cuts(&self.new));
        let part = |kept, old, new| Step { kept, old, new };
        [
            part(false, old_head, new_head),
            part(self.kept, old, new),
            part(false, old_tail, new_tail),
        ]
    }
}

/// Adds a step; neighbours of a kind are one.
pub(super) fn add(steps: &mut Vec<Step>, step: Step) {
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
