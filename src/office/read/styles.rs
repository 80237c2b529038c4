//! What a Word file's styles say of a paragraph: its role, its numbering; and of words: bold, italic.

use std::collections::HashMap;

use super::super::names::role_of;
use super::super::paper::Role;
use super::fault::Fault;
use super::xml::{Piece, Space, Tag, Xml};

/// So long may a chain of styles be that are based on each other.
const CHAIN: usize = 40;

/// A style.
#[derive(Debug, Clone, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    number: Option<String>,
    level: Option<usize>,
    outline: Option<u8>,
    bold: Option<bool>,
    italic: Option<bool>,
}

/// The styles of a file, by their ids.
#[derive(Debug, Clone, Default)]
pub(super) struct Styles {
    all: HashMap<String, Style>,
    /// The paragraphs' style where none is named.
    standard: Option<String>,
    language: Option<String>,
}

/// The list that a paragraph belongs to, and how deep it stands there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct InList {
    /// The list's id; `0` takes a paragraph out of the list of its style.
    pub(super) number: Option<String>,
    /// From 0.
    pub(super) level: Option<usize>,
}

impl Styles {
    /// Reads `styles.xml`.
    ///
    /// # Errors
    /// Where it is no XML.
    pub(super) fn read(part: &str, text: &str) -> Result<Styles, Fault> {
        let mut xml = Xml::new(part, text);
        let mut styles = Styles::default();
        loop {
            match xml.next()? {
                Piece::Open(tag) if tag.space == Space::Word && tag.name() == "style" => {
                    let id = tag.get("styleId").unwrap_or_default();
                    let is_standard = tag.get("type").as_deref() == Some("paragraph")
                        && matches!(tag.get("default").as_deref(), Some("1" | "true" | "on"));
                    let style = style(&mut xml)?;
                    if is_standard {
                        styles.standard = Some(id.clone());
                    }
                    styles.all.insert(id, style);
                }
                Piece::Open(tag) if tag.space == Space::Word && tag.name() == "lang" => {
                    let first = styles.language.take();
                    styles.language = first.or_else(|| tag.val());
                }
                Piece::End => return Ok(styles),
                _ => {}
            }
        }
    }

    /// A style and those it is based on, nearest first.
    fn chain<'s>(&'s self, id: Option<&'s str>) -> impl Iterator<Item = &'s Style> {
        let first = id.or(self.standard.as_deref());
        let first = first.and_then(|id| self.all.get(id));
        std::iter::successors(first, |style| self.all.get(style.based_on.as_deref()?)).take(CHAIN)
    }

    /// What a paragraph of a style is; an outline level that it has itself comes before its style's.
    pub(super) fn role(&self, id: Option<&str>, outline: Option<u8>) -> Role {
        if let Some(role) = id.and_then(role_of) {
            return role;
        }
        for style in self.chain(id) {
            let name = style.name.to_lowercase();
            let name = name.trim();
            if let Some(role) = named(name) {
                return role;
            }
        }
        let outline = outline.or_else(|| self.chain(id).find_map(|style| style.outline));
        match outline {
            Some(level @ 0..=8) => Role::Heading(level.min(5) + 1),
            _ => Role::Body,
        }
    }

    /// The language that words are in where nothing else is said: `en-GB`.
    pub(super) fn language(&self) -> Option<&str> {
        self.language.as_deref()
    }

    /// The list that a style puts its paragraphs in.
    pub(super) fn list(&self, id: Option<&str>) -> InList {
        InList {
            number: self.chain(id).find_map(|style| style.number.clone()),
            level: self.chain(id).find_map(|style| style.level),
        }
    }

    /// Whether words of a style are bold and italic, where it says so.
    pub(super) fn look(&self, id: &str) -> (Option<bool>, Option<bool>) {
        let id = Some(id);
        (
            self.chain(id).find_map(|style| style.bold),
            self.chain(id).find_map(|style| style.italic),
        )
    }
}

/// The roles of styles that Word, LibreOffice and the United Nations' templates name so.
fn named(name: &str) -> Option<Role> {
    if let Some(level) = name
        .strip_prefix("heading ")
        .or(name.strip_prefix("heading"))
    {
        let level: u8 = level.trim().parse().ok()?;
        return Some(Role::Heading(level.clamp(1, 6)));
    }
    // LibreOffice gives our styles other ids and keeps their names.
    if let Some(level) = name.strip_prefix("sub-paragraph ") {
        let level: u8 = level.trim().parse().ok()?;
        return Some(Role::Item(level.clamp(1, 6)));
    }
    Some(match name {
        "title" => Role::Title,
        "_ hm _g" | "_ hch_g" | "_ hch _g" | "_ h _ch_g" | "_ h_ch_g" | "_ h_m_ch_g" => {
            Role::Heading(1)
        }
        "_ h_1_g" => Role::Heading(2),
        "_ h_2/3_g" => Role::Heading(3),
        "_ h_4/5_g" => Role::Heading(4),
        "quote" | "intense quote" | "quotations" | "block text" | "quotation" => Role::Quote,
        "html preformatted" | "preformatted text" | "source code" | "plain text" | "verbatim" => {
            Role::Verbatim
        }
        _ => return None,
    })
}

fn style(xml: &mut Xml<'_>) -> Result<Style, Fault> {
    let mut style = Style::default();
    let outside = xml.depth().saturating_sub(1);
    while xml.depth() > outside {
        match xml.next()? {
            Piece::Open(tag) if tag.space == Space::Word => match tag.name() {
                "name" => style.name = tag.val().unwrap_or_default(),
                "basedOn" => style.based_on = tag.val(),
                "numId" => style.number = tag.val(),
                "ilvl" => style.level = level(&tag),
                "outlineLvl" => style.outline = tag.number().and_then(|n| u8::try_from(n).ok()),
                "b" => style.bold = Some(tag.is_on()),
                "i" => style.italic = Some(tag.is_on()),
                // Parts of tables have looks of their own.
                "tblStylePr" | "pPrChange" | "rPrChange" => xml.skip()?,
                _ => {}
            },
            Piece::End => break,
            _ => {}
        }
    }
    Ok(style)
}

/// A level of a list, 0 to 8.
pub(super) fn level(tag: &Tag<'_>) -> Option<usize> {
    tag.number()
        .and_then(|n| usize::try_from(n).ok())
        .map(|level| level.min(8))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_is_known_by_its_name_where_its_id_is_another() {
        for (name, role) in [
            ("heading 2", Some(Role::Heading(2))),
            ("sub-paragraph 3", Some(Role::Item(3))),
            ("sub-paragraph", None),
            ("verbatim", Some(Role::Verbatim)),
            ("body text", None),
        ] {
            assert_eq!(named(name), role, "{name}");
        }
    }
}
