//! A term everywhere in a document: the places where another would stand, and those that are left for people to look at.

use serde::Serialize;

use crate::text::{Document, Parties, Sits, fold, term_places, with_term};

/// A place where a term would go and other words come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TermRow {
    /// The paragraph.
    pub paragraph: String,
    /// Its ordinal.
    pub index: usize,
    /// Some words before it.
    pub before: String,
    /// The term as it stands there.
    pub was: String,
    /// What would stand there.
    pub then: String,
    /// Some words behind it.
    pub after: String,
}

/// A place that stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TermLeft {
    /// The paragraph.
    pub paragraph: String,
    /// The word as it stands.
    pub word: String,
    /// Why.
    pub why: &'static str,
}

/// All places of a term.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct TermEverywhere {
    /// Those where it is replaced, in order.
    pub places: Vec<TermRow>,
    /// Those that are left alone, in order.
    pub left: Vec<TermLeft>,
}

/// How many signs of a paragraph are shown on either side of a place.
const AROUND: usize = 32;

/// Where a term stands in a document.
pub(super) fn everywhere(
    document: &Document,
    parties: &Parties,
    term: &str,
    wanted: &str,
) -> TermEverywhere {
    let (term, wanted) = (fold(term), fold(wanted));
    let mut all = TermEverywhere::default();
    for paragraph in document.paragraphs() {
        let words = paragraph.text.as_str();
        let name = || document.name(paragraph.index).to_owned();
        for place in term_places(words, &term, &document.brackets_in(words, parties)) {
            let was = words.get(place.span.clone()).unwrap_or_default();
            let why = match place.sits {
                Sits::Whole | Sits::Opening => {
                    let own = crate::text::TermPlace {
                        span: 0..was.len(),
                        ..place.clone()
                    };
                    all.places.push(TermRow {
                        paragraph: name(),
                        index: paragraph.index,
                        before: tail(words.get(..place.span.start).unwrap_or_default()),
                        was: was.to_owned(),
                        then: with_term(was, &[own], &wanted),
                        after: head(words.get(place.span.end..).unwrap_or_default()),
                    });
                    continue;
                }
                Sits::Cased => "in other letters",
                Sits::Inside => "inside another word",
            };
            all.left.push(TermLeft {
                paragraph: name(),
                word: words.get(place.word).unwrap_or_default().to_owned(),
                why,
            });
        }
    }
    all
}

/// The words of a paragraph with a term replaced in it; `None` where it does not stand there.
pub(super) fn replaced(
    document: &Document,
    parties: &Parties,
    words: &str,
    (term, wanted): (&str, &str),
) -> Option<String> {
    let places = term_places(words, term, &document.brackets_in(words, parties));
    let meant = places.iter().any(|place| place.sits.is_meant());
    meant.then(|| with_term(words, &places, wanted))
}

/// The last words of some.
fn tail(words: &str) -> String {
    let count = words.chars().count();
    if count <= AROUND {
        return words.to_owned();
    }
    let cut: String = words.chars().skip(count - AROUND).collect();
    format!(
        "…{}",
        cut.split_once(' ').map_or(cut.as_str(), |(_, rest)| rest)
    )
}

/// The first words of some.
fn head(words: &str) -> String {
    if words.chars().count() <= AROUND {
        return words.to_owned();
    }
    let cut: String = words.chars().take(AROUND).collect();
    format!(
        "{}…",
        cut.rsplit_once(' ').map_or(cut.as_str(), |(rest, _)| rest)
    )
}

impl TermEverywhere {
    /// What is left alone, for a note: `“Records” in 3 (in other letters)`.
    pub fn left_alone(&self) -> Vec<String> {
        let mut said: Vec<String> = Vec::new();
        for one in &self.left {
            let note = format!("“{}” in {} stays: {}", one.word, one.paragraph, one.why);
            if !said.contains(&note) {
                said.push(note);
            }
        }
        said
    }
}
