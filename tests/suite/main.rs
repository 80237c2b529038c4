//! The suite: one program, one file a kind of proof.

// A test that cannot go on says so by panicking, and one that skips says why.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::print_stderr
)]

mod adoption;
mod amendments;
mod answered;
mod apart;
mod aside;
mod board;
mod book;
mod browser;
mod by_hand;
mod cases;
mod ceiling;
mod changed_there;
mod commands;
mod compile;
mod contract;
mod crash;
mod desk;
mod desks;
mod diff;
mod export;
mod gavel;
mod git;
mod habits;
mod handed_in;
mod hints;
mod hostile;
mod kept;
mod kit;
mod known_faults;
mod laws;
mod layers;
mod life;
mod linkages;
mod mailed;
mod merge;
mod model;
mod moves;
mod naming;
mod ops;
mod page;
mod paris;
mod progress;
mod pty;
mod real;
mod record;
mod renumber;
mod repo;
mod rivals;
mod room;
mod rules;
mod screens;
mod seats;
mod sending;
mod serve;
mod set_up;
mod shown;
mod silences;
mod soffice;
mod sponsors;
mod story;
mod throughout;
mod traced;
mod undoing;
mod undone;
mod word_back;
mod word_out;
