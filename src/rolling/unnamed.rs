//! A text without the names in its brackets, for a room in which nobody is to be named.

use crate::text::{Document, Parties, asking, fold};

/// The draft with every attribution left out: `[shall / EU: should]` becomes `[shall / should]`.
///
/// Alternatives that are equal without their names stand once. Nobody's own version can be read back from it.
pub fn without_names(document: &Document, parties: &Parties) -> Vec<u8> {
    let source = document.source();
    let mut pieces = Vec::new();
    let mut at = 0;
    for bracket in document.brackets() {
        if bracket.span.start < at || !bracket.is_owned() {
            continue;
        }
        if bracket.paragraph == bracket.end_paragraph {
            at = bracket.span.end;
            let words = source.get(bracket.span.clone()).unwrap_or_default();
            pieces.push((bracket.span.clone(), plainly(words, document, parties, 0)));
        } else {
            // The paragraphs in it stay as they are; the brackets in them come next.
            for alternative in &bracket.alternatives {
                if !alternative.parties.is_empty() {
                    let head = attribution(source, bracket.span.start, alternative.span.start);
                    pieces.push((head, String::new()));
                }
            }
        }
    }
    document.with_pieces(&pieces)
}

/// More brackets in brackets than this are left as they are.
const DEEPEST: usize = 64;

/// Some words without attributions.
fn plainly(words: &str, document: &Document, parties: &Parties, depth: usize) -> String {
    if depth > DEEPEST || !words.contains(['[', '［']) {
        return words.to_owned();
    }
    let mut out = String::with_capacity(words.len());
    let mut at = 0;
    for bracket in document.brackets_in(words, parties) {
        if bracket.span.start < at || !bracket.is_owned() {
            continue;
        }
        out.push_str(words.get(at..bracket.span.start).unwrap_or_default());
        at = bracket.span.end;
        if let Some(asked) = asking(words, &bracket) {
            out.push_str(words.get(asked.span.clone()).unwrap_or_default());
            continue;
        }
        let mut rows: Vec<String> = Vec::new();
        for alternative in &bracket.alternatives {
            let row = if alternative.nothing {
                "–".to_owned()
            } else {
                let inner = words.get(alternative.span.clone()).unwrap_or_default();
                plainly(inner, document, parties, depth + 1)
                    .trim()
                    .to_owned()
            };
            if !rows.iter().any(|other| fold(other) == fold(&row)) {
                rows.push(row);
            }
        }
        out.push_str(&format!("[{}]", rows.join(" / ")));
    }
    out.push_str(words.get(at..).unwrap_or_default());
    out
}

/// The bytes of an alternative's attribution, from behind the sign that opens it.
fn attribution(source: &str, opener: usize, words: usize) -> std::ops::Range<usize> {
    let before = source.get(opener..words).unwrap_or_default();
    let sign = before
        .char_indices()
        .rev()
        .find(|(_, c)| matches!(c, '[' | '［' | '/' | '／'))
        .map_or(opener, |(at, c)| opener + at + c.len_utf8());
    sign..words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unnamed(text: &str) -> String {
        let parties = Parties::Guessed;
        let document = Document::parse_with(text, &parties);
        String::from_utf8_lossy(&without_names(&document, &parties)).into_owned()
    }

    #[test]
    fn names_go_and_every_alternative_stays() {
        for (text, expected) in [
            (
                "States [shall / EU, NOR: should / USA: may] act.\n",
                "States [shall / should / may] act.\n",
            ),
            (
                "[EU: new / USA: newer] [text / EU: –]\n",
                "[new / newer] [text / –]\n",
            ),
            ("They [shall / USA: [shall]] act.\n", "They [shall] act.\n"),
            ("[shall / EGY: shall / NOR: may]\n", "[shall / may]\n"),
            (
                "[EU: one [shall / USA: may]\n\ntwo [NOR: three]]\n",
                "[one [shall / may]\n\ntwo [three]]\n",
            ),
            (
                "[a [b / EU: c] d / USA: –] [bare]\n",
                "[a [b / c] d / –] [bare]\n",
            ),
        ] {
            assert_eq!(unnamed(text), expected);
        }
    }
}
