//! What a person wants, done to the state.

use super::field::Field;
use super::intent::{Intent, Prefix, Proposing};
use super::message::{Effect, Question, Then, ask};
use super::moves::{back, bracket, document, enter, find, go, pane, relist, step};
use super::notices::{no_ruling, nothing_here, too_small};
use super::overlay::{CommandLine, Overlay};
use super::places::{here, lacking, outdated, proposals_here, settle, show, show_text};
use super::rulings::{self, adopt, compile, gavel_ready, issue, plan, rule, treat};
use super::screen::{Screen, VersionName};
use super::screens::Compare;
use super::seat::{Seat, no_edit, read_only, writes};
use super::state::{SAME_AS, State};
use super::{forms, lists};
use crate::ops::{Aim, Command, Only, ProposalFilter, ProposalRow};
use crate::view::Form;

/// Does what is wanted.
pub(super) fn act(state: &mut State, intent: Intent) -> Option<Effect> {
    let boxed = state.prefix.take().is_some();
    state.ruling = None;
    if !matches!(intent, Intent::Move(_)) {
        state.notice = None;
    }
    if state.is_tiny() && !reads(intent) {
        too_small(state);
        return None;
    }
    if state.card.sealed && writes(intent) {
        state.refuse(&read_only());
        return None;
    }
    match intent {
        // The box of what may follow closes, and nothing else happens.
        Intent::Escape if boxed => None,
        Intent::Quit => Some(Effect::Quit),
        Intent::Back | Intent::Escape => back(state, intent == Intent::Back),
        Intent::Help => lay(state, Overlay::Pick(lists::help(state))),
        Intent::Palette => {
            state.overlay = Some(Overlay::Pick(lists::palette(state)));
            ask(outdated(state))
        }
        Intent::CommandLine => {
            command_line(state, "");
            None
        }
        Intent::Search => {
            let mut field = Field::line();
            field.look(true);
            state.remember();
            lay(state, Overlay::Search(field))
        }
        Intent::Next => find(state, true),
        Intent::Previous => find(state, false),
        Intent::Undo => plan(Command::Undo { reason: None }, Then::Ask),
        Intent::Redo => plan(Command::Redo { reason: None }, Then::Ask),
        Intent::Suspend => Some(Effect::Suspend),
        Intent::Redraw => Some(Effect::Redraw),
        Intent::Go(screen) => ask(go(state, screen)),
        Intent::Move(motion) => step(state, motion),
        Intent::Enter => enter(state),
        Intent::NextPane => pane(state, 1),
        Intent::PreviousPane => pane(state, -1),
        Intent::Who => lay(state, Overlay::Pick(lists::who(state))),
        Intent::Colours => {
            state.theme.palette = state.theme.palette.next();
            state.text.forget();
            state.say(format!("colours: {}", state.theme.palette.name()));
            Some(Effect::Keep(
                "adref.colours",
                state.theme.palette.name().to_owned(),
            ))
        }
        Intent::Open(prefix) => {
            open(state, prefix);
            None
        }
        Intent::ReadAs => lay(state, Overlay::Pick(lists::readers(state))),
        Intent::Outline => {
            if state.text.text.is_none() {
                state.pending = Some(Intent::Outline);
                return ask(show(state, Screen::Text));
            }
            lay(state, Overlay::Pick(lists::outline(state)))
        }
        Intent::NextBracket => bracket(state, true),
        Intent::PreviousBracket => bracket(state, false),
        Intent::Source if state.text.reader.is_some() => {
            state.note("a reading stands in no file: v and “the room” show what is written");
            None
        }
        Intent::Source => {
            state.text.form = match state.text.form {
                Form::Room => Form::Source,
                Form::Source => Form::Room,
            };
            state.say(match state.text.form {
                Form::Room => "as it reads",
                Form::Source => "as written: marks and escapes as the file has them",
            });
            state.text.forget();
            settle(state);
            None
        }
        Intent::Documents => lay(state, Overlay::Pick(lists::documents(state))),
        Intent::NextDocument => document(state, 1),
        Intent::PreviousDocument => document(state, -1),
        Intent::EditOutside => {
            let document = here(state)
                .map(|here| here.document)
                .or_else(|| state.text.document.clone())?;
            edit_outside(state, document)
        }
        Intent::Edit => {
            let document = here(state).map(|here| here.document);
            if let Some(refusal) = document.and_then(|document| no_edit(state, &document)) {
                state.refuse(&refusal);
                return None;
            }
            let here = on_text(state, intent)?;
            match here {
                Ok(here) => {
                    forms::edit(state, &here);
                    None
                }
                Err(effect) => effect,
            }
        }
        Intent::Propose(Proposing::Amend) => {
            let card = state.proposals.card.clone();
            let meant = card.filter(|card| {
                let selected = state.proposals.selected();
                state.screen == Screen::Proposals
                    && selected.is_some_and(|row| row.slug == card.row.slug)
            });
            match meant {
                Some(card) => {
                    let slug = card.row.slug.to_string();
                    let name = card.row.number.clone().unwrap_or(slug);
                    forms::amend(state, &name, &card.wanted);
                }
                None => state.note("select the proposal on its screen first: 4"),
            }
            None
        }
        Intent::Propose(what) => match on_text(state, intent)? {
            Ok(here) => forms::propose(state, &here, what),
            Err(effect) => effect,
        },
        Intent::Take(stance) => {
            let proposal = proposals_here(state).into_iter().next();
            let on_proposal = matches!(state.screen, Screen::Proposals | Screen::Desk);
            match (proposal, here(state)) {
                (Some((name, _)), _) if on_proposal => {
                    forms::take(state, Aim::Proposal(name.clone()), &name, stance)
                }
                (_, Some(here)) => forms::take(state, here.aim(), &here.name, stance),
                _ => {
                    nothing_here(state);
                    None
                }
            }
        }
        Intent::Treat(verb) => treat(state, verb),
        Intent::Rule(verb, level) => rule(state, verb, level),
        Intent::Compare => {
            if let Some(document) = state.text.document.clone() {
                state.compare.open_issued(&document);
                state.compare.wanted = Some(state.text.flow.cursor);
            }
            ask(show(state, Screen::Compare))
        }
        Intent::PickVersions => {
            if state.compare.document.is_none() && state.compare.pair.is_some() {
                command_line(state, "diff ");
                return None;
            }
            if state.compare.versions.len() < 2 {
                state.note("there is only one version yet");
                return None;
            }
            lay(state, Overlay::Pick(lists::old_version(state)))
        }
        Intent::ChangesOnly if state.screen == Screen::Board => {
            state.board.all = !state.board.all;
            state.board.list();
            settle(state);
            None
        }
        Intent::ChangesOnly => {
            let listing = &mut state.compare.listing;
            // From one kind of changes back to all of them first.
            listing.all = !listing.all && listing.only.is_none();
            listing.only = None;
            listing.opened.clear();
            relist(state);
            None
        }
        Intent::MovedOnly => {
            let listing = &mut state.compare.listing;
            listing.only = match listing.only {
                Some(Only::Moved) => None,
                _ => Some(Only::Moved),
            };
            relist(state);
            None
        }
        Intent::KindsOnly => lay(state, Overlay::Pick(lists::kinds(state))),
        Intent::Sentences => {
            state.compare.sentences = !state.compare.sentences;
            relist(state);
            None
        }
        Intent::Columns => {
            if !Compare::has_room(state.size.0) {
                state.note("the screen is too narrow for two columns");
                return None;
            }
            state.compare.narrow = !state.compare.narrow;
            relist(state);
            None
        }
        Intent::Fold => {
            if !state.compare.unfold() && !state.compare.fold() {
                state.note("nothing is folded here");
            }
            settle(state);
            None
        }
        Intent::SameAs => {
            if let Some(words) = state.compare.same_as() {
                state.note(format!("{SAME_AS}{words}"));
            }
            None
        }
        Intent::CompareProposal => {
            let row = state.proposals.selected()?;
            let (document, wanted) = (row.document.clone(), wanted_by(row));
            state.compare.open(&document);
            state.compare.pick(VersionName::now(), wanted);
            ask(show(state, Screen::Compare))
        }
        Intent::Swap => {
            if let Some((old, new)) = state.compare.pair.take() {
                state.compare.pick(new, old);
            }
            ask(lacking(state))
        }
        Intent::FilterDocument => lay(state, Overlay::Pick(lists::filter_documents(state))),
        Intent::FilterParty => lay(state, Overlay::Pick(lists::parties(state))),
        Intent::FilterStatus => lay(state, Overlay::Pick(lists::statuses())),
        Intent::FilterNone if state.screen == Screen::Board => {
            state.board.open(None);
            ask(lacking(state))
        }
        Intent::FilterNone => {
            state.proposals.filter = ProposalFilter::default();
            state.proposals.stale = true;
            ask(lacking(state))
        }
        Intent::GavelReady => gavel_ready(state),
        Intent::RebaseClean => {
            let document = state.proposals.filter.document.clone();
            plan(
                Command::Rebase {
                    document,
                    chosen: Vec::new(),
                },
                Then::Ask,
            )
        }
        Intent::Holdouts => match &state.board.answer {
            Some(board) => {
                let list = lists::holdouts(board);
                lay(state, Overlay::Pick(list))
            }
            None => None,
        },
        Intent::Grid => {
            state.board.grid = !state.board.grid;
            (state.board.votes, state.board.alone) = (false, false);
            settle(state);
            ask(lacking(state))
        }
        Intent::Votes => {
            state.board.turn_to_votes();
            settle(state);
            ask(lacking(state))
        }
        Intent::Adopt => adopt(state),
        Intent::Issue => issue(state),
        Intent::Compile => compile(state),
        Intent::Settle => match on_text(state, intent)? {
            Ok(here) => rulings::settle(state, &here),
            Err(effect) => effect,
        },
        Intent::Log => Some(Effect::Ask(vec![Question::Log(None)])),
        Intent::Floor(key) => super::floor::act(state, key),
    }
}

/// Whether it only reads, or leaves: all that is done in a window too small to show what else would be done.
fn reads(intent: Intent) -> bool {
    matches!(
        intent,
        Intent::Quit
            | Intent::Back
            | Intent::Escape
            | Intent::Help
            | Intent::Suspend
            | Intent::Redraw
            | Intent::Move(_)
            | Intent::Colours
            | Intent::Search
            | Intent::Next
            | Intent::Previous
            | Intent::Documents
            | Intent::Outline
            | Intent::Go(Screen::Text)
    )
}

fn lay(state: &mut State, overlay: Overlay) -> Option<Effect> {
    state.overlay = Some(overlay);
    None
}

/// Opens a whole text in the editor, for whoever may change it.
pub(super) fn edit_outside(state: &mut State, document: String) -> Option<Effect> {
    if let Some(refusal) = no_edit(state, &document) {
        state.refuse(&refusal);
        return None;
    }
    Some(Effect::Editor(document, None))
}

/// Opens the `:` line with some words in it.
pub(super) fn command_line(state: &mut State, words: &str) {
    let mut field = Field::with(super::field::Size::Line, words);
    field.look(true);
    state.overlay = Some(Overlay::Line(CommandLine {
        field,
        completions: (String::new(), Vec::new()),
        chosen: None,
        back: 0,
    }));
}

fn open(state: &mut State, prefix: Prefix) {
    if prefix == Prefix::Rule && Seat::of(state) == Seat::Party {
        no_ruling(state);
        return;
    }
    if prefix == Prefix::Deal && proposals_here(state).is_empty() {
        state.refuse(&crate::consensus::Refusal {
            what: "there is no proposal here to deal with".to_owned(),
            because: Vec::new(),
            hint: Some("4 lists the proposals; p writes one".to_owned()),
        });
        return;
    }
    if prefix != Prefix::Go && here(state).is_none() && proposals_here(state).is_empty() {
        nothing_here(state);
        return;
    }
    state.prefix = Some(prefix);
}

/// The paragraph that is selected, its text being at hand; else the text is opened there first.
fn on_text(state: &mut State, intent: Intent) -> Option<Result<super::here::Here, Option<Effect>>> {
    let Some(found) = here(state) else {
        nothing_here(state);
        return None;
    };
    if forms::source_words(state, &found).is_some() {
        return Some(Ok(found));
    }
    state.pending = Some(intent);
    let questions = show_text(state, &found.document, Some(found.index));
    Some(Err(ask(questions)))
}

/// The text as a proposal wants it, as a version of the text.
fn wanted_by(row: &ProposalRow) -> VersionName {
    let name = row.number.clone().unwrap_or_else(|| row.slug.to_string());
    VersionName {
        label: format!("as {name} wants it"),
        id: name,
        detail: String::new(),
    }
}
