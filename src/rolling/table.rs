//! The base with what everybody wants of it laid beside it, passage by passage.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use super::additions::{Additions, lines_of, nested, unnested};
use super::discord::Discord;
use super::laid::{Fault, Laid};
use super::numbering::{Numbering, nest};
use super::passages::{Grain, Passage, Passages};
use super::proof::{Court, name_of};
use super::quote::{quote, quote_lines, quote_literally};
use super::reading::{Bare, Reader, read_text};
use super::remains::Piece;
use super::side_by_side::side_by_side;
use super::version::{Fate, Version, blocks, is_title, worded, words_of};
use super::weave::{Alternative, Circle, Wish, weave, whole};
use crate::text::{Document, Kind, fold};

/// How finely a paragraph is bracketed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// Word by word.
    Words,
    /// Paragraph by paragraph.
    Paragraphs,
}

/// The base and all that is to be laid into it.
pub(super) struct Table<'a> {
    pub(super) base: &'a Document,
    pub(super) versions: &'a [Version<'a>],
    /// Headings of the base that are bracketed with their label.
    pub(super) entire: &'a BTreeSet<usize>,
    /// Addresses of new names, behind the base.
    pub(super) appended: Option<Piece>,
    pub(super) circle: Circle<'a>,
}

impl Table<'_> {
    /// The base with what parties want of each passage in brackets, as finely as the passages say.
    ///
    /// What was laid of a passage once is `known`.
    pub(super) fn lay(
        &self,
        passages: &Passages,
        known: &mut HashMap<Passage, Vec<Piece>>,
    ) -> Result<Laid, Vec<Fault>> {
        let mut pieces: Vec<Piece> = Vec::new();
        let mut faults: Vec<Fault> = Vec::new();
        if is_title(self.base, 0) {
            match self.woven(0, Way::Words) {
                Ok(piece) => pieces.extend(piece),
                Err(fault) => faults.push(fault),
            }
        }
        let blocks = blocks(self.base);
        let additions = self.additions();
        let mut numbering = Numbering::of(self.base);
        let fresh: Vec<&Passage> = passages
            .all()
            .iter()
            .filter(|one| !known.contains_key(*one))
            .collect();
        let woven = side_by_side(&fresh, |passage| self.passage(passage, &blocks));
        for (passage, woven) in fresh.into_iter().zip(woven) {
            match woven {
                Ok(woven) => {
                    known.insert(passage.clone(), woven);
                }
                Err(fault) => faults.push(fault),
            }
        }
        for passage in passages.all() {
            pieces.extend(known.get(passage).into_iter().flatten().cloned());
            if passage.grain < Grain::Whole {
                pieces.extend(additions.pieces(passage, &mut numbering));
            }
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        pieces.extend(self.appended.clone());
        let bytes = if pieces.is_empty() {
            self.base.print()
        } else {
            self.base.with_pieces(&pieces)
        };
        Ok(Laid { bytes, pieces })
    }

    fn additions(&self) -> Additions<'_> {
        Additions {
            base: self.base,
            versions: self.versions,
            circle: self.circle,
        }
    }

    /// What parties want of a passage in brackets, but for what stands new between its paragraphs if it is not whole.
    fn passage(&self, passage: &Passage, blocks: &[Range<usize>]) -> Result<Vec<Piece>, Fault> {
        let way = match passage.grain {
            Grain::Words => Way::Words,
            Grain::Paragraphs => Way::Paragraphs,
            Grain::Whole | Grain::Literal => return Ok(self.stood(passage).into_iter().collect()),
        };
        let mut pieces = Vec::new();
        let mut index = passage.span.start;
        while index < passage.span.end {
            let at = blocks.binary_search_by_key(&index, |block| block.start);
            let block = at.ok().and_then(|at| blocks.get(at));
            let unit = block.cloned().unwrap_or(index..index + 1);
            if block.is_some() || self.stands_whole(index) {
                pieces.extend(self.struck(&unit));
            } else {
                pieces.extend(self.woven(index, way)?);
            }
            index = unit.end;
        }
        Ok(pieces)
    }

    /// The finest grain from `passage`'s on by which everybody reads in its lines alone what it wrote.
    pub(super) fn grain(&self, passage: &Passage, court: &Court<'_>) -> Grain {
        let lines = self.lines(&passage.span);
        let source = self.base.source().get(lines.clone()).unwrap_or_default();
        let blocks = blocks(self.base);
        let wrote = |version: Option<&Version<'_>>| match version {
            None => source.to_owned(),
            Some(version) if version.keeps(&passage.span, passage.first) => source.to_owned(),
            Some(version) => {
                let own = version.across(&passage.span, passage.first);
                wanted(version, &own).unwrap_or_default()
            }
        };
        let holds = |grain: &Grain| {
            let mut one = passage.clone();
            one.grain = *grain;
            let Ok(mut pieces) = self.passage(&one, &blocks) else {
                return false;
            };
            if *grain < Grain::Whole {
                let mut numbering = Numbering::of(self.base);
                pieces.extend(self.additions().pieces(&one, &mut numbering));
            }
            for (range, _) in &mut pieces {
                let inside = |at: usize| at.saturating_sub(lines.start).min(source.len());
                *range = inside(range.start)..inside(range.end);
            }
            let parties = self.circle.parties;
            let laid = Document::parse_with(source, parties).with_pieces(&pieces);
            court.holds(&Document::parse_with(laid, parties), wrote)
        };
        let all = [Grain::Paragraphs, Grain::Whole, Grain::Literal];
        let mut coarser = all.into_iter().filter(|grain| *grain >= passage.grain);
        coarser.find(holds).unwrap_or(Grain::Literal)
    }

    fn lines(&self, span: &Range<usize>) -> Range<usize> {
        if span.is_empty() {
            let end = self.base.source().len();
            return end..end;
        }
        lines_of(self.base, span)
    }

    fn kind(&self, index: usize) -> Option<Kind> {
        self.base.paragraphs().get(index).map(|one| one.kind)
    }

    fn stands_whole(&self, index: usize) -> bool {
        matches!(self.kind(index), Some(Kind::Table | Kind::Code))
    }

    /// Paragraphs that stand whole, between a bracket's two halves where somebody wants them gone.
    fn struck(&self, unit: &Range<usize>) -> Option<Piece> {
        let gone = |version: &&Version<'_>| version.fates.get(unit.start) == Some(&Fate::Gone);
        let gone = self.versions.iter().filter(gone);
        let owners: BTreeSet<String> = gone.map(|version| version.party.to_owned()).collect();
        if owners.is_empty() {
            return None;
        }
        let lines = lines_of(self.base, unit);
        let nest = nest(self.base, unit.start);
        let words = unnested(self.base.source().get(lines.clone())?.trim_end(), nest);
        let wishes = [(owners, String::new())].into();
        let text = standing(&words, wishes, self.circle, &|words| {
            quote(words, self.circle.parties)
        });
        Some((lines, nested(&text, nest) + "\n"))
    }

    /// A passage that stands whole in a bracket, with the whole of what each party wants in its place.
    fn stood(&self, passage: &Passage) -> Option<Piece> {
        let span = &passage.span;
        let source = self.base.source();
        let lines = self.lines(span);
        let words = plainly(source.get(lines.clone())?, "");
        let mut by_words: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for version in self.versions {
            if version.keeps(span, passage.first) {
                continue;
            }
            let own = version.across(span, passage.first);
            let wanted = wanted(version, &own)?;
            if wanted != words {
                let owners = by_words.entry(wanted).or_default();
                owners.insert(version.party.to_owned());
            }
        }
        if by_words.is_empty() {
            return None;
        }
        let wishes = by_words.into_iter().map(|(words, owners)| (owners, words));
        let quoted = |words: &str| match passage.grain {
            Grain::Literal => quote_literally(words, self.circle.parties),
            _ => quote_lines(words, self.circle.parties),
        };
        let text = standing(&words, wishes.collect(), self.circle, &quoted);
        let newline = if source.contains("\r\n") {
            "\r\n"
        } else {
            "\n"
        };
        let blank = |line: Option<&str>| line.is_none_or(|line| line.trim().is_empty());
        let before = source.get(..lines.start)?;
        let mut out = String::new();
        if !before.is_empty() && !before.ends_with('\n') {
            out.push('\n');
        }
        if !blank(before.lines().next_back()) {
            out.push('\n');
        }
        out.push_str(&text);
        out.push('\n');
        if !blank(source.get(lines.end..)?.lines().next()) {
            out.push('\n');
        }
        Some((lines, out.replace('\n', newline)))
    }

    /// A paragraph's words with what parties want of them in brackets; `None` where nobody wants anything.
    fn woven(&self, index: usize, way: Way) -> Result<Option<Piece>, Fault> {
        let mut by_words: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for version in self.versions {
            let words = match version.fates.get(index) {
                Some(Fate::Edited(words)) => words.as_str(),
                Some(Fate::Gone) => "",
                _ => continue,
            };
            let owners = by_words.entry(words).or_default();
            owners.push(version.party.to_owned());
        }
        let Some(paragraph) = self.base.paragraphs().get(index) else {
            return Ok(None);
        };
        let labelled = self.entire.contains(&index);
        let base = worded(self.base, index, labelled);
        let folded = fold(&base);
        by_words.retain(|words, _| *words != folded);
        if by_words.is_empty() {
            return Ok(None);
        }
        let mut wishes: Vec<Wish> = by_words
            .into_iter()
            .map(|(words, owners)| Wish {
                owners,
                words: words.to_owned(),
            })
            .collect();
        wishes.sort_by(|one, other| one.owners.cmp(&other.owners));
        let by_word = (way == Way::Words)
            .then(|| weave(&base, &wishes, self.circle))
            .flatten();
        let tries = by_word
            .into_iter()
            .chain(std::iter::once_with(|| whole(&base, &wishes, self.circle)));
        let mut failure = None;
        for words in tries {
            match self.reads_back(index, &base, &wishes, &words) {
                Ok(()) => {
                    let words = if paragraph.kind == Kind::Title {
                        in_front_matter(self.base, &paragraph.body, &words)
                    } else {
                        words
                    };
                    return Ok(Some((words_of(self.base, index, labelled), words)));
                }
                Err(fault) => failure = failure.or(Some(fault)),
            }
        }
        failure.map_or(Ok(None), Err)
    }

    /// Whether the base, an owner of each wish, and everybody for whom an owner speaks reads in some words what it wrote; the
    /// proof of the whole asks all.
    fn reads_back(
        &self,
        index: usize,
        base: &str,
        wishes: &[Wish],
        words: &str,
    ) -> Result<(), Fault> {
        let wish_of = |party: &String| {
            let own = wishes.iter().find(|wish| wish.owners.contains(party));
            own.map_or(base, |wish| wish.words.as_str())
        };
        let owners = || wishes.iter().flat_map(|wish| &wish.owners);
        let asked = |party: &&String| {
            let first = wishes
                .iter()
                .any(|wish| wish.owners.first() == Some(*party));
            first || owners().any(|owner| self.circle.parties.speaks_for(owner, party))
        };
        let readers = self.circle.submitters.iter().filter(asked);
        let readers = readers
            .map(|party| (Reader::Party(party.clone()), wish_of(party)))
            .chain(std::iter::once((Reader::Base, base)));
        for (reader, wanted) in readers {
            for bare in [Bare::Keep, Bare::Settle] {
                let reads = |text: &str| {
                    read_text(text, self.circle.parties, &reader, bare).unwrap_or_default()
                };
                let (expected, found) = (reads(wanted), reads(words));
                if expected != found {
                    let start = self
                        .base
                        .paragraphs()
                        .get(index)
                        .map_or(0, |p| p.span.start);
                    let discord = Discord::Unproved {
                        reader: name_of(&reader),
                        place: self.base.place(start),
                        expected,
                        found,
                    };
                    return Err(Fault {
                        discord,
                        places: vec![index],
                    });
                }
            }
        }
        Ok(())
    }
}

/// Words as the value of the title's line: in quotation marks, since YAML has brackets of its own.
fn in_front_matter(document: &Document, body: &Range<usize>, words: &str) -> String {
    let before = document.source().get(..body.start).unwrap_or_default();
    match before.chars().next_back() {
        Some('"') => words.replace('\\', "\\\\").replace('"', "\\\""),
        Some('\'') => words.replace('\'', "''"),
        _ => format!("\"{}\"", words.replace('\\', "\\\\").replace('"', "\\\"")),
    }
}

/// The lines of some of a version's paragraphs.
fn wanted(version: &Version<'_>, own: &Range<usize>) -> Option<String> {
    if own.is_empty() {
        return Some(String::new());
    }
    let lines = version
        .document
        .source()
        .get(lines_of(version.document, own))?;
    Some(plainly(lines, nest(version.document, own.start)))
}

/// Words of some lines: what nests the first off, one kind of line break, no space at their end.
fn plainly(lines: &str, nest: &str) -> String {
    unnested(lines.replace("\r\n", "\n").trim_matches('\n'), nest)
        .trim_end()
        .to_owned()
}

/// Paragraphs in a bracket, each alternative on lines of its own.
fn standing(
    base: &str,
    mut wishes: Vec<Alternative>,
    circle: Circle<'_>,
    quoted: &dyn Fn(&str) -> String,
) -> String {
    let owners: BTreeSet<String> = wishes
        .iter()
        .flat_map(|(owners, _)| owners.iter().cloned())
        .collect();
    let dissenters: BTreeSet<String> = circle.dissenters(&owners).into_iter().collect();
    if !dissenters.is_empty() {
        wishes.push((dissenters, base.to_owned()));
    }
    wishes.sort();
    let mut text = String::from("[");
    if !base.is_empty() {
        text.push_str(&format!("\n\n{}\n\n/ ", quoted(base)));
    }
    for (n, (owners, words)) in wishes.iter().enumerate() {
        if n > 0 {
            text.push_str("\n/ ");
        }
        let owners: Vec<&str> = owners.iter().map(String::as_str).collect();
        let owners = owners.join(", ");
        if words.is_empty() {
            text.push_str(&format!("{owners}: –"));
        } else {
            text.push_str(&format!("{owners}:\n\n{}\n", quoted(words)));
        }
    }
    text.push(']');
    text
}
