//! Results as lines of spans with a role: what it is, not how it looks; no colours.

mod clean;
mod line;
mod prose;
mod role;
mod signs;
mod wrap;

pub use clean::clean;
pub use line::{Line, Span, width};
pub use prose::{Form, Owners, change, paragraph, words};
pub use role::Role;
pub use signs::{ChangeSign, change_sign, state_sign, status_sign};
pub use wrap::wrap;
