//! Other words for several paragraphs of a text at once; one that is left without any goes.

use std::cmp::Reverse;

use super::block::remove;
use crate::text::{Document, Parties, fold};

/// Paragraphs by their ordinals, each with the words that it has then; none where it goes.
pub(super) type Bodies = Vec<(usize, String)>;

/// The text with these words. `None` where the other paragraphs would not stay as they are.
pub(super) fn with_bodies(
    document: &Document,
    parties: &Parties,
    bodies: &[(usize, String)],
) -> Option<Vec<u8>> {
    let mut from_the_end: Vec<&(usize, String)> = bodies.iter().collect();
    // Who goes moves nobody that is still to come.
    from_the_end.sort_by_key(|(index, _)| Reverse(*index));
    let mut bytes = document.print();
    for (index, words) in from_the_end {
        let now = Document::parse_with(bytes, parties);
        bytes = match fold(words).is_empty() {
            true => remove(&now, parties, *index)?,
            false => {
                let bytes = now.with_body(*index, words);
                let then = Document::parse_with(bytes.clone(), parties);
                let kept = now.stands_but_for(&then, |one| one == *index);
                let label = |text: &Document| text.paragraphs().get(*index)?.label.clone();
                (kept && label(&now) == label(&then)).then_some(bytes)?
            }
        };
    }
    Some(bytes)
}

/// What a person is shown of it: each paragraph as it stands and as it stands then, or that it goes.
pub(super) fn shown(document: &Document, bodies: &[(usize, String)]) -> Vec<(String, String)> {
    let mut shown = Vec::new();
    for (index, words) in bodies {
        let Some(paragraph) = document.paragraphs().get(*index) else {
            continue;
        };
        let name = document.name(*index).to_owned();
        let (was, is) = (paragraph.text.clone(), fold(words));
        if is.is_empty() {
            shown.push((format!("{name}, deleted"), was));
        } else if is != was {
            shown.push((format!("{name} now"), was));
            shown.push((format!("{name} then"), is));
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_paragraph_gets_other_words_and_one_goes_wherever_they_stand() {
        let text = "1. One.\n\n2. Two.\n\n3. Three.\n\n4. Four.\n";
        let document = Document::parse(text);
        let then = |bodies: &[(usize, String)]| {
            let bytes = with_bodies(&document, &Parties::Guessed, bodies);
            bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
        };
        let (gone, said) = (String::new(), "Said.".to_owned());
        assert_eq!(
            then(&[(1, gone.clone()), (3, said.clone())]).as_deref(),
            Some("1. One.\n\n3. Three.\n\n4. Said.\n")
        );
        assert_eq!(
            then(&[(1, said.clone()), (3, gone)]).as_deref(),
            Some("1. One.\n\n2. Said.\n\n3. Three.\n")
        );
        assert_eq!(then(&[(1, "# Heading\n\nand more".to_owned())]), None);
        assert_eq!(
            shown(&document, &[(0, said), (1, String::new())]),
            [
                ("1 now".to_owned(), "One.".to_owned()),
                ("1 then".to_owned(), "Said.".to_owned()),
                ("2, deleted".to_owned(), "Two.".to_owned())
            ]
        );
    }
}
