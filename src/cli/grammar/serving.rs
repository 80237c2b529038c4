//! Verbs that serve git: what sets adref up as its own, and what git itself runs.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::reading::Format;

/// Serves git.
#[derive(Debug, Subcommand)]
pub(crate) enum Serving {
    /// Sets git up to show drafts through adref, in this repository alone
    Install(Install),
    /// What git runs to show a difference (set up by `adref install`)
    DiffDriver(DiffDriver),
    /// What git runs to merge two versions of a draft (set up by `adref install`)
    MergeDriver(MergeDriver),
    /// Prints a draft with a line for each sentence, for git to compare (set up by `adref install`)
    Textconv(Textconv),
}

/// `adref install`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  adref install                          the drafts of a meeting; any *.md elsewhere
  adref install 'notes/**/*.md'          these files
  adref install --format side-by-side    two columns in git diff
  adref install --dry-run                what would be written
  adref install --remove                 takes out what it wrote, and nothing else

Then git diff shows paragraphs and words; so do git log -p --ext-diff and git show --ext-diff, and
without --ext-diff these two show a line a sentence. git difftool -t adref compares file by file. git merge, pull and rebase merge drafts by paragraphs and
words: two who changed the same words get a bracket, [ours / theirs].
It writes settings (.git/config) and attributes (.git/info/attributes) of this repository; neither
is part of any version, so nobody else sees it. A setting that somebody else wrote stays as it is.
Exit status: 0 all is as asked for, 1 something written by somebody else is in the way.")]
pub(crate) struct Install {
    /// The files, as patterns of .gitattributes
    #[arg(value_name = "PATTERN")]
    pub patterns: Vec<String>,
    /// How git diff lays it out; one column where this is not given
    #[arg(long, value_enum, conflicts_with = "remove")]
    pub format: Option<Format>,
    /// Takes out what adref install wrote
    #[arg(long, conflicts_with = "patterns")]
    pub remove: bool,
    /// Shows what would be written and writes nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// `adref diff-driver`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  adref diff-driver draft.md old.md 1f00 100644 new.md 2e11 100644
  adref diff-driver --format side-by-side draft.md old.md 1f00 100644 new.md 2e11 100644

git adds the arguments: see GIT_EXTERNAL_DIFF in git(1). Exit status 0 whatever differs, as git wants it.")]
pub(crate) struct DiffDriver {
    /// How to lay it out; one column where this is not given
    #[arg(long, value_enum)]
    pub format: Option<Format>,
    /// PATH OLD-FILE OLD-ID OLD-MODE NEW-FILE NEW-ID NEW-MODE, of a renamed file its new path and git's words for it
    #[arg(value_name = "PATH OLD NEW", required = true, num_args = 1..=9, allow_hyphen_values = true)]
    pub words: Vec<OsString>,
}

/// `adref merge-driver`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  adref merge-driver base.md ours.md theirs.md
  git config merge.adref.driver 'adref merge-driver %O %A %B %P'

It writes what is merged where OURS was, as git wants it. Two who changed the same words get a bracket,
[ours / theirs], never marks of conflict. Exit status 0 whatever is contested; 2 where the bytes are no
text in UTF-8, and the file stays ours for somebody to choose.")]
pub(crate) struct MergeDriver {
    /// The file that both began from: git's %O
    #[arg(value_name = "BASE")]
    pub base: PathBuf,
    /// Our file, which becomes what is merged: git's %A
    #[arg(value_name = "OURS")]
    pub ours: PathBuf,
    /// Their file: git's %B
    #[arg(value_name = "THEIRS")]
    pub theirs: PathBuf,
    /// The file's name in the repository: git's %P
    #[arg(value_name = "PATH")]
    pub path: Option<PathBuf>,
}

/// `adref textconv`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  adref textconv draft.md
  adref textconv drafts/outcome/text.md")]
pub(crate) struct Textconv {
    /// The file
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
}
