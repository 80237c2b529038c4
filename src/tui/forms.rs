//! Forms: what is asked for an act, and the command that the answers make.

use super::here::Here;
use super::intent::Proposing;
use super::message::{Effect, Then};
use super::overlay::{Form, Overlay, Purpose, Which};
use super::screens::occasion;
use super::state::State;
use crate::consensus::{Refusal, Stance};
use crate::moment::Zone;
use crate::ops::{Aim, Command, Order, Wish};
use crate::record::{Heard, Level, ProposalKind, Verb, Where};

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

/// A proposal on the paragraph.
pub(super) fn propose(state: &mut State, here: &Here, what: Proposing) {
    let Some(words) = source_words(state, here) else {
        return;
    };
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
        Proposing::Amend => return,
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
pub(super) fn take(state: &mut State, aim: crate::ops::Aim, name: &str, stance: Stance) {
    let who = who_speaks(state);
    let verb = match stance {
        Stance::Support => "Support",
        Stance::Accept => "Can accept",
        Stance::Query => "Query",
        Stance::Reserve => "Reserve on",
        Stance::Oppose => "Oppose",
    };
    let focus = usize::from(!who.is_empty());
    let form = Form::new(format!("{verb} {name}"), Purpose::Take(aim, stance))
        .with(Which::Who, "who", "a delegation or a group", &who)
        .with(Which::Reason, "why", "may be left empty", "")
        .with(Which::Condition, "on condition", "may be left empty", "")
        .with(Which::Heard, "where heard", HEARD, "");
    open(state, form, focus);
}

/// An act on a proposal that has more to say.
pub(super) fn treat(state: &mut State, verb: Verb, proposal: String) {
    let (title, into) = match verb {
        Verb::Merge => ("Merge", true),
        Verb::Supersede => ("Supersede", true),
        Verb::Park => ("Park", false),
        Verb::SetAside => ("Set aside", false),
        Verb::Return => ("Return", false),
        _ => ("Withdraw", false),
    };
    let mut form = Form::new(
        format!("{title} {proposal}"),
        Purpose::Treat(verb, proposal),
    );
    if into {
        form = form.with(Which::Into, "into", "the proposal it lives on in", "");
    }
    form = form.with(Which::Reason, "why", "may be left empty", "");
    open(state, form, 0);
}

/// A ruling that has more to say.
pub(super) fn rule(state: &mut State, here: &Here, verb: Verb, level: Option<Level>) {
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
        form = form.with(Which::Closes, "closes", "a time: 2008-07-18T10:00", "");
    }
    form = form.with(Which::Reason, "why", "may be left empty", "");
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

/// What is said where something is missing in a form.
fn missing(what: &str) -> Refusal {
    Refusal {
        what: what.to_owned(),
        because: Vec::new(),
        hint: Some("Tab moves between the fields".to_owned()),
    }
}

/// The command that a form's answers make.
pub(super) fn order(form: &Form, zone: Option<&str>) -> Result<Order, Refusal> {
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
                return Err(missing(asked));
            }
            let term = form.written(Which::Term);
            if term.is_none() && *what == Proposing::Term {
                return Err(missing("which term?"));
            }
            if by.is_none() {
                return Err(missing("whose proposal is it?"));
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
                return Err(missing("no paragraph is selected"));
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
                return Err(missing("who takes this position?"));
            }
            Command::Take {
                verb: match stance {
                    Stance::Support => Verb::Support,
                    Stance::Accept => Verb::CanAccept,
                    Stance::Query => Verb::Query,
                    Stance::Reserve => Verb::Reserve,
                    Stance::Oppose => Verb::Oppose,
                },
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
                return Err(missing("which proposal does it live on in?"));
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
            let vote = crate::ops::vote_of(&voices)?;
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
        Purpose::Floor(aim, place) => {
            let words = form.written(Which::Piece);
            let words = words.ok_or_else(|| missing("nothing is written yet"))?;
            return super::floor::order(aim, place, &words);
        }
        Purpose::Rule(aim, verb, level) => {
            let closes = match form.written(Which::Closes) {
                None if *verb == Verb::OpenSilence => {
                    return Err(missing("when does the silence end?"));
                }
                None => None,
                Some(text) => {
                    let zone = zone.and_then(Zone::named).unwrap_or_else(Zone::utc);
                    let time = text.parse().ok().or_else(|| zone.moment(&text));
                    Some(time.ok_or_else(|| Refusal {
                        what: format!("“{text}” is no time"),
                        because: Vec::new(),
                        hint: Some("write it as 2008-07-18T10:00".to_owned()),
                    })?)
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
    let zone = state.card.zone.clone();
    let Some(Overlay::Form(form)) = &mut state.overlay else {
        return None;
    };
    match order(form, zone.as_deref()) {
        Ok(order) => {
            form.refused = None;
            let then = match form.purpose {
                Purpose::Floor(..) => Then::AtOnce,
                // What a party says of its own stands in the form in full: done at once, unless something speaks against it.
                Purpose::Propose(..) | Purpose::Take(..) => Then::Do,
                // What changes the text or rules on others is shown before it is done, with whoever stands against it.
                Purpose::Edit(_) | Purpose::Treat(..) | Purpose::Rule(..) | Purpose::Adopt(_) => {
                    Then::Ask
                }
            };
            Some(Effect::Plan(order, then))
        }
        Err(refusal) => {
            form.refused = Some(refusal);
            None
        }
    }
}
