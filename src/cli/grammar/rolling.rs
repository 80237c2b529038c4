//! Verbs that make one text of several.

use clap::{Args, Subcommand, ValueEnum};

/// Makes one text of several.
#[derive(Debug, Subcommand)]
pub(crate) enum Rolling {
    /// Lays the versions of several parties into one text, every difference in brackets with its owners
    Compile(Compile),
}

/// Whether the owners of alternatives are named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Names {
    /// [shall / EU, NOR: should]
    Shown,
    /// [shall / should]: nobody's own version can be read back
    None,
}

/// `adref compile`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  adref compile base.md EU=eu.md USA=usa.md
  adref compile base.md G77=g77.md EGY=egy.md --parties parties.yaml -o rolling.md
  adref compile HEAD:draft.md EU=eu.md --names none

What comes out is proved before it is written: the base and every party read back their own words from it,
as adref read shows. The order of the versions changes nothing.

Exit status: 0 done, 2 could not be done; nothing is written then.")]
pub(crate) struct Compile {
    /// The text all versions begin from: a file, REV:PATH, a document, or - for standard input
    #[arg(value_name = "BASE")]
    pub base: String,
    /// A party's version of it
    #[arg(value_name = "PARTY=FILE")]
    pub texts: Vec<String>,
    /// YAML: a list of names, or a map of group name to its members; exactly these may own an alternative
    #[arg(long, value_name = "FILE")]
    pub parties: Option<String>,
    /// Names the owners of alternatives, or leaves them out
    #[arg(long, value_enum, default_value_t = Names::Shown)]
    pub names: Names,
    /// Writes it there, whole or not at all, and not to standard output
    #[arg(short, long, value_name = "OUT")]
    pub out: Option<std::path::PathBuf>,
}
