//! Verbs that look and change nothing.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{ArgGroup, Args, Command, Subcommand, ValueEnum};

use super::rolling::Names;
use crate::ops::Only;

/// Looks and changes nothing.
#[derive(Debug, Subcommand)]
pub(crate) enum Reading {
    /// Shows the documents and how far they are
    #[command(visible_alias = "desk")]
    Status(Status),
    /// Lists the documents with their symbols and titles
    Documents(Documents),
    /// Shows a text, or one paragraph of it with all that was said on it
    #[command(visible_alias = "text")]
    Show(Show),
    /// Lists the paragraphs of a file or document as adref sees them
    Outline(Outline),
    /// Lists the brackets of a file or document: what is contested, and whose it is
    Brackets(Brackets),
    /// Gives one reading of a bracketed text: the base's, or one party's
    Read(Read),
    /// Compares two texts paragraph by paragraph and word by word
    #[command(visible_alias = "compare")]
    Diff(Diff),
    /// Tells the life of one paragraph: every version that changed it, through moves, splits, merges and renames
    #[command(visible_alias = "paragraph")]
    Trace(Trace),
    /// Tells who last changed the words of each paragraph
    Blame(BlameText),
    /// Checks drafts and records: brackets, labels, parties, invisible characters
    Check(Check),
    /// Lists proposals
    Proposals(Proposals),
    /// Shows one proposal: its words against today's text, its acts, its positions
    Proposal(OneProposal),
    /// Tells where paragraphs come from, what became of the papers', and what was neither taken up nor declined
    Sources(Sources),
    /// Tells what was done, newest last
    Log(Log),
    /// Shows what can be gavelled, who holds out and on what, and what would close it
    Board(Board),
    /// Writes one page before a sitting: what can be gavelled in which words, who holds out, what changed
    Brief(Brief),
    /// Shows how far the documents have come: brackets, proposals and agreed paragraphs over time
    Progress(Progress),
    /// Shows motions, votes and adoptions: who voted how, and what was said for the record
    Votes(Votes),
}

/// How the arguments of a verb are set up.
type Arguments = fn(Command) -> Command;

impl Reading {
    /// The grammar of one of these verbs alone.
    pub(super) fn alone(verb: &str) -> Option<Command> {
        let (name, arguments): (&'static str, Arguments) = match verb {
            "status" => ("status", Status::augment_args),
            "documents" => ("documents", Documents::augment_args),
            "show" => ("show", Show::augment_args),
            "outline" => ("outline", Outline::augment_args),
            "brackets" => ("brackets", Brackets::augment_args),
            "read" => ("read", Read::augment_args),
            "diff" => ("diff", Diff::augment_args),
            "trace" => ("trace", Trace::augment_args),
            "blame" => ("blame", BlameText::augment_args),
            "check" => ("check", Check::augment_args),
            "proposals" => ("proposals", Proposals::augment_args),
            "proposal" => ("proposal", OneProposal::augment_args),
            "sources" => ("sources", Sources::augment_args),
            "log" => ("log", Log::augment_args),
            "board" => ("board", Board::augment_args),
            "brief" => ("brief", Brief::augment_args),
            "progress" => ("progress", Progress::augment_args),
            "votes" => ("votes", Votes::augment_args),
            _ => return None,
        };
        Some(arguments(Command::new(name)))
    }
}

/// `adref status`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  adref status
  adref status --json")]
pub(crate) struct Status {}

/// `adref documents`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  adref documents
  adref documents --json")]
pub(crate) struct Documents {}

/// `adref votes`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  adref votes                 of all documents
  adref votes report --json")]
pub(crate) struct Votes {
    /// Of this document
    #[arg(value_name = "DOC")]
    pub document: Option<String>,
}

/// `adref show`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  adref show outcome                    the text, with a sign at every paragraph
  adref show outcome 12bis              one paragraph with positions and proposals
  adref show outcome@rev.1 12 --as GN   how it read for GN in Rev.1
  adref show outcome --base             with nobody's wishes in it
  adref show outcome 12 --follow        by itself, for a second terminal or a projector")]
pub(crate) struct Show {
    /// The document, perhaps at a version: outcome, outcome@rev.1, outcome@2008-07-17T15:10
    #[arg(value_name = "DOC[@VERSION]")]
    pub document: String,
    /// The paragraph, one: 12bis, 12 bis, II/12, PP3, ¶7
    #[arg(value_name = "PARAGRAPH", num_args = 0..)]
    pub paragraph: Vec<String>,
    /// Reads it as this delegation or group would have it
    #[arg(long = "as", value_name = "READER", conflicts_with = "base")]
    pub reader: Option<String>,
    /// Reads it with nobody's wishes in it
    #[arg(long)]
    pub base: bool,
    /// Shows the paragraph by itself, large, and as it stands at every moment, until q
    #[arg(long, conflicts_with_all = ["reader", "base"])]
    pub follow: bool,
    /// Whether it is shown whose words are whose; without names the words stand alone, and nothing is said of who holds what
    #[arg(long, value_enum, value_name = "NAMES", default_value_t = Names::Shown, conflicts_with = "reader")]
    pub names: Names,
}

/// `adref outline`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  adref outline drafts/outcome/text.md
  adref outline outcome@rev.1 --json
  adref outline HEAD~3:drafts/wp1/text.md")]
pub(crate) struct Outline {
    /// A file, REV:PATH, a document, or - for standard input
    #[arg(value_name = "FILE|DOC")]
    pub file: String,
}

/// `adref brackets`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  adref brackets outcome
  adref brackets draft.md --parties parties.yaml
  adref brackets - --json")]
pub(crate) struct Brackets {
    /// A file, REV:PATH, a document, or - for standard input
    #[arg(value_name = "FILE|DOC")]
    pub file: String,
    /// YAML: a list of names, or a map of group name to its members; exactly these may own an alternative
    #[arg(long, value_name = "FILE")]
    pub parties: Option<String>,
}

/// `adref read`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  adref read outcome --base
  adref read draft.md --as EU --parties parties.yaml
  adref read draft.md --as EU --keep-bare")]
#[command(group(ArgGroup::new("whose").required(true).args(["base", "reader"])))]
pub(crate) struct Read {
    /// A file, REV:PATH, a document, or - for standard input
    #[arg(value_name = "FILE|DOC")]
    pub file: String,
    /// Reads it with nobody's wishes in it
    #[arg(long)]
    pub base: bool,
    /// Reads it as this party would have it
    #[arg(long = "as", value_name = "PARTY")]
    pub reader: Option<String>,
    /// Leaves brackets in which nobody owns an alternative as they are
    #[arg(long)]
    pub keep_bare: bool,
    /// YAML: a list of names, or a map of group name to its members; exactly these may own an alternative
    #[arg(long, value_name = "FILE")]
    pub parties: Option<String>,
}

/// How a comparison is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Old on the left, new on the right
    SideBySide,
    /// One column, what went and what came marked in place
    Inline,
    /// The counts alone
    Summary,
    /// A line a change: how many words went and came
    Stat,
    /// Markdown, to be mailed or kept: what went struck, what came underlined
    Markdown,
}

/// `adref diff`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  adref diff old.md new.md
  adref diff HEAD~5:drafts/wp1/text.md drafts/wp1/text.md --format inline
  adref diff outcome rev.1 now
  adref diff outcome now XWI-2             the text as a proposal would have it
  adref diff outcome rev.1 now --only moved --only gone
  adref diff outcome rev.1 now --sentences --format markdown
  adref diff outcome 2008-07-16T18:00 now --format stat
  adref diff old.md new.md --screen        to walk through them on the screen

A version is an issued one (rev.1), now, a time (2008-07-16 is the end of that day), a proposal, or a revision of git.
Exit status: 0 nothing differs, 1 something does, be it a number, the address of a link or how lines are laid out, 2 could not be compared.")]
pub(crate) struct Diff {
    /// OLD NEW: files, REV:PATH, or - for standard input; or DOC OLD NEW: a document and two of its versions, or a version and a proposal
    #[arg(value_name = "OLD NEW | DOC OLDV NEWV", required = true, num_args = 2..=3)]
    pub sides: Vec<String>,
    /// How to lay it out; side by side where there is room
    #[arg(long, value_enum)]
    pub format: Option<Format>,
    /// Shows unchanged paragraphs in full too
    #[arg(long)]
    pub all: bool,
    /// Shows changes of this kind alone; may be given several times, and not with --all, nor with --json, which tells all
    #[arg(long, value_name = "KIND", value_parser = only(), conflicts_with_all = ["all", "json"])]
    pub only: Vec<Only>,
    /// Opens it on the screen, to be walked through
    #[arg(long, conflicts_with_all = ["json", "format"])]
    pub screen: bool,
    /// Strikes and adds whole sentences, not words
    #[arg(long, conflicts_with = "json")]
    pub sentences: bool,
}

/// The kinds of changes by their names.
fn only() -> impl TypedValueParser<Value = Only> {
    let kinds = Only::ALL.map(|kind| PossibleValue::new(kind.name()).help(kind.words()));
    let named = |name: String| Only::ALL.into_iter().find(|kind| kind.name() == name);
    PossibleValuesParser::new(kinds).try_map(move |name| named(name).ok_or("no such kind"))
}

/// `adref trace`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  adref trace outcome 12bis              of a document of the meeting
  adref trace notes.md --paragraph 3.2   of any Markdown file of any git repository
  adref trace notes.md --line 41         the paragraph that stands on a line
  adref trace HEAD~9:notes.md --line 7   as an old version has it
  adref trace outcome 12 --json

Newest first. What was dropped and brought back says so.")]
pub(crate) struct Trace {
    /// A file, REV:PATH, or a document, perhaps at a version
    #[arg(value_name = "FILE|DOC")]
    pub file: String,
    /// The paragraph, one: 12bis, 12 bis, II/12, PP3, ¶7
    #[arg(value_name = "PARAGRAPH", num_args = 0.., conflicts_with_all = ["label", "line"])]
    pub paragraph: Vec<String>,
    /// The paragraph, by its label or address
    #[arg(long = "paragraph", value_name = "LABEL", conflicts_with = "line")]
    pub label: Option<String>,
    /// The paragraph that stands on this line
    #[arg(long, value_name = "N")]
    pub line: Option<usize>,
}

/// `adref blame`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  adref blame outcome
  adref blame outcome 12 13bis
  adref blame notes.md                   any Markdown file of any git repository
  adref blame outcome@rev.1 --json

A paragraph that was only moved, renumbered or set in other marks has the same words.")]
pub(crate) struct BlameText {
    /// A file, REV:PATH, or a document, perhaps at a version
    #[arg(value_name = "FILE|DOC")]
    pub file: String,
    /// These paragraphs alone: 12bis, 12 bis, II/12, PP3, ¶7
    #[arg(value_name = "PARAGRAPH", num_args = 0..)]
    pub paragraphs: Vec<String>,
}

/// `adref check`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  adref check                      the whole meeting
  adref check draft.md annex.md
  adref check outcome --json
  adref check --fix draft.md --parties parties.yaml   habits of drafters, as the notation has them
  adref check --fix draft.md --parties parties.yaml --write

One line a finding: FILE:LINE:COLUMN: error|warning[CODE]: MESSAGE.
--fix shows [text (EU, NOR)], [text](EU), [text - US; G77 delete], [Alt 1: … / Alt 2: …] and the like, as they are
and as the notation has them; --write changes the files so, a document of the meeting by whoever holds the pen.
Exit status: 0 nothing found, or all of it written; 1 something was; 2 could not be read.")]
pub(crate) struct Check {
    /// Files, REV:PATH, documents, or - for standard input; none: the meeting's drafts and records
    #[arg(value_name = "FILE|DOC")]
    pub files: Vec<String>,
    /// Shows what drafters write by habit in the notation's own form
    #[arg(long)]
    pub fix: bool,
    /// With --fix: writes it so
    #[arg(long, requires = "fix")]
    pub write: bool,
    /// With --write: by the authority of whoever holds the document's pen
    #[arg(long = "as", value_name = "WHO", requires = "write")]
    pub by: Option<String>,
    /// YAML: a list of names, or a map of group name to its members; exactly these may own an alternative
    #[arg(long, value_name = "FILE")]
    pub parties: Option<String>,
}

/// `adref proposals`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  adref proposals --open
  adref proposals outcome --status tabled
  adref proposals --sponsor XNO")]
pub(crate) struct Proposals {
    /// To this document
    #[arg(value_name = "DOC")]
    pub to: Option<String>,
    /// To this document
    #[arg(long, value_name = "DOC", hide = true, conflicts_with = "to")]
    pub document: Option<String>,
    /// Of this delegation or group
    #[arg(long, value_name = "WHO")]
    pub sponsor: Option<String>,
    /// Of the members of this group, and its own
    #[arg(long, value_name = "GROUP", conflicts_with = "sponsor")]
    pub group: Option<String>,
    /// In this status; may be given several times
    #[arg(long, value_name = "STATUS", conflicts_with = "open")]
    pub status: Vec<String>,
    /// Those that wait for an answer
    #[arg(long)]
    pub open: bool,
    /// Also those whose filing was taken back
    #[arg(long)]
    pub all: bool,
}

/// `adref proposal`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  adref proposal XNO-3
  adref proposal xno-7f3a --json")]
pub(crate) struct OneProposal {
    /// Its number, or its slug before it has one
    #[arg(value_name = "NUMBER")]
    pub proposal: String,
}

/// `adref sources`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  adref sources                 of every document that has a list of them
  adref sources outcome         each paragraph's, what was declined, what was left
  adref sources outcome 12      with the words it comes from
  adref sources wp3             what became of each paragraph of a paper

The list is drafts/DOC/sources.yaml; adref source adds to it. Exit status: 0; 1 where something was neither taken
up nor declined, or a line names nothing.")]
pub(crate) struct Sources {
    /// The document, and perhaps a paragraph of it
    #[arg(value_name = "DOC PARAGRAPH", num_args = 0..)]
    pub target: Vec<String>,
}

/// `adref log`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  adref log
  adref log outcome
  adref log --last 10 --json")]
pub(crate) struct Log {
    /// Of this document alone
    #[arg(value_name = "DOC")]
    pub document: Option<String>,
    /// The last N acts
    #[arg(long, short = 'n', value_name = "N")]
    pub last: Option<usize>,
}

/// `adref board`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  adref board                   every document: ready, contested, under silence, parked
  adref board outcome           one document
  adref board outcome --all     with what is agreed and what nobody has touched
  adref board --holdouts        who holds out, whoever does so alone first
  adref board --matrix          delegations and groups by paragraphs
  adref board --json

Signs: ✗ opposes, ! reserves, → waits for something else, [] holds a bracket, [?] a bracket
that names nobody, … awaits instructions, ○ a proposal to be answered.")]
pub(crate) struct Board {
    /// This document alone
    #[arg(value_name = "DOC")]
    pub document: Option<String>,
    /// Every paragraph, also those agreed and those nobody has touched
    #[arg(long)]
    pub all: bool,
    /// Who holds out, on which paragraphs, alone or with others
    #[arg(long, conflicts_with = "all")]
    pub holdouts: bool,
    /// Who stands where: delegations and groups by the paragraphs that are not agreed
    #[arg(long, conflicts_with_all = ["all", "holdouts"])]
    pub matrix: bool,
}

/// `adref brief`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  adref brief --for chair   the gavel list with the exact words, holdouts, what would close each
  adref brief --for XRA     what became of its proposals, where it holds out, what it may be asked
  adref brief --for chair --since 2008-07-16T15:00

What is printed is Markdown: `> brief.md` makes a file of it.")]
pub(crate) struct Brief {
    /// For whom: chair, an officer, a delegation or a group
    #[arg(long = "for", value_name = "WHO")]
    pub who: String,
    /// Tells what changed since this time; without it, since the sitting before the present one began
    #[arg(long, value_name = "TIME")]
    pub since: Option<String>,
}

/// `adref progress`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  adref progress                 every document, a curve of its brackets
  adref progress outcome         one document: each curve, and what made it fall
  adref progress --csv           a line a version, for a spreadsheet
  adref progress outcome --json

Counted at every version of the main line that changed a document. A pause of the room, however
long, takes as much room on a curve as three hours.")]
pub(crate) struct Progress {
    /// This document alone
    #[arg(value_name = "DOC")]
    pub document: Option<String>,
    /// Prints comma-separated values, a line a version
    #[arg(long, conflicts_with = "json")]
    pub csv: bool,
}
