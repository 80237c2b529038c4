//! What is changed in a paragraph: stretches of its printed words, and what is to stand there.

use super::lines::{Fate, Span};
use crate::diff::{Op, reword};

/// Some words in other words' place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Change {
    /// Bytes of the printed words that go.
    pub(super) from: usize,
    /// Where these end.
    pub(super) to: usize,
    /// What stands there instead.
    pub(super) put: Vec<Span>,
}

/// The changes that a file's own marks tell of, where its words without them are those that were printed; else those that a comparison
/// of the words finds.
pub(super) fn script(printed: &str, spans: &[Span]) -> Vec<Change> {
    let stood: String = words(spans, Fate::In);
    if stood == printed {
        return marked(spans);
    }
    compared(printed, spans)
}

fn words(spans: &[Span], but: Fate) -> String {
    let spans = spans.iter().filter(|span| span.fate != but);
    spans.map(|span| span.text.as_str()).collect()
}

fn marked(spans: &[Span]) -> Vec<Change> {
    let mut out: Vec<Change> = Vec::new();
    let mut at = 0;
    let mut open = false;
    for span in spans {
        if span.fate == Fate::Kept {
            at += span.text.len();
            open = open && span.text.is_empty();
            continue;
        }
        begin(&mut out, &mut open, at);
        if let Some(last) = out.last_mut() {
            if span.fate == Fate::Out {
                at += span.text.len();
                last.to = at;
            } else {
                last.put.push(span.clone());
            }
        }
    }
    out
}

/// Begins a change at a place, where none is open.
fn begin(out: &mut Vec<Change>, open: &mut bool, at: usize) {
    if !std::mem::replace(open, true) {
        out.push(Change {
            from: at,
            to: at,
            put: Vec::new(),
        });
    }
}

fn compared(printed: &str, spans: &[Span]) -> Vec<Change> {
    let wanted = words(spans, Fate::Out);
    let mut out: Vec<Change> = Vec::new();
    let (mut at, mut new) = (0, 0);
    let mut open = false;
    for piece in reword(printed, &wanted) {
        let length = piece.text.len();
        if piece.op == Op::Equal {
            (at, new) = (at + length, new + length);
            open = false;
            continue;
        }
        begin(&mut out, &mut open, at);
        let Some(last) = out.last_mut() else {
            continue;
        };
        if piece.op == Op::Delete {
            at += length;
            last.to = at;
        } else {
            last.put.extend(cut(spans, new, new + length));
            new += length;
        }
    }
    out
}

/// The wanted words between two places, with their looks.
fn cut(spans: &[Span], from: usize, to: usize) -> Vec<Span> {
    let mut out = Vec::new();
    let mut at = 0;
    for span in spans.iter().filter(|span| span.fate != Fate::Out) {
        let end = at + span.text.len();
        let (start, stop) = (from.max(at), to.min(end));
        if start < stop
            && let Some(text) = span.text.get(start - at..stop - at)
        {
            out.push(Span {
                text: text.to_owned(),
                fate: Fate::In,
                ..span.clone()
            });
        }
        at = end;
    }
    out
}
