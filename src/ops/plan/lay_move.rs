//! A paragraph that a proposal moves: taken away here and put in there, in brackets or at once; its brackets settled at both ends.

use super::super::find::find_paragraph;
use super::bodies::{Bodies, shown, with_bodies};
use super::laying::{Laying, TextChange, Treatment, nothing};
use super::moving::{Fate, Moving};
use crate::consensus::{Refusal, Status};
use crate::record::Where;
use crate::rolling::Misfit;
use crate::text::{Address, Document, fold};

impl Laying<'_> {
    /// What the treatment of a move makes of the text.
    pub(super) fn moved(&self, treatment: Treatment<'_>) -> Result<TextChange, Refusal> {
        let of = (self.proposal.document.as_str(), self.document);
        let laid = (self.status == Status::InText)
            .then(|| Moving::of(self.meeting, of, &self.proposal.slug))
            .flatten();
        match (treatment, laid) {
            (Treatment::Accept(wording), Some(moving)) if moving.arrives() => {
                self.settled(&moving, Fate::Goes, wording)
            }
            (Treatment::Accept(wording), laid) => {
                let stays = laid.as_ref().map(Moving::stays).transpose();
                let stays = stays.map_err(|misfit| self.unsettled(&misfit))?.flatten();
                self.moves(wording.or(stays.as_deref()))
            }
            (Treatment::Bracket, _) => self.move_in_brackets(),
            (Treatment::Drop, Some(moving)) => self.settled(&moving, Fate::Stays, None),
            (Treatment::Drop | Treatment::Sign(_), _) => {
                let mut change = nothing();
                if self.status == Status::InText {
                    change.warnings.push(format!(
                        "no brackets of {} were found: the text stays as it is",
                        self.name
                    ));
                }
                Ok(change)
            }
        }
    }

    /// Both ends of a move that stands in brackets, without them.
    fn settled(
        &self,
        moving: &Moving<'_>,
        fate: Fate,
        wording: Option<&str>,
    ) -> Result<TextChange, Refusal> {
        let mut bodies = moving
            .settle(fate, None)
            .map_err(|misfit| self.unsettled(&misfit))?;
        if let Some(wording) = wording {
            for (index, words) in &mut bodies {
                if !moving.takes(*index) {
                    *words = fold(wording);
                }
            }
        }
        let mut change = self.with_these(&bodies)?;
        if fate == Fate::Goes {
            change.warnings.extend(moving.lost(&bodies));
        }
        Ok(change)
    }

    fn with_these(&self, bodies: &Bodies) -> Result<TextChange, Refusal> {
        let bytes = with_bodies(self.document, self.meeting.parties(), bodies);
        let bytes = bytes.ok_or_else(|| self.unsettled(&Misfit::Unproved))?;
        let mut stands = bodies.iter().map(|(_, words)| fold(words));
        Ok(TextChange {
            bytes: Some(bytes),
            words: stands.find(|words| !words.is_empty()),
            shown: shown(self.document, bodies),
            warnings: Vec::new(),
        })
    }

    fn unsettled(&self, misfit: &Misfit) -> Refusal {
        let index = self.index().map(|(index, _)| index).unwrap_or_default();
        self.misfit(misfit, index)
    }

    /// The paragraph that it puts its own beside.
    fn target(&self) -> Result<usize, Refusal> {
        let address = Address::new(self.proposal.term.clone().unwrap_or_default());
        let target = find_paragraph(self.document, &self.proposal.document, &address)?;
        Ok(target.index)
    }

    /// The paragraph at its new place, in other words where some are given, and not where it stood.
    fn moves(&self, wording: Option<&str>) -> Result<TextChange, Refusal> {
        let (index, doubt) = self.index()?;
        let stood = self.text_of(index);
        let words = wording.map_or_else(|| stood.clone(), fold);
        let there = self.put((self.target()?, self.proposal.place), &words, doubt)?;
        let (later, old) = self.later(&there, (index, &stood))?;
        let mut whole = later.on(self).without(old)?;
        whole.words = there.words;
        whole.shown = there.shown;
        whole.warnings.extend(there.warnings);
        Ok(whole)
    }

    /// A move is a deletion here and an addition there.
    fn move_in_brackets(&self) -> Result<TextChange, Refusal> {
        let (index, doubt) = self.index()?;
        let stood = self.text_of(index);
        let parties = self.meeting.parties();
        let words = crate::rolling::in_brackets(&self.owners, &self.reads(&stood), parties);
        let there = self.put((self.target()?, self.proposal.place), &words, doubt)?;
        let (later, old) = self.later(&there, (index, &stood))?;
        let later = later.on(self);
        let bracketed = later
            .bed(old)
            .bracket(&self.owners, None)
            .map_err(|misfit| later.misfit(&misfit, old))?;
        let mut whole = later.changed(old, &bracketed)?;
        whole.words = there.words;
        // In brackets the paragraph stands in two places: what each says then is shown.
        let left = std::mem::replace(&mut whole.shown, there.shown);
        whole.shown.extend(left);
        whole.warnings.extend(there.warnings);
        Ok(whole)
    }

    /// The text with the new place in it, and where the paragraph that moves stands in that: it keeps its ordinal, or is one further.
    fn later(
        &self,
        there: &TextChange,
        (index, stood): (usize, &str),
    ) -> Result<(Later, usize), Refusal> {
        let bytes = there.bytes.clone().unwrap_or_default();
        let grown = Document::parse_with(bytes, self.meeting.parties());
        let target = self.target()?;
        let before = target < index || target == index && self.proposal.place == Where::Before;
        let expected = index + usize::from(before);
        let same = grown.paragraphs().iter().filter(|one| one.text == stood);
        let old = same
            .map(|one| one.index)
            .min_by_key(|at| at.abs_diff(expected))
            .ok_or_else(|| self.misfit(&Misfit::Gone, index))?;
        Ok((Later(grown), old))
    }
}

/// The text between the two steps of a move.
struct Later(Document);

impl Later {
    fn on<'a>(&'a self, laying: &Laying<'a>) -> Laying<'a> {
        Laying {
            meeting: laying.meeting,
            document: &self.0,
            proposal: laying.proposal,
            status: laying.status,
            owners: laying.owners.clone(),
            name: laying.name.clone(),
        }
    }
}
