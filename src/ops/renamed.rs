//! A bracket that comes back without the names of its alternatives: a slip, a page or a projector showed none.

use crate::text::{Alternative, Bracket, BracketKind, Document, Parties, fold};

/// A paragraph's words in which brackets without names have those of the brackets that they were: where all alternatives but one at most
/// say what they said, in their order.
pub(super) fn renamed(
    (text, parties): (&Document, &Parties),
    before: &str,
    wanted: &str,
) -> String {
    let outer = |words: &str, owned: bool| {
        let all = text.brackets_in(words, parties).into_iter();
        let all = all.filter(|one| one.parent.is_none() && one.kind == BracketKind::Contested);
        all.filter(|one| one.is_owned() == owned)
            .collect::<Vec<Bracket>>()
    };
    let stands: Vec<&str> = outer(wanted, true)
        .iter()
        .filter_map(|one| wanted.get(one.span.clone()))
        .collect();
    let mut olds = outer(before, true);
    olds.retain(|old| {
        !before
            .get(old.span.clone())
            .is_some_and(|old| stands.contains(&old))
    });
    let words =
        |source: &str, one: &Alternative| fold(source.get(one.span.clone()).unwrap_or_default());
    let mut out = String::with_capacity(before.len().max(wanted.len()));
    let mut at = 0;
    for new in outer(wanted, false) {
        let is_it = |old: &Bracket| {
            let both = old.alternatives.iter().zip(&new.alternatives);
            let same = both.filter(|(old, new)| words(before, old) == words(wanted, new));
            let same = same.count();
            old.alternatives.len() == new.alternatives.len()
                && same > 0
                && same + 1 >= new.alternatives.len()
        };
        let Some(found) = olds.iter().position(is_it) else {
            continue;
        };
        let old = olds.remove(found);
        out.push_str(wanted.get(at..new.span.start).unwrap_or_default());
        let mut from = old.span.start;
        for (was, is) in old.alternatives.iter().zip(&new.alternatives) {
            if words(before, was) == words(wanted, is) {
                continue;
            }
            out.push_str(before.get(from..was.span.start).unwrap_or_default());
            out.push_str(wanted.get(is.span.clone()).unwrap_or_default());
            from = was.span.end;
        }
        out.push_str(before.get(from..old.span.end).unwrap_or_default());
        at = new.span.end;
    }
    out.push_str(wanted.get(at..).unwrap_or_default());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_that_came_without_names_have_them_again() {
        for (before, wanted, named) in [
            ("a [b / EU: c] d", "a [b / c] e", "a [b / EU: c] e"),
            ("a [b / EU: c] d", "a [b / x] d", "a [b / EU: x] d"),
            ("a [b / EU: c] d", "a [x / c] d", "a [x / EU: c] d"),
            (
                "a [b / EU: c / USA: d] e",
                "a [b / x / d] e",
                "a [b / EU: x / USA: d] e",
            ),
            (
                "a [EU: b] [c / USA: d]",
                "a [b] [c / x]",
                "a [EU: b] [c / USA: x]",
            ),
            // Another bracket is another bracket.
            ("a [b / EU: c] d", "a [x / y] d", "a [x / y] d"),
            ("a [b / EU: c] d", "a [b / c / x] d", "a [b / c / x] d"),
            (
                "a [b / EU: c] d",
                "a [b / EU: c] [b / c] d",
                "a [b / EU: c] [b / c] d",
            ),
            ("a [b / c] d", "a [b / x] d", "a [b / x] d"),
            ("a d", "a [b] d", "a [b] d"),
        ] {
            let document = Document::parse(before);
            let found = renamed((&document, &Parties::Guessed), before, wanted);
            assert_eq!(found, named, "{before}");
        }
    }
}
