//! What is refused or said aloud before a gavel falls, a bracket is put or an act is taken back.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use crate::kit::Room;

/// What a command prints, on both streams, and whether it did what it was told; each a minute after the one before.
struct Sitting {
    room: Room,
    minute: u32,
}

impl Sitting {
    fn begin() -> Sitting {
        Sitting {
            room: Room::meeting(),
            minute: 0,
        }
    }

    fn says(&mut self, line: &str) -> (bool, String) {
        self.minute += 1;
        // What stands behind `|"`, up to the next `|`, is one word.
        let words = line
            .split('|')
            .flat_map(|part| match part.strip_prefix('"') {
                Some(quoted) => vec![quoted],
                None => part.split_whitespace().collect(),
            });
        let words: Vec<&str> = words.collect();
        let now = format!("2008-07-17T12:{:02}:00-04:00", self.minute);
        let output = self
            .room
            .adref(&words)
            .env("ADREF_NOW", now)
            .output()
            .unwrap();
        let both = [output.stdout, output.stderr].concat();
        (output.status.success(), String::from_utf8(both).unwrap())
    }

    #[track_caller]
    fn does(&mut self, line: &str) -> String {
        let (done, said) = self.says(line);
        assert!(done, "{line}: {said}");
        said
    }

    #[track_caller]
    fn refuses(&mut self, line: &str, because: &str) {
        let (done, said) = self.says(line);
        assert!(!done, "{line}: {said}");
        assert!(said.contains(because), "{line}: {said}");
        assert!(said.contains("Hint: "), "{line}: no way out: {said}");
    }
}

#[test]
fn nothing_is_recorded_while_nobody_can_tell_who_takes_part() {
    let mut sitting = Sitting::begin();
    let good = sitting.room.text("facilitators/delegations.yaml");
    sitting.room.write(
        "facilitators/delegations.yaml",
        "delegations: []\n  - {code: XAA}\n",
    );
    sitting.refuses("agree wp1 2 --as chair", "facilitators/delegations.yaml:2:");
    sitting.refuses("oppose wp1 2 --as XAA", "nobody can tell who takes part");
    // Whoever only looks is told, once, on the side.
    let said = sitting.does("status");
    assert_eq!(
        said.matches("nobody is listed: adref check says why")
            .count(),
        1,
        "{said}"
    );
    sitting.room.write("facilitators/delegations.yaml", good);
    sitting.does("agree wp1 2 --as chair");
}

#[test]
fn what_is_under_silence_is_gavelled_only_for_a_reason() {
    let mut sitting = Sitting::begin();
    sitting.does("open-silence wp1 2 --closes 2008-07-18T18:00-04:00 --as aly");
    sitting.refuses("agree wp1 2 --as chair", "2 is under silence");
    sitting.refuses("reopen wp1 2 --as chair", "2 is not agreed");
    sitting.does("agree wp1 2 --as chair --over|\"every delegation said that it joins");
}

#[test]
fn what_was_never_agreed_is_not_opened_again() {
    let mut sitting = Sitting::begin();
    sitting.refuses(
        "reopen wp1 2 --as chair",
        "only what was agreed or put aside",
    );
    sitting.does("agree wp1 2 --as chair");
    sitting.does("reopen wp1 2 --as chair --reason|\"a delegation was not in the room");
}

#[test]
fn who_was_against_a_proposal_is_named_when_its_words_are_gavelled() {
    let mut sitting = Sitting::begin();
    sitting.does("as goh");
    sitting.does("propose wp1 2 --text|\"States keep records for thirty years.|--in-text --as XNO --heard plenary");
    sitting.does("oppose XNO-1 --as XUS");
    sitting.does("accept XNO-1 --as aly");
    let said = sitting.does("agree wp1 2 --as chair --dry-run");
    assert!(said.contains("over this: XUS opposes XNO-1"), "{said}");
    // Who has come round since is not.
    sitting.does("support XNO-1 --as XUS");
    let said = sitting.does("agree wp1 2 --as chair");
    assert!(!said.contains("opposes"), "{said}");
}

#[test]
fn a_bracket_in_what_is_agreed_opens_it_again_and_that_is_said() {
    let mut sitting = Sitting::begin();
    sitting.does("agree wp1 2 --as chair");
    sitting.does("as goh");
    let said = sitting.does("propose wp1 2 --text|\"States keep records for thirty years.|--in-text --as XNO --heard plenary --dry-run");
    assert!(
        said.contains("2 is agreed: other words open it again"),
        "{said}"
    );
}

#[test]
fn undo_takes_back_ones_own_last_act_and_no_revision_under_a_later_one() {
    let mut sitting = Sitting::begin();
    sitting.does("issue outcome --rev 1 --reason|\"for the room|--as aly");
    let log = sitting.does("log outcome --json");
    let id = serde_json::from_str::<serde_json::Value>(&log).unwrap();
    let id = id["acts"][0]["id"].as_str().unwrap().to_owned();
    sitting.does("issue outcome --rev 2 --reason|\"for the room|--as aly");
    sitting.refuses(&format!("retract {id} --as aly"), "was issued after it");
    sitting.does("as goh");
    sitting.does("oppose wp1 2 --as XNO");
    sitting.refuses(
        "undo --as XUS",
        "the last act that goh entered is one of XNO",
    );
    sitting.does("undo --as XNO");
}

#[test]
fn what_is_read_out_holds_no_tag_of_a_status() {
    let mut sitting = Sitting::begin();
    sitting
        .does("edit wp1 2 --as aly --text|\"[Agreed ad ref] States keep records for twenty years.");
    sitting.does("discuss wp1 2 --as aly");
    let brief = sitting.does("brief --for chair");
    assert!(
        brief.contains("**wp1 2.** States keep records for twenty years."),
        "{brief}"
    );
}

#[test]
fn what_one_command_gavelled_in_several_documents_is_undone_by_one_undo() {
    let mut sitting = Sitting::begin();
    sitting.does("agree wp1 2 outcome 1 --as chair");
    let said = sitting.does("undo --as chair");
    for one in ["gavels wp1 2: agreed", "gavels outcome 1: agreed"] {
        assert!(said.contains(one), "{said}");
    }
    sitting.does("agree wp1 2 outcome 1 --as chair");
    // Each by itself, one after the other, and only the last goes.
    sitting.does("reopen wp1 2 --as chair");
    sitting.does("reopen outcome 1 --as chair");
    let said = sitting.does("undo --as chair");
    assert!(
        said.contains("outcome 1") && !said.contains("wp1 2"),
        "{said}"
    );
}

#[test]
fn only_an_editorial_change_of_agreed_words_is_certified() {
    let mut sitting = Sitting::begin();
    sitting.refuses("certify wp1 2 --as aly", "2 is not agreed");
    sitting.does("agree wp1 2 --as aly");
    sitting.refuses("certify wp1 2 --as aly", "stand as they were agreed");
    sitting.refuses("certify wp1 2 --as XNO", "XNO may not");
    sitting.does("edit wp1 2 --as aly --text|\"States keep records – for ten years.");
    sitting.refuses("certify wp1 2 --as aly", "its words have changed since");
    sitting.does("agree wp1 2 --as aly");
    sitting.does("edit wp1 2 --as aly --text|\"States keep records - for ten years.");
    sitting.does("certify wp1 2 --as aly");
    sitting.refuses("certify wp1 2 --as aly", "certified as editorial");
    // A certificate is for the words it saw.
    sitting.does("edit wp1 2 --as aly --text|\"States keep records — for ten years.");
    sitting.does("certify wp1 2 --as aly");
}

#[test]
fn who_is_to_own_words_by_another_spelling_or_by_a_long_name_is_told_that_nobody_owns_them() {
    let sitting = &mut Sitting::begin();
    let text = sitting.room.text("drafts/wp1/text.md");
    let owned =
        "[twenty / xno: thirty / Xus, XEG: forty / Northland: fifty / XNP: sixty / XUS: five]";
    sitting
        .room
        .write("drafts/wp1/text.md", text.replace("twenty", owned));
    let (_, said) = sitting.says("check");
    for one in [
        "xno is no party that is known here, so that its colon is plain text",
        "did you mean XNO?",
        "Xus is no party that is known here",
        "did you mean XUS?",
        "Northland is XNO, but only its code makes it an owner",
        "did you mean [XNO: …]?",
        "XNP is no party that is known here",
    ] {
        assert!(said.contains(one), "{one}: {said}");
    }
    assert_eq!(said.matches("unknown-party").count(), 4, "{said}");
}

#[test]
fn a_silence_over_what_is_contested_is_opened_and_said() {
    let mut sitting = Sitting::begin();
    sitting.does("oppose wp1 1 --as XUS");
    let said = sitting.does("open-silence wp1 1 2 --closes 2008-07-18T18:00-04:00 --as aly");
    for one in ["GN holds brackets in it", "XUS opposes it"] {
        let told = format!("1 is contested, and silence settles nothing of it: {one}");
        assert!(said.contains(&told), "{told}: {said}");
    }
    assert!(!said.contains("2 is contested"), "{said}");
}

#[test]
fn an_objection_that_comes_after_the_end_of_a_silence_is_told_that_it_breaks_nothing() {
    let mut sitting = Sitting::begin();
    sitting.does("open-silence wp1 1 2 --closes 2008-07-17T12:03-04:00 --as aly");
    let said = sitting.does("break-silence wp1 1 --as XUS");
    assert!(said.contains("XUS breaks the silence on wp1 1"), "{said}");
    sitting.does("status");
    let said = sitting.does("break-silence wp1 2 --as XNO --reason|\"the capital has answered");
    assert!(
        said.contains("XNO objects to wp1 2 after the silence has ended"),
        "{said}"
    );
    for part in [
        "the silence on wp1 2 ended 17 July, 12:03",
        "this is late, it is recorded and breaks nothing",
        "adref reopen wp1 2",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    let log = sitting.does("log wp1");
    assert!(
        log.contains("objects to 2 after the silence has ended"),
        "{log}"
    );
    assert!(!log.contains("XNO breaks"), "{log}");
    // The paragraph stands as the silence left it.
    let shown = sitting.does("show wp1 2 --json");
    assert!(!shown.contains("\"silence-broken\""), "{shown}");
}

#[test]
fn a_revision_is_called_by_a_number_that_follows_or_by_a_plain_word() {
    let mut sitting = Sitting::begin();
    for name in [
        "0", "007", "rev.0", "rev.x", "rev-1", "99999", "..", "a..b", ".a", "a.", "a.lock", "-",
        "Final", "a b", "a/b", "été", "rev",
    ] {
        let line = format!("issue wp1 --rev=|\"--rev={name}").replace("--rev=|", "|");
        sitting.refuses(&format!("{line}|--as aly"), "revision");
    }
    let reason = "--reason|\"for the room|--as aly";
    let said = sitting.does(&format!("issue wp1 --rev Rev.2 {reason}"));
    assert!(said.contains("Rev.2"), "{said}");
    sitting.refuses(
        &format!("issue wp1 --rev 1 {reason}"),
        "Rev.2 is issued already",
    );
    sitting.refuses(&format!("issue wp1 --rev 2 {reason}"), "is issued already");
    let said = sitting.does(&format!("issue wp1 --rev 4 {reason} --dry-run"));
    assert!(said.contains("nobody has seen a Rev.3"), "{said}");
    let said = sitting.does(&format!("issue wp1 --rev rev.3 {reason}"));
    assert!(!said.contains("nobody has seen"), "{said}");
    let said = sitting.does(&format!(
        "issue wp1 --rev corr.1 --symbol A/SM/2008/WP.1/Corr.1 {reason}"
    ));
    assert!(said.contains("Corr.1"), "{said}");
}

#[test]
fn an_objection_breaks_the_silence_on_its_paragraph_and_says_which_others_go_on() {
    let mut sitting = Sitting::begin();
    sitting.does("open-silence wp1 1 2 outcome 1 2 --closes 2008-07-18T18:00-04:00 --as aly");
    let said = sitting.does("break-silence wp1 2 --as XUS");
    assert!(
        said.contains("1 stays under silence: each paragraph is a procedure of its own"),
        "{said}"
    );
    // Against all of them at once, and then nothing goes on.
    let said = sitting.does("break-silence outcome --as XUS");
    assert!(!said.contains("under silence:"), "{said}");
    let said = sitting.does("break-silence wp1 1 --as XUS");
    assert!(!said.contains("under silence:"), "{said}");
}

#[test]
fn who_stands_against_a_whole_document_is_seen_wherever_it_is_looked_at() {
    let mut sitting = Sitting::begin();
    sitting.does("oppose wp1 --as XUS --reason|\"Not in our name.");
    sitting.does("reserve outcome --as XNO");
    sitting.does("support wp1 --as XEG");
    let against = "✗ XUS opposes wp1: “Not in our name.”";
    for line in ["status", "board wp1", "show wp1"] {
        let said = sitting.does(line);
        assert!(said.contains(against), "{line}: {said}");
    }
    assert!(sitting.does("show wp1").contains("+ XEG supports wp1"));
    assert!(!sitting.does("status").contains("XEG"));
    assert!(sitting.does("status").contains("! XNO reserves on outcome"));
    sitting.does("support wp1 --as XUS");
    assert!(!sitting.does("board wp1").contains("XUS opposes"));
}

#[test]
fn agreed_words_that_are_replaced_or_gone_are_told_of() {
    let mut sitting = Sitting::begin();
    sitting.does("agree wp1 2 --as chair");
    sitting.does("edit wp1 2 --as aly --text|\"Each lamp has its keeper.");
    let shown = sitting.does("show wp1 2");
    for told in ["reopened", "agreed", "States keep records"] {
        assert!(shown.contains(told), "{told}: {shown}");
    }
    assert!(sitting.says("check wp1").1.contains("words-changed"));
    // Gone altogether, by hand: nothing in the text can bear the finding, and the check has it all the same.
    let path = "drafts/wp1/text.md";
    let text = sitting.room.text(path);
    sitting
        .room
        .write(path, text.replace("2. Each lamp has its keeper.\n\n", ""));
    let (_, check) = sitting.says("check wp1");
    assert!(check.contains("agreed-gone"), "{check}");
    assert!(check.contains("adref retract"), "no way out: {check}");
}

#[test]
fn a_position_stays_with_the_paragraph_whose_every_word_is_another() {
    let mut sitting = Sitting::begin();
    sitting.does("oppose wp1 2 --as XUS --reason|\"Never.");
    sitting.does("edit wp1 2 --as aly --text|\"Each lamp has its keeper.");
    let shown = sitting.does("show wp1 2");
    assert!(shown.contains("XUS opposes"), "{shown}");
    assert!(sitting.does("board wp1").contains("XUS"));
    let path = "drafts/wp1/text.md";
    let text = sitting.room.text(path);
    sitting
        .room
        .write(path, text.replace("2. Each lamp has its keeper.\n\n", ""));
    let (_, check) = sitting.says("check wp1");
    assert!(check.contains("stance-gone"), "{check}");
}

#[test]
fn what_was_discussed_in_other_words_is_not_ready() {
    let mut sitting = Sitting::begin();
    sitting.does("discuss wp1 2 --as aly");
    assert!(sitting.does("show wp1 2").contains("ready"));
    sitting.does("edit wp1 2 --as aly --text|\"States never keep records for twenty years.");
    let shown = sitting.does("show wp1 2");
    assert!(
        shown.contains("others than those that were discussed"),
        "{shown}"
    );
    assert!(!shown.contains("ready"), "{shown}");
    sitting.does("discuss wp1 2 --as aly");
    assert!(sitting.does("show wp1 2").contains("ready"));
    // What the room itself puts there it has seen.
    sitting.does("as goh");
    sitting.does("propose wp1 2 --text|\"States keep records for thirty years.|--in-text --as XNO --heard plenary");
    sitting.does("accept XNO-1 --as aly");
    let shown = sitting.does("show wp1 2");
    assert!(shown.contains("ready"), "{shown}");
}

#[test]
fn options_among_which_nobody_has_chosen_are_contested() {
    let mut sitting = Sitting::begin();
    let path = "drafts/wp1/text.md";
    let text = sitting.room.text(path);
    let options = "Option 1: States share records.\n\nOption 2: States share none.\n";
    sitting.room.write(path, format!("{text}\n{options}"));
    sitting.does("discuss wp1 ¶4 ¶5 --as aly");
    let shown = sitting.does("show wp1 ¶4");
    assert!(shown.contains("contested"), "{shown}");
    assert!(shown.contains("one of 2 options"), "{shown}");
    sitting.refuses("agree wp1 ¶4 --as chair", "one of 2 options");
    // One that is alone is a paragraph like others.
    sitting
        .room
        .write(path, format!("{text}\nOption 1: States share records.\n"));
    let shown = sitting.does("show wp1 ¶4");
    assert!(!shown.contains("one of"), "{shown}");
}

#[test]
fn brackets_that_are_asked_for_are_one_and_a_text_without_names_names_nobody() {
    let mut sitting = Sitting::begin();
    sitting.does("as goh");
    sitting.does("propose wp1 2 --bracket|\"for twenty years|--in-text --as XNO --heard plenary");
    let shown = sitting.does("show wp1 2");
    assert!(shown.contains("[for twenty years](XNO)"), "{shown}");
    assert!(shown.contains("XNO holds a bracket"), "{shown}");
    for line in [
        "show wp1 2 --names none",
        "show wp1 --names none",
        "show wp1 --names none --json",
    ] {
        let shown = sitting.does(line);
        assert!(shown.contains("[for twenty years]"), "{line}: {shown}");
        for name in ["XNO", "GN", "XUS"] {
            assert!(!shown.contains(name), "{line}: {shown}");
        }
    }
    let (done, said) = sitting.says("show wp1 2 --names none --as XNO");
    assert!(!done && said.contains("cannot be used with"), "{said}");
    // It is lifted without being asked which of the two.
    sitting.does("lift wp1 2 --as aly");
    assert!(
        sitting
            .room
            .text("drafts/wp1/text.md")
            .contains("2. States keep records for twenty years.")
    );
}
