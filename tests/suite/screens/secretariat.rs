//! What is entered for others and done to whole documents from the screens; what cannot be done is told before a word is written.

use adref::cli::{Env, run_in};
use adref::tui::Palette;

use super::behaviour::{lanterns, sit};
use crate::kit::{Room, noon};

fn head(room: &Room) -> String {
    room.git(&["rev-parse", "HEAD"])
}

/// What was saved last, in a line.
fn last(room: &Room) -> String {
    room.git(&["log", "-1", "--format=%s"])
}

/// What is said at the foot, over however many rows.
fn foot(text: &str) -> String {
    let rows: Vec<&str> = text.lines().collect();
    let said = rows
        .get(rows.len().saturating_sub(4)..rows.len() - 1)
        .unwrap_or_default();
    said.join(" ")
}

/// Does something in a shell beside the screens.
fn typed(room: &Room, hand: &str, line: &[&str]) {
    let mut env = Env::quiet(room.path());
    env.hand = Some(hand.to_owned());
    env.now = Some(noon());
    let done = run_in(room.path(), line.iter().copied(), &env);
    assert_eq!(done.status, 0, "{line:?}: {}", done.complained());
}

#[test]
fn the_secretariat_joins_and_withdraws_in_a_delegations_name_by_a_key() {
    let room = lanterns();
    let mut seat = sit(&room, Some("goh"), (120, 36), Palette::Dark);
    seat.keys("2 / 'provide oil' enter esc");
    let text = seat.keys("p").text();
    assert!(
        text.contains("join one as co-sponsor") && text.contains("withdraw one"),
        "{text}"
    );
    let text = seat.keys("j").text();
    assert!(
        text.contains("Join as co-sponsor") && text.contains("in whose name"),
        "{text}"
    );
    // Whose it is must be said: the field is marked.
    let text = seat.keys("ctrl-s").text();
    assert!(
        text.contains("✗ in whose name?") && text.contains("in whose name✗"),
        "{text}"
    );
    let text = seat.keys("'XQQ' ctrl-s").text();
    assert!(
        text.contains("XQQ") && text.contains("in whose name✗"),
        "{text}"
    );
    seat.keys("ctrl-u 'XNO' ctrl-s y");
    assert!(
        last(&room).contains("XNO") && last(&room).contains("co-sponsor"),
        "{}",
        last(&room)
    );
    // To withdraw, the sponsor stands there already.
    let text = seat.keys("d w").text();
    assert!(text.contains("Withdraw") && text.contains("XUS"), "{text}");
    seat.keys("ctrl-s y");
    assert!(last(&room).contains("XUS withdraws"), "{}", last(&room));
}

#[test]
fn brackets_are_taken_off_by_a_key_and_whose_words_stand_is_chosen_from_a_list() {
    let room = lanterns();
    let mut seat = sit(&room, Some("aly"), (120, 36), Palette::Dark);
    seat.keys("2 / 'keep records' enter esc");
    let text = seat.keys("y").text();
    assert!(text.contains("Which words stand in 2?"), "{text}");
    assert!(text.contains("GN: “should”"), "{text}");
    assert!(
        text.contains("stays, without brackets: “no less than”"),
        "{text}"
    );
    let text = seat.keys("'stays no less' enter").text();
    assert!(text.contains("y do it"), "{text}");
    seat.keys("y");
    let words = room.text("drafts/outcome/text.md");
    assert!(words.contains("for no less than twenty years"), "{words}");
    let text = seat.keys("y 'GN' enter").text();
    assert!(
        text.contains("XUS held “shall”"),
        "who loses words is named: {text}"
    );
    seat.keys("y");
    let words = room.text("drafts/outcome/text.md");
    assert!(words.contains("States should keep"), "{words}");
    // A party gives up its own words, and nobody else's.
    let mut party = sit(&room, Some("XUS"), (120, 36), Palette::Dark);
    let text = party.keys("2 / 'keep records' enter esc y").text();
    assert!(
        text.contains("we give up nothing") && !text.contains("GN: "),
        "{text}"
    );
    let mut other = sit(&room, Some("XEG"), (120, 36), Palette::Dark);
    let text = other.keys("2 / 'keep records' enter esc y").text();
    assert!(
        foot(&text).contains("XEG holds no words in brackets here"),
        "{text}"
    );
}

#[test]
fn a_revision_goes_out_and_what_waits_goes_in_from_the_screens() {
    let room = lanterns();
    typed(&room, "aly", &["table", "outcome"]);
    let mut seat = sit(&room, Some("goh"), (120, 36), Palette::Dark);
    // The secretariat puts in what waits in the name of whoever holds the pen.
    let text = seat.keys("2 B").text();
    assert!(
        text.contains("in the name of") && text.contains("aly"),
        "{text}"
    );
    let text = seat.keys("ctrl-s").text();
    assert!(
        text.contains("in the name of aly, entered by goh"),
        "{text}"
    );
    seat.keys("y");
    assert!(
        last(&room).contains("into outcome, in brackets"),
        "{}",
        last(&room)
    );
    // The next revision's number stands there.
    let mut pen = sit(&room, Some("aly"), (120, 36), Palette::Dark);
    let text = pen.keys("1 2 I").text();
    assert!(
        text.contains("Issue a revision of outcome") && text.contains("revision  2"),
        "{text}"
    );
    let before = head(&room);
    let text = pen.keys("ctrl-u 'two' ctrl-s").text();
    assert!(text.contains('✗') && head(&room) == before, "{text}");
    let text = pen.keys("ctrl-u '2' tab 'A/SM/2008/WP.9' ctrl-s").text();
    assert!(text.contains("issues outcome as A/SM/2008/WP.9?"), "{text}");
    let text = pen.keys("n ctrl-u ctrl-s").text();
    assert!(text.contains("Rev.2") && text.contains("y do it"), "{text}");
    pen.keys("y");
    assert!(
        last(&room).contains("A/SM/2008/WP.5/Rev.2"),
        "{}",
        last(&room)
    );
    // A party is told at once.
    let mut party = sit(&room, Some("XNO"), (120, 36), Palette::Dark);
    let text = party.keys("2 I").text();
    assert!(foot(&text).contains("XNO may not issue outcome"), "{text}");
    let text = party.keys("B").text();
    assert!(
        foot(&text).contains("XNO may not bracket outcome"),
        "{text}"
    );
}

#[test]
fn what_cannot_be_done_is_told_when_its_form_opens_and_not_when_it_is_full() {
    let room = lanterns();
    let before = head(&room);
    let mut party = sit(&room, Some("XNO"), (120, 36), Palette::Dark);
    party.keys("2 / 'provide oil' enter esc");
    // Not by this role.
    let text = party.keys("d p").text();
    assert!(
        text.contains("XNO may not park in outcome") && !text.contains("Park x"),
        "{text}"
    );
    party.keys("esc");
    // Not in this state.
    let mut pen = sit(&room, Some("aly"), (120, 36), Palette::Dark);
    let text = pen.keys("2 / 'provide oil' enter esc r o").text();
    assert!(
        text.contains("outcome 4 is not agreed") && !text.contains("Reopen 4"),
        "{text}"
    );
    let text = pen.keys("r c").text();
    assert!(
        text.contains("no change of outcome 4 waits for a certificate"),
        "{text}"
    );
    // Only the chair adopts.
    let text = pen.keys("5 A").text();
    assert!(
        foot(&text).contains("only the chair does") && foot(&text).contains("ask chair"),
        "{text}"
    );
    assert_eq!(head(&room), before);
}

#[test]
fn a_key_goes_by_a_box_that_only_tells_something_and_acts() {
    let room = lanterns();
    let mut pen = sit(&room, Some("aly"), (100, 30), Palette::Dark);
    let text = pen.keys("2 / 'keep records' enter esc r g").text();
    assert!(
        text.contains("Esc closes, every other key goes on"),
        "{text}"
    );
    let text = pen.keys("4").text();
    assert!(
        !text.contains("Esc closes") && text.contains("Proposals   open"),
        "{text}"
    );
    pen.keys("2 r g");
    let text = pen.keys("esc").text();
    assert!(
        !text.contains("Esc closes") && text.contains("[ ] bracket"),
        "{text}"
    );
}

#[test]
fn a_paragraph_that_is_not_there_is_told_and_one_stays_where_one_is() {
    let room = lanterns();
    let mut seat = sit(&room, Some("aly"), (100, 30), Palette::Dark);
    seat.keys("2 / 'provide oil' enter esc");
    let there = |text: &str| {
        text.lines()
            .find(|line| line.contains('▌'))
            .unwrap_or_default()
            .to_owned()
    };
    let here = there(&seat.text());
    let text = seat.keys("ctrl-p 'outcome 44' enter").text();
    assert_eq!(there(&text), here, "{text}");
    assert!(
        foot(&text).contains("outcome: ") && foot(&text).contains("44"),
        "{text}"
    );
    assert!(foot(&text).contains("did you mean 4"), "{text}");
    // Another document is not opened for it either, nor another screen.
    let text = seat.keys(": 'show wp1 99' enter").text();
    assert_eq!(there(&text), here, "{text}");
    let text = seat.keys("5 ctrl-p 'wp1 99' enter").text();
    assert!(
        text.contains("Board of all documents") && foot(&text).contains("99"),
        "{text}"
    );
    let text = seat.keys("ctrl-p 'outcome 3' enter").text();
    assert!(
        there(&text).contains("Marks are legible")
            || text.contains("▌") && !foot(&text).contains('✗'),
        "{text}"
    );
}

#[test]
fn on_the_board_tab_reads_on_and_the_matrix_names_no_key_of_the_list() {
    let room = lanterns();
    let mut chair = sit(&room, Some("chair"), (80, 24), Palette::Dark);
    let list = chair.keys("5").text();
    assert!(list.contains("would close it"), "{list}");
    let alone = chair.keys("tab").text();
    assert!(
        !alone.contains("● contested") && alone.contains("What would close it"),
        "{alone}"
    );
    assert_eq!(chair.keys("tab").text(), list);
    chair.keys("tab esc");
    assert_eq!(chair.text(), list);
    let matrix = chair.keys("m").text();
    let row = matrix.lines().last().unwrap_or_default();
    assert!(
        row.contains("m list") && !row.contains("gavel") && !row.contains('⏎'),
        "{row}"
    );
    let before = head(&room);
    chair.keys("G y g g enter");
    assert_eq!(head(&room), before);
}

#[test]
fn an_act_in_the_list_of_the_newest_is_read_whole() {
    let room = lanterns();
    let mut seat = sit(&room, Some("goh"), (80, 24), Palette::Dark);
    let text = seat.keys("L").text();
    assert!(text.contains("The newest acts"), "{text}");
    let text = seat.keys("'XEG queries' enter").text();
    assert!(
        text.contains("XEG queries 2") && text.contains("“Whose records?”"),
        "{text}"
    );
    assert!(
        text.contains("outcome, act ") && text.contains("Esc closes"),
        "{text}"
    );
}
