//! One paragraph in full.

use super::results::Dossier;
use crate::consensus::Refusal;
use crate::meeting::Meeting;

/// Everything on one paragraph of a document.
///
/// # Errors
/// Where there is no such document or paragraph.
pub fn dossier(_meeting: &Meeting, _document: &str, _index: usize) -> Result<Dossier, Refusal> {
    Err(super::find::not_built())
}
