//! A text as the words, signs and brackets that stay or change as one.

use std::ops::Range;

use crate::text::{TokenKind, each_token, is_ideograph};

/// A word, a sign or a mark with the white space before it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Unit<'a> {
    /// Where its white space begins, where it itself begins, and where it ends.
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) text: &'a str,
    pub(super) kind: TokenKind,
}

/// The ideographs that numbers are written with.
fn is_numeral(text: &str) -> bool {
    text.len() == 3
        && matches!(
            text.chars().next(),
            Some(
                '一' | '二'
                    | '三'
                    | '四'
                    | '五'
                    | '六'
                    | '七'
                    | '八'
                    | '九'
                    | '十'
                    | '百'
                    | '千'
                    | '零'
            )
        )
}

/// The units of a text, in order.
pub(super) fn units(text: &str) -> Vec<Unit<'_>> {
    let mut out: Vec<Unit<'_>> = Vec::with_capacity(text.len() / 4);
    let mut from = 0;
    let mut numeral = false;
    each_token(text, |start, piece, kind| {
        if kind == TokenKind::Space {
            return;
        }
        let to = start + piece.len();
        // 二十九 is one number: 二 and 九 never change without it.
        let goes_on = std::mem::replace(&mut numeral, is_numeral(piece));
        match out.last_mut() {
            Some(last) if goes_on && numeral && last.to == start => {
                last.text = text
                    .get(to - last.text.len() - piece.len()..to)
                    .unwrap_or_default();
                last.to = to;
            }
            _ => out.push(Unit {
                from,
                to,
                text: piece,
                kind,
            }),
        }
        from = to;
    });
    out
}

/// What a word is worth where it stays.
pub(super) fn weight_of(unit: &Unit) -> i32 {
    match unit.kind {
        TokenKind::Word if unit.text.starts_with(is_ideograph) => 5,
        TokenKind::Word if unit.text.len() <= 3 => 6,
        TokenKind::Word => 10,
        TokenKind::Bracket => 3,
        TokenKind::Mark | TokenKind::Space => 2,
    }
}

/// Counts words; an ideograph is one.
pub(super) fn size(units: &[Unit], range: &Range<usize>) -> usize {
    units
        .get(range.clone())
        .unwrap_or_default()
        .iter()
        .filter(|unit| unit.kind == TokenKind::Word)
        .count()
}
