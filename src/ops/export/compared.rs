//! Two texts word by word, so that the words of each joined are the text.

use crate::diff::{Op, Wording, reword};

/// The words of two texts, those of each joined being the text exactly.
pub(super) fn compared(old: &str, new: &str) -> Vec<Wording> {
    if old == new {
        return match old.is_empty() {
            true => Vec::new(),
            false => vec![Wording::new(Op::Equal, old)],
        };
    }
    let pieces = reword(old, new);
    let is = |text: &str, without: Op| {
        let mut rest = text;
        pieces
            .iter()
            .filter(|piece| piece.op != without)
            .all(|piece| {
                rest.strip_prefix(piece.text.as_str()).is_some_and(|tail| {
                    rest = tail;
                    true
                })
            })
            && rest.is_empty()
    };
    if is(old, Op::Insert) && is(new, Op::Delete) {
        return pieces;
    }
    let whole = [Wording::new(Op::Delete, old), Wording::new(Op::Insert, new)];
    whole
        .into_iter()
        .filter(|piece| !piece.text.is_empty())
        .collect()
}
