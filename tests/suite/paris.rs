//! Real drafts: every opening bracket of the two Paris texts is accounted for.

use std::collections::{BTreeMap, BTreeSet};

use adref::text::{BracketKind, Document, Kind};

fn draft(name: &str) -> Option<String> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/data/paris")
        .join(name);
    let text = std::fs::read_to_string(&path).ok();
    if text.is_none() {
        eprintln!("skipped: no {}", path.display());
    }
    text
}

/// How the opening brackets of a text divide.
fn divided(text: &str) -> BTreeMap<&'static str, usize> {
    let document = Document::parse(text.as_bytes());
    let source = document.source();
    let mut told = BTreeMap::new();
    let mut seen: BTreeSet<usize> = BTreeSet::new();
    let mut tell = |kind, n| *told.entry(kind).or_insert(0) += n;
    for bracket in document.brackets() {
        if source[bracket.span.start..].starts_with('{') {
            tell("note in braces", 1);
            continue;
        }
        seen.insert(bracket.span.start);
        tell(
            match bracket.kind {
                BracketKind::Contested => "contested",
                BracketKind::Status => "status",
                BracketKind::Note => "note",
                BracketKind::Placeholder => "placeholder",
            },
            1,
        );
    }
    let lines: Vec<&str> = source.lines().collect();
    for finding in document.findings() {
        match finding.code {
            "unclosed" => {
                let before: usize = source
                    .split_inclusive('\n')
                    .take(finding.place.line - 1)
                    .map(str::len)
                    .sum();
                let line = lines[finding.place.line - 1];
                let inside: usize = line
                    .chars()
                    .take(finding.place.column - 1)
                    .map(char::len_utf8)
                    .sum();
                assert!(source[before + inside..].starts_with('['), "{finding:?}");
                seen.insert(before + inside);
                tell("unclosed", 1);
            }
            "unopened" => tell("closing without a partner", 1),
            _ => {}
        }
    }
    for (at, _) in source
        .match_indices('[')
        .filter(|(at, _)| !seen.contains(at))
    {
        let home = document
            .paragraphs()
            .iter()
            .find(|paragraph| paragraph.span.contains(&at));
        let rest = &source[at..];
        tell(
            match home {
                _ if rest.starts_with("[^") => "footnote mark",
                None => "definition",
                Some(home) if home.kind == Kind::Code => "code",
                Some(_) if rest.starts_with("[source]") => "reference",
                Some(_) => "link",
            },
            1,
        );
    }
    told
}

#[test]
fn every_opening_bracket_of_the_drafts_is_accounted_for() {
    // By hand: 1,028 and 1,024 opening brackets outside front matter and footnote marks, of which 3 and 9 are links and
    // definitions.
    for (name, total, counted) in [
        (
            "23-oct-2015.md",
            1028,
            "closing without a partner 10, contested 984, definition 1, footnote mark 24, link 1, note in braces 6, placeholder 32, reference 1, unclosed 9",
        ),
        (
            "4-dec-2015.md",
            1024,
            "closing without a partner 12, contested 976, definition 3, footnote mark 31, link 5, note in braces 5, placeholder 30, reference 1, unclosed 9",
        ),
    ] {
        let Some(text) = draft(name) else { return };
        let told = divided(&text);
        let shown: Vec<String> = told.iter().map(|(kind, n)| format!("{kind} {n}")).collect();
        assert_eq!(shown.join(", "), counted, "{name}");
        let opening: usize = told
            .iter()
            .filter(|(kind, _)| {
                !matches!(
                    **kind,
                    "footnote mark" | "note in braces" | "closing without a partner"
                )
            })
            .map(|(_, n)| n)
            .sum();
        assert_eq!(opening, total, "{name}");
    }
}

#[test]
fn no_bracket_of_the_drafts_spans_more_than_a_section() {
    for name in ["23-oct-2015.md", "4-dec-2015.md"] {
        let Some(text) = draft(name) else { return };
        let document = Document::parse(text.as_bytes());
        let longest = document
            .brackets()
            .iter()
            .map(|bracket| bracket.end_paragraph - bracket.paragraph)
            .max();
        assert!(
            longest.is_some_and(|longest| (1..=24).contains(&longest)),
            "{longest:?}"
        );
    }
}
