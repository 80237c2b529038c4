//! The life of paragraphs: what each version of a file made of them, followed through every rewriting of it.
//!
//! Old versions are read as `git blame` reads them, not hashed again.

mod ahead;
mod blame;
mod history;
mod keep;
mod leaf;
mod lost;
mod pairs;
mod runs;
mod start;
mod trace;
mod window;

pub use blame::{Blame, Last, blame};
pub use start::{Failed, Start};
pub use trace::{Life, Stage, Turn, trace};
