//! Word files made by hand, for tests.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// The namespaces of a part.
pub(super) const NAMES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\" xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\" xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" xmlns:v=\"urn:schemas-microsoft-com:vml\"";

const TYPES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A zip archive of these parts.
pub(super) fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in parts {
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A Word file of this body, and of these other parts beside it.
pub(super) fn docx(body: &str, others: &[(&str, &str)]) -> Vec<u8> {
    let main = format!("<w:document {NAMES}><w:body>{body}<w:sectPr/></w:body></w:document>");
    file(&main, others)
}

/// A Word file with this main part.
pub(super) fn file(main: &str, others: &[(&str, &str)]) -> Vec<u8> {
    let top = format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
         <Relationship Id=\"rId1\" Type=\"{TYPES}/officeDocument\" Target=\"word/document.xml\"/>\
         <Relationship Id=\"rId2\" Type=\"{TYPES}/custom-properties\" Target=\"docProps/custom.xml\"/></Relationships>"
    );
    let mut list = String::new();
    let mut parts: Vec<(String, String)> = vec![
        ("_rels/.rels".to_owned(), top),
        ("word/document.xml".to_owned(), main.to_owned()),
    ];
    for (name, text) in others {
        match *name {
            "links" => list.push_str(text),
            name if name.contains('/') => parts.push((name.to_owned(), (*text).to_owned())),
            name => {
                list.push_str(&format!(
                    "<Relationship Id=\"r{name}\" Type=\"{TYPES}/{name}\" Target=\"{name}.xml\"/>"
                ));
                let root = format!("<w:{name} {NAMES}>{text}</w:{name}>");
                parts.push((format!("word/{name}.xml"), root));
            }
        }
    }
    parts.push((
        "word/_rels/document.xml.rels".to_owned(),
        format!("<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{list}</Relationships>"),
    ));
    let parts: Vec<(&str, &[u8])> = parts
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_bytes()))
        .collect();
    archive(&parts)
}
