//! Receiving and sending on the screens: what it would be is shown first, and nothing is done without a yes.

use adref::cli::{Env, run_in};
use adref::tui::Palette;

use super::behaviour::{lanterns, sit};
use crate::kit::{Room, has_git, noon};

fn head(room: &Room) -> String {
    room.git(&["rev-parse", "HEAD"])
}

/// Does something at a desk beside the screens.
fn typed(at: &std::path::Path, line: &[&str]) {
    let mut env = Env::quiet(at);
    env.hand = Some("aly".to_owned());
    env.now = Some(noon());
    let done = run_in(at, line.iter().copied(), &env);
    assert_eq!(done.status, 0, "{line:?}: {}", done.complained());
}

#[test]
fn what_others_sent_is_shown_before_it_is_received_and_what_is_saved_before_it_is_sent() {
    if !has_git() {
        return;
    }
    let room = lanterns();
    typed(room.path(), &["send", "--to", "../stick"]);
    room.git(&["clone", "-q", "../stick", "../two"]);
    let two = room.home().join("two");
    typed(&two, &["support", "outcome", "4", "--as", "XNO"]);
    typed(&two, &["send"]);
    typed(room.path(), &["reserve", "outcome", "4", "--as", "XNO"]);
    let before = head(&room);
    let mut seat = sit(&room, Some("aly"), (120, 36), Palette::Dark);
    let text = seat.text();
    assert!(text.contains("1 save not sent to stick yet"), "{text}");
    let text = seat.keys(": 'receive' enter").text();
    assert!(text.contains("Receive this from stick?"), "{text}");
    assert!(
        text.contains("would be received from stick: 1 position"),
        "{text}"
    );
    assert!(text.contains("same as: adref receive"), "{text}");
    assert_eq!(head(&room), before, "nothing is written before the answer");
    let text = seat.keys("enter").text();
    assert!(text.contains("Receive this"), "enter is no answer: {text}");
    let text = seat.keys("n").text();
    assert!(text.contains("nothing was done"), "{text}");
    assert_eq!(head(&room), before);
    let text = seat.keys(": 'receive' enter y").text();
    assert!(text.contains("received from stick: 1 position"), "{text}");
    let merged = head(&room);
    assert_ne!(merged, before);
    let text = seat.keys(": 'send' enter").text();
    assert!(
        text.contains("Send this to stick?") && text.contains("1 position"),
        "{text}"
    );
    let there = || room.git(&["ls-remote", "../stick", "refs/heads/main"]);
    assert!(!there().starts_with(merged.trim()));
    seat.keys("y");
    assert!(there().starts_with(merged.trim()));
    let text = seat.keys(": 'send' enter").text();
    assert!(text.contains("already"), "{text}");
    let text = seat.keys(": 'receive' enter").text();
    assert!(text.contains("nothing new at stick"), "{text}");
    room.is_whole_and_clean();
}

#[test]
fn what_cannot_be_received_is_shown_with_the_way_out_and_a_place_that_is_gone_is_named() {
    if !has_git() {
        return;
    }
    let room = lanterns();
    let mut seat = sit(&room, Some("aly"), (120, 36), Palette::Dark);
    let text = seat.keys(": 'send' enter").text();
    assert!(text.contains("adref send --to DIR|URL"), "{text}");
    typed(room.path(), &["send", "--to", "../stick"]);
    room.git(&["clone", "-q", "../stick", "../two"]);
    let two = room.home().join("two");
    for (at, title) in [(two.as_path(), "theirs"), (room.path(), "ours")] {
        let path = at.join("facilitators/meeting.yaml");
        let text = std::fs::read_to_string(&path).unwrap();
        let line = text
            .lines()
            .find(|line| line.starts_with("title:"))
            .unwrap();
        std::fs::write(&path, text.replace(line, &format!("title: {title}"))).unwrap();
        let words = ["-C", at.to_str().unwrap(), "commit", "-qam", "x"];
        room.git(&words);
    }
    typed(&two, &["send"]);
    let before = head(&room);
    let text = seat.keys("esc : 'receive' enter").text();
    assert!(
        text.contains("left to you") && text.contains(":receive --prefer here"),
        "{text}"
    );
    seat.keys("y esc");
    assert_eq!(
        head(&room),
        before,
        "y does nothing where a file has to be chosen"
    );
    seat.keys(": 'receive --prefer there' enter y");
    assert!(
        room.text("facilitators/meeting.yaml")
            .contains("title: theirs")
    );
    std::fs::rename(room.home().join("stick"), room.home().join("away")).unwrap();
    let text = seat.keys(": 'receive' enter").text();
    assert!(
        text.contains("cannot be reached") && text.contains("nothing is lost"),
        "{text}"
    );
}
