//! Understanding a source: front matter, blocks, labels, brackets, words and findings, in that order.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::alternatives::{alternatives, kind_of};
use super::beside::beside;
use super::blocks::{Block, Blocks, blocks};
use super::bracket::{Alternative, Bracket, BracketKind};
use super::composed::{composed, has_loose_accents, length_before};
use super::front::{self, Front};
use super::head::{self, Where};
use super::inspect::Strays;
use super::label::Label;
use super::lines::LineIndex;
use super::pairing::{Paired, pair};
use super::paragraph::{Kind, Paragraph};
use super::parties::Parties;
use super::standing::Standing;
use super::tokens::fold;

/// What was understood of a source.
#[derive(Debug, Clone, Default)]
pub(super) struct Understood {
    pub(super) front: Front,
    pub(super) paragraphs: Vec<Paragraph>,
    pub(super) brackets: Vec<Bracket>,
    pub(super) strays: Strays,
    /// Bytes that are not among the words, in order.
    pub(super) hidden: Vec<Range<usize>>,
    /// Labels inside a bracket: no words, though they stand in a body.
    pub(super) inner: Vec<Range<usize>>,
    /// For each paragraph, the innermost list item it stands in, 0 for none.
    pub(super) items: Vec<usize>,
    /// For each list item, the last one inside it.
    pub(super) item_ends: Vec<usize>,
    /// Names of link definitions, as they are compared.
    pub(super) definitions: FxHashSet<String>,
}

/// A source shorter than this is read before a second thread has begun.
const LONG: usize = 256 << 10;

/// Understands a source; linear in it.
pub(super) fn understand(source: &str, lines: &LineIndex, parties: &Parties) -> Understood {
    let head = front::read(source, lines);
    let blocks = blocks(source, head.end);
    let bracketed = || {
        let paired = if head.front.get("bracket_profile") == Some("none") {
            Paired::default()
        } else {
            // What opens in the title closes in it.
            let title: Vec<Block> = head.title.iter().map(prose).collect();
            let titled = pair(source, &title, &blocks.definitions);
            let rest = pair(source, &blocks.leaves, &blocks.definitions);
            titled.then(rest, title.len())
        };
        let brackets = brackets_of(source, lines, &paired, parties);
        (paired, brackets)
    };
    let read = || Paragraphs::read(source, lines, &head, &blocks);
    let ((paired, brackets), read) = beside((source.len(), LONG), bracketed, read);
    Understood {
        front: head.front,
        paragraphs: read.paragraphs,
        brackets,
        hidden: paired.hidden,
        inner: read.inner,
        strays: Strays {
            front: head.faults,
            unclosed: paired.unclosed,
            unopened: paired.unopened,
            escaped: paired.escaped,
        },
        items: read.items,
        item_ends: blocks.item_ends,
        definitions: blocks.definitions,
    }
}

/// The paragraphs, before anybody asked which brackets stand in them.
struct Paragraphs {
    paragraphs: Vec<Paragraph>,
    /// For each, the innermost list item it stands in, 0 for none.
    items: Vec<usize>,
    /// Labels inside a bracket.
    inner: Vec<Range<usize>>,
}

impl Paragraphs {
    fn read(source: &str, lines: &LineIndex, head: &front::Head, blocks: &Blocks) -> Paragraphs {
        let many = blocks.leaves.len() + 1;
        let mut out = Paragraphs {
            paragraphs: Vec::with_capacity(many),
            items: Vec::with_capacity(many),
            inner: Vec::new(),
        };
        if let Some(title) = head.title.clone() {
            out.paragraphs.push(Paragraph {
                index: 0,
                lines: lines.lines(&title, 1),
                text: composed(fold(head.front.get("title").unwrap_or_default()).into())
                    .into_owned(),
                span: title.clone(),
                body: title,
                kind: Kind::Title,
                depth: 0,
                label: None,
                section: None,
                parent: None,
            });
            out.items.push(0);
        }
        let mut standing = Standing::new(&blocks.item_ends);
        for block in &blocks.leaves {
            let near = out.paragraphs.last().map_or(1, |last| last.lines.last);
            let read = heading_of(source, block);
            let mut next = Paragraph {
                index: out.paragraphs.len(),
                lines: lines.lines(&block.span, near),
                text: composed(words_of(source, block, &read.body, read.inner.as_ref()).into())
                    .into_owned(),
                span: block.span.clone(),
                body: read.body,
                kind: block.kind,
                depth: block.depth,
                label: read.label,
                section: None,
                parent: None,
            };
            standing.place(&mut next, block, &out.paragraphs);
            out.inner.extend(read.inner);
            out.paragraphs.push(next);
            out.items.push(block.item);
        }
        out
    }
}

/// The brackets of some words that stand in one paragraph.
pub(super) fn brackets_in(
    words: &str,
    parties: &Parties,
    definitions: &FxHashSet<String>,
) -> Vec<Bracket> {
    let paired = pair(words, &[prose(&(0..words.len()))], definitions);
    brackets_of(words, &LineIndex::of(words), &paired, parties)
}

/// Some words as a paragraph of their own.
fn prose(span: &Range<usize>) -> Block {
    Block {
        kind: Kind::Paragraph,
        depth: 0,
        quotes: 0,
        item: 0,
        span: span.clone(),
        text: span.start,
    }
}

/// A block's label and words.
struct Read {
    label: Option<Label>,
    body: Range<usize>,
    /// Where a label stands in the body, behind the bracket that opens before it.
    inner: Option<Range<usize>>,
}

fn heading_of(source: &str, block: &Block) -> Read {
    let whole = words_range(source, block);
    let plain = |label| Read {
        label,
        body: whole.clone(),
        inner: None,
    };
    if matches!(block.kind, Kind::Code | Kind::Table | Kind::Footnote) {
        return plain(None);
    }
    let marker = source.get(block.span.start..block.text).unwrap_or_default();
    if block.kind == Kind::Item
        && let Some(label) = ordinal(marker)
    {
        return plain(Some(label));
    }
    let text = source.get(whole.clone()).unwrap_or_default();
    let place = if block.kind == Kind::Heading {
        Where::Heading
    } else {
        Where::Prose
    };
    if let Some((label, used)) = label_of(text, place) {
        let start = (whole.start + used).min(whole.end);
        // A heading that is nothing but its label keeps those words.
        let only = block.kind == Kind::Heading && start == whole.end;
        return Read {
            label: Some(label),
            body: if only { whole } else { start..whole.end },
            inner: None,
        };
    }
    match bracketed(text) {
        Some((label, inner)) => Read {
            label: Some(label),
            inner: Some(whole.start + inner.start..whole.start + inner.end),
            body: whole,
        },
        None => plain(None),
    }
}

/// The label at the head of some text, with the bytes it takes, however its accents are spelt.
fn label_of(text: &str, place: Where) -> Option<(Label, usize)> {
    // A label takes no more bytes.
    let near = text.as_bytes().get(..200).unwrap_or(text.as_bytes());
    if !has_loose_accents(near) {
        return head::read(text, place);
    }
    let letters = composed(text.into());
    let (label, used) = head::read(&letters, place)?;
    Some((label, length_before(text, used)))
}

/// The number of a list item's marker: `3.`, `3)`.
fn ordinal(marker: &str) -> Option<Label> {
    let bare = marker.trim();
    let digits = bare.bytes().take_while(u8::is_ascii_digit).count();
    match bare.get(digits..) {
        Some(".") if digits > 0 => Some(Label::new(&bare[..digits])),
        Some(")") if digits > 0 => Some(Label::new(bare)),
        _ => None,
    }
}

/// The label of a paragraph that stands in a bracket from its head: `[12 bis. Text]`, `[EU: 12 bis. Text]`.
fn bracketed(text: &str) -> Option<(Label, Range<usize>)> {
    let inside = text.strip_prefix(['[', '［'])?;
    let mut at = text.len() - inside.len();
    if let Some((names, _, end)) = super::alternatives::heading(inside)
        && names
            .iter()
            .all(|name| !name.contains(char::is_whitespace) && name.len() <= 16)
        && end <= 80
    {
        at += end;
        let rest = text.get(at..)?;
        at += rest.len() - rest.trim_start().len();
    }
    let (label, used) = head::read(text.get(at..)?, Where::Prose)?;
    // A bracket that holds only the label contests the label, not the paragraph.
    let rest = text.get(at + used..)?;
    let holds = !rest.is_empty() && !rest.starts_with([']', '］', '[', '［']);
    holds.then_some((label, at..at + used))
}

/// The bytes of a block's words, marks off.
fn words_range(source: &str, block: &Block) -> Range<usize> {
    let (start, end) = (block.text, block.span.end);
    if block.kind != Kind::Heading {
        return start..end;
    }
    let text = source.get(start..end).unwrap_or_default();
    let hashes = text.bytes().take_while(|b| *b == b'#').count();
    let bare = text.get(hashes..).unwrap_or_default();
    let marked =
        (1..=6).contains(&hashes) && (bare.is_empty() || bare.starts_with([' ', '\t', '\n', '\r']));
    if !marked {
        // The line below the words is their underline.
        let words = text
            .rfind(['\n', '\r'])
            .map_or(text, |at| text.get(..at).unwrap_or_default());
        return start..start + words.trim_end().len();
    }
    let words = bare.trim_start_matches([' ', '\t']);
    let start = end - words.len();
    let closed = words.trim_end_matches('#');
    let words = if closed.is_empty() || closed.ends_with([' ', '\t']) {
        closed.trim_end()
    } else {
        words
    };
    start..start + words.len()
}

/// The words of a body: a quotation's marks off, the inner label off, white space folded.
fn words_of(
    source: &str,
    block: &Block,
    body: &Range<usize>,
    inner: Option<&Range<usize>>,
) -> String {
    let text = source.get(body.clone()).unwrap_or_default();
    let mut shorter = String::new();
    let text = match inner {
        Some(inner) => {
            shorter.push_str(source.get(body.start..inner.start).unwrap_or_default());
            shorter.push_str(source.get(inner.end..body.end).unwrap_or_default());
            shorter.as_str()
        }
        None => text,
    };
    if block.quotes == 0 || block.kind == Kind::Code {
        return fold(text);
    }
    let mut out = String::with_capacity(text.len());
    for (n, line) in text.split(['\n', '\r']).enumerate() {
        let mut rest = line;
        if n > 0 {
            out.push('\n');
            for _ in 0..block.quotes {
                match rest.trim_start_matches([' ', '\t']).strip_prefix('>') {
                    Some(inside) => rest = inside,
                    None => break,
                }
            }
        }
        out.push_str(rest);
    }
    fold(&out)
}

fn brackets_of(
    source: &str,
    lines: &LineIndex,
    paired: &Paired,
    parties: &Parties,
) -> Vec<Bracket> {
    let mut line = 1;
    let mut out: Vec<Bracket> = Vec::with_capacity(paired.pairs.len());
    let mut round: Vec<usize> = Vec::new();
    for pair in &paired.pairs {
        while round
            .last()
            .and_then(|top| out.get(*top))
            .is_some_and(|top| top.span.end <= pair.open.start)
        {
            round.pop();
        }
        let parent = round.last().copied();
        let above = parent.and_then(|parent| out.get(parent));
        let inner = pair.open.end..pair.close.start;
        let mut read = alternatives(source, pair, parties);
        let owned = read
            .iter()
            .any(|alternative| !alternative.parties.is_empty());
        // What stands in a tag, a note or a placeholder contests nothing either.
        let kind = match above.map(|above| above.kind) {
            Some(kind) if kind != BracketKind::Contested => kind,
            _ if pair.braces => BracketKind::Note,
            _ if owned => BracketKind::Contested,
            _ => match kind_of(source.get(inner.clone()).unwrap_or_default()) {
                BracketKind::Placeholder if read.len() > 1 => BracketKind::Contested,
                kind => kind,
            },
        };
        if kind != BracketKind::Contested {
            read = vec![Alternative {
                parties: Vec::new(),
                span: inner.clone(),
                whole: inner,
                nothing: false,
            }];
        }
        let place = lines.place_near(source, pair.open.start, line);
        line = place.line;
        let depth = 1 + above.map_or(0, |above| above.depth);
        round.push(out.len());
        out.push(Bracket {
            span: pair.open.start..pair.close.end,
            kind,
            paragraph: pair.paragraph,
            end_paragraph: pair.end_paragraph,
            depth,
            parent,
            alternatives: read,
            place,
            end: lines.place_near(source, pair.close.start, line),
        });
    }
    out
}
