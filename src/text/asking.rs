//! Who only asks for brackets: `[shall / USA: [shall]]`.

use std::ops::Range;

use super::bracket::{Alternative, Bracket, BracketKind};
use super::document::Document;
use super::tokens::fold;

/// The alternative of a party that wants no other words than the base's, but brackets round some of them.
///
/// `source` is the text in which the bracket's spans count. A room shows such a bracket as the words in brackets, with the party's mark: nobody
/// proposed to say anything twice.
pub fn asking<'b>(source: &str, bracket: &'b Bracket) -> Option<&'b Alternative> {
    let [base, asked] = bracket.alternatives.as_slice() else {
        return None;
    };
    if !base.parties.is_empty() || asked.parties.is_empty() || base.nothing || asked.nothing {
        return None;
    }
    let (base, wanted) = (
        source.get(base.span.clone())?,
        source.get(asked.span.clone())?,
    );
    let sign = |c: char| matches!(c, '[' | ']' | '［' | '］');
    if !wanted.contains(sign) || base.contains(sign) {
        return None;
    }
    (fold(&wanted.replace(sign, "")) == fold(base)).then_some(asked)
}

/// A bracket of one who asks for brackets only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Its place among the document's brackets.
    pub bracket: usize,
    /// Its bytes.
    pub whole: Range<usize>,
    /// The bytes of the words as the base has them.
    pub base: Range<usize>,
    /// The bytes of the words in the brackets that are asked for.
    pub words: Range<usize>,
    /// Who asks.
    pub parties: Vec<String>,
}

impl Document {
    /// The brackets that open and close in a paragraph's body and of which nothing but brackets is asked, in their order.
    pub fn asked(&self, index: usize) -> Vec<Asked> {
        let Some(body) = self.paragraphs().get(index).map(|one| &one.body) else {
            return Vec::new();
        };
        let brackets = self.brackets();
        let from = brackets.partition_point(|one| one.span.start < body.start);
        let here = brackets.iter().enumerate().skip(from);
        here.take_while(|(_, one)| one.span.start < body.end)
            .filter(|(_, one)| one.kind == BracketKind::Contested && one.span.end <= body.end)
            .filter_map(|(bracket, one)| {
                let asked = asking(self.source(), one)?;
                Some(Asked {
                    bracket,
                    whole: one.span.clone(),
                    base: one.alternatives.first()?.span.clone(),
                    words: asked.span.clone(),
                    parties: asked.parties.clone(),
                })
            })
            .collect()
    }

    /// How many of the brackets round a place have owners; `bracket` is the innermost. So many levels of escapes stand in its words.
    pub fn owned_round(&self, bracket: Option<usize>) -> usize {
        let mut place = bracket;
        let mut owned = 0;
        // Deeper than this nobody reads.
        for _ in 0..64 {
            let Some(bracket) = place.and_then(|place| self.brackets().get(place)) else {
                break;
            };
            owned += usize::from(bracket.is_owned());
            place = bracket.parent;
        }
        owned
    }

    /// Whether a bracket is one that a party asks for in an alternative of its own, as the inner one of `[shall / USA: [shall]]`.
    pub fn is_asked(&self, bracket: &Bracket) -> bool {
        let parent = bracket
            .parent
            .and_then(|parent| self.brackets().get(parent));
        parent.is_some_and(|parent| asking(self.source(), parent).is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(text: &str) -> Option<String> {
        let document = Document::parse(text);
        let bracket = document.brackets().first()?;
        let found = asking(document.source(), bracket)?;
        document
            .source()
            .get(found.span.clone())
            .map(ToOwned::to_owned)
    }

    #[test]
    fn whoever_wants_the_same_words_in_brackets_asks_for_nothing_else() {
        for (text, expected) in [
            ("They [shall / USA: [shall]] act.\n", Some("[shall]")),
            (
                "[it shall act / EU, NOR: it [shall] act]\n",
                Some("it [shall] act"),
            ),
            ("[国家应当 / EU: 国家［应当］]\n", Some("国家［应当］")),
            // Other words, no brackets, brackets to be lifted, a third wish: all of these are wishes of their own.
            ("[shall / USA: [may]]\n", None),
            ("[shall / USA: shall]\n", None),
            ("[[shall] / USA: shall]\n", None),
            ("[shall / USA: [shall] / NOR: may]\n", None),
            ("[shall / [shall]]\n", None),
            ("[shall / USA: –]\n", None),
        ] {
            assert_eq!(asked(text).as_deref(), expected, "{text}");
        }
    }
}
