//! The desk of who comes back: what came in since, the fate of one's own, and when one was last here.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use adref::ops::{Command, Shown, desk, matrix};
use adref::record::{ProposalKind, Verb};
use adref::text::Address;
use adref::workspace::Workspace;

use crate::kit::{self, noon};
use crate::ops::{Room, paragraph, propose, take, treat, wish};

#[test]
fn what_others_did_since_is_told_in_order_and_what_one_did_oneself_is_not() {
    let mut room = Room::new();
    let own = room.on_the_table("XNO", "2", wish(ProposalKind::Comment, "Why?"));
    room.act("XUS", &take(Verb::Oppose, paragraph("wp1", "1")));
    let since = room.meeting().now;
    let theirs = propose("wp1", "1", wish(ProposalKind::Comment, "When?"));
    let theirs = room.act("XEG", &theirs).proposals[0].to_string();
    room.act("XNO", &take(Verb::Support, paragraph("wp1", "2")));
    room.act("aly", &treat(Verb::SetAside, &own));
    let meeting = room.meeting();
    let told = |since| {
        let desk = desk(&meeting, Some("XNO"), since);
        let fresh = desk.items.iter().filter(|item| item.fresh);
        fresh.map(|item| item.sentence.clone()).collect::<Vec<_>>()
    };
    let new = told(Some(since));
    // The newest first: what became of its own, then what another handed in; neither its own position nor what was there before.
    assert_eq!(new.len(), 2, "{new:?}");
    assert!(
        new[0].starts_with(&own) && new[0].contains("not supported"),
        "{new:?}"
    );
    assert!(new[1].contains(&format!("XEG submits {theirs}")), "{new:?}");
    // Who was never here is told what waits, and nothing of it is new.
    assert_eq!(told(None), [""; 0]);
    assert!(
        desk(&meeting, Some("XNO"), None)
            .items
            .iter()
            .all(|item| !item.sentence.contains(&theirs))
    );
    // A facilitator finds it among what is to be tabled, once.
    let pile = desk(&meeting, Some("aly"), Some(since)).items;
    let of_it = pile
        .iter()
        .filter(|item| item.proposal.as_ref().is_some_and(|slug| slug.0 == theirs));
    assert_eq!(of_it.count(), 1, "{pile:?}");
    let pile = desk(&meeting, Some("aly"), Some(since)).items;
    assert!(
        pile.iter()
            .any(|item| item.fresh && item.sentence.contains("XNO supports")),
        "{pile:?}"
    );
}

#[test]
fn who_was_away_for_ten_minutes_was_here_before_and_each_has_visits_of_their_own() {
    let room = kit::Room::meeting();
    let workspace = Workspace::open(room.path()).unwrap();
    let here = |who: &str, minutes: i64| {
        let now = noon().plus_seconds(60 * minutes);
        workspace
            .last_here(who, now)
            .map(|time| (time.unix() - noon().unix()) / 60)
    };
    assert_eq!(here("XNO", 0), None);
    // Started again at once it is the same visit.
    assert_eq!(here("XNO", 5), None);
    assert_eq!(here("XNO", 60), Some(5));
    assert_eq!(here("XNO", 62), Some(5));
    assert_eq!(here("XUS", 62), None);
    assert_eq!(here("XNO", 90), Some(62));
    // Nothing of it is in the record.
    room.is_whole_and_clean();
}

#[test]
fn a_matrix_is_asked_for_by_whatever_name_a_document_has() {
    let mut room = Room::new();
    room.act("XUS", &take(Verb::Oppose, paragraph("wp1", "1")));
    let meeting = room.meeting();
    let by_id = matrix(&meeting, Some("wp1")).unwrap();
    assert!(!by_id.rows.is_empty());
    assert_eq!(matrix(&meeting, Some("WP.1")).unwrap(), by_id);
    assert!(matrix(&meeting, Some("nothing")).is_err());
}

#[test]
fn the_secretariat_is_told_what_has_to_be_issued() {
    let mut room = Room::new();
    let told = |room: &Room, who: &str| {
        let items = desk(&room.meeting(), Some(who), None).items.into_iter();
        let of_it =
            items.filter(|item| item.document == "wp1" && item.sentence.contains("adref issue"));
        of_it.map(|item| item.sentence).collect::<Vec<_>>()
    };
    assert_eq!(
        told(&room, "goh"),
        ["never issued: adref issue wp1 sends it out"]
    );
    assert_eq!(told(&room, "aly"), [""; 0]);
    room.act(
        "goh",
        &Command::Issue {
            document: "wp1".to_owned(),
            revision: "1".to_owned(),
            symbol: None,
            brackets: Shown::Kept,
            names: Shown::Kept,
            reason: None,
        },
    );
    assert_eq!(told(&room, "goh"), [""; 0]);
    room.act(
        "aly",
        &Command::Edit {
            document: "wp1".to_owned(),
            paragraph: Address::new("2"),
            words: "All States keep records for twenty years.".to_owned(),
            on: None,
            reason: None,
        },
    );
    assert_eq!(
        told(&room, "goh"),
        ["other words than in A/SM/2008/WP.1/Rev.1: adref issue wp1 sends them out"]
    );
}

#[test]
fn acts_bear_the_clock_of_the_meetings_zone_whatever_clock_the_machine_has() {
    let room = Room::new();
    // The same instant, as a machine in Nairobi tells it.
    let there: adref::moment::Moment = "2008-07-17T19:30+03:00".parse().unwrap();
    let meeting = adref::meeting::Meeting::read(room.meeting().snapshot().clone(), there);
    assert_eq!(meeting.now, there);
    assert_eq!(meeting.now.to_string(), "2008-07-17T12:30-04:00");
}
