//! Alignment: anchors, likeness, moves, splits and merges.

use super::change::Alignment;
use crate::text::Document;

/// Aligns two versions of a document, paragraph by paragraph.
pub fn align(_old: &Document, _new: &Document) -> Alignment {
    Alignment::default()
}
