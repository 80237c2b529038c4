//! A text as the words, signs and brackets that stay or change as one.

use std::ops::Range;

use crate::text::{TokenKind, is_ideograph, tokens};

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
const NUMERALS: [char; 13] = [
    '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '百', '千', '零',
];

fn is_numeral(text: &str) -> bool {
    text.len() == 3 && text.starts_with(NUMERALS)
}

/// The units of a text, in order.
pub(super) fn units(text: &str) -> Vec<Unit<'_>> {
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
