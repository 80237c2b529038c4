//! What was filed to stay at the desk and is not marked so is found by what was said when it was saved.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use crate::kit::{Room, has_git};

const ACTS: &str = "drafts/wp1/acts/xus.yaml";

fn saved(room: &Room, message: &str) {
    room.git(&["add", "-A"]);
    let who = ["-c", "user.name=Desk", "-c", "user.email=d@x"];
    let commit = ["commit", "-qm", message];
    room.git(&[&who[..], &commit[..]].concat());
}

fn file(room: &Room, id: &str, message: &str) {
    let line = format!(
        "- {{id: \"{id}\", time: 2008-07-17T11:00-04:00, by: XUS, heard: plenary, do: support, document: wp1}}\n"
    );
    room.write(ACTS, room.text(ACTS) + &line);
    saved(room, message);
}

fn checked(room: &Room) -> String {
    let output = room.adref(&["check"]).output().unwrap();
    String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
}

#[test]
fn an_act_that_was_said_to_stay_at_the_desk_and_is_not_marked_is_found() {
    if !has_git() {
        return;
    }
    let room = Room::meeting();
    let desks = ["oppose", "wp1", "2", "--as", "XNO", "--desk"];
    assert!(room.adref(&desks).output().unwrap().status.success());
    let other = ["support", "wp1", "1", "--as", "XUS"];
    assert!(room.adref(&other).output().unwrap().status.success());
    assert!(!checked(&room).contains("desk-unmarked"));
    let before = room.text(ACTS).lines().count();
    file(
        &room,
        "0577752447",
        "XUS supports wp1; it stays at the desk",
    );
    file(&room, "48200e7929", "XUS supports wp1");
    let said = checked(&room);
    let place = format!(
        "{ACTS}:{}:1: error[desk-unmarked]: 0577752447 was filed",
        before + 1
    );
    assert!(said.contains(&place), "{said}");
    assert_eq!(said.matches("desk-unmarked").count(), 1, "{said}");
    // Marked by hand, as the hint says, it stays.
    let marked = room
        .text(ACTS)
        .replacen("document: wp1}", "document: wp1, desk: true}", 1);
    assert!(marked.contains("0577752447") && marked.contains("desk: true"));
    room.write(ACTS, marked);
    saved(&room, "marked");
    assert!(!checked(&room).contains("desk-unmarked"));
}
