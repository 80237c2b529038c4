//! A text that was changed in the room itself: the desk is told, and its own goes out again.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::path::{Path, PathBuf};
use std::process::Output;

use crate::desks::heard;
use crate::kit::{Room, bare_command, has_git};

struct Circulated {
    desk: Room,
}

impl Circulated {
    fn run(&self, at: &Path, hand: &str, words: &[&str]) -> Output {
        self.desk.run_at(at, hand, words)
    }

    fn desk(&self, words: &[&str]) -> (i32, String) {
        let output = self.run(self.desk.path(), "goh", words);
        (output.status.code().unwrap(), heard(&output))
    }

    /// A delegation's own copy, which sends what it does.
    fn guest(&self) -> PathBuf {
        self.git(self.desk.home(), &["clone", "-q", "room", "guest"]);
        self.desk.home().join("guest")
    }

    fn git(&self, at: &Path, words: &[&str]) {
        let output = bare_command("git", self.desk.home())
            .args(["-c", "user.name=Delegate", "-c", "user.email=d@x"])
            .args(words)
            .current_dir(at)
            .output()
            .unwrap();
        assert!(output.status.success(), "git {words:?}: {}", heard(&output));
    }

    /// Changes a text there by hand, and sends it.
    fn changes(&self, guest: &Path, (was, is): (&str, &str)) {
        let path = guest.join("drafts/wp1/text.md");
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains(was), "{text}");
        std::fs::write(&path, text.replace(was, is)).unwrap();
        self.git(guest, &["commit", "-qam", "x"]);
        let sent = self.run(guest, "XUS", &["send"]);
        assert_eq!(sent.status.code(), Some(0), "{}", heard(&sent));
    }

    fn there(&self) -> String {
        let output = bare_command("git", self.desk.home())
            .args(["-C", "room", "show", "HEAD:drafts/wp1/text.md"])
            .current_dir(self.desk.home())
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap()
    }
}

#[test]
fn the_desk_is_told_of_a_text_that_was_changed_in_the_room_and_puts_its_own_there_again() {
    if !has_git() {
        return;
    }
    let all = Circulated {
        desk: Room::meeting(),
    };
    assert_eq!(all.desk(&["publish", "../room"]).0, 0);
    let guest = all.guest();
    // What nobody changed there is nothing, also where the desk has changed its own since.
    let words = "States keep records for thirty years.";
    let edit = ["edit", "wp1", "2", "--text", words, "--as", "aly"];
    let (status, said) = all.desk(&edit);
    assert_eq!(status, 0, "{said}");
    let (status, said) = all.desk(&["receive", "../room"]);
    assert_eq!(status, 0, "{said}");
    all.changes(&guest, ("every lantern", "no lantern"));
    // It is not gone over before anybody has looked.
    let (status, said) = all.desk(&["publish", "../room"]);
    assert_ne!(status, 0, "{said}");
    assert!(said.contains("drafts/wp1/text.md"), "{said}");
    let (status, said) = all.desk(&["receive", "../room"]);
    assert_eq!(status, 1, "{said}");
    let said = said.split_whitespace().collect::<Vec<&str>>().join(" ");
    for word in ["drafts/wp1/text.md", "1 was changed there", "no lantern"] {
        assert!(said.contains(word), "{word}: {said}");
    }
    assert!(!said.contains("thirty"), "{said}");
    let (status, said) = all.desk(&["receive", "../room", "--json"]);
    assert_eq!(status, 1, "{said}");
    assert!(said.contains("no lantern"), "{said}");
    let (status, said) = all.desk(&["publish", "../room"]);
    assert_eq!(status, 0, "{said}");
    assert!(all.there().contains("every lantern"), "{}", all.there());
    assert_eq!(all.desk(&["receive", "../room"]).0, 0);
}

#[test]
fn whoever_joins_a_proposal_in_the_room_is_named_at_the_desk_and_whoever_renames_an_owner_changes_a_text()
 {
    if !has_git() {
        return;
    }
    let all = Circulated {
        desk: Room::meeting(),
    };
    let words = "States keep records for fifty years.";
    let propose = ["propose", "wp1", "2", "--text", words, "--as", "XNO"];
    assert_eq!(all.desk(&propose).0, 0);
    for line in [
        ["table", "XNO", "--as", "aly"],
        ["open", "XNO-1", "--as", "aly"],
        ["bracket", "XNO-1", "--as", "aly"],
    ] {
        let (status, said) = all.desk(&line);
        assert_eq!(status, 0, "{said}");
    }
    assert_eq!(all.desk(&["publish", "../room"]).0, 0);
    let guest = all.guest();
    let held = || all.desk.text("drafts/wp1/text.md");
    // Whoever thinks better of it is named no more.
    for leaves in [&["undo"][..], &["withdraw", "XNO-1"]] {
        for words in [&["co-sponsor", "XNO-1"][..], &["send"]] {
            let done = all.run(&guest, "XUS", words);
            assert_eq!(done.status.code(), Some(0), "{words:?}: {}", heard(&done));
        }
        assert!(
            all.there().contains("XNO, XUS: fifty"),
            "its own copy names it: {}",
            all.there()
        );
        let (status, said) = all.desk(&["receive", "../room"]);
        assert_eq!(status, 0, "{said}");
        assert!(said.contains("co-sponsors"), "{said}");
        assert!(held().contains("[twenty / XNO, XUS: fifty]"), "{}", held());
        all.desk.is_whole_and_clean();
        let (_, said) = all.desk(&["check"]);
        assert!(!said.contains("sponsor-unnamed"), "{said}");
        assert_eq!(all.desk(&["publish", "../room"]).0, 0);
        for words in [&["receive"][..], leaves, &["send"]] {
            let done = all.run(&guest, "XUS", words);
            assert_eq!(done.status.code(), Some(0), "{words:?}: {}", heard(&done));
        }
        let (status, said) = all.desk(&["receive", "../room"]);
        assert_eq!(status, 0, "{leaves:?}: {said}");
        assert!(
            held().contains("[twenty / XNO: fifty]"),
            "{leaves:?}: {}",
            held()
        );
        all.desk.is_whole_and_clean();
        assert_eq!(all.desk(&["publish", "../room"]).0, 0);
        let pulled = all.run(&guest, "XUS", &["receive"]);
        assert_eq!(pulled.status.code(), Some(0), "{}", heard(&pulled));
    }
    all.changes(&guest, ("GN: should", "XUS: should"));
    let (status, said) = all.desk(&["receive", "../room"]);
    assert_eq!(status, 1, "{said}");
    assert!(said.contains("XUS: should"), "{said}");
}
