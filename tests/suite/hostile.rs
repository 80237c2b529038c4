//! Hostile input: whatever lies in a draft, a record, a name or a repository, adref ends in time, says a clear word, and hands a terminal nothing raw.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::kit::{Room, bare_command, meeting_files};

/// A command that has not ended by then hangs, even in a debug build on a machine that does other things.
const BOUND: Duration = Duration::from_secs(600);

/// The folder of the cases.
fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/hostile")
}

/// The cases whose names begin with `kind`, sorted.
fn cases(kind: &str) -> Vec<PathBuf> {
    let mut cases: Vec<PathBuf> = std::fs::read_dir(corpus())
        .unwrap()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            path.is_dir() && name.starts_with(kind)
        })
        .collect();
    cases.sort();
    cases
}

/// What a run came to.
struct Ran {
    line: String,
    status: i32,
    out: Vec<u8>,
    err: Vec<u8>,
}

/// Runs the built program; fails where it dies of a signal or does not end in time.
fn run(folder: &Path, home: &Path, arguments: &[&str]) -> Ran {
    let line = format!("adref {}", arguments.join(" "));
    let mut child = bare_command(env!("CARGO_BIN_EXE_adref"), home)
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let drain = |mut pipe: Box<dyn Read + Send>| {
        std::thread::spawn(move || {
            let mut bytes = Vec::new();
            pipe.read_to_end(&mut bytes).unwrap();
            bytes
        })
    };
    let out = drain(Box::new(child.stdout.take().unwrap()));
    let err = drain(Box::new(child.stderr.take().unwrap()));
    let begun = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if begun.elapsed() > BOUND {
            child.kill().unwrap();
            panic!("{line} in {}: not ended after {BOUND:?}", folder.display());
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    let (out, err) = (out.join().unwrap(), err.join().unwrap());
    let status = status.code().unwrap_or_else(|| {
        panic!(
            "{line} in {}: killed by a signal: {}",
            folder.display(),
            String::from_utf8_lossy(&err)
        )
    });
    Ran {
        line,
        status,
        out,
        err,
    }
}

/// Characters that would steer a terminal or turn its lines round.
fn raw(text: &str) -> Option<char> {
    text.chars().find(|c| {
        matches!(c, '\0'..='\u{9}' | '\u{b}'..='\u{1f}' | '\u{7f}'..='\u{9f}')
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    })
}

/// The page that explains what a check finds.
const FINDINGS: &str = include_str!("../../book/src/findings.md");

/// The codes of the findings that were printed.
fn codes(printed: &str) -> impl Iterator<Item = &str> {
    let behind = |mark| printed.split(mark).skip(1);
    behind(": error[")
        .chain(behind(": warning["))
        .filter_map(|rest| rest.split_once("]: "))
        .map(|(code, _)| code)
        .filter(|code| code.chars().all(|c| c.is_ascii_lowercase() || c == '-'))
}

/// What must hold of every run.
fn judge(case: &str, ran: &Ran, faults: &mut Vec<String>) {
    let mut fault = |what: String| faults.push(format!("{case}: {}: {what}", ran.line));
    let Ok(err) = std::str::from_utf8(&ran.err) else {
        return fault("standard error is not UTF-8".to_owned());
    };
    if !(0..=2).contains(&ran.status) || err.contains("panicked at") {
        return fault(format!("status {}: {err}", ran.status));
    }
    if ran.status == 2 && !err.contains("rror: ") {
        fault(format!("could not be done, and no error says why: {err:?}"));
    }
    if let Some(c) = raw(err) {
        fault(format!("{c:?} on standard error"));
    }
    let out = String::from_utf8_lossy(&ran.out);
    for code in codes(&out).chain(codes(err)) {
        if !FINDINGS.contains(&format!("`{code}`")) {
            fault(format!("book/src/findings.md does not explain {code}"));
        }
    }
    // A reading is a file: into a pipe it goes as it is.
    if ran.line.starts_with("adref read") && !ran.line.contains("--json") {
        return;
    }
    match std::str::from_utf8(&ran.out) {
        Err(_) => fault("standard output is not UTF-8".to_owned()),
        Ok(out) => {
            if let Some(c) = raw(out) {
                fault(format!("{c:?} on standard output"));
            }
            if ran.line.contains("--json") && ran.status < 2 {
                let read: Result<serde_json::Value, _> = serde_json::from_str(out);
                match read {
                    Ok(value) if value["schema"] == 1 => {}
                    Ok(_) => fault("no schema".to_owned()),
                    Err(error) => fault(format!("not JSON: {error}")),
                }
            }
        }
    }
}

/// Runs every command that reads a plain draft.
fn read_a_draft(case: &str, folder: &Path, file: &str, faults: &mut Vec<String>) {
    let lines: [&[&str]; 10] = [
        &["outline", file],
        &["outline", file, "--json"],
        &["brackets", file],
        &["brackets", file, "--json"],
        &["read", file, "--base"],
        &["read", file, "--as", "EU", "--json"],
        &["read", file, "--as", "EU", "--keep-bare"],
        &["check", file],
        &["check", file, "--json"],
        &["diff", file, "calm.md"],
    ];
    for line in lines {
        judge(case, &run(folder, folder, line), faults);
    }
}

/// Runs every command that looks at a meeting, and some that write.
fn look_round(case: &str, room: &Room, faults: &mut Vec<String>) {
    let lines: [&[&str]; 15] = [
        &["status"],
        &["status", "--json"],
        &["documents"],
        &["show", "wp1"],
        &["show", "wp1", "1"],
        &["show", "outcome", "--as", "XNO", "--json"],
        &["proposals"],
        &["proposals", "--json"],
        &["proposal", "xno-7f3a"],
        &["log"],
        &["log", "--json"],
        &["check"],
        &["check", "--json"],
        &["support", "outcome", "2", "--as", "XNO"],
        &["agree", "outcome", "2", "--as", "chair", "--dry-run"],
    ];
    for line in lines {
        judge(case, &run(room.path(), room.home(), line), faults);
    }
}

fn name(case: &Path) -> String {
    case.file_name().unwrap().to_string_lossy().into_owned()
}

/// Every file under a folder, by its path from there.
fn files_under(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(next) = open.pop() {
        for entry in std::fs::read_dir(next).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else {
                let inside = path.strip_prefix(folder).unwrap();
                let inside = inside.to_string_lossy().replace('\\', "/");
                found.push((inside, std::fs::read(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

fn drafts_of(kind: &str) {
    let cases = cases(kind);
    assert!(cases.len() >= 10, "only {} cases of {kind}", cases.len());
    let mut faults = Vec::new();
    for case in cases {
        let folder = tempfile::tempdir().unwrap();
        std::fs::copy(case.join("draft.md"), folder.path().join("draft.md")).unwrap();
        std::fs::write(folder.path().join("calm.md"), "1. States act.\n").unwrap();
        read_a_draft(&name(&case), folder.path(), "draft.md", &mut faults);
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn texts_that_would_steer_a_terminal_are_shown_and_not_obeyed() {
    drafts_of("text-");
}

#[test]
fn shapes_that_no_grammar_foresees_are_read() {
    drafts_of("shape-");
}

#[test]
fn bytes_that_are_no_text_are_read_as_far_as_they_go() {
    drafts_of("bytes-");
}

fn records_of(kind: &str) {
    let cases = cases(kind);
    assert!(cases.len() >= 5, "only {} cases of {kind}", cases.len());
    let mut faults = Vec::new();
    for case in cases {
        let room = Room::meeting();
        for (path, bytes) in files_under(&case) {
            room.write(&path, bytes);
        }
        look_round(&name(&case), &room, &mut faults);
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn a_broken_meeting_file_spoils_nothing_else() {
    records_of("record-meeting");
}

#[test]
fn broken_lists_of_delegations_and_officers_spoil_nothing_else() {
    records_of("record-delegations");
    records_of("record-officer");
}

#[test]
fn broken_acts_spoil_nothing_else() {
    records_of("record-acts");
}

#[test]
fn broken_proposals_and_drafts_spoil_nothing_else() {
    records_of("record-proposal");
    records_of("record-");
}

/// Large and deep texts, made here and not kept.
fn large() -> BTreeMap<&'static str, Vec<u8>> {
    let mut large: BTreeMap<&'static str, Vec<u8>> = BTreeMap::new();
    let mut put = |name, text: String| large.insert(name, text.into_bytes());
    put(
        "nested",
        format!("1. {}x{}\n", "[".repeat(100_000), "]".repeat(100_000)),
    );
    put(
        "nested-owned",
        format!("1. {}x{}\n", "[EU: ".repeat(20_000), "]".repeat(20_000)),
    );
    put(
        "nested-alternatives",
        format!("1. {}x{}\n", "[a / ".repeat(20_000), "]".repeat(20_000)),
    );
    put("openers", format!("1. {}\n", "[".repeat(100_000)));
    put("closers", format!("1. {}\n", "]".repeat(100_000)));
    put("line", format!("1. {}\n", "word ".repeat(200_000)));
    put(
        "line-without-a-space",
        format!("1. {}\n", "x".repeat(1_000_000)),
    );
    put(
        "line-of-ideographs",
        format!("1. {}\n", "国".repeat(330_000)),
    );
    put(
        "line-of-escapes",
        format!("1. {}\n", "\u{1b}[31m".repeat(50_000)),
    );
    put("line-of-marks", format!("1. {}\n", "*".repeat(200_000)));
    put("line-of-ticks", format!("1. {}\n", "` `` ".repeat(50_000)));
    put("line-of-links", format!("1. {}\n", "[a](".repeat(50_000)));
    put(
        "line-of-slashes",
        format!("1. [{}]\n", "a / ".repeat(100_000)),
    );
    put(
        "line-of-combining",
        format!("1. a{}\n", "\u{301}".repeat(300_000)),
    );
    put(
        "line-of-overrides",
        format!("1. {}\n", "\u{202e}a".repeat(100_000)),
    );
    put("nuls", format!("1. {}\n", "\0".repeat(100_000)));
    put("quotes", format!("{}x\n", "> ".repeat(10_000)));
    put("items", "- [a\n".repeat(20_000));
    put(
        "paragraphs",
        "1. [shall / EU: should] act\n\n".repeat(20_000),
    );
    put("headings", "# [a\n\n".repeat(10_000));
    put("definitions", "[a]: b\n".repeat(20_000));
    put("table", format!("|a|\n|-|\n{}", "|[b|\n".repeat(20_000)));
    put(
        "front-matter",
        format!("---\n{}---\n1. a\n", "key: value\n".repeat(50_000)),
    );
    put(
        "title",
        format!("---\ntitle: \"{}\"\n---\n1. a\n", "t".repeat(500_000)),
    );
    put("comment", format!("1. a <!-- {}\n", "[ ] ".repeat(100_000)));
    put("entities", format!("1. {}\n", "&#91;".repeat(100_000)));
    large
}

#[test]
fn large_and_deep_texts_are_read_in_time() {
    let mut faults = Vec::new();
    for (case, text) in large() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("draft.md"), text).unwrap();
        std::fs::write(folder.path().join("calm.md"), "1. States act.\n").unwrap();
        // Each reading of the text once: what prints it twice over costs the same again.
        let lines: [&[&str]; 5] = [
            &["outline", "draft.md"],
            &["brackets", "draft.md", "--json"],
            &["read", "draft.md", "--as", "EU", "--json"],
            &["check", "draft.md"],
            &["diff", "draft.md", "calm.md", "--format", "summary"],
        ];
        for line in lines {
            judge(case, &run(folder.path(), folder.path(), line), &mut faults);
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn words_on_the_command_line_are_foreign_too() {
    let room = Room::meeting();
    let mut faults = Vec::new();
    let nasty = [
        "\u{1b}[31m",
        "a\u{7}b",
        "\u{9b}2J",
        "\u{202e}x",
        "../../etc/passwd",
        "-",
        "--",
        "",
        " ",
        "@",
        "@@",
        "wp1@",
        "wp1@\u{1b}c",
        ":",
        "HEAD:",
        ":x",
        "HEAD:../x",
        "HEAD:drafts",
        "wp1@HEAD~99999",
        "wp1@9999-99-99",
        "~",
        "$(id)",
        "`id`",
        "%s%n",
        "\n",
        "a\nb",
        "XNO-99999999999999999999",
        "-7f3a",
        "¶0",
        "¶99999999999999999999",
        "12#0",
        "12#99999999999999999999",
        "((((",
        "[[[[",
    ];
    for word in nasty {
        let lines: [&[&str]; 11] = [
            &["show", "wp1", word],
            &["show", word],
            &["outline", word],
            &["diff", "wp1", word, "now"],
            &["proposal", word],
            &["proposals", "--sponsor", word],
            &["log", word],
            &["as", word],
            &["oppose", "wp1", "2", "--as", "XNO", "--reason", word],
            &["support", word, "--as", "XNO", "--dry-run"],
            &["propose", "wp1", "2", "--as", "XNO", "--text", word],
        ];
        for line in lines {
            judge("words", &run(room.path(), room.home(), line), &mut faults);
        }
    }
    for line in [&["status"][..], &["log"], &["show", "wp1", "2"], &["check"]] {
        judge("words", &run(room.path(), room.home(), line), &mut faults);
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[cfg(unix)]
#[test]
fn names_of_files_and_authors_are_foreign_too() {
    use std::os::unix::ffi::OsStrExt;
    let mut faults = Vec::new();
    let names: [&[u8]; 10] = [
        b"\x1b[31mred",
        b"a\nb",
        b"\xff\xfe",
        b"a\x07",
        "\u{202e}evil".as_bytes(),
        b"-rf",
        b" ",
        b"$(id)",
        b"a\\b",
        b"..hidden",
    ];
    for bytes in names {
        let room = Room::meeting();
        let name = std::ffi::OsStr::from_bytes(bytes);
        let folder = room.path().join("drafts").join(name);
        if std::fs::create_dir_all(&folder).is_err() {
            continue;
        }
        std::fs::write(folder.join("text.md"), "1. [a\n").unwrap();
        std::fs::create_dir_all(folder.join("acts")).unwrap();
        std::fs::write(folder.join("acts").join(name), "x").unwrap();
        std::fs::write(room.path().join("facilitators").join(name), "x").unwrap();
        look_round(&format!("name {bytes:?}"), &room, &mut faults);
    }
    if crate::kit::has_git() {
        for author in ["\u{1b}[31mRed", "\u{202e}evil", "A\u{9b}B", "%s", "Ä Ö"] {
            let room = Room::meeting();
            room.write("drafts/wp1/text.md", "1. [a]\n");
            let who = format!("user.name={author}");
            room.git(&[
                "-c",
                &who,
                "-c",
                "core.quotePath=false",
                "commit",
                "-aqm",
                "\u{1b}[31mred\u{7}",
            ]);
            look_round(&format!("author {author:?}"), &room, &mut faults);
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_repository_is_neither_read_nor_written() {
    use std::os::unix::fs::symlink;
    let mut faults = Vec::new();
    let outside = tempfile::tempdir().unwrap();
    let secret = outside.path().join("secret.md");
    let words = "1. The words of somebody else.\n";
    for place in [
        "drafts/wp1/text.md",
        "drafts/wp1/acts/xno.yaml",
        "facilitators/meeting.yaml",
        "drafts/wp1",
        "drafts/wp1/acts",
        "drafts/wp1/proposals",
        "facilitators",
        "drafts",
    ] {
        std::fs::write(&secret, words).unwrap();
        let room = Room::meeting();
        let at = room.path().join(place);
        if at.is_dir() {
            std::fs::remove_dir_all(&at).unwrap();
        } else {
            let _ = std::fs::remove_file(&at);
        }
        std::fs::create_dir_all(at.parent().unwrap()).unwrap();
        let target = if Path::new(place).extension().is_some() {
            secret.clone()
        } else {
            outside.path().to_path_buf()
        };
        symlink(&target, &at).unwrap();
        look_round(&format!("link {place}"), &room, &mut faults);
        let shown = run(room.path(), room.home(), &["show", "wp1"]);
        if String::from_utf8_lossy(&shown.out).contains("somebody else") {
            faults.push(format!("link {place}: what lies outside was read"));
        }
        let edit = ["edit", "wp1", "1", "--text", "mine", "--as", "aly"];
        judge(place, &run(room.path(), room.home(), &edit), &mut faults);
        if std::fs::read_to_string(&secret).unwrap() != words {
            faults.push(format!("link {place}: what lies outside was written"));
        }
        let strays: Vec<_> = std::fs::read_dir(outside.path())
            .unwrap()
            .flatten()
            .collect();
        if strays.len() != 1 {
            faults.push(format!("link {place}: something was put outside"));
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn ten_thousand_proposals_on_one_paragraph_are_listed() {
    let room = Room::empty();
    let files = meeting_files();
    let text = files["drafts/wp1/text.md"].as_bytes().to_vec();
    for (path, text) in &files {
        room.write(path, text);
    }
    let version = adref::repo::Repository::hash(&text).0;
    let mut acts = String::new();
    for n in 0..10_000 {
        let slug = format!("xno-{n:04x}");
        room.write(
            &format!("drafts/wp1/proposals/{slug}.md"),
            format!(
                "---\nsponsor: XNO\nkind: replace\nanchor: {{version: {version}, ordinal: 2, label: \"2\"}}\n\
                 words: States keep records for twenty years.\n---\nStates keep records for {n} years.\n"
            ),
        );
        acts.push_str(&format!(
            "- {{id: {n:010x}, time: 2008-07-17T10:00-04:00, by: XNO, do: submit, proposal: {slug}}}\n"
        ));
    }
    room.write("drafts/wp1/acts/xno.yaml", acts);
    let mut faults = Vec::new();
    let mut out = Vec::new();
    let lines: [&[&str]; 5] = [
        &["status"],
        &["show", "wp1"],
        &["proposal", "xno-1fff"],
        &["check"],
        &["proposals", "--json"],
    ];
    for line in lines {
        let ran = run(room.path(), room.home(), line);
        judge("ten thousand proposals", &ran, &mut faults);
        out = ran.out;
    }
    let listed: serde_json::Value = serde_json::from_slice(&out).unwrap();
    assert_eq!(listed["proposals"].as_array().unwrap().len(), 10_000);
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn there_are_two_hundred_cases() {
    let kept = cases("").len();
    assert!(
        kept + large().len() >= 200,
        "{kept} kept, {} made",
        large().len()
    );
}
