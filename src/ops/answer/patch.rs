//! Changes of a paragraph's printed words applied to its Markdown: what was not touched stays byte for byte.

use std::ops::Range;

use super::base::Printed;
use super::lines::{Span, is_note};
use super::markdown::{escaped, markdown};
use super::script::Change;
use crate::office::Look;
use crate::text::Parties;

/// What is done to the bytes of a draft.
pub(super) type Piece = (Range<usize>, String);

/// What a change is applied to.
pub(super) struct Paper<'a> {
    pub(super) source: &'a str,
    pub(super) parties: &'a Parties,
    pub(super) notes: &'a [String],
}

impl Paper<'_> {
    /// The pieces of the source that these changes replace, in order; `body` is where words go in a paragraph that has none.
    pub(super) fn pieces(
        &self,
        words: &[Printed],
        body: &Range<usize>,
        changes: &[Change],
    ) -> Vec<Piece> {
        let mut pieces: Vec<Piece> = Vec::new();
        let mut ends = Vec::with_capacity(words.len());
        let mut at = 0;
        for one in words {
            let start = at;
            at += one.text.len();
            ends.push(start..at);
        }
        // How much of each piece goes, and into which words go that look like it.
        let mut gone: Vec<usize> = vec![0; words.len()];
        let mut kept_by: Vec<bool> = vec![false; words.len()];
        for change in changes {
            self.put(words, &ends, body, change, &mut kept_by, &mut pieces);
            for (n, (one, range)) in words.iter().zip(&ends).enumerate() {
                let (from, to) = (change.from.max(range.start), change.to.min(range.end));
                if from >= to {
                    continue;
                }
                if let Some(gone) = gone.get_mut(n) {
                    *gone += to - from;
                }
                let (a, b) = (from - range.start, to - range.start);
                if one.exact {
                    pieces.push((one.span.start + a..one.span.start + b, String::new()));
                } else if (a, b) == (0, one.text.len()) {
                    pieces.push((one.span.clone(), String::new()));
                } else {
                    let left = [one.text.get(..a), one.text.get(b..)];
                    let left: String = left.into_iter().flatten().collect();
                    pieces.push((one.span.clone(), escaped(&left, self.notes)));
                }
            }
        }
        // Marks round words that are all gone go with them.
        let mut wraps: Vec<Range<usize>> = Vec::new();
        for one in words {
            if let Some(within) = &one.within
                && wraps.last() != Some(within)
            {
                wraps.push(within.clone());
            }
        }
        for wrap in wraps {
            let mut inside = words
                .iter()
                .zip(&gone)
                .zip(&kept_by)
                .filter(|((one, _), _)| one.within.as_ref() == Some(&wrap));
            if inside.all(|((one, gone), kept)| *gone == one.text.len() && !kept) {
                pieces.retain(|(range, put)| {
                    !put.is_empty() || range.start < wrap.start || range.end > wrap.end
                });
                pieces.push((wrap, String::new()));
            }
        }
        pieces.sort_by_key(|(range, put)| (range.start, !put.is_empty(), range.end));
        pieces
    }

    /// Where the new words of a change go: among words that look like them, else outside of all marks.
    fn put(
        &self,
        words: &[Printed],
        ends: &[Range<usize>],
        body: &Range<usize>,
        change: &Change,
        kept_by: &mut [bool],
        pieces: &mut Vec<Piece>,
    ) {
        if change.put.iter().all(|span| span.text.is_empty()) {
            return;
        }
        let whole = |spans: &[Span]| markdown(spans, self.parties, self.notes);
        let plain = |spans: &[Span]| -> String {
            let text: String = spans.iter().map(|span| span.text.as_str()).collect();
            escaped(&text, self.notes)
        };
        let looks = change
            .put
            .iter()
            .filter(|span| !span.text.trim().is_empty());
        let mut looks = looks.map(|span| (bare(span.look), span.link.as_deref()));
        let first = looks.next();
        let same = first.filter(|first| looks.all(|other| other == *first));
        let fits = |one: &Printed| {
            !one.text.chars().any(is_note)
                && match same {
                    Some(look) => (bare(one.look), one.link.as_deref()) == look,
                    None => first.is_none(),
                }
        };
        let over = |n: usize| {
            let range = ends.get(n).cloned().unwrap_or_default();
            range.start < change.to && change.from < range.end
        };
        let all = || words.iter().enumerate();
        // Beside words that go.
        if let Some((n, one)) = all().find(|(n, one)| over(*n) && fits(one)) {
            let start = ends.get(n).map_or(0, |range| range.start);
            let inside = match one.exact {
                true => one.span.start + change.from.saturating_sub(start),
                false => one.span.start,
            };
            if let Some(kept) = kept_by.get_mut(n) {
                *kept = true;
            }
            pieces.push((inside..inside, plain(&change.put)));
            return;
        }
        let left = all().rfind(|(n, one)| {
            !one.text.is_empty() && ends.get(*n).is_some_and(|range| range.end <= change.from)
        });
        let right = all().find(|(n, one)| {
            !one.text.is_empty() && ends.get(*n).is_some_and(|range| range.start >= change.to)
        });
        let through = all().find(|(n, _)| {
            ends.get(*n)
                .is_some_and(|range| range.start < change.from && change.from < range.end)
        });
        let (at, words) = if let Some((n, one)) = through {
            let start = ends.get(n).map_or(0, |range| range.start);
            let inside = match one.exact {
                true => one.span.start + change.from - start,
                false => one.span.end,
            };
            match fits(one) {
                true => (inside, plain(&change.put)),
                false => (inside, whole(&change.put)),
            }
        } else if let Some((_, one)) = left.filter(|(_, one)| fits(one)) {
            (one.span.end, plain(&change.put))
        } else if let Some((_, one)) = right.filter(|(_, one)| fits(one)) {
            (one.span.start, plain(&change.put))
        } else {
            let at = match (left, right) {
                (Some((_, one)), _) => one.within.as_ref().map_or(one.span.end, |outer| outer.end),
                (None, Some((_, one))) => one
                    .within
                    .as_ref()
                    .map_or(one.span.start, |outer| outer.start),
                (None, None) => body.start,
            };
            (at, whole(&change.put))
        };
        pieces.push((at..at, words));
    }
}

fn bare(look: Look) -> Look {
    Look {
        raised: false,
        ..look
    }
}

/// The bytes of a stretch of a text with some pieces replaced; of two that overlap the later gives way where they do.
pub(super) fn applied(source: &str, body: &Range<usize>, pieces: &[Piece]) -> String {
    let mut out = String::new();
    let mut at = body.start;
    for (range, put) in pieces {
        let start = range.start.clamp(at, body.end.max(at));
        out.push_str(source.get(at..start).unwrap_or_default());
        out.push_str(put);
        at = range.end.clamp(start, body.end.max(start));
    }
    out.push_str(source.get(at..body.end).unwrap_or_default());
    out
}
