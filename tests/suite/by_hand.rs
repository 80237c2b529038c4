//! What people change by hand: it is saved when they say so, and named where it does not go out.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use crate::kit::Room;

const LIST: &str = "facilitators/delegations.yaml";

/// Says a command at the meeting; what it prints.
#[track_caller]
fn says(room: &Room, words: &[&str]) -> String {
    let output = room.run_at(room.path(), "aly", words);
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let (out, err) = (text(output.stdout), text(output.stderr));
    assert!(output.status.success(), "{words:?}: {out}{err}");
    out + &err
}

/// One more in the list of who takes part, written by hand.
fn joined(room: &Room) {
    let list = room.text(LIST);
    let (head, groups) = list.split_once("\ngroups:").unwrap();
    let more = format!("{head}\n- {{code: XZZ, name: Zealand}}\ngroups:{groups}");
    room.write(LIST, &more);
}

#[test]
fn what_was_changed_by_hand_is_saved_when_somebody_says_so_and_named_where_it_does_not_go_out() {
    let room = Room::meeting();
    assert!(says(&room, &["save"]).contains("all is saved"));
    joined(&room);
    room.write(
        "facilitators/new.yaml",
        "name: Newcomer\nrole: secretariat\n",
    );
    std::fs::remove_file(room.path().join("drafts/outcome/text.md")).unwrap();
    let stick = room.home().join("stick");
    let stick = stick.to_str().unwrap();
    let sent = says(&room, &["send", "--to", stick]);
    assert!(
        sent.contains(&format!("{LIST} has changes that are not saved")),
        "{sent}"
    );
    assert!(sent.contains("Hint: adref save"), "{sent}");
    let head = room.repository.head();
    let would = says(&room, &["save", "--dry-run"]);
    assert!(
        would.contains("Would be saved: drafts/outcome/text.md"),
        "{would}"
    );
    assert_eq!(room.repository.head(), head);
    let saved = says(&room, &["save", "--reason", "The second day"]);
    for path in [LIST, "facilitators/new.yaml", "drafts/outcome/text.md"] {
        assert!(saved.contains(path), "{saved}");
    }
    assert!(room.repository.unsaved().unwrap().is_empty());
    let head = room.repository.head().unwrap();
    let version = room.repository.version(&head).unwrap();
    assert_eq!(version.summary, "The second day");
    let sent = says(&room, &["send"]);
    assert!(!sent.contains("not saved"), "{sent}");
    room.is_whole_and_clean();
}
