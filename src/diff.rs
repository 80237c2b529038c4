//! Two documents side by side: which paragraph became which, and what changed in its words.

mod align;
mod anchors;
mod bag;
mod blocks;
mod candidates;
mod carried;
mod change;
mod gaps;
mod headings;
mod heads;
mod joins;
mod lexicon;
mod likeness;
mod matching;
mod numbers;
mod op;
mod options;
mod order;
mod passage;
mod phrases;
mod places;
mod rounds;
mod runs;
mod script;
mod side;
mod slide;
mod slots;
mod spelling;
mod steps;
mod units;
mod wording;

pub use align::{ALIGNER, align};
pub use change::{Alignment, Change, ChangeKind};
pub use op::{Op, Wording};
pub use phrases::mark_moved;
pub use wording::{Joint, SEAM, change_words, reword, reword_whole, words_of_changes};
