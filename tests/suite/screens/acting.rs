//! What keys and lines that write do, and what they leave alone: previews, windows too small, rights, boxes of keys.

use adref::cli::{Env, run_in};
use adref::tui::{Answer, Message, Palette};

use super::behaviour::{lanterns, sit};
use super::seat::Seat;
use crate::kit::{Room, noon};

fn head(room: &Room) -> String {
    room.git(&["rev-parse", "HEAD"])
}

/// Does something in a shell beside the screens.
fn typed(room: &Room, hand: &str, line: &[&str], minutes: i64) {
    let mut env = Env::quiet(room.path());
    env.hand = Some(hand.to_owned());
    env.now = Some(noon().plus_seconds(60 * minutes));
    let done = run_in(room.path(), line.iter().copied(), &env);
    assert_eq!(done.status, 0, "{line:?}: {}", done.complained());
}

fn last_row(text: &str) -> &str {
    text.lines().last().unwrap_or_default()
}

#[test]
fn what_is_typed_to_be_shown_only_is_shown_and_writes_nothing() {
    let room = lanterns();
    let before = head(&room);
    let mut seat = sit(&room, Some("aly"), (120, 36), Palette::Dark);
    seat.keys("2");
    for line in [
        "issue outcome --rev 2",
        "discuss outcome 4",
        "edit outcome 4 --text \"Oil.\"",
        "propose outcome 4 --delete --as XNO",
        "oppose outcome 4 --as XNO",
        "source outcome 4 --how new",
        "park outcome 4",
        "undo",
    ] {
        let text = seat.keys(&format!(": '{line} --dry-run' enter")).text();
        assert!(text.contains("Would be done: "), "{line}: {text}");
        assert!(text.contains("nothing is written"), "{line}: {text}");
        assert!(text.contains("would write drafts/"), "{line}: {text}");
        assert!(!text.contains("y do it"), "{line}: {text}");
        let text = seat.keys("y").text();
        assert!(
            text.contains("nothing is written"),
            "y does nothing: {text}"
        );
        let text = seat.keys("esc").text();
        assert!(!text.contains("Would be done"), "{line}: {text}");
        assert_eq!(head(&room), before, "{line} wrote something");
    }
    room.is_whole_and_clean();
    // Without the flag the same line asks, and is done.
    seat.keys(": 'discuss outcome 4' enter y");
    assert_ne!(head(&room), before);
}

#[test]
fn what_the_screens_cannot_do_of_a_line_is_said_and_not_left_out() {
    let room = lanterns();
    let before = head(&room);
    let mut seat = sit(&room, Some("aly"), (120, 36), Palette::Dark);
    for line in [
        "issue outcome --rev 2 --json",
        "-C elsewhere issue outcome --rev 2",
        "propose outcome 4 --text - --as XNO",
        "edit outcome 4 --text -",
        "edit outcome 4 --dry-run",
        "edit outcome 4 --as XNO",
        "compile outcome -o there.md",
        "diff outcome rev.1 now --only moved",
        "board --holdouts",
        "log --last 3",
        "show outcome 4 --follow",
    ] {
        let text = seat.keys(&format!(": '{line}' enter")).text();
        assert!(text.contains("is not for the screens"), "{line}: {text}");
        assert!(!text.contains("y do it"), "{line}: {text}");
    }
    assert_eq!(head(&room), before);
}

#[test]
fn in_a_window_too_small_to_show_it_nothing_is_written_and_no_form_opens() {
    let room = lanterns();
    let before = head(&room);
    let mut seat = sit(&room, Some("chair"), (40, 10), Palette::Dark);
    let text = seat.text();
    assert!(text.contains("Draft outcome on lanterns"), "{text}");
    for keys in ["5", "g", "G", "p", "r", "e", "t", "d", "u", ":", "enter"] {
        let text = seat.keys(keys).text();
        assert!(
            last_row(&text).contains("too small for this"),
            "{keys}: {text}"
        );
        seat.keys("y");
    }
    assert_eq!(head(&room), before);
    // What is read moves, the keys are listed, and q leaves.
    let text = seat.keys("down down down").text();
    assert!(!text.contains("Draft outcome on lanterns"), "{text}");
    assert!(seat.keys("?").text().contains("Keys on"), "{}", seat.text());
    assert!(!seat.keys("esc").text().contains("Keys on"));
}

#[test]
fn a_question_that_no_longer_fits_takes_no_yes() {
    let room = lanterns();
    let before = head(&room);
    let mut seat = sit(&room, Some("aly"), (120, 36), Palette::Dark);
    seat.keys("2 : 'discuss outcome 4' enter");
    assert!(seat.text().contains("y do it"));
    seat.resize(40, 10);
    let text = seat.keys("y").text();
    assert!(
        last_row(&text).contains("too small for the question"),
        "{text}"
    );
    assert_eq!(head(&room), before);
    seat.resize(120, 36);
    let text = seat.text();
    assert!(text.contains("y do it"), "it is still there: {text}");
    seat.keys("n / 'provide oil' enter esc p c 'a remark'");
    seat.resize(40, 10);
    let text = seat.keys("'lost' ctrl-s").text();
    assert!(last_row(&text).contains("too small for the form"), "{text}");
    assert_eq!(head(&room), before);
    seat.resize(120, 36);
    let text = seat.text();
    assert!(
        text.contains("a remark") && !text.contains("lost"),
        "{text}"
    );
}

/// The text at the paragraph on oil.
fn at_oil(seat: &mut Seat) {
    seat.keys("2 / 'provide oil' enter esc");
}

#[test]
fn a_proposal_says_where_it_was_heard_and_the_next_one_begins_there() {
    let room = lanterns();
    let mut seat = sit(&room, Some("goh"), (120, 36), Palette::Dark);
    at_oil(&mut seat);
    let text = seat.keys("p c 'Who pays?'").text();
    assert!(
        text.contains("where heard") && text.contains("not said"),
        "{text}"
    );
    let text = seat.keys("tab 'XNO' tab 'XEG' tab right").text();
    assert!(text.contains("heard in plenary"), "{text}");
    let text = seat.keys("ctrl-s").text();
    if text.contains("y do it") {
        seat.keys("y");
    }
    let written = room.git(&["show", "HEAD"]);
    assert!(written.contains("forum: plenary"), "{written}");
    assert!(written.contains("[XEG]"), "who joins: {written}");
    let text = seat.keys("p c").text();
    let line = |label: &str| {
        let found = text.lines().find(|line| line.contains(label));
        found.unwrap_or_default().to_owned()
    };
    assert!(line("sponsor").contains("XNO"), "{text}");
    assert!(line("where heard").contains("heard in plenary"), "{text}");
    room.is_whole_and_clean();
}

#[test]
fn everything_that_can_be_proposed_in_a_shell_is_in_the_box() {
    let room = lanterns();
    let mut seat = sit(&room, Some("XNO"), (80, 24), Palette::Dark);
    at_oil(&mut seat);
    let text = seat.keys("p").text();
    for words in [
        "other words",
        "new paragraph after",
        "new paragraph before",
        "move it after",
        "move it before",
        "brackets round words",
        "brackets off words",
        "a term throughout",
        "delete",
        "comment",
    ] {
        assert!(text.contains(words), "no {words} in\n{text}");
    }
    seat.keys("esc");
    let keys = seat.keys("?").text();
    assert!(keys.contains("a new paragraph, a move"), "{keys}");
    seat.keys("esc");
    for (keys, kind) in [
        ("p m '1' ctrl-s", "+kind: move"),
        ("p M '1' ctrl-s", "+kind: move"),
        ("p k 'wicks' ctrl-s", "+kind: bracket"),
        ("p a 'Oil is measured.' ctrl-s", "+kind: add"),
        ("p t 'lantern' tab 'lamp' ctrl-s", "+kind: throughout"),
    ] {
        let count = || {
            let files = room.git(&["ls-files", "drafts/outcome/proposals"]);
            files.lines().count()
        };
        let before = count();
        at_oil(&mut seat);
        let text = seat.keys(keys).text();
        if text.contains("y do it") {
            seat.keys("y");
        }
        assert_eq!(count(), before + 1, "{keys}: {}", seat.text());
        let written = room.git(&["show", "HEAD"]);
        assert!(written.contains(kind), "{keys}: {written}");
    }
    let text = seat.keys("p t 'lantern' ctrl-s").text();
    assert!(text.contains("by which words?"), "{text}");
    room.is_whole_and_clean();
}

#[test]
fn an_unknown_sponsor_is_told_who_is_near_and_where_all_are_listed() {
    let room = lanterns();
    for (size, near) in [((120, 36), "XNO"), ((80, 24), "XNO")] {
        let mut seat = sit(&room, Some("goh"), size, Palette::Dark);
        at_oil(&mut seat);
        let text = seat.keys("p c 'Who pays?' tab 'XNQ' ctrl-s").text();
        assert!(text.contains("no delegation or group"), "{text}");
        assert!(text.contains(&format!("did you mean {near}")), "{text}");
        assert!(text.contains("delegations.yaml"), "{text}");
        assert!(!text.contains("W says who"), "{text}");
    }
}

#[test]
fn nobody_is_offered_what_they_have_no_right_to() {
    let room = lanterns();
    let before = head(&room);
    let mut seat = sit(&room, Some("XUS"), (120, 36), Palette::Dark);
    let text = seat.keys("5").text();
    assert!(text.contains("Board of"), "{text}");
    let row = last_row(&text);
    assert!(!row.contains("gavel") && row.contains("position"), "{row}");
    let text = seat.keys("g").text();
    assert!(text.contains("XUS does not rule"), "{text}");
    assert!(!text.contains("rule over it"), "{text}");
    seat.keys("esc");
    let text = seat.keys("r").text();
    assert!(text.contains("XUS does not rule"), "{text}");
    assert!(!text.contains("agree ad referendum"), "{text}");
    let text = seat.keys("? 'gavel'").text();
    assert!(!text.contains("ready, their words"), "{text}");
    assert_eq!(head(&room), before);
    let mut chair = sit(&room, Some("chair"), (120, 36), Palette::Dark);
    let text = chair.keys("5").text();
    assert!(last_row(&text).contains("g gavel"), "{text}");
}

#[test]
fn a_key_that_no_box_has_leaves_it_open_and_says_so() {
    let room = lanterns();
    let mut seat = sit(&room, Some("aly"), (120, 36), Palette::Dark);
    let before = seat.keys("2 / 'provide oil' enter esc").text();
    for keys in ["r", "d", "t", "p"] {
        let text = seat.keys(&format!("{keys} z")).text();
        assert!(text.contains("z is none of these keys"), "{keys}: {text}");
        assert!(text.contains("Esc closes"), "{keys}: {text}");
        assert_eq!(seat.keys("esc").text(), before);
    }
    seat.keys("r z d");
    assert!(
        seat.text().contains("y do it"),
        "the next key counts: {}",
        seat.text()
    );
}

#[test]
fn what_was_not_found_is_no_success() {
    let room = lanterns();
    let mut seat = sit(&room, Some("aly"), (120, 36), Palette::Dark);
    let text = seat.keys("2 / 'zeppelin' enter").text();
    assert!(text.contains("“zeppelin” is not here"), "{text}");
    assert!(!text.contains("✓ “"), "{text}");
}

#[test]
fn everything_is_found_by_its_name_and_follows_the_meeting() {
    let room = lanterns();
    let mut seat = sit(&room, Some("aly"), (120, 36), Palette::Dark);
    // No text is open yet: a paragraph is found by its document and number all the same.
    let text = seat.keys("1 ctrl-p 'outcome 4'").text();
    assert!(text.contains("goes there"), "{text}");
    let text = seat.keys("enter").text();
    assert!(
        text.contains("2 Text") && text.contains("provide oil"),
        "{text}"
    );
    let text = seat.keys("ctrl-p 'issue' enter").text();
    assert!(text.contains(":issue"), "{text}");
    seat.keys("esc 1");
    // Another paragraph comes before it, and it is issued anew in a shell.
    let old = room.text("drafts/outcome/text.md");
    let new = old.replace("4. States that", "3 bis. Glass is clear.\n\n4. States that");
    room.save(&[("drafts/outcome/text.md", &new)]);
    typed(&room, "aly", &["issue", "outcome", "--rev", "2"], 1);
    assert!(seat.worker.has_changed());
    seat.happen(Message::Answered(Box::new(Answer::Changed)));
    let text = seat.keys("ctrl-p 'wicks'").text();
    assert!(text.contains("outcome 5 "), "{text}");
    assert!(!text.contains("outcome 4 "), "{text}");
}

#[test]
fn comparing_from_the_text_takes_the_version_issued_last() {
    let room = lanterns();
    let mut seat = sit(&room, Some("aly"), (120, 24), Palette::Dark);
    let text = seat.keys("2 c").text();
    assert!(text.contains("Rev.1 ⇄ now"), "{text}");
    for rev in ["2", "3"] {
        // At the same moment: the number says which is the later one.
        typed(&room, "aly", &["issue", "outcome", "--rev", rev], 0);
    }
    assert!(seat.worker.has_changed());
    seat.happen(Message::Answered(Box::new(Answer::Changed)));
    let text = seat.keys("2 c").text();
    assert!(text.contains("Rev.3 ⇄ now"), "{text}");
}

#[test]
fn a_proposal_is_amended_where_it_is_read() {
    let room = lanterns();
    let mut seat = sit(&room, Some("XUS"), (120, 36), Palette::Dark);
    seat.keys("2");
    let text = seat.keys("p p").text();
    assert!(
        text.contains("select the proposal on its screen first"),
        "{text}"
    );
    seat.keys("esc 4");
    let text = seat.keys("p p").text();
    assert!(text.contains("Propose other words for what"), "{text}");
    let text = seat.keys("end ' So do ports.' ctrl-s").text();
    if text.contains("y do it") {
        seat.keys("y");
    }
    let written = room.git(&["show", "HEAD"]);
    assert!(written.contains("+amends: xno-"), "{written}");
    assert!(written.contains("thirty years. So do ports."), "{written}");
    assert!(written.contains("sponsor: XUS"), "{written}");
    room.is_whole_and_clean();
}

#[test]
fn whoever_may_not_change_the_words_is_told_before_one_is_written() {
    let room = lanterns();
    for (who, why) in [
        (Some("XNO"), "XNO does not hold the pen of outcome"),
        (None, "nobody is named"),
    ] {
        let mut seat = sit(&room, who, (120, 36), Palette::Dark);
        seat.keys("esc");
        at_oil(&mut seat);
        let text = seat.keys("e").text();
        assert!(!text.contains("Edit 4"), "{text}");
        assert!(text.contains(why), "{text}");
        let text = seat.keys(": 'edit outcome 4' enter").text();
        assert!(!text.contains("Edit 4") && text.contains(why), "{text}");
    }
    // The secretariat edits for others.
    let mut seat = sit(&room, Some("goh"), (120, 36), Palette::Dark);
    at_oil(&mut seat);
    assert!(seat.keys("e").text().contains("Edit 4"), "{}", seat.text());
}

#[test]
fn in_the_worked_example_no_form_opens() {
    let room = lanterns();
    let path = room.path().join("facilitators/meeting.yaml");
    let particulars = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, format!("{particulars}worked_example: true\n")).unwrap();
    room.git(&["commit", "-qam", "sealed"]);
    let mut seat = sit(&room, Some("aly"), (120, 36), Palette::Dark);
    at_oil(&mut seat);
    for keys in ["e", "p", "t", "r", "u"] {
        let text = seat.keys(keys).text();
        assert!(text.contains("it can only be read"), "{keys}: {text}");
        seat.keys("esc");
        at_oil(&mut seat);
    }
}

#[test]
fn new_words_are_shown_once_more_before_they_are_saved() {
    let room = lanterns();
    let before = head(&room);
    let mut seat = sit(&room, Some("aly"), (120, 36), Palette::Dark);
    at_oil(&mut seat);
    let text = seat.keys("e end ' Or gas.' ctrl-s").text();
    assert!(text.contains("y do it"), "{text}");
    assert_eq!(head(&room), before);
    // What is no answer says so, and does nothing.
    for keys in ["enter", ":", "x"] {
        let text = seat.keys(keys).text();
        assert!(text.contains("only y does it"), "{keys}: {text}");
        assert_eq!(head(&room), before);
    }
    // Back in the form nothing is lost.
    let text = seat.keys("n").text();
    assert!(
        text.contains("Edit 4") && text.contains("Or gas."),
        "{text}"
    );
    seat.keys("ctrl-s y");
    assert_ne!(head(&room), before);
    assert!(room.git(&["show", "HEAD"]).contains(" Or gas."));
    room.is_whole_and_clean();
}

#[test]
fn a_search_stays_on_the_screen_it_was_begun_on() {
    let room = lanterns();
    let mut seat = sit(&room, Some("XNO"), (120, 36), Palette::Dark);
    let searched = |text: &str| text.contains("Esc ends the search");
    let text = seat.keys("2 / 'oil' enter").text();
    assert!(searched(&text), "{text}");
    for key in ["5", "6", "4"] {
        let text = seat.keys(key).text();
        assert!(!searched(&text), "{key}: {text}");
    }
    let text = seat.keys("2").text();
    assert!(searched(&text), "{text}");
    assert!(!searched(&seat.keys("esc 5 2").text()));
}

#[test]
fn a_list_says_which_keys_it_takes() {
    let room = lanterns();
    let mut seat = sit(&room, None, (100, 34), Palette::Dark);
    let text = seat.text();
    assert!(text.contains("Who are you"), "{text}");
    assert!(
        text.contains("Enter chooses") && text.contains("type to filter"),
        "{text}"
    );
    // What is only to be read is not chosen.
    let text = seat.keys("esc g l").text();
    assert!(
        !text.contains("Enter chooses") && text.contains("Enter reads it whole"),
        "{text}"
    );
}

#[test]
fn a_draft_is_seen_by_whoever_wrote_it_and_not_by_the_room() {
    let room = lanterns();
    typed(
        &room,
        "XEG",
        &[
            "propose",
            "outcome",
            "4",
            "--text",
            "Oil is dear.",
            "--draft",
        ],
        1,
    );
    let mut seat = sit(&room, Some("XUS"), (120, 36), Palette::Dark);
    at_oil(&mut seat);
    assert!(!seat.text().contains("xeg-"), "{}", seat.text());
    let mut seat = sit(&room, Some("XEG"), (120, 36), Palette::Dark);
    at_oil(&mut seat);
    assert!(seat.text().contains("xeg-"), "{}", seat.text());
}

#[test]
fn what_is_written_is_shown_with_its_marks_and_a_reading_is_not_called_written() {
    let room = lanterns();
    let mut seat = sit(&room, Some("XNO"), (120, 36), Palette::Dark);
    let text = seat.keys("2").text();
    assert!(!text.contains("*Recalling*"), "{text}");
    let text = seat.keys("w").text();
    assert!(
        text.contains("*Recalling*") && text.contains("as written"),
        "{text}"
    );
    // The reading that is chosen then is shown, and the head does not call it written.
    let text = seat.keys("v 'base' enter").text();
    assert!(
        text.contains("as the base") && !text.contains("   as written"),
        "{text}"
    );
    let text = seat.keys("w").text();
    assert!(text.contains("stands in no file"), "{text}");
}

#[test]
fn a_move_in_brackets_is_settled_by_keys_at_either_end() {
    for (find, choose, goes) in [
        ("provide oil", "enter", true),
        ("provide oil", "down enter", false),
        ("[States that can do", "enter", false),
        ("[States that can do", "down enter", true),
    ] {
        let room = lanterns();
        let moves = ["propose", "outcome", "4", "--move-after", "1", "--as", "GN"];
        typed(&room, "goh", &moves, 40);
        typed(&room, "aly", &["table", "GN"], 41);
        typed(&room, "aly", &["open", "GN-1"], 42);
        typed(&room, "aly", &["bracket", "GN-1"], 43);
        let text = room.text("drafts/outcome/text.md");
        assert!(text.contains("1 bis. [GN: States that can do"), "{text}");
        let mut seat = sit(&room, Some("aly"), (120, 36), Palette::Dark);
        let at = seat.keys(&format!("2 / '{find}' enter esc y")).text();
        assert!(at.contains("Which words stand in "), "{at}");
        let asked = seat.keys(choose).text();
        assert!(asked.contains("y do it"), "{asked}");
        seat.keys("y");
        let text = room.text("drafts/outcome/text.md");
        assert_eq!(
            text.matches("provide oil").count(),
            1,
            "{find} {choose}: {text}"
        );
        assert!(
            !text.contains("[GN: States") && !text.contains("/ GN: –"),
            "{text}"
        );
        assert_eq!(
            text.contains("1 bis. States that can do"),
            goes,
            "{find} {choose}: {text}"
        );
    }
}
