//! The proof of a rolling text: the base and every party read in it what they wrote.

use std::borrow::Cow;
use std::sync::OnceLock;

use super::discord::Discord;
use super::laid::{Fault, Laid};
use super::reading::{Bare, Origins, Reader, first, read};
use super::remains::behind;
use super::side_by_side::side_by_side;
use super::version::{Version, is_bare_heading};
use super::weave::Circle;
use crate::text::{Bracket, Document, Kind, Label, fold};

/// Before whom a rolling text is proved.
pub(super) struct Court<'a> {
    pub(super) base: &'a Document,
    pub(super) versions: &'a [Version<'a>],
    pub(super) circle: Circle<'a>,
    /// Everybody, with what it wrote; asked once, however often a text is proved.
    witnesses: OnceLock<Vec<Witness<'a>>>,
}

/// A reader, and the text that it wrote.
struct Witness<'a> {
    reader: Reader,
    version: Option<&'a Version<'a>>,
    wrote: &'a Document,
    /// How it reads its own text.
    own: [Heard<'a>; 2],
}

impl<'a> Court<'a> {
    pub(super) fn new(
        base: &'a Document,
        versions: &'a [Version<'a>],
        circle: Circle<'a>,
    ) -> Court<'a> {
        Court {
            base,
            versions,
            circle,
            witnesses: OnceLock::new(),
        }
    }

    fn witnesses(&self) -> &[Witness<'a>] {
        self.witnesses.get_or_init(|| {
            let base = (Reader::Base, None);
            let parties = self.circle.submitters.iter().map(|name| {
                let version = self.versions.iter().find(|one| one.party == name);
                (Reader::Party(name.clone()), version)
            });
            let all: Vec<(Reader, Option<&'a Version<'a>>)> =
                std::iter::once(base).chain(parties).collect();
            side_by_side(&all, |(reader, version)| {
                let wrote = version.map_or(self.base, |one| one.document);
                Witness {
                    reader: reader.clone(),
                    version: *version,
                    wrote,
                    own: self.heard(wrote, reader),
                }
            })
        })
    }

    /// Whoever would read in what was laid something else than it wrote, and where.
    pub(super) fn prove(&self, laid: &Laid) -> Vec<Fault> {
        let compiled = Document::parse_with(laid.bytes.clone(), self.circle.parties);
        let faults = side_by_side(self.witnesses(), |witness| {
            let reads = self.heard(&compiled, &witness.reader);
            let ([wrote_kept, _], [reads_kept, _]) = (&witness.own, &reads);
            let both = witness.own.iter().zip(&reads);
            both.filter_map(|(wrote, reads)| {
                let contrast = Contrast::of(&wrote.said, &reads.said)?;
                let sides = ([wrote, wrote_kept], [reads, reads_kept]);
                Some(self.fault(witness, sides, &contrast, (laid, &compiled)))
            })
            .collect::<Vec<Fault>>()
        });
        faults.into_iter().flatten().collect()
    }

    /// Whether everybody would read in some lines of a rolling text what it wrote there, whatever stands round them.
    pub(super) fn holds(
        &self,
        compiled: &Document,
        wrote: impl Fn(Option<&Version<'_>>) -> String,
    ) -> bool {
        let parse = |text: String| Document::parse_with(text, self.circle.parties);
        let same = |wrote: &Document, reader: &Reader| {
            let (wrote, reads) = (self.heard(wrote, reader), self.heard(compiled, reader));
            let mut both = wrote.iter().zip(&reads);
            both.all(|(wrote, reads)| Contrast::of(&wrote.said, &reads.said).is_none())
        };
        let base = parse(wrote(None));
        same(&base, &Reader::Base)
            && self.circle.submitters.iter().all(|name| {
                let version = self.versions.iter().find(|one| one.party == name);
                let reader = Reader::Party(name.clone());
                match version {
                    Some(version) => same(&parse(wrote(Some(version))), &reader),
                    None => same(&base, &reader),
                }
            })
    }

    /// What somebody reads: with the bare brackets kept, and with them read.
    fn heard<'d>(&self, document: &'d Document, reader: &Reader) -> [Heard<'d>; 2] {
        let parties = self.circle.parties;
        let parse = |bytes| Cow::Owned(Document::parse_with(bytes, parties));
        // Where nothing is owned the text is read as it stands.
        let kept = match document.brackets().iter().any(Bracket::is_owned) {
            true => parse(read(document, parties, reader, Bare::Keep)),
            false => Cow::Borrowed(document),
        };
        let settled = parse(first(&kept));
        [(Bare::Keep, kept), (Bare::Settle, settled)].map(|(bare, document)| Heard {
            said: said(&document),
            bare,
            document,
        })
    }

    /// What a witness reads otherwise than it wrote: in the reading with bare brackets kept, or in that with them read.
    fn fault(
        &self,
        witness: &Witness<'_>,
        (wrote, reads): ([&Heard<'_>; 2], [&Heard<'_>; 2]),
        contrast: &Contrast,
        (laid, compiled): (&Laid, &Document),
    ) -> Fault {
        let parties = self.circle.parties;
        let ([wrote, wrote_kept], [reads, reads_kept]) = (wrote, reads);
        let back = |document, kept: &Heard<'_>, bare| {
            Origins::of((document, &kept.document), parties, &witness.reader, bare)
        };
        let from_own = back(witness.wrote, wrote_kept, wrote.bare);
        let from_here = back(compiled, reads_kept, reads.bare);
        let own = |n: usize| {
            let own = standing_at(witness.wrote, from_own.behind(wrote.at(n)));
            witness.version.map_or(own, |version| version.home(own))
        };
        let here = |n: usize| {
            let here = from_here.behind(reads.at(n));
            standing_at(self.base, behind(&laid.pieces, here))
        };
        let (first, found) = contrast.places.first().copied().unwrap_or_default();
        let places = contrast.places.iter();
        Fault {
            discord: Discord::Unproved {
                reader: name_of(&witness.reader),
                place: wrote.document.place(wrote.at(first)),
                expected: wrote.text(first),
                found: reads.text(found),
            },
            places: places
                .flat_map(|(one, other)| [own(*one), here(*other)])
                .collect(),
        }
    }
}

/// A reading, and what it says.
struct Heard<'d> {
    bare: Bare,
    document: Cow<'d, Document>,
    said: Vec<(usize, Said)>,
}

impl Heard<'_> {
    /// The byte at which something said stands; the last where there is less.
    fn at(&self, n: usize) -> usize {
        let found = self.said.get(n).or(self.said.last());
        let paragraph = found.and_then(|(index, _)| self.document.paragraphs().get(*index));
        paragraph.map_or(0, |paragraph| paragraph.body.start)
    }

    fn text(&self, n: usize) -> String {
        let said = self.said.get(n);
        said.map_or(String::new(), |(_, (_, text))| text.clone())
    }
}

/// Where two things that were said differ, in one and in the other; the first place and the last are among them.
struct Contrast {
    places: Vec<(usize, usize)>,
}

/// So far one of two texts may be ahead of the other and they are brought into step again.
const AHEAD: usize = 8;

impl Contrast {
    fn of(left: &[(usize, Said)], right: &[(usize, Said)]) -> Option<Contrast> {
        let same = |one: Option<&(usize, Said)>, other: Option<&(usize, Said)>| {
            one.zip(other).is_some_and(|(one, other)| one.1 == other.1)
        };
        let mut places = Vec::new();
        let (mut n, mut m) = (0, 0);
        while n < left.len() || m < right.len() {
            if same(left.get(n), right.get(m)) {
                (n, m) = (n + 1, m + 1);
                continue;
            }
            places.push((n, m));
            // Where the two run together again, with as little left out as can be.
            let steps = (1..=AHEAD).flat_map(|out| (0..=out).map(move |one| (one, out - one)));
            let step = steps
                .into_iter()
                .find(|(one, other)| same(left.get(n + one), right.get(m + other)));
            let Some((one, other)) = step else { break };
            (n, m) = (n + one, m + other);
        }
        if places.is_empty() {
            return None;
        }
        let backwards = left.iter().rev().zip(right.iter().rev());
        let after = backwards
            .take_while(|(one, other)| one.1 == other.1)
            .count();
        let last = |side: &[(usize, Said)]| side.len().saturating_sub(after + 1);
        let last = (last(left), last(right));
        if places.last().is_some_and(|place| place.0 < last.0) {
            places.push(last);
        }
        Some(Contrast { places })
    }
}

/// The paragraph that a byte stands in, or behind.
fn standing_at(document: &Document, at: usize) -> usize {
    let paragraphs = document.paragraphs();
    let behind = paragraphs.partition_point(|one| one.span.start <= at);
    behind.saturating_sub(1)
}

/// How a reader is called.
pub(super) fn name_of(reader: &Reader) -> String {
    match reader {
        Reader::Base => "the base".to_owned(),
        Reader::Party(name) => name.clone(),
    }
}

/// Words without the labels and list marks at their head: what is read of a bracket or an option may look like one more.
fn unlabelled(text: &str) -> &str {
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        if let Some((_, length)) = Label::read(rest) {
            rest = rest.get(length..).unwrap_or_default();
        } else if let Some(marked) = ["- ", "+ ", "* "]
            .iter()
            .find_map(|mark| rest.strip_prefix(mark))
        {
            rest = marked;
        } else {
            return rest;
        }
    }
}

/// What is compared of a paragraph: whether it is a heading and of which level, one that is nothing but a label, a table, code
/// or words; and its words.
type Said = ((u8, usize), String);

/// All that a text says, labels and white space aside, with the ordinals of its paragraphs.
fn said(document: &Document) -> Vec<(usize, Said)> {
    let paragraphs = document.paragraphs().iter();
    paragraphs
        .filter(|one| !one.text.trim().is_empty())
        .map(|one| {
            let class = match one.kind {
                Kind::Heading if is_bare_heading(document, one.index) => (4, one.depth),
                Kind::Heading => (1, one.depth),
                Kind::Table => (2, 0),
                Kind::Code => (3, 0),
                _ => (0, 0),
            };
            let words = match class.0 {
                // One that is its label is not compared by it, as no label is.
                4 => "",
                _ => unlabelled(&one.text),
            };
            (one.index, (class, fold(words)))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(left: &[&str], right: &[&str]) -> Option<Vec<(usize, usize)>> {
        let said = |words: &[&str]| -> Vec<(usize, Said)> {
            let words = words.iter().enumerate();
            words
                .map(|(n, word)| (n, ((0, 0), (*word).to_owned())))
                .collect()
        };
        Contrast::of(&said(left), &said(right)).map(|contrast| contrast.places)
    }

    #[test]
    fn every_place_that_differs_is_told_and_what_one_has_more_is_stepped_over() {
        assert_eq!(places(&["a", "b"], &["a", "b"]), None);
        let both = places(&["a", "b", "c", "d", "e"], &["a", "x", "c", "y", "e"]);
        assert_eq!(both, Some(vec![(1, 1), (3, 3)]));
        let more = places(&["a", "b", "c", "d"], &["a", "n", "b", "c", "x"]);
        assert_eq!(more, Some(vec![(1, 1), (3, 4)]));
        assert_eq!(places(&["a", "b"], &["a"]), Some(vec![(1, 1)]));
    }

    #[test]
    fn where_two_texts_do_not_meet_again_soon_the_last_place_is_told_too() {
        let words = |sign: char| -> Vec<String> {
            let own = (0..20).map(|n| format!("{sign}{n}"));
            own.chain(["z".to_owned()]).collect()
        };
        let (left, right) = (words('l'), words('r'));
        let left: Vec<&str> = left.iter().map(String::as_str).collect();
        let right: Vec<&str> = right.iter().map(String::as_str).collect();
        assert_eq!(places(&left, &right), Some(vec![(0, 0), (19, 19)]));
    }
}
