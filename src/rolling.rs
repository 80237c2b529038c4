//! The rolling text: how a bracketed text reads for one party.

mod reading;

pub use reading::{Bare, Reader, read, read_text};
