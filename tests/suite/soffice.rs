//! LibreOffice as the reader that people have: what it makes of our files, through its own interface for programs.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// What is to be done with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Act {
    /// All its tracked changes are accepted.
    Accept,
    /// All are rejected.
    Reject,
    /// It is only opened.
    Keep,
}

/// Longer than so many seconds it is not waited for; then LibreOffice is ended.
const SECONDS: &str = "400";

/// A folder of files that LibreOffice is to work on, in one run of the program.
pub(crate) struct Desk {
    folder: tempfile::TempDir,
    python: String,
    jobs: Vec<(Act, String, String)>,
}

impl Desk {
    /// Nothing where LibreOffice is absent, or Python cannot speak with it; that is said.
    pub(crate) fn open() -> Option<Desk> {
        let there = |program: &str, arguments: &[&str]| {
            let ended = Command::new(program).args(arguments).output();
            ended.is_ok_and(|output| output.status.success())
        };
        if !there("soffice", &["--version"]) {
            println!("skipped: there is no soffice here");
            return None;
        }
        let known = ["python3", "/usr/bin/python3", "python"];
        let python = known
            .iter()
            .find(|python| there(python, &["-c", "import uno"]));
        let Some(python) = python else {
            println!("skipped: there is no python here that has LibreOffice's uno");
            return None;
        };
        Some(Desk {
            folder: tempfile::tempdir().unwrap(),
            python: (*python).to_owned(),
            jobs: Vec::new(),
        })
    }

    /// Where a file lies.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Asks for a file to be opened; its number is returned.
    pub(crate) fn ask(&mut self, act: Act, bytes: &[u8]) -> usize {
        let number = self.jobs.len();
        let name = format!("{number}.docx");
        std::fs::write(self.path(&name), bytes).unwrap();
        self.jobs.push((act, name, String::new()));
        number
    }

    /// Asks for a file to be opened and saved again.
    pub(crate) fn ask_saved(&mut self, bytes: &[u8]) -> usize {
        let number = self.ask(Act::Keep, bytes);
        self.jobs[number].2 = format!("saved-{number}.docx");
        number
    }

    /// A file that was saved again.
    pub(crate) fn saved(&self, number: usize) -> Vec<u8> {
        std::fs::read(self.path(&format!("saved-{number}.docx"))).unwrap()
    }

    /// Has it all done.
    pub(crate) fn done(&self) -> Vec<Told> {
        let jobs: Vec<(String, &str, &str)> = self
            .jobs
            .iter()
            .map(|(act, name, saved)| (format!("{act:?}"), name.as_str(), saved.as_str()))
            .collect();
        std::fs::write(
            self.path("jobs.json"),
            serde_json::to_string(&jobs).unwrap(),
        )
        .unwrap();
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/soffice.py");
        let ended = Command::new(&self.python)
            .arg(script)
            .arg(self.folder.path())
            .args(["jobs.json", SECONDS])
            .output()
            .unwrap();
        assert!(
            ended.status.success(),
            "{}",
            String::from_utf8_lossy(&ended.stderr)
        );
        let done = std::fs::read_to_string(self.path("done.json")).unwrap();
        let done: Vec<Value> = serde_json::from_str(&done).unwrap();
        assert_eq!(done.len(), self.jobs.len());
        done.iter().map(told).collect()
    }
}

/// What stands in a file, as LibreOffice has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Told {
    /// Whether tracked changes are left in it.
    pub(crate) changes: bool,
    /// Paragraphs with words, and tables by their cells. A paragraph without words is left out: LibreOffice 7.4 forgets that the end of a
    /// paragraph is struck or put in where a footnote is called in it, and keeps an empty one.
    pub(crate) body: Vec<String>,
    /// The styles of those paragraphs, and nothing for a table.
    pub(crate) styles: Vec<String>,
    pub(crate) notes: Vec<String>,
}

impl Told {
    /// All words, without regard to where paragraphs end.
    pub(crate) fn words(&self) -> Vec<&str> {
        let all = self.body.iter().chain(&self.notes);
        all.flat_map(|text| text.split_whitespace()).collect()
    }
}

fn told(value: &Value) -> Told {
    let words = |value: &Value| value.as_str().unwrap().to_owned();
    let block = |block: &Value| match block.get("table") {
        Some(cells) => cells.to_string(),
        None => words(&block["words"]),
    };
    let style = |block: &Value| block["style"].as_str().unwrap_or_default().to_owned();
    let blocks = value["body"].as_array().unwrap().iter();
    let blocks = blocks.map(|one| (block(one), style(one)));
    let (body, styles) = blocks.filter(|(words, _)| !words.trim().is_empty()).unzip();
    Told {
        changes: value["changes"].as_bool().unwrap(),
        body,
        styles,
        notes: value["notes"]
            .as_array()
            .unwrap()
            .iter()
            .map(words)
            .collect(),
    }
}
