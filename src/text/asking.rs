//! Who only asks for brackets: `[shall / USA: [shall]]`.

use super::bracket::{Alternative, Bracket};
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

impl Document {
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
