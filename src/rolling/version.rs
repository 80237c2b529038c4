//! What one party's text makes of the base: each paragraph kept, edited or gone, and what stands new between them.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::diff::{ChangeKind, align};
use crate::text::{Document, Kind, Paragraph, fold, words};

/// What became of a paragraph of the base.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fate {
    /// It stands as it was.
    Kept,
    /// It has these words.
    Edited(String),
    /// It is not there, or not in this place.
    Gone,
}

/// A party's text beside the base.
pub(super) struct Version<'a> {
    pub(super) party: &'a str,
    pub(super) document: &'a Document,
    /// For each paragraph of the base.
    pub(super) fates: Vec<Fate>,
    /// Paragraphs of its own that are new, by the number of the base's paragraphs before them.
    pub(super) runs: BTreeMap<usize, Vec<usize>>,
    /// For each of its paragraphs, how many of the base's stand before it, itself included; never falling.
    homes: Vec<usize>,
    /// For each paragraph of the base the one in whose place it stands.
    pairs: Vec<Option<usize>>,
}

impl<'a> Version<'a> {
    /// A party's text beside the base; what became of its paragraphs is found by [`Version::judge`].
    pub(super) fn of(base: &Document, party: &'a str, document: &'a Document) -> Version<'a> {
        let pairs = partners(base, document);
        let mut partner: Vec<Option<usize>> = vec![None; document.paragraphs().len()];
        for (index, pair) in pairs.iter().enumerate() {
            if let Some(slot) = pair.and_then(|other| partner.get_mut(other)) {
                *slot = Some(index);
            }
        }
        let mut runs: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let mut gap = usize::from(is_title(base, 0));
        let mut homes = Vec::with_capacity(partner.len());
        for (other, partner) in partner.into_iter().enumerate() {
            match partner {
                Some(index) => gap = index + 1,
                None if is_title(document, other) || is_empty_heading(document, other) => {}
                None => runs.entry(gap).or_default().push(other),
            }
            homes.push(gap);
        }
        Version {
            party,
            document,
            fates: Vec::new(),
            runs,
            homes,
            pairs,
        }
    }

    /// Headings and footnotes of the base that have a number, words, or both, and something else of these here.
    pub(super) fn reheaded<'b>(&'b self, base: &'b Document) -> impl Iterator<Item = usize> + 'b {
        let pairs = self.pairs.iter().enumerate();
        pairs.filter_map(move |(index, pair)| {
            let other = (*pair)?;
            let (one, other) = (head_of(base, index)?, head_of(self.document, other)?);
            (one != other).then_some(index)
        })
    }

    /// Finds what became of each paragraph of the base; of those in `entire` the label is among the words.
    pub(super) fn judge(&mut self, base: &Document, entire: &BTreeSet<usize>) {
        let fates = self
            .pairs
            .iter()
            .enumerate()
            .map(|(index, pair)| match pair {
                None if is_title(base, index) || is_empty_heading(base, index) => Fate::Kept,
                None => Fate::Gone,
                Some(other) => {
                    let labelled = entire.contains(&index);
                    let (was, is) = (
                        worded(base, index, labelled),
                        worded(self.document, *other, labelled),
                    );
                    if fold(&was) == fold(&is) {
                        Fate::Kept
                    } else {
                        Fate::Edited(fold(&is))
                    }
                }
            });
        self.fates = fates.collect();
    }

    /// Its paragraphs in the place of some of the base's, with what stands new behind each of them; where they are the first
    /// of the text, with what stands new before them too.
    pub(super) fn across(&self, span: &Range<usize>, first: bool) -> Range<usize> {
        let titled = usize::from(is_title(self.document, 0));
        let start = match first {
            true => titled,
            false => self.homes.partition_point(|home| *home <= span.start),
        };
        let end = self.homes.partition_point(|home| *home <= span.end);
        start.max(titled)..end.max(start).max(titled)
    }

    /// Whether it leaves some paragraphs of the base as they are, with nothing new between them.
    pub(super) fn keeps(&self, span: &Range<usize>, first: bool) -> bool {
        let kept = |index: usize| self.fates.get(index) == Some(&Fate::Kept);
        let gaps = span.start + usize::from(!first)..=span.end;
        span.clone().all(kept) && self.runs.range(gaps).next().is_none()
    }

    /// The paragraph of the base that stands where one of its own does.
    pub(super) fn home(&self, other: usize) -> usize {
        self.homes
            .get(other)
            .map_or(0, |home| home.saturating_sub(1))
    }
}

pub(super) fn is_title(document: &Document, index: usize) -> bool {
    let paragraph = document.paragraphs().get(index);
    paragraph.is_some_and(|paragraph| paragraph.kind == Kind::Title)
}

/// What stands before a heading's words.
const MARKS: [char; 3] = [' ', '\t', '#'];

fn is_heading(document: &Document, index: usize) -> Option<&Paragraph> {
    let paragraph = document.paragraphs().get(index);
    paragraph.filter(|one| one.kind == Kind::Heading)
}

/// A heading without a word, `##`: nothing that could be bracketed.
fn is_empty_heading(document: &Document, index: usize) -> bool {
    is_heading(document, index).is_some_and(|one| one.text.is_empty() && one.label.is_none())
}

/// A heading that is nothing but its label, `## Article 19`.
pub(super) fn is_bare_heading(document: &Document, index: usize) -> bool {
    let source = document.source();
    let bare = |one: &Paragraph| {
        let marks = source.get(one.span.start..one.body.start);
        let body = source.get(one.body.clone()).unwrap_or_default();
        one.label.is_some()
            && one.text == fold(body)
            && marks.is_some_and(|marks| marks.trim_matches(MARKS).is_empty())
    };
    is_heading(document, index).is_some_and(bare)
}

/// What a heading or a footnote has before its words, a label or an item's number, and whether it is nothing else.
fn head_of(document: &Document, index: usize) -> Option<(bool, bool)> {
    let paragraph = document.paragraphs().get(index)?;
    match paragraph.kind {
        Kind::Heading => Some((paragraph.label.is_some(), is_bare_heading(document, index))),
        Kind::Footnote => Some((paragraph.span.start < paragraph.body.start, false)),
        _ => None,
    }
}

/// Where a paragraph's words stand; with `labelled`, those of a heading or a footnote with its number.
pub(super) fn words_of(document: &Document, index: usize, labelled: bool) -> Range<usize> {
    let Some(paragraph) = document.paragraphs().get(index) else {
        return 0..0;
    };
    if !labelled {
        return paragraph.body.clone();
    }
    let head = document
        .source()
        .get(paragraph.span.start..paragraph.body.start);
    let behind_marks = head.map(|head| head.trim_start_matches(MARKS).len());
    paragraph.body.start - behind_marks.unwrap_or(0)..paragraph.body.end
}

/// A paragraph's words; with `labelled`, those of a heading or a footnote with its number.
pub(super) fn worded(document: &Document, index: usize, labelled: bool) -> String {
    match labelled {
        true => document
            .source()
            .get(words_of(document, index, true))
            .unwrap_or_default()
            .to_owned(),
        false => plain(document, index),
    }
}

/// A paragraph's words without what nests its lines: quotation marks, indents.
pub(super) fn plain(document: &Document, index: usize) -> String {
    if is_title(document, index) {
        // Its quotation marks and escapes are YAML's.
        let title = document.paragraphs().get(index);
        return title.map_or(String::new(), |title| title.text.clone());
    }
    let body = document.body(index);
    let nested = |line: &str| line.starts_with([' ', '\t', '>']);
    if !body.lines().skip(1).any(nested) {
        return body.to_owned();
    }
    let quoted = document
        .paragraphs()
        .get(index)
        .is_some_and(|paragraph| paragraph.kind == Kind::Quote);
    let lines: Vec<&str> = body
        .lines()
        .map(|line| {
            if quoted {
                line.trim_start_matches([' ', '\t', '>'])
            } else {
                line.trim_start()
            }
        })
        .collect();
    fold(&lines.join("\n"))
}

/// Whether a paragraph may take the place of another: the same kind of paragraph, nested as deep.
fn alike(one: &Paragraph, other: &Paragraph) -> bool {
    // Where no words are there is no place to put any.
    if one.text.is_empty() != other.text.is_empty() {
        return false;
    }
    let same = one.kind == other.kind && one.depth == other.depth;
    let whole = matches!(one.kind, Kind::Table | Kind::Code);
    // `12.` is an item to Markdown and `12 bis.` is none.
    let numbered = |item: &Paragraph, prose: &Paragraph| {
        item.kind == Kind::Item
            && prose.kind == Kind::Paragraph
            && item.depth == prose.depth + 1
            && item.label.is_some()
            && prose.label.is_some()
    };
    (same && (!whole || one.text == other.text)) || numbered(one, other) || numbered(other, one)
}

/// For each paragraph of the base the one in whose place it stands; what was moved stands in none.
pub(super) fn partners(base: &Document, document: &Document) -> Vec<Option<usize>> {
    let mut pairs = pairs(base, document);
    by_mark(&mut pairs, base, document);
    keep_order(&mut pairs, base, document);
    keep_blocks(&mut pairs, base, document);
    pairs
}

/// A footnote is the one that bears its mark, whatever it says: the words that bear the mark too mean that one.
fn by_mark(pairs: &mut [Option<usize>], base: &Document, document: &Document) {
    let (old, new) = (notes(base), notes(document));
    if old.is_empty() {
        return;
    }
    let marked: BTreeSet<usize> = new.values().copied().collect();
    for pair in pairs.iter_mut() {
        *pair = pair.filter(|other| !marked.contains(other));
    }
    for (mark, index) in old {
        if let Some(pair) = pairs.get_mut(index) {
            *pair = new.get(mark).copied();
        }
    }
}

/// The footnotes of a text by their marks; of two with one mark the first.
fn notes(document: &Document) -> BTreeMap<&str, usize> {
    let mut all = BTreeMap::new();
    for one in document.paragraphs() {
        if let Some(mark) = note_mark(document, one.index) {
            all.entry(mark).or_insert(one.index);
        }
    }
    all
}

/// The mark of a footnote at its first paragraph: `[^2]:`.
pub(super) fn note_mark(document: &Document, index: usize) -> Option<&str> {
    let paragraph = document.paragraphs().get(index)?;
    if paragraph.kind != Kind::Footnote {
        return None;
    }
    let line = document.whole_lines(index).start;
    let head = document
        .source()
        .get(line..paragraph.span.start)?
        .trim_start();
    // A list may begin behind it.
    let end = head.find("]:")? + "]:".len();
    head.get(..end).filter(|mark| mark.starts_with("[^"))
}

/// For each paragraph of the base the one it became.
fn pairs(base: &Document, document: &Document) -> Vec<Option<usize>> {
    let (old, new) = (base.paragraphs(), document.paragraphs());
    let mut pairs = vec![None; old.len()];
    let mut pair = |index: usize, other: usize| {
        let fits = match (old.get(index), new.get(other)) {
            (Some(one), Some(other)) => alike(one, other),
            _ => false,
        };
        if let Some(slot) = pairs.get_mut(index).filter(|_| fits) {
            *slot = Some(other);
        }
    };
    for change in align(base, document).changes {
        match change.kind {
            ChangeKind::Inserted | ChangeKind::Deleted => {}
            ChangeKind::Split => {
                let Some(&index) = change.old.first() else {
                    continue;
                };
                if let Some(best) = nearest(base, index, document, &change.new) {
                    pair(index, best);
                }
            }
            ChangeKind::Merged => {
                let Some(&other) = change.new.first() else {
                    continue;
                };
                if let Some(best) = nearest(document, other, base, &change.old) {
                    pair(best, other);
                }
            }
            _ => {
                for (&index, &other) in change.old.iter().zip(&change.new) {
                    pair(index, other);
                }
            }
        }
    }
    pairs
}

/// Which of some paragraphs has the most words of another.
fn nearest(one: &Document, index: usize, many: &Document, others: &[usize]) -> Option<usize> {
    let counted = |text: &str| {
        let mut bag: BTreeMap<String, usize> = BTreeMap::new();
        for word in words(text) {
            *bag.entry(word.to_lowercase()).or_default() += 1;
        }
        bag
    };
    let bag = counted(&one.paragraphs().get(index)?.text);
    let shared = |other: usize| -> usize {
        let text = many.paragraphs().get(other).map(|one| one.text.as_str());
        let theirs = counted(text.unwrap_or_default());
        let both = |(word, n): (&String, &usize)| (*n).min(theirs.get(word).copied().unwrap_or(0));
        bag.iter().map(both).sum()
    };
    let best = others.iter().rev().max_by_key(|other| shared(**other));
    best.copied()
}

/// Leaves the pairs of the longest common order, counted in words; the others are taken apart, and so a move is a deletion
/// here and an addition there.
fn keep_order(pairs: &mut [Option<usize>], base: &Document, document: &Document) {
    let all: Vec<(usize, usize)> = pairs
        .iter()
        .enumerate()
        .filter_map(|(index, pair)| Some((index, (*pair)?)))
        .collect();
    if all.is_sorted_by_key(|(_, other)| *other) {
        return;
    }
    let counted = base.counted();
    let weigh = |index: usize| counted.get(index).map_or(1, |one| one.words + 1);
    // By where an order ends in the new text: the heaviest so far, and its last pair.
    let mut ends: Vec<(usize, usize)> = vec![(0, usize::MAX); document.paragraphs().len() + 1];
    let mut before: Vec<usize> = Vec::with_capacity(all.len());
    let mut best = (0, usize::MAX);
    for (n, (index, other)) in all.iter().enumerate() {
        // The tree keeps the greatest of every stretch, so that the greatest before a place is found in few steps.
        let mut heaviest = (0, usize::MAX);
        let mut at = *other;
        while at > 0 {
            if let Some(end) = ends.get(at).filter(|end| end.0 > heaviest.0) {
                heaviest = *end;
            }
            at -= at & at.wrapping_neg();
        }
        before.push(heaviest.1);
        let weight = heaviest.0 + weigh(*index);
        if weight > best.0 {
            best = (weight, n);
        }
        let mut at = other + 1;
        while let Some(end) = ends.get_mut(at) {
            if weight > end.0 {
                *end = (weight, n);
            }
            at += at & at.wrapping_neg();
        }
    }
    let mut kept = vec![None; pairs.len()];
    let mut n = best.1;
    while let Some((index, other)) = all.get(n) {
        if let Some(slot) = kept.get_mut(*index) {
            *slot = Some(*other);
        }
        n = before.get(n).copied().unwrap_or(usize::MAX);
    }
    pairs.copy_from_slice(&kept);
}

/// The paragraphs that each owned bracket over several of them spans: they stand or go together.
pub(super) fn blocks(document: &Document) -> Vec<Range<usize>> {
    let brackets = document.brackets().iter();
    let mut all: Vec<Range<usize>> = Vec::new();
    for bracket in brackets {
        if !bracket.is_owned() || bracket.paragraph == bracket.end_paragraph {
            continue;
        }
        let block = bracket.paragraph..bracket.end_paragraph + 1;
        match all.last_mut() {
            Some(last) if block.start < last.end => last.end = last.end.max(block.end),
            _ => all.push(block),
        }
    }
    all
}

/// Takes pairs apart that would leave a piece of a block of either text without the rest.
fn keep_blocks(pairs: &mut [Option<usize>], base: &Document, document: &Document) {
    let (old, new) = (blocks(base), blocks(document));
    if old.is_empty() && new.is_empty() {
        return;
    }
    let lines = |document: &Document, block: &Range<usize>| {
        let start = document.whole_lines(block.start).start;
        let end = document.whole_lines(block.end.saturating_sub(1)).end;
        fold(document.source().get(start..end).unwrap_or_default())
    };
    let whole = |pairs: &[Option<usize>], block: &Range<usize>| -> Option<Range<usize>> {
        let first = (*pairs.get(block.start)?)?;
        let partners = first..first + block.len();
        let all = block.clone().zip(partners.clone());
        let in_line = all
            .into_iter()
            .all(|(index, other)| pairs.get(index).is_some_and(|pair| *pair == Some(other)));
        let same = in_line && lines(base, block) == lines(document, &partners);
        (same && new.contains(&partners)).then_some(partners)
    };
    let standing: Vec<(Range<usize>, Range<usize>)> = old
        .iter()
        .filter_map(|block| Some((block.clone(), whole(pairs, block)?)))
        .collect();
    for (index, pair) in pairs.iter_mut().enumerate() {
        let Some(other) = *pair else { continue };
        let stands = standing
            .iter()
            .any(|(block, partners)| block.contains(&index) && partners.contains(&other));
        let in_block = old.iter().any(|block| block.contains(&index))
            || new.iter().any(|block| block.contains(&other));
        if in_block && !stands {
            *pair = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(base: &str, text: &str) -> (Vec<Fate>, Vec<(usize, Vec<usize>)>) {
        let (base, document) = (Document::parse(base), Document::parse(text));
        let mut version = Version::of(&base, "EU", &document);
        version.judge(&base, &BTreeSet::new());
        (version.fates, version.runs.into_iter().collect())
    }

    const BASE: &str = "1\\. States shall take all appropriate measures.\n\n2\\. Each State shall report every second year.\n\n3\\. The Secretariat shall publish what is reported.\n";

    #[test]
    fn what_is_kept_edited_gone_and_new_is_told() {
        let text = "1\\. States shall take all appropriate measures.\n\n2\\. Each State shall report every third year.\n\nA new one, about something else entirely.\n";
        let edited = Fate::Edited("Each State shall report every third year.".to_owned());
        assert_eq!(
            told(BASE, text),
            (vec![Fate::Kept, edited, Fate::Gone], vec![(2, vec![2])])
        );
    }

    #[test]
    fn what_was_moved_goes_here_and_comes_there() {
        let text = "1\\. Each State shall report every second year.\n\n2\\. The Secretariat shall publish what is reported.\n\n3\\. States shall take all appropriate measures.\n";
        assert_eq!(
            told(BASE, text),
            (vec![Fate::Gone, Fate::Kept, Fate::Kept], vec![(3, vec![2])])
        );
    }

    #[test]
    fn a_heading_of_another_level_is_another_paragraph() {
        assert_eq!(
            told("# Scope\n\nText.\n", "## Scope\n\nText.\n"),
            (vec![Fate::Gone, Fate::Kept], vec![(0, vec![0])])
        );
    }
}
