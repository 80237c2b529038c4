//! What was filed, laid on the paragraphs of the present text.

use std::collections::HashMap;

use super::placement::Placement;
use crate::record::Slug;

/// What was filed on one paragraph.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Here {
    /// The proposals that count on it, by slug: those filed on it, and those whose brackets stand in it; what was filed on it and stands
    /// elsewhere does not.
    pub proposals: Vec<Slug>,
    /// Stances on it or on a bracket of it, as indices into the ledger's.
    pub stances: Vec<usize>,
    /// Acts on it or on a bracket of it, as indices into the register's.
    pub acts: Vec<usize>,
}

/// What was filed on a document, by paragraph.
#[derive(Debug, Default)]
pub struct Docket {
    /// By the paragraph's ordinal.
    pub paragraphs: Vec<Here>,
    /// Where the paragraph stands that each proposal was filed on; those on the whole text are not listed.
    pub proposals: HashMap<Slug, Placement>,
    /// The paragraphs in which the brackets of proposals stand that are in the text, where these are not simply those they were filed on:
    /// an addition's own, both ends of a move, a term's everywhere. In order.
    pub seats: HashMap<Slug, Vec<usize>>,
    /// Stances on each proposal, as indices into the ledger's.
    pub on_proposals: HashMap<Slug, Vec<usize>>,
    /// Stances on the whole document, as indices into the ledger's.
    pub on_document: Vec<usize>,
    /// Stances on paragraphs that are gone, as indices into the ledger's.
    pub gone: Vec<usize>,
}

impl Docket {
    /// The paragraph at which to look for a proposal: the one that it was filed on, but where its brackets stand elsewhere the first of these.
    pub fn stands(&self, slug: &Slug) -> Option<usize> {
        let filed = self.proposals.get(slug).and_then(Placement::index);
        let Some(seats) = self.seats.get(slug) else {
            return filed;
        };
        let filed = filed.filter(|at| seats.contains(at));
        filed.or(seats.first().copied())
    }

    pub(super) fn here(&mut self, placement: Placement) -> Option<&mut Here> {
        placement
            .index()
            .and_then(|index| self.paragraphs.get_mut(index))
    }
}
