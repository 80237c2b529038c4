//! A repository and its meeting: open, look at a version, save an edit.

mod clock;
mod edit;
mod editor;
mod kept;
mod naming;
mod open;
mod versions;
mod visits;

pub use edit::Edit;
pub use editor::{EDITOR, open_editor};
pub use naming::{Issue, Naming};
pub use open::{Author, Present, Saved, Workspace};
