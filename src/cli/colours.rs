//! Whether git wants colours of what it runs: a pager of git's stands between, so the output is no terminal.

use std::path::Path;
use std::process::{Command, Stdio};

/// Asks git, which knows its own settings, those of its command line, and whether its pager shows colours.
pub(crate) fn git_wants_colours(folder: &Path) -> bool {
    Command::new("git")
        .args(["config", "--get-colorbool", "color.diff"])
        .current_dir(folder)
        .stdin(Stdio::null())
        // Without a word it looks at the output that it shares with this program.
        .stdout(Stdio::inherit())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}
