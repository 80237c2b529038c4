//! A Word file written: the same paper gives the same bytes on every machine.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::names::PROPERTIES;
use super::paper::{Block, Paper, Role};
use super::write_body::{Body, LINK, SPACES, body};
use super::write_fonts::fonts;
use super::write_styles::{Script, styles};
use super::write_xml::Xml;

/// How a paper goes out.
#[derive(Debug, Clone, Default)]
pub struct Dress {
    /// Whether Word marks what is changed in it from the start.
    pub tracking: Tracking,
    /// Lines before the first paragraph that are no words of the text.
    pub advice: Vec<String>,
}

/// Whether Word marks what is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tracking {
    /// Only if people switch it on.
    #[default]
    Off,
    /// From the start.
    On,
}

/// A file that could not be put together.
#[derive(Debug, thiserror::Error)]
#[error("the Word file could not be put together")]
pub struct Unwritable(#[from] zip::result::ZipError);

/// Writes a Word file (ECMA-376, transitional).
///
/// # Errors
/// Where a part is larger than a file of this kind may hold.
pub fn write(paper: &Paper, dress: &Dress) -> Result<Vec<u8>, Unwritable> {
    let script = Script::of(&paper.language);
    let body = body(paper, &dress.advice, script);
    let mut parts: Vec<(&str, Vec<u8>)> = Vec::new();
    let header = paper.masthead.first();
    parts.push((
        "[Content_Types].xml",
        content_types(&body, header.is_some(), paper),
    ));
    parts.push(("_rels/.rels", package_relations(paper)));
    parts.push((
        "word/_rels/document.xml.rels",
        relations(&body, header.is_some()),
    ));
    if !body.note_links.is_empty() {
        parts.push(("word/_rels/footnotes.xml.rels", note_relations(&body)));
    }
    parts.push(("docProps/core.xml", core(paper, script)));
    parts.push(("docProps/app.xml", app()));
    if paper.origin.is_some() {
        parts.push(("docProps/custom.xml", custom(paper)));
    }
    parts.push(("word/settings.xml", settings(&body, dress.tracking, script)));
    parts.push(("word/styles.xml", styles(script)));
    parts.push(("word/fontTable.xml", fonts(script)));
    if let Some(symbol) = header {
        parts.push(("word/header1.xml", running_head(symbol)));
    }
    parts.push(("word/footer1.xml", page_number()));
    parts.extend(body.footnotes.map(|part| ("word/footnotes.xml", part)));
    parts.extend(body.comments.map(|part| ("word/comments.xml", part)));
    parts.push(("word/document.xml", body.document));
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    for (name, bytes) in parts {
        zip.start_file(name, options)?;
        zip.write_all(&bytes).map_err(zip::result::ZipError::from)?;
    }
    Ok(zip.finish()?.into_inner())
}

const MAIN: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
const KIND: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

fn content_types(body: &Body, header: bool, paper: &Paper) -> Vec<u8> {
    let mut xml = Xml::part();
    xml.open("Types", &[("xmlns", &format!("{PACKAGE}/content-types"))]);
    let relations = "application/vnd.openxmlformats-package.relationships+xml";
    xml.empty(
        "Default",
        &[("Extension", "rels"), ("ContentType", relations)],
    );
    xml.empty(
        "Default",
        &[("Extension", "xml"), ("ContentType", "application/xml")],
    );
    let mut part = |name: &str, kind: &str| {
        xml.empty("Override", &[("PartName", name), ("ContentType", kind)]);
    };
    let word = |kind: &str| format!("{MAIN}.{kind}+xml");
    part("/word/document.xml", &word("document.main"));
    part("/word/styles.xml", &word("styles"));
    part("/word/fontTable.xml", &word("fontTable"));
    part("/word/settings.xml", &word("settings"));
    part("/word/footer1.xml", &word("footer"));
    if header {
        part("/word/header1.xml", &word("header"));
    }
    if body.footnotes.is_some() {
        part("/word/footnotes.xml", &word("footnotes"));
    }
    if body.comments.is_some() {
        part("/word/comments.xml", &word("comments"));
    }
    part(
        "/docProps/core.xml",
        "application/vnd.openxmlformats-package.core-properties+xml",
    );
    part(
        "/docProps/app.xml",
        "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    );
    if paper.origin.is_some() {
        part(
            "/docProps/custom.xml",
            "application/vnd.openxmlformats-officedocument.custom-properties+xml",
        );
    }
    xml.close("Types");
    xml.into_bytes()
}

/// A list of relationships: id, kind, target, and whether it leads out of the file.
fn related(all: &[(String, String, &str, bool)]) -> Vec<u8> {
    let mut xml = Xml::part();
    xml.open(
        "Relationships",
        &[("xmlns", &format!("{PACKAGE}/relationships"))],
    );
    for (id, kind, target, outward) in all {
        let mut attributes = vec![
            ("Id", id.as_str()),
            ("Type", kind.as_str()),
            ("Target", *target),
        ];
        if *outward {
            attributes.push(("TargetMode", "External"));
        }
        xml.empty("Relationship", &attributes);
    }
    xml.close("Relationships");
    xml.into_bytes()
}

fn inner(id: &str, kind: &str, target: &'static str) -> (String, String, &'static str, bool) {
    (id.to_owned(), format!("{KIND}/{kind}"), target, false)
}

fn package_relations(paper: &Paper) -> Vec<u8> {
    let mut all = vec![
        inner("rId1", "officeDocument", "word/document.xml"),
        (
            "rId2".to_owned(),
            format!("{PACKAGE}/relationships/metadata/core-properties"),
            "docProps/core.xml",
            false,
        ),
        inner("rId3", "extended-properties", "docProps/app.xml"),
    ];
    if paper.origin.is_some() {
        all.push(inner("rId4", "custom-properties", "docProps/custom.xml"));
    }
    related(&all)
}

fn links(addresses: &[String]) -> impl Iterator<Item = (String, String, &str, bool)> {
    addresses.iter().enumerate().map(|(n, address)| {
        (
            format!("{LINK}{n}"),
            format!("{KIND}/hyperlink"),
            address.as_str(),
            true,
        )
    })
}

fn relations(body: &Body, header: bool) -> Vec<u8> {
    let mut all = vec![
        inner("rIdStyles", "styles", "styles.xml"),
        inner("rIdFonts", "fontTable", "fontTable.xml"),
        inner("rIdSettings", "settings", "settings.xml"),
        inner("rIdFooter", "footer", "footer1.xml"),
    ];
    if header {
        all.push(inner("rIdHeader", "header", "header1.xml"));
    }
    if body.footnotes.is_some() {
        all.push(inner("rIdNotes", "footnotes", "footnotes.xml"));
    }
    if body.comments.is_some() {
        all.push(inner("rIdComments", "comments", "comments.xml"));
    }
    all.extend(links(&body.links));
    related(&all)
}

fn note_relations(body: &Body) -> Vec<u8> {
    related(&links(&body.note_links).collect::<Vec<_>>())
}

fn core(paper: &Paper, script: Script) -> Vec<u8> {
    let mut xml = Xml::part();
    xml.raw("<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">");
    let title = paper.blocks.iter().find_map(|block| match block {
        Block::Paragraph(one) if one.role == Role::Title => Some(one.accepted()),
        _ => None,
    });
    let mut told = |name: &str, words: &str| {
        xml.open(name, &[]);
        xml.words(words);
        xml.close(name);
    };
    if let Some(title) = title {
        told("dc:title", &title);
    }
    if let Some(symbol) = paper.masthead.first() {
        told("dc:identifier", symbol);
    }
    told("dc:language", script.tag);
    xml.close("cp:coreProperties");
    xml.into_bytes()
}

fn app() -> Vec<u8> {
    let mut xml = Xml::part();
    xml.raw("<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\"><Application>adref</Application></Properties>");
    xml.into_bytes()
}

/// Where the file comes from, in properties that Word keeps and shows under the file's own.
fn custom(paper: &Paper) -> Vec<u8> {
    let mut xml = Xml::part();
    xml.raw("<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\" xmlns:vt=\"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes\">");
    if let Some(origin) = &paper.origin {
        let values = [&origin.document, &origin.version, &origin.reading];
        for (n, (name, value)) in PROPERTIES.iter().zip(values).enumerate() {
            let id = (n + 2).to_string();
            xml.open(
                "property",
                &[
                    ("fmtid", "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"),
                    ("pid", &id),
                    ("name", name),
                ],
            );
            xml.open("vt:lpwstr", &[]);
            xml.words(value);
            xml.close("vt:lpwstr");
            xml.close("property");
        }
    }
    xml.close("Properties");
    xml.into_bytes()
}

fn settings(body: &Body, tracking: Tracking, script: Script) -> Vec<u8> {
    let mut xml = Xml::part();
    xml.open(
        "w:settings",
        &[(
            "xmlns:w",
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        )],
    );
    xml.raw("<w:zoom w:percent=\"100\"/>");
    if tracking == Tracking::On {
        xml.raw("<w:trackRevisions/>");
    }
    xml.raw(
        "<w:defaultTabStop w:val=\"567\"/><w:characterSpacingControl w:val=\"doNotCompress\"/>",
    );
    if body.footnotes.is_some() {
        xml.raw("<w:footnotePr><w:footnote w:id=\"-1\"/><w:footnote w:id=\"0\"/></w:footnotePr>");
    }
    xml.raw("<w:compat><w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>");
    let mut languages = vec![("w:val", "en-GB")];
    match (script.ideographs, script.right_to_left) {
        (true, _) => languages.push(("w:eastAsia", script.tag)),
        (_, true) => languages.push(("w:bidi", script.tag)),
        _ => languages = vec![("w:val", script.tag)],
    }
    xml.empty("w:themeFontLang", &languages);
    xml.raw("<w:decimalSymbol w:val=\".\"/><w:listSeparator w:val=\",\"/>");
    xml.close("w:settings");
    xml.into_bytes()
}

fn running_head(symbol: &str) -> Vec<u8> {
    let mut xml = Xml::part();
    xml.raw(&format!("<w:hdr {SPACES}><w:p><w:pPr><w:pStyle w:val=\"Header\"/></w:pPr><w:r><w:t xml:space=\"preserve\">"));
    xml.words(symbol);
    xml.raw("</w:t></w:r></w:p></w:hdr>");
    xml.into_bytes()
}

fn page_number() -> Vec<u8> {
    let mut xml = Xml::part();
    xml.raw(&format!(
        "<w:ftr {SPACES}><w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr>"
    ));
    for piece in [
        "<w:fldChar w:fldCharType=\"begin\"/>",
        "<w:instrText xml:space=\"preserve\"> PAGE </w:instrText>",
        "<w:fldChar w:fldCharType=\"separate\"/>",
        "<w:t>1</w:t>",
        "<w:fldChar w:fldCharType=\"end\"/>",
    ] {
        xml.raw("<w:r>");
        xml.raw(piece);
        xml.raw("</w:r>");
    }
    xml.raw("</w:p></w:ftr>");
    xml.into_bytes()
}
