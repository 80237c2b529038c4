//! Words as they go out: without names where those are hidden, without comments, with the fields that everybody may read.

use crate::ops::{Shown, nameless};
use crate::repo::BlobId;
use crate::rolling::without_names;
use crate::text::{Digests, Document, Parties, fold};

/// The fields of a text's front matter that go out.
const FIELDS: [&str; 7] = [
    "symbol",
    "title",
    "kind",
    "language",
    "date",
    "bis",
    "bracket_profile",
];

/// How words go out.
pub(super) struct Redaction<'a> {
    /// Whether names stand in them.
    pub(super) names: Shown,
    /// Who takes part.
    pub(super) parties: &'a Parties,
}

impl Redaction<'_> {
    /// A text as it goes out; `None` where it would be another text without its comments.
    pub(super) fn text(&self, text: &Document) -> Option<(Vec<u8>, Document)> {
        let named = match self.names {
            Shown::Kept => text.print(),
            Shown::Hidden => without_names(text, self.parties),
        };
        let named = String::from_utf8(named).ok()?;
        let bytes = without_comments(&front(&named, text)).into_bytes();
        let out = Document::parse_with(bytes.clone(), self.parties);
        let same = out.paragraphs().len() == text.paragraphs().len();
        same.then_some((bytes, out))
    }

    /// Some words as they go out.
    pub(super) fn words(&self, words: &str) -> String {
        let plain = without_comments(words);
        match self.names {
            Shown::Kept => plain,
            Shown::Hidden => {
                let document = Document::parse_with(plain, self.parties);
                nameless(&document, self.parties).source().to_owned()
            }
        }
    }

    /// The digests of words that go out, where they were of words that do not.
    pub(super) fn digests(
        &self,
        digests: Option<&Digests>,
        before: &str,
        after: &str,
    ) -> Option<Digests> {
        let digests = digests?;
        match before == after {
            true => Some(digests.clone()),
            false => Some(Digests::of(&fold(after))),
        }
    }
}

/// A text with no other fields at its head than those that go out.
fn front(text: &str, document: &Document) -> String {
    let Some(lines) = &document.front().lines else {
        return text.to_owned();
    };
    let mut out = String::from("---\n");
    for key in FIELDS {
        if let Some(value) = document.front().get(key) {
            let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
            let quoted = format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""));
            let plain = !value.is_empty()
                && value.chars().next().is_some_and(char::is_alphanumeric)
                && !value.contains(": ")
                && !value.contains(" #")
                && !value.ends_with(':');
            out.push_str(&format!(
                "{key}: {}\n",
                if plain { &value } else { &quoted }
            ));
        }
    }
    out.push_str("---\n");
    let body = text.split_inclusive('\n').skip(lines.last);
    out.extend(body);
    out
}

/// A text without comments in it; a line that held nothing else goes with them.
pub(super) fn without_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("<!--") {
        out.push_str(before);
        // What is never closed is a comment to the end, whatever a reader makes of it.
        let behind = after.split_once("-->").map_or("", |(_, behind)| behind);
        let line_begins = out.is_empty() || out.ends_with('\n');
        rest = match behind.split_once('\n') {
            Some((left, behind)) if line_begins && left.trim().is_empty() => behind,
            _ => behind,
        };
    }
    out.push_str(rest);
    out
}

/// The id that bytes have.
pub(super) fn id_of(bytes: &[u8]) -> BlobId {
    crate::repo::Repository::hash(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_go_wherever_they_stand() {
        assert_eq!(
            without_comments("a <!-- x -->b\n<!-- y\nz -->\nc\n"),
            "a b\nc\n"
        );
        assert_eq!(without_comments("a <!-- never closed"), "a ");
    }

    #[test]
    fn a_text_goes_out_with_the_fields_that_all_may_read_and_without_names() {
        let parties = Parties::Guessed;
        let text = "---\nsymbol: A/1\nnote: SECRET\n# SECRET\ntitle: \"On: light\"\n---\n\n1. States [shall / EU: should] act.<!-- SECRET -->\n";
        let document = Document::parse_with(text, &parties);
        let redaction = Redaction {
            names: Shown::Hidden,
            parties: &parties,
        };
        let out = redaction
            .text(&document)
            .map(|(bytes, _)| String::from_utf8_lossy(&bytes).into_owned());
        let expected =
            "---\nsymbol: A/1\ntitle: \"On: light\"\n---\n\n1. States [shall / should] act.\n";
        assert_eq!(out.as_deref(), Some(expected));
    }
}
