//! adref as git's own: what `adref install` makes of git's commands, run by the real git.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

use crate::kit::{Room, bare_command, has_git};

const OLD: &str = "---\ntitle: Lanterns\nsymbol: A/1\n---\n\n## I. Marking\n\n1. States shall mark every lantern at the time\n\
                   of manufacture. They keep records.\n\n2. Marks are legible.\n\n3. Officers of the harbour are trained in reading them.\n";
const NEW: &str = "---\ntitle: Lanterns\nsymbol: A/1/Rev.1\n---\n\n## I. Marking\n\n1. States [should] mark every lantern at the time of\n\
                   manufacture. They keep records.\n\n2. Marks are legible.\n\n2 bis. A fund pays for it.\n\n\
                   4. Officers of the harbour are trained in reading them.\n";

/// A repository of notes, no meeting, with two versions of one text.
fn notes() -> Room {
    let room = Room::of(&[("notes.md", OLD), ("code.rs", "fn main() {}\n")]);
    room.save(&[("notes.md", NEW)]);
    room
}

fn run(command: &mut Command) -> Output {
    command.output().unwrap()
}

fn said(output: &Output) -> String {
    let complained = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{complained}");
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn config(room: &Room) -> PathBuf {
    room.path().join(".git/config")
}

fn attributes(room: &Room) -> PathBuf {
    room.path().join(".git/info/attributes")
}

fn kept(path: &Path) -> Option<Vec<u8>> {
    std::fs::read(path).ok()
}

fn install(room: &Room, arguments: &[&str]) -> Output {
    let mut all = vec!["install"];
    all.extend(arguments);
    run(&mut room.adref(&all))
}

fn steps(output: &Output) -> Vec<(String, String)> {
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(answer["schema"], 1);
    let steps = answer["steps"].as_array().unwrap().iter();
    steps
        .map(|step| {
            let of = |key: &str| step[key].as_str().unwrap().to_owned();
            (of("name"), of("did"))
        })
        .collect()
}

#[test]
fn git_diff_shows_paragraphs_and_words() {
    if !has_git() {
        return;
    }
    let room = notes();
    said(&install(&room, &[]));
    let shown = room.git(&["diff", "HEAD~1"]);
    assert!(shown.starts_with("diff notes.md  "), "{shown}");
    assert!(
        shown.contains("- symbol: A/1\n+ symbol: A/1/Rev.1\n"),
        "{shown}"
    );
    assert!(
        shown.contains("States [-shall-] {+[should]+} mark"),
        "{shown}"
    );
    assert!(
        shown.contains("+ 2 bis  new\n{+A fund pays for it.+}\n"),
        "{shown}"
    );
    assert!(shown.contains("# 3 → 4  renumbered\n"), "{shown}");
    assert!(!shown.contains("Marks are legible"), "{shown}");
    // What is edited and not saved has no id yet.
    room.write("notes.md", NEW.replace("legible", "durable"));
    let shown = room.git(&["diff"]);
    assert!(shown.lines().next().unwrap().ends_with(" → now"), "{shown}");
    assert!(
        shown.contains("Marks are [-legible-]{+durable+}."),
        "{shown}"
    );
    // Other files are git's as ever.
    room.write("code.rs", "fn main() { }\n");
    let shown = room.git(&["diff", "code.rs"]);
    assert!(shown.contains("@@ -1 +1 @@"), "{shown}");
}

#[test]
fn git_log_shows_a_line_a_sentence_under_its_paragraphs_name() {
    if !has_git() {
        return;
    }
    let room = notes();
    room.save(&[(
        "notes.md",
        &NEW.replace("time of\nmanufacture", "time\nof manufacture"),
    )]);
    said(&install(&room, &[]));
    let shown = room.git(&["log", "-p", "-U0", "HEAD~1", "-1"]);
    let sentence = "-States shall mark every lantern at the time of manufacture.\n\
                    +States [should] mark every lantern at the time of manufacture.\n";
    assert!(shown.contains(sentence), "{shown}");
    assert!(!shown.contains("They keep records"), "{shown}");
    assert!(
        shown.contains("-¶ 3\n+¶ 2 bis\n+A fund pays for it.\n+\n+¶ 4\n"),
        "{shown}"
    );
    assert!(
        shown
            .lines()
            .any(|line| line.starts_with("@@") && line.ends_with("¶ 1")),
        "{shown}"
    );
    // Wrapped otherwise is no other text.
    let shown = room.git(&["log", "-p", "-1"]);
    assert!(!shown.contains("@@"), "{shown}");
    let shown = room.git(&["log", "-p", "-1", "--ext-diff"]);
    assert!(
        shown.contains("only white space and line breaks differ"),
        "{shown}"
    );
    let words = room.git(&["show", "--word-diff", "HEAD~1"]);
    assert!(words.contains("[-shall-]{+[should]+}"), "{words}");
    // What is mailed is a patch that can be applied.
    let patch = room.git(&["format-patch", "--stdout", "HEAD~2..HEAD~1"]);
    assert!(
        patch.contains("\n-1. States shall mark every lantern at the time\n"),
        "{patch}"
    );
}

#[test]
fn git_difftool_compares_by_adref() {
    if !has_git() {
        return;
    }
    let room = notes();
    said(&install(&room, &[]));
    let shown = room.git(&["difftool", "-y", "-t", "adref", "HEAD~1", "--", "notes.md"]);
    assert!(shown.contains("2 bis"), "{shown}");
}

#[test]
fn what_is_installed_is_taken_out_to_the_last_byte() {
    let room = notes();
    room.write(".git/info/attributes", "*.png binary\n");
    let before = (kept(&config(&room)), kept(&attributes(&room)));
    said(&install(&room, &["--dry-run"]));
    assert_eq!((kept(&config(&room)), kept(&attributes(&room))), before);
    said(&install(&room, &[]));
    let once = (kept(&config(&room)), kept(&attributes(&room)));
    assert_ne!(once, before);
    let again = install(&room, &["--json"]);
    assert!(again.status.success());
    assert!(
        steps(&again).iter().all(|(_, did)| did == "present"),
        "{again:?}"
    );
    assert_eq!((kept(&config(&room)), kept(&attributes(&room))), once);
    said(&install(&room, &["--remove", "--dry-run"]));
    assert_eq!((kept(&config(&room)), kept(&attributes(&room))), once);
    said(&install(&room, &["--remove"]));
    assert_eq!((kept(&config(&room)), kept(&attributes(&room))), before);
    // Nothing is left to take out, and that is well.
    said(&install(&room, &["--remove"]));
    std::fs::remove_file(attributes(&room)).unwrap();
    said(&install(&room, &[]));
    said(&install(&room, &["--remove"]));
    assert_eq!(kept(&attributes(&room)), None);
}

#[test]
fn what_somebody_else_set_is_left_alone() {
    let room = notes();
    room.repository
        .set("diff.adref.command", "mine \"$1\"")
        .unwrap();
    let before = kept(&config(&room));
    let installed = install(&room, &["--json"]);
    assert_eq!(installed.status.code(), Some(1));
    let kept_steps: Vec<(String, String)> = steps(&installed)
        .into_iter()
        .filter(|(_, did)| did == "kept")
        .collect();
    assert_eq!(
        kept_steps,
        [("diff.adref.command".to_owned(), "kept".to_owned())]
    );
    assert_eq!(
        room.repository.setting("diff.adref.command").unwrap(),
        "mine \"$1\""
    );
    // Changed by hand after it was written: it is somebody's own from then on.
    room.repository
        .set(
            "difftool.adref.cmd",
            "adref diff --all \"$LOCAL\" \"$REMOTE\"",
        )
        .unwrap();
    let removed = install(&room, &["--remove"]);
    assert_eq!(removed.status.code(), Some(1));
    let told = String::from_utf8(removed.stdout).unwrap();
    assert!(told.contains("left alone"), "{told}");
    assert!(room.repository.setting("difftool.adref.cmd").is_some());
    assert_eq!(room.repository.setting("diff.adref.textconv"), None);
    assert_eq!(kept(&attributes(&room)), None);
    assert!(before.is_some());
}

#[test]
fn patterns_and_layout_are_as_asked_for_and_may_be_asked_for_anew() {
    let room = notes();
    said(&install(&room, &["docs/**/*.md", "my notes.md"]));
    let text = String::from_utf8(kept(&attributes(&room)).unwrap()).unwrap();
    assert!(
        text.contains(
            "docs/**/*.md diff=adref merge=adref\n\"my notes.md\" diff=adref merge=adref\n"
        ),
        "{text}"
    );
    if has_git() {
        let found = room.git(&[
            "check-attr",
            "diff",
            "my notes.md",
            "docs/a/b.md",
            "notes.md",
        ]);
        let words: Vec<&str> = found
            .lines()
            .filter_map(|line| line.rsplit(' ').next())
            .collect();
        assert_eq!(words, ["adref", "adref", "unspecified"]);
    }
    said(&install(&room, &["--format", "side-by-side"]));
    let text = String::from_utf8(kept(&attributes(&room)).unwrap()).unwrap();
    assert!(
        text.contains("\n*.md diff=adref merge=adref\n") && !text.contains("docs"),
        "{text}"
    );
    let command = room.repository.setting("diff.adref.command").unwrap();
    assert!(
        command.ends_with("diff-driver --format side-by-side"),
        "{command}"
    );
    if has_git() {
        let shown = room.git(&["diff", "HEAD~1"]);
        assert!(shown.contains(" │ "), "{shown}");
    }
    let refused = install(&room, &["a\nb"]);
    assert_eq!(refused.status.code(), Some(2));
}

#[test]
fn a_meetings_drafts_are_what_is_shown_in_a_meeting() {
    let room = Room::meeting();
    said(&install(&room, &[]));
    let text = String::from_utf8(kept(&attributes(&room)).unwrap()).unwrap();
    assert!(
        text.contains("\ndrafts/**/*.md diff=adref merge=adref\n"),
        "{text}"
    );
    if has_git() {
        let found = room.git(&["check-attr", "diff", "drafts/outcome/text.md", "README.md"]);
        assert!(found.contains("text.md: diff: adref"), "{found}");
        assert!(found.contains("README.md: diff: unspecified"), "{found}");
        // Its parties are known: XUS owns an alternative, which a stranger of that name would not.
        let text = room
            .text("drafts/wp1/text.md")
            .replace("XUS: States share", "XUS: States [share / GN: may share]");
        room.write("drafts/wp1/text.md", text);
        let shown = room.git(&["diff"]);
        assert!(
            shown.contains("States {+[+}share {+/ GN: may share]+} those records"),
            "{shown}"
        );
    }
}

#[test]
fn colours_come_where_git_wants_them() {
    if !has_git() {
        return;
    }
    let room = notes();
    said(&install(&room, &[]));
    let coloured = room.git(&["-c", "color.ui=always", "diff", "HEAD~1"]);
    assert!(coloured.contains("\u{1b}["), "{coloured}");
    assert!(!coloured.contains("[-"), "{coloured}");
    let plain = room.git(&["diff", "HEAD~1"]);
    assert!(!plain.contains('\u{1b}'), "{plain}");
    let refused = bare_command("git", room.home())
        .args(["-c", "color.ui=always", "diff", "HEAD~1"])
        .env("NO_COLOR", "1")
        .current_dir(room.path())
        .output();
    let refused = said(&refused.unwrap());
    assert!(!refused.contains('\u{1b}'), "{refused}");
}

#[test]
fn odd_differences_are_told_and_never_stop_git() {
    if !has_git() {
        return;
    }
    let room = notes();
    said(&install(&room, &[]));
    room.write("new.md", "1. One.\n");
    room.write("bytes.md", b"a\0b");
    room.write("harm.md", "1. One \u{1b}[2J two.\n");
    room.git(&["add", "."]);
    let shown = room.git(&["diff", "--cached"]);
    assert!(shown.contains("diff new.md  new file\n"), "{shown}");
    assert!(shown.contains("no text: its bytes differ"), "{shown}");
    assert!(!shown.contains('\u{1b}'), "{shown}");
    room.git(&["commit", "-qm", "x"]);
    room.git(&["mv", "new.md", "other.md"]);
    room.git(&["rm", "-q", "harm.md"]);
    room.git(&["update-index", "--chmod=+x", "notes.md"]);
    let shown = room.git(&["diff", "--cached", "-M"]);
    assert!(shown.contains("diff new.md → other.md"), "{shown}");
    assert!(shown.contains("harm.md  file taken out"), "{shown}");
    assert!(shown.contains("mode 100644 → 100755"), "{shown}");
    room.git(&["commit", "-qm", "y"]);
    room.git(&["reset", "-q", "--hard"]);
    // Both sides changed one line: git has no two texts to show.
    room.git(&["checkout", "-q", "-b", "side", "HEAD~1"]);
    room.write("notes.md", NEW.replace("legible", "seen"));
    room.git(&["commit", "-qam", "side"]);
    room.git(&["checkout", "-q", "main"]);
    room.write("notes.md", NEW.replace("legible", "felt"));
    room.git(&["commit", "-qam", "main"]);
    assert!(
        !room
            .try_git(&["-c", "merge.adref.driver=false", "merge", "side"])
            .status
            .success()
    );
    let shown = room.git(&["diff"]);
    assert!(shown.contains("notes.md"), "{shown}");
}

#[test]
fn another_work_tree_and_a_bare_repository_are_served_too() {
    if !has_git() {
        return;
    }
    let room = notes();
    room.git(&["worktree", "add", "-q", "../second"]);
    let second = room.home().join("second");
    let installed = room
        .adref(&["-C", second.to_str().unwrap(), "install"])
        .output();
    said(&installed.unwrap());
    assert!(room.git(&["diff", "HEAD~1"]).contains("2 bis  new"));
    let bare = room.home().join("bare.git");
    room.git(&["clone", "-q", "--bare", ".", bare.to_str().unwrap()]);
    said(&run(&mut room.adref(&[
        "-C",
        bare.to_str().unwrap(),
        "install",
    ])));
    let shown = room.git(&["-C", bare.to_str().unwrap(), "show", "--ext-diff"]);
    assert!(shown.contains("2 bis  new"), "{shown}");
}

#[test]
fn a_program_in_a_folder_with_a_blank_is_found() {
    if !has_git() {
        return;
    }
    let room = notes();
    let folder = room.home().join("a 'blank");
    std::fs::create_dir(&folder).unwrap();
    let program = folder.join("adref");
    if std::fs::hard_link(env!("CARGO_BIN_EXE_adref"), &program).is_err() {
        eprintln!(
            "skipped: the program cannot be linked into {}",
            folder.display()
        );
        return;
    }
    let mut command = bare_command(&program, room.home());
    said(&run(command.arg("install").current_dir(room.path())));
    assert!(room.git(&["diff", "HEAD~1"]).contains("2 bis  new"));
    assert!(room.git(&["log", "-p", "-1"]).contains("+¶ 2 bis"));
}

#[test]
fn outside_a_repository_the_way_in_is_told() {
    let room = Room::empty();
    let outside = room.home().join("outside");
    std::fs::create_dir(&outside).unwrap();
    let output = room
        .adref(&["-C", outside.to_str().unwrap(), "install"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("git init"), "{told}");
}

/// A meeting in which a merge of git stopped: both sides changed wp1 in the same words, and the outcome apart.
fn stopped() -> Room {
    let room = Room::meeting();
    let (wp1, outcome) = ("drafts/wp1/text.md", "drafts/outcome/text.md");
    let (text, other) = (room.text(wp1), room.text(outcome));
    room.git(&["switch", "--quiet", "-c", "theirs"]);
    room.save(&[
        (wp1, &text.replace("twenty years", "thirty years")),
        (
            outcome,
            &other.replace("the need for light", "the lasting need for light"),
        ),
    ]);
    room.git(&["switch", "--quiet", "main"]);
    room.save(&[
        (wp1, &text.replace("twenty years", "ten years")),
        (
            outcome,
            &other.replace("the need for light", "the need for more light"),
        ),
    ]);
    assert!(
        !room
            .try_git(&["merge", "--quiet", "theirs"])
            .status
            .success()
    );
    room
}

#[test]
fn what_git_could_not_merge_is_merged_by_words_and_git_goes_on() {
    if !has_git() {
        return;
    }
    let room = stopped();
    let marked = room.text("drafts/wp1/text.md");
    assert!(marked.contains("<<<<<<<"));
    let refused = run(&mut room.adref(&["edit", "wp1", "1", "--text", "x", "--as", "aly"]));
    assert_eq!(refused.status.code(), Some(2));
    let hint = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(hint.contains("adref receive"), "{hint}");
    let waits = adref::ops::unmerged(&room.repository);
    let documents: Vec<&str> = waits.iter().map(|item| item.document.as_str()).collect();
    assert_eq!(documents, ["outcome", "wp1"], "the desk says so");
    let shown = said(&run(&mut room.adref(&["receive", "--dry-run"])));
    assert!(shown.contains("drafts/wp1/text.md"), "{shown}");
    assert_eq!(room.text("drafts/wp1/text.md"), marked);
    let answer = said(&run(&mut room.adref(&["receive", "--json"])));
    let answer: Value = serde_json::from_str(&answer).unwrap();
    assert_eq!(
        (&answer["schema"], &answer["end"]),
        (&Value::from(1), &Value::from("git commit --no-edit"))
    );
    assert_eq!(answer["files"].as_array().unwrap().len(), 2);
    let text = room.text("drafts/wp1/text.md");
    assert!(
        text.contains("records for [ten years / thirty years].") || text.contains("[ten / thirty]"),
        "{text}"
    );
    assert!(
        room.text("drafts/outcome/text.md")
            .contains("the lasting need for more light")
    );
    assert_eq!(room.git(&["diff", "--name-only", "--diff-filter=U"]), "");
    room.git(&["commit", "--quiet", "--no-edit"]);
    assert_eq!(room.git(&["status", "--porcelain"]), "");
    assert_eq!(
        room.git(&["rev-list", "--count", "--merges", "HEAD"])
            .trim(),
        "1"
    );
    let again = said(&run(&mut room.adref(&["receive"])));
    assert!(again.contains("nothing is to be merged"), "{again}");
}

#[test]
fn what_a_person_began_to_merge_or_one_side_took_away_is_left_and_named() {
    if !has_git() {
        return;
    }
    let room = stopped();
    let by_hand = room
        .text("drafts/wp1/text.md")
        .lines()
        .filter(|line| !line.starts_with(['<', '=', '>']))
        .collect::<Vec<_>>()
        .join("\n");
    room.write("drafts/wp1/text.md", &by_hand);
    let output = run(&mut room.adref(&["receive"]));
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(room.text("drafts/wp1/text.md"), by_hand);
    assert!(String::from_utf8_lossy(&output.stdout).contains("worked on it since"));
    assert!(!room.text("drafts/outcome/text.md").contains("<<<<<<<"));
    let left = room.git(&["diff", "--name-only", "--diff-filter=U"]);
    assert_eq!(left.trim(), "drafts/wp1/text.md");
}

#[test]
fn bytes_that_are_no_text_are_gits_where_it_merges_them_and_else_stay_ours_for_somebody_to_choose()
{
    if !has_git() {
        return;
    }
    let room = notes();
    said(&install(&room, &[]));
    let write = |first: &[u8], last: &[u8]| {
        let text = [
            b"1. States shall act.\n\n2. A \xe9 stands here.\n\n3. ".as_slice(),
            first,
            b"\n\n4. Apart.\n\n5. ",
            last,
            b"\n",
        ]
        .concat();
        room.write("notes.md", text);
    };
    write(b"One.", b"Two.");
    room.git(&["commit", "-qam", "base"]);
    room.git(&["checkout", "-q", "-b", "apart"]);
    write(b"One.", b"Two, theirs.");
    room.git(&["commit", "-qam", "apart"]);
    room.git(&["checkout", "-q", "-b", "same", "main"]);
    write(b"One, theirs.", b"Two.");
    room.git(&["commit", "-qam", "same"]);
    room.git(&["checkout", "-q", "main"]);
    write(b"One, ours.", b"Two.");
    room.git(&["commit", "-qam", "ours"]);
    room.git(&["merge", "-q", "--no-edit", "apart"]);
    let clean = std::fs::read(room.path().join("notes.md")).unwrap();
    let holds = |bytes: &[u8], words: &[u8]| bytes.windows(words.len()).any(|some| some == words);
    assert!(
        holds(&clean, b"One, ours.")
            && holds(&clean, b"Two, theirs.")
            && holds(&clean, b"A \xe9 stands")
    );
    let output = room.try_git(&["merge", "--no-edit", "same"]);
    assert!(!output.status.success());
    let told = String::from_utf8_lossy(&output.stderr).into_owned()
        + &String::from_utf8_lossy(&output.stdout);
    assert!(
        told.contains("no text in UTF-8") && told.contains("git checkout --ours"),
        "{told}"
    );
    assert_eq!(std::fs::read(room.path().join("notes.md")).unwrap(), clean);
    assert_eq!(
        room.git(&["diff", "--name-only", "--diff-filter=U"]).trim(),
        "notes.md"
    );
    assert_eq!(run(&mut room.adref(&["receive"])).status.code(), Some(1));
}
