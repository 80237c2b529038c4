//! The screens, and a version of a text as they name it.

/// The screens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Screen {
    /// What needs me now?
    #[default]
    Desk,
    /// What does it say, and what is open?
    Text,
    /// What changed?
    Compare,
    /// What became of each proposal?
    Proposals,
    /// What can be gavelled?
    Board,
    /// What was just said?
    Floor,
    /// How did it come to this?
    Paragraph,
}

impl Screen {
    /// All of them, in the order of their numbers.
    pub(super) const ALL: [Screen; 7] = [
        Screen::Desk,
        Screen::Text,
        Screen::Compare,
        Screen::Proposals,
        Screen::Board,
        Screen::Floor,
        Screen::Paragraph,
    ];

    /// Its name.
    pub(super) fn name(self) -> &'static str {
        match self {
            Screen::Desk => "Desk",
            Screen::Text => "Text",
            Screen::Compare => "Compare",
            Screen::Proposals => "Proposals",
            Screen::Board => "Board",
            Screen::Floor => "Floor",
            Screen::Paragraph => "Paragraph",
        }
    }
}

/// A version of a document, as the program and as people name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionName {
    /// `now`, `rev.1`, or the id of a saved version.
    pub id: String,
    /// `Rev.1`, `15:10`.
    pub label: String,
    /// Who saved it and why.
    pub detail: String,
}

impl VersionName {
    /// A text as the command line names it: a file, `REV:PATH`.
    pub fn text(named: &str) -> VersionName {
        VersionName {
            id: named.to_owned(),
            label: named.to_owned(),
            detail: String::new(),
        }
    }

    /// The text as it lies there now.
    pub fn now() -> VersionName {
        VersionName {
            id: "now".to_owned(),
            label: "now".to_owned(),
            detail: "the text as it stands".to_owned(),
        }
    }
}
