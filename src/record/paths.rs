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

/// The file of all acts by one authority; one that is called as a device of Windows gets a `_` behind its name.
pub fn acts_path(document: &str, by: &str) -> String {
    let by = by.to_ascii_lowercase();
    let mark = if is_device(&by) { "_" } else { "" };
    format!("drafts/{document}/acts/{by}{mark}.yaml")
}

/// Whether Windows keeps a name for a device, whatever ending follows it.
fn is_device(name: &str) -> bool {
    let numbered = name.strip_prefix("com").or(name.strip_prefix("lpt"));
    let digit = |rest: &str| rest.len() == 1 && rest.bytes().all(|b| b.is_ascii_digit());
    matches!(name, "con" | "prn" | "aux" | "nul") || numbered.is_some_and(digit)
}

/// Where the paragraphs of an outcome come from.
pub fn sources_path(document: &str) -> String {
    format!("drafts/{document}/sources.yaml")
}

/// A revision as it went out, where that is not the text as it stood: without names, without brackets.
pub fn issued_path(document: &str, revision: &str) -> String {
    format!("drafts/{document}/issued/{revision}.md")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acts_lie_in_a_file_that_every_system_can_have() {
        assert_eq!(acts_path("wp1", "XNO"), "drafts/wp1/acts/xno.yaml");
        assert_eq!(acts_path("wp1", "CON"), "drafts/wp1/acts/con_.yaml");
        assert_eq!(acts_path("wp1", "LPT1"), "drafts/wp1/acts/lpt1_.yaml");
        assert_eq!(acts_path("wp1", "COM"), "drafts/wp1/acts/com.yaml");
    }
}
