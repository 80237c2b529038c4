//! Why a mail cannot be read, and the way out.

/// Why a mail is not read. Nothing of it is taken then.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Outlook's own form of a mail.
    #[error("this is a mail as Outlook keeps it (.msg)")]
    Outlook,
    /// Several mails in one file.
    #[error("the file holds {0} mails")]
    Several(usize),
    /// More than any mail holds.
    #[error("the mail holds more than {0}")]
    TooMuch(&'static str),
    /// Its words are locked with a key.
    #[error("the mail is encrypted")]
    Locked,
    /// It is not put together as mails are.
    #[error("line {line}: {what}")]
    Damaged {
        /// The line of the file, from 1.
        line: usize,
        /// What is wrong.
        what: String,
    },
    /// Nobody knows how its letters are written.
    #[error(
        "line {line}: the words that begin here are in {label:?}, which is no known character set"
    )]
    Charset {
        /// The line of the file at which the words begin, from 1.
        line: usize,
        /// The name that the mail gives.
        label: String,
    },
    /// The file says nothing of how its letters are written, and they are not UTF-8.
    #[error("{line}:{column} is the first place that is no text in UTF-8")]
    NoText {
        /// From 1.
        line: usize,
        /// From 1, in characters.
        column: usize,
    },
}

impl Fault {
    /// The way out.
    pub fn hint(&self) -> &'static str {
        match self {
            Fault::Outlook => {
                "save it in a form that others read: in Outlook on the web or the new Outlook, Save as or Download gives .eml; in the classic one, File, Save As, Text Only (.txt)"
            }
            Fault::Several(_) => "save the mail that is meant by itself, as .eml",
            Fault::TooMuch(_) => {
                "no mail of a delegation is so large: copy its words into a file, and save what is attached by itself"
            }
            Fault::Locked => {
                "open it in the program that has the key, and copy its words into a file"
            }
            Fault::Damaged { .. } => {
                "save the mail once more, or ask for it again; its words can be copied into a file"
            }
            Fault::Charset { .. } | Fault::NoText { .. } => {
                "save it as UTF-8, or copy its words into a file"
            }
        }
    }
}
