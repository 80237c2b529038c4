//! What a comparison shows gives both texts back: in marks, and as Markdown; runs of white space are taken for one.

use std::path::Path;

use adref::diff::reword;
use adref::text::fold;
use adref::view::{change, marked};
use proptest::prelude::*;
use serde_json::Value;

use super::kit::{bare_command, data};

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The old and the new text of a line in marks, as the book says that it is read: a mark that would run into a bracket or a sign
/// of its own kind stands off from it by one space.
fn from_marks(line: &str) -> (String, String) {
    let (mut old, mut new) = (String::new(), String::new());
    let marks = [
        ("[-", "-]", "[]［］-", (true, false)),
        ("{+", "+}", "{}+", (false, true)),
    ];
    let mut rest = line;
    'text: while let Some(c) = rest.chars().next() {
        for (open, close, like, (of_old, of_new)) in marks {
            let inside = rest.strip_prefix(open);
            let Some((mut inside, behind)) = inside.and_then(|rest| rest.split_once(close)) else {
                continue;
            };
            if inside.trim_start().starts_with(|c| like.contains(c)) {
                inside = inside.strip_prefix(' ').expect("it stands off");
            }
            if inside.trim_end().ends_with(|c| like.contains(c)) {
                inside = inside.strip_suffix(' ').expect("it stands off");
            }
            if of_old {
                old.push_str(inside);
            }
            if of_new {
                new.push_str(inside);
            }
            rest = behind;
            continue 'text;
        }
        old.push(c);
        new.push(c);
        rest = &rest[c.len_utf8()..];
    }
    (folded(&old), folded(&new))
}

/// A text without what stands in a tag, and without another tag's marks.
fn without(text: &str, gone: &str, kept: &str) -> String {
    let (open, close) = (format!("<{gone}>"), format!("</{gone}>"));
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, inside)) = rest.split_once(&open) {
        out.push_str(before);
        rest = inside.split_once(&close).expect("it is closed").1;
    }
    out.push_str(rest);
    out.replace(&format!("<{kept}>"), "")
        .replace(&format!("</{kept}>"), "")
}

/// Prose in which signs, brackets and spaces meet.
fn prose() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "States", "shall", "re", "use", "thirty", "days", "国", "家", "应", " ", " ", " ", "-",
        ".", ",", ";", "[", "]", "[shall]", "(a)", "*", "[^2]", "«", "»", "'",
    ]);
    prop::collection::vec(pieces, 0..24).prop_map(|pieces| fold(&pieces.concat()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn marks_give_both_texts_back(old in prose(), new in prose()) {
        // What looks like a mark is none to this reader.
        let plain = |text: &str| !["[-", "-]"].iter().any(|mark| text.contains(mark));
        prop_assume!(plain(&old) && plain(&new));
        let line = marked(&change(&reword(&old, &new))).text();
        prop_assert_eq!(from_marks(&line), (old, new), "{}", line);
    }
}

fn run(home: &Path, arguments: &[&str]) -> String {
    let mut command = bare_command(env!("CARGO_BIN_EXE_adref"), home);
    command.env_remove("COLUMNS").args(arguments);
    let output = command.output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// Compares what the program shows of two texts with the words that it tells other programs.
fn gives_back(old: &Path, new: &Path) {
    let home = tempfile::tempdir().unwrap();
    let (old, new) = (old.to_str().unwrap(), new.to_str().unwrap());
    let told: Value =
        serde_json::from_str(&run(home.path(), &["diff", old, new, "--json"])).unwrap();
    let shown = run(home.path(), &["diff", old, new, "--format", "markdown"]);
    let mut sections = shown.split("\n## ").skip(1).filter(|section| {
        !section.starts_with("front matter") && !section.starts_with("outside the paragraphs")
    });
    let changes = told["changes"].as_array().unwrap().iter();
    for change in changes.filter(|change| {
        let is = |key: &str| change[key].as_bool().unwrap();
        change["kind"] != "unchanged" || is("moved") || is("renumbered")
    }) {
        let section = sections
            .next()
            .unwrap_or_else(|| panic!("no section for {change}"));
        let (head, body) = section.split_once('\n').unwrap();
        let names = head.replace('\\', "");
        let names = names.split(": ").next().unwrap_or_default().to_owned();
        let (was, is) = names.split_once(" → ").unwrap_or((&names, &names));
        let mut seams: Vec<String> = Vec::new();
        for was in was.split(", ") {
            seams.push(was.to_owned());
            seams.extend(is.split(", ").map(|is| format!("{was} → {is}")));
        }
        seams.extend(is.split(", ").map(str::to_owned));
        let sign = |name: String| match name.starts_with('¶') {
            true => name,
            false => format!("¶ {name}"),
        };
        let mut seams: Vec<String> = seams.into_iter().map(sign).collect();
        seams.sort_by_key(|seam| std::cmp::Reverse(seam.len()));
        let many = |key: &str| change[key].as_array().unwrap().len() > 1;
        let side = |gone: &str, kept: &str| {
            let mut text = without(body, gone, kept);
            if text.trim_start().starts_with("<pre>") {
                text = text.replace("<pre>", "").replace("</pre>", "");
                text = text
                    .replace("&lt;", "<")
                    .replace("&gt;", ">")
                    .replace("&amp;", "&");
            }
            if many("old") || many("new") {
                // The seams: a sign, and what the next paragraph is called.
                text = text.replace('\\', "");
                for seam in &seams {
                    text = text.replace(seam, "");
                }
                // White space stands round a seam, be there any in the text that has none or not.
                return text.split_whitespace().collect();
            }
            folded(&text)
        };
        let words = |without: &str| -> String {
            let words = change["words"].as_array().unwrap().iter();
            let kept = words.filter(|word| word["op"] != without);
            let text: String = kept.map(|word| word["text"].as_str().unwrap()).collect();
            match many("old") || many("new") {
                true => text.replace('\\', "").split_whitespace().collect(),
                false => folded(&text),
            }
        };
        assert_eq!(side("ins", "del"), words("insert"), "{section}");
        assert_eq!(side("del", "ins"), words("delete"), "{section}");
    }
    assert_eq!(sections.next(), None);
}

#[test]
fn markdown_gives_both_texts_back() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let pairs = [
        (
            "1. It lasts thirty days and is well known here.\n",
            "1. It lasts thirty-days and is well-known here.\n",
        ),
        (
            "1. Act.\n\n~~~~\nbox <one>\n  in & out\n~~~~\n\n2. Report.\n",
            "1. Act.\n\n~~~~\nbox <two>\n  in & out\n~~~~\n\n2. Parties report.\n",
        ),
        (
            "| Party | Share |\n|---|---|\n| Noravia | 10 |\n| Torsund | 20 |\n",
            "| Party | Share |\n|---|---|\n| Torsund | 20 |\n| Noravia | 10 |\n",
        ),
        ("Text. (see [1])\n", "Text (see [^1]).\n\n[^1]: A note.\n"),
    ];
    for (n, (old, new)) in pairs.into_iter().enumerate() {
        let paths = (
            write(&format!("{n}a.md"), old),
            write(&format!("{n}b.md"), new),
        );
        gives_back(&paths.0, &paths.1);
        gives_back(&paths.1, &paths.0);
    }
}

#[test]
fn markdown_of_real_revisions_gives_both_texts_back() {
    let Some(paris) = data("paris") else {
        return;
    };
    let mut texts: Vec<_> = std::fs::read_dir(paris)
        .unwrap()
        .map(|one| one.unwrap().path())
        .collect();
    texts.retain(|path| path.extension().is_some_and(|end| end == "md"));
    texts.sort();
    for pair in texts.windows(2) {
        gives_back(&pair[0], &pair[1]);
    }
}

#[test]
fn two_folders_are_compared_file_by_file() {
    let home = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = home.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    for side in ["old", "new"] {
        write(&format!("{side}/drafts/same.md"), "1. Nothing here.\n");
        write(&format!("{side}/picture.png"), side);
    }
    write("old/drafts/wp1.md", "1. States shall mark lamps.\n");
    write("new/drafts/wp1.md", "1. States should mark lamps.\n");
    write("new/drafts/wp2.md", "1. All new.\n");
    let printed = |sides: [&str; 2]| {
        let mut command = bare_command(env!("CARGO_BIN_EXE_adref"), home.path());
        command
            .current_dir(home.path())
            .args(["diff", "--format", "inline"])
            .args(sides);
        let output = command.output().unwrap();
        (
            output.status.code(),
            String::from_utf8(output.stdout).unwrap(),
        )
    };
    let (status, shown) = printed(["old", "new"]);
    assert_eq!(status, Some(1), "{shown}");
    let places: Vec<_> = [
        "old/drafts/wp1.md → new/drafts/wp1.md",
        "States [-shall-] {+should+} mark lamps.",
        "old/drafts/wp2.md → new/drafts/wp2.md",
        "{+All new.+}",
        "picture.png  no Markdown: its bytes differ",
    ]
    .iter()
    .map(|said| {
        shown
            .find(said)
            .unwrap_or_else(|| panic!("{said}: {shown}"))
    })
    .collect();
    assert!(places.is_sorted(), "{shown}");
    assert!(!shown.contains("same.md"), "{shown}");
    assert_eq!(
        printed(["old", "old"]),
        (Some(0), "nothing differs\n".to_owned())
    );
}

#[test]
fn a_line_a_change_names_both_paragraphs_whole_however_long_the_bars() {
    let home = tempfile::tempdir().unwrap();
    let article = |n: usize, words: &str| format!("## Article {n}\n\n{words}\n\n");
    let long = "Planes in flight carry a beacon at night, and whoever has none stays on the ground until day. ";
    let first = article(28, "Ships load cargo in harbour under control.");
    let last = "Trains in tunnels must sound a warning horn.";
    let old = first.clone() + &article(29, &long.repeat(3)) + &article(30, last);
    std::fs::write(home.path().join("old.md"), old).unwrap();
    std::fs::write(home.path().join("new.md"), first + &article(29, last)).unwrap();
    let mut command = bare_command(env!("CARGO_BIN_EXE_adref"), home.path());
    command.current_dir(home.path()).env("COLUMNS", "80");
    command.args(["diff", "old.md", "new.md", "--format", "stat"]);
    let shown = String::from_utf8(command.output().unwrap().stdout).unwrap();
    assert!(
        shown.contains("# Article 30 → Article 29  renumbered"),
        "{shown}"
    );
    assert!(
        shown.lines().all(|line| line.chars().count() <= 80),
        "{shown}"
    );
}
