//! Verbs that hand the meeting's texts and tables on, in the forms that people outside use.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::rolling::Names;

/// Hands on what people outside can use.
#[derive(Debug, Subcommand)]
pub(crate) enum Handing {
    /// Writes a text as a Word document, everything as pages for a browser, or a table for a spreadsheet
    Export(Export),
    /// Writes a Word document made for answering: what a delegation changes in it comes back as its proposals
    Slip(Slip),
    /// Shows the pages in a browser while they change, and the paragraph in hand on a wall
    Serve(Serve),
}

/// A table of a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TableOf {
    /// What was proposed, by whom, where, and what became of it
    Proposals,
    /// Delegations and groups by the paragraphs on which they stand
    Positions,
    /// What each paragraph was called in another version (--against)
    Concordance,
    /// Who spoke, how often and how long
    Speakers,
}

/// `adref export`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  adref export outcome --docx                       writes outcome.docx here
  adref export outcome@rev.1 --docx -o rev1.docx    as it was issued
  adref export outcome --docx --against rev.1       with what changed as tracked changes
  adref export outcome --docx --comments            with positions and reasons in the margin
  adref export outcome --docx --as XNO              as one party would have it
  adref export outcome --docx --names none          without whose words are whose
  adref export draft.md --docx -o draft.docx        any Markdown file, of a meeting or of none
  adref export --html site                          pages: every document, and a first page
  adref export --html site --against rev.1 --names none
  adref export draft.md --html page                 one text, REV:PATH too
  adref export --table proposals -o proposals.xlsx
  adref export --table positions --csv
  adref export outcome --table concordance --against rev.1 --md
  adref export --table speakers                     in columns, here

In a Word document with --against, all changes accepted are the text and all rejected are the old version, word
for word; their authors are the parties whose words they are, else who changed the text.
A file that is there is overwritten only where -o names it. -o - is standard output.
Pages need no server and ask nobody for anything: they can be mailed, printed and read on a telephone. They hold
what was tabled, and nothing that is marked as the desk's own. DIR is written whole or not at all; one that holds
what adref did not write is left alone.
A table is laid out in columns, or as --md, --csv or --xlsx; -o FILE takes the form from the file's ending. In
--csv, words that a spreadsheet would take for a formula stand behind a quote mark.")]
pub(crate) struct Export {
    /// A document, perhaps at a version, a file, REV:PATH, or - for standard input; pages and tables are of all documents without it
    #[arg(value_name = "DOC|FILE", required_unless_present_any = ["html", "table"])]
    pub document: Option<String>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub form: Form,
    /// Whether it is shown whose words are whose; a revision in Word goes by how it was issued, all else shows them
    #[arg(long, value_enum, value_name = "NAMES")]
    pub names: Option<Names>,
    /// Shows what changed since this version: rev.1, a time; of a file, another file. In a Word document as tracked changes
    #[arg(long, value_name = "VERSION")]
    pub against: Option<String>,
    /// A Word document: reads it as this delegation or group would have it
    #[arg(long = "as", value_name = "PARTY", requires = "docx")]
    pub reader: Option<String>,
    /// A Word document: puts positions and reasons beside the paragraphs, as comments
    #[arg(long, requires = "docx", conflicts_with = "reader")]
    pub comments: bool,
    /// The table as comma-separated values (RFC 4180)
    #[arg(long, group = "written", requires = "table")]
    pub csv: bool,
    /// The table as a workbook
    #[arg(long, group = "written", requires = "table")]
    pub xlsx: bool,
    /// The table in Markdown
    #[arg(long, group = "written", requires = "table")]
    pub md: bool,
    /// The table in columns, for reading
    #[arg(long, group = "written", requires = "table")]
    pub txt: bool,
    /// YAML: a list of names, or a map of group name to its members; exactly these may own an alternative
    #[arg(long, value_name = "FILE")]
    pub parties: Option<String>,
    /// Writes it there, whole or not at all
    #[arg(short, long, value_name = "OUT", conflicts_with = "html")]
    pub out: Option<PathBuf>,
}

/// In which form it goes out: one of these.
#[derive(Debug, Clone, Args)]
#[group(required = true, multiple = false)]
pub(crate) struct Form {
    /// A Word document
    #[arg(long)]
    pub docx: bool,
    /// Pages for a browser, in this folder
    #[arg(long, value_name = "DIR")]
    pub html: Option<PathBuf>,
    /// A table of the meeting
    #[arg(long, value_enum, value_name = "TABLE")]
    pub table: Option<TableOf>,
}

/// `adref serve`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  adref serve                      http://127.0.0.1:8808/
  adref serve --port 9000 --names shown
  adref serve --against rev.1

The pages of adref export --html, as they stand at every moment: a page that is open hears of a change and takes it.
/floor/DOCUMENT is for the wall: the paragraph that was last acted on, large; /floor/DOCUMENT/12 stays with one.
It only reads, only this machine reaches it, and nobody is named unless you say so. Ctrl-C ends it.")]
pub(crate) struct Serve {
    /// The port; 0 takes any that is free
    #[arg(long, value_name = "N", default_value_t = 8808)]
    pub port: u16,
    /// Whether it is shown whose words are whose
    #[arg(long, value_enum, value_name = "NAMES", default_value_t = Names::None)]
    pub names: Names,
    /// Shows what changed since this version: rev.1
    #[arg(long, value_name = "VERSION")]
    pub against: Option<String>,
}

/// `adref slip`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  adref slip outcome --for XNO                  the whole text, writes outcome-XNO.docx here
  adref slip outcome 12bis 14 --for XNO         these paragraphs, with their headings and parts
  adref slip outcome@rev.1 II --for GN -o gn.docx

Tracked changes are on in it, a few lines say how to answer, and it knows what it was made from.
What comes back is read by: adref take FILE --from XNO")]
pub(crate) struct Slip {
    /// The document, perhaps at a version
    #[arg(value_name = "DOC[@VERSION]")]
    pub document: String,
    /// The paragraphs asked for: 12bis, II/12, PP3, ¶7; all where none is named
    #[arg(value_name = "PARAGRAPHS")]
    pub paragraphs: Vec<String>,
    /// Who is to answer
    #[arg(long = "for", value_name = "WHO")]
    pub party: String,
    /// Whether it is shown whose words are whose
    #[arg(long, value_enum, value_name = "NAMES", default_value_t = Names::Shown)]
    pub names: Names,
    /// Writes it there, whole or not at all
    #[arg(short, long, value_name = "OUT")]
    pub out: Option<PathBuf>,
}
