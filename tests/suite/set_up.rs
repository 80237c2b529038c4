//! The files that set a meeting up, changed by hand in any editor.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::path::Path;

use crate::kit::{Room, bare_command, has_git};

fn run(room: &Room, words: &[&str]) -> String {
    room.says("aly", words)
}

#[test]
fn whoever_was_entered_by_hand_is_known_to_the_version_of_its_first_act() {
    if !has_git() {
        return;
    }
    let room = Room::meeting();
    let listed = room.text("facilitators/delegations.yaml");
    let more = listed.replace("groups:", "- {code: XNE, name: Newland}\ngroups:");
    room.write("facilitators/delegations.yaml", more);
    room.write(
        "facilitators/ruiz.yaml",
        "name: Pilar Ruiz\nrole: facilitator\ndocuments: [wp1]\n",
    );
    let said = run(&room, &["support", "wp1", "2", "--as", "XNE"]);
    for name in ["delegations", "ruiz"] {
        let told = format!("what was typed into facilitators/{name}.yaml was saved before it");
        assert!(said.contains(&told), "{said}");
    }
    room.is_whole_and_clean();
    let before = room.git(&["show", "HEAD~1:facilitators/delegations.yaml"]);
    assert!(before.contains("Newland"), "{before}");
    let why = room.git(&["log", "-2", "--format=%s"]);
    assert!(
        why.contains("the set-up as it was changed by hand"),
        "{why}"
    );
    // A second act has nothing to save before it.
    let said = run(&room, &["support", "wp1", "1", "--as", "XNE"]);
    assert!(!said.contains("was saved before it"), "{said}");
}

#[test]
fn a_set_up_that_cannot_be_read_is_left_as_it_lies() {
    if !has_git() {
        return;
    }
    let room = Room::meeting();
    room.write("facilitators/half.yaml", "name: [Half\n");
    let said = run(&room, &["support", "wp1", "2", "--as", "XNO"]);
    assert!(!said.contains("was saved before it"), "{said}");
    assert!(
        Path::new(room.path())
            .join("facilitators/half.yaml")
            .exists()
    );
    assert_eq!(
        room.repository.unsaved().unwrap(),
        ["facilitators/half.yaml"]
    );
}

#[test]
fn a_set_up_file_that_was_deleted_stops_every_act_until_it_is_back_or_saved_so() {
    if !has_git() {
        return;
    }
    for name in ["delegations", "meeting", "aly"] {
        let path = format!("facilitators/{name}.yaml");
        let room = Room::meeting();
        std::fs::remove_file(room.path().join(&path)).unwrap();
        let output = room.run_at(
            room.path(),
            "chair",
            &["support", "wp1", "2", "--as", "XNO"],
        );
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains(&format!("{path}: it was deleted")), "{said}");
        let way = format!("git checkout HEAD -- {path}");
        assert!(said.contains(&way), "{said}");
        let check = room.run_at(room.path(), "chair", &["check"]);
        let found = String::from_utf8(check.stdout).unwrap();
        assert!(
            found.contains(&format!("{path}:1:1: error[set-up-deleted]")),
            "{found}"
        );
        room.git(&["checkout", "HEAD", "--", &path]);
        run(&room, &["support", "wp1", "2", "--as", "XNO"]);
        room.is_whole_and_clean();
    }
    // Whoever means it saves it, and goes on.
    let room = Room::meeting();
    std::fs::remove_file(room.path().join("facilitators/goh.yaml")).unwrap();
    run(&room, &["save"]);
    run(&room, &["support", "wp1", "2", "--as", "XNO"]);
    room.is_whole_and_clean();
}

#[test]
fn a_rehearsals_desk_says_how_a_delegations_copy_comes_to_the_same_time() {
    if !has_git() {
        return;
    }
    let room = Room::meeting();
    let home = room.home();
    let set = "2008-07-17T12:00-04:00 2026-01-01T09:00:00+00:00";
    room.repository.set("adref.clock", set).unwrap();
    // The clock runs at the first circulation, and it is said at once.
    let publish = |words: &[&str]| {
        let mut command = bare_command(env!("CARGO_BIN_EXE_adref"), home);
        let command = command.args(words).current_dir(room.path());
        let output = command
            .env("ADREF_AS", "aly")
            .env_remove("ADREF_NOW")
            .output();
        String::from_utf8(output.unwrap().stderr).unwrap()
    };
    let way = format!("git -C COPY config adref.clock \"{set}\"");
    let said = publish(&["publish", "../room"]);
    assert!(said.contains(&way), "{said}");
    let said = publish(&["publish", "../room"]);
    assert!(!said.contains(&way), "{said}");
    let clone = bare_command("git", home)
        .args(["clone", "-q", "room", "copy"])
        .current_dir(home)
        .status();
    assert!(clone.unwrap().success());
    let late = |words: &[&str]| {
        let mut command = bare_command(env!("CARGO_BIN_EXE_adref"), home);
        let command = command.args(words).current_dir(home.join("copy"));
        command
            .env("ADREF_AS", "XNO")
            .env("ADREF_NOW", "2026-01-01T09:05:00Z")
            .output()
            .unwrap()
    };
    assert!(late(&["support", "wp1", "2"]).status.success());
    assert!(late(&["send"]).status.success());
    let output = room.run_at(room.path(), "aly", &["receive", "../room"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains(&way), "{said}");
}
