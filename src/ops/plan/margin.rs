//! What is said beside an act on the text: what the margin says of the proposal, and what became of the words of others.

use super::super::words::{joined_up, mark_words};
use crate::meeting::{Mark, Meeting};
use crate::record::Slug;

/// How much of a proposal's margin is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Margin {
    /// All of it.
    Whole,
    /// All but that it came late: what is spoken on the floor comes after every deadline.
    Spoken,
    /// Nothing: whoever lays in many says it once of each.
    Untold,
}

/// What the margin says of a proposal, in a line; where its words are is what an act on the text is about.
pub(super) fn margin(
    meeting: &Meeting,
    document: &str,
    slug: &Slug,
    margin: Margin,
) -> Option<String> {
    let register = meeting.register(document)?;
    let all = meeting.marks(document)?;
    let is_told = |mark: &&Mark| match mark {
        Mark::Late(_) => margin == Margin::Whole,
        Mark::OutOfText | Mark::Unbracketed | Mark::TakenOut => false,
        _ => margin != Margin::Untold,
    };
    let told = all.get(slug)?.iter().filter(is_told);
    let told: Vec<String> = told.map(|mark| mark_words(mark, &register)).collect();
    let name = register.ledger.cases.get(slug)?.name(slug);
    (!told.is_empty()).then(|| format!("{name}: {}", joined_up(&told)))
}

/// Proposals whose words went with what was done, or lost their brackets: what becomes of them is for whoever holds the pen to say.
pub(super) fn in_the_text(meeting: &Meeting, then: &Meeting, document: &str) -> Vec<String> {
    let Some(register) = meeting.register(document) else {
        return Vec::new();
    };
    let before = meeting.marks(document).unwrap_or_default();
    let after = then.marks(document).unwrap_or_default();
    let mut said = Vec::new();
    for (slug, marks) in after.iter() {
        let new = |mark: &Mark| {
            let known = before.get(slug).is_some_and(|before| before.contains(mark));
            marks.contains(mark) && !known
        };
        let Some(case) = register.ledger.cases.get(slug) else {
            continue;
        };
        let name = case.name(slug);
        if new(&Mark::OutOfText) {
            said.push(format!(
                "the words of {name} are out of the text: adref bracket {name} puts them back, adref set-aside {name} says that they stay out"
            ));
        } else if new(&Mark::Unbracketed) {
            said.push(format!(
                "the words of {name} stand without brackets: adref accept {name} says that it is taken in"
            ));
        } else if new(&Mark::TakenOut) {
            said.push(format!(
                "the paragraph that {name} asks to delete is out of the text: adref accept {name} says that it is taken in"
            ));
        }
        let overtaken = marks.iter().filter(|mark| new(mark));
        said.extend(overtaken.filter_map(|mark| match mark {
            Mark::Overtaken(later) => {
                let later = register.ledger.cases.get(later)?.name(later);
                Some(format!(
                    "words that {name} brought, which is accepted, give way to those of {later}: adref reopen {name} and adref merge {name} --into {later} say so where nothing of it is left"
                ))
            }
            _ => None,
        }));
    }
    said
}
