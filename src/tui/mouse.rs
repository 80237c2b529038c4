//! Clicks and the wheel.

use super::boxes::{inside_overlay, picker_at, picker_rows};
use super::draw::tabs;
use super::footer::footer;
use super::intent::Intent;
use super::message::{Effect, Way, ask};
use super::overlay::Overlay;
use super::places::{body, lacking, settle};
use super::screen::Screen;
use super::state::State;
use super::{intents, typing};

/// A click.
pub(super) fn click(state: &mut State, x: u16, y: u16) -> Option<Effect> {
    if state.overlay.is_some() {
        return click_overlay(state, x, y);
    }
    if state.is_tiny() {
        // The screen that would be pointed at is not seen.
        return None;
    }
    let (_, height) = state.size;
    if y == 0 {
        let screen = tabs(state)
            .into_iter()
            .find(|tab| (tab.x..tab.x + tab.width).contains(&x))
            .map(|tab| tab.screen)?;
        return intents::act(state, Intent::Go(screen));
    }
    if y + 1 == height {
        let intent = footer(state)
            .into_iter()
            .find(|key| (key.x..key.x + key.width).contains(&x))
            .map(|key| key.intent)?;
        return intents::act(state, intent);
    }
    if y + 2 == height {
        match state.notice.as_ref().map(|notice| notice.way) {
            Some(Way::Undo) => return intents::act(state, Intent::Undo),
            Some(Way::Redo) => return intents::act(state, Intent::Redo),
            Some(Way::None) | None => {}
        }
    }
    let body = body(state);
    let theme = state.theme;
    match state.screen {
        Screen::Desk => {
            let (pane, item) = state.desk.at(x, y, body)?;
            let flow = match pane {
                super::screens::DeskPane::Items => &mut state.desk.items,
                super::screens::DeskPane::Documents => &mut state.desk.documents,
            };
            let again = state.desk.pane == pane && flow.cursor == item;
            flow.cursor = item;
            state.desk.pane = pane;
            if again {
                return intents::act(state, Intent::Enter);
            }
        }
        Screen::Text => {
            let item = state.text.at(x, y, body, theme)?;
            if state.text.flow.cursor == item {
                return intents::act(state, Intent::Enter);
            }
            state.text.flow.cursor = item;
            settle(state);
        }
        Screen::Compare => {
            let item = state.compare.at(x, y, body, theme)?;
            state.compare.flow.cursor = item;
        }
        Screen::Proposals => {
            let item = state.proposals.at(x, y, body)?;
            if state.proposals.flow.cursor == item {
                return intents::act(state, Intent::Enter);
            }
            state.proposals.go(item, body);
            return ask(lacking(state));
        }
        Screen::Floor => {
            state.floor.cursor = state.floor.at(x, y, body, &state.text)?;
        }
        Screen::Board => {
            let item = state.board.at(x, y, body)?;
            if state.board.flow.cursor == item {
                return intents::act(state, Intent::Enter);
            }
            state.board.go(item, body);
        }
        Screen::Paragraph => {}
    }
    None
}

fn click_overlay(state: &mut State, x: u16, y: u16) -> Option<Effect> {
    if let Some(Overlay::Pick(picker)) = &state.overlay
        && let Some(at) = picker_at(state, picker, x, y)
    {
        let choice = picker
            .shown
            .get(at)
            .and_then(|n| picker.entries.get(*n))
            .map(|entry| entry.choice.clone())?;
        state.overlay = None;
        return typing::chosen(state, choice);
    }
    if inside_overlay(state, x, y) {
        return None;
    }
    // A click beside a list or a line closes it; a form with words in it stays.
    match &state.overlay {
        Some(Overlay::Form(form)) if form.touched => None,
        Some(Overlay::Confirm(_) | Overlay::Passing(_)) => None,
        _ => {
            state.overlay = None;
            None
        }
    }
}

/// The wheel.
pub(super) fn wheel(state: &mut State, x: u16, y: u16, by: i16) -> Option<Effect> {
    let lines = i32::from(by) * 3;
    let rows = match &state.overlay {
        Some(Overlay::Pick(picker)) => picker_rows(state, picker),
        _ => 0,
    };
    match &mut state.overlay {
        Some(Overlay::Pick(picker)) => {
            let motion = if by > 0 {
                super::intent::Motion::Down
            } else {
                super::intent::Motion::Up
            };
            for _ in 0..3 {
                picker.step(motion, rows);
            }
            return None;
        }
        Some(Overlay::Confirm(confirm)) => {
            confirm.skip = if by > 0 {
                confirm.skip + 3
            } else {
                confirm.skip.saturating_sub(3)
            };
            return None;
        }
        Some(Overlay::Passing(passing)) => {
            passing.skip = match by > 0 {
                true => passing.skip + 3,
                false => passing.skip.saturating_sub(3),
            };
            return None;
        }
        Some(_) => return None,
        None => {}
    }
    let body = body(state);
    let theme = state.theme;
    match state.seen() {
        Screen::Desk => state.desk.scroll(lines, x, y, body),
        Screen::Text => state.text.scroll(lines, body, theme),
        Screen::Compare => state.compare.scroll(lines, body, theme),
        Screen::Proposals => {
            state.proposals.scroll(lines, x, y, body);
            return ask(lacking(state));
        }
        Screen::Paragraph => state.paragraph.scroll(lines, x, body, theme),
        Screen::Board => state.board.scroll(lines, y, body),
        Screen::Floor => {}
    }
    None
}
