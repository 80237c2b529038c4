//! What the keys mean, screen by screen: one table for the keys themselves, the last row, and the list behind `?`.

mod binding;
mod everywhere;
mod followers;
mod offered;
mod screens;

pub(super) use binding::Binding;
pub(super) use followers::{followers, prefix_title};
pub(super) use offered::bindings;
