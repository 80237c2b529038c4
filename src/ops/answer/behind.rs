//! Who asks for nothing but brackets is named behind them on paper, `[shall](XHO)`: as the draft says it, `[shall / XHO: [shall]]`.

use crate::text::{Document, Parties};

/// Words of a paper that went out, as Markdown, with the names behind brackets as their owners; where that would not be shown so again,
/// they stay as they are.
pub(super) fn owned(words: &str, parties: &Parties) -> String {
    let mut out = String::with_capacity(words.len());
    let mut rest = words;
    while let Some((before, behind)) = rest.split_once("]**(") {
        out.push_str(before);
        out.push(']');
        let names = behind.split_once(")**");
        let named = names.and_then(|(names, rest)| Some((asking(&out, names, parties)?, rest)));
        match named {
            Some((asked, behind)) => {
                out = asked;
                rest = behind;
            }
            None => {
                out.push_str("**(");
                rest = behind;
            }
        }
    }
    out.push_str(rest);
    out
}

/// Words that end in a bracket, these parties asking for it.
fn asking(words: &str, names: &str, parties: &Parties) -> Option<String> {
    let names: Vec<&str> = names.split(", ").collect();
    if !names.iter().all(|name| parties.contains(name)) {
        return None;
    }
    let plain = Document::parse_with(words.as_bytes(), parties);
    let last = plain.paragraphs().last()?.index;
    let mut here = plain.contested(last);
    let bracket = here.find(|one| one.span.end == words.len() && one.parent.is_none())?;
    let inside = words.get(bracket.span.start + 1..words.len() - 1)?;
    let asked = format!("[{inside} / {}: [{inside}]]", names.join(", "));
    let whole = format!("{}{asked}", words.get(..bracket.span.start)?);
    let then = Document::parse_with(whole.as_bytes(), parties);
    let proved = then.asked(last).iter().any(|one| {
        one.whole == (bracket.span.start..whole.len())
            && one.parties == names
            && whole.get(one.base.clone()) == Some(inside)
    });
    proved.then_some(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_is_named_behind_a_bracket_owns_it_and_what_would_read_otherwise_stays() {
        for (paper, draft) in [
            (
                "a [b c]**(XHO, XNO)**, [d]**(XUS)**.",
                "a [b c / XHO, XNO: [b c]], [d / XUS: [d]].",
            ),
            (
                "12. a [mechanism[s] d]**(EU)**",
                "12. a [mechanism[s] d]**(EU)**",
            ),
            ("a [b / c]**(EU)**", "a [b / c]**(EU)**"),
            (
                "a [b]**(as in Annex)** [c]**(EU)**",
                "a [b]**(as in Annex)** [c / EU: [c]]",
            ),
            ("a b]**(EU)** [c]**(EU", "a b]**(EU)** [c]**(EU"),
        ] {
            assert_eq!(owned(paper, &Parties::Guessed), draft);
        }
    }
}
