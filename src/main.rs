//! The program: everything it does is in the library; here the command line meets the screens.

use std::process::ExitCode;
use std::sync::Arc;

use adref::cli::{self, Failure, Start};
use adref::tui::{self, Config};
use adref::workspace::Workspace;

fn main() -> ExitCode {
    cli::main(screens)
}

fn screens(start: Start) -> Result<(), Failure> {
    let config = Config {
        workspace: Arc::new(Workspace::open(&start.folder)?),
        hand: start.hand,
        now: start.now,
        editor: start.editor,
        colour: start.colour,
        interpret: cli::interpret,
        complete: cli::complete,
    };
    tui::run(config).map_err(|error| Failure::of(&error))
}
