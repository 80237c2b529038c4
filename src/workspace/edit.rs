//! What a plan wants written.

use super::naming::Naming;
use crate::repo::FileChange;

/// What a plan wants written: files to save together as one version, and why.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Edit {
    /// The first line of the version's message.
    pub why: String,
    /// The rest of it.
    pub body: String,
    /// The files.
    pub files: Vec<FileChange>,
    /// What becomes of the names of versions.
    pub names: Vec<Naming>,
}

impl Edit {
    /// The version's message: one line, then the rest after a blank one.
    pub(super) fn message(&self) -> String {
        let why: Vec<&str> = self.why.split_whitespace().collect();
        let body = self.body.trim();
        if body.is_empty() {
            why.join(" ")
        } else {
            format!("{}\n\n{body}", why.join(" "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_one_line_and_then_the_rest() {
        let edit = Edit {
            why: "XNO opposes\nXUS-1".to_owned(),
            body: "\nawaits instructions\n".to_owned(),
            ..Edit::default()
        };
        assert_eq!(edit.message(), "XNO opposes XUS-1\n\nawaits instructions");
    }
}
