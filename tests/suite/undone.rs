//! What goes with an act that is taken back, and comes back with it: numbers in proposals, entries of the list of sources.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use adref::ops::{Command, Shown, page, proposal, queue, sources};
use adref::record::{ActId, ProposalKind, Verb};

use crate::ops::{
    Room, UNEVEN, declined, issue, paragraph, propose, rule, source, taken, treat, wish,
};

fn uneven() -> Room {
    let mut room = Room::new();
    room.files.insert(
        "drafts/outcome/text.md".to_owned(),
        UNEVEN.as_bytes().to_vec(),
    );
    room
}

fn wanted(room: &Room, slug: &str) -> String {
    proposal(&room.meeting(), slug).unwrap().wanted
}

fn undo() -> Command {
    Command::Undo { reason: None }
}

fn back(act: &ActId) -> Command {
    Command::Retract {
        acts: vec![act.clone()],
        reason: None,
    }
}

#[test]
fn open_proposals_name_paragraphs_by_the_new_numbers_after_an_issue_and_by_the_old_ones_without_it()
{
    let mut room = uneven();
    let mut file = |who: &str, address: &str, kind, words: &str| {
        let plan = room.act(who, &propose("outcome", address, wish(kind, words)));
        plan.proposals.first().unwrap().to_string()
    };
    let own = "A State that cannot do as paragraph 1 bis above asks explains why.";
    let replaced = file("XNO", "3", ProposalKind::Replace, own);
    let added = file(
        "XEG",
        "1",
        ProposalKind::Add,
        "Paragraphs 1 bis and 3 above do not bind those under paragraph 3 of the Instrument.",
    );
    let free = file("XUS", "1", ProposalKind::Delete, "");
    let elsewhere = file(
        "GN",
        "4",
        ProposalKind::Replace,
        "The questions of paragraphs 3 and 4 are closed. Those of paragraph 3 of the Instrument are not.",
    );
    let remark = file(
        "XUS",
        "1",
        ProposalKind::Comment,
        "See paragraph 1 bis above.",
    );
    let fallen = file("XUS", "3", ProposalKind::Replace, own);
    room.act("XUS", &treat(Verb::Withdraw, &fallen));
    let tabled = [&replaced, &added, &free, &elsewhere, &remark, &fallen];
    let before: Vec<String> = tabled.iter().map(|one| wanted(&room, one)).collect();
    let plan = room.act("aly", &issue("2", Shown::Kept, None));
    assert!(
        plan.edit.body.contains("with the new numbers"),
        "{}",
        plan.edit.body
    );
    assert_eq!(
        wanted(&room, &replaced),
        "A State that cannot do as paragraph 2 above asks explains why."
    );
    assert_eq!(
        wanted(&room, &added),
        "Paragraphs 2 and 3 above do not bind those under paragraph 3 of the Instrument."
    );
    for kept in [&free, &elsewhere, &remark, &fallen] {
        let at = tabled.iter().position(|one| *one == kept).unwrap();
        assert_eq!(wanted(&room, kept), before[at]);
    }
    // None of them is stale by it, though paragraph 3 itself says another number now.
    assert_eq!(queue(&room.meeting(), None).unwrap().queue.len(), 0);
    // Its file stays as it was tabled.
    let path = format!("drafts/outcome/proposals/{replaced}.md");
    assert!(String::from_utf8_lossy(&room.files[&path]).contains("1 bis"));
    let numbered = room.text("outcome");
    let plan = room.act("aly", &undo());
    assert_eq!(room.text("outcome"), UNEVEN);
    let now: Vec<String> = tabled.iter().map(|one| wanted(&room, one)).collect();
    assert_eq!(now, before);
    // The undo taken back, and that again.
    let first = plan.acts.first().unwrap().clone();
    let plan = room.act("aly", &back(&first));
    assert_eq!(room.text("outcome"), numbered);
    assert!(wanted(&room, &replaced).contains("paragraph 2 above"));
    assert!(wanted(&room, &added).contains("Paragraphs 2 and 3"));
    let again = plan.acts.first().unwrap().clone();
    room.act("aly", &back(&again));
    let now: Vec<String> = tabled.iter().map(|one| wanted(&room, one)).collect();
    assert_eq!((now, room.text("outcome")), (before, UNEVEN.to_owned()));
}

#[test]
fn a_wish_that_stands_in_the_text_is_taken_in_with_the_numbers_of_the_revision() {
    let mut room = uneven();
    let words = "A State that cannot do as paragraph 1 bis above asks explains why.";
    let plan = room.act(
        "XNO",
        &propose("outcome", "3", wish(ProposalKind::Replace, words)),
    );
    let slug = plan.proposals.first().unwrap().to_string();
    for verb in [Verb::Table, Verb::Open, Verb::Bracket] {
        room.act("aly", &treat(verb, &slug));
    }
    room.act("aly", &issue("2", Shown::Kept, None));
    assert!(wanted(&room, &slug).contains("paragraph 2 above"));
    room.act("aly", &treat(Verb::Accept, &slug));
    let text = room.text("outcome");
    assert!(
        text.contains("\n3. A State that cannot do as paragraph 2 above asks explains why.\n"),
        "{text}"
    );
}

#[test]
fn a_number_in_the_chapeau_reopens_nothing_and_another_word_in_it_is_named() {
    let mut room = Room::new();
    let text = |first: &str, number: &str| {
        format!(
            "---\nsymbol: A/SM/2008/WP.5\ntitle: Outcome\nkind: outcome\nlanguage: en\n---\n\n\
             1. States act.\n\n1 bis. States go on.\n\n3. {first} paragraph {number} above asks:\n\n   (a) to mark every lantern;\n\n   (b) to keep records.\n"
        )
    };
    room.files.insert(
        "drafts/outcome/text.md".to_owned(),
        text("States decide, as", "1 bis").into_bytes(),
    );
    room.act(
        "aly",
        &rule(Verb::Agree, paragraph("outcome", "3/(a)"), None),
    );
    let codes = |room: &Room| -> Vec<&'static str> {
        let rows = page(&room.meeting(), "outcome", None).unwrap().rows;
        let row = rows.iter().find(|row| row.name == "3(a)").unwrap();
        row.standing
            .findings
            .iter()
            .map(|(code, _)| *code)
            .collect()
    };
    assert_eq!(codes(&room), [""; 0]);
    room.act("aly", &issue("1", Shown::Kept, None));
    assert!(room.text("outcome").contains("as paragraph 2 above asks"));
    assert_eq!(codes(&room), ["reference-updated"]);
    // Nothing stands in the way of the next one.
    room.act("aly", &issue("2", Shown::Kept, None));
    let over = room
        .meeting()
        .draft("outcome")
        .unwrap()
        .version
        .clone()
        .unwrap();
    let other = room
        .text("outcome")
        .replace("States decide", "States consider");
    let rewrite = Command::Rewrite {
        document: "outcome".to_owned(),
        text: other.into_bytes(),
        over,
        reason: None,
    };
    room.act("aly", &rewrite);
    assert_eq!(codes(&room), ["chapeau-changed"]);
}

const SOURCES: &str = "drafts/outcome/sources.yaml";

#[test]
fn what_was_noted_of_a_source_is_taken_back_as_every_act_is() {
    let mut room = Room::new();
    let listed = |room: &Room| sources(&room.meeting(), Some("outcome"), None).unwrap();
    room.act("aly", &source("outcome", taken("2", &["wp1 1"])));
    room.act(
        "goh",
        &source("outcome", declined("wp1 2", Some("Not now."))),
    );
    let both = room.files[SOURCES].clone();
    // Nobody undoes another's.
    let plan = room.act("aly", &undo());
    assert_eq!(
        (listed(&room).paragraphs.len(), listed(&room).declined.len()),
        (0, 1)
    );
    let retraction = plan.acts.first().unwrap().clone();
    let plan = room.act("aly", &back(&retraction));
    assert_eq!(listed(&room).paragraphs.len(), 1);
    room.act("aly", &back(plan.acts.first().unwrap()));
    assert_eq!(listed(&room).paragraphs.len(), 0);
    room.act("goh", &undo());
    // Without an entry the file is gone, as it was before the first.
    assert!(!room.files.contains_key(SOURCES));
    assert_eq!(String::from_utf8(both).unwrap().lines().count(), 3);
}

#[test]
fn an_entry_is_found_under_the_number_that_a_revision_gave_its_paragraph_and_one_changed_by_hand_is_left()
 {
    let mut room = uneven();
    let plan = room.act("goh", &source("outcome", taken("1 bis", &["wp1 3"])));
    let act = plan.acts.first().unwrap().clone();
    room.act("aly", &issue("2", Shown::Kept, None));
    assert!(String::from_utf8_lossy(&room.files[SOURCES]).contains("I/2"));
    let plan = room.act("goh", &back(&act));
    assert!(!room.files.contains_key(SOURCES));
    room.act("goh", &back(plan.acts.first().unwrap()));
    let list = String::from_utf8_lossy(&room.files[SOURCES]).into_owned();
    assert!(list.contains("paragraph: I/2,"), "{list}");
    room.files.insert(
        SOURCES.to_owned(),
        list.replace("adapted", "verbatim").into_bytes(),
    );
    let kept = room.files[SOURCES].clone();
    let plan = room.act("goh", &back(&act_again(&room)));
    assert!(
        plan.warnings.iter().any(|one| one.contains("by hand")),
        "{:?}",
        plan.warnings
    );
    assert_eq!(room.files[SOURCES], kept);
}

/// The last act of the secretariat's file.
fn act_again(room: &Room) -> ActId {
    let acts = String::from_utf8_lossy(&room.files["drafts/outcome/acts/goh.yaml"]).into_owned();
    let line = acts.lines().last().unwrap();
    let id = line
        .trim_start_matches("- {id: ")
        .split(',')
        .next()
        .unwrap();
    ActId::from(id.trim_matches('"'))
}
