//! What an answer does to the state.

use super::intent::Intent;
use super::message::{Answer, Effect, Planned, Question, Then, ask};
use super::overlay::{Asks, Confirm, Overlay};
use super::places::{lacking, outdated, settle, show, show_text};
use super::screen::{Screen, VersionName};
use super::seat::Seat;
use super::state::{Before, Sent, State};
use super::{intents, lists, moves, passing};
use crate::consensus::Refusal;
use crate::moment::Zone;
use crate::ops::{Command, DocumentAt, Order, Request};
use crate::record::{Role, Verb};

/// Takes an answer.
pub(super) fn take(state: &mut State, answer: Answer) -> Option<Effect> {
    let listed = matches!(
        answer,
        Answer::Card(_) | Answer::Desk(..) | Answer::Page(..) | Answer::Proposals(..)
    );
    let effect = taken(state, answer);
    if listed {
        lists::renew(state);
    }
    effect
}

fn taken(state: &mut State, answer: Answer) -> Option<Effect> {
    match answer {
        Answer::Card(card) => {
            let first = !state.known;
            state.known = true;
            state.card = card;
            if let Some(fault) = state.card.faults.first() {
                let text = format!("{fault} ({} in all)", state.card.faults.len());
                state.refuse(&Refusal {
                    what: text,
                    because: Vec::new(),
                    hint: Some(":check lists them".to_owned()),
                });
            }
            if first {
                // What was left unsaved is looked for once the first screen is under way.
                let mut effects: Vec<Effect> = begin(state).into_iter().collect();
                effects.push(Effect::Look);
                return Effect::of(effects);
            }
            ask(lacking(state))
        }
        Answer::Desk(desk, complete) => {
            state.desk.take(desk, complete);
            settle(state);
            match complete && state.screen == Screen::Desk {
                true => ask(lacking(state)),
                false => None,
            }
        }
        Answer::Progress(progress) => {
            state.desk.progress = Some(progress);
            state.desk.behind = false;
            None
        }
        Answer::Text(document, text) => {
            if state.text.document.as_ref() != Some(&document) {
                return None;
            }
            state.text.take_text(&text);
            arrived(state)
        }
        Answer::Page(reader, text, page) => {
            if state.paragraph.of.as_ref().map(|of| &of.0) == Some(&page.document) {
                state.paragraph.text = Some(text.clone());
            }
            state.text.take_page(reader.as_ref(), &text, page);
            arrived(state)
        }
        Answer::Proposals(filter, rows) => {
            state.proposals.take(&filter, rows);
            settle(state);
            if state.screen == Screen::Proposals {
                return ask(lacking(state));
            }
            None
        }
        Answer::Proposal(card) => {
            state.proposals.card = Some(card);
            None
        }
        Answer::Dossier(dossier) => {
            state.paragraph.take(dossier);
            None
        }
        Answer::Life(document, index, life) => {
            state.paragraph.take_life(&document, index, life);
            None
        }
        Answer::Versions(document, versions, wanted) => {
            if state.compare.document.as_ref() == Some(&document) {
                state.compare.take_versions(versions);
                state.compare.wanted_texts = wanted;
                if state.compare.answer.is_none()
                    && let Some((old, new)) = state.compare.pair.clone()
                {
                    return ask(vec![Question::Compare(Some(document), old, new)]);
                }
            }
            None
        }
        Answer::Compared(document, old, new, compared) => {
            if state.compare.document == document && state.compare.pair == Some((old, new)) {
                if let Some((old, new)) = state.compare.seek_older(&compared) {
                    return ask(vec![Question::Compare(document, old, new)]);
                }
                state.compare.take(compared);
                settle(state);
            }
            None
        }
        Answer::Board(document, board, now) => {
            state.board.take(document.as_deref(), board, now);
            settle(state);
            None
        }
        Answer::Matrix(document, matrix) => {
            state.board.take_matrix(document.as_deref(), matrix);
            None
        }
        Answer::Log(rows) => {
            let zone = state.card.zone.as_deref().and_then(Zone::named);
            state.overlay = Some(Overlay::Pick(lists::acts(&rows, zone.as_ref())));
            None
        }
        Answer::Refused(refusal) => {
            refused(state, &refusal);
            None
        }
        Answer::Impossible(refusal) => {
            match &mut state.overlay {
                // What is written already stays, to be taken elsewhere.
                Some(Overlay::Form(form)) if form.touched => form.refuse(refusal, None),
                Some(Overlay::Form(_)) => {
                    state.overlay = None;
                    refused(state, &refusal);
                }
                _ => refused(state, &refusal),
            }
            None
        }
        Answer::Changed => {
            outdate(state);
            let mut questions = vec![Question::Card];
            questions.extend(lacking(state));
            if lists::is_palette(state) {
                let more = outdated(state).into_iter();
                let more: Vec<Question> = more.filter(|one| !questions.contains(one)).collect();
                questions.extend(more);
            }
            ask(questions)
        }
        Answer::Planned(planned, then) => planned_out(state, planned, then),
        Answer::PlannedAnew(planned) => {
            let above = "The meeting has changed meanwhile; this is what it comes to now.";
            confirm(state, planned, Asks::Whether, Some(above.to_owned()));
            None
        }
        Answer::Done { said, same_as, way } => {
            state.overlay = None;
            state.shelved = None;
            let text = match same_as.is_empty() {
                true => said,
                false => format!("{said} · same as: {same_as}"),
            };
            state.done(text, way);
            outdate(state);
            ask(lacking(state))
        }
        Answer::Passing(passage) => {
            passing::show(state, passage);
            None
        }
        Answer::Understood(request) => understood(state, request),
        Answer::Completions(line, words) => {
            if let Some(Overlay::Line(command)) = &mut state.overlay
                && command.chosen.is_none()
                && command.field.words() == line
            {
                command.completions = (line, words);
            }
            None
        }
        Answer::Became(who) => {
            state.say(match &who {
                Some(who) => {
                    let name = state
                        .card
                        .people
                        .iter()
                        .find(|person| person.code == *who)
                        .map(|person| format!(", {}", person.name))
                        .unwrap_or_default();
                    format!("you are {who}{name}")
                }
                None => "you only read".to_owned(),
            });
            state.sent = Sent::default();
            let was = state.who.clone();
            state.who = who;
            // A draft is shown to whoever stands behind it.
            state.desk.stale = true;
            state.text.stale = true;
            state.proposals.stale = true;
            state.paragraph.stale = true;
            let mut effects = Vec::new();
            if was.is_none()
                && state.back.is_empty()
                && state.screen == Screen::Desk
                && let Some(screen) = opening(state)
            {
                state.turn_to(screen);
            }
            effects.push(Effect::Ask(lacking(state)));
            Effect::of(effects)
        }
        Answer::Edited {
            document,
            index,
            text,
            over,
        } => {
            let command = match index {
                None => Command::Rewrite {
                    document,
                    text,
                    over,
                    reason: None,
                },
                Some(_) => return None,
            };
            let order = Order {
                command,
                by: None,
                heard: None,
            };
            Some(Effect::Plan(order, Then::Ask))
        }
        Answer::Left(unsaved) => super::rescue::found(state, *unsaved),
        Answer::Said(words) => {
            state.say(words);
            None
        }
    }
}

/// The first look: the role's own screen, and who sits here where nobody knows.
fn begin(state: &mut State) -> Option<Effect> {
    if state.who.is_none() && !state.asked && !state.card.people.is_empty() {
        state.asked = true;
        state.overlay = Some(Overlay::Pick(lists::who(state)));
    } else if state.screen == Screen::Desk
        && let Some(screen) = opening(state)
    {
        state.turn_to(screen);
    }
    let mut questions = lacking(state);
    questions.retain(|question| *question != Question::Glance);
    ask(questions)
}

/// The screen that a role begins with, where it is not the desk.
fn opening(state: &State) -> Option<Screen> {
    let person = state.person()?;
    match person.role {
        None => Some(Screen::Text),
        Some(Role::Chair) => Some(Screen::Board),
        Some(Role::Facilitator | Role::Secretariat) => None,
    }
}

/// The text that was opened has come.
fn arrived(state: &mut State) -> Option<Effect> {
    if let Some(address) = state.address.take()
        && let Some(text) = state.text.text.clone()
    {
        let before = state.before.take();
        match text.find(&address) {
            Ok(paragraph) => state.text.wanted = Some(paragraph.index),
            Err(none) => {
                let document = state.text.document.clone().unwrap_or_default();
                // What was to be done there is not done elsewhere.
                state.pending = None;
                let questions = before.map(|before| stay(state, before));
                state.refuse(&Refusal {
                    what: format!("{document}: {none}"),
                    because: Vec::new(),
                    hint: (!none.near.is_empty())
                        .then(|| format!("did you mean {}?", none.near.join(" or "))),
                });
                if let Some(questions) = questions {
                    return ask(questions);
                }
            }
        }
    }
    settle_text(state);
    if state.text.text.is_some() {
        super::rescue::reopen(state);
    }
    if let Some(intent) = state.pending.take() {
        return intents::act(state, intent);
    }
    None
}

/// Goes back to where one was: what was asked for is not there.
fn stay(state: &mut State, before: Before) -> Vec<Question> {
    let Before {
        screen,
        document,
        flow,
    } = before;
    if let Some(document) = document {
        state.text.open(&document, Some(flow.cursor));
        if state.text.text.is_some() {
            state.text.flow = flow;
            state.text.wanted = None;
        }
    }
    if state.screen != screen {
        if state.back.last() == Some(&screen) {
            state.back.pop();
        }
        state.turn_to(screen);
    }
    settle(state);
    lacking(state)
}

fn settle_text(state: &mut State) {
    let body = super::places::body(state);
    state.text.settle(body, state.theme);
}

/// Everything that was answered is older than the meeting now.
fn outdate(state: &mut State) {
    state.desk.stale = true;
    state.desk.behind = true;
    state.text.stale = true;
    state.compare.stale = true;
    state.proposals.stale = true;
    state.proposals.card = None;
    state.paragraph.stale = true;
    state.board.stale = true;
    state.board.behind = true;
}

fn refused(state: &mut State, refusal: &Refusal) {
    match &mut state.overlay {
        Some(Overlay::Form(form)) => form.refuse(refusal.clone(), None),
        Some(Overlay::Confirm(_) | Overlay::Passing(_)) => {
            state.overlay = None;
            state.refuse(refusal);
        }
        _ => {
            let all = refusal.because.iter().chain(&refusal.hint);
            let length = refusal.what.len() + all.map(|text| text.len() + 4).sum::<usize>();
            // Over an objection rules who may rule at all.
            let over = state.ruling.as_ref().is_some_and(|(here, verb, _)| {
                let seat = Seat::before(state, Some(&here.document));
                *verb == Verb::Agree && seat.may(*verb)
            });
            if (length <= state.columns() && !over) || state.overlay.is_some() {
                state.refuse(refusal);
                return;
            }
            // What does not fit into a line is told in a box; what was said to be under way is over.
            state.notice = None;
            let because = refusal.because.iter().flat_map(|because| because.lines());
            let mut paragraphs: Vec<String> = because.map(str::to_owned).collect();
            paragraphs.extend(refusal.hint.as_ref().map(|hint| format!("→ {hint}")));
            state.overlay = Some(Overlay::Told {
                title: refusal.what.clone(),
                paragraphs,
                over,
            });
        }
    }
}

fn planned_out(state: &mut State, planned: Box<Planned>, then: Then) -> Option<Effect> {
    if let Command::Propose { wish, .. } = &planned.order.command
        && !wish.in_text
        && matches!(then, Then::Do)
    {
        // The next proposal is often of the same sponsor, heard in the same place.
        state.sent = Sent {
            sponsor: planned.stamp.by.clone().unwrap_or_default(),
            heard: planned.order.heard,
        };
    }
    let at_once = match then {
        Then::AtOnce => !planned.plan.closed_words,
        Then::Do => planned.plan.warnings.is_empty(),
        _ => false,
    };
    if at_once {
        return Some(Effect::Commit(planned));
    }
    let asks = match then {
        Then::Show => Asks::Nothing,
        _ => Asks::Whether,
    };
    confirm(state, planned, asks, None);
    None
}

/// The other side is asked, which may take a while.
fn asked(state: &mut State, effect: Effect) -> Option<Effect> {
    state.note("asking the other side …");
    Some(effect)
}

fn confirm(state: &mut State, planned: Box<Planned>, asks: Asks, above: Option<String>) {
    if let Some(Overlay::Form(form)) = state.overlay.take() {
        state.shelved = Some(form);
    }
    state.overlay = Some(Overlay::Confirm(Box::new(Confirm {
        planned,
        above,
        asks,
        skip: 0,
        missed: false,
    })));
}

/// What was typed after `:`, done.
fn understood(state: &mut State, request: Request) -> Option<Effect> {
    match request {
        Request::Do(order) => {
            let then = match order.command {
                Command::Propose { .. } | Command::Take { .. } => Then::Do,
                _ => Then::Ask,
            };
            Some(Effect::Plan(order, then))
        }
        Request::Preview(order) => Some(Effect::Plan(order, Then::Show)),
        Request::Edit(at, None) => intents::edit_outside(state, at.document),
        Request::Edit(at, Some(address)) => {
            state.pending = Some(Intent::Edit);
            open_at(state, &at, Some(address))
        }
        Request::Status => ask(show(state, Screen::Desk)),
        Request::Show(at, address, reader) => match &at.version {
            Some(version) if version != "now" => {
                let old = named(version);
                compare(state, &at.document, old, VersionName::now(), true)
            }
            _ => {
                if state.text.reader != reader {
                    state.text.reader = reader;
                    state.text.page = None;
                    state.text.forget();
                }
                open_at(state, &at, address)
            }
        },
        Request::Compare { document, old, new } => {
            compare(state, &document, named(&old), named(&new), false)
        }
        Request::CompareTexts { old, new } => {
            let (old, new) = (VersionName::text(&old), VersionName::text(&new));
            state.compare.open_texts(old, new);
            ask(show(state, Screen::Compare))
        }
        Request::Proposals(filter) => {
            state.proposals.filter = filter;
            state.proposals.stale = true;
            ask(show(state, Screen::Proposals))
        }
        Request::Proposal(name) => ask(moves::show_proposal(state, &name)),
        Request::Board(document) => {
            state.board.open(document);
            ask(show(state, Screen::Board))
        }
        Request::Log(document) => Some(Effect::Ask(vec![Question::Log(document)])),
        Request::Become(None) => intents::act(state, Intent::Who),
        Request::Become(who) => Some(Effect::Become(who)),
        Request::Receive(prefer) => asked(state, Effect::Receive(prefer)),
        Request::Send(prefer) => asked(state, Effect::Send(prefer)),
        Request::Follow(followed) => {
            state.text.open(&followed.document, None);
            state.address = Some(followed.paragraph);
            ask(show(state, Screen::Floor))
        }
        Request::Elsewhere(words) => {
            let words = words.trim().trim_start_matches("adref ").to_owned();
            state.refuse(&Refusal {
                what: format!("“{words}” is not for the screens"),
                because: Vec::new(),
                hint: Some(format!("in a shell: adref {words}")),
            });
            None
        }
    }
}

fn open_at(
    state: &mut State,
    at: &DocumentAt,
    address: Option<crate::text::Address>,
) -> Option<Effect> {
    state.before = address.is_some().then(|| Before {
        screen: state.screen,
        document: state.text.document.clone(),
        flow: state.text.flow,
    });
    state.address = address;
    let questions = show_text(state, &at.document, None);
    if state.text.text.is_some() {
        let effect = arrived(state);
        let mut effects: Vec<Effect> = effect.into_iter().collect();
        effects.extend(ask(questions));
        return Effect::of(effects);
    }
    ask(questions)
}

fn named(version: &str) -> VersionName {
    if version == "now" {
        return VersionName::now();
    }
    VersionName {
        id: version.to_owned(),
        label: crate::view::version(version),
        detail: String::new(),
    }
}

fn compare(
    state: &mut State,
    document: &str,
    old: VersionName,
    new: VersionName,
    all: bool,
) -> Option<Effect> {
    state.compare.open(document);
    state.compare.pick(old, new);
    state.compare.listing.all = all;
    ask(show(state, Screen::Compare))
}
