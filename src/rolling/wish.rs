//! A wish pointed at: the paragraph as somebody wants it who asks for other words in one place.

use std::ops::Range;

use super::reading::unescape;
use crate::text::{BracketKind, Document};

/// The paragraph's words with others in place of some; `None` where there is no such place.
///
/// `span` is bytes of the paragraph's body. Where it lies in an alternative that somebody owns, that alternative, so changed,
/// stands in place of its whole bracket: whoever asks for it wants it there instead of all that is offered.
pub fn with_words(
    document: &Document,
    paragraph: usize,
    span: &Range<usize>,
    words: &str,
) -> Option<String> {
    let body = document.paragraphs().get(paragraph)?.body.clone();
    let text = document.source().get(body.clone())?;
    text.get(span.clone())?;
    let here = body.start + span.start..body.start + span.end;
    let owned = document.brackets().iter().find(|bracket| {
        bracket.paragraph == paragraph
            && bracket.kind == BracketKind::Contested
            && bracket.is_owned()
            && bracket.span.start < here.start
            && here.end < bracket.span.end
    });
    let Some(bracket) = owned else {
        let (before, after) = (text.get(..span.start)?, text.get(span.end..)?);
        return Some(joined(before, words, after));
    };
    let alternative = bracket
        .alternatives
        .iter()
        .find(|one| one.span.start <= here.start && here.end <= one.span.end)?;
    let source = document.source();
    let inside = joined(
        &unescape(source.get(alternative.span.start..here.start)?),
        words,
        &unescape(source.get(here.end..alternative.span.end)?),
    );
    let before = source.get(body.start..bracket.span.start)?;
    let after = source.get(bracket.span.end..body.end)?;
    Some(joined(before, inside.trim(), after))
}

/// Three pieces; where the middle is nothing, no hole is left.
fn joined(before: &str, words: &str, after: &str) -> String {
    if !words.trim().is_empty() {
        return format!("{before}{words}{after}");
    }
    let closes = after.starts_with(|c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '.' | ',' | ';' | ':' | ')' | ']' | '、' | '。' | '，' | '،'
            )
    });
    match closes || after.is_empty() {
        true if before.trim().is_empty() => after.trim_start().to_owned(),
        true => format!("{}{after}", before.trim_end()),
        false => format!("{before}{}", after.trim_start()),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn wished(text: &str, at: &str, words: &str) -> String {
        let document = Document::parse(text.as_bytes());
        let start = text.find(at).unwrap() - document.paragraphs()[0].body.start;
        with_words(&document, 0, &(start..start + at.len()), words).unwrap()
    }

    #[test]
    fn other_words_stand_where_they_were_pointed_at() {
        assert_eq!(
            wished("12. States shall act.", "shall", "may"),
            "States may act."
        );
        assert_eq!(
            wished("States shall act, now.", "act", ""),
            "States shall, now."
        );
        assert_eq!(wished("States shall act.", "States", ""), "shall act.");
    }

    #[test]
    fn in_somebodys_alternative_they_stand_against_the_whole_bracket() {
        let text = "States [shall / EU: should always] act.";
        assert_eq!(wished(text, "should", "may"), "States may always act.");
        assert_eq!(wished(text, "shall", "must"), "States must act.");
        assert_eq!(wished("a [EU: b &#47; c d] e", "d", "x"), "a b / c x e");
    }
}
