//! A term replaced everywhere: every place shown, whole words only, what looks like it named and left, in six languages; in and out as one.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use adref::consensus::Status;
use adref::ops::{Aim, Command, proposal};
use adref::record::{ProposalKind, Verb};

use crate::ops::{Room, treat, wish};

fn everywhere(term: &str, wanted: &str) -> Command {
    let mut wish = wish(ProposalKind::Throughout, wanted);
    wish.term = Some(term.to_owned());
    Command::Propose {
        aim: Aim::Document("wp1".to_owned()),
        wish,
    }
}

fn room(paragraphs: &str) -> Room {
    let mut room = Room::new();
    let front = "---\nsymbol: A/SM/2008/WP.1\ntitle: Marking\nkind: discussion-paper\nlanguage: en\n---\n\n";
    room.files.insert(
        "drafts/wp1/text.md".to_owned(),
        format!("{front}{paragraphs}").into_bytes(),
    );
    room
}

const RECORDS: &str = "1. Records are kept. States [shall / GN: should] open their records, not their RECORDS.\n\n\
    2. Recorders record.\n\n\
    3. [XUS: States share those records with each other.]\n\n\
    4. See [records of the past](../records.md).\n";

fn body(room: &Room) -> String {
    let text = room.text("wp1");
    text.split_once("---\n\n").unwrap().1.to_owned()
}

#[test]
fn every_place_is_shown_before_it_is_filed_and_on_its_card() {
    let mut room = room(RECORDS);
    let plan = room.act("XNO", &everywhere("records", "archives"));
    let shown: Vec<&str> = plan
        .words
        .iter()
        .filter(|(_, words)| words.contains("{+"))
        .map(|(name, _)| name.as_str())
        .collect();
    assert_eq!(shown, ["1", "1", "3", "4"]);
    assert!(
        plan.words
            .iter()
            .any(|(_, words)| words.starts_with("[-Records-]{+Archives+} are"))
    );
    assert_eq!(plan.warnings, ["“RECORDS” in 1 stays: in other letters"]);
    let card = proposal(&room.meeting(), &plan.proposals[0].to_string()).unwrap();
    let places = card.places.unwrap();
    assert_eq!((places.places.len(), places.left.len()), (4, 1));
    let refused = room
        .plan("XNO", &everywhere("record", "archive"))
        .map(|plan| plan.said);
    assert!(refused.is_ok(), "2 says record");
    let refused = room
        .plan("XNO", &everywhere("recorder", "archivist"))
        .unwrap_err();
    assert_eq!(
        refused.because,
        ["“Recorders” in 2 stays: inside another word"]
    );
    assert!(room.plan("XNO", &everywhere("records", "records")).is_err());
}

#[test]
fn it_is_taken_in_by_one_act_and_taken_back_by_one() {
    let mut room = room(RECORDS);
    let before = room.text("wp1");
    let slug = room
        .act("XNO", &everywhere("records", "archives"))
        .proposals[0]
        .to_string();
    for verb in [Verb::Table, Verb::Open] {
        room.act("aly", &treat(verb, &slug));
    }
    let plan = room.act("aly", &treat(Verb::Accept, &slug));
    assert_eq!(plan.acts.len(), 1);
    // What XUS wants there is for XUS to change.
    assert_eq!(
        plan.warnings,
        [
            "“RECORDS” in 1 stays: in other letters",
            "“records” in 3 stays: in words that another asks for"
        ]
    );
    assert_eq!(
        body(&room),
        "1. Archives are kept. States [shall / GN: should] open their archives, not their RECORDS.\n\n\
         2. Recorders record.\n\n\
         3. [XUS: States share those records with each other.]\n\n\
         4. See [archives of the past](../records.md).\n"
    );
    room.act("aly", &Command::Undo { reason: None });
    assert_eq!(room.text("wp1"), before);
}

#[test]
fn put_into_brackets_and_set_aside_it_leaves_the_text_as_it_was() {
    let mut room = room(RECORDS);
    let before = room.text("wp1");
    let slug = room
        .act("XNO", &everywhere("records", "archives"))
        .proposals[0]
        .to_string();
    for verb in [Verb::Table, Verb::Open, Verb::Bracket] {
        room.act("aly", &treat(verb, &slug));
    }
    assert!(body(&room).contains("XNO: archives"), "{}", body(&room));
    room.act("aly", &treat(Verb::SetAside, &slug));
    assert_eq!(room.text("wp1"), before);
    let card = proposal(&room.meeting(), &slug).unwrap();
    assert_eq!(card.row.status, Status::NotSupported);
}

#[test]
fn whole_words_go_and_come_in_six_languages() {
    for (text, term, wanted, then) in [
        (
            "1. States keep records; a stateless State's records.",
            "State",
            "Government",
            "1. States keep records; a stateless Government's records.",
        ),
        (
            "1. Les États et l’État, d’un État à l’autre; l’étatisme.",
            "État",
            "Gouvernement",
            "1. Les États et l’Gouvernement, d’un Gouvernement à l’autre; l’étatisme.",
        ),
        (
            "1. Armas pequeñas y armas ligeras; armas-trampa.",
            "armas",
            "municiones",
            "1. Municiones pequeñas y municiones ligeras; armas-trampa.",
        ),
        (
            "1. Государства несут ответственность. Обязанности государства велики.",
            "государства",
            "страны",
            "1. Страны несут ответственность. Обязанности страны велики.",
        ),
        (
            "1. على الدول أن تتعاون والدول الأخرى.",
            "الدول",
            "الحكومات",
            "1. على الحكومات أن تتعاون والدول الأخرى.",
        ),
        (
            "1. 各国应加强国家能力。",
            "国家",
            "政府",
            "1. 各国应加强政府能力。",
        ),
    ] {
        let mut room = room(&format!("{text}\n"));
        let slug = room.act("XNO", &everywhere(term, wanted)).proposals[0].to_string();
        for verb in [Verb::Table, Verb::Open, Verb::Accept] {
            room.act("aly", &treat(verb, &slug));
        }
        assert_eq!(body(&room), format!("{then}\n"));
    }
}
