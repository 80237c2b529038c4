//! The room's copy: nothing of the desk's goes out, and of what comes back only what delegations may do is taken.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::path::{Path, PathBuf};
use std::process::Output;

use adref::repo::Repository;

use crate::desks::{everything, heard};
use crate::kit::{Room, bare_command, has_git};

/// What stands only at the desk: each in a place of its own.
const SECRETS: [&str; 17] = [
    "QX-ISSUES-REASON",
    "QX-BY-FLAG",
    "QX-DRAFT-PROPOSAL",
    "QX-SUBMITTED-PROPOSAL",
    "QX-DESK-PROPOSAL",
    "QX-DESK-ACT",
    "QX-OFFICERS-REASON",
    "QX-INFORMAL-REASON",
    "QX-COMMIT-MESSAGE",
    "QX-AUTHOR",
    "QX-UNSAVED",
    "QX-OLD-HISTORY",
    "QX-COMMENT",
    "QX-FRONT-MATTER",
    "QX-TAKEN-BACK",
    "QX-SOURCES",
    "QX-STRAY-FILE",
];

struct Two {
    desk: Room,
}

impl Two {
    /// A desk with a secret in every place where one can stand.
    fn seeded() -> Two {
        let desk = Room::meeting();
        let two = Two { desk };
        let at = &two.desk;
        // An old text, in the history alone.
        let text = at.text("drafts/wp1/text.md");
        at.write(
            "drafts/wp1/text.md",
            text.replace("twenty years", "QX-OLD-HISTORY years"),
        );
        two.commit("an old text");
        two.did(&["support", "wp1", "2", "--as", "XEG", "--heard", "plenary"]);
        at.write("drafts/wp1/text.md", &text);
        two.commit("QX-COMMIT-MESSAGE");
        at.write("notes.txt", "QX-STRAY-FILE\n");
        at.write(
            "drafts/outcome/sources.yaml",
            "# QX-SOURCES\n- {paragraph: \"2\", how: adapted, from: [wp1 1]}\n",
        );
        two.commit("more");
        // Proposals: a tabled one, one handed in, a draft, one that never leaves the desk.
        for (words, reason) in [
            (
                "States [shall / GN: should] mark every lantern twice.",
                "said in plenary",
            ),
            ("States keep QX-SUBMITTED-PROPOSAL records.", "x"),
            ("States share QX-DESK-PROPOSAL records.", "x"),
        ] {
            let paragraph = if words.contains("mark") { "1" } else { "2" };
            two.did(&[
                "propose", "wp1", paragraph, "--text", words, "--as", "XNO", "--reason", reason,
                "--heard", "plenary",
            ]);
        }
        let mut slugs: Vec<(String, String)> = at
            .repository
            .work_tree()
            .unwrap()
            .paths("drafts/wp1/proposals")
            .into_iter()
            .map(|path| (at.text(&path), path))
            .collect();
        slugs.sort();
        let find = |words: &str| {
            slugs
                .iter()
                .find(|(text, _)| text.contains(words))
                .unwrap()
                .1
                .clone()
        };
        let slug = |path: &str| {
            path.rsplit('/')
                .next()
                .unwrap()
                .trim_end_matches(".md")
                .to_owned()
        };
        let tabled = slug(&find("twice"));
        two.did(&["table", &tabled, "--as", "aly"]);
        let desks = find("QX-DESK-PROPOSAL");
        two.did(&["table", &slug(&desks), "--as", "goh"]);
        two.did(&["oppose", &slug(&desks), "--as", "XUS"]);
        let marked = at.text(&desks).replacen("---\n", "---\ndesk: true\n", 1);
        at.write(&desks, marked);
        let draft = at
            .text(&find("twice"))
            .replace("twice", "QX-DRAFT-PROPOSAL");
        at.write("drafts/wp1/proposals/xno-dead.md", draft);
        two.commit("marked");
        two.did(&[
            "propose",
            "wp1",
            "2",
            "--comment",
            "QX-BY-FLAG",
            "--as",
            "XNO",
            "--desk",
        ]);
        two.did(&[
            "query",
            "wp1",
            "1",
            "--as",
            "XEG",
            "--reason",
            "QX-BY-FLAG",
            "--heard",
            "plenary",
            "--desk",
        ]);
        // Acts.
        two.did(&[
            "oppose",
            "wp1",
            "1",
            "--as",
            "XUS",
            "--heard",
            "informals",
            "--reason",
            "QX-INFORMAL-REASON",
        ]);
        two.did(&[
            "reserve",
            "wp1",
            "1",
            "--as",
            "XEG",
            "--heard",
            "plenary",
            "--reason",
            "open reason",
        ]);
        two.did(&[
            "open",
            &tabled,
            "--as",
            "aly",
            "--reason",
            "QX-OFFICERS-REASON",
        ]);
        two.did(&[
            "query",
            "wp1",
            "2",
            "--as",
            "XUS",
            "--heard",
            "plenary",
            "--reason",
            "QX-TAKEN-BACK",
        ]);
        two.did(&["undo"]);
        let line = "- {id: 00000000aa, time: 2008-07-17T11:00-04:00, by: XUS, entered_by: goh, heard: plenary, do: support, \
                    document: wp1, reason: \"QX-DESK-ACT\", desk: true}\n";
        let path = "drafts/wp1/acts/xus.yaml";
        let acts = format!("{}{line}", at.text(path));
        at.write(path, acts);
        let text = at.text("drafts/wp1/text.md");
        let text = text.replacen("---\n", "---\nremark: QX-FRONT-MATTER\n", 1);
        at.write(
            "drafts/wp1/text.md",
            format!("{text}\n<!-- QX-COMMENT -->\n"),
        );
        two.commit("the last");
        two.did(&[
            "issue",
            "outcome",
            "--rev",
            "1",
            "--reason",
            "QX-ISSUES-REASON",
        ]);
        at.write(
            "drafts/outcome/text.md",
            format!("{}\n3. QX-UNSAVED\n", at.text("drafts/outcome/text.md")),
        );
        two
    }

    fn commit(&self, message: &str) {
        self.desk.git(&["add", "-A"]);
        self.desk.git(&[
            "-c",
            "user.name=QX-AUTHOR",
            "-c",
            "user.email=QX-AUTHOR@x",
            "commit",
            "-qm",
            message,
        ]);
    }

    fn run(&self, at: &Path, hand: &str, words: &[&str]) -> Output {
        self.desk.run_at(at, hand, words)
    }

    /// Runs adref at the desk, which must succeed.
    /// A delegation's own copy of the room.
    fn guest(&self) -> PathBuf {
        self.git(
            self.desk.home(),
            &["clone", "-q", &self.shown("room"), &self.shown("guest")],
        );
        self.path("guest")
    }

    fn did(&self, words: &[&str]) -> String {
        let output = self.run(self.desk.path(), "goh", words);
        assert_eq!(
            output.status.code(),
            Some(0),
            "{words:?}: {}",
            heard(&output)
        );
        heard(&output)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.desk.home().join(name)
    }

    fn shown(&self, name: &str) -> String {
        self.path(name).to_string_lossy().into_owned()
    }

    fn git(&self, at: &Path, words: &[&str]) -> String {
        let output = bare_command("git", self.desk.home())
            .args(["-c", "user.name=Delegate", "-c", "user.email=d@x"])
            .args(words)
            .current_dir(at)
            .output()
            .unwrap();
        assert!(output.status.success(), "git {words:?}: {}", heard(&output));
        String::from_utf8_lossy(&output.stdout).into_owned()
    }
}

#[test]
fn no_object_of_the_rooms_repository_holds_a_byte_of_the_desks() {
    if !has_git() {
        return;
    }
    for names in ["shown", "hidden"] {
        let two = Two::seeded();
        let desk = everything(two.desk.path());
        for secret in SECRETS {
            assert!(desk.contains(secret), "{secret} is not at the desk either");
        }
        let dry = two.did(&["publish", "../room", "--names", names, "--dry-run"]);
        assert!(
            dry.contains("would be circulated") && dry.contains("not tabled"),
            "{dry}"
        );
        assert!(!two.path("room").exists());
        let told = two.did(&["publish", "../room", "--names", names]);
        assert!(
            told.contains("held back") && told.contains("not saved"),
            "{told}"
        );
        let room = everything(&two.path("room"));
        for secret in SECRETS {
            assert!(!room.contains(secret), "{names}: {secret} went out");
        }
        for hand in [
            "goh",
            "The Secretary",
            "entered_by",
            "00000000aa",
            "xno-dead",
        ] {
            assert!(!room.contains(hand), "{names}: {hand} went out");
        }
        // What never leaves the desk leaves no id behind either.
        let register = Repository::open(two.desk.path()).unwrap();
        let files = register.work_tree().unwrap();
        for path in files.paths("drafts/wp1/proposals") {
            let bytes = files.read(&path).unwrap();
            let text = String::from_utf8_lossy(&bytes);
            let slug = path.rsplit('/').next().unwrap().trim_end_matches(".md");
            assert_eq!(
                room.contains(slug),
                text.contains("twice"),
                "{names}: {slug}"
            );
        }
        for commit in two
            .git(two.desk.path(), &["log", "--all", "--format=%H"])
            .lines()
        {
            assert!(
                !room.contains(commit),
                "{names}: the desk's version {commit} is named"
            );
        }
        // The revision that was issued has its name there too, by nobody, and its text by the id that it has there.
        let tag = "adref/outcome/rev.1";
        assert!(told.contains(&format!("with the name {tag}")), "{told}");
        let inside = |words: &[&str]| two.git(&two.path("room"), words);
        assert_eq!(inside(&["tag"]).trim(), tag);
        assert_eq!(inside(&["cat-file", "-t", tag]).trim(), "tag");
        assert_eq!(
            inside(&["rev-parse", &format!("{tag}^{{}}")]),
            inside(&["rev-parse", "HEAD"])
        );
        let said = inside(&["cat-file", "-p", tag]);
        assert!(
            said.contains("tagger Circulation") && room.contains(said.trim()),
            "the tag was not walked: {said}"
        );
        let issued = inside(&["grep", "-h", "do: issue", "HEAD", "--", "drafts"]);
        let text = inside(&["rev-parse", "HEAD:drafts/outcome/text.md"]);
        assert!(
            issued.contains(&format!("text: {}", text.trim())),
            "{issued}"
        );
        assert!(
            room.contains("open reason"),
            "what was said in plenary is the room's"
        );
        assert_eq!(room.contains("GN: should"), names == "shown", "{names}");
        two.git(&two.path("room"), &["fsck", "--strict"]);
        // No id of a text that the room does not have is named.
        let had = two.git(
            &two.path("room"),
            &["cat-file", "--batch-all-objects", "--batch-check"],
        );
        for (at, _) in room.match_indices("version: ") {
            let id: String = room[at + 9..].chars().take(40).collect();
            assert!(had.contains(&id), "{names}: {id} is not the room's");
        }
        let guest = two.guest();
        let check = heard(&two.run(&guest, "XNO", &["check"]));
        assert!(!check.contains("error["), "{check}");
        let show = ["show", "outcome@rev.1"];
        let shown = two.run(&guest, "XNO", &show);
        assert_eq!(shown.status.code(), Some(0), "{}", heard(&shown));
        let listed = heard(&two.run(&guest, "XNO", &["proposals"]));
        assert!(listed.contains("XNO-1"), "{listed}");
        assert!(
            two.did(&["publish", "../room", "--names", names])
                .contains("already")
        );
        assert_eq!(
            two.git(&two.path("room"), &["rev-list", "--count", "HEAD"])
                .trim(),
            "1"
        );
    }
}

#[test]
fn what_went_out_stays_as_it_went_out_and_a_mistake_is_taken_back_there_too() {
    if !has_git() {
        return;
    }
    let two = Two::seeded();
    two.did(&["publish", "../room"]);
    let line = |id: &str| {
        let acts = two.git(
            &two.path("room"),
            &["show", "HEAD:drafts/wp1/acts/xeg.yaml"],
        );
        acts.lines()
            .find(|line| line.contains(id))
            .map(str::to_owned)
    };
    let before = line("open reason").unwrap();
    two.desk.git(&["checkout", "-q", "drafts/outcome/text.md"]);
    let text = two.desk.text("drafts/wp1/text.md");
    two.desk.write(
        "drafts/wp1/text.md",
        text.replace("2. States keep", "2. All States keep"),
    );
    two.commit("a word");
    two.did(&["undo"]);
    let id = before.split("id: ").nth(1).unwrap()[..10].to_owned();
    two.did(&["retract", &id, "--as", "XEG"]);
    let told = two.did(&["publish", "../room"]);
    assert!(
        told.contains("text of wp1 changed") || told.contains("text of WP.1 changed"),
        "{told}"
    );
    assert_eq!(line("open reason"), Some(before));
    let all = two.git(
        &two.path("room"),
        &["show", "HEAD:drafts/wp1/acts/xeg.yaml"],
    );
    assert!(all.contains("do: retract") && all.contains(&id), "{all}");
    assert_eq!(
        two.git(&two.path("room"), &["rev-list", "--count", "HEAD"])
            .trim(),
        "2"
    );
}

#[test]
fn what_delegations_put_into_the_room_is_taken_once_and_only_that() {
    if !has_git() {
        return;
    }
    for names in ["shown", "hidden"] {
        let two = Two::seeded();
        two.desk.git(&["checkout", "-q", "drafts/outcome/text.md"]);
        two.did(&["publish", "../room", "--names", names]);
        let guest = two.guest();
        let say = |words: &[&str]| {
            let output = two.run(&guest, "XUS", words);
            assert_eq!(
                output.status.code(),
                Some(0),
                "{words:?}: {}",
                heard(&output)
            );
        };
        say(&[
            "propose",
            "wp1",
            "2",
            "--text",
            "States keep records for ever.",
            "--as",
            "XUS",
        ]);
        say(&["support", "XNO-1", "--as", "XUS", "--reason", "good"]);
        say(&["support", "wp1", "1", "--as", "XUS"]);
        say(&["send"]);
        let refused = two.run(
            two.desk.path(),
            "goh",
            &["publish", "../room", "--names", names],
        );
        assert_eq!(refused.status.code(), Some(2));
        assert!(
            heard(&refused).contains("waits in the room"),
            "{}",
            heard(&refused)
        );
        let head = two.desk.repository.head();
        let shown = two.did(&["receive", "../room", "--dry-run"]);
        assert!(
            shown.contains("1 proposal, 3 acts") && shown.contains("for ever"),
            "{shown}"
        );
        assert_eq!(two.desk.repository.head(), head);
        two.did(&["receive", "../room"]);
        let acts = two.desk.text("drafts/wp1/acts/xus.yaml");
        assert_eq!(acts.matches("heard: in-writing").count(), 3, "{acts}");
        let listed = two.did(&["proposals"]);
        assert!(listed.contains("xus-"), "{listed}");
        let again = two.did(&["receive", "../room"]);
        assert!(again.contains("nothing new"), "{again}");
        assert_eq!(two.desk.text("drafts/wp1/acts/xus.yaml"), acts);
        let check = heard(&two.run(two.desk.path(), "goh", &["check"]));
        assert!(!check.contains("error["), "{check}");
        // The next circulation has it from the desk, and the guest's copy goes on.
        two.did(&["publish", "../room", "--names", names]);
        say(&["receive"]);
        let text = std::fs::read_to_string(guest.join("drafts/wp1/acts/xus.yaml")).unwrap();
        for line in text.lines() {
            let id = line.get(..16).unwrap_or_default();
            assert_eq!(text.matches(id).count(), 1, "{text}");
        }
        two.git(&guest, &["fsck", "--strict"]);
    }
}

#[test]
fn forged_acts_other_hands_files_links_and_huge_files_are_named_and_not_taken() {
    if !has_git() {
        return;
    }
    let two = Two::seeded();
    two.desk.git(&["checkout", "-q", "drafts/outcome/text.md"]);
    two.did(&["publish", "../room"]);
    let guest = two.guest();
    let put = |path: &str, text: &str| {
        let whole = guest.join(path);
        std::fs::create_dir_all(whole.parent().unwrap()).unwrap();
        let before = std::fs::read_to_string(&whole).unwrap_or_default();
        std::fs::write(whole, before + text).unwrap();
    };
    let act = |id: &str, by: &str, what: &str| {
        format!("- {{id: {id}, time: 2008-07-17T11:30-04:00, by: {by}, {what}}}\n")
    };
    put(
        "drafts/wp1/acts/xno.yaml",
        &act("f000000001", "XUS", "do: support, document: wp1"),
    );
    put(
        "drafts/wp1/acts/xno.yaml",
        &act("f000000002", "XNO", "do: agree, document: wp1"),
    );
    put(
        "drafts/wp1/acts/xno.yaml",
        &act(
            "f000000003",
            "XNO",
            "do: support, document: wp1, entered_by: chair, desk: true",
        ),
    );
    put(
        "drafts/wp1/acts/aly.yaml",
        &act("f000000004", "aly", "do: adopt, document: wp1"),
    );
    put(
        "drafts/wp1/acts/xno.yaml",
        "- {id: f000000005, time: 2018-07-17T11:30-04:00, by: XNO, do: oppose, document: wp1}\n",
    );
    put(
        "drafts/wp1/acts/nobody.yaml",
        &act("f000000006", "XXX", "do: support, document: wp1"),
    );
    put("drafts/wp1/acts/xus.yaml", &"x".repeat(5 << 20));
    put(
        "drafts/wp1/proposals/xno-beef.md",
        "---\nsponsor: ZZZ\nkind: comment\n---\n\nForged.\n",
    );
    put("drafts/other/text.md", "1. Another document.\n");
    put("drafts/wp1/text.md", "4. A paragraph of nobody's.\n");
    #[cfg(unix)]
    std::os::unix::fs::symlink(
        "/etc/passwd",
        guest.join("drafts/wp1/proposals/xno-cafe.md"),
    )
    .unwrap();
    two.git(&guest, &["add", "-A"]);
    two.git(&guest, &["commit", "-qm", "hostile"]);
    two.git(&guest, &["push", "-q"]);
    let text = two.desk.text("drafts/wp1/text.md");
    let output = two.run(two.desk.path(), "goh", &["receive", "../room"]);
    let said = heard(&output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    for (id, why) in [
        ("f000000001", "stands in the file of xno"),
        ("f000000002", "is not done in the room"),
        ("f000000004", "is no delegation or group"),
        ("f000000005", "has not come"),
        ("f000000006", "is no delegation or group"),
        ("xus.yaml", "more than the"),
        ("xno-beef.md", "is no delegation or group"),
        ("drafts/other", "no such document"),
    ] {
        let folded = said.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(
            folded.contains(id) && folded.contains(why),
            "{id} {why}: {said}"
        );
    }
    #[cfg(unix)]
    assert!(said.contains("it is a link"), "{said}");
    assert_eq!(two.desk.text("drafts/wp1/text.md"), text);
    let acts = two.desk.text("drafts/wp1/acts/xno.yaml");
    assert!(
        acts.contains("f000000003") && !acts.contains("entered_by: chair"),
        "{acts}"
    );
    for id in ["f000000001", "f000000002", "f000000005"] {
        assert!(!acts.contains(id), "{acts}");
    }
    assert!(!two.desk.path().join("drafts/other").exists());
    // The next circulation puts the room right again.
    two.did(&["publish", "../room"]);
    let room = two.git(&two.path("room"), &["ls-tree", "-r", "HEAD"]);
    assert!(
        !room.contains("120000") && !room.contains("drafts/other") && !room.contains("nobody.yaml"),
        "{room}"
    );
}

#[test]
fn what_cannot_be_taken_is_shown_before_a_circulation_takes_it_out_of_the_room() {
    if !has_git() {
        return;
    }
    let two = Two::seeded();
    two.desk.git(&["checkout", "-q", "drafts/outcome/text.md"]);
    two.did(&["publish", "../room"]);
    let guest = two.guest();
    for words in [&["support", "wp1", "3", "--as", "XEG"][..], &["send"]] {
        let output = two.run(&guest, "XEG", words);
        assert_eq!(output.status.code(), Some(0), "{}", heard(&output));
    }
    // Meanwhile the paragraph is gone at the desk.
    let text = two.desk.text("drafts/wp1/text.md");
    let gone = "3. [XUS: States share those records with each other.]\n";
    assert!(text.contains(gone), "{text}");
    two.desk.write("drafts/wp1/text.md", text.replace(gone, ""));
    two.commit("a paragraph less");
    let before = two.git(&two.path("room"), &["rev-parse", "HEAD"]);
    let refused = two.run(two.desk.path(), "goh", &["publish", "../room"]);
    assert_eq!(refused.status.code(), Some(2), "{}", heard(&refused));
    assert!(
        heard(&refused).contains("has looked at it"),
        "{}",
        heard(&refused)
    );
    assert_eq!(two.git(&two.path("room"), &["rev-parse", "HEAD"]), before);
    let shown = two.run(two.desk.path(), "goh", &["receive", "../room", "--dry-run"]);
    assert_eq!(shown.status.code(), Some(1), "{}", heard(&shown));
    let refused = two.run(two.desk.path(), "goh", &["publish", "../room"]);
    assert_eq!(refused.status.code(), Some(2), "{}", heard(&refused));
    let named = two.run(two.desk.path(), "goh", &["receive", "../room"]);
    assert_eq!(named.status.code(), Some(1), "{}", heard(&named));
    assert!(heard(&named).contains("is not found"), "{}", heard(&named));
    two.did(&["publish", "../room"]);
}

#[test]
fn a_delegation_is_told_in_its_own_copy_what_became_of_its_papers_and_nothing_of_the_desks() {
    if !has_git() {
        return;
    }
    let two = Two::seeded();
    two.desk.git(&["checkout", "-q", "drafts/outcome/text.md"]);
    two.did(&["publish", "../room"]);
    let guest = two.guest();
    let say = |words: &[&str]| {
        let output = two.run(&guest, "XUS", words);
        assert_eq!(
            output.status.code(),
            Some(0),
            "{words:?}: {}",
            heard(&output)
        );
        heard(&output)
    };
    let told = |receive: &str| -> Vec<String> {
        let lines = receive.lines().filter(|line| line.contains("answered"));
        lines.map(|line| line.trim().to_owned()).collect()
    };
    for words in ["for ever", "for a year", "for a day"] {
        let wanted = format!("States keep records {words}.");
        say(&["propose", "wp1", "2", "--text", &wanted]);
    }
    assert!(
        !say(&["status"]).contains("what you sent"),
        "nothing is sent"
    );
    let mut slugs: Vec<String> = std::fs::read_dir(guest.join("drafts/wp1/proposals"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name.starts_with("xus-"))
        .map(|name| name.trim_end_matches(".md").to_owned())
        .collect();
    slugs.sort();
    let [bad, returned, tabled] = slugs.as_slice() else {
        panic!("{slugs:?}");
    };
    // One of them cannot be taken.
    let path = format!("drafts/wp1/proposals/{bad}.md");
    let text = std::fs::read_to_string(guest.join(&path)).unwrap();
    std::fs::write(
        guest.join(&path),
        text.replace("sponsor: XUS", "sponsor: XQQ"),
    )
    .unwrap();
    two.git(&guest, &["commit", "-qam", "spoilt"]);
    say(&["send"]);
    let status = say(&["status"]);
    assert!(
        status.contains(&format!("{tabled}: sent and not looked at yet")),
        "{status}"
    );
    two.run(two.desk.path(), "goh", &["receive", "../room"]);
    let circulated = two.did(&["publish", "../room"]);
    assert!(
        circulated.contains("circulated: what became of"),
        "{circulated}"
    );
    let received = say(&["receive"]);
    for slug in [returned, tabled] {
        let line = format!("wp1 {slug}: received, not tabled yet");
        assert!(received.contains(&line), "{received}");
    }
    let listed = say(&["proposals", "--sponsor", "XUS"]);
    assert_eq!(
        listed.matches("received, not tabled yet").count(),
        2,
        "{listed}"
    );
    let card = say(&["proposal", tabled]);
    assert!(card.contains("received, not tabled yet"), "{card}");
    let line = format!("wp1 {bad}: not taken");
    assert!(received.contains(&line), "{received}");
    // What the desk says of them goes out with its words; the reasons that it keeps to itself do not.
    let again = two.did(&["publish", "../room"]);
    assert!(again.contains("the room has all of it"), "{again}");
    let reason = "SECRET of the bureau";
    two.did(&["return", returned, "--as", "aly", "--reason", reason]);
    two.did(&["table", tabled, "--as", "aly"]);
    two.did(&["publish", "../room"]);
    let received = say(&["receive"]);
    let mut lines = [
        format!("answered  wp1 {returned}: returned"),
        format!("answered  wp1 {tabled}: tabled as XUS-1"),
    ];
    lines.sort();
    assert_eq!(told(&received), lines);
    let again = two.did(&["publish", "../room"]);
    assert!(again.contains("the room has all of it"), "{again}");
    let says = format!("{returned}=no source is named");
    two.did(&["publish", "../room", "--say", &says]);
    let received = say(&["receive"]);
    assert!(
        received.contains(&format!("{returned}: returned: no source is named")),
        "{received}"
    );
    let status = say(&["status"]);
    assert!(status.contains("no source is named"), "{status}");
    assert!(!status.contains(tabled.as_str()), "{status}");
    assert!(say(&["proposals"]).contains("XUS-"), "it has its number");
    let wrong = two.run(
        two.desk.path(),
        "goh",
        &["publish", "../room", "--say", "xus-0000=no"],
    );
    assert_eq!(wrong.status.code(), Some(2), "{}", heard(&wrong));
    // What is held back is not named by what is said either.
    let says = format!("{returned}=the same as xno-dead");
    let wrong = two.run(
        two.desk.path(),
        "goh",
        &["publish", "../room", "--say", &says],
    );
    assert_eq!(wrong.status.code(), Some(2), "{}", heard(&wrong));
    assert!(
        heard(&wrong).contains("would name xno-dead"),
        "{}",
        heard(&wrong)
    );
    let room = everything(&two.path("room"));
    for secret in SECRETS {
        assert!(!room.contains(secret), "{secret} went out");
    }
    assert!(!room.contains("xno-dead") && !room.contains("SECRET of the bureau"));
}

#[test]
fn what_answers_an_act_that_is_taken_back_in_the_same_batch_is_taken_with_it() {
    if !has_git() {
        return;
    }
    let two = Two::seeded();
    two.desk.git(&["checkout", "-q", "drafts/outcome/text.md"]);
    two.did(&["publish", "../room"]);
    let guest = two.guest();
    let say = |words: &[&str]| {
        let output = two.run(&guest, "XEG", words);
        assert_eq!(
            output.status.code(),
            Some(0),
            "{words:?}: {}",
            heard(&output)
        );
        heard(&output)
    };
    let words = "States keep records for ever.";
    let said = say(&["propose", "wp1", "2", "--text", words, "--as", "XEG"]);
    let slug = said
        .split_whitespace()
        .find(|word| word.starts_with("xeg-"));
    let slug = slug.unwrap().trim_end_matches(':').to_owned();
    say(&["send"]);
    say(&["undo"]);
    say(&["submit", &slug, "--as", "XEG"]);
    say(&["send"]);
    let taken = two.run(two.desk.path(), "goh", &["receive", "../room"]);
    assert_eq!(taken.status.code(), Some(0), "{}", heard(&taken));
    assert!(!heard(&taken).contains("not taken"), "{}", heard(&taken));
    two.did(&["publish", "../room"]);
    let status = two.did(&["proposal", &slug, "--json"]);
    assert!(status.contains("submitted"), "{status}");
}

#[test]
fn the_desks_own_copies_are_no_room_and_the_room_is_no_desk() {
    if !has_git() {
        return;
    }
    let two = Two::seeded();
    two.desk.git(&["checkout", "-q", "drafts/outcome/text.md"]);
    two.did(&["send", "--to", "../stick"]);
    two.did(&["support", "wp1", "1", "--as", "XEG"]);
    for words in [["publish", "../stick"], ["receive", "../stick"]] {
        let refused = two.run(two.desk.path(), "goh", &words);
        assert_eq!(refused.status.code(), Some(2), "{words:?}");
        assert!(
            heard(&refused).contains("desk's own history"),
            "{}",
            heard(&refused)
        );
    }
    let inside = two.run(two.desk.path(), "goh", &["publish", "room"]);
    assert!(
        heard(&inside).contains("not lie inside"),
        "{}",
        heard(&inside)
    );
    std::fs::create_dir(two.path("full")).unwrap();
    std::fs::write(two.path("full").join("x"), "x").unwrap();
    let full = two.run(two.desk.path(), "goh", &["publish", "../full"]);
    assert!(
        heard(&full).contains("something else lies there"),
        "{}",
        heard(&full)
    );
    // Into a copy with a work tree it goes as well, and nobody's name is noted there.
    two.git(two.desk.home(), &["init", "-q", "-b", "main", "open"]);
    two.did(&["publish", "../open"]);
    assert!(two.path("open").join("drafts/wp1/text.md").exists());
    assert_eq!(two.git(&two.path("open"), &["status", "--porcelain"]), "");
}

#[test]
fn what_goes_out_with_every_circulation_cannot_be_kept_at_the_desk() {
    let room = Room::meeting();
    let run = |words: &[&str]| {
        let output = room.adref(words).env("ADREF_AS", "aly").output().unwrap();
        (output.status.code(), heard(&output))
    };
    let (status, said) = run(&["support", "wp1", "1", "--as", "XNO", "--desk", "--dry-run"]);
    assert!(
        status == Some(0) && said.contains("it stays at the desk"),
        "{said}"
    );
    for words in [
        [
            "edit",
            "wp1",
            "2",
            "--text",
            "Other words.",
            "--as",
            "aly",
            "--desk",
        ]
        .as_slice(),
        &[
            "propose",
            "wp1",
            "2",
            "--text",
            "Other.",
            "--as",
            "XNO",
            "--in-text",
            "--desk",
        ],
        &["undo", "--desk"],
        &["issue", "wp1", "--rev", "1", "--as", "aly", "--desk"],
    ] {
        let (status, said) = run(words);
        assert_eq!(status, Some(2), "{words:?}: {said}");
    }
    assert_eq!(room.repository.unsaved().unwrap(), Vec::<String>::new());
}

#[test]
fn what_stands_in_the_text_in_brackets_stands_so_in_the_room_too() {
    if !has_git() {
        return;
    }
    for names in ["shown", "hidden"] {
        let two = Two::seeded();
        two.desk.git(&["checkout", "-q", "drafts/outcome/text.md"]);
        two.did(&[
            "propose",
            "wp1",
            "2",
            "--text",
            "States keep records for thirty years.",
            "--as",
            "XUS",
            "--in-text",
        ]);
        two.did(&["bracket", "XNO-1", "--as", "aly"]);
        let status = |at: &Path, hand: &str| {
            let listed = heard(&two.run(at, hand, &["proposals", "wp1"]));
            let of = |name: &str| {
                let line = listed.lines().find(|line| line.contains(name));
                line.unwrap_or_default().to_owned()
            };
            (of("XUS-1"), of("XNO-1"))
        };
        two.did(&["publish", "../room", "--names", names]);
        let guest = two.guest();
        let (one, other) = status(&guest, "XUS");
        for line in [one, other] {
            assert!(line.contains("in text"), "{names}: {line:?}");
            assert!(!line.contains("stale"), "{names}: {line}");
            assert!(!line.contains("no longer"), "{names}: {line}");
        }
        // By now the paragraph has other words: what became of the proposal is told all the same, how it read then is not.
        let text = two.desk.text("drafts/wp1/text.md");
        two.desk.write(
            "drafts/wp1/text.md",
            text.replace("States keep", "All the States keep"),
        );
        two.commit("a word");
        two.git(two.desk.home(), &["init", "-q", "--bare", "later"]);
        two.did(&["publish", "../later", "--names", names]);
        let all = everything(&two.path("later"));
        let acts = all.lines().filter(|line| line.contains("do: bracket"));
        assert_eq!(acts.count(), 2, "{names}");
        for secret in SECRETS {
            assert!(!all.contains(secret), "{names}: {secret} went out");
        }
        let had = two.git(
            &two.path("later"),
            &["cat-file", "--batch-all-objects", "--batch-check"],
        );
        for key in ["version: ", "text: ", "over: "] {
            for (at, _) in all.match_indices(key) {
                let id: String = all[at + key.len()..].chars().take(40).collect();
                if id.chars().all(|c| c.is_ascii_hexdigit()) {
                    assert!(had.contains(&id), "{names}: {key}{id} is not the room's");
                }
            }
        }
    }
}

#[test]
fn no_circulation_takes_a_delegations_own_paper_from_it() {
    if !has_git() {
        return;
    }
    for names in ["shown", "hidden"] {
        let two = Two::seeded();
        two.desk.git(&["checkout", "-q", "drafts/outcome/text.md"]);
        two.did(&["publish", "../room", "--names", names]);
        let guest = two.guest();
        let say = |words: &[&str]| {
            let output = two.run(&guest, "XUS", words);
            assert_eq!(
                output.status.code(),
                Some(0),
                "{words:?}: {}",
                heard(&output)
            );
            heard(&output)
        };
        say(&[
            "propose",
            "wp1",
            "2",
            "--text",
            "States keep records for ever.",
            "--as",
            "XUS",
            "--reason",
            "so that they last",
        ]);
        say(&["send"]);
        two.did(&["receive", "../room"]);
        let own = |step: &str, status: &str| {
            let listed = say(&["proposals", "--sponsor", "XUS"]);
            assert!(listed.contains(status), "{names}, {step}: {listed}");
            let file = two.git(
                &guest,
                &[
                    "grep",
                    "-l",
                    "for ever",
                    "HEAD",
                    "--",
                    "drafts/wp1/proposals",
                ],
            );
            assert_eq!(file.lines().count(), 1, "{names}, {step}: {file}");
            file.trim()
                .rsplit('/')
                .next()
                .unwrap()
                .trim_end_matches(".md")
                .to_owned()
        };
        let slug = own("before", "submitted");
        // What others say of it at the desk stays there as long as it is not tabled.
        two.did(&[
            "oppose",
            &slug,
            "--as",
            "XEG",
            "--heard",
            "plenary",
            "--reason",
            "QX-OF-A-PAPER",
        ]);
        for round in ["first", "second"] {
            two.did(&["publish", "../room", "--names", names]);
            say(&["receive"]);
            own(round, "submitted");
            let text = two.desk.text("drafts/wp1/text.md");
            two.desk.write(
                "drafts/wp1/text.md",
                text.replace("manufacture", &format!("manufacture, {round},")),
            );
            two.commit("a word");
        }
        let room = everything(&two.path("room"));
        assert!(!room.contains("QX-OF-A-PAPER"), "{names}");
        // Tabled, it goes out as any other.
        two.did(&["table", &slug, "--as", "aly"]);
        two.did(&["publish", "../room", "--names", names]);
        say(&["receive"]);
        own("tabled", "tabled");
        let room = everything(&two.path("room"));
        for secret in SECRETS {
            assert!(!room.contains(secret), "{names}: {secret} went out");
        }
    }
}

#[test]
fn a_file_of_the_name_of_a_paper_at_the_desk_does_not_fetch_it() {
    if !has_git() {
        return;
    }
    let two = Two::seeded();
    two.desk.git(&["checkout", "-q", "drafts/outcome/text.md"]);
    two.did(&["publish", "../room"]);
    let paths = two.git(
        two.desk.path(),
        &[
            "grep",
            "-l",
            "QX-SUBMITTED-PROPOSAL",
            "HEAD",
            "--",
            "drafts",
        ],
    );
    let path = paths.trim().trim_start_matches("HEAD:").to_owned();
    let guest = two.guest();
    let forged = two
        .desk
        .text(&path)
        .replace("QX-SUBMITTED-PROPOSAL", "some other");
    let file = guest.join(&path);
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    std::fs::write(file, forged).unwrap();
    two.git(&guest, &["add", "-A"]);
    two.git(&guest, &["commit", "-qm", "a name that was guessed"]);
    two.git(&guest, &["push", "-q", "origin", "HEAD"]);
    two.run(two.desk.path(), "goh", &["receive", "../room"]);
    let told = two.did(&["publish", "../room"]);
    assert!(told.contains("not tabled"), "{told}");
    let room = everything(&two.path("room"));
    assert!(!room.contains("QX-SUBMITTED-PROPOSAL"));
    let there = two.git(&two.path("room"), &["ls-tree", "-r", "--name-only", "HEAD"]);
    assert!(!there.contains(&path), "{there}");
}
