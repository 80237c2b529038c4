//! The names of published versions: an issue puts one, taking it back frees it, and taking that back puts the very same again.

use std::process::Output;

use crate::kit::{Room, has_git};

/// Numbers to be put in order, so that an issue writes the text anew.
const UNEVEN: &str = "---\nsymbol: A/SM/2008/WP.5\ntitle: Outcome\nkind: outcome\nlanguage: en\n---\n\n\
    1. States mark [every / GN: each] lantern.\n\n3. They say how, as paragraph 1 asks.\n";

fn room() -> Room {
    let room = Room::meeting();
    room.save(&[("drafts/outcome/text.md", UNEVEN)]);
    room
}

/// Runs the program as somebody, at so many minutes past noon.
fn run(room: &Room, (who, minute): (&str, u32), typed: &[&str]) -> Output {
    let now = format!("2008-07-14T12:{minute:02}-04:00");
    let mut command = room.adref(typed);
    command.env("ADREF_AS", who).env("ADREF_NOW", now);
    command.output().unwrap()
}

fn done(room: &Room, by: (&str, u32), typed: &[&str]) -> String {
    let output = run(room, by, typed);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let wrong = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{typed:?}: {said}{wrong}");
    said
}

/// The names, each with the version that it points to.
fn names(room: &Room) -> Vec<(String, String)> {
    let tags = room.repository.tags("adref/");
    tags.into_iter().map(|(name, at)| (name, at.0)).collect()
}

/// The last act of somebody's file.
fn last_act(room: &Room, who: &str) -> String {
    let acts = room.text(&format!("drafts/outcome/acts/{who}.yaml"));
    let line = acts.lines().last().unwrap();
    let id = line.trim_start_matches("- {id: ").split(',').next();
    id.unwrap().trim_matches('"').to_owned()
}

const ISSUE: [&str; 6] = ["issue", "outcome", "--rev", "2", "--names", "none"];
const TAG: &str = "adref/outcome/rev.2";

#[test]
fn taking_an_issue_back_frees_its_name_and_taking_that_back_puts_the_very_same_again() {
    let room = room();
    done(&room, ("aly", 1), &ISSUE);
    let issued = names(&room);
    assert_eq!(issued.len(), 1);
    let object = has_git().then(|| room.git(&["rev-parse", TAG]));
    let face = room.text("drafts/outcome/issued/rev.2.md");
    let text = room.text("drafts/outcome/text.md");
    let dry = done(&room, ("aly", 2), &["undo", "--dry-run"]);
    assert!(
        dry.contains("takes the tag off A/SM/2008/WP.5/Rev.2"),
        "{dry}"
    );
    assert_eq!(names(&room), issued);
    done(&room, ("aly", 2), &["undo"]);
    assert_eq!(names(&room), []);
    assert_eq!(room.text("drafts/outcome/text.md"), UNEVEN);
    assert!(!room.path().join("drafts/outcome/issued/rev.2.md").exists());
    let back = last_act(&room, "aly");
    done(&room, ("aly", 3), &["retract", &back]);
    assert_eq!(names(&room), issued);
    assert_eq!(has_git().then(|| room.git(&["rev-parse", TAG])), object);
    assert_eq!(room.text("drafts/outcome/text.md"), text);
    assert_eq!(room.text("drafts/outcome/issued/rev.2.md"), face);
    // And once more: what was put back is freed as what was put first.
    let again = last_act(&room, "aly");
    done(&room, ("aly", 4), &["retract", &again]);
    assert_eq!(names(&room), []);
    done(&room, ("aly", 5), &ISSUE);
    assert_eq!(names(&room).len(), 1);
    assert_ne!(names(&room), issued);
    room.is_whole_and_clean();
}

#[test]
fn a_name_that_another_put_or_moved_stays_where_it_is() {
    if !has_git() {
        return;
    }
    for other in [
        // Moved to another version.
        &["tag", "-f", "-a", "-m", "mine", TAG, "HEAD~1"][..],
        // On the same version, saying something else.
        &["tag", "-f", "-a", "-m", "mine", TAG, "HEAD"],
        // A bare one.
        &["tag", "-f", TAG, "HEAD"],
    ] {
        let room = room();
        done(&room, ("aly", 1), &ISSUE);
        room.git(other);
        let before = room.git(&["rev-parse", TAG]);
        done(&room, ("aly", 2), &["undo"]);
        assert_eq!(room.git(&["rev-parse", TAG]), before, "{other:?}");
        // It is somebody's: the number is not issued over it.
        let refused = run(&room, ("aly", 3), &ISSUE);
        let said = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert!(said.contains("already"), "{said}");
        assert_eq!(room.git(&["rev-parse", TAG]), before, "{other:?}");
    }
}

#[test]
fn a_copy_that_received_name_and_retraction_issues_the_number_again() {
    if !has_git() {
        return;
    }
    let room = room();
    done(&room, ("aly", 1), &ISSUE);
    // The copy has the name from before it was freed here.
    room.git(&["branch", "copy"]);
    let object = room.git(&["rev-parse", TAG]);
    done(&room, ("aly", 2), &["undo"]);
    room.git(&["update-ref", "refs/tags/adref/outcome/rev.2", object.trim()]);
    done(&room, ("aly", 3), &ISSUE);
    let head = room.repository.head().unwrap();
    assert_eq!(names(&room), [(TAG.to_owned(), head.0)]);
}

#[test]
fn a_symbol_that_was_issued_again_since_stands() {
    let room = room();
    done(&room, ("aly", 1), &ISSUE);
    done(&room, ("aly", 2), &["undo"]);
    let back = last_act(&room, "aly");
    done(&room, ("aly", 3), &ISSUE);
    let before = names(&room);
    let refused = run(&room, ("aly", 4), &["retract", &back]);
    assert!(!refused.status.success());
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(said.contains("was issued again since then"), "{said}");
    assert_eq!(names(&room), before);
}

#[test]
fn a_document_without_a_symbol_goes_out_as_a_revision_is_written_and_is_told_how_it_gets_one() {
    let room = Room::meeting();
    let text = room.text("drafts/outcome/text.md");
    let text = text.replace("symbol: A/SM/2008/WP.5\n", "");
    room.save(&[("drafts/outcome/text.md", text.as_str())]);
    let issue = |rev: &str, more: &[&str]| {
        let line = ["issue", "outcome", "--rev", rev];
        let mut command = room.adref(&[&line, more].concat());
        let output = command.env("ADREF_AS", "aly").output().unwrap();
        assert!(output.status.success(), "{output:?}");
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        said + &String::from_utf8_lossy(&output.stderr)
    };
    let said = issue("1", &[]);
    assert!(
        said.contains("issues outcome as outcome/Rev.1") && said.contains("has no symbol"),
        "{said}"
    );
    let named = issue("2", &["--symbol", "A/SM/2008/WP.9/Rev.2"]);
    assert!(!named.contains("has no symbol"), "{named}");
    for (version, symbol) in [
        ("rev.1", "outcome/Rev.1"),
        ("rev.2", "A/SM/2008/WP.9/Rev.2"),
    ] {
        let output = room
            .adref(&["show", &format!("outcome@{version}"), "1"])
            .output()
            .unwrap();
        assert!(output.status.success(), "{output:?}");
        let workspace = adref::workspace::Workspace::open(room.path()).unwrap();
        let meeting = workspace.now(crate::kit::noon()).unwrap().meeting;
        let issued = adref::ops::issued_as(&meeting, "outcome", version).unwrap();
        assert_eq!(issued.symbol, symbol);
    }
}
