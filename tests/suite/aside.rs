//! Asides of the story: chapters of their own, each played from a moment of it in a copy, with what people do outside of adref.
//!
//! A block ` ```word FILE by="NAME" at=TIME ` is somebody at work in a Word file that stood there: `- words` and `+ words` put others in
//! their place, tracked; `> words | remark` writes in the margin; `¶ words | words` puts a new paragraph behind the one that has the first.
//! A line `$ git …` is the user's own git. The meeting lies in a folder beside which others may be made: `../room`.
//! `ADREF_BLESS=1` writes what was printed into the asides.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::fs;
use std::path::{Path, PathBuf};

use adref::cli::{Env, run_in};
use adref::moment::Moment;
use adref::office::{
    Block, Change, Comment, Dress, Mark, Paper, Paragraph, Role, Run, read_paper, write,
};
use adref::story::Fence;

use crate::desks::{everything, heard};
use crate::kit::{bare_command, blessing, has_git};
use crate::story::at_noon;

/// The asides: `book/src/story/aside-*.md`.
fn asides() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("book/src/story");
    let all = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut all: Vec<PathBuf> = all
        .filter(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            name.starts_with("aside-") && name.ends_with(".md")
        })
        .collect();
    all.sort();
    all
}

/// What stands behind a key of a fence: `at=2008-07-17T12:10-04:00`, `by="Quorland"`.
fn value<'i>(info: &'i str, key: &str) -> Option<&'i str> {
    let rest = info.split_once(&format!("{key}="))?.1;
    match rest.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next(),
        None => rest.split_whitespace().next(),
    }
}

/// A command line as a shell would cut it.
fn words(line: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let (mut open, mut quoted) = (false, false);
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ' ' if !quoted => {
                open = false;
                continue;
            }
            _ => {}
        }
        if !std::mem::replace(&mut open, true) {
            out.push(String::new());
        }
        if c != '"' {
            out.last_mut().unwrap().push(c);
        }
    }
    out
}

/// Somebody at work in a Word file.
struct Writer<'a> {
    paper: Paper,
    by: &'a str,
    at: String,
}

impl Writer<'_> {
    fn mark(&self, change: Change) -> Mark {
        Mark {
            change,
            author: self.by.to_owned(),
            time: Some(self.at.clone()),
        }
    }

    /// The one paragraph in which some words stand together, not struck; they are made a run of their own.
    fn find(&mut self, words: &str) -> (usize, usize) {
        let mut found = Vec::new();
        for (n, block) in self.paper.blocks.iter().enumerate() {
            let Block::Paragraph(paragraph) = block else {
                continue;
            };
            for (at, run) in paragraph.runs.iter().enumerate() {
                let struck = run
                    .marks
                    .iter()
                    .any(|mark| matches!(mark.change, Change::Deleted | Change::MovedFrom(_)));
                if !struck && run.text.contains(words) {
                    found.push((n, at));
                }
            }
        }
        assert_eq!(
            found.len(),
            1,
            "“{words}” stands there {} times",
            found.len()
        );
        let (n, at) = found[0];
        let Block::Paragraph(paragraph) = &mut self.paper.blocks[n] else {
            unreachable!("a table")
        };
        let run = paragraph.runs.remove(at);
        let (before, rest) = run.text.split_once(words).unwrap();
        let pieces = [before, words, rest].map(|text| Run {
            text: text.to_owned(),
            ..run.clone()
        });
        for piece in pieces.into_iter().rev() {
            paragraph.runs.insert(at, piece);
        }
        (n, at + 1)
    }

    fn run(&mut self, (n, at): (usize, usize)) -> (&mut Run, &mut Vec<Comment>) {
        match &mut self.paper.blocks[n] {
            Block::Paragraph(paragraph) => (&mut paragraph.runs[at], &mut self.paper.comments),
            Block::Table(_) => unreachable!("a table"),
        }
    }

    fn line(&mut self, line: &str) {
        let (sign, said) = line.split_once(' ').unwrap_or((line, ""));
        let pair = || said.split_once(" | ").unwrap();
        match sign {
            "-" => {
                let gone = self.mark(Change::Deleted);
                let place = self.find(said);
                self.run(place).0.marks.push(gone);
            }
            "+" => {
                // Behind what was struck last.
                let (put, struck) = (self.mark(Change::Inserted), self.mark(Change::Deleted));
                let paragraphs = self
                    .paper
                    .blocks
                    .iter_mut()
                    .filter_map(|block| match block {
                        Block::Paragraph(one) => Some(one),
                        Block::Table(_) => None,
                    });
                let mut all = paragraphs.filter_map(|one| {
                    let at = one
                        .runs
                        .iter()
                        .rposition(|run| run.marks.last() == Some(&struck));
                    at.map(|at| (one, at))
                });
                let (paragraph, at) = all.next().expect("nothing was struck");
                let run = Run {
                    text: said.to_owned(),
                    marks: vec![put],
                    ..Run::default()
                };
                paragraph.runs.insert(at + 1, run);
            }
            ">" => {
                let (words, remark) = pair();
                let place = self.find(words);
                let (run, comments) = self.run(place);
                run.comments.push(comments.len());
                let by = (self.by.to_owned(), self.at.clone());
                self.paper.comments.push(Comment {
                    author: by.0,
                    time: Some(by.1),
                    text: remark.to_owned(),
                });
            }
            "¶" => {
                let (words, fresh) = pair();
                let (n, _) = self.find(words);
                let put = self.mark(Change::Inserted);
                let paragraph = Paragraph {
                    role: Role::Body,
                    runs: vec![Run {
                        text: fresh.to_owned(),
                        marks: vec![put.clone()],
                        ..Run::default()
                    }],
                    end: vec![put],
                    ..Paragraph::default()
                };
                self.paper.blocks.insert(n + 1, Block::Paragraph(paragraph));
            }
            _ => panic!("nobody does so in Word: {line}"),
        }
    }
}

/// The aside as it is told when it is played.
fn told(text: &str) -> String {
    let outer = tempfile::tempdir().unwrap();
    let root = outer.path().join("desk");
    let folder = at_noon().copy();
    fs::rename(folder.keep(), &root).unwrap();
    let root = root.as_path();
    let mut out = String::new();
    let mut from = 0;
    for fence in Fence::all(text) {
        let body = &text[fence.body.clone()];
        let (kind, rest) = fence.info.split_once(' ').unwrap_or((&fence.info, ""));
        let at = value(rest, "at");
        match kind {
            "word" => {
                let file = root.join(rest.split_whitespace().next().unwrap());
                let read = read_paper(&fs::read(&file).unwrap()).unwrap();
                let mut writer = Writer {
                    paper: read.paper,
                    by: value(rest, "by").unwrap(),
                    at: at
                        .unwrap()
                        .parse::<Moment>()
                        .unwrap()
                        .format("%Y-%m-%dT%H:%M:%S%:z"),
                };
                body.lines().for_each(|line| writer.line(line));
                fs::write(&file, write(&writer.paper, &Dress::default()).unwrap()).unwrap();
            }
            "console" => {
                out.push_str(&text[from..fence.body.start]);
                from = fence.body.end;
                for line in body.lines().filter_map(|line| line.strip_prefix("$ ")) {
                    if let Some(words) = line.strip_prefix("git ") {
                        let mut git = bare_command("git", outer.path());
                        let git = git.args(words.split(' ')).current_dir(root).output();
                        let git = git.unwrap();
                        assert!(git.status.success(), "{line}: {}", heard(&git));
                        out.push_str(&format!("$ {line}\n"));
                        continue;
                    }
                    let line = line.strip_prefix("adref ").expect("a command of adref");
                    let mut env = Env::quiet(root);
                    env.hand = value(rest, "as").map(str::to_owned);
                    env.now = at.map(|at| at.parse().unwrap());
                    let done = run_in(root, words(line), &env);
                    let said = done.printed() + &done.complained();
                    assert_eq!(done.status, 0, "{line}: {said}");
                    out.push_str(&format!("$ adref {line}\n{said}"));
                }
            }
            _ => {}
        }
    }
    out.push_str(&text[from..]);
    // Reasons that were given at the desk are nowhere in what the room has.
    let room = outer.path().join("room");
    if room.exists() {
        let room = everything(&room);
        for said in text.split("--reason \"").skip(1) {
            let reason = said.split('"').next().unwrap();
            assert!(!room.contains(reason), "{reason} went out");
        }
    }
    out
}

#[test]
fn every_aside_prints_what_it_says() {
    let all = asides();
    assert!(!all.is_empty());
    for path in all {
        let text = fs::read_to_string(&path).unwrap();
        if text.contains("\n$ git ") && !has_git() {
            println!("no git here: {} is not played", path.display());
            continue;
        }
        let told = told(&text);
        if blessing() {
            fs::write(&path, told).unwrap();
            continue;
        }
        assert_eq!(told, text, "{}", path.display());
    }
}

#[test]
fn what_is_written_in_word_is_written_as_changes() {
    let mut writer = Writer {
        paper: Paper {
            blocks: vec![Block::Paragraph(Paragraph {
                runs: vec![Run {
                    text: "States shall act.".to_owned(),
                    ..Run::default()
                }],
                ..Paragraph::default()
            })],
            ..Paper::default()
        },
        by: "Quorland",
        at: "2008-07-17T12:41:00-04:00".to_owned(),
    };
    for line in [
        "- shall",
        "+ should",
        "> act | Why?",
        "¶ act | All of them.",
    ] {
        writer.line(line);
    }
    let told: Vec<(String, String)> = writer
        .paper
        .blocks
        .iter()
        .map(|block| match block {
            Block::Paragraph(one) => (one.rejected(), one.accepted()),
            Block::Table(_) => unreachable!("a table"),
        })
        .collect();
    assert_eq!(
        told[0],
        (
            "States shall act.".to_owned(),
            "States should act.".to_owned()
        )
    );
    assert_eq!(told[1], (String::new(), "All of them.".to_owned()));
    assert_eq!(writer.paper.comments[0].text, "Why?");
}
