//! Verbs that say what becomes of a proposal.

use clap::{Args, Subcommand};

use super::target::Hand;
use crate::record::Verb;

/// Says what becomes of a proposal.
#[derive(Debug, Subcommand)]
pub(crate) enum Treating {
    /// Hands in a proposal of one's own
    #[command(after_help = "Examples:
  adref submit xno-7f3a --as XNO
  adref submit xno-7f3a xno-81c0 --as XNO --heard in-writing")]
    Submit(Treat),
    /// Circulates a proposal to all, under a number
    #[command(after_help = "Examples:
  adref table xno-7f3a
  adref table xno-7f3a gn-03ab --dry-run
  adref table XNO-3               all parts of a submission
  adref table XNO                 all that Noravia handed in and that waits
  adref table outcome             all that waits on a document")]
    Table(Treat),
    /// Sends a proposal back to its sponsor
    #[command(after_help = "Examples:
  adref return xno-7f3a --reason \"which paragraph?\"
  adref return xno-7f3a --dry-run")]
    Return(Treat),
    /// Takes a proposal up for discussion
    #[command(after_help = "Examples:
  adref open XNO-3
  adref open XNO-3 XUS-1 --heard informals")]
    Open(Treat),
    /// Puts a proposal's words into the text, in brackets with their owner
    #[command(after_help = "Examples:
  adref bracket XNO-3
  adref bracket XNO-3 --dry-run")]
    Bracket(Treat),
    /// Takes a proposal into the text, without brackets (a ruling of whoever holds the pen)
    #[command(after_help = "Examples:
  adref accept XNO-3
  adref accept XNO-3 --wording \"States should, as appropriate, mark …\"

A delegation that can live with a proposal says: adref position accept XNO-3")]
    Accept(Accept),
    /// Puts a proposal, or paragraphs, aside for a while
    #[command(after_help = "Examples:
  adref park XNO-3 --reason \"friends of the chair\"
  adref park outcome 12bis --reason \"small group on Thursday\"")]
    Park(Treat),
    /// Does not reflect a proposal
    #[command(
        visible_alias = "reject",
        after_help = "Examples:
  adref set-aside XNO-3 --reason \"no support in the room\"
  adref set-aside XNO-3 XUS-1 --dry-run"
    )]
    SetAside(Treat),
    /// Takes one's own proposal back; a co-sponsor's leaves its sponsors
    #[command(after_help = "Examples:
  adref withdraw XNO-3 --as XNO
  adref withdraw XNO-3 --as XUS            a co-sponsor leaves it, and it stays XNO's
  adref withdraw XNO-3 --as XNO --reason \"merged informally\" --heard plenary")]
    Withdraw(Treat),
    /// Says that a proposal's content lives on in another; or merges two versions of a text
    #[command(
        override_usage = "adref merge [OPTIONS] <PROPOSAL>... --into <PROPOSAL>
       adref merge <BASE> <OURS> <THEIRS> [-o <OUT>] [--ours-name <PARTY> --theirs-name <PARTY>]",
        after_help = "Examples:
  adref merge XNO-3 --into GN-2
  adref merge XNO-3 XUS-1 --into GN-2 --dry-run
  adref merge base.md ours.md theirs.md
  adref merge HEAD~3:draft.md draft.md theirs.md -o draft.md
  adref merge base.md eu.md usa.md --ours-name EU --theirs-name USA

Without --into the three are texts: a file, REV:PATH, a document, or - for standard input. Where git
merges cleanly the result is git's. Where both sides changed the same words it is a bracket with two
alternatives, ours first: [ours / theirs], or [EU: ours / USA: theirs] where both are named.

Exit status: 0 nothing is contested, 1 brackets were added, 2 could not be done; nothing is written then."
    )]
    Merge(Merge),
    /// Says that another proposal has taken a proposal's place
    #[command(after_help = "Examples:
  adref supersede XNO-3 --into XNO-4
  adref supersede XNO-3 --into XNO-4 --reason \"reissued with the right paragraph\"")]
    Supersede(Into),
    /// Takes over a proposal that another withdrew
    #[command(after_help = "Examples:
  adref adopt-as-own XNO-3 --as XUS
  adref adopt-as-own XNO-3 --as GN --heard plenary")]
    AdoptAsOwn(Treat),
    /// Brings a proposal back
    #[command(after_help = "Examples:
  adref reintroduce XNO-3 --as XNO
  adref reintroduce XNO-3 --as XNO --reason \"the compromise failed\"")]
    Reintroduce(Treat),
    /// Joins the sponsors of a proposal
    #[command(after_help = "Examples:
  adref co-sponsor XNO-3 --as XUS
  adref co-sponsor XNO-3 GN-2 --as XUS")]
    CoSponsor(Treat),
}

/// Proposals, a reason, a hand.
#[derive(Debug, Args)]
pub(crate) struct Treat {
    /// Proposals, by number or slug; a submission's number names all its parts
    #[arg(value_name = "PROPOSAL", required = true, num_args = 1..)]
    pub targets: Vec<String>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub hand: Hand,
}

/// Proposals, and perhaps other words than asked for.
#[derive(Debug, Args)]
pub(crate) struct Accept {
    #[command(flatten)]
    #[allow(missing_docs)]
    pub treat: Treat,
    /// The paragraph's words as accepted, where they are not the ones asked for
    #[arg(long, value_name = "TEXT")]
    pub wording: Option<String>,
}

/// Proposals, and the one they live on in.
#[derive(Debug, Args)]
pub(crate) struct Into {
    #[command(flatten)]
    #[allow(missing_docs)]
    pub treat: Treat,
    /// The proposal they live on in
    #[arg(long, value_name = "PROPOSAL")]
    pub into: String,
}

/// `adref merge`: proposals into another, or two versions of a text.
#[derive(Debug, Args)]
pub(crate) struct Merge {
    #[command(flatten)]
    #[allow(missing_docs)]
    pub treat: Treat,
    /// The proposal they live on in
    #[arg(long, value_name = "PROPOSAL")]
    pub into: Option<String>,
    /// The party whose version OURS is: it owns its alternatives
    #[arg(
        long,
        value_name = "PARTY",
        requires = "theirs_name",
        conflicts_with = "into"
    )]
    pub ours_name: Option<String>,
    /// The party whose version THEIRS is
    #[arg(
        long,
        value_name = "PARTY",
        requires = "ours_name",
        conflicts_with = "into"
    )]
    pub theirs_name: Option<String>,
    /// YAML: a list of names, or a map of group name to its members; exactly these may own an alternative
    #[arg(long, value_name = "FILE", conflicts_with = "into")]
    pub parties: Option<String>,
    /// Writes the merged text there, whole or not at all, and not to standard output
    #[arg(short, long, value_name = "OUT", conflicts_with = "into")]
    pub out: Option<std::path::PathBuf>,
}

/// A treatment in one form: the verb, the proposals, and what only some verbs have.
pub(crate) struct Treatment<'a> {
    pub(crate) verb: Verb,
    pub(crate) treat: &'a Treat,
    pub(crate) into: Option<&'a str>,
    pub(crate) wording: Option<&'a str>,
}

impl Treating {
    /// The same in one form.
    pub(crate) fn treatment(&self) -> Treatment<'_> {
        let (verb, treat, into, wording) = match self {
            Treating::Submit(treat) => (Verb::Submit, treat, None, None),
            Treating::Table(treat) => (Verb::Table, treat, None, None),
            Treating::Return(treat) => (Verb::Return, treat, None, None),
            Treating::Open(treat) => (Verb::Open, treat, None, None),
            Treating::Bracket(treat) => (Verb::Bracket, treat, None, None),
            Treating::Accept(accept) => {
                (Verb::Accept, &accept.treat, None, accept.wording.as_deref())
            }
            Treating::Park(treat) => (Verb::Park, treat, None, None),
            Treating::SetAside(treat) => (Verb::SetAside, treat, None, None),
            Treating::Withdraw(treat) => (Verb::Withdraw, treat, None, None),
            Treating::Merge(merge) => (Verb::Merge, &merge.treat, merge.into.as_deref(), None),
            Treating::Supersede(into) => {
                (Verb::Supersede, &into.treat, Some(into.into.as_str()), None)
            }
            Treating::AdoptAsOwn(treat) => (Verb::AdoptAsOwn, treat, None, None),
            Treating::Reintroduce(treat) => (Verb::Reintroduce, treat, None, None),
            Treating::CoSponsor(treat) => (Verb::CoSponsor, treat, None, None),
        };
        Treatment {
            verb,
            treat,
            into,
            wording,
        }
    }
}
