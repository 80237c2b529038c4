//! A command line from its words to how it ended, whoever does what its verb says.

use std::ffi::OsString;
use std::path::Path;

use super::colours::git_wants_colours;
use super::env::Env;
use super::failure::Failure;
use super::grammar::{Colour, Verb, parse};
use super::outcome::{Ending, Outcome};
use super::session::Session;

/// Reads a command line, the program's name not among its words, and has done in a folder what its verb says.
pub(super) fn carry_out<W: Into<OsString>>(
    folder: &Path,
    words: impl IntoIterator<Item = W>,
    env: &Env,
    does: impl FnOnce(&mut Session<'_>, Option<&Verb>) -> Result<Ending, Failure>,
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
        does(&mut session, line.verb.as_ref())
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
