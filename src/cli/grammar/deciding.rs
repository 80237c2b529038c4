//! Verbs that decide: adoption, motions, votes, and what is said for the record.

use clap::{Args, Subcommand, ValueEnum};

use super::known::Known;
use super::target::{Hand, addresses, aims};
use crate::cli::failure::Failure;
use crate::ops::{Aim, Command, vote_of};
use crate::record::{self, Fate, Majority, MotionKind, Vote};
use crate::text::Address;

/// Decides.
#[derive(Debug, Subcommand)]
pub(crate) enum Deciding {
    /// Adopts a document, or a section of it: by consensus, with dissociations, or by a recorded vote
    #[command(
        override_usage = "adref adopt <DOC> [OPTIONS]",
        after_help = "Examples:
  adref adopt outcome --by-consensus
  adref adopt outcome --section IV --by-consensus
  adref adopt outcome --dissociating XNO=12,14 --dissociating XRA
  adref adopt outcome --vote yes=XNO,XAD no=XRA abstain=XMU
  adref adopt report --vote yes=134 no=0 abstain=XMU,XRA abstain=2
  adref adopt report --votes vote.csv --majority two-thirds
  adref adopt outcome --by-consensus --over \"the objection is noted\"
  adref adopt outcome --by-consensus --dry-run

What differs from the text that was issued last is adopted as orally amended, and named.
A file of votes is YAML (yes: [XNO], no: [], abstain: [], not_participating: [],
announced: {yes: 1}) or lines XNO,yes."
    )]
    Adopt(Adopt),
    /// Moves that the room do something: annex a section, close the debate, adopt the text
    #[command(
        override_usage = "adref motion <TEXT> --on <DOC [HEADING]>... [OPTIONS]",
        after_help = "Examples:
  adref motion \"that section IV become an annex\" --kind annex --on outcome IV --as XRA
  adref motion \"that the debate be closed\" --kind close-debate --on outcome --as XNO
  adref motion \"that the 48-hour rule be waived\" --on report --as cekuolis"
    )]
    Motion(Move),
    /// Puts a motion or a proposal to the vote
    #[command(after_help = "Examples:
  adref vote 5f0c2a91b3 yes=XNO,XAD no=XRA abstain=XMU
  adref vote outcome yes=12 no=3 abstain=2        the only motion that is pending on it
  adref vote XNO-3 yes=XNO,XAD no=XRA             a proposal: carried or defeated
  adref vote outcome --votes vote.yaml --majority two-thirds")]
    Vote(Poll),
    /// Says what became of a motion or a proposal without a vote
    #[command(after_help = "Examples:
  adref decide outcome carried
  adref decide 5f0c2a91b3 withdrawn --as XRA
  adref decide XNO-3 defeated --reason \"nobody supports it\"")]
    Decide(Decide),
    /// Dissociates a delegation from what was adopted, on some points or on the whole
    #[command(after_help = "Examples:
  adref dissociate outcome 12 14 --as XNO --reason \"the period is too short\"
  adref dissociate outcome --as XRA")]
    Dissociate(Say),
    /// Explains a vote or a position, for the record
    #[command(after_help = "Examples:
  adref explain outcome --as XNO --reason \"we voted for it, and read paragraph 12 as voluntary\"
  adref explain outcome 12 --as GN --reason \"for the Group: no precedent\"")]
    Explain(Say),
}

/// `adref adopt`
#[derive(Debug, Args)]
pub(crate) struct Adopt {
    /// The document
    #[arg(value_name = "DOC")]
    pub document: String,
    /// Only the section that this heading opens
    #[arg(long, value_name = "HEADING", num_args = 1..)]
    pub section: Vec<String>,
    /// Nobody objects
    #[arg(long, conflicts_with_all = ["vote", "votes"])]
    pub by_consensus: bool,
    /// By consensus, but for this delegation, from these paragraphs: XNO=12,14; from the whole: XNO
    #[arg(long, value_name = "WHO[=PARAGRAPHS]")]
    pub dissociating: Vec<String>,
    /// By a recorded vote: yes=, no=, abstain=, not-participating= with names or a total
    #[arg(long, value_name = "VOTE=NAMES", num_args = 1..)]
    pub vote: Vec<String>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub count: Counting,
    /// Gavels over an objection, with this reason
    #[arg(long, visible_alias = "over-objection", value_name = "REASON")]
    pub over: Option<String>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub hand: Hand,
}

/// Where a vote is written down, and what it needs.
#[derive(Debug, Args)]
pub(crate) struct Counting {
    /// The recorded vote from a file
    #[arg(long, value_name = "FILE")]
    pub votes: Option<String>,
    /// What the vote needs; abstentions count for neither side
    #[arg(long, value_enum, value_name = "MAJORITY", default_value_t = Needed::Simple)]
    pub majority: Needed,
}

/// What a vote needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Needed {
    /// More yes than no
    Simple,
    /// At least twice as many yes as no
    TwoThirds,
}

impl Counting {
    pub(crate) fn majority(&self) -> Majority {
        match self.majority {
            Needed::Simple => Majority::Simple,
            Needed::TwoThirds => Majority::TwoThirds,
        }
    }
}

/// What a motion asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum AskedFor {
    /// To take a section out of the text and annex it
    Annex,
    /// To close the debate
    CloseDebate,
    /// To adopt the text
    Adopt,
    /// What its words say
    Other,
}

/// `adref motion`
#[derive(Debug, Args)]
pub(crate) struct Move {
    /// What is moved
    #[arg(value_name = "TEXT")]
    pub words: String,
    /// What it asks for
    #[arg(long, value_enum, value_name = "KIND", default_value_t = AskedFor::Other)]
    pub kind: AskedFor,
    /// On which document, or which section of one by its heading: outcome IV
    #[arg(long, value_name = "DOC [HEADING]", num_args = 1.., required = true)]
    pub on: Vec<String>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub hand: Hand,
}

/// `adref vote`
#[derive(Debug, Args)]
pub(crate) struct Poll {
    /// A motion by its id, the document of the only one that is pending, or a proposal
    #[arg(value_name = "MOTION")]
    pub what: String,
    /// yes=XNO,XAD no=3 abstain=XMU
    #[arg(value_name = "VOTE=NAMES", num_args = 0..)]
    pub vote: Vec<String>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub count: Counting,
    /// Why
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub hand: Hand,
}

/// What became of a motion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Became {
    /// The room wants it
    Carried,
    /// The room does not
    Defeated,
    /// Whoever made it takes it back
    Withdrawn,
}

/// `adref decide`
#[derive(Debug, Args)]
pub(crate) struct Decide {
    /// A motion by its id, the document of the only one that is pending, or a proposal
    #[arg(value_name = "MOTION")]
    pub what: String,
    /// What became of it
    #[arg(value_enum, value_name = "OUTCOME")]
    pub became: Became,
    /// Why
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub hand: Hand,
}

/// `adref dissociate`, `adref explain`
#[derive(Debug, Args)]
pub(crate) struct Say {
    /// A document, or a document and its paragraphs: outcome 12 14
    #[arg(value_name = "DOC PARAGRAPH", required = true, num_args = 1..)]
    pub target: Vec<String>,
    /// What is said
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub hand: Hand,
}

impl Deciding {
    /// By whose authority.
    pub(crate) fn hand(&self) -> &Hand {
        match self {
            Deciding::Adopt(typed) => &typed.hand,
            Deciding::Motion(typed) => &typed.hand,
            Deciding::Vote(typed) => &typed.hand,
            Deciding::Decide(typed) => &typed.hand,
            Deciding::Dissociate(typed) | Deciding::Explain(typed) => &typed.hand,
        }
    }

    /// The file that the vote is to be read from.
    pub(crate) fn votes(&self) -> Option<&str> {
        match self {
            Deciding::Adopt(typed) => typed.count.votes.as_deref(),
            Deciding::Vote(typed) => typed.count.votes.as_deref(),
            _ => None,
        }
    }

    /// The command; `read` is the vote of the file, where one was named.
    pub(crate) fn command(&self, known: Known<'_>, read: Option<Vote>) -> Result<Command, Failure> {
        match self {
            Deciding::Adopt(typed) => Ok(Command::Adopt {
                document: known.document(&typed.document)?,
                section: super::target::one_address(&typed.section)?,
                consensus: typed.by_consensus,
                vote: Box::new(one_vote(&typed.vote, read)?),
                majority: typed.count.majority(),
                dissociating: typed
                    .dissociating
                    .iter()
                    .map(|one| dissociating(one))
                    .collect(),
                over: typed.over.clone(),
            }),
            Deciding::Motion(typed) => {
                let words = typed.on.clone();
                let aim = match aims(&words, known)?.as_slice() {
                    [aim @ (Aim::Document(_) | Aim::Paragraph(..))] => aim.clone(),
                    _ => {
                        return Err(Failure::new(
                            "a motion is on one document, or one section of it",
                        )
                        .hint("--on outcome IV; a heading of several words goes in quotes"));
                    }
                };
                Ok(Command::Move {
                    aim,
                    kind: match typed.kind {
                        AskedFor::Annex => MotionKind::Annex,
                        AskedFor::CloseDebate => MotionKind::CloseDebate,
                        AskedFor::Adopt => MotionKind::Adopt,
                        AskedFor::Other => MotionKind::Other,
                    },
                    words: typed.words.clone(),
                })
            }
            Deciding::Vote(typed) => {
                let vote = one_vote(&typed.vote, read)?;
                if vote.is_empty() {
                    return Err(Failure::new("who votes how?").hint(format!(
                        "adref vote {0} yes=XNO,XAD no=XRA abstain=XMU; without a vote: adref decide {0} carried",
                        typed.what
                    )));
                }
                Ok(Command::Decide {
                    what: typed.what.clone(),
                    vote: Box::new(vote),
                    majority: typed.count.majority(),
                    fate: None,
                    reason: typed.reason.clone(),
                })
            }
            Deciding::Decide(typed) => Ok(Command::Decide {
                what: typed.what.clone(),
                vote: Box::default(),
                majority: Majority::Simple,
                fate: Some(match typed.became {
                    Became::Carried => Fate::Carried,
                    Became::Defeated => Fate::Defeated,
                    Became::Withdrawn => Fate::Withdrawn,
                }),
                reason: typed.reason.clone(),
            }),
            Deciding::Dissociate(typed) | Deciding::Explain(typed) => Ok(Command::State {
                verb: match self {
                    Deciding::Dissociate(_) => record::Verb::Dissociate,
                    _ => record::Verb::Explain,
                },
                aims: aims(&typed.target, known)?,
                words: typed.reason.clone(),
            }),
        }
    }
}

/// The vote as typed, or the one of the file.
fn one_vote(typed: &[String], read: Option<Vote>) -> Result<Vote, Failure> {
    match read {
        Some(read) if typed.is_empty() => Ok(read),
        Some(_) => Err(
            Failure::new("a vote is typed or stands in a file, not both")
                .hint("leave out --votes, or the votes that are typed"),
        ),
        None => Ok(vote_of(typed)?),
    }
}

/// `XNO=12,14`: who, and from what.
fn dissociating(typed: &str) -> (String, Vec<Address>) {
    match typed.split_once('=') {
        None => (typed.to_owned(), Vec::new()),
        Some((who, points)) => {
            let words: Vec<String> = points.split(',').map(|one| one.trim().to_owned()).collect();
            let words: Vec<String> = words.into_iter().filter(|one| !one.is_empty()).collect();
            let points = words.iter().flat_map(|one| {
                let words: Vec<String> = one.split_whitespace().map(str::to_owned).collect();
                addresses(&words)
            });
            (who.to_owned(), points.collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_dissociates_itself_names_points_or_none() {
        let (who, points) = dissociating("XNO=12 bis,14");
        assert_eq!(who, "XNO");
        assert_eq!(points, [Address::new("12 bis"), Address::new("14")]);
        assert_eq!(dissociating("XRA"), ("XRA".to_owned(), Vec::new()));
    }
}
