//! The proof of a rolling text: the base and every party read in it what they wrote.

use super::compile::{Discord, side_by_side};
use super::reading::{Bare, Reader, origin, read};
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
            let both = [Bare::Keep, Bare::Settle];
            both.map(|bare| self.faults(witness, bare, laid, &compiled))
        });
        faults.into_iter().flatten().flatten().collect()
    }

    fn faults(
        &self,
        witness: &Witness<'_>,
        bare: Bare,
        laid: &Laid,
        compiled: &Document,
    ) -> Vec<Fault> {
        let parties = self.circle.parties;
        let reads = |document: &Document| {
            Document::parse_with(read(document, parties, &witness.reader, bare), parties)
        };
        let (expected, found) = (reads(witness.wrote), reads(compiled));
        let (left, right) = (said(&expected), said(&found));
        let same = |(one, other): (&(usize, Said), &(usize, Said))| one.1 == other.1;
        let ahead = left
            .iter()
            .zip(&right)
            .take_while(|pair| same(*pair))
            .count();
        if ahead == left.len() && ahead == right.len() {
            return Vec::new();
        }
        let rest = left.len().min(right.len()) - ahead;
        let backwards = left.iter().rev().zip(right.iter().rev());
        let behind_all = backwards.take(rest).take_while(|pair| same(*pair)).count();
        let last = |side: &[(usize, Said)]| (side.len() - behind_all).saturating_sub(1).max(ahead);
        let at = |document: &Document, side: &[(usize, Said)], n: usize| {
            let found = side.get(n).or(side.last());
            let paragraph = found.and_then(|(index, _)| document.paragraphs().get(*index));
            paragraph.map_or(0, |paragraph| paragraph.body.start)
        };
        let wrote = |n: usize| {
            let place = (bare, at(&expected, &left, n));
            let own = origin(witness.wrote, parties, &witness.reader, place);
            let own = standing_at(witness.wrote, own);
            witness.version.map_or(own, |version| version.home(own))
        };
        let reads = |n: usize| {
            let place = (bare, at(&found, &right, n));
            let here = origin(compiled, parties, &witness.reader, place);
            standing_at(self.base, behind(&laid.pieces, here))
        };
        let text = |side: &[(usize, Said)]| {
            side.get(ahead)
                .map_or(String::new(), |(_, (_, text))| text.clone())
        };
        vec![Fault {
            discord: Discord::Unproved {
                reader: name_of(&witness.reader),
                place: expected.place(at(&expected, &left, ahead)),
                expected: text(&left),
                found: text(&right),
            },
            places: vec![
                wrote(ahead),
                reads(ahead),
                wrote(last(&left)),
                reads(last(&right)),
            ],
        }]
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
