//! What may be typed: one file a group of verbs, and from words to a request.

mod complete;
mod drafting;
mod interpret;
mod keeping;
mod line;
mod reading;
mod ruling;
mod split;
mod taking;
mod target;
mod treating;

pub use complete::complete;
pub use interpret::interpret;
pub(crate) use line::parse;
