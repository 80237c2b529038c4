//! What the comparison is known to get wrong, each as a case: mending one is noticed, and so is a change that makes it another.
//!
//! A case is a folder of `tests/cases/diff/known-faults/`: `old.md` and `new.md`, what is told of them (`told.txt`), what a person would
//! say (`wanted.txt`), and why the one is not the other (`why.txt`). Where one was mended, its folder goes to the cases that hold, in
//! `tests/cases/diff/holds/`, which have no more than `old.md`, `new.md` and `told.txt`.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::path::{Path, PathBuf};

use adref::diff::{ALIGNER, ChangeKind, Op, align};
use adref::ops::compare;
use adref::text::Document;

fn cases(kind: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/cases/diff")
        .join(kind);
    let mut all: Vec<PathBuf> = std::fs::read_dir(root)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    all.sort();
    all
}

/// What is told of two texts: a line a change, what became of which, and what of it is said besides; below an edit its words.
fn told(folder: &Path) -> String {
    let read = |name| Document::parse(std::fs::read(folder.join(name)).unwrap());
    let (old, new) = (read("old.md"), read("new.md"));
    let mut out = String::new();
    for row in compare(&old, &new, ("old", "new")).rows {
        let change = &row.change;
        let kind = match change.kind {
            ChangeKind::Unchanged => "unchanged",
            ChangeKind::Edited => "edited",
            ChangeKind::Inserted => "new",
            ChangeKind::Deleted => "gone",
            ChangeKind::Split => "split",
            ChangeKind::Merged => "merged",
            ChangeKind::Recast => "recast",
        };
        let labels = [row.labels.0.join(", "), row.labels.1.join(", ")];
        let labels: Vec<&str> = labels
            .iter()
            .map(String::as_str)
            .filter(|one| !one.is_empty())
            .collect();
        out.push_str(&format!("{kind} {}", labels.join(" → ")));
        for (flag, word) in [
            (change.moved, ", moved"),
            (change.renumbered, ", renumbered"),
            (!change.certain, ", not certain"),
        ] {
            out.push_str(if flag { word } else { "" });
        }
        out.push('\n');
        if change.kind == ChangeKind::Edited {
            let words = row.wording.iter().map(|run| match run.op {
                Op::Equal => run.text.clone(),
                Op::Delete if run.moved.is_some() => format!("[~{}~]", run.text),
                Op::Insert if run.moved.is_some() => format!("{{~{}~}}", run.text),
                Op::Delete => format!("[-{}-]", run.text),
                Op::Insert => format!("{{+{}+}}", run.text),
            });
            out.push_str(&format!("  {}\n", words.collect::<String>()));
        }
    }
    out
}

/// Only what became of which, the words left out.
fn changes(told: &str) -> Vec<&str> {
    told.lines()
        .filter(|line| !line.starts_with("  "))
        .collect()
}

#[test]
fn each_known_fault_is_still_as_described() {
    let all = cases("known-faults");
    assert!(all.len() >= 7, "only {all:?}");
    let mut faults = Vec::new();
    for folder in all {
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        let read = |file: &str| std::fs::read_to_string(folder.join(file)).unwrap_or_default();
        let told = told(&folder);
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(folder.join("told.txt"), &told).unwrap();
        }
        let (wanted, why) = (read("wanted.txt"), read("why.txt"));
        assert!(!why.trim().is_empty(), "{name} does not say why");
        if changes(&told) == changes(&wanted) {
            faults.push(format!("{name} is mended: move it to the cases that hold"));
        } else if told != read("told.txt") {
            faults.push(format!(
                "{name} is told otherwise now:\n{told}wanted:\n{wanted}"
            ));
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn what_holds_is_told_as_a_person_would_tell_it() {
    let all = cases("holds");
    assert!(all.len() >= 4, "only {all:?}");
    for folder in all {
        let told = told(&folder);
        let file = folder.join("told.txt");
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&file, &told).unwrap();
        }
        let expected = std::fs::read_to_string(&file).unwrap_or_default();
        assert_eq!(told, expected, "{}", folder.display());
    }
}

/// What the aligner of [`ALIGNER`] says of the cases, in a number: kinds, places and what moved.
const SAID: u64 = 1_798_469_248_885_890_083;

/// What was kept of an older aligner's answers is read as long as the number of the aligner is the same.
#[test]
fn an_aligner_that_says_otherwise_has_another_number() {
    let mut said = String::new();
    for folder in [cases("known-faults"), cases("holds")].concat() {
        let read = |name| Document::parse(std::fs::read(folder.join(name)).unwrap());
        for change in align(&read("old.md"), &read("new.md")).changes {
            let (kind, moved) = (change.kind, change.moved);
            said.push_str(&format!(
                "{kind:?} {moved} {:?} {:?}\n",
                change.old, change.new
            ));
        }
    }
    // FNV-1a, the same on every machine.
    let number = said.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    assert_eq!(
        (ALIGNER, number),
        (8, SAID),
        "the aligner says otherwise: raise diff::ALIGNER, and write both numbers here"
    );
}

#[test]
fn the_book_names_each_of_them() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("book/src/comparison.md");
    let page = std::fs::read_to_string(page).unwrap();
    for folder in cases("known-faults") {
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        assert!(
            page.contains(&format!("`{name}`")),
            "{name} is not in the book"
        );
    }
}
