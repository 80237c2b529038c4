//! A Word file's bytes to what it says, with what of it was not understood.

use std::collections::HashMap;

use super::super::names::PROPERTIES;
use super::super::paper::{Block, Comment, Footnote, Origin, Paper, Paragraph};
use super::around::Around;
use super::body::Body;
use super::fault::Fault;
use super::left::Left;
use super::numbering::Numbering;
use super::package::Package;
use super::relations::{Relation, relations};
use super::styles::Styles;
use super::xml::{Piece, Xml};

/// What a Word file says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// Its words, with changes and comments.
    pub paper: Paper,
    /// What was not understood, each with its place.
    pub left: Vec<Left>,
    /// How many changes of looks alone were tracked, by author.
    pub formatting: Vec<(String, usize)>,
}

/// Reads a Word file (`.docx`, transitional or strict).
///
/// Nothing outside the file is opened, whatever it refers to; at most 64 MB are inflated.
///
/// # Errors
/// Where it is of another kind, locked, damaged or holds too much; nothing of it is taken then.
pub fn read_paper(bytes: &[u8]) -> Result<Reading, Fault> {
    let mut package = Package::open(bytes)?;
    let main = relations(&mut package, "")?
        .into_iter()
        .find(|one| one.kind == "officeDocument" && !one.is_outside)
        .map(|one| one.target);
    let main = main.ok_or_else(|| Fault::Missing {
        part: "the part that holds the text".to_owned(),
    })?;
    match main.split('/').next() {
        Some("xl") => return Err(Fault::Other("a workbook (.xlsx)")),
        Some("ppt") => return Err(Fault::Other("slides (.pptx)")),
        _ => {}
    }
    let text = package
        .text(&main)?
        .ok_or_else(|| Fault::Missing { part: main.clone() })?;
    let all = relations(&mut package, &main)?;
    let mut around = Around {
        links: links(&all),
        ..Around::default()
    };
    let mut language = None;
    if let Some((part, text)) = part(&mut package, &all, "styles")? {
        around.styles = Styles::read(&part, &text)?;
        language = around.styles.language().map(str::to_owned);
    }
    if let Some((part, text)) = part(&mut package, &all, "numbering")? {
        around.numbering = Numbering::read(&part, &text)?;
    }
    let mut paper = Paper::default();
    for (kind, name, mark) in [("footnotes", "footnote", 'f'), ("endnotes", "endnote", 'e')] {
        if let Some((part, text)) = part(&mut package, &all, kind)? {
            let own = relations(&mut package, &part)?;
            notes(
                &mut around,
                (&part, &text),
                (name, mark),
                &own,
                &mut paper.notes,
            )?;
        }
    }
    if let Some((part, text)) = part(&mut package, &all, "comments")? {
        comments(&mut around, (&part, &text), &mut paper.comments)?;
    }
    for (kind, what) in [
        ("aFChunk", "another file put in whole"),
        (
            "subDocument",
            "a part of the text that lies in another file",
        ),
    ] {
        if all.iter().any(|one| one.kind == kind) {
            around.left.push(Left::of_file(what));
        }
    }
    let mut body = Body::new(Xml::new(&main, &text), &mut around);
    paper.blocks = body.blocks()?;
    paper.masthead = body.masthead();
    drop(text);
    paper.language = language.unwrap_or_default();
    paper.origin = origin(&mut package)?;
    for format in &around.numbering.unknown {
        let what = format!("numbers of the kind {format}, shown as 1, 2, 3");
        around.left.push(Left::of_file(what));
    }
    Ok(Reading {
        paper,
        left: around.left,
        formatting: around.formatting.into_iter().collect(),
    })
}

/// The part that a relation of this kind leads to: its name and its text.
fn part(
    package: &mut Package<'_>,
    all: &[Relation],
    kind: &str,
) -> Result<Option<(String, String)>, Fault> {
    let Some(relation) = all.iter().find(|one| one.kind == kind && !one.is_outside) else {
        return Ok(None);
    };
    let text = package.text(&relation.target)?;
    Ok(text.map(|text| (relation.target.clone(), text)))
}

fn links(all: &[Relation]) -> HashMap<String, String> {
    let links = all.iter().filter(|one| one.kind == "hyperlink");
    links
        .map(|one| (one.id.clone(), one.target.clone()))
        .collect()
}

fn notes(
    around: &mut Around,
    (part, text): (&str, &str),
    (name, mark): (&str, char),
    own: &[Relation],
    all: &mut Vec<Footnote>,
) -> Result<(), Fault> {
    let outer = std::mem::replace(&mut around.links, links(own));
    let mut found: Vec<(String, usize)> = Vec::new();
    let mut body = Body::new(Xml::new(part, text), around);
    while let Some((entry, blocks)) = body.entry(name)? {
        // The lines above the notes stand among them.
        if entry.kind.is_some_and(|kind| kind != "normal") {
            continue;
        }
        let paragraphs = paragraphs(blocks);
        found.push((format!("{mark}{}", entry.id), all.len()));
        all.push(Footnote {
            mark: entry.id,
            anchor: paragraphs.iter().find_map(|paragraph| paragraph.anchor),
            paragraphs,
        });
    }
    around.notes.extend(found);
    around.links = outer;
    Ok(())
}

fn comments(
    around: &mut Around,
    (part, text): (&str, &str),
    all: &mut Vec<Comment>,
) -> Result<(), Fault> {
    let mut found: Vec<(String, usize)> = Vec::new();
    let mut body = Body::new(Xml::new(part, text), around);
    while let Some((entry, blocks)) = body.entry("comment")? {
        let lines: Vec<String> = paragraphs(blocks)
            .iter()
            .map(|paragraph| paragraph.accepted().trim().to_owned())
            .collect();
        found.push((entry.id, all.len()));
        all.push(Comment {
            author: entry.author,
            time: entry.time,
            text: lines.join("\n").trim().to_owned(),
        });
    }
    around.comments.extend(found);
    Ok(())
}

/// The paragraphs of blocks, those in tables too.
fn paragraphs(blocks: Vec<Block>) -> Vec<Paragraph> {
    let mut all = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => all.push(paragraph),
            Block::Table(table) => all.extend(table.rows.into_iter().flatten().flatten()),
        }
    }
    all
}

/// What the file was made from, where adref wrote it: its own properties.
fn origin(package: &mut Package<'_>) -> Result<Option<Origin>, Fault> {
    let all = relations(package, "")?;
    let Some((name, text)) = part(package, &all, "custom-properties")? else {
        return Ok(None);
    };
    let mut xml = Xml::new(&name, &text);
    let mut origin = Origin::default();
    loop {
        match xml.next()? {
            Piece::Open(tag) if tag.name() == "property" => {
                let name = tag.get("name").unwrap_or_default();
                let mut value = String::new();
                let outside = xml.depth().saturating_sub(1);
                while xml.depth() > outside {
                    match xml.next()? {
                        Piece::Text(text) => value.push_str(&text),
                        Piece::End => break,
                        _ => {}
                    }
                }
                let value = value.trim().to_owned();
                match PROPERTIES.iter().position(|own| *own == name) {
                    Some(0) => origin.document = value,
                    Some(1) => origin.version = value,
                    Some(2) => origin.reading = value,
                    _ => {}
                }
            }
            Piece::End => {
                return Ok(
                    (!origin.document.is_empty() && !origin.version.is_empty()).then_some(origin)
                );
            }
            _ => {}
        }
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
