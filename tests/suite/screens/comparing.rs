//! Compare, looked at in every way: by kind, folded and opened, by sentence, in one column, any two texts, a proposal's wish.

use std::sync::Arc;

use adref::ops::Request;
use adref::tui::{Answer, Message, Palette};
use adref::workspace::Workspace;

use super::seat::{Place, Seat};
use crate::kit::{Room, noon};

const MARK: &str = "Each maker of lanterns puts a mark on every lantern at the time at which it is made. It can be read.";
const KEEP: &str = "The authorities keep records of the marks for as long as they can and for no less than twenty years.";
const SHARE: &str = "On request they share what the records say with the authorities of any other port that asks for it.";
const TRAIN: &str = "Officers of the harbour are trained in reading the marks, and those who train them are trained as well.";
const FUND: &str = "A fund pays for the training of those who cannot pay for it themselves, as far as its means go.";

const PORT: &str =
    "Ports that have no lanterns at all are asked to say so once a year, and to say why.";

fn old() -> String {
    format!(
        "1. {MARK}\n\n2. {KEEP}\n\n3. {SHARE}\n\n4. {TRAIN}\n\n5. Lamps are green.\n\n6. {PORT}\n"
    )
}

/// The first edited in one of two sentences, the fourth moved up, the fifth gone, one new, and a bracket put.
fn new() -> String {
    let mark = MARK.replace("every lantern", "every lantern and lamp");
    let keep = KEEP.replace("no less than", "[no less than]");
    format!("1. {mark}\n\n2. {TRAIN}\n\n3. {keep}\n\n4. {SHARE}\n\n5. {FUND}\n\n6. {PORT}\n")
}

/// A meeting whose second document has two versions.
fn room() -> Room {
    let room = Room::meeting();
    room.save(&[("drafts/wp1/text.md", &old())]);
    room.save(&[("drafts/wp1/text.md", &new())]);
    room
}

fn sit(room: &Room, size: (u16, u16)) -> Seat {
    Seat::take(&Place {
        meeting: &Arc::new(Workspace::open(room.path()).unwrap()),
        hand: Some("aly"),
        now: noon(),
        size,
        palette: Palette::Dark,
    })
}

/// A seat before the comparison of the two versions.
fn compared(room: &Room, size: (u16, u16)) -> Seat {
    let mut seat = sit(room, size);
    asked(
        &mut seat,
        Request::Compare {
            document: "wp1".to_owned(),
            old: "HEAD~1".to_owned(),
            new: "now".to_owned(),
        },
    );
    seat
}

fn asked(seat: &mut Seat, request: Request) {
    seat.happen(Message::Answered(Box::new(Answer::Understood(request))));
}

#[test]
fn what_moved_is_drawn_at_both_places_and_enter_goes_from_one_to_the_other() {
    let room = room();
    let mut seat = compared(&room, (120, 36));
    let text = seat.text();
    assert!(text.contains("moved from 4"), "{text}");
    assert!(
        text.contains("↘ 4  moved to 2  Officers of the harbour"),
        "{text}"
    );
    let here = |text: &str| {
        let line = text.lines().find(|line| line.starts_with('▌'));
        line.unwrap_or_default().to_owned()
    };
    seat.keys("m");
    let text = seat.text();
    assert!(text.contains("only moved: 1"), "{text}");
    assert!(!text.contains("A fund pays"), "{text}");
    assert!(text.contains("of them changed"), "{text}");
    assert!(here(&text).contains("Officers of the"), "{text}");
    let text = seat.keys("enter").text();
    assert!(here(&text).contains("↘ 4  moved to 2"), "{text}");
    let text = seat.keys("enter").text();
    assert!(
        here(&text).contains("Officers of the") && !here(&text).contains("moved to"),
        "{text}"
    );
}

#[test]
fn what_is_gone_stays_selected_where_the_changes_are_listed_anew() {
    let room = room();
    let mut seat = compared(&room, (120, 36));
    let here = |seat: &mut Seat| {
        let text = seat.text();
        let line = text.lines().find(|line| line.starts_with('▌'));
        line.unwrap_or_default().to_owned()
    };
    for _ in 0..6 {
        if here(&mut seat).contains("Lamps are green") {
            break;
        }
        seat.keys("n");
    }
    let before = here(&mut seat);
    assert!(before.contains("Lamps are green"), "{}", seat.text());
    for key in ["w", "c", "c"] {
        seat.keys(key);
        assert_eq!(here(&mut seat), before, "after {key}");
    }
}

#[test]
fn one_kind_of_changes_alone_is_picked_from_those_there_are() {
    let room = room();
    let mut seat = compared(&room, (120, 36));
    let text = seat.keys("f").text();
    for entry in [
        "every change",
        "edited 2",
        "new 1",
        "gone 1",
        "moved 1",
        "brackets 1",
    ] {
        assert!(text.contains(entry), "no {entry} in\n{text}");
    }
    assert!(!text.contains("regrouped"), "{text}");
    let text = seat.keys("'gone' enter").text();
    assert!(text.contains("only gone: 1"), "{text}");
    assert!(text.contains("Lamps are green"), "{text}");
    assert!(!text.contains("A fund pays"), "{text}");
    // The first press goes back to all changes, the next to everything.
    let text = seat.keys("c").text();
    assert!(
        text.contains("A fund pays") && text.contains("unchanged"),
        "{text}"
    );
    let text = seat.keys("c").text();
    assert!(
        text.contains("Ports that have no") && !text.contains("unchanged"),
        "{text}"
    );
}

#[test]
fn what_is_folded_opens_where_it_stands_and_folds_again() {
    let room = room();
    let mut seat = compared(&room, (120, 36));
    let text = seat.text();
    assert!(!text.contains("Ports that have no"), "{text}");
    let text = seat.keys("end enter").text();
    assert!(text.contains("Ports that have no"), "{text}");
    let text = seat.keys("z").text();
    assert!(!text.contains("Ports that have no"), "{text}");
    let text = seat.keys("z").text();
    assert!(text.contains("Ports that have no"), "{text}");
}

#[test]
fn whole_sentences_are_struck_and_the_command_that_prints_it_is_said() {
    let room = room();
    let mut seat = compared(&room, (90, 36));
    let text = seat.text();
    let words = "every lantern and lamp at the time";
    assert!(text.replace("\n ", " ").contains("lamp"), "{text}");
    assert!(
        !text.contains(words) || !text.contains("by sentence"),
        "{text}"
    );
    let text = seat.keys("w").text();
    assert!(text.contains("by sentence"), "{text}");
    assert_eq!(text.matches("Each maker of lanterns").count(), 2, "{text}");
    assert_eq!(text.matches("It can be read.").count(), 1, "{text}");
    let text = seat.keys("m y").text();
    assert!(
        text.contains("same as: adref diff wp1 HEAD~1 now --only moved --sentences"),
        "{text}"
    );
}

#[test]
fn a_broad_screen_shows_one_column_where_that_is_wanted() {
    let room = room();
    let mut seat = compared(&room, (120, 36));
    assert_eq!(seat.text().matches("Each maker of lanterns").count(), 2);
    let text = seat.keys("|").text();
    assert_eq!(text.matches("Each maker of lanterns").count(), 1, "{text}");
    assert_eq!(
        seat.keys("|")
            .text()
            .matches("Each maker of lanterns")
            .count(),
        2
    );
    let mut narrow = compared(&room, (80, 24));
    assert!(narrow.keys("|").text().contains("too narrow"));
}

#[test]
fn any_two_texts_are_compared_and_one_step_back_leaves_them() {
    let room = room();
    room.write("notes/old.md", old());
    room.write("notes/new.md", new());
    let mut seat = sit(&room, (120, 36));
    let text = seat.keys(": 'diff notes/old.md notes/new.md' enter").text();
    assert!(text.contains("two texts   old.md ⇄ new.md"), "{text}");
    assert!(text.contains("A fund pays"), "{text}");
    let text = seat.keys("x").text();
    assert!(text.contains("new.md ⇄ old.md"), "{text}");
    let text = seat.keys("r").text();
    assert!(text.contains(":diff"), "{text}");
    let text = seat
        .keys("esc 1 3 : 'diff HEAD~1:drafts/wp1/text.md notes/none.md' enter")
        .text();
    assert!(text.contains("no file notes/none.md"), "{text}");
}

#[test]
fn what_is_looked_at_and_the_counts_are_whole_at_every_width() {
    let room = room();
    let names = [
        "as-handed-in-on-the-first-day",
        "as-handed-in-on-the-second-day",
    ];
    room.write(&format!("notes/{}.md", names[0]), old());
    room.write(&format!("notes/{}.md", names[1]), new());
    for width in (60..=160).step_by(5) {
        let mut seat = sit(&room, (width, 36));
        let asked = format!(
            ": 'diff notes/{}.md notes/{}.md' enter m",
            names[0], names[1]
        );
        let text = seat.keys(&asked).text();
        let head: Vec<&str> = text.lines().skip(1).take(2).collect();
        let head = head.join("\n");
        assert!(head.contains("only moved: 1"), "{width}\n{text}");
        let last = |counts: &str| head.lines().any(|line| line.trim_end().ends_with(counts));
        assert!(last("renumbered") || last("#"), "{width}\n{text}");
    }
}

#[test]
fn a_proposal_is_compared_with_the_text_as_it_stands() {
    let room = room();
    let mut env = adref::cli::Env::quiet(room.path());
    env.hand = Some("XNO".to_owned());
    env.now = Some(noon());
    let words = [
        "propose",
        "wp1",
        "3",
        "--text",
        "The authorities keep records for ever.",
    ];
    let proposed = adref::cli::run_in(room.path(), words, &env);
    assert_eq!(proposed.status, 0, "{}", proposed.complained());
    let mut seat = sit(&room, (120, 36));
    let text = seat.keys("4 c").text();
    assert!(text.contains("now ⇄ as xno-"), "{text}");
    assert!(text.contains("for ever"), "{text}");
    assert!(text.contains("1 edited"), "{text}");
    // It is among the versions to pick from too.
    let text = seat.keys("r 'now' enter").text();
    assert!(text.contains("wants it"), "{text}");
}
