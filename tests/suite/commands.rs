//! The book never lies: every command block of its pages works and prints this, run by trycmd on the worked example.
//!
//! A page is run in a copy of its own, in the folder of a demonstration laid out to a checkpoint (Thursday noon, unless the page
//! says `<!-- demo: CHECKPOINT -->`; with `none` in an empty folder). `TRYCMD=overwrite cargo test --test suite commands` writes what was printed into the pages;
//! read what it wrote before you keep it.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};

use crate::kit::{NOW, bare_command};

/// The pages with commands in them.
fn pages() -> Vec<PathBuf> {
    let book = Path::new(env!("CARGO_MANIFEST_DIR")).join("book/src");
    let mut pages: Vec<PathBuf> = std::fs::read_dir(book)
        .unwrap()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
        .filter(|path| {
            std::fs::read_to_string(path)
                .unwrap()
                .contains("```console\n")
        })
        .collect();
    pages.sort();
    pages
}

/// Lays the demonstration out in a folder.
fn demo(home: &Path, folder: &Path, checkpoint: Option<&str>) {
    let mut command = bare_command(env!("CARGO_BIN_EXE_adref"), home);
    command.arg("demo").arg(folder);
    if let Some(checkpoint) = checkpoint {
        command.args(["--until", checkpoint]);
    }
    let output = command.output().unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// A program of this machine.
fn found_in_path(name: &str) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    std::env::split_paths(&folders)
        .map(|folder| folder.join(format!("{name}{}", std::env::consts::EXE_SUFFIX)))
        .find(|file| file.is_file())
}

/// Lays the files that a page shows commands on, `in/NAME/`, beside the demonstration.
fn lay_beside(page: &Path, folder: &Path) {
    let files = page.with_file_name("in").join(page.file_stem().unwrap());
    for file in std::fs::read_dir(files).into_iter().flatten().flatten() {
        std::fs::copy(file.path(), folder.join(file.file_name())).unwrap();
    }
}

fn checkpoint(page: &str) -> Option<&str> {
    let (_, rest) = page.split_once("<!-- demo: ")?;
    rest.split_once(" -->").map(|(name, _)| name)
}

#[test]
fn every_command_of_the_book_prints_what_it_says() {
    let pages = pages();
    assert!(pages.len() >= 4, "only {pages:?}");
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path().canonicalize().unwrap();
    let home = folder.join("home");
    std::fs::create_dir(&home).unwrap();
    let cases = trycmd::TestCases::new();
    for page in &pages {
        let text = std::fs::read_to_string(page).unwrap();
        let name = page.file_stem().unwrap();
        // Each page has a folder of its own: what it makes beside the meeting is not in another's way.
        let own = folder.join(name);
        std::fs::create_dir(&own).unwrap();
        let copy = own.join("page.md");
        std::fs::write(&copy, &text).unwrap();
        match checkpoint(&text) {
            Some("none") => std::fs::create_dir(own.join("page.in")).unwrap(),
            until => demo(&home, &own.join("page.in"), until),
        }
        lay_beside(page, &own.join("page.in"));
        cases.case(copy);
    }
    let home = home.to_string_lossy().into_owned();
    let settings = [
        ("HOME", home.as_str()),
        ("GIT_CONFIG_GLOBAL", "/dev/null"),
        ("GIT_CONFIG_NOSYSTEM", "1"),
        ("ADREF_NOW", NOW),
        ("COLUMNS", "80"),
        ("NO_COLOR", "1"),
        ("LANG", "C.UTF-8"),
        // Empty is as good as not set.
        ("ADREF_AS", ""),
        ("EDITOR", ""),
        ("VISUAL", ""),
        ("CLICOLOR_FORCE", ""),
    ];
    for (key, value) in settings {
        cases.env(key, value);
    }
    // Where git finds the program by its name, the settings that the book shows hold no path of this machine.
    let program = Path::new(env!("CARGO_BIN_EXE_adref"));
    let found = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::iter::once(program.parent().unwrap().to_owned())
        .chain(std::env::split_paths(&found))
        .collect::<Vec<_>>();
    cases.env(
        "PATH",
        std::env::join_paths(folders).unwrap().to_string_lossy(),
    );
    if let Some(git) = found_in_path("git") {
        cases.register_bin("git", git);
    }
    cases
        .default_bin_name("adref")
        .register_bin("adref", Path::new(env!("CARGO_BIN_EXE_adref")));
    // It runs, and fails, where it is dropped or told to.
    let ran = catch_unwind(AssertUnwindSafe(|| cases.run()));
    if std::env::var_os("TRYCMD").is_some_and(|mode| mode == "overwrite") {
        for page in &pages {
            let copy = folder.join(page.file_stem().unwrap()).join("page.md");
            std::fs::copy(copy, page).unwrap();
        }
    }
    if let Err(failed) = ran {
        resume_unwind(failed);
    }
}
