//! What the repository promises: versions read back, nothing of anybody's is lost, what git calls odd is met kindly.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use adref::repo::{Error, FileChange, Repository};

use crate::kit::Room;

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
    room.write("drafts/wp1/text.md", "by hand");
    let save = room.plan(vec![FileChange::write("drafts/wp1/text.md", "by adref")]);
    let refused = room.repository.save(&save);
    assert!(matches!(refused, Err(Error::Unsaved(path)) if path == "drafts/wp1/text.md"));
    assert_eq!(room.text("drafts/wp1/text.md"), "by hand");
}

#[test]
fn of_two_who_save_on_one_version_the_second_is_told() {
    let room = Room::meeting();
    let first = room.plan(vec![FileChange::write("drafts/wp1/text.md", "one")]);
    let second = room.plan(vec![FileChange::write("drafts/outcome/text.md", "two")]);
    room.repository.save(&first).unwrap();
    assert!(matches!(room.repository.save(&second), Err(Error::Moved)));
    room.is_whole_and_clean();
}
