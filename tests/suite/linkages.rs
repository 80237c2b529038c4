//! What a position waits for: a paragraph that keeps its place when it gets another number, a proposal, nothing that is not there.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use adref::ops::{Aim, Command, Shown, board};
use adref::record::Verb;

use crate::ops::{Room, UNEVEN, issue, paragraph};

fn waits(aim: Aim, until: &str) -> Command {
    Command::Take {
        verb: Verb::Support,
        aim,
        reason: None,
        condition: None,
        until: Some(until.to_owned()),
        awaiting: false,
        text: None,
    }
}

fn room() -> Room {
    let mut room = Room::new();
    room.files.insert(
        "drafts/outcome/text.md".to_owned(),
        UNEVEN.as_bytes().to_vec(),
    );
    room
}

fn reasons(room: &Room, document: &str, name: &str) -> Vec<String> {
    let meeting = room.meeting();
    let text = meeting.text(document).unwrap();
    let mut paragraphs = text.paragraphs().iter();
    let index = paragraphs
        .find(|one| text.name(one.index) == name)
        .unwrap()
        .index;
    meeting.standings(document).unwrap()[index].reasons.clone()
}

#[test]
fn a_linkage_follows_its_paragraph_to_the_number_that_it_gets() {
    let mut room = room();
    room.act("XUS", &waits(paragraph("outcome", "1"), "3"));
    room.act("XNO", &waits(paragraph("wp1", "1"), "outcome 3"));
    assert!(reasons(&room, "outcome", "1").contains(&"XUS waits for 3".to_owned()));
    // 1 bis becomes 2, 3 stays 3; so that numbers change hands, a paragraph goes in before it by hand.
    let text = room
        .text("outcome")
        .replace("3. A State", "2. New and nobody's.\n\n3. A State");
    room.files
        .insert("drafts/outcome/text.md".to_owned(), text.into_bytes());
    room.act("aly", &issue("2", Shown::Kept, Some("as it stands")));
    assert!(room.text("outcome").contains("4. A State that cannot"));
    assert!(reasons(&room, "outcome", "1").contains(&"XUS waits for 4".to_owned()));
    assert!(reasons(&room, "wp1", "1").contains(&"XNO waits for outcome 4".to_owned()));
    let board = board(&room.meeting(), Some("outcome")).unwrap();
    let row = board.documents[0]
        .rows
        .iter()
        .find(|row| row.name == "1")
        .unwrap();
    assert!(
        row.blocks
            .iter()
            .any(|block| block.on.as_deref() == Some("4"))
    );
}

#[test]
fn what_nothing_is_called_is_not_waited_for() {
    let mut room = room();
    let refused = room
        .plan("XUS", &waits(paragraph("outcome", "1"), "the money"))
        .unwrap_err();
    assert_eq!(refused.what, "nothing in outcome is called the money");
    assert!(refused.hint.unwrap().contains("--condition"));
    // In another document than the one that it is said of.
    room.act("XUS", &waits(paragraph("outcome", "1"), "wp1 2"));
    assert!(reasons(&room, "outcome", "1").contains(&"XUS waits for wp1 2".to_owned()));
}
