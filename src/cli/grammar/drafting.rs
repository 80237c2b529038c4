//! Verbs that write words: proposals, edits, revisions; and those that take acts back.

use clap::{ArgGroup, Args, Subcommand, ValueEnum};

use super::rolling::Names;
use super::target::Hand;
use crate::record::How;

/// Writes words, or takes acts back.
#[derive(Debug, Subcommand)]
pub(crate) enum Drafting {
    /// Files a proposal on a paragraph
    Propose(Propose),
    /// Changes a paragraph's words, takes a paragraph out or puts one in, as whoever holds the pen
    Edit(Edit),
    /// Makes a draft of a Word file, or takes a converter's escapes out of a file, \[shall\] for [shall]
    Import(Import),
    /// Shows the open proposals whose paragraph has changed, and puts those on today's words whose change fits there
    RebaseQueue(RebaseQueue),
    /// Writes down where a paragraph comes from, or what was declined
    Source(Source),
    /// Publishes a document as a revision
    Issue(Issue),
    /// Takes acts back
    Retract(Retract),
    /// Takes back what one's own hand entered last, all that one command did
    Undo(Undo),
    /// Brings back what one's own hand took back last
    Redo(Redo),
}

/// `adref propose`
#[derive(Debug, Args)]
#[command(
    group = ArgGroup::new("wish").required(true).args(["text", "delete", "bracket", "lift", "move_after", "move_before", "comment"]),
    after_help = "Examples:
  adref propose outcome 12 --text \"States should mark …\" --as XNO
  adref propose outcome 12 --after --text \"Each State reports yearly.\" --as XNO
  adref propose outcome 12 --delete --as XUS --reason \"outside the mandate\"
  adref propose outcome 12 --bracket \"all necessary\" --as XUS
  adref propose outcome --replace tracing --text \"tracing and marking\" --as GN
  adref propose outcome 12 --bracket shall --as XUS --heard plenary --in-text
  adref propose XNO-3 --text \"States should mark …\" --as XUS       amends XNO-3

A proposal is submitted at once; --draft keeps it until `adref submit`."
)]
pub(crate) struct Propose {
    /// The document and the paragraph, or the proposal to amend: outcome 12bis, XNO-3
    #[arg(value_name = "DOC PARAGRAPH", required = true, num_args = 1..)]
    pub target: Vec<String>,
    /// The words wanted: for a replacement the whole paragraph, without its label; - reads standard input
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub text: Option<String>,
    /// Adds a new paragraph after this one
    #[arg(long, requires = "text", conflicts_with = "before")]
    pub after: bool,
    /// Adds a new paragraph before this one
    #[arg(long, requires = "text")]
    pub before: bool,
    /// Deletes the paragraph
    #[arg(long, conflicts_with = "text")]
    pub delete: bool,
    /// Puts brackets round these words
    #[arg(long, value_name = "WORDS", conflicts_with = "text")]
    pub bracket: Option<String>,
    /// Takes the brackets off these words
    #[arg(long, value_name = "WORDS", conflicts_with = "text")]
    pub lift: Option<String>,
    /// Moves the paragraph after this one
    #[arg(long, value_name = "PARAGRAPH", conflicts_with = "text")]
    pub move_after: Option<String>,
    /// Moves the paragraph before this one
    #[arg(long, value_name = "PARAGRAPH", conflicts_with = "text")]
    pub move_before: Option<String>,
    /// A remark, no text
    #[arg(long, value_name = "TEXT", conflicts_with = "text")]
    pub comment: Option<String>,
    /// Replaces this term by --text throughout the document
    #[arg(long, value_name = "TERM", requires = "text", conflicts_with_all = ["after", "before"])]
    pub replace: Option<String>,
    /// Who joins as sponsor; may be given several times
    #[arg(long, value_name = "WHO")]
    pub co_sponsor: Vec<String>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
    /// When it came in, where that was before now: 17:50, 2008-07-17T17:50
    #[arg(long, value_name = "TIME", conflicts_with_all = ["draft", "in_text"])]
    pub received: Option<String>,
    /// Keeps it as a draft, not yet submitted
    #[arg(long)]
    pub draft: bool,
    /// Said on the floor: submits, tables and takes it up, and puts it into the text in brackets, all at once
    #[arg(long, conflicts_with_all = ["draft", "comment"])]
    pub in_text: bool,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub hand: Hand,
}

/// `adref edit`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  adref edit outcome 12 --text \"States should mark …\"
  adref edit outcome 12 --delete
  adref edit outcome 12 --after --text \"Each State reports yearly.\"
  adref edit outcome 12                opens $VISUAL or $EDITOR on the paragraph
  adref edit outcome                   on the whole text")]
pub(crate) struct Edit {
    /// The document and the paragraph: outcome 12bis
    #[arg(value_name = "DOC PARAGRAPH", required = true, num_args = 1..)]
    pub target: Vec<String>,
    /// The paragraph's new words, without its label; - reads standard input
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub text: Option<String>,
    /// Takes the whole paragraph out
    #[arg(long, conflicts_with_all = ["text", "after", "before"])]
    pub delete: bool,
    /// Puts a new paragraph of these words after this one; without a number it gets the next that is free
    #[arg(long, requires = "text", conflicts_with = "before")]
    pub after: bool,
    /// Puts a new paragraph of these words before this one
    #[arg(long, requires = "text")]
    pub before: bool,
    /// Why
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub hand: Hand,
}

impl Edit {
    /// Whether the words are written in an editor.
    pub(crate) fn is_for_an_editor(&self) -> bool {
        self.text.is_none() && !self.delete
    }
}

/// `adref import`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  adref import converted.md                    prints it
  adref import converted.md -o draft.md
  adref import converted.md --draft outcome    makes it the text of a document
  adref import paper.docx -o draft.md          a Word file as a draft: its numbers as labels, its tables and footnotes
  adref import paper.docx --document wp1       a new document, where none is called so
  adref import paper.docx --document wp1 --accept-changes

Whoever converts a Word file to Markdown gets \\[shall\\] for [shall], and no bracket counts. Signs lose their
backslash where they mean nothing without it; &nbsp; and its like become what they name; of [text]{.underline}
the text stays. What is in code, links, comments and front matter is left alone. It says how many of each.")]
pub(crate) struct Import {
    /// A file, REV:PATH, or - for standard input
    #[arg(value_name = "FILE")]
    pub file: String,
    /// Writes it there, whole or not at all, and not to standard output
    #[arg(short, long, value_name = "OUT", conflicts_with = "draft")]
    pub out: Option<std::path::PathBuf>,
    /// Makes it the text of this document, whose front matter stays where the file has none; a new one where none is called so
    #[arg(long, visible_alias = "document", value_name = "DOC")]
    pub draft: Option<String>,
    /// Of a Word file: takes what is tracked in it to be made
    #[arg(long)]
    pub accept_changes: bool,
    /// Of a Word file: takes what is tracked in it not to be made
    #[arg(long, conflicts_with = "accept_changes")]
    pub reject_changes: bool,
    /// Why
    #[arg(long, value_name = "TEXT", requires = "draft")]
    pub reason: Option<String>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub hand: Hand,
}

/// `adref rebase-queue`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  adref rebase-queue                    all of them
  adref rebase-queue outcome            one document's
  adref rebase-queue outcome --clean    re-bases the clean ones in one go
  adref rebase-queue --only XNO-3 --only XUS-1 --dry-run

Clean to re-base: what a proposal changes has not changed since. Needs rewriting: the same words have: shown with the
words it was written on, today's, and those it wants. Obsolete: its paragraph is gone. Re-basing is an act a proposal,
by its sponsors, whoever holds the pen or the secretariat; the proposal's file stays as it was tabled.")]
pub(crate) struct RebaseQueue {
    /// Of this document alone
    #[arg(value_name = "DOC")]
    pub document: Option<String>,
    /// Re-bases all that are clean (a delegation: its own)
    #[arg(long)]
    pub clean: bool,
    /// Re-bases this proposal; may be given several times
    #[arg(long, value_name = "PROPOSAL")]
    pub only: Vec<String>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub hand: Hand,
}

/// `adref source`
#[derive(Debug, Args)]
#[command(
    group = ArgGroup::new("entry").required(true).multiple(true).args(["from", "how", "decline"]),
    after_help = "Examples:
  adref source outcome 12 --from \"wp3 IV/13\"
  adref source outcome 5 --from \"wp1@rev.1 III/9\" --from XNO-3 --how \"in substance\"
  adref source outcome 20 --how new --note \"Asked for by GS and GM.\"
  adref source outcome --decline \"wp3 IV/16\" --reason \"Covered by paragraph 14.\"

A source without a version is that of the paper's last revision. Whether words are verbatim or adapted is found
out where --how does not say. adref sources shows the list."
)]
pub(crate) struct Source {
    /// The document and the paragraph: outcome 12
    #[arg(value_name = "DOC PARAGRAPH", required = true, num_args = 1..)]
    pub target: Vec<String>,
    /// A paper's paragraph or a proposal; may be given several times
    #[arg(long, value_name = "SOURCE", conflicts_with = "decline")]
    pub from: Vec<String>,
    /// How much it keeps: verbatim, adapted, in substance, new
    #[arg(long, value_name = "HOW", conflicts_with = "decline")]
    pub how: Option<How>,
    /// A paper's paragraph or a proposal that is not taken up
    #[arg(long, value_name = "SOURCE")]
    pub decline: Option<String>,
    /// Why it is declined
    #[arg(long, value_name = "TEXT", requires = "decline")]
    pub reason: Option<String>,
    /// A remark
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub hand: Hand,
}

/// What becomes of brackets in what goes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Brackets {
    /// They stand in it
    Keep,
    /// It reads as the text without anybody's wishes
    Hide,
}

/// `adref issue`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  adref issue wp1 --rev 1
  adref issue outcome --rev 2 --dry-run
  adref issue outcome --rev 2 --names none
  adref issue outcome --rev 2 --brackets hide --reason \"For the press; the room's text keeps them.\"
  adref issue wp1 --rev zero --symbol A/CONF.192/BMS/2008/WP.1

Paragraphs are numbered 1 to n, in each series as it counts: bis and ter go, alt stays with its number. What the prose
says of this document's own paragraphs follows (\"paragraph 12 bis above\"); what is, or may be, another text's is left
alone and named. The list of old and new numbers is printed, is in --json, and stays in the version's message.
What stands in the way (agreed words that have changed, acts that contradict …) is listed and refuses, unless --reason
says why. With --names none or --brackets hide what goes out lies in drafts/DOC/issued/; the room's own text keeps all.")]
pub(crate) struct Issue {
    /// The document
    #[arg(value_name = "DOC")]
    pub document: String,
    /// Which revision: 1, 2 …, zero for the zero draft, or another word in small letters: final, corr.1
    #[arg(long, value_name = "N")]
    pub rev: String,
    /// Its symbol, where it is not the document's with /Rev.N
    #[arg(long, value_name = "SYMBOL")]
    pub symbol: Option<String>,
    /// Whether brackets stand in what goes out
    #[arg(long, value_name = "HOW", value_enum, default_value_t = Brackets::Keep)]
    pub brackets: Brackets,
    /// Whether names stand in its brackets
    #[arg(long, value_name = "NAMES", value_enum, default_value_t = Names::Shown)]
    pub names: Names,
    /// Why it goes out in spite of what stands in the way
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub hand: Hand,
}

impl Issue {
    /// The revision's name: `rev.1`, `zero`.
    pub(crate) fn revision(&self) -> String {
        let given = self.rev.trim().to_owned();
        if !given.is_empty() && given.chars().all(|c| c.is_ascii_digit()) {
            format!("rev.{given}")
        } else {
            given
        }
    }
}

/// `adref retract`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  adref retract 5f0c2a91b3 --reason \"entered for the wrong delegation\"
  adref retract 5f0c2a91b3 --dry-run

`adref log` shows the ids of acts.")]
pub(crate) struct Retract {
    /// The acts' ids
    #[arg(value_name = "ACT", required = true, num_args = 1..)]
    pub acts: Vec<String>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub hand: Hand,
}

/// `adref undo`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  adref undo
  adref undo --dry-run")]
pub(crate) struct Undo {
    #[command(flatten)]
    #[allow(missing_docs)]
    pub hand: Hand,
}

/// `adref redo`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  adref redo
  adref redo --dry-run

Nothing is lost by an undo: the acts, the words and the numbers come back as they were. Once something
else was entered it is said which acts to take back instead: adref retract ACT …")]
pub(crate) struct Redo {
    #[command(flatten)]
    #[allow(missing_docs)]
    pub hand: Hand,
}
