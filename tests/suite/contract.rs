//! The shapes that other programs rely on: keys, types, exit statuses, and where what is said goes.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;
use std::process::{Output, Stdio};

use serde_json::Value;

use crate::kit::{Room, bare_command};

const DRAFT: &str = "\
---
title: Draft outcome
language: en
---

## II. Marking

12 bis. States [shall / EU, NOR: should / USA: –] mark every lantern [as appropriate].

13. States keep records.
";

/// A folder that is in no repository, with these files.
fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn adref(at: &Path, arguments: &[&str]) -> Output {
    bare_command(env!("CARGO_BIN_EXE_adref"), at)
        .args(arguments)
        .current_dir(at)
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

fn status(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// The one JSON object that was printed.
fn json(output: &Output) -> Value {
    let printed = text(&output.stdout);
    let value: Value = serde_json::from_str(&printed)
        .unwrap_or_else(|error| panic!("{error}: {printed}{}", text(&output.stderr)));
    assert_eq!(value["schema"], 1, "{printed}");
    value
}

/// Asserts that an object has at least these keys.
fn has(value: &Value, keys: &[&str]) {
    let object = value
        .as_object()
        .unwrap_or_else(|| panic!("no object: {value}"));
    let there: BTreeSet<&str> = object.keys().map(String::as_str).collect();
    for key in keys {
        assert!(there.contains(key), "no key {key} in {value}");
    }
}

#[test]
fn outline_has_a_row_a_paragraph() {
    let room = folder(&[("a.md", DRAFT)]);
    let output = adref(room.path(), &["outline", "a.md", "--json"]);
    assert_eq!(status(&output), 0);
    let value = json(&output);
    has(&value, &["schema", "title", "language", "paragraphs"]);
    assert_eq!(value["title"], "Draft outcome");
    assert_eq!(value["language"], "en");
    let rows = value["paragraphs"].as_array().unwrap();
    for (n, row) in rows.iter().enumerate() {
        let keys = [
            "index",
            "lines",
            "kind",
            "label",
            "path",
            "text",
            "brackets",
            "words",
            "bracketed_words",
        ];
        has(row, &keys);
        assert_eq!(row["index"], n);
    }
    assert_eq!(rows[0]["kind"], "title");
    let twelve = rows.iter().find(|row| row["label"] == "12 bis").unwrap();
    assert_eq!(twelve["lines"], serde_json::json!([8, 8]));
    assert_eq!(twelve["path"], "II/12 bis");
    assert_eq!(twelve["kind"], "paragraph");
    assert_eq!(twelve["brackets"], 2);
    assert!(
        twelve["text"]
            .as_str()
            .unwrap()
            .starts_with("States [shall")
    );
}

#[test]
fn brackets_have_places_depths_and_owners() {
    let room = folder(&[("a.md", DRAFT), ("stray.md", "1. a [b\n")]);
    let output = adref(room.path(), &["brackets", "a.md", "--json"]);
    assert_eq!(status(&output), 0);
    let value = json(&output);
    has(&value, &["brackets", "errors", "totals"]);
    has(
        &value["totals"],
        &["brackets", "alternatives", "words", "bracketed_words"],
    );
    assert_eq!(value["totals"]["brackets"], 2);
    assert_eq!(value["totals"]["alternatives"], 4);
    let first = &value["brackets"][0];
    has(
        first,
        &[
            "paragraph",
            "label",
            "line",
            "column",
            "end_line",
            "end_column",
            "depth",
            "alternatives",
        ],
    );
    assert_eq!((&first["line"], &first["column"]), (&8.into(), &16.into()));
    assert_eq!(first["depth"], 1);
    assert_eq!(first["label"], "12 bis");
    assert_eq!(
        first["alternatives"],
        serde_json::json!([
            {"parties": [], "text": "shall", "nothing": false},
            {"parties": ["EU", "NOR"], "text": "should", "nothing": false},
            {"parties": ["USA"], "text": first["alternatives"][2]["text"], "nothing": true},
        ])
    );
    let value = json(&adref(room.path(), &["brackets", "stray.md", "--json"]));
    let error = &value["errors"][0];
    has(error, &["code", "line", "column", "message"]);
    assert_eq!(error["code"], "unclosed");
    assert_eq!((&error["line"], &error["column"]), (&1.into(), &6.into()));
}

#[test]
fn exactly_the_parties_given_may_own_an_alternative() {
    let room = folder(&[
        ("a.md", "1. [shall / EU: should] and [NOR: must]\n"),
        ("list.yaml", "- NOR\n"),
        ("map.yaml", "EU: [FR, DE]\n"),
    ]);
    let parties = |file: &str| -> Vec<Value> {
        let value = json(&adref(
            room.path(),
            &["brackets", "a.md", "--json", "--parties", file],
        ));
        value["brackets"].as_array().unwrap().clone()
    };
    let listed = parties("list.yaml");
    assert_eq!(
        listed[0]["alternatives"][1]["parties"],
        serde_json::json!([])
    );
    assert_eq!(
        listed[1]["alternatives"][0]["parties"],
        serde_json::json!(["NOR"])
    );
    let mapped = parties("map.yaml");
    assert_eq!(
        mapped[0]["alternatives"][1]["parties"],
        serde_json::json!(["EU"])
    );
    let read = adref(
        room.path(),
        &["read", "a.md", "--as", "FR", "--parties", "map.yaml"],
    );
    assert!(
        text(&read.stdout).contains("should and"),
        "{}",
        text(&read.stdout)
    );
    let wrong = adref(
        room.path(),
        &["read", "a.md", "--as", "FRA", "--parties", "map.yaml"],
    );
    assert_eq!(status(&wrong), 2);
    assert!(
        text(&wrong.stderr).contains("did you mean FR?"),
        "{}",
        text(&wrong.stderr)
    );
}

#[test]
fn read_gives_one_reading_as_text() {
    let room = folder(&[("a.md", DRAFT)]);
    let base = adref(room.path(), &["read", "a.md", "--base"]);
    assert_eq!(status(&base), 0);
    assert!(text(&base.stdout).contains("12 bis. States shall mark every lantern as appropriate."));
    let eu = adref(room.path(), &["read", "a.md", "--as", "EU"]);
    assert!(text(&eu.stdout).contains("States should mark every lantern as appropriate."));
    let kept = adref(room.path(), &["read", "a.md", "--as", "EU", "--keep-bare"]);
    assert!(text(&kept.stdout).contains("States should mark every lantern [as appropriate]."));
    let value = json(&adref(
        room.path(),
        &["read", "a.md", "--as", "EU", "--json"],
    ));
    assert_eq!(value["text"], text(&eu.stdout));
    assert_eq!(status(&adref(room.path(), &["read", "a.md"])), 2);
}

#[test]
fn diff_puts_every_paragraph_into_one_change() {
    let room = folder(&[
        (
            "old.md",
            "1. States mark lanterns.\n\n2. States keep records for twenty years.\n\n3. Thanks.\n",
        ),
        (
            "new.md",
            "1. States mark [all] lanterns.\n\n2. Thanks.\n\n3. A new paragraph about something else entirely.\n",
        ),
    ]);
    let output = adref(room.path(), &["diff", "old.md", "new.md", "--json"]);
    assert_eq!(status(&output), 1);
    let value = json(&output);
    has(&value, &["changes", "summary"]);
    let counts = [
        "unchanged",
        "edited",
        "inserted",
        "deleted",
        "moved",
        "split",
        "merged",
        "recast",
        "renumbered",
        "brackets_old",
        "brackets_new",
    ];
    has(&value["summary"], &counts);
    for key in counts {
        assert!(value["summary"][key].is_u64(), "{key}");
    }
    let mut seen = (Vec::new(), Vec::new());
    for change in value["changes"].as_array().unwrap() {
        let keys = [
            "kind",
            "moved",
            "renumbered",
            "marks_only",
            "certain",
            "old",
            "new",
            "old_lines",
            "new_lines",
            "old_labels",
            "new_labels",
            "similarity",
            "words",
            "brackets_added",
            "brackets_lifted",
        ];
        has(change, &keys);
        let side = |key: &str| -> Vec<u64> {
            change[key]
                .as_array()
                .unwrap()
                .iter()
                .map(|n| n.as_u64().unwrap())
                .collect()
        };
        seen.0.extend(side("old"));
        seen.1.extend(side("new"));
        assert_eq!(
            change["old"].as_array().unwrap().len(),
            change["old_lines"].as_array().unwrap().len()
        );
        assert_eq!(
            change["new"].as_array().unwrap().len(),
            change["new_labels"].as_array().unwrap().len()
        );
        for word in change["words"].as_array().unwrap() {
            has(word, &["op", "text"]);
            assert!(["equal", "delete", "insert"].contains(&word["op"].as_str().unwrap()));
        }
    }
    seen.0.sort_unstable();
    seen.1.sort_unstable();
    assert_eq!(seen.0, [0, 1, 2]);
    assert_eq!(seen.1, [0, 1, 2]);
    let same = adref(room.path(), &["diff", "old.md", "old.md", "--json"]);
    assert_eq!(status(&same), 0);
    for format in ["side-by-side", "inline", "summary"] {
        assert_eq!(
            status(&adref(
                room.path(),
                &["diff", "old.md", "new.md", "--format", format]
            )),
            1
        );
    }
}

#[test]
fn words_of_a_change_are_the_texts_exactly() {
    let room = folder(&[
        ("old.md", "12. States shall take all necessary measures.\n"),
        (
            "new.md",
            "12. States should take measures, as appropriate.\n",
        ),
    ]);
    let value = json(&adref(room.path(), &["diff", "old.md", "new.md", "--json"]));
    let words = value["changes"][0]["words"].as_array().unwrap().clone();
    let joined = |other: &str| -> String {
        let kept = words.iter().filter(|word| word["op"] != other);
        kept.map(|word| word["text"].as_str().unwrap()).collect()
    };
    assert_eq!(
        joined("insert"),
        "States shall take all necessary measures."
    );
    assert_eq!(
        joined("delete"),
        "States should take measures, as appropriate."
    );
}

#[test]
fn check_names_file_line_and_column() {
    let room = folder(&[
        ("bad.md", "1. a [b\n\n1. c\u{202e}d\n"),
        ("good.md", "1. a\n"),
    ]);
    let output = adref(room.path(), &["check", "bad.md"]);
    assert_eq!(status(&output), 1);
    let printed = text(&output.stdout);
    assert!(
        printed.contains("bad.md:1:6: error[unclosed]: "),
        "{printed}"
    );
    for line in printed.lines().filter(|line| !line.starts_with(' ')) {
        let pieces: Vec<&str> = line.splitn(4, ':').collect();
        assert_eq!(pieces[0], "bad.md");
        assert!(
            pieces[1].parse::<usize>().is_ok() && pieces[2].parse::<usize>().is_ok(),
            "{line}"
        );
        assert!(
            pieces[3].starts_with(" error[") || pieces[3].starts_with(" warning["),
            "{line}"
        );
    }
    let value = json(&adref(room.path(), &["check", "bad.md", "--json"]));
    has(
        &value["findings"][0],
        &[
            "path", "code", "severity", "place", "excerpt", "message", "hint",
        ],
    );
    assert_eq!(status(&adref(room.path(), &["check", "good.md"])), 0);
    assert_eq!(status(&adref(room.path(), &["check", "gone.md"])), 2);
}

#[test]
fn habits_are_shown_and_written_only_when_that_is_asked_for() {
    let text_of = |name: &str, room: &tempfile::TempDir| {
        std::fs::read_to_string(room.path().join(name)).unwrap()
    };
    let draft = "1. Take [all (EU)] measures.\n\n2. [a / b](EU)\n";
    let room = folder(&[
        ("draft.md", draft),
        ("parties.yaml", "- EU\n- US\n"),
        ("good.md", "1. [EU: all]\n"),
    ]);
    let fix = |more: &[&str]| {
        let mut arguments = vec!["check", "--fix", "--parties", "parties.yaml"];
        arguments.extend(more);
        adref(room.path(), &arguments)
    };
    let output = fix(&["draft.md", "--json"]);
    assert_eq!(
        (status(&output), text_of("draft.md", &room).as_str()),
        (1, draft)
    );
    let value = json(&output);
    has(&value, &["written", "said", "files"]);
    has(&value["files"][0], &["file", "brackets", "left"]);
    has(
        &value["files"][0]["brackets"][0],
        &["name", "place", "before", "after"],
    );
    assert_eq!(value["files"][0]["brackets"][0]["after"], "[EU: all]");
    assert_eq!(value["files"][0]["left"][0]["code"], "habit");
    // What is not clear is left, and said.
    let output = fix(&["draft.md", "--write"]);
    assert_eq!(status(&output), 1);
    assert!(text(&output.stdout).contains("1 bracket written in draft.md"));
    assert_eq!(
        text_of("draft.md", &room),
        draft.replace("[all (EU)]", "[EU: all]")
    );
    assert_eq!(status(&fix(&["good.md"])), 0);
    for refused in [&["draft.md@rev.1", "--write"][..], &["-", "--write"]] {
        assert_eq!(status(&fix(refused)), 2, "{refused:?}");
    }
    // Of nobody it is known that it takes part.
    let output = adref(room.path(), &["check", "--fix", "draft.md"]);
    assert!(
        text(&output.stderr).contains("--parties FILE"),
        "{}",
        text(&output.stderr)
    );
}

#[test]
fn habits_in_a_document_are_written_by_whoever_holds_the_pen() {
    let room = Room::meeting();
    let before = room.text("drafts/wp1/text.md");
    let habitual = before.replacen("States", "States [shall (XUS)]", 1);
    room.save(&[("drafts/wp1/text.md", &habitual)]);
    let fix = |who: &str| {
        room.adref(&["check", "--fix", "wp1", "--write", "--as", who])
            .output()
            .unwrap()
    };
    assert_eq!(status(&fix("XUS")), 2);
    assert_eq!(room.text("drafts/wp1/text.md"), habitual);
    let output = fix("aly");
    assert_eq!(status(&output), 0, "{}", text(&output.stderr));
    assert_eq!(
        room.text("drafts/wp1/text.md"),
        before.replacen("States", "States [XUS: shall]", 1)
    );
}

#[test]
fn what_a_converter_escaped_is_counted_and_handed_on() {
    let room = folder(&[("word.md", "1. States \\[shall\\] act\\; \\*&nbsp;now.\n")]);
    let output = adref(room.path(), &["import", "word.md"]);
    assert_eq!(status(&output), 0);
    assert_eq!(
        text(&output.stdout),
        "1. States [shall] act; \\*\u{a0}now.\n"
    );
    assert!(
        text(&output.stderr).contains("2 signs of brackets"),
        "{}",
        text(&output.stderr)
    );
    let value = json(&adref(room.path(), &["import", "word.md", "--json"]));
    has(
        &value,
        &["brackets", "signs", "named", "marked", "kept", "text"],
    );
    assert_eq!(
        (&value["brackets"], &value["kept"]),
        (&Value::from(2), &Value::from(1))
    );
    assert_eq!(
        status(&adref(
            room.path(),
            &["import", "word.md", "-o", "draft.md"]
        )),
        0
    );
    assert_eq!(status(&adref(room.path(), &["check", "draft.md"])), 0);
}

#[test]
fn an_imported_text_becomes_a_documents_and_keeps_its_front_matter() {
    let room = Room::meeting();
    let before = room.text("drafts/wp1/text.md");
    let front = before.split("---\n").nth(1).unwrap();
    std::fs::write(room.path().join("word.md"), "1. States \\[shall\\] act.\n").unwrap();
    let output = room
        .adref(&["import", "word.md", "--draft", "wp1", "--as", "aly"])
        .output()
        .unwrap();
    assert_eq!(status(&output), 0, "{}", text(&output.stderr));
    assert_eq!(
        room.text("drafts/wp1/text.md"),
        format!("---\n{front}---\n\n1. States [shall] act.\n")
    );
}

#[test]
fn status_counts_every_document() {
    let room = Room::meeting();
    let output = room.adref(&["status", "--json"]).output().unwrap();
    assert_eq!(status(&output), 0);
    let value = json(&output);
    has(&value, &["meeting", "documents"]);
    assert_eq!(value["meeting"]["title"], "A small meeting");
    let documents = value["documents"].as_array().unwrap();
    assert_eq!(documents[0]["id"], "wp1");
    assert_eq!(documents[1]["id"], "outcome");
    for document in documents {
        let keys = [
            "id",
            "symbol",
            "title",
            "revision",
            "paragraphs",
            "states",
            "brackets",
            "open_proposals",
        ];
        has(document, &keys);
        let states = document["states"].as_object().unwrap();
        let sum: u64 = states.values().map(|count| count.as_u64().unwrap()).sum();
        assert_eq!(document["paragraphs"], sum);
    }
    assert_eq!(documents[0]["paragraphs"], 3);
    assert_eq!(documents[0]["brackets"], 2);
}

#[test]
fn a_file_may_be_standard_input_or_stand_at_a_revision() {
    let room = Room::meeting();
    room.write("drafts/wp1/text.md", "1. Other words.\n");
    let paragraphs = |arguments: &[&str]| -> usize {
        let value = json(&room.adref(arguments).output().unwrap());
        value["paragraphs"].as_array().unwrap().len()
    };
    assert_eq!(paragraphs(&["outline", "drafts/wp1/text.md", "--json"]), 1);
    assert_eq!(
        paragraphs(&["outline", "HEAD:drafts/wp1/text.md", "--json"]),
        4
    );
    assert_eq!(paragraphs(&["outline", "wp1@HEAD", "--json"]), 4);
    assert_eq!(paragraphs(&["outline", "wp1", "--json"]), 1);
    let inside = room.path().join("drafts/wp1");
    let output = adref(&inside, &["outline", "HEAD:./text.md", "--json"]);
    assert_eq!(json(&output)["paragraphs"].as_array().unwrap().len(), 4);

    let mut child = room.adref(&["brackets", "-", "--json"]);
    let mut child = child
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(DRAFT.as_bytes())
        .unwrap();
    assert_eq!(
        json(&child.wait_with_output().unwrap())["totals"]["brackets"],
        2
    );
}

#[test]
fn what_cannot_be_done_says_so_on_standard_error_alone() {
    let room = folder(&[("a.md", DRAFT)]);
    for arguments in [
        &["outline", "gone.md"][..],
        &["outline", "HEAD:a.md"],
        &["status"],
        &["diff", "a.md"],
        &["brackets", "a.md", "--parties", "gone.yaml"],
        &["no-such-verb"],
        &["outline", "a.md", "--no-such-option"],
        &[],
    ] {
        let output = adref(room.path(), arguments);
        assert_eq!(status(&output), 2, "{arguments:?}");
        assert_eq!(text(&output.stdout), "", "{arguments:?}");
        assert!(text(&output.stderr).contains("rror: "), "{arguments:?}");
    }
    let slip = adref(room.path(), &["outlin", "a.md"]);
    assert!(
        text(&slip.stderr).contains("'outline'"),
        "{}",
        text(&slip.stderr)
    );
    let near = adref(room.path(), &["outline", "b.md"]);
    assert!(
        text(&near.stderr).contains("did you mean a.md?"),
        "{}",
        text(&near.stderr)
    );
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let many = "1. States [shall / EU: should] act.\n\n".repeat(20_000);
    let room = folder(&[("a.md", &many)]);
    let mut child = bare_command(env!("CARGO_BIN_EXE_adref"), room.path())
        .args(["outline", "a.md"])
        .current_dir(room.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(text(&output.stderr), "");
    assert_eq!(status(&output), 0);
}

#[test]
fn colours_go_where_they_are_asked_for_and_nowhere_else() {
    let room = folder(&[("a.md", DRAFT)]);
    let run = |set: &[(&str, &str)], arguments: &[&str]| -> String {
        let mut command = bare_command(env!("CARGO_BIN_EXE_adref"), room.path());
        command.args(arguments).current_dir(room.path());
        command.envs(set.iter().copied());
        text(&command.output().unwrap().stdout)
    };
    let line = ["brackets", "a.md"];
    assert!(!run(&[], &line).contains('\u{1b}'));
    assert!(run(&[("CLICOLOR_FORCE", "1")], &line).contains('\u{1b}'));
    assert!(!run(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], &line).contains('\u{1b}'));
    assert!(run(&[], &["brackets", "a.md", "--colour", "always"]).contains('\u{1b}'));
}

#[test]
fn bytes_that_are_no_text_are_not_read_as_one() {
    let room = folder(&[("good.md", DRAFT)]);
    std::fs::write(
        room.path().join("bad.md"),
        b"1. One.\n\n2. caf\xe9 [shall]\n",
    )
    .unwrap();
    for line in [
        &["outline", "bad.md"] as &[&str],
        &["brackets", "bad.md", "--json"],
        &["read", "bad.md", "--base"],
        &["compile", "bad.md", "XNO=good.md"],
        &["compile", "good.md", "XNO=bad.md"],
        &["diff", "bad.md", "good.md"],
    ] {
        let output = adref(room.path(), line);
        assert_eq!(status(&output), 2, "{line:?}");
        assert!(output.stdout.is_empty(), "{line:?}");
        let err = text(&output.stderr);
        assert!(
            err.contains("bad.md is no text in UTF-8"),
            "{line:?}: {err}"
        );
        assert!(err.contains("bad.md:3:7"), "{line:?}: {err}");
    }
    let output = adref(room.path(), &["check", "bad.md"]);
    assert_eq!(status(&output), 1);
    assert!(text(&output.stdout).contains("bad.md:3:7: error[not-utf8]"));
}

#[test]
fn a_hint_says_what_it_takes_and_is_not_given_where_it_was_followed() {
    let room = folder(&[
        ("a.md", "1. States [shall (EU, NOR)] act.\n"),
        ("p.yaml", "[EU, NOR]\n"),
    ]);
    let told = text(&adref(room.path(), &["check", "a.md"]).stdout);
    assert!(told.contains("adref check --fix --parties FILE"), "{told}");
    let output = adref(room.path(), &["check", "a.md", "--fix"]);
    let told = text(&output.stdout) + &text(&output.stderr);
    assert!(!told.contains("shows it so"), "{told}");
    assert_eq!(told.matches("--fix --parties FILE").count(), 1, "{told}");
    let output = adref(
        room.path(),
        &["check", "a.md", "--fix", "--parties", "p.yaml"],
    );
    assert!(text(&output.stdout).contains("[EU, NOR: shall]"));
}

#[test]
fn a_reading_without_a_reader_names_both_ways_to_say_whose() {
    let room = folder(&[("a.md", DRAFT)]);
    let output = adref(room.path(), &["read", "a.md"]);
    assert_eq!(status(&output), 2);
    let told = text(&output.stderr);
    assert!(told.contains("<--base|--as <PARTY>>"), "{told}");
    let output = adref(room.path(), &["read", "a.md", "--base", "--as", "EU"]);
    assert_eq!(status(&output), 2);
}

#[test]
fn of_two_like_labels_the_second_is_listed_as_it_is_addressed() {
    let room = folder(&[("a.md", "## I. Oil\n\n2. One.\n\n2. Two.\n")]);
    let told = text(&adref(room.path(), &["outline", "a.md"]).stdout);
    assert!(told.contains("I/2 ") && told.contains("I/2#2 "), "{told}");
}
