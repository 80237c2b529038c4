//! Sending and receiving: desks that work apart and meet in a folder, with the user's own git.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};
use std::time::Duration;

use adref::repo::Repository;

use crate::kit::{Room, bare_command, has_git, meeting_files};

/// Desks round a place to send to.
struct Round {
    folder: tempfile::TempDir,
}

impl Round {
    /// The first desk with a small meeting in it, sent to a folder with blanks in its name; a second one made from that.
    fn of_two() -> Round {
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

    fn join(&self, name: &str) {
        let (from, to) = (self.shown("the room's stick"), self.shown(name));
        self.git(self.root(), &["clone", "-q", &from, &to]);
    }

    fn root(&self) -> &Path {
        self.folder.path()
    }

    fn desk(&self, name: &str) -> PathBuf {
        self.root().join(name)
    }

    fn shown(&self, name: &str) -> String {
        self.desk(name).to_string_lossy().into_owned()
    }

    fn git(&self, at: &Path, words: &[&str]) -> String {
        let output = bare_command("git", self.root())
            .args(["-c", "user.name=Git", "-c", "user.email=git@adref.invalid"])
            .args(words)
            .current_dir(at)
            .output()
            .unwrap();
        assert!(output.status.success(), "git {words:?}: {}", heard(&output));
        String::from_utf8(output.stdout).unwrap()
    }

    fn save(&self, at: &Path, message: &str) {
        self.git(at, &["add", "-A"]);
        self.git(at, &["commit", "-q", "--allow-empty", "-m", message]);
    }

    fn command(&self, at: &Path, words: &[&str]) -> std::process::Command {
        let mut command = bare_command(env!("CARGO_BIN_EXE_adref"), self.root());
        command.args(words).current_dir(at).env("ADREF_AS", "aly");
        command
    }

    fn adref(&self, at: &Path, words: &[&str]) -> Output {
        self.command(at, words).output().unwrap()
    }

    /// Runs adref at a desk, which must succeed; what it printed.
    fn did(&self, name: &str, words: &[&str]) -> String {
        let output = self.adref(&self.desk(name), words);
        assert_eq!(
            output.status.code(),
            Some(0),
            "{name} {words:?}: {}",
            heard(&output)
        );
        String::from_utf8(output.stdout).unwrap()
    }

    fn head(&self, name: &str) -> String {
        self.git(&self.desk(name), &["rev-parse", "HEAD"])
    }

    /// Nothing is unsaved, nothing broken, no mark of conflict anywhere.
    fn is_whole(&self, name: &str) {
        let at = self.desk(name);
        assert_eq!(self.git(&at, &["status", "--porcelain"]), "", "{name}");
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

fn heard(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

fn write(at: &Path, path: &str, text: &str) {
    let whole = at.join(path);
    std::fs::create_dir_all(whole.parent().unwrap()).unwrap();
    std::fs::write(whole, text).unwrap();
}

fn read(at: &Path, path: &str) -> String {
    std::fs::read_to_string(at.join(path)).unwrap_or_default()
}

fn replace(at: &Path, path: &str, old: &str, new: &str) {
    let text = read(at, path);
    assert!(text.contains(old), "{text}");
    write(at, path, &text.replacen(old, new, 1));
}

/// The files of a desk's meeting.
fn texts(at: &Path) -> Vec<(String, String)> {
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

const WP1: &str = "drafts/wp1/text.md";

#[test]
fn two_desks_that_work_apart_end_with_all_acts_and_both_texts() {
    if !has_git() {
        return;
    }
    let round = Round::of_two();
    let (one, two) = (round.desk("one"), round.desk("two"));
    round.did("one", &["support", "wp1", "1", "--as", "XNO"]);
    round.did(
        "two",
        &["oppose", "wp1", "2", "--as", "XUS", "--reason", "too long"],
    );
    round.did(
        "two",
        &[
            "reserve",
            "wp1",
            "1",
            "--as",
            "XNO",
            "--reason",
            "instructions",
        ],
    );
    replace(&one, WP1, "twenty years", "thirty years");
    round.save(&one, "thirty");
    replace(&two, WP1, "States share", "States shall share");
    round.save(&two, "share");
    let sent = round.did("one", &["send"]);
    assert!(sent.contains("1 position, text of WP.1 changed"), "{sent}");
    let shown = round.did("two", &["receive", "--dry-run"]);
    assert!(shown.contains("would be received"), "{shown}");
    let before = round.head("two");
    let received = round.did("two", &["receive"]);
    assert_ne!(round.head("two"), before);
    assert!(
        received.contains("1 position, text of WP.1 merged"),
        "{received}"
    );
    assert!(received.contains("unsigned"), "{received}");
    round.did("two", &["send"]);
    round.did("one", &["receive"]);
    assert_eq!(round.head("one"), round.head("two"));
    let text = read(&one, WP1);
    assert!(
        text.contains("thirty years") && text.contains("States shall share"),
        "{text}"
    );
    let acts = read(&one, "drafts/wp1/acts/xno.yaml");
    assert!(
        acts.contains("support") && acts.contains("instructions"),
        "{acts}"
    );
    assert!(read(&one, "drafts/wp1/acts/xus.yaml").contains("too long"));
    assert!(round.did("one", &["receive"]).contains("nothing new"));
    assert!(round.did("one", &["send"]).contains("already"));
    round.is_whole("one");
    round.is_whole("two");
}

#[test]
fn words_that_both_changed_get_a_bracket_whose_place_is_named_the_same_whoever_receives() {
    if !has_git() {
        return;
    }
    let ended: Vec<String> = [("one", "two"), ("two", "one")]
        .into_iter()
        .map(|(first, last)| {
            let round = Round::of_two();
            for (name, words, when) in [("one", "thirty", "10"), ("two", "forty", "20")] {
                let at = round.desk(name);
                replace(&at, WP1, "twenty years", &format!("{words} years"));
                round.git(&at, &["add", "-A"]);
                let day = format!("2008-07-16T12:{when}:00-04:00");
                let mut command = bare_command("git", round.root());
                let saved = command
                    .args([
                        "-c",
                        "user.name=G",
                        "-c",
                        "user.email=g@x",
                        "commit",
                        "-qam",
                        "x",
                    ])
                    .env("GIT_COMMITTER_DATE", &day)
                    .env("GIT_AUTHOR_DATE", &day)
                    .current_dir(&at)
                    .output()
                    .unwrap();
                assert!(saved.status.success(), "{}", heard(&saved));
            }
            round.did(first, &["send"]);
            let sent = round.did(last, &["send"]);
            assert!(
                sent.contains("text of WP.1 merged, 1 bracket put at 2"),
                "{sent}"
            );
            assert!(sent.contains("contested"), "{sent}");
            round.did(first, &["receive"]);
            assert_eq!(round.head(first), round.head(last));
            round.is_whole(first);
            read(&round.desk(first), WP1)
        })
        .collect();
    assert!(ended[0].contains("[thirty / forty] years"), "{}", ended[0]);
    assert_eq!(ended[0], ended[1]);
}

#[test]
fn what_was_changed_by_hand_and_not_saved_is_never_written_over() {
    if !has_git() {
        return;
    }
    let round = Round::of_two();
    let (one, two) = (round.desk("one"), round.desk("two"));
    replace(&one, WP1, "twenty years", "thirty years");
    round.save(&one, "thirty");
    round.did("one", &["send"]);
    let by_hand = read(&two, WP1).replace("twenty", "ninety");
    write(&two, WP1, &by_hand);
    let before = round.head("two");
    let refused = round.adref(&two, &["receive"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        heard(&refused).contains("drafts/wp1/text.md has changes that are not saved"),
        "{}",
        heard(&refused)
    );
    assert_eq!(round.head("two"), before);
    assert_eq!(read(&two, WP1), by_hand);
    // Another file's changes stand in nobody's way, and stay as they are.
    round.git(&two, &["checkout", "-q", WP1]);
    write(&two, "drafts/outcome/text.md", "by hand\n");
    round.did("two", &["receive"]);
    assert!(read(&two, WP1).contains("thirty"));
    assert_eq!(read(&two, "drafts/outcome/text.md"), "by hand\n");
}

#[test]
fn a_file_that_cannot_be_made_one_is_left_to_a_person_and_nothing_is_received_by_halves() {
    if !has_git() {
        return;
    }
    let round = Round::of_two();
    let (one, two) = (round.desk("one"), round.desk("two"));
    let particulars = "facilitators/meeting.yaml";
    replace(&one, particulars, "A small meeting", "The first meeting");
    round.save(&one, "one");
    round.did("one", &["support", "wp1", "1", "--as", "XNO"]);
    round.did("one", &["send"]);
    replace(&two, particulars, "A small meeting", "The second meeting");
    round.save(&two, "two");
    let before = round.head("two");
    for verb in ["receive", "send"] {
        let left = round.adref(&two, &[verb]);
        assert_eq!(left.status.code(), Some(1), "{}", heard(&left));
        let said = heard(&left);
        assert!(
            said.contains("left to you") && said.contains(particulars),
            "{said}"
        );
        assert!(said.contains("--prefer here"), "{said}");
        assert_eq!(round.head("two"), before);
    }
    assert!(!two.join("drafts/wp1/acts/xno.yaml").exists());
    round.did("two", &["send", "--prefer", "there"]);
    assert!(read(&two, particulars).contains("The first meeting"));
    round.did("one", &["receive"]);
    assert_eq!(round.head("one"), round.head("two"));
}

#[test]
fn issued_revisions_go_along_with_their_names() {
    if !has_git() {
        return;
    }
    let round = Round::of_two();
    round.did("one", &["issue", "wp1", "--rev", "1", "--as", "aly"]);
    let tag = round.git(&round.desk("one"), &["tag"]);
    let sent = round.did("one", &["send"]);
    assert!(
        sent.contains(&format!("with the name {}", tag.trim())),
        "{sent}"
    );
    round.did("two", &["receive"]);
    assert_eq!(round.git(&round.desk("two"), &["tag"]), tag);
    let (one, two) = (round.desk("one"), round.desk("two"));
    let points = |at: &Path| round.git(at, &["rev-parse", tag.trim()]);
    assert_eq!(points(&one), points(&two));
}

#[test]
fn without_git_without_a_place_and_without_a_line_it_says_what_to_do_and_nothing_is_lost() {
    if !has_git() {
        return;
    }
    let round = Round::of_two();
    let one = round.desk("one");
    let bare = round
        .command(&one, &["send"])
        .env("PATH", "")
        .output()
        .unwrap();
    assert_eq!(bare.status.code(), Some(2));
    assert!(
        heard(&bare).contains("git was not found"),
        "{}",
        heard(&bare)
    );
    round.did("one", &["support", "wp1", "1", "--as", "XNO"]);
    let before = round.head("one");
    std::fs::rename(round.desk("the room's stick"), round.desk("away")).unwrap();
    let off = round.adref(&one, &["send"]);
    assert_eq!(off.status.code(), Some(2));
    assert!(
        heard(&off).contains("cannot be reached") && heard(&off).contains("nothing is lost"),
        "{}",
        heard(&off)
    );
    assert_eq!(round.head("one"), before);
    std::fs::rename(round.desk("away"), round.desk("the room's stick")).unwrap();
    round.did("one", &["send"]);

    let alone = Room::meeting();
    let nowhere = alone.adref(&["send"]).output().unwrap();
    assert_eq!(nowhere.status.code(), Some(2));
    assert!(
        heard(&nowhere).contains("adref send --to"),
        "{}",
        heard(&nowhere)
    );
    for bad in ["--upload-pack=touch x", "ext::sh -c true", ""] {
        let refused = alone.adref(&["send", "--to", bad]).output().unwrap();
        assert_eq!(refused.status.code(), Some(2), "{bad}: {}", heard(&refused));
        assert!(
            heard(&refused).contains("is no address"),
            "{bad}: {}",
            heard(&refused)
        );
    }
    let inside = alone
        .adref(&["send", "--to", "drafts/inside"])
        .output()
        .unwrap();
    assert!(heard(&inside).contains("into itself"), "{}", heard(&inside));
    let other = round.adref(&one, &["send", "--to", &round.shown("two")]);
    assert!(
        heard(&other).contains("does not take it"),
        "{}",
        heard(&other)
    );
}

#[test]
fn another_meetings_place_is_refused_and_links_are_not_received() {
    if !has_git() {
        return;
    }
    let round = Round::of_two();
    let stranger = Room::meeting();
    stranger.git(&["commit", "-q", "--allow-empty", "-m", "another beginning"]);
    let stick = round.shown("the room's stick");
    let refused = stranger.adref(&["send", "--to", &stick]).output().unwrap();
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        heard(&refused).contains("another meeting"),
        "{}",
        heard(&refused)
    );
    #[cfg(unix)]
    {
        let (one, two) = (round.desk("one"), round.desk("two"));
        std::os::unix::fs::symlink("/etc/passwd", one.join("drafts/wp1/evil.md")).unwrap();
        round.save(&one, "a link");
        round.git(&one, &["push", "-q"]);
        let refused = round.adref(&two, &["receive"]);
        assert_eq!(refused.status.code(), Some(2));
        assert!(
            heard(&refused).contains("it is a link"),
            "{}",
            heard(&refused)
        );
        assert!(!two.join("drafts/wp1/evil.md").exists());
    }
}

/// Numbers that are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }
}

/// A random act or edit at a desk; what must be there at the end.
fn work(round: &Round, name: &str, n: usize, dice: &mut Dice) -> Option<String> {
    let at = round.desk(name);
    let reason = format!("reason {n} of {name}");
    match dice.below(4) {
        0 => {
            let who = ["XNO", "XUS", "XEG"][dice.below(3)];
            let verb = ["support", "oppose", "query", "reserve"][dice.below(4)];
            let paragraph = ["1", "2"][dice.below(2)];
            round.did(
                name,
                &[verb, "wp1", paragraph, "--as", who, "--reason", &reason],
            );
            Some(reason)
        }
        1 => {
            let wanted = format!("States keep {n} records of {name}.");
            round.did(
                name,
                &[
                    "propose", "wp1", "2", "--text", &wanted, "--as", "XNO", "--reason", &reason,
                ],
            );
            Some(wanted)
        }
        2 => {
            let path = "drafts/outcome/text.md";
            let text = read(&at, path);
            write(
                &at,
                path,
                &format!("{text}\n{}. A sentence {n} of {name}.\n", 10 + n),
            );
            round.save(&at, "a paragraph");
            Some(format!("sentence {n} of {name}"))
        }
        _ => {
            let text = read(&at, WP1);
            let words: Vec<&str> = text.split(' ').collect();
            let spot = words.iter().position(|word| word.starts_with("lantern"));
            if let Some(spot) = spot {
                let mut words: Vec<String> = words.into_iter().map(str::to_owned).collect();
                words.insert(spot, format!("w{n}{name}"));
                write(&at, WP1, &words.join(" "));
                round.save(&at, "a word");
                return Some(format!("w{n}{name}"));
            }
            None
        }
    }
}

#[test]
fn in_whatever_order_desks_send_and_receive_all_end_in_the_same_state_and_nothing_is_lost() {
    if !has_git() {
        return;
    }
    // More of it where somebody asks: ADREF_STEPS=500.
    let asked = std::env::var("ADREF_STEPS").ok();
    let steps = asked.and_then(|steps| steps.parse().ok()).unwrap_or(24);
    for seed in 1..=3_u64 {
        let mut dice = Dice(seed * 7_919 + 17);
        let round = Round::of_two();
        round.join("three");
        let names = ["one", "two", "three"];
        let mut kept = Vec::new();
        for n in 0..steps {
            let name = names[dice.below(3)];
            match dice.below(5) {
                0 => drop(round.did(name, &["receive"])),
                1 => drop(round.did(name, &["send"])),
                _ => kept.extend(work(&round, name, n, &mut dice)),
            }
        }
        for name in names {
            round.did(name, &["send"]);
        }
        for name in names {
            round.did(name, &["receive"]);
        }
        let ended = texts(&round.desk("one"));
        let all: String = ended.iter().map(|(_, text)| text.as_str()).collect();
        for words in &kept {
            assert!(all.contains(words), "seed {seed}: {words} is lost");
        }
        for name in names {
            assert_eq!(round.head(name), round.head("one"), "seed {seed}");
            assert_eq!(texts(&round.desk(name)), ended, "seed {seed}");
            round.is_whole(name);
            let check = heard(&round.adref(&round.desk(name), &["check"]));
            assert!(
                !check.contains("duplicate-id") && !check.contains("unreadable"),
                "{check}"
            );
        }
    }
}

#[test]
fn desks_that_send_at_the_very_same_time_all_get_through() {
    if !has_git() {
        return;
    }
    let round = Round::of_two();
    round.join("three");
    let names = ["one", "two", "three"];
    for name in names {
        round.did(
            name,
            &["support", "wp1", "1", "--as", "XNO", "--reason", name],
        );
    }
    let running: Vec<_> = names
        .iter()
        .map(|name| {
            let mut command = round.command(&round.desk(name), &["send"]);
            command
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap()
        })
        .collect();
    for child in running {
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", heard(&output));
    }
    for name in names {
        round.did(name, &["receive"]);
    }
    let acts = read(&round.desk("one"), "drafts/wp1/acts/xno.yaml");
    assert_eq!(acts.lines().count(), 3, "{acts}");
    assert_eq!(round.head("one"), round.head("three"));
}

#[test]
fn a_desk_killed_while_it_receives_or_sends_is_whole_and_goes_on() {
    if !has_git() {
        return;
    }
    let round = Round::of_two();
    let mut dice = Dice(99);
    let mut kept = Vec::new();
    let mut in_the_middle = 0;
    for n in 0..12 {
        for name in ["one", "two"] {
            kept.extend(work(&round, name, n, &mut dice));
        }
        round.did("one", &["send"]);
        let verb = ["receive", "send"][dice.below(2)];
        let mut child = round
            .command(&round.desk("two"), &[verb])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(dice.below(60) as u64));
        child.kill().unwrap();
        let ended = child.wait().unwrap();
        in_the_middle += usize::from(!ended.success());
        // git's own child may be at its end still.
        std::thread::sleep(Duration::from_millis(100));
        round.did("two", &["status"]);
        round.is_whole("two");
    }
    round.did("two", &["send"]);
    round.did("one", &["receive"]);
    assert_eq!(round.head("one"), round.head("two"));
    let all: String = texts(&round.desk("one"))
        .into_iter()
        .map(|(_, text)| text)
        .collect();
    for words in &kept {
        assert!(all.contains(words), "{words} is lost");
    }
    assert!(in_the_middle > 0, "none was killed before it was done");
}

#[test]
fn whose_signatures_came_is_said_as_git_finds_it() {
    let keys = std::process::Command::new("ssh-keygen").arg("-?").output();
    if !has_git() || keys.is_err() {
        eprintln!("no ssh-keygen here: signatures are not tried");
        return;
    }
    let round = Round::of_two();
    let (one, two) = (round.desk("one"), round.desk("two"));
    let key = round.shown("key");
    let made = bare_command("ssh-keygen", round.root())
        .args(["-q", "-t", "ed25519", "-N", "", "-f", &key])
        .output()
        .unwrap();
    assert!(made.status.success(), "{}", heard(&made));
    let signed = |message: &str| {
        let format = format!("user.signingkey={key}");
        let words = [
            "-c",
            "gpg.format=ssh",
            "-c",
            &format,
            "commit",
            "-q",
            "-S",
            "--allow-empty",
            "-m",
            message,
        ];
        round.git(&one, &words);
    };
    signed("signed");
    round.save(&one, "unsigned");
    round.did("one", &["send"]);
    let said = round.did("two", &["receive", "--dry-run"]);
    assert!(
        said.contains("1 save signed by a key not on the list"),
        "{said}"
    );
    assert!(said.contains("1 save unsigned"), "{said}");
    let public = std::fs::read_to_string(round.desk("key.pub")).unwrap();
    write(
        round.root(),
        "signers",
        &format!("aly@example.org {public}"),
    );
    round.git(
        &two,
        &[
            "config",
            "gpg.ssh.allowedSignersFile",
            &round.shown("signers"),
        ],
    );
    let said = round.did("two", &["receive", "--dry-run"]);
    assert!(said.contains("1 save signed by aly@example.org"), "{said}");
    // A version whose words are not those that were signed.
    let whole = round
        .git(&one, &["cat-file", "commit", "HEAD~1"])
        .replace("\nsigned", "\nforged");
    write(round.root(), "forged", &whole);
    let forged = round.git(
        &one,
        &["hash-object", "-t", "commit", "-w", &round.shown("forged")],
    );
    round.git(&one, &["reset", "-q", "--hard", forged.trim()]);
    round.git(&one, &["push", "-qf"]);
    let said = round.did("two", &["receive", "--dry-run"]);
    assert!(
        said.contains("the signature is not of these words"),
        "{said}"
    );
}

#[test]
fn what_is_saved_is_signed_where_git_is_told_to_and_nothing_is_saved_where_it_cannot_be() {
    let keys = std::process::Command::new("ssh-keygen").arg("-?").output();
    if !has_git() || keys.is_err() {
        eprintln!("no ssh-keygen here: signatures are not tried");
        return;
    }
    let round = Round::of_two();
    let (one, two) = (round.desk("one"), round.desk("two"));
    let key = round.shown("key");
    let made = bare_command("ssh-keygen", round.root())
        .args(["-q", "-t", "ed25519", "-N", "", "-f", &key])
        .output()
        .unwrap();
    assert!(made.status.success(), "{}", heard(&made));
    let public = std::fs::read_to_string(round.desk("key.pub")).unwrap();
    write(
        round.root(),
        "signers",
        &format!("aly@example.org {public}"),
    );
    for (key, value) in [
        ("gpg.format", "ssh"),
        ("user.name", "Git\u{e9}"),
        ("user.email", "aly@example.org"),
        ("user.signingkey", &key),
        ("gpg.ssh.allowedSignersFile", &round.shown("signers")),
        ("commit.gpgsign", "true"),
    ] {
        round.git(&one, &["config", key, value]);
    }
    round.git(
        &two,
        &[
            "config",
            "gpg.ssh.allowedSignersFile",
            &round.shown("signers"),
        ],
    );
    round.did(
        "one",
        &["support", "wp1", "1", "--as", "XNO", "--reason", "1"],
    );
    round.is_whole("one");
    let shown = round.git(&one, &["log", "-1", "--format=%G? %GS|%an|%cn|%aI|%s"]);
    assert!(
        shown.starts_with("G aly@example.org|Hossam Aly|Git\u{e9}|2008-07-17T12:00:00-04:00|"),
        "{shown}"
    );
    // Two that are brought together are signed too.
    round.did("two", &["support", "wp1", "1", "--as", "XEG"]);
    round.did("two", &["send"]);
    round.did("one", &["send"]);
    assert_eq!(
        round
            .git(&one, &["log", "-1", "--format=%G? %P"])
            .split(' ')
            .count(),
        3
    );
    let said = round.did("two", &["receive"]);
    assert!(said.contains("2 saves signed by aly@example.org"), "{said}");
    round.git(
        &one,
        &["config", "user.signingkey", &round.shown("no such key")],
    );
    let before = round.head("one");
    let refused = round.adref(&one, &["support", "wp1", "2", "--as", "XNO"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        heard(&refused).contains("git could not sign it")
            && heard(&refused).contains("adref.sign false"),
        "{}",
        heard(&refused)
    );
    assert_eq!(round.head("one"), before);
    round.is_whole("one");
    round.git(&one, &["config", "adref.sign", "false"]);
    round.did("one", &["support", "wp1", "2", "--as", "XNO"]);
    assert_eq!(round.git(&one, &["log", "-1", "--format=%G?"]).trim(), "N");
}
