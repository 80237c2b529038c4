//! The suite: one program, one file a kind of proof.

mod book;
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod cases;
mod ceiling;
mod commands;
mod contract;
mod crash;
mod diff;
mod hostile;
mod kit;
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stderr)]
mod laws;
mod layers;
mod ops;
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stderr)]
mod paris;
mod pty;
mod record;
mod repo;
mod rules;
mod screens;
mod story;
