//! What is left where the program ends in the middle of a save, a step or a circulation.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use crate::moment::Moment;
use crate::repo::{ByHand, FileChange, Repository, Save, Signature, Step, VersionId};

const PLACES: [(&str, bool); 10] = [
    ("objects", false),
    ("journal", false),
    ("index locked", false),
    ("branch locked", false),
    ("branch moved", true),
    ("one file", true),
    ("files", true),
    ("index drafted", true),
    ("index", true),
    ("unlocked", true),
];

fn save(repository: &Repository, files: Vec<FileChange>) -> VersionId {
    let save = Save {
        base: repository.head(),
        files,
        message: "a test".to_owned(),
        author: somebody(),
        when: Moment::from_unix(1_216_310_400, -240),
    };
    repository.save(&save).unwrap()
}

fn somebody() -> Signature {
    Signature {
        name: "somebody".to_owned(),
        email: String::new(),
    }
}

fn old_files() -> Vec<FileChange> {
    vec![
        FileChange::write("drafts/a/text.md", "old"),
        FileChange::write("drafts/b/text.md", "goes"),
    ]
}

fn new_files() -> Vec<FileChange> {
    vec![
        FileChange::write("drafts/a/text.md", "new"),
        FileChange::delete("drafts/b/text.md"),
        FileChange::write("drafts/c/text.md", "comes"),
    ]
}

#[test]
#[ignore = "run by the test below, in a program that ends in the middle"]
fn a_save_that_crashes() {
    if let Some(at) = std::env::var_os("ADREF_CRASH_IN") {
        let repository = Repository::open(Path::new(&at)).unwrap();
        save(&repository, new_files());
    }
}

/// Saves in a program that ends at a place.
fn crash(at: &Path, place: &str) {
    crash_in("a_save_that_crashes", at, place, &[]);
}

/// Runs one of the tests above in a program that ends at a place.
fn crash_in(test: &str, at: &Path, place: &str, variables: &[(&str, &str)]) {
    let test = format!("repo::recovery::tests::{test}");
    let ended = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", &test, "--ignored"])
        .env("ADREF_CRASH_IN", at)
        .env("ADREF_CRASH_AT", place)
        .envs(variables.iter().copied())
        .output()
        .unwrap();
    assert_eq!(ended.status.code(), Some(9), "{place} was not reached");
}

fn left_over(at: &Path, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(at).unwrap().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let ours = name.starts_with(".adref-") || name.ends_with(".lock") || name == "journal";
        if ours {
            found.push(entry.path().display().to_string());
        }
        if entry.path().is_dir() {
            left_over(&entry.path(), found);
        }
    }
}

fn is_whole(repository: &Repository, happened: bool, place: &str) {
    let root = repository.root();
    let head = repository.head().unwrap();
    let text = |path: &str| std::fs::read_to_string(root.join(path)).ok();
    let (a, b, c) = if happened {
        ("new", None, Some("comes"))
    } else {
        ("old", Some("goes"), None)
    };
    assert_eq!(text("drafts/a/text.md").as_deref(), Some(a), "{place}");
    assert_eq!(text("drafts/b/text.md").as_deref(), b, "{place}");
    assert_eq!(text("drafts/c/text.md").as_deref(), c, "{place}");
    assert_eq!(
        repository.unsaved().unwrap(),
        Vec::<String>::new(),
        "{place}"
    );
    let snapshot = repository.snapshot(&head).unwrap();
    assert_eq!(snapshot.paths("").len(), 2, "{place}");
    let handle = git2::Repository::open(root).unwrap();
    let mut options = git2::StatusOptions::new();
    options.include_untracked(true);
    let statuses = handle.statuses(Some(&mut options)).unwrap();
    assert!(
        statuses.is_empty(),
        "{place}: git sees {} changes",
        statuses.len()
    );
    let mut left = Vec::new();
    left_over(root, &mut left);
    left.retain(|path| !path.ends_with("adref/lock"));
    assert_eq!(left, Vec::<String>::new(), "{place}");
}

#[test]
fn a_crash_at_any_step_leaves_the_old_state_or_the_new_one_whole() {
    for (place, happened) in PLACES {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("m");
        save(&Repository::init(&root).unwrap(), old_files());
        crash(&root, place);
        let repository = Repository::open(&root).unwrap();
        // What the journal-less crash was writing is swept up by the next save.
        is_whole(&repository, happened, place);
        save(
            &repository,
            vec![FileChange::write("drafts/a/text.md", "later")],
        );
    }
}

#[test]
#[ignore = "run by the test below, in a program that ends in the middle"]
fn a_step_that_crashes() {
    if let Some(at) = std::env::var_os("ADREF_CRASH_IN") {
        let repository = Repository::open(Path::new(&at)).unwrap();
        let to = std::env::var("ADREF_CRASH_TO").unwrap();
        let hand = std::fs::read(repository.root().join("drafts/a/text.md")).unwrap();
        let step = Step {
            from: repository.head(),
            to: VersionId(to),
            who: somebody(),
            when: Moment::from_unix(1_216_310_400, -240),
            subject: "received".to_owned(),
            by_hand: vec![ByHand {
                path: "drafts/a/text.md".to_owned(),
                over: Some(Repository::hash(&hand)),
                becomes: b"new and by hand".to_vec(),
            }],
        };
        repository.go_to(&step).unwrap();
    }
}

#[test]
fn a_crash_while_receiving_over_what_was_typed_by_hand_loses_no_word_of_it() {
    for (place, happened) in PLACES.into_iter().filter(|(place, _)| *place != "objects") {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("m");
        let repository = Repository::init(&root).unwrap();
        let old = save(&repository, old_files());
        let new = save(&repository, new_files());
        let handle = git2::Repository::open(&root).unwrap();
        let before = handle
            .find_commit(git2::Oid::from_str(&old.0).unwrap())
            .unwrap();
        handle
            .reset(before.as_object(), git2::ResetType::Hard, None)
            .unwrap();
        std::fs::write(root.join("drafts/a/text.md"), "by hand").unwrap();
        let variables = [("ADREF_CRASH_TO", new.0.as_str())];
        crash_in("a_step_that_crashes", &root, place, &variables);
        let repository = Repository::open(&root).unwrap();
        let (head, words) = match happened {
            true => (new, "new and by hand"),
            false => (old, "by hand"),
        };
        assert_eq!(repository.head(), Some(head), "{place}");
        let text = std::fs::read_to_string(root.join("drafts/a/text.md")).unwrap();
        assert_eq!(text, words, "{place}");
        assert_eq!(
            repository.unsaved().unwrap(),
            ["drafts/a/text.md"],
            "{place}"
        );
        let mut options = git2::StatusOptions::new();
        options.include_untracked(true);
        let statuses = handle.statuses(Some(&mut options)).unwrap();
        let changed: Vec<_> = statuses.iter().map(|one| one.status()).collect();
        assert_eq!(changed, [git2::Status::WT_MODIFIED], "{place}");
    }
}

#[test]
fn a_circulation_that_crashes_locks_nobody_out_for_good() {
    let folder = tempfile::tempdir().unwrap();
    let (room, bare) = (folder.path().join("m"), folder.path().join("bare"));
    let repository = Repository::init(&room).unwrap();
    repository.make_bare(&bare).unwrap();
    for (place, happened) in [("branch locked", false), ("branch moved", true)] {
        crash_in("a_circulation_that_crashes", &bare, place, &[]);
        let opened = Repository::open(&bare).unwrap();
        assert_eq!(opened.head().is_some(), happened, "{place}");
        let mut left = Vec::new();
        left_over(&bare, &mut left);
        left.retain(|path| !path.ends_with("lock") || path.ends_with(".lock"));
        assert_eq!(left, Vec::<String>::new(), "{place}");
    }
}

#[test]
#[ignore = "run by the test above, in a program that ends in the middle"]
fn a_circulation_that_crashes() {
    if let Some(at) = std::env::var_os("ADREF_CRASH_IN") {
        let room = Repository::open(Path::new(&at)).unwrap();
        let files = BTreeMap::from([("drafts/a/text.md".to_owned(), b"a".to_vec())]);
        let when = Moment::from_unix(1_216_310_400, -240);
        let by = (&somebody(), when);
        room.circulate(&files, room.head().as_ref(), "out", by)
            .unwrap();
    }
}

#[test]
fn a_crash_while_finishing_is_finished_too() {
    for place in ["one file", "files", "index drafted", "index"] {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("m");
        save(&Repository::init(&root).unwrap(), old_files());
        crash(&root, "branch moved");
        crash(&root, place);
        is_whole(&Repository::open(&root).unwrap(), true, place);
    }
}

#[test]
fn what_was_edited_or_staged_after_the_crash_stays() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("m");
    save(&Repository::init(&root).unwrap(), old_files());
    crash(&root, "branch moved");
    std::fs::write(root.join("drafts/a/text.md"), "by hand").unwrap();
    let repository = Repository::open(&root).unwrap();
    assert_eq!(repository.unsaved().unwrap(), ["drafts/a/text.md"]);
    let text = std::fs::read_to_string(root.join("drafts/a/text.md")).unwrap();
    assert_eq!(text, "by hand");
}

#[test]
fn a_lock_that_is_not_ours_is_never_removed() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("m");
    save(&Repository::init(&root).unwrap(), old_files());
    crash(&root, "branch moved");
    let lock = root.join(".git/index.lock");
    std::fs::write(&lock, "somebody else's").unwrap();
    let repository = Repository::open(&root).unwrap();
    assert!(lock.exists());
    assert!(!repository.conditions().is_empty());
    std::fs::remove_file(&lock).unwrap();
    is_whole(&Repository::open(&root).unwrap(), true, "a foreign lock");
}
