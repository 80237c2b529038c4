//! Verbs that make one text of several.

use clap::{Args, Subcommand, ValueEnum};

use super::target::Hand;

/// Makes one text of several.
#[derive(Debug, Subcommand)]
pub(crate) enum Rolling {
    /// Lays the versions of several parties into one text, every difference in brackets with its owners
    Compile(Compile),
    /// Proposes what a rolling text could say shorter; with --check, whether a shorter one lost anybody's words
    Streamline(Streamline),
}

/// Whether the owners of alternatives are named.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Names {
    /// [shall / EU, NOR: should]
    #[default]
    #[value(alias = "keep")]
    Shown,
    /// [shall / should]: nobody's own version can be read back; hidden says the same
    #[value(alias = "hidden")]
    None,
}

/// `adref compile`
#[derive(Debug, Args)]
#[command(
    override_usage = "adref compile [OPTIONS] <BASE> <PARTY=FILE>... [-o <OUT>]
       adref compile [OPTIONS] <DOCUMENT> [PROPOSAL]... [--save]",
    after_help = "Examples:
  adref compile base.md EU=eu.md USA=usa.md
  adref compile base.md G77=g77.md EGY=egy.md --parties parties.yaml -o rolling.md
  adref compile HEAD:draft.md EU=eu.md --names none

What comes out is proved before it is written: the base and every party read back their own words from it,
as adref read shows. The order of the versions changes nothing.

  adref compile outcome                  a preview: the text with all that is tabled or under discussion
  adref compile outcome XNO-3 GN-2       with these
  adref compile outcome --save           takes them up and puts them into the text

Exit status: 0 done, 2 could not be done; nothing is written then."
)]
pub(crate) struct Compile {
    /// The text all versions begin from: a file, REV:PATH, a document, or - for standard input
    #[arg(value_name = "BASE")]
    pub base: String,
    /// A party's version of it; of a document without any, the proposals meant, all that wait where none is named
    #[arg(value_name = "PARTY=FILE")]
    pub texts: Vec<String>,
    /// Of a document: saves it, by the authority of whoever holds the pen
    #[arg(long, conflicts_with_all = ["out", "names", "parties"])]
    pub save: bool,
    /// YAML: a list of names, or a map of group name to its members; exactly these may own an alternative
    #[arg(long, value_name = "FILE")]
    pub parties: Option<String>,
    /// Names the owners of alternatives, or leaves them out
    #[arg(long, value_enum, default_value_t = Names::Shown)]
    pub names: Names,
    /// Writes it there, whole or not at all, and not to standard output
    #[arg(short, long, value_name = "OUT")]
    pub out: Option<std::path::PathBuf>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub hand: Hand,
}

impl Compile {
    /// Whether a document's own proposals are meant, not the texts of parties.
    pub(crate) fn of_proposals(&self) -> bool {
        !self.texts.iter().any(|text| text.contains('='))
    }

    /// Whether it says how the text is printed, or where.
    pub(crate) fn prints(&self) -> bool {
        self.out.is_some() || self.parties.is_some() || self.names != Names::Shown
    }
}

/// `adref streamline`
#[derive(Debug, Args)]
#[command(
    override_usage = "adref streamline [OPTIONS] <FILE> [-o <OUT>]
       adref streamline --check <OLD> <NEW>",
    after_help = "Examples:
  adref streamline rolling.md                  what could be said shorter
  adref streamline rolling.md -o shorter.md    all of it done, there
  adref streamline --check rolling.md shorter.md
  adref streamline --check outcome@rev.1 outcome --json
  adref streamline outcome                     also what nobody holds any more, by the record

Proposed are alternatives that say the same (one, with all their owners), brackets that hold nothing but
a bracket, and brackets in which everybody says what the text says. Of a meeting's document also brackets all of
whose owners have given way (lifted, can accept, proposals withdrawn), each with the command that takes it out;
-o leaves these alone, since taking them out is an act. --check reads both texts for the base
and every party: what somebody lost or was given is named with its words; a paragraph that stands
elsewhere, or once where it stood twice, takes nothing from anybody and is only said.

Exit status: 0 nothing is lost and nothing added, or proposals; 1 something is; 2 could not be done."
)]
pub(crate) struct Streamline {
    /// The text: a file, REV:PATH, a document, or - for standard input; with --check the old and the new one
    #[arg(value_name = "FILE", required = true, num_args = 1..=2)]
    pub files: Vec<String>,
    /// Compares everybody's readings of two texts
    #[arg(long, conflicts_with = "out")]
    pub check: bool,
    /// YAML: a list of names, or a map of group name to its members; exactly these may own an alternative
    #[arg(long, value_name = "FILE")]
    pub parties: Option<String>,
    /// Does what is proposed and writes the text there
    #[arg(short, long, value_name = "OUT")]
    pub out: Option<std::path::PathBuf>,
}
