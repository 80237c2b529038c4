//! Sending and receiving: desks that work apart and meet in a folder, with the user's own git.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use crate::desks::{Dice, Round, WP1, heard, read, replace, texts, write};
use crate::kit::{Room, has_git};

#[test]
fn two_desks_that_work_apart_end_with_all_acts_and_both_texts() {
    if !has_git() {
        return;
    }
    let round = Round::of_two();
    let (one, two) = (round.desk("one"), round.desk("two"));
    round.did("one", &["support", "wp1", "1", "--as", "XNO"]);
    round.did(
        "two",
        &["oppose", "wp1", "2", "--as", "XUS", "--reason", "too long"],
    );
    round.did(
        "two",
        &[
            "reserve",
            "wp1",
            "1",
            "--as",
            "XNO",
            "--reason",
            "instructions",
        ],
    );
    replace(&one, WP1, "twenty years", "thirty years");
    round.save(&one, "thirty");
    replace(&two, WP1, "States share", "States shall share");
    round.save(&two, "share");
    let sent = round.did("one", &["send"]);
    assert!(sent.contains("1 position, text of WP.1 changed"), "{sent}");
    let shown = round.did("two", &["receive", "--dry-run"]);
    assert!(shown.contains("would be received"), "{shown}");
    let before = round.head("two");
    let received = round.did("two", &["receive"]);
    assert_ne!(round.head("two"), before);
    assert!(
        received.contains("1 position, text of WP.1 merged"),
        "{received}"
    );
    assert!(received.contains("unsigned"), "{received}");
    round.did("two", &["send"]);
    round.did("one", &["receive"]);
    assert_eq!(round.head("one"), round.head("two"));
    let text = read(&one, WP1);
    assert!(
        text.contains("thirty years") && text.contains("States shall share"),
        "{text}"
    );
    let acts = read(&one, "drafts/wp1/acts/xno.yaml");
    assert!(
        acts.contains("support") && acts.contains("instructions"),
        "{acts}"
    );
    assert!(read(&one, "drafts/wp1/acts/xus.yaml").contains("too long"));
    assert!(round.did("one", &["receive"]).contains("nothing new"));
    assert!(round.did("one", &["send"]).contains("already"));
    round.is_whole("one");
    round.is_whole("two");
}

#[test]
fn words_that_both_changed_get_a_bracket_whose_place_is_named_the_same_whoever_receives() {
    if !has_git() {
        return;
    }
    let ended: Vec<String> = [("one", "two"), ("two", "one")]
        .into_iter()
        .map(|(first, last)| {
            let round = Round::of_two();
            for (name, words, when) in [("one", "thirty", "10"), ("two", "forty", "20")] {
                let at = round.desk(name);
                replace(&at, WP1, "twenty years", &format!("{words} years"));
                let day = format!("2008-07-16T12:{when}:00-04:00");
                round.save_at(&at, "a word", &day);
            }
            round.did(first, &["send"]);
            let sent = round.did(last, &["send"]);
            assert!(
                sent.contains("text of WP.1 merged, 1 bracket put at 2"),
                "{sent}"
            );
            assert!(sent.contains("contested"), "{sent}");
            round.did(first, &["receive"]);
            assert_eq!(round.head(first), round.head(last));
            round.is_whole(first);
            read(&round.desk(first), WP1)
        })
        .collect();
    assert!(ended[0].contains("[thirty / forty] years"), "{}", ended[0]);
    assert_eq!(ended[0], ended[1]);
}

#[test]
fn what_was_typed_by_hand_and_not_saved_is_merged_with_what_comes_and_stays_unsaved() {
    if !has_git() {
        return;
    }
    let round = Round::of_two();
    let (one, two) = (round.desk("one"), round.desk("two"));
    replace(&one, WP1, "twenty years", "thirty years");
    round.save(&one, "thirty");
    round.did("one", &["send"]);
    replace(&two, WP1, "mark every lantern", "mark each lantern");
    replace(&two, WP1, "twenty", "ninety");
    write(&two, "drafts/outcome/text.md", "by hand\n");
    let by_hand = read(&two, WP1);
    let shown = round.did("two", &["receive", "--dry-run"]);
    let shown = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    for said in [
        "what was typed by hand in WP.1 is kept",
        "would be merged with what came",
        "contested",
        "[thirty / ninety] years",
    ] {
        assert!(shown.contains(said), "{shown}");
    }
    assert_eq!(read(&two, WP1), by_hand);
    let received = round.did("two", &["receive"]);
    assert!(received.contains("and not saved yet"), "{received}");
    assert_eq!(round.head("one"), round.head("two"));
    let merged = by_hand.replace("ninety years", "[thirty / ninety] years");
    assert_eq!(read(&two, WP1), merged);
    // It is as little saved as it was, and so is what nobody else has touched.
    assert_eq!(read(&two, "drafts/outcome/text.md"), "by hand\n");
    let changed = round.git(&two, &["status", "--porcelain"]);
    assert_eq!(
        changed,
        " M drafts/outcome/text.md\n M drafts/wp1/text.md\n"
    );
    assert!(
        round
            .git(&two, &["show", &format!("HEAD:{WP1}")])
            .contains("thirty years")
    );
    // What was typed is an object of the repository, should anybody want it as it was.
    let typed = round.git_with(&two, &["hash-object", "--stdin"], &by_hand);
    assert_eq!(round.git(&two, &["cat-file", "-p", typed.trim()]), by_hand);
    round.is_sound("two");
    round.save(&two, "by hand");
    round.did("two", &["send"]);
    round.did("one", &["receive"]);
    assert_eq!(read(&one, WP1), merged);
}

#[test]
fn by_hand_a_file_may_be_new_or_taken_away_and_what_cannot_be_merged_stops_all_before_it_is_written()
 {
    if !has_git() {
        return;
    }
    let round = Round::of_two();
    let (one, two) = (round.desk("one"), round.desk("two"));
    let (new, particulars) = ("drafts/wp2/text.md", "facilitators/meeting.yaml");
    write(&one, new, "1. States report.\n");
    replace(&one, WP1, "twenty", "thirty");
    std::fs::remove_file(one.join("drafts/outcome/text.md")).unwrap();
    round.save(&one, "one");
    round.did("one", &["send"]);
    write(&two, new, "1. States inform.\n");
    std::fs::remove_file(two.join(WP1)).unwrap();
    write(&two, "drafts/outcome/text.md", "by hand\n");
    let received = round.did("two", &["receive"]);
    assert!(received.contains("typed by hand in"), "{received}");
    assert!(received.contains(&format!("kept  {WP1}")), "{received}");
    assert_eq!(read(&two, new), "1. States report.\n\n1. States inform.\n");
    assert!(read(&two, WP1).contains("thirty"));
    assert_eq!(read(&two, "drafts/outcome/text.md"), "by hand\n");
    assert_eq!(round.head("one"), round.head("two"));
    round.is_sound("two");
    round.save(&two, "two");
    round.did("two", &["send"]);
    round.did("one", &["receive"]);

    replace(&one, particulars, "A small meeting", "The first meeting");
    replace(&one, WP1, "thirty", "forty");
    round.save(&one, "one");
    round.did("one", &["send"]);
    replace(&two, particulars, "A small meeting", "The second meeting");
    let (by_hand, before) = (texts(&two), round.head("two"));
    for words in [
        &["receive"][..],
        &["send"],
        &["receive", "--prefer", "there"],
    ] {
        let left = round.adref(&two, words);
        assert_eq!(left.status.code(), Some(1), "{}", heard(&left));
        let said = heard(&left)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        assert!(
            said.contains("changed by hand here and is not saved"),
            "{said}"
        );
        assert_eq!(texts(&two), by_hand);
        assert_eq!(round.head("two"), before);
    }
    // What lies ready for a commit of one's own is nobody else's.
    round.git(&two, &["checkout", "-q", particulars]);
    replace(&two, WP1, "keep records", "hold records");
    round.git(&two, &["add", WP1]);
    let by_hand = texts(&two);
    let refused = round.adref(&two, &["receive"]);
    assert_eq!(refused.status.code(), Some(2), "{}", heard(&refused));
    assert!(heard(&refused).contains(WP1), "{}", heard(&refused));
    assert_eq!(texts(&two), by_hand);
}

#[test]
fn whoever_is_killed_while_receiving_over_unsaved_words_has_them_all() {
    if !has_git() {
        return;
    }
    let round = Round::of_two();
    let (one, two) = (round.desk("one"), round.desk("two"));
    let mut dice = Dice(7_777);
    for n in 0..10 {
        replace(&one, WP1, "keep records", &format!("n{n} keep records"));
        round.save(&one, "a word");
        round.did("one", &["send"]);
        replace(&two, WP1, "every lantern", &format!("h{n} every lantern"));
        let mut child = round
            .command(&two, &["receive"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(dice.below(80) as u64));
        child.kill().unwrap();
        child.wait().unwrap();
        std::thread::sleep(Duration::from_millis(100));
        round.did("two", &["status"]);
        round.is_sound("two");
        let text = read(&two, WP1);
        for word in (0..=n).map(|n| format!("h{n} ")) {
            assert!(text.contains(&word), "{word} is lost: {text}");
        }
        round.did("two", &["receive"]);
        let text = read(&two, WP1);
        for word in (0..=n).flat_map(|n| [format!("h{n} "), format!("n{n} ")]) {
            assert!(text.contains(&word), "{word} is lost: {text}");
        }
        let status = round.git(&two, &["status", "--porcelain"]);
        assert_eq!(status, format!(" M {WP1}\n"));
    }
}

#[test]
fn a_file_that_cannot_be_made_one_is_left_to_a_person_and_nothing_is_received_by_halves() {
    if !has_git() {
        return;
    }
    let round = Round::of_two();
    let (one, two) = (round.desk("one"), round.desk("two"));
    let particulars = "facilitators/meeting.yaml";
    replace(&one, particulars, "A small meeting", "The first meeting");
    round.save(&one, "one");
    round.did("one", &["support", "wp1", "1", "--as", "XNO"]);
    round.did("one", &["send"]);
    replace(&two, particulars, "A small meeting", "The second meeting");
    round.save(&two, "two");
    let before = round.head("two");
    for verb in ["receive", "send"] {
        let left = round.adref(&two, &[verb]);
        assert_eq!(left.status.code(), Some(1), "{}", heard(&left));
        let said = heard(&left);
        assert!(
            said.contains("left to you") && said.contains(particulars),
            "{said}"
        );
        assert!(said.contains("--prefer here"), "{said}");
        assert_eq!(round.head("two"), before);
    }
    assert!(!two.join("drafts/wp1/acts/xno.yaml").exists());
    round.did("two", &["send", "--prefer", "there"]);
    assert!(read(&two, particulars).contains("The first meeting"));
    round.did("one", &["receive"]);
    assert_eq!(round.head("one"), round.head("two"));
}

#[test]
fn issued_revisions_go_along_with_their_names() {
    if !has_git() {
        return;
    }
    let round = Round::of_two();
    round.did("one", &["issue", "wp1", "--rev", "1", "--as", "aly"]);
    let tag = round.git(&round.desk("one"), &["tag"]);
    let sent = round.did("one", &["send"]);
    assert!(
        sent.contains(&format!("with the name {}", tag.trim())),
        "{sent}"
    );
    round.did("two", &["receive"]);
    assert_eq!(round.git(&round.desk("two"), &["tag"]), tag);
    let (one, two) = (round.desk("one"), round.desk("two"));
    let points = |at: &Path| round.git(at, &["rev-parse", tag.trim()]);
    assert_eq!(points(&one), points(&two));
}

#[test]
fn without_git_without_a_place_and_without_a_line_it_says_what_to_do_and_nothing_is_lost() {
    if !has_git() {
        return;
    }
    let round = Round::of_two();
    let one = round.desk("one");
    let bare = round
        .command(&one, &["send"])
        .env("PATH", "")
        .output()
        .unwrap();
    assert_eq!(bare.status.code(), Some(2));
    assert!(
        heard(&bare).contains("git was not found"),
        "{}",
        heard(&bare)
    );
    round.did("one", &["support", "wp1", "1", "--as", "XNO"]);
    let before = round.head("one");
    std::fs::rename(round.desk("the room's stick"), round.desk("away")).unwrap();
    let off = round.adref(&one, &["send"]);
    assert_eq!(off.status.code(), Some(2));
    assert!(
        heard(&off).contains("cannot be reached") && heard(&off).contains("nothing is lost"),
        "{}",
        heard(&off)
    );
    assert_eq!(round.head("one"), before);
    std::fs::rename(round.desk("away"), round.desk("the room's stick")).unwrap();
    round.did("one", &["send"]);

    let alone = Room::meeting();
    let nowhere = alone.adref(&["send"]).output().unwrap();
    assert_eq!(nowhere.status.code(), Some(2));
    assert!(
        heard(&nowhere).contains("adref send --to"),
        "{}",
        heard(&nowhere)
    );
    for bad in ["--upload-pack=touch x", "ext::sh -c true", ""] {
        let refused = alone.adref(&["send", "--to", bad]).output().unwrap();
        assert_eq!(refused.status.code(), Some(2), "{bad}: {}", heard(&refused));
        assert!(
            heard(&refused).contains("is no address"),
            "{bad}: {}",
            heard(&refused)
        );
    }
    let inside = alone
        .adref(&["send", "--to", "drafts/inside"])
        .output()
        .unwrap();
    assert!(heard(&inside).contains("into itself"), "{}", heard(&inside));
    let other = round.adref(&one, &["send", "--to", &round.shown("two")]);
    assert!(
        heard(&other).contains("does not take it"),
        "{}",
        heard(&other)
    );
}

#[test]
fn another_meetings_place_is_refused_and_links_are_not_received() {
    if !has_git() {
        return;
    }
    let round = Round::of_two();
    let stranger = Room::meeting();
    stranger.git(&["commit", "-q", "--allow-empty", "-m", "another beginning"]);
    let stick = round.shown("the room's stick");
    let refused = stranger.adref(&["send", "--to", &stick]).output().unwrap();
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        heard(&refused).contains("another meeting"),
        "{}",
        heard(&refused)
    );
    #[cfg(unix)]
    {
        let (one, two) = (round.desk("one"), round.desk("two"));
        std::os::unix::fs::symlink("/etc/passwd", one.join("drafts/wp1/evil.md")).unwrap();
        round.save(&one, "a link");
        round.git(&one, &["push", "-q"]);
        let refused = round.adref(&two, &["receive"]);
        assert_eq!(refused.status.code(), Some(2));
        assert!(
            heard(&refused).contains("it is a link"),
            "{}",
            heard(&refused)
        );
        assert!(!two.join("drafts/wp1/evil.md").exists());
    }
}

/// Nothing of what was written down is missing in these files.
fn holds_all(files: &[(String, String)], kept: &[String]) {
    let all: String = files.iter().map(|(_, text)| text.as_str()).collect();
    for words in kept {
        assert!(all.contains(words), "{words} is lost");
    }
}

/// A random act or edit at a desk; what must be there at the end.
fn work(round: &Round, name: &str, n: usize, dice: &mut Dice) -> Option<String> {
    let at = round.desk(name);
    let reason = format!("reason {n} of {name}");
    match dice.below(4) {
        0 => {
            let who = ["XNO", "XUS", "XEG"][dice.below(3)];
            let verb = ["support", "oppose", "query", "reserve"][dice.below(4)];
            let paragraph = ["1", "2"][dice.below(2)];
            round.did(
                name,
                &[verb, "wp1", paragraph, "--as", who, "--reason", &reason],
            );
            Some(reason)
        }
        1 => {
            let wanted = format!("States keep {n} records of {name}.");
            round.did(
                name,
                &[
                    "propose", "wp1", "2", "--text", &wanted, "--as", "XNO", "--reason", &reason,
                ],
            );
            Some(wanted)
        }
        2 => {
            let path = "drafts/outcome/text.md";
            let text = read(&at, path);
            write(
                &at,
                path,
                &format!("{text}\n{}. A sentence {n} of {name}.\n", 10 + n),
            );
            round.save(&at, "a paragraph");
            Some(format!("sentence {n} of {name}"))
        }
        _ => {
            let text = read(&at, WP1);
            let words: Vec<&str> = text.split(' ').collect();
            let spot = words.iter().position(|word| word.starts_with("lantern"));
            if let Some(spot) = spot {
                let mut words: Vec<String> = words.into_iter().map(str::to_owned).collect();
                words.insert(spot, format!("w{n}{name}"));
                write(&at, WP1, &words.join(" "));
                round.save(&at, "a word");
                return Some(format!("w{n}{name}"));
            }
            None
        }
    }
}

#[test]
fn in_whatever_order_desks_send_and_receive_all_end_in_the_same_state_and_nothing_is_lost() {
    if !has_git() {
        return;
    }
    // More of it where somebody asks: ADREF_STEPS=500.
    let asked = std::env::var("ADREF_STEPS").ok();
    let steps = asked.and_then(|steps| steps.parse().ok()).unwrap_or(24);
    for seed in 1..=3_u64 {
        let mut dice = Dice(seed * 7_919 + 17);
        let round = Round::of_two();
        round.join("three");
        let names = ["one", "two", "three"];
        let mut kept = Vec::new();
        for n in 0..steps {
            let name = names[dice.below(3)];
            match dice.below(5) {
                0 => drop(round.did(name, &["receive"])),
                1 => drop(round.did(name, &["send"])),
                _ => kept.extend(work(&round, name, n, &mut dice)),
            }
        }
        for name in names {
            round.did(name, &["send"]);
        }
        for name in names {
            round.did(name, &["receive"]);
        }
        let ended = texts(&round.desk("one"));
        holds_all(&ended, &kept);
        for name in names {
            assert_eq!(round.head(name), round.head("one"), "seed {seed}");
            assert_eq!(texts(&round.desk(name)), ended, "seed {seed}");
            round.is_whole(name);
            let check = heard(&round.adref(&round.desk(name), &["check"]));
            assert!(
                !check.contains("duplicate-id") && !check.contains("unreadable"),
                "{check}"
            );
        }
    }
}

#[test]
fn desks_that_send_at_the_very_same_time_all_get_through() {
    if !has_git() {
        return;
    }
    let round = Round::of_two();
    round.join("three");
    let names = ["one", "two", "three"];
    for name in names {
        round.did(
            name,
            &["support", "wp1", "1", "--as", "XNO", "--reason", name],
        );
    }
    let running: Vec<_> = names
        .iter()
        .map(|name| {
            let mut command = round.command(&round.desk(name), &["send"]);
            command
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap()
        })
        .collect();
    for child in running {
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", heard(&output));
    }
    for name in names {
        round.did(name, &["receive"]);
    }
    let acts = read(&round.desk("one"), "drafts/wp1/acts/xno.yaml");
    assert_eq!(acts.lines().count(), 3, "{acts}");
    assert_eq!(round.head("one"), round.head("three"));
}

#[test]
fn a_desk_killed_while_it_receives_or_sends_is_whole_and_goes_on() {
    if !has_git() {
        return;
    }
    let round = Round::of_two();
    let mut dice = Dice(99);
    let mut kept = Vec::new();
    let mut in_the_middle = 0;
    for n in 0..12 {
        for name in ["one", "two"] {
            kept.extend(work(&round, name, n, &mut dice));
        }
        round.did("one", &["send"]);
        let verb = ["receive", "send"][dice.below(2)];
        let mut child = round
            .command(&round.desk("two"), &[verb])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(dice.below(60) as u64));
        child.kill().unwrap();
        let ended = child.wait().unwrap();
        in_the_middle += usize::from(!ended.success());
        // git's own child may be at its end still.
        std::thread::sleep(Duration::from_millis(100));
        round.did("two", &["status"]);
        round.is_whole("two");
    }
    round.did("two", &["send"]);
    round.did("one", &["receive"]);
    assert_eq!(round.head("one"), round.head("two"));
    holds_all(&texts(&round.desk("one")), &kept);
    assert!(in_the_middle > 0, "none was killed before it was done");
}

#[test]
fn locks_that_the_killed_left_are_nobodys_and_any_other_that_is_in_the_way_is_named() {
    if !has_git() {
        return;
    }
    let round = Round::of_two();
    let (one, two) = (round.desk("one"), round.desk("two"));
    round.did("one", &["publish", "../room"]);
    let lock = ".git/refs/remotes/origin/main.lock";
    // A killed program's note is there, and its program is not.
    for words in [
        &["receive"][..],
        &["send"],
        &["send", "--to", "../the room's stick"],
        &["receive", "../room"],
    ] {
        let note = "refs/remotes/origin/main.lock\nconfig.lock\npacked-refs.lock\n";
        write(&two, ".git/adref/holds-1-0", note);
        for lock in [lock, ".git/config.lock", ".git/packed-refs.lock"] {
            write(&two, lock, "");
        }
        round.did("two", words);
        assert!(!two.join(lock).exists(), "{words:?}");
    }
    // Somebody else's.
    round.did("one", &["support", "wp1", "1", "--as", "XNO"]);
    round.did("one", &["send"]);
    let named = |at: &Path, words: &[&str], lock: &Path| {
        std::fs::write(lock, "").unwrap();
        let refused = round.adref(at, words);
        assert_eq!(refused.status.code(), Some(2), "{words:?}");
        let said = heard(&refused).replace("\n  ", " ");
        assert!(said.contains("the repository is locked"), "{said}");
        let file = lock.file_name().unwrap().to_string_lossy();
        let hint = said.split("delete").nth(1).unwrap_or_default();
        assert!(hint.contains(&*file), "{said}");
        std::fs::remove_file(lock).unwrap();
        round.did(at.file_name().unwrap().to_str().unwrap(), words);
    };
    named(&two, &["receive"], &two.join(lock));
    round.did("one", &["support", "wp1", "2", "--as", "XNO"]);
    let there = round.desk("the room's stick").join("refs/heads/main.lock");
    named(&one, &["send"], &there);
}

#[test]
fn whose_signatures_came_is_said_as_git_finds_it() {
    let Some(round) = Round::with_a_key() else {
        return;
    };
    let (one, two) = (round.desk("one"), round.desk("two"));
    let key = round.shown("key");
    let signed = |message: &str| {
        let format = format!("user.signingkey={key}");
        let words = [
            "-c",
            "gpg.format=ssh",
            "-c",
            &format,
            "commit",
            "-q",
            "-S",
            "--allow-empty",
            "-m",
            message,
        ];
        round.git(&one, &words);
    };
    signed("signed");
    round.save(&one, "unsigned");
    round.did("one", &["send"]);
    let said = round.did("two", &["receive", "--dry-run"]);
    assert!(
        said.contains("1 save signed by a key not on the list"),
        "{said}"
    );
    assert!(said.contains("1 save unsigned"), "{said}");
    round.knows_the_key(&two);
    let said = round.did("two", &["receive", "--dry-run"]);
    assert!(said.contains("1 save signed by aly@example.org"), "{said}");
    // A version whose words are not those that were signed.
    let whole = round
        .git(&one, &["cat-file", "commit", "HEAD~1"])
        .replace("\nsigned", "\nforged");
    write(round.root(), "forged", &whole);
    let forged = round.git(
        &one,
        &["hash-object", "-t", "commit", "-w", &round.shown("forged")],
    );
    round.git(&one, &["reset", "-q", "--hard", forged.trim()]);
    round.git(&one, &["push", "-qf"]);
    let said = round.did("two", &["receive", "--dry-run"]);
    assert!(
        said.contains("the signature is not of these words"),
        "{said}"
    );
}

#[test]
fn what_is_saved_is_signed_where_git_is_told_to_and_nothing_is_saved_where_it_cannot_be() {
    let Some(round) = Round::with_a_key() else {
        return;
    };
    let (one, two) = (round.desk("one"), round.desk("two"));
    let key = round.shown("key");
    for (key, value) in [
        ("gpg.format", "ssh"),
        ("user.name", "Git\u{e9}"),
        ("user.email", "aly@example.org"),
        ("user.signingkey", &key),
        ("gpg.ssh.allowedSignersFile", &round.shown("signers")),
        ("commit.gpgsign", "true"),
    ] {
        round.git(&one, &["config", key, value]);
    }
    round.knows_the_key(&two);
    round.did(
        "one",
        &["support", "wp1", "1", "--as", "XNO", "--reason", "1"],
    );
    round.is_whole("one");
    let shown = round.git(&one, &["log", "-1", "--format=%G? %GS|%an|%cn|%aI|%s"]);
    assert!(
        shown.starts_with("G aly@example.org|Hossam Aly|Git\u{e9}|2008-07-17T12:00:00-04:00|"),
        "{shown}"
    );
    // Two that are brought together are signed too.
    round.did("two", &["support", "wp1", "1", "--as", "XEG"]);
    round.did("two", &["send"]);
    round.did("one", &["send"]);
    assert_eq!(
        round
            .git(&one, &["log", "-1", "--format=%G? %P"])
            .split(' ')
            .count(),
        3
    );
    let said = round.did("two", &["receive"]);
    assert!(said.contains("2 saves signed by aly@example.org"), "{said}");
    // The log names them too, an act by the save that filed it; only what is shown is asked for.
    let told = round.did("two", &["log"]);
    let line = |words: &str| told.lines().find(|line| line.contains(words)).unwrap();
    assert!(
        line("XNO supports").contains("signed by aly@example.org"),
        "{told}"
    );
    assert!(line("XEG supports").ends_with("unsigned"), "{told}");
    let last = round.did("two", &["log", "--last", "1", "--json"]);
    assert!(last.contains("\"signature\":{"), "{last}");
    round.git(&two, &["config", "--unset", "gpg.ssh.allowedSignersFile"]);
    let told = round.did("two", &["log"]);
    assert!(told.contains("signed by a key not on the list"), "{told}");
    round.git(
        &one,
        &["config", "user.signingkey", &round.shown("no such key")],
    );
    let before = round.head("one");
    let refused = round.adref(&one, &["support", "wp1", "2", "--as", "XNO"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        heard(&refused).contains("git could not sign it")
            && heard(&refused).contains("adref.sign false"),
        "{}",
        heard(&refused)
    );
    assert_eq!(round.head("one"), before);
    round.is_whole("one");
    round.git(&one, &["config", "adref.sign", "false"]);
    round.did("one", &["support", "wp1", "2", "--as", "XNO"]);
    assert_eq!(round.git(&one, &["log", "-1", "--format=%G?"]).trim(), "N");
}
