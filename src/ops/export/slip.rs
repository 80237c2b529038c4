//! A file made for answering: the paragraphs asked for.

use super::how::How;
use super::paper::{Manner, paper};
use crate::office::{Block, Paper};
use crate::text::{Document, Kind};

/// The ordinals of these paragraphs with all that belongs to them: the title, the headings they stand under, what they are sub-paragraphs
/// of, their own sub-paragraphs, the tables right under these; all paragraphs where none is named.
pub fn asked(document: &Document, paragraphs: &[usize]) -> Vec<usize> {
    let all = document.paragraphs();
    if paragraphs.is_empty() {
        return (0..all.len()).collect();
    }
    let mut wanted = vec![false; all.len()];
    let mut set = |index: usize| match wanted.get_mut(index) {
        Some(slot) => !std::mem::replace(slot, true),
        None => false,
    };
    for paragraph in all {
        if paragraph.kind == Kind::Footnote {
            // It comes with what calls it.
            continue;
        }
        // A table comes with the paragraph that it stands right under: that may announce it.
        let mut over = all.get(..paragraph.index).unwrap_or_default().iter().rev();
        let over = over
            .find(|one| one.kind != Kind::Table)
            .filter(|one| !matches!(one.kind, Kind::Title | Kind::Heading))
            .filter(|_| paragraph.kind == Kind::Table);
        let mut above = Some(over.map_or(paragraph.index, |over| over.index));
        let mut within = paragraphs.contains(&paragraph.index);
        while let Some(index) = above {
            within |= paragraphs.contains(&index);
            let parent = all.get(index).and_then(|one| one.parent.or(one.section));
            above = parent.filter(|parent| *parent < index);
        }
        if within || paragraph.kind == Kind::Title {
            set(paragraph.index);
        }
    }
    for &index in paragraphs {
        let mut above = Some(index);
        while let Some(index) = above {
            set(index);
            let parent = all.get(index).and_then(|one| one.parent.or(one.section));
            above = parent.filter(|parent| *parent < index);
        }
    }
    (0..all.len())
        .filter(|index| wanted.get(*index).copied().unwrap_or(false))
        .collect()
}

/// The paper of these paragraphs alone; notes that nothing calls are left out.
pub fn slip(document: &Document, how: &How, manner: &Manner) -> Paper {
    let mut whole = paper(document, manner);
    let Some(only) = &how.only else {
        return whole;
    };
    let stays = |block: &Block| {
        let anchor = match block {
            Block::Paragraph(paragraph) => paragraph.anchor,
            Block::Table(table) => table
                .rows
                .iter()
                .flatten()
                .flatten()
                .find_map(|cell| cell.anchor),
        };
        anchor.is_some_and(|anchor| only.binary_search(&anchor).is_ok())
    };
    whole.blocks.retain(stays);
    let mut notes = Vec::new();
    let runs = whole.blocks.iter_mut().flat_map(|block| match block {
        Block::Paragraph(paragraph) => vec![&mut paragraph.runs],
        Block::Table(table) => {
            let cells = table.rows.iter_mut().flatten().flatten();
            cells.map(|cell| &mut cell.runs).collect()
        }
    });
    for run in runs.flatten() {
        if let Some(note) = run.note.and_then(|note| whole.notes.get(note)) {
            run.note = Some(notes.len());
            notes.push(note.clone());
        }
    }
    whole.notes = notes;
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_comes_with_the_paragraph_that_announces_it() {
        let text = "---\ntitle: T\n---\n## I. Scope\n\n1. One:\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n2. Two:\n\n(a) in the table below:\n\n| c |\n| - |\n| 3 |\n\n## II. End\n\n| d |\n| - |\n| 4 |\n\n3. Three\n";
        let document = Document::parse(text);
        let of = |index: usize| asked(&document, &[index]);
        assert_eq!(of(2), [0, 1, 2, 3]);
        assert_eq!(of(4), [0, 1, 4, 5, 6]);
        assert_eq!(of(5), [0, 1, 4, 5, 6]);
        // What stands under a heading alone is not the next paragraph's.
        assert_eq!(of(9), [0, 7, 9]);
        assert_eq!(of(3), [0, 1, 3]);
    }

    #[test]
    fn a_paragraph_is_asked_for_with_its_heading_and_its_parts() {
        let text = "---\ntitle: T\n---\n## I. Scope\n\n1. One:\n\n(a) sub[^n]\n\n2. Two\n\n## II. End\n\n3. Three[^m]\n\n[^n]: N.\n\n[^m]: M.\n";
        let document = Document::parse(text);
        let of = |label: &str| {
            let found = document.find(&crate::text::Address::new(label));
            asked(&document, &[found.map_or(99, |one| one.index)])
        };
        assert_eq!(of("1"), [0, 1, 2, 3]);
        assert_eq!(of("1/(a)"), [0, 1, 2, 3]);
        assert_eq!(of("3"), [0, 5, 6]);
        assert_eq!(of("II"), [0, 5, 6]);
        let how = How {
            only: Some(of("3")),
            ..How::default()
        };
        let paper = slip(&document, &how, &Manner::default());
        assert_eq!(paper.blocks.len(), 3);
        assert_eq!(paper.notes.len(), 1);
        assert_eq!(paper.notes[0].mark, "m");
    }
}
