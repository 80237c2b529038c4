//! Verbs that hand the meeting on: to other desks and back.

use clap::{Args, Subcommand, ValueEnum};

use super::rolling::Names;

/// Hands the meeting on.
#[derive(Debug, Subcommand)]
pub(crate) enum Passing {
    /// Saves what was changed by hand, in an editor or a file manager
    Save(Save),
    /// Sends what is saved here to the others who work on the meeting
    Send(Send),
    /// Receives what others sent, and brings it together with what is here
    Receive(Receive),
    /// Circulates the meeting to the delegations' own repository, without what is the desk's
    Publish(Publish),
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

/// `adref save`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  adref save
  adref save --reason \"The list of the second day\"
  adref save --dry-run            which files were changed

Saved are the files under drafts/ and facilitators/ as they lie there: texts, who takes part, meeting.yaml.
What adref does itself it saves, and before an act the text that it is on and the set-up.")]
pub(crate) struct Save {
    /// Why; it heads the version
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub reason: Option<String>,
    /// Shows which files would be saved and saves nothing
    #[arg(long)]
    pub dry_run: bool,
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
  adref receive ../room           what delegations put into the room's copy
  adref receive --json

All acts of both sides stand. Two who changed a text apart get it merged as adref merge does it: where
both changed the same words, a bracket, [ours / theirs]. What you changed by hand and did not save is
merged with what comes in the same way, and stays as little saved as it was; what cannot be merged is
named, and nothing is received.
From a room's copy (see adref publish) only new proposals and what a delegation does in its own name are
taken: never a ruling, never a text. What is not taken is named, and asked again nothing comes twice.
Where git merge, pull, rebase or cherry-pick was begun by hand and stopped, that is finished first, file by
file; git is told that these are merged, and what is left to a person is named.
Exit status: 0 all is received, or nothing waits; 1 something is left to you; 2 it could not be done.")]
pub(crate) struct Receive {
    /// The room's copy: a folder, or an address of a git host; without it, where the meeting is sent to
    #[arg(
        value_name = "DIR|URL",
        allow_hyphen_values = true,
        conflicts_with = "prefer"
    )]
    pub from: Option<String>,
    /// Which side is taken of a file that cannot be brought together
    #[arg(long, value_enum, value_name = "SIDE")]
    pub prefer: Option<Side>,
    /// Shows what would be received and changes nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// `adref publish`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  adref publish ../room                    once more as it stands; the folder is made where there is none
  adref publish ../room --names none       the texts without names
  adref publish ../room --dry-run          what would go out, and what is held back

One circulation is one version of the room's own history, by nobody in particular. It is written anew from
what may go out: the texts as saved, tabled proposals, the parties' acts and the rulings on what stands
in the text. Held back are drafts of proposals and what is not tabled, all that is marked desk: true,
who entered what, reasons but those given in plenary, comments in texts, the desk's own notes and sources,
what is not saved, and all history. Delegations take copies of the room and put proposals and positions into
it; adref receive DIR brings them to the desk, which has to be done before the next circulation.
Exit status: 0 it is there; 2 it could not be done.")]
pub(crate) struct Publish {
    /// The room's copy: a folder
    #[arg(value_name = "DIR", allow_hyphen_values = true)]
    pub room: String,
    /// Whether names stand in the brackets of the texts
    #[arg(long, value_enum, value_name = "NAMES", default_value_t = Names::Shown)]
    pub names: Names,
    /// What the room is told of a delegation's paper that does not go out: xno-b986="by a day too late"
    #[arg(long, value_name = "PAPER=WORDS", value_parser = told)]
    pub say: Vec<(String, String)>,
    /// Shows what would go out and what is held back, and writes nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// What is told of a paper: `xno-b986=by a day too late`.
fn told(typed: &str) -> Result<(String, String), String> {
    let (paper, words) = typed.split_once('=').unwrap_or_default();
    match paper.trim().is_empty() || words.trim().is_empty() {
        true => Err("a paper's name, = and what is said of it".to_owned()),
        false => Ok((paper.trim().to_owned(), words.trim().to_owned())),
    }
}
