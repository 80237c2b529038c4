//! Pairing brackets: inside a paragraph first, then within the section, never past the next heading.

use std::ops::Range;

use super::blocks::Block;
use super::document::Kind;

/// A pair of brackets by its bytes, before anybody asked what it means.
#[derive(Debug, Clone)]
pub(super) struct Pair {
    pub open: usize,
    /// One past the closing bracket.
    pub close: usize,
    pub paragraph: usize,
    pub end_paragraph: usize,
    /// Separators at its own level.
    pub separators: Vec<Range<usize>>,
}

/// What pairing gives: pairs in the order of their openers, and what was left over.
#[derive(Debug, Default)]
pub(super) struct Paired {
    pub pairs: Vec<Pair>,
    pub unclosed: Vec<usize>,
    pub unopened: Vec<usize>,
}

struct Opener {
    at: usize,
    paragraph: usize,
    separators: Vec<Range<usize>>,
}

/// Pairs the brackets of a draft's blocks; linear in the source.
pub(super) fn pair(
    source: &str,
    blocks: &[Block],
    literal: &dyn Fn(usize) -> Option<usize>,
) -> Paired {
    let mut out = Paired::default();
    let mut pending: Vec<Opener> = Vec::new();
    let mut level = 0usize;
    for (index, block) in blocks.iter().enumerate() {
        match block.kind {
            Kind::Heading => {
                // What stood in a heading or opened the section lives to the next heading of its level; the rest ends here.
                let keep = block.depth > level && level > 0;
                if !keep {
                    out.unclosed
                        .extend(pending.drain(..).map(|opener| opener.at));
                } else {
                    let (stay, go): (Vec<Opener>, Vec<Opener>) =
                        pending.drain(..).partition(|opener| {
                            blocks[opener.paragraph].kind == Kind::Heading
                                || opener.paragraph > 0
                                    && blocks[opener.paragraph - 1].kind == Kind::Heading
                        });
                    pending = stay;
                    out.unclosed.extend(go.into_iter().map(|opener| opener.at));
                }
                level = block.depth;
            }
            Kind::Code => continue,
            _ => {}
        }
        let mut stack: Vec<Opener> = Vec::new();
        let text = &source[block.span.clone()];
        let bytes = text.as_bytes();
        // A footnote's mark, `[^1]:`, is no bracket.
        let mut at = match block.kind {
            Kind::Footnote => text.find("]:").map_or(0, |end| end + 2),
            _ => 0,
        };
        while at < bytes.len() {
            let absolute = block.span.start + at;
            if let Some(end) = literal(absolute) {
                at = (end - block.span.start).max(at + 1);
                continue;
            }
            match bytes[at] {
                b'\\' => {
                    at += 1 + text[at + 1..].chars().next().map_or(0, char::len_utf8);
                    continue;
                }
                b'[' => stack.push(Opener {
                    at: absolute,
                    paragraph: index,
                    separators: Vec::new(),
                }),
                b']' => closing(
                    absolute,
                    absolute + 1,
                    index,
                    &mut stack,
                    &mut pending,
                    &mut out,
                ),
                b'/' => {
                    let before = text[..at]
                        .chars()
                        .next_back()
                        .is_some_and(char::is_whitespace);
                    let after = text[at + 1..]
                        .chars()
                        .next()
                        .is_some_and(char::is_whitespace);
                    if before && after {
                        separator(absolute..absolute + 1, &mut stack, &mut pending);
                    }
                }
                0xEF => match bytes.get(at + 1..at + 3) {
                    Some([0xBC, 0xBB]) => stack.push(Opener {
                        at: absolute,
                        paragraph: index,
                        separators: Vec::new(),
                    }),
                    Some([0xBC, 0xBD]) => closing(
                        absolute,
                        absolute + 3,
                        index,
                        &mut stack,
                        &mut pending,
                        &mut out,
                    ),
                    Some([0xBC, 0x8F]) => {
                        separator(absolute..absolute + 3, &mut stack, &mut pending)
                    }
                    _ => {}
                },
                _ => {}
            }
            at += 1;
        }
        pending.append(&mut stack);
    }
    out.unclosed
        .extend(pending.into_iter().map(|opener| opener.at));
    out.unclosed.sort_unstable();
    out.pairs.sort_by_key(|pair| pair.open);
    out
}

fn separator(range: Range<usize>, stack: &mut [Opener], pending: &mut [Opener]) {
    if let Some(opener) = stack.last_mut().or(pending.last_mut()) {
        opener.separators.push(range);
    }
}

fn closing(
    at: usize,
    end: usize,
    index: usize,
    stack: &mut Vec<Opener>,
    pending: &mut Vec<Opener>,
    out: &mut Paired,
) {
    match stack.pop().or_else(|| pending.pop()) {
        Some(opener) => out.pairs.push(Pair {
            open: opener.at,
            close: end,
            paragraph: opener.paragraph,
            end_paragraph: index,
            separators: opener.separators,
        }),
        None => out.unopened.push(at),
    }
}
