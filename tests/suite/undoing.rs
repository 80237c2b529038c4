//! What one command did goes as one, whatever the second it was done in, and comes back as one.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use serde_json::Value;

use crate::kit::Room;

const WP1: &str = "drafts/wp1/text.md";

/// A meeting at which every command is typed within one second, until the clock is moved on.
struct Desk {
    room: Room,
    second: u32,
}

impl Desk {
    fn begin() -> Desk {
        let room = Room::meeting();
        Desk { room, second: 0 }
    }

    fn says(&self, words: &[&str]) -> (bool, String, String) {
        let now = format!("2008-07-17T12:00:{:02}-04:00", self.second);
        let mut command = self.room.adref(words);
        let output = command.env("ADREF_NOW", now).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (
            output.status.success(),
            text(output.stdout),
            text(output.stderr),
        )
    }

    #[track_caller]
    fn does(&self, words: &[&str]) -> String {
        let (done, out, err) = self.says(words);
        assert!(done, "{words:?}: {out}{err}");
        out + &err
    }

    #[track_caller]
    fn refuses(&self, words: &[&str]) -> String {
        let (done, out, err) = self.says(words);
        assert!(!done, "{words:?}: {out}{err}");
        err
    }

    /// Files, tables and takes up a wish; the number that it got.
    #[track_caller]
    fn discussed(&self, who: &str, wish: &[&str]) -> String {
        let filed: Value = self.json(&[&["propose"], wish, &["--as", who]].concat());
        let slug = filed["proposals"][0].as_str().unwrap().to_owned();
        let tabled: Value = self.json(&["table", &slug, "--as", "aly"]);
        let said = tabled["said"].as_str().unwrap();
        let number = said.rsplit(" as ").next().unwrap().to_owned();
        self.does(&["open", &number, "--as", "aly"]);
        number
    }

    #[track_caller]
    fn json(&self, words: &[&str]) -> Value {
        let (done, out, err) = self.says(&[words, &["--json"]].concat());
        assert!(done, "{words:?}: {out}{err}");
        serde_json::from_str(&out).unwrap()
    }

    fn status(&self, name: &str) -> String {
        let card = self.json(&["proposal", name]);
        let status = card["proposal"]["row"]["status"].as_str();
        status.unwrap().to_owned()
    }
}

#[test]
fn an_acceptance_of_several_with_a_deletion_among_them_goes_as_one_to_the_very_bytes() {
    let mut desk = Desk::begin();
    let one = desk.discussed("XNO", &["wp1", "1", "--text", "States mark every lantern."]);
    let two = desk.discussed("XUS", &["wp1", "2", "--delete"]);
    let three = desk.discussed(
        "XEG",
        &["wp1", "3", "--text", "States share their records."],
    );
    let before = desk.room.text(WP1);
    desk.second = 1;
    let said = desk.does(&["accept", &one, &two, &three, "--as", "aly"]);
    assert!(
        said.contains("2 goes: States keep records for twenty years."),
        "{said}"
    );
    let after = desk.room.text(WP1);
    assert!(!after.contains("twenty years"), "{after}");
    let said = desk.does(&["undo", "--as", "aly"]);
    assert!(!said.contains("by hand"), "{said}");
    assert!(said.contains("adref redo --as aly"), "{said}");
    assert_eq!(desk.room.text(WP1), before);
    for name in [&one, &two, &three] {
        assert_eq!(desk.status(name), "under-discussion");
    }
    desk.does(&["redo", "--as", "aly"]);
    assert_eq!(desk.room.text(WP1), after);
    assert_eq!(desk.status(&two), "accepted");
    desk.does(&["undo", "--as", "aly"]);
    assert_eq!(desk.room.text(WP1), before);
    desk.room.is_whole_and_clean();
}

#[test]
fn a_compilation_goes_as_one_words_and_acts() {
    let desk = Desk::begin();
    for (who, words) in [
        ("XNO", "States keep records for thirty years."),
        ("XUS", "States keep good records for twenty years."),
        ("XEG", "States keep records for ever."),
    ] {
        let filed = desk.json(&["propose", "wp1", "2", "--text", words, "--as", who]);
        let slug = filed["proposals"][0].as_str().unwrap().to_owned();
        desk.does(&["table", &slug, "--as", "aly"]);
    }
    let before = desk.room.text(WP1);
    desk.does(&["compile", "wp1", "--save", "--as", "aly"]);
    assert_ne!(desk.room.text(WP1), before);
    let said = desk.does(&["undo", "--as", "aly"]);
    assert!(!said.contains("by hand"), "{said}");
    assert_eq!(desk.room.text(WP1), before);
    for number in ["XNO-1", "XUS-1", "XEG-1"] {
        assert_eq!(desk.status(number), "tabled", "{said}");
    }
}

#[test]
fn of_several_commands_within_a_second_only_the_last_goes_and_then_the_one_before() {
    let desk = Desk::begin();
    desk.does(&["as", "goh"]);
    let order = [("support", "XUS"), ("reserve", "XNO"), ("support", "XEG")];
    for (verb, who) in order {
        desk.does(&[verb, "wp1", "2", "--as", who]);
    }
    for (verb, who) in order.into_iter().rev() {
        let said = desk.does(&["undo"]);
        let verb = if verb == "support" {
            "supports"
        } else {
            "reserves"
        };
        assert!(said.contains(&format!("{who} {verb}")), "{who}: {said}");
    }
    assert!(desk.refuses(&["undo"]).contains("nothing to undo"));
    // Two of one kind and one party, in two documents.
    desk.does(&[
        "propose",
        "wp1",
        "2",
        "--text",
        "States keep books.",
        "--as",
        "XNO",
    ]);
    desk.does(&[
        "propose",
        "outcome",
        "2",
        "--text",
        "States mark lanterns.",
        "--as",
        "XNO",
    ]);
    let said = desk.does(&["undo"]);
    assert!(
        said.contains("outcome 2") || !said.contains("wp1"),
        "{said}"
    );
    assert_eq!(
        desk.json(&["proposals"])["proposals"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
}

#[test]
fn what_one_mail_brought_goes_as_one() {
    let desk = Desk::begin();
    desk.does(&["as", "goh"]);
    let mail = "On paragraph 2 we propose:\n\n2. States keep records for thirty years.\n\nParagraph 1: we support.\n";
    desk.room.write("answer.txt", mail);
    let taken = desk.json(&["take", "answer.txt", "--from", "XNO", "--on", "wp1"]);
    let acts = taken["acts"].as_array().unwrap().len();
    assert!(acts >= 2, "{taken}");
    let undone = desk.json(&["undo"]);
    assert_eq!(undone["acts"].as_array().unwrap().len(), acts);
    assert!(desk.refuses(&["undo"]).contains("nothing to undo"));
}

#[test]
fn a_bracket_goes_whatever_was_changed_by_hand_in_other_paragraphs() {
    let desk = Desk::begin();
    desk.does(&["as", "aly"]);
    let by_hand = desk.room.text(WP1).replace("share those", "exchange those");
    desk.room.write(WP1, &by_hand);
    let wish = [
        "propose",
        "wp1",
        "2",
        "--bracket",
        "twenty years",
        "--as",
        "XNO",
        "--in-text",
    ];
    desk.does(&wish);
    let said = desk.does(&["undo"]);
    assert!(!said.contains("by hand"), "{said}");
    assert_eq!(desk.room.text(WP1), by_hand);
    // And where it was changed after it.
    desk.does(&wish);
    let since = desk.room.text(WP1).replace("every lantern", "each lantern");
    desk.room.write(WP1, &since);
    let said = desk.does(&["undo"]);
    assert!(!said.contains("by hand"), "{said}");
    assert_eq!(
        desk.room.text(WP1),
        by_hand.replace("every lantern", "each lantern")
    );
    desk.room.is_whole();
}

#[test]
fn a_filing_that_was_taken_back_is_on_no_list_comes_back_and_keeps_its_number() {
    let desk = Desk::begin();
    desk.does(&["as", "aly"]);
    let wish = |words| {
        [
            "propose",
            "wp1",
            "2",
            "--text",
            words,
            "--as",
            "XNO",
            "--in-text",
        ]
    };
    let said = desk.does(&wish("States keep books."));
    assert!(said.contains("XNO-1"), "{said}");
    desk.does(&["undo"]);
    let listed = |more: &[&str]| {
        let all = desk.json(&[&["proposals"], more].concat());
        all["proposals"].as_array().unwrap().len()
    };
    assert_eq!((listed(&[]), listed(&["--all"])), (0, 1));
    let brief = desk.does(&["brief", "--for", "XNO"]);
    assert!(!brief.contains("draft"), "{brief}");
    let table = desk.does(&["export", "--table", "proposals"]);
    assert!(!table.contains("States keep books"), "{table}");
    let shown = desk.does(&["show", "wp1", "2"]);
    assert!(!shown.contains("draft"), "{shown}");
    desk.does(&["redo"]);
    assert_eq!(desk.status("XNO-1"), "in-text");
    desk.does(&["undo"]);
    // Its number was its own: the next one has another.
    let said = desk.does(&wish("States keep diaries."));
    assert!(said.contains("XNO-2"), "{said}");
    // A draft that nobody handed in stays where its writer sees it.
    desk.does(&["propose", "wp1", "1", "--delete", "--draft", "--as", "XNO"]);
    assert_eq!(listed(&[]), 2);
}

#[test]
fn several_acts_are_taken_back_in_whatever_order_they_are_named() {
    let desk = Desk::begin();
    let number = desk.discussed("XNO", &["wp1", "2", "--delete"]);
    let log = desk.json(&["log", "wp1"]);
    let ids: Vec<String> = log["acts"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|act| {
            let sentence = act["sentence"].as_str().unwrap();
            sentence.contains(" tables ") || sentence.contains(" takes up ")
        })
        .map(|act| act["id"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(ids.len(), 2, "{log}");
    for ids in [[&ids[0], &ids[1]], [&ids[1], &ids[0]]] {
        desk.does(&["retract", ids[0], ids[1], "--as", "aly"]);
        let refused = desk.refuses(&["accept", &number, "--as", "aly"]);
        assert!(!refused.is_empty());
        desk.does(&["redo", "--as", "aly"]);
        assert_eq!(desk.status(&number), "under-discussion");
    }
}

#[test]
fn an_undo_that_was_followed_by_another_act_names_what_to_retract() {
    let mut desk = Desk::begin();
    desk.does(&["oppose", "wp1", "2", "--as", "XNO"]);
    desk.does(&["undo", "--as", "XNO"]);
    desk.second = 1;
    desk.does(&["support", "wp1", "1", "--as", "XNO"]);
    let refused = desk.refuses(&["redo", "--as", "XNO"]);
    let line = refused.split("adref retract ").nth(1).unwrap();
    let id = line.split_whitespace().next().unwrap();
    desk.does(&["retract", id, "--as", "XNO"]);
    let shown = desk.does(&["show", "wp1", "2"]);
    assert!(shown.contains("opposes"), "{shown}");
    let nothing = desk.refuses(&["redo", "--as", "XUS"]);
    assert!(nothing.contains("nothing to bring back"), "{nothing}");
}

#[test]
fn a_record_without_marks_is_undone_as_before() {
    let desk = Desk::begin();
    desk.does(&["agree", "wp1", "2", "outcome", "1", "--as", "chair"]);
    for document in ["wp1", "outcome"] {
        let path = format!("drafts/{document}/acts/chair.yaml");
        let bare: Vec<String> = desk
            .room
            .text(&path)
            .lines()
            .map(|line| match line.split_once(", entry: ") {
                Some((head, _)) => format!("{head}}}\n"),
                None => format!("{line}\n"),
            })
            .collect();
        assert!(bare.concat() != desk.room.text(&path), "no mark in {path}");
        desk.room.save(&[(&path, &bare.concat())]);
    }
    let undone = desk.json(&["undo", "--as", "chair"]);
    assert_eq!(undone["acts"].as_array().unwrap().len(), 2, "{undone}");
}

#[test]
fn what_was_taken_back_step_by_step_comes_back_step_by_step() {
    for moves_on in [false, true] {
        let mut desk = Desk::begin();
        let mut states = vec![desk.room.text(WP1)];
        let does = |desk: &mut Desk, words: &[&str]| {
            desk.second += u32::from(moves_on);
            desk.does(words)
        };
        for words in ["One.", "Two.", "Three."] {
            let edit = ["edit", "wp1", "2", "--text", words, "--as", "aly"];
            does(&mut desk, &edit);
            states.push(desk.room.text(WP1));
        }
        for state in states.iter().rev().skip(1) {
            does(&mut desk, &["undo", "--as", "aly"]);
            assert_eq!(&desk.room.text(WP1), state);
        }
        for state in states.iter().skip(1) {
            let said = does(&mut desk, &["redo", "--as", "aly"]);
            assert_eq!(&desk.room.text(WP1), state, "{said}");
            assert!(said.contains("brings back: "), "{said}");
            assert!(!said.contains("takes back"), "{said}");
        }
        does(&mut desk, &["undo", "--as", "aly"]);
        does(&mut desk, &["support", "wp1", "1", "--as", "XNO"]);
        // Another hand's act stands in nobody's way.
        does(&mut desk, &["redo", "--as", "aly"]);
        desk.room.is_whole_and_clean();
    }
}

#[test]
fn what_is_filed_within_one_second_is_numbered_in_the_order_of_filing() {
    let desk = Desk::begin();
    let wishes = ["one", "two", "three", "four", "five", "six"];
    for years in wishes {
        let words = format!("States keep records for {years} years.");
        desk.does(&["propose", "wp1", "2", "--text", &words, "--as", "XNO"]);
    }
    desk.does(&["table", "wp1", "--as", "aly"]);
    for (n, years) in wishes.iter().enumerate() {
        let card = desk.json(&["proposal", &format!("XNO-{}", n + 1)]);
        let wanted = card["proposal"]["wanted"].as_str().unwrap();
        assert!(wanted.contains(years), "{wanted}");
    }
}

#[test]
fn a_document_that_was_brought_in_goes_by_one_undo_and_comes_back_whole_and_nothing_older_is_touched()
 {
    let mut desk = Desk::begin();
    let paper = desk.room.home().join("fog.md");
    std::fs::write(&paper, "1. A bell is heard in fog.\n").unwrap();
    let paper = paper.to_string_lossy().into_owned();
    let before = desk.room.text(WP1);
    desk.does(&[
        "edit",
        "wp1",
        "2",
        "--text",
        "Records are kept.",
        "--as",
        "aly",
    ]);
    let edited = desk.room.text(WP1);
    desk.second += 1;
    // Who holds no document of that name may bring it in and take it out again as well.
    desk.does(&["import", &paper, "--document", "fog", "--as", "aly"]);
    let there = || desk.room.path().join("drafts/fog/text.md").exists();
    let log = desk.does(&["log", "fog"]);
    assert!(log.contains("brings fog in"), "{log}");
    let (_, check, _) = desk.says(&["check"]);
    assert!(!check.contains("acts-contradict"), "{check}");
    let said = desk.does(&["undo", "--as", "aly"]);
    assert!(
        said.contains("Hossam Aly takes back: Hossam Aly brings fog in"),
        "{said}"
    );
    assert!(!there());
    let refused = desk.refuses(&["show", "fog"]);
    assert!(refused.contains("fog"), "{refused}");
    assert_eq!(desk.room.text(WP1), edited);
    desk.room.is_whole_and_clean();
    let said = desk.does(&["redo", "--as", "aly"]);
    assert!(
        said.contains("brings back: Hossam Aly brings fog in"),
        "{said}"
    );
    assert_eq!(
        desk.room.text("drafts/fog/text.md"),
        "1. A bell is heard in fog.\n"
    );
    desk.does(&["undo", "--as", "aly"]);
    // Out again, the next undo takes back what came before; the document can be brought in anew.
    desk.does(&["undo", "--as", "aly"]);
    assert_eq!(desk.room.text(WP1), before);
    desk.does(&["import", &paper, "--document", "fog", "--as", "goh"]);
    desk.second += 1;
    desk.does(&["support", "fog", "1", "--as", "XNO"]);
    let refused = desk.refuses(&["undo", "--as", "goh"]);
    assert!(
        refused.contains("fog is not taken out of the meeting again") && refused.contains("1 act"),
        "{refused}"
    );
    assert!(there());
}
