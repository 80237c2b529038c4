//! What the keys mean on several screens, and on all.

use ratatui::crossterm::event::KeyCode;

use super::binding::{Binding, ENTER, bind};
use crate::record::Verb;
use crate::tui::intent::{Intent, Motion, Prefix};
use crate::tui::press::Press;
use crate::tui::screen::Screen;

/// Acts, where a paragraph or a proposal is selected.
pub(super) static ACTS: &[Binding] = &[
    bind(
        &[Press::char('t')],
        "position",
        "Takes a position: support, accept, query, reserve, oppose",
        Intent::Open(Prefix::Position),
    ),
    bind(
        &[Press::char('p')],
        "propose",
        "Proposes words, a new paragraph, a move, a deletion …",
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
    bind(
        &[Press::char('y')],
        "brackets",
        "Lists the brackets here: lifts one, says whose words stand",
        Intent::Settle,
    ),
];

/// Acts on a whole document.
pub(super) static ON_THE_WHOLE: &[Binding] = &[
    bind(
        &[Press::char('B')],
        "",
        "Puts all proposals that wait into the text, in brackets",
        Intent::Compile,
    ),
    bind(
        &[Press::char('I')],
        "",
        "Issues a revision of the document",
        Intent::Issue,
    ),
];

/// Rulings; Compare has its own meaning of this key.
pub(super) static RULINGS: &[Binding] = &[bind(
    &[Press::char('r')],
    "rule",
    "Gavels, notes a discussion, parks, reopens … a paragraph",
    Intent::Open(Prefix::Rule),
)];

pub(super) static EVERYWHERE: &[Binding] = &[
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
        "Takes back what you entered last",
        Intent::Undo,
    ),
    bind(
        &[Press::char('U')],
        "",
        "Brings back what you took back last",
        Intent::Redo,
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
