//! The Board: what can be gavelled, who holds out, on what words; looked at by the Chair, and in the worked example.

use std::sync::Arc;

use adref::tui::Palette;
use adref::workspace::Workspace;
use tempfile::TempDir;

use super::seat::{Place, Seat};
use crate::story::at_noon;

/// The chair before a copy of the worked example as Thursday noon left it.
fn chair(room: &TempDir, size: (u16, u16)) -> Seat {
    Seat::take(&Place {
        meeting: &Arc::new(Workspace::open(room.path()).unwrap()),
        hand: Some("cekuolis"),
        now: at_noon().now(),
        size,
        palette: Palette::Dark,
    })
}

fn demo() -> TempDir {
    at_noon().copy()
}

fn selected(text: &str) -> String {
    let line = text.lines().find(|line| line.starts_with('▌'));
    line.unwrap_or_default().to_owned()
}

#[test]
fn the_chair_begins_with_what_can_be_gavelled() {
    let room = demo();
    let text = chair(&room, (120, 36)).text();
    assert!(text.contains("Board of all documents"), "{text}");
    let (ready, contested) = (text.find("◆ ready"), text.find("● contested"));
    assert!(ready.is_some() && ready < contested, "{text}");
    assert!(selected(&text).contains("outcome 2"), "{text}");
    assert!(text.contains("States seeking assistance"), "{text}");
}

#[test]
fn what_blocks_is_named_and_what_would_close_it() {
    let room = demo();
    let mut seat = chair(&room, (120, 36));
    let text = seat.keys("f 'outcome' enter / 'surplus' enter esc").text();
    assert!(selected(&text).contains("12 "), "{text}");
    assert!(selected(&text).contains("✗XRA !XSE [GN GS"), "{text}");
    assert!(text.contains("the room takes “should” of GN"), "{text}");
    let text = seat.keys("enter").text();
    assert!(
        text.contains("7 Paragraph") && text.contains("XRA opposes"),
        "{text}"
    );
    let text = seat.keys("esc").text();
    assert!(selected(&text).contains("✗XRA"), "{text}");
}

#[test]
fn a_gavel_shows_the_words_and_is_taken_back_by_one_key() {
    let room = demo();
    let mut seat = chair(&room, (120, 36));
    let text = seat.keys("f 'outcome' enter g").text();
    assert!(text.contains("agreed: outcome 2?"), "{text}");
    assert!(text.contains("each stating:"), "{text}");
    let text = seat.keys("y").text();
    assert!(text.contains("✓ agreed: outcome 2"), "{text}");
    assert!(!selected(&text).contains(" 2  "), "{text}");
    let text = seat.keys("u y").text();
    assert!(text.contains("takes back"), "{text}");
    assert!(text.contains("3 ready"), "{text}");
}

#[test]
fn everything_that_is_ready_is_gavelled_at_once_and_each_is_named_with_its_document() {
    let room = demo();
    let mut seat = chair(&room, (120, 44));
    let text = seat.keys("G").text();
    for words in [
        "outcome 17",
        "tracing 5",
        "Destruction should be recorded",
        "same as: adref agree outcome 2 17 20 tracing 5 7 10 --level agreed",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let text = seat.keys("y").text();
    assert!(text.contains("10 of 197 agreed · 0 ready"), "{text}");
    let text = seat.keys("G").text();
    assert!(text.contains("nothing here is ready"), "{text}");
    // One key did it, one key takes it back, in every document.
    let text = seat.keys("u").text();
    for words in ["gavels outcome 2: agreed", "gavels tracing 10: agreed"] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let text = seat.keys("y").text();
    assert!(text.contains("4 of 197 agreed · 6 ready"), "{text}");
}

#[test]
fn who_holds_out_is_listed_and_looked_for() {
    let room = demo();
    let mut seat = chair(&room, (120, 36));
    let text = seat.keys("h").text();
    assert!(text.contains("GM   alone on tracing 9"), "{text}");
    let text = seat.keys("'XTO' enter").text();
    assert!(selected(&text).contains("outcome 12"), "{text}");
}

#[test]
fn the_matrix_shows_who_stands_where() {
    let room = demo();
    let mut seat = chair(&room, (120, 36));
    let text = seat.keys("f 'outcome' enter m").text();
    let line = |text: &str, party: &str| {
        let found = text
            .lines()
            .find(|line| line.trim_start().starts_with(party));
        found.unwrap_or_default().to_owned()
    };
    assert!(line(&text, "XRA ").contains('✗'), "{text}");
    assert!(line(&text, "GN ").contains('['), "{text}");
    let text = seat.keys("down right").text();
    assert!(
        line(&text, "GN ").is_empty() || !text.contains(" GI "),
        "{text}"
    );
    let text = seat.keys("m").text();
    assert!(text.contains("would close it"), "{text}");
    // Esc leaves it too, and what was voted on, and nothing more than that.
    for keys in ["m esc", "V esc", "m q"] {
        let text = seat.keys(keys).text();
        assert!(text.contains("would close it"), "{keys}: {text}");
        assert!(!text.contains("q ends"), "{keys}: {text}");
    }
}

#[test]
fn on_a_small_screen_what_blocks_stays() {
    let room = demo();
    let mut seat = chair(&room, (60, 16));
    let text = seat.keys("f 'outcome' enter / 'surplus' enter esc").text();
    assert!(selected(&text).contains("✗XRA"), "{text}");
    let text = chair(&room, (80, 24)).text();
    assert!(text.contains("blocks") && !text.contains("since"), "{text}");
}

#[test]
fn the_chair_adopts_with_a_key_and_sees_how_it_was_decided() {
    let room = demo();
    let mut seat = chair(&room, (120, 36));
    // What is open is named, and nothing is done.
    let text = seat.keys("f 'outcome' enter A").text();
    assert!(text.contains("Adopt outcome"), "{text}");
    assert!(text.contains("empty: by consensus"), "{text}");
    let text = seat.keys("ctrl-s").text();
    assert!(text.contains("not ready to be adopted"), "{text}");
    // The reasons stand one by one, and the way out is not cut off.
    assert!(text.contains("settle what is open first"), "{text}");
    assert!(text.contains("Ctrl-S sends"), "{text}");
    let text = seat
        .keys("esc esc f 'wp1' enter A 'yes=XNO,XAD abstain=XRA' ctrl-s")
        .text();
    assert!(
        text.contains("by a vote of 2 to 0, with 1 abstention"),
        "{text}"
    );
    assert!(text.contains("International cooperation"), "{text}");
    let text = seat.keys("y V").text();
    assert!(
        text.contains("wp1  adopted by a vote of 2 to 0, with 1 abstention"),
        "{text}"
    );
    assert!(text.contains("XNO  XAD"), "{text}");
    let text = seat.keys("u y").text();
    assert!(
        text.contains("nothing was moved, voted on or adopted"),
        "{text}"
    );
    // A vote that does not add up is refused where it is written.
    let text = seat.keys("V A 'yes=XNO no=XNO' ctrl-s").text();
    assert!(text.contains("XNO votes twice"), "{text}");
}

#[test]
fn a_silence_is_opened_by_keys_whether_or_not_the_rules_say_how_long_it_is() {
    use crate::kit::{Room, noon};
    for rules in [true, false] {
        let room = Room::meeting();
        let house = room.text("facilitators/meeting.yaml");
        if !rules {
            let house = house.replace(", silence_hours: 72", "");
            room.save(&[("facilitators/meeting.yaml", &house)]);
        }
        let mut seat = Seat::take(&Place {
            meeting: &Arc::new(Workspace::open(room.path()).unwrap()),
            hand: Some("chair"),
            now: noon(),
            size: (80, 24),
            palette: Palette::Dark,
        });
        let text = seat.keys("2 j r s").text();
        assert!(text.contains("Open a silence on"), "{text}");
        let text = seat.keys("ctrl-s").text();
        match rules {
            true => assert!(text.contains("20 July, 12:00"), "{text}"),
            false => {
                assert!(text.contains("when does the silence end?"), "{text}");
                let text = seat.keys("'2008-07-18T10:00' ctrl-s").text();
                assert!(text.contains("2008-07-18T10:00"), "{text}");
            }
        }
        let text = seat.keys("y").text();
        assert!(text.contains("◔"), "{text}");
    }
}
