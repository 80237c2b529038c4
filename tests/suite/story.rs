//! The story is told: every chapter is played from the first line, prints what the book says it prints, and leaves behind the
//! `drafts/` and `facilitators/` of the project's own root, byte for byte.
//!
//! `ADREF_BLESS=1 cargo test --test suite story` writes the printed lines into the chapters and the two folders anew; read the
//! difference before keeping it.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, OnceLock};

use adref::cli::{Env, run_in};
use adref::consensus::{State, Status};
use adref::meeting::Meeting;
use adref::moment::Moment;
use adref::record::Verb;
use adref::repo::Repository;
use adref::story::{self, Deed, Screen, Stage, Step};
use adref::text::{Address, Document};
use adref::tui::Palette;

use crate::kit::blessing;
use crate::screens::picture;
use crate::screens::seat::{Place, Seat};

/// The story, played once for all the tests.
pub(crate) struct Played {
    folder: tempfile::TempDir,
    /// What each command printed and its status, by chapter and line.
    printed: BTreeMap<(String, usize), (String, u8)>,
    /// Faults met on the way.
    faults: Vec<String>,
    /// When it ends.
    now: Moment,
}

impl Played {
    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    /// A copy that may be written.
    pub(crate) fn copy(&self) -> tempfile::TempDir {
        fn copy(from: &Path, to: &Path) {
            std::fs::create_dir_all(to).unwrap();
            for entry in std::fs::read_dir(from).unwrap() {
                let entry = entry.unwrap();
                let there = to.join(entry.file_name());
                match entry.file_type().unwrap().is_dir() {
                    true => copy(&entry.path(), &there),
                    false => std::fs::copy(entry.path(), there).map(drop).unwrap(),
                }
            }
        }
        let folder = tempfile::tempdir().unwrap();
        copy(self.root(), folder.path());
        let repository = adref::repo::Repository::discover(folder.path()).unwrap();
        repository.set("adref.demo", "true").unwrap();
        folder
    }

    /// When it ends.
    pub(crate) fn now(&self) -> Moment {
        self.now
    }

    fn meeting(&self) -> Meeting {
        let repository = Repository::discover(self.root()).unwrap();
        Meeting::read(repository.work_tree().unwrap(), self.now())
    }

    fn git(&self, words: &[&str]) -> String {
        let output = Command::new("git")
            .args(words)
            .current_dir(self.root())
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "git {words:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).unwrap()
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The story, played to its end.
pub(crate) fn played() -> &'static Played {
    static PLAYED: OnceLock<Played> = OnceLock::new();
    PLAYED.get_or_init(|| play(story::read().unwrap().steps()))
}

/// The story until Thursday noon, its liveliest moment: what `adref demo` lays out, and what the book's other pages show.
pub(crate) fn at_noon() -> &'static Played {
    static NOON: OnceLock<Played> = OnceLock::new();
    NOON.get_or_init(|| play(story::read().unwrap().until("floor").unwrap()))
}

fn play(steps: &[Step]) -> Played {
    let folder = tempfile::tempdir().unwrap();
    let stage = Stage::set(folder.path()).unwrap();
    let mut printed = BTreeMap::new();
    let mut faults = Vec::new();
    let mut texts = BTreeMap::new();
    for step in steps {
        match &step.deed {
            Deed::Command(typed) => {
                let mut env = Env::quiet(stage.root());
                env.hand = Some(step.hand.clone());
                env.now = Some(step.at);
                env.opened = Some(stage.workspace().clone());
                let outcome = run_in(stage.root(), &typed.argv, &env);
                let text = outcome.printed() + &outcome.complained();
                if outcome.status != typed.status {
                    let status = outcome.status;
                    faults.push(format!(
                        "{}: exit {status}, not {}\n{text}",
                        place(step),
                        typed.status
                    ));
                }
                printed.insert((step.chapter.clone(), step.line), (text, outcome.status));
            }
            Deed::Handwork(work) => {
                if let Err(mishap) = stage.write(step, work) {
                    faults.push(mishap.to_string());
                }
            }
            Deed::Screen(screen) => faults.extend(unlike(&stage, step, screen)),
        }
        faults.extend(unfaithful(&stage, step, &mut texts));
    }
    stage.lay_out().unwrap();
    Played {
        folder,
        printed,
        faults,
        now: steps.last().unwrap().at,
    }
}

/// What is wrong with a look at the terminal: another picture than the book's, or one that needed an act.
fn unlike(stage: &Stage, step: &Step, screen: &Screen) -> Option<String> {
    let head = stage.workspace().repository().head();
    let mut seat = Seat::take(&Place {
        meeting: stage.workspace(),
        hand: Some(&step.hand),
        now: step.at,
        size: screen.size,
        palette: Palette::Dark,
    });
    seat.keys(&screen.keys);
    // Who is known there is shown with an office or as what: nobody is known in a meeting that was not found.
    if !seat.text().contains(&format!("{} ", step.hand)) {
        return Some(format!("{}: there is no {}", place(step), step.hand));
    }
    let unlike = picture::unlike(&mut seat, &screen.name);
    let acted = stage.workspace().repository().head() != head;
    unlike
        .or_else(|| acted.then(|| format!("{}: who looks changes nothing", screen.name)))
        .map(|what| format!("{}: {what}", place(step)))
}

fn place(step: &Step) -> String {
    format!("{}.md:{}", step.chapter, step.line)
}

/// The drafts that a step changed and that are not printed as they were parsed.
fn unfaithful(
    stage: &Stage,
    step: &Step,
    texts: &mut BTreeMap<String, Arc<Vec<u8>>>,
) -> Vec<String> {
    let files = stage.workspace().repository().work_tree().unwrap();
    let mut found = Vec::new();
    for path in files.paths("drafts") {
        if !path.ends_with("/text.md") {
            continue;
        }
        let bytes = files.read(&path).unwrap();
        if texts.get(&path) == Some(&bytes) {
            continue;
        }
        if Document::parse(bytes.to_vec()).print() != *bytes {
            found.push(format!(
                "{}: {path} is not printed as it was parsed",
                place(step)
            ));
        }
        texts.insert(path, bytes);
    }
    found
}

/// The files below a folder, by path with `/`.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(&next).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_string_lossy();
                found.insert(name.replace('\\', "/"), fs::read(&path).unwrap());
            }
        }
    }
    found
}

/// Writes what was printed into the chapters.
fn bless_chapters(played: &Played) {
    for (name, text) in story::chapters() {
        let path = root().join("book/src/story").join(format!("{name}.md"));
        fs::write(path, retold(&name, text, &played.printed)).unwrap();
    }
}

/// Writes the project's own drafts and record anew.
fn bless_root(played: &Played) {
    for folder in ["drafts", "facilitators"] {
        let target = root().join(folder);
        if target.is_dir() {
            fs::remove_dir_all(&target).unwrap();
        }
        for (path, bytes) in files(&played.root().join(folder)) {
            let path = target.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
    }
}

/// A chapter with every command followed by what it printed.
fn retold(name: &str, text: &str, printed: &BTreeMap<(String, usize), (String, u8)>) -> String {
    let mut told = String::new();
    let consoles: Vec<_> = story::Fence::all(text)
        .into_iter()
        .filter(|fence| fence.info.starts_with("console"))
        .collect();
    let mut until = 0;
    for fence in consoles {
        told.push_str(&text[until..fence.body.start]);
        until = fence.body.end;
        let mut lines = text[fence.body.clone()].split_inclusive('\n').enumerate();
        while let Some((n, line)) = lines.next() {
            if !line.starts_with("$ ") {
                continue;
            }
            told.push_str(line);
            let mut last = line;
            while last.trim_end().ends_with('\\') {
                let Some((_, next)) = lines.next() else { break };
                told.push_str(next);
                last = next;
            }
            let key = (name.to_owned(), fence.line + n + 1);
            let (output, _) = printed.get(&key).cloned().unwrap_or_default();
            told.push_str(&output);
            if !output.is_empty() && !output.ends_with('\n') {
                told.push('\n');
            }
        }
    }
    told.push_str(&text[until..]);
    told
}

#[test]
fn every_step_of_the_story_can_be_done() {
    let played = played();
    assert!(played.faults.is_empty(), "\n{}", played.faults.join("\n"));
}

#[test]
fn every_command_prints_what_its_chapter_says() {
    let played = played();
    if blessing() {
        return bless_chapters(played);
    }
    let mut faults = String::new();
    for (name, text) in story::chapters() {
        let told = retold(&name, text, &played.printed);
        if let Some((n, (told, text))) = told
            .lines()
            .chain(std::iter::once("(the end)"))
            .zip(text.lines().chain(std::iter::once("(the end)")))
            .enumerate()
            .find(|(_, (told, text))| told != text)
        {
            let _ = writeln!(
                faults,
                "{name}.md:{}:\n  book:  {text}\n  adref: {told}",
                n + 1
            );
        }
    }
    assert!(
        faults.is_empty(),
        "\n{faults}\nADREF_BLESS=1 cargo test --test suite story rewrites the chapters"
    );
}

#[test]
fn the_root_of_the_project_holds_the_end_of_the_story() {
    let played = played();
    if blessing() {
        return bless_root(played);
    }
    for folder in ["drafts", "facilitators"] {
        let told = files(&played.root().join(folder));
        let kept = files(&root().join(folder));
        let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(&told), names(&kept), "{folder}/");
        for (path, bytes) in &told {
            assert!(kept[path] == *bytes, "{folder}/{path} differs");
        }
    }
}

#[test]
fn the_history_is_sound_and_long_enough() {
    let played = played();
    played.git(&["fsck", "--strict", "--no-dangling"]);
    let count: usize = played
        .git(&["rev-list", "--count", "HEAD"])
        .trim()
        .parse()
        .unwrap();
    assert!(count >= 95, "only {count} versions");
    assert_eq!(played.git(&["status", "--porcelain"]), "");
    let authors: BTreeSet<String> = played
        .git(&["log", "--format=%an"])
        .lines()
        .map(str::to_owned)
        .collect();
    assert!(authors.len() >= 6, "only {authors:?} wrote");
}

#[test]
fn every_status_that_can_occur_by_then_is_there() {
    let meeting = at_noon().meeting();
    let mut met = BTreeSet::new();
    let mut late = false;
    for draft in meeting.drafts() {
        let register = meeting.register(&draft.id).unwrap_or_default();
        let deadline = meeting.deadline(&draft.id);
        for case in register.ledger.cases.values() {
            met.insert(case.status);
            late |=
                case.status == Status::Submitted && deadline.is_some() && case.submitted > deadline;
        }
    }
    let missing: Vec<Status> = [
        Status::Draft,
        Status::Submitted,
        Status::Returned,
        Status::Tabled,
        Status::UnderDiscussion,
        Status::InText,
        Status::Parked,
        Status::Accepted,
        Status::AcceptedAsAmended,
        Status::Merged,
        Status::Superseded,
        Status::NotSupported,
        Status::Withdrawn,
    ]
    .into_iter()
    .filter(|status| !met.contains(status))
    .collect();
    assert!(missing.is_empty(), "no proposal is {missing:?}");
    assert!(late, "no proposal is submitted late");
}

#[test]
fn every_state_that_can_be_reached_by_then_is_reached() {
    let meeting = at_noon().meeting();
    let mut met: Vec<State> = Vec::new();
    for draft in meeting.drafts() {
        let standings = meeting.standings(&draft.id).unwrap_or_default();
        met.extend(standings.iter().map(|standing| standing.state));
    }
    let missing: Vec<State> = [
        State::Placeholder,
        State::Open,
        State::Contested,
        State::Clean,
        State::Ready,
        State::Silence,
        State::Parked,
        State::Reopened,
        State::AgreedInformals,
        State::AgreedAdReferendum,
        State::Agreed,
    ]
    .into_iter()
    .filter(|state| !met.contains(state))
    .collect();
    assert!(missing.is_empty(), "no paragraph is {missing:?}");
}

#[test]
fn what_the_demonstration_tells_a_newcomer_to_type_can_be_typed() {
    let folder = tempfile::tempdir().unwrap();
    let env = Env::quiet(folder.path());
    let told = run_in(folder.path(), ["demo", "there"], &env);
    assert_eq!(told.status, 0, "{}", told.complained());
    let there = folder.path().join("there");
    let said = told.printed();
    let lines = said
        .lines()
        .filter_map(|line| line.strip_prefix("  adref "));
    let mut tried = 0;
    for line in lines {
        let words = line.split("   ").next().unwrap_or_default();
        let words: Vec<&str> = words.split_whitespace().collect();
        let done = run_in(&there, words.clone(), &Env::quiet(&there));
        assert!(done.status < 2, "{words:?}: {}", done.complained());
        tried += 1;
    }
    assert!(tried >= 5, "only {tried} lines to try:\n{said}");
}

#[test]
fn every_verb_that_can_be_said_by_then_is_said() {
    let meeting = played().meeting();
    let mut said: Vec<Verb> = Vec::new();
    for draft in meeting.drafts() {
        let register = meeting.register(&draft.id).unwrap_or_default();
        said.extend(register.acts.deeds().map(|act| act.verb));
    }
    let missing: Vec<Verb> = [
        Verb::Submit,
        Verb::Return,
        Verb::Table,
        Verb::Open,
        Verb::Bracket,
        Verb::Park,
        Verb::Accept,
        Verb::Merge,
        Verb::Supersede,
        Verb::SetAside,
        Verb::Withdraw,
        Verb::AdoptAsOwn,
        Verb::Reintroduce,
        Verb::CoSponsor,
        Verb::Support,
        Verb::CanAccept,
        Verb::Query,
        Verb::Reserve,
        Verb::Oppose,
        Verb::Discuss,
        Verb::Agree,
        Verb::Reopen,
        Verb::Certify,
        Verb::Retract,
        Verb::OpenSilence,
        Verb::Issue,
        Verb::Edit,
        Verb::Adopt,
        Verb::Motion,
        Verb::Decide,
        Verb::Dissociate,
        Verb::Explain,
        Verb::BreakSilence,
        Verb::CloseSilence,
    ]
    .into_iter()
    .filter(|verb| !said.contains(verb))
    .collect();
    assert!(missing.is_empty(), "nobody says {missing:?}");
    assert!(said.len() >= 95, "only {} acts", said.len());
}

#[test]
fn no_file_of_the_record_has_a_fault() {
    let meeting = played().meeting();
    let mut faults = meeting.faults.clone();
    for draft in meeting.drafts() {
        let register = meeting.register(&draft.id).unwrap_or_default();
        faults.extend(register.faults.iter().cloned());
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn the_checkpoints_come_in_their_order() {
    let story = story::read().unwrap();
    assert_eq!(
        story.checkpoints(),
        ["papers", "wp5", "floor", "ad-ref", "before-vote", "end"]
    );
}

#[test]
fn the_drafts_are_read_as_a_delegate_reads_them() {
    let paths = |file: &str| -> Vec<String> {
        let path = root().join("book/src/story/in").join(file);
        let document = Document::parse(fs::read(path).unwrap());
        (0..document.paragraphs().len())
            .filter_map(|index| document.path(index).map(|path| path.to_string()))
            .collect()
    };
    let assistance = paths("wp1-zero.md");
    for path in [
        "I/1",
        "II/5/(a)",
        "II/6",
        "III/9/(b)/(ii)",
        "III/9/(c)",
        "III/10",
    ] {
        assert!(assistance.contains(&path.to_owned()), "{assistance:?}");
    }
    let outcome = fs::read(root().join("book/src/story/in/wp5-theme-a.md")).unwrap();
    let outcome = Document::parse(outcome);
    for typed in ["2(c)", "2 (c)", "2/(c)", "I/2/(c)"] {
        let found = outcome.find(&Address::new(typed)).unwrap();
        assert_eq!(
            outcome.path(found.index).unwrap().to_string(),
            "I/2/(c)",
            "{typed}"
        );
    }
    assert!(paths("tracing.md").contains(&"B/5".to_owned()));
    assert!(paths("report.md").contains(&"II/D/10".to_owned()));
    let brokering = fs::read(root().join("book/src/story/in/wp2-zero.md")).unwrap();
    assert!(
        Document::parse(brokering).brackets().is_empty(),
        "a footnote's mark is no bracket"
    );
}
