//! The floors hold: imports go down, never up, never round; every foreign crate has its home; faces only hand on.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use self::imports::House;

mod imports;

/// The floors, lowest first; rooms on one floor do not import each other.
const FLOORS: &[&[&str]] = &[
    &["moment"],
    &["text", "repo", "office", "mail"],
    &["diff", "record"],
    &["consensus", "life", "rolling"],
    &["meeting"],
    &["workspace"],
    &["ops", "story"],
    &["view"],
    &["page"],
    &["serve"],
    &["cli", "tui"],
];

/// The only rooms that may name a crate; crates that are not listed may be named anywhere.
const HOMES: &[(&str, &[&str])] = &[
    ("git2", &["repo"]),
    ("pulldown_cmark", &["text"]),
    ("unicode_segmentation", &["text"]),
    ("unicode_normalization", &["text"]),
    ("sha2", &["text"]),
    ("similar", &["diff"]),
    ("serde_yaml", &["record"]),
    ("zip", &["office"]),
    ("quick_xml", &["office"]),
    ("rust_xlsxwriter", &["office"]),
    ("mailparse", &["mail"]),
    ("charset", &["mail"]),
    ("jiff", &["moment"]),
    ("unicode_width", &["view", "tui"]),
    ("clap", &["cli"]),
    ("clap_complete", &["cli"]),
    ("clap_mangen", &["cli"]),
    ("anstyle", &["cli"]),
    ("anstream", &["cli"]),
    ("ratatui", &["tui"]),
    ("ratatui_textarea", &["tui"]),
    ("crossterm", &["tui"]),
    ("nucleo_matcher", &["tui"]),
    ("signal_hook", &["serve", "tui"]),
    ("include_dir", &["story"]),
    // The program alone says where its memory comes from.
    ("mimalloc", &[]),
];

/// Files that still import each other in a circle: how their paths under `src` begin, and why. This list only grows shorter.
const NOT_FREED: &[(&[&str], &str)] = &[];

fn sources(folder: &Path, into: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)
        .map(|entries| entries.flatten().map(|entry| entry.path()).collect())
        .unwrap_or_default();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            into.push(path);
        }
    }
}

fn room_of(path: &Path) -> String {
    let inside = path.strip_prefix("src").unwrap_or(path);
    let first = inside
        .components()
        .next()
        .map(|part| part.as_os_str().to_string_lossy().into_owned());
    first.unwrap_or_default().trim_end_matches(".rs").to_owned()
}

/// The code of a line: what is behind `//` is prose, and so is what stands in quotes.
fn code(line: &str) -> String {
    let mut out = String::new();
    let mut quoted = false;
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' if quoted => {
                chars.next();
            }
            '"' => quoted = !quoted,
            '/' if !quoted && chars.peek() == Some(&'/') => break,
            c if !quoted => out.push(c),
            _ => {}
        }
    }
    out
}

/// The rooms a file names: `crate::text`, also in `use crate::{text::Label, record}`.
fn rooms_named(code: &str) -> Vec<String> {
    let mut named = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        let take = |text: &str| {
            text.trim_start()
                .chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect::<String>()
        };
        if let Some(list) = rest.strip_prefix('{') {
            let mut depth = 1;
            let mut item = true;
            for (n, c) in list.char_indices() {
                match c {
                    '{' => depth += 1,
                    '}' => depth -= 1,
                    ',' if depth == 1 => item = true,
                    c if item && !c.is_whitespace() => {
                        named.push(take(&list[n..]));
                        item = false;
                    }
                    _ => {}
                }
                if depth == 0 {
                    break;
                }
            }
        } else {
            named.push(take(rest));
        }
    }
    named
}

#[test]
fn imports_go_down_and_every_crate_has_its_home() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    sources(&root.join("src"), &mut files);
    assert!(
        files.len() > 20,
        "no sources found under {}",
        root.display()
    );
    let floor: BTreeMap<&str, usize> = FLOORS
        .iter()
        .enumerate()
        .flat_map(|(n, rooms)| rooms.iter().map(move |room| (*room, n)))
        .collect();
    let mut faults = Vec::new();
    let mut met = BTreeSet::new();
    for path in &files {
        let shown = path.strip_prefix(root).unwrap_or(path);
        let room = room_of(shown);
        if room == "main" || room == "lib" {
            continue;
        }
        let Some(&here) = floor.get(room.as_str()) else {
            faults.push(format!("{}: the room {room} has no floor", shown.display()));
            continue;
        };
        met.insert(room.clone());
        let source = fs::read_to_string(path).unwrap_or_default();
        let whole: Vec<String> = source.lines().map(code).collect();
        let text = whole.join("\n");
        for (at, _) in text.match_indices("crate::") {
            let line = text[..at].matches('\n').count() + 1;
            for named in rooms_named(&text[at..].chars().take(600).collect::<String>())
                .into_iter()
                .take(8)
            {
                if let Some(&there) = floor.get(named.as_str())
                    && named != room
                    && there >= here
                {
                    faults.push(format!("{}:{line}: {room} names {named}", shown.display()));
                }
            }
        }
        for (n, line) in whole.iter().enumerate() {
            for (foreign, homes) in HOMES {
                let names = line.match_indices(&format!("{foreign}::")).any(|(at, _)| {
                    !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':')
                });
                if names && !homes.contains(&room.as_str()) {
                    faults.push(format!(
                        "{}:{}: {room} names {foreign}",
                        shown.display(),
                        n + 1
                    ));
                }
            }
        }
    }
    faults.sort();
    faults.dedup();
    assert!(met.len() > 10, "only {met:?} were read");
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn a_face_hands_on_and_defines_nothing() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    sources(&root.join("src"), &mut files);
    let mut faults = Vec::new();
    for path in files.iter().filter(|path| path.with_extension("").is_dir()) {
        let source = fs::read_to_string(path).unwrap_or_default();
        let mut inside_use = false;
        for (n, line) in source.lines().enumerate() {
            let bare = line.trim();
            let fine = inside_use
                || bare.is_empty()
                || bare.starts_with("//")
                || bare.starts_with("mod ")
                || bare.starts_with("pub mod ")
                || bare.starts_with("pub(crate) mod ")
                || bare.starts_with("pub use ")
                || bare.starts_with("pub(crate) use ")
                || bare.starts_with("pub(super) use ");
            let hands_on = ["pub use ", "pub(crate) use ", "pub(super) use "]
                .iter()
                .any(|word| bare.starts_with(word));
            inside_use = (inside_use || hands_on) && !bare.ends_with(';');
            if !fine {
                let shown = path.strip_prefix(root).unwrap_or(path);
                faults.push(format!(
                    "{}:{}: a face defines: {bare}",
                    shown.display(),
                    n + 1
                ));
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn every_file_says_what_it_is_for() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    sources(&root.join("src"), &mut files);
    let silent: Vec<String> = files
        .iter()
        .filter(|path| {
            !fs::read_to_string(path)
                .unwrap_or_default()
                .starts_with("//! ")
        })
        .map(|path| {
            path.strip_prefix(root)
                .unwrap_or(path)
                .display()
                .to_string()
        })
        .collect();
    assert!(silent.is_empty(), "no //! at the head of {silent:?}");
}

#[test]
fn no_two_files_import_each_other_in_a_circle() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    let read = files.iter().map(|path| {
        let name = path.strip_prefix(&root).unwrap_or(path).with_extension("");
        let words = name.iter().map(|word| word.to_string_lossy());
        let name = words.collect::<Vec<_>>().join("/");
        (name, fs::read_to_string(path).unwrap_or_default())
    });
    let read: Vec<(String, String)> = read.collect();
    let house = House::of(
        read.iter()
            .map(|(name, text)| (name.as_str(), text.as_str())),
    );
    let mut met = BTreeSet::new();
    let mut faults = Vec::new();
    for circle in house.circles() {
        let begins =
            |places: &[&str], file: &String| places.iter().any(|one| file.starts_with(one));
        let listed = NOT_FREED
            .iter()
            .position(|(places, _)| circle.files.iter().all(|file| begins(places, file)));
        match listed {
            Some(n) => _ = met.insert(n),
            None => faults.push(format!(
                "a circle of {}:\n    {}",
                circle.files.join(", "),
                circle.imports.join("\n    ")
            )),
        }
    }
    let free = NOT_FREED
        .iter()
        .enumerate()
        .filter(|(n, _)| !met.contains(n));
    faults.extend(free.map(|(_, (places, _))| {
        format!(
            "no circle any more, so take it off the list: {}",
            places.join(", ")
        )
    }));
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}
