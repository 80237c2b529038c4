//! A Word file in: from bytes that anybody may have sent to paragraphs of runs.

mod body;
mod fault;
mod left;
mod numbering;
mod numerals;
mod package;
mod relations;
mod styles;
mod whole;
mod xml;

pub use fault::Fault;
pub use left::Left;
pub use whole::{Reading, read_paper};
