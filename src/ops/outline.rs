//! A document as the program sees it: `adref outline`.

use serde::Serialize;

use crate::text::{Document, Kind};

/// What `outline --json` prints.
#[derive(Debug, Clone, Serialize)]
pub struct Outline {
    /// The version of this shape.
    pub schema: u32,
    /// The title.
    pub title: Option<String>,
    /// The language.
    pub language: Option<String>,
    /// A row a paragraph.
    pub paragraphs: Vec<OutlineRow>,
}

/// One paragraph of an outline.
#[derive(Debug, Clone, Serialize)]
pub struct OutlineRow {
    /// Its ordinal, from 0.
    pub index: usize,
    /// Its lines, both included.
    pub lines: [usize; 2],
    /// What it is.
    pub kind: Kind,
    /// A heading's level; else how deep it is nested.
    pub depth: usize,
    /// Its label.
    pub label: Option<String>,
    /// Its full label.
    pub path: Option<String>,
    /// What the room calls it.
    pub name: String,
    /// Its words without the label.
    pub text: String,
    /// Contested brackets that open in it.
    pub brackets: usize,
    /// How many words it has.
    pub words: usize,
    /// How many of them stand in brackets.
    pub bracketed_words: usize,
}

/// The outline of a document.
pub fn outline(document: &Document) -> Outline {
    let front = document.front();
    Outline {
        schema: 1,
        title: title_of(document),
        language: front.get("language").map(str::to_owned),
        paragraphs: document
            .paragraphs()
            .iter()
            .zip(document.counted())
            .map(|(paragraph, counted)| OutlineRow {
                index: paragraph.index,
                lines: [paragraph.lines.first, paragraph.lines.last],
                kind: paragraph.kind,
                depth: paragraph.depth,
                label: paragraph.label.as_ref().map(ToString::to_string),
                path: document.path(paragraph.index).map(|path| path.to_string()),
                name: document.name(paragraph.index).to_owned(),
                text: paragraph.text.clone(),
                brackets: document.contested(paragraph.index).count(),
                words: counted.words,
                bracketed_words: counted.bracketed,
            })
            .collect(),
    }
}

/// A document's title: the front matter's, else its first heading's words.
pub fn title_of(document: &Document) -> Option<String> {
    let stated = document
        .front()
        .get("title")
        .filter(|title| !title.is_empty());
    stated.map(str::to_owned).or_else(|| {
        document
            .paragraphs()
            .iter()
            .find(|paragraph| paragraph.kind == Kind::Heading)
            .map(|heading| heading.text.clone())
    })
}
