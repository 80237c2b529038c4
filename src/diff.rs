//! Two documents side by side: which paragraph became which, and what changed in its words.

mod align;
mod change;
mod likeness;
mod wording;

pub use align::align;
pub use change::{Alignment, Change, ChangeKind};
pub use wording::{Op, Wording, reword};
