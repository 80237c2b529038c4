//! A paragraph without the names in its brackets: whose the words are is left out, what they are stays.

use super::document::Document;
use super::tokens::fold;

/// A paragraph's words with the owners of its alternatives left out: that another joins them, or takes over, changes no word.
pub fn unsigned(document: &Document, index: usize) -> String {
    let Some(paragraph) = document.paragraphs().get(index) else {
        return String::new();
    };
    let alternatives = document
        .contested(index)
        .flat_map(|one| &one.alternatives)
        .filter(|one| !one.parties.is_empty());
    let mut heads: Vec<(usize, usize)> = alternatives
        .map(|one| (one.whole.start, one.span.start))
        .collect();
    heads.sort_unstable();
    let mut words = String::new();
    let mut at = paragraph.body.start;
    for (from, to) in heads
        .into_iter()
        .filter(|(from, _)| *from >= paragraph.body.start)
    {
        words.push_str(document.source().get(at..from).unwrap_or_default());
        // Owned words and words of the text's own are not the same.
        words.push(':');
        at = to.max(at);
    }
    let rest = document.source().get(at..paragraph.body.end);
    words.push_str(rest.unwrap_or_default());
    fold(&words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_owner_is_no_other_word_and_none_at_all_is() {
        let plain = |text: &str| unsigned(&Document::parse(text), 0);
        let one = plain("1. States [shall / EU: should] act[US: , and soon].");
        assert_eq!(
            one,
            plain("2. States [shall / US, EU: should] act[NOR: , and soon].")
        );
        assert_ne!(
            one,
            plain("1. States [shall / should] act[US: , and soon].")
        );
        assert_ne!(
            one,
            plain("1. States [shall / EU: may] act[US: , and soon].")
        );
    }
}
