//! The proof of a rolling text: the base and every party read in it what they wrote.

use super::compile::{Discord, side_by_side};
use super::reading::{Bare, Reader, first, origin, read};
use super::remains::behind;
use super::table::{Fault, Laid};
use super::version::Version;
use super::weave::Circle;
use crate::text::{Document, Kind, Label, fold};

/// Before whom a rolling text is proved.
pub(super) struct Court<'a> {
    pub(super) base: &'a Document,
    pub(super) versions: &'a [Version<'a>],
    pub(super) circle: Circle<'a>,
}

/// A reader, and the text that it wrote.
struct Witness<'a> {
    reader: Reader,
    version: Option<&'a Version<'a>>,
    wrote: &'a Document,
}

impl Court<'_> {
    /// Whoever would read in what was laid something else than it wrote, and where: the first and the last place each.
    pub(super) fn prove(&self, laid: &Laid) -> Vec<Fault> {
        let compiled = Document::parse_with(laid.bytes.clone(), self.circle.parties);
        let base = Witness {
            reader: Reader::Base,
            version: None,
            wrote: self.base,
        };
        let parties = self.circle.submitters.iter().map(|name| {
            let version = self.versions.iter().find(|one| one.party == name);
            Witness {
                reader: Reader::Party(name.clone()),
                version,
                wrote: version.map_or(self.base, |one| one.document),
            }
        });
        let witnesses: Vec<Witness<'_>> = std::iter::once(base).chain(parties).collect();
        let faults = side_by_side(&witnesses, |witness| {
            let wrote = self.heard(witness.wrote, &witness.reader);
            let reads = self.heard(&compiled, &witness.reader);
            let both = wrote.iter().zip(&reads);
            both.filter_map(|(wrote, reads)| {
                let contrast = Contrast::of(&wrote.said, &reads.said)?;
                Some(self.fault(witness, (wrote, reads), &contrast, (laid, &compiled)))
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
    fn heard(&self, document: &Document, reader: &Reader) -> [Heard; 2] {
        let parties = self.circle.parties;
        let parse = |bytes| Document::parse_with(bytes, parties);
        let kept = parse(read(document, parties, reader, Bare::Keep));
        let settled = parse(first(&kept));
        [(Bare::Keep, kept), (Bare::Settle, settled)].map(|(bare, document)| Heard {
            said: said(&document),
            bare,
            document,
        })
    }

    fn fault(
        &self,
        witness: &Witness<'_>,
        (wrote, reads): (&Heard, &Heard),
        contrast: &Contrast,
        (laid, compiled): (&Laid, &Document),
    ) -> Fault {
        let parties = self.circle.parties;
        let own = |n: usize| {
            let place = (wrote.bare, wrote.at(n));
            let own = origin(witness.wrote, parties, &witness.reader, place);
            let own = standing_at(witness.wrote, own);
            witness.version.map_or(own, |version| version.home(own))
        };
        let here = |n: usize| {
            let place = (reads.bare, reads.at(n));
            let here = origin(compiled, parties, &witness.reader, place);
            standing_at(self.base, behind(&laid.pieces, here))
        };
        let first = contrast.first;
        Fault {
            discord: Discord::Unproved {
                reader: name_of(&witness.reader),
                place: wrote.document.place(wrote.at(first)),
                expected: wrote.text(first),
                found: reads.text(first),
            },
            places: vec![
                own(first),
                here(first),
                own(contrast.last.0),
                here(contrast.last.1),
            ],
        }
    }
}

/// A reading, and what it says.
struct Heard {
    bare: Bare,
    document: Document,
    said: Vec<(usize, Said)>,
}

impl Heard {
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

/// Where two things that were said differ.
struct Contrast {
    first: usize,
    last: (usize, usize),
}

impl Contrast {
    fn of(left: &[(usize, Said)], right: &[(usize, Said)]) -> Option<Contrast> {
        let same = |(one, other): &(&(usize, Said), &(usize, Said))| one.1 == other.1;
        let first = left.iter().zip(right).take_while(same).count();
        if first == left.len() && first == right.len() {
            return None;
        }
        let rest = left.len().min(right.len()) - first;
        let backwards = left.iter().rev().zip(right.iter().rev());
        let after = backwards.take(rest).take_while(same).count();
        let last = |side: &[(usize, Said)]| (side.len() - after).saturating_sub(1).max(first);
        Some(Contrast {
            first,
            last: (last(left), last(right)),
        })
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

/// What is compared of a paragraph: whether it is a heading and of which level, a table, code or words; and its words.
type Said = ((u8, usize), String);

/// All that a text says, labels and white space aside, with the ordinals of its paragraphs.
fn said(document: &Document) -> Vec<(usize, Said)> {
    let paragraphs = document.paragraphs().iter();
    paragraphs
        .filter(|one| !one.text.trim().is_empty())
        .map(|one| {
            let class = match one.kind {
                Kind::Heading => (1, one.depth),
                Kind::Table => (2, 0),
                Kind::Code => (3, 0),
                _ => (0, 0),
            };
            (one.index, (class, fold(unlabelled(&one.text))))
        })
        .collect()
}
