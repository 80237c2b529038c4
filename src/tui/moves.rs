//! Moving about: deeper, back, to the next place, to another list.

use super::here::Here;
use super::intent::Motion;
use super::message::{Effect, Question, ask};
use super::places::{body, here, lacking, settle, show, show_text};
use super::screen::Screen;
use super::screens::DeskPane;
use super::state::State;
use crate::ops::ProposalFilter;

pub(super) fn back(state: &mut State, may_end: bool) -> Option<Effect> {
    if !state.sought.is_empty() {
        state.sought.clear();
        return None;
    }
    if state.screen == Screen::Proposals && state.proposals.alone {
        state.proposals.alone = false;
        return None;
    }
    if state.screen == Screen::Board && state.board.turn_to_list() {
        settle(state);
        return ask(lacking(state));
    }
    if state.screen == Screen::Text && state.text.pane && state.size.0 < 100 {
        state.text.pane = false;
        return None;
    }
    if let Some(screen) = state.back.pop() {
        state.turn_to(screen);
        settle(state);
        return ask(lacking(state));
    }
    if may_end {
        return Some(Effect::Quit);
    }
    state.note("q ends");
    None
}

pub(super) fn step(state: &mut State, motion: Motion) -> Option<Effect> {
    let body = body(state);
    let theme = state.theme;
    match state.seen() {
        Screen::Desk => state.desk.step(motion, body),
        Screen::Text => state.text.step(motion, body, theme),
        Screen::Compare => state.compare.step(motion, body, theme),
        Screen::Proposals => {
            state.proposals.step(motion, body);
            return ask(lacking(state));
        }
        Screen::Paragraph => state.paragraph.step(motion, body, theme),
        Screen::Floor => state.floor.step(motion, body, &state.text),
        Screen::Board => state.board.step(motion, body),
    }
    None
}

/// Shows a screen that a key names: one of a paragraph or of a text at what is selected here.
pub(super) fn go(state: &mut State, screen: Screen) -> Vec<Question> {
    let from = state.screen;
    // What the Desk has selected nobody need have chosen: Enter goes there.
    let there = here(state).filter(|_| from != screen && from != Screen::Desk);
    if let Some(there) = there {
        match screen {
            Screen::Text | Screen::Floor if !matches!(from, Screen::Text | Screen::Floor) => {
                state.text.open(&there.document, Some(there.index));
            }
            Screen::Paragraph => to_paragraph(state, &there),
            // Two texts that somebody picked stay until others are.
            Screen::Compare
                if (state.compare.pair.is_none() || state.compare.document.is_some())
                    && state.compare.document.as_ref() != Some(&there.document) =>
            {
                state.compare.open(&there.document);
                state.compare.wanted = Some(there.index);
            }
            _ => {}
        }
    }
    show(state, screen)
}

/// Makes the Paragraph screen one of this paragraph.
fn to_paragraph(state: &mut State, there: &Here) {
    state.paragraph.open(&there.document, there.index);
    let known = state.text.document.as_ref() == Some(&there.document);
    state.paragraph.text = state.text.text.clone().filter(|_| known);
}

pub(super) fn enter(state: &mut State) -> Option<Effect> {
    match state.screen {
        Screen::Desk => {
            if state.desk.pane == DeskPane::Documents {
                let document = state.desk.document()?.id.clone();
                return ask(deeper(state, &document, None));
            }
            let item = state.desk.item()?.clone();
            if let Some(slug) = item.proposal {
                return ask(show_proposal(state, &slug.0));
            }
            if item.document.is_empty() {
                state.note("asking the other side …");
                return Some(Effect::Send(None));
            }
            ask(deeper(state, &item.document, item.index))
        }
        Screen::Text | Screen::Floor => {
            let here = here(state)?;
            to_paragraph(state, &here);
            ask(show(state, Screen::Paragraph))
        }
        Screen::Compare => {
            if state.compare.unfold() {
                settle(state);
                return None;
            }
            if let Some(item) = state.compare.other_place() {
                let body = body(state);
                state.compare.go(item, body, state.theme);
                return None;
            }
            let row = state.compare.change()?;
            let index = row.change.new.first().copied();
            let document = state.compare.document.clone()?;
            ask(deeper(state, &document, index))
        }
        Screen::Proposals => {
            if state.size.0 < 100 && !state.proposals.alone {
                state.proposals.alone = true;
                state.proposals.skip = 0;
                return ask(lacking(state));
            }
            let row = state.proposals.selected()?;
            let (document, index) = (row.document.clone(), row.index);
            ask(deeper(state, &document, index))
        }
        Screen::Paragraph => {
            let (document, index) = state.paragraph.of.clone()?;
            ask(show_text(state, &document, Some(index)))
        }
        Screen::Board => {
            let here = here(state)?;
            to_paragraph(state, &here);
            ask(show(state, Screen::Paragraph))
        }
    }
}

/// Shows a text from a list; the list is come back to, even where the text had been looked at before it.
fn deeper(state: &mut State, document: &str, index: Option<usize>) -> Vec<Question> {
    state.back.retain(|screen| *screen != Screen::Text);
    show_text(state, document, index)
}

/// Shows the list of all proposals with one of them selected, by number or slug.
pub(super) fn show_proposal(state: &mut State, name: &str) -> Vec<Question> {
    if state.proposals.is_filtered() {
        state.proposals.filter = ProposalFilter::default();
        state.proposals.stale = true;
    }
    state.proposals.wanted = Some(name.to_owned());
    state.proposals.seek();
    show(state, Screen::Proposals)
}

pub(super) fn pane(state: &mut State, by: isize) -> Option<Effect> {
    match state.screen {
        Screen::Desk => {
            state.desk.pane = match state.desk.pane {
                DeskPane::Items => DeskPane::Documents,
                DeskPane::Documents => DeskPane::Items,
            };
        }
        Screen::Text => {
            state.text.pane = !state.text.pane;
            settle(state);
        }
        Screen::Paragraph => {
            let body = body(state);
            state.paragraph.section(by, body, state.theme);
        }
        Screen::Board => {
            state.board.alone = !state.board.alone && state.board.selected().is_some();
            state.board.top_of_told();
        }
        Screen::Proposals => {
            state.proposals.alone = !state.proposals.alone && state.proposals.selected().is_some();
            state.proposals.skip = 0;
            return ask(lacking(state));
        }
        _ => {}
    }
    None
}

pub(super) fn bracket(state: &mut State, forward: bool) -> Option<Effect> {
    let Some(index) = state.text.bracket(forward) else {
        state.note(if forward {
            "no more brackets below"
        } else {
            "no more brackets above"
        });
        return None;
    };
    let body = body(state);
    state.text.go(index, body, state.theme);
    None
}

pub(super) fn document(state: &mut State, by: isize) -> Option<Effect> {
    if state.screen == Screen::Paragraph {
        let (document, index) = state.paragraph.of.clone()?;
        let index = index.checked_add_signed(by)?;
        let len = state
            .paragraph
            .text
            .as_ref()
            .or(state.text.text.as_ref())
            .map_or(0, |text| text.paragraphs().len());
        if index >= len {
            return None;
        }
        state.paragraph.open(&document, index);
        return ask(lacking(state));
    }
    if state.screen == Screen::Floor {
        let text = state.text.text.as_ref()?;
        let index = state.text.flow.cursor.checked_add_signed(by)?;
        text.paragraphs().get(index)?;
        let body = body(state);
        state.text.go(index, body, state.theme);
        state.floor.settle(&state.text);
        return None;
    }
    let documents = &state.card.documents;
    let current = match state.screen {
        Screen::Compare => state.compare.document.as_ref(),
        Screen::Board if state.board.document.is_none() => {
            let document = if by < 0 {
                documents.last()
            } else {
                documents.first()
            }?
            .clone();
            state.board.open(Some(document));
            return ask(lacking(state));
        }
        Screen::Board => state.board.document.as_ref(),
        _ => state.text.document.as_ref(),
    };
    let at = documents.iter().position(|id| Some(id) == current)?;
    let len = documents.len() as isize;
    let next = usize::try_from((at as isize + by).rem_euclid(len)).unwrap_or(0);
    let document = documents.get(next)?.clone();
    if state.screen == Screen::Compare {
        state.compare.open(&document);
        return ask(lacking(state));
    }
    if state.screen == Screen::Board {
        state.board.open(Some(document));
        return ask(lacking(state));
    }
    ask(show_text(state, &document, None))
}

/// Lists the changes anew, the cursor staying on the one that it is on.
pub(super) fn relist(state: &mut State) {
    state.compare.list_again();
    settle(state);
}

/// Goes to the next place found, or in Compare to the next change.
pub(super) fn find(state: &mut State, forward: bool) -> Option<Effect> {
    if state.sought.is_empty() {
        if state.seen() == Screen::Compare {
            match state.compare.next(forward) {
                Some(item) => {
                    let body = body(state);
                    state.compare.go(item, body, state.theme);
                }
                None if forward => state.note("no more changes below"),
                None => state.note("no more changes above"),
            }
        } else {
            state.note("/ looks for words");
        }
        return None;
    }
    seek(state, forward, false)
}

/// Goes to the next place that holds what is sought.
pub(super) fn seek(state: &mut State, forward: bool, here: bool) -> Option<Effect> {
    let words = state.sought.clone();
    let body = body(state);
    let theme = state.theme;
    let found = match state.seen() {
        Screen::Desk => {
            let found = state.desk.find(&words, forward, here);
            if let Some(at) = found {
                state.desk.pane = DeskPane::Items;
                state.desk.items.cursor = at;
                state.desk.settle(body);
            }
            found
        }
        Screen::Text => {
            let found = state.text.find(&words, forward, here);
            if let Some(at) = found {
                state.text.go(at, body, theme);
            }
            found
        }
        Screen::Compare => {
            let found = state.compare.find(&words, forward, here);
            if let Some(at) = found {
                state.compare.go(at, body, theme);
            }
            found
        }
        Screen::Proposals => {
            let found = state.proposals.find(&words, forward, here);
            if let Some(at) = found {
                state.proposals.go(at, body);
                return ask(lacking(state));
            }
            found
        }
        Screen::Floor => state.floor.find(&words, forward, here, &state.text),
        Screen::Board => {
            let found = state.board.find(&words, forward, here);
            if let Some(at) = found {
                state.board.go(at, body);
            }
            found
        }
        Screen::Paragraph => Some(0),
    };
    if found.is_none() && !words.is_empty() {
        state.note(format!("“{words}” is not here"));
    }
    None
}
