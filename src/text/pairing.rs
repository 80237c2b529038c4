//! Pairing brackets: inside a paragraph first, then within the section, never past the heading at which an opener expires.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::blocks::Block;
use super::paragraph::Kind;
use super::signs::{Sign, SignKind, Signs, signs};

/// A pair of brackets by its bytes, before anybody asked what it means.
#[derive(Debug, Clone)]
pub(super) struct Pair {
    /// The opening bracket's bytes.
    pub(super) open: Range<usize>,
    /// The closing bracket's bytes.
    pub(super) close: Range<usize>,
    /// The block it opens in.
    pub(super) paragraph: usize,
    /// The block it closes in.
    pub(super) end_paragraph: usize,
    /// Separators at its own level.
    pub(super) separators: Vec<Range<usize>>,
    /// A note in braces, which holds nothing but itself.
    pub(super) braces: bool,
}

/// What pairing gives: pairs in the order of their openers, and what was left over.
#[derive(Debug, Default)]
pub(super) struct Paired {
    /// In the order of their openers.
    pub(super) pairs: Vec<Pair>,
    /// Openers that nothing closes, in order.
    pub(super) unclosed: Vec<usize>,
    /// Closers that close nothing, in order.
    pub(super) unopened: Vec<usize>,
    /// Bytes that are not among the words, in order.
    pub(super) hidden: Vec<Range<usize>>,
    /// Brackets behind a backslash, in order.
    pub(super) escaped: Vec<usize>,
}

impl Paired {
    /// What was paired in the first `blocks` blocks of a text, then in the rest of them.
    pub(super) fn then(mut self, mut rest: Paired, blocks: usize) -> Paired {
        for pair in &mut rest.pairs {
            pair.paragraph += blocks;
            pair.end_paragraph += blocks;
        }
        self.pairs.append(&mut rest.pairs);
        self.unclosed.append(&mut rest.unclosed);
        self.unopened.append(&mut rest.unopened);
        self.hidden.append(&mut rest.hidden);
        self.escaped.append(&mut rest.escaped);
        self
    }
}

struct Opener {
    at: Range<usize>,
    block: usize,
    separators: Vec<Range<usize>>,
    /// The level of a heading at which it expires: any, unless it stood in a heading or opened its section.
    expires: usize,
}

/// Deeper than any heading.
const ANY: usize = usize::MAX;

/// Pairs the brackets of a draft's blocks; linear in the source.
pub(super) fn pair(source: &str, blocks: &[Block], definitions: &FxHashSet<String>) -> Paired {
    let mut out = Paired::default();
    let mut open: Vec<Opener> = Vec::new();
    let mut level = None;
    let mut first = false;
    let mut read = Signs::default();
    for (n, block) in blocks.iter().enumerate() {
        if block.kind == Kind::Code {
            continue;
        }
        if block.kind == Kind::Heading {
            level = Some(block.depth);
            // What outlives a heading stands below what does not: a section's openers come before those of its paragraphs.
            while let Some(top) = open.pop() {
                if top.expires < block.depth {
                    open.push(top);
                    break;
                }
                out.unclosed.push(top.at.start);
            }
        }
        let expires = match level {
            Some(level) if first || block.kind == Kind::Heading => level,
            _ => ANY,
        };
        let text = source.get(block.text..block.span.end).unwrap_or_default();
        let head = text.find(|c: char| !c.is_whitespace() && !matches!(c, '*' | '_' | '#'));
        let mut head = block.text + head.unwrap_or(0);
        signs(text, block.text, definitions, &mut read);
        // A footnote is read by itself: its text stands at the foot, whatever is open above it.
        let floor = if block.kind == Kind::Footnote {
            open.len()
        } else {
            0
        };
        for sign in &read.signs {
            let at = sign.at..sign.at + sign.len;
            match sign.kind {
                SignKind::Open => {
                    let leads = sign.at == head;
                    if leads {
                        head = at.end;
                    }
                    let opens = block.kind == Kind::Heading || leads;
                    open.push(Opener {
                        at,
                        block: n,
                        separators: Vec::new(),
                        expires: if opens { expires } else { ANY },
                    });
                }
                SignKind::Separator => {
                    if let Some(opener) = open.get_mut(floor..).and_then(<[Opener]>::last_mut) {
                        opener.separators.push(at);
                    }
                }
                SignKind::Close => out.close(sign, n, floor, &mut open),
                SignKind::Literal => {}
            }
        }
        if floor > 0 || block.kind == Kind::Footnote {
            out.unclosed
                .extend(open.drain(floor..).map(|opener| opener.at.start));
        }
        for note in &read.notes {
            out.pairs.push(Pair {
                open: note.start..note.start + 1,
                close: note.end - 1..note.end,
                paragraph: n,
                end_paragraph: n,
                separators: Vec::new(),
                braces: true,
            });
        }
        out.hidden.append(&mut read.hidden);
        out.escaped.append(&mut read.escaped);
        first = block.kind == Kind::Heading;
    }
    out.unclosed
        .extend(open.into_iter().map(|opener| opener.at.start));
    out.unclosed.sort_unstable();
    out.pairs.sort_by_key(|pair| pair.open.start);
    out
}

impl Paired {
    fn close(&mut self, sign: &Sign, block: usize, floor: usize, open: &mut Vec<Opener>) {
        let opener = if open.len() > floor { open.pop() } else { None };
        match opener {
            Some(opener) => self.pairs.push(Pair {
                open: opener.at,
                close: sign.at..sign.at + sign.len,
                paragraph: opener.block,
                end_paragraph: block,
                separators: opener.separators,
                braces: false,
            }),
            None => self.unopened.push(sign.at),
        }
    }
}
