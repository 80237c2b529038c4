//! The book's links lead somewhere: every relative link of its pages and of the README names a file that is there, and every page is listed.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::path::{Path, PathBuf};

fn pages(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            // What lies beside the chapters is drafts, not pages.
            if path.file_name().is_none_or(|name| name != "in") {
                pages(&path, into);
            }
        } else if path.extension().is_some_and(|ending| ending == "md") {
            into.push(path);
        }
    }
}

/// The targets of `](…)` outside code, with their lines.
fn links(text: &str) -> Vec<(usize, String)> {
    let mut links = Vec::new();
    let mut fenced = false;
    for (n, line) in text.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
            continue;
        }
        if fenced {
            continue;
        }
        // Every other piece between backticks is code.
        let prose: String = line.split('`').step_by(2).collect::<Vec<_>>().join("code");
        for (at, _) in prose.match_indices("](") {
            let rest = &prose[at + 2..];
            if let Some(end) = rest.find(')') {
                links.push((n + 1, rest[..end].to_owned()));
            }
        }
    }
    links
}

/// The anchors of a page's headings, as mdbook makes them.
fn anchors(text: &str) -> Vec<String> {
    text.lines()
        .filter_map(|line| line.strip_prefix('#'))
        .map(|line| {
            let heading = line.trim_start_matches('#').trim().to_lowercase();
            heading
                .chars()
                .filter_map(|c| match c {
                    ' ' | '-' => Some('-'),
                    c if c.is_alphanumeric() || c == '_' => Some(c),
                    _ => None,
                })
                .collect()
        })
        .collect()
}

#[test]
fn every_link_leads_somewhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = vec![
        root.join("README.md"),
        root.join("CONTRIBUTING.md"),
        root.join("CHANGELOG.md"),
    ];
    pages(&root.join("book/src"), &mut files);
    assert!(files.len() > 12, "only {files:?}");
    let mut faults = Vec::new();
    let mut met = 0;
    for file in &files {
        let text = std::fs::read_to_string(file).unwrap();
        for (line, link) in links(&text) {
            if link.contains("://") || link.is_empty() {
                continue;
            }
            met += 1;
            let (path, anchor) = link.split_once('#').unwrap_or((&link, ""));
            let target = if path.is_empty() {
                file.clone()
            } else {
                file.parent().unwrap().join(path)
            };
            let shown = file.strip_prefix(root).unwrap().display();
            if !target.is_file() {
                faults.push(format!("{shown}:{line}: {link} leads nowhere"));
            } else if !anchor.is_empty()
                && !anchors(&std::fs::read_to_string(&target).unwrap()).contains(&anchor.to_owned())
            {
                faults.push(format!("{shown}:{line}: {link} names no heading"));
            }
        }
    }
    assert!(met > 30, "only {met} links were met");
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn every_page_is_in_the_table_of_contents() {
    let book = Path::new(env!("CARGO_MANIFEST_DIR")).join("book/src");
    let summary = std::fs::read_to_string(book.join("SUMMARY.md")).unwrap();
    let listed: Vec<PathBuf> = links(&summary)
        .into_iter()
        .map(|(_, link)| book.join(link))
        .collect();
    let mut all = Vec::new();
    pages(&book, &mut all);
    let lost: Vec<&PathBuf> = all
        .iter()
        .filter(|page| !listed.contains(page) && !page.ends_with("SUMMARY.md"))
        .collect();
    assert!(lost.is_empty(), "not in SUMMARY.md: {lost:?}");
}
