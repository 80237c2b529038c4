//! Cases: a folder is a case. `source.md` is read, and what was understood must be what `expected.txt` says, line by line.
//!
//! With `BLESS=1` in the environment the expectations are written; read them before they are kept.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use adref::rolling::{Bare, Reader, read};
use adref::text::{Document, Parties};

fn folders(kind: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/cases")
        .join(kind);
    let mut all: Vec<PathBuf> = std::fs::read_dir(&root)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    all.sort();
    all
}

/// Compares what was understood of each case with what it expects.
fn hold(kind: &str, least: usize, tell: impl Fn(&Path, &str) -> String) {
    let all = folders(kind);
    assert!(all.len() >= least, "only {} cases", all.len());
    let mut faults = String::new();
    for folder in all {
        let source = std::fs::read_to_string(folder.join("source.md")).unwrap();
        let told = tell(&folder, &source);
        let file = folder.join("expected.txt");
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&file, &told).unwrap();
        }
        let expected = std::fs::read_to_string(&file).unwrap_or_default();
        if told != expected {
            write!(
                faults,
                "\n== {}\n-- expected\n{expected}-- told\n{told}",
                folder.display()
            )
            .unwrap();
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

/// The names that a case gives: `EU USA G77=EGY`.
fn parties(folder: &Path) -> Parties {
    let Ok(list) = std::fs::read_to_string(folder.join("parties")) else {
        return Parties::Guessed;
    };
    let mut known = (
        std::collections::BTreeSet::new(),
        std::collections::BTreeMap::new(),
    );
    for word in list.split_whitespace() {
        match word.split_once('=') {
            Some((group, member)) => {
                known.0.extend([group.to_owned(), member.to_owned()]);
                known.1.insert(group.to_owned(), [member.to_owned()].into());
            }
            None => {
                known.0.insert(word.to_owned());
            }
        }
    }
    Parties::Known {
        names: known.0,
        groups: known.1,
    }
}

#[test]
fn the_vectors_of_the_notation_are_read_as_it_says() {
    hold("brackets", 24, |folder, source| {
        let parties = parties(folder);
        let document = Document::parse_with(source, &parties);
        let mut out = String::new();
        for bracket in document.brackets() {
            write!(
                out,
                "{}:{}-{}:{} {:?} depth {}",
                bracket.place.line,
                bracket.place.column,
                bracket.end.line,
                bracket.end.column,
                bracket.kind,
                bracket.depth
            )
            .unwrap();
            for alternative in &bracket.alternatives {
                write!(
                    out,
                    " | {}{:?}{}",
                    alternative.parties.join("+"),
                    &document.source()[alternative.span.clone()],
                    if alternative.nothing { " nothing" } else { "" }
                )
                .unwrap();
            }
            out.push('\n');
        }
        for paragraph in document.paragraphs().iter().filter(|p| p.label.is_some()) {
            let name = document.name(paragraph.index);
            writeln!(out, "label {name} of {:?}", paragraph.text).unwrap();
        }
        for block in document.options() {
            for choice in &block.choices {
                writeln!(out, "{} nothing {}", choice.name, choice.nothing).unwrap();
            }
        }
        for finding in document.findings() {
            writeln!(
                out,
                "{}:{} {}",
                finding.place.line, finding.place.column, finding.code
            )
            .unwrap();
        }
        let mut readers = vec![Reader::Base];
        if let Parties::Known { names, .. } = &parties {
            readers.extend(names.iter().cloned().map(Reader::Party));
        }
        for reader in readers {
            let name = match &reader {
                Reader::Base => "base",
                Reader::Party(name) => name,
            };
            let read = read(&document, &parties, &reader, Bare::Settle);
            writeln!(out, "{name} reads {:?}", String::from_utf8(read).unwrap()).unwrap();
        }
        out
    });
}

#[test]
fn labels_paths_and_names_are_read_in_six_languages() {
    hold("labels", 8, |_, source| {
        let document = Document::parse(source);
        let mut out = String::new();
        for paragraph in document.paragraphs() {
            let label = paragraph.label.as_ref().map_or("-", |label| label.as_str());
            let path = document.path(paragraph.index);
            writeln!(
                out,
                "{:?} | label {label} | path {} | name {} | {}",
                paragraph.kind,
                path.map_or("-".to_owned(), |path| path.to_string()),
                document.name(paragraph.index),
                paragraph.text
            )
            .unwrap();
        }
        out
    });
}
