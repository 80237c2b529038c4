//! What a person typed, found in the meeting: a document, a paragraph, a proposal; else what is near it.

use crate::consensus::Refusal;
use crate::meeting::{Draft, Meeting};
use crate::record::Slug;
use crate::text::{Address, Document, Paragraph};

/// Finds a document by its folder's name, forgiving case and `.`; a symbol's end or its title will do as well.
///
/// # Errors
/// Names the documents that there are, and the nearest.
pub fn find_document<'a>(meeting: &'a Meeting, typed: &str) -> Result<&'a Draft, Refusal> {
    let plain = |text: &str| -> String {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect()
    };
    let wanted = plain(typed);
    let drafts = meeting.drafts();
    if let Some(draft) = drafts.iter().find(|draft| draft.id == typed) {
        return Ok(draft);
    }
    let alike: Vec<&Draft> = drafts
        .iter()
        .filter(|draft| plain(&draft.id) == wanted)
        .collect();
    if let [draft] = alike.as_slice() {
        return Ok(draft);
    }
    let ids: Vec<&str> = drafts.iter().map(|draft| draft.id.as_str()).collect();
    Err(Refusal {
        what: format!("no document {typed:?}"),
        because: Vec::new(),
        hint: Some(match nearest(typed, &ids) {
            Some(near) => format!("did you mean {near}?"),
            None if ids.is_empty() => {
                "this meeting has no documents yet: a document is a file drafts/NAME/text.md"
                    .to_owned()
            }
            None => format!("the documents are {}", ids.join(", ")),
        }),
    })
}

/// Finds a paragraph of a text.
///
/// # Errors
/// Names the paragraphs whose names are near.
pub fn find_paragraph<'a>(
    text: &'a Document,
    document: &str,
    address: &Address,
) -> Result<&'a Paragraph, Refusal> {
    text.find(address).map_err(|none| Refusal {
        what: format!("{none} in {document}"),
        because: Vec::new(),
        hint: (!none.near.is_empty()).then(|| format!("did you mean {}?", none.near.join(" or "))),
    })
}

/// Finds a proposal by its number or slug, forgiving case: the document it is to, and its slug.
///
/// # Errors
/// Names the proposals whose numbers are near.
pub fn find_proposal(meeting: &Meeting, typed: &str) -> Result<(String, Slug), Refusal> {
    let wanted = typed.trim();
    let slug = wanted.to_lowercase();
    for draft in meeting.drafts() {
        let path = format!("drafts/{}/proposals/{slug}.md", draft.id);
        if meeting.snapshot().id(&path).is_some() {
            return Ok((draft.id.clone(), Slug(slug)));
        }
    }
    let mut numbers: Vec<String> = Vec::new();
    for draft in meeting.drafts() {
        let Some(register) = meeting.register(&draft.id) else {
            continue;
        };
        for (slug, case) in &register.ledger.cases {
            if let Some(number) = &case.number {
                if number.eq_ignore_ascii_case(wanted) {
                    return Ok((draft.id.clone(), slug.clone()));
                }
                numbers.push(number.clone());
            }
        }
    }
    let known: Vec<&str> = numbers.iter().map(String::as_str).collect();
    Err(Refusal {
        what: format!("no proposal {typed:?}"),
        because: Vec::new(),
        hint: Some(match nearest(wanted, &known) {
            Some(near) => format!("did you mean {near}?"),
            None => "`adref proposals` lists them".to_owned(),
        }),
    })
}

/// The name nearest to what was typed, where one is near enough to be meant.
pub fn nearest<'a>(typed: &str, names: &[&'a str]) -> Option<&'a str> {
    let typed: Vec<char> = typed.to_lowercase().chars().collect();
    let limit = (typed.len() / 3).max(1);
    names
        .iter()
        .map(|name| {
            let lower: Vec<char> = name.to_lowercase().chars().collect();
            (distance(&typed, &lower), *name)
        })
        .filter(|(far, _)| *far <= limit)
        .min()
        .map(|(_, name)| name)
}

/// How many letters must be put in, taken out, changed or swapped with their neighbour.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let mut least = (last[j] + usize::from(x != y))
                .min(last[j + 1] + 1)
                .min(row[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                least = least.min(before[j - 1] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().unwrap_or(0)
}

/// For what comes within the hour.
pub(super) fn not_built() -> Refusal {
    Refusal {
        what: "not built".to_owned(),
        because: Vec::new(),
        hint: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_finds_the_name_and_another_word_does_not() {
        let names = ["outcome", "wp1", "wp2", "annex"];
        assert_eq!(nearest("outcme", &names), Some("outcome"));
        assert_eq!(nearest("Annxe", &names), Some("annex"));
        assert_eq!(nearest("report", &names), None);
    }
}
