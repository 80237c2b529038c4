//! What is said to whoever types what cannot be done, or asks for what is not there: why, and the way out.
#![allow(clippy::unwrap_used)]

use crate::kit::{Room, bare_command, has_git};

/// What is said to one who is refused.
fn refused(room: &Room, words: &[&str]) -> String {
    let output = room.run_at(room.path(), "aly", words);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{words:?}: {said}");
    said
}

#[test]
fn a_text_without_a_paragraph_says_so_and_how_it_is_written() {
    let room = Room::meeting();
    for text in ["", "---\ntitle: Annex\n---\n"] {
        room.save(&[("drafts/annex/text.md", text)]);
        let said = room.says("aly", &["show", "annex"]);
        assert!(said.contains("annex has no paragraphs yet\n"), "{said}");
        assert!(said.contains("Hint: adref edit annex "), "{said}");
    }
    let said = refused(&room, &["show", "annex", "1"]);
    assert!(said.contains("annex has no paragraphs yet"), "{said}");
}

#[test]
fn blame_takes_the_paragraphs_that_are_named() {
    if !has_git() {
        return;
    }
    let room = Room::meeting();
    let said = room.says("aly", &["blame", "wp1", "3", "1"]);
    let names: Vec<&str> = said
        .lines()
        .skip(1)
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert_eq!(names, ["1", "3"]);
    let said = refused(&room, &["blame", "wp1", "99"]);
    assert!(said.contains("no paragraph 99 in wp1"), "{said}");
}

#[test]
fn a_paragraph_that_is_not_there_or_has_no_document_before_it_shows_the_way() {
    let room = Room::meeting();
    let said = refused(&room, &["show", "wp1", "99"]);
    let way = "Hint: adref outline wp1 lists its paragraphs";
    assert!(said.contains(way), "{said}");
    for words in [
        &["support", "12"][..],
        &["oppose", "(a)"],
        &["agree", "PP3"],
    ] {
        let said = refused(&room, words);
        let way = format!("the document goes before the paragraph: wp1 {}", words[1]);
        assert!(said.contains(&way), "{said}");
    }
    let said = refused(&room, &["support", "wp11"]);
    assert!(said.contains("did you mean wp1?"), "{said}");
    let said = refused(&room, &["diff", "wp1", "rev.zero", "now"]);
    assert!(said.contains("adref issue wp1 --rev zero"), "{said}");
}

#[test]
fn what_answers_a_proposal_before_a_gavel_goes_by_how_far_it_is() {
    let room = Room::meeting();
    let hint = || {
        let said = refused(&room, &["agree", "wp1", "2"]);
        let hint = said.lines().find(|line| line.starts_with("Hint: "));
        hint.unwrap_or_default().to_owned()
    };
    let last = "adref accept, set-aside or park";
    let words = "States keep records for thirty years.";
    room.says(
        "aly",
        &["propose", "wp1", "2", "--text", words, "--as", "XNO"],
    );
    let said = hint();
    let way = format!(": adref table, adref open, then {last}");
    assert!(
        said.starts_with("Hint: answer xno-") && said.ends_with(&way),
        "{said}"
    );
    room.says("aly", &["table", "wp1"]);
    assert_eq!(
        hint(),
        format!("Hint: answer XNO-1: adref open, then {last}")
    );
    room.says("aly", &["open", "XNO-1"]);
    assert_eq!(hint(), format!("Hint: answer XNO-1: {last}"));
}

#[test]
fn an_empty_file_is_called_empty_whatever_it_is_named() {
    let room = Room::meeting();
    for (name, bytes) in [
        ("answer.txt", ""),
        ("answer.docx", ""),
        ("mail.eml", " \n\n"),
    ] {
        std::fs::write(room.home().join(name), bytes).unwrap();
        let file = format!("../{name}");
        let said = refused(&room, &["take", &file, "--from", "XNO", "--on", "wp1"]);
        assert!(said.contains(&format!("{file} is empty")), "{said}");
        assert!(!said.contains("Word"), "{said}");
    }
}

#[cfg(unix)]
#[test]
fn a_new_meeting_that_is_refused_leaves_nothing_of_it_and_all_that_was_there() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("m");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("notes.txt"), "mine").unwrap();
    // It points nowhere, so that no draft can be written below it.
    std::os::unix::fs::symlink("/nowhere/at/all", folder.join("drafts")).unwrap();
    let listed = || {
        let entries = std::fs::read_dir(&folder).unwrap();
        let mut names: Vec<_> = entries.map(|one| one.unwrap().file_name()).collect();
        names.sort();
        names
    };
    let before = listed();
    let output = bare_command(env!("CARGO_BIN_EXE_adref"), home.path())
        .args(["new", "m"])
        .current_dir(home.path())
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert_eq!(listed(), before);
    assert_eq!(std::fs::read(folder.join("notes.txt")).unwrap(), b"mine");
}
