//! A paragraph's number as it is printed before its words.

use crate::text::{Document, Kind};

/// The number of paragraph `index` as it is printed, `12 bis.`, `(a)`, and `•` for an item that has none.
///
/// None where the number stands among the paragraph's words: in a bracket that opens before it, in a heading that is nothing else.
pub fn printed_label(document: &Document, index: usize) -> Option<String> {
    let paragraph = document.paragraphs().get(index)?;
    if matches!(
        paragraph.kind,
        Kind::Title | Kind::Footnote | Kind::Table | Kind::Code
    ) {
        return None;
    }
    let head = document
        .source()
        .get(paragraph.span.start..paragraph.body.start)
        .unwrap_or_default();
    if paragraph.label.is_none() || !head.contains(char::is_alphanumeric) {
        return (paragraph.kind == Kind::Item).then(|| "•".to_owned());
    }
    if document.body(index).is_empty() && !paragraph.text.is_empty() {
        return None;
    }
    let head = head.trim_start_matches(['#', '>', '-', '+', '*', '_', ' ', '\t']);
    let plain: String = head
        .chars()
        .filter(|c| !matches!(c, '\\' | '*' | '_'))
        .collect();
    Some(crate::text::fold(&plain))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_printed_as_the_draft_has_it() {
        for (source, expected) in [
            ("12 bis. States\n", Some("12 bis.")),
            ("(a) the problem\n", Some("(a)")),
            ("## II. Illicit brokering\n", Some("II.")),
            ("**12.** States\n", Some("12.")),
            ("1\\. States\n", Some("1.")),
            ("第一条 为保证\n", Some("第一条")),
            ("- a thing\n", Some("•")),
            ("1. a thing\n", Some("1.")),
            ("[EU: 12 bis. A surplus]\n", None),
            ("## Article 4\n", None),
            ("States\n", None),
        ] {
            assert_eq!(
                printed_label(&Document::parse(source), 0).as_deref(),
                expected,
                "{source}"
            );
        }
    }
}
