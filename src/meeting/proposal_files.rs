//! The files of a document's proposals, read once while they stay as they are.

use std::collections::HashMap;
use std::sync::Arc;

use super::record_files::open;
use crate::record::{Fault, Proposal, read_proposal};
use crate::repo::{BlobId, Snapshot};

/// The proposals of a document by the paths of their files.
pub(super) type ProposalFiles = HashMap<String, Arc<ProposalFile>>;

/// What a proposal's file says. Nearly all of them stay as they were filed while others come: they are read once.
#[derive(Debug)]
pub(super) struct ProposalFile {
    id: Option<BlobId>,
    pub(super) proposal: Option<Proposal>,
    pub(super) faults: Vec<Fault>,
}

/// What a proposal's file says: as it was read before, where its bytes are the same.
pub(super) fn proposal_file(
    (snapshot, document): (&Snapshot, &str),
    path: &str,
    before: Option<&Arc<ProposalFile>>,
    unread: &mut Vec<Fault>,
) -> Option<Arc<ProposalFile>> {
    let id = snapshot.id(path);
    if let Some(file) = before.filter(|file| id.is_some() && file.id == id) {
        return Some(file.clone());
    }
    let bytes = open(snapshot, path, unread)?;
    let (proposal, faults) = read_proposal(path, document, &bytes);
    Some(Arc::new(ProposalFile {
        id,
        proposal,
        faults,
    }))
}
