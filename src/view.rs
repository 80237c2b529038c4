//! Results as lines of spans with a role: what it is, not how it looks; no colours.

mod clean;
mod line;
mod role;
mod wrap;

pub use clean::clean;
pub use line::{Line, Span, width};
pub use role::Role;
pub use wrap::wrap;
