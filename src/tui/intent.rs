//! What a person wants, whichever key, click or list it came from.

use serde::{Deserialize, Serialize};

use super::screen::Screen;
use crate::consensus::Stance;
use crate::record::{Level, Verb};

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
    /// To bring back what was taken back last.
    Redo,
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
    /// What becomes of a bracket here.
    Settle,
    /// To put every proposal that waits into the text, in brackets.
    Compile,
    /// To publish a revision of the document.
    Issue,
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
