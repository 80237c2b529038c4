//! The editor that somebody set, opened on a file: the setting may hold arguments, the file's name may hold anything.

use std::path::Path;
use std::process::{Command, ExitStatus};

/// The editor where none is set.
pub const EDITOR: &str = if cfg!(windows) { "notepad" } else { "vi" };

/// Opens an editor on a file in this terminal and waits until it is closed.
///
/// `editor` is a setting as git reads it, for the system's shell: `code --wait`, `"C:\Program Files\Vim\vim.exe"`.
///
/// # Errors
/// Where there is no shell.
pub fn open_editor(editor: &str, file: &Path) -> std::io::Result<ExitStatus> {
    shell(editor, file).status()
}

#[cfg(not(windows))]
fn shell(editor: &str, file: &Path) -> Command {
    let mut command = Command::new("sh");
    command
        .arg("-c")
        .arg(format!("{editor} \"$1\""))
        .arg(editor)
        .arg(file);
    command
}

/// Only the shell finds `code.cmd` where `code` is set. With `/S` it takes off the outer quotes and leaves every other one alone.
#[cfg(windows)]
fn shell(editor: &str, file: &Path) -> Command {
    use std::os::windows::process::CommandExt;
    let file = file.display().to_string().replace('/', "\\");
    let mut command = Command::new("cmd");
    command
        .arg("/S")
        .arg("/C")
        .raw_arg(format!("\"{editor} \"{file}\"\""));
    command
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn an_editor_with_arguments_gets_a_file_with_blanks_in_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("it is 12 (a) & more.md");
        // What sorts in place stands for an editor; both systems have it.
        std::fs::write(&file, "b\na\n").unwrap();
        let out = if cfg!(windows) { "/O" } else { "-o" };
        let editor = format!("sort {out} \"{}\"", file.display());
        assert!(open_editor(&editor, &file).unwrap().success());
        let text = std::fs::read_to_string(&file).unwrap();
        assert_eq!(text.lines().collect::<Vec<_>>(), ["a", "b"]);
        assert!(!open_editor("exit 3 &&", &file).unwrap().success());
    }
}
