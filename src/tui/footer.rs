//! The last row: the keys that matter most to whoever sits here, on this screen, now; as many as fit.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::bindings::{Binding, bindings};
use super::floor;
use super::intent::{FloorKey, Intent, Prefix};
use super::overlay::Overlay;
use super::places::{body, here, is_last_step, proposals_for, proposals_here};
use super::screen::Screen;
use super::screens::DeskPane;
use super::seat::{Seat, is_secretariat, no_edit};
use super::state::State;
use super::theme::Tone;
use crate::ops::{Only, ProposalRow, STILL_FITS};
use crate::record::Verb;
use crate::text::Bracket;
use crate::view::width;

/// A key in the last row and where it lies.
#[derive(Debug, Clone)]
pub(super) struct FootKey {
    pub(super) x: u16,
    pub(super) width: u16,
    pub(super) key: String,
    pub(super) words: &'static str,
    pub(super) intent: Intent,
}

const POSITION: Intent = Intent::Open(Prefix::Position);
const PROPOSE: Intent = Intent::Open(Prefix::Propose);
const DEAL: Intent = Intent::Open(Prefix::Deal);
const RULE: Intent = Intent::Open(Prefix::Rule);
const ACCEPT: Intent = Intent::Treat(Verb::Accept);
const BRACKET: Intent = Intent::Treat(Verb::Bracket);

/// What matters most on a screen, the first most; what is not named comes behind, in the order of the keys' table.
fn order(screen: Screen, seat: Seat) -> Vec<Intent> {
    if screen == Screen::Floor {
        let keys = [
            FloorKey::Who,
            FloorKey::Bracket,
            FloorKey::Alternative,
            FloorKey::Delete,
            FloorKey::Insert,
            FloorKey::Lift,
            FloorKey::NextSpeaker,
            FloorKey::Mark,
        ];
        return keys.map(Intent::Floor).to_vec();
    }
    let ways: &[Intent] = match screen {
        Screen::Text => &[Intent::Enter, Intent::PreviousBracket],
        Screen::Paragraph => &[Intent::NextPane, Intent::PreviousDocument],
        Screen::Compare => &[Intent::Next, Intent::Enter, Intent::PickVersions],
        Screen::Board => &[Intent::Enter, Intent::NextPane],
        _ => &[Intent::Enter],
    };
    let acts: &[Intent] = match seat {
        Seat::Reader => &[Intent::Who],
        Seat::Party if screen == Screen::Text => &[PROPOSE, POSITION],
        Seat::Party => &[POSITION, PROPOSE, DEAL],
        Seat::Desk => &[POSITION, PROPOSE, DEAL],
        Seat::Pen | Seat::Chair if screen == Screen::Proposals => &[ACCEPT, BRACKET, DEAL],
        Seat::Pen | Seat::Chair => &[ACCEPT, DEAL, RULE, Intent::Edit],
    };
    let then: &[Intent] = match screen {
        Screen::Desk => &[Intent::NextPane],
        Screen::Text => &[
            Intent::ReadAs,
            Intent::Compare,
            Intent::Documents,
            Intent::Search,
            Intent::Outline,
        ],
        _ => &[],
    };
    [ways, acts, then].concat()
}

/// Whether somebody in such a seat could do this, to what is selected.
fn applies(state: &State, seat: Seat, intent: Intent) -> bool {
    if !seat.is_offered(intent) {
        return false;
    }
    match intent {
        // Outside a meeting there is nobody to be.
        Intent::Who => seat == Seat::Reader && !state.card.people.is_empty(),
        // What is on the desk is known by its name alone, and not in which state it is.
        Intent::Treat(_) if state.screen == Screen::Desk => false,
        Intent::Treat(verb) => seat.has_pen() && !proposals_for(state, verb).is_empty(),
        DEAL => seat != Seat::Reader && !proposals_here(state).is_empty(),
        POSITION => {
            seat != Seat::Reader && (here(state).is_some() || !proposals_here(state).is_empty())
        }
        PROPOSE => seat != Seat::Reader && here(state).is_some(),
        Intent::Enter if state.screen == Screen::Desk => match state.desk.pane {
            DeskPane::Items => state.desk.item().is_some(),
            DeskPane::Documents => state.desk.document().is_some(),
        },
        Intent::PreviousBracket => {
            let found = |forward| state.text.bracket(forward).is_some();
            found(true) || found(false)
        }
        // Whoever holds the pen of other documents rules on nothing here, and changes no words.
        RULE => here(state).is_some() && (seat.has_pen() || is_secretariat(state)),
        Intent::Edit => here(state).is_some_and(|here| no_edit(state, &here.document).is_none()),
        Intent::Settle => has_bracket(state, seat),
        Intent::NextPane if state.screen == Screen::Paragraph => {
            state.paragraph.has_more(body(state), state.theme)
        }
        Intent::NextPane if state.screen == Screen::Board => state.board.has_more(body(state)),
        Intent::Floor(FloorKey::Lift) => floor::bracket(state).is_some(),
        Intent::Floor(FloorKey::NextSpeaker) => !state.floor.queue.is_empty(),
        Intent::KindsOnly | Intent::MovedOnly | Intent::Sentences => changes(state),
        Intent::ChangesOnly if state.screen == Screen::Compare => changes(state),
        Intent::RebaseClean => {
            let fits = |row: &ProposalRow| row.marks.iter().any(|mark| *mark == STILL_FITS);
            let rows = state.proposals.answer.as_ref();
            seat != Seat::Reader && rows.is_some_and(|rows| rows.iter().any(fits))
        }
        Intent::Enter | Intent::CompareProposal if state.screen == Screen::Proposals => {
            state.proposals.selected().is_some()
        }
        Intent::GavelReady => !state.board.ready().is_empty(),
        Intent::Next if state.screen == Screen::Compare => state.compare.next(true).is_some(),
        _ => true,
    }
}

/// Whether the two versions that are compared differ.
fn changes(state: &State) -> bool {
    Only::ALL
        .into_iter()
        .any(|only| state.compare.count(only) > 0)
}

/// Whether a bracket stands in the paragraph that is selected, and for a party one in which it has words, as far as that is known.
fn has_bracket(state: &State, seat: Seat) -> bool {
    let Some(here) = here(state) else {
        return false;
    };
    let known = state.text.document.as_ref() == Some(&here.document);
    let text = state.text.text.as_ref().filter(|_| known);
    let owns = |bracket: &Bracket| {
        let mut parties = bracket.alternatives.iter().flat_map(|one| &one.parties);
        seat != Seat::Party || parties.any(|party| Some(party) == state.who.as_ref())
    };
    let may = seat == Seat::Party || no_edit(state, &here.document).is_none();
    may && text.is_some_and(|text| text.contested(here.index).any(owns))
}

/// The keys of the last row, the weightiest first, as many as fit; the list of keys and the way back always, at its end.
pub(super) fn footer(state: &State) -> Vec<FootKey> {
    let seat = Seat::of(state);
    let order = order(state.screen, seat);
    let always = |intent: Intent| matches!(intent, Intent::Help | Intent::Back);
    let mut shown: Vec<(&Binding, String, &'static str)> = bindings(state)
        .filter(|binding| !binding.short.is_empty() && applies(state, seat, binding.intent))
        .map(|binding| {
            let (key, words) = label(state, binding);
            (binding, key, words)
        })
        .collect();
    shown.sort_by_key(|(binding, _, _)| {
        let rank = order.iter().position(|one| *one == binding.intent);
        (always(binding.intent), rank.unwrap_or(usize::MAX))
    });
    let columns = |key: &str, words: &str| width(key) + 1 + width(words) + 2;
    let kept: usize = shown
        .iter()
        .filter(|(binding, _, _)| always(binding.intent))
        .map(|(_, key, words)| columns(key, words))
        .sum();
    let room = state.columns().saturating_sub(kept);
    let mut used = 0;
    let mut out: Vec<FootKey> = Vec::new();
    for (binding, key, words) in shown {
        let wide = columns(&key, words);
        if !always(binding.intent) && used + wide > room {
            continue;
        }
        out.push(FootKey {
            x: 1 + u16::try_from(used).unwrap_or(0),
            width: u16::try_from(wide - 2).unwrap_or(0),
            key,
            words,
            intent: binding.intent,
        });
        used += wide;
    }
    out
}

/// The key and the words; where the words begin with keys themselves (`[ ] bracket`), those are the key.
fn label(state: &State, binding: &Binding) -> (String, &'static str) {
    let key = binding.keys.first().map(super::press::Press::name);
    let key = key.unwrap_or_default();
    match binding.short.rsplit_once(' ') {
        Some((keys, words)) if keys.len() == 3 && keys.chars().nth(1) == Some(' ') => {
            (keys.to_owned(), words)
        }
        _ if binding.intent == Intent::Back && is_last_step(state) => (key, "quit"),
        _ if binding.intent == Intent::Grid && state.board.grid => (key, "list"),
        _ if binding.intent == Intent::Votes && state.board.votes => (key, "list"),
        _ if binding.intent == Intent::ChangesOnly && state.screen == Screen::Compare => {
            let listing = &state.compare.listing;
            let words = match (listing.only, listing.all) {
                (Some(_), _) => "all changes",
                (None, true) => "only changes",
                (None, false) => "unchanged too",
            };
            (key, words)
        }
        _ => (key, binding.short),
    }
}

/// Draws the last row.
pub(super) fn draw_footer(buffer: &mut Buffer, area: Rect, state: &State) {
    if area.height < 2 {
        return;
    }
    let y = area.bottom() - 1;
    let theme = state.theme;
    if let Some(Overlay::Pick(_) | Overlay::Form(_) | Overlay::Confirm(_) | Overlay::Passing(_)) =
        &state.overlay
    {
        return;
    }
    for key in footer(state) {
        let room = usize::from(area.right().saturating_sub(key.x));
        let (x, _) = buffer.set_stringn(key.x, y, &key.key, room, theme.style(Tone::Key));
        let room = usize::from(area.right().saturating_sub(x + 1));
        buffer.set_stringn(x + 1, y, key.words, room, theme.style(Tone::Dim));
    }
}
