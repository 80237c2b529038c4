//! A paragraph's runs as a room sees them: whoever only asks for brackets is named behind them, and no word stands twice.

use std::borrow::Cow;

use crate::text::{Document, Segment, SegmentRole};

/// How the words are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Form {
    /// As the room sees them: emphasis and escapes resolved.
    #[default]
    Room,
    /// As the file has them.
    Source,
}

/// A run of a paragraph, and what is shown of it.
pub(super) struct Run<'d> {
    /// The segment; of a mark, the sign that it stands for.
    pub(super) segment: Segment,
    /// Its words.
    pub(super) words: Cow<'d, str>,
}

/// The runs of a paragraph. To the room `[shall / USA: [shall]]` is `[shall](USA)`; the source's form is as it stands.
pub(super) fn runs(document: &Document, index: usize, form: Form) -> Vec<Run<'_>> {
    let source = document.source();
    let asked = match form {
        Form::Room => document.asked(index),
        Form::Source => Vec::new(),
    };
    let mut out = Vec::new();
    for mut segment in document.segments(index) {
        let span = &mut segment.span;
        let round = asked
            .iter()
            .find(|one| one.whole.start <= span.start && span.end <= one.whole.end);
        if let Some(round) = round {
            if span.end == round.whole.end && segment.bracket == Some(round.bracket) {
                segment.role = SegmentRole::Attribution;
                segment.depth -= 1;
                out.push(Run {
                    segment,
                    words: format!("({})", round.parties.join(", ")).into(),
                });
                continue;
            }
            if span.start < round.words.start || span.start >= round.words.end {
                continue;
            }
            span.end = span.end.min(round.words.end);
            segment.depth -= 1;
        }
        let words = source.get(segment.span.clone()).unwrap_or_default().into();
        out.push(Run { segment, words });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(source: &str, form: Form) -> Vec<(String, usize)> {
        let document = Document::parse(source);
        runs(&document, 0, form)
            .into_iter()
            .map(|run| (run.words.into_owned(), run.segment.depth))
            .collect()
    }

    #[test]
    fn whoever_asks_for_brackets_is_named_behind_them() {
        let source = "They [shall / USA, NOR: [shall] ] act, [as ever].\n";
        let runs = shown(source, Form::Room);
        let words: String = runs.iter().map(|(words, _)| words.as_str()).collect();
        assert_eq!(words, "They [shall](USA, NOR) act, [as ever].");
        assert!(runs.contains(&("shall".to_owned(), 1)), "{runs:?}");
        let source_form: String = shown(source, Form::Source)
            .into_iter()
            .map(|(words, _)| words)
            .collect();
        assert_eq!(source_form, source.trim());
    }

    #[test]
    fn every_other_wish_is_written_out() {
        for source in [
            "[shall / USA: [may]] [one / EU: –]",
            "[[shall] / USA: shall] [shall / [shall]]",
            "[a / EU: b [c / d]] e",
        ] {
            let words: String = shown(source, Form::Room)
                .into_iter()
                .map(|(words, _)| words)
                .collect();
            assert_eq!(words, source);
        }
    }
}
