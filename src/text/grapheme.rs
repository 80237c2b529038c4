//! Graphemes: what a reader takes for one character, never to be cut.

use unicode_segmentation::UnicodeSegmentation;

/// The graphemes of a text; joined they are the text.
pub fn graphemes(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.graphemes(true)
}
