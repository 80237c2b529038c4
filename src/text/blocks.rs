//! The block structure of a draft: where each leaf block of prose begins and ends.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::document::Kind;

/// A leaf block of prose.
#[derive(Debug, Clone)]
pub(super) struct Block {
    pub kind: Kind,
    pub depth: usize,
    /// From its first character (a list marker or heading mark included) to its last, line end off.
    pub span: Range<usize>,
    /// Byte ranges of inline code, links' addresses and other Markdown of its own: brackets in them are literal.
    pub literal: Vec<Range<usize>>,
}

struct Open {
    kind: Kind,
    depth: usize,
    start: usize,
    end: usize,
    literal: Vec<Range<usize>>,
}

/// Cuts a source, front matter already off, into its leaf blocks in order of place.
pub(super) fn blocks(source: &str, from: usize) -> Vec<Block> {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    let text = &source[from..];
    let mut out: Vec<Block> = Vec::new();
    // The starts of the items that are open, and whether their own text was taken.
    let mut items: Vec<(usize, bool)> = Vec::new();
    let (mut quotes, mut notes, mut tables) = (0usize, 0usize, 0usize);
    let mut open: Option<Open> = None;
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        let range = range.start + from..range.end + from;
        match event {
            Event::Start(tag) => match tag {
                Tag::Item => {
                    close(&mut open, &mut out, source);
                    items.push((range.start, false));
                }
                Tag::BlockQuote(_) => {
                    close(&mut open, &mut out, source);
                    quotes += 1;
                }
                Tag::FootnoteDefinition(_) => {
                    close(&mut open, &mut out, source);
                    notes += 1;
                    items.push((range.start, false));
                }
                Tag::List(_) => close(&mut open, &mut out, source),
                Tag::Heading { level, .. } => {
                    close(&mut open, &mut out, source);
                    open = Some(begin(Kind::Heading, rank(level), range, &mut items));
                }
                Tag::Paragraph => {
                    close(&mut open, &mut out, source);
                    let kind = prose(&items, quotes, notes);
                    open = Some(begin(kind, items.len(), range, &mut items));
                }
                Tag::Table(_) => {
                    close(&mut open, &mut out, source);
                    tables += 1;
                    open = Some(begin(Kind::Table, items.len(), range, &mut items));
                }
                Tag::CodeBlock(kind) => {
                    close(&mut open, &mut out, source);
                    let _fenced = matches!(kind, CodeBlockKind::Fenced(_));
                    open = Some(begin(Kind::Code, items.len(), range, &mut items));
                }
                Tag::HtmlBlock => {
                    close(&mut open, &mut out, source);
                    if !source[range.clone()].trim_start().starts_with("<!--") {
                        open = Some(begin(Kind::Paragraph, items.len(), range, &mut items));
                    }
                }
                Tag::Link { .. } | Tag::Image { .. } => {
                    inline(&mut open, &range, &mut items, quotes, notes);
                    if let Some(open) = &mut open {
                        open.literal.push(range);
                    }
                }
                _ => inline(&mut open, &range, &mut items, quotes, notes),
            },
            Event::End(end) => match end {
                TagEnd::Item => {
                    close(&mut open, &mut out, source);
                    items.pop();
                }
                TagEnd::FootnoteDefinition => {
                    close(&mut open, &mut out, source);
                    notes = notes.saturating_sub(1);
                    items.pop();
                }
                TagEnd::BlockQuote(_) => {
                    close(&mut open, &mut out, source);
                    quotes = quotes.saturating_sub(1);
                }
                TagEnd::Table => {
                    tables = tables.saturating_sub(1);
                    close(&mut open, &mut out, source);
                }
                TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::HtmlBlock => {
                    close(&mut open, &mut out, source);
                }
                _ => {}
            },
            Event::Code(_) | Event::InlineHtml(_) | Event::FootnoteReference(_) => {
                inline(&mut open, &range, &mut items, quotes, notes);
                if let Some(open) = &mut open {
                    open.literal.push(range);
                }
            }
            Event::Rule => close(&mut open, &mut out, source),
            _ if tables > 0 => {}
            _ => inline(&mut open, &range, &mut items, quotes, notes),
        }
    }
    close(&mut open, &mut out, source);
    out
}

fn rank(level: HeadingLevel) -> usize {
    level as usize
}

fn prose(items: &[(usize, bool)], quotes: usize, notes: usize) -> Kind {
    match items.last() {
        _ if notes > 0 => Kind::Footnote,
        Some((_, false)) => Kind::Item,
        _ if quotes > 0 => Kind::Quote,
        _ => Kind::Paragraph,
    }
}

fn begin(kind: Kind, depth: usize, range: Range<usize>, items: &mut [(usize, bool)]) -> Open {
    let mut start = range.start;
    if let Some(item) = items.last_mut()
        && !item.1
    {
        item.1 = true;
        start = item.0;
    }
    Open {
        kind,
        depth,
        start,
        end: range.end,
        literal: Vec::new(),
    }
}

/// Text directly in a tight item opens the item's own text.
fn inline(
    open: &mut Option<Open>,
    range: &Range<usize>,
    items: &mut [(usize, bool)],
    quotes: usize,
    notes: usize,
) {
    match open {
        Some(open) => open.end = open.end.max(range.end),
        None => {
            let kind = prose(items, quotes, notes);
            *open = Some(begin(kind, items.len(), range.clone(), items));
        }
    }
}

fn close(open: &mut Option<Open>, out: &mut Vec<Block>, source: &str) {
    let Some(block) = open.take() else { return };
    let text = &source[block.start..block.end];
    let start = block.start + text.len() - text.trim_start().len();
    let end = block.start + text.trim_end().len();
    if end > start {
        out.push(Block {
            kind: block.kind,
            depth: block.depth,
            span: start..end,
            literal: block.literal,
        });
    }
}
