//! Where a proposal counts that is in the text: where its brackets stand, and in every answer the same.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use adref::ops::{Aim, Command, Wish, board, leaf, page, proposal};
use adref::record::{ProposalKind, Verb, Where};

use crate::ops::{Room, treat, wish};

/// The paragraphs at which a proposal counts: in their standings, on the page, on the Board and on what leaves the desk. All agree.
fn counts_at(room: &Room, number: &str) -> Vec<String> {
    let meeting = room.meeting();
    let page = page(&meeting, "wp1", None).unwrap();
    let of_page: Vec<String> = page
        .rows
        .iter()
        .filter(|row| {
            row.proposals
                .iter()
                .any(|one| one.number.as_deref() == Some(number))
        })
        .map(|row| row.name.clone())
        .collect();
    let derived: Vec<String> = page
        .rows
        .iter()
        .filter(|row| {
            row.standing
                .derived
                .proposals
                .iter()
                .any(|one| one == number)
        })
        .map(|row| row.name.clone())
        .collect();
    assert_eq!(derived, of_page, "standings and page");
    let with = adref::ops::With::default();
    let outward = adref::ops::Outward::circulated(&meeting);
    let leaf = leaf(&outward, "wp1", adref::ops::Naming::Shown, &with).unwrap();
    let outside: Vec<String> = leaf
        .rows
        .iter()
        .filter(|row| {
            row.proposals
                .iter()
                .any(|one| one.number.as_deref() == Some(number))
        })
        .map(|row| row.name.clone())
        .collect();
    assert_eq!(outside, of_page, "page of the desk and page for the room");
    let board = board(&meeting, Some("wp1")).unwrap();
    let blocked: Vec<&str> = board
        .documents
        .iter()
        .flat_map(|document| &document.rows)
        .filter(|row| {
            row.blocks
                .iter()
                .any(|one| one.who.as_deref() == Some(number))
        })
        .map(|row| row.name.as_str())
        .collect();
    // What stands in the text is there as the bracket of its sponsor.
    assert!(
        blocked
            .iter()
            .all(|name| of_page.iter().any(|one| one == name)),
        "{blocked:?}"
    );
    of_page
}

#[test]
fn an_addition_counts_at_the_paragraph_that_it_is() {
    let mut room = Room::new();
    let number = room.on_the_table("XNO", "2", wish(ProposalKind::Add, "Records are shared."));
    assert_eq!(counts_at(&room, &number), ["2"]);
    let state = room.state("wp1", "2");
    room.act("aly", &treat(Verb::Bracket, &number));
    assert_eq!(counts_at(&room, &number), ["2 bis"]);
    assert_eq!(
        proposal(&room.meeting(), &number)
            .unwrap()
            .row
            .paragraph
            .as_deref(),
        Some("2 bis")
    );
    // Where it was proposed nothing stands open any more.
    assert_ne!(room.state("wp1", "2"), state);
    assert_eq!(room.state("wp1", "2 bis"), state);
    // Another that asks for the same is still told so.
    let again = adref::ops::Command::Propose {
        aim: crate::ops::paragraph("wp1", "2"),
        wish: wish(ProposalKind::Add, "Records are shared."),
    };
    let plan = room.plan("XUS", &again).unwrap();
    assert!(
        plan.warnings
            .iter()
            .any(|one| one.contains("asks for the same")),
        "{:?}",
        plan.warnings
    );
    let second = room.on_the_table("XUS", "2", wish(ProposalKind::Add, "Records are shared."));
    let marks = proposal(&room.meeting(), &second).unwrap().row.marks;
    assert!(marks.iter().any(|mark| mark.contains(&number)), "{marks:?}");
    room.act("aly", &treat(Verb::SetAside, &number));
    assert_eq!(
        proposal(&room.meeting(), &number)
            .unwrap()
            .row
            .paragraph
            .as_deref(),
        Some("2")
    );
}

#[test]
fn a_move_counts_at_both_ends() {
    let mut room = Room::new();
    let moved = Wish {
        term: Some("1".to_owned()),
        place: Where::Before,
        ..wish(ProposalKind::Move, "1")
    };
    let number = room.on_the_table("XNO", "2", moved);
    assert_eq!(counts_at(&room, &number), ["2"]);
    room.act("aly", &treat(Verb::Bracket, &number));
    let at = counts_at(&room, &number);
    assert_eq!(at.len(), 2, "{at:?}");
    assert!(at.contains(&"2".to_owned()), "{at:?}");
}

#[test]
fn a_term_counts_wherever_its_brackets_stand() {
    let mut room = Room::new();
    let mut archives = wish(ProposalKind::Throughout, "archives");
    archives.term = Some("records".to_owned());
    let everywhere = Command::Propose {
        aim: Aim::Document("wp1".to_owned()),
        wish: archives,
    };
    let plan = room.act("XNO", &everywhere);
    let slug = plan.proposals.first().unwrap().to_string();
    for verb in [Verb::Table, Verb::Open] {
        room.act("aly", &treat(verb, &slug));
    }
    let number = proposal(&room.meeting(), &slug)
        .unwrap()
        .row
        .number
        .unwrap();
    assert_eq!(counts_at(&room, &number), Vec::<String>::new());
    let plan = room.act("aly", &treat(Verb::Bracket, &number));
    let stands: Vec<String> = plan.stands().map(|(name, _)| name.to_owned()).collect();
    assert!(!stands.is_empty());
    assert_eq!(counts_at(&room, &number), stands);
    // Its place in a list is the whole text.
    assert_eq!(
        proposal(&room.meeting(), &number).unwrap().row.paragraph,
        None
    );
}
