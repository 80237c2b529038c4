//! Reading: versions and the work tree, without following anything out of the repository.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use adref::repo::{Error, FileChange, Repository, Snapshot};

use crate::kit::{Room, has_git};

const WP1: &str = "drafts/wp1/text.md";

fn can_be_shared<T: Send + Sync>() {}

#[test]
fn a_repository_and_its_snapshots_can_be_shared_by_threads() {
    can_be_shared::<Repository>();
    can_be_shared::<Snapshot>();
    let room = Room::meeting();
    let files = room.repository.work_tree().unwrap();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for path in files.paths("") {
                    assert_eq!(
                        files.id(&path),
                        files.read(&path).map(|bytes| Repository::hash(&bytes))
                    );
                }
            });
        }
    });
}

#[test]
fn a_snapshot_lists_the_meetings_folders_and_reads_any_path() {
    let room = Room::meeting();
    room.save(&[("README.md", "read me"), ("src/deep/er.txt", "deep")]);
    for files in [
        room.repository
            .snapshot(&room.repository.head().unwrap())
            .unwrap(),
        room.repository.work_tree().unwrap(),
    ] {
        assert!(
            files
                .paths("")
                .iter()
                .all(|path| path.starts_with("drafts/") || path.starts_with("facilitators/"))
        );
        assert_eq!(files.paths("facilitators").len(), 5);
        assert_eq!(
            files.read("src/deep/er.txt").as_deref(),
            Some(&b"deep".to_vec())
        );
        assert_eq!(files.id("README.md"), Some(Repository::hash(b"read me")));
        for path in [
            "",
            "src",
            "src/deep",
            "../meeting/README.md",
            "/etc/hostname",
            "no",
            "drafts/no.md",
            "a\0b",
        ] {
            assert_eq!(files.read(path), None, "{path:?}");
            assert!(
                matches!(files.open(path), Err(Error::NoFile { .. })),
                "{path:?}"
            );
        }
    }
}

#[test]
fn old_bytes_are_found_by_their_id_whatever_lies_there_now() {
    let room = Room::meeting();
    let old = room.text(WP1);
    let id = Repository::hash(old.as_bytes());
    room.save(&[(WP1, "new")]);
    room.write(WP1, "by hand");
    let files = room.repository.work_tree().unwrap();
    assert_eq!(files.blob(&id).as_deref(), Some(&old.into_bytes()));
    let hand = files.id(WP1).unwrap();
    assert_eq!(files.blob(&hand).as_deref(), Some(&b"by hand".to_vec()));
    let nobody = Repository::hash(b"nobody wrote this");
    assert_eq!(files.blob(&nobody), None);
    assert_eq!(files.blob(&adref::repo::BlobId("5".to_owned())), None);
}

#[cfg(unix)]
#[test]
fn links_repositories_inside_and_odd_names_are_passed_over_and_named() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::symlink;
    let room = Room::meeting();
    let root = room.path();
    std::fs::write(room.home().join("secret"), "secret").unwrap();
    symlink(
        room.home().join("secret"),
        root.join("drafts/wp1/secret.md"),
    )
    .unwrap();
    symlink(room.home(), root.join("drafts/wp8")).unwrap();
    symlink("text.md", root.join("drafts/wp1/again.md")).unwrap();
    room.write("drafts/sub/.git/HEAD", "ref: refs/heads/main\n");
    room.write("drafts/sub/text.md", "theirs");
    std::fs::write(
        root.join("drafts/wp1").join(OsStr::from_bytes(b"\xff.md")),
        "odd",
    )
    .unwrap();
    let passed = |files: &Snapshot| -> Vec<String> {
        files
            .passed()
            .iter()
            .map(|passed| format!("{}: {}", passed.path, passed.reason))
            .collect()
    };
    let files = room.repository.work_tree().unwrap();
    assert_eq!(
        passed(&files),
        [
            "drafts/sub: it is another repository",
            "drafts/wp1/again.md: it is a link",
            "drafts/wp1/secret.md: it is a link",
            "drafts/wp1/\u{fffd}.md: the name is not UTF-8",
            "drafts/wp8: it is a link",
        ]
    );
    assert_eq!(
        files.paths("drafts/sub").len() + files.paths("drafts/wp8").len(),
        0
    );
    assert_eq!(files.read("drafts/wp1/secret.md"), None);
    assert_eq!(files.read("drafts/wp8/secret"), None);
    if has_git() {
        std::fs::remove_dir_all(root.join("drafts/sub")).unwrap();
        room.git(&["add", "--all"]);
        let commit = room.git(&["rev-parse", "HEAD"]);
        room.git(&[
            "update-index",
            "--add",
            "--cacheinfo",
            &format!("160000,{},drafts/sub", commit.trim()),
        ]);
        room.git(&["commit", "--quiet", "-m", "links"]);
        let files = room
            .repository
            .snapshot(&room.repository.head().unwrap())
            .unwrap();
        assert_eq!(passed(&files).len(), 5, "{:?}", passed(&files));
        assert_eq!(files.read("drafts/wp1/secret.md"), None);
    }
}

#[test]
fn a_file_too_large_for_a_text_is_named_and_not_read() {
    let room = Room::meeting();
    let file = std::fs::File::create(room.path().join("drafts/wp1/film.md")).unwrap();
    // A hole: it takes no room on the disk.
    file.set_len(65 << 20).unwrap();
    let files = room.repository.work_tree().unwrap();
    assert_eq!(files.passed()[0].reason, "it is too large for a text");
    assert!(!files.paths("").contains(&"drafts/wp1/film.md".to_owned()));
    std::fs::rename(
        room.path().join("drafts/wp1/film.md"),
        room.path().join("film.md"),
    )
    .unwrap();
    assert!(matches!(
        files.open("film.md"),
        Err(Error::NoFile { .. } | Error::Huge { .. })
    ));
}

#[test]
fn a_snapshot_stands_for_the_files_as_they_were() {
    let room = Room::meeting();
    let saved = room.text(WP1);
    // Older than the index, so that its id is known without reading it.
    let past = std::time::SystemTime::now() - std::time::Duration::from_secs(60);
    let file = std::fs::File::options()
        .append(true)
        .open(room.path().join(WP1))
        .unwrap();
    file.set_modified(past).unwrap();
    if has_git() {
        room.git(&["update-index", "--refresh"]);
    }
    let files = room.repository.work_tree().unwrap();
    let id = files.id(WP1);
    assert_eq!(id, Some(Repository::hash(saved.as_bytes())));
    room.write(WP1, "changed since");
    assert_eq!(
        files.read(WP1).as_deref(),
        Some(&saved.into_bytes()),
        "bytes and id belong together"
    );
    let never_saved = "drafts/wp1/new.md";
    room.write(never_saved, "one");
    let files = room.repository.work_tree().unwrap();
    assert_eq!(files.read(never_saved).as_deref(), Some(&b"one".to_vec()));
    let id = files.id(never_saved);
    room.write(never_saved, "other");
    assert_eq!(
        files.read(never_saved),
        None,
        "of bytes that are gone, none are given under their id"
    );
    assert_eq!(files.id(never_saved), id);
}

#[test]
fn the_pulse_changes_with_every_change_and_with_nothing_else() {
    let room = Room::meeting();
    let mut last = room.repository.pulse();
    assert_eq!(room.repository.pulse(), last);
    let mut changed = |what: &str| {
        let now = room.repository.pulse();
        assert_ne!(now, last, "{what}");
        last = now;
    };
    room.write(WP1, "longer or shorter");
    changed("an edit");
    room.write("drafts/wp1/proposals/xno-1.md", "new");
    changed("a new file");
    std::fs::remove_file(room.path().join("drafts/wp1/proposals/xno-1.md")).unwrap();
    changed("a removed file");
    room.save(&[("README.md", "outside")]);
    changed("a version");
    room.write("README.md", "not the meeting's");
    assert_eq!(room.repository.pulse(), last);
}

#[test]
fn what_git_ignores_is_no_part_of_the_meeting() {
    let room = Room::meeting();
    room.save(&[(".gitignore", "*.tmp\n")]);
    room.write("drafts/wp1/text.tmp", "an editor's");
    assert_eq!(room.repository.unsaved().unwrap(), Vec::<String>::new());
    assert!(
        !room
            .repository
            .work_tree()
            .unwrap()
            .paths("")
            .iter()
            .any(|path| path.ends_with("tmp"))
    );
}

#[test]
fn unsaved_names_what_differs_in_any_way() {
    let room = Room::meeting();
    room.write(WP1, "edited");
    room.write("drafts/wp1/proposals/xno-1.md", "new");
    std::fs::remove_file(room.path().join("drafts/outcome/text.md")).unwrap();
    assert_eq!(
        room.repository.unsaved().unwrap(),
        [
            "drafts/outcome/text.md",
            "drafts/wp1/proposals/xno-1.md",
            WP1
        ]
    );
}

#[test]
fn crlf_is_kept_and_nothing_looks_unsaved_for_it() {
    let room = Room::meeting();
    room.save(&[(WP1, "a\r\nb\r\n")]);
    assert_eq!(room.text(WP1), "a\r\nb\r\n");
    room.is_whole_and_clean();
}

#[test]
fn a_checkout_that_git_gave_crlf_reads_as_it_was_saved() {
    if !has_git() {
        return;
    }
    for setup in ["config", "attribute"] {
        let room = Room::meeting();
        room.save(&[(WP1, "a\nb\n"), ("drafts/wp2/text.md", "kept\r\n")]);
        if setup == "config" {
            room.git(&["config", "core.autocrlf", "true"]);
        } else {
            room.save(&[(".gitattributes", "drafts/wp1/*.md text eol=crlf\n")]);
        }
        std::fs::remove_dir_all(room.path().join("drafts")).unwrap();
        room.git(&["checkout", "--", "drafts"]);
        assert_eq!(room.text(WP1), "a\r\nb\r\n", "{setup}");
        let repository = Repository::open(room.path()).unwrap().hasty();
        assert_eq!(
            repository.unsaved().unwrap(),
            Vec::<String>::new(),
            "{setup}"
        );
        let files = repository.work_tree().unwrap();
        assert_eq!(
            files.read(WP1).as_deref(),
            Some(&b"a\nb\n".to_vec()),
            "{setup}"
        );
        assert_eq!(
            files.read("drafts/wp2/text.md").as_deref(),
            Some(&b"kept\r\n".to_vec())
        );
        repository
            .save(&room.plan(vec![FileChange::write(WP1, "a\nb\nc\n")]))
            .unwrap();
        assert_eq!(room.text(WP1), "a\r\nb\r\nc\r\n", "{setup}");
        assert_eq!(
            room.git(&["show", &format!("HEAD:{WP1}")]),
            "a\nb\nc\n",
            "{setup}"
        );
        room.write(WP1, "a\r\nby hand\r\n");
        assert_eq!(repository.unsaved().unwrap(), [WP1]);
        assert_eq!(
            repository.work_tree().unwrap().read(WP1).as_deref(),
            Some(&b"a\nby hand\n".to_vec())
        );
    }
}
