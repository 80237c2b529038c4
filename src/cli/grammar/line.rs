//! One command line: what holds for every command, and the verb.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

use super::coming::Coming;
use super::deciding::Deciding;
use super::drafting::Drafting;
use super::handing::Handing;
use super::keeping::Keeping;
use super::passing::Passing;
use super::reading::Reading;
use super::rolling::Rolling;
use super::ruling::Ruling;
use super::serving::Serving;
use super::settling::Settling;
use super::speaking::Speaking;
use super::taking::Taking;
use super::target::Hand;
use super::treating::Treating;

const GROUPS: &str = "\
Reading:    status  documents  show  outline  brackets  read  diff  trace  blame  check
            proposals  proposal  sources  log  progress  board  brief  votes
Proposing:  propose  take  submit  co-sponsor  withdraw  reintroduce  adopt-as-own
Treating:   table  return  open  bracket  accept  park  set-aside  merge  supersede  rebase-queue
Positions:  support  query  reserve  oppose  position
Paragraphs: edit  discuss  agree  certify  reopen  open-silence  break-silence  close-silence
Decisions:  adopt  motion  vote  decide  dissociate  explain
Brackets:   compile  streamline  lift  choose  merge-alternatives  drop
Documents:  issue  import  source
Out and in: export  slip  serve
Record:     undo  redo  retract  as
Speakers:   speak  extend
House:      demo  new  generate
Together:   save  send  receive  publish
Git:        install  diff-driver  textconv  merge-driver

A document is named by its folder (outcome), at a version as outcome@rev.1; a paragraph by
its document and its label (outcome 12bis); a proposal by its number (XNO-3).
`adref help VERB` explains a verb with examples.";

/// Drafts, brackets and proposals of a multilateral meeting: what is agreed, what is not, and whose words are whose.
///
/// Without a verb, adref opens its screens on the meeting that this folder belongs to.
#[derive(Debug, Parser)]
#[command(
    name = "adref",
    version,
    max_term_width = 100,
    help_template = "{about-with-newline}\n{usage-heading} {usage}\n\n{after-help}\n\n{options}",
    after_help = GROUPS,
    subcommand_value_name = "VERB",
    disable_help_subcommand = false
)]
pub(crate) struct Line {
    /// What holds for every command.
    #[command(flatten)]
    pub everywhere: Everywhere,

    /// What to do.
    #[command(subcommand)]
    pub verb: Option<Verb>,
}

/// What holds for every command.
#[derive(Debug, Args)]
pub(crate) struct Everywhere {
    /// Prints one JSON object, with "schema": 1, and nothing else
    #[arg(long, global = true, help_heading = "Everywhere")]
    pub json: bool,

    /// Runs as if started in DIR
    #[arg(
        short = 'C',
        long = "directory",
        value_name = "DIR",
        global = true,
        help_heading = "Everywhere"
    )]
    pub directory: Option<PathBuf>,

    /// Whether to print colours
    #[arg(long, visible_alias = "color", value_name = "WHEN", value_enum, default_value_t = Colour::Auto, global = true, hide_possible_values = false, help_heading = "Everywhere")]
    pub colour: Colour,
}

impl Everywhere {
    /// Whether it asks for what only a shell has: JSON, another folder, colours in print.
    pub(super) fn is_for_a_shell(&self) -> bool {
        self.json || self.directory.is_some() || self.colour != Colour::Auto
    }
}

/// When to print colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Colour {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// A verb of one of the groups.
#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    /// Looks and changes nothing.
    #[command(flatten)]
    Reading(Reading),
    /// Writes words.
    #[command(flatten)]
    Drafting(Drafting),
    /// Says what becomes of a proposal.
    #[command(flatten)]
    Treating(Treating),
    /// Takes a position.
    #[command(flatten)]
    Taking(Taking),
    /// Rules on paragraphs.
    #[command(flatten)]
    Ruling(Ruling),
    /// Decides.
    #[command(flatten)]
    Deciding(Deciding),
    /// Makes one text of several.
    #[command(flatten)]
    Rolling(Rolling),
    /// Hands on what people outside can use.
    #[command(flatten)]
    Handing(Handing),
    /// Takes in what people outside send.
    #[command(flatten)]
    Coming(Coming),
    /// Notes who spoke how long.
    #[command(flatten)]
    Speaking(Speaking),
    /// Settles brackets.
    #[command(flatten)]
    Settling(Settling),
    /// Keeps the house.
    #[command(flatten)]
    Keeping(Keeping),
    /// Hands the meeting on.
    #[command(flatten)]
    Passing(Passing),
    /// Serves git.
    #[command(flatten)]
    Serving(Serving),
}

impl Verb {
    /// Whether git runs it, and shows what it prints.
    pub(crate) fn is_run_by_git(&self) -> bool {
        matches!(self, Verb::Serving(Serving::DiffDriver(_)))
    }

    /// The hand that a writing verb was typed with.
    pub(crate) fn hand(&self) -> Option<&Hand> {
        match self {
            Verb::Drafting(drafting) => Some(match drafting {
                Drafting::Propose(typed) => &typed.hand,
                Drafting::Edit(typed) => &typed.hand,
                Drafting::Import(typed) => &typed.hand,
                Drafting::RebaseQueue(typed) => &typed.hand,
                Drafting::Source(typed) => &typed.hand,
                Drafting::Issue(typed) => &typed.hand,
                Drafting::Retract(typed) => &typed.hand,
                Drafting::Undo(typed) => &typed.hand,
                Drafting::Redo(typed) => &typed.hand,
            }),
            Verb::Treating(treating) => Some(&treating.treatment().treat.hand),
            Verb::Taking(taking) => Some(&taking.stance().1.hand),
            Verb::Rolling(Rolling::Compile(typed)) => Some(&typed.hand),
            Verb::Ruling(ruling) => Some(ruling.ruling().hand),
            Verb::Deciding(deciding) => Some(deciding.hand()),
            Verb::Speaking(speaking) => Some(&speaking.clock().0.hand),
            Verb::Settling(settling) => Some(&settling.settling().which.hand),
            Verb::Reading(_)
            | Verb::Rolling(_)
            | Verb::Handing(_)
            | Verb::Coming(_)
            | Verb::Keeping(_)
            | Verb::Passing(_)
            | Verb::Serving(_) => None,
        }
    }
}

/// The grammar, for completions, manual pages and tests.
pub(crate) fn command() -> clap::Command {
    Line::command()
}

/// Reads a command line, the program's name first.
pub(crate) fn parse(words: impl IntoIterator<Item = OsString>) -> Result<Line, clap::Error> {
    let words: Vec<OsString> = words.into_iter().collect();
    let verb = words.get(1).and_then(|word| word.to_str());
    // What is wrong with a line, and what helps, is said by the whole grammar.
    if let Some(line) = verb
        .and_then(Reading::alone)
        .and_then(|verb| look(verb, &words))
    {
        return Ok(line);
    }
    Line::try_parse_from(words)
}

/// Reads a line by the grammar of one verb that looks: to set up all the others takes longer than to compare two short texts.
fn look(verb: clap::Command, words: &[OsString]) -> Option<Line> {
    let grammar = Everywhere::augment_args(clap::Command::new("adref")).subcommand(verb);
    let typed = grammar.try_get_matches_from(words).ok()?;
    Some(Line {
        everywhere: Everywhere::from_arg_matches(&typed).ok()?,
        verb: Some(Verb::Reading(Reading::from_arg_matches(&typed).ok()?)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_grammar_holds_together() {
        command().debug_assert();
    }

    #[test]
    fn a_verb_that_looks_has_the_same_arguments_alone() {
        let told = |verb: &clap::Command| -> Vec<String> {
            verb.get_arguments().map(|one| format!("{one:?}")).collect()
        };
        let all = Reading::augment_subcommands(clap::Command::new("adref"));
        for verb in all.get_subcommands() {
            let alone = Reading::alone(verb.get_name()).map(|alone| told(&alone));
            assert_eq!(alone, Some(told(verb)), "{}", verb.get_name());
        }
    }

    #[test]
    fn every_verb_explains_itself_with_examples() {
        for verb in command().get_subcommands() {
            let name = verb.get_name();
            if name == "help" {
                continue;
            }
            assert!(verb.get_about().is_some(), "{name} has no help");
            let examples = verb.get_after_help().map(ToString::to_string);
            let count = examples
                .unwrap_or_default()
                .matches(&format!("adref {name}"))
                .count();
            assert!(count >= 2, "{name} has {count} examples");
            assert!(
                GROUPS.split_whitespace().any(|word| word == name),
                "{name} is in no group of the overview"
            );
        }
    }

    #[test]
    fn the_examples_of_every_verb_can_be_typed() {
        for verb in command().get_subcommands() {
            let help = verb.get_after_help().map(ToString::to_string);
            for line in help.unwrap_or_default().lines() {
                let Some(example) = line.trim().strip_prefix("adref ") else {
                    continue;
                };
                // What stands behind several spaces explains the example.
                let example = example.split("   ").next().unwrap_or(example);
                let words =
                    super::super::split::split(&format!("adref {example}")).unwrap_or_default();
                let read = parse(words.iter().map(OsString::from));
                assert!(
                    read.is_ok(),
                    "{line}: {}",
                    read.err().map(|e| e.to_string()).unwrap_or_default()
                );
            }
        }
    }
}
