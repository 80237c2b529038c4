//! What people filed on one document, and what it comes to.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::consensus::Ledger;
use crate::record::{Act, ActId, Acts, Fault, Proposal, Slug};

/// What people filed on one document.
#[derive(Debug, Default)]
pub struct Register {
    /// The proposals by slug.
    pub proposals: BTreeMap<Slug, Proposal>,
    /// The acts, in the order of their files.
    pub acts: Arc<Acts>,
    /// What the acts come to.
    pub ledger: Ledger,
    /// What is wrong with the files.
    pub faults: Vec<Fault>,
}

impl Register {
    /// The act of an id.
    pub fn act(&self, id: &ActId) -> Option<Act> {
        self.acts.get(self.acts.find(id)?)
    }
}
