//! What the keys mean on one screen alone.

use ratatui::crossterm::event::KeyCode;

use super::binding::{Binding, ENTER, bind};
use crate::record::{Level, Verb};
use crate::tui::intent::{FloorKey, Intent, Prefix};
use crate::tui::press::Press;

pub(super) static DESK: &[Binding] = &[
    bind(&[ENTER], "open", "Opens what is selected", Intent::Enter),
    bind(
        &[Press::key(KeyCode::Tab)],
        "other list",
        "Moves to the other list",
        Intent::NextPane,
    ),
    bind(
        &[Press::key(KeyCode::BackTab)],
        "",
        "Moves to the other list",
        Intent::PreviousPane,
    ),
];

pub(super) static TEXT: &[Binding] = &[
    bind(
        &[ENTER],
        "history",
        "Opens everything on this paragraph",
        Intent::Enter,
    ),
    bind(
        &[Press::key(KeyCode::Tab)],
        "",
        "Shows what there is on the paragraph, or the text alone",
        Intent::NextPane,
    ),
    bind(
        &[Press::char(']')],
        "",
        "Moves to the next bracket",
        Intent::NextBracket,
    ),
    bind(
        &[Press::char('[')],
        "[ ] bracket",
        "Moves to the bracket before",
        Intent::PreviousBracket,
    ),
    bind(
        &[Press::char('v')],
        "as whom",
        "Reads the text as the room, the base or a delegation would",
        Intent::ReadAs,
    ),
    bind(
        &[Press::char('o')],
        "outline",
        "Lists the headings and paragraphs",
        Intent::Outline,
    ),
    bind(
        &[Press::char('w')],
        "",
        "Shows the words as the file has them, or as they read",
        Intent::Source,
    ),
    bind(
        &[Press::char('c')],
        "compare",
        "Compares this document with its last issued version",
        Intent::Compare,
    ),
    bind(
        &[Press::char('>')],
        "",
        "Opens the next document",
        Intent::NextDocument,
    ),
    bind(
        &[Press::char('<')],
        "",
        "Opens the document before",
        Intent::PreviousDocument,
    ),
];

pub(super) static COMPARE: &[Binding] = &[
    bind(
        &[Press::char('n')],
        "next change",
        "Moves to the next change",
        Intent::Next,
    ),
    bind(
        &[Press::char('N')],
        "",
        "Moves to the change before",
        Intent::Previous,
    ),
    bind(
        &[ENTER],
        "follow",
        "Follows a move, opens what is folded, else the paragraph",
        Intent::Enter,
    ),
    bind(
        &[Press::char('c')],
        "only changes",
        "Shows the changes alone, or everything",
        Intent::ChangesOnly,
    ),
    bind(
        &[Press::char('f')],
        "by kind",
        "Shows one kind of changes: new, gone, moved, brackets …",
        Intent::KindsOnly,
    ),
    bind(
        &[Press::char('w')],
        "words",
        "Strikes and adds words, or whole sentences",
        Intent::Sentences,
    ),
    bind(
        &[Press::char('|')],
        "",
        "Shows the two side by side, or in one column",
        Intent::Columns,
    ),
    bind(
        &[Press::char('z')],
        "",
        "Opens what is folded here, or folds it again",
        Intent::Fold,
    ),
    bind(
        &[Press::char('y')],
        "",
        "Says which command prints what is seen",
        Intent::SameAs,
    ),
    bind(
        &[Press::char('m')],
        "moved",
        "Shows only what moved, or everything",
        Intent::MovedOnly,
    ),
    bind(
        &[Press::char('r')],
        "versions",
        "Picks the two versions",
        Intent::PickVersions,
    ),
    bind(
        &[Press::char('x')],
        "",
        "Puts the two versions the other way round",
        Intent::Swap,
    ),
    bind(
        &[Press::char('>')],
        "",
        "Opens the next document",
        Intent::NextDocument,
    ),
    bind(
        &[Press::char('<')],
        "",
        "Opens the document before",
        Intent::PreviousDocument,
    ),
];

pub(super) static PROPOSALS: &[Binding] = &[
    bind(
        &[ENTER],
        "open",
        "Opens the paragraph it is on",
        Intent::Enter,
    ),
    bind(
        &[Press::key(KeyCode::Tab)],
        "",
        "Shows the proposal alone, or the list again",
        Intent::NextPane,
    ),
    bind(
        &[Press::char('f')],
        "by party",
        "Shows those of one delegation or group",
        Intent::FilterParty,
    ),
    bind(
        &[Press::char('o')],
        "by document",
        "Shows those on one document",
        Intent::FilterDocument,
    ),
    bind(
        &[Press::char('c')],
        "compare",
        "Compares the text with the text as the proposal wants it",
        Intent::CompareProposal,
    ),
    bind(
        &[Press::char('R')],
        "re-base",
        "Puts stale proposals that fit on the words of today",
        Intent::RebaseClean,
    ),
    bind(
        &[Press::char('v')],
        "by status",
        "Shows those in one status",
        Intent::FilterStatus,
    ),
    bind(
        &[Press::char('x')],
        "",
        "Shows them all again",
        Intent::FilterNone,
    ),
];

// What the board does whatever it shows.
const GRID: Binding = bind(
    &[Press::char('m')],
    "matrix",
    "Shows who stands where by paragraphs, or the list again",
    Intent::Grid,
);
const OF_ONE: Binding = bind(
    &[Press::char('f')],
    "by document",
    "Shows the board of one document",
    Intent::FilterDocument,
);
const VOTES: Binding = bind(
    &[Press::char('V')],
    "votes",
    "Shows motions, votes and who voted how, or the list again",
    Intent::Votes,
);
const OF_ALL: Binding = bind(
    &[Press::char('x')],
    "",
    "Shows the board of all documents",
    Intent::FilterNone,
);
const NEXT_BOARD: Binding = bind(
    &[Press::char('>')],
    "",
    "Shows the next document's board",
    Intent::NextDocument,
);
const BOARD_BEFORE: Binding = bind(
    &[Press::char('<')],
    "",
    "Shows the board of the document before",
    Intent::PreviousDocument,
);

pub(super) static BOARD: &[Binding] = &[
    bind(
        &[Press::char('g')],
        "gavel",
        "Gavels the paragraph, its words being shown first",
        Intent::Rule(Verb::Agree, Some(Level::Agreed)),
    ),
    bind(
        &[Press::char('G')],
        "gavel all ready",
        "Gavels all that is ready, the words being shown first",
        Intent::GavelReady,
    ),
    bind(
        &[Press::char('h')],
        "holdouts",
        "Lists who holds out, whoever does so alone first",
        Intent::Holdouts,
    ),
    GRID,
    OF_ONE,
    bind(
        &[Press::char('A')],
        "adopt",
        "Adopts the document or a section, the words shown first",
        Intent::Adopt,
    ),
    VOTES,
    bind(
        &[Press::char('c')],
        "",
        "Shows what is on the table, or every paragraph",
        Intent::ChangesOnly,
    ),
    OF_ALL,
    NEXT_BOARD,
    BOARD_BEFORE,
    bind(
        &[Press::key(KeyCode::Tab)],
        "read on",
        "Shows what blocks the paragraph alone, or the list again",
        Intent::NextPane,
    ),
    bind(
        &[ENTER],
        "history",
        "Opens everything on this paragraph",
        Intent::Enter,
    ),
];

/// The board while it shows who stands where, or who voted how: no paragraph is selected then.
pub(super) static ASIDE: &[Binding] = &[GRID, VOTES, OF_ONE, OF_ALL, NEXT_BOARD, BOARD_BEFORE];

pub(super) static PARAGRAPH: &[Binding] = &[
    bind(
        &[Press::key(KeyCode::Tab)],
        "section",
        "Moves to the next section",
        Intent::NextPane,
    ),
    bind(
        &[Press::key(KeyCode::BackTab)],
        "",
        "Moves to the section before",
        Intent::PreviousPane,
    ),
    bind(
        &[Press::char('>')],
        "",
        "Opens the next paragraph",
        Intent::NextDocument,
    ),
    bind(
        &[Press::char('<')],
        "< > paragraph",
        "Opens the paragraph before",
        Intent::PreviousDocument,
    ),
];

pub(super) static FLOOR: &[Binding] = &[
    bind(
        &[Press::char('w')],
        "who",
        "Says who speaks",
        Intent::Floor(FloorKey::Who),
    ),
    bind(
        &[Press::char('b')],
        "bracket",
        "Puts the words in the speaker's brackets",
        Intent::Floor(FloorKey::Bracket),
    ),
    bind(
        &[Press::char('a')],
        "alternative",
        "Takes other words of the speaker's for these",
        Intent::Floor(FloorKey::Alternative),
    ),
    bind(
        &[Press::char('d')],
        "delete",
        "Notes that the speaker wants these words away",
        Intent::Floor(FloorKey::Delete),
    ),
    bind(
        &[Press::char('i')],
        "insert",
        "Takes words of the speaker's behind these",
        Intent::Floor(FloorKey::Insert),
    ),
    bind(
        &[Press::char('y')],
        "lift",
        "Gives up the speaker's words; without a speaker, lifts it",
        Intent::Floor(FloorKey::Lift),
    ),
    bind(
        &[Press::char('v')],
        "select",
        "Begins or ends a selection of several words",
        Intent::Floor(FloorKey::Mark),
    ),
    bind(
        &[Press::shift(KeyCode::Right)],
        "",
        "Selects a word more to the right",
        Intent::Floor(FloorKey::ExtendRight),
    ),
    bind(
        &[Press::shift(KeyCode::Left)],
        "",
        "Selects a word more to the left",
        Intent::Floor(FloorKey::ExtendLeft),
    ),
    bind(
        &[Press::char('s')],
        "next speaker",
        "Gives the floor to the next in the queue",
        Intent::Floor(FloorKey::NextSpeaker),
    ),
    bind(
        &[Press::char('z')],
        "",
        "Notes that the speaker has ended, and how long it took",
        Intent::Floor(FloorKey::Ended),
    ),
    bind(
        &[Press::char('x')],
        "",
        "Gives the speaker a minute more",
        Intent::Floor(FloorKey::Minute),
    ),
    bind(
        &[Press::char('S')],
        "queue",
        "Puts somebody into the speakers' queue",
        Intent::Floor(FloorKey::Queue),
    ),
    bind(
        &[Press::char('o')],
        "",
        "Says where: plenary, informals, small group, in writing",
        Intent::Floor(FloorKey::Occasion),
    ),
    bind(
        &[Press::char('e')],
        "edit",
        "Changes the words of the paragraph by hand",
        Intent::Edit,
    ),
    bind(
        &[Press::char('t')],
        "position",
        "Takes a position: support, accept, query, reserve, oppose",
        Intent::Open(Prefix::Position),
    ),
    bind(
        &[ENTER],
        "",
        "Opens everything on this paragraph",
        Intent::Enter,
    ),
    bind(
        &[Press::char('>'), Press::key(KeyCode::PageDown)],
        "",
        "Goes to the next paragraph",
        Intent::NextDocument,
    ),
    bind(
        &[Press::char('<'), Press::key(KeyCode::PageUp)],
        "< > paragraph",
        "Goes to the paragraph before",
        Intent::PreviousDocument,
    ),
];
