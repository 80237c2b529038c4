//! What hangs on a paragraph: its sub-paragraphs, the table that it announces, all that stands under a heading.

use std::ops::Range;

use super::super::words::counted;
use crate::record::{ProposalKind, Where};
use crate::text::{Document, Kind, Paragraph};

/// The paragraphs right behind one that belong to it; none where it stands alone.
pub(super) fn hanging_on(document: &Document, index: usize) -> Range<usize> {
    let paragraphs = document.paragraphs();
    let from = index + 1;
    let Some(of) = paragraphs.get(index) else {
        return from..from;
    };
    let is_up = |one: &Paragraph, next: fn(&Paragraph) -> Option<usize>| {
        let up = |at: &usize| paragraphs.get(*at).and_then(next);
        std::iter::successors(next(one), up).any(|at| at == index)
    };
    let rest = paragraphs.get(from..).unwrap_or_default();
    let mut many = rest
        .iter()
        .take_while(|one| match of.kind {
            Kind::Title => false,
            Kind::Heading => one.kind != Kind::Footnote && is_up(one, |one| one.section),
            _ => is_up(one, |one| one.parent),
        })
        .count();
    let announces = of.text.trim_end().ends_with([':', '：']);
    if announces && of.kind != Kind::Heading {
        let tables = rest.get(many..).unwrap_or_default().iter();
        many += tables
            .take_while(|one| one.kind == Kind::Table && one.label.is_none())
            .count();
    }
    from..from + many
}

/// Says what stays where it is while the paragraph that it hangs on goes, but for those that `goes` says go too; nothing where none stays.
pub(super) fn left_behind(
    document: &Document,
    (id, index): (&str, usize),
    kind: ProposalKind,
    goes: impl Fn(usize) -> bool,
) -> Option<String> {
    let (done, how) = match kind {
        ProposalKind::Delete => ("goes", "--delete"),
        ProposalKind::Move => ("moves", "--move"),
        _ => return None,
    };
    let stays: Vec<usize> = hanging_on(document, index)
        .filter(|at| !goes(*at))
        .collect();
    let first = *stays.first()?;
    let of = document.paragraphs().get(index)?;
    let what = match of.kind {
        Kind::Heading => format!("the heading {}", document.name(index)),
        _ => document.name(index).to_owned(),
    };
    let tables = stays
        .iter()
        .filter_map(|at| document.paragraphs().get(*at))
        .filter(|one| one.kind == Kind::Table)
        .count();
    let others = stays.len() - tables;
    let mut named = Vec::new();
    if others > 0 {
        let (one, many) = match of.kind {
            Kind::Heading => ("paragraph under it", "paragraphs under it"),
            _ => ("sub-paragraph", "sub-paragraphs"),
        };
        named.push(counted(others, one, many));
    }
    if tables > 0 {
        named.push(counted(tables, "table", "tables"));
    }
    let (stay, along) = match stays.len() {
        1 => ("stays", "it along, it"),
        _ => ("stay", "them along, each"),
    };
    let first = document.name(first).to_owned();
    let last = stays.last().map(|at| document.name(*at).to_owned());
    let to = match last.filter(|last| *last != first) {
        Some(last) => format!("{first} to {last}"),
        None => first.clone(),
    };
    Some(format!(
        "only {what} {done}; {} {stay} ({to}): to take {along} needs its own: adref propose {id} \"{first}\" {how} …",
        named.join(" and ")
    ))
}

/// Where a new paragraph that is to follow another stands, if it is the one behind all that hangs on it.
pub(super) fn last_of(document: &Document, index: usize, place: Where) -> usize {
    let of = document.paragraphs().get(index);
    let whole = of.is_some_and(|of| of.kind != Kind::Heading);
    match place {
        Where::After if whole => hanging_on(document, index).last().unwrap_or(index),
        _ => index,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "---\ntitle: T\n---\n\n## I. Gauges\n\n5. Each State reads:\n\n(a) the level;\n\n(b) the rain, that is:\n\n(i) snow;\n\n\
        6. Times are in this table:\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n7. The end.\n\n## II. Other\n\n8. More.\n";

    fn at(document: &Document, name: &str) -> usize {
        let found = document.find(&crate::text::Address::new(name));
        found.map_or(usize::MAX, |one| one.index)
    }

    #[test]
    fn a_chapeau_has_its_items_a_paragraph_its_table_and_a_heading_its_section() {
        let document = Document::parse(TEXT.as_bytes());
        let many = |name: &str| hanging_on(&document, at(&document, name)).count();
        assert_eq!(
            ["5", "(a)", "(b)", "6", "7", "I", "II", "8"].map(many),
            [3, 0, 1, 1, 0, 7, 1, 0]
        );
        assert_eq!(hanging_on(&document, 99).count(), 0);
    }

    #[test]
    fn what_stays_behind_is_told_but_for_what_goes_too() {
        let document = Document::parse(TEXT.as_bytes());
        let told = |name: &str, kind, goes: &[&str]| {
            let goes: Vec<usize> = goes.iter().map(|name| at(&document, name)).collect();
            let of = ("wp1", at(&document, name));
            left_behind(&document, of, kind, |index| goes.contains(&index)).unwrap_or_default()
        };
        let five = told("5", ProposalKind::Delete, &[]);
        assert!(
            five.starts_with("only 5 goes; 3 sub-paragraphs stay"),
            "{five}"
        );
        let five = told("5", ProposalKind::Delete, &["(a)", "(b)"]);
        assert!(five.contains("1 sub-paragraph stays"), "{five}");
        assert_eq!(
            told("5", ProposalKind::Delete, &["(a)", "(b)", "(b)(i)"]),
            ""
        );
        let six = told("6", ProposalKind::Move, &[]);
        assert!(six.starts_with("only 6 moves; 1 table stays"), "{six}");
        let one = told("I", ProposalKind::Delete, &[]);
        assert!(
            one.contains("the heading I goes; 6 paragraphs under it and 1 table stay"),
            "{one}"
        );
        assert_eq!(told("6", ProposalKind::Replace, &[]), "");
        assert_eq!(told("7", ProposalKind::Delete, &[]), "");
    }
}
