//! The rolling text: how a bracketed text reads for one party.

mod hunks;
mod reading;

pub use hunks::{Hunk, collide, hunks, rebase};
pub use reading::{Bare, Reader, read, read_text};
