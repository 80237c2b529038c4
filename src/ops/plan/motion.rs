//! Motions, what becomes of them, and what delegations say for the record.

use std::sync::Arc;

use super::super::command::{Aim, Plan, Stamp};
use super::super::find::{find_document, find_proposal};
use super::super::words::{deed, listed};
use super::adopt::{unnamed, voted};
use super::aimed::aimed;
use super::laying::Treatment as Laid;
use super::treat::into_text;
use super::work::Work;
use crate::consensus::{Refusal, Status};
use crate::meeting::{Meeting, Register};
use crate::ops::find::find_act;
use crate::record::{
    ActId, Decision, Fate, Majority, Manner, MotionKind, Slug, Target, Verb, Vote,
};
use crate::text::Kind;

/// Plans a motion.
pub(super) fn motion(
    meeting: &Meeting,
    stamp: &Stamp,
    (aim, words): (&Aim, &str),
    kind: MotionKind,
) -> Result<Plan, Refusal> {
    let mut work = Work::begin(meeting, stamp)?;
    let (document, target, name) = aimed(&mut work, aim)?;
    if let Target::Paragraph(anchor) = &target {
        let text = crate::ops::find::text_of(meeting, &document)?;
        let paragraph = text.paragraphs().get(anchor.ordinal);
        if paragraph.is_none_or(|one| one.kind != Kind::Heading) {
            return Err(Refusal::of(format!("{name} is a paragraph, not a section"))
                .because("a motion is about a document, or a section of it by its heading")
                .hint(format!(
                    "adref motion \"…\" --on {document}; for other words: adref propose {name}"
                )));
        }
    } else if kind == MotionKind::Annex {
        return Err(Refusal::of("which section is to be annexed?")
            .hint(format!("name its heading: --on {document} IV")));
    }
    let mut act = work.act(Verb::Motion, target);
    act.words = Some(words.trim().to_owned());
    act.decision = Some(Box::new(Decision {
        kind: Some(kind),
        ..Decision::default()
    }));
    work.words
        .push(("the motion".to_owned(), words.trim().to_owned()));
    let id = work.file(&document, act)?;
    let said = format!("{} moves on {name}: “{}” ({id})", work.who(), words.trim());
    Ok(work.finish(said, String::new()))
}

/// What is decided.
pub(super) struct Verdict<'a> {
    /// The vote; empty where there was none.
    pub(super) vote: &'a Vote,
    /// What it needs.
    pub(super) majority: Majority,
    /// What became of it, where no vote says so.
    pub(super) fate: Option<Fate>,
    /// Why.
    pub(super) reason: Option<&'a str>,
}

/// Plans what becomes of a motion, or of a proposal that is put to the vote.
pub(super) fn decide(
    meeting: &Meeting,
    stamp: &Stamp,
    what: &str,
    verdict: &Verdict<'_>,
) -> Result<Plan, Refusal> {
    let mut work = Work::begin(meeting, stamp)?;
    let (document, target, name, words) = put(meeting, what)?;
    let mut decision = Decision {
        fate: verdict.fate,
        majority: verdict.majority,
        ..Decision::default()
    };
    let mut outcome = verdict
        .fate
        .map(|fate| fate.to_string())
        .unwrap_or_default();
    if verdict.vote.is_empty() {
        if verdict.fate != Some(Fate::Withdrawn) {
            decision.manner = Some(Manner::Consensus);
        }
    } else {
        let (vote, counted) = voted(meeting, verdict.vote, verdict.majority)?;
        work.warnings.extend(unnamed(meeting, &vote, &counted));
        decision.manner = Some(Manner::Vote);
        decision.vote = Some(vote);
        let by_vote = if counted.carried {
            Fate::Carried
        } else {
            Fate::Defeated
        };
        decision.fate = decision.fate.or(Some(by_vote));
        outcome = format!("{by_vote} by a vote of {}", counted.sentence());
    }
    let by_vote = decision.manner == Some(Manner::Vote);
    if !by_vote && verdict.fate.is_some_and(|fate| fate != Fate::Withdrawn) {
        outcome.push_str(" without a vote");
    }
    let fate = decision.fate;
    let mut act = work.act(Verb::Decide, target);
    act.reason = verdict.reason.map(str::to_owned);
    act.decision = Some(Box::new(decision));
    work.words.push((name.clone(), words));
    let laid = match &act.target {
        Target::Proposal(slug) => words_of(meeting, &document, slug, fate),
        _ => None,
    };
    if let Some((slug, register, laid)) = laid {
        // What the room has decided holds, whatever the text makes of it.
        let (was, shown) = (act.clone(), work.words.len());
        if let Err(refusal) = into_text(&mut work, (&document, &register), &slug, (&mut act, laid))
        {
            register
                .ledger
                .admit(&work.matter(&document, &register), &was)?;
            act = was;
            work.words.truncate(shown);
            work.warnings.push(format!(
                "{outcome}, and its words are for the pen to put right (adref edit {document}): {}",
                refusal.sentence()
            ));
        }
    }
    work.file(&document, act)?;
    let said = format!("{outcome}: {name}");
    Ok(work.finish(said, String::new()))
}

/// What becomes of the words of a proposal that the room decided: those carried stand without brackets, those defeated go.
fn words_of(
    meeting: &Meeting,
    document: &str,
    slug: &Slug,
    fate: Option<Fate>,
) -> Option<(Slug, Arc<Register>, Laid<'static>)> {
    let register = meeting.register(document)?;
    let status = register.ledger.cases.get(slug)?.status;
    let laid = match fate? {
        Fate::Carried => Laid::Accept(None),
        Fate::Defeated if status == Status::InText => Laid::Drop,
        Fate::Defeated | Fate::Withdrawn => return None,
    };
    Some((slug.clone(), register, laid))
}

/// What is put to the room: a motion by its act or the beginning of its id, the only one that is pending, or a proposal.
fn put(meeting: &Meeting, what: &str) -> Result<(String, Target, String, String), Refusal> {
    let not_found = match find_proposal(meeting, what) {
        Ok((document, slug)) => return Ok(on_proposal(meeting, document, slug)),
        Err(refusal) => refusal,
    };
    let found = match find_document(meeting, what) {
        // A document's only pending motion needs no id.
        Ok(draft) => {
            let register = meeting.register(&draft.id).unwrap_or_default();
            let mut pending = register.ledger.motions.iter();
            let mut pending = pending
                .by_ref()
                .filter(|one| one.state == crate::consensus::MotionState::Pending);
            match (pending.next(), pending.next()) {
                (Some(one), None) => (draft.id.clone(), one.act.clone()),
                (None, _) => {
                    return Err(Refusal::of(format!("no motion on {} is pending", draft.id))
                        .hint(format!("adref motion \"…\" --on {}", draft.id)));
                }
                (Some(one), Some(other)) => {
                    return Err(Refusal::of(format!(
                        "several motions on {} are pending",
                        draft.id
                    ))
                    .because(format!("{}: “{}”", one.act, one.words))
                    .because(format!("{}: “{}”", other.act, other.words))
                    .hint(format!(
                        "name the one that is meant: adref vote {}",
                        one.act
                    )));
                }
            }
        }
        Err(_) if !what.chars().all(|c| c.is_ascii_hexdigit()) => {
            let moved = |register: Arc<Register>| !register.ledger.motions.is_empty();
            let mut drafts = meeting.drafts().iter();
            return Err(match drafts.any(|draft| meeting.register(&draft.id).is_some_and(moved)) {
                true => not_found.because(
                    "a motion goes by its id, or by its document where it is the only one: adref votes lists what was moved",
                ),
                false => not_found,
            });
        }
        Err(_) => find_act(meeting, &ActId::from(what))
            .map_err(|refusal| refusal.hint("adref votes lists the motions with their ids"))?,
    };
    let (document, id) = found;
    let register = meeting.register(&document).unwrap_or_default();
    let motion = register.ledger.motions.iter().find(|one| one.act == id);
    let (name, words) = match motion {
        Some(motion) => (
            {
                let officer = meeting.roll.officer(&motion.by);
                let by = officer.map_or(motion.by.as_str(), |officer| officer.name.as_str());
                format!("the motion of {by} on {document}")
            },
            motion.words.clone(),
        ),
        None => (format!("act {id}"), String::new()),
    };
    Ok((document, Target::Act(id), name, words))
}

fn on_proposal(
    meeting: &Meeting,
    document: String,
    slug: Slug,
) -> (String, Target, String, String) {
    let register = meeting.register(&document).unwrap_or_default();
    let case = register.ledger.cases.get(&slug);
    let name = case.map_or_else(|| slug.to_string(), |case| case.name(&slug).to_owned());
    let words = register.proposals.get(&slug);
    let words = words.map(|one| one.wanted.clone()).unwrap_or_default();
    (document, Target::Proposal(slug), name, words)
}

/// Plans what a delegation says for the record: that it dissociates itself, or explains its position.
pub(super) fn state(
    meeting: &Meeting,
    stamp: &Stamp,
    verb: Verb,
    (aims, words): (&[Aim], Option<&str>),
) -> Result<Plan, Refusal> {
    let mut work = Work::begin(meeting, stamp)?;
    let words = words.map(str::trim).filter(|words| !words.is_empty());
    if verb == Verb::Explain && words.is_none() {
        return Err(Refusal::of("what is the explanation?")
            .hint("adref explain outcome 12 --as XNO --reason \"…\""));
    }
    let mut names = Vec::new();
    for aim in aims {
        let (document, target, name) = aimed(&mut work, aim)?;
        let mut act = work.act(verb, target);
        act.reason = words.map(str::to_owned);
        work.file(&document, act)?;
        names.push(name);
    }
    let said = format!("{} {}", work.who(), deed(verb, &listed(&names)));
    Ok(work.finish(said, String::new()))
}
