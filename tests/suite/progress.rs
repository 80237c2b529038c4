//! How far the documents have come: every version counted as `adref status` counts it, and who made a count fall.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::sync::Arc;

use adref::cli::{Env, run_in};
use adref::ops::{self, Measure, Progress};
use adref::repo::FileChange;
use adref::workspace::Workspace;
use serde_json::Value;

use crate::kit::{Room, noon};
use crate::story::at_noon;

/// Types a line as somebody, so many minutes after noon.
fn typed(room: &Room, minute: i64, hand: &str, line: &[&str]) {
    let mut env = Env::quiet(room.path());
    env.hand = Some(hand.to_owned());
    env.now = Some(noon().plus_seconds(60 * minute));
    let done = run_in(room.path(), line.iter().copied(), &env);
    assert_eq!(done.status, 0, "{line:?}: {}", done.complained());
}

/// A meeting in which brackets come and go, one by an act and one by hand.
fn course() -> Room {
    let room = Room::meeting();
    typed(
        &room,
        1,
        "XNO",
        &[
            "propose",
            "wp1",
            "2",
            "--text",
            "States keep records for thirty years.",
        ],
    );
    let mut save = room.plan(vec![FileChange::write(
        "drafts/wp1/text.md",
        room.text("drafts/wp1/text.md")
            .replace("[shall / GN: should]", "shall"),
    )]);
    save.when = noon().plus_seconds(180);
    save.message = "wp1: nobody holds it any more".to_owned();
    room.repository.save(&save).unwrap();
    typed(&room, 4, "chair", &["discuss", "wp1", "2"]);
    typed(&room, 5, "chair", &["agree", "wp1", "1"]);
    typed(
        &room,
        6,
        "chair",
        &["reopen", "wp1", "1", "--reason", "not yet"],
    );
    room
}

fn progress(room: &Room, document: Option<&str>) -> Progress {
    let workspace = Workspace::open(room.path()).unwrap();
    let present = workspace.now(noon().plus_seconds(3600)).unwrap();
    ops::progress(
        &workspace,
        &present,
        document,
        (ops::Fineness::Fine, &|| true),
    )
    .unwrap()
}

#[test]
fn a_fall_names_the_act_that_brought_it_about_or_what_was_said_of_the_edit() {
    let room = course();
    let progress = progress(&room, Some("wp1"));
    let [document] = progress.documents.as_slice() else {
        panic!("{progress:?}");
    };
    let told: Vec<(Measure, usize, usize, &str, Vec<&str>)> = document
        .falls
        .iter()
        .map(|fall| {
            let point = &document.points[fall.point];
            (
                fall.of,
                fall.from,
                fall.to,
                point.summary.as_deref().unwrap(),
                point.by.iter().map(|cause| cause.deed.as_str()).collect(),
            )
        })
        .collect();
    let by_hand = "wp1: nobody holds it any more";
    assert_eq!(told.len(), 3, "{told:?}");
    assert_eq!(told[0], (Measure::Brackets, 2, 1, by_hand, vec![]));
    assert_eq!((told[1].0, told[1].3), (Measure::ContestedWords, by_hand));
    assert_eq!((told[2].0, told[2].1, told[2].2), (Measure::Agreed, 1, 0));
    assert_eq!(told[2].4, ["reopen"]);
    let point = &document.points[document.falls[2].point];
    assert!(point.by[0].sentence.contains("reopens 1"), "{point:?}");
}

#[test]
fn every_version_of_the_example_is_counted_as_its_status_counts_it() {
    let workspace = Arc::new(Workspace::open(at_noon().root()).unwrap());
    let present = workspace.now(at_noon().now()).unwrap();
    let progress =
        ops::progress(&workspace, &present, None, (ops::Fineness::Fine, &|| true)).unwrap();
    let mut compared = 0;
    for document in &progress.documents {
        // Every tenth is enough, and the last.
        let last = document.points.len() - 1;
        let some = document.points.iter().enumerate();
        for (n, point) in some.filter(|(n, _)| n % 10 == 0 || *n == last) {
            let meeting = match point.id() {
                Some(version) => workspace.at(&version, point.time).unwrap(),
                None => present.meeting.clone(),
            };
            let rows = ops::documents(&meeting);
            let row = rows.iter().find(|row| row.id == document.id).unwrap();
            let agreed: usize = row
                .states
                .iter()
                .filter(|(state, _)| state.starts_with("agreed") || *state == "adopted")
                .map(|(_, count)| count)
                .sum();
            let counts = point.counts;
            assert_eq!(
                (
                    counts.paragraphs,
                    counts.words,
                    counts.brackets,
                    counts.contested_words
                ),
                (row.paragraphs, row.words, row.brackets, row.bracketed_words),
                "{} at {n}",
                document.id
            );
            assert_eq!(
                (counts.open_proposals, counts.agreed),
                (row.open_proposals, agreed),
                "{} at {n}",
                document.id
            );
            compared += 1;
        }
    }
    assert!(compared > 20, "only {compared}");
}

#[test]
fn what_was_counted_is_not_counted_again_and_a_damaged_note_is_no_harm() {
    let room = course();
    let first = progress(&room, None);
    // Nothing may be counted, and all is there: it was kept.
    let workspace = Workspace::open(room.path()).unwrap();
    let present = workspace.now(noon().plus_seconds(3600)).unwrap();
    let kept = ops::progress(&workspace, &present, None, (ops::Fineness::Fine, &|| false)).unwrap();
    let shown = |progress: &Progress| serde_json::to_value(progress).unwrap();
    assert_eq!(shown(&kept), shown(&first));
    let folder = room.repository.cache_folder().join("progress");
    for entry in std::fs::read_dir(&folder).unwrap().flatten() {
        std::fs::write(entry.path(), "damaged").unwrap();
    }
    assert_eq!(shown(&progress(&room, None)), shown(&first));
    // Stopped at once, it shows what it has: the present alone.
    std::fs::remove_dir_all(&folder).unwrap();
    let stopped = ops::progress(
        &workspace,
        &present,
        Some("wp1"),
        (ops::Fineness::Fine, &|| false),
    )
    .unwrap();
    assert_eq!(stopped.documents[0].points.len(), 1);
    assert_eq!(stopped.documents[0].points[0].version, None);
}

#[test]
fn what_is_not_saved_is_the_last_point() {
    let room = course();
    let text = room.text("drafts/wp1/text.md");
    room.write("drafts/wp1/text.md", format!("{text}\n4. [One more.]\n"));
    let progress = progress(&room, Some("wp1"));
    let last = progress.documents[0].points.last().unwrap();
    assert_eq!((last.version.as_deref(), last.counts.brackets), (None, 2));
    assert_eq!(last.counts.paragraphs, 4);
}

#[test]
fn the_command_prints_json_and_a_table_for_a_spreadsheet() {
    let room = course();
    let output = room.adref(&["progress", "wp1", "--json"]).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let json: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(json["schema"], 1);
    let document = &json["documents"][0];
    assert_eq!(document["id"], "wp1");
    let points = document["points"].as_array().unwrap();
    let fall = &document["falls"][0];
    assert_eq!(
        (&fall["of"], &fall["from"], &fall["to"]),
        (&"brackets".into(), &2.into(), &1.into())
    );
    let point = &points[usize::try_from(fall["point"].as_u64().unwrap()).unwrap()];
    assert_eq!(point["summary"], "wp1: nobody holds it any more");
    assert_eq!(point["time"], "2008-07-17T12:03:00-04:00");
    let output = room.adref(&["progress", "--csv"]).output().unwrap();
    let table = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<&str> = table.split("\r\n").collect();
    assert!(lines[0].starts_with("document,time,version,"), "{table}");
    let own = lines.iter().filter(|line| line.starts_with("wp1,"));
    assert_eq!(own.count(), points.len());
    let both = room
        .adref(&["progress", "--csv", "--json"])
        .output()
        .unwrap();
    assert_eq!(both.status.code(), Some(2));
    let none = room.adref(&["progress", "wp11"]).output().unwrap();
    assert_eq!(none.status.code(), Some(2));
    assert!(
        String::from_utf8(none.stderr)
            .unwrap()
            .contains("did you mean wp1")
    );
}

#[test]
fn a_meeting_that_was_never_saved_has_a_present_and_no_past() {
    let room = Room::empty();
    for (path, text) in crate::kit::meeting_files() {
        room.write(&path, text);
    }
    let progress = progress(&room, None);
    let wp1 = progress
        .documents
        .iter()
        .find(|one| one.id == "wp1")
        .unwrap();
    assert_eq!(wp1.points.len(), 1);
    let output = room.adref(&["progress", "wp1"]).output().unwrap();
    assert!(output.status.success(), "{output:?}");
}
