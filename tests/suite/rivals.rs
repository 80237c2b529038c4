//! Several wishes for the same words: whose words stand in the text is told as it is, and nothing is called stale that was laid in.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use adref::consensus::Status;
use adref::ops::{Command, ProposalFilter, check_document, proposal, proposals};
use adref::record::{ProposalKind, Verb};

use crate::ops::{Room, propose, treat, wish};

fn keeps(years: &str) -> String {
    format!("States keep records for {years} years.")
}

/// A proposal that was handed in and tabled: its number.
fn tabled(room: &mut Room, who: &str, words: &str) -> String {
    let plan = room.act(
        who,
        &propose("wp1", "2", wish(ProposalKind::Replace, words)),
    );
    let slug = plan.proposals.first().unwrap().to_string();
    room.act("aly", &treat(Verb::Table, &slug));
    let card = proposal(&room.meeting(), &slug).unwrap();
    card.row.number.unwrap()
}

fn compiled(chosen: &[&str]) -> Command {
    Command::Compile {
        document: "wp1".to_owned(),
        chosen: chosen.iter().map(|one| (*one).to_owned()).collect(),
    }
}

fn stands(room: &Room, number: &str) -> (Status, Vec<String>) {
    let list = proposals(&room.meeting(), &ProposalFilter::default()).unwrap();
    let row = list
        .iter()
        .find(|row| row.number.as_deref() == Some(number));
    let row = row.unwrap();
    (row.status, row.marks.clone())
}

#[test]
fn of_two_wishes_of_one_party_for_the_same_words_the_one_that_gave_way_is_out_of_the_text() {
    let out = "its words are out of the text".to_owned();
    for at_once in [true, false] {
        let mut room = Room::new();
        let first = tabled(&mut room, "XNO", &keeps("thirty"));
        let second = tabled(&mut room, "XNO", &keeps("forty"));
        let plan = match at_once {
            true => room.act("aly", &compiled(&[])),
            false => {
                room.act("aly", &compiled(&[&first]));
                assert_eq!(stands(&room, &first).0, Status::InText);
                room.act("aly", &compiled(&[&second]))
            }
        };
        assert!(
            room.text("wp1")
                .contains("for [twenty / XNO: forty] years.")
        );
        let told = format!(
            "the words of {first} are out of the text: adref bracket {first} puts them back, adref set-aside {first} says that they stay out"
        );
        assert!(plan.warnings.contains(&told), "{:?}", plan.warnings);
        let (status, marks) = stands(&room, &first);
        assert_eq!(status, Status::UnderDiscussion);
        assert!(marks.contains(&out), "{marks:?}");
        let (status, marks) = stands(&room, &second);
        assert_eq!(status, Status::InText);
        assert!(!marks.contains(&out), "{marks:?}");
        let found = check_document(&room.meeting(), "wp1");
        assert!(found.iter().any(|row| row.finding.code == "out-of-text"));
        // What is hinted at can be done, and the other gives way.
        room.act("aly", &treat(Verb::Bracket, &first));
        assert!(room.text("wp1").contains("[twenty / XNO: thirty]"));
        assert_eq!(stands(&room, &first).0, Status::InText);
        assert_eq!(stands(&room, &second).0, Status::UnderDiscussion);
    }
}

#[test]
fn two_wishes_of_one_party_for_other_words_stand_both() {
    let mut room = Room::new();
    let first = tabled(&mut room, "XNO", &keeps("thirty"));
    let second = tabled(&mut room, "XNO", "Parties keep records for twenty years.");
    let plan = room.act("aly", &compiled(&[]));
    assert!(
        plan.warnings.iter().all(|one| !one.contains("out of")),
        "{:?}",
        plan.warnings
    );
    for number in [&first, &second] {
        assert_eq!(stands(&room, number), (Status::InText, Vec::new()));
    }
}

#[test]
fn what_one_compilation_lays_in_makes_nothing_else_in_it_stale() {
    let mut room = Room::new();
    for (who, years) in [("XNO", "five"), ("XUS", "ten"), ("XEG", "forty")] {
        tabled(&mut room, who, &keeps(years));
    }
    let plan = room.act("aly", &compiled(&[]));
    let told: Vec<&str> = plan.warnings.iter().map(String::as_str).collect();
    assert_eq!(
        told,
        [
            "XNO-1: collides with XEG-1, XUS-1",
            "XUS-1: collides with XEG-1, XNO-1",
            "XEG-1: collides with XNO-1, XUS-1",
        ]
    );
}

#[test]
fn a_refusal_names_what_comes_first_only_where_it_leads_there() {
    let mut room = Room::new();
    let number = tabled(&mut room, "XNO", &keeps("thirty"));
    for (verb, hint) in [
        (Verb::Bracket, "take it up first: adref open XNO-1"),
        (
            Verb::Table,
            "what can be done with it now: adref open XNO-1, adref withdraw XNO-1",
        ),
        (
            Verb::Return,
            "what can be done with it now: adref open XNO-1, adref withdraw XNO-1",
        ),
    ] {
        let refusal = room.plan("aly", &treat(verb, &number)).unwrap_err();
        assert_eq!(refusal.hint.as_deref(), Some(hint), "{verb}");
    }
    room.act("aly", &treat(Verb::Open, &number));
    for verb in [Verb::Table, Verb::Open] {
        let refusal = room.plan("aly", &treat(verb, &number)).unwrap_err();
        let hint = refusal.hint.unwrap();
        assert!(hint.contains("adref park XNO-1"), "{hint}");
    }
}

#[test]
fn where_all_is_handed_in_and_nothing_tabled_it_is_said_what_comes_first() {
    let mut room = Room::new();
    let none = room.plan("aly", &compiled(&[])).unwrap_err();
    assert!(none.hint.unwrap().contains("adref proposals wp1"));
    let words = keeps("thirty");
    room.act(
        "XNO",
        &propose("wp1", "2", wish(ProposalKind::Replace, &words)),
    );
    let none = room.plan("aly", &compiled(&[])).unwrap_err();
    assert_eq!(
        none.because,
        ["none is tabled or under discussion; 1 is handed in"]
    );
    assert_eq!(
        none.hint.as_deref(),
        Some("table them first: adref table wp1")
    );
    room.act("aly", &treat(Verb::Table, "wp1"));
    room.act("aly", &compiled(&[]));
}

#[test]
fn who_joined_a_proposal_leaves_it_by_either_way() {
    let mut room = Room::new();
    let number = tabled(&mut room, "XNO", &keeps("thirty"));
    room.act("XUS", &treat(Verb::CoSponsor, &number));
    let plan = room.plan("XUS", &treat(Verb::Withdraw, &number));
    assert!(plan.unwrap().said.contains("from the sponsors of"));
    let refusal = room
        .plan("XEG", &treat(Verb::Withdraw, &number))
        .unwrap_err();
    assert!(refusal.hint.unwrap().contains("--as XNO"));
    let card = proposal(&room.meeting(), &number).unwrap();
    let joined = card.acts.iter().find(|act| act.by == "XUS").unwrap();
    let leave = Command::Retract {
        acts: vec![joined.id.clone().into()],
        reason: None,
    };
    room.act("XUS", &leave);
    let card = proposal(&room.meeting(), &number).unwrap();
    assert!(card.row.cosponsors.is_empty());
}

/// Tables, opens and accepts a wish: its number, and what was said of it.
fn accepted(room: &mut Room, who: &str, kind: ProposalKind, words: &str) -> (String, Vec<String>) {
    let number = room.on_the_table(who, "2", wish(kind, words));
    let plan = room.act("aly", &treat(Verb::Accept, &number));
    (number, plan.warnings)
}

fn overtaken(room: &Room) -> Vec<String> {
    let found = check_document(&room.meeting(), "wp1").into_iter();
    let found = found.filter(|row| row.finding.code == "overtaken");
    found.map(|row| row.finding.message).collect()
}

#[test]
fn an_accepted_proposal_whose_words_give_way_to_another_is_told_as_overtaken() {
    let mut room = Room::new();
    let (first, said) = accepted(&mut room, "XNO", ProposalKind::Replace, &keeps("thirty"));
    assert_eq!(said, Vec::<String>::new());
    let (second, said) = accepted(&mut room, "XUS", ProposalKind::Replace, &keeps("forty"));
    let told =
        format!("words that {first} brought, which is accepted, give way to those of {second}");
    assert!(said.iter().any(|one| one.starts_with(&told)), "{said:?}");
    let gave_way = format!("words of it gave way to {second}");
    assert_eq!(stands(&room, &first), (Status::Accepted, vec![gave_way]));
    assert_eq!(stands(&room, &second), (Status::Accepted, Vec::new()));
    assert_eq!(overtaken(&room).len(), 1);
    // What is hinted at can be done, and is the end of it.
    room.act("aly", &treat(Verb::Reopen, &first));
    let merge = Command::Treat {
        verb: Verb::Merge,
        proposals: vec![first.clone()],
        into: Some(second.clone()),
        wording: None,
        reason: None,
    };
    room.act("aly", &merge);
    assert_eq!(
        (stands(&room, &first).0, overtaken(&room)),
        (Status::Merged, Vec::new())
    );
    for _ in 0..3 {
        room.act("aly", &Command::Undo { reason: None });
    }
    // The second taken back, the first stands again.
    assert_eq!(stands(&room, &first), (Status::Accepted, Vec::new()));
    assert!(room.text("wp1").contains(&keeps("thirty")));
}

#[test]
fn a_paragraph_that_is_taken_out_overtakes_whoever_changed_it_and_words_beside_overtake_nobody() {
    let mut room = Room::new();
    let (first, _) = accepted(&mut room, "XNO", ProposalKind::Replace, &keeps("thirty"));
    let beside = keeps("thirty").replace("States", "All States");
    accepted(&mut room, "XUS", ProposalKind::Replace, &beside);
    assert_eq!(overtaken(&room), Vec::<String>::new());
    let (last, _) = accepted(&mut room, "XEG", ProposalKind::Delete, "");
    let told = overtaken(&room);
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(
        told.iter()
            .all(|one| one.contains(&format!("gave way to {last}")))
    );
    assert!(
        stands(&room, &first)
            .1
            .iter()
            .any(|one| one.contains(&last))
    );
}

#[test]
fn a_paragraph_that_was_added_is_overtaken_by_whoever_changes_it() {
    let mut room = Room::new();
    let (first, _) = accepted(&mut room, "XNO", ProposalKind::Add, "States share them.");
    let number = room.on_the_table(
        "XUS",
        "2 bis",
        wish(ProposalKind::Replace, "States print them."),
    );
    room.act("aly", &treat(Verb::Accept, &number));
    let told = overtaken(&room);
    assert_eq!(told.len(), 1);
    assert!(told[0].starts_with(&first), "{told:?}");
}
