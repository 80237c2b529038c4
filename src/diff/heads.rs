//! A few words that stood on a line of their own and now stand at the head of the line below: `**Option 2:**` over `No text`.

use std::borrow::Cow;

use super::matching::Matching;
use super::side::Side;
use crate::text::Kind;

/// Links what stayed free and is so few words that likeness says nothing of it: to what the line below it became, where that
/// begins with them, or to what the line above it became, where that ends with them.
pub(super) fn link_heads(matching: &mut Matching) {
    let found = heads(&matching.old, &matching.new);
    for (old, new) in found {
        matching.link(old, new);
    }
    let found = heads(&matching.new, &matching.old);
    for (new, old) in found {
        matching.link(old, new);
    }
}

/// The few words of one side that stayed free, each with the paragraph of the other side that begins with them, where the line
/// below became it, or ends with them, where the line above did.
fn heads(side: &Side, other: &Side) -> Vec<(usize, usize)> {
    let free = (0..side.len()).filter(|&at| side.is_free(at) && side.is_brief(at));
    let found = free.filter_map(|at| {
        let few = prose(side, at).filter(|few| !few.is_empty())?;
        let below = Some(at + 1).and_then(|beside| {
            let begins = |text: &str| {
                let behind = text.strip_prefix(few.as_ref());
                // It ends where a word does.
                behind.is_some_and(|behind| !behind.starts_with(char::is_alphanumeric))
            };
            grown(side, beside, other, begins)
        });
        let above = at.checked_sub(1).and_then(|beside| {
            let ends = |text: &str| {
                let before = text.strip_suffix(few.as_ref());
                before.is_some_and(|before| !before.ends_with(char::is_alphanumeric))
            };
            grown(side, beside, other, ends)
        });
        Some((at, below.or(above)?))
    });
    found.collect()
}

/// What a paragraph became, where it is one that has something now which the paragraph had not.
fn grown(side: &Side, at: usize, other: &Side, has: impl Fn(&str) -> bool) -> Option<usize> {
    let &[partner] = side.partners_of(at) else {
        return None;
    };
    let (before, after) = (prose(side, at)?, prose(other, partner)?);
    (has(&after) && !has(&before)).then_some(partner)
}

/// The words of a paragraph of prose, or of a heading.
fn prose<'p>(side: &Side<'p>, at: usize) -> Option<Cow<'p, str>> {
    let passage = side.passages.get(at)?;
    let prose = matches!(
        passage.kind,
        Kind::Paragraph | Kind::Item | Kind::Quote | Kind::Heading
    );
    prose.then(|| passage.words())
}

#[cfg(test)]
mod tests {
    use super::super::align::align;
    use super::super::change::ChangeKind;
    use crate::text::Document;

    const APART: &str = "The first paragraph of them all.\n\n**Option 2:**\n\nNo text\n\nThe last one of them all.\n";
    const TOGETHER: &str =
        "The first paragraph of them all.\n\n**Option 2:** No text\n\nThe last one of them all.\n";

    #[test]
    fn a_head_that_went_into_the_line_below_is_merged_with_it_and_split_off_on_the_way_back() {
        let (apart, together) = (Document::parse(APART), Document::parse(TOGETHER));
        let told = |old, new| {
            let changes = align(old, new).changes;
            let odd = changes
                .into_iter()
                .filter(|change| change.kind != ChangeKind::Unchanged);
            odd.map(|change| (change.kind, change.old, change.new))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            told(&apart, &together),
            [(ChangeKind::Merged, vec![1, 2], vec![1])]
        );
        assert_eq!(
            told(&together, &apart),
            [(ChangeKind::Split, vec![1], vec![1, 2])]
        );
    }

    #[test]
    fn a_head_that_is_gone_is_gone() {
        let old = "**Option 2:**\n\n**Option 2:** No text at all of this\n";
        let new = "**Option 2:** No text at all of this\n";
        let changes = align(&Document::parse(old), &Document::parse(new)).changes;
        assert!(
            changes
                .iter()
                .any(|change| change.kind == ChangeKind::Deleted),
            "{changes:?}"
        );
    }
}
