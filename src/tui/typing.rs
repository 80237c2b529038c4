//! Keys for what lies over a screen: lists, lines, forms, questions.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::boxes::picker_rows;
use super::message::{Effect, Then, ask};
use super::notices::too_small;
use super::overlay::{Asks, CommandLine, Overlay, Which};
use super::picker::{Choice, Picked};
use super::places::{body, lacking, show_text};
use super::screen::Screen;
use super::state::State;
use super::{forms, intents, lists, moves, passing, rulings};
use crate::ops::Command;

/// Takes a key.
pub(super) fn press(state: &mut State, key: KeyEvent) -> Option<Effect> {
    if state.is_hidden() && !leaves(state, key.code) {
        return None;
    }
    let rows = match &state.overlay {
        Some(Overlay::Pick(picker)) => picker_rows(state, picker),
        _ => 0,
    };
    match &mut state.overlay {
        None => None,
        Some(Overlay::Pick(picker)) => match picker.press(key, rows) {
            Picked::Still => None,
            Picked::Closed => {
                state.overlay = None;
                None
            }
            Picked::Chosen(choice) => {
                state.overlay = None;
                chosen(state, choice)
            }
        },
        Some(Overlay::Line(_)) => line(state, key),
        Some(Overlay::Search(_)) => search(state, key),
        Some(Overlay::Form(_)) => form(state, key),
        Some(Overlay::Confirm(confirm)) => match key.code {
            // Enter is no answer: it may still be on its way from the line or the form that asked.
            KeyCode::Char('y' | 'Y') if confirm.asks == Asks::Nothing => None,
            KeyCode::Char('y' | 'Y') => {
                let planned = confirm.planned.clone();
                state.overlay = None;
                Some(Effect::Commit(planned))
            }
            KeyCode::Char('n' | 'N' | 'q') | KeyCode::Esc => {
                let words = match confirm.asks {
                    Asks::Whether
                        if matches!(confirm.planned.order.command, Command::Rewrite { .. }) =>
                    {
                        "nothing was done: E opens it again as you left it"
                    }
                    Asks::Whether => "nothing was done",
                    Asks::Nothing => "nothing was written: it was only shown",
                };
                state.overlay = state.shelved.take().map(Overlay::Form);
                if state.overlay.is_none() {
                    state.note(words);
                }
                None
            }
            KeyCode::Down | KeyCode::Char('j') => {
                confirm.skip += 1;
                None
            }
            KeyCode::Up | KeyCode::Char('k') => {
                confirm.skip = confirm.skip.saturating_sub(1);
                None
            }
            KeyCode::PageDown | KeyCode::Char(' ') => {
                confirm.skip += 10;
                None
            }
            KeyCode::PageUp => {
                confirm.skip = confirm.skip.saturating_sub(10);
                None
            }
            _ => {
                confirm.missed = true;
                None
            }
        },
        Some(Overlay::Passing(_)) => passing::press(state, key.code),
        Some(Overlay::Told { over, .. }) => {
            let over = *over && key.code == KeyCode::Char('o');
            state.overlay = None;
            if over && state.is_tiny() {
                too_small(state);
            } else if over {
                return rulings::overrule(state);
            }
            None
        }
    }
}

/// Whether a key goes by what is told in a box: it closes that, and means what it means on the screen below.
pub(super) fn passes(state: &State, key: &KeyEvent) -> bool {
    let Some(Overlay::Told { over, .. }) = &state.overlay else {
        return false;
    };
    let closes = [
        KeyCode::Esc,
        KeyCode::Enter,
        KeyCode::Char('q'),
        KeyCode::Char(' '),
    ];
    let rules = *over && key.code == KeyCode::Char('o');
    !rules && !closes.contains(&key.code)
}

/// Whether a key leaves what is open: all that a form or a question takes which is too large for the window.
fn leaves(state: &State, key: KeyCode) -> bool {
    match key {
        KeyCode::Esc => true,
        KeyCode::Char('n' | 'N' | 'q') => matches!(
            state.overlay,
            Some(Overlay::Confirm(_) | Overlay::Passing(_))
        ),
        _ => false,
    }
}

/// Takes pasted text.
pub(super) fn paste(state: &mut State, text: &str) -> Option<Effect> {
    if state.is_hidden() {
        return None;
    }
    match &mut state.overlay {
        Some(Overlay::Pick(picker)) => picker.paste(text),
        Some(Overlay::Line(command)) => {
            command.field.paste(text);
            return Some(retyped(command));
        }
        Some(Overlay::Search(field)) => {
            field.paste(text);
            state.sought = field.words();
            return moves::seek(state, true, true);
        }
        Some(Overlay::Form(form)) => {
            let focus = form.focus;
            if let Some(blank) = form.blanks.get_mut(focus)
                && blank.which != Which::Heard
            {
                blank.field.paste(text);
                form.changed();
            }
        }
        _ => {}
    }
    None
}

fn retyped(command: &mut CommandLine) -> Effect {
    command.chosen = None;
    command.back = 0;
    Effect::Complete(command.field.words())
}

fn line(state: &mut State, key: KeyEvent) -> Option<Effect> {
    let typed = state.typed.clone();
    let Some(Overlay::Line(command)) = &mut state.overlay else {
        return None;
    };
    match key.code {
        KeyCode::Esc => {
            state.overlay = None;
            None
        }
        KeyCode::Backspace if command.field.is_empty() => {
            state.overlay = None;
            None
        }
        KeyCode::Enter => {
            let words = command.field.words().trim().to_owned();
            state.overlay = None;
            state.notice = None;
            match words.as_str() {
                "" => None,
                "q" | "quit" | "exit" => Some(Effect::Quit),
                _ => {
                    state.typed.retain(|one| *one != words);
                    state.typed.push(words.clone());
                    Some(Effect::Interpret(words))
                }
            }
        }
        KeyCode::Tab | KeyCode::BackTab => {
            let (of, words) = command.completions.clone();
            if words.is_empty() {
                return Some(Effect::Complete(command.field.words()));
            }
            let len = words.len();
            let next = match (command.chosen, key.code) {
                (None, KeyCode::Tab) => 0,
                (None, _) => len - 1,
                (Some(at), KeyCode::Tab) => (at + 1) % len,
                (Some(at), _) => (at + len - 1) % len,
            };
            if let Some(word) = words.get(next) {
                let head = of
                    .rfind(char::is_whitespace)
                    .map_or("", |at| of.get(..=at).unwrap_or(""));
                if len == 1 {
                    command.field.set(&format!("{head}{word} "));
                    command.field.look(true);
                    return Some(retyped(command));
                }
                command.field.set(&format!("{head}{word}"));
                command.field.look(true);
                command.chosen = Some(next);
            }
            None
        }
        KeyCode::Up | KeyCode::Down => {
            let back = if key.code == KeyCode::Up {
                (command.back + 1).min(typed.len())
            } else {
                command.back.saturating_sub(1)
            };
            command.back = back;
            let words = if back == 0 {
                ""
            } else {
                typed
                    .get(typed.len() - back)
                    .map(String::as_str)
                    .unwrap_or("")
            };
            command.field.set(words);
            command.field.look(true);
            None
        }
        _ => command.field.press(key).then(|| retyped(command)),
    }
}

fn search(state: &mut State, key: KeyEvent) -> Option<Effect> {
    let Some(Overlay::Search(field)) = &mut state.overlay else {
        return None;
    };
    match key.code {
        KeyCode::Esc => {
            state.overlay = None;
            state.sought.clear();
            state.recall();
            super::places::settle(state);
            None
        }
        KeyCode::Enter => {
            state.overlay = None;
            None
        }
        KeyCode::Down => moves::seek(state, true, false),
        KeyCode::Up => moves::seek(state, false, false),
        _ => {
            if field.press(key) {
                state.sought = field.words();
                state.notice = None;
                state.recall();
                return moves::seek(state, true, true);
            }
            None
        }
    }
}

fn form(state: &mut State, key: KeyEvent) -> Option<Effect> {
    let people = state.card.clone();
    let Some(Overlay::Form(form)) = &mut state.overlay else {
        return None;
    };
    let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
    let leaving = std::mem::take(&mut form.leaving);
    match key.code {
        KeyCode::Char('s') if ctrl => return forms::send(state),
        KeyCode::Esc => {
            if form.touched && !leaving {
                form.leaving = true;
                return None;
            }
            state.overlay = None;
            state.note("nothing was done");
            return None;
        }
        KeyCode::Tab => {
            let focus = form.focus;
            if let Some(blank) = form.blanks.get_mut(focus)
                && blank.which == Which::Who
            {
                // A name that only one bears is written out.
                let typed = blank.field.words().trim().to_uppercase();
                let fitting: Vec<&str> = people
                    .people
                    .iter()
                    .filter(|person| person.role.is_none())
                    .map(|person| person.code.as_str())
                    .filter(|code| !typed.is_empty() && code.starts_with(&typed))
                    .collect();
                if let [only] = fitting.as_slice() {
                    blank.field.set(only);
                }
            }
            form.turn(1);
        }
        KeyCode::BackTab => form.turn(-1),
        KeyCode::Enter => {
            let focus = form.focus;
            let last = focus + 1 == form.blanks.len();
            match form.blanks.get_mut(focus) {
                Some(blank) if blank.which == Which::Words => {
                    if blank.field.press(key) {
                        form.changed();
                    }
                }
                _ if last => return forms::send(state),
                Some(_) => form.turn(1),
                None => return forms::send(state),
            }
        }
        _ => {
            let focus = form.focus;
            let blank = form.blanks.get_mut(focus)?;
            if blank.which == Which::Heard {
                let by = match key.code {
                    KeyCode::Right | KeyCode::Down | KeyCode::Char(' ') => 1,
                    KeyCode::Left | KeyCode::Up => -1,
                    KeyCode::Backspace | KeyCode::Delete => {
                        blank.field.set("");
                        return None;
                    }
                    _ => return None,
                };
                let words = forms::other_place(&blank.field.words(), by);
                blank.field.set(words);
                blank.field.look(true);
                form.changed();
            } else if blank.field.press(key) {
                form.changed();
            }
        }
    }
    None
}

/// Does what was chosen in a list.
pub(super) fn chosen(state: &mut State, choice: Choice) -> Option<Effect> {
    match choice {
        Choice::Intent(intent) => intents::act(state, intent),
        Choice::Document(document) if state.screen == Screen::Compare => {
            state.compare.open(&document);
            ask(lacking(state))
        }
        Choice::Document(document) => ask(show_text(state, &document, None)),
        Choice::Reader(reader) => {
            if state.text.reader != reader {
                state.text.reader = reader;
                state.text.stale = true;
            }
            ask(lacking(state))
        }
        Choice::Paragraph(document, index) => {
            let same = state.text.document.as_ref() == Some(&document) && state.text.text.is_some();
            let questions = show_text(state, &document, Some(index));
            if same {
                state.text.wanted = None;
                let body = body(state);
                state.text.go(index, body, state.theme);
            }
            ask(questions)
        }
        Choice::Proposal(slug) => ask(moves::show_proposal(state, &slug.0)),
        Choice::Old(version) => {
            let new = state
                .compare
                .pair
                .take()
                .map_or_else(super::screen::VersionName::now, |(_, new)| new);
            state.compare.pick(version, new);
            state.overlay = Some(Overlay::Pick(lists::new_version(state)));
            ask(lacking(state))
        }
        Choice::New(version) => {
            if let Some((old, _)) = state.compare.pair.take() {
                state.compare.pick(old, version);
            }
            ask(lacking(state))
        }
        Choice::Only(only) => {
            state.compare.listing.only = only;
            state.compare.listing.opened.clear();
            moves::relist(state);
            None
        }
        Choice::Who(who) => Some(Effect::Become(who)),
        Choice::Sought(words) => {
            state.sought = words;
            moves::seek(state, true, true)
        }
        Choice::FilterDocument(document) if state.screen == Screen::Board => {
            state.board.open(document);
            ask(super::places::lacking(state))
        }
        Choice::FilterDocument(document) => {
            state.proposals.filter.document = document;
            filtered(state)
        }
        Choice::FilterSponsor(sponsor) => {
            state.proposals.filter.sponsor = sponsor;
            state.proposals.filter.group = None;
            filtered(state)
        }
        Choice::FilterGroup(group) => {
            state.proposals.filter.sponsor = None;
            state.proposals.filter.group = Some(group);
            filtered(state)
        }
        Choice::FilterStatus(statuses) => {
            state.proposals.filter.statuses = statuses;
            filtered(state)
        }
        Choice::Speaker(party) => super::floor::speaks(state, party),
        Choice::Queued(party) => {
            super::floor::asks(state, party);
            None
        }
        Choice::Treat(verb, name) => rulings::treat_one(state, verb, name),
        Choice::Do(command) => rulings::plan(*command, Then::Ask),
        Choice::Words(words) => {
            if words.ends_with(' ') {
                intents::command_line(state, &words);
                return Some(Effect::Complete(words));
            }
            Some(Effect::Interpret(words))
        }
        Choice::Read(title, whole) => {
            state.overlay = Some(Overlay::Told {
                title,
                paragraphs: vec![whole],
                over: false,
            });
            None
        }
        Choice::Nothing => None,
    }
}

fn filtered(state: &mut State) -> Option<Effect> {
    state.proposals.stale = true;
    state.proposals.flow = super::flow::Flow::default();
    ask(lacking(state))
}
