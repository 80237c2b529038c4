//! One command line from words to an exit status, inside the process: no global state is read or written.

use std::ffi::OsString;
use std::path::Path;
use std::sync::Arc;

use super::colours::git_wants_colours;
use super::commands;
use super::env::Env;
use super::failure::Failure;
use super::grammar::{Colour, Verb, parse};
use super::session::Session;
use crate::ops::Request;
use crate::workspace::Workspace;

/// How a command that could be done ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    /// Done.
    Done,
    /// Done, but what was asked for does not hold: there are differences, findings.
    DoesNotHold,
}

/// What a command line came to.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// The exit status: 0 done, 1 done but what was asked for does not hold, 2 could not be done.
    pub status: u8,
    /// What goes to standard output.
    pub out: Vec<u8>,
    /// What goes to standard error.
    pub err: Vec<u8>,
    /// A meeting whose screens are to be opened next, if somebody sits there.
    pub open: Option<std::path::PathBuf>,
    /// The same meeting where it was read already.
    pub workspace: Option<Arc<Workspace>>,
    /// What is to be shown there first.
    pub first: Option<Request>,
}

impl Outcome {
    /// Standard output as text.
    pub fn printed(&self) -> String {
        String::from_utf8_lossy(&self.out).into_owned()
    }

    /// Standard error as text.
    pub fn complained(&self) -> String {
        String::from_utf8_lossy(&self.err).into_owned()
    }
}

/// Runs a command line in a folder, the program's name not among the words.
///
/// The in-process entry: the demonstration, the story's test and the manual's tests use it as the program itself does.
pub fn run_in<W: Into<OsString>>(
    folder: &Path,
    words: impl IntoIterator<Item = W>,
    env: &Env,
) -> Outcome {
    let words = std::iter::once(OsString::from("adref")).chain(words.into_iter().map(Into::into));
    let line = match parse(words) {
        Ok(line) => line,
        Err(error) => return spoken(&error, env),
    };
    let mut env = env.clone();
    env.cwd = match &line.everywhere.directory {
        Some(directory) => folder.join(directory),
        None => folder.to_path_buf(),
    };
    match line.everywhere.colour {
        Colour::Auto if line.verb.as_ref().is_some_and(Verb::is_run_by_git) => {
            env.colour = !env.plain && git_wants_colours(&env.cwd);
        }
        Colour::Auto => {}
        Colour::Always => env.colour = true,
        Colour::Never => (env.colour, env.plain) = (false, true),
    }
    let mut session = Session::new(&env, line.everywhere.json);
    let ended = if env.cwd.is_dir() {
        commands::run(&mut session, line.verb.as_ref())
    } else {
        Err(Failure::new(format!(
            "there is no folder {}",
            env.cwd.display()
        )))
    };
    let status = match ended {
        Ok(Ending::Done) => 0,
        Ok(Ending::DoesNotHold) => 1,
        Err(failure) => {
            session.fail(&failure);
            2
        }
    };
    session.finish(status)
}

/// What the grammar has to say itself: help and version on standard output, a slip on standard error.
fn spoken(error: &clap::Error, env: &Env) -> Outcome {
    let text = error.render();
    let text = if env.colour {
        text.ansi().to_string()
    } else {
        text.to_string()
    };
    let (status, out, err) = if error.use_stderr() {
        (2, String::new(), text)
    } else {
        (0, text, String::new())
    };
    Outcome {
        status,
        out: out.into_bytes(),
        err: err.into_bytes(),
        open: None,
        workspace: None,
        first: None,
    }
}
