//! What differs in the front matter of two texts; the title is a paragraph of its own and compared as one.

use serde::Serialize;

use crate::text::Document;

/// A field of the front matter that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FrontChange {
    /// Its name; empty for lines that are no plain field.
    pub key: String,
    /// What it said; `null` where it was not there.
    pub old: Option<String>,
    /// What it says now; `null` where it is gone.
    pub new: Option<String>,
}

/// The fields that differ, in the order of the new text, then those that are gone; last the lines that are no plain fields.
pub(super) fn front_changes(old: &Document, new: &Document) -> Vec<FrontChange> {
    let (before, after) = (old.front(), new.front());
    let gone = before.fields.iter().map(|(key, _)| key);
    let gone = gone.filter(|key| after.get(key).is_none());
    let keys = after.fields.iter().map(|(key, _)| key).chain(gone);
    let mut changes: Vec<FrontChange> = keys
        .filter(|key| *key != "title" && before.get(key) != after.get(key))
        .map(|key| FrontChange {
            key: key.clone(),
            old: before.get(key).map(str::to_owned),
            new: after.get(key).map(str::to_owned),
        })
        .collect();
    let (lines, new_lines) = (other_lines(old), other_lines(new));
    if lines != new_lines {
        let without = |lines: &[&str], others: &[&str]| -> Option<String> {
            let own = lines.iter().filter(|line| !others.contains(line));
            let own: Vec<&str> = own.copied().collect();
            (!own.is_empty()).then(|| own.join("; "))
        };
        changes.push(FrontChange {
            key: String::new(),
            old: without(&lines, &new_lines),
            new: without(&new_lines, &lines),
        });
    }
    changes
}

/// The lines between the fences that belong to a field above them: lists and maps.
fn other_lines(document: &Document) -> Vec<&str> {
    let Some(lines) = document.front().lines else {
        return Vec::new();
    };
    let inside = document.source().lines().skip(lines.first);
    inside
        .take(lines.last.saturating_sub(lines.first + 1))
        .filter(|line| line.starts_with([' ', '\t', '-']))
        .map(str::trim)
        .filter(|line| {
            !line.is_empty()
                && !document
                    .front()
                    .fields
                    .iter()
                    .any(|field| field.1.contains(line))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(old: &str, new: &str) -> Vec<(String, Option<String>, Option<String>)> {
        let parse = |front: &str| Document::parse(format!("---\n{front}---\n\nText.\n").as_bytes());
        let changes = front_changes(&parse(old), &parse(new)).into_iter();
        changes.map(|one| (one.key, one.old, one.new)).collect()
    }

    #[test]
    fn a_field_that_says_something_else_is_told_and_the_title_is_not() {
        let own = |text: &str| Some(text.to_owned());
        assert_eq!(
            told(
                "title: A\nsymbol: X/1\nkind: outcome\n",
                "title: B\nlanguage: fr\nsymbol: 'X/2'\n"
            ),
            [
                ("language".to_owned(), None, own("fr")),
                ("symbol".to_owned(), own("X/1"), own("X/2")),
                ("kind".to_owned(), own("outcome"), None),
            ]
        );
        assert_eq!(told("symbol: X\n", "symbol: 'X'  # the same\n"), []);
        let none = front_changes(&Document::parse("a"), &Document::parse("b"));
        assert_eq!(none, []);
    }

    #[test]
    fn a_list_that_changed_is_told_by_its_lines() {
        assert_eq!(
            told("on:\n  - one\n  - two\n", "on:\n  - one\n  - three\n"),
            [(
                String::new(),
                Some("- two".to_owned()),
                Some("- three".to_owned())
            )]
        );
    }
}
