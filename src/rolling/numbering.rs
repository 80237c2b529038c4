//! Numbers for paragraphs that are added: 12 bis, (a ter), 第十二条之二.

use std::collections::{BTreeSet, HashMap};

use crate::text::{Document, Kind, Label, Paragraph, RANKED};

/// The Chinese figures of bis, ter and so on.
const AFTER_HAN: [&str; 9] = ["二", "三", "四", "五", "六", "七", "八", "九", "十"];

/// Heads for a paragraph added after one whose head is `head`, in the order of the room: `12 bis. `, `12 ter. ` …
pub fn heads_after(head: &str) -> impl Iterator<Item = String> + use<> {
    let figure = head
        .trim_end()
        .char_indices()
        .rev()
        .find(|(_, c)| c.is_alphanumeric())
        .map(|(at, c)| at + c.len_utf8());
    let (stem, tail) = match figure {
        Some(at) => head.split_at(at),
        None => ("", ""),
    };
    let stem = RANKED
        .iter()
        .find_map(|latin| stem.strip_suffix(latin))
        .map_or(stem, str::trim_end)
        .to_owned();
    let stem = match stem.rsplit_once('之') {
        Some((root, _)) => root.to_owned(),
        None => stem,
    };
    let tail = tail.to_owned();
    let han = stem.ends_with(['条', '段', '款', '项', '章', '节']);
    let numbers = if stem.is_empty() { 0 } else { RANKED.len() };
    (0..numbers).filter_map(move |n| {
        Some(if han {
            format!("{stem}之{}{tail}", AFTER_HAN.get(n)?)
        } else {
            format!("{stem} {}{tail}", RANKED.get(n)?)
        })
    })
}

/// What nests the line that a paragraph begins on: indents, quotation marks. The indents that make code of it do not.
pub(super) fn nest(document: &Document, index: usize) -> &str {
    let line = document.whole_lines(index);
    let line = document.source().get(line).unwrap_or_default();
    let words = line.trim_start_matches([' ', '\t', '>']);
    let is_code = document
        .paragraphs()
        .get(index)
        .is_some_and(|paragraph| paragraph.kind == Kind::Code);
    if is_code && !words.starts_with(['`', '~']) {
        return "";
    }
    line.get(..line.len() - words.len()).unwrap_or_default()
}

/// The labels of a draft, and those that were given to what is added.
pub(super) struct Numbering<'a> {
    base: &'a Document,
    /// By the paragraph they are under: its section and its chapeau.
    taken: HashMap<(Option<usize>, Option<usize>), BTreeSet<String>>,
}

fn scope(paragraph: &Paragraph) -> (Option<usize>, Option<usize>) {
    (paragraph.section, paragraph.parent)
}

/// How deep a numbered paragraph stands: `12.` is an item to Markdown and `12 bis.` is none.
fn level(paragraph: &Paragraph) -> usize {
    match paragraph.kind {
        Kind::Item => paragraph.depth,
        _ => paragraph.depth + 1,
    }
}

fn shown(label: &Label) -> String {
    label.as_str().to_lowercase()
}

impl<'a> Numbering<'a> {
    pub(super) fn of(base: &'a Document) -> Numbering<'a> {
        let mut taken: HashMap<_, BTreeSet<String>> = HashMap::new();
        for paragraph in base.paragraphs() {
            if let Some(label) = &paragraph.label {
                let all = taken.entry(scope(paragraph)).or_default();
                all.insert(shown(label));
            }
        }
        Numbering { base, taken }
    }

    /// What stands before the words of a new paragraph: its marks, and its label where that is free, else the first free
    /// number after the base's paragraph before the gap.
    pub(super) fn head(&mut self, document: &Document, index: usize, gap: usize) -> String {
        let Some(paragraph) = document.paragraphs().get(index) else {
            return String::new();
        };
        let source = document.source();
        let own = source
            .get(paragraph.span.start..paragraph.body.start)
            .unwrap_or_default();
        if paragraph.kind == Kind::Heading {
            let marks = if own.contains('#') {
                own.to_owned()
            } else {
                format!("{} {own}", "#".repeat(paragraph.depth.clamp(1, 6)))
            };
            return marks;
        }
        let Some(label) = &paragraph.label else {
            return own.to_owned();
        };
        // The paragraph of the base that it follows, at its own depth.
        let root = self
            .base
            .paragraphs()
            .get(..gap)
            .unwrap_or_default()
            .iter()
            .rev()
            .take_while(|one| one.kind != Kind::Heading)
            .find(|one| one.label.is_some() && level(one) == level(paragraph));
        let Some(root) = root else {
            return own.to_owned();
        };
        let taken = self.taken.entry(scope(root)).or_default();
        if taken.insert(shown(label)) {
            return own.to_owned();
        }
        let before = self
            .base
            .source()
            .get(root.span.start..root.body.start)
            .unwrap_or_default();
        let free = heads_after(before)
            .find(|head| Label::read(head).is_some_and(|(label, _)| taken.insert(shown(&label))));
        match free {
            Some(head) => head,
            None => own.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_added_is_numbered_in_the_rooms_order() {
        for (head, expected) in [
            ("12. ", "12 bis. "),
            ("12 bis. ", "12 bis. "),
            ("(a) ", "(a bis) "),
            ("第十二条 ", "第十二条之二 "),
            ("12\\. ", "12 bis\\. "),
        ] {
            assert_eq!(heads_after(head).next().as_deref(), Some(expected));
        }
        assert_eq!(heads_after("").next(), None);
    }
}
