//! Which bracket is open where a paragraph begins.

use super::bracket::Bracket;
use super::paragraph::Paragraph;

/// The innermost bracket that is open where each paragraph begins.
pub(super) fn enclosing(paragraphs: &[Paragraph], brackets: &[Bracket]) -> Vec<Option<usize>> {
    let mut open: Vec<usize> = Vec::new();
    let mut next = 0;
    let mut out = Vec::with_capacity(paragraphs.len());
    for paragraph in paragraphs {
        let start = paragraph.span.start;
        while let Some(bracket) = brackets
            .get(next)
            .filter(|bracket| bracket.span.start < start)
        {
            // Only what spans paragraphs can be open at the head of a later one.
            if bracket.end_paragraph > bracket.paragraph {
                while open
                    .last()
                    .and_then(|top| brackets.get(*top))
                    .is_some_and(|top| top.span.end <= bracket.span.start)
                {
                    open.pop();
                }
                open.push(next);
            }
            next += 1;
        }
        while open
            .last()
            .and_then(|top| brackets.get(*top))
            .is_some_and(|top| top.span.end <= start)
        {
            open.pop();
        }
        out.push(open.last().copied());
    }
    out
}
