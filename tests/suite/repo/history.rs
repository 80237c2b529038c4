//! History: versions by any name, and the versions of one file as git itself would tell them.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use adref::moment::Moment;
use adref::repo::{Error, FileChange, Repository, VersionId};

use crate::kit::{Room, bare_command, data, has_git, noon};

const WP1: &str = "drafts/wp1/text.md";
const LONG: &str =
    "One line of many.\nA second one.\nA third that stays.\nA fourth, too.\nAnd a fifth.\n";

fn walked(repository: &Repository, path: &str) -> Vec<(String, String)> {
    let head = repository.head().unwrap();
    let touches = repository.walk(&head, path).unwrap();
    touches
        .into_iter()
        .map(|touch| (touch.version.id.0, touch.path))
        .collect()
}

fn saved_later(room: &Room, n: i64, files: Vec<FileChange>) -> VersionId {
    let mut save = room.plan(files);
    save.when = noon().plus_seconds(n);
    save.message = format!("version {n}");
    room.repository.save(&save).unwrap()
}

#[test]
fn a_version_has_many_names() {
    let room = Room::meeting();
    let first = room.repository.head().unwrap();
    let second = room.save(&[(WP1, "second\n")]);
    let repository = &room.repository;
    repository.tag("adref/wp1/rev.1", &first, "Rev.1").unwrap();
    for (name, id) in [
        ("main", &second),
        ("HEAD", &second),
        ("HEAD~1", &first),
        ("main^", &first),
        ("adref/wp1/rev.1", &first),
        (&first.0, &first),
        (&first.0[..8], &first),
        ("@{0}", &second),
        ("main@{1}", &first),
    ] {
        assert_eq!(&repository.resolve(name).unwrap(), id, "{name}");
    }
    for name in [
        "",
        "no",
        "HEAD~9",
        "HEAD:drafts",
        "a\0b",
        "-h",
        "rev.1",
        "main..HEAD",
        &"f".repeat(40),
        "(((",
    ] {
        assert!(
            matches!(repository.resolve(name), Err(Error::NoVersion(_))),
            "{name:?}"
        );
    }
}

#[test]
fn a_tag_is_put_once_and_never_moved() {
    let room = Room::meeting();
    let first = room.repository.head().unwrap();
    let second = room.save(&[(WP1, "second\n")]);
    let tag = |name: &str, at: &VersionId| room.repository.tag(name, at, "Rev.1");
    tag("adref/wp1/rev.1", &first).unwrap();
    tag("adref/wp1/rev.1", &first).unwrap();
    tag("adref/wp10/rev.1", &second).unwrap();
    assert!(tag("adref/wp1/rev.1", &second).is_err());
    assert!(tag("adref/wp1/rev..1", &second).is_err());
    assert!(tag("", &second).is_err());
    assert_eq!(
        room.repository.tags("adref/wp1/"),
        [("adref/wp1/rev.1".to_owned(), first)]
    );
    assert_eq!(room.repository.tags("").len(), 2);
    if has_git() {
        assert_eq!(room.git(&["cat-file", "-t", "adref/wp1/rev.1"]), "tag\n");
    }
    room.is_whole_and_clean();
}

#[test]
fn the_version_at_a_time_is_the_last_one_saved_by_then() {
    let room = Room::empty();
    let versions: Vec<VersionId> = (0..4)
        .map(|n| saved_later(&room, n * 600, vec![FileChange::write(WP1, n.to_string())]))
        .collect();
    let at = |seconds| {
        let head = room.repository.head().unwrap();
        room.repository
            .version_at(&head, noon().plus_seconds(seconds))
            .unwrap()
    };
    assert_eq!(at(-1), None);
    assert_eq!(at(0).as_ref(), Some(&versions[0]));
    assert_eq!(at(1199).as_ref(), Some(&versions[1]));
    assert_eq!(at(1200).as_ref(), Some(&versions[2]));
    assert_eq!(at(100_000).as_ref(), Some(&versions[3]));
}

#[test]
fn the_log_is_newest_first_with_who_when_and_why() {
    let room = Room::empty();
    for n in 0..5 {
        saved_later(&room, n, vec![FileChange::write(WP1, n.to_string())]);
    }
    let log = room
        .repository
        .log(&room.repository.head().unwrap(), 3)
        .unwrap();
    let told: Vec<&str> = log.iter().map(|version| version.summary.as_str()).collect();
    assert_eq!(told, ["version 4", "version 3", "version 2"]);
    assert_eq!(log[0].author, "Hossam Aly");
    assert_eq!(log[0].time.to_string(), "2008-07-17T12:00:04-04:00");
}

#[test]
fn a_file_is_followed_through_renames() {
    let room = Room::empty();
    let new = "drafts/outcome/text.md";
    let mut ids = vec![saved_later(
        &room,
        0,
        vec![FileChange::write("drafts/wp5/text.md", LONG)],
    )];
    ids.push(saved_later(
        &room,
        1,
        vec![FileChange::write(
            "drafts/wp5/text.md",
            format!("{LONG}More.\n"),
        )],
    ));
    saved_later(
        &room,
        2,
        vec![FileChange::write("drafts/wp6/text.md", "another\n")],
    );
    ids.push(saved_later(
        &room,
        3,
        vec![
            FileChange::delete("drafts/wp5/text.md"),
            FileChange::write("drafts/five/text.md", format!("{LONG}More.\n")),
        ],
    ));
    ids.push(saved_later(
        &room,
        4,
        vec![
            FileChange::delete("drafts/five/text.md"),
            FileChange::write(new, format!("{LONG}More, and other words.\n")),
        ],
    ));
    ids.push(saved_later(
        &room,
        5,
        vec![FileChange::write(new, "all new\n")],
    ));
    let walked = walked(&room.repository, new);
    let paths: Vec<&str> = walked.iter().map(|(_, path)| path.as_str()).collect();
    assert_eq!(
        paths,
        [
            new,
            new,
            "drafts/five/text.md",
            "drafts/wp5/text.md",
            "drafts/wp5/text.md"
        ]
    );
    let found: Vec<&str> = walked.iter().rev().map(|(id, _)| id.as_str()).collect();
    assert_eq!(
        found,
        ids.iter().map(|id| id.0.as_str()).collect::<Vec<_>>()
    );
}

#[test]
fn a_file_that_went_and_came_back_has_both_lives() {
    let room = Room::empty();
    saved_later(
        &room,
        0,
        vec![
            FileChange::write(WP1, "a\n"),
            FileChange::write("README.md", "x\n"),
        ],
    );
    saved_later(&room, 1, vec![FileChange::delete(WP1)]);
    saved_later(&room, 2, vec![FileChange::write(WP1, "b\n")]);
    let head = room.repository.head().unwrap();
    let touches = room.repository.walk(&head, WP1).unwrap();
    let there: Vec<bool> = touches.iter().map(|touch| touch.blob.is_some()).collect();
    assert_eq!(there, [true, false, true]);
    assert_eq!(room.repository.walk(&head, "drafts/no.md").unwrap(), []);
    assert_eq!(room.repository.walk(&head, "drafts").unwrap(), []);
}

#[test]
fn a_merge_is_told_where_it_changed_the_file_itself() {
    if !has_git() {
        return;
    }
    let room = Room::empty();
    let lines = |a: &str, b: &str| FileChange::write(WP1, format!("{a}\nx\ny\nz\n{b}\n"));
    saved_later(&room, 0, vec![lines("a", "b")]);
    room.git(&["switch", "--quiet", "--create", "other"]);
    saved_later(&room, 1, vec![lines("a", "B")]);
    room.git(&["switch", "--quiet", "main"]);
    saved_later(&room, 2, vec![lines("A", "b")]);
    room.git(&["merge", "--quiet", "-m", "both", "other"]);
    assert_eq!(walked(&room.repository, WP1).len(), 4);
    room.git(&["switch", "--quiet", "--create", "third"]);
    saved_later(&room, 3, vec![FileChange::write("README.md", "x")]);
    room.git(&["switch", "--quiet", "main"]);
    saved_later(&room, 4, vec![lines("AA", "BB")]);
    room.git(&["merge", "--quiet", "-m", "nothing of the file's", "third"]);
    assert_eq!(walked(&room.repository, WP1).len(), 5);
    let ours: Vec<String> = walked(&room.repository, WP1)
        .into_iter()
        .map(|(id, _)| id)
        .collect();
    let git = room.git(&["log", "--format=%H", "--", WP1]);
    let mut theirs: Vec<&str> = git.lines().collect();
    theirs.sort_unstable();
    let mut sorted: Vec<&str> = ours.iter().map(String::as_str).collect();
    sorted.sort_unstable();
    // git leaves merges out of a file's log unless it is asked for them.
    let merge = room.git(&["log", "--merges", "--format=%H", "--", WP1]);
    for id in merge.lines() {
        assert!(sorted.contains(&id));
    }
    assert!(
        theirs.iter().all(|id| sorted.contains(id)),
        "{theirs:?} {sorted:?}"
    );
}

/// The 2,000 versions of a long draft of a real working group.
#[test]
fn the_walk_of_a_long_real_history_is_gits() {
    let Some(bundle) = data("quic/history.bundle") else {
        return;
    };
    if !has_git() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let clone = folder.path().join("quic");
    let run = |arguments: &[&str]| {
        let output = bare_command("git", folder.path())
            .args(arguments)
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).unwrap()
    };
    run(&[
        "clone",
        "--quiet",
        "--no-checkout",
        bundle.to_str().unwrap(),
        clone.to_str().unwrap(),
    ]);
    let repository = Repository::open(&clone).unwrap();
    let path = "draft-ietf-quic-transport.md";
    let begun = std::time::Instant::now();
    let ours = walked(&repository, path);
    let took = begun.elapsed();
    let git = run(&[
        "-C",
        clone.to_str().unwrap(),
        "log",
        "--format=%H",
        "--full-history",
        "--",
        path,
    ]);
    let all: std::collections::BTreeSet<&str> = git.lines().collect();
    let simple = run(&[
        "-C",
        clone.to_str().unwrap(),
        "log",
        "--format=%H",
        "--",
        path,
    ]);
    let simple: std::collections::BTreeSet<&str> = simple.lines().collect();
    let found: std::collections::BTreeSet<&str> = ours.iter().map(|(id, _)| id.as_str()).collect();
    eprintln!(
        "{} versions walked in {took:?}; git tells {} of them, {} with side lines",
        ours.len(),
        simple.len(),
        all.len()
    );
    let missing: Vec<&&str> = simple.difference(&found).collect();
    assert!(missing.is_empty(), "git knows of {missing:?}");
    assert!(ours.len() > 2000);
    let log = repository
        .log(&repository.head().unwrap(), usize::MAX)
        .unwrap();
    assert_eq!(
        log.len().to_string(),
        run(&["-C", clone.to_str().unwrap(), "rev-list", "--count", "HEAD"]).trim()
    );
    let first: Moment = log.last().unwrap().time;
    assert!(first < log[0].time);
}
