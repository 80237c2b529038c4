//! What happens: keys and clicks as intents, answers as data, and what the program is asked to do about it.

use std::sync::Arc;

use super::card::Card;
use super::intent::Intent;
use super::passage::Passage;
use super::screen::VersionName;
use super::unsaved::Unsaved;
use crate::consensus::Refusal;
use crate::moment::Moment;
use crate::ops::{
    Board, Comparison, Desk, Dossier, LogRow, Matrix, Order, Page, Plan, Prefer, Progress,
    ProposalCard, ProposalFilter, ProposalRow, Request, Stamp, Traced,
};
use crate::record::Slug;
use crate::rolling::Reader;
use crate::text::Document;

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
    /// Nothing: a form for it has been opened, and it is only asked whether it could be done at all.
    Probe,
}

/// Which key leads back from what was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// None.
    None,
    /// `u` takes it back.
    Undo,
    /// `U` brings it back.
    Redo,
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
    /// What a form was opened for cannot be done, whatever is written in it.
    Impossible(Refusal),
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
        /// Which key leads back.
        way: Way,
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

/// Asks, where there is anything to ask.
pub(super) fn ask(questions: Vec<Question>) -> Option<Effect> {
    (!questions.is_empty()).then_some(Effect::Ask(questions))
}
