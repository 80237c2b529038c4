//! A new paragraph that a proposal puts beside another.

use super::super::find::nothing_there;
use super::block::insert;
use super::laying::{Laying, TextChange, nothing};
use crate::consensus::{Refusal, Status};
use crate::record::Where;
use crate::rolling::Misfit;
use crate::text::{Label, fold};

impl Laying<'_> {
    /// The paragraph that stands in the text for an addition that was bracketed in.
    pub(super) fn standing(&self) -> Option<usize> {
        if self.status != Status::InText {
            return None;
        }
        let wanted = fold(&self.proposal.wanted);
        // A number is no part of a paragraph's words.
        let bare = self.reads(off_number(&wanted).1);
        let wanted = self.reads(&wanted);
        let brackets = self.document.brackets();
        self.document
            .paragraphs()
            .iter()
            .find(|paragraph| {
                let owned = brackets.iter().any(|bracket| {
                    bracket.paragraph == paragraph.index
                        && bracket
                            .alternatives
                            .iter()
                            .any(|one| one.parties.iter().any(|p| self.owners.contains(p)))
                });
                owned && {
                    let reads = self.reads(&paragraph.text);
                    reads == wanted || paragraph.label.is_some() && reads == bare
                }
            })
            .map(|paragraph| paragraph.index)
    }

    fn beside(&self, words: &str) -> Result<TextChange, Refusal> {
        let (anchor, doubt) = match &self.proposal.anchor {
            Some(_) => self.index()?,
            None => {
                let last = self.document.paragraphs().len().checked_sub(1);
                let last = last.ok_or_else(|| nothing_there(&self.proposal.document))?;
                (last, None)
            }
        };
        self.put((anchor, self.proposal.place), words, doubt)
    }

    pub(super) fn put(
        &self,
        place: (usize, Where),
        words: &str,
        doubt: Option<String>,
    ) -> Result<TextChange, Refusal> {
        let grown = insert(self.document, self.meeting.parties(), place, words);
        let grown = grown.ok_or_else(|| {
            Refusal::of(format!(
                "no paragraph can be added beside {} by the program",
                self.name_of(place.0)
            ))
            .because("the paragraphs round it would not stay as they are")
            .hint(format!(
                "add it by hand: adref edit {}",
                self.proposal.document
            ))
        })?;
        let words = fold(words);
        let words = off_number(&words).1.to_owned();
        Ok(TextChange {
            bytes: Some(grown.bytes),
            words: Some(words.clone()),
            shown: vec![(format!("{}, added", grown.name), words)],
            warnings: doubt.into_iter().collect(),
        })
    }

    pub(super) fn add_in_brackets(&self) -> Result<TextChange, Refusal> {
        let wanted = fold(&self.proposal.wanted);
        let (number, wanted) = self.numbered(&wanted);
        let bracketed = crate::rolling::in_brackets(&self.owners, wanted, self.meeting.parties());
        let strange = self
            .owners
            .iter()
            .find(|owner| !self.meeting.parties().contains(owner));
        if let Some(stranger) = strange {
            let misfit = Misfit::Unknown(stranger.clone());
            let index = self.index().map(|(index, _)| index).unwrap_or_default();
            return Err(self.misfit(&misfit, index));
        }
        let change = self.beside(&format!("{number}{bracketed}"))?;
        let read = self.reads(&bracketed);
        if read != self.reads(wanted) {
            let index = self.index().map(|(index, _)| index).unwrap_or_default();
            return Err(self.misfit(&Misfit::Unproved, index));
        }
        Ok(change)
    }

    pub(super) fn added(&self, wording: Option<&str>) -> Result<TextChange, Refusal> {
        let wanted = fold(wording.unwrap_or(&self.proposal.wanted));
        match self.standing() {
            Some(index) => {
                let paragraph = self.document.paragraphs().get(index);
                let words = match paragraph.and_then(|one| one.label.as_ref()) {
                    Some(_) => off_number(&wanted).1,
                    None => wanted.as_str(),
                };
                let mut change = self.changed(index, words)?;
                let resolved = self.bed(index).resolve(&self.owners, None);
                if let Ok(taken) = resolved {
                    change.warnings.extend(self.losing(&taken, index));
                }
                Ok(change)
            }
            None => {
                let (number, words) = self.numbered(&wanted);
                self.beside(&format!("{number}{words}"))
            }
        }
    }

    /// The number typed before a new paragraph, where no other beside it has that, and its words. Without one the text numbers it.
    fn numbered<'w>(&self, wanted: &'w str) -> (&'w str, &'w str) {
        let (number, words) = off_number(wanted);
        let Some((label, _)) = Label::read(number) else {
            return ("", wanted);
        };
        let beside = self
            .proposal
            .anchor
            .as_ref()
            .and_then(|_| self.index().ok());
        let beside = beside.and_then(|(index, _)| self.document.paragraphs().get(index));
        let taken = self.document.paragraphs().iter().any(|one| {
            let near = beside.is_none_or(|beside| {
                one.parent == beside.parent || one.parent == Some(beside.index)
            });
            let own = one.label.as_ref();
            near && own
                .is_some_and(|own| own.as_str().to_lowercase() == label.as_str().to_lowercase())
        });
        (if taken { "" } else { number }, words)
    }

    pub(super) fn drop_added(&self) -> Result<TextChange, Refusal> {
        let Some(index) = self.standing() else {
            return Ok(nothing());
        };
        match self.bed(index).drop_alternatives(&self.owners) {
            Ok(taken) if taken.words.trim().is_empty() => self.without(index),
            Ok(taken) => self.changed(index, &taken.words),
            Err(misfit) => Err(self.misfit(&misfit, index)),
        }
    }
}

/// The number at the head of some words, with the space behind it, and the rest; no number where nothing would be left.
fn off_number(words: &str) -> (&str, &str) {
    let Some((_, length)) = Label::read(words) else {
        return ("", words);
    };
    let rest = words.get(length..).unwrap_or_default().trim_start();
    match rest.is_empty() {
        true => ("", words),
        false => words.split_at(words.len() - rest.len()),
    }
}
