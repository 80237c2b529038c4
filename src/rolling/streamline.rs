//! What could be said shorter in a rolling text without taking a word from anybody: proposed, never done unasked.

use serde::Serialize;

use super::balance::weigh;
use super::reworded::Reworded;
use super::rows::{Row, rows, written};
use crate::text::{Bracket, BracketKind, Document, Parties, fold};

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
    /// The bracket, and how it could be said.
    #[serde(flatten)]
    pub bracket: Reworded,
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
            let words = (fold(before), after);
            out.push(Shorter {
                because,
                bracket: Reworded::of(document, bracket, bracket.span.clone(), words),
            });
        }
    }
    out
}

/// A bracket said shorter.
fn shorter(words: &str, bracket: &Bracket, source: &str) -> Option<(Because, String)> {
    let mut all: Vec<Row> = Vec::new();
    for row in rows(source, bracket) {
        let row = Row::of(row.owners, &fold(&row.words));
        let owned = !row.owners.is_empty();
        let same = all
            .iter_mut()
            .find(|one| one.words == row.words && one.owners.is_empty() != owned);
        match same {
            Some(one) => {
                for party in row.owners {
                    if !one.owners.contains(&party) {
                        one.owners.push(party);
                    }
                }
            }
            None => all.push(row),
        }
    }
    if all.len() < bracket.alternatives.len() {
        return Some((Because::Same, written(&all)));
    }
    // The base's words, and nobody who wants others: no bracket is needed.
    if let [base, rest @ ..] = all.as_slice()
        && base.owners.is_empty()
        && !rest.is_empty()
        && rest.iter().all(|row| row.words == base.words)
    {
        let words = if base.is_nothing() { "" } else { &base.words };
        return Some((Because::Agreed, words.to_owned()));
    }
    let [base] = all.as_slice() else {
        return None;
    };
    let only = base
        .words
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
    (base.owners.is_empty() && closes && base.words != fold(words))
        .then(|| (Because::Nested, base.words.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proposed(text: &str) -> Vec<(Because, String)> {
        let parties = Parties::Guessed;
        let document = Document::parse_with(text, &parties);
        let all = streamline(&document, &parties);
        all.into_iter()
            .map(|one| (one.because, one.bracket.after))
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
