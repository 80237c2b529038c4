//! Two desks and three delegations that work apart in any order, one of them killed now and then: all end equal, and nothing is lost.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

use adref::moment::Moment;

use crate::desks::{Dice, Round, everything, heard, read, texts, write};
use crate::kit::has_git;

/// Somebody at a machine of their own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Person {
    /// The folder.
    name: &'static str,
    /// Who sits there.
    hand: &'static str,
    /// How many seconds the clock there is fast.
    fast: i64,
}

const PEOPLE: [Person; 5] = [
    person("one", "aly", 0),
    person("two", "goh", -150),
    person("northland", "XNO", 90),
    person("usonia", "XUS", -60),
    person("eastgate", "XEG", 200),
];

const fn person(name: &'static str, hand: &'static str, fast: i64) -> Person {
    Person { name, hand, fast }
}

impl Person {
    fn is_desk(self) -> bool {
        self.name == "one" || self.name == "two"
    }
}

const PARTIES: [&str; 4] = ["XNO", "XUS", "XEG", "GN"];
const DOCUMENTS: [&str; 2] = ["wp1", "outcome"];

/// What somebody was told is done.
#[derive(Default)]
struct Kept {
    /// Acts by their ids: where they were done, and by which command.
    acts: BTreeMap<String, (Person, String)>,
    /// Files of proposals.
    proposals: BTreeMap<String, Person>,
    /// Words that were typed into a text, and whether nobody has taken them out since.
    words: BTreeMap<String, (Person, bool)>,
    /// Words that never leave the desk.
    secrets: Vec<String>,
    /// Ids and files that a desk refused by name.
    refused: String,
}

/// The files of somebody's meeting at one moment.
struct Look {
    acts: BTreeSet<String>,
    proposals: BTreeSet<String>,
    texts: String,
}

struct World {
    round: Round,
    dice: Dice,
    seconds: i64,
    kept: Kept,
    /// What was done, for whoever has to find out why it failed.
    told: String,
    n: usize,
    kills: usize,
    in_the_middle: usize,
    refusals: usize,
}

impl World {
    fn new(seed: u64) -> World {
        let round = Round::of_two();
        let mut world = World {
            round,
            dice: Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1),
            seconds: 1_216_220_400,
            kept: Kept::default(),
            told: String::new(),
            n: 0,
            kills: 0,
            in_the_middle: 0,
            refusals: 0,
        };
        for _ in 0..8 {
            world.dice.below(2);
        }
        world.must(PEOPLE[0], &["publish", "../room"], &[0]);
        for person in PEOPLE.iter().filter(|person| !person.is_desk()) {
            let (from, to) = (world.round.shown("room"), world.round.shown(person.name));
            world
                .round
                .git(world.round.root(), &["clone", "-q", &from, &to]);
        }
        world
    }

    fn at(&self, person: Person) -> PathBuf {
        self.round.desk(person.name)
    }

    fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.dice.below(of.len())]
    }

    fn chance(&mut self, one_in: usize) -> bool {
        self.dice.below(one_in) == 0
    }

    fn word(&mut self, prefix: &str) -> String {
        self.n += 1;
        format!("{prefix}{}q", self.n)
    }

    /// A word that is the desk's alone.
    fn secret(&mut self) -> String {
        let word = self.word("Secret");
        self.kept.secrets.push(word.clone());
        word
    }

    fn now(&mut self, person: Person) -> Moment {
        self.seconds += 1 + self.dice.below(90) as i64;
        Moment::from_unix(self.seconds + person.fast, -240)
    }

    fn command(&mut self, person: Person, words: &[&str]) -> Command {
        let now = self.now(person).to_string();
        let _ = writeln!(self.told, "{} {now}: adref {words:?}", person.name);
        let mut command = self.round.command(&self.at(person), words);
        command.env("ADREF_AS", person.hand).env("ADREF_NOW", now);
        command
    }

    /// Runs adref, and now and then ends it in the middle; what it ended with, and what it said. `None` where it was ended.
    fn run(&mut self, person: Person, words: &[&str]) -> (Option<i32>, String) {
        let mut command = self.command(person, words);
        if self.kills == 0 || !self.chance(20) {
            let output = command.output().unwrap();
            let said = heard(&output);
            let _ = writeln!(
                self.told,
                "  -> {:?}\n{}",
                output.status.code(),
                said.trim_end()
            );
            assert!(!said.contains("panicked"), "{}", self.told);
            return (output.status.code(), said);
        }
        self.kills -= 1;
        let mut child = command
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let far = if matches!(words[0], "send" | "receive") {
            80_000
        } else {
            30_000
        };
        std::thread::sleep(Duration::from_micros(self.dice.below(far) as u64));
        child.kill().unwrap();
        let done = child.wait().unwrap().code() == Some(0);
        let _ = writeln!(
            self.told,
            "  -> killed{}",
            if done { " too late" } else { "" }
        );
        self.in_the_middle += usize::from(!done);
        // git's own child may be at its end still.
        std::thread::sleep(Duration::from_millis(120));
        let looked = self.command(person, &["status"]).output().unwrap();
        assert_eq!(
            looked.status.code(),
            Some(0),
            "{}{}",
            self.told,
            heard(&looked)
        );
        self.round.is_sound(person.name);
        (done.then_some(0), String::new())
    }

    /// Runs adref, which must end in one of these ways, unless it is ended.
    fn must(&mut self, person: Person, words: &[&str], codes: &[i32]) -> Option<i32> {
        let before = person.is_desk().then(|| self.look(person));
        let (code, said) = self.run(person, words);
        assert!(
            code.is_none_or(|code| codes.contains(&code)),
            "{words:?}: {code:?}\n{}",
            self.told
        );
        if let Some(before) = before {
            let after = self.look(person);
            let lost: Vec<_> = before.acts.difference(&after.acts).collect();
            assert!(
                lost.is_empty(),
                "{words:?} at {}: {lost:?} is gone\n{}",
                person.name,
                self.told
            );
        }
        if words[..1] == ["receive"] && words.len() > 1 {
            self.kept.refused.push_str(&said);
        }
        code
    }

    fn look(&self, person: Person) -> Look {
        let at = self.at(person);
        let mut look = Look {
            acts: BTreeSet::new(),
            proposals: BTreeSet::new(),
            texts: String::new(),
        };
        for document in DOCUMENTS {
            let folder = at.join("drafts").join(document);
            look.texts.push_str(&read(&folder, "text.md"));
            for name in names(&folder.join("acts")) {
                for line in read(&folder, &format!("acts/{name}")).lines() {
                    let id = line
                        .split("id: ")
                        .nth(1)
                        .and_then(|rest| rest.split([',', '}']).next());
                    look.acts
                        .extend(id.map(|id| id.trim_matches('"').to_owned()));
                }
            }
            let files = names(&folder.join("proposals"));
            look.proposals.extend(
                files
                    .into_iter()
                    .map(|name| format!("drafts/{document}/proposals/{name}")),
            );
        }
        look
    }

    /// Somebody does something of their own. What was said to be done is kept in mind; what was refused has changed nothing.
    fn act(&mut self, person: Person, words: &[&str], typed: Option<&str>) {
        let before = self.look(person);
        let (code, _) = self.run(person, words);
        let after = self.look(person);
        self.noticed(person, &before, &after);
        match code {
            Some(0) => {
                for id in after.acts.difference(&before.acts) {
                    self.kept.acts.insert(id.clone(), (person, words.join(" ")));
                }
                for path in after.proposals.difference(&before.proposals) {
                    self.kept.proposals.insert(path.clone(), person);
                }
                if let Some(typed) = typed {
                    let there = after.texts.contains(typed);
                    self.kept
                        .words
                        .insert(typed.to_owned(), (person, there && person.is_desk()));
                }
            }
            Some(2) => {
                self.refusals += 1;
                assert!(
                    before.acts == after.acts && before.texts == after.texts,
                    "{words:?}\n{}",
                    self.told
                );
                assert_eq!(
                    before.proposals, after.proposals,
                    "{words:?}\n{}",
                    self.told
                );
            }
            None => {}
            code => panic!("{words:?}: {code:?}\n{}", self.told),
        }
    }

    /// What somebody took out of a text on purpose is in the history alone from now on.
    fn noticed(&mut self, person: Person, before: &Look, after: &Look) {
        if person.is_desk() {
            for (word, (_, stands)) in &mut self.kept.words {
                *stands &= !before.texts.contains(word) || after.texts.contains(word);
            }
        }
    }

    /// A word typed into a text in an editor, one taken out, or a paragraph more; saved by git.
    fn by_hand(&mut self, person: Person) {
        let document = self.pick(&DOCUMENTS);
        let path = format!("drafts/{document}/text.md");
        let at = self.at(person);
        let before = self.look(person);
        let text = read(&at, &path);
        let (front, body) = text.split_at(text.rfind("---\n").map_or(0, |at| at + 4));
        let mut lines: Vec<String> = body.lines().map(str::to_owned).collect();
        let spoken: Vec<usize> = (0..lines.len())
            .filter(|n| lines[*n].split(' ').count() > 3 && !lines[*n].starts_with(['#', '<']))
            .collect();
        let word = self.word("word");
        let kind = self.dice.below(12);
        match (kind, spoken.is_empty()) {
            (0, _) => {
                self.n += 1;
                lines.extend([
                    String::new(),
                    format!("{}. A sentence {word} of {}.", 100 + self.n, person.name),
                ]);
            }
            (1, _) if person.is_desk() => {
                let secret = self.secret();
                lines.extend([String::new(), format!("<!-- {secret} {word} -->")]);
            }
            (_, true) => return,
            _ => {
                let line = &mut lines[spoken[self.dice.below(spoken.len())]];
                let mut words: Vec<&str> = line.split(' ').collect();
                let spot = 1 + self.dice.below(words.len() - 1);
                if kind == 2 {
                    words.remove(spot);
                }
                words.insert(spot, &word);
                *line = words.join(" ");
            }
        }
        write(&at, &path, &format!("{front}{}\n", lines.join("\n")));
        let _ = writeln!(self.told, "{}: by hand {word} in {document}", person.name);
        let after = self.look(person);
        self.noticed(person, &before, &after);
        self.kept.words.insert(word, (person, person.is_desk()));
        self.save(person);
    }

    fn save(&mut self, person: Person) {
        let now = self.now(person).to_string();
        let message = match person.is_desk() {
            true => self.secret(),
            false => "by hand".to_owned(),
        };
        self.round.save_at(&self.at(person), &message, &now);
    }

    /// The labels of a text's paragraphs.
    fn paragraph(&mut self, person: Person, document: &str) -> String {
        let text = read(&self.at(person), &format!("drafts/{document}/text.md"));
        let labels: Vec<&str> = text
            .lines()
            .filter_map(|line| line.split_once(". ").map(|(label, _)| label))
            .filter(|label| label.parse::<u32>().is_ok())
            .collect();
        match labels.is_empty() {
            true => "1".to_owned(),
            false => self.pick(&labels).to_owned(),
        }
    }

    fn proposal(&mut self, person: Person) -> Option<String> {
        let look = self.look(person);
        let paths: Vec<&str> = look.proposals.iter().map(String::as_str).collect();
        if paths.is_empty() {
            return None;
        }
        let path = self.pick(&paths);
        Some(path.rsplit('/').next()?.trim_end_matches(".md").to_owned())
    }

    /// One thing that somebody does.
    fn step(&mut self) {
        let person = self.pick(&PEOPLE);
        match (self.dice.below(20), person.is_desk()) {
            (0..=1, _) => drop(self.must(person, &["send"], &[0])),
            (2..=3, _) => drop(self.must(person, &["receive"], &[0])),
            (4..=5, true) => drop(self.must(person, &["receive", "../room"], &[0, 1])),
            (6, true) => self.publish(person),
            (7..=9, true) => self.by_hand(person),
            (7, false) => self.by_hand(person),
            (10..=13, true) => self.rule(person),
            _ => self.speak(person),
        }
    }

    /// A circulation, for which what waits in the room is received first.
    fn publish(&mut self, person: Person) {
        if self.must(person, &["publish", "../room"], &[0, 2]) == Some(2) {
            let received = self.must(person, &["receive", "../room"], &[0, 1]);
            // Whoever was killed in it has not received yet.
            if received.is_some() {
                self.must(person, &["publish", "../room"], &[0]);
            }
        }
    }

    /// What a delegation does, or the desk in its name.
    fn speak(&mut self, person: Person) {
        let desk = person.is_desk();
        let who = if desk {
            self.pick(&PARTIES)
        } else {
            person.hand
        };
        let document = self.pick(&DOCUMENTS);
        let paragraph = self.paragraph(person, document);
        let proposal = self.proposal(person);
        let open = self.chance(3);
        let heard = if open { "plenary" } else { "informals" };
        let reason = if desk && !open {
            self.secret()
        } else {
            self.word("reason")
        };
        let mut words: Vec<&str> = Vec::new();
        let typed;
        match (self.dice.below(10), &proposal) {
            (0..=2, _) => {
                typed = self.word("wanted");
                let wanted = format!("States keep {typed} records of {document}.");
                words.extend(["propose", document, &paragraph, "--text", &wanted]);
                if desk && self.chance(3) {
                    words.push("--in-text");
                }
                words.extend(["--as", who, "--reason", &reason, "--heard", heard]);
                return self.act(person, &words, Some(&typed));
            }
            (3, Some(proposal)) => {
                typed = self.word("amended");
                let wanted = format!("States keep {typed} and other records of {document}.");
                words.extend([
                    "propose", proposal, "--text", &wanted, "--as", who, "--heard", heard,
                ]);
                return self.act(person, &words, Some(&typed));
            }
            (4, Some(proposal)) => words.extend(["withdraw", proposal]),
            (5..=6, Some(proposal)) => {
                words.extend([self.pick(&["support", "oppose", "query"]), proposal])
            }
            (7, _) if desk => {
                words.extend([
                    self.pick(&["support", "reserve"]),
                    document,
                    &paragraph,
                    "--desk",
                ]);
                let secret = self.secret();
                words.extend(["--as", who, "--reason", &secret, "--heard", heard]);
                return self.act(person, &words, None);
            }
            (8, _) => return self.act(person, &["undo"], None),
            _ => words.extend([
                self.pick(&["support", "oppose", "query", "reserve"]),
                document,
                &paragraph,
            ]),
        }
        words.extend(["--as", who, "--reason", &reason, "--heard", heard]);
        self.act(person, &words, None);
    }

    /// What an officer does.
    fn rule(&mut self, person: Person) {
        let who = self.pick(&["aly", "chair"]);
        let document = self.pick(&DOCUMENTS);
        let paragraph = self.paragraph(person, document);
        let reason = self.secret();
        match (self.dice.below(10), self.proposal(person)) {
            (0, _) => {
                let typed = self.word("edited");
                let wanted = format!("States [shall / XUS: should] keep {typed} lanterns.");
                self.act(
                    person,
                    &["edit", document, &paragraph, "--text", &wanted, "--as", who],
                    Some(&typed),
                );
            }
            (1..=2, _) => {
                let level = self.pick(&["informals", "ad-referendum", "agreed"]);
                self.act(
                    person,
                    &["agree", document, &paragraph, "--level", level, "--as", who],
                    None,
                );
            }
            (3, _) => self.act(
                person,
                &[
                    "reopen", document, &paragraph, "--as", who, "--reason", &reason,
                ],
                None,
            ),
            (_, None) => {}
            (kind, Some(proposal)) => {
                let verbs = [
                    "table",
                    "table",
                    "open",
                    "bracket",
                    "accept",
                    "set-aside",
                    "park",
                ];
                let verb = verbs[kind - 3];
                self.act(
                    person,
                    &[verb, &proposal, "--as", who, "--reason", &reason],
                    None,
                );
            }
        }
    }

    /// All send and receive until nothing moves any more.
    fn quiet(&mut self) {
        self.kills = 0;
        let mut before = Vec::new();
        for _ in 0..8 {
            for person in PEOPLE.iter().rev() {
                self.must(*person, &["send"], &[0]);
            }
            self.must(PEOPLE[0], &["receive", "../room"], &[0, 1]);
            self.must(PEOPLE[0], &["send"], &[0]);
            self.publish(PEOPLE[0]);
            for person in PEOPLE {
                self.must(person, &["receive"], &[0]);
            }
            let heads: Vec<String> = PEOPLE
                .iter()
                .map(|person| self.round.head(person.name))
                .collect();
            if heads == before {
                return;
            }
            before = heads;
        }
        panic!("it never gets quiet\n{}", self.told);
    }

    /// Everything that must hold when all have sent and received.
    fn is_all_there(&mut self) {
        let told = self.told.clone();
        let now = Moment::from_unix(self.seconds + 600, -240).to_string();
        let status = |world: &World, person: Person| {
            let mut command = world
                .round
                .command(&world.at(person), &["status", "--json"]);
            let output = command
                .env("ADREF_AS", "aly")
                .env("ADREF_NOW", &now)
                .output()
                .unwrap();
            assert_eq!(output.status.code(), Some(0), "{}", heard(&output));
            String::from_utf8(output.stdout).unwrap()
        };
        for (name, others) in [("one", &PEOPLE[..2]), ("northland", &PEOPLE[2..])] {
            let first = others[0];
            for person in others {
                assert_eq!(
                    self.round.head(person.name),
                    self.round.head(name),
                    "{told}"
                );
                assert_eq!(texts(&self.at(*person)), texts(&self.at(first)), "{told}");
                assert_eq!(status(self, *person), status(self, first), "{told}");
            }
        }
        for person in PEOPLE {
            self.round.is_whole(person.name);
            let check = heard(&self.round.adref(&self.at(person), &["check"]));
            for code in ["duplicate-id", "unreadable", "other-file", "<<<<<<<"] {
                assert!(!check.contains(code), "{}: {check}\n{told}", person.name);
            }
        }
        // Acts and proposals.
        let (desk, room) = (self.look(PEOPLE[0]), self.look(PEOPLE[2]));
        for (id, (person, words)) in &self.kept.acts {
            let refused = !person.is_desk() && self.kept.refused.contains(id.as_str());
            assert!(
                desk.acts.contains(id) || refused,
                "{} did {words}: {id} is lost\n{told}",
                person.name
            );
        }
        for (path, person) in &self.kept.proposals {
            let refused = !person.is_desk() && self.kept.refused.contains(path.as_str());
            assert!(
                desk.proposals.contains(path) || refused,
                "{path} of {} is lost\n{told}",
                person.name
            );
        }
        let strange: Vec<_> = room.acts.difference(&desk.acts).collect();
        assert!(
            strange.is_empty(),
            "{strange:?} is in the room alone\n{told}"
        );
        // Words.
        let history = everything_said(&self.round, "one");
        let theirs = everything_said(&self.round, "northland");
        for (word, (person, stands)) in &self.kept.words {
            let all = if person.is_desk() { &history } else { &theirs };
            assert!(
                all.contains(word.as_str()),
                "{word} of {} is lost\n{told}",
                person.name
            );
            assert!(
                !stands || desk.texts.contains(word.as_str()),
                "{word} of {} is out of the text\n{told}",
                person.name
            );
        }
        // Nothing of the desk's.
        for name in ["room", "northland", "usonia", "eastgate"] {
            let all = everything(&self.round.desk(name));
            for secret in &self.kept.secrets {
                let at = all.find(secret.as_str());
                let round = at.map(|at| all.get(at.saturating_sub(600)..at + 100));
                assert!(at.is_none(), "{secret} is in {name}: {round:?}\n{told}");
            }
            assert!(!all.contains("entered_by"), "{name}");
        }
        let all = everything(&self.round.desk("one"));
        let kept = self
            .kept
            .secrets
            .iter()
            .filter(|secret| all.contains(secret.as_str()));
        assert!(kept.count() > 0 || self.n < 200, "no secret was ever kept");
    }
}

fn names(folder: &std::path::Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| !name.starts_with('.'))
        .collect()
}

/// The words of all versions that lead to somebody's last one.
fn everything_said(round: &Round, name: &str) -> String {
    let at = round.desk(name);
    let objects = round.git(&at, &["rev-list", "--objects", "HEAD"]);
    let ids: String = objects
        .lines()
        .filter_map(|line| line.split(' ').next())
        .fold(String::new(), |all, id| all + id + "\n");
    round.git_with(&at, &["cat-file", "--batch"], &ids)
}

fn asked(name: &str, otherwise: u64) -> u64 {
    let asked = std::env::var(name).ok();
    asked
        .and_then(|number| number.parse().ok())
        .unwrap_or(otherwise)
}

/// More of it where somebody asks: `ADREF_APART_RUNS=100`, `ADREF_APART_STEPS=500`, from the seed `ADREF_APART_SEED=7` on.
#[test]
fn two_desks_and_three_delegations_that_work_apart_end_equal_and_nothing_is_lost() {
    if !has_git() {
        return;
    }
    let (first, runs) = (asked("ADREF_APART_SEED", 1), asked("ADREF_APART_RUNS", 1));
    for seed in first..first + runs {
        let steps = asked("ADREF_APART_STEPS", 120);
        println!("seed {seed}, {steps} steps");
        let mut world = World::new(seed);
        world.kills = 4 + steps as usize / 50;
        let planned = world.kills;
        for _ in 0..steps {
            world.step();
        }
        let killed = planned - world.kills;
        world.quiet();
        world.is_all_there();
        let Kept {
            acts,
            proposals,
            words,
            secrets,
            ..
        } = &world.kept;
        println!(
            "seed {seed}: {} acts, {} proposals, {} words, {} secrets; {killed} kills, {} in the middle; {} refusals",
            acts.len(),
            proposals.len(),
            words.len(),
            secrets.len(),
            world.in_the_middle,
            world.refusals
        );
    }
}
