//! A section: a heading and all that stands under it.

use std::ops::Range;

use super::document::Document;
use super::paragraph::Kind;

impl Document {
    /// The paragraphs of the section that a heading opens, itself first: to the next heading of its level or a higher one.
    ///
    /// `None` where that paragraph is no heading. The title opens the whole text.
    pub fn section(&self, heading: usize) -> Option<Range<usize>> {
        let paragraphs = self.paragraphs();
        let opening = paragraphs.get(heading)?;
        match opening.kind {
            Kind::Title => return Some(heading..paragraphs.len()),
            Kind::Heading => {}
            _ => return None,
        }
        let mut later = paragraphs.iter().skip(heading + 1);
        let next = later.find(|one| one.kind == Kind::Heading && one.depth <= opening.depth);
        Some(heading..next.map_or(paragraphs.len(), |next| next.index))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_ends_at_the_next_heading_of_its_level() {
        let text = Document::parse(
            "---\ntitle: T\n---\n# A\n\n1. One.\n\n## A.1\n\n2. Two.\n\n# B\n\n3. Three.\n",
        );
        let names: Vec<&str> = text
            .paragraphs()
            .iter()
            .map(|one| one.text.as_str())
            .collect();
        assert_eq!(names, ["T", "A", "One.", "A.1", "Two.", "B", "Three."]);
        assert_eq!(text.section(0), Some(0..7));
        assert_eq!(text.section(1), Some(1..5));
        assert_eq!(text.section(3), Some(3..5));
        assert_eq!(text.section(5), Some(5..7));
        assert_eq!(text.section(2), None);
        assert_eq!(text.section(9), None);
    }
}
