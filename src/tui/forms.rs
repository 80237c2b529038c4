//! Forms: what is asked for an act, and the command that the answers make.

use super::card::Card;
use super::here::Here;
use super::intent::Proposing;
use super::message::{Effect, Then};
use super::overlay::{Form, Overlay, Purpose, Which};
use super::screens::occasion;
use super::seat::Seat;
use super::state::State;
use crate::consensus::{Needs, Refusal, Stance, needs};
use crate::moment::Zone;
use crate::ops::{Aim, Command, Order, Shown, Wish};
use crate::record::{Heard, Level, ProposalKind, Verb, Where};

/// An end that no silence has passed: whether one could be opened at all is tried with it.
const LATER: &str = "9000-01-01T00:00Z";

/// The words of a paragraph as the file has them.
pub(super) fn source_words(state: &State, here: &Here) -> Option<String> {
    let text = state
        .text
        .text
        .as_ref()
        .filter(|_| state.text.document.as_ref() == Some(&here.document))
        .or(state.paragraph.text.as_ref())?;
    let paragraph = text.paragraphs().get(here.index)?;
    text.source().get(paragraph.body.clone()).map(str::to_owned)
}

/// In whose name: the delegation or group that sits here; an officer says whose.
fn who_speaks(state: &State) -> String {
    match state.person() {
        Some(person) if person.role.is_some() => String::new(),
        _ => state.who.clone().unwrap_or_default(),
    }
}

fn open(state: &mut State, mut form: Form, focus: usize) {
    form.focus = focus;
    form.look();
    state.overlay = Some(Overlay::Form(Box::new(form)));
}

/// Asks whether an act could be done at all, while its form is open: whoever may not do it, or not now, is told before a word is written.
fn probe(command: Command, by: Option<String>) -> Option<Effect> {
    let order = Order {
        command,
        by,
        heard: None,
    };
    Some(Effect::Plan(order, Then::Probe))
}

/// The party that whoever sits here speaks for; `None` for an officer, who has still to say in whose name.
fn speaker(state: &State) -> Option<String> {
    Some(who_speaks(state)).filter(|who| !who.is_empty())
}

/// A proposal on the paragraph.
pub(super) fn propose(state: &mut State, here: &Here, what: Proposing) -> Option<Effect> {
    let words = source_words(state, here)?;
    let title = match what {
        Proposing::Replace => format!("Propose other words for {}", here.name),
        Proposing::After => format!("Propose a new paragraph after {}", here.name),
        Proposing::Before => format!("Propose a new paragraph before {}", here.name),
        Proposing::MoveAfter | Proposing::MoveBefore => format!("Propose to move {}", here.name),
        Proposing::Term => format!("Propose other words throughout {}", here.document),
        Proposing::Bracket => format!("Propose brackets in {}", here.name),
        Proposing::Lift => format!("Propose to take brackets off words of {}", here.name),
        Proposing::Delete => format!("Propose to delete {}", here.name),
        Proposing::Comment => format!("Comment on {}", here.name),
        Proposing::Amend => return None,
    };
    let mut form = Form::new(title, Purpose::Propose(here.aim(), what));
    form = match what {
        Proposing::Replace => form
            .with(Which::Words, "wanted", "", &words)
            .against(&words),
        Proposing::After | Proposing::Before => form.with(
            Which::Words,
            "wanted",
            "the words of the new paragraph, no number",
            "",
        ),
        Proposing::Comment => form.with(Which::Words, "remark", "what there is to say", ""),
        Proposing::MoveAfter => form.with(Which::Into, "after", "a paragraph: 12bis", ""),
        Proposing::MoveBefore => form.with(Which::Into, "before", "a paragraph: 12bis", ""),
        Proposing::Term => form
            .with(Which::Term, "term", "as it stands in the document", "")
            .with(Which::Piece, "by", "the words in its place", ""),
        Proposing::Bracket | Proposing::Lift => {
            form.with(Which::Piece, "words", "as they stand in the paragraph", "")
        }
        Proposing::Delete => form.against(&words),
        Proposing::Amend => form,
    };
    ask_who(state, form, matches!(what, Proposing::Delete));
    // Whether it can be proposed on is the same for every party.
    let anybody = || state.card.people.iter().find(|one| one.role.is_none());
    let by = speaker(state).or_else(|| Some(anybody()?.code.clone()))?;
    // Where a remark could not be made, nothing else could be proposed.
    let (kind, wanted) = match what {
        Proposing::Delete => (ProposalKind::Delete, String::new()),
        _ => (ProposalKind::Comment, "?".to_owned()),
    };
    let wish = Wish {
        kind,
        place: Where::After,
        wanted,
        term: None,
        cosponsors: Vec::new(),
        rationale: None,
        submit: true,
        in_text: false,
    };
    let aim = here.aim();
    probe(Command::Propose { aim, wish }, Some(by))
}

/// Other words for what a proposal wants: an amendment to it.
pub(super) fn amend(state: &mut State, name: &str, wanted: &str) {
    let purpose = Purpose::Propose(Aim::Proposal(name.to_owned()), Proposing::Amend);
    let form = Form::new(
        format!("Propose other words for what {name} wants"),
        purpose,
    )
    .with(Which::Words, "wanted", "", wanted)
    .against(wanted);
    ask_who(state, form, false);
}

/// Asks besides whose proposal it is, where it was heard and why; `reason_first` where nothing is left to write but that.
fn ask_who(state: &mut State, form: Form, reason_first: bool) {
    let mut who = who_speaks(state);
    if who.is_empty() {
        who.clone_from(&state.sent.sponsor);
    }
    let heard = state.sent.heard.map_or("", occasion);
    let form = form
        .with(Which::Who, "sponsor", "a delegation or a group", &who)
        .with(
            Which::Joined,
            "joined by",
            "may be left empty; a comma between several",
            "",
        )
        .with(Which::Heard, "where heard", HEARD, heard)
        .with(Which::Reason, "why", "may be left empty", "");
    let focus = match reason_first && !who.is_empty() {
        true => form.blanks.len() - 1,
        false => 0,
    };
    open(state, form, focus);
}

/// What stands where it is not said where something was heard.
const HEARD: &str = "not said: ← → choose";

/// The words in which the next place stands where something may have been heard, or the one before; at the end nothing is said.
pub(super) fn other_place(words: &str, by: isize) -> &'static str {
    let all: Vec<&'static str> = std::iter::once("")
        .chain(OCCASIONS.into_iter().map(occasion))
        .collect();
    let at = all.iter().position(|one| *one == words.trim()).unwrap_or(0);
    let next = (at as isize + by).rem_euclid(all.len() as isize);
    let next = usize::try_from(next).unwrap_or(0);
    all.get(next).copied().unwrap_or_default()
}

const OCCASIONS: [Heard; 4] = [
    Heard::Plenary,
    Heard::Informals,
    Heard::SmallGroup,
    Heard::InWriting,
];

/// Where it was heard, by the words that stand in the form.
fn heard_in(form: &Form) -> Option<Heard> {
    let words = form.written(Which::Heard)?;
    OCCASIONS.into_iter().find(|one| occasion(*one) == words)
}

/// Other words for the paragraph, at once.
pub(super) fn edit(state: &mut State, here: &Here) {
    let Some(words) = source_words(state, here) else {
        return;
    };
    let form = Form::new(format!("Edit {}", here.name), Purpose::Edit(here.aim()))
        .with(Which::Words, "words", "", &words)
        .with(Which::Reason, "why", "may be left empty", "")
        .against(&words);
    open(state, form, 0);
}

/// A stance on a paragraph or a proposal.
pub(super) fn take(state: &mut State, aim: Aim, name: &str, stance: Stance) -> Option<Effect> {
    let who = who_speaks(state);
    let verb = match stance {
        Stance::Support => "Support",
        Stance::Accept => "Can accept",
        Stance::Query => "Query",
        Stance::Reserve => "Reserve on",
        Stance::Oppose => "Oppose",
    };
    let focus = usize::from(!who.is_empty());
    let form = Form::new(format!("{verb} {name}"), Purpose::Take(aim.clone(), stance))
        .with(Which::Who, "who", "a delegation or a group", &who)
        .with(Which::Reason, "why", "may be left empty", "")
        .with(Which::Condition, "on condition", "may be left empty", "")
        .with(Which::Heard, "where heard", HEARD, "");
    open(state, form, focus);
    let command = Command::Take {
        verb: verb_of(stance),
        aim,
        reason: None,
        condition: None,
        until: None,
        awaiting: false,
        text: None,
    };
    let by = speaker(state)?;
    probe(command, Some(by))
}

/// The verb of a stance.
fn verb_of(stance: Stance) -> Verb {
    match stance {
        Stance::Support => Verb::Support,
        Stance::Accept => Verb::CanAccept,
        Stance::Query => Verb::Query,
        Stance::Reserve => Verb::Reserve,
        Stance::Oppose => Verb::Oppose,
    }
}

/// An act on a proposal that has more to say; what a party does an officer enters in its name, and says in whose.
pub(super) fn treat(
    state: &mut State,
    (verb, proposal): (Verb, String),
    sponsor: Option<String>,
) -> Option<Effect> {
    let (title, into) = match verb {
        Verb::Merge => ("Merge", true),
        Verb::Supersede => ("Supersede", true),
        Verb::Park => ("Park", false),
        Verb::SetAside => ("Set aside", false),
        Verb::Return => ("Return", false),
        Verb::Submit => ("Submit", false),
        Verb::Reintroduce => ("Reintroduce", false),
        Verb::AdoptAsOwn => ("Take over", false),
        Verb::CoSponsor => ("Join as co-sponsor", false),
        _ => ("Withdraw", false),
    };
    let title = format!("{title} {proposal}");
    let mut form = Form::new(title, Purpose::Treat(verb, proposal.clone()));
    let mut by = speaker(state);
    let asks = needs(verb) == Needs::Party && by.is_none();
    if asks {
        let own = matches!(verb, Verb::CoSponsor | Verb::AdoptAsOwn);
        by = sponsor.filter(|_| !own);
        let who = by.clone().unwrap_or_default();
        form = form.with(Which::Who, "in whose name", "a delegation or a group", &who);
    }
    if into {
        form = form.with(Which::Into, "into", "the proposal it lives on in", "");
    }
    form = form.with(Which::Reason, "why", "may be left empty", "");
    let focus = usize::from(asks && by.is_some());
    open(state, form, focus);
    if asks && by.is_none() {
        return None;
    }
    let command = Command::Treat {
        verb,
        proposals: vec![proposal.clone()],
        // Which it lives on in is asked for; whether it may live on elsewhere is not a matter of which.
        into: into.then_some(proposal),
        wording: None,
        reason: None,
    };
    match into && Seat::of(state).may(verb) {
        true => None,
        false => probe(command, by.filter(|_| asks)),
    }
}

/// A ruling that has more to say.
pub(super) fn rule(
    state: &mut State,
    here: &Here,
    verb: Verb,
    level: Option<Level>,
) -> Option<Effect> {
    let title = match verb {
        Verb::Park => "Park",
        Verb::Reopen => "Reopen",
        Verb::Certify => "Certify the change as editorial in",
        Verb::OpenSilence => "Open a silence on",
        _ => "Agree, over the objection, to",
    };
    let mut form = Form::new(
        format!("{title} {}", here.name),
        Purpose::Rule(here.aim(), verb, level),
    );
    if verb == Verb::OpenSilence {
        let hint = match state.card.silence_hours {
            Some(_) => "18:00 today, or 2008-07-18T10:00; if empty, by the meeting's rules",
            None => "18:00 today, or 2008-07-18T10:00",
        };
        form = form.with(Which::Closes, "closes", hint, "");
    }
    form = form.with(Which::Reason, "why", "may be left empty", "");
    open(state, form, 0);
    if verb == Verb::Agree {
        // It was tried already.
        return None;
    }
    let command = Command::Rule {
        verb,
        aims: vec![here.aim()],
        level,
        reason: None,
        // Some end, for the trial: it is still to be written.
        closes: LATER.parse().ok().filter(|_| verb == Verb::OpenSilence),
    };
    probe(command, None)
}

/// The next revision of a document: its number, and why it goes out in spite of what stands in the way.
pub(super) fn issue(state: &mut State, document: String) {
    let rows = state.desk.answer.as_ref().map(|desk| &desk.documents);
    let row = rows.and_then(|rows| rows.iter().find(|row| row.id == document));
    let next = row.map_or(String::new(), |row| {
        let last = row.revision.as_deref().unwrap_or_default();
        let digits: String = last.chars().filter(char::is_ascii_digit).collect();
        (digits.parse::<u32>().unwrap_or(0) + 1).to_string()
    });
    let title = format!("Issue a revision of {document}");
    let form = Form::new(title, Purpose::Issue(document))
        .with(Which::Revision, "revision", "a number, or zero", &next)
        .with(
            Which::Symbol,
            "symbol",
            "left empty: the document's own, with the number",
            "",
        )
        .with(
            Which::Reason,
            "why",
            "why it goes out in spite of what stands in the way",
            "",
        );
    open(state, form, 0);
}

/// A document's proposals laid into its text by the secretariat, in the name of whoever holds the pen.
pub(super) fn compile(state: &mut State, document: String) {
    let holders = super::seat::holders(state, Some(&document));
    let who = holders.first().cloned().unwrap_or_default();
    let title = format!("Put what waits on {document} into the text, in brackets");
    let form = Form::new(title, Purpose::Compile(document)).with(
        Which::Who,
        "in the name of",
        "whoever holds the pen",
        &who,
    );
    open(state, form, 0);
}

/// The adoption of a document: by consensus, or by the vote that is written down.
pub(super) fn adopt(state: &mut State, document: String) {
    let form = Form::new(format!("Adopt {document}"), Purpose::Adopt(document))
        .with(
            Which::Vote,
            "vote",
            "empty: by consensus; by a vote: yes=XNO,XAD no=3 abstain=XRA",
            "",
        )
        .with(
            Which::Section,
            "section",
            "a heading; left empty: the whole",
            "",
        )
        .with(
            Which::Reason,
            "over",
            "why it goes over an objection; may be left empty",
            "",
        );
    open(state, form, 0);
}

/// What is said where something is missing in a field of a form.
fn missing(which: Which, what: &str) -> Wrong {
    let refusal = Refusal {
        what: what.to_owned(),
        because: Vec::new(),
        hint: None,
    };
    (Some(which), refusal)
}

/// What is wrong with what is written in a form, and in which field.
type Wrong = (Option<Which>, Refusal);

/// The command that a form's answers make.
pub(super) fn order(form: &Form, card: &Card) -> Result<Order, Wrong> {
    let reason = form.written(Which::Reason);
    let by = form.written(Which::Who);
    let command = match &form.purpose {
        Purpose::Propose(aim, what) => {
            let (field, asked) = match what {
                Proposing::MoveAfter => (Which::Into, "after which paragraph?"),
                Proposing::MoveBefore => (Which::Into, "before which paragraph?"),
                Proposing::Term => (Which::Piece, "by which words?"),
                Proposing::Bracket | Proposing::Lift => (Which::Piece, "which words?"),
                _ => (Which::Words, "nothing is written yet"),
            };
            let wanted = form.written(field).unwrap_or_default();
            if wanted.is_empty() && *what != Proposing::Delete {
                return Err(missing(field, asked));
            }
            let term = form.written(Which::Term);
            if term.is_none() && *what == Proposing::Term {
                return Err(missing(Which::Term, "which term?"));
            }
            if by.is_none() {
                return Err(missing(Which::Who, "whose proposal is it?"));
            }
            let (kind, place) = match what {
                Proposing::Replace | Proposing::Amend => (ProposalKind::Replace, Where::After),
                Proposing::After => (ProposalKind::Add, Where::After),
                Proposing::Before => (ProposalKind::Add, Where::Before),
                Proposing::MoveAfter => (ProposalKind::Move, Where::After),
                Proposing::MoveBefore => (ProposalKind::Move, Where::Before),
                Proposing::Term => (ProposalKind::Throughout, Where::After),
                Proposing::Bracket => (ProposalKind::Bracket, Where::After),
                Proposing::Lift => (ProposalKind::Lift, Where::After),
                Proposing::Delete => (ProposalKind::Delete, Where::After),
                Proposing::Comment => (ProposalKind::Comment, Where::After),
            };
            let aim = match (what, aim) {
                (Proposing::Term, Aim::Paragraph(document, _)) => Aim::Document(document.clone()),
                (_, aim) => aim.clone(),
            };
            let joined = form.written(Which::Joined).unwrap_or_default();
            let joined = joined.split(|c: char| c == ',' || c.is_whitespace());
            Command::Propose {
                aim,
                wish: Wish {
                    kind,
                    place,
                    wanted,
                    term,
                    cosponsors: joined
                        .filter(|one| !one.is_empty())
                        .map(ToOwned::to_owned)
                        .collect(),
                    rationale: reason,
                    submit: true,
                    in_text: false,
                },
            }
        }
        Purpose::Edit(aim) => {
            let crate::ops::Aim::Paragraph(document, paragraph) = aim else {
                return Err(missing(Which::Words, "no paragraph is selected"));
            };
            Command::Edit {
                document: document.clone(),
                paragraph: paragraph.clone(),
                words: form.written(Which::Words).unwrap_or_default(),
                on: form.old.clone(),
                reason,
            }
        }
        Purpose::Take(aim, stance) => {
            if by.is_none() {
                return Err(missing(Which::Who, "who takes this position?"));
            }
            Command::Take {
                verb: verb_of(*stance),
                aim: aim.clone(),
                reason,
                condition: form.written(Which::Condition),
                until: None,
                awaiting: false,
                text: None,
            }
        }
        Purpose::Treat(verb, proposal) => {
            let into = form.written(Which::Into);
            if into.is_none() && matches!(verb, Verb::Merge | Verb::Supersede) {
                let asked = "which proposal does it live on in?";
                return Err(missing(Which::Into, asked));
            }
            if by.is_none() && form.blanks.iter().any(|one| one.which == Which::Who) {
                return Err(missing(Which::Who, "in whose name?"));
            }
            Command::Treat {
                verb: *verb,
                proposals: vec![proposal.clone()],
                into,
                wording: None,
                reason,
            }
        }
        Purpose::Adopt(document) => {
            let voices = form.written(Which::Vote).unwrap_or_default();
            let voices: Vec<String> = voices.split_whitespace().map(str::to_owned).collect();
            let vote = crate::ops::vote_of(&voices);
            let vote = vote.map_err(|refusal| (Some(Which::Vote), refusal))?;
            Command::Adopt {
                document: document.clone(),
                section: form.written(Which::Section).map(crate::text::Address::new),
                consensus: vote.is_empty(),
                vote: Box::new(vote),
                majority: crate::record::Majority::Simple,
                dissociating: Vec::new(),
                over: reason,
            }
        }
        Purpose::Issue(document) => {
            let Some(revision) = form.written(Which::Revision) else {
                return Err(missing(Which::Revision, "which revision?"));
            };
            let number = revision.chars().all(|c| c.is_ascii_digit());
            if !number && !revision.eq_ignore_ascii_case("zero") {
                let what = format!("“{revision}” is no number of a revision");
                return Err(missing(Which::Revision, &what));
            }
            Command::Issue {
                document: document.clone(),
                revision: match number {
                    true => format!("rev.{revision}"),
                    false => revision.to_lowercase(),
                },
                symbol: form.written(Which::Symbol),
                brackets: Shown::Kept,
                names: Shown::Kept,
                reason,
            }
        }
        Purpose::Compile(document) => Command::Compile {
            document: document.clone(),
            chosen: Vec::new(),
        },
        Purpose::Floor(aim, place) => {
            let words = form.written(Which::Piece);
            let words = words.ok_or_else(|| missing(Which::Piece, "nothing is written yet"))?;
            return super::floor::order(aim, place, &words).map_err(|refusal| (None, refusal));
        }
        Purpose::Rule(aim, verb, level) => {
            let closes = match form.written(Which::Closes) {
                None if *verb == Verb::OpenSilence && card.silence_hours.is_none() => {
                    return Err(missing(Which::Closes, "when does the silence end?"));
                }
                None => None,
                Some(text) => {
                    let zone = card
                        .zone
                        .as_deref()
                        .and_then(Zone::named)
                        .unwrap_or_else(Zone::utc);
                    let time = text.parse().ok().or_else(|| zone.on(&card.today, &text));
                    let refusal = || Refusal {
                        what: format!("“{text}” is no time"),
                        because: Vec::new(),
                        hint: Some("write it as 18:00, for today, or 2008-07-18T10:00".to_owned()),
                    };
                    Some(time.ok_or_else(|| (Some(Which::Closes), refusal()))?)
                }
            };
            Command::Rule {
                verb: *verb,
                aims: vec![aim.clone()],
                level: *level,
                reason,
                closes,
            }
        }
    };
    Ok(Order {
        command,
        by,
        heard: heard_in(form),
    })
}

/// Sends a form: its command is planned, and done where nothing speaks against it.
pub(super) fn send(state: &mut State) -> Option<Effect> {
    let card = state.card.clone();
    let Some(Overlay::Form(form)) = &mut state.overlay else {
        return None;
    };
    match order(form, &card) {
        Ok(order) => {
            (form.refused, form.wrong) = (None, None);
            let then = match form.purpose {
                Purpose::Floor(..) => Then::AtOnce,
                // What a party says of its own stands in the form in full: done at once, unless something speaks against it.
                Purpose::Propose(..) | Purpose::Take(..) => Then::Do,
                // What changes the text or rules on others is shown before it is done, with whoever stands against it.
                Purpose::Edit(_)
                | Purpose::Treat(..)
                | Purpose::Rule(..)
                | Purpose::Adopt(_)
                | Purpose::Issue(_)
                | Purpose::Compile(_) => Then::Ask,
            };
            Some(Effect::Plan(order, then))
        }
        Err((which, refusal)) => {
            form.refuse(refusal, which);
            None
        }
    }
}
