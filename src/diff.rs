//! Two documents side by side: which paragraph became which, and what changed in its words.

mod align;
mod anchors;
mod change;
mod headings;
mod likeness;
mod matching;
mod order;
mod passage;
mod rounds;
mod runs;
mod wording;

pub use align::align;
pub use change::{Alignment, Change, ChangeKind};
pub use wording::{Op, Wording, change_words, reword};
