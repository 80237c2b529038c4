//! A Word file in: from bytes that anybody may have sent to paragraphs of runs.

mod around;
mod body;
mod cells;
mod elements;
mod fault;
mod frames;
mod left;
mod numbering;
mod numerals;
mod package;
mod properties;
mod relations;
mod styles;
mod whole;
mod words;
mod xml;

pub use fault::Fault;
pub use left::Left;
pub use whole::{Reading, read_paper};
