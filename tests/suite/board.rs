//! The board and the brief: on the worked example, in a meeting made for it, and where nothing was ever said.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeSet;
use std::sync::Arc;

use adref::cli::{Env, run_in};
use adref::consensus::State;
use adref::meeting::Meeting;
use adref::ops::{self, Hold};
use adref::workspace::Workspace;

use crate::kit::{Room, noon};
use crate::story::at_noon;

fn meeting(room: &Room) -> Arc<Meeting> {
    let workspace = Workspace::open(room.path()).unwrap();
    workspace.now(noon().plus_seconds(3600)).unwrap().meeting
}

/// The worked example as Thursday noon left it.
fn example() -> Arc<Meeting> {
    let workspace = Workspace::open(at_noon().root()).unwrap();
    workspace.now(at_noon().now()).unwrap().meeting
}

fn typed(room: &Room, minute: i64, hand: &str, line: &[&str]) {
    let mut env = Env::quiet(room.path());
    env.hand = Some(hand.to_owned());
    env.now = Some(noon().plus_seconds(60 * minute));
    let done = run_in(room.path(), line.iter().copied(), &env);
    assert_eq!(done.status, 0, "{line:?}: {}", done.complained());
}

#[test]
fn the_board_counts_what_status_counts() {
    let meeting = example();
    let board = ops::board(&meeting, None).unwrap();
    let status = ops::status(&meeting);
    assert_eq!(board.documents.len(), status.documents.len());
    for (ours, theirs) in board.documents.iter().zip(&status.documents) {
        assert_eq!(ours.states, theirs.states, "{}", ours.id);
        assert_eq!(ours.rows.len(), theirs.paragraphs, "{}", ours.id);
    }
}

#[test]
fn whatever_is_contested_names_what_blocks_it_and_a_way_out() {
    let meeting = example();
    let board = ops::board(&meeting, None).unwrap();
    for row in board.documents.iter().flat_map(|one| &one.rows) {
        let here = format!("{} {}", row.document, row.name);
        match row.state {
            State::Contested => {
                assert!(!row.blocks.is_empty(), "{here}");
                assert!(!row.closes.is_empty(), "{here}");
                for block in row.blocks.iter().filter(|one| one.how == Hold::Opposes) {
                    let who = block.who.clone().unwrap();
                    assert!(row.ways[0].give_way.contains(&who), "{here}: {who}");
                }
            }
            State::Ready => assert_eq!(row.closes, "gavel", "{here}"),
            _ => {}
        }
        // Whoever gives way is somebody who holds, blocks or stands against words in it.
        let parties: BTreeSet<&String> = row.ways.iter().flat_map(|way| &way.give_way).collect();
        for party in parties {
            assert!(meeting.roll.find(party).is_some(), "{here}: {party}");
        }
    }
}

#[test]
fn paragraphs_that_wait_for_one_another_are_a_package_until_one_is_agreed() {
    let room = Room::meeting();
    let wait = |minute, on: &str, until: &str| {
        typed(
            &room,
            minute,
            "goh",
            &["support", "wp1", on, "--as", "XUS", "--until", until],
        );
    };
    wait(1, "1", "2");
    assert!(
        ops::board(&meeting(&room), None)
            .unwrap()
            .packages
            .is_empty()
    );
    wait(2, "2", "wp1 1");
    let board = ops::board(&meeting(&room), None).unwrap();
    assert_eq!(board.packages.len(), 1);
    let names: Vec<&str> = board.packages[0]
        .paragraphs
        .iter()
        .map(|one| one.1.as_str())
        .collect();
    assert_eq!(names, ["1", "2"]);
    assert_eq!(board.packages[0].links[0].party, "XUS");
    typed(
        &room,
        3,
        "chair",
        &["agree", "wp1", "2", "--over", "both were promised"],
    );
    assert!(
        ops::board(&meeting(&room), None)
            .unwrap()
            .packages
            .is_empty()
    );
}

#[test]
fn a_brief_gives_the_words_to_read_out_and_only_what_concerns_a_delegation() {
    let meeting = example();
    let chair = ops::brief(&meeting, "chair", None).unwrap();
    assert_eq!(chair.who, "cekuolis");
    let ready = ops::ready(&meeting, None).unwrap();
    assert_eq!(chair.gavel.len(), ready.len());
    for spoken in &chair.gavel {
        let text = meeting.text(&spoken.document).unwrap();
        let aloud = |text: &str| text.trim_start_matches("[Agreed ad ref] ") == spoken.words;
        let there = text.paragraphs().iter().any(|one| aloud(&one.text));
        assert!(there, "{}", spoken.words);
    }
    let party = ops::brief(&meeting, "xra", None).unwrap();
    assert!(party.holdouts.is_empty());
    for row in &party.open {
        let theirs = row
            .blocks
            .iter()
            .any(|one| one.who.as_deref() == Some("XRA"));
        assert!(theirs, "{} {}", row.document, row.name);
    }
    assert!(
        party.own.iter().any(|one| one.contains("XRA-3")),
        "{:?}",
        party.own
    );
    let nobody = ops::brief(&meeting, "XRQ", None).unwrap_err();
    assert!(nobody.hint.unwrap().contains("did you mean"));
}

#[test]
fn where_nothing_was_said_the_board_says_what_comes_first() {
    let room = Room::meeting();
    let board = ops::board(&meeting(&room), Some("wp1")).unwrap();
    let rows = &board.documents[0].rows;
    assert!(rows.iter().any(|row| row.state == State::Open));
    for row in rows.iter().filter(|row| row.state == State::Open) {
        assert_eq!(
            (row.since, row.closes.as_str()),
            (None, "it is to be taken up")
        );
    }
    assert!(ops::board(&meeting(&room), Some("nothing")).is_err());
}

#[test]
fn a_state_whose_two_groups_disagree_is_named_until_it_speaks_itself() {
    let room = Room::meeting();
    let delegations = room.text("facilitators/delegations.yaml");
    let groups = "- {code: GS, name: Group of Southshore States, members: [XEG]}\n";
    room.save(&[(
        "facilitators/delegations.yaml",
        format!("{delegations}{groups}").as_str(),
    )]);
    typed(&room, 1, "goh", &["support", "wp1", "1", "--as", "GN"]);
    let torn = |minute: i64| {
        let workspace = Workspace::open(room.path()).unwrap();
        let meeting = workspace
            .now(noon().plus_seconds(60 * minute))
            .unwrap()
            .meeting;
        let board = ops::board(&meeting, Some("wp1")).unwrap();
        let rows = board.documents[0].rows.iter();
        rows.flat_map(|row| row.torn.clone()).collect::<Vec<_>>()
    };
    assert!(torn(2).is_empty());
    typed(&room, 3, "goh", &["oppose", "wp1", "1", "--as", "GS"]);
    let found = torn(4);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].party, "XEG");
    let mut env = Env::quiet(room.path());
    env.now = Some(noon().plus_seconds(300));
    let done = run_in(room.path(), ["board", "wp1"], &env);
    let said = done.printed();
    assert!(
        said.contains("wp1 1 ≠ XEG: GN supports, GS opposes"),
        "{said}"
    );
    assert!(said.contains("✗ opposes"), "{said}");
    typed(
        &room,
        6,
        "goh",
        &["position", "accept", "wp1", "1", "--as", "XEG"],
    );
    assert!(torn(7).is_empty());
}

#[test]
fn whoever_stood_against_words_that_changed_is_on_the_board_until_it_is_asked() {
    let room = Room::meeting();
    let row = || {
        let board = ops::board(&meeting(&room), None).unwrap();
        let rows = board.documents.into_iter().flat_map(|one| one.rows);
        let mut here = rows.filter(|row| row.document == "wp1" && row.name == "3");
        here.next().unwrap()
    };
    typed(&room, 1, "goh", &["oppose", "wp1", "3", "--as", "XUS"]);
    assert_eq!(row().state, State::Contested);
    typed(
        &room,
        2,
        "aly",
        &["edit", "wp1", "3", "--text", "States share what they know."],
    );
    typed(&room, 3, "aly", &["discuss", "wp1", "3"]);
    let asked = row();
    assert_eq!(
        (asked.state, asked.closes.as_str()),
        (State::Clean, "ask XUS, then gavel")
    );
    assert_eq!(
        asked.blocks.iter().map(|one| one.how).collect::<Vec<_>>(),
        [Hold::Earlier]
    );
    assert!(adref::view::is_on_the_table(&asked));
    typed(&room, 4, "goh", &["support", "wp1", "3", "--as", "XUS"]);
    assert_eq!(
        (row().state, row().closes.as_str()),
        (State::Ready, "gavel")
    );
}

#[test]
fn a_heading_that_is_before_the_room_is_wherever_what_is_open_is_listed() {
    let room = Room::meeting();
    let wanted = ["propose", "outcome", "I", "--text", "Marking of lanterns"];
    typed(&room, 1, "goh", &[&wanted[..], &["--as", "XUS"]].concat());
    for (minute, verb) in [(2, "table"), (3, "open"), (4, "bracket")] {
        let slug = match verb {
            "table" => "XUS",
            _ => "XUS-1",
        };
        typed(&room, minute, "aly", &[verb, slug]);
    }
    let meeting = meeting(&room);
    let board = ops::board(&meeting, Some("outcome")).unwrap();
    let row = board.documents[0].rows.iter().find(|row| row.name == "I");
    let row = row.expect("the heading is on the board");
    assert_eq!(row.state, State::Contested);
    assert!(adref::view::is_on_the_table(row));
    // It is no paragraph that people agree on all the same.
    let status = ops::status(&meeting);
    let outcome = status.documents.iter().find(|one| one.id == "outcome");
    assert_eq!(outcome.unwrap().paragraphs, 2);
    assert_eq!(outcome.unwrap().states, board.documents[0].states);
    let held = |one: &ops::Holdout| one.party == "XUS";
    assert!(board.holdouts.iter().any(held), "{:?}", board.holdouts);
    let matrix = ops::matrix(&meeting, Some("outcome")).unwrap();
    let heading = |one: &(String, usize, String)| one.2 == "I";
    assert!(matrix.paragraphs.iter().any(heading), "{matrix:?}");
    let brief = ops::brief(&meeting, "chair", None).unwrap();
    assert!(
        brief
            .open
            .iter()
            .any(|row| row.document == "outcome" && row.name == "I")
    );
    let mut env = Env::quiet(room.path());
    env.now = Some(noon().plus_seconds(600));
    let folder = room.home().join("site");
    let to = folder.to_str().unwrap();
    let done = run_in(room.path(), ["export", "--html", to], &env);
    assert_eq!(done.status, 0, "{}", done.complained());
    let page = std::fs::read_to_string(folder.join("outcome.html")).unwrap();
    assert!(page.contains("XUS-1"), "{page}");
}

#[test]
fn a_brief_for_a_party_tells_nothing_that_it_cannot_know() {
    let room = Room::meeting();
    let does = |minute, hand: &str, line: &str| {
        typed(&room, minute, hand, &line.split(' ').collect::<Vec<&str>>());
    };
    does(
        1,
        "goh",
        "oppose wp1 2 --as XEG --reason whispered --heard plenary --desk",
    );
    does(
        2,
        "goh",
        "propose wp1 2 --text Veiled. --as XEG --reason murmured",
    );
    does(3, "goh", "support wp1 1 --as XEG --reason aloud");
    does(
        4,
        "goh",
        "oppose wp1 1 --as XNO --reason confided --heard plenary --desk",
    );
    let told = |who: &str| {
        let brief = ops::brief(&meeting(&room), who, None).unwrap();
        serde_json::to_string(&brief).unwrap()
    };
    let usonia = told("XUS");
    assert!(usonia.contains("aloud"), "{usonia}");
    for word in ["whispered", "murmured", "xeg-", "confided", "opposes"] {
        assert!(!usonia.contains(word), "{word}: {usonia}");
    }
    // What is its own is told it, though the desk keeps it: and nobody else's.
    let eastgate = told("XEG");
    assert!(
        eastgate.contains("whispered") && eastgate.contains("xeg-"),
        "{eastgate}"
    );
    assert!(!eastgate.contains("confided"), "{eastgate}");
    let chair = told("chair");
    assert!(
        chair.contains("whispered") && chair.contains("confided"),
        "{chair}"
    );
}
