//! What of a file was not understood, with its place.

/// Something that no paragraph holds: a picture, an equation, an embedded object, hidden words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// What it is.
    pub what: String,
    /// The paragraph of the file it stands in, from 1; 0 for the file as a whole.
    pub paragraph: usize,
    /// That paragraph's first words.
    pub near: String,
}

impl Left {
    /// Something at a paragraph.
    pub(super) fn at(what: impl Into<String>, paragraph: usize, near: &str) -> Left {
        Left {
            what: what.into(),
            paragraph,
            near: near.to_owned(),
        }
    }

    /// Something of the whole file.
    pub(super) fn of_file(what: impl Into<String>) -> Left {
        Left::at(what, 0, "")
    }
}
