//! Whose words stand in the text: a co-sponsor is named with the sponsor, who takes a proposal over stands in its place, and brackets
//! that were asked for stay in the name of whoever asked.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use adref::consensus::{State, Status};
use adref::ops::{Aim, Command, Wish, check_document, log, page, proposal};
use adref::record::{ProposalKind, Verb};
use adref::rolling::{Bare, Reader, read_text};

use crate::ops::{Room, paragraph, take, treat, wish};

const TWENTY: &str = "States keep records for twenty years.";
const THIRTY: &str = "States keep records for thirty years.";

/// A proposal on the table that stands in the text in brackets: its number.
fn in_text(room: &mut Room, who: &str, address: &str, wish: Wish) -> String {
    let number = room.on_the_table(who, address, wish);
    room.act("aly", &treat(Verb::Bracket, &number));
    number
}

fn reads(room: &Room, who: &str) -> String {
    let meeting = room.meeting();
    let text = meeting.text("wp1").unwrap();
    let words = &text.paragraphs()[2].text;
    let reader = Reader::Party(who.to_owned());
    read_text(words, meeting.parties(), &reader, Bare::Settle).unwrap()
}

fn status(room: &Room, number: &str) -> Status {
    proposal(&room.meeting(), number).unwrap().row.status
}

#[test]
fn who_joins_a_proposal_in_the_text_is_named_in_its_bracket_by_the_same_act() {
    let mut room = Room::new();
    let number = in_text(&mut room, "XUS", "2", wish(ProposalKind::Replace, THIRTY));
    room.act("XEG", &take(Verb::Oppose, paragraph("wp1", "2")));
    assert_eq!(reads(&room, "XNO"), TWENTY);
    let before = room.text("wp1");
    let plan = room.act("XNO", &treat(Verb::CoSponsor, &number));
    assert!(
        room.text("wp1")
            .contains("for [twenty / XUS, XNO: thirty] years.")
    );
    let told: Vec<_> = plan.stands().collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(
        (reads(&room, "XNO"), reads(&room, "XUS")),
        (THIRTY.into(), THIRTY.into())
    );
    assert_eq!(
        (reads(&room, "XEG"), reads(&room, "GN")),
        (TWENTY.into(), TWENTY.into())
    );
    assert_eq!(status(&room, &number), Status::InText);
    // Another name is no other word: what was said on the paragraph is still said on it.
    let page_of = page(&room.meeting(), "wp1", None).unwrap();
    let row = page_of.rows.iter().find(|row| row.name == "2").unwrap();
    assert!(row.stances.iter().all(|one| !one.stale));
    assert_eq!(row.standing.derived.blocking, ["XEG"]);
    room.act("XNO", &Command::Undo { reason: None });
    assert_eq!(room.text("wp1"), before);
}

#[test]
fn a_co_sponsor_that_withdraws_leaves_the_sponsors_and_the_proposal_stays() {
    let mut room = Room::new();
    let number = in_text(&mut room, "XUS", "2", wish(ProposalKind::Replace, THIRTY));
    let before = room.text("wp1");
    room.act("XNO", &treat(Verb::CoSponsor, &number));
    let joined = room.text("wp1");
    let plan = room.act("XNO", &treat(Verb::Withdraw, &number));
    assert_eq!(plan.said, "XNO withdraws from the sponsors of XUS-1");
    assert_eq!(room.text("wp1"), before);
    let row = proposal(&room.meeting(), &number).unwrap().row;
    assert_eq!((row.status, row.cosponsors), (Status::InText, vec![]));
    assert_eq!(reads(&room, "XNO"), TWENTY);
    // The log says what was done, it can be undone, and who has left cannot leave.
    let log = log(&room.meeting(), Some("wp1")).unwrap();
    assert_eq!(log[0].sentence, "XNO withdraws from the sponsors of XUS-1");
    let refused = room.plan("XNO", &treat(Verb::Withdraw, &number));
    assert!(refused.unwrap_err().what.contains("may not withdraw"));
    room.act("XNO", &Command::Undo { reason: None });
    assert_eq!(room.text("wp1"), joined);
    let row = proposal(&room.meeting(), &number).unwrap().row;
    assert_eq!(row.cosponsors, ["XNO"]);
    // The sponsor itself takes it back.
    room.act("XUS", &treat(Verb::Withdraw, &number));
    assert_eq!(status(&room, &number), Status::Withdrawn);
    let late = room.plan("XNO", &treat(Verb::Withdraw, &number));
    assert!(late.is_err());
}

#[test]
fn a_proposal_that_is_not_in_the_text_is_joined_without_a_change_of_it() {
    let mut room = Room::new();
    let number = room.on_the_table("XUS", "2", wish(ProposalKind::Replace, THIRTY));
    let before = room.text("wp1");
    room.act("XNO", &treat(Verb::CoSponsor, &number));
    assert_eq!(room.text("wp1"), before);
    room.act("aly", &treat(Verb::Bracket, &number));
    assert!(room.text("wp1").contains("[twenty / XUS, XNO: thirty]"));
    // One that was taken out again is not put into another's name.
    room.act("aly", &treat(Verb::SetAside, &number));
    let before = room.text("wp1");
    room.act("XEG", &treat(Verb::CoSponsor, &number));
    assert_eq!(room.text("wp1"), before);
}

#[test]
fn an_addition_a_deletion_and_a_move_are_joined_where_they_stand() {
    let mut room = Room::new();
    let number = in_text(
        &mut room,
        "XUS",
        "2",
        wish(ProposalKind::Add, "They share them."),
    );
    room.act("XNO", &treat(Verb::CoSponsor, &number));
    let text = room.text("wp1");
    assert!(
        text.contains("2 bis. [XUS, XNO: They share them.]"),
        "{text}"
    );
    let mut room = Room::new();
    let number = in_text(&mut room, "XUS", "2", wish(ProposalKind::Delete, ""));
    room.act("XNO", &treat(Verb::CoSponsor, &number));
    let text = room.text("wp1");
    assert!(
        text.contains(&format!("2. [{TWENTY} / XUS, XNO: –]")),
        "{text}"
    );
    let mut room = Room::new();
    let number = in_text(&mut room, "XUS", "2", wish(ProposalKind::Move, "3"));
    room.act("XNO", &treat(Verb::CoSponsor, &number));
    let text = room.text("wp1");
    assert!(
        text.contains(&format!("2. [{TWENTY} / XUS, XNO: –]")),
        "{text}"
    );
    assert!(
        text.contains(&format!("3 bis. [XUS, XNO: {TWENTY}]")),
        "{text}"
    );
    assert!(text.contains("3. [XUS: States share"), "{text}");
}

#[test]
fn who_cannot_be_named_by_the_program_is_told_so_and_joins_all_the_same() {
    let mut room = Room::new();
    let own = "States keep records for fifty years.";
    in_text(&mut room, "XNO", "2", wish(ProposalKind::Replace, own));
    let number = in_text(&mut room, "XUS", "2", wish(ProposalKind::Replace, THIRTY));
    let before = room.text("wp1");
    let plan = room.act("XNO", &treat(Verb::CoSponsor, &number));
    assert_eq!(room.text("wp1"), before);
    assert!(
        plan.warnings[0].contains("XNO has words of its own in 2"),
        "{:?}",
        plan.warnings
    );
    let told = check_document(&room.meeting(), "wp1");
    let found: Vec<_> = told
        .iter()
        .filter(|row| row.finding.code == "sponsor-unnamed")
        .collect();
    assert_eq!(found.len(), 1, "{told:?}");
    assert!(found[0].finding.message.contains("XNO"), "{found:?}");
}

#[test]
fn who_takes_a_proposal_over_stands_in_the_text_in_the_place_of_the_one_who_withdrew() {
    let mut room = Room::new();
    let number = in_text(&mut room, "GN", "2", wish(ProposalKind::Replace, THIRTY));
    assert_eq!(reads(&room, "XNO"), THIRTY);
    room.act("GN", &treat(Verb::Withdraw, &number));
    let before = room.text("wp1");
    let plan = room.act("XUS", &treat(Verb::AdoptAsOwn, &number));
    assert!(
        room.text("wp1")
            .contains("for [twenty / XUS: thirty] years.")
    );
    assert!(
        plan.warnings
            .iter()
            .any(|one| one.contains("in the name of XUS now")),
        "{:?}",
        plan.warnings
    );
    assert_eq!(status(&room, &number), Status::InText);
    assert_eq!(room.state("wp1", "2"), State::Contested);
    for (who, words) in [
        ("XUS", THIRTY),
        ("GN", TWENTY),
        ("XNO", TWENTY),
        ("XEG", TWENTY),
    ] {
        assert_eq!(reads(&room, who), words, "{who}");
    }
    // Accepted, it is XUS's words that stand; taken back, it is GN's withdrawn ones again.
    room.act("XUS", &Command::Undo { reason: None });
    assert_eq!(room.text("wp1"), before);
    assert_eq!(status(&room, &number), Status::Withdrawn);
    room.act("XUS", &treat(Verb::AdoptAsOwn, &number));
    room.act("aly", &treat(Verb::Accept, &number));
    assert!(room.text("wp1").contains(THIRTY));
}

#[test]
fn what_was_taken_over_elsewhere_and_stands_in_the_name_of_whoever_withdrew_is_found() {
    let mut room = Room::new();
    let number = in_text(&mut room, "GN", "2", wish(ProposalKind::Replace, THIRTY));
    room.act("GN", &treat(Verb::Withdraw, &number));
    let found = |room: &Room| -> Vec<String> {
        let told = check_document(&room.meeting(), "wp1").into_iter();
        let told = told.filter(|row| row.finding.code == "sponsor-unnamed");
        told.map(|row| row.finding.message).collect()
    };
    assert!(found(&room).is_empty());
    // As it comes through the room's copy: the act alone.
    let mut plan = room.plan("XUS", &treat(Verb::AdoptAsOwn, &number)).unwrap();
    let whole = plan.clone();
    plan.edit
        .files
        .retain(|file| !file.path.ends_with("text.md"));
    room.apply(&plan);
    let told = found(&room);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].starts_with("XUS took over") && told[0].ends_with("in the name of GN"));
    room.apply(&whole);
    assert!(found(&room).is_empty());
}

#[test]
fn what_was_withdrawn_before_it_stood_in_the_text_is_taken_over_as_it_was() {
    let mut room = Room::new();
    in_text(&mut room, "GN", "2", wish(ProposalKind::Replace, THIRTY));
    let other = "States keep good records for twenty years.";
    let number = room.on_the_table("GN", "2", wish(ProposalKind::Replace, other));
    room.act("GN", &treat(Verb::Withdraw, &number));
    let before = room.text("wp1");
    room.act("XUS", &treat(Verb::AdoptAsOwn, &number));
    assert_eq!(
        (room.text("wp1"), status(&room, &number)),
        (before, Status::Tabled)
    );
}

#[test]
fn brackets_that_are_taken_in_stand_in_the_name_of_whoever_asked_for_them() {
    let mut room = Room::new();
    let number = in_text(&mut room, "XUS", "2", wish(ProposalKind::Bracket, "twenty"));
    let laid = room.text("wp1");
    assert!(
        laid.contains("for [twenty / XUS: [twenty]] years."),
        "{laid}"
    );
    room.act("aly", &treat(Verb::Accept, &number));
    assert_eq!(room.text("wp1"), laid);
    assert_eq!(status(&room, &number), Status::Accepted);
    let page_of = page(&room.meeting(), "wp1", None).unwrap();
    let row = page_of.rows.iter().find(|row| row.name == "2").unwrap();
    assert_eq!(row.standing.derived.holding, ["XUS"]);
    // When the room agrees to lift them, they go, and it is said whose they were.
    let lift = room.on_the_table("XNO", "2", wish(ProposalKind::Lift, "twenty"));
    let plan = room.act("aly", &treat(Verb::Accept, &lift));
    assert!(room.text("wp1").contains(TWENTY));
    assert_eq!(plan.warnings, ["the brackets of XUS go out of 2"]);
    let aim = |address: &str| -> Aim { paragraph("wp1", address) };
    room.act("aly", &crate::ops::rule(Verb::Agree, aim("2"), None));
}

#[test]
fn what_was_decided_is_shown_as_its_sponsor_wrote_it() {
    let mut room = Room::new();
    let first = room.on_the_table(
        "XEG",
        "2",
        wish(
            ProposalKind::Replace,
            "States keep all records for twenty years.",
        ),
    );
    in_text(&mut room, "XUS", "2", wish(ProposalKind::Replace, THIRTY));
    let shown = |room: &Room| -> String {
        let card = proposal(&room.meeting(), &first).unwrap();
        let kept = card
            .wording
            .iter()
            .filter(|run| run.op != adref::diff::Op::Delete);
        kept.map(|run| run.text.as_str()).collect()
    };
    // As long as it is open, what it would make of today's text is shown.
    assert!(shown(&room).contains("XUS: thirty"), "{}", shown(&room));
    room.act("XEG", &treat(Verb::Withdraw, &first));
    assert_eq!(status(&room, &first), Status::Withdrawn);
    assert_eq!(shown(&room), "States keep all records for twenty years.");
}

#[test]
fn whoever_leaves_a_bracket_open_is_told_so() {
    let mut room = Room::new();
    let plan = room.act(
        "XUS",
        &Command::Propose {
            aim: paragraph("wp1", "2"),
            wish: wish(
                ProposalKind::Replace,
                "States keep records for [thirty years.",
            ),
        },
    );
    assert!(
        plan.warnings
            .iter()
            .any(|one| one.contains("this bracket is not closed") && one.contains("[thirty")),
        "{:?}",
        plan.warnings
    );
    let plan = room.act(
        "XEG",
        &Command::Propose {
            aim: paragraph("wp1", "2"),
            wish: wish(
                ProposalKind::Replace,
                "States keep records for [forty] years.",
            ),
        },
    );
    assert!(
        !plan.warnings.iter().any(|one| one.contains("bracket")),
        "{:?}",
        plan.warnings
    );
}
