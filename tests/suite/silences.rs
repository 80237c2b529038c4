//! When a silence ends: as it is said, by the clock on the wall, or as the meeting's rules have it.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use crate::kit::Room;

fn says(room: &Room, words: &[&str]) -> (bool, String) {
    let output = room.run_at(room.path(), "chair", words);
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let said = text(output.stdout) + &text(output.stderr);
    (output.status.success(), said)
}

#[test]
fn a_silence_ends_when_it_is_said_or_by_the_rules_where_nothing_is_said() {
    let room = Room::meeting();
    for (words, ends) in [
        (["open-silence", "wp1", "1"].as_slice(), "2008-07-20T12:00"),
        (
            &["open-silence", "wp1", "2", "--closes", "18:00"],
            "2008-07-17T18:00",
        ),
        (
            &["open-silence", "wp1", "3", "--closes", "2008-07-21T10:00"],
            "2008-07-21T10:00",
        ),
    ] {
        let (done, said) = says(&room, words);
        assert!(done, "{said}");
        let acts = room.text("drafts/wp1/acts/chair.yaml");
        let last = acts.lines().last().unwrap();
        assert!(last.contains(&format!("closes: {ends}")), "{last}");
    }
    let house = room.text("facilitators/meeting.yaml");
    let house = house.replace(", silence_hours: 72", "");
    room.save(&[("facilitators/meeting.yaml", &house)]);
    let (done, said) = says(&room, &["open-silence", "outcome", "1"]);
    assert!(
        !done && said.contains("--closes 2008-07-18T10:00"),
        "{said}"
    );
    let (done, said) = says(&room, &["open-silence", "outcome", "1", "--closes", "soon"]);
    assert!(!done && said.contains("Hint: "), "{said}");
}
