//! What is noted on the floor: who speaks, and what they ask of the words that are selected.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use super::field::{Field, Size};
use super::here::Here;
use super::intent::FloorKey;
use super::lists;
use super::message::{Effect, Then};
use super::overlay::{Blank, Form, Overlay, Pointed, Purpose, Which};
use super::picker::Choice;
use super::places::here;
use super::screens::{Sheet, occasion};
use super::state::State;
use crate::consensus::Refusal;
use crate::ops::{Aim, Command, Order, Wish};
use crate::record::{Heard, ProposalKind, Verb, Where};
use crate::rolling::with_words;
use crate::text::Address;

/// Does what a key of the floor means.
pub(super) fn act(state: &mut State, key: FloorKey) -> Option<Effect> {
    match key {
        FloorKey::Who => lay(state, "Who speaks?", Choice::Speaker),
        FloorKey::Queue => lay(state, "Who asks for the floor?", Choice::Queued),
        FloorKey::NextSpeaker => match state.floor.queue.pop_front() {
            Some(party) => begin(state, party),
            None => {
                state.note("the queue is empty: S puts somebody in");
                None
            }
        },
        FloorKey::Ended => match state.floor.who {
            Some(_) => ended(state),
            None => {
                state.note("nobody speaks: w says who");
                None
            }
        },
        FloorKey::Minute => more(state),
        FloorKey::Occasion => {
            state.floor.heard = match state.floor.heard {
                Heard::Plenary => Heard::Informals,
                Heard::Informals => Heard::SmallGroup,
                Heard::SmallGroup => Heard::InWriting,
                Heard::InWriting => Heard::Plenary,
            };
            state.say(occasion(state.floor.heard));
            None
        }
        FloorKey::Mark => {
            state.floor.mark = match state.floor.mark {
                None => Some(state.floor.cursor),
                Some(_) => None,
            };
            state.say(match state.floor.mark {
                Some(_) => "the selection begins here: the arrows extend it, v ends it",
                None => "one word is selected",
            });
            None
        }
        FloorKey::ExtendLeft | FloorKey::ExtendRight => {
            let motion = match key {
                FloorKey::ExtendLeft => super::intent::Motion::Left,
                _ => super::intent::Motion::Right,
            };
            state.floor.mark.get_or_insert(state.floor.cursor);
            let body = super::places::body(state);
            state.floor.step(motion, body, &state.text);
            None
        }
        FloorKey::Lift => lift(state),
        FloorKey::Bracket | FloorKey::Delete | FloorKey::Alternative | FloorKey::Insert => {
            asked(state, key)
        }
    }
}

fn lay(state: &mut State, title: &str, choice: fn(String) -> Choice) -> Option<Effect> {
    let speakers = lists::speakers(state, title, choice);
    if speakers.entries.is_empty() {
        state.refuse(&Refusal {
            what: "no delegation and no group is listed that could speak".to_owned(),
            because: Vec::new(),
            hint: Some("facilitators/delegations.yaml says who takes part".to_owned()),
        });
        return None;
    }
    state.overlay = Some(Overlay::Pick(speakers));
    None
}

/// Somebody begins to speak; how long the one before spoke is noted.
fn begin(state: &mut State, party: String) -> Option<Effect> {
    let before = ended(state);
    state.floor.queue.retain(|one| *one != party);
    state.floor.who = Some(party);
    state.floor.since = (!state.card.still).then(Instant::now);
    state.floor.began = state.floor.since.and_then(|_| clock_of_machine());
    before
}

/// Seconds since 1970 by the machine's clock.
fn clock_of_machine() -> Option<u64> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    Some(since.ok()?.as_secs())
}

/// Whoever had the floor when the program ended has it still, and its clock runs on; after so long that nobody speaks, it does not.
pub(super) fn go_on(state: &mut State, who: Option<String>, began: Option<u64>) {
    let spoken = began
        .zip(clock_of_machine())
        .and_then(|(began, now)| now.checked_sub(began));
    let spoken = spoken.filter(|_| !state.card.still);
    let lasts = spoken.filter(|seconds| *seconds <= LONGEST);
    state.floor.since =
        lasts.and_then(|spoken| Instant::now().checked_sub(Duration::from_secs(spoken)));
    state.floor.began = began.filter(|_| state.floor.since.is_some());
    match (&who, spoken, lasts) {
        (Some(who), Some(_), Some(spoken)) => {
            let clock = format!("{}:{:02}", spoken / 60, spoken % 60);
            state.note(format!(
                "{who} has the floor, for {clock} by now: z on the Floor notes its end"
            ));
        }
        (Some(who), Some(_), None) => {
            state.note(format!(
                "{who} had the floor when the program ended, too long ago to count its time"
            ));
        }
        _ => {}
    }
    state.floor.who = who;
}

/// Nobody speaks longer than so many seconds on end.
const LONGEST: u64 = 3600;

/// Somebody begins to speak; what waited for that is done.
pub(super) fn speaks(state: &mut State, party: String) -> Option<Effect> {
    let before = begin(state, party);
    let pending = state.floor.pending.take();
    let after = pending.and_then(|key| act(state, key));
    Effect::of(before.into_iter().chain(after).collect())
}

/// Whoever speaks has ended: for how long is noted, where a clock ran.
fn ended(state: &mut State) -> Option<Effect> {
    let who = state.floor.who.take()?;
    let since = state.floor.since.take();
    state.floor.began = None;
    state.floor.more = 0;
    let seconds = u32::try_from(since?.elapsed().as_secs()).unwrap_or(u32::MAX);
    // What was begun by a slip is no speech.
    if seconds < SHORTEST {
        return None;
    }
    clock(state, Verb::Speak, (seconds, None), Some(who))
}

/// Whoever speaks is given a minute more.
fn more(state: &mut State) -> Option<Effect> {
    let Some(who) = state.floor.who.clone() else {
        state.note("nobody speaks: w says who");
        return None;
    };
    state.floor.more += 60;
    clock(state, Verb::Extend, (60, Some(who)), None)
}

fn clock(
    state: &State,
    verb: Verb,
    (seconds, whom): (u32, Option<String>),
    by: Option<String>,
) -> Option<Effect> {
    let here = here(state)?;
    let order = Order {
        command: Command::Clock {
            verb,
            aim: here.aim(),
            seconds,
            whom,
        },
        by,
        heard: Some(state.floor.heard),
    };
    Some(Effect::Plan(order, Then::AtOnce))
}

/// Nobody speaks for less than so many seconds.
const SHORTEST: u32 = 3;

/// Somebody asks for the floor.
pub(super) fn asks(state: &mut State, party: String) {
    let queue = &mut state.floor.queue;
    if !queue.contains(&party) {
        queue.push_back(party);
    }
}

/// The place that is pointed at, and who speaks to it; where nobody does, it is asked first.
fn pointed(state: &mut State, key: FloorKey) -> Option<(Aim, Pointed)> {
    let here = here(state)?;
    let sheet = Sheet::of(&state.text)?;
    let Some(span) = state.floor.selection(&sheet) else {
        state.refuse(&Refusal {
            what: format!("{} has no words to point at", here.name),
            because: Vec::new(),
            hint: Some("e changes the paragraph by hand".to_owned()),
        });
        return None;
    };
    let Some(by) = state.floor.who.clone() else {
        state.floor.pending = Some(key);
        lay(state, "Who speaks?", Choice::Speaker);
        return None;
    };
    let pointed = Pointed {
        text: sheet.text,
        index: sheet.index,
        span,
        behind: key == FloorKey::Insert,
        by,
        heard: state.floor.heard,
    };
    Some((here.aim(), pointed))
}

fn asked(state: &mut State, key: FloorKey) -> Option<Effect> {
    let (aim, place) = pointed(state, key)?;
    state.sought.clear();
    state.floor.mark = None;
    let there = place.words();
    match key {
        FloorKey::Bracket => at_once(state, &aim, &place, &format!("[{there}]")),
        FloorKey::Delete => at_once(state, &aim, &place, ""),
        _ => {
            form(state, aim, place);
            None
        }
    }
}

/// The form for words in a place.
fn form(state: &mut State, aim: Aim, place: Pointed) {
    let there = place.words();
    let title = match place.behind {
        true => format!("{}: words behind “{there}”", place.by),
        false => format!("{}: instead of “{there}”", place.by),
    };
    let mut form = Form::new(title, Purpose::Floor(aim, place));
    form.blanks.push(Blank {
        which: Which::Piece,
        label: "words",
        hint: "as they were spoken",
        field: Field::with(Size::Line, ""),
    });
    form.look();
    state.overlay = Some(Overlay::Form(Box::new(form)));
}

/// Opens the form again for words that an earlier sitting left, where the same words stand in the same place.
pub(super) fn reopen(
    state: &mut State,
    here: &Here,
    (span, there, behind): (std::ops::Range<usize>, &str, bool),
) -> bool {
    let (Some(text), Some(by)) = (state.text.text.clone(), state.floor.who.clone()) else {
        return false;
    };
    let place = Pointed {
        text,
        index: here.index,
        span,
        behind,
        by,
        heard: state.floor.heard,
    };
    let same = place.words() == there;
    if same {
        form(state, here.aim(), place);
    }
    same
}

fn at_once(state: &mut State, aim: &Aim, place: &Pointed, words: &str) -> Option<Effect> {
    match order(aim, place, words) {
        Ok(order) => Some(Effect::Plan(order, Then::AtOnce)),
        Err(refusal) => {
            state.refuse(&refusal);
            None
        }
    }
}

/// What is asked for, as a command: the proposal of whoever speaks, in the text at once.
pub(super) fn order(aim: &Aim, place: &Pointed, words: &str) -> Result<Order, Refusal> {
    let there = place.words();
    let (span, words) = match (
        place.behind,
        words.starts_with([',', ';', '.', ':', '，', '、']),
    ) {
        (false, _) => (place.span.clone(), words.to_owned()),
        (true, true) => (place.span.end..place.span.end, words.to_owned()),
        (true, false) => (place.span.end..place.span.end, format!(" {}", words.trim())),
    };
    let wanted = with_words(&place.text, place.index, &span, &words).ok_or_else(|| Refusal {
        what: format!("“{there}” cannot be taken apart here"),
        because: vec!["the selection goes over the edge of somebody's words".to_owned()],
        hint: Some(
            "select words on one side of it, or p on the text proposes a whole paragraph"
                .to_owned(),
        ),
    })?;
    let gone = crate::text::fold(&wanted).is_empty();
    let kind = match (gone, words.starts_with('[') && words.ends_with(']')) {
        (true, _) => ProposalKind::Delete,
        (false, true) => ProposalKind::Bracket,
        (false, false) => ProposalKind::Replace,
    };
    // Brackets in somebody's own words are other words to everybody else.
    let own = crate::text::fold(&wanted.replace(['[', ']'], ""));
    let today = place.text.paragraphs().get(place.index);
    let today = today.map(|one| one.text.replace(['[', ']'], ""));
    let kind = match kind {
        ProposalKind::Bracket if today.as_deref() != Some(own.as_str()) => ProposalKind::Replace,
        kind => kind,
    };
    Ok(Order {
        command: Command::Propose {
            aim: aim.clone(),
            wish: Wish {
                kind,
                place: Where::After,
                wanted: if gone { String::new() } else { wanted },
                term: None,
                cosponsors: Vec::new(),
                rationale: None,
                submit: true,
                in_text: true,
            },
        },
        by: Some(place.by.clone()),
        heard: Some(place.heard),
    })
}

/// Which bracket of the paragraph stands round the cursor, from 1.
pub(super) fn bracket(state: &State) -> Option<usize> {
    let sheet = Sheet::of(&state.text)?;
    let span = state.floor.selection(&sheet)?;
    sheet.bracket(&span)
}

/// The bracket round the cursor: the speaker's words in it are given up; without a speaker it is lifted.
fn lift(state: &mut State) -> Option<Effect> {
    let here = here(state)?;
    let Some(nth) = bracket(state) else {
        state.refuse(&Refusal {
            what: "no bracket stands round these words".to_owned(),
            because: Vec::new(),
            hint: Some("go to a word inside the bracket".to_owned()),
        });
        return None;
    };
    let order = Order {
        command: Command::Settle {
            verb: Verb::Lift,
            aim: Aim::Bracket(here.document, Address::new(here.name), nth),
            whose: Vec::new(),
            words: None,
            reason: None,
        },
        by: state.floor.who.clone(),
        heard: Some(state.floor.heard),
    };
    Some(Effect::Plan(order, Then::Ask))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::sync::Arc;
    use std::time::Duration;

    use super::super::screen::Screen;
    use super::super::theme::{Palette, Theme};
    use super::*;
    use crate::text::Document;

    /// The floor with a paragraph on it, on which XNO has spoken for so long.
    fn spoken(seconds: u64) -> Option<State> {
        let theme = Theme {
            palette: Palette::Dark,
        };
        let mut state = State::new((80, 24), theme, None);
        state.screen = Screen::Floor;
        state.text.document = Some("wp1".to_owned());
        state.text.text = Some(Arc::new(Document::parse("1. States act.\n")));
        state.floor.who = Some("XNO".to_owned());
        state.floor.since = Some(Instant::now().checked_sub(Duration::from_secs(seconds))?);
        Some(state)
    }

    fn order_of(effect: Option<Effect>) -> Option<(Command, Option<String>)> {
        match effect? {
            Effect::Plan(order, Then::AtOnce) => Some((order.command, order.by)),
            _ => None,
        }
    }

    #[test]
    fn whoever_gives_the_floor_to_another_has_its_time_noted() {
        let Some(mut state) = spoken(65) else { return };
        let noted = order_of(speaks(&mut state, "XEG".to_owned()));
        let aim = Aim::Paragraph("wp1".to_owned(), Address::new("1"));
        let spoke = Command::Clock {
            verb: Verb::Speak,
            aim,
            seconds: 65,
            whom: None,
        };
        assert_eq!(noted, Some((spoke, Some("XNO".to_owned()))));
        assert_eq!(state.floor.who.as_deref(), Some("XEG"));
        // A slip of the finger is no speech.
        assert_eq!(order_of(ended(&mut state)), None);
        assert_eq!(state.floor.who, None);
    }

    #[test]
    fn whoever_had_the_floor_when_the_program_ended_goes_on_unless_that_is_too_long_ago() {
        let Some(mut before) = spoken(0) else { return };
        let _ = begin(&mut before, "XNO".to_owned());
        let began = before.floor.began.unwrap();
        let Some(mut state) = spoken(0) else { return };
        go_on(&mut state, Some("XNO".to_owned()), Some(began - 65));
        assert_eq!(state.floor.who.as_deref(), Some("XNO"));
        let Some((Command::Clock { seconds, .. }, by)) = order_of(ended(&mut state)) else {
            panic!("nothing was noted");
        };
        assert!(
            (65..70).contains(&seconds) && by.as_deref() == Some("XNO"),
            "{seconds}"
        );
        assert_eq!(state.floor.began, None);
        go_on(
            &mut state,
            Some("XNO".to_owned()),
            Some(began - LONGEST - 5),
        );
        assert_eq!((state.floor.since, state.floor.began), (None, None));
        let told = state.notice.as_ref().map(|notice| notice.text.as_str());
        assert!(
            told.is_some_and(|told| told.contains("too long ago")),
            "{told:?}"
        );
        assert_eq!(state.floor.who.as_deref(), Some("XNO"));
    }

    #[test]
    fn a_minute_more_is_an_act_and_the_clock_knows_it() {
        let Some(mut state) = spoken(10) else { return };
        let given = order_of(more(&mut state));
        assert!(
            matches!(given, Some((Command::Clock { verb: Verb::Extend, seconds: 60, whom: Some(whom), .. }, None)) if whom == "XNO")
        );
        assert_eq!(state.floor.more, 60);
        let _ = ended(&mut state);
        assert_eq!((state.floor.more, order_of(more(&mut state))), (0, None));
    }
}
