//! Proposals: the list and the card.

use super::results::{ProposalCard, ProposalFilter, ProposalRow};
use crate::consensus::Refusal;
use crate::meeting::Meeting;

/// The proposals that a filter lets through, open ones first, then by document, paragraph and number.
///
/// # Errors
/// Where the filter names no document, or no delegation or group.
pub fn proposals(
    _meeting: &Meeting,
    _filter: &ProposalFilter,
) -> Result<Vec<ProposalRow>, Refusal> {
    Ok(Vec::new())
}

/// A proposal in full, by number or slug.
///
/// # Errors
/// Where there is no such proposal.
pub fn proposal(_meeting: &Meeting, _name: &str) -> Result<ProposalCard, Refusal> {
    Err(super::find::not_built())
}
