//! Why a file cannot be read as a Word file, and the way out.

/// Why a file is not read. Nothing of it is taken then.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// It is a file of another kind.
    #[error("this is {0}, not a Word file")]
    Other(&'static str),
    /// It is locked with a password.
    #[error("the file is locked with a password")]
    Locked,
    /// The archive is damaged.
    #[error("the file is damaged: {0}")]
    Damaged(String),
    /// More than any paper holds.
    #[error("{part} holds more than {what}")]
    TooMuch {
        /// The part, as in `word/document.xml`.
        part: String,
        /// The bound: `40 MB of text`.
        what: &'static str,
    },
    /// A part that must be there is not.
    #[error("{part} is not in the file")]
    Missing {
        /// The part.
        part: String,
    },
    /// A part is no well-formed XML, or holds what no Word file may.
    #[error("{part}: {what}, at byte {at}")]
    Xml {
        /// The part.
        part: String,
        /// What is wrong.
        what: String,
        /// Where in the part.
        at: u64,
    },
}

impl Fault {
    /// The way out.
    pub fn hint(&self) -> &'static str {
        match self {
            Fault::Other(_) => "open it in Word or LibreOffice and save it as a Word file (.docx)",
            Fault::Locked => "take the password off: save it once more without one",
            Fault::Damaged(_) | Fault::Missing { .. } | Fault::Xml { .. } => {
                "open it in Word or LibreOffice, let it be repaired, and save it once more as .docx; or ask for it again"
            }
            Fault::TooMuch { .. } => {
                "such a file is hardly a paper: ask who sent it, or copy its text into a new file"
            }
        }
    }
}
