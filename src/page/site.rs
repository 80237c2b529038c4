//! All pages of a meeting, as files.

use super::anchor::file_names;
use super::document::{Beside, page};
use super::html::Href;
use super::index::{self, Entry};
use super::shell::Kind;
use crate::ops::{Bulletin, Leaf, LeafPoint};

/// A file of a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageFile {
    /// Its path in the site's folder, of ASCII letters, figures, dashes and dots.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The site of a meeting: the first page, and one for each leaf.
pub fn site(bulletin: &Bulletin, leaves: &[Leaf]) -> Vec<PageFile> {
    let ids: Vec<&str> = bulletin
        .documents
        .iter()
        .map(|row| row.id.as_str())
        .collect();
    let names = file_names(&ids);
    let leaf = |id: &str| leaves.iter().find(|leaf| leaf.row.id == id);
    let entries: Vec<Entry<'_>> = ids
        .iter()
        .zip(&names)
        .map(|(id, name)| Entry {
            to: Href::page(name, None),
            points: leaf(id).map_or(&[] as &[LeafPoint], |leaf| &leaf.points),
        })
        .collect();
    let mut files = vec![PageFile {
        path: "index.html".to_owned(),
        bytes: index::page(bulletin, &entries, Kind::File).into_bytes(),
    }];
    for (id, name) in ids.iter().zip(&names) {
        let Some(leaf) = leaf(id) else {
            continue;
        };
        let beside = Beside {
            index: Some(Href::page("index.html", None)),
            floor: None,
            meeting: bulletin.short.as_deref().unwrap_or(&bulletin.title),
            kind: Kind::File,
            made: bulletin.made,
        };
        files.push(PageFile {
            path: name.clone(),
            bytes: page(leaf, &beside).into_bytes(),
        });
    }
    files
}

/// The first page as a server has it: documents lie under `/document/`.
pub fn index_page(bulletin: &Bulletin, points: &[&[LeafPoint]], events: &str) -> String {
    let entries: Vec<Entry<'_>> = bulletin
        .documents
        .iter()
        .enumerate()
        .map(|(n, row)| Entry {
            to: Href::path(&["document", &row.id]),
            points: points.get(n).copied().unwrap_or_default(),
        })
        .collect();
    index::page(bulletin, &entries, Kind::Live(events))
}

/// A document's page as a server has it.
pub fn document_page(bulletin: &Bulletin, leaf: &Leaf, events: &str) -> String {
    let beside = Beside {
        index: Some(Href::path(&[])),
        floor: Some(Href::path(&["floor", &leaf.row.id])),
        meeting: bulletin.short.as_deref().unwrap_or(&bulletin.title),
        kind: Kind::Live(events),
        made: bulletin.made,
    };
    page(leaf, &beside)
}
