//! The acts that are told of a version of a paragraph are those on it.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use crate::kit::Room;

#[test]
fn of_a_save_of_many_acts_a_paragraph_is_told_its_own() {
    let room = Room::meeting();
    let says = |who: &str, words: &[&str]| {
        let output = room.run_at(room.path(), who, words);
        let text = |bytes| String::from_utf8(bytes).unwrap();
        let said = text(output.stdout) + &text(output.stderr);
        assert!(output.status.success(), "{words:?}: {said}");
        said
    };
    for (who, at, words) in [
        ("XNO", "1", "Every State marks every lantern."),
        ("XUS", "2", "States keep records for thirty years."),
        ("XEG", "3", "States share their records."),
    ] {
        says(who, &["propose", "wp1", at, "--text", words]);
    }
    says("aly", &["table", "wp1"]);
    says("aly", &["compile", "wp1", "--save"]);
    let told = says("aly", &["trace", "wp1", "2"]);
    assert!(told.contains("puts XUS-1 into the text"), "{told}");
    for other in ["XNO-1", "XEG-1", "more acts"] {
        assert!(!told.contains(other), "{other}: {told}");
    }
    // A save of acts on no paragraph in particular tells them all.
    says(
        "aly",
        &["edit", "wp1", "2", "--text", "States keep records."],
    );
    let told = says("aly", &["trace", "wp1", "2"]);
    assert!(told.contains("edits 2"), "{told}");
}
