//! A document as it goes out of the house: a Word file's paragraphs, from the text as it stands or as somebody reads it.

mod advice;
mod authority;
mod authorship;
mod called;
mod chain;
mod compared;
mod hand;
mod hands;
mod how;
mod label;
mod loom;
mod masthead;
mod order;
mod paper;
mod redline;
mod seams;
mod slip;
mod strands;
mod weave;
mod words;

pub use advice::advice;
pub use authority::{Authority, by_authority};
pub use authorship::Hands;
pub use called::{name_of, names};
pub use chain::Chain;
pub use hand::Hand;
pub use hands::Between;
pub use how::How;
pub use masthead::language_of;
pub use paper::{Manner, paper};
pub use redline::redline;
pub use slip::{asked, slip};
pub use words::{Naming, PrintedRun, printed_cells, printed_label, printed_runs};
