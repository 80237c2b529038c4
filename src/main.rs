//! The program: everything it does is in the library; here the command line meets the screens.

use std::process::ExitCode;
use std::sync::Arc;

use adref::cli::{self, Failure, Start};
use adref::repo::{Error, Repository};
use adref::tui::{self, Config};
use adref::workspace::Workspace;

// Two threads that read two texts ask for much memory at once. The system's allocator of Linux moves and returns large pieces of
// it as it goes, for which either thread stops the other: long texts take up to a fifth longer to compare.
#[cfg(target_os = "linux")]
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cli::main(screens)
}

fn screens(start: Start) -> Result<(), Failure> {
    let nowhere = std::env::temp_dir().join(format!("adref-{}", std::process::id()));
    let opened = match start.workspace {
        Some(workspace) => Ok(workspace),
        None => Workspace::open(&start.folder).map(Arc::new),
    };
    let workspace = match opened {
        Ok(workspace) => workspace,
        // Two files need no repository: they are shown beside an empty one, which goes when they do.
        Err(Error::NoRepository(_)) if start.first.is_some() => {
            Arc::new(Workspace::of(Repository::init(&nowhere)?))
        }
        Err(error) => return Err(error.into()),
    };
    let config = Config {
        workspace,
        folder: start.cwd,
        first: start.first,
        hand: start.hand,
        now: start.now,
        editor: start.editor,
        colour: start.colour,
        interpret: cli::interpret,
        complete: cli::complete,
        read: cli::read_text,
    };
    let ended = tui::run(config);
    if nowhere.exists() {
        let _ = std::fs::remove_dir_all(&nowhere);
    }
    ended.map_err(|error| Failure::of(&error))
}
