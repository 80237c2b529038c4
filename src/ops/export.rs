//! A document as it goes out of the house: a Word file's paragraphs, from the text as it stands or as somebody reads it.

mod label;
mod masthead;
mod paper;
mod words;

pub use masthead::language_of;
pub use paper::{Manner, paper};
pub use words::{Naming, PrintedRun, printed_cells, printed_label, printed_runs};
