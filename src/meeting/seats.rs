//! Where the words of a proposal stand that is in the text: an addition beside its paragraph, a move at both ends, a term everywhere.

use std::collections::HashMap;

use crate::consensus::{Case, Status};
use crate::record::{Proposal, ProposalKind};
use crate::rolling::{Bare, Reader, read_text};
use crate::text::{Alternative, Bracket, Document, Parties, fold, term_places};

/// The two ends of a move whose brackets stand in the text, as far as they are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Ends {
    /// The paragraph that it takes away.
    pub from: Option<usize>,
    /// The one that it puts in.
    pub to: Option<usize>,
}

/// Looks for the brackets of proposals in one text; what each party reads in a paragraph is read once.
pub(super) struct Seats<'a> {
    text: &'a Document,
    parties: &'a Parties,
    readings: HashMap<(String, usize), String>,
}

impl<'a> Seats<'a> {
    pub(super) fn new(text: &'a Document, parties: &'a Parties) -> Seats<'a> {
        Seats {
            text,
            parties,
            readings: HashMap::new(),
        }
    }

    /// The ordinals of the paragraphs where a proposal's brackets stand, in order; none where it is not in the text, and where they stand
    /// at the paragraph that it was filed on. `at` is where that stands.
    ///
    /// Words that were changed since by hand, so that no reading of the text gives those that were wanted, are not found.
    pub(super) fn of(&mut self, proposal: &Proposal, case: &Case, at: Option<usize>) -> Vec<usize> {
        if case.status != Status::InText {
            return Vec::new();
        }
        match proposal.kind {
            ProposalKind::Add => {
                let wanted = fold(&proposal.wanted);
                self.added(&wanted, (&case.sponsor, case), at)
                    .into_iter()
                    .collect()
            }
            ProposalKind::Move => {
                let Ends { from, to } = self.ends(proposal, case, at);
                let mut both: Vec<usize> = from.into_iter().chain(to).collect();
                both.sort_unstable();
                both
            }
            ProposalKind::Throughout => self.everywhere(proposal, case),
            _ => Vec::new(),
        }
    }

    /// Where the brackets of a move stand: the paragraph that it takes away, and the one that it puts in; a status is not asked for. Where its
    /// sponsor has left it to others, as one of these reads it.
    pub(super) fn ends(&mut self, proposal: &Proposal, case: &Case, at: Option<usize>) -> Ends {
        let mut found = Ends::default();
        for party in std::iter::once(&case.sponsor).chain(&case.cosponsors) {
            let ends = self.ends_for(party, (proposal, case), at);
            if found == Ends::default() {
                found = ends;
            }
            if ends.from.is_some() && ends.to.is_some() {
                return ends;
            }
        }
        found
    }

    fn ends_for(
        &mut self,
        party: &str,
        (proposal, case): (&Proposal, &Case),
        at: Option<usize>,
    ) -> Ends {
        let words = fold(&proposal.words);
        let base = |text: &str| {
            let read = read_text(text, self.parties, &Reader::Base, Bare::Keep);
            fold(&read.unwrap_or_default())
        };
        let was = base(&words);
        let stood: Vec<(usize, bool)> = self
            .owned(case)
            .into_iter()
            .filter_map(|index| {
                let text = &self.text.paragraphs().get(index)?.text;
                Some((index, base(text) == was))
            })
            .collect();
        // For whoever wants it moved nothing stands there. Its words may be others since: then it is where it was filed.
        let mut away: Vec<(usize, bool)> = stood
            .into_iter()
            .filter(|(index, same)| *same || Some(*index) == at)
            .filter(|(index, _)| self.reading(*index, party).is_empty())
            .collect();
        away.sort_by_key(|(index, same)| (!same, index.abs_diff(at.unwrap_or(0))));
        Ends {
            from: away.first().map(|(index, _)| *index),
            to: self.added(&words, (party, case), at),
        }
    }

    /// The paragraphs in which an alternative is its sponsor's or a co-sponsor's.
    fn owned(&self, case: &Case) -> Vec<usize> {
        let brackets = self.text.brackets().iter();
        let mut owned: Vec<usize> = brackets
            .filter(|bracket| bracket.alternatives.iter().any(|one| is_its(one, case)))
            .map(|bracket| bracket.paragraph)
            .collect();
        owned.dedup();
        owned
    }

    /// The paragraph in brackets that reads for somebody, one of its sponsors, as is wanted; the nearest to the one that it was proposed on.
    fn added(
        &mut self,
        wanted: &str,
        (party, case): (&str, &Case),
        at: Option<usize>,
    ) -> Option<usize> {
        let wanted = self.read(wanted, party);
        let mut owned = self.owned(case);
        owned.sort_by_key(|index| index.abs_diff(at.unwrap_or(0)));
        owned.into_iter().find(|index| {
            let paragraph = self.text.paragraphs().get(*index);
            let whole = paragraph.filter(|one| one.text.starts_with(['[', '［']));
            whole.is_some_and(|_| self.reading(*index, party) == wanted)
        })
    }

    /// The paragraphs in which the term stands with the sponsor's words for it beside it.
    fn everywhere(&self, proposal: &Proposal, case: &Case) -> Vec<usize> {
        let term = fold(proposal.term.as_deref().unwrap_or_default());
        let wanted = fold(&proposal.wanted);
        let says = |one: &Alternative, words: &str| {
            let stands = self.text.source().get(one.span.clone());
            match words.is_empty() {
                true => one.nothing,
                false => {
                    stands.is_some_and(|text| !term_places(&fold(text), words, &[]).is_empty())
                }
            }
        };
        let is_one = |bracket: &&Bracket| {
            let (its, others): (Vec<&Alternative>, Vec<&Alternative>) = bracket
                .alternatives
                .iter()
                .partition(|one| is_its(one, case));
            others.iter().any(|one| says(one, &term))
                && its
                    .iter()
                    .any(|one| says(one, &wanted) || wanted.is_empty())
        };
        let brackets = self.text.brackets().iter().filter(is_one);
        let mut all: Vec<usize> = brackets.map(|bracket| bracket.paragraph).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    fn reading(&mut self, index: usize, party: &str) -> String {
        let key = (party.to_owned(), index);
        if let Some(known) = self.readings.get(&key) {
            return known.clone();
        }
        let text = self.text.paragraphs().get(index);
        let text = text.map(|one| one.text.as_str()).unwrap_or_default();
        let read = self.read(text, party);
        self.readings.insert(key, read.clone());
        read
    }

    fn read(&self, text: &str, party: &str) -> String {
        let reader = Reader::Party(party.to_owned());
        fold(&read_text(text, self.parties, &reader, Bare::Keep).unwrap_or_default())
    }
}

fn is_its(alternative: &Alternative, case: &Case) -> bool {
    let mut parties = alternative.parties.iter();
    parties.any(|party| *party == case.sponsor || case.cosponsors.contains(party))
}
