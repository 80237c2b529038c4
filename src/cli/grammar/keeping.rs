//! Verbs that keep the house: who one is, the worked example, a new meeting, completions.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

/// Keeps the house.
#[derive(Debug, Subcommand)]
pub(crate) enum Keeping {
    /// Says or remembers who you are
    As(Identity),
    /// Lays out the worked example, a meeting with its whole history, and opens it
    Demo(Demo),
    /// Makes a new meeting's repository
    New(New),
    /// Prints completions for a shell, or the manual page
    Generate(Generate),
}

/// `adref as`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  adref as                 who am I?
  adref as XNO             the delegation of XNO
  adref as goh             an officer of the meeting

It is remembered in this repository's own git configuration. ADREF_AS and --as come before it.")]
pub(crate) struct Identity {
    /// A delegation's or group's code, or an officer's handle
    #[arg(value_name = "WHO")]
    pub who: Option<String>,
    /// Forgets who you are
    #[arg(long, conflicts_with = "who")]
    pub forget: bool,
}

/// `adref demo`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  adref demo
  adref demo /tmp/bms3 --until papers
  adref demo --until end

Checkpoints are named with --until; `adref demo --list` lists them.")]
pub(crate) struct Demo {
    /// Where; a fresh folder bms3-demo here
    #[arg(value_name = "DIR")]
    pub folder: Option<PathBuf>,
    /// Stops at this checkpoint
    #[arg(long, value_name = "CHECKPOINT")]
    pub until: Option<String>,
    /// Lists the checkpoints
    #[arg(long)]
    pub list: bool,
    /// Does not open the screens
    #[arg(long)]
    pub quiet: bool,
}

/// `adref new`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  adref new meeting
  adref new meeting --title \"Third Meeting of States\" --draft wp1=paper.md --draft outcome=zero.md
  adref new . --draft outcome=draft.md
  adref new . --draft outcome=zero.docx --delegations list.csv --officer ann=secretariat:\"Ann Lee\" \\
      --officer mora=chair:\"Ines Mora\" --officer bo=facilitator:\"Bo Dahl\"

A list of delegations has a line each, a code and a name, and a kind where it is no State (observer,
organization, igo, ngo); a group is a line with its members: GN, Northern Group, group, XNO XEG")]
pub(crate) struct New {
    /// The folder; made where there is none
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    /// A draft to begin with: the document's id and a Markdown or Word file; may be given several times
    #[arg(long, value_name = "ID=FILE")]
    pub draft: Vec<String>,
    /// The meeting's title
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    /// Your handle in it, as its first facilitator
    #[arg(long, value_name = "HANDLE", conflicts_with = "officer")]
    pub facilitator: Option<String>,
    /// Who serves it, as chair, facilitator (of every draft named here) or secretariat; may be given several times, yourself first
    #[arg(long, value_name = "HANDLE=ROLE:NAME")]
    pub officer: Vec<String>,
    /// Who takes part: a list with a line each, as text or CSV
    #[arg(long, value_name = "FILE")]
    pub delegations: Option<PathBuf>,
}

/// What to print.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum What {
    /// Completions for a shell
    Completions,
    /// The manual page
    Man,
}

/// A shell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Shell {
    /// bash
    Bash,
    /// elvish
    Elvish,
    /// fish
    Fish,
    /// PowerShell
    Powershell,
    /// zsh
    Zsh,
}

/// `adref generate`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  adref generate completions bash
  adref generate completions zsh
  adref generate man")]
pub(crate) struct Generate {
    /// What to print
    #[arg(value_enum, value_name = "completions|man")]
    pub what: What,
    /// For which shell
    #[arg(
        value_enum,
        value_name = "SHELL",
        required_if_eq("what", "completions")
    )]
    pub shell: Option<Shell>,
}
