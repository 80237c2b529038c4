//! A program killed while it saves leaves the old state or the new one, whole.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use adref::repo::{FileChange, Repository, Save};

use crate::kit::{Room, has_git, noon, somebody};

/// How often the program is killed.
const KILLS: u64 = 100;

/// The files of a generation: two that change, one that comes, one that goes, so that half a save is seen.
fn generation(n: u64) -> Vec<FileChange> {
    let mut files = vec![
        FileChange::write("drafts/a/text.md", format!("generation {n}\n")),
        FileChange::write("drafts/b/text.md", format!("generation {n}\n").repeat(2000)),
        FileChange::write(
            format!("drafts/a/proposals/p{n}.md"),
            format!("generation {n}\n"),
        ),
    ];
    if n > 0 {
        files.push(FileChange::delete(format!(
            "drafts/a/proposals/p{}.md",
            n - 1
        )));
    }
    files
}

fn generation_of(text: &str) -> u64 {
    let line = text.lines().next().unwrap();
    line.strip_prefix("generation ").unwrap().parse().unwrap()
}

fn save(repository: &Repository, n: u64) {
    let save = Save {
        base: repository.head(),
        files: generation(n),
        message: format!("generation {n}"),
        author: somebody(),
        when: noon(),
    };
    repository.save(&save).unwrap();
}

/// Saves one generation after another and says so, until it is killed; only the test below starts it.
#[test]
#[ignore = "run by the test below, which kills it"]
fn a_program_that_saves_until_it_is_killed() {
    let Some(at) = std::env::var_os("ADREF_CRASH_ROOM") else {
        return;
    };
    let repository = Repository::discover(Path::new(&at)).unwrap().hasty();
    let text = std::fs::read_to_string(repository.root().join("drafts/a/text.md")).unwrap();
    let mut n = generation_of(&text);
    println!("ready {n}");
    // Not for ever, should whoever started it be gone.
    for _ in 0..20_000 {
        n += 1;
        save(&repository, n);
        println!("ready {n}");
    }
}

/// Numbers that differ from run to run: every run tries other moments.
struct Dice(u64);

impl Dice {
    fn new() -> Dice {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
        Dice(now.as_nanos() as u64 | 1)
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

/// Starts the saver, lets it save a few times, kills it some microseconds later, and gives the last generation it said was saved.
fn kill_one(room: &Room, saves: usize, after: Duration) -> u64 {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "crash::a_program_that_saves_until_it_is_killed",
            "--ignored",
            "--nocapture",
        ])
        .env("ADREF_CRASH_ROOM", room.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let said = |line: String| line.strip_prefix("ready ").and_then(|n| n.parse().ok());
    let mut last: u64 = loop {
        let line = lines.next().expect("the saver begins").unwrap();
        // The harness may have begun the line.
        if let Some(n) = line.split("ready ").nth(1).and_then(|n| n.parse().ok()) {
            break n;
        }
    };
    // How many saves it gets is not left to the machine's speed; when within a save it dies is.
    for line in lines.by_ref().take(saves).map_while(Result::ok) {
        last = said(line).unwrap_or(last);
    }
    std::thread::sleep(after);
    child.kill().unwrap();
    child.wait().unwrap();
    for line in lines.map_while(Result::ok) {
        last = said(line).unwrap_or(last);
    }
    last
}

#[test]
fn a_program_killed_at_any_moment_leaves_the_old_state_or_the_new_one_whole() {
    let room = Room::empty();
    save(&room.repository, 0);
    let mut dice = Dice::new();
    let (mut in_the_middle, mut saves) = (0, 0);
    for kill in 0..KILLS {
        let before = room.repository.head();
        let promised = kill_one(
            &room,
            dice.below(3) as usize,
            Duration::from_micros(dice.below(20_000)),
        );
        in_the_middle += u64::from(room.path().join(".git/adref/journal").exists());
        let repository = Repository::discover(room.path()).unwrap();
        let head = repository.head().unwrap();
        let n =
            generation_of(&std::fs::read_to_string(room.path().join("drafts/a/text.md")).unwrap());
        assert!(
            n >= promised,
            "kill {kill}: {promised} was said to be saved, and {n} is"
        );
        assert!(n <= promised + 1, "kill {kill}: {n} came from nowhere");
        assert_eq!(
            repository.version(&head).unwrap().summary,
            format!("generation {n}")
        );
        for files in [
            repository.snapshot(&head).unwrap(),
            repository.work_tree().unwrap(),
        ] {
            assert_eq!(
                files.paths("").len(),
                3,
                "kill {kill}: {:?}",
                files.paths("")
            );
            for change in generation(n)
                .into_iter()
                .filter(|change| change.content.is_some())
            {
                let read = files.read(&change.path);
                assert_eq!(
                    read.as_deref(),
                    change.content.as_ref(),
                    "kill {kill}: {}",
                    change.path
                );
            }
        }
        assert_eq!(
            repository.unsaved().unwrap(),
            Vec::<String>::new(),
            "kill {kill}"
        );
        if has_git() {
            assert_eq!(room.git(&["status", "--porcelain"]), "", "kill {kill}");
        }
        if kill % 10 == 9 {
            room.is_whole_and_clean();
            // Loose objects grow by the thousand; a real history is packed now and then too.
            if has_git() && kill % 50 == 49 {
                room.git(&["gc", "--quiet", "--prune=now"]);
            }
        }
        saves += u64::from(before != Some(head));
        save(&repository, n + 1);
    }
    room.is_whole_and_clean();
    assert!(
        saves > KILLS / 4,
        "only {saves} of {KILLS} programs saved anything before they were killed"
    );
    eprintln!("{KILLS} kills, {in_the_middle} in the middle of a save");
}
