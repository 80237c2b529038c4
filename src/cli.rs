//! What may be typed, what is printed, and how it ends.

mod env;
mod failure;
mod grammar;
mod nearby;
mod start;

pub use env::{Env, Input};
pub use failure::Failure;
pub use grammar::{complete, interpret};
pub use start::main;
