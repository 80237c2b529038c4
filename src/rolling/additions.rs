//! New paragraphs laid into the base: each once, behind the paragraph that it follows, nested so that nothing else is torn.

use std::collections::BTreeSet;
use std::ops::Range;

use super::numbering::{Numbering, nest};
use super::passages::Passage;
use super::quote::quote;
use super::remains::Piece;
use super::version::{Version, blocks, is_title, note_mark, plain};
use super::weave::Circle;
use crate::text::{Document, Kind, Paragraph, fold};

/// A paragraph that is new, and who wants it.
struct Entry<'a> {
    key: (u8, usize, String),
    document: &'a Document,
    /// The paragraphs of `document` it is: more than one where a bracket spans them.
    span: Range<usize>,
    owners: BTreeSet<String>,
    /// Other words for the same footnote, and who wants them.
    rivals: Vec<(BTreeSet<String>, String)>,
}

impl Entry<'_> {
    fn mark(&self) -> Option<&str> {
        note_mark(self.document, self.span.start)
    }

    fn words(&self) -> String {
        plain(self.document, self.span.start)
    }

    fn first(&self) -> Option<&Paragraph> {
        self.document.paragraphs().get(self.span.start)
    }

    /// Whether its number is smaller than another's: `14 bis` stands before `14 ter`, whoever asks for either.
    fn comes_before(&self, other: &Entry<'_>) -> bool {
        let label = |entry: &Entry<'_>| entry.first().and_then(|one| one.label.clone());
        let (own, other) = (label(self), label(other));
        own.zip(other).is_some_and(|(own, other)| own < other)
    }

    /// Whether no blank line stands before it where its owners wrote it.
    fn follows_closely(&self) -> bool {
        let start = self.document.whole_lines(self.span.start).start;
        let before = self.document.source().get(..start).unwrap_or_default();
        let last = before.lines().next_back();
        last.is_some_and(|line| !line.trim().is_empty())
    }

    fn is_block(&self) -> bool {
        let whole = |one: &Paragraph| matches!(one.kind, Kind::Table | Kind::Code);
        self.span.len() > 1 || self.first().is_some_and(whole)
    }
}

/// The base and the versions whose new paragraphs are laid into it.
pub(super) struct Additions<'a> {
    pub(super) base: &'a Document,
    pub(super) versions: &'a [Version<'a>],
    pub(super) circle: Circle<'a>,
}

impl<'a> Additions<'a> {
    /// New paragraphs of a passage, each put behind the paragraph of the base that it follows.
    pub(super) fn pieces(&self, passage: &Passage, numbering: &mut Numbering<'_>) -> Vec<Piece> {
        let span = passage.span.start + usize::from(!passage.first)..=passage.span.end;
        let gaps: BTreeSet<usize> = self
            .versions
            .iter()
            .flat_map(|version| version.runs.range(span.clone()).map(|(gap, _)| *gap))
            .collect();
        gaps.into_iter()
            .map(|gap| {
                let entries = self.entries(gap);
                self.written(gap, &entries, numbering)
            })
            .collect()
    }

    /// The new paragraphs of a gap, each once, in an order in which every party's stand as it has them.
    fn entries(&self, gap: usize) -> Vec<Entry<'a>> {
        let mut all: Vec<Entry<'a>> = Vec::new();
        for version in self.versions {
            let run = version
                .runs
                .get(&gap)
                .map(Vec::as_slice)
                .unwrap_or_default();
            let entries = entries_of(version, run);
            all = merged(all, entries);
        }
        // A mark stands for one footnote: what others want it to say are its alternatives.
        let mut out: Vec<Entry<'a>> = Vec::with_capacity(all.len());
        for entry in all {
            let same = |one: &&mut Entry<'a>| one.mark().is_some() && one.mark() == entry.mark();
            match out.iter_mut().find(same) {
                Some(first) => first.rivals.push((entry.owners.clone(), entry.words())),
                None => out.push(entry),
            }
        }
        out
    }

    /// The lines of a gap: of the ways to nest them the first by which everything round them stays what it is.
    fn written(&self, gap: usize, entries: &[Entry<'a>], numbering: &mut Numbering<'_>) -> Piece {
        let at = match gap.checked_sub(1) {
            Some(before) if !is_title(self.base, before) => self.base.whole_lines(before).end,
            _ => self.body_start(),
        };
        let texts: Vec<String> = entries
            .iter()
            .map(|entry| self.entry(gap, entry, numbering))
            .collect();
        let close = entries.iter().all(Entry::follows_closely);
        let mut ways = self.ways(gap, entries, &texts);
        let first = ways.first().cloned().unwrap_or_default();
        let window = Window::round(self.base, gap);
        let held = ways
            .drain(..)
            .map(|nests| self.lines((gap, at), close, &texts, &nests))
            .find(|lines| window.holds(self, at, lines, entries.len()));
        let lines = held.unwrap_or_else(|| self.lines((gap, at), close, &texts, &first));
        (at..at, lines)
    }

    /// Ways to nest the entries of a gap: as their owners have them, as what stands behind, as what stands before, not at all.
    fn ways(&self, gap: usize, entries: &[Entry<'a>], texts: &[String]) -> Vec<Vec<String>> {
        let behind = nest(self.base, gap);
        let before = gap
            .checked_sub(1)
            .map_or("", |before| nest(self.base, before));
        // Whether what an entry follows still holds what is nested in it.
        let mut holds = true;
        let mut own: Vec<String> = Vec::with_capacity(entries.len());
        for (n, (entry, text)) in entries.iter().zip(texts).enumerate() {
            let last = n.checked_sub(1).and_then(|n| entries.get(n));
            holds &= last.is_none_or(|one| std::ptr::eq(one.document, entry.document));
            let nest = nest(entry.document, entry.span.start);
            // What stands behind would be torn from its item by anything less.
            own.push(
                if holds && nest.len() >= behind.len() {
                    nest
                } else {
                    behind
                }
                .to_owned(),
            );
            holds &= entry.first().map(|one| one.kind) != Some(Kind::Item) || begins_an_item(text);
        }
        let inside = gap
            .checked_sub(1)
            .map(|index| self.inside(index))
            .unwrap_or_default();
        let mut ways = vec![own];
        for nest in [behind, before, inside.as_str(), ""] {
            let same = vec![nest.to_owned(); entries.len()];
            if !ways.contains(&same) {
                ways.push(same);
            }
        }
        ways
    }

    /// What would nest a paragraph in the item that a paragraph of the base is.
    fn inside(&self, index: usize) -> String {
        let Some(paragraph) = self.base.paragraphs().get(index) else {
            return String::new();
        };
        let line = self.base.whole_lines(index).start;
        let head = self.base.source().get(line..paragraph.body.start);
        " ".repeat(head.unwrap_or_default().chars().count().min(12))
    }

    /// Entries on lines of their own, with blank lines round them, but in a list whose items stand line upon line.
    ///
    /// Behind the last item of a text they stand as their owners have them: `close`, or not.
    fn lines(
        &self,
        (gap, at): (usize, usize),
        close: bool,
        texts: &[String],
        nests: &[String],
    ) -> String {
        let source = self.base.source();
        let newline = if source.contains("\r\n") {
            "\r\n"
        } else {
            "\n"
        };
        let before = source.get(..at).unwrap_or_default();
        let behind = source.get(at..).unwrap_or_default();
        let blank = |line: Option<&str>| line.is_none_or(|line| line.trim().is_empty());
        let is_item = |index: Option<usize>| {
            index
                .and_then(|index| self.base.paragraphs().get(index))
                .map(|one| one.kind)
                == Some(Kind::Item)
        };
        let tight = is_item(gap.checked_sub(1))
            && (is_item(Some(gap)) && !blank(behind.lines().next()) || behind.is_empty() && close)
            && texts.iter().all(|text| begins_an_item(text));
        let between = if tight { "" } else { newline };
        let mut out = String::new();
        if !before.is_empty() && !before.ends_with('\n') {
            out.push_str(newline);
        }
        for (n, (text, nest)) in texts.iter().zip(nests).enumerate() {
            if n > 0 || !blank(before.lines().next_back()) {
                out.push_str(between);
            }
            let text = nested(text, nest);
            out.push_str(&if newline == "\n" {
                text
            } else {
                text.replace('\n', newline)
            });
            out.push_str(newline);
        }
        if !tight && !blank(behind.lines().next()) {
            out.push_str(newline);
        }
        out
    }

    /// Where the text begins behind the front matter.
    fn body_start(&self) -> usize {
        let mut paragraphs = self.base.paragraphs().iter();
        let first = paragraphs.find(|one| one.kind != Kind::Title);
        first.map_or(self.base.source().len(), |one| {
            self.base.whole_lines(one.index).start
        })
    }

    /// A new paragraph in its owners' bracket, with its marks and label outside.
    fn entry(&self, gap: usize, entry: &Entry<'_>, numbering: &mut Numbering<'_>) -> String {
        let rivals = entry.rivals.iter().flat_map(|(owners, _)| owners);
        let wanting = entry.owners.iter().chain(rivals).cloned().collect();
        let dissenters = self.circle.dissenters(&wanting);
        let nothing = (!dissenters.is_empty()).then(|| format!("{}: –", dissenters.join(", ")));
        let owners: Vec<&str> = entry.owners.iter().map(String::as_str).collect();
        let owners = owners.join(", ");
        if entry.is_block() {
            let lines = lines_of(entry.document, &entry.span);
            let words = entry.document.source().get(lines).unwrap_or_default();
            let words = unnested(words, nest(entry.document, entry.span.start));
            let words = quote(words.trim_end(), self.circle.parties);
            let nothing = nothing.map_or(String::new(), |nothing| format!("\n/ {nothing}"));
            return format!("[{owners}:\n\n{words}\n{nothing}\n]");
        }
        let index = entry.span.start;
        let head = match entry.mark() {
            Some(mark) => format!("{mark} "),
            None => numbering.head(entry.document, index, gap),
        };
        let quoted = |words: &str| quote(fold(words).trim(), self.circle.parties);
        let mut rows = vec![format!("{owners}: {}", quoted(&entry.words()))];
        rows.extend(entry.rivals.iter().map(|(owners, words)| {
            let owners: Vec<&str> = owners.iter().map(String::as_str).collect();
            format!("{}: {}", owners.join(", "), quoted(words))
        }));
        rows.extend(nothing);
        rows.sort();
        format!("{head}[{}]", rows.join(" / "))
    }
}

/// The paragraphs round a gap, as far as a container may reach.
struct Window {
    /// Ordinals of the base.
    span: Range<usize>,
    /// Bytes of the base.
    lines: Range<usize>,
}

impl Window {
    fn round(base: &Document, gap: usize) -> Window {
        let all = base.paragraphs();
        // What is not indented begins nothing that reaches past the next such.
        let open = |index: usize| {
            all.get(index).is_none_or(|one| {
                matches!(one.kind, Kind::Heading | Kind::Paragraph) && nest(base, index).is_empty()
            })
        };
        let mut start = gap.saturating_sub(1);
        while start > 0 && (!open(start) || is_title(base, start)) {
            start -= 1;
        }
        if is_title(base, start) {
            start += 1;
        }
        let mut end = gap;
        while end < all.len() && !open(end) {
            end += 1;
        }
        let end = (end + 1).min(all.len()).max(start);
        Window {
            lines: lines_of(base, &(start..end)),
            span: start..end,
        }
    }

    /// Whether with some lines put in nothing else is another paragraph, and each of the new brackets is one.
    fn holds(&self, additions: &Additions<'_>, at: usize, lines: &str, brackets: usize) -> bool {
        let base = additions.base;
        let source = base.source();
        let cut = |range: Range<usize>| source.get(range).unwrap_or_default();
        if self.span.is_empty() || at < self.lines.start || at > self.lines.end {
            return true;
        }
        let text = format!(
            "{}{lines}{}",
            cut(self.lines.start..at),
            cut(at..self.lines.end)
        );
        let after = Document::parse_with(text, additions.circle.parties);
        let was = base.paragraphs().get(self.span.clone()).unwrap_or_default();
        let is = after.paragraphs();
        let same =
            |one: &Paragraph, other: &Paragraph| one.kind == other.kind && one.text == other.text;
        let ahead = was
            .iter()
            .filter(|one| base.whole_lines(one.index).start < at)
            .count();
        let rest = was.len() - ahead;
        let Some(new) = is.len().checked_sub(was.len()) else {
            return false;
        };
        let stand = was
            .iter()
            .take(ahead)
            .zip(is)
            .all(|(one, other)| same(one, other))
            && was
                .iter()
                .rev()
                .take(rest)
                .zip(is.iter().rev())
                .all(|(one, other)| same(one, other));
        let new = ahead..ahead + new;
        let owned = after
            .brackets()
            .iter()
            .filter(|one| one.is_owned() && one.parent.is_none() && new.contains(&one.paragraph))
            .count();
        stand && owned >= brackets
    }
}

/// The new paragraphs of a version, those that a bracket spans as one.
fn entries_of<'a>(version: &Version<'a>, run: &[usize]) -> Vec<Entry<'a>> {
    let blocks = blocks(version.document);
    let mut entries: Vec<Entry<'a>> = Vec::new();
    for &index in run {
        if entries
            .last()
            .is_some_and(|last| last.span.contains(&index))
        {
            continue;
        }
        let block = blocks.iter().find(|block| block.start == index).cloned();
        let span = block.unwrap_or(index..index + 1);
        let Some(paragraph) = version.document.paragraphs().get(index) else {
            continue;
        };
        let words = if span.len() > 1 {
            let lines = lines_of(version.document, &span);
            fold(version.document.source().get(lines).unwrap_or_default())
        } else {
            let mark = note_mark(version.document, index).unwrap_or_default();
            format!("{mark}{}", fold(&plain(version.document, index)))
        };
        entries.push(Entry {
            key: (paragraph.kind as u8, paragraph.depth, words),
            document: version.document,
            span,
            owners: [version.party.to_owned()].into(),
            rivals: Vec::new(),
        });
    }
    entries
}

/// Two orders of new paragraphs as one; what stands in both in the same order stands once.
fn merged<'a>(one: Vec<Entry<'a>>, other: Vec<Entry<'a>>) -> Vec<Entry<'a>> {
    let (rows, columns) = (one.len(), other.len());
    // How many are common to what follows in each.
    let mut common = vec![vec![0_usize; columns + 1]; rows + 1];
    let at = |common: &[Vec<usize>], row: usize, column: usize| {
        common
            .get(row)
            .and_then(|row| row.get(column))
            .copied()
            .unwrap_or(0)
    };
    for row in (0..rows).rev() {
        for column in (0..columns).rev() {
            let same = one.get(row).map(|one| &one.key) == other.get(column).map(|one| &one.key);
            let best = if same {
                at(&common, row + 1, column + 1) + 1
            } else {
                at(&common, row + 1, column).max(at(&common, row, column + 1))
            };
            if let Some(slot) = common.get_mut(row).and_then(|row| row.get_mut(column)) {
                *slot = best;
            }
        }
    }
    let mut out: Vec<Entry<'a>> = Vec::with_capacity(rows + columns);
    let (mut row, mut column) = (0, 0);
    let mut one = one.into_iter().peekable();
    let mut other = other.into_iter().peekable();
    loop {
        match (one.peek(), other.peek()) {
            (Some(a), Some(b)) if a.key == b.key => {
                if let (Some(mut a), Some(b)) = (one.next(), other.next()) {
                    a.owners.extend(b.owners);
                    out.push(a);
                }
                (row, column) = (row + 1, column + 1);
            }
            // What bears the smaller number comes first, where nothing that both have says otherwise.
            (Some(a), Some(b))
                if at(&common, row, column + 1) == at(&common, row + 1, column)
                    && b.comes_before(a) =>
            {
                out.extend(other.next());
                column += 1;
            }
            (Some(_), Some(_)) if at(&common, row, column + 1) > at(&common, row + 1, column) => {
                out.extend(other.next());
                column += 1;
            }
            (Some(_), _) => {
                out.extend(one.next());
                row += 1;
            }
            (None, Some(_)) => {
                out.extend(other.next());
                column += 1;
            }
            (None, None) => return out,
        }
    }
}

/// Lines behind what nests them.
pub(super) fn nested(text: &str, nest: &str) -> String {
    if nest.is_empty() {
        return text.to_owned();
    }
    let lines: Vec<String> = text
        .split('\n')
        .map(|line| format!("{nest}{line}").trim_end().to_owned())
        .collect();
    lines.join("\n")
}

/// Lines without what nests the first of them.
pub(super) fn unnested(text: &str, nest: &str) -> String {
    let lines: Vec<&str> = text
        .split('\n')
        .map(|line| line.strip_prefix(nest).unwrap_or(line))
        .collect();
    lines.join("\n")
}

/// Whether a line begins with a list's marker: `- `, `12. `.
fn begins_an_item(line: &str) -> bool {
    let line = line.trim_start_matches([' ', '\t', '>']);
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let marked = if rest.len() < line.len() {
        rest.strip_prefix(['.', ')'])
    } else {
        rest.strip_prefix(['-', '*', '+'])
    };
    marked.is_some_and(|rest| rest.starts_with([' ', '\t']))
}

/// The bytes of the lines that some paragraphs stand on.
pub(super) fn lines_of(document: &Document, span: &Range<usize>) -> Range<usize> {
    let start = document.whole_lines(span.start).start;
    let end = document.whole_lines(span.end.saturating_sub(1)).end;
    start..end.max(start)
}
