//! The world as the program finds it, read once at the edge: where it stands, who asks, what time it is, what it may print on.

use std::path::PathBuf;
use std::sync::Arc;

use super::program::name_in_shell;
use crate::moment::Moment;
use crate::workspace::Workspace;

/// Where `-` reads from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// The process's own standard input.
    Standard,
    /// These bytes.
    Given(Vec<u8>),
}

/// Everything outside the repository that a command may depend on.
#[derive(Debug, Clone)]
pub struct Env {
    /// The folder it is run in.
    pub cwd: PathBuf,
    /// `ADREF_AS`: the hand.
    pub hand: Option<String>,
    /// `ADREF_NOW`; the clock is read where there is none.
    pub now: Option<Moment>,
    /// `VISUAL`, else `EDITOR`.
    pub editor: Option<String>,
    /// Columns to fill.
    pub width: usize,
    /// Whether long lines are broken there: not where a program reads them.
    pub wraps: bool,
    /// Whether colours may be printed.
    pub colour: bool,
    /// Whether somebody said that there be none: `NO_COLOR`.
    pub plain: bool,
    /// The program as a shell finds it, its name where that is enough, else its path; looked for when it is asked for
    /// where there is none.
    pub program: Option<String>,
    /// Whether somebody sits at both ends, so that a question or a screen makes sense.
    pub interactive: bool,
    /// Whether what is printed goes to a terminal, which must never see foreign control characters.
    pub terminal: bool,
    /// Standard input.
    pub input: Input,
    /// Whether the process ends with this command: what was read for it need not be given back piece by piece then.
    pub last: bool,
    /// The repository that the folder lies in, where it is open already: a replay opens it once and not at every line.
    pub opened: Option<Arc<Workspace>>,
}

impl Env {
    /// A quiet world for tests and replays: no terminal, no colour, 80 columns, nothing on standard input.
    pub fn quiet(cwd: impl Into<PathBuf>) -> Env {
        Env {
            cwd: cwd.into(),
            hand: None,
            now: None,
            editor: None,
            width: 80,
            wraps: true,
            colour: false,
            plain: true,
            program: Some("adref".to_owned()),
            interactive: false,
            terminal: false,
            input: Input::Given(Vec::new()),
            last: false,
            opened: None,
        }
    }

    /// Behind how many columns a line is broken.
    pub(crate) fn breadth(&self) -> usize {
        if self.wraps { self.width } else { usize::MAX }
    }

    /// The program as a shell finds it.
    pub(crate) fn program(&self) -> String {
        self.program.clone().unwrap_or_else(name_in_shell)
    }

    /// The moment: what `ADREF_NOW` says, else the clock.
    pub fn moment(&self) -> Moment {
        self.now.unwrap_or_else(Moment::now)
    }
}
