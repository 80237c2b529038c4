//! What a person wants, done to the state.

use super::field::Field;
use super::forms;
use super::lists;
use super::message::{Effect, Intent, Motion, Prefix, Proposing, Question, Then};
use super::overlay::{CommandLine, Overlay};
use super::places::{
    body, here, lacking, outdated, proposals_for, proposals_here, settle, show, show_text,
};
use super::screens::{Compare, DeskPane};
use super::seat::Seat;
use super::state::{Screen, State, VersionName};
use super::typing::too_small;
use crate::ops::{Aim, Command, Only, Order, ProposalFilter, ProposalRow};
use crate::record::{Level, Verb};
use crate::view::Form;

fn ask(questions: Vec<Question>) -> Option<Effect> {
    (!questions.is_empty()).then_some(Effect::Ask(questions))
}

fn plan(command: Command, then: Then) -> Option<Effect> {
    let order = Order {
        command,
        by: None,
        heard: None,
    };
    Some(Effect::Plan(order, then))
}

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
        Intent::Suspend => Some(Effect::Suspend),
        Intent::Redraw => Some(Effect::Redraw),
        Intent::Go(screen) => ask(show(state, screen)),
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
        Intent::Source => {
            state.text.form = match state.text.form {
                Form::Room => Form::Source,
                Form::Source => Form::Room,
            };
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
            Some(Effect::Editor(document, None))
        }
        Intent::Edit => {
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
            Ok(here) => {
                forms::propose(state, &here, what);
                None
            }
            Err(effect) => effect,
        },
        Intent::Take(stance) => {
            let proposal = proposals_here(state).into_iter().next();
            let on_proposal = matches!(state.screen, Screen::Proposals | Screen::Desk);
            match (proposal, here(state)) {
                (Some((name, _)), _) if on_proposal => {
                    forms::take(state, Aim::Proposal(name.clone()), &name, stance);
                }
                (_, Some(here)) => forms::take(state, here.aim(), &here.name, stance),
                _ => nothing_here(state),
            }
            None
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
                state.note(format!("same as: {words}"));
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
            state.board.votes = false;
            settle(state);
            ask(lacking(state))
        }
        Intent::Votes => {
            state.board.turn_to_votes();
            settle(state);
            ask(lacking(state))
        }
        Intent::Adopt => {
            let selected = state.board.selected().map(|row| row.document.clone());
            match state.board.document.clone().or(selected) {
                Some(document) => forms::adopt(state, document),
                None => state.note("of which document? f shows the board of one"),
            }
            None
        }
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

fn nothing_here(state: &mut State) {
    state.refuse(&crate::consensus::Refusal {
        what: "nothing is selected that this could be done to".to_owned(),
        because: Vec::new(),
        hint: Some("2 shows the text, 4 the proposals".to_owned()),
    });
}

/// Says that whoever sits here rules on nothing.
fn no_ruling(state: &mut State) {
    let who = state.who.clone().unwrap_or_default();
    state.refuse(&crate::consensus::Refusal {
        what: format!("{who} does not rule: whoever holds the pen does"),
        because: Vec::new(),
        hint: Some("t takes a position, p proposes".to_owned()),
    });
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
fn on_text(
    state: &mut State,
    intent: Intent,
) -> Option<Result<super::places::Here, Option<Effect>>> {
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

fn back(state: &mut State, may_end: bool) -> Option<Effect> {
    if !state.sought.is_empty() {
        state.sought.clear();
        return None;
    }
    if state.screen == Screen::Proposals && state.proposals.alone {
        state.proposals.alone = false;
        return None;
    }
    if state.screen == Screen::Text && state.text.pane && state.size.0 < 100 {
        state.text.pane = false;
        return None;
    }
    if let Some(screen) = state.back.pop() {
        state.screen = screen;
        settle(state);
        return ask(lacking(state));
    }
    if may_end {
        return Some(Effect::Quit);
    }
    state.note("q ends");
    None
}

fn step(state: &mut State, motion: Motion) -> Option<Effect> {
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

fn enter(state: &mut State) -> Option<Effect> {
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
                state.say("asking the other side …");
                return Some(Effect::Send(None));
            }
            ask(deeper(state, &item.document, item.index))
        }
        Screen::Text | Screen::Floor => {
            let here = here(state)?;
            state.paragraph.open(&here.document, here.index);
            state.paragraph.text = state.text.text.clone();
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
            state.paragraph.open(&here.document, here.index);
            let known = state.text.document.as_ref() == Some(&here.document);
            state.paragraph.text = state.text.text.clone().filter(|_| known);
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

fn pane(state: &mut State, by: isize) -> Option<Effect> {
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
        _ => {}
    }
    None
}

fn bracket(state: &mut State, forward: bool) -> Option<Effect> {
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

fn document(state: &mut State, by: isize) -> Option<Effect> {
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

/// Gavels everything on the board that is ready, once its words have been looked at.
fn gavel_ready(state: &mut State) -> Option<Effect> {
    if Seat::of(state) == Seat::Party {
        no_ruling(state);
        return None;
    }
    let ready = state.board.ready();
    let aims: Vec<Aim> = ready
        .iter()
        .map(|row| {
            Aim::Paragraph(
                row.document.clone(),
                crate::text::Address::new(row.name.clone()),
            )
        })
        .collect();
    if aims.is_empty() {
        state.note("nothing here is ready to be agreed");
        return None;
    }
    plan(
        Command::Rule {
            verb: Verb::Agree,
            aims,
            level: Some(Level::Agreed),
            reason: None,
            closes: None,
        },
        Then::Ask,
    )
}

/// Rules over an objection, with a reason.
pub(super) fn overrule(state: &mut State) {
    if let Some((here, verb, level)) = state.ruling.take() {
        forms::rule(state, &here, verb, level);
    }
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

/// Lists the changes anew, the cursor staying on the one that it is on.
pub(super) fn relist(state: &mut State) {
    let before = state
        .compare
        .change()
        .and_then(|row| row.change.new.first().copied());
    state.compare.list();
    if let Some(index) = before {
        state.compare.seek(index);
    }
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

fn treat(state: &mut State, verb: Verb) -> Option<Effect> {
    let mut names = proposals_for(state, verb);
    if names.is_empty() {
        // Refused with what the rules say.
        names = proposals_here(state);
    }
    let Some((name, _)) = names.first().cloned() else {
        state.refuse(&crate::consensus::Refusal {
            what: "there is no proposal here".to_owned(),
            because: Vec::new(),
            hint: Some("4 lists the proposals".to_owned()),
        });
        return None;
    };
    if names.len() > 1 {
        let word = match verb {
            Verb::SetAside => "set-aside",
            Verb::AdoptAsOwn => "adopt-as-own",
            Verb::CoSponsor => "co-sponsor",
            Verb::Submit => "submit",
            Verb::Return => "return",
            Verb::Table => "table",
            Verb::Open => "open",
            Verb::Bracket => "bracket",
            Verb::Park => "park",
            Verb::Accept => "accept",
            Verb::Merge => "merge",
            Verb::Supersede => "supersede",
            Verb::Reintroduce => "reintroduce",
            _ => "withdraw",
        };
        return lay(state, Overlay::Pick(lists::which_proposal(&names, word)));
    }
    treat_one(state, verb, name)
}

/// An act on one proposal: planned at once, or asked about where it has more to say.
fn treat_one(state: &mut State, verb: Verb, name: String) -> Option<Effect> {
    if matches!(
        verb,
        Verb::Park | Verb::SetAside | Verb::Return | Verb::Withdraw | Verb::Merge | Verb::Supersede
    ) {
        forms::treat(state, verb, name);
        return None;
    }
    plan(
        Command::Treat {
            verb,
            proposals: vec![name],
            into: None,
            wording: None,
            reason: None,
        },
        Then::Ask,
    )
}

fn rule(state: &mut State, verb: Verb, level: Option<Level>) -> Option<Effect> {
    let Some(here) = here(state) else {
        nothing_here(state);
        return None;
    };
    if Seat::before(state, Some(&here.document)) == Seat::Party {
        no_ruling(state);
        return None;
    }
    state.ruling = Some((here.clone(), verb, level));
    if matches!(
        verb,
        Verb::Park | Verb::Reopen | Verb::Certify | Verb::OpenSilence
    ) {
        forms::rule(state, &here, verb, level);
        return None;
    }
    plan(
        Command::Rule {
            verb,
            aims: vec![here.aim()],
            level,
            reason: None,
            closes: None,
        },
        Then::Ask,
    )
}
