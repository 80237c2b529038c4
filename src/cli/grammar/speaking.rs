//! Verbs for the clock of the speakers.

use clap::{Args, Subcommand};

use super::target::Hand;

/// Notes who spoke how long.
#[derive(Debug, Subcommand)]
pub(crate) enum Speaking {
    /// Notes that somebody spoke, and how long; the Floor does it by its clock
    #[command(after_help = "Examples:
  adref speak outcome 12 --for 3:41 --as XNO
  adref speak outcome --for 5:00 --as GN --heard informals

Each is told by adref log; adref status says who spoke how long in all.")]
    Speak(Speak),
    /// Gives somebody more time to speak
    #[command(after_help = "Examples:
  adref extend outcome 12 --to XNO --for 2:00
  adref extend outcome --to GN --for 1:00 --as cekuolis")]
    Extend(Extend),
}

/// `adref speak`
#[derive(Debug, Args)]
pub(crate) struct Speak {
    /// A document, or a document and a paragraph: outcome 12bis
    #[arg(value_name = "DOC PARAGRAPH", required = true, num_args = 1..)]
    pub target: Vec<String>,
    /// How long: minutes and seconds, 3:41
    #[arg(long = "for", value_name = "TIME")]
    pub time: String,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub hand: Hand,
}

/// `adref extend`
#[derive(Debug, Args)]
pub(crate) struct Extend {
    /// Who is given more time
    #[arg(long = "to", value_name = "WHO")]
    pub whom: String,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub speak: Speak,
}

impl Speaking {
    /// What was spoken or given, and to whom.
    pub(crate) fn clock(&self) -> (&Speak, Option<&str>) {
        match self {
            Speaking::Speak(speak) => (speak, None),
            Speaking::Extend(extend) => (&extend.speak, Some(&extend.whom)),
        }
    }
}
