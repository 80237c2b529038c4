//! The rolling text: how a bracketed text reads for one party.

mod hunks;
mod lay;
mod pairs;
mod quote;
mod reading;
mod remains;
mod stretch;

pub use hunks::{Hunk, collide, hunks, rebase};
pub use lay::{Bed, Misfit, Taken, in_brackets};
pub use reading::{Bare, Reader, conflicts, read, read_text};
