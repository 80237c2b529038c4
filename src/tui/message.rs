//! What happens: keys and clicks as intents, answers as data, and what the program is asked to do about it.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::passing::Passage;
use super::state::{Card, Screen, VersionName};
use super::unsaved::Unsaved;
use crate::consensus::{Refusal, Stance};
use crate::moment::Moment;
use crate::ops::{
    Board, Comparison, Desk, Dossier, LogRow, Matrix, Order, Page, Plan, Prefer, Progress,
    ProposalCard, ProposalFilter, ProposalRow, Request, Stamp, Traced,
};
use crate::record::{Level, Slug, Verb};
use crate::rolling::Reader;
use crate::text::Document;

/// A step of the cursor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Motion {
    /// To the one above.
    Up,
    /// To the one below.
    Down,
    /// A screenful back.
    PageUp,
    /// A screenful on.
    PageDown,
    /// To the first.
    Home,
    /// To the last.
    End,
    /// To the left.
    Left,
    /// To the right.
    Right,
}

/// The boxes that open behind a first key and list what may follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Prefix {
    /// Where to go.
    Go,
    /// Which stance to take.
    Position,
    /// What to do with a proposal.
    Deal,
    /// What to rule on a paragraph.
    Rule,
    /// What to propose.
    Propose,
}

/// What somebody wants to propose on a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Proposing {
    /// Other words.
    Replace,
    /// A new paragraph behind it.
    After,
    /// A new paragraph before it.
    Before,
    /// The paragraph behind another one.
    MoveAfter,
    /// The paragraph before another one.
    MoveBefore,
    /// Other words for a term, throughout the document.
    Term,
    /// Brackets round some of its words.
    Bracket,
    /// The brackets off some of its words.
    Lift,
    /// The paragraph away.
    Delete,
    /// A remark.
    Comment,
    /// Other words for what a proposal wants.
    Amend,
}

/// What a person wants, whichever key, click or list it came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Intent {
    /// To end.
    Quit,
    /// One step back: a box closes, a filter goes, the screen before comes.
    Back,
    /// The same, but it never ends the program.
    Escape,
    /// The list of keys.
    Help,
    /// The `:` line.
    CommandLine,
    /// The list of everything.
    Palette,
    /// To look for words.
    Search,
    /// To the next place found, or the next change.
    Next,
    /// To the one before.
    Previous,
    /// To take the last act back.
    Undo,
    /// To leave for a while.
    Suspend,
    /// To draw all anew.
    Redraw,
    /// To another screen.
    Go(Screen),
    /// To move.
    Move(Motion),
    /// Deeper.
    Enter,
    /// The next pane.
    NextPane,
    /// The pane before.
    PreviousPane,
    /// To say who one is.
    Who,
    /// The next set of colours.
    Colours,
    /// A box of what may follow.
    Open(Prefix),
    /// To read as somebody.
    ReadAs,
    /// The headings.
    Outline,
    /// To the next bracket.
    NextBracket,
    /// To the bracket before.
    PreviousBracket,
    /// The text as it stands in the file, or as it is shown.
    Source,
    /// The documents.
    Documents,
    /// The next document.
    NextDocument,
    /// The document before.
    PreviousDocument,
    /// The words here, to change them.
    Edit,
    /// The same in one's own editor.
    EditOutside,
    /// A proposal from here.
    Propose(Proposing),
    /// A stance.
    Take(Stance),
    /// An act on a proposal.
    Treat(Verb),
    /// A ruling on a paragraph.
    Rule(Verb, Option<Level>),
    /// To compare with the last issued version.
    Compare,
    /// Which versions.
    PickVersions,
    /// Only changes, or everything.
    ChangesOnly,
    /// Only what moved.
    MovedOnly,
    /// Only one kind of changes.
    KindsOnly,
    /// Whole sentences, or words.
    Sentences,
    /// Two columns, or one.
    Columns,
    /// What is folded opened, or what was opened folded again.
    Fold,
    /// What prints the same in a shell.
    SameAs,
    /// The text as the proposal wants it beside the text as it stands.
    CompareProposal,
    /// The two versions the other way round.
    Swap,
    /// To filter by document.
    FilterDocument,
    /// To filter by delegation or group.
    FilterParty,
    /// To filter by status.
    FilterStatus,
    /// No filter.
    FilterNone,
    /// The newest acts.
    Log,
    /// To gavel everything that is ready.
    GavelReady,
    /// To adopt a document.
    Adopt,
    /// Who voted how, or the list again.
    Votes,
    /// To put all stale proposals that fit on the words of today.
    RebaseClean,
    /// Who holds out.
    Holdouts,
    /// Who stands where, or the list again.
    Grid,
    /// Something on the floor.
    Floor(FloorKey),
}

/// What the keys of the floor mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FloorKey {
    /// To say who speaks.
    Who,
    /// Somebody asks for the floor.
    Queue,
    /// The next in the queue speaks.
    NextSpeaker,
    /// Where it is heard.
    Occasion,
    /// The selection begins here, or ends.
    Mark,
    /// The selection grows by a word to the left.
    ExtendLeft,
    /// The selection grows by a word to the right.
    ExtendRight,
    /// Brackets round the selection.
    Bracket,
    /// Other words instead of the selection.
    Alternative,
    /// The selection away.
    Delete,
    /// Words behind the selection.
    Insert,
    /// The speaker's words in the bracket here given up, or the bracket lifted.
    Lift,
    /// Whoever speaks has ended.
    Ended,
    /// Whoever speaks is given a minute more.
    Minute,
}

/// Something that happened.
#[derive(Debug)]
pub enum Message {
    /// Somebody wants something.
    Intent(Intent),
    /// A key that nothing follows on, in a box of what may follow.
    Stray(String),
    /// A key for the field that has the focus.
    Typed(ratatui::crossterm::event::KeyEvent),
    /// Text was pasted.
    Pasted(String),
    /// A click.
    Click {
        /// The column.
        x: u16,
        /// The row.
        y: u16,
    },
    /// The wheel, down where positive.
    Wheel {
        /// The column.
        x: u16,
        /// The row.
        y: u16,
        /// How many notches.
        by: i16,
    },
    /// The terminal has another size.
    Resized(u16, u16),
    /// An answer came.
    Answered(Box<Answer>),
}

/// A question to the meeting, answered while the screen lives on.
#[derive(Debug, Clone, PartialEq)]
pub enum Question {
    /// Particulars, documents and parties.
    Card,
    /// The desk's frame.
    Glance,
    /// The desk of somebody.
    Desk(Option<String>),
    /// How far the documents have come.
    Progress,
    /// A document's text.
    Text(String),
    /// A document's text with its standing.
    Page(String, Option<Reader>),
    /// A list of proposals.
    Proposals(ProposalFilter),
    /// One proposal.
    Proposal(Slug),
    /// One paragraph in full.
    Dossier(String, usize),
    /// Every version that changed one paragraph.
    Life(String, usize),
    /// The versions of a document.
    Versions(String),
    /// Two versions of a document compared; of none, two texts as the command line names them.
    Compare(Option<String>, VersionName, VersionName),
    /// The newest acts.
    Log(Option<String>),
    /// The board of a document; of all.
    Board(Option<String>),
    /// Who stands where on it.
    Matrix(Option<String>),
}

/// Two versions compared, with the texts themselves.
#[derive(Debug)]
pub struct Compared {
    /// The changes.
    pub comparison: Comparison,
    /// The old text.
    pub old: Arc<Document>,
    /// The new text.
    pub new: Arc<Document>,
}

/// How a planned command goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Then {
    /// It is asked about.
    Ask,
    /// It is done where nothing speaks against it, else asked about.
    Do,
    /// It is shown, and nothing is written.
    Show,
    /// It is done; what speaks against it is said behind it, and undoing takes it back.
    AtOnce,
}

/// A command with whose it is and what it comes to.
#[derive(Debug, Clone)]
pub struct Planned {
    /// What was asked for.
    pub order: Order,
    /// By whose authority and when.
    pub stamp: Stamp,
    /// What it comes to.
    pub plan: Plan,
}

/// An answer.
#[derive(Debug)]
pub enum Answer {
    /// To [`Question::Card`].
    Card(Arc<Card>),
    /// To [`Question::Glance`] (`false`) and [`Question::Desk`] (`true`: complete).
    Desk(Arc<Desk>, bool),
    /// To [`Question::Progress`].
    Progress(Arc<Progress>),
    /// To [`Question::Text`].
    Text(String, Arc<Document>),
    /// To [`Question::Page`].
    Page(Option<Reader>, Arc<Document>, Arc<Page>),
    /// To [`Question::Proposals`].
    Proposals(ProposalFilter, Arc<Vec<ProposalRow>>),
    /// To [`Question::Proposal`].
    Proposal(Arc<ProposalCard>),
    /// To [`Question::Dossier`].
    Dossier(Arc<Dossier>),
    /// To [`Question::Life`]; what hinders, where it cannot be told.
    Life(String, usize, Result<Arc<Traced>, Refusal>),
    /// To [`Question::Versions`]: those there are, and the text as each open proposal wants it.
    Versions(String, Vec<VersionName>, Vec<VersionName>),
    /// To [`Question::Compare`].
    Compared(Option<String>, VersionName, VersionName, Arc<Compared>),
    /// To [`Question::Board`]: the board, and of which moment it is.
    Board(Option<String>, Arc<Board>, Moment),
    /// To [`Question::Matrix`].
    Matrix(Option<String>, Arc<Matrix>),
    /// To [`Question::Log`].
    Log(Vec<LogRow>),
    /// A question or a wish could not be met.
    Refused(Refusal),
    /// The meeting changed underneath.
    Changed,
    /// A command was planned.
    Planned(Box<Planned>, Then),
    /// A command was planned again since the meeting had changed, and comes out otherwise.
    PlannedAnew(Box<Planned>),
    /// A command was done: what is said, and the same in words.
    Done {
        /// What is said.
        said: String,
        /// The same as typed.
        same_as: String,
    },
    /// What would be received or sent.
    Passing(Box<Passage>),
    /// A line was understood.
    Understood(Request),
    /// What may follow on the `:` line.
    Completions(String, Vec<String>),
    /// Who sits here now.
    Became(Option<String>),
    /// The editor came back with this text.
    Edited {
        /// The document.
        document: String,
        /// The paragraph; the whole text where `None`.
        index: Option<usize>,
        /// What the editor left.
        text: Vec<u8>,
        /// The id of the text it was made on.
        over: crate::repo::BlobId,
    },
    /// What an earlier sitting left unsaved.
    Left(Box<Unsaved>),
    /// Something worth a line.
    Said(String),
}

/// What is to be done outside the state.
#[derive(Debug, Clone)]
pub enum Effect {
    /// Several things.
    All(Vec<Effect>),
    /// To end.
    Quit,
    /// To stop until the shell brings it back.
    Suspend,
    /// To draw all anew.
    Redraw,
    /// Questions to the meeting.
    Ask(Vec<Question>),
    /// To plan a command.
    Plan(Order, Then),
    /// To do what was planned and confirmed.
    Commit(Box<Planned>),
    /// To understand a line.
    Interpret(String),
    /// To complete a line.
    Complete(String),
    /// To be somebody else from now on.
    Become(Option<String>),
    /// To see what others sent, and what it would come to here.
    Receive(Option<Prefer>),
    /// To see what would be sent.
    Send(Option<Prefer>),
    /// To receive or send what was shown.
    Pass(Box<Passage>),
    /// To keep what is unsaved, or to forget it; the later of two counts.
    Guard(u64, Option<Box<Unsaved>>),
    /// To look what an earlier sitting left unsaved.
    Look,
    /// To keep a setting.
    Keep(&'static str, String),
    /// To open the editor on a document, or on a paragraph of it.
    Editor(String, Option<usize>),
}

impl Effect {
    /// One effect of several, none of none.
    pub(super) fn of(mut several: Vec<Effect>) -> Option<Effect> {
        match several.len() {
            0 => None,
            1 => several.pop(),
            _ => Some(Effect::All(several)),
        }
    }
}
