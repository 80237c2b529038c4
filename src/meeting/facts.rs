//! What a text says of each of its paragraphs, as the rules ask for it.

use crate::consensus::Facts;
use crate::text::{BracketKind, Document};

/// The facts of every paragraph of a text, by ordinal.
pub(super) fn facts(text: &Document) -> Vec<Facts> {
    let paragraphs = text.paragraphs();
    let mut all: Vec<Facts> = paragraphs
        .iter()
        .map(|paragraph| Facts {
            words: paragraph.text.clone(),
            chapeau: paragraph
                .parent
                .and_then(|parent| paragraphs.get(parent))
                .map(|parent| parent.text.clone()),
            ..Facts::default()
        })
        .collect();
    for bracket in text.brackets() {
        let spanned = bracket.paragraph..=bracket.end_paragraph.max(bracket.paragraph);
        for index in spanned {
            let Some(fact) = all.get_mut(index) else {
                continue;
            };
            match bracket.kind {
                BracketKind::Contested => {
                    fact.brackets += usize::from(!text.is_asked(bracket));
                    for alternative in &bracket.alternatives {
                        fact.holding.extend(alternative.parties.iter().cloned());
                    }
                }
                BracketKind::Placeholder => {
                    let whole = text.source().get(bracket.span.clone()).unwrap_or_default();
                    fact.placeholder |= fact.words.trim_end_matches(['.', ';', ',']) == whole;
                }
                BracketKind::Status | BracketKind::Note => {}
            }
        }
    }
    for block in text.options() {
        let many = block.choices.len();
        for choice in block.choices.iter().filter(|_| many > 1) {
            for fact in all.get_mut(choice.paragraphs.clone()).into_iter().flatten() {
                fact.options = many;
            }
        }
    }
    for fact in &mut all {
        fact.holding.sort();
        fact.holding.dedup();
    }
    all
}
