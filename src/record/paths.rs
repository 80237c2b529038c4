//! Where the files of the record lie, from the repository's root.

use super::slug::Slug;

/// The draft itself.
pub fn text_path(document: &str) -> String {
    format!("drafts/{document}/text.md")
}

/// A proposal's file.
pub fn proposal_path(document: &str, slug: &Slug) -> String {
    format!("drafts/{document}/proposals/{slug}.md")
}

/// The file of all acts by one authority.
pub fn acts_path(document: &str, by: &str) -> String {
    format!("drafts/{document}/acts/{}.yaml", by.to_ascii_lowercase())
}

/// Where the paragraphs of an outcome come from.
pub fn sources_path(document: &str) -> String {
    format!("drafts/{document}/sources.yaml")
}

/// A revision as it went out, where that is not the text as it stood: without names, without brackets.
pub fn issued_path(document: &str, revision: &str) -> String {
    format!("drafts/{document}/issued/{revision}.md")
}
