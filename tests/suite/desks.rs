//! Desks that work apart: folders side by side, the user's own git between them, and the program run in each.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::io::{Seek, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use adref::repo::Repository;

use crate::kit::{bare_command, has_git, meeting_files};

/// The first document of the small meeting.
pub(crate) const WP1: &str = "drafts/wp1/text.md";

/// Desks round a place to send to.
pub(crate) struct Round {
    folder: tempfile::TempDir,
}

impl Round {
    /// The first desk with a small meeting in it, sent to a folder with blanks in its name; a second one made from that.
    pub(crate) fn of_two() -> Round {
        let round = Round {
            folder: tempfile::tempdir().unwrap(),
        };
        let one = round.desk("one");
        let files = meeting_files();
        std::fs::create_dir_all(&one).unwrap();
        round.git(&one, &["init", "-q", "-b", "main"]);
        for (path, text) in &files {
            write(&one, path, text);
        }
        round.save(&one, "begun");
        let sent = round.adref(&one, &["send", "--to", &round.shown("the room's stick")]);
        assert_eq!(sent.status.code(), Some(0), "{}", heard(&sent));
        round.join("two");
        round
    }

    /// The same, and a key to sign with; nothing, said aloud, where there is no ssh-keygen.
    pub(crate) fn with_a_key() -> Option<Round> {
        let keys = Command::new("ssh-keygen").arg("-?").output();
        if !has_git() || keys.is_err() {
            eprintln!("no ssh-keygen here: signatures are not tried");
            return None;
        }
        let round = Round::of_two();
        let key = round.shown("key");
        let made = bare_command("ssh-keygen", round.root())
            .args(["-q", "-t", "ed25519", "-N", "", "-f", &key])
            .output()
            .unwrap();
        assert!(made.status.success(), "{}", heard(&made));
        let public = read(round.root(), "key.pub");
        let list = format!("aly@example.org {public}");
        write(round.root(), "signers", &list);
        Some(round)
    }

    /// Somebody puts that key on the list of keys that are known.
    pub(crate) fn knows_the_key(&self, at: &Path) {
        let list = self.shown("signers");
        self.git(at, &["config", "gpg.ssh.allowedSignersFile", &list]);
    }

    pub(crate) fn join(&self, name: &str) {
        let (from, to) = (self.shown("the room's stick"), self.shown(name));
        self.git(self.root(), &["clone", "-q", &from, &to]);
    }

    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn desk(&self, name: &str) -> PathBuf {
        self.root().join(name)
    }

    pub(crate) fn shown(&self, name: &str) -> String {
        self.desk(name).to_string_lossy().into_owned()
    }

    pub(crate) fn git(&self, at: &Path, words: &[&str]) -> String {
        let output = bare_command("git", self.root())
            .args(["-c", "user.name=Git", "-c", "user.email=git@adref.invalid"])
            .args(words)
            .current_dir(at)
            .output()
            .unwrap();
        assert!(output.status.success(), "git {words:?}: {}", heard(&output));
        String::from_utf8(output.stdout).unwrap()
    }

    /// Runs git with this on its standard input.
    pub(crate) fn git_with(&self, at: &Path, words: &[&str], input: &str) -> String {
        let mut asked = tempfile::tempfile().unwrap();
        asked.write_all(input.as_bytes()).unwrap();
        asked.rewind().unwrap();
        let mut command = bare_command("git", self.root());
        let output = command.args(words).current_dir(at).stdin(asked).output();
        let output = output.unwrap();
        assert!(output.status.success(), "git {words:?}: {}", heard(&output));
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    pub(crate) fn save(&self, at: &Path, message: &str) {
        self.git(at, &["add", "-A"]);
        self.git(at, &["commit", "-q", "--allow-empty", "-m", message]);
    }

    /// Saves by git at a moment.
    pub(crate) fn save_at(&self, at: &Path, message: &str, when: &str) {
        self.git(at, &["add", "-A"]);
        let mut command = bare_command("git", self.root());
        let saved = command
            .args(["-c", "user.name=Git", "-c", "user.email=git@adref.invalid"])
            .args(["commit", "-q", "--allow-empty", "-m", message])
            .env("GIT_COMMITTER_DATE", when)
            .env("GIT_AUTHOR_DATE", when)
            .current_dir(at)
            .output()
            .unwrap();
        assert!(saved.status.success(), "{}", heard(&saved));
    }

    pub(crate) fn command(&self, at: &Path, words: &[&str]) -> Command {
        let mut command = bare_command(env!("CARGO_BIN_EXE_adref"), self.root());
        command.args(words).current_dir(at).env("ADREF_AS", "aly");
        command
    }

    pub(crate) fn adref(&self, at: &Path, words: &[&str]) -> Output {
        self.command(at, words).output().unwrap()
    }

    /// Runs adref at a desk, which must succeed; what it printed.
    pub(crate) fn did(&self, name: &str, words: &[&str]) -> String {
        let output = self.adref(&self.desk(name), words);
        assert_eq!(
            output.status.code(),
            Some(0),
            "{name} {words:?}: {}",
            heard(&output)
        );
        String::from_utf8(output.stdout).unwrap()
    }

    pub(crate) fn head(&self, name: &str) -> String {
        self.git(&self.desk(name), &["rev-parse", "HEAD"])
    }

    /// Nothing is unsaved, nothing broken, no mark of conflict anywhere.
    pub(crate) fn is_whole(&self, name: &str) {
        let at = self.desk(name);
        assert_eq!(self.git(&at, &["status", "--porcelain"]), "", "{name}");
        self.is_sound(name);
    }

    /// Nothing is broken or half done, no mark of conflict anywhere.
    pub(crate) fn is_sound(&self, name: &str) {
        let at = self.desk(name);
        self.git(&at, &["fsck", "--strict", "--no-dangling"]);
        assert!(!at.join(".git/adref/journal").exists(), "{name}");
        for (path, text) in texts(&at) {
            assert!(
                !text.contains("<<<<<<<") && !text.contains(">>>>>>>"),
                "{path}"
            );
        }
    }
}

pub(crate) fn heard(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

pub(crate) fn write(at: &Path, path: &str, text: &str) {
    let whole = at.join(path);
    std::fs::create_dir_all(whole.parent().unwrap()).unwrap();
    std::fs::write(whole, text).unwrap();
}

pub(crate) fn read(at: &Path, path: &str) -> String {
    std::fs::read_to_string(at.join(path)).unwrap_or_default()
}

pub(crate) fn replace(at: &Path, path: &str, old: &str, new: &str) {
    let text = read(at, path);
    assert!(text.contains(old), "{text}");
    write(at, path, &text.replacen(old, new, 1));
}

/// The files of a desk's meeting.
pub(crate) fn texts(at: &Path) -> Vec<(String, String)> {
    let repository = Repository::open(at).unwrap();
    let files = repository.work_tree().unwrap();
    let paths = files.paths("").into_iter();
    paths
        .map(|path| {
            let bytes = files.read(&path).unwrap();
            (path, String::from_utf8_lossy(&bytes).into_owned())
        })
        .collect()
}

/// Numbers that are the same in every run.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }
}

/// Every object of a repository, every name of a file in it, and the bytes of every file that is no object.
pub(crate) fn everything(at: &Path) -> String {
    let git = |words: &[&str]| {
        let output = bare_command("git", at).args(words).current_dir(at).output();
        let output = output.unwrap();
        assert!(output.status.success(), "git {words:?}: {}", heard(&output));
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    let mut all = git(&["cat-file", "--batch-all-objects", "--batch", "--unordered"]);
    assert!(
        all.contains(" commit ") && all.contains(" tree ") && all.contains(" blob "),
        "nothing was walked"
    );
    // Trees hold their names as bytes: they are listed too.
    all.push_str(&git(&[
        "log",
        "--all",
        "--format=%an %ae %cn %ce %B",
        "--name-only",
    ]));
    let mut open = vec![at.to_path_buf()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap().flatten() {
            all.push_str(&entry.file_name().to_string_lossy());
            all.push('\n');
            if entry.path().is_dir() {
                open.push(entry.path());
            } else {
                all.push_str(&String::from_utf8_lossy(
                    &std::fs::read(entry.path()).unwrap(),
                ));
            }
        }
    }
    all
}
