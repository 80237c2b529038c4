//! Amendments to proposals: filed under them, taken in with the sponsor's word or in its place, falling and coming back with them.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use adref::consensus::Status;
use adref::ops::{Aim, Command, ProposalFilter, proposal, proposals};
use adref::record::{ProposalKind, Verb};

use crate::ops::{Room, propose, take, treat, wish};

const YEARS: &str = "States keep records for thirty years.";

fn amend(name: &str, wanted: &str) -> Command {
    Command::Propose {
        aim: Aim::Proposal(name.to_owned()),
        wish: wish(ProposalKind::Replace, wanted),
    }
}

/// A proposal of XNO on the table, and an amendment of XUS to it, both taken up: their numbers.
fn room() -> (Room, String, String) {
    let mut room = Room::new();
    let base = room.on_the_table("XNO", "2", wish(ProposalKind::Replace, YEARS));
    let plan = room.act("XUS", &amend(&base, "States keep records for forty years."));
    let slug = plan.proposals[0].to_string();
    for verb in [Verb::Table, Verb::Open] {
        room.act("aly", &treat(verb, &slug));
    }
    let number = proposal(&room.meeting(), &slug)
        .unwrap()
        .row
        .number
        .unwrap();
    (room, base, number)
}

fn status(room: &Room, name: &str) -> Status {
    proposal(&room.meeting(), name).unwrap().row.status
}

fn wanted(room: &Room, name: &str) -> String {
    proposal(&room.meeting(), name).unwrap().wanted
}

fn merge(one: &str, into: &str) -> Command {
    Command::Treat {
        verb: Verb::Merge,
        proposals: vec![one.to_owned()],
        into: Some(into.to_owned()),
        wording: None,
        reason: None,
    }
}

#[test]
fn an_amendment_stands_under_its_proposal_and_collides_with_others_only() {
    let (mut room, base, amendment) = room();
    let other = room.on_the_table("XEG", "1", wish(ProposalKind::Comment, "When?"));
    let rows = proposals(&room.meeting(), &ProposalFilter::default()).unwrap();
    let names: Vec<&str> = rows
        .iter()
        .filter_map(|row| row.number.as_deref())
        .collect();
    assert_eq!(names, [other.as_str(), base.as_str(), amendment.as_str()]);
    assert_eq!(rows[2].amends.as_ref(), Some(&base));
    assert_eq!((rows[1].collides.len(), rows[2].collides.len()), (0, 0));
    let card = proposal(&room.meeting(), &base).unwrap();
    assert_eq!(card.amendments.len(), 1);
    let card = proposal(&room.meeting(), &amendment).unwrap();
    assert!(
        card.wording
            .iter()
            .any(|one| format!("{one:?}").contains("forty"))
    );
}

#[test]
fn it_is_taken_in_with_the_word_of_the_sponsor_and_not_without() {
    let (mut room, base, amendment) = room();
    let text = room.text("wp1");
    let refusal = room
        .plan("aly", &treat(Verb::Accept, &amendment))
        .unwrap_err();
    assert!(refusal.what.contains("without XNO"), "{refusal:?}");
    assert!(
        refusal
            .hint
            .unwrap()
            .contains(&format!("adref merge {base} --into {amendment}"))
    );
    room.act(
        "XNO",
        &take(Verb::CanAccept, Aim::Proposal(amendment.clone())),
    );
    room.act("aly", &treat(Verb::Accept, &amendment));
    assert_eq!(wanted(&room, &base), "States keep records for forty years.");
    assert_eq!(
        (status(&room, &base), status(&room, &amendment)),
        (Status::UnderDiscussion, Status::Accepted)
    );
    // The text is not touched by it: the proposal is still before the room.
    assert_eq!(room.text("wp1"), text);
    room.act("aly", &treat(Verb::Accept, &base));
    assert!(
        room.text("wp1")
            .contains("2. States keep records for forty years.\n")
    );
    room.act("aly", &Command::Undo { reason: None });
    room.act("aly", &Command::Undo { reason: None });
    assert_eq!(wanted(&room, &base), YEARS);
    assert_eq!(room.text("wp1"), text);
}

#[test]
fn where_its_proposal_stands_in_the_text_the_words_there_change() {
    let (mut room, base, amendment) = room();
    room.act("aly", &treat(Verb::Bracket, &base));
    assert!(room.text("wp1").contains("[twenty / XNO: thirty]"));
    room.act(
        "XNO",
        &take(Verb::Support, Aim::Proposal(amendment.clone())),
    );
    room.act("aly", &treat(Verb::Accept, &amendment));
    assert!(
        room.text("wp1").contains("[twenty / XNO: forty]"),
        "{}",
        room.text("wp1")
    );
    room.act("aly", &Command::Undo { reason: None });
    assert!(room.text("wp1").contains("[twenty / XNO: thirty]"));
    assert_eq!(wanted(&room, &base), YEARS);
}

#[test]
fn it_takes_the_place_of_its_proposal_where_the_sponsor_does_not_agree() {
    let (mut room, base, amendment) = room();
    room.act("aly", &merge(&base, &amendment));
    room.act("aly", &treat(Verb::Accept, &amendment));
    assert!(
        room.text("wp1")
            .contains("2. States keep records for forty years.\n")
    );
    assert_eq!(status(&room, &base), Status::Merged);
}

#[test]
fn it_falls_with_its_proposal_and_comes_back_with_it() {
    let (mut room, base, amendment) = room();
    let plan = room.act(
        "XEG",
        &amend(&amendment, "States keep records for fifty years."),
    );
    let deeper = plan.proposals[0].to_string();
    room.act("XNO", &treat(Verb::Withdraw, &base));
    assert_eq!(
        (status(&room, &amendment), status(&room, &deeper)),
        (Status::Lapsed, Status::Lapsed)
    );
    let refusal = room
        .plan("aly", &treat(Verb::Accept, &amendment))
        .unwrap_err();
    assert!(
        refusal
            .because
            .join(" ")
            .contains(&format!("it amends {base}, which is withdrawn"))
    );
    assert!(
        room.plan("XEG", &amend(&base, "States keep no records."))
            .is_err()
    );
    room.act("XNO", &treat(Verb::Reintroduce, &base));
    assert_eq!(status(&room, &base), Status::Tabled);
    assert_eq!(
        (status(&room, &amendment), status(&room, &deeper)),
        (Status::UnderDiscussion, Status::Submitted)
    );
}

#[test]
fn what_wants_no_words_or_is_decided_has_no_amendment() {
    let (mut room, base, amendment) = room();
    let gone = room.on_the_table("XEG", "2", wish(ProposalKind::Delete, ""));
    for (who, command, why) in [
        ("XUS", amend(&gone, "States."), "wants no words"),
        ("XUS", amend(&base, YEARS), "says so already"),
        ("XUS", amend(&base, " "), "without words"),
        ("XUS", amend("XNO-9", "States."), "no proposal"),
    ] {
        let refusal = room.plan(who, &command).unwrap_err();
        assert!(refusal.what.contains(why), "{refusal:?}");
    }
    room.act("aly", &treat(Verb::SetAside, &base));
    assert_eq!(status(&room, &amendment), Status::Lapsed);
    assert!(
        room.plan(
            "XUS",
            &propose("wp1", "2", wish(ProposalKind::Replace, YEARS))
        )
        .is_ok()
    );
}

#[test]
fn a_number_typed_before_a_new_paragraph_is_its_number_and_none_of_its_words() {
    let room = crate::kit::Room::meeting();
    let run = |words: &[&str]| {
        let out = room.adref(words).output().unwrap();
        let said = String::from_utf8(out.stdout).unwrap() + &String::from_utf8(out.stderr).unwrap();
        assert!(out.status.success(), "{words:?}: {said}");
        said
    };
    let tabled = |who: &str, words: &str| {
        let filed = run(&[
            "propose", "wp1", "2", "--after", "--text", words, "--as", who, "--json",
        ]);
        let filed: serde_json::Value = serde_json::from_str(&filed).unwrap();
        let slug = filed["proposals"][0].as_str().unwrap().to_owned();
        let said = run(&["table", &slug, "--as", "aly"]);
        let number = said
            .lines()
            .next()
            .unwrap()
            .rsplit(" as ")
            .next()
            .unwrap()
            .to_owned();
        run(&["open", &number, "--as", "aly"]);
        number
    };
    let has = |line: &str| {
        let text = room.text("drafts/wp1/text.md");
        assert_eq!(
            text.lines().filter(|one| *one == line).count(),
            1,
            "{line}: {text}"
        );
    };
    let first = tabled("XUS", "2 bis. States count lanterns.");
    run(&["bracket", &first, "--as", "aly"]);
    has("2 bis. [XUS: States count lanterns.]");
    // A number that is taken is not given twice.
    let second = tabled("XNO", "2 bis. Lanterns are red.");
    run(&["bracket", &second, "--as", "aly"]);
    has("2 ter. [XNO: Lanterns are red.]");
    run(&["accept", &first, "--as", "aly"]);
    has("2 bis. States count lanterns.");
    run(&["accept", &second, "--as", "aly"]);
    has("2 ter. Lanterns are red.");
}

#[test]
fn a_meeting_is_begun_from_text_and_not_from_what_is_none() {
    let room = crate::kit::Room::meeting();
    for (bytes, says) in [
        (b"\x89PNG\r\n\x1a\n\0\0".as_slice(), "a.md:1:1"),
        (
            b"1. States act.\n\n2. Adopt\xe9 ici.\n".as_slice(),
            "a.md:3:9",
        ),
    ] {
        std::fs::write(room.path().join("a.md"), bytes).unwrap();
        let out = room
            .adref(&["new", "m", "--draft", "wp1=a.md"])
            .output()
            .unwrap();
        let said = String::from_utf8(out.stderr).unwrap();
        assert!(!out.status.success() && said.contains(says), "{said}");
        assert!(!room.path().join("m").exists());
    }
}
