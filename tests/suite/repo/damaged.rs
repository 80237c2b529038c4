//! What the disk has spoilt is never shown as somebody's words, and never written on: it is named, with the way out.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::path::{Path, PathBuf};

use adref::repo::{Error, FileChange, Repository};

use crate::kit::{Room, bare_command, has_git};

const WP1: &str = "drafts/wp1/text.md";
const ACTS: &str = "drafts/wp1/acts/xno.yaml";

/// The file of a loose object.
fn loose(root: &Path, id: &str) -> PathBuf {
    let (folder, file) = id.split_at(2);
    root.join(".git/objects").join(folder).join(file)
}

/// Puts another object's bytes in an object's place: git can unpack them, and they are not what was saved.
fn spoil(room: &Room, id: &str, with: &str) {
    let (from, to) = (loose(room.path(), with), loose(room.path(), id));
    std::fs::remove_file(&to).unwrap();
    std::fs::copy(from, &to).unwrap();
}

/// The id of what a name stands for.
fn id_of(room: &Room, name: &str) -> String {
    room.git(&["rev-parse", name]).trim().to_owned()
}

/// The id of other bytes, saved beside.
fn other(room: &Room, bytes: &str) -> String {
    let file = room.path().join("other");
    std::fs::write(&file, bytes).unwrap();
    let id = room.git(&["hash-object", "-w", "other"]).trim().to_owned();
    std::fs::remove_file(file).unwrap();
    id
}

fn adref(room: &Room, words: &[&str]) -> (Option<i32>, String) {
    let output = room.adref(words).output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    (
        output.status.code(),
        String::from_utf8_lossy(&said).into_owned(),
    )
}

#[test]
fn a_spoilt_text_is_named_and_none_of_its_words_are_shown() {
    if !has_git() {
        return;
    }
    let room = Room::meeting();
    let first = room.repository.head().unwrap();
    room.save(&[(WP1, "# Scope\n\n1. The newer text.\n")]);
    let id = id_of(&room, &format!("{}:{WP1}", first.0));
    spoil(
        &room,
        &id,
        &other(&room, "# Scope\n\n1. Nobody said these words.\n"),
    );

    // Opened anew: what was read before it was spoilt is remembered.
    let repository = Repository::open(room.path()).unwrap();
    let files = repository.snapshot(&first).unwrap();
    let Err(error) = files.open(WP1) else {
        panic!("it was read");
    };
    assert!(matches!(error, Error::Damaged { .. }), "{error}");
    assert!(error.to_string().contains(WP1), "{error}");
    let hint = error.hint().unwrap();
    assert!(
        hint.contains("git fsck") && hint.contains(&id[2..]),
        "{hint}"
    );
    assert!(files.blob(&adref::repo::BlobId(id)).is_none());

    let old = format!("{}:{WP1}", first.0);
    let at = format!("wp1@{}", first.0);
    for words in [
        &["diff", &old, WP1][..],
        &["diff", "wp1", &first.0, "now"],
        &["show", &at],
        &["outline", &at],
        &["read", &at, "--base"],
    ] {
        let (status, said) = adref(&room, words);
        assert_eq!(status, Some(2), "{words:?}: {said}");
        assert!(said.contains("is damaged"), "{words:?}: {said}");
        assert!(said.contains("git fsck"), "{words:?}: {said}");
        assert!(!said.contains("Nobody said"), "{words:?}: {said}");
    }
    // What is whole goes on.
    let (status, said) = adref(&room, &["show", "wp1"]);
    assert_eq!(status, Some(0), "{said}");
}

#[test]
fn what_lost_all_its_bytes_is_damaged_too() {
    if !has_git() {
        return;
    }
    let room = Room::meeting();
    let file = loose(room.path(), &id_of(&room, &format!("HEAD:{WP1}")));
    std::fs::remove_file(&file).unwrap();
    std::fs::write(&file, b"").unwrap();
    let repository = Repository::open(room.path()).unwrap();
    let files = repository.snapshot(&repository.head().unwrap()).unwrap();
    assert!(matches!(files.open(WP1), Err(Error::Damaged { .. })));
}

#[test]
fn spoilt_acts_are_an_error_of_the_meeting_and_not_a_record_without_them() {
    if !has_git() {
        return;
    }
    let room = Room::meeting();
    let act =
        "- {id: 5f0c2a91b3, time: 2008-07-17T11:42-04:00, by: XNO, do: oppose, document: wp1}\n";
    room.save(&[(ACTS, act)]);
    let id = id_of(&room, &format!("HEAD:{ACTS}"));
    spoil(&room, &id, &other(&room, "[]\n"));
    let repository = Repository::open(room.path()).unwrap();
    let files = repository.snapshot(&repository.head().unwrap()).unwrap();
    let meeting = adref::meeting::Meeting::read(files, crate::kit::noon());
    let checked = adref::ops::check_meeting(&meeting);
    let found = checked
        .findings
        .iter()
        .find(|row| row.path == ACTS)
        .unwrap();
    assert_eq!(found.finding.severity, adref::text::Severity::Error);
    assert!(found.finding.message.contains("is damaged"));
    assert!(
        found
            .finding
            .hint
            .as_deref()
            .is_some_and(|hint| hint.contains("git fsck"))
    );
}

#[test]
fn a_spoilt_folder_is_neither_read_nor_saved_on() {
    if !has_git() {
        return;
    }
    let room = Room::meeting();
    let whole = id_of(&room, "HEAD:drafts/wp1");
    room.save(&[("drafts/wp1/notes.md", "more\n")]);
    let id = id_of(&room, "HEAD:drafts/wp1");
    spoil(&room, &id, &whole);
    let repository = Repository::open(room.path()).unwrap();
    let head = repository.head().unwrap();
    assert!(matches!(
        repository.snapshot(&head),
        Err(Error::Damaged { .. })
    ));
    let mut save = room.plan(vec![FileChange::write("drafts/wp1/new.md", "new\n")]);
    save.base = Some(head.clone());
    assert!(matches!(repository.save(&save), Err(Error::Damaged { .. })));
    assert_eq!(repository.head(), Some(head));
}

#[test]
fn what_was_damaged_is_whole_again_when_it_was_fetched_as_the_hint_says() {
    if !has_git() {
        return;
    }
    let room = Room::meeting();
    let copy = room.home().join("copy");
    room.git(&["clone", "-q", "--no-local", ".", copy.to_str().unwrap()]);
    let id = id_of(&room, &format!("HEAD:{WP1}"));
    let text = room.text(WP1).into_bytes();
    spoil(&room, &id, &other(&room, "spoilt\n"));
    let open = || {
        let repository = Repository::open(room.path()).unwrap();
        let files = repository.snapshot(&repository.head().unwrap()).unwrap();
        files.open(WP1)
    };
    room.git(&["remote", "add", "friend", copy.to_str().unwrap()]);
    let hint = open().unwrap_err().hint().unwrap();
    let (_, commands) = hint.rsplit_once(": ").unwrap();
    let done = bare_command("sh", room.home())
        .current_dir(room.path())
        .args(["-c", commands])
        .status();
    assert!(done.unwrap().success());
    assert_eq!(*open().unwrap(), text);
}
