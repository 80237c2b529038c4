//! The block structure of a draft: where each leaf block of prose begins and ends.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use rustc_hash::FxHashSet;

use super::link;
use super::paragraph::Kind;

/// A leaf block of prose.
#[derive(Debug, Clone)]
pub(super) struct Block {
    /// What it is.
    pub(super) kind: Kind,
    /// A heading's level; else how many list items are round it.
    pub(super) depth: usize,
    /// How many block quotes are round it.
    pub(super) quotes: usize,
    /// The innermost list item round it, by number from 1; 0 for none.
    pub(super) item: usize,
    /// From its list marker or heading marks to its last character, line end off.
    pub(super) span: Range<usize>,
    /// Where its text begins, behind a list marker.
    pub(super) text: usize,
}

/// The blocks of a draft, and the names that its link definitions give to addresses.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    /// In order of place, never overlapping.
    pub(super) leaves: Vec<Block>,
    /// Folded and in lower case.
    pub(super) definitions: FxHashSet<String>,
    /// For each list item, by its number, the number of the last one inside it (its own where none is).
    pub(super) item_ends: Vec<usize>,
}

enum Container {
    Item {
        start: usize,
        number: usize,
        taken: bool,
    },
    Quote,
    Footnote,
}

struct Reader<'a> {
    source: &'a str,
    containers: Vec<Container>,
    items: usize,
    quotes: usize,
    footnotes: usize,
    item_ends: Vec<usize>,
    open: Option<Block>,
    out: Vec<Block>,
    last: usize,
}

/// Cuts a source, front matter already off, into its leaf blocks.
pub(super) fn blocks(source: &str, from: usize) -> Blocks {
    let text = source.get(from..).unwrap_or_default();
    let parser = Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES);
    let mut definitions = FxHashSet::default();
    // What a definition points to need not be an address: `[shall]: text` at the head of a line is a bracket and prose.
    let mut prose: Vec<Range<usize>> = Vec::new();
    for (name, definition) in parser.reference_definitions().iter() {
        if link::is_address(&definition.dest) {
            definitions.insert(link::key(name));
        } else {
            prose.push(definition.span.start + from..definition.span.end + from);
        }
    }
    prose.sort_by_key(|range| range.start);
    let mut reader = Reader {
        source,
        containers: Vec::new(),
        items: 0,
        quotes: 0,
        footnotes: 0,
        item_ends: vec![0],
        open: None,
        // Paragraphs of drafts are seldom shorter.
        out: Vec::with_capacity(text.len() / 64),
        last: from,
    };
    let mut prose = prose.into_iter().peekable();
    let mut tables = 0usize;
    for (event, range) in parser.into_offset_iter() {
        let range = range.start + from..range.end + from;
        while prose.peek().is_some_and(|next| next.start < range.start) {
            if let Some(next) = prose.next()
                && reader.open.is_none()
            {
                reader.leaf(next);
            }
        }
        if tables > 0 {
            match event {
                Event::End(TagEnd::Table) => {
                    tables = 0;
                    reader.close();
                }
                Event::Start(Tag::Table(_)) => tables += 1,
                _ => {}
            }
            continue;
        }
        match event {
            Event::Start(Tag::Table(_)) => {
                tables = 1;
                reader.begin(Kind::Table, range);
            }
            Event::Start(tag) => reader.start(&tag, range),
            Event::End(end) => reader.end(end),
            Event::Html(_) | Event::Rule => {}
            _ => reader.inline(range),
        }
    }
    reader.close();
    for next in prose {
        reader.leaf(next);
    }
    Blocks {
        leaves: reader.out,
        definitions,
        item_ends: reader.item_ends,
    }
}

impl Reader<'_> {
    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Item => {
                self.enter();
                self.items += 1;
                let number = self.item_ends.len();
                self.item_ends.push(number);
                self.containers.push(Container::Item {
                    start: range.start,
                    number,
                    taken: false,
                });
            }
            Tag::BlockQuote(_) => {
                self.enter();
                self.quotes += 1;
                self.containers.push(Container::Quote);
            }
            Tag::FootnoteDefinition(_) => {
                self.enter();
                self.footnotes += 1;
                self.containers.push(Container::Footnote);
            }
            Tag::List(_) => self.close(),
            Tag::Heading { level, .. } => {
                self.begin(Kind::Heading, range);
                if let Some(open) = &mut self.open {
                    open.depth = *level as usize;
                }
            }
            Tag::Paragraph => self.leaf_open(range),
            Tag::CodeBlock(_) => self.begin(Kind::Code, range),
            Tag::HtmlBlock => {
                self.close();
                if link::has_words(self.source.get(range.clone()).unwrap_or_default()) {
                    self.leaf(range);
                }
            }
            _ => self.inline(range),
        }
    }

    fn end(&mut self, end: TagEnd) {
        match end {
            TagEnd::Item | TagEnd::BlockQuote(_) | TagEnd::FootnoteDefinition => {
                self.close();
                match self.containers.pop() {
                    Some(Container::Item { number, .. }) => {
                        self.items -= 1;
                        let last = self.item_ends.len() - 1;
                        if let Some(end) = self.item_ends.get_mut(number) {
                            *end = last;
                        }
                    }
                    Some(Container::Quote) => self.quotes -= 1,
                    Some(Container::Footnote) => self.footnotes -= 1,
                    None => {}
                }
            }
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::List(_) => {
                self.close();
            }
            _ => {}
        }
    }

    /// A container opens: the item that it stands in has no text of its own before it.
    fn enter(&mut self) {
        self.close();
        if let Some(Container::Item { taken, .. }) = self.containers.last_mut() {
            *taken = true;
        }
    }

    fn kind(&self) -> Kind {
        match self.containers.last() {
            _ if self.footnotes > 0 => Kind::Footnote,
            Some(Container::Item { taken: false, .. }) => Kind::Item,
            Some(Container::Quote) => Kind::Quote,
            _ => Kind::Paragraph,
        }
    }

    fn leaf_open(&mut self, range: Range<usize>) {
        self.begin(self.kind(), range);
    }

    fn leaf(&mut self, range: Range<usize>) {
        self.leaf_open(range);
        self.close();
    }

    fn begin(&mut self, kind: Kind, range: Range<usize>) {
        self.close();
        let mut head = range.start;
        if let Some(Container::Item { start, taken, .. }) = self.containers.last_mut()
            && !*taken
        {
            *taken = true;
            head = *start;
        }
        let item = self.containers.iter().rev().find_map(|container| {
            if let Container::Item { number, .. } = container {
                Some(*number)
            } else {
                None
            }
        });
        self.open = Some(Block {
            kind,
            depth: self.items,
            quotes: self.quotes,
            item: item.unwrap_or(0),
            span: head..range.end,
            text: range.start,
        });
    }

    /// Text that stands directly in a tight item opens the item's own text.
    fn inline(&mut self, range: Range<usize>) {
        if let Some(open) = &mut self.open {
            open.span.end = open.span.end.max(range.end);
            return;
        }
        // A backslash or a mark may stand before the first character that is told: the line's head is asked, not the event.
        let floor = match self.containers.last() {
            Some(Container::Item {
                start,
                taken: false,
                ..
            }) => marker_end(self.source, *start),
            _ => 0,
        };
        let line = line_start(self.source, range.start);
        let head = floor.max(line).max(self.last).min(range.start);
        let lead = self.source.get(head..range.start).unwrap_or_default();
        let marks = lead.trim_start_matches([' ', '\t', '>']);
        self.begin(self.kind(), range.start - marks.len()..range.end);
    }

    fn close(&mut self) {
        let Some(mut block) = self.open.take() else {
            return;
        };
        let bound = |mut at: usize| {
            at = at.min(self.source.len());
            while !self.source.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        let end = if block.kind == Kind::Item || block.kind == Kind::Paragraph {
            // A tight item's text is told piece by piece: what ends its last line belongs to it.
            line_end(self.source, bound(block.span.end.max(1) - 1)).max(bound(block.span.end))
        } else {
            bound(block.span.end)
        };
        let start = bound(block.span.start.max(self.last));
        let Some(words) = self.source.get(start..end) else {
            return;
        };
        let end = start
            + words
                .trim_end_matches([' ', '\t', '\n', '\r', '\u{b}', '\u{c}'])
                .len();
        block.text = bound(block.text).clamp(start, end);
        if end > start {
            block.span = start..end;
            self.last = end;
            self.out.push(block);
        }
    }
}

/// Where a list marker and the space behind it end.
fn marker_end(source: &str, start: usize) -> usize {
    let rest = source.get(start..).unwrap_or_default();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    start + (digits + 1).min(rest.len())
}

fn line_start(source: &str, at: usize) -> usize {
    let before = source.as_bytes().get(..at).unwrap_or_default();
    memchr::memrchr2(b'\n', b'\r', before).map_or(0, |end| end + 1)
}

fn line_end(source: &str, at: usize) -> usize {
    let after = source.as_bytes().get(at..).unwrap_or_default();
    memchr::memchr2(b'\n', b'\r', after).map_or(source.len(), |end| at + end)
}
