//! Three versions of a text laid into one, and the places in which they differ: how each reads there, and what is written in its stead.

use std::ops::Range;

use super::amended::Amended;
use super::cells::{Cell, cells};
use super::compile::compile;
use super::reading::{Bare, Reader, read};
use super::remains::Piece;
use super::version::partners;
use crate::text::{Document, Parties};

/// Three versions of some paragraphs.
#[derive(Debug, Clone, Copy)]
pub struct Three<'a> {
    /// What both sides began from.
    pub base: &'a str,
    /// One side's.
    pub ours: &'a str,
    /// The other's.
    pub theirs: &'a str,
}

/// How a bracket names the two sides: not at all, or each by a name that owns its alternative.
pub type Sides<'a> = Option<(&'a str, &'a str)>;

/// How the versions of a text read for somebody without words of its own.
#[derive(Debug, Clone, Copy)]
pub(super) struct Common<'a> {
    /// The base, ours, theirs.
    pub(super) three: Three<'a>,
    /// The three in one.
    pub(super) merged: &'a str,
    /// Whether something in that is contested.
    pub(super) contested: bool,
}

/// The versions laid into their base, nothing where they cannot be, and whose words are weighed there.
pub(super) fn laid<'a>(
    three: Three<'_>,
    sides: Sides<'a>,
    common: Option<Common<'_>>,
) -> (Option<Document>, Table<'a>) {
    let names = [
        "OURS",
        "THEIRS",
        "BASECOMMON",
        "OURCOMMON",
        "THEIRCOMMON",
        "ALLCOMMON",
    ]
    .map(|name| unheard(name, &three));
    let parties = Parties::Known {
        names: names.iter().cloned().collect(),
        groups: Default::default(),
    };
    let [ours, theirs, shared @ ..] = &names;
    let party = |name: &String| Reader::Party(name.clone());
    let table = Table {
        readers: [Reader::Base, party(ours), party(theirs)],
        common: common.map(|common| (shared.each_ref().map(party), common.contested)),
        parties,
        sides,
    };
    let parse = |text: &str| Document::parse_with(text, &table.parties);
    let (one, other) = (parse(three.ours), parse(three.theirs));
    let base = parse(&relabelled(&parse(three.base), &one, &other));
    let common = common.map(|common| {
        let Three { base, ours, theirs } = common.three;
        [base, ours, theirs, common.merged].map(parse)
    });
    let mut amended = vec![(ours, &one), (theirs, &other)];
    amended.extend(shared.iter().zip(common.iter().flatten()));
    let amended: Vec<Amended<'_>> = amended
        .into_iter()
        .map(|(party, document)| Amended { party, document })
        .collect();
    let rolling = compile(&base, &amended, &table.parties).ok();
    let rolling = rolling.map(|rolling| Document::parse_with(rolling, &table.parties));
    (rolling, table)
}

/// Whose words are weighed against whose.
pub(super) struct Table<'a> {
    pub(super) parties: Parties,
    /// The base, one side, the other.
    pub(super) readers: [Reader; 3],
    /// How these read for somebody without words of its own, and how they do in one; and whether something is contested in that.
    pub(super) common: Option<([Reader; 4], bool)>,
    pub(super) sides: Sides<'a>,
}

impl Table<'_> {
    /// Where the versions differ, and the bracket that stands there.
    pub(super) fn places<'d>(&self, rolling: &'d Document) -> Vec<(Range<usize>, &'d str)> {
        let mut at = 0;
        let mut places = Vec::new();
        for bracket in rolling.brackets() {
            if bracket.span.start < at || !bracket.is_owned() {
                continue;
            }
            at = bracket.span.end;
            let words = rolling.source().get(bracket.span.clone());
            places.push((bracket.span.clone(), words.unwrap_or_default()));
        }
        places
    }

    /// How a bracket reads in the base, on one side, on the other.
    pub(super) fn three(&self, words: &str) -> [String; 3] {
        self.readers
            .each_ref()
            .map(|reader| self.reads(words, reader))
    }

    pub(super) fn read(&self, document: &Document, reader: &Reader) -> String {
        let read = read(document, &self.parties, reader, Bare::Keep);
        String::from_utf8_lossy(&read).into_owned()
    }

    pub(super) fn reads(&self, words: &str, reader: &Reader) -> String {
        let read = self.read(&Document::parse_with(words, &self.parties), reader);
        if read.contains("\n\n") {
            read.trim_matches('\n').trim_end().to_owned()
        } else {
            read.trim().to_owned()
        }
    }
}

/// A name that none of three texts holds.
fn unheard(name: &str, three: &Three<'_>) -> String {
    let mut name = name.to_owned();
    while [three.base, three.ours, three.theirs]
        .iter()
        .any(|text| text.contains(&name))
    {
        name.push('·');
    }
    name
}

/// The base with the labels that one side gave its paragraphs.
fn relabelled(base: &Document, ours: &Document, theirs: &Document) -> String {
    let head = |document: &Document, index: usize| {
        let paragraph = document.paragraphs().get(index)?;
        let head = document
            .source()
            .get(paragraph.span.start..paragraph.body.start);
        head.map(str::to_owned)
    };
    let (one, other) = (partners(base, ours), partners(base, theirs));
    let mut pieces: Vec<Piece> = Vec::new();
    for paragraph in base.paragraphs() {
        let of = |partners: &[Option<usize>], document: &Document| {
            let partner = partners.get(paragraph.index).copied().flatten();
            partner.and_then(|partner| head(document, partner))
        };
        let was = head(base, paragraph.index);
        let changed = [of(&one, ours), of(&other, theirs)]
            .into_iter()
            .flatten()
            .find(|is| Some(is) != was.as_ref());
        if let Some(head) = changed {
            pieces.push((paragraph.span.start..paragraph.body.start, head));
        }
    }
    String::from_utf8_lossy(&base.with_pieces(&pieces)).into_owned()
}

/// Versions of a place cut into cells, where they stand in one paragraph and can be; else the place itself.
pub(super) fn finer<const N: usize>(folded: [&str; N], whole: [&str; N]) -> Vec<Cell<N>> {
    let blocks = whole.iter().any(|words| words.contains("\n\n"));
    let cut =
        (!blocks && folded.first().is_some_and(|base| !base.is_empty())).then(|| cells(folded));
    let uncut = || vec![whole.map(str::to_owned)];
    cut.flatten().unwrap_or_else(uncut)
}

/// Puts a bracket in a cell's place, with the spaces that some version has at its edges.
pub(super) fn set(out: &mut String, cell: &[&str], bracket: &str, behind: &str) {
    let any = |at: fn(&str) -> bool| cell.iter().any(|words| at(words));
    let touches = |signs: &str| signs.starts_with(['(', '[', ':', '［']);
    let lead = any(|words| words.starts_with(char::is_whitespace));
    if (lead || out.ends_with([']', '!', '\\', '］'])) && !out.ends_with(' ') {
        out.push(' ');
    }
    out.push_str(bracket);
    let trail = any(|words| words.ends_with(char::is_whitespace)) || touches(behind);
    if trail && !behind.is_empty() {
        out.push(' ');
    }
}

/// Words in the place of a bracket.
pub(super) fn piece(source: &str, span: &Range<usize>, words: String) -> Piece {
    match words.is_empty() {
        true => (with_a_space(source, span), words),
        false => (span.clone(), words),
    }
}

/// Where nothing is left between two spaces, one of them goes too.
fn with_a_space(source: &str, span: &Range<usize>) -> Range<usize> {
    let before = source.get(..span.start).unwrap_or_default();
    let behind = source.get(span.end..).unwrap_or_default();
    let ends = |c: char| c.is_whitespace() || ",.;:!?)".contains(c);
    if before.ends_with(' ') && behind.starts_with(ends) {
        return span.start - 1..span.end;
    }
    span.clone()
}
