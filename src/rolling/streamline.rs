//! What could be said shorter in a rolling text without taking a word from anybody: proposed, never done unasked.

use std::ops::Range;

use serde::Serialize;

use super::balance::weigh;
use crate::text::{Bracket, BracketKind, Document, Parties, Place, fold};

/// Why a bracket can be shorter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Because {
    /// Alternatives say the same: they can be one, with all their owners.
    Same,
    /// A bracket holds nothing but another bracket.
    Nested,
    /// Every alternative says what the text says without the bracket.
    Agreed,
}

/// A bracket that can be shorter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Shorter {
    /// Why.
    pub because: Because,
    /// What the room calls its paragraph.
    pub name: String,
    /// Where it opens.
    pub place: Place,
    /// As it is.
    pub before: String,
    /// As it could be.
    pub after: String,
    /// Its bytes in the source.
    #[serde(skip)]
    pub span: Range<usize>,
}

/// The brackets that can be shorter, outermost first, each proved by itself.
pub fn streamline(document: &Document, parties: &Parties) -> Vec<Shorter> {
    let source = document.source();
    let mut out: Vec<Shorter> = Vec::new();
    let mut at = 0;
    for bracket in document.brackets() {
        let within = bracket.paragraph == bracket.end_paragraph;
        if bracket.span.start < at || !within || bracket.kind != BracketKind::Contested {
            continue;
        }
        let before = source.get(bracket.span.clone()).unwrap_or_default();
        let Some((because, after)) = shorter(before, bracket, source) else {
            continue;
        };
        let (one, other) = (
            Document::parse_with(format!("x {before} x\n"), parties),
            Document::parse_with(format!("x {after} x\n"), parties),
        );
        let balance = weigh(&one, &other, parties);
        // A note's mark, `[^4]`, is no bracket: the one round it is the only one.
        let inner = document.brackets().iter().any(|inner| {
            inner.span.start > bracket.span.start
                && inner.span.end < bracket.span.end
                && inner.kind == BracketKind::Contested
        });
        if balance.rows.is_empty() && (because != Because::Nested || inner) {
            at = bracket.span.end;
            out.push(Shorter {
                because,
                name: document.name(bracket.paragraph).to_owned(),
                place: bracket.place,
                before: fold(before),
                after,
                span: bracket.span.clone(),
            });
        }
    }
    out
}

/// A bracket said shorter.
fn shorter(words: &str, bracket: &Bracket, source: &str) -> Option<(Because, String)> {
    let inner = |span: &Range<usize>| fold(source.get(span.clone()).unwrap_or_default());
    let mut rows: Vec<(Vec<String>, String)> = Vec::new();
    for alternative in &bracket.alternatives {
        let text = match alternative.nothing {
            true => String::new(),
            false => inner(&alternative.span),
        };
        let owned = !alternative.parties.is_empty();
        let same = rows
            .iter_mut()
            .find(|(parties, words)| *words == text && parties.is_empty() != owned);
        match same {
            Some((parties, _)) => {
                for party in &alternative.parties {
                    if !parties.contains(party) {
                        parties.push(party.clone());
                    }
                }
            }
            None => rows.push((alternative.parties.clone(), text)),
        }
    }
    if rows.len() < bracket.alternatives.len() {
        let written = |(parties, words): &(Vec<String>, String)| {
            let words = if words.is_empty() { "–" } else { words };
            match parties.is_empty() {
                true => words.to_owned(),
                false => format!("{}: {words}", parties.join(", ")),
            }
        };
        let rows: Vec<String> = rows.iter().map(written).collect();
        return Some((Because::Same, format!("[{}]", rows.join(" / "))));
    }
    // The base's words, and nobody who wants others: no bracket is needed.
    if let [(nobody, base), rest @ ..] = rows.as_slice()
        && nobody.is_empty()
        && !rest.is_empty()
        && rest.iter().all(|(_, words)| words == base)
    {
        return Some((Because::Agreed, base.clone()));
    }
    let [(nobody, base)] = rows.as_slice() else {
        return None;
    };
    let only = base
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    let closes = only.is_some_and(|inside| {
        let mut depth = 0_i32;
        inside.chars().all(|c| {
            depth += match c {
                '[' | '［' => 1,
                ']' | '］' => -1,
                _ => 0,
            };
            depth >= 0
        }) && depth == 0
    });
    (nobody.is_empty() && closes && *base != fold(words)).then(|| (Because::Nested, base.clone()))
}

/// The text with brackets said shorter.
pub fn shortened(document: &Document, shorter: &[Shorter]) -> Vec<u8> {
    let pieces: Vec<(Range<usize>, String)> = shorter
        .iter()
        .map(|one| (one.span.clone(), one.after.clone()))
        .collect();
    document.with_pieces(&pieces)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proposed(text: &str) -> Vec<(Because, String)> {
        let parties = Parties::Guessed;
        let document = Document::parse_with(text, &parties);
        let all = streamline(&document, &parties);
        all.into_iter()
            .map(|one| (one.because, one.after))
            .collect()
    }

    #[test]
    fn what_says_the_same_is_proposed_to_be_said_once() {
        for (text, because, after) in [
            (
                "States [shall / EU: should / USA: should] act.\n",
                Because::Same,
                "[shall / EU, USA: should]",
            ),
            (
                "States [shall / may / shall] act.\n",
                Because::Same,
                "[shall / may]",
            ),
            ("States [[shall]] act.\n", Because::Nested, "[shall]"),
            (
                "States [[shall / EU: may]] act.\n",
                Because::Nested,
                "[shall / EU: may]",
            ),
            (
                "States [shall / EU: shall] act.\n",
                Because::Agreed,
                "shall",
            ),
        ] {
            assert_eq!(proposed(text), [(because, after.to_owned())], "{text}");
        }
    }

    #[test]
    fn what_somebody_would_miss_is_not_proposed() {
        for text in [
            "States [shall / EU: should / USA: may] act.\n",
            "States [[shall] regularly] act.\n",
            "States [[shall][should]] act.\n",
            "States act [[^4]].\n\n[^4]: A note.\n",
            "States [shall / USA: [shall]] act.\n",
            "States [EU: shall] act.\n",
        ] {
            assert_eq!(proposed(text), [], "{text}");
        }
    }
}
