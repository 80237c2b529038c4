//! One command line from words to an exit status, inside the process: no global state is read or written.

use std::ffi::OsString;
use std::path::Path;

use super::commands;
use super::env::Env;
use super::grammar::{Keeping, Verb};
use super::line::carry_out;
use super::outcome::Outcome;

/// Runs a command line in a folder, the program's name not among the words.
///
/// The in-process entry: the story's test and the manual's tests use it as the program itself does.
pub fn run_in<W: Into<OsString>>(
    folder: &Path,
    words: impl IntoIterator<Item = W>,
    env: &Env,
) -> Outcome {
    carry_out(folder, words, env, |session, verb| match verb {
        // It plays the other commands, so it stands above them.
        Some(Verb::Keeping(Keeping::Demo(typed))) => commands::demo(session, typed),
        verb => commands::run(session, verb),
    })
}
