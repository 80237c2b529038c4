//! Verbs that take in what people outside send: a Word file, a mail.

use clap::{Args, Subcommand};

use super::target::{Hand, Occasion};
use crate::record::Heard;

/// Takes in what people outside send.
#[derive(Debug, Subcommand)]
pub(crate) enum Coming {
    /// Takes the changes and comments of a Word file, or what a mail asks for, as a delegation's proposals
    Take(Incoming),
}

/// `adref take`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  adref take answer.docx --from XNO --dry-run          shows what would be filed and what is not understood
  adref take answer.docx --from XNO                    files it: one submission, an amendment a paragraph
  adref take answer.docx --from XNO --author \"J. Doe\"  of several people who changed the file, this one's changes
  adref take clean.docx --from XNO --on outcome        a file without tracked changes is compared with the text
  adref take mail.eml --from XNO --on outcome          a mail: Paragraph 12: replace \"shall\" by \"should\"
  adref take mail.eml --from XNO --part answer.docx    of several files that are attached, this one

Tracked changes are taken as they are; a clean file is compared with the version it came from, which an exported file
knows. What was not touched stays byte for byte. A comment is the reason of the change of its paragraph; where nothing
is changed and it states a stance on it (support, can accept, query, reserve, oppose), it is that one. What is not
understood is listed with its place, and nothing is filed for it. On a terminal it is shown and asked about first:
y files all of it, 1 3-4 only what stands under these numbers.")]
pub(crate) struct Incoming {
    /// A Word file (.docx), a mail (.eml, or plain text), or - for standard input
    #[arg(value_name = "FILE")]
    pub file: String,
    /// Whose answer it is: a delegation's or group's code
    #[arg(long, value_name = "WHO")]
    pub from: String,
    /// The document that it answers, where the file does not say so
    #[arg(long, value_name = "DOC")]
    pub on: Option<String>,
    /// The version that it answers, where it does not say so: zero, rev.1, now
    #[arg(long, value_name = "VERSION")]
    pub against: Option<String>,
    /// Whose changes are taken, by the name that the file has; may be given several times
    #[arg(long, value_name = "NAME")]
    pub author: Vec<String>,
    /// What of a mail is taken: text (its own words), or what is attached, by its name or number
    #[arg(long, value_name = "NAME")]
    pub part: Option<String>,
    /// When it came, where that was before now: 17:50, 2008-07-17T17:50; a mail that was saved whole says so itself
    #[arg(long, value_name = "TIME")]
    pub received: Option<String>,
    /// Where it was said; in writing where nothing else is named
    #[arg(long, value_name = "OCCASION", value_enum)]
    pub heard: Option<Occasion>,
    /// Shows what would be written and writes nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Keeps it at the desk: no circulation takes it to the room (see adref publish)
    #[arg(long)]
    pub desk: bool,
    /// Takes a Word file although it says that it was made from another document, or for another's answer
    #[arg(long)]
    pub insist: bool,
    /// Takes a Word file as the whole text: each paragraph that it does not have is to go
    #[arg(long)]
    pub whole: bool,
    /// Files it without asking
    #[arg(long)]
    pub yes: bool,
}

impl Incoming {
    /// The occasion, as the record has it.
    pub(crate) fn occasion(&self) -> Heard {
        let hand = Hand {
            by: None,
            heard: self.heard,
            dry_run: false,
            desk: false,
        };
        hand.occasion().unwrap_or(Heard::InWriting)
    }
}
