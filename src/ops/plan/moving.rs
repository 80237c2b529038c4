//! A move that stands in the text in brackets: whatever is said of one of its two ends is said of both, so that its paragraph stands once.

use super::bodies::Bodies;
use crate::meeting::{Ends, Meeting};
use crate::record::{ProposalKind, Slug};
use crate::rolling::{Bare, Bed, Misfit, Outcome, Pick, Reader, Settling, Unsettled, read_text};
use crate::text::{Bracket, Document, fold};

/// What becomes of the paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// It stands at its new place.
    Goes,
    /// It stands where it stood.
    Stays,
}

/// A move of which brackets stand in a text.
pub(super) struct Moving<'a> {
    meeting: &'a Meeting,
    document: &'a Document,
    /// What the proposal is called.
    pub(super) name: String,
    owners: Vec<String>,
    ends: Ends,
}

impl<'a> Moving<'a> {
    /// A proposal's move, as far as its brackets are found in the present text of its document.
    pub(super) fn of(
        meeting: &'a Meeting,
        (id, document): (&str, &'a Document),
        slug: &Slug,
    ) -> Option<Moving<'a>> {
        let register = meeting.register(id)?;
        let case = register.ledger.cases.get(slug)?;
        let mut owners = vec![case.sponsor.clone()];
        owners.extend(case.cosponsors.iter().cloned());
        Some(Moving {
            meeting,
            document,
            name: case.name(slug).to_owned(),
            owners,
            ends: meeting.ends(id, slug)?,
        })
    }

    /// The move of which a bracket is one end, where both are found.
    pub(super) fn at(
        meeting: &'a Meeting,
        (id, document): (&str, &'a Document),
        bracket: &Bracket,
    ) -> Option<Moving<'a>> {
        let register = meeting.register(id)?;
        let mut owners = bracket.alternatives.iter().flat_map(|one| &one.parties);
        owners.next()?;
        let moves = register.proposals.iter();
        let mut moves = moves.filter(|(_, one)| one.kind == ProposalKind::Move);
        moves.find_map(|(slug, _)| {
            let moving = Moving::of(meeting, (id, document), slug)?;
            let both = [moving.ends.from?, moving.ends.to?];
            (both.contains(&bracket.paragraph) && moving.is_its(bracket)).then_some(moving)
        })
    }

    /// Whether it takes the paragraph away that stands there.
    pub(super) fn takes(&self, index: usize) -> bool {
        self.ends.from == Some(index)
    }

    /// Whether there is a place that it puts its paragraph in.
    pub(super) fn arrives(&self) -> bool {
        self.ends.to.is_some()
    }

    /// The end that is not this one.
    fn other(&self, index: usize) -> Option<usize> {
        match self.takes(index) {
            true => self.ends.to,
            false => self.ends.from,
        }
    }

    /// What a bracket settled at one end makes of the paragraph; nothing where that is still open.
    fn fate(&self, index: usize, outcome: &Outcome) -> Option<Fate> {
        let reads = |reader: &Reader| !self.read(&outcome.body, reader).is_empty();
        let mut owners = self.owners.iter().map(|one| Reader::Party(one.clone()));
        match (self.takes(index), outcome.body.trim().is_empty()) {
            (true, true) => Some(Fate::Goes),
            (false, true) => Some(Fate::Stays),
            // Whoever wants it moved wants nothing there; at the other end nobody else has the words.
            (true, false) => owners.all(|owner| reads(&owner)).then_some(Fate::Stays),
            (false, false) => reads(&Reader::Base).then_some(Fate::Goes),
        }
    }

    /// The words of a paragraph in which a bracket is settled and, where that is one end of it, of the other end; and what is said of that.
    pub(super) fn with(
        &self,
        index: usize,
        (outcome, how): (&Outcome, &Settling<'_>),
    ) -> Result<(Bodies, Vec<String>), Misfit> {
        let own = (index, outcome.body.as_str());
        if let Settling::Without(parties) = how {
            let mut bodies = vec![(index, outcome.body.clone())];
            bodies.extend(self.given_up(index, parties)?);
            return Ok((bodies, Vec::new()));
        }
        let Some(fate) = self.fate(index, outcome) else {
            return Ok((vec![(index, outcome.body.clone())], Vec::new()));
        };
        let bodies = self.settle(fate, Some(own))?;
        let mut told: Vec<String> = self.told(fate).into_iter().collect();
        if fate == Fate::Goes {
            told.extend(self.lost(&bodies));
        }
        Ok((bodies, told))
    }

    /// The words of both ends, `settled` being one that is decided already.
    pub(super) fn settle(
        &self,
        fate: Fate,
        settled: Option<(usize, &str)>,
    ) -> Result<Bodies, Misfit> {
        let known = |index: usize| {
            settled
                .filter(|(at, _)| *at == index)
                .map(|(_, words)| words)
        };
        let mut bodies = Bodies::new();
        if let Some(from) = self.ends.from {
            let words = match (fate, known(from)) {
                (Fate::Goes, _) => String::new(),
                (Fate::Stays, Some(words)) => words.to_owned(),
                (Fate::Stays, None) => self.stays()?.unwrap_or_default(),
            };
            bodies.push((from, words));
        }
        if let Some(to) = self.ends.to {
            let words = match (fate, known(to)) {
                (Fate::Goes, Some(words)) => self.arriving(words.to_owned())?,
                (Fate::Goes, None) => self.arriving(self.chosen(to)?)?,
                (Fate::Stays, Some(words)) => words.to_owned(),
                (Fate::Stays, None) => self.bed(to).drop_alternatives(&self.owners)?.words,
            };
            bodies.push((to, words));
        }
        Ok(bodies)
    }

    /// The other end without the alternatives of some who give the move up.
    fn given_up(&self, index: usize, parties: &[String]) -> Result<Bodies, Misfit> {
        let Some(other) = self.other(index) else {
            return Ok(Bodies::new());
        };
        let left = self.bed(other).drop_alternatives(parties)?;
        Ok(vec![(other, left.words)])
    }

    /// The paragraph where it stood, as those have it who do not want it moved.
    pub(super) fn stays(&self) -> Result<Option<String>, Misfit> {
        let from = self.ends.from;
        from.map(|from| Ok(self.bed(from).drop_alternatives(&self.owners)?.words))
            .transpose()
    }

    /// What is said of it.
    fn told(&self, fate: Fate) -> Option<String> {
        let name = |index: Option<usize>| index.map(|index| self.document.name(index).to_owned());
        Some(match (fate, name(self.ends.from), name(self.ends.to)) {
            (Fate::Goes, Some(from), Some(to)) => {
                format!("{} moves: what stood at {from} stands at {to}", self.name)
            }
            (Fate::Stays, Some(from), Some(to)) => {
                format!(
                    "{} is not moved: {from} stands where it stood, and {to} goes",
                    self.name
                )
            }
            _ => return None,
        })
    }

    /// Who else asked for other words in the paragraph that goes, where these do not go along.
    pub(super) fn lost(&self, bodies: &[(usize, String)]) -> Option<String> {
        let from = self.ends.from?;
        let mut lost = self.others(self.document.contested(from));
        for (_, words) in bodies {
            let left = self.document.brackets_in(words, self.meeting.parties());
            let left = self.others(left.iter());
            lost.retain(|party| !left.contains(party));
        }
        (!lost.is_empty()).then(|| {
            format!(
                "the alternatives of {} go out with {}",
                lost.join(", "),
                self.document.name(from)
            )
        })
    }

    /// Everybody but its sponsors who is named in brackets.
    fn others<'b>(&self, brackets: impl Iterator<Item = &'b Bracket>) -> Vec<String> {
        let alternatives = brackets.flat_map(|one| &one.alternatives);
        let mut named: Vec<String> = alternatives
            .flat_map(|one| one.parties.iter().cloned())
            .filter(|party| !self.owners.contains(party))
            .collect();
        named.sort();
        named.dedup();
        named
    }

    /// The words at the new place: with what others ask for in the paragraph, where it is still the same.
    fn arriving(&self, words: String) -> Result<String, Misfit> {
        let base = |words: &str| self.read(words, &Reader::Base);
        let stood = self.stays()?.filter(|stood| base(stood) == base(&words));
        Ok(stood.unwrap_or(words))
    }

    /// The sponsors' words at the new place, without their bracket.
    fn chosen(&self, to: usize) -> Result<String, Misfit> {
        let mut brackets = self.document.brackets().iter().enumerate();
        let its = brackets.find(|(_, one)| one.paragraph == to && self.is_its(one));
        let named = |(at, bracket): (usize, &Bracket)| {
            let mut parties = bracket.alternatives.iter().flat_map(|one| &one.parties);
            let owner = parties.find(|party| self.owners.contains(party))?;
            Some((at, owner.clone()))
        };
        let settled = its
            .and_then(named)
            .ok_or(Unsettled::NoBracket)
            .and_then(|(at, owner)| self.bed(to).settle(at, &Settling::Choose(Pick::Of(&owner))));
        match settled {
            Ok(outcome) => Ok(outcome.body),
            Err(Unsettled::Misfit(misfit)) => Err(misfit),
            Err(_) => Err(Misfit::Unproved),
        }
    }

    fn is_its(&self, bracket: &Bracket) -> bool {
        let mut parties = bracket.alternatives.iter().flat_map(|one| &one.parties);
        parties.any(|party| self.owners.contains(party))
    }

    fn bed(&self, paragraph: usize) -> Bed<'a> {
        Bed {
            document: self.document,
            paragraph,
            parties: self.meeting.parties(),
        }
    }

    fn read(&self, words: &str, reader: &Reader) -> String {
        let read = read_text(&fold(words), self.meeting.parties(), reader, Bare::Keep);
        fold(&read.unwrap_or_default())
    }
}
