//! What the keys mean, screen by screen: one table for the keys themselves, the last row, and the list behind `?`.

use ratatui::crossterm::event::KeyCode;

use super::message::{FloorKey, Intent, Motion, Prefix, Proposing};
use super::press::Press;
use super::state::{Screen, State};
use crate::consensus::Stance;
use crate::record::{Level, Verb};

/// One meaning of some keys.
#[derive(Debug)]
pub(super) struct Binding {
    /// The keys; the first is the one shown.
    pub(super) keys: &'static [Press],
    /// A word or two for the last row; empty where it is not shown there.
    pub(super) short: &'static str,
    /// A sentence for the list.
    pub(super) long: &'static str,
    /// What they mean.
    pub(super) intent: Intent,
}

/// One key behind a first one.
#[derive(Debug)]
pub(super) struct Follower {
    pub(super) key: Press,
    pub(super) words: &'static str,
    pub(super) intent: Intent,
}

const fn bind(
    keys: &'static [Press],
    short: &'static str,
    long: &'static str,
    intent: Intent,
) -> Binding {
    Binding {
        keys,
        short,
        long,
        intent,
    }
}

const fn follow(key: char, words: &'static str, intent: Intent) -> Follower {
    Follower {
        key: Press::char(key),
        words,
        intent,
    }
}

const ENTER: Press = Press::key(KeyCode::Enter);

static DESK: &[Binding] = &[
    bind(&[ENTER], "open", "Opens what is selected", Intent::Enter),
    bind(
        &[Press::key(KeyCode::Tab)],
        "other list",
        "Moves to the other list",
        Intent::NextPane,
    ),
];

static TEXT: &[Binding] = &[
    bind(
        &[ENTER],
        "history",
        "Opens everything on this paragraph",
        Intent::Enter,
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
        "Shows the brackets as the file has them, or as the room sees them",
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

static COMPARE: &[Binding] = &[
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
        "Follows what moved to its other place, opens what is folded, else the paragraph",
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
        "Shows one kind of changes alone: new, gone, moved, brackets …",
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

static PROPOSALS: &[Binding] = &[
    bind(
        &[ENTER],
        "open",
        "Opens the paragraph it is on",
        Intent::Enter,
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
        "Compares the text as it stands with the text as the proposal wants it",
        Intent::CompareProposal,
    ),
    bind(
        &[Press::char('R')],
        "re-base",
        "Puts every stale proposal that fits on the words of today, the words being shown first",
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

static BOARD: &[Binding] = &[
    bind(
        &[Press::char('g')],
        "gavel",
        "Agrees on the paragraph that is selected, its words being shown first",
        Intent::Rule(Verb::Agree, Some(Level::Agreed)),
    ),
    bind(
        &[Press::char('G')],
        "gavel all ready",
        "Agrees on every paragraph here that is ready, their words being shown first",
        Intent::GavelReady,
    ),
    bind(
        &[Press::char('h')],
        "holdouts",
        "Lists who holds out, whoever does so alone first",
        Intent::Holdouts,
    ),
    bind(
        &[Press::char('m')],
        "matrix",
        "Shows who stands where: delegations by paragraphs, or the list again",
        Intent::Grid,
    ),
    bind(
        &[Press::char('f')],
        "by document",
        "Shows the board of one document",
        Intent::FilterDocument,
    ),
    bind(
        &[Press::char('A')],
        "adopt",
        "Adopts the document, or a section of it, the words being shown first",
        Intent::Adopt,
    ),
    bind(
        &[Press::char('V')],
        "votes",
        "Shows motions, votes and adoptions and who voted how, or the list again",
        Intent::Votes,
    ),
    bind(
        &[Press::char('c')],
        "",
        "Shows what is on the table, or every paragraph",
        Intent::ChangesOnly,
    ),
    bind(
        &[Press::char('x')],
        "",
        "Shows the board of all documents",
        Intent::FilterNone,
    ),
    bind(
        &[Press::char('>')],
        "",
        "Shows the next document's board",
        Intent::NextDocument,
    ),
    bind(
        &[Press::char('<')],
        "",
        "Shows the board of the document before",
        Intent::PreviousDocument,
    ),
    bind(
        &[ENTER],
        "history",
        "Opens everything on this paragraph",
        Intent::Enter,
    ),
];

static PARAGRAPH: &[Binding] = &[
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

static FLOOR: &[Binding] = &[
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
        "Gives up the speaker's words in this bracket; without a speaker, lifts it",
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
        "Says where it is heard: plenary, informals, small group, in writing",
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
        "Takes a position: supports, accepts, queries, reserves, opposes",
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

/// Acts, where a paragraph or a proposal is selected.
static ACTS: &[Binding] = &[
    bind(
        &[Press::char('t')],
        "position",
        "Takes a position: supports, accepts, queries, reserves, opposes",
        Intent::Open(Prefix::Position),
    ),
    bind(
        &[Press::char('p')],
        "propose",
        "Proposes other words, a new paragraph, a move, a deletion, brackets, a term throughout …",
        Intent::Open(Prefix::Propose),
    ),
    bind(
        &[Press::char('a')],
        "accept",
        "Takes the proposal into the text",
        Intent::Treat(Verb::Accept),
    ),
    bind(
        &[Press::char('b')],
        "bracket in",
        "Puts the proposal's words into the text, in brackets",
        Intent::Treat(Verb::Bracket),
    ),
    bind(
        &[Press::char('d')],
        "deal with",
        "Tables, opens, parks, withdraws … a proposal",
        Intent::Open(Prefix::Deal),
    ),
    bind(
        &[Press::char('e')],
        "edit",
        "Changes the words of the paragraph",
        Intent::Edit,
    ),
    bind(
        &[Press::char('E')],
        "",
        "Changes the whole text in your own editor",
        Intent::EditOutside,
    ),
];

/// Rulings; Compare has its own meaning of this key.
static RULINGS: &[Binding] = &[bind(
    &[Press::char('r')],
    "rule",
    "Gavels, notes a discussion, parks, reopens … a paragraph",
    Intent::Open(Prefix::Rule),
)];

static EVERYWHERE: &[Binding] = &[
    bind(&[Press::char('?')], "keys", "Lists the keys", Intent::Help),
    bind(
        &[Press::char(':')],
        "command",
        "Takes a command as the command line does",
        Intent::CommandLine,
    ),
    bind(
        &[Press::ctrl('p')],
        "",
        "Lists everything: commands, documents, paragraphs",
        Intent::Palette,
    ),
    bind(
        &[Press::char('/')],
        "find",
        "Looks for words here",
        Intent::Search,
    ),
    bind(
        &[Press::char('n')],
        "",
        "Moves to the next place found",
        Intent::Next,
    ),
    bind(
        &[Press::char('N')],
        "",
        "Moves to the place found before",
        Intent::Previous,
    ),
    bind(
        &[Press::char('u')],
        "",
        "Takes your last act back",
        Intent::Undo,
    ),
    bind(
        &[Press::char('1')],
        "",
        "Desk: what needs you now",
        Intent::Go(Screen::Desk),
    ),
    bind(
        &[Press::char('2')],
        "",
        "Text: what it says and what is open",
        Intent::Go(Screen::Text),
    ),
    bind(
        &[Press::char('3')],
        "",
        "Compare: what changed between two versions",
        Intent::Go(Screen::Compare),
    ),
    bind(
        &[Press::char('4')],
        "",
        "Proposals: what became of each",
        Intent::Go(Screen::Proposals),
    ),
    bind(
        &[Press::char('5')],
        "",
        "Board: what can be gavelled",
        Intent::Go(Screen::Board),
    ),
    bind(
        &[Press::char('6')],
        "",
        "Floor: what was just said",
        Intent::Go(Screen::Floor),
    ),
    bind(
        &[Press::char('7')],
        "",
        "Paragraph: how it came to this",
        Intent::Go(Screen::Paragraph),
    ),
    bind(
        &[Press::char('.')],
        "documents",
        "Lists the documents",
        Intent::Documents,
    ),
    bind(
        &[Press::char('L')],
        "",
        "Lists the newest acts",
        Intent::Log,
    ),
    bind(
        &[Press::char('W')],
        "who you are",
        "Says who you are",
        Intent::Who,
    ),
    bind(
        &[Press::char('C')],
        "",
        "Changes the colours: dark, light, 16, none",
        Intent::Colours,
    ),
    bind(
        &[Press::char('g')],
        "",
        "Goes to the top, the end, a screen",
        Intent::Open(Prefix::Go),
    ),
    bind(
        &[Press::key(KeyCode::Tab)],
        "",
        "Moves to the next pane",
        Intent::NextPane,
    ),
    bind(
        &[Press::key(KeyCode::BackTab)],
        "",
        "Moves to the pane before",
        Intent::PreviousPane,
    ),
    bind(
        &[Press::key(KeyCode::Down), Press::char('j')],
        "",
        "Moves down",
        Intent::Move(Motion::Down),
    ),
    bind(
        &[Press::key(KeyCode::Up), Press::char('k')],
        "",
        "Moves up",
        Intent::Move(Motion::Up),
    ),
    bind(
        &[
            Press::key(KeyCode::PageDown),
            Press::ctrl('f'),
            Press::ctrl('d'),
            Press::char(' '),
        ],
        "",
        "Moves a screenful down",
        Intent::Move(Motion::PageDown),
    ),
    bind(
        &[Press::key(KeyCode::PageUp), Press::ctrl('b')],
        "",
        "Moves a screenful up",
        Intent::Move(Motion::PageUp),
    ),
    bind(
        &[Press::key(KeyCode::Home)],
        "",
        "Moves to the top",
        Intent::Move(Motion::Home),
    ),
    bind(
        &[Press::key(KeyCode::End), Press::char('G')],
        "",
        "Moves to the end",
        Intent::Move(Motion::End),
    ),
    bind(
        &[Press::key(KeyCode::Left), Press::char('h')],
        "",
        "Moves left",
        Intent::Move(Motion::Left),
    ),
    bind(
        &[Press::key(KeyCode::Right), Press::char('l')],
        "",
        "Moves right",
        Intent::Move(Motion::Right),
    ),
    bind(&[ENTER], "", "Opens what is selected", Intent::Enter),
    bind(
        &[Press::char('q')],
        "back",
        "Goes one step back; from the first screen it ends",
        Intent::Back,
    ),
    bind(
        &[Press::key(KeyCode::Esc)],
        "",
        "Goes one step back",
        Intent::Escape,
    ),
    bind(
        &[Press::ctrl('l')],
        "",
        "Draws everything anew",
        Intent::Redraw,
    ),
    bind(
        &[Press::ctrl('z')],
        "",
        "Leaves for the shell; `fg` comes back",
        Intent::Suspend,
    ),
    bind(&[Press::char('Q')], "", "Ends", Intent::Quit),
];

/// Everything that keys mean on the screen that is shown, its own meanings first.
pub(super) fn bindings(state: &State) -> impl Iterator<Item = &'static Binding> {
    let (own, acts, rulings): (&'static [Binding], &'static [Binding], &'static [Binding]) =
        match state.screen {
            Screen::Desk => (DESK, ACTS, RULINGS),
            Screen::Text => (TEXT, ACTS, RULINGS),
            Screen::Compare => (COMPARE, &[], &[]),
            Screen::Proposals => (PROPOSALS, ACTS, &[]),
            Screen::Paragraph => (PARAGRAPH, ACTS, RULINGS),
            Screen::Floor => (FLOOR, &[], RULINGS),
            Screen::Board => (BOARD, ACTS, RULINGS),
        };
    own.iter().chain(acts).chain(rulings).chain(EVERYWHERE)
}

/// What may follow a first key.
pub(super) fn followers(prefix: Prefix) -> &'static [Follower] {
    static GO: &[Follower] = &[
        follow('g', "top", Intent::Move(Motion::Home)),
        follow('e', "end", Intent::Move(Motion::End)),
        follow('d', "documents", Intent::Documents),
        follow('o', "outline", Intent::Outline),
        follow('l', "newest acts", Intent::Log),
        follow('w', "who you are", Intent::Who),
    ];
    static POSITION: &[Follower] = &[
        follow('s', "support", Intent::Take(Stance::Support)),
        follow('a', "can accept", Intent::Take(Stance::Accept)),
        follow('q', "query", Intent::Take(Stance::Query)),
        follow('r', "reserve", Intent::Take(Stance::Reserve)),
        follow('o', "oppose", Intent::Take(Stance::Oppose)),
    ];
    static DEAL: &[Follower] = &[
        follow('u', "submit", Intent::Treat(Verb::Submit)),
        follow('t', "table", Intent::Treat(Verb::Table)),
        follow('o', "open discussion", Intent::Treat(Verb::Open)),
        follow('b', "bracket in", Intent::Treat(Verb::Bracket)),
        follow('a', "accept", Intent::Treat(Verb::Accept)),
        follow('p', "park", Intent::Treat(Verb::Park)),
        follow('s', "set aside", Intent::Treat(Verb::SetAside)),
        follow('r', "return to sponsor", Intent::Treat(Verb::Return)),
        follow('w', "withdraw", Intent::Treat(Verb::Withdraw)),
        follow('i', "reintroduce", Intent::Treat(Verb::Reintroduce)),
        follow('y', "adopt as own", Intent::Treat(Verb::AdoptAsOwn)),
        follow('c', "co-sponsor", Intent::Treat(Verb::CoSponsor)),
        follow('m', "merge into …", Intent::Treat(Verb::Merge)),
        follow('x', "superseded by …", Intent::Treat(Verb::Supersede)),
    ];
    static RULE: &[Follower] = &[
        follow(
            'a',
            "agree ad referendum",
            Intent::Rule(Verb::Agree, Some(Level::AdReferendum)),
        ),
        follow(
            'i',
            "agree in informals",
            Intent::Rule(Verb::Agree, Some(Level::Informals)),
        ),
        follow('g', "agree", Intent::Rule(Verb::Agree, Some(Level::Agreed))),
        follow('d', "discussed", Intent::Rule(Verb::Discuss, None)),
        follow('p', "park", Intent::Rule(Verb::Park, None)),
        follow('o', "reopen", Intent::Rule(Verb::Reopen, None)),
        follow(
            'c',
            "certify as editorial",
            Intent::Rule(Verb::Certify, None),
        ),
        follow(
            's',
            "open a silence …",
            Intent::Rule(Verb::OpenSilence, None),
        ),
    ];
    static PROPOSE: &[Follower] = &[
        follow('r', "other words", Intent::Propose(Proposing::Replace)),
        follow(
            'a',
            "a new paragraph after",
            Intent::Propose(Proposing::After),
        ),
        follow(
            'b',
            "a new paragraph before",
            Intent::Propose(Proposing::Before),
        ),
        follow(
            'm',
            "move it after …",
            Intent::Propose(Proposing::MoveAfter),
        ),
        follow(
            'M',
            "move it before …",
            Intent::Propose(Proposing::MoveBefore),
        ),
        follow(
            'k',
            "brackets round words",
            Intent::Propose(Proposing::Bracket),
        ),
        follow('l', "brackets off words", Intent::Propose(Proposing::Lift)),
        follow('t', "a term throughout", Intent::Propose(Proposing::Term)),
        follow(
            'd',
            "delete the paragraph",
            Intent::Propose(Proposing::Delete),
        ),
        follow('c', "a comment", Intent::Propose(Proposing::Comment)),
        follow(
            'p',
            "other words than the proposal's",
            Intent::Propose(Proposing::Amend),
        ),
    ];
    match prefix {
        Prefix::Go => GO,
        Prefix::Position => POSITION,
        Prefix::Deal => DEAL,
        Prefix::Rule => RULE,
        Prefix::Propose => PROPOSE,
    }
}

/// What a box of followers is called.
pub(super) fn prefix_title(prefix: Prefix) -> &'static str {
    match prefix {
        Prefix::Go => "go to",
        Prefix::Position => "take a position",
        Prefix::Deal => "deal with the proposal",
        Prefix::Rule => "rule on the paragraph",
        Prefix::Propose => "propose",
    }
}
