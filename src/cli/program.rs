//! The program's own name, as a shell finds it.

use std::path::PathBuf;

/// The program as a shell finds it: `adref` where that is this very file, else its path, quoted where it must be.
pub(super) fn name_in_shell() -> String {
    let name = "adref";
    let Ok(exe) = std::env::current_exe() else {
        return name.to_owned();
    };
    let folders = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&folders)
        .map(|folder| folder.join(format!("{name}{}", std::env::consts::EXE_SUFFIX)))
        .find(|file| file.is_file());
    let real = |path: &PathBuf| path.canonicalize().ok();
    if found.is_some_and(|found| real(&found) == real(&exe)) {
        return name.to_owned();
    }
    // A shell runs it, on Windows too.
    let path = exe
        .to_string_lossy()
        .replace(std::path::MAIN_SEPARATOR, "/");
    let plain = |c: char| c.is_alphanumeric() || "/._-+:".contains(c);
    match path.chars().all(plain) {
        true => path,
        false => format!("'{}'", path.replace('\'', "'\\''")),
    }
}
