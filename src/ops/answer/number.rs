//! The number before a paragraph of a file, taken off its words.

use super::base::Shown;
use super::lines::{Fate, Line, Span};
use crate::text::Label;

/// The words of a line without its number, and the number where it is another than was printed.
pub(super) fn without_label(line: &Line, shown: &Shown) -> (Vec<Span>, Option<String>) {
    let Some(label) = &shown.label else {
        return (line.spans.clone(), None);
    };
    let off = |text: &str| -> Option<usize> {
        let lead = text.len() - text.trim_start().len();
        let rest = text.get(lead..)?.strip_prefix(label.as_str())?;
        let space = rest.len() - rest.trim_start().len();
        Some(lead + label.len() + space)
    };
    let stood = line.stood();
    let wanted = line.wanted();
    let typed = |text: &str| -> Option<(usize, String)> {
        let lead = text.len() - text.trim_start().len();
        let (found, length) = Label::read(text.get(lead..)?)?;
        let rest = text.get(lead + length..)?;
        let space = rest.len() - rest.trim_start().len();
        Some((lead + length + space, found.to_string()))
    };
    // A number that was typed over stands in both.
    let of_stood = off(&stood).or_else(|| typed(&stood).map(|(length, _)| length));
    let of_stood = of_stood.unwrap_or(0);
    let (of_wanted, other) = match off(&wanted) {
        Some(length) => (length, None),
        None => match typed(&wanted) {
            Some((length, other)) if line.label.is_none() => (length, Some(other)),
            _ => (0, None),
        },
    };
    // Of the old words and of the new as many go at the head.
    let (mut old, mut new) = (of_stood, of_wanted);
    let mut out = Vec::new();
    for span in &line.spans {
        let (takes_old, takes_new) = match span.fate {
            Fate::Kept => (true, true),
            Fate::In => (false, true),
            Fate::Out => (true, false),
        };
        let cut = match (takes_old, takes_new) {
            (true, true) => old.min(new),
            (true, false) => old,
            _ => new,
        };
        let cut = cut.min(span.text.len());
        if takes_old {
            old = old.saturating_sub(span.text.len());
        }
        if takes_new {
            new = new.saturating_sub(span.text.len());
        }
        let Some(text) = span.text.get(cut..).filter(|text| !text.is_empty()) else {
            continue;
        };
        out.push(Span {
            text: text.to_owned(),
            ..span.clone()
        });
    }
    (out, other)
}
