//! A repository and its meeting: open, look at a version, save an edit.

mod clock;
mod edit;
mod kept;
mod open;
mod versions;

pub use edit::Edit;
pub use open::{Present, Workspace};
