//! What adref's own Word files call things, so that they are known again when they come back.

use super::paper::Role;

/// A hidden bookmark's name begins so; the ordinal of the draft's paragraph follows.
pub const BOOKMARK: &str = "_adref_";

/// The names of the properties that say where a file comes from: document, version, reading.
pub const PROPERTIES: [&str; 3] = ["adref.document", "adref.version", "adref.reading"];

/// The style of the lines above the title.
pub const MASTHEAD: &str = "Masthead";

/// The style of what tells people how to answer; no words of the text.
pub const ADVICE: &str = "Advice";

/// The style of the rule behind the last paragraph; it has no words.
pub const END: &str = "EndRule";

/// The style of the text at a page's foot.
pub const NOTE: &str = "FootnoteText";

/// The style of words in a table's cell.
pub(super) const CELL: &str = "TableText";

/// The style of a paragraph by its role.
pub fn style_of(role: Role) -> String {
    match role {
        Role::Title => "Title".to_owned(),
        Role::Heading(level) => format!("Heading{}", level.clamp(1, 6)),
        Role::Preamble => "Preamble".to_owned(),
        Role::Body => "Paragraph".to_owned(),
        Role::Item(level) => format!("SubParagraph{}", level.clamp(1, 6)),
        Role::Quote => "Quote".to_owned(),
        Role::Verbatim => "Verbatim".to_owned(),
    }
}

/// The role that a style's id stands for, where it is one of these.
pub fn role_of(style: &str) -> Option<Role> {
    let roles = [
        Role::Title,
        Role::Preamble,
        Role::Body,
        Role::Quote,
        Role::Verbatim,
    ];
    let deep = (1..=6).flat_map(|level| [Role::Heading(level), Role::Item(level)]);
    roles
        .into_iter()
        .chain(deep)
        .find(|role| style_of(*role) == style)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_is_known_by_its_style() {
        for role in [
            Role::Title,
            Role::Heading(3),
            Role::Item(6),
            Role::Body,
            Role::Verbatim,
        ] {
            assert_eq!(role_of(&style_of(role)), Some(role));
        }
        assert_eq!(role_of(MASTHEAD), None);
    }
}
