//! What differs in two texts and is no paragraph's words: the lines outside the paragraphs, and how lines are laid out.

use std::collections::BTreeMap;

use serde::Serialize;

use super::by_line::outside_paragraphs;
use crate::text::{Document, are_same_letters};

/// The lines outside the paragraphs, the front matter aside, that only one of two texts has: comments, rules, the addresses of links.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Outside {
    /// Those that went.
    pub old: Vec<String>,
    /// Those that came.
    pub new: Vec<String>,
}

impl Outside {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.old.is_empty() && self.new.is_empty()
    }
}

/// How much differs where no word does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct LayoutChange {
    /// How many lines.
    pub lines: usize,
    /// The first of them in the new text, from 1.
    pub first: usize,
    /// Whether nothing differs but how lines end.
    pub ends: bool,
    /// Whether nothing differs but how letters with accents are spelt.
    pub letters: bool,
}

/// The lines outside the paragraphs that went and came.
pub(super) fn outside(old: &Document, new: &Document) -> Outside {
    let (old, new) = (outside_paragraphs(old), outside_paragraphs(new));
    Outside {
        old: left_over(&old, &new),
        new: left_over(&new, &old),
    }
}

/// The lines that others do not have, each as often as it is missing there.
pub fn left_over(lines: &[String], others: &[String]) -> Vec<String> {
    let mut there: BTreeMap<&str, usize> = BTreeMap::new();
    for line in others {
        *there.entry(line).or_default() += 1;
    }
    let mut over = Vec::new();
    for line in lines {
        match there.get_mut(line.as_str()) {
            Some(count) if *count > 0 => *count -= 1,
            _ => over.push(line.clone()),
        }
    }
    over
}

/// How many lines of two texts differ, and where the first does; nothing where the bytes are the same.
pub(super) fn layout_change(old: &Document, new: &Document) -> Option<LayoutChange> {
    let (old, new) = (old.source(), new.source());
    if old == new {
        return None;
    }
    let lines = |text: &str| {
        text.split_inclusive('\n')
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let (before, after) = (lines(old), lines(new));
    let same = before.iter().zip(&after).take_while(|(a, b)| a == b);
    let first = same.count() + 1;
    let pairs = before.iter().zip(&after);
    let lines = match before.len() == after.len() {
        true => pairs.filter(|(a, b)| a != b).count(),
        false => {
            let (gone, come) = (left_over(&before, &after), left_over(&after, &before));
            gone.len().max(come.len())
        }
    };
    let bare = |lines: &[String]| {
        let bare = lines.iter().map(|line| line.trim_end_matches(['\r', '\n']));
        bare.map(str::to_owned).collect::<Vec<_>>()
    };
    Some(LayoutChange {
        lines: lines.max(1),
        first,
        ends: bare(&before) == bare(&after),
        letters: are_same_letters(old, new),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(old: &str, new: &str) -> Option<(usize, usize, bool)> {
        let layout = layout_change(&Document::parse(old), &Document::parse(new));
        layout.map(|one| (one.lines, one.first, one.ends))
    }

    #[test]
    fn lines_that_differ_are_counted_and_the_first_is_named() {
        assert_eq!(told("a\nb c\n", "a\nb c\n"), None);
        assert_eq!(told("a\nb c\n", "a\nb\u{a0}c\n"), Some((1, 2, false)));
        assert_eq!(told("a\nb c\n", "a\nb\nc\n"), Some((2, 2, false)));
        assert_eq!(told("a\nb\n", "a\r\nb\r\n"), Some((2, 1, true)));
        assert_eq!(told("a\nb", "a\nb\n"), Some((1, 2, true)));
    }

    #[test]
    fn letters_spelt_in_another_way_are_the_same() {
        let texts = (
            Document::parse("Artículo\n"),
            Document::parse("Arti\u{301}culo\n"),
        );
        let layout = layout_change(&texts.0, &texts.1);
        assert!(layout.is_some_and(|one| one.letters && !one.ends));
    }

    #[test]
    fn an_address_a_rule_and_a_comment_are_told_and_the_front_matter_is_not() {
        let old = "---\nsymbol: A\n---\n\nSee [it][a].\n\n---\n\nMore.\n\n[a]: https://un.org/1\n";
        let new = "---\nsymbol: B\n---\n\nSee [it][a].\n\n<!-- file -->\n\nMore.\n\n[a]: https://un.org/2\n";
        let told = outside(&Document::parse(old), &Document::parse(new));
        assert_eq!(told.old, ["---", "[a]: https://un.org/1"]);
        assert_eq!(told.new, ["<!-- file -->", "[a]: https://un.org/2"]);
    }
}
