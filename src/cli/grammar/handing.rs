//! Verbs that hand the meeting's texts and tables on, in the forms that people outside use.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::rolling::Names;

/// Hands on what people outside can use.
#[derive(Debug, Subcommand)]
pub(crate) enum Handing {
    /// Writes a text as a Word document
    Export(Export),
}

/// `adref export`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  adref export outcome --docx                       writes outcome.docx here
  adref export outcome@rev.1 --docx -o rev1.docx    as it was issued
  adref export outcome --docx --names hidden        without whose words are whose
  adref export draft.md --docx -o draft.docx        any Markdown file, of a meeting or of none

A file that is there is overwritten only where -o names it. -o - is standard output.")]
pub(crate) struct Export {
    /// A document, perhaps at a version, a file, REV:PATH, or - for standard input
    #[arg(value_name = "DOC|FILE")]
    pub document: String,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub form: Form,
    /// Whether it is shown whose words are whose
    #[arg(long, value_enum, value_name = "NAMES", default_value_t = Names::Shown)]
    pub names: Names,
    /// YAML: a list of names, or a map of group name to its members; exactly these may own an alternative
    #[arg(long, value_name = "FILE")]
    pub parties: Option<String>,
    /// Writes it there, whole or not at all
    #[arg(short, long, value_name = "OUT")]
    pub out: Option<PathBuf>,
}

/// In which form it goes out: one of these.
#[derive(Debug, Clone, Args)]
#[group(required = true, multiple = false)]
pub(crate) struct Form {
    /// A Word document
    #[arg(long)]
    pub docx: bool,
}
