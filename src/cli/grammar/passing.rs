//! Verbs that hand the meeting on: to other desks and back.

use clap::{Args, Subcommand, ValueEnum};

/// Hands the meeting on.
#[derive(Debug, Subcommand)]
pub(crate) enum Passing {
    /// Sends what is saved here to the others who work on the meeting
    Send(Send),
    /// Receives what others sent, and brings it together with what is here
    Receive(Receive),
}

/// Which side is taken where both cannot stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Side {
    /// What is here
    Here,
    /// What comes from there
    There,
}

impl Side {
    /// The same, as the operation has it.
    pub(crate) fn prefer(self) -> crate::ops::Prefer {
        match self {
            Side::Here => crate::ops::Prefer::Here,
            Side::There => crate::ops::Prefer::There,
        }
    }
}

/// `adref send`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  adref send --to /media/stick/meeting       once: where it is sent to; a folder is made there
  adref send --to git@example.org:bms4.git   the same with a git host
  adref send                                 from then on
  adref send --dry-run                       what would come first, and what would go

Sent is what is saved; issued revisions go with their names. What others sent since is received first,
as adref receive does it. Nothing that others sent is ever written over: where somebody is first, it is
received and adref tries again. git's own settings say how a host is reached and who you are there.
Exit status: 0 it is there; 1 a file has to be chosen first (--prefer); 2 it could not be done: nothing
is lost, and adref send tries again.")]
pub(crate) struct Send {
    /// Where it is sent to from now on: a folder, or an address of a git host
    #[arg(long, value_name = "DIR|URL", allow_hyphen_values = true)]
    pub to: Option<String>,
    /// Which side is taken of a file that cannot be brought together
    #[arg(long, value_enum, value_name = "SIDE")]
    pub prefer: Option<Side>,
    /// Shows what would come and go, and changes nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// `adref receive`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  adref receive
  adref receive --dry-run         what waits there, and what it would come to
  adref receive --prefer there    of a file that cannot be brought together, theirs
  adref receive --json

All acts of both sides stand. Two who changed a text apart get it merged as adref merge does it: where
both changed the same words, a bracket, [ours / theirs]. What you changed by hand and did not save is
never written over: it is named, and nothing is received.
Where git merge, pull, rebase or cherry-pick was begun by hand and stopped, that is finished first, file by
file; git is told that these are merged, and what is left to a person is named.
Exit status: 0 all is received, or nothing waits; 1 something is left to you; 2 it could not be done.")]
pub(crate) struct Receive {
    /// Which side is taken of a file that cannot be brought together
    #[arg(long, value_enum, value_name = "SIDE")]
    pub prefer: Option<Side>,
    /// Shows what would be received and changes nothing
    #[arg(long)]
    pub dry_run: bool,
}
