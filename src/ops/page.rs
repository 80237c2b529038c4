//! A document for reading: a row a paragraph, with its standing and what was said of it.

use super::results::Page;
use crate::consensus::Refusal;
use crate::meeting::Meeting;
use crate::rolling::Reader;

/// A document as the room sees it, or as a reader would read it.
///
/// # Errors
/// Where there is no such document.
pub fn page(
    _meeting: &Meeting,
    _document: &str,
    _reader: Option<&Reader>,
) -> Result<Page, Refusal> {
    Err(super::find::not_built())
}
