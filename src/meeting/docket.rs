//! What was filed, laid on the paragraphs of the present text.

use std::collections::HashMap;

use super::placement::Placement;
use crate::record::Slug;

/// What was filed on one paragraph.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Here {
    /// The proposals anchored to it, by slug.
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
    /// Where each proposal's paragraph stands; those on the whole text are not listed.
    pub proposals: HashMap<Slug, Placement>,
    /// Stances on each proposal, as indices into the ledger's.
    pub on_proposals: HashMap<Slug, Vec<usize>>,
    /// Stances on the whole document, as indices into the ledger's.
    pub on_document: Vec<usize>,
    /// Stances on paragraphs that are gone, as indices into the ledger's.
    pub gone: Vec<usize>,
}

impl Docket {
    pub(super) fn here(&mut self, placement: Placement) -> Option<&mut Here> {
        placement
            .index()
            .and_then(|index| self.paragraphs.get_mut(index))
    }
}
