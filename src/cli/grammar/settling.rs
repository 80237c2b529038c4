//! Verbs that say what becomes of a bracket.

use clap::{Args, Subcommand};

use super::target::Hand;
use crate::record::Verb;

/// Settles brackets.
#[derive(Debug, Subcommand)]
pub(crate) enum Settling {
    /// Takes the brackets off words that stay; with --as, a party gives up its own words in a bracket
    #[command(after_help = "Examples:
  adref lift outcome 12
  adref lift outcome 12 --bracket 2 --as XUS --heard plenary

Where a bracket offers several choices of words, say which stand: adref choose.")]
    Lift(Lift),
    /// Lets one alternative of a bracket stand, without brackets
    #[command(after_help = "Examples:
  adref choose XUS outcome 12
  adref choose base outcome 12 --bracket 2
  adref choose 2 outcome 12            the second alternative")]
    Choose(Choose),
    /// Makes the alternatives of several parties one, with all their names
    #[command(after_help = "Examples:
  adref merge-alternatives outcome 12 --of XNO --of XUS
  adref merge-alternatives outcome 12 --of XNO --of XUS --text \"should endeavour to\"")]
    MergeAlternatives(MergeAlternatives),
    /// Takes a bracket out with its words, or a party's words out of it
    #[command(after_help = "Examples:
  adref drop outcome 12
  adref drop outcome 12 --of XUS --reason \"XUS left the meeting\"")]
    Drop(Drop),
}

/// Which bracket of which paragraph, and why.
#[derive(Debug, Args)]
pub(crate) struct Which {
    /// The document and the paragraph: outcome 12bis
    #[arg(value_name = "DOC PARAGRAPH", required = true, num_args = 1..)]
    pub target: Vec<String>,
    /// Which of the paragraph's brackets, counted from 1 in the order in which they open
    #[arg(long, value_name = "N")]
    pub bracket: Option<usize>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub hand: Hand,
}

/// `adref lift`
#[derive(Debug, Args)]
pub(crate) struct Lift {
    #[command(flatten)]
    #[allow(missing_docs)]
    pub which: Which,
}

/// `adref choose`
#[derive(Debug, Args)]
pub(crate) struct Choose {
    /// Whose words stand: a party, base, or the alternative's number
    #[arg(value_name = "PARTY")]
    pub party: String,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub which: Which,
}

/// `adref merge-alternatives`
#[derive(Debug, Args)]
pub(crate) struct MergeAlternatives {
    /// Whose alternatives; given several times
    #[arg(long, value_name = "PARTY", required = true)]
    pub of: Vec<String>,
    /// The words they share, where their own differ
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub text: Option<String>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub which: Which,
}

/// `adref drop`
#[derive(Debug, Args)]
pub(crate) struct Drop {
    /// Only this party's words; may be given several times
    #[arg(long, value_name = "PARTY")]
    pub of: Vec<String>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub which: Which,
}

/// What is to become of a bracket, in one form.
pub(crate) struct OneSettling<'a> {
    pub(crate) verb: Verb,
    pub(crate) whose: Vec<String>,
    pub(crate) words: Option<&'a str>,
    pub(crate) which: &'a Which,
}

impl Settling {
    /// The same in one form.
    pub(crate) fn settling(&self) -> OneSettling<'_> {
        match self {
            Settling::Lift(lift) => OneSettling {
                verb: Verb::Lift,
                whose: Vec::new(),
                words: None,
                which: &lift.which,
            },
            Settling::Choose(choose) => OneSettling {
                verb: Verb::Choose,
                whose: vec![choose.party.clone()],
                words: None,
                which: &choose.which,
            },
            Settling::MergeAlternatives(merge) => OneSettling {
                verb: Verb::MergeAlternatives,
                whose: merge.of.clone(),
                words: merge.text.as_deref(),
                which: &merge.which,
            },
            Settling::Drop(drop) => OneSettling {
                verb: Verb::Drop,
                whose: drop.of.clone(),
                words: None,
                which: &drop.which,
            },
        }
    }
}
