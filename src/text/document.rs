//! A draft as it stands in one file: its paragraphs, brackets and findings, over bytes that are never changed.

use std::ops::Range;

use serde::Serialize;

use super::blocks::{Block, blocks};
use super::bracket::{Alternative, Bracket, BracketKind};
use super::columns::Columns;
use super::finding::{Finding, Place, Severity};
use super::label::{Address, Label, LabelPath, NoAddress};
use super::near::near;
use super::pairing::{Paired, pair};
use super::parties::Parties;
use super::tokens::{fold, words};

/// A range of lines, counted from 1, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lines {
    /// The first line.
    pub first: usize,
    /// The last line.
    pub last: usize,
}

/// What a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// The title of the front matter, paragraph 0.
    Title,
    /// A heading.
    Heading,
    /// A paragraph of prose.
    Paragraph,
    /// A list item's own text.
    Item,
    /// A paragraph of a block quote.
    Quote,
    /// A table, whole.
    Table,
    /// A footnote's text.
    Footnote,
    /// A code block, whole.
    Code,
}

/// One paragraph of a draft (notation, section 1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// Its ordinal in the document, from 0.
    pub index: usize,
    /// The lines of the file it stands on.
    pub lines: Lines,
    /// Bytes in [`Document::source`], label and heading marks included, without the line's end.
    pub span: Range<usize>,
    /// Bytes in [`Document::source`] of its words, behind marks and label.
    pub body: Range<usize>,
    /// What it is.
    pub kind: Kind,
    /// A heading's level from 1; else how deep it is nested (an item of the outermost list is 1, prose is 0).
    pub depth: usize,
    /// The printed number at its head.
    pub label: Option<Label>,
    /// The label with those of its sections and parents before it: `II/12/(a)`.
    pub path: Option<LabelPath>,
    /// What the room calls it: its label, else `PP3`, else `¶7`; unique in the document (`12#2` for the second 12).
    pub name: String,
    /// The heading it stands under.
    pub section: Option<usize>,
    /// The paragraph it is a sub-paragraph of (its chapeau).
    pub parent: Option<usize>,
    /// Its words without the label, white space folded (none between ideographs across a line break), Markdown marks kept.
    pub text: String,
    /// The contested brackets that open in it, as indices into [`Document::brackets`].
    pub brackets: Vec<usize>,
    /// How many words it has.
    pub words: usize,
    /// How many of them stand in contested brackets.
    pub bracketed_words: usize,
}

/// The front matter's fields that are plain `key: value` lines, in order, values unquoted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Front {
    /// Key and value, in the order of the file.
    pub fields: Vec<(String, String)>,
    /// The lines of the front matter with its fences.
    pub lines: Option<Lines>,
    title_line: usize,
}

impl Front {
    /// The value of a field.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.fields
            .iter()
            .find(|(name, _)| name == key)
            .map(|(_, value)| value.as_str())
    }
}

/// What a run of a paragraph is, for display.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SegmentRole {
    /// Words.
    Words,
    /// An opening or closing bracket.
    Sign,
    /// The slash between alternatives.
    Separator,
    /// `EU, NOR:` with the space behind it.
    Attribution,
}

/// A run of a paragraph's body that stands in one bracket and one alternative.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// Its bytes in [`Document::source`].
    pub span: Range<usize>,
    /// What it is.
    pub role: SegmentRole,
    /// The innermost bracket round it (its own, for a sign).
    pub bracket: Option<usize>,
    /// The alternative of that bracket.
    pub alternative: Option<usize>,
    /// How many brackets stand round it.
    pub depth: usize,
}

/// A parsed draft.
#[derive(Debug, Clone)]
pub struct Document {
    /// Kept only where they are no UTF-8.
    bytes: Option<Vec<u8>>,
    source: String,
    lines: Vec<usize>,
    columns: Columns,
    front: Front,
    paragraphs: Vec<Paragraph>,
    brackets: Vec<Bracket>,
    findings: Vec<Finding>,
}

impl Document {
    /// Parses a draft, guessing which names are parties.
    pub fn parse(bytes: impl Into<Vec<u8>>) -> Document {
        Document::parse_with(bytes, &Parties::Guessed)
    }

    /// Parses a draft in which exactly `parties` may own an alternative. Never fails, whatever the bytes.
    pub fn parse_with(bytes: impl Into<Vec<u8>>, parties: &Parties) -> Document {
        let bytes = bytes.into();
        let (source, bytes) = match String::from_utf8(bytes) {
            Ok(source) => (source, None),
            Err(error) => {
                let bytes = error.into_bytes();
                (String::from_utf8_lossy(&bytes).into_owned(), Some(bytes))
            }
        };
        let lines = line_starts(&source);
        let columns = Columns::of(&source);
        let (front, body) = front_of(&source);
        let blocks = blocks(&source, body);
        let mut literal: Vec<Range<usize>> = blocks
            .iter()
            .flat_map(|block| block.literal.iter().cloned())
            .collect();
        literal.retain(|range| is_markdown(&source[range.clone()]));
        literal.sort_by_key(|range| range.start);
        let find = |at: usize| {
            let n = literal.partition_point(|range| range.start <= at);
            n.checked_sub(1)
                .map(|n| &literal[n])
                .filter(|range| at < range.end)
                .map(|range| range.end)
        };
        let plain = front.get("bracket_profile") == Some("none");
        let paired = if plain {
            Paired::default()
        } else {
            pair(&source, &blocks, &find)
        };
        let mut document = Document {
            bytes,
            source,
            lines,
            columns,
            front,
            paragraphs: Vec::new(),
            brackets: Vec::new(),
            findings: Vec::new(),
        };
        document.name_paragraphs(&blocks);
        document.understand(paired, parties, document.paragraphs.len() - blocks.len());
        document
    }

    fn name_paragraphs(&mut self, blocks: &[Block]) {
        if let Some(title) = self.front.get("title").map(str::to_owned) {
            let line = self.front.title_line;
            let span = self.line_span(line);
            let count = words(&title).count();
            self.paragraphs.push(Paragraph {
                index: 0,
                lines: Lines {
                    first: line,
                    last: line,
                },
                body: span.clone(),
                span,
                kind: Kind::Title,
                depth: 0,
                label: None,
                path: None,
                name: "title".to_owned(),
                section: None,
                parent: None,
                text: fold(&title),
                brackets: Vec::new(),
                words: count,
                bracketed_words: 0,
            });
        }
        let offset = self.paragraphs.len();
        let mut section: Option<usize> = None;
        let mut headings: Vec<(usize, Option<Label>)> = Vec::new();
        let mut parents: Vec<(usize, usize, Option<Label>)> = Vec::new();
        let (mut preambular, mut numbered) = (0usize, false);
        let mut names: std::collections::HashMap<String, usize> = std::collections::HashMap::new();
        for (n, block) in blocks.iter().enumerate() {
            let index = n + offset;
            let text = &self.source[block.span.clone()];
            let mark = marker(text, block.kind);
            let (label, skip) = match Label::read(&text[mark..]) {
                Some((label, skip))
                    if !matches!(block.kind, Kind::Code | Kind::Table | Kind::Footnote) =>
                {
                    (Some(label), mark + skip)
                }
                _ => match ordinal(text, block.kind).or_else(|| capital(text, mark, block.kind)) {
                    Some((label, skip)) => (Some(label), skip),
                    None => (None, mark),
                },
            };
            let end = if block.kind == Kind::Heading {
                heading_end(text)
            } else {
                text.len()
            };
            let skip = skip.min(end);
            let mut body = block.span.start + skip..block.span.start + end;
            if block.kind == Kind::Heading && body.is_empty() {
                body = block.span.start + mark.min(end)..block.span.start + end;
            }
            let rank = label.as_ref().map_or(9, |label| label_rank(label.as_str()));
            let depth = block.depth;
            let parent;
            if block.kind == Kind::Heading {
                while headings.last().is_some_and(|(level, _)| *level >= depth) {
                    headings.pop();
                }
                headings.push((depth, label.clone()));
                section = Some(index);
                parents.clear();
                parent = None;
            } else {
                if label.is_some() {
                    // What kind of label it is weighs more than how deep it is nested: `(a)` is as often a paragraph as an item.
                    let here = rank * 100 + depth.min(99);
                    while parents.last().is_some_and(|(level, ..)| *level >= here) {
                        parents.pop();
                    }
                    parent = parents.last().map(|(_, index, _)| *index);
                    parents.push((here, index, label.clone()));
                } else {
                    parent = None;
                }
            }
            let path = label.as_ref().map(|label| {
                let mut way: Vec<Label> = headings
                    .iter()
                    .filter_map(|(_, label)| label.clone())
                    .collect();
                if block.kind == Kind::Heading {
                    way.pop();
                }
                way.extend(
                    parents
                        .iter()
                        .rev()
                        .skip(1)
                        .rev()
                        .filter_map(|(_, _, label)| label.clone()),
                );
                way.push(label.clone());
                LabelPath(way)
            });
            let words_text = fold(&self.source[body.clone()]);
            let italic = words_text
                .trim_start_matches(['[', ' '])
                .starts_with(['*', '_'])
                && !words_text.starts_with("**");
            let name = match &label {
                Some(label) => label.to_string(),
                None if block.kind == Kind::Paragraph && italic && !numbered => {
                    preambular += 1;
                    format!("PP{preambular}")
                }
                None => format!("¶{index}"),
            };
            numbered |= label.is_some() && block.kind != Kind::Heading;
            let seen = names.entry(name.clone()).or_insert(0);
            *seen += 1;
            let name = if *seen > 1 {
                format!("{name}#{seen}")
            } else {
                name
            };
            let lines = Lines {
                first: self.line_of(block.span.start),
                last: self.line_of(block.span.end.saturating_sub(1).max(block.span.start)),
            };
            let count = words(&words_text).count();
            self.paragraphs.push(Paragraph {
                index,
                lines,
                span: block.span.clone(),
                body,
                kind: block.kind,
                depth,
                label,
                path,
                name,
                section: if block.kind == Kind::Heading {
                    None
                } else {
                    section
                },
                parent,
                text: words_text,
                brackets: Vec::new(),
                words: count,
                bracketed_words: 0,
            });
        }
    }

    fn understand(&mut self, paired: Paired, parties: &Parties, offset: usize) {
        let mut stack: Vec<usize> = Vec::new();
        for pair in paired.pairs {
            while stack
                .last()
                .is_some_and(|top| self.brackets[*top].span.end <= pair.open)
            {
                stack.pop();
            }
            let parent = stack.last().copied();
            let open = self.source[pair.open..]
                .chars()
                .next()
                .map_or(1, char::len_utf8);
            let close = self.source[..pair.close]
                .chars()
                .next_back()
                .map_or(1, char::len_utf8);
            let inner = pair.open + open..pair.close - close;
            let alternatives = alternatives(&self.source, inner.clone(), &pair.separators, parties);
            let owned = alternatives
                .iter()
                .any(|alternative| !alternative.parties.is_empty());
            let kind = if owned || alternatives.len() > 1 {
                BracketKind::Contested
            } else {
                kind_of(&self.source[inner])
            };
            let depth = 1 + parent.map_or(0, |parent| self.brackets[parent].depth);
            let index = self.brackets.len();
            let paragraph = pair.paragraph + offset;
            if kind == BracketKind::Contested
                && let Some(paragraph) = self.paragraphs.get_mut(paragraph)
            {
                paragraph.brackets.push(index);
            }
            self.brackets.push(Bracket {
                span: pair.open..pair.close,
                kind,
                paragraph,
                end_paragraph: pair.end_paragraph + offset,
                depth,
                parent,
                alternatives,
                place: self.place(pair.open),
                end: self.place(pair.close - close),
            });
            stack.push(index);
        }
        let outer: Vec<Range<usize>> = self
            .brackets
            .iter()
            .filter(|bracket| bracket.kind == BracketKind::Contested && bracket.depth == 1)
            .map(|bracket| bracket.span.clone())
            .collect();
        for paragraph in &mut self.paragraphs {
            let from = outer.partition_point(|span| span.end <= paragraph.body.start);
            for span in outer[from..]
                .iter()
                .take_while(|span| span.start < paragraph.body.end)
            {
                let (from, to) = (
                    span.start.max(paragraph.body.start),
                    span.end.min(paragraph.body.end),
                );
                if from < to {
                    paragraph.bracketed_words += words(&self.source[from..to]).count();
                }
            }
        }
        let stray = |document: &Document, at: usize, code, message: &str, hint: &str| Finding {
            code,
            severity: Severity::Error,
            place: document.place(at),
            excerpt: excerpt(&document.source, at),
            message: message.to_owned(),
            hint: Some(hint.to_owned()),
        };
        let mut findings: Vec<(usize, Finding)> = Vec::new();
        for at in paired.unclosed {
            findings.push((
                at,
                stray(
                    self,
                    at,
                    "unclosed",
                    "this bracket is never closed in its section",
                    "close it with ], or write \\[ for a literal one",
                ),
            ));
        }
        for at in paired.unopened {
            findings.push((
                at,
                stray(
                    self,
                    at,
                    "unopened",
                    "this bracket closes nothing",
                    "open it with [, or write \\] for a literal one",
                ),
            ));
        }
        findings.sort_by_key(|(at, _)| *at);
        self.findings
            .extend(findings.into_iter().map(|(_, finding)| finding));
    }

    /// Prints the draft: the bytes that were parsed, put together from its pieces.
    ///
    /// A source that is no UTF-8 is given back as it came: what U+FFFD stands for only its bytes know.
    pub fn print(&self) -> Vec<u8> {
        if let Some(bytes) = &self.bytes {
            return bytes.clone();
        }
        let mut out = String::with_capacity(self.source.len());
        let mut at = 0;
        for paragraph in &self.paragraphs {
            out.push_str(&self.source[at..paragraph.span.start]);
            out.push_str(&self.source[paragraph.span.start..paragraph.body.start]);
            for segment in self.segments(paragraph.index) {
                out.push_str(&self.source[segment.span]);
            }
            out.push_str(&self.source[paragraph.body.end..paragraph.span.end]);
            at = paragraph.span.end;
        }
        out.push_str(&self.source[at..]);
        out.into_bytes()
    }

    /// The text that was parsed; invalid UTF-8 stands in it as U+FFFD. All byte ranges refer to it.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The front matter.
    pub fn front(&self) -> &Front {
        &self.front
    }

    /// The paragraphs in order.
    pub fn paragraphs(&self) -> &[Paragraph] {
        &self.paragraphs
    }

    /// Every bracket that is paired, contested or not, in the order of their openers.
    pub fn brackets(&self) -> &[Bracket] {
        &self.brackets
    }

    /// What a person should look at, in order of place.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    fn line_of(&self, offset: usize) -> usize {
        self.lines.partition_point(|start| *start <= offset).max(1)
    }

    fn line_span(&self, line: usize) -> Range<usize> {
        let start = self.lines.get(line.saturating_sub(1)).copied().unwrap_or(0);
        let end = self.lines.get(line).copied().unwrap_or(self.source.len());
        start..start + self.source[start..end].trim_end().len()
    }

    /// The place of a byte offset into [`Document::source`].
    pub fn place(&self, offset: usize) -> Place {
        let line = self.line_of(offset);
        let start = self.lines.get(line - 1).copied().unwrap_or(0);
        let column = self.columns.before(&self.source, offset)
            - self.columns.before(&self.source, start)
            + 1;
        Place { line, column }
    }

    /// Finds the paragraph that an address names: a path `II/12`, a label `12 bis`, a name `PP3`, `¶7`, `12#2`.
    ///
    /// # Errors
    /// Says which addresses are near, or that several paragraphs bear it.
    pub fn find(&self, address: &Address) -> Result<&Paragraph, NoAddress> {
        let wanted = plain(address.as_str());
        let by = |test: &dyn Fn(&Paragraph) -> bool| {
            self.paragraphs.iter().find(|paragraph| test(paragraph))
        };
        by(&|p| plain(&p.name) == wanted)
            .or_else(|| {
                by(&|p| {
                    p.path
                        .as_ref()
                        .is_some_and(|path| plain(&path.to_string()) == wanted)
                })
            })
            .or_else(|| {
                by(&|p| {
                    p.path.as_ref().is_some_and(|path| {
                        plain(&path.to_string()).ends_with(&format!("/{wanted}"))
                    })
                })
            })
            .ok_or_else(|| {
                let names: Vec<&str> = self
                    .paragraphs
                    .iter()
                    .map(|paragraph| paragraph.name.as_str())
                    .collect();
                NoAddress {
                    address: address.to_string(),
                    near: near(address.as_str(), names)
                        .into_iter()
                        .map(str::to_owned)
                        .collect(),
                }
            })
    }

    /// The draft's bytes with paragraph `index`'s words (its body) replaced; everything else stays byte for byte.
    pub fn with_body(&self, index: usize, words: &str) -> Vec<u8> {
        let Some(paragraph) = self.paragraphs.get(index) else {
            return self.print();
        };
        let (before, after) = (paragraph.body.start, paragraph.body.end);
        let mut out = Vec::with_capacity(self.source.len() + words.len());
        match &self.bytes {
            None => {
                out.extend_from_slice(&self.source.as_bytes()[..before]);
                out.extend_from_slice(words.as_bytes());
                out.extend_from_slice(&self.source.as_bytes()[after..]);
            }
            Some(bytes) => {
                out.extend_from_slice(&bytes[..original(bytes, before)]);
                out.extend_from_slice(words.as_bytes());
                out.extend_from_slice(&bytes[original(bytes, after)..]);
            }
        }
        out
    }

    /// Paragraph `index`'s body cut into runs by the brackets they stand in, in order; joined they are the body.
    pub fn segments(&self, index: usize) -> Vec<Segment> {
        let Some(paragraph) = self.paragraphs.get(index) else {
            return Vec::new();
        };
        let body = paragraph.body.clone();
        let mut cuts: Vec<(usize, usize, SegmentRole, usize, Option<usize>)> = Vec::new();
        let first = self
            .brackets
            .partition_point(|bracket| bracket.span.start < body.start);
        let mut round: Vec<usize> = Vec::new();
        let mut outer = self.brackets[..first]
            .iter()
            .enumerate()
            .rev()
            .find(|(_, b)| b.span.end > body.start)
            .map(|(n, _)| n);
        while let Some(n) = outer {
            round.push(n);
            outer = self.brackets[n].parent;
        }
        let inside = self.brackets[first..]
            .iter()
            .enumerate()
            .take_while(|(_, b)| b.span.start < body.end)
            .map(|(n, _)| n + first);
        for n in round.iter().copied().rev().chain(inside) {
            let bracket = &self.brackets[n];
            if bracket.kind != BracketKind::Contested {
                continue;
            }
            let open = self.source[bracket.span.start..]
                .chars()
                .next()
                .map_or(1, char::len_utf8);
            let close = self.source[..bracket.span.end]
                .chars()
                .next_back()
                .map_or(1, char::len_utf8);
            let mut at = bracket.span.start + open;
            cuts.push((bracket.span.start, at, SegmentRole::Sign, n, None));
            for (k, alternative) in bracket.alternatives.iter().enumerate() {
                if !alternative.parties.is_empty() {
                    let lead = self.source[at..alternative.span.start].len()
                        - self.source[at..alternative.span.start]
                            .trim_start_matches([' ', '/', '／'])
                            .len();
                    cuts.push((
                        at + lead,
                        alternative.span.start,
                        SegmentRole::Attribution,
                        n,
                        Some(k),
                    ));
                }
                let limit = bracket
                    .alternatives
                    .get(k + 1)
                    .map_or(bracket.span.end - close, |next| next.span.start);
                if k + 1 < bracket.alternatives.len()
                    && let Some(slash) = self.source[alternative.span.end..limit].find(['/', '／'])
                {
                    let from = alternative.span.end + slash;
                    let len = self.source[from..].chars().next().map_or(1, char::len_utf8);
                    cuts.push((from, from + len, SegmentRole::Separator, n, None));
                    at = from + len;
                }
            }
            cuts.push((
                bracket.span.end - close,
                bracket.span.end,
                SegmentRole::Sign,
                n,
                None,
            ));
        }
        cuts.retain(|cut| cut.1 > body.start && cut.0 < body.end && cut.0 < cut.1);
        cuts.sort_by_key(|cut| (cut.0, cut.1));
        let mut out = Vec::new();
        let mut at = body.start;
        let mut stack: Vec<(usize, usize)> = round.iter().rev().map(|n| (*n, 0)).collect();
        let push = |out: &mut Vec<Segment>, span: Range<usize>, role, stack: &[(usize, usize)]| {
            if span.start < span.end {
                out.push(Segment {
                    span,
                    role,
                    bracket: stack.last().map(|top| top.0),
                    alternative: stack.last().map(|top| top.1),
                    depth: stack.len(),
                });
            }
        };
        for (from, to, role, bracket, alternative) in cuts {
            let (from, to) = (from.max(at), to.min(body.end));
            if from > to {
                continue;
            }
            push(&mut out, at..from, SegmentRole::Words, &stack);
            match role {
                SegmentRole::Sign if stack.last().is_none_or(|top| top.0 != bracket) => {
                    stack.push((bracket, 0));
                    push(&mut out, from..to, role, &stack);
                }
                SegmentRole::Sign => {
                    push(&mut out, from..to, role, &stack);
                    stack.pop();
                }
                SegmentRole::Separator => {
                    push(&mut out, from..to, role, &stack);
                    if let Some(top) = stack.last_mut() {
                        top.1 += 1;
                    }
                }
                _ => {
                    let _ = alternative;
                    push(&mut out, from..to, role, &stack);
                }
            }
            at = to;
        }
        push(&mut out, at..body.end, SegmentRole::Words, &stack);
        out
    }
}

/// The offset in the original bytes of an offset in their lossy reading.
fn original(bytes: &[u8], offset: usize) -> usize {
    let (mut lossy, mut here) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        if lossy + chunk.valid().len() >= offset {
            return here + (offset - lossy);
        }
        lossy += chunk.valid().len();
        here += chunk.valid().len() + chunk.invalid().len();
        if !chunk.invalid().is_empty() {
            lossy += char::REPLACEMENT_CHARACTER.len_utf8();
        }
    }
    bytes.len()
}

fn line_starts(source: &str) -> Vec<usize> {
    let bytes = source.as_bytes();
    let mut starts = vec![0];
    for (n, byte) in bytes.iter().enumerate() {
        let ends = *byte == b'\n' || (*byte == b'\r' && bytes.get(n + 1) != Some(&b'\n'));
        if ends {
            starts.push(n + 1);
        }
    }
    starts
}

/// Front matter between two fences of three dashes at the very head, and where the text begins behind it.
fn front_of(source: &str) -> (Front, usize) {
    let lead = usize::from(source.starts_with('\u{feff}')) * 3;
    let text = &source[lead..];
    let mut lines = text.split_inclusive('\n');
    if lines.next().map(str::trim_end) != Some("---") {
        return (Front::default(), lead);
    }
    let mut front = Front::default();
    let mut at = lead + text.split_inclusive('\n').next().map_or(0, str::len);
    for (n, line) in lines.enumerate() {
        at += line.len();
        if matches!(line.trim_end(), "---" | "...") {
            front.lines = Some(Lines {
                first: 1,
                last: n + 2,
            });
            return (front, at);
        }
        if let Some((key, value)) = line.split_once(':')
            && !key.starts_with([' ', '\t', '#', '-'])
        {
            let value = value.trim();
            let value = ['"', '\'']
                .iter()
                .find_map(|q| value.strip_prefix(*q)?.strip_suffix(*q))
                .unwrap_or(value);
            if key == "title" {
                front.title_line = n + 2;
            }
            front.fields.push((key.to_owned(), value.to_owned()));
        }
    }
    (Front::default(), lead)
}

/// Bytes of a list marker, heading marks or quote marks at a block's head.
fn marker(text: &str, kind: Kind) -> usize {
    match kind {
        Kind::Heading => {
            let marks = text.len() - text.trim_start_matches('#').len();
            marks + (text[marks..].len() - text[marks..].trim_start().len())
        }
        Kind::Item => {
            let bare = text.trim_start_matches(['-', '*', '+']);
            let used = text.len() - bare.len();
            let rest = bare.trim_start();
            if used == 1 && bare.len() > rest.len() {
                text.len() - rest.len()
            } else {
                0
            }
        }
        Kind::Footnote => text.find("]:").map_or(0, |at| {
            at + 2 + (text[at + 2..].len() - text[at + 2..].trim_start().len())
        }),
        _ => 0,
    }
}

/// A list's own number, `3.`, where nothing else is a label.
fn ordinal(text: &str, kind: Kind) -> Option<(Label, usize)> {
    if kind != Kind::Item {
        return None;
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let end = text[digits..]
        .chars()
        .next()
        .filter(|c| matches!(c, '.' | ')'))?;
    let at = digits + end.len_utf8();
    let blank = text[at..].len() - text[at..].trim_start().len();
    (digits > 0).then(|| (Label::new(&text[..digits]), at + blank))
}

/// A heading's letter: `A. Marking`.
fn capital(text: &str, mark: usize, kind: Kind) -> Option<(Label, usize)> {
    let rest = text.get(mark..).filter(|_| kind == Kind::Heading)?;
    let letter = rest.chars().next().filter(char::is_ascii_uppercase)?;
    let words = rest[1..].strip_prefix('.')?;
    let bare = words.trim_start();
    (bare.len() < words.len()).then(|| (Label::new(letter), text.len() - bare.len()))
}

/// Where a heading's words end: a closing run of `#` or the underline is no word.
fn heading_end(text: &str) -> usize {
    let trimmed = text.trim_end();
    if text.starts_with('#') {
        let bare = trimmed.trim_end_matches('#');
        if bare.ends_with([' ', '\t']) {
            bare.trim_end().len()
        } else {
            trimmed.len()
        }
    } else {
        trimmed
            .rfind(['\n', '\r'])
            .map_or(trimmed.len(), |at| trimmed[..at].trim_end().len())
    }
}

/// How deep a kind of label stands: number, then letter, then small roman.
fn label_rank(label: &str) -> usize {
    let inner = label.trim_matches(['(', ')']);
    match label.chars().next() {
        Some('(')
            if inner.len() > 1 && inner.chars().all(|c| "ivxlc".contains(c))
                || matches!(inner, "i" | "v" | "x") =>
        {
            3
        }
        Some('(') => 2,
        _ => 1,
    }
}

/// Whether a range is Markdown's own: code, a footnote mark, HTML, a link with an address; `[t](EU)` is none.
fn is_markdown(text: &str) -> bool {
    let Some(at) = text
        .rfind("](")
        .filter(|_| text.starts_with('[') || text.starts_with('!'))
    else {
        return true;
    };
    let address = text[at + 2..].trim_end_matches(')').trim();
    address.contains(['.', '/', '#', ':']) && !address.contains(char::is_whitespace)
        || address.starts_with('<')
}

fn alternatives(
    source: &str,
    inner: Range<usize>,
    separators: &[Range<usize>],
    parties: &Parties,
) -> Vec<Alternative> {
    let mut out = Vec::with_capacity(separators.len() + 1);
    let mut at = inner.start;
    let ends = separators
        .iter()
        .map(|range| (range.start, range.end))
        .chain([(inner.end, inner.end)]);
    for (end, next) in ends {
        let text = &source[at..end.max(at)];
        let (names, skip) = attribution(text, parties);
        let mut span = at + skip..end.max(at);
        if !separators.is_empty() {
            let text = &source[span.clone()];
            let lead = text.len() - text.trim_start().len();
            span = span.start + lead..span.start + lead.max(text.trim_end().len());
        }
        let bare = source[span.clone()].trim();
        out.push(Alternative {
            parties: names,
            nothing: matches!(bare, "" | "–" | "—"),
            span,
        });
        at = next;
    }
    out
}

/// The names before a colon, if every one of them is a party, and the bytes they take with the space behind.
fn attribution(text: &str, parties: &Parties) -> (Vec<String>, usize) {
    let none = (Vec::new(), 0);
    let Some(colon) = text.find([':', '：', '[', ']', '［', '］', '\n']) else {
        return none;
    };
    let Some(sign) = text[colon..]
        .chars()
        .next()
        .filter(|c| matches!(c, ':' | '：'))
    else {
        return none;
    };
    let after = &text[colon + sign.len_utf8()..];
    if sign == ':' && !after.is_empty() && !after.starts_with(char::is_whitespace) {
        return none;
    }
    let names: Vec<String> = text[..colon]
        .split([',', '，'])
        .map(|name| name.trim().to_owned())
        .collect();
    if !names.iter().all(|name| parties.contains(name)) {
        return none;
    }
    let blank = after.len() - after.trim_start().len();
    (names, colon + sign.len_utf8() + blank)
}

fn kind_of(inner: &str) -> BracketKind {
    let bare = inner.trim();
    let lower = bare.to_lowercase();
    if bare.is_empty()
        || matches!(
            bare,
            "…" | "..." | "X" | "x" | "XX" | "xx" | "_" | "N" | "date" | "year"
        )
        || lower.starts_with("year x")
    {
        BracketKind::Placeholder
    } else if lower.starts_with("agreed") || lower == "ad ref" {
        BracketKind::Status
    } else if ["negotiator's note", "negotiator’s note", "drafting note"]
        .iter()
        .any(|head| lower.starts_with(head))
        || is_note(&lower)
    {
        BracketKind::Note
    } else {
        BracketKind::Contested
    }
}

/// Whether what stands before the first colon calls itself a note: `Facilitator's note: …`, `Note by the Secretariat: …`.
fn is_note(lower: &str) -> bool {
    let head = match lower.split_once([':', '：']) {
        Some((head, _)) => head.trim(),
        None => return lower.ends_with("'s note") || lower.ends_with("’s note"),
    };
    let mut words = head.split_whitespace();
    head.chars().count() <= 40
        && (words.clone().last() == Some("note") || words.next() == Some("note"))
}

fn excerpt(source: &str, at: usize) -> String {
    let from = source[..at]
        .char_indices()
        .rev()
        .take(12)
        .last()
        .map_or(at, |(n, _)| n);
    source[from..]
        .chars()
        .take(48)
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect::<String>()
        .trim()
        .to_owned()
}

/// An address as it is compared: spaces, dots and case off.
fn plain(text: &str) -> String {
    text.trim()
        .trim_end_matches(['.', ')'])
        .trim_start_matches('(')
        .to_lowercase()
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '.' | '(' | ')'))
        .collect()
}
