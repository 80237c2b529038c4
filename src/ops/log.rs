//! The acts in time, each in a sentence.

use super::results::LogRow;
use crate::consensus::Refusal;
use crate::meeting::Meeting;

/// The acts of a document, or of all, newest first.
///
/// # Errors
/// Where there is no such document.
pub fn log(_meeting: &Meeting, _document: Option<&str>) -> Result<Vec<LogRow>, Refusal> {
    Ok(Vec::new())
}
