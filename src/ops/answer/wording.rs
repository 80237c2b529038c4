//! Words set into the words of a paragraph, as a mail asks for it.

use super::quoted::{Stretch, stretches};
use crate::text::fold;

/// Where some words stand, if they stand there once; whole words before parts of words.
pub(super) fn only(text: &str, words: &str) -> Result<usize, String> {
    if words.is_empty() {
        return Err("no words are named".to_owned());
    }
    let all: Vec<usize> = text.match_indices(words).map(|(at, _)| at).collect();
    let is_whole = |at: &&usize| {
        let before = text.get(..**at).and_then(|text| text.chars().next_back());
        let after = text
            .get(**at + words.len()..)
            .and_then(|text| text.chars().next());
        let letter = |c: Option<char>| {
            c.is_some_and(|c| c.is_alphanumeric() && !crate::text::is_ideograph(c))
        };
        !letter(before) && !letter(after)
    };
    let whole: Vec<&usize> = all.iter().filter(is_whole).collect();
    match (whole.as_slice(), all.as_slice()) {
        ([at], _) => Ok(**at),
        ([], [at]) => Ok(*at),
        ([], []) => Err(format!("“{words}” does not stand there")),
        (whole, all) => Err(format!(
            "“{words}” stands there {} times",
            if whole.is_empty() {
                all.len()
            } else {
                whole.len()
            }
        )),
    }
}

/// Words put at a place, with the spaces that they need.
pub(super) fn set(text: &str, at: usize, new: &str) -> String {
    let (before, after) = text.split_at(at.min(text.len()));
    let wide = |c: Option<char>| c.is_some_and(crate::text::is_ideograph);
    let needs = |left: Option<char>, right: Option<char>| {
        let (Some(l), Some(r)) = (left, right) else {
            return false;
        };
        let is_tight = l.is_whitespace()
            || r.is_whitespace()
            || wide(left)
            || wide(right)
            || "([（".contains(l)
            || ",.;:)]，。；：）".contains(r);
        !is_tight
    };
    let new = new.trim();
    let mut out = before.to_owned();
    if needs(before.chars().next_back(), new.chars().next()) {
        out.push(' ');
    }
    out.push_str(new);
    if needs(new.chars().next_back(), after.chars().next()) {
        out.push(' ');
    }
    out.push_str(after);
    out
}

/// What is left where words go, with one space where there were two.
pub(super) fn tight(before: &str, after: &str) -> String {
    let stop = after
        .trim_start()
        .starts_with([',', '.', ';', ':', ')', ']']);
    match before.ends_with(' ') && (after.starts_with(' ') || stop) {
        true => format!("{}{after}", before.trim_end()),
        false if before.is_empty() => after.trim_start().to_owned(),
        false => format!("{before}{after}"),
    }
}

/// What follows the first words of a paragraph and the dots that stand for its rest: `[No State …] RETAIN`.
pub(super) fn abridged(own: &str, words: &str) -> Option<String> {
    let (head, rest) = words.split_once('…').or_else(|| words.split_once("..."))?;
    let head = head.trim();
    let is_head = head.chars().filter(|c| c.is_alphabetic()).count() > 3 && own.starts_with(head);
    let rest =
        rest.trim_start_matches([']', '"', '”', '»', '.', ' ', '。', '，', ',', '-', '–', ':']);
    (is_head && !rest.is_empty()).then(|| rest.to_owned())
}

/// A word in capitals that asks for something and that a paragraph has not itself.
pub(super) fn instruction<'w>(own: &str, words: &'w str) -> Option<&'w str> {
    const WORDS: [&str; 18] = [
        "RETAIN",
        "RETAINED",
        "DELETE",
        "DELETED",
        "ADD",
        "REPLACE",
        "REMOVE",
        "KEEP",
        "OPPOSE",
        "SUPPORT",
        "MOVE",
        "RESERVE",
        "BRACKET",
        "INSERT",
        "SUPPRIMER",
        "AJOUTER",
        "SUPRIMIR",
        "ELIMINAR",
    ];
    let mut all = words.split(|c: char| !c.is_alphanumeric());
    all.find(|word| WORDS.contains(word) && !own.contains(*word))
}

/// A text with one pair of its brackets away: the one round some words, or the only one.
pub(super) fn lifted(text: &str, words: Option<&str>) -> Result<String, String> {
    let mut open = Vec::new();
    let mut pairs = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            '[' | '［' => open.push((at, c.len_utf8())),
            ']' | '］' => {
                if let Some((from, length)) = open.pop() {
                    pairs.push((from, from + length, at, at + c.len_utf8()));
                }
            }
            _ => {}
        }
    }
    let bare = |words: &str| fold(words.trim_matches(|c: char| "[]［］ ".contains(c)));
    let wanted: Vec<_> = match words {
        Some(words) => pairs
            .iter()
            .filter(|(_, from, to, _)| {
                text.get(*from..*to)
                    .is_some_and(|inner| fold(inner.trim()) == bare(words))
            })
            .collect(),
        None => pairs.iter().collect(),
    };
    match wanted.as_slice() {
        [(before, from, to, after)] => Ok(format!(
            "{}{}{}",
            text.get(..*before).unwrap_or_default(),
            text.get(*from..*to).unwrap_or_default(),
            text.get(*after..).unwrap_or_default()
        )),
        [] => Err("no such brackets stand there".to_owned()),
        many => Err(format!("{} pairs of brackets stand there", many.len())),
    }
}

/// Words without the quotation marks round the whole of them.
pub(super) fn unquoted(words: &str) -> &str {
    let words = words.trim();
    match stretches(words).as_slice() {
        [Stretch::Quoted(range)] => words.get(range.clone()).unwrap_or(words).trim(),
        _ => words,
    }
}
