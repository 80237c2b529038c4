//! Saving: one version a save, nothing of anybody's overwritten, one of two writers told.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use adref::repo::{Error, FileChange, Repository, Signature};
use proptest::prelude::{Strategy, any, prop, proptest};
use proptest::test_runner::Config;

use crate::kit::{Room, has_git};

const WP1: &str = "drafts/wp1/text.md";
const OUTCOME: &str = "drafts/outcome/text.md";

fn write(path: &str, text: &str) -> FileChange {
    FileChange::write(path, text)
}

#[test]
fn what_was_saved_reads_back_and_git_agrees() {
    let room = Room::meeting();
    let head = room.repository.head().unwrap();
    let snapshot = room.repository.snapshot(&head).unwrap();
    for (path, text) in crate::kit::meeting_files() {
        let read = snapshot.read(&path).unwrap();
        assert_eq!(String::from_utf8_lossy(&read), text);
        assert_eq!(snapshot.id(&path), Some(Repository::hash(text.as_bytes())));
    }
    room.is_whole_and_clean();
}

#[test]
fn a_file_edited_by_hand_is_not_overwritten() {
    let room = Room::meeting();
    room.write(WP1, "by hand");
    let refused = room
        .repository
        .save(&room.plan(vec![write(WP1, "by adref")]));
    assert!(matches!(refused, Err(Error::Unsaved(path)) if path == WP1));
    assert_eq!(room.text(WP1), "by hand");
    let other = room.plan(vec![write(OUTCOME, "by adref")]);
    room.repository.save(&other).unwrap();
    assert_eq!(room.repository.unsaved().unwrap(), [WP1]);
}

#[test]
fn a_file_written_by_hand_where_a_new_one_should_go_is_not_overwritten() {
    let room = Room::meeting();
    let path = "drafts/wp1/proposals/xno-7f3a.md";
    room.write(path, "by hand");
    let refused = room
        .repository
        .save(&room.plan(vec![write(path, "by adref")]));
    assert!(matches!(refused, Err(Error::Unsaved(_))));
    assert_eq!(room.text(path), "by hand");
}

#[test]
fn a_change_planned_on_the_text_edited_by_hand_is_saved_with_it() {
    let room = Room::meeting();
    room.write(WP1, "by hand\n");
    let seen = room.repository.work_tree().unwrap().id(WP1);
    let change = write(WP1, "by hand\nby adref\n").over(seen.clone());
    room.write(WP1, "by hand, again\n");
    let save = room.plan(vec![change]);
    assert!(matches!(
        room.repository.save(&save),
        Err(Error::Unsaved(_))
    ));
    room.write(WP1, "by hand\n");
    room.repository.save(&save).unwrap();
    assert_eq!(room.text(WP1), "by hand\nby adref\n");
    room.is_whole_and_clean();
}

#[test]
fn a_hand_edit_can_be_put_back_without_a_new_version() {
    let room = Room::meeting();
    let before = room.repository.head();
    let saved = room.text(WP1);
    room.write(WP1, "by hand\n");
    let seen = room.repository.work_tree().unwrap().id(WP1);
    let save = room.plan(vec![write(WP1, &saved).over(seen)]);
    assert_eq!(room.repository.save(&save).ok(), before);
    assert_eq!(room.text(WP1), saved);
    room.is_whole_and_clean();
}

#[test]
fn saving_what_is_there_already_makes_no_version() {
    let room = Room::meeting();
    let before = room.repository.head();
    let save = room.plan(vec![write(WP1, &room.text(WP1))]);
    assert_eq!(room.repository.save(&save).ok(), before);
}

#[test]
fn of_two_who_save_on_one_version_the_second_is_told() {
    let room = Room::meeting();
    let first = room.plan(vec![write(WP1, "one")]);
    let second = room.plan(vec![write(OUTCOME, "two")]);
    room.repository.save(&first).unwrap();
    assert!(matches!(room.repository.save(&second), Err(Error::Moved)));
    room.is_whole_and_clean();
}

#[test]
fn many_writers_at_once_lose_nothing() {
    const WRITERS: usize = 4;
    const SAVES: usize = 12;
    let room = Room::meeting();
    let moved = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for writer in 0..WRITERS {
            let (room, moved) = (&room, &moved);
            scope.spawn(move || {
                // Each with a repository of its own, as programs of their own would.
                let repository = Repository::open(room.path()).unwrap().hasty();
                for n in 0..SAVES {
                    loop {
                        let path = format!("drafts/wp1/proposals/w{writer}-{n}.md");
                        let mut save = room.plan(vec![write(&path, "text")]);
                        save.base = repository.head();
                        match repository.save(&save) {
                            Ok(_) => break,
                            Err(Error::Moved) => moved.fetch_add(1, Ordering::Relaxed),
                            Err(error) => panic!("{error}"),
                        };
                    }
                }
            });
        }
    });
    let head = room.repository.head().unwrap();
    assert_eq!(
        room.repository.log(&head, 1000).unwrap().len(),
        1 + WRITERS * SAVES
    );
    let proposals = room
        .repository
        .snapshot(&head)
        .unwrap()
        .paths("drafts/wp1/proposals");
    assert_eq!(proposals.len(), WRITERS * SAVES);
    room.is_whole_and_clean();
}

#[test]
fn git_and_adref_at_once_lose_nothing() {
    if !has_git() {
        return;
    }
    let room = Room::meeting();
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for n in 0..10 {
                // Another program's commit may be refused while the index is locked; it tries again.
                let name = format!("notes/{n}.txt");
                room.write(&name, "by git");
                while !room.try_git(&["add", "--", &name]).status.success() {}
                while !room
                    .try_git(&["commit", "--quiet", "-m", "by git", "--", &name])
                    .status
                    .success()
                {}
            }
        });
        for n in 0..20 {
            let path = format!("drafts/wp1/proposals/p{n}.md");
            let mut tries = 0;
            loop {
                match room
                    .repository
                    .save(&room.plan(vec![write(&path, "by adref")]))
                {
                    Ok(_) => break,
                    Err(Error::Moved | Error::Locked(_)) if tries < 1000 => tries += 1,
                    Err(error) => panic!("{error}"),
                }
            }
        }
    });
    let head = room.repository.head().unwrap();
    let files = room.repository.snapshot(&head).unwrap();
    assert_eq!(files.paths("drafts/wp1/proposals").len(), 20);
    assert!((0..10).all(|n| files.read(&format!("notes/{n}.txt")).is_some()));
    // git reads the index before it locks it when it commits, so its last commit may have dropped an entry of the index:
    // that happens between two gits as well. No file and no version is lost.
    assert_eq!(room.repository.unsaved().unwrap(), Vec::<String>::new());
    room.is_whole();
}

#[test]
fn what_others_staged_stays_staged_and_stays_out() {
    if !has_git() {
        return;
    }
    let room = Room::meeting();
    room.write("README.md", "staged");
    room.git(&["add", "README.md"]);
    room.repository
        .save(&room.plan(vec![write(WP1, "by adref\n")]))
        .unwrap();
    assert_eq!(room.git(&["status", "--porcelain"]), "A  README.md\n");
    assert_eq!(
        room.git(&["show", "--name-only", "--format="]),
        format!("{WP1}\n")
    );
}

#[test]
fn a_file_staged_with_other_words_is_not_overwritten() {
    if !has_git() {
        return;
    }
    let room = Room::meeting();
    let saved = room.text(WP1);
    room.write(WP1, "staged");
    room.git(&["add", WP1]);
    room.write(WP1, saved);
    let refused = room
        .repository
        .save(&room.plan(vec![write(WP1, "by adref")]));
    assert!(matches!(refused, Err(Error::Unsaved(_))));
    assert_eq!(room.git(&["show", &format!(":{WP1}")]), "staged");
}

#[test]
fn a_deleted_file_takes_its_empty_folders_along() {
    let room = Room::meeting();
    room.save(&[("drafts/wp9/acts/xno.yaml", "[]")]);
    room.repository
        .save(&room.plan(vec![FileChange::delete("drafts/wp9/acts/xno.yaml")]))
        .unwrap();
    assert!(!room.path().join("drafts/wp9").exists());
    assert!(room.path().join("drafts/wp1").exists());
    room.is_whole_and_clean();
}

#[test]
fn no_path_leads_out_of_the_meeting() {
    let room = Room::meeting();
    let before = room.repository.head();
    let paths = [
        "",
        "/etc/motd",
        "../out.md",
        "drafts/../../out.md",
        "./a",
        "a//b",
        "a/",
        ".git/config",
        "drafts/.GIT/config",
        "a\\b",
        "a\u{0}b",
        "a\nb",
        "drafts",
        "drafts/wp1",
        "drafts/wp1/text.md/more",
    ];
    for path in paths {
        let refused = room.repository.save(&room.plan(vec![write(path, "x")]));
        assert!(
            matches!(refused, Err(Error::BadPath { .. })),
            "{path:?}: {refused:?}"
        );
    }
    let twice = vec![write("a", "1"), write("a", "2")];
    assert!(matches!(
        room.repository.save(&room.plan(twice)),
        Err(Error::BadPath { .. })
    ));
    let clash = vec![write("a", "1"), write("a/b", "2")];
    assert!(matches!(
        room.repository.save(&room.plan(clash)),
        Err(Error::BadPath { .. })
    ));
    assert_eq!(room.repository.head(), before);
    room.is_whole_and_clean();
}

#[test]
fn what_some_system_cannot_have_is_not_made() {
    let room = Room::meeting();
    let before = room.repository.head();
    for path in [
        "drafts/aux/text.md",
        "drafts/wp1/acts/con.yaml",
        "drafts/wp1/issued/rev.2..md/x.",
        "drafts/wp1/a:b.md",
        "drafts/WP1/text.md",
        "drafts/wp1/Text.md",
    ] {
        let refused = room.repository.save(&room.plan(vec![write(path, "ours")]));
        assert!(
            matches!(refused, Err(Error::BadName { .. })),
            "{path}: {refused:?}"
        );
    }
    let twins = vec![write("drafts/wp9/a.md", "1"), write("drafts/wp9/A.md", "2")];
    let refused = room.repository.save(&room.plan(twins));
    assert!(matches!(refused, Err(Error::BadName { .. })), "{refused:?}");
    assert_eq!(room.repository.head(), before);
    room.is_whole_and_clean();
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link() {
    let room = Room::meeting();
    let outside = room.home().join("outside");
    std::fs::create_dir(&outside).unwrap();
    std::fs::write(outside.join("text.md"), "theirs").unwrap();
    std::os::unix::fs::symlink(&outside, room.path().join("drafts/wp7")).unwrap();
    std::os::unix::fs::symlink(
        outside.join("text.md"),
        room.path().join("drafts/wp1/link.md"),
    )
    .unwrap();
    for path in [
        "drafts/wp7/text.md",
        "drafts/wp7/new.md",
        "drafts/wp1/link.md",
    ] {
        let refused = room.repository.save(&room.plan(vec![write(path, "ours")]));
        assert!(
            matches!(refused, Err(Error::BadPath { .. })),
            "{path}: {refused:?}"
        );
    }
    assert_eq!(
        std::fs::read_to_string(outside.join("text.md")).unwrap(),
        "theirs"
    );
    assert!(!outside.join("new.md").exists());
}

#[cfg(unix)]
#[test]
fn a_file_that_may_be_run_still_may() {
    use std::os::unix::fs::PermissionsExt;
    if !has_git() {
        return;
    }
    let room = Room::meeting();
    let path = "drafts/wp1/build.sh";
    room.write(path, "#!/bin/sh\n");
    std::fs::set_permissions(room.path().join(path), PermissionsExt::from_mode(0o755)).unwrap();
    room.git(&["add", path]);
    room.git(&["commit", "--quiet", "-m", "a script"]);
    room.repository
        .save(&room.plan(vec![write(path, "#!/bin/sh\ntrue\n")]))
        .unwrap();
    assert!(room.git(&["ls-files", "-s", path]).starts_with("100755"));
    assert_eq!(
        std::fs::metadata(room.path().join(path))
            .unwrap()
            .permissions()
            .mode()
            & 0o777,
        0o755
    );
    room.is_whole_and_clean();
}

#[test]
fn any_name_can_save() {
    let room = Room::meeting();
    for (n, name) in [
        "",
        "윤종권",
        "<script>",
        "a\nb",
        "\u{202e}evil",
        "...",
        "X Æ <a@b> \u{0}",
    ]
    .iter()
    .enumerate()
    {
        let mut save = room.plan(vec![write(WP1, &n.to_string())]);
        save.author = Signature {
            name: (*name).to_owned(),
            email: (*name).to_owned(),
        };
        save.message = (*name).to_owned();
        room.repository.save(&save).unwrap();
    }
    room.is_whole_and_clean();
}

#[test]
fn hooks_are_not_run_and_the_branch_has_a_log() {
    if !has_git() {
        return;
    }
    let room = Room::meeting();
    room.write(".git/hooks/pre-commit", "#!/bin/sh\nexit 1\n");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let hook = room.path().join(".git/hooks/pre-commit");
        std::fs::set_permissions(hook, PermissionsExt::from_mode(0o755)).unwrap();
    }
    room.save(&[(WP1, "by adref\n")]);
    let log = room.git(&["reflog", "show", "main"]);
    assert!(
        log.contains("commit: a test") && log.contains("commit (initial): a test"),
        "{log}"
    );
    assert_eq!(
        log.lines().count(),
        room.git(&["reflog", "show", "HEAD"]).lines().count()
    );
    assert_eq!(
        room.git(&["rev-parse", "main@{1}", "main~1"])
            .lines()
            .collect::<std::collections::BTreeSet<_>>()
            .len(),
        1
    );
}

#[test]
fn a_branch_in_packed_references_or_with_slashes_moves_too() {
    if !has_git() {
        return;
    }
    let room = Room::meeting();
    room.git(&["pack-refs", "--all", "--prune"]);
    room.save(&[(WP1, "one\n")]);
    room.git(&["switch", "--quiet", "--create", "desk/room/one"]);
    room.git(&["pack-refs", "--all", "--prune"]);
    let version = room.save(&[(WP1, "two\n")]);
    assert_eq!(room.git(&["rev-parse", "desk/room/one"]).trim(), version.0);
    assert_ne!(room.git(&["rev-parse", "main"]).trim(), version.0);
    assert_eq!(room.repository.branch().as_deref(), Some("desk/room/one"));
    room.is_whole_and_clean();
}

/// A step of a history: paths out of a few, with new bytes or none.
fn steps() -> impl Strategy<Value = Vec<BTreeMap<&'static str, Option<Vec<u8>>>>> {
    let path = prop::sample::select(vec![
        "drafts/a/text.md",
        "drafts/a/acts/x.yaml",
        "drafts/b/text.md",
        "drafts/b/é.md",
        "facilitators/m.yaml",
        "README.md",
    ]);
    let bytes = prop::option::weighted(0.7, prop::collection::vec(any::<u8>(), 0..60));
    prop::collection::vec(prop::collection::btree_map(path, bytes, 1..4), 1..6)
}

proptest! {
    #![proptest_config(Config { cases: 24, failure_persistence: None, ..Config::default() })]

    #[test]
    fn every_version_reads_back_as_it_was_saved(steps in steps()) {
        let room = Room::empty();
        let mut model: BTreeMap<String, Vec<u8>> = BTreeMap::new();
        let mut saved = Vec::new();
        for step in steps {
            let files = step.iter().map(|(path, bytes)| match bytes {
                Some(bytes) => FileChange::write(*path, bytes.clone()),
                None => FileChange::delete(*path),
            });
            let save = room.plan(files.collect());
            for (path, bytes) in step {
                match bytes {
                    Some(bytes) => model.insert(path.to_owned(), bytes),
                    None => model.remove(path),
                };
            }
            match room.repository.save(&save) {
                Ok(version) => saved.push((version, model.clone())),
                // The first version of nothing.
                Err(error) => assert!(saved.is_empty() && model.is_empty(), "{error}"),
            }
            let lies = room.repository.work_tree().unwrap();
            for (path, bytes) in &model {
                assert_eq!(lies.read(path).as_deref(), Some(bytes));
            }
            assert_eq!(room.repository.unsaved().unwrap(), Vec::<String>::new());
        }
        for (version, files) in saved {
            let snapshot = room.repository.snapshot(&version).unwrap();
            let listed = files.keys().filter(|path| *path != "README.md").cloned().collect::<Vec<_>>();
            assert_eq!(snapshot.paths(""), listed);
            for path in ["drafts/a/text.md", "drafts/a/acts/x.yaml", "drafts/b/text.md", "drafts/b/é.md", "facilitators/m.yaml", "README.md"] {
                assert_eq!(snapshot.read(path).as_deref(), files.get(path));
                assert_eq!(snapshot.id(path), files.get(path).map(|bytes| Repository::hash(bytes)));
            }
        }
        room.is_whole_and_clean();
    }
}
