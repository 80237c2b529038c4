//! Two versions merged: git's own result where git has one, a bracket where both changed the same words, never a lost word.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Output;

use adref::ops::{Merge, Versions, merge};
use adref::text::{Document, words};

use crate::compile::{amended, eight, sections};
use crate::kit::{bare_command, has_git};

fn merged(base: &str, ours: &str, theirs: &str) -> Merge {
    let versions = Versions {
        base: base.as_bytes(),
        ours: ours.as_bytes(),
        theirs: theirs.as_bytes(),
    };
    merge(versions, None).unwrap().unwrap()
}

fn counted(text: &str) -> BTreeMap<String, usize> {
    let mut all = BTreeMap::new();
    let document = Document::parse(text);
    for paragraph in document.paragraphs() {
        for word in words(&paragraph.text) {
            *all.entry(word.to_owned()).or_default() += 1;
        }
    }
    all
}

/// What git itself makes of three files; `None` where it has a conflict.
fn by_git(folder: &Path, texts: [&str; 3]) -> Option<Vec<u8>> {
    let names = ["base.md", "ours.md", "theirs.md"];
    for (name, text) in names.iter().zip(texts) {
        fs::write(folder.join(name), text).unwrap();
    }
    let output = bare_command("git", folder)
        .current_dir(folder)
        .args(["merge-file", "-p", "ours.md", "base.md", "theirs.md"])
        .output()
        .unwrap();
    output.status.success().then_some(output.stdout)
}

#[test]
fn two_hundred_pairs_are_merged_without_a_mark_and_without_a_lost_word() {
    let (sections, parties) = (sections(), eight());
    let folder = tempfile::tempdir().unwrap();
    let (mut clean, mut contested) = (0, 0);
    for n in 0..200_u64 {
        let Some(base) = sections.get(n as usize % sections.len().max(1)) else {
            return;
        };
        let ours = amended(base, &parties, 2 * n + 1_001);
        let theirs = amended(base, &parties, 2 * n + 1_002);
        let merge = merged(base, &ours, &theirs);
        let text = String::from_utf8(merge.bytes.clone()).unwrap();
        for mark in ["<<<<<<<", "|||||||", ">>>>>>>"] {
            assert!(!text.contains(mark), "{text}");
        }
        let was = counted(base);
        let is = counted(&text);
        for side in [&ours, &theirs] {
            for (word, many) in counted(side) {
                let new = many.saturating_sub(was.get(&word).copied().unwrap_or(0));
                let there = is.get(&word).copied().unwrap_or(0);
                assert!(
                    new == 0 || there >= new,
                    "{word:?} is lost\n{base}\n=== ours\n{ours}\n=== theirs\n{theirs}\n=== merged\n{text}"
                );
            }
        }
        if merge.contested > 0 {
            contested += 1;
        }
        if has_git()
            && n % 4 == 0
            && let Some(own) = by_git(folder.path(), [base, &ours, &theirs])
        {
            clean += 1;
            assert_eq!(String::from_utf8(own).unwrap(), text);
        }
    }
    eprintln!("{contested} of 200 contested, {clean} of 50 clean for git");
    assert!(contested > 0);
}

#[test]
fn whoever_changed_nothing_has_the_others_text() {
    let parties = eight();
    for (n, base) in sections().iter().enumerate().take(20) {
        let other = amended(base, &parties, n as u64 + 7);
        for (ours, theirs) in [(base, &other), (&other, base), (&other, &other)] {
            let merge = merged(base, ours, theirs);
            assert_eq!(merge.contested, 0);
            assert_eq!(merge.bytes, other.as_bytes());
        }
    }
}

struct Repository {
    folder: tempfile::TempDir,
}

impl Repository {
    fn run(&self, program: &str, arguments: &[&str]) -> Output {
        let program = match program {
            "adref" => env!("CARGO_BIN_EXE_adref"),
            other => other,
        };
        bare_command(program, self.folder.path())
            .current_dir(self.folder.path())
            .env("GIT_AUTHOR_NAME", "Hossam Aly")
            .env("GIT_AUTHOR_EMAIL", "aly@adref.invalid")
            .env("GIT_COMMITTER_NAME", "Hossam Aly")
            .env("GIT_COMMITTER_EMAIL", "aly@adref.invalid")
            .args(arguments)
            .output()
            .unwrap()
    }

    fn done(&self, program: &str, arguments: &[&str]) -> String {
        let output = self.run(program, arguments);
        assert!(
            output.status.success(),
            "{program} {arguments:?}: {}{}",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).unwrap()
    }

    fn write(&self, text: &str, message: &str) {
        fs::write(self.folder.path().join("draft.md"), text).unwrap();
        self.done("git", &["add", "draft.md"]);
        self.done("git", &["commit", "-q", "-m", message]);
    }
}

#[test]
fn git_merges_two_branches_through_it_and_has_no_conflict() {
    if !has_git() {
        return;
    }
    let repository = Repository {
        folder: tempfile::tempdir().unwrap(),
    };
    repository.done("git", &["init", "-q", "-b", "main"]);
    let base = "# Marking\n\n1. Each State shall mark every weapon at the time of its manufacture.\n\n2. Records are kept for twenty years.\n";
    repository.write(base, "base");
    repository.done("adref", &["install"]);
    repository.done("git", &["checkout", "-q", "-b", "gn"]);
    repository.write(&base.replace("shall", "should"), "GN");
    repository.done("git", &["checkout", "-q", "main"]);
    let ours = base
        .replace("shall", "may")
        .replace("manufacture", "manufacture and import");
    repository.write(&ours, "ours");
    repository.done("git", &["merge", "-q", "--no-edit", "gn"]);
    let merged = fs::read_to_string(repository.folder.path().join("draft.md")).unwrap();
    assert_eq!(
        merged,
        base.replace("shall", "[may / should]")
            .replace("manufacture", "manufacture and import")
    );
    assert_eq!(repository.done("git", &["status", "--porcelain"]), "");
    // Taken out again, git merges as before.
    repository.done("adref", &["install", "--remove"]);
    repository.done("git", &["reset", "-q", "--hard", "HEAD~1"]);
    assert!(
        !repository
            .run("git", &["merge", "-q", "gn"])
            .status
            .success()
    );
}

#[test]
fn a_party_that_nobody_knows_owns_no_alternative_and_nothing_is_written() {
    let repository = Repository {
        folder: tempfile::tempdir().unwrap(),
    };
    let put =
        |name: &str, text: &str| fs::write(repository.folder.path().join(name), text).unwrap();
    put("base.md", "States shall act on it in time.\n");
    put("eu.md", "States should act on it in time.\n");
    put("usa.md", "States may act on it in time.\n");
    let texts = ["merge", "base.md", "eu.md", "usa.md"];
    let named = |one: &str, other: &str| {
        let names = ["--ours-name", one, "--theirs-name", other];
        repository.run("adref", &[&texts[..], &names, &["-o", "out.md"]].concat())
    };
    let refused = named("eu", "USA");
    assert_eq!(refused.status.code(), Some(2));
    let told = String::from_utf8(refused.stderr).unwrap();
    assert!(
        told.contains("eu is no party") && told.contains("Hint:"),
        "{told}"
    );
    assert!(!repository.folder.path().join("out.md").exists());
    assert_eq!(named("EU", "USA").status.code(), Some(1));
    assert_eq!(
        fs::read_to_string(repository.folder.path().join("out.md")).unwrap(),
        "States [EU: should / USA: may] act on it in time.\n"
    );
    let output = repository.run("adref", &texts);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        String::from_utf8(output.stdout).unwrap(),
        "States [should / may] act on it in time.\n"
    );
}
