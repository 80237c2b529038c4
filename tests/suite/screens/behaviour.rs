//! What a person sees and gets for keys, in a small meeting made for it.

use std::sync::Arc;

use adref::cli::{Env, run_in};
use adref::tui::{Answer, Effect, Message, Palette, Press, Question};
use adref::workspace::Workspace;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::style::Color;

use super::seat::{Place, Seat};
use crate::kit::{Room, noon};

/// A meeting with something of everything: a fight over a paragraph, proposals in several states, a ruling, two versions.
pub(super) fn lanterns() -> Room {
    let room = Room::empty();
    let files = crate::kit::meeting_files();
    let outcome = "---\nsymbol: A/SM/2008/WP.5\ntitle: Draft outcome on lanterns\nkind: outcome\nlanguage: en\n---\n\n\
         *Recalling* that a harbour without light is no harbour,\n\n\
         ## I. Marking\n\n\
         1. States undertake to mark every lantern at the time of manufacture.\n\n\
         2. States [shall / GN: should / XUS: shall] keep records of marked lanterns for [no less than] twenty years, \
         [and share them with each other / XUS: –].\n\n\
         3. Marks are legible, durable and, where possible, recoverable:\n\n\
         (a) on the frame;\n\n\
         (b) on the glass[, if there is one].\n\n\
         ## II. Oil\n\n\
         4. States in a position to do so are encouraged to provide oil.\n";
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| {
            let text = if path == "drafts/outcome/text.md" {
                outcome
            } else {
                text.as_str()
            };
            (path.as_str(), text)
        })
        .collect();
    room.save(&files);
    let mut minute = 0;
    let mut typed = |line: &[&str], hand: &str| {
        minute += 1;
        let mut env = Env::quiet(room.path());
        env.hand = Some(hand.to_owned());
        env.now = Some(noon().plus_seconds(60 * (minute - 90)));
        let done = run_in(room.path(), line.iter().copied(), &env);
        assert_eq!(done.status, 0, "{line:?}: {}", done.complained());
    };
    typed(&["issue", "outcome", "--rev", "1"], "aly");
    typed(
        &[
            "propose",
            "outcome",
            "2",
            "--text",
            "States shall keep records of marked lanterns for thirty years.",
            "--reason",
            "Lanterns last longer than they did.",
        ],
        "XNO",
    );
    typed(
        &[
            "propose",
            "outcome",
            "4",
            "--text",
            "States in a position to do so shall provide oil, wicks and glass.",
        ],
        "XUS",
    );
    typed(&["propose", "outcome", "3", "--delete"], "XEG");
    typed(
        &[
            "oppose",
            "outcome",
            "2",
            "--as",
            "XUS",
            "--reason",
            "twenty years are too many",
        ],
        "goh",
    );
    typed(&["support", "outcome", "2", "--as", "XNO"], "goh");
    typed(
        &[
            "query",
            "outcome",
            "2",
            "--as",
            "XEG",
            "--reason",
            "Whose records?",
        ],
        "goh",
    );
    typed(
        &[
            "edit",
            "outcome",
            "4",
            "--text",
            "States that can do so are encouraged to provide oil and wicks.",
        ],
        "aly",
    );
    typed(&["discuss", "outcome", "1"], "chair");
    typed(&["agree", "outcome", "1"], "chair");
    room
}

pub(super) fn sit(room: &Room, hand: Option<&str>, size: (u16, u16), palette: Palette) -> Seat {
    Seat::take(&Place {
        meeting: &Arc::new(Workspace::open(room.path()).unwrap()),
        hand,
        now: noon(),
        size,
        palette,
    })
}

#[test]
fn the_desk_shows_how_far_the_documents_are_and_what_waits() {
    let room = lanterns();
    let mut seat = sit(&room, Some("aly"), (120, 30), Palette::Dark);
    let text = seat.text();
    assert!(
        text.contains("1 Desk") && text.contains("outcome"),
        "{text}"
    );
    assert!(text.contains("xno-") || text.contains("XNO"), "{text}");
}

#[test]
fn the_desk_shows_the_brackets_of_a_document_over_time() {
    let room = lanterns();
    let mut seat = sit(&room, Some("aly"), (120, 36), Palette::Dark);
    let text = seat.text();
    assert!(text.contains("outcome over time  4 brackets"), "{text}");
    assert!(text.contains("open proposals  ▁"), "{text}");
    // Another act, and the curve goes on from there.
    let mut env = Env::quiet(room.path());
    env.hand = Some("aly".to_owned());
    env.now = Some(noon());
    let edit = ["edit", "outcome", "3(b)", "--text", "on the glass."];
    let edited = run_in(room.path(), edit, &env);
    assert_eq!(edited.status, 0, "{}", edited.complained());
    assert!(seat.worker.has_changed());
    seat.happen(Message::Answered(Box::new(Answer::Changed)));
    let text = seat.text();
    assert!(
        text.contains("outcome over time  3 brackets, most 4"),
        "{text}"
    );
    assert!(text.contains("brackets 4 → 3"), "{text}");
    let mut narrow = sit(&room, Some("aly"), (80, 24), Palette::Dark);
    assert!(!narrow.text().contains("over time"), "{}", narrow.text());
}

#[test]
fn the_text_shows_contested_words_with_their_owners_and_beside_them_who_said_what() {
    let room = lanterns();
    let mut seat = sit(&room, Some("aly"), (120, 36), Palette::Dark);
    seat.keys("2 / 'records' enter esc");
    let text = seat.text();
    for words in [
        "GN: should",
        "contested",
        "XUS opposes",
        "“twenty years",
        "✔ 1",
    ] {
        assert!(text.contains(words), "no {words} in\n{text}");
    }
}

#[test]
fn a_delegation_begins_with_the_text_and_reads_it_as_it_wants_it() {
    let room = lanterns();
    let mut seat = sit(&room, Some("XUS"), (120, 36), Palette::Dark);
    assert!(seat.text().contains("as the room"), "{}", seat.text());
    seat.keys("v 'XUS' enter");
    let text = seat.text();
    assert!(text.contains("as XUS"), "{text}");
    assert!(text.contains("shall keep records"), "{text}");
    assert!(!text.contains("GN: should"), "{text}");
}

#[test]
fn the_comparison_shows_struck_and_added_words_side_by_side() {
    let room = lanterns();
    let mut seat = sit(&room, Some("aly"), (120, 24), Palette::Dark);
    seat.keys("2 3");
    let text = seat.text();
    assert!(text.contains("Rev.1"), "{text}");
    assert!(text.contains("1 edited"), "{text}");
}

#[test]
fn a_comparison_that_nobody_picked_finds_the_last_version_that_differs() {
    let room = lanterns();
    let mut env = Env::quiet(room.path());
    env.hand = Some("aly".to_owned());
    env.now = Some(noon());
    let issued = run_in(room.path(), ["issue", "outcome", "--rev", "2"], &env);
    assert_eq!(issued.status, 0, "{}", issued.complained());
    let mut seat = sit(&room, Some("aly"), (120, 24), Palette::Dark);
    let text = seat.keys("2 3").text();
    assert!(text.contains("Rev.1"), "{text}");
    assert!(text.contains("1 edited"), "{text}");
    let text = seat.keys("r 'Rev.2' enter enter").text();
    assert!(
        text.contains("Rev.2 ⇄ now"),
        "what was picked stays\n{text}"
    );
}

#[test]
fn the_proposals_show_the_wanted_change_and_what_happened() {
    let room = lanterns();
    let mut seat = sit(&room, Some("aly"), (120, 24), Palette::Dark);
    seat.keys("4");
    let text = seat.text();
    assert!(text.contains("open 3"), "{text}");
    assert!(text.contains("What happened"), "{text}");
    seat.keys("f 'XUS' enter");
    let text = seat.text();
    assert!(text.contains("only by XUS"), "{text}");
    assert!(!text.contains("XEG"), "{text}");
}

#[test]
fn the_paragraph_shows_how_it_came_to_this() {
    let room = lanterns();
    let mut seat = sit(&room, Some("aly"), (120, 36), Palette::Dark);
    seat.keys("2 / 'records' enter esc enter");
    let text = seat.text();
    for words in [
        "How it reads",
        "the base",
        "What happened here",
        "XUS opposes",
    ] {
        assert!(text.contains(words), "no {words} in\n{text}");
    }
}

#[test]
fn a_proposal_is_written_with_its_change_before_ones_eyes_and_filed() {
    let room = lanterns();
    let mut seat = sit(&room, Some("XEG"), (120, 30), Palette::Dark);
    seat.keys("2 / 'provide oil' enter esc p r ' and matches'");
    let text = seat.text();
    assert!(text.contains("Propose other words for 4"), "{text}");
    seat.keys("ctrl-s");
    let text = seat.text();
    assert!(
        text.contains("States that can do so are encouraged to provide oil and wicks. and matches"),
        "the full words are asked about\n{text}"
    );
    seat.keys("y");
    let text = seat.text();
    assert!(text.contains("same as: adref propose outcome 4"), "{text}");
    let files = room.git(&["ls-files", "drafts/outcome/proposals"]);
    assert_eq!(files.lines().count(), 4, "{files}");
    room.is_whole_and_clean();
}

#[test]
fn a_position_is_taken_in_a_delegations_name_and_taken_back_by_one_key() {
    let room = lanterns();
    let mut seat = sit(&room, Some("goh"), (120, 36), Palette::Dark);
    seat.keys("2 / 'provide oil' enter esc t o 'XNO' tab 'too dear' ctrl-s");
    let text = seat.text();
    assert!(text.contains("XNO opposes"), "{text}");
    assert!(text.contains("u undo"), "{text}");
    seat.keys("u");
    assert!(seat.text().contains("y do it"), "{}", seat.text());
    seat.keys("y");
    let text = seat.text();
    assert!(!text.contains("✗ XNO opposes"), "{text}");
    room.is_whole_and_clean();
}

#[test]
fn a_gavel_that_is_too_early_says_why_and_may_be_ruled_over_with_a_reason() {
    let room = lanterns();
    let mut seat = sit(&room, Some("chair"), (120, 36), Palette::Dark);
    seat.keys("2 . 'outcome' enter / 'records' enter esc r g");
    let text = seat.text();
    assert!(text.contains("rule over it"), "{text}");
    seat.keys("esc");
    assert!(!seat.text().contains("rule over it"));
}

#[test]
fn an_act_with_objectors_is_confirmed_with_the_full_words() {
    let room = lanterns();
    let mut seat = sit(&room, Some("aly"), (120, 30), Palette::Dark);
    seat.keys("4 : 'table xus-' tab enter");
    let text = seat.text();
    assert!(text.contains("y do it"), "{text}");
    seat.keys("n");
    assert!(seat.text().contains("nothing was done"), "{}", seat.text());
}

#[test]
fn the_keys_are_listed_and_filtered_as_one_types_and_enter_runs_one() {
    let room = lanterns();
    let mut seat = sit(&room, Some("aly"), (100, 30), Palette::Dark);
    seat.keys("2 ? 'outline'");
    seat.keys("enter");
    assert!(
        seat.text().contains("Outline: type a label"),
        "{}",
        seat.text()
    );
}

#[test]
fn whoever_is_unknown_is_asked_once_and_remembered() {
    let room = lanterns();
    let mut seat = sit(&room, None, (100, 30), Palette::Dark);
    assert!(seat.text().contains("Who are you?"), "{}", seat.text());
    seat.keys("'XNO' enter");
    let text = seat.text();
    assert!(text.contains("you are XNO"), "{text}");
    assert!(
        text.contains("as the room"),
        "a delegation begins with the text\n{text}"
    );
    let again = sit(&room, None, (100, 30), Palette::Dark).text();
    assert!(!again.contains("Who are you?"), "{again}");
}

#[test]
fn a_small_terminal_shows_one_column_and_a_tiny_one_a_plain_reader() {
    let room = lanterns();
    let mut seat = sit(&room, Some("aly"), (80, 24), Palette::Light);
    seat.keys("2");
    let mut tiny = sit(&room, Some("XNO"), (44, 12), Palette::Plain);
    let text = tiny.text();
    assert!(text.contains("Draft outcome on lanterns"), "{text}");
    assert!(text.contains("q ends"), "{text}");
}

#[test]
fn eighty_columns_name_the_keys_that_matter_to_whoever_sits_there() {
    let room = lanterns();
    let last_row = |hand: Option<&str>, keys: &str| {
        let text = sit(&room, hand, (80, 24), Palette::Dark).keys(keys).text();
        text.lines().last().unwrap().trim().to_owned()
    };
    let here = "2 / 'records' enter esc";
    let party = last_row(Some("XNO"), here);
    for key in ["p propose", "t position", "? keys", "q "] {
        assert!(party.contains(key), "no {key} in {party}");
    }
    assert!(
        !party.contains("accept") && !party.contains("rule"),
        "{party}"
    );
    let pen = last_row(Some("aly"), here);
    for key in ["d deal with", "r rule"] {
        assert!(pen.contains(key), "no {key} in {pen}");
    }
    assert!(!pen.contains("accept"), "it is not tabled yet: {pen}");
    let discussed = last_row(Some("aly"), &format!("{here} d t y d o y"));
    assert!(discussed.contains("a accept"), "{discussed}");
    let unopposed = last_row(Some("aly"), "2 / 'frame' enter esc");
    assert!(
        !unopposed.contains("accept"),
        "nothing to accept: {unopposed}"
    );
    assert!(unopposed.contains("e edit"), "{unopposed}");
    let desk = last_row(Some("goh"), here);
    assert!(
        desk.contains("t position") && !desk.contains("accept"),
        "{desk}"
    );
    assert!(last_row(Some("aly"), "").ends_with("q quit"));
    assert!(last_row(Some("aly"), "2").ends_with("q back"));
}

#[test]
fn the_box_of_what_may_follow_closes_and_does_nothing_else() {
    let room = lanterns();
    let mut seat = sit(&room, Some("aly"), (120, 36), Palette::Dark);
    let before = seat.keys("2").text();
    assert!(seat.keys("r").text().contains("agree ad referendum"));
    assert_eq!(seat.keys("esc").text(), before);
}

#[test]
fn a_paragraph_tells_how_it_came_to_this_and_nothing_waits_for_it() {
    let room = lanterns();
    // What was edited is dropped, and brought back as it was.
    let text = room.text("drafts/outcome/text.md");
    let oil = "4. States that can do so are encouraged to provide oil and wicks.\n";
    assert!(text.contains(oil), "{text}");
    room.save(&[("drafts/outcome/text.md", &text.replace(oil, ""))]);
    room.save(&[("drafts/outcome/text.md", &text)]);
    let mut seat = sit(&room, Some("aly"), (120, 44), Palette::Dark);
    seat.keys("2 / 'provide oil' enter esc");
    let enter = KeyEvent::new(KeyCode::Enter, KeyModifiers::NONE);
    let message = adref::tui::message_for(&enter, &seat.state).unwrap();
    let Some(Effect::Ask(questions)) = adref::tui::update(&mut seat.state, message) else {
        panic!("nothing is asked for");
    };
    let answer = |seat: &mut Seat, wanted: fn(&Question) -> bool| {
        let one = questions.iter().find(|question| wanted(question)).unwrap();
        let mut answers = Vec::new();
        let ask = Effect::Ask(vec![one.clone()]);
        seat.worker
            .perform(&ask, &mut |answer| answers.push(answer));
        for answer in answers {
            seat.happen(Message::Answered(Box::new(answer)));
        }
    };
    // Each is a question of its own, so each is answered on a thread of its own.
    answer(&mut seat, |question| {
        matches!(question, Question::Dossier(..))
    });
    let text = seat.text();
    assert!(
        text.contains("Where it stands") && text.contains("reading …"),
        "{text}"
    );
    answer(&mut seat, |question| matches!(question, Question::Life(..)));
    let text = seat.text();
    for words in [
        "How it came to this: 4 versions",
        "+ 4  brought back",
        "- 4  dropped",
        "~ 4  edited",
        "Hossam Aly edits 4",
        "+ 4  new",
    ] {
        assert!(text.contains(words), "no {words} in\n{text}");
    }
    assert!(!text.contains("reading …"), "{text}");
}

#[test]
fn what_was_opened_from_a_list_leads_back_to_the_list() {
    let room = lanterns();
    let mut seat = sit(&room, Some("XUS"), (120, 36), Palette::Dark);
    assert!(seat.text().contains("as the room"), "{}", seat.text());
    assert!(seat.keys("4 enter").text().contains("as the room"));
    let text = seat.keys("q").text();
    assert!(text.contains("What happened"), "the list is back\n{text}");
}

#[test]
fn without_colour_struck_and_added_words_have_marks() {
    let room = lanterns();
    let mut seat = sit(&room, Some("aly"), (120, 24), Palette::Plain);
    seat.keys("2 3");
    let text = seat.text();
    assert!(text.contains("[-") && text.contains("{+"), "{text}");
    let buffer = seat.drawn();
    assert!(
        buffer
            .content()
            .iter()
            .all(|cell| cell.fg == Color::Reset && cell.bg == Color::Reset),
        "a colour in a world without"
    );
}

#[test]
fn what_others_change_is_followed_and_the_cursor_stays_on_its_paragraph() {
    let room = lanterns();
    let mut seat = sit(&room, Some("aly"), (120, 36), Palette::Dark);
    seat.keys("2 / 'provide oil' enter esc");
    let before = room.text("drafts/outcome/text.md");
    room.write(
        "drafts/outcome/text.md",
        before.replace(
            "## I. Marking\n",
            "A new first paragraph,\n\nand another,\n\n## I. Marking\n",
        ),
    );
    assert!(seat.worker.has_changed());
    seat.happen(Message::Answered(Box::new(adref::tui::Answer::Changed)));
    let text = seat.text();
    assert!(text.contains("A new first paragraph"), "{text}");
    let marked: Vec<&str> = text.lines().filter(|line| line.starts_with('▌')).collect();
    assert!(
        marked.iter().any(|line| line.contains("provide oil")),
        "{marked:?}\n{text}"
    );
}

#[test]
fn foreign_control_characters_never_reach_the_screen() {
    let room = Room::meeting();
    room.write(
        "drafts/wp1/text.md",
        "---\ntitle: \"a\u{1b}]0;x\u{7}b\"\n---\n\n1. red \u{1b}[31m \u{202e}turned\u{9b}2J\n",
    );
    let mut seat = sit(&room, Some("aly"), (100, 30), Palette::Dark);
    for keys in ["1", "2", "<", "o", "esc enter", "3", "4", "e"] {
        seat.keys(keys);
        let buffer = seat.drawn();
        let raw = buffer.content().iter().find(|cell| {
            cell.symbol()
                .chars()
                .any(|c| c.is_control() || c == '\u{202e}')
        });
        assert!(raw.is_none(), "after {keys}: {raw:?}");
    }
}

#[test]
fn every_key_on_every_screen_at_every_size_leaves_a_whole_screen() {
    let room = lanterns();
    let all: Vec<char> = (' '..='~').filter(|c| !"yQY".contains(*c)).collect();
    for size in [(120, 36), (80, 24), (61, 17), (40, 10), (12, 3), (2, 1)] {
        let mut seat = sit(&room, Some("aly"), size, Palette::Dark);
        for screen in "1234567".chars() {
            for c in &all {
                seat.key(KeyCode::Char(screen), KeyModifiers::NONE);
                seat.key(KeyCode::Char(*c), KeyModifiers::NONE);
                seat.drawn();
                seat.keys("down esc esc esc");
            }
        }
        seat.drawn();
    }
    room.is_whole_and_clean();
}

#[test]
fn a_key_is_found_by_what_it_is_called() {
    let key = KeyEvent::new(KeyCode::Char('P'), KeyModifiers::SHIFT);
    assert_eq!(Press::of(&key), Press::char('P'));
    assert_eq!(Press::ctrl('p').name(), "Ctrl-P");
}

/// What stands in the file of a draft.
fn draft(room: &Room, document: &str) -> String {
    std::fs::read_to_string(room.path().join(format!("drafts/{document}/text.md"))).unwrap()
}

#[test]
fn an_intervention_is_noted_in_eight_keys_and_undone_in_two() {
    let room = lanterns();
    let mut seat = sit(&room, Some("aly"), (100, 30), Palette::Dark);
    seat.keys("2 . 'outcome' enter : 'show outcome 4' enter 6 S 'XUS' enter");
    let before = draft(&room, "outcome");
    // The next speaker; to the word; in brackets: what was said is in the text.
    let noted = "s / 'prov' enter b";
    seat.keys(noted);
    let pressed = |word: &str| match word.trim_matches('\'') {
        letters if letters.len() < word.len() => letters.len(),
        _ => 1,
    };
    assert!(noted.split(' ').map(pressed).sum::<usize>() <= 8);
    let text = draft(&room, "outcome");
    assert!(
        text.contains("to [provide / XUS: [provide]] oil and"),
        "{text}"
    );
    let screen = seat.text();
    assert!(screen.contains("Speaking XUS"), "{screen}");
    assert!(screen.contains("XUS on outcome 4: XUS-"), "{screen}");
    // The speech and the words were noted in one second: the words alone go, and the key that brings them back is named.
    seat.keys("u y");
    assert_eq!(draft(&room, "outcome"), before);
    let screen = seat.text();
    assert!(screen.contains("U redo"), "{screen}");
    assert!(screen.contains("Speaking XUS"), "{screen}");
    seat.keys("U y");
    assert_eq!(draft(&room, "outcome"), text);
    assert!(seat.text().contains("u undo"), "{}", seat.text());
    seat.keys("u y");
    assert_eq!(draft(&room, "outcome"), before);
}

#[test]
fn the_floor_takes_alternatives_insertions_and_deletions_in_the_speakers_name() {
    let room = lanterns();
    let mut seat = sit(&room, Some("goh"), (100, 30), Palette::Dark);
    seat.keys("2 . 'outcome' enter : 'show outcome 1' enter 6");
    // Nobody speaks yet: that is asked first; and agreed words are opened by nobody's slip of a finger.
    let before = draft(&room, "outcome");
    seat.keys("/ 'undertake' enter a 'XEG' enter 'are encouraged' enter");
    let screen = seat.text();
    assert!(
        screen.contains("1 is agreed: other words open it again"),
        "{screen}"
    );
    assert_eq!(draft(&room, "outcome"), before);
    seat.keys("y");
    assert!(
        draft(&room, "outcome").contains("States [undertake / XEG: are encouraged] to mark"),
        "{}",
        draft(&room, "outcome")
    );
    seat.keys("/ 'lantern' enter i 'and every lamp' enter");
    let text = draft(&room, "outcome");
    assert!(text.contains("[XEG: and every lamp]"), "{text}");
    seat.keys("w 'XUS' enter / 'of man' enter v right d");
    let text = draft(&room, "outcome");
    assert!(text.contains("[time of manufacture / XUS: time]"), "{text}");
    // Inside somebody's alternative, the speaker's words stand against the whole bracket.
    seat.keys("/ 'encour' enter a 'obliged' enter");
    let text = draft(&room, "outcome");
    assert!(
        text.contains("[undertake / XEG: are encouraged / XUS: are obliged]"),
        "{text}"
    );
    seat.keys("/ 'obliged' enter y y");
    let text = draft(&room, "outcome");
    assert!(text.contains("[undertake / XEG: are encouraged]"), "{text}");
}

#[test]
fn a_click_points_at_a_word_and_the_arrows_go_by_words_and_lines() {
    let room = lanterns();
    let mut seat = sit(&room, Some("goh"), (60, 24), Palette::Dark);
    seat.keys("2 . 'outcome' enter : 'show outcome 2' enter 6 w 'XUS' enter");
    let screen = seat.text();
    let (y, line) = screen
        .lines()
        .enumerate()
        .find(|(_, line)| line.contains("marked"))
        .unwrap();
    let x = line.split("marked").next().unwrap().chars().count();
    seat.happen(Message::Click {
        x: u16::try_from(x + 2).unwrap(),
        y: u16::try_from(y).unwrap(),
    });
    seat.keys("b");
    let text = draft(&room, "outcome");
    assert!(text.contains("[marked / XUS: [marked]]"), "{text}");
    seat.keys("home right down up left");
    assert!(seat.text().contains("Speaking XUS"));
}

#[test]
fn words_that_were_not_saved_are_there_again_at_the_next_start() {
    let room = lanterns();
    let mut seat = sit(&room, Some("aly"), (100, 30), Palette::Dark);
    seat.keys("2 . 'outcome' enter : 'show outcome 4' enter e 'and glass'");
    let written = seat.text();
    assert!(written.contains("and glass"), "{written}");
    // The program is gone: its words lie there, and nobody holds the lock on them.
    let folder = room.path().join(".git/adref/unsaved");
    let own = folder.join(format!("{}.json", std::process::id()));
    std::fs::rename(&own, folder.join("1.json")).unwrap();
    drop(seat);
    let mut seat = sit(&room, Some("aly"), (100, 30), Palette::Dark);
    let screen = seat.text();
    assert!(screen.contains("Edit 4"), "{screen}");
    assert!(screen.contains("and glass"), "{screen}");
    // Left on purpose, they are forgotten.
    seat.keys("esc esc");
    assert!(
        std::fs::read_dir(&folder)
            .unwrap()
            .flatten()
            .all(|entry| { entry.path().extension().is_none_or(|end| end != "json") })
    );
}

#[test]
fn a_screen_that_a_key_names_shows_what_is_selected() {
    let room = lanterns();
    let mut seat = sit(&room, Some("chair"), (120, 36), Palette::Dark);
    // The Board stands on outcome 2: text, floor and paragraph are those of outcome 2.
    seat.keys("5 f 'outcome' enter / 'records' enter esc");
    let on_two = |text: &str| text.contains("records");
    let text = seat.keys("2").text();
    assert!(text.contains("outcome") && on_two(&text), "{text}");
    let text = seat.keys("5 6").text();
    assert!(text.contains("outcome 2") && on_two(&text), "{text}");
    let text = seat.keys("5 7").text();
    assert!(text.contains("outcome 2") && on_two(&text), "{text}");
    // In the matrix no paragraph is selected that could be gavelled unseen.
    let text = seat.keys("5 m g").text();
    assert!(!text.contains("outcome 2 is not ready"), "{text}");
    // What is missing on the line is said.
    let text = seat.keys("esc : 'agree' enter").text();
    assert!(text.contains("<DOC PARAGRAPH>"), "{text}");
}
