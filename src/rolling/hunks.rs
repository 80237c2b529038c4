//! What one party changed in a text, as stretches of it; and the same changes made to a text that has moved on.

use std::ops::Range;

use crate::diff::{Op, reword_whole};

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
    for word in reword_whole(old, new) {
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

/// Whether two changes of one text cannot both be made by themselves: they concern the same words, or one puts words in beside those
/// that the other changes, with nothing but white space between.
///
/// What is put in beside a word is laid into one bracket with what becomes of that word.
pub fn touch(text: &str, one: &[Hunk], other: &[Hunk]) -> bool {
    let gap = |hunk: &Hunk| {
        let before = text.get(..hunk.old.start).unwrap_or_default();
        let behind = text.get(hunk.old.end..).unwrap_or_default();
        let start = before.trim_end().len();
        start..text.len() - behind.trim_start().len()
    };
    let beside = |put_in: &Hunk, changed: &Hunk| {
        let gap = gap(put_in);
        put_in.old.is_empty() && gap.start <= changed.old.end && changed.old.start <= gap.end
    };
    collide(one, other)
        || one
            .iter()
            .any(|a| other.iter().any(|b| beside(a, b) || beside(b, a)))
}

/// Changes of `old` as changes of `now`, another state of it: where words were exchanged between the two, a change of some of them is one
/// of all that stands for them.
pub fn carried(changes: Vec<Hunk>, old: &str, now: &str) -> Vec<Hunk> {
    if old == now || changes.is_empty() {
        return changes;
    }
    let moves = hunks(old, now);
    let place = |at: usize, end: bool| {
        let mut place = at;
        for one in moves.iter().filter(|one| one.old.start < at) {
            let (was, is) = (one.old.len(), one.new.len());
            if one.old.end <= at {
                place = (place + is).saturating_sub(was);
            } else {
                // Within what was exchanged: where that begins or ends now.
                place = place.saturating_sub(at - one.old.start) + if end { is } else { 0 };
            }
        }
        place
    };
    let mut out = Vec::new();
    for change in changes {
        let start = place(change.old.start, false);
        let stop = place(change.old.end, !change.old.is_empty());
        out.push(Hunk {
            old: start..stop.max(start),
            new: change.new,
        });
    }
    out
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

    #[test]
    fn words_put_in_beside_a_changed_word_touch_it_and_others_do_not() {
        let text = "States shall dispose of them.";
        let touches = |one: &str, other: &str| {
            let (one, other) = (hunks(text, one), hunks(text, other));
            assert_eq!(touch(text, &one, &other), touch(text, &other, &one));
            touch(text, &one, &other)
        };
        let should = "States should dispose of them.";
        assert!(touches(
            should,
            "States shall without delay dispose of them."
        ));
        assert!(touches(
            should,
            "States in all cases shall dispose of them."
        ));
        assert!(touches(should, "States may dispose of them."));
        assert!(touches(
            "States shall soon dispose of them.",
            "States shall now dispose of them."
        ));
        assert!(!touches(should, "States shall dispose of them soon."));
        assert!(!touches(should, "States shall dispose of weapons."));
        assert!(!collide(
            &hunks(text, should),
            &hunks(text, "States shall without delay dispose of them.")
        ));
    }

    #[test]
    fn a_change_is_carried_to_the_words_of_another_day() {
        let then = "States [shall / GN: should] dispose of the old weapons.";
        let now = "All States shall dispose of the old weapons.";
        let carries = |wanted: &str| {
            let carried = carried(hunks(then, wanted), then, now);
            let words = carried.into_iter().map(|one| now[one.old].to_owned());
            words.collect::<Vec<String>>()
        };
        let may = carries("States may dispose of the old weapons.");
        assert!(may.iter().any(|words| words.contains("shall")), "{may:?}");
        assert!(
            !may.iter().any(|words| words.contains("dispose")),
            "{may:?}"
        );
        assert_eq!(
            carries("States [shall / GN: should] dispose of the new weapons."),
            ["old"]
        );
        assert_eq!(carries(then), Vec::<String>::new());
    }
}
