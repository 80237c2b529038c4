//! Verbs that take a position.

use clap::{Args, Subcommand, ValueEnum};

use super::target::Hand;
use crate::record::Verb;

/// Takes a position.
#[derive(Debug, Subcommand)]
pub(crate) enum Taking {
    /// Supports a proposal, paragraph, bracket or document
    #[command(after_help = "Examples:
  adref support XNO-3 --as XUS
  adref support outcome 12bis --as GN --heard informals")]
    Support(Take),
    /// Asks about a proposal, paragraph, bracket or document
    #[command(after_help = "Examples:
  adref query XNO-3 --as XUS --reason \"does this cover brokers?\"
  adref query outcome 12 --as XUS")]
    Query(Take),
    /// Reserves the position on a proposal, paragraph, bracket or document
    #[command(after_help = "Examples:
  adref reserve outcome 12 --as XUS --awaiting
  adref reserve outcome 12 --as XUS --until 14 --reason \"depends on the funding paragraph\"")]
    Reserve(Take),
    /// Objects to a proposal, paragraph, bracket or document
    #[command(after_help = "Examples:
  adref oppose XNO-3 --as XUS --reason \"goes beyond the mandate\"
  adref oppose outcome 12 --bracket 2 --as XUS")]
    Oppose(Take),
    /// Takes any of the five positions
    #[command(after_help = "Examples:
  adref position accept XNO-3 --as XUS
  adref position oppose outcome 12 --as XUS --text \"States may mark …\"")]
    Position(Position),
}

/// One of the five positions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Stand {
    /// Wants it
    Support,
    /// Can live with it
    Accept,
    /// Asks about it
    Query,
    /// Reserves its position: blocks
    Reserve,
    /// Objects: blocks
    Oppose,
}

/// On what, and with which reservations.
#[derive(Debug, Args)]
pub(crate) struct Take {
    /// A proposal (XNO-3), or a document and its paragraphs (outcome 12bis), or a document
    #[arg(value_name = "TARGET", required = true, num_args = 1..)]
    pub target: Vec<String>,
    /// On the N-th bracket of the paragraph alone
    #[arg(long, value_name = "N")]
    pub bracket: Option<usize>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
    /// On this condition
    #[arg(long, value_name = "TEXT")]
    pub condition: Option<String>,
    /// Until this paragraph or proposal is settled
    #[arg(long, value_name = "WHAT")]
    pub until: Option<String>,
    /// Awaits instructions from capital
    #[arg(long)]
    pub awaiting: bool,
    /// The words that the delegation would have instead
    #[arg(long, value_name = "TEXT")]
    pub text: Option<String>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub hand: Hand,
}

/// Which position, on what.
#[derive(Debug, Args)]
pub(crate) struct Position {
    /// Which
    #[arg(value_enum, value_name = "STANCE")]
    pub stand: Stand,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub take: Take,
}

impl Taking {
    /// The verb and what it is aimed at.
    pub(crate) fn stance(&self) -> (Verb, &Take) {
        match self {
            Taking::Support(take) => (Verb::Support, take),
            Taking::Query(take) => (Verb::Query, take),
            Taking::Reserve(take) => (Verb::Reserve, take),
            Taking::Oppose(take) => (Verb::Oppose, take),
            Taking::Position(position) => {
                let verb = match position.stand {
                    Stand::Support => Verb::Support,
                    Stand::Accept => Verb::CanAccept,
                    Stand::Query => Verb::Query,
                    Stand::Reserve => Verb::Reserve,
                    Stand::Oppose => Verb::Oppose,
                };
                (verb, &position.take)
            }
        }
    }
}
