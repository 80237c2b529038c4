//! Where the program starts: the world is read here, once, and what was said is written here, once.

use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use anstream::AutoStream;

use super::env::{Env, Input};
use super::failure::Failure;
use super::outcome::Outcome;
use super::run::run_in;
use super::session::plain;
use crate::moment::Moment;
use crate::ops::Request;
use crate::workspace::Workspace;

/// How the screens are to be opened.
#[derive(Debug, Clone)]
pub struct Start {
    /// The folder the program was started in, or told to start in.
    pub cwd: PathBuf,
    /// What is to be shown first, where something was asked for.
    pub first: Option<Request>,
    /// A folder of the meeting.
    pub folder: PathBuf,
    /// The meeting where it was read already.
    pub workspace: Option<Arc<Workspace>>,
    /// `ADREF_AS`, where it is set.
    pub hand: Option<String>,
    /// `ADREF_NOW`, where it is set: then the clock stands still.
    pub now: Option<Moment>,
    /// `VISUAL` or `EDITOR`.
    pub editor: Option<String>,
    /// Whether colours may be used.
    pub colour: bool,
}

/// Opens the screens; ends when they are closed.
pub type Screens = fn(Start) -> Result<(), Failure>;

/// Runs the program on its command line; `screens` is what `adref` alone opens.
pub fn main(screens: Screens) -> ExitCode {
    let env = match world() {
        Ok(env) => env,
        Err(failure) => {
            let text = plain(&failure);
            let _ = std::io::stderr().lock().write_all(text.as_bytes());
            return ExitCode::from(2);
        }
    };
    let folder = env.cwd.clone();
    let outcome = run_in(&folder, std::env::args_os().skip(1), &env);
    let status = written(&outcome);
    let Some(folder) = outcome.open else {
        return ExitCode::from(status);
    };
    match screens(start(folder, outcome.workspace, outcome.first, &env)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            let text = plain(&failure);
            let _ = std::io::stderr().lock().write_all(text.as_bytes());
            ExitCode::from(2)
        }
    }
}

fn start(
    folder: PathBuf,
    workspace: Option<Arc<Workspace>>,
    first: Option<Request>,
    env: &Env,
) -> Start {
    Start {
        cwd: env.cwd.clone(),
        first,
        folder,
        workspace,
        hand: env.hand.clone(),
        now: env.now,
        editor: env.editor.clone(),
        colour: env.colour,
    }
}

/// Writes what was said. A reader that went away (`adref log | head`) is no failure.
fn written(outcome: &Outcome) -> u8 {
    // Older consoles of Windows have to be told to read colours, or have them translated.
    let mut out = AutoStream::always(std::io::stdout().lock());
    let done = out.write_all(&outcome.out).and_then(|()| out.flush());
    let mut err = AutoStream::always(std::io::stderr().lock());
    let _ = err.write_all(&outcome.err);
    match done {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            let _ = writeln!(err, "Error: standard output\nCaused by: {error}");
            2
        }
        _ => outcome.status,
    }
}

/// Reads environment, terminal and folder.
fn world() -> Result<Env, Failure> {
    let set = |name: &str| {
        std::env::var_os(name)
            .filter(|value| !value.is_empty())
            .map(|value| value.to_string_lossy().into_owned())
    };
    let cwd = std::env::current_dir()
        .map_err(|error| Failure::new("the current folder").because(error.to_string()))?;
    let now = match set("ADREF_NOW") {
        None => None,
        Some(text) => Some(text.parse().map_err(|error| {
            Failure::new("ADREF_NOW cannot be read").because(format!("{error}"))
        })?),
    };
    let terminal = std::io::stdout().is_terminal();
    Ok(Env {
        cwd,
        hand: set("ADREF_AS"),
        now,
        editor: set("VISUAL").or_else(|| set("EDITOR")),
        width: width(set("COLUMNS")),
        // A pager that git opened shows to a person what git hands on.
        wraps: terminal || set("COLUMNS").is_some() || set("GIT_PAGER_IN_USE").is_some(),
        colour: colours(terminal, &set),
        plain: set("NO_COLOR").is_some(),
        program: None,
        interactive: terminal && std::io::stdin().is_terminal(),
        terminal,
        input: Input::Standard,
        last: true,
        opened: None,
    })
}

fn colours(terminal: bool, set: &impl Fn(&str) -> Option<String>) -> bool {
    if set("NO_COLOR").is_some() {
        return false;
    }
    if set("CLICOLOR_FORCE").is_some_and(|value| value != "0") {
        return true;
    }
    terminal
        && set("CLICOLOR").is_none_or(|value| value != "0")
        && set("TERM").is_none_or(|term| term != "dumb")
}

fn width(columns: Option<String>) -> usize {
    let given = columns.and_then(|columns| columns.parse::<usize>().ok());
    let found = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    given.or_else(found).unwrap_or(80).clamp(20, 400)
}
