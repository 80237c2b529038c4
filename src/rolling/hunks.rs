//! What one party changed in a text, as stretches of it; and the same changes made to a text that has moved on.

use std::ops::Range;

use crate::diff::{Op, reword};

/// A stretch of an old text, and what stands in its place in the new one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hunk {
    /// Bytes of the old text; empty for an insertion.
    pub old: Range<usize>,
    /// The new words, with their spaces.
    pub new: String,
}

/// The stretches that differ, in order.
pub fn hunks(old: &str, new: &str) -> Vec<Hunk> {
    let mut found: Vec<Hunk> = Vec::new();
    let mut at = 0;
    let mut touching = false;
    for word in reword(old, new) {
        if word.op == Op::Equal {
            at += word.text.len();
            touching = false;
            continue;
        }
        if !touching {
            found.push(Hunk {
                old: at..at,
                new: String::new(),
            });
            touching = true;
        }
        let Some(hunk) = found.last_mut() else {
            continue;
        };
        if word.op == Op::Delete {
            at += word.text.len();
            hunk.old.end = at;
        } else {
            hunk.new.push_str(&word.text);
        }
    }
    found
}

/// Whether two changes of one text concern the same words.
pub fn collide(one: &[Hunk], other: &[Hunk]) -> bool {
    one.iter().any(|a| {
        other.iter().any(|b| {
            let empty = a.old.is_empty() || b.old.is_empty();
            a.old.start < b.old.end && b.old.start < a.old.end
                || empty && a.old.start <= b.old.end && b.old.start <= a.old.end
        })
    })
}

/// Makes the changes that lead from `old` to `wanted` in `now`, a later state of `old`.
///
/// `None` where both changed the same words.
pub fn rebase(old: &str, wanted: &str, now: &str) -> Option<String> {
    if old == now {
        return Some(wanted.to_owned());
    }
    let wishes = hunks(old, wanted);
    let moves = hunks(old, now);
    if collide(&wishes, &moves) {
        return None;
    }
    let mut out = String::new();
    let mut taken = 0;
    for wish in &wishes {
        let (start, end) = (
            shifted(wish.old.start, &moves)?,
            shifted(wish.old.end, &moves)?,
        );
        out.push_str(now.get(taken..start)?);
        out.push_str(&wish.new);
        taken = end;
    }
    out.push_str(now.get(taken..)?);
    Some(out)
}

/// Where a place of the old text lies after some changes none of which touches it.
fn shifted(at: usize, changes: &[Hunk]) -> Option<usize> {
    let mut place = at;
    for change in changes.iter().filter(|change| change.old.end <= at) {
        place = (place + change.new.len()).checked_sub(change.old.len())?;
    }
    Some(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_of_other_words_are_made_on_the_text_of_today() {
        let old = "States shall take measures to prevent the trade.";
        let wanted = "States should take measures to prevent the trade.";
        let now = "States shall take measures to prevent the illicit trade.";
        assert_eq!(
            rebase(old, wanted, now).as_deref(),
            Some("States should take measures to prevent the illicit trade.")
        );
    }

    #[test]
    fn changes_of_the_same_words_do_not_fit() {
        let old = "States shall take measures.";
        assert_eq!(
            rebase(
                old,
                "States should take measures.",
                "States may take measures."
            ),
            None
        );
    }
}
