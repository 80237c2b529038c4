//! Where the words of a proposal stand that is in the text: an addition beside its paragraph, a move at both ends, a term everywhere.

use std::collections::HashMap;

use crate::consensus::{Case, Status};
use crate::record::{Proposal, ProposalKind};
use crate::rolling::{Bare, Reader, read_text};
use crate::text::{Alternative, Bracket, Document, Parties, fold, term_places};

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
                self.added(&wanted, case, at).into_iter().collect()
            }
            ProposalKind::Move => {
                let Some(from) = at else { return Vec::new() };
                let wanted = fold(&proposal.words);
                let to = self.added(&wanted, case, at).filter(|to| *to != from);
                let mut both: Vec<usize> = to.into_iter().chain([from]).collect();
                both.sort_unstable();
                both
            }
            ProposalKind::Throughout => self.everywhere(proposal, case),
            _ => Vec::new(),
        }
    }

    /// The paragraph in brackets that reads for its sponsor as is wanted; the nearest to the one that it was proposed on.
    fn added(&mut self, wanted: &str, case: &Case, at: Option<usize>) -> Option<usize> {
        let wanted = self.read(wanted, &case.sponsor);
        let mut owned: Vec<usize> = self
            .text
            .brackets()
            .iter()
            .filter(|bracket| bracket.alternatives.iter().any(|one| is_its(one, case)))
            .map(|bracket| bracket.paragraph)
            .collect();
        owned.dedup();
        owned.sort_by_key(|index| index.abs_diff(at.unwrap_or(0)));
        owned.into_iter().find(|index| {
            let paragraph = self.text.paragraphs().get(*index);
            let whole = paragraph.filter(|one| one.text.starts_with(['[', '［']));
            whole.is_some_and(|_| self.reading(*index, &case.sponsor) == wanted)
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
