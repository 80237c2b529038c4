//! What remains of a paragraph when brackets in it were read; where nothing does, its lines go.

use std::ops::Range;

use super::version::note_mark;
use crate::text::{Document, Kind};

/// Bytes of a source, and what is put in their place.
pub(super) type Piece = (Range<usize>, String);

/// The byte of a source behind byte `at` of what [`Document::with_pieces`] makes of it.
pub(super) fn behind(pieces: &[Piece], at: usize) -> usize {
    let mut sorted: Vec<&Piece> = pieces.iter().collect();
    sorted.sort_by_key(|(range, _)| (range.start, range.end));
    let (mut place, mut written) = (0, 0);
    for (range, words) in sorted {
        if range.end < place || (range.start < place && range.end <= place) {
            continue;
        }
        if range.start > place {
            let kept = range.start - place;
            if at < written + kept {
                return place + (at - written);
            }
            written += kept;
        }
        if range.start >= place {
            written += words.len();
            if at < written {
                return range.start;
            }
        }
        place = place.max(range.end);
    }
    place + at.saturating_sub(written)
}

/// The lines of the paragraphs of which nothing is left once `pieces`, in order of place, are put in.
///
/// Paragraphs that one piece spans stand or go together. A list item in which others remain keeps its marker, since they
/// are nested by it; so does a footnote its mark.
pub(super) fn drops(document: &Document, pieces: &[Piece]) -> Vec<Piece> {
    let paragraphs = document.paragraphs();
    // Groups of paragraphs of which nothing is left, first and last.
    let mut gone: Vec<(usize, usize)> = Vec::new();
    let mut index = 0;
    let mut next = 0;
    while let Some(paragraph) = paragraphs.get(index) {
        while pieces.get(next).is_some_and(|(range, _)| {
            range.end <= paragraph.span.start && range.start < paragraph.span.start
        }) {
            next += 1;
        }
        let first = next;
        let mut last = index;
        let mut end = paragraph.span.end;
        while let Some((range, _)) = pieces.get(next).filter(|(range, _)| range.start < end) {
            while range.end > end {
                let Some(more) = paragraphs.get(last + 1) else {
                    break;
                };
                last += 1;
                end = more.span.end;
            }
            next += 1;
        }
        let touched = pieces.get(first..next).unwrap_or_default();
        if !touched.is_empty() && is_blank(document, index..last + 1, touched) {
            gone.push((index, last));
        }
        index = last + 1;
    }
    let mut out = Vec::new();
    // From the end: whether something remains inside an item is known before the item is asked.
    let mut remains = paragraphs.len();
    let mut below = paragraphs.len();
    for (first, last) in gone.into_iter().rev() {
        if last + 1 < below {
            remains = last + 1;
        }
        below = first;
        if remains < paragraphs.len()
            && (document.encloses(first, remains) || is_note_of(document, first, remains))
        {
            remains = first;
            continue;
        }
        out.push((lines(document, first, last), String::new()));
    }
    out
}

/// Whether a paragraph goes on a footnote that another begins.
fn is_note_of(document: &Document, first: usize, other: usize) -> bool {
    let goes_on = |index: usize| {
        let paragraph = document.paragraphs().get(index);
        paragraph.is_some_and(|one| one.kind == Kind::Footnote)
            && note_mark(document, index).is_none()
    };
    note_mark(document, first).is_some() && (first + 1..=other).all(goes_on)
}

fn is_blank(document: &Document, group: Range<usize>, pieces: &[Piece]) -> bool {
    let source = document.source();
    let nothing = |text: &str| {
        text.chars()
            .all(|c| c.is_whitespace() || matches!(c, '*' | '_'))
    };
    if !pieces.iter().all(|(_, words)| nothing(words)) {
        return false;
    }
    let paragraphs = document.paragraphs().get(group).unwrap_or_default();
    paragraphs.iter().all(|paragraph| {
        let body = paragraph.body.clone();
        let mut at = body.start;
        let from = pieces.partition_point(|(range, _)| range.end <= body.start);
        for (range, _) in pieces
            .iter()
            .skip(from)
            .take_while(|(range, _)| range.start < body.end)
        {
            if range.start > at && !nothing(source.get(at..range.start).unwrap_or_default()) {
                return false;
            }
            at = at.max(range.end);
        }
        at >= body.end || nothing(source.get(at..body.end).unwrap_or_default())
    })
}

/// The lines of a group of paragraphs, with the blank ones behind it that would stand twice.
pub(super) fn lines(document: &Document, first: usize, last: usize) -> Range<usize> {
    let source = document.source();
    let start = document.whole_lines(first).start;
    let mut end = document.whole_lines(last).end.max(start);
    let before = source.get(..start).unwrap_or_default();
    let ends = &before[before.trim_end_matches(['\n', '\r']).len()..];
    let breaks = ends.replace("\r\n", "\n").len();
    let blank = before.is_empty() || breaks > 1;
    if blank {
        let rest = source.get(end..).unwrap_or_default();
        end += rest.len() - rest.trim_start_matches(['\n', '\r']).len();
    }
    start..end
}
