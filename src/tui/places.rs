//! Where one is: the body of the screen, the paragraph and proposal that are selected, what must be asked for.

use ratatui::layout::Rect;

use super::here::Here;
use super::message::Question;
use super::screen::Screen;
use super::screens::DeskPane;
use super::state::State;
use crate::consensus::Status;
use crate::ops::{DeskItem, ProposalRow, is_open, kind_name, status_name};
use crate::record::Verb;

/// The screen without tabs, last act and keys.
pub(super) fn body(state: &State) -> Rect {
    let (width, height) = state.size;
    Rect {
        x: 0,
        y: 1,
        width,
        height: height.saturating_sub(3),
    }
}

/// The paragraph that is selected.
pub(super) fn here(state: &State) -> Option<Here> {
    let named = |document: &str, index: usize| {
        let known = state.text.document.as_deref() == Some(document);
        let name = state
            .text
            .text
            .as_ref()
            .filter(|_| known)
            .filter(|text| index < text.paragraphs().len())
            .map(|text| text.name(index).to_owned());
        Here {
            document: document.to_owned(),
            index,
            name: name.unwrap_or_else(|| format!("¶{index}")),
        }
    };
    match state.screen {
        // In the matrix and among the votes no paragraph is selected.
        Screen::Board if state.board.grid || state.board.votes => None,
        Screen::Board => {
            let row = state.board.selected()?;
            Some(Here {
                document: row.document.clone(),
                index: row.index,
                name: row.name.clone(),
            })
        }
        Screen::Text | Screen::Floor => {
            let document = state.text.document.as_deref()?;
            let text = state.text.text.as_ref()?;
            text.paragraphs().get(state.text.flow.cursor)?;
            Some(named(document, state.text.flow.cursor))
        }
        Screen::Paragraph => {
            let dossier = state.paragraph.answer.as_ref()?;
            Some(Here {
                document: dossier.document.clone(),
                index: dossier.row.index,
                name: dossier.row.name.clone(),
            })
        }
        Screen::Proposals => {
            let row = state.proposals.selected()?;
            Some(Here {
                document: row.document.clone(),
                index: row.index?,
                name: row.paragraph.clone()?,
            })
        }
        Screen::Desk if state.desk.pane == DeskPane::Items => {
            let item = state.desk.item()?;
            Some(named(&item.document, item.index?))
        }
        Screen::Compare => {
            let document = state.compare.document.as_deref()?;
            let index = *state.compare.change()?.change.new.first()?;
            Some(named(document, index))
        }
        Screen::Desk => None,
    }
}

/// The proposals that are selected, as far as they are known.
fn rows_here(state: &State) -> &[ProposalRow] {
    let rows = match state.screen {
        Screen::Text => state.text.row().map(|row| row.proposals.as_slice()),
        Screen::Paragraph => {
            let dossier = state.paragraph.answer.as_ref();
            dossier.map(|dossier| dossier.row.proposals.as_slice())
        }
        Screen::Proposals => state.proposals.selected().map(std::slice::from_ref),
        _ => None,
    };
    rows.unwrap_or_default()
}

/// Whose a proposal among those selected is, as far as that is known.
pub(super) fn sponsor_of(state: &State, name: &str) -> Option<String> {
    let rows = rows_here(state).iter();
    let mut rows = rows.filter(|row| told(row).0 == name);
    rows.next().map(|row| row.sponsor.clone())
}

/// A proposal as commands name it, and what it is.
fn told(row: &ProposalRow) -> (String, String) {
    let name = row.number.clone().unwrap_or_else(|| row.slug.to_string());
    let (kind, status) = (kind_name(row.kind), status_name(row.status));
    (name, format!("{} {kind}, {status}", row.sponsor))
}

/// The proposals that are selected: the open ones, or all where none is open.
pub(super) fn proposals_here(state: &State) -> Vec<(String, String)> {
    if let Some(slug) = item_here(state).and_then(|item| item.proposal.as_ref()) {
        return vec![(slug.to_string(), String::new())];
    }
    let rows = rows_here(state);
    let any = rows.iter().any(|row| is_open(row.status));
    let rows = rows.iter().filter(|row| !any || is_open(row.status));
    rows.map(told).collect()
}

/// Those of the selected proposals that such an act could follow on, by their statuses.
pub(super) fn proposals_for(state: &State, verb: Verb) -> Vec<(String, String)> {
    if item_here(state).is_some() {
        // What is on the desk is known by its name alone.
        return proposals_here(state);
    }
    let could = |status: Status| match verb {
        Verb::CoSponsor => status.is_undecided(),
        // A row whose words are out of the text says that it is under discussion.
        Verb::Bracket => status == Status::UnderDiscussion,
        _ => status.after(verb).is_some(),
    };
    let rows = rows_here(state).iter();
    rows.filter(|row| could(row.status)).map(told).collect()
}

/// The entry of the desk that is selected.
fn item_here(state: &State) -> Option<&DeskItem> {
    let there = state.screen == Screen::Desk && state.desk.pane == DeskPane::Items;
    state.desk.item().filter(|_| there)
}

/// The document that is looked at, or that what is selected belongs to.
pub(super) fn document_here(state: &State) -> Option<String> {
    match state.screen {
        Screen::Text | Screen::Floor => state.text.document.clone(),
        Screen::Board => state.board.document.clone().or_else(|| {
            let row = state.board.selected()?;
            Some(row.document.clone())
        }),
        Screen::Desk if state.desk.pane == DeskPane::Documents => None,
        Screen::Desk => {
            let document = state.desk.item().map(|item| item.document.clone());
            document.filter(|document| !document.is_empty())
        }
        Screen::Compare => state.compare.document.clone(),
        Screen::Proposals => state.proposals.selected().map(|row| row.document.clone()),
        Screen::Paragraph => {
            let dossier = state.paragraph.answer.as_ref()?;
            Some(dossier.document.clone())
        }
    }
}

/// Shows a screen; the one before is come back to.
pub(super) fn show(state: &mut State, screen: Screen) -> Vec<Question> {
    if state.screen != screen {
        let before = state.screen;
        if let Some(at) = state.back.iter().position(|one| *one == screen) {
            state.back.truncate(at);
        } else {
            state.back.push(before);
        }
        state.turn_to(screen);
    }
    settle(state);
    lacking(state)
}

/// Whether one step back would end the program.
pub(super) fn is_last_step(state: &State) -> bool {
    let inside = match state.screen {
        Screen::Proposals => state.proposals.alone,
        Screen::Text => state.text.pane && state.size.0 < 100,
        _ => false,
    };
    state.sought.is_empty() && state.back.is_empty() && !inside
}

/// Shows a document, at a paragraph where one is named.
pub(super) fn show_text(state: &mut State, document: &str, index: Option<usize>) -> Vec<Question> {
    state.text.open(document, index);
    show(state, Screen::Text)
}

/// The document that is meant where none is named.
fn usual(state: &State) -> Option<String> {
    let documents = &state.card.documents;
    let holds = |id: &String| {
        state.desk.answer.as_ref().is_some_and(|desk| {
            desk.documents.iter().any(|row| {
                row.id == *id
                    && state
                        .who
                        .as_ref()
                        .is_some_and(|who| row.holders.contains(who))
            })
        })
    };
    let outcome = documents.iter().find(|id| *id == "outcome");
    outcome
        .filter(|id| holds(id))
        .or_else(|| documents.iter().find(|id| holds(id)))
        .or(outcome)
        .or_else(|| documents.first())
        .cloned()
}

/// What the screen that is shown still lacks.
pub(super) fn lacking(state: &mut State) -> Vec<Question> {
    let mut out = Vec::new();
    match state.seen() {
        Screen::Desk => {
            if state.desk.answer.is_none() {
                out.push(Question::Glance);
            }
            if !state.desk.complete || state.desk.stale {
                out.push(Question::Desk(state.who.clone()));
            } else if state.desk.progress.is_none() || state.desk.behind {
                // Last, since nothing waits for it.
                out.push(Question::Progress);
            }
        }
        Screen::Text | Screen::Floor => {
            if state.text.document.is_none()
                && let Some(document) = usual(state)
            {
                state.text.open(&document, None);
            }
            if let Some(document) = &state.text.document {
                if state.text.text.is_none() {
                    out.push(Question::Text(document.clone()));
                }
                if state.text.page.is_none() || state.text.stale {
                    out.push(Question::Page(document.clone(), state.text.reader.clone()));
                }
            }
        }
        Screen::Compare => {
            if state.compare.document.is_none()
                && state.compare.pair.is_none()
                && let Some(document) = state.text.document.clone().or_else(|| usual(state))
            {
                state.compare.open(&document);
            }
            if let Some(document) = &state.compare.document {
                if state.compare.versions.is_empty() || state.compare.stale {
                    out.push(Question::Versions(document.clone()));
                }
                if let Some((old, new)) = &state.compare.pair
                    && (state.compare.answer.is_none() || state.compare.stale)
                {
                    out.push(Question::Compare(
                        Some(document.clone()),
                        old.clone(),
                        new.clone(),
                    ));
                }
            } else if let Some((old, new)) = &state.compare.pair
                && (state.compare.answer.is_none() || state.compare.stale)
            {
                out.push(Question::Compare(None, old.clone(), new.clone()));
            }
        }
        Screen::Proposals => {
            if state.proposals.answer.is_none() || state.proposals.stale {
                out.push(Question::Proposals(state.proposals.filter.clone()));
            } else if let Some(slug) = state.proposals.lacks() {
                out.push(Question::Proposal(slug));
            }
        }
        Screen::Paragraph => {
            if state.paragraph.of.is_none()
                && let Some(document) = state.text.document.clone().or_else(|| usual(state))
            {
                state.text.open(&document, state.text.wanted);
                let index = state.text.wanted.unwrap_or(state.text.flow.cursor);
                state.paragraph.open(&document, index);
            }
            if let Some((document, index)) = &state.paragraph.of
                && (state.paragraph.answer.is_none() || state.paragraph.stale)
            {
                out.push(Question::Dossier(document.clone(), *index));
            }
            // The next paragraph and the one before are looked for in the text.
            if let Some((document, _)) = &state.paragraph.of
                && state.paragraph.text.is_none()
                && (state.text.document.as_ref() != Some(document) || state.text.text.is_none())
            {
                out.push(Question::Page(document.clone(), state.text.reader.clone()));
            }
            if let Some((document, index)) = &state.paragraph.of
                && state.paragraph.lacks_life()
            {
                // However long a history is, nothing waits for it.
                out.push(Question::Life(document.clone(), *index));
            }
        }
        Screen::Board => {
            if state.board.answer.is_none() || state.board.stale {
                out.push(Question::Board(state.board.document.clone()));
            }
            if state.board.grid && (state.board.matrix.is_none() || state.board.behind) {
                out.push(Question::Matrix(state.board.document.clone()));
            }
        }
    }
    out
}

/// What the list of everything shows and is older than the meeting.
pub(super) fn outdated(state: &State) -> Vec<Question> {
    let mut out = Vec::new();
    if let Some(document) = state.text.document.as_ref().filter(|_| state.text.stale) {
        out.push(Question::Page(document.clone(), state.text.reader.clone()));
    }
    if state.proposals.stale && state.proposals.answer.is_some() {
        out.push(Question::Proposals(state.proposals.filter.clone()));
    }
    out
}

/// Brings what is selected into sight.
pub(super) fn settle(state: &mut State) {
    let body = body(state);
    let theme = state.theme;
    match state.seen() {
        Screen::Desk => state.desk.settle(body),
        Screen::Text => state.text.settle(body, theme),
        Screen::Compare => {
            let at = state.compare.flow.cursor;
            state.compare.go(at, body, theme);
        }
        Screen::Proposals => state.proposals.settle(body),
        Screen::Floor => state.floor.settle(&state.text),
        Screen::Board => state.board.settle(body),
        Screen::Paragraph => {}
    }
}
