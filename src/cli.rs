//! What may be typed, what is printed, and how it ends.

mod before;
mod colours;
mod commands;
mod env;
mod failure;
mod folder;
mod followed;
mod grammar;
mod layout;
mod line;
mod nearby;
mod outcome;
mod paint;
mod place;
mod program;
mod run;
mod session;
mod source;
mod start;

pub use env::{Env, Input};
pub use failure::Failure;
pub use grammar::{complete, interpret};
pub use outcome::Outcome;
pub use run::run_in;
pub use source::read_text;
pub use start::{Screens, Start, main};
