//! A comparison printed in every form: the same changes in each, and a form for each reader.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::path::Path;

use adref::office::{Block, read_paper};

use crate::kit::{Room, bare_command};

const OLD: &str = "# Title\n\n1. States shall mark every lantern. They keep *records* of it.\n\n2. Marks are legible, and they are made to last.\n\n\
                   3. A paragraph that goes away, all of it.\n\n4. The last one, which nobody touches at all.\n";
const NEW: &str = "# Title\n\n1. States [should] mark every lantern. They keep *records* of it.\n\n2. A new one.\n\n\
                   3. Marks are legible, and they are made to last.\n\n4. The last one, which nobody touches at all.\n";

fn diff(at: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = bare_command(env!("CARGO_BIN_EXE_adref"), at)
        .args(["diff", "old.md", "new.md"])
        .args(arguments)
        .current_dir(at)
        .output()
        .unwrap();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (
        output.status.code().unwrap(),
        text(&output.stdout),
        text(&output.stderr),
    )
}

fn texts(old: &str, new: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("old.md"), old).unwrap();
    std::fs::write(folder.path().join("new.md"), new).unwrap();
    folder
}

#[test]
fn a_line_a_change_counts_its_words() {
    let folder = texts(OLD, NEW);
    let (status, printed, _) = diff(folder.path(), &["--format", "stat"]);
    assert_eq!(status, 1);
    assert_eq!(
        printed,
        "old.md → new.md\n\
         ~ 1      edited     | 2 +-\n\
         + 2      new        | 3 +++\n\
         # 2 → 3  renumbered | 0\n\
         - 3      gone       | 8 --------\n\
         4 words came, 9 words went\n\
         1 edited, 1 new, 1 gone, 1 renumbered; brackets 0 → 1\n"
    );
    // However many words, no line is broader than the screen.
    let long = format!("1. {}\n", "word ".repeat(3000));
    let folder = texts("1. word\n", &long);
    let (_, printed, _) = diff(folder.path(), &["--format", "stat"]);
    assert!(
        printed.lines().all(|line| line.chars().count() <= 100),
        "{printed}"
    );
}

#[test]
fn markdown_strikes_and_underlines_and_keeps_the_words_own_marks() {
    let folder = texts(OLD, NEW);
    let (_, printed, _) = diff(folder.path(), &["--format", "markdown"]);
    assert_eq!(
        printed,
        "# old.md → new.md\n\n1 edited, 1 new, 1 gone, 1 renumbered; brackets 0 → 1\n\n\
         ## 1: edited (0.86 of the words kept)\n\nStates <del>shall</del> <ins>[should]</ins> mark every lantern. They keep *records* of it.\n\n\
         ## 2: new\n\n<ins>A new one.</ins>\n\n\
         ## 2 → 3: renumbered\n\nMarks are legible, and they are made to last.\n\n\
         ## 3: gone\n\n<del>A paragraph that goes away, all of it.</del>\n"
    );
    // A name is not taken for marks, and nothing harmful goes through.
    let folder = texts("a\u{1b}[2J\n", "b\u{1b}[2J\n");
    let (_, printed, _) = diff(folder.path(), &["--format", "markdown"]);
    assert!(!printed.contains('\u{1b}'), "{printed}");
}

#[test]
fn whole_sentences_are_struck_where_that_is_asked_for() {
    let folder = texts(OLD, NEW);
    let (_, printed, _) = diff(
        folder.path(),
        &["--sentences", "--format", "inline", "--only", "edited"],
    );
    let unwrapped = printed.replace('\n', " ");
    assert!(
        unwrapped.contains(
            "[-States shall mark every lantern.-] {+States [should] mark every lantern.+} They keep *records* of it."
        ),
        "{printed}"
    );
}

#[test]
fn one_kind_alone_is_shown_and_the_exit_status_is_that_of_the_whole() {
    let folder = texts(OLD, NEW);
    for (only, head) in [
        ("new", "+ 2  new"),
        ("gone", "- 3  gone"),
        ("renumbered", "# 2 → 3  renumbered"),
        ("brackets", "~ 1  edited  0.86 kept"),
    ] {
        let (status, printed, _) = diff(folder.path(), &["--format", "inline", "--only", only]);
        assert_eq!(status, 1);
        let heads = printed
            .lines()
            .filter(|line| line.starts_with(['~', '+', '-', '#']));
        assert_eq!(heads.collect::<Vec<_>>(), [head], "{only}");
    }
    let (_, printed, _) = diff(
        folder.path(),
        &["--format", "stat", "--only", "new", "--only", "gone"],
    );
    assert!(printed.contains("3 words came, 8 words went"), "{printed}");
    let (status, _, complaint) = diff(folder.path(), &["--only", "bent"]);
    assert_eq!(status, 2);
    assert!(
        complaint.contains("possible values: edited, new, gone"),
        "{complaint}"
    );
}

#[test]
fn without_a_terminal_the_screen_is_printed_instead() {
    let folder = texts(OLD, NEW);
    let (status, printed, _) = diff(folder.path(), &["--screen"]);
    assert_eq!(status, 1);
    assert!(printed.contains("A new one."), "{printed}");
}

#[test]
fn a_text_as_a_proposal_wants_it_is_a_version_of_its_document() {
    let room = Room::meeting();
    let propose = room
        .adref(&[
            "propose",
            "wp1",
            "2",
            "--text",
            "States keep records for ever.",
            "--as",
            "XNO",
        ])
        .output()
        .unwrap();
    assert!(propose.status.success(), "{propose:?}");
    let listed = room.adref(&["proposals", "--json"]).output().unwrap();
    let listed: serde_json::Value = serde_json::from_slice(&listed.stdout).unwrap();
    let slug = listed["proposals"][0]["slug"].as_str().unwrap().to_owned();
    let output = room
        .adref(&["diff", "wp1", "now", &slug, "--json"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    let changed: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(changed["summary"]["edited"], 1);
    let elsewhere = room
        .adref(&["diff", "outcome", "now", &slug])
        .output()
        .unwrap();
    assert_eq!(elsewhere.status.code(), Some(2));
    let complaint = String::from_utf8(elsewhere.stderr).unwrap();
    assert!(complaint.contains("is on wp1"), "{complaint}");
}

/// All words of a Word file, its head first.
fn said_in_word(room: &Room, line: &[&str]) -> String {
    let to = room.home().join("out.docx");
    let more = ["--docx", "-o", to.to_str().unwrap()];
    let output = room
        .adref(&[&["export"], line, &more].concat())
        .output()
        .unwrap();
    let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{line:?}: {complaint}");
    let paper = read_paper(&std::fs::read(to).unwrap()).unwrap().paper;
    let words = paper.blocks.iter().flat_map(|block| match block {
        Block::Paragraph(paragraph) => paragraph.runs.clone(),
        Block::Table(_) => Vec::new(),
    });
    let words: String = words.map(|run| run.text).collect();
    format!("{}\n{words}", paper.masthead.join("\n"))
}

#[test]
fn a_revision_goes_to_word_as_it_was_issued() {
    let room = Room::meeting();
    let issue = |rev: &str, more: &[&str]| {
        let line = ["issue", "wp1", "--rev", rev];
        let mut command = room.adref(&[&line, more].concat());
        let output = command.env("ADREF_AS", "aly").output().unwrap();
        assert!(output.status.success(), "{output:?}");
    };
    issue("1", &["--names", "none"]);
    let first = said_in_word(&room, &["wp1@rev.1"]);
    assert!(first.contains("A/SM/2008/WP.1/Rev.1"), "{first}");
    assert!(first.contains("[shall / should]"), "{first}");
    for name in ["GN", "XUS"] {
        assert!(!first.contains(name), "{first}");
    }
    // Whoever asks for names is at the desk, and gets the text that it has.
    let named = said_in_word(&room, &["wp1@rev.1", "--names", "shown"]);
    assert!(named.contains("[shall / GN: should]"), "{named}");
    assert!(named.contains("A/SM/2008/WP.1/Rev.1"), "{named}");
    let now = said_in_word(&room, &["wp1"]);
    assert!(now.contains("[shall / GN: should]"), "{now}");
    assert!(!now.contains("Rev.1"), "{now}");
    issue("2", &[]);
    let second = said_in_word(&room, &["wp1@rev.2"]);
    assert!(second.contains("[shall / GN: should]"), "{second}");
    assert!(second.contains("A/SM/2008/WP.1/Rev.2"), "{second}");
    let again = said_in_word(&room, &["wp1@rev.1"]);
    assert_eq!(again, first);
}
