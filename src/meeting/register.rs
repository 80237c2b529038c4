//! What people filed on one document, and what it comes to.

use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use crate::consensus::Ledger;
use crate::record::{Act, ActId, Fault, Proposal, Slug};

/// What people filed on one document.
#[derive(Debug, Default)]
pub struct Register {
    /// The proposals by slug.
    pub proposals: BTreeMap<Slug, Proposal>,
    /// The acts, in the order of their files.
    pub acts: Vec<Act>,
    /// What the acts come to.
    pub ledger: Ledger,
    /// What is wrong with the files.
    pub faults: Vec<Fault>,
    by_id: OnceLock<HashMap<ActId, usize>>,
}

impl Register {
    /// A register of what was read.
    pub(super) fn new(
        proposals: BTreeMap<Slug, Proposal>,
        acts: Vec<Act>,
        ledger: Ledger,
        faults: Vec<Fault>,
    ) -> Register {
        Register {
            proposals,
            acts,
            ledger,
            faults,
            by_id: OnceLock::new(),
        }
    }

    /// The act of an id.
    pub fn act(&self, id: &ActId) -> Option<&Act> {
        let index = self.by_id.get_or_init(|| {
            let acts = self.acts.iter().enumerate();
            acts.map(|(n, act)| (act.id.clone(), n)).collect()
        });
        index.get(id).and_then(|n| self.acts.get(*n))
    }
}
