//! What git calls odd is met kindly: read where it can be, refused with the way out where it cannot be written.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::process::Command;

use adref::repo::{Condition, Error, FileChange, Repository};

use crate::kit::{Room, bare_command, has_git};

const WP1: &str = "drafts/wp1/text.md";

fn save(room: &Room, repository: &Repository) -> Result<(), Error> {
    let mut save = room.plan(vec![FileChange::write(WP1, "by adref\n")]);
    save.base = repository.head();
    repository.save(&save).map(|_| ())
}

#[test]
fn outside_a_repository_there_is_none() {
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(
        Repository::open(folder.path()),
        Err(Error::NoRepository(_))
    ));
    let missing = folder.path().join("no/such/folder");
    assert!(Repository::discover(&missing).is_err());
}

#[test]
fn a_repository_without_a_version_is_read_and_gets_its_first() {
    let room = Room::empty();
    assert_eq!(room.repository.head(), None);
    assert_eq!(room.repository.conditions(), [Condition::Unborn]);
    room.write(WP1, "by hand");
    assert_eq!(room.repository.unsaved().unwrap(), [WP1]);
    assert_eq!(room.repository.work_tree().unwrap().paths(""), [WP1]);
    std::fs::remove_file(room.path().join(WP1)).unwrap();
    save(&room, &room.repository).unwrap();
    assert_eq!(room.repository.conditions(), []);
    room.is_whole_and_clean();
}

#[test]
fn a_repository_is_not_made_over_another() {
    let room = Room::meeting();
    assert!(matches!(
        Repository::init(room.path()),
        Err(Error::Unwritable(_))
    ));
    room.is_whole_and_clean();
}

#[test]
fn a_subfolder_finds_the_repository_above() {
    let room = Room::meeting();
    let repository = Repository::discover(&room.path().join("drafts/wp1")).unwrap();
    assert_eq!(repository.root(), room.path());
    let text = room.text(WP1).into_bytes();
    assert_eq!(*repository.file_at("HEAD", "./text.md").unwrap(), text);
    assert_eq!(*repository.file_at("HEAD", "../wp1/text.md").unwrap(), text);
    assert_eq!(*repository.file_at("HEAD", WP1).unwrap(), text);
    assert!(matches!(
        repository.file_at("HEAD", "text.md"),
        Err(Error::NoFile { .. })
    ));
    assert!(matches!(
        repository.file_at("HEAD", "../../../../x"),
        Err(Error::NoFile { .. })
    ));
    assert!(matches!(
        repository.file_at("HEAD", "./../wp1"),
        Err(Error::NoFile { .. })
    ));
    assert!(matches!(
        repository.file_at("no", "./text.md"),
        Err(Error::NoVersion(_))
    ));
}

#[test]
fn a_detached_head_is_read_and_not_written() {
    if !has_git() {
        return;
    }
    let room = Room::meeting();
    room.git(&["checkout", "--quiet", "--detach"]);
    assert_eq!(room.repository.conditions(), [Condition::Detached]);
    assert_eq!(room.repository.branch(), None);
    assert!(room.repository.work_tree().unwrap().read(WP1).is_some());
    let refused = save(&room, &room.repository).unwrap_err();
    assert!(matches!(refused, Error::Detached));
    assert!(refused.hint().unwrap().contains("git switch"));
    room.is_whole_and_clean();
}

#[test]
fn nothing_is_saved_into_a_merge() {
    if !has_git() {
        return;
    }
    let room = Room::meeting();
    room.git(&["switch", "--quiet", "--create", "other"]);
    room.save(&[(WP1, "theirs\n")]);
    room.git(&["switch", "--quiet", "main"]);
    room.save(&[(WP1, "ours\n")]);
    assert!(!room.try_git(&["merge", "other"]).status.success());
    let busy = |condition: &Condition| matches!(condition, Condition::Busy(what) if what.contains("merge"));
    assert!(room.repository.conditions().iter().any(busy));
    assert!(
        matches!(save(&room, &room.repository), Err(Error::Busy(what)) if what.contains("merge"))
    );
    let marked = room.text(WP1);
    assert!(marked.contains("<<<<<<<"));
    // The state gone and the conflict left, as after a stash that did not fit.
    std::fs::remove_file(room.path().join(".git/MERGE_HEAD")).unwrap();
    let seen = room.repository.work_tree().unwrap().id(WP1);
    let change = FileChange::write(WP1, "over it").over(seen);
    assert!(matches!(
        room.repository.save(&room.plan(vec![change])),
        Err(Error::Busy(_))
    ));
    assert_eq!(room.text(WP1), marked);
}

#[test]
fn somebody_elses_lock_is_named_and_left() {
    let room = Room::meeting();
    let before = room.repository.head();
    for lock in [".git/index.lock", ".git/refs/heads/main.lock"] {
        room.write(lock, "");
        let path = room.path().join(lock);
        assert_eq!(
            room.repository.conditions(),
            [Condition::Locked(path.clone())]
        );
        let refused = save(&room, &room.repository).unwrap_err();
        assert!(
            matches!(&refused, Error::Locked(found) if *found == path),
            "{refused}"
        );
        assert!(refused.hint().unwrap().contains(lock));
        assert!(path.exists());
        assert_eq!(room.repository.head(), before);
        std::fs::remove_file(path).unwrap();
        room.is_whole_and_clean();
    }
    save(&room, &room.repository).unwrap();
}

#[test]
fn a_bare_repository_is_read_and_not_written() {
    if !has_git() {
        return;
    }
    let room = Room::meeting();
    let bare = room.home().join("bare.git");
    room.git(&["clone", "--quiet", "--bare", ".", bare.to_str().unwrap()]);
    let repository = Repository::open(&bare).unwrap();
    assert_eq!(repository.conditions(), [Condition::Bare]);
    assert_eq!(
        repository
            .work_tree()
            .unwrap()
            .read(WP1)
            .map(|bytes| bytes.to_vec()),
        Some(room.text(WP1).into_bytes())
    );
    assert_eq!(repository.unsaved().unwrap(), Vec::<String>::new());
    let pulse = repository.pulse();
    assert!(matches!(
        save(&room, &repository),
        Err(Error::Unwritable(_))
    ));
    assert_eq!(repository.pulse(), pulse);
}

#[test]
fn a_work_tree_of_its_own_saves_on_its_own_branch() {
    if !has_git() {
        return;
    }
    let room = Room::meeting();
    let there = room.home().join("there");
    room.git(&[
        "worktree",
        "add",
        "--quiet",
        "-b",
        "there",
        there.to_str().unwrap(),
    ]);
    let repository = Repository::discover(&there.join("drafts")).unwrap();
    assert_eq!(repository.root(), there.canonicalize().unwrap());
    save(&room, &repository).unwrap();
    assert_eq!(
        std::fs::read_to_string(there.join(WP1)).unwrap(),
        "by adref\n"
    );
    assert_eq!(repository.unsaved().unwrap(), Vec::<String>::new());
    assert_eq!(
        room.git(&["-C", there.to_str().unwrap(), "status", "--porcelain"]),
        ""
    );
    assert_eq!(
        repository
            .log(&repository.head().unwrap(), 9)
            .unwrap()
            .len(),
        2
    );
    assert_eq!(
        room.repository
            .log(&room.repository.head().unwrap(), 9)
            .unwrap()
            .len(),
        1
    );
    room.is_whole_and_clean();
}

#[test]
fn a_shallow_clone_is_read_walked_and_written() {
    if !has_git() {
        return;
    }
    let room = Room::meeting();
    for n in 0..5 {
        room.save(&[(WP1, &format!("{n}\n"))]);
    }
    let shallow = room.home().join("shallow");
    let from = format!("file://{}", room.path().display());
    room.git(&[
        "clone",
        "--quiet",
        "--depth",
        "3",
        &from,
        shallow.to_str().unwrap(),
    ]);
    let repository = Repository::open(&shallow).unwrap();
    let head = repository.head().unwrap();
    assert_eq!(repository.conditions(), [Condition::Shallow]);
    assert_eq!(repository.log(&head, 99).unwrap().len(), 3);
    assert_eq!(repository.walk(&head, WP1).unwrap().len(), 3);
    assert_eq!(
        repository
            .walk(&head, "drafts/outcome/text.md")
            .unwrap()
            .len(),
        1
    );
    assert_eq!(
        repository
            .version_at(&head, adref::moment::Moment::from_unix(0, 0))
            .unwrap(),
        None
    );
    save(&room, &repository).unwrap();
    assert_eq!(
        repository
            .walk(&repository.head().unwrap(), WP1)
            .unwrap()
            .len(),
        4
    );
}

#[test]
fn kinds_of_repositories_that_cannot_be_read_are_named() {
    if !has_git() {
        return;
    }
    let room = Room::empty();
    let other = |name: &str, option: &str| {
        let at = room.home().join(name);
        let made = room.try_git(&["init", "--quiet", option, at.to_str().unwrap()]);
        made.status.success().then_some(at)
    };
    if let Some(at) = other("sha256", "--object-format=sha256") {
        let refused = Repository::open(&at).unwrap_err();
        assert!(refused.to_string().contains("sha256"), "{refused}");
        assert!(refused.hint().is_some());
    }
    if let Some(at) = other("table", "--ref-format=reftable") {
        let refused = Repository::open(&at).unwrap_err();
        assert!(refused.to_string().contains("table"), "{refused}");
    }
}

#[test]
fn an_index_that_only_git_writes_is_left_alone() {
    if !has_git() {
        return;
    }
    let room = Room::meeting();
    if !room
        .try_git(&["update-index", "--split-index"])
        .status
        .success()
    {
        return;
    }
    let repository = Repository::open(room.path()).unwrap();
    assert!(repository.work_tree().unwrap().read(WP1).is_some());
    let before = repository.head();
    assert!(matches!(
        save(&room, &repository),
        Err(Error::Unwritable(_))
    ));
    assert_eq!(repository.head(), before);
    room.git(&["update-index", "--no-split-index"]);
    let repository = Repository::open(room.path()).unwrap();
    save(&room, &repository).unwrap();
    room.is_whole_and_clean();
}

#[test]
fn what_a_sparse_checkout_leaves_out_is_read_as_it_was_saved() {
    if !has_git() {
        return;
    }
    let room = Room::meeting();
    room.git(&[
        "sparse-checkout",
        "set",
        "--no-cone",
        "/drafts/wp1/",
        "/facilitators/",
    ]);
    assert!(!room.path().join("drafts/outcome/text.md").exists());
    let repository = Repository::open(room.path()).unwrap().hasty();
    assert_eq!(repository.unsaved().unwrap(), Vec::<String>::new());
    assert!(
        repository
            .work_tree()
            .unwrap()
            .read("drafts/outcome/text.md")
            .is_some()
    );
    save(&room, &repository).unwrap();
    assert_eq!(room.git(&["status", "--porcelain"]), "");
    let into = FileChange::write("drafts/outcome/text.md", "over what is not there");
    assert!(matches!(
        repository.save(&room.plan(vec![into])),
        Err(Error::Unsaved(_))
    ));
}

#[test]
fn bytes_that_a_clone_left_behind_are_asked_for() {
    if !has_git() {
        return;
    }
    let room = Room::meeting();
    let old = room.repository.head().unwrap();
    room.save(&[(WP1, "new\n")]);
    room.git(&["config", "uploadpack.allowFilter", "true"]);
    let clone = room.home().join("clone");
    let from = format!("file://{}", room.path().display());
    room.git(&[
        "clone",
        "--quiet",
        "--filter=blob:none",
        &from,
        clone.to_str().unwrap(),
    ]);
    let repository = Repository::open(&clone).unwrap();
    let refused = repository.snapshot(&old).unwrap().open(WP1).unwrap_err();
    assert!(refused.to_string().contains("git fetch"), "{refused}");
    assert_eq!(
        repository.work_tree().unwrap().read(WP1).as_deref(),
        Some(&b"new\n".to_vec())
    );
}

#[test]
fn a_repository_of_another_user_says_how_to_trust_it() {
    if !has_git() {
        return;
    }
    let room = Room::meeting();
    let given = Command::new("chown")
        .args(["-R", "12345"])
        .arg(room.path())
        .status();
    if !given.is_ok_and(|status| status.success()) {
        eprintln!("skipped: only the superuser gives files away");
        return;
    }
    let refused = Repository::open(room.path()).unwrap_err();
    assert!(matches!(refused, Error::Foreign(_)), "{refused}");
    assert!(refused.hint().unwrap().contains("safe.directory"));
}

#[test]
fn a_journal_of_a_newer_program_stops_saving_and_stays() {
    let room = Room::meeting();
    room.write(".git/adref/journal", "{\"form\": 99}");
    let repository = Repository::open(room.path()).unwrap();
    assert!(repository.work_tree().unwrap().read(WP1).is_some());
    assert!(matches!(
        save(&room, &repository),
        Err(Error::Unwritable(_))
    ));
    assert_eq!(room.text(".git/adref/journal"), "{\"form\": 99}");
}

#[test]
fn settings_and_the_user_are_this_repositorys() {
    let room = Room::meeting();
    assert_eq!(room.repository.setting("adref.as"), None);
    room.repository.set("adref.as", "goh").unwrap();
    room.repository
        .set("adref.as", "Čekuolis \"the chair\"\n")
        .unwrap();
    assert_eq!(
        room.repository.setting("adref.as").as_deref(),
        Some("Čekuolis \"the chair\"\n")
    );
    room.repository.set("user.name", "Nobody <x>").unwrap();
    let user = room.repository.user().unwrap();
    assert_eq!(
        (user.name.as_str(), user.email.contains("nobody")),
        ("Nobody <x>", false)
    );
    assert!(matches!(
        room.repository.set("no dots", "x"),
        Err(Error::Git(_))
    ));
}

/// Prints where the repository is that the environment names; only the test below starts it.
#[test]
#[ignore = "run by the test below, with another environment"]
fn a_program_that_looks_for_its_repository() {
    if std::env::var_os("ADREF_WHERE").is_some() {
        let found = Repository::discover(&std::env::current_dir().unwrap());
        println!("\nfound {}", found.unwrap().root().display());
    }
}

#[test]
fn git_dir_names_the_repository_wherever_one_stands() {
    let room = Room::meeting();
    let elsewhere = tempfile::tempdir().unwrap();
    let output = bare_command(std::env::current_exe().unwrap(), room.home())
        .args([
            "--exact",
            "repo::odd::a_program_that_looks_for_its_repository",
            "--ignored",
            "--nocapture",
        ])
        .env("ADREF_WHERE", "1")
        .env("GIT_DIR", room.path().join(".git"))
        .env("GIT_WORK_TREE", room.path())
        .current_dir(elsewhere.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        said.contains(&format!("found {}\n", room.path().display())),
        "{said}"
    );
}
