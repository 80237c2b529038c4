//! Verbs that rule on paragraphs.

use clap::{Args, Subcommand, ValueEnum};

use super::target::Hand;
use crate::record::{Level, Verb};

/// Rules on paragraphs.
#[derive(Debug, Subcommand)]
pub(crate) enum Ruling {
    /// Notes that paragraphs were discussed
    #[command(after_help = "Examples:
  adref discuss outcome 12bis
  adref discuss outcome 12 13 14 --heard plenary")]
    Discuss(Rule),
    /// Gavels paragraphs: their exact words are agreed
    #[command(
        visible_alias = "gavel",
        after_help = "Examples:
  adref agree outcome 12
  adref agree outcome 12 13 --level ad-referendum
  adref agree outcome 12 tracing 5 7
  adref agree outcome --ready
  adref agree tracing 8 --over \"the objection is noted; the text goes to capitals\""
    )]
    Agree(Agree),
    /// Opens agreed paragraphs again
    #[command(after_help = "Examples:
  adref reopen outcome 12 --reason \"the group could not confirm\"
  adref reopen outcome 12 --dry-run")]
    Reopen(Rule),
    /// Certifies that a change of agreed words is editorial
    #[command(after_help = "Examples:
  adref certify outcome 12 --reason \"a missing comma\"
  adref certify outcome 12 --dry-run")]
    Certify(Rule),
    /// Opens a silence procedure: agreed unless somebody objects in time
    #[command(after_help = "Examples:
  adref open-silence wp2 4 5 --closes 2008-07-21T10:00
  adref open-silence wp2 --closes 2008-07-21T10:00-04:00
  adref open-silence wp2 4 --closes 18:00    today
  adref open-silence wp2 4                   for the silence_hours of facilitators/meeting.yaml")]
    OpenSilence(OpenSilence),
    /// Breaks a silence procedure
    #[command(after_help = "Examples:
  adref break-silence wp2 --as XUS --reason \"letter of today\"
  adref break-silence wp2 4 --as XUS --heard in-writing")]
    BreakSilence(Rule),
    /// Ends a silence procedure that ran out
    #[command(after_help = "Examples:
  adref close-silence wp2
  adref close-silence wp2 --dry-run")]
    CloseSilence(Rule),
}

/// How far a paragraph is agreed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum HowFar {
    /// Agreed in informals
    Informals,
    /// Agreed ad referendum: subject to confirmation by capitals
    AdReferendum,
    /// Agreed
    Agreed,
}

/// Which paragraphs, and why.
#[derive(Debug, Args)]
pub(crate) struct Rule {
    /// A document and its paragraphs: outcome 12bis 13
    #[arg(value_name = "DOC PARAGRAPH", required = true, num_args = 1..)]
    pub targets: Vec<String>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub hand: Hand,
}

/// Which paragraphs, how far, and over whose objection.
#[derive(Debug, Args)]
pub(crate) struct Agree {
    /// A document and its paragraphs: outcome 12bis 13
    #[arg(value_name = "DOC PARAGRAPH", required_unless_present = "ready", num_args = 1..)]
    pub targets: Vec<String>,
    /// Every paragraph that is ready, of these documents or of all
    #[arg(long)]
    pub ready: bool,
    /// How far; without it, agreed
    #[arg(long, value_enum, value_name = "LEVEL")]
    pub level: Option<HowFar>,
    /// Rules over an objection, with this reason
    #[arg(long, visible_alias = "over-objection", value_name = "REASON")]
    pub over: Option<String>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub hand: Hand,
}

/// Which paragraphs, and until when.
#[derive(Debug, Args)]
pub(crate) struct OpenSilence {
    #[command(flatten)]
    #[allow(missing_docs)]
    pub rule: Rule,
    /// When it ends: 18:00 is of this day; a time without an offset is the meeting's own; without it, after
    /// the silence_hours of meeting.yaml
    #[arg(long, value_name = "TIME")]
    pub closes: Option<String>,
}

/// A ruling in one form.
pub(crate) struct OneRuling<'a> {
    pub(crate) verb: Verb,
    pub(crate) targets: &'a [String],
    /// Whether the targets are documents of which everything is meant that is ready.
    pub(crate) ready: bool,
    pub(crate) level: Option<Level>,
    pub(crate) reason: Option<&'a str>,
    pub(crate) closes: Option<&'a str>,
    pub(crate) hand: &'a Hand,
}

impl Ruling {
    /// The same in one form.
    pub(crate) fn ruling(&self) -> OneRuling<'_> {
        match self {
            Ruling::Agree(agree) => OneRuling {
                verb: Verb::Agree,
                targets: &agree.targets,
                ready: agree.ready,
                level: agree.level.map(|level| match level {
                    HowFar::Informals => Level::Informals,
                    HowFar::AdReferendum => Level::AdReferendum,
                    HowFar::Agreed => Level::Agreed,
                }),
                reason: agree.over.as_deref(),
                closes: None,
                hand: &agree.hand,
            },
            Ruling::OpenSilence(open) => OneRuling {
                closes: open.closes.as_deref(),
                ..of(Verb::OpenSilence, &open.rule)
            },
            Ruling::Discuss(rule) => of(Verb::Discuss, rule),
            Ruling::Reopen(rule) => of(Verb::Reopen, rule),
            Ruling::Certify(rule) => of(Verb::Certify, rule),
            Ruling::BreakSilence(rule) => of(Verb::BreakSilence, rule),
            Ruling::CloseSilence(rule) => of(Verb::CloseSilence, rule),
        }
    }
}

fn of(verb: Verb, rule: &Rule) -> OneRuling<'_> {
    OneRuling {
        verb,
        targets: &rule.targets,
        ready: false,
        level: None,
        reason: rule.reason.as_deref(),
        closes: None,
        hand: &rule.hand,
    }
}
