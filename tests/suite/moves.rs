//! A move that stands in the text in brackets, and a deletion: whatever the room says of them is done, at both ends and whole.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use adref::consensus::Status;
use adref::ops::{Aim, Command, Plan, Wish, check_document, proposal};
use adref::record::{ProposalKind, Verb, Where};
use adref::text::Address;

use crate::ops::{Room, treat, wish};

/// Four paragraphs, of which proposals move the second.
const TEXT: &str = "1. Each State shall read its gauges on Mondays.\n\n2. Records are kept for twenty years.\n\n\
    3. States share the figures with each other.\n\n4. The basin office prints the figures.\n";

const STAYS: &str = TEXT;
const GOES: &str = "1. Each State shall read its gauges on Mondays.\n\n\
    3. States share the figures with each other.\n\n4. The basin office prints the figures.\n\n\
    4 bis. Records are kept for twenty years.\n";

const WORDS: &str = "Records are kept for twenty years.";
const THEIRS: &str = "[Records are kept for twenty years. / XNO: Records are kept for ten years.]";

fn room() -> Room {
    let mut room = Room::new();
    room.files
        .insert("drafts/wp1/text.md".to_owned(), TEXT.as_bytes().to_vec());
    room
}

fn behind(address: &str) -> Wish {
    Wish {
        term: Some(address.to_owned()),
        ..wish(ProposalKind::Move, "")
    }
}

/// A move of paragraph 2 behind the fourth, in the text in brackets: its number.
fn moved(room: &mut Room) -> String {
    let number = room.on_the_table("XUS", "2", behind("4"));
    room.act("aly", &treat(Verb::Bracket, &number));
    let text = room.text("wp1");
    assert!(
        text.contains("2. [Records are kept for twenty years. / XUS: –]"),
        "{text}"
    );
    assert!(
        text.contains("4 bis. [XUS: Records are kept for twenty years.]"),
        "{text}"
    );
    number
}

fn settle(verb: Verb, address: &str, whose: &[&str]) -> Command {
    Command::Settle {
        verb,
        aim: Aim::Paragraph("wp1".to_owned(), Address::new(address)),
        whose: whose.iter().map(|one| (*one).to_owned()).collect(),
        words: None,
        reason: None,
    }
}

fn status(room: &Room, number: &str) -> Status {
    proposal(&room.meeting(), number).unwrap().row.status
}

fn says(plan: &Plan, what: &str) {
    assert!(
        plan.warnings.iter().any(|one| one.contains(what)),
        "{:?}",
        plan.warnings
    );
}

#[test]
fn whatever_is_said_at_either_end_of_a_move_its_paragraph_stands_once() {
    let goes = [
        (Verb::Choose, "2", &["XUS"][..]),
        (Verb::Choose, "2", &["2"]),
        (Verb::Choose, "4 bis", &["XUS"]),
        (Verb::Choose, "4 bis", &["1"]),
        (Verb::Lift, "4 bis", &[]),
    ];
    let stays = [
        (Verb::Choose, "2", &["base"][..]),
        (Verb::Choose, "2", &["1"]),
        (Verb::Choose, "4 bis", &["base"]),
        (Verb::Lift, "2", &[]),
        (Verb::Drop, "2", &["XUS"]),
        (Verb::Drop, "4 bis", &["XUS"]),
        (Verb::Drop, "4 bis", &[]),
    ];
    let goes = goes.map(|(verb, at, whose)| (verb, at, whose, GOES));
    let stays = stays.map(|(verb, at, whose)| (verb, at, whose, STAYS));
    for (verb, at, whose, then) in goes.into_iter().chain(stays) {
        let mut room = room();
        let number = moved(&mut room);
        let before = room.text("wp1");
        let plan = room.act("aly", &settle(verb, at, whose));
        assert_eq!(room.text("wp1"), then, "{verb} {whose:?} {at}");
        if verb != Verb::Drop || whose.is_empty() {
            let told = if then == GOES {
                "moves: what stood at 2 stands at 4 bis"
            } else {
                "is not moved: 2 stands where it stood"
            };
            says(&plan, told);
        }
        // What is hinted at can be done.
        let next = if then == GOES {
            (Verb::Accept, Status::Accepted)
        } else {
            (Verb::SetAside, Status::NotSupported)
        };
        says(&plan, &format!("adref {} {number}", next.0));
        room.act("aly", &treat(next.0, &number));
        assert_eq!(
            (room.text("wp1").as_str(), status(&room, &number)),
            (then, next.1)
        );
        room.act("aly", &Command::Undo { reason: None });
        room.act("aly", &Command::Undo { reason: None });
        assert_eq!(room.text("wp1"), before, "{verb} {whose:?} {at}");
        room.act("aly", &Command::Redo { reason: None });
        assert_eq!(room.text("wp1"), then, "{verb} {whose:?} {at}");
    }
}

#[test]
fn a_move_in_brackets_is_taken_in_put_aside_and_given_up_at_both_ends() {
    for (who, command, then) in [
        ("aly", treat(Verb::Accept, "XUS-1"), GOES),
        ("aly", treat(Verb::SetAside, "XUS-1"), STAYS),
        ("XUS", settle(Verb::Lift, "2", &[]), STAYS),
        ("XUS", settle(Verb::Lift, "4 bis", &[]), STAYS),
    ] {
        let mut room = room();
        moved(&mut room);
        let before = room.text("wp1");
        room.act(who, &command);
        assert_eq!(room.text("wp1"), then, "{command:?}");
        room.act(who, &Command::Undo { reason: None });
        assert_eq!(room.text("wp1"), before, "{command:?}");
    }
    // In other words it moves too.
    let mut room = room();
    let number = moved(&mut room);
    room.act(
        "aly",
        &Command::Treat {
            verb: Verb::Accept,
            proposals: vec![number.clone()],
            into: None,
            wording: Some("Records are kept for ten years.".to_owned()),
            reason: None,
        },
    );
    assert_eq!(room.text("wp1"), GOES.replace("twenty", "ten"));
    assert_eq!(status(&room, &number), Status::AcceptedAsAmended);
}

#[test]
fn one_of_two_sponsors_leaves_a_move_to_the_other_at_both_ends() {
    let mut room = room();
    let number = moved(&mut room);
    room.act("XEG", &treat(Verb::CoSponsor, &number));
    assert_eq!(room.text("wp1").matches("XUS, XEG: ").count(), 2);
    room.act("XUS", &settle(Verb::Lift, "2", &[]));
    let text = room.text("wp1");
    assert!(
        text.contains("2. [Records are kept for twenty years. / XEG: –]"),
        "{text}"
    );
    assert!(
        text.contains("4 bis. [XEG: Records are kept for twenty years.]"),
        "{text}"
    );
    room.act("aly", &settle(Verb::Choose, "2", &["XEG"]));
    assert_eq!(room.text("wp1"), GOES);
}

#[test]
fn what_others_ask_for_in_a_paragraph_moves_along_with_it() {
    let mut room = room();
    let ten = wish(ProposalKind::Replace, "Records are kept for ten years.");
    let theirs = room.on_the_table("XNO", "2", ten);
    let number = moved(&mut room);
    room.act("aly", &treat(Verb::Bracket, &theirs));
    let text = room.text("wp1");
    assert!(
        text.contains("/ XUS: – / XNO: Records are kept for ten years.]"),
        "{text}"
    );
    room.act("aly", &treat(Verb::Accept, &number));
    assert_eq!(room.text("wp1"), GOES.replace(WORDS, THEIRS));
    // And stays with it.
    room.act("aly", &Command::Undo { reason: None });
    assert_eq!(room.text("wp1"), text);
    room.act("aly", &settle(Verb::Choose, "4 bis", &["base"]));
    assert_eq!(room.text("wp1"), STAYS.replace(WORDS, THEIRS));
}

#[test]
fn to_drop_all_words_at_the_place_that_a_move_leaves_is_no_answer() {
    let mut room = room();
    moved(&mut room);
    let refusal = room.plan("aly", &settle(Verb::Drop, "2", &[])).unwrap_err();
    let hint = refusal.hint.unwrap();
    assert!(
        hint.contains("adref accept XUS-1") && hint.contains("adref choose base wp1 2"),
        "{hint}"
    );
}

#[test]
fn a_move_to_before_another_is_known_to_be_done() {
    let mut room = room();
    let mut first = behind("1");
    first.place = Where::Before;
    let number = room.on_the_table("XUS", "3", first);
    room.act("aly", &treat(Verb::Bracket, &number));
    let plan = room.act("aly", &settle(Verb::Choose, "3", &["XUS"]));
    says(
        &plan,
        &format!("adref accept {number} says that it is taken in"),
    );
    assert!(
        room.text("wp1").starts_with("States share the figures")
            || room
                .text("wp1")
                .contains("States share the figures with each other.\n\n1. Each")
    );
}

#[test]
fn a_deletion_that_is_chosen_takes_the_paragraph_out_and_can_be_accepted_and_undone() {
    let without = TEXT.replace("2. Records are kept for twenty years.\n\n", "");
    let mut room = room();
    let number = room.on_the_table("XUS", "2", wish(ProposalKind::Delete, ""));
    room.act("aly", &treat(Verb::Bracket, &number));
    let before = room.text("wp1");
    let plan = room.act("aly", &settle(Verb::Choose, "2", &["XUS"]));
    assert_eq!(room.text("wp1"), without);
    says(&plan, &format!("is out of the text: adref accept {number}"));
    let found = check_document(&room.meeting(), "wp1");
    let found: Vec<&str> = found.iter().map(|row| row.finding.code).collect();
    assert_eq!(found, ["taken-out"]);
    let again = room
        .plan("aly", &treat(Verb::Bracket, &number))
        .unwrap_err();
    assert!(again.hint.unwrap().contains("adref accept"));
    room.act("aly", &treat(Verb::Accept, &number));
    assert_eq!(
        (room.text("wp1"), status(&room, &number)),
        (without.clone(), Status::Accepted)
    );
    assert!(check_document(&room.meeting(), "wp1").is_empty());
    room.act("aly", &Command::Undo { reason: None });
    room.act("aly", &Command::Undo { reason: None });
    assert_eq!(room.text("wp1"), before);
    // Taken out by hand it is done as well, whether its brackets stood there or not.
    for bracketed in [true, false] {
        if !bracketed {
            room.act("aly", &treat(Verb::SetAside, &number));
            room.act("XUS", &treat(Verb::Reintroduce, &number));
            room.act("aly", &treat(Verb::Open, &number));
        }
        let strike = Command::Strike {
            document: "wp1".to_owned(),
            paragraph: Address::new("2"),
            reason: None,
        };
        room.act("aly", &strike);
        assert_eq!(room.text("wp1"), without);
        room.act("aly", &treat(Verb::Accept, &number));
        assert_eq!(
            (room.text("wp1"), status(&room, &number)),
            (without.clone(), Status::Accepted)
        );
        room.act("aly", &Command::Undo { reason: None });
        room.act("aly", &Command::Undo { reason: None });
    }
}

#[test]
fn an_addition_that_is_not_wanted_goes_whole_with_its_bracket() {
    let mut room = room();
    let added = wish(ProposalKind::Add, "States print them.");
    let number = room.on_the_table("XUS", "2", added);
    for (verb, whose) in [
        (Verb::Choose, &["base"][..]),
        (Verb::Drop, &[]),
        (Verb::Drop, &["XUS"]),
    ] {
        room.act("aly", &treat(Verb::Bracket, &number));
        let plan = room.act("aly", &settle(verb, "2 bis", whose));
        assert_eq!(room.text("wp1"), TEXT);
        says(&plan, &format!("adref set-aside {number}"));
    }
}
