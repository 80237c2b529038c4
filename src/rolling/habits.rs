//! What drafters write by habit said in the notation's own form: shown first, and proved to hold the same words.

use std::ops::Range;

use super::quote::quote;
use super::reading::unescape;
use super::reworded::{Reworded, reworded};
use super::rows::{Row, written};
use crate::text::{BracketKind, Document, Found, Habit, Kind, Parties, fold, habit};

/// The brackets that are written by habit, outermost ones with what stands in them, in the order of the text.
///
/// Parties are those the text was given: where they are guessed, no name is taken for one. Code and tables are left alone.
pub fn formal(document: &Document, parties: &Parties) -> Vec<Reworded> {
    let source = document.source();
    let parties = &match parties {
        Parties::Guessed => Parties::Known {
            names: std::collections::BTreeSet::new(),
            groups: std::collections::BTreeMap::new(),
        },
        known => known.clone(),
    };
    let mut all: Vec<Reworded> = Vec::new();
    let mut at = 0;
    for bracket in document.brackets() {
        let paragraph = document.paragraphs().get(bracket.paragraph);
        let prose = paragraph
            .is_some_and(|one| !matches!(one.kind, Kind::Code | Kind::Table | Kind::Title));
        if bracket.span.start < at || bracket.paragraph != bracket.end_paragraph || !prose {
            continue;
        }
        // With what stands behind it in its paragraph, where a note may be.
        let end = paragraph.map_or(bracket.span.end, |one| one.body.end.max(bracket.span.end));
        let rest = source.get(bracket.span.start..end).unwrap_or_default();
        let (after, length) = rewritten(document, rest, bracket.span.len(), parties);
        let span = bracket.span.start..bracket.span.start + length;
        at = span.end;
        let before = source.get(span.clone()).unwrap_or_default();
        if before != after {
            let words = (before.to_owned(), after);
            all.push(Reworded::of(document, bracket, span, words));
        }
    }
    proved(document, all, parties)
}

/// The bracket at the head of `rest`, of so many bytes, as the notation has it, innermost ones first; and how long it was with
/// the note behind it.
fn rewritten(document: &Document, rest: &str, length: usize, parties: &Parties) -> (String, usize) {
    let mut text = rest.to_owned();
    // Bytes behind the bracket and its note stay as they are: they are counted from the end.
    let mut behind = rest.len() - length;
    let mut refused: Vec<String> = Vec::new();
    loop {
        let brackets = document.brackets_in(&text, parties);
        let end = text.len() - behind;
        let next = brackets.iter().rev().find_map(|bracket| {
            let inside = bracket.span.end <= end && bracket.kind == BracketKind::Contested;
            match inside.then(|| habit(&text, bracket, parties))? {
                Some(Found::Meant(habit)) => {
                    let piece = text.get(habit.span.clone())?;
                    (!refused.iter().any(|one| one == piece)).then_some(habit)
                }
                _ => None,
            }
        });
        let Some(habit) = next else {
            let end = rest.len() - behind;
            return (
                text.get(..text.len() - behind)
                    .unwrap_or_default()
                    .to_owned(),
                end,
            );
        };
        match form(document, &text, &habit, parties) {
            Some(piece) => {
                behind = behind.min(text.len() - habit.span.end);
                text.replace_range(habit.span, &piece);
            }
            None => refused.push(text.get(habit.span).unwrap_or_default().to_owned()),
        }
    }
}

/// The bracket of a habit; `None` where it would not read as it is meant.
fn form(document: &Document, text: &str, habit: &Habit, parties: &Parties) -> Option<String> {
    let owned = habit.rows.iter().any(|(owners, _)| !owners.is_empty());
    let words = |words: &Option<Range<usize>>| {
        words
            .clone()
            .and_then(|words| text.get(words))
            .unwrap_or_default()
    };
    let piece = match habit.rows.as_slice() {
        // A single alternative keeps the white space at its edges.
        [(owners, one)] => format!("[{}: {}]", owners.join(", "), quote(words(one), parties)),
        several => {
            let row = |(owners, one): &(Vec<String>, Option<Range<usize>>)| {
                let own = words(one).trim();
                match owned {
                    true => Row::of(owners.clone(), &quote(own, parties)),
                    false => Row::of(Vec::new(), own),
                }
            };
            written(&several.iter().map(row).collect::<Vec<_>>())
        }
    };
    let brackets = document.brackets_in(&piece, parties);
    let bracket = brackets
        .first()
        .filter(|one| one.span == (0..piece.len()))?;
    let read = bracket.alternatives.iter().map(|one| {
        let own = piece
            .get(one.span.clone())
            .filter(|_| !one.nothing)
            .unwrap_or_default();
        (
            one.parties.clone(),
            fold(&if owned { unescape(own) } else { own.to_owned() }),
        )
    });
    let meant = habit
        .rows
        .iter()
        .map(|(owners, one)| (owners.clone(), fold(words(one))));
    (bracket.kind == BracketKind::Contested && read.eq(meant)).then_some(piece)
}

/// Those that leave everything else in the text as it is.
fn proved(document: &Document, all: Vec<Reworded>, parties: &Parties) -> Vec<Reworded> {
    if stands(document, &all, parties) {
        return all;
    }
    let mut kept: Vec<Reworded> = Vec::new();
    for one in all {
        kept.push(one);
        if !stands(document, &kept, parties) {
            kept.pop();
        }
    }
    kept
}

/// Whether every paragraph is there as it was, and every bracket stands whole in its place.
fn stands(document: &Document, all: &[Reworded], parties: &Parties) -> bool {
    let new = Document::parse_with(reworded(document, all), parties);
    let old = document.paragraphs();
    let touched = |index: usize| {
        let span = old.get(index).map_or(0..0, |one| one.span.clone());
        all.iter()
            .any(|one| span.start <= one.span.start && one.span.end <= span.end)
    };
    let heads = |document: &Document| -> Vec<_> {
        document
            .paragraphs()
            .iter()
            .map(|one| (one.kind, one.label.clone()))
            .collect()
    };
    let same = document.stands_but_for(&new, touched) && heads(document) == heads(&new);
    let mut moved = 0_isize;
    let whole = all.iter().all(|one| {
        let start = one.span.start.saturating_add_signed(moved);
        moved += one.after.len() as isize - one.span.len() as isize;
        let end = start + one.after.len();
        let at = new
            .brackets()
            .partition_point(|bracket| bracket.span.start < start);
        new.brackets()
            .get(at)
            .is_some_and(|bracket| bracket.span == (start..end))
    });
    let strays = |document: &Document| {
        let findings = document.findings().iter();
        findings
            .filter(|one| matches!(one.code, "unclosed" | "unopened"))
            .count()
    };
    same && whole && strays(document) == strays(&new)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Parties {
        Parties::Known {
            names: ["EU", "US", "G77", "NOR"].map(str::to_owned).into(),
            groups: std::collections::BTreeMap::new(),
        }
    }

    fn fixed(text: &str, parties: &Parties) -> String {
        let document = Document::parse_with(text, parties);
        let all = formal(&document, parties);
        String::from_utf8_lossy(&reworded(&document, &all)).into_owned()
    }

    #[test]
    fn habits_become_the_notations_form_and_stay_so() {
        for (text, expected) in [
            (
                "see [extreme - US; G77 delete] weather\n",
                "see [US: extreme / G77: –] weather\n",
            ),
            ("take [text (EU, NOR)] in\n", "take [EU, NOR: text] in\n"),
            ("take [text](EU) in\n", "take [EU: text] in\n"),
            (
                "take [action;](EU propose to delete)\n",
                "take [action; / EU: –]\n",
            ),
            (
                "[Alt 1: shall / Alt 2: should] act\n",
                "[shall / should] act\n",
            ),
            (
                "shall[, as appropriate, (EU)] act\n",
                "shall[EU: , as appropriate,] act\n",
            ),
            ("a [b [c (US)] d (EU)] e\n", "a [EU: b [US: c] d] e\n"),
            (
                "a [b [c](US) d](EU) e](US)\n",
                "a [EU: b [US: c] d] e](US)\n",
            ),
            ("a [b &#47; c (EU)] d\n", "a [EU: b &#38;#47; c] d\n"),
            ("a [b (EU)] [c (US)] d\n", "a [EU: b] [US: c] d\n"),
        ] {
            assert_eq!(fixed(text, &known()), expected);
            assert_eq!(fixed(expected, &known()), expected);
        }
    }

    #[test]
    fn what_would_no_longer_be_a_bracket_or_is_not_clear_stays() {
        for text in [
            "[Objective (EU)]: https://example.org\n",
            "`[text (EU)]` and [text (WHO)] and [x / y](EU)\n",
            "a [b ¶\n\nc (EU)] d\n",
        ] {
            assert_eq!(fixed(text, &known()), text);
        }
        assert_eq!(fixed("[text (EU)]\n", &Parties::Guessed), "[text (EU)]\n");
    }
}
