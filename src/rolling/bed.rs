//! A paragraph in which a wish is to be laid, and how it reads for somebody.

use std::collections::BTreeSet;
use std::ops::Range;

use super::reading::{Bare, Reader, read_text};
use crate::text::{Document, Kind, Paragraph, Parties, fold};

/// A paragraph in which one wish is to be laid.
#[derive(Debug, Clone, Copy)]
pub struct Bed<'a> {
    /// The text.
    pub document: &'a Document,
    /// The paragraph's ordinal.
    pub paragraph: usize,
    /// Who may own an alternative.
    pub parties: &'a Parties,
}

/// Why a wish cannot be laid into a paragraph by the program.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Misfit {
    /// There is no such paragraph.
    #[error("the paragraph is gone")]
    Gone,
    /// A table or code stands whole.
    #[error("a table or code is not bracketed by word")]
    Block,
    /// A bracket that spans paragraphs opens or closes in it.
    #[error("a bracket that spans paragraphs begins or ends in it")]
    Spanned,
    /// Whoever wishes is no known party, so that a bracket in that name would be plain text.
    #[error("{0} is no delegation or group that is listed")]
    Unknown(String),
    /// No way of writing it keeps every party's reading.
    #[error("no way of bracketing it keeps every party's reading")]
    Unproved,
}

/// An owned bracket of the paragraph that stands in no other owned one, and how it reads for somebody.
#[derive(Debug, Clone)]
pub(super) struct Atom {
    /// Bytes in the body.
    pub(super) span: Range<usize>,
    /// Bytes in the text as it is read.
    pub(super) read: Range<usize>,
    /// Its ordinal among the document's brackets.
    pub(super) bracket: usize,
}

/// The paragraph's body as somebody reads it, with the way back to the body.
pub(super) struct Settled {
    pub(super) text: String,
    pub(super) atoms: Vec<Atom>,
}

impl Settled {
    /// The bytes of the body behind a stretch of the reading that cuts no atom.
    pub(super) fn body(&self, stretch: &Range<usize>) -> Range<usize> {
        let back = |at: usize, end: bool| {
            let mut place = at;
            for atom in &self.atoms {
                let before =
                    atom.read.end < at || atom.read.end == at && (end || !atom.read.is_empty());
                if before {
                    place = place + atom.span.len() - atom.read.len();
                }
            }
            place
        };
        let start = back(stretch.start, false);
        let end = back(stretch.end, !stretch.is_empty());
        start..end.max(start)
    }
}

impl<'a> Bed<'a> {
    /// The paragraph's words as they stand in the file.
    pub(super) fn body(&self) -> Result<&'a str, Misfit> {
        let paragraph = self.document.paragraphs().get(self.paragraph);
        let body = paragraph.map(|paragraph| paragraph.body.clone());
        body.and_then(|body| self.document.source().get(body))
            .ok_or(Misfit::Gone)
    }

    /// Where the body begins in the document's source.
    pub(super) fn start(&self) -> usize {
        let paragraph = self.document.paragraphs().get(self.paragraph);
        paragraph.map_or(0, |paragraph| paragraph.body.start)
    }

    /// The paragraph as another draft has it, where it is still one of its kind with its label and every other stands.
    pub(super) fn stands<'d>(&self, after: &'d Document) -> Option<&'d Paragraph> {
        let old = self.document.paragraphs().get(self.paragraph)?;
        let new = after.paragraphs().get(self.paragraph)?;
        let same = old.kind == new.kind && old.label == new.label;
        let others = self
            .document
            .stands_but_for(after, |index| index == self.paragraph);
        (same && others).then_some(new)
    }

    pub(super) fn settled(&self, reader: &Reader) -> Result<Settled, Misfit> {
        let body = self.body()?;
        let start = self.start();
        let brackets = self.document.brackets();
        let mut text = String::new();
        let mut atoms: Vec<Atom> = Vec::new();
        let mut at = 0;
        for (n, bracket) in brackets.iter().enumerate() {
            let inside = bracket.span.start >= start && bracket.span.end <= start + body.len();
            if !bracket.is_owned() || !inside || bracket.span.start - start < at {
                continue;
            }
            let span = bracket.span.start - start..bracket.span.end - start;
            text.push_str(body.get(at..span.start).unwrap_or_default());
            let read_from = text.len();
            let source = body.get(span.clone()).unwrap_or_default();
            let read = read_text(source, self.parties, reader, Bare::Keep);
            text.push_str(&read.unwrap_or_default());
            at = span.end;
            atoms.push(Atom {
                span,
                read: read_from..text.len(),
                bracket: n,
            });
        }
        text.push_str(body.get(at..).unwrap_or_default());
        Ok(Settled { text, atoms })
    }

    /// Everybody named in the paragraph's brackets.
    pub(super) fn named(&self) -> BTreeSet<&'a str> {
        let brackets = self.document.brackets().iter();
        brackets
            .filter(|bracket| bracket.paragraph == self.paragraph)
            .flat_map(|bracket| &bracket.alternatives)
            .flat_map(|alternative| &alternative.parties)
            .map(String::as_str)
            .collect()
    }

    pub(super) fn usable(&self, owners: &[String]) -> Result<(), Misfit> {
        let paragraph = self
            .document
            .paragraphs()
            .get(self.paragraph)
            .ok_or(Misfit::Gone)?;
        if matches!(paragraph.kind, Kind::Table | Kind::Code | Kind::Title) {
            return Err(Misfit::Block);
        }
        let spanned = self.document.brackets().iter().any(|bracket| {
            bracket.paragraph != bracket.end_paragraph
                && (bracket.paragraph..=bracket.end_paragraph).contains(&self.paragraph)
        });
        if spanned {
            return Err(Misfit::Spanned);
        }
        match owners.iter().find(|owner| !self.parties.contains(owner)) {
            Some(stranger) => Err(Misfit::Unknown(stranger.clone())),
            None => Ok(()),
        }
    }

    /// How somebody reads what is wanted.
    pub(super) fn reading_of(&self, wanted: Option<&str>, reader: &Reader) -> String {
        let wanted = wanted.map(fold).filter(|wanted| !wanted.is_empty());
        wanted
            .and_then(|wanted| read_text(&wanted, self.parties, reader, Bare::Keep))
            .map(|target| fold(&target))
            .unwrap_or_default()
    }

    pub(super) fn read_piece(&self, piece: &str, party: &str) -> String {
        let reader = Reader::Party(party.to_owned());
        read_text(piece, self.parties, &reader, Bare::Keep).unwrap_or_default()
    }
}
