//! What delegations are told in their own copies of what became of their papers, in whatever order things are done.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::desks::{Dice, everything, heard};
use crate::kit::{Room, bare_command, has_git};

const DELEGATIONS: [&str; 2] = ["XUS", "XNO"];

/// A desk, its room, and two delegations with a copy each.
struct Door {
    desk: Room,
    dice: Dice,
    /// Whose papers were put into the room, by their slugs.
    papers: BTreeMap<String, &'static str>,
    /// What never leaves the desk.
    secrets: Vec<String>,
    n: usize,
    told: String,
    /// How often each state was looked at in a copy.
    seen: BTreeMap<&'static str, usize>,
}

impl Door {
    fn open(seed: u64) -> Door {
        let mut door = Door {
            desk: Room::meeting(),
            dice: Dice(seed),
            papers: BTreeMap::new(),
            secrets: Vec::new(),
            n: 0,
            told: String::new(),
            seen: BTreeMap::new(),
        };
        door.at_desk(&["publish", "../room"]);
        for who in DELEGATIONS {
            let (room, own) = (door.path("room"), door.path(who));
            let clone = ["clone", "-q", &shown(&room), &shown(&own)];
            let output = bare_command("git", door.desk.home()).args(clone).output();
            assert!(output.unwrap().status.success());
        }
        door
    }

    fn path(&self, name: &str) -> PathBuf {
        self.desk.home().join(name)
    }

    fn run(&mut self, at: &Path, hand: &str, words: &[&str], codes: &[i32]) -> String {
        let output = self.desk.run_at(at, hand, words);
        let said = heard(&output);
        let shown = if said.starts_with('{') { "" } else { &said };
        self.told.push_str(&format!("{hand}: {words:?}\n{shown}"));
        let code = output.status.code().unwrap();
        assert!(codes.contains(&code), "{}", self.told);
        said
    }

    fn at_desk(&mut self, words: &[&str]) -> String {
        let desk = self.desk.path().to_owned();
        self.run(&desk, "goh", words, &[0])
    }

    fn at_home(&mut self, who: &str, words: &[&str]) -> String {
        self.run(&self.path(who), who, words, &[0])
    }

    /// Status, number and marks of each proposal, as somebody sees them.
    fn listed(
        &mut self,
        at: &Path,
        hand: &str,
    ) -> BTreeMap<String, (String, Option<String>, String)> {
        let said = self.run(at, hand, &["proposals", "--json"], &[0]);
        let rows: Value = serde_json::from_str(&said).unwrap();
        let row = |row: &Value| {
            let text = |key: &str| row[key].as_str().map(str::to_owned);
            (
                text("slug").unwrap(),
                (
                    text("status").unwrap(),
                    text("number"),
                    row["marks"].to_string(),
                ),
            )
        };
        rows["proposals"]
            .as_array()
            .unwrap()
            .iter()
            .map(row)
            .collect()
    }

    fn word(&mut self, prefix: &str) -> String {
        self.n += 1;
        format!("{prefix}{}", self.n)
    }

    fn secret(&mut self) -> String {
        let word = self.word("QX-SECRET-");
        self.secrets.push(word.clone());
        word
    }

    /// One of some papers of a delegation that have a status at a place.
    fn one(&mut self, at: &Path, who: Option<&str>, status: &str) -> Option<String> {
        let listed = self.listed(at, who.unwrap_or("goh"));
        let papers = self.papers.iter().filter(|(slug, by)| {
            let stands = listed.get(*slug).is_some_and(|one| one.0 == status);
            stands && who.is_none_or(|who| **by == who)
        });
        let papers: Vec<String> = papers.map(|(slug, _)| slug.clone()).collect();
        let n = self.dice.below(papers.len().max(1));
        papers.get(n).cloned()
    }

    fn step(&mut self) {
        let who = DELEGATIONS[self.dice.below(2)];
        let (desk, home) = (self.desk.path().to_owned(), self.path(who));
        match self.dice.below(12) {
            0..=2 => {
                let text = format!("States keep records for {} years.", self.word("some-"));
                let said = self.at_home(who, &["propose", "wp1", "2", "--text", &text]);
                let slug = said.split(&format!("{who} submits ")).nth(1).unwrap();
                let slug = slug.split(':').next().unwrap().to_owned();
                self.at_home(who, &["send"]);
                let listed = self.listed(&home, who);
                assert!(
                    listed[&slug].2.contains("sent and not looked at yet"),
                    "{}",
                    self.told
                );
                *self.seen.entry("sent").or_default() += 1;
                self.papers.insert(slug, who);
            }
            3 => {
                if let Some(slug) = self.one(&home, Some(who), "submitted") {
                    self.at_home(who, &["withdraw", &slug]);
                    self.at_home(who, &["send"]);
                }
            }
            4 => {
                if let Some(slug) = self.one(&home, Some(who), "returned") {
                    self.at_home(who, &["submit", &slug]);
                    self.at_home(who, &["send"]);
                }
            }
            5 => {
                let (secret, why) = (self.secret(), self.secret());
                let text = format!("States keep records for {secret} years.");
                let desks = [
                    "propose", "wp1", "2", "--text", &text, "--as", who, "--reason", &why,
                ];
                self.at_desk(&desks);
            }
            6 => {
                self.run(&desk, "goh", &["receive", "../room"], &[0, 1]);
                if let Some(slug) = self.one(&desk, None, "submitted") {
                    let why = self.secret();
                    self.at_desk(&[
                        "oppose", &slug, "--as", "XEG", "--heard", "plenary", "--reason", &why,
                    ]);
                }
            }
            7 => {
                self.run(&desk, "goh", &["receive", "../room"], &[0, 1]);
                if let Some(slug) = self.one(&desk, None, "submitted") {
                    let why = self.secret();
                    self.run(&desk, "aly", &["return", &slug, "--reason", &why], &[0]);
                }
            }
            8 => {
                self.run(&desk, "goh", &["receive", "../room"], &[0, 1]);
                if let Some(slug) = self.one(&desk, None, "submitted") {
                    self.run(&desk, "aly", &["table", &slug], &[0]);
                }
            }
            _ => self.circulate(),
        }
    }

    /// The desk takes what is there and circulates; both receive, and what each sees of its own papers is what the desk has.
    fn circulate(&mut self) {
        let desk = self.desk.path().to_owned();
        self.run(&desk, "goh", &["receive", "../room"], &[0, 1]);
        self.at_desk(&["publish", "../room"]);
        let again = self.at_desk(&["publish", "../room"]);
        assert!(
            again.contains("the room has all of it already"),
            "{}",
            self.told
        );
        for who in DELEGATIONS {
            self.at_home(who, &["receive"]);
        }
        let here = self.listed(&desk, "goh");
        for who in DELEGATIONS {
            let home = self.path(who);
            let there = self.listed(&home, who);
            for (slug, by) in self.papers.clone() {
                let (status, number, _) = &here[&slug];
                let (seen, named, marks) = there.get(&slug).expect("no paper goes from a copy");
                let told = format!("{slug} of {by}, at {who}'s\n{}", self.told);
                assert_eq!((seen, named), (status, number), "{told}");
                let received = marks.contains("received, not tabled yet");
                assert_eq!(
                    received,
                    by == who && status == "submitted",
                    "{marks}: {told}"
                );
                assert!(!marks.contains("not looked at yet"), "{marks}: {told}");
                let state = match (status.as_str(), number) {
                    ("submitted", None) => "received",
                    ("returned", None) => "returned",
                    ("withdrawn", None) => "withdrawn",
                    _ => "numbered",
                };
                *self.seen.entry(state).or_default() += 1;
            }
        }
    }

    /// Nothing that stayed at the desk is anywhere else.
    fn is_kept(&self) {
        for name in ["room", "XUS", "XNO"] {
            let all = everything(&self.path(name));
            for secret in &self.secrets {
                assert!(
                    !all.contains(secret),
                    "{secret} is in {name}'s\n{}",
                    self.told
                );
            }
            assert!(!all.contains("entered_by"), "{name}");
        }
    }
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

#[test]
fn whatever_is_done_in_whatever_order_a_delegations_copy_says_of_its_papers_what_the_desk_has() {
    if !has_git() {
        return;
    }
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for seed in [7, 4711, 90210] {
        let mut door = Door::open(seed);
        for _ in 0..24 {
            door.step();
        }
        door.circulate();
        door.is_kept();
        assert!(!door.secrets.is_empty());
        for (state, many) in door.seen {
            *seen.entry(state).or_default() += many;
        }
    }
    for state in ["sent", "received", "returned", "withdrawn", "numbered"] {
        assert!(seen.contains_key(state), "{state}: {seen:?}");
    }
}

#[test]
fn what_the_desk_has_of_its_own_is_not_told_to_whoever_guesses_its_name() {
    if !has_git() {
        return;
    }
    let mut door = Door::open(3);
    let text = "States keep records for QX-OWN years.";
    let said = door.at_desk(&["propose", "wp1", "2", "--text", text, "--as", "XNO"]);
    let slug = said.split("XNO submits ").nth(1).unwrap();
    let slug = slug.split(':').next().unwrap().to_owned();
    let mut answers = Vec::new();
    for guess in [slug.as_str(), "xno-0000"] {
        let home = door.path("XUS");
        let acts = home.join("drafts/wp1/acts/xus.yaml");
        let before = std::fs::read_to_string(&acts).unwrap_or_default();
        let id = format!("{:010x}", 0xabcd_0000_u64 + answers.len() as u64);
        let line = format!(
            "- {{id: {id}, time: 2008-07-17T11:00-04:00, by: XUS, heard: in-writing, do: support, proposal: {guess}}}\n"
        );
        std::fs::create_dir_all(acts.parent().unwrap()).unwrap();
        std::fs::write(&acts, before + &line).unwrap();
        for words in [
            &["add", "-A"][..],
            &["commit", "-qm", "a guess"],
            &["push", "-q", "origin", "HEAD"],
        ] {
            let mut git = bare_command("git", door.desk.home());
            let git = git
                .args(["-c", "user.name=D", "-c", "user.email=d@x"])
                .args(words);
            let output = git.current_dir(&home).output().unwrap();
            assert!(output.status.success(), "{}", heard(&output));
        }
        let desk = door.desk.path().to_owned();
        door.run(&desk, "goh", &["receive", "../room"], &[1]);
        door.at_desk(&["publish", "../room"]);
        let received = door.at_home("XUS", &["receive"]);
        answers.push(received.replace(guess, "GUESS"));
    }
    assert!(
        answers[0].contains("no proposal GUESS is known"),
        "{}",
        answers[0]
    );
    assert_eq!(answers[0], answers[1]);
    assert!(!everything(&door.path("room")).contains("QX-OWN"));
}
