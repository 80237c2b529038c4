//! Rulings on paragraphs: gavel, discuss, park, reopen, certify, silence.

use std::collections::BTreeSet;

use super::super::command::{Aim, Plan, Stamp};
use super::super::words::{deed, level_words, listed, span_words, stance_name};
use super::aimed::aimed;
use super::treat::objections;
use super::work::Work;
use crate::consensus::{Outcome, Refusal, Standing, State, Status};
use crate::meeting::Meeting;
use crate::moment::Moment;
use crate::record::{Act, Level, Target, Verb};
use crate::text::Digests;

/// What is ruled.
#[derive(Clone, Copy)]
pub(super) struct Intent<'a> {
    pub(super) verb: Verb,
    pub(super) level: Option<Level>,
    pub(super) reason: Option<&'a str>,
    pub(super) closes: Option<Moment>,
}

/// Plans a ruling on each of some paragraphs.
pub(super) fn rule(
    meeting: &Meeting,
    stamp: &Stamp,
    intent: &Intent<'_>,
    aims: &[Aim],
) -> Result<Plan, Refusal> {
    let mut work = Work::begin(meeting, stamp)?;
    if aims.is_empty() {
        return Err(Refusal::of(format!("{} what?", intent.verb))
            .hint(format!("adref {} outcome 12", intent.verb)));
    }
    let mut names: Vec<String> = Vec::new();
    let documents: BTreeSet<&str> = aims.iter().filter_map(Aim::document).collect();
    let mut late = 0;
    for aim in aims {
        let (shown, warned) = (work.words.len(), work.warnings.len());
        let name = one(&mut work, intent, aim)?;
        let mut new = work.warnings.iter().skip(warned);
        late += usize::from(new.any(|said| said.contains("this is late")));
        if let (true, Some((document, _))) = (documents.len() > 1, name.split_once(' ')) {
            for (title, _) in work.words.iter_mut().skip(shown) {
                *title = format!("{document} {title}");
            }
        }
        names.push(name);
    }
    let names = listed(&said_once(names));
    let said = match intent.verb {
        Verb::Agree => {
            let level = level_words(intent.level.or(Some(Level::Agreed)));
            let agreed = format!("agreed {level}");
            format!("{}: {names}", agreed.trim_end())
        }
        Verb::BreakSilence if late == aims.len() => {
            format!(
                "{} objects to {names} after the silence has ended",
                work.who()
            )
        }
        verb => format!("{} {}", work.who(), deed(verb, &names)),
    };
    Ok(work.finish(said, String::new()))
}

/// The names of paragraphs, the document only where it is another than before: `outcome 1`, `2`, `5`.
fn said_once(names: Vec<String>) -> Vec<String> {
    let mut before = String::new();
    names
        .into_iter()
        .map(|name| match name.split_once(' ') {
            Some((document, rest)) if document == before => rest.to_owned(),
            Some((document, _)) => {
                before = document.to_owned();
                name
            }
            None => name,
        })
        .collect()
}

fn one(work: &mut Work<'_>, intent: &Intent<'_>, aim: &Aim) -> Result<String, Refusal> {
    let meeting = work.meeting;
    let (document, target, name) = aimed(work, aim)?;
    let mut act = work.act(intent.verb, target);
    act.reason = intent.reason.map(str::to_owned);
    let index = match &act.target {
        Target::Paragraph(anchor) | Target::Bracket { anchor, .. } => {
            meeting.place(&document, anchor).index()
        }
        _ => None,
    };
    let text = crate::ops::find::text_of(meeting, &document)?;
    let paragraph = index.and_then(|index| text.paragraphs().get(index));
    if let (Some(index), Verb::Agree | Verb::Reopen | Verb::Park | Verb::OpenSilence) =
        (index, intent.verb)
    {
        super::adopt::still_open(meeting, &document, (index, text.name(index)))?;
    }
    match intent.verb {
        Verb::Agree | Verb::Certify | Verb::OpenSilence => {
            if let Some(paragraph) = paragraph {
                act.words = Some(paragraph.text.clone());
                act.digests = Some(Digests::of(&paragraph.text));
                act.chapeau = paragraph
                    .parent
                    .and_then(|parent| text.paragraphs().get(parent))
                    .map(|parent| Digests::of(&parent.text));
            } else if act.target == Target::Document {
                act.text = meeting
                    .draft(&document)
                    .and_then(|draft| draft.version.clone());
            }
        }
        Verb::BreakSilence | Verb::CloseSilence => {
            if let Some(index) = index
                && let Some(own) = silence_on(meeting, &document, index)
            {
                act.target = own;
            }
        }
        _ => {}
    }
    match intent.verb {
        Verb::Agree => {
            act.level = Some(intent.level.unwrap_or(Level::Agreed));
            if let Some(index) = index {
                gavel(work, &document, index, (&name, intent))?;
            }
        }
        Verb::Reopen => {
            if let Some(index) = index {
                closed(meeting, &document, index, &name)?;
            }
            act.closes = intent.closes;
        }
        Verb::Certify => {
            if let Some(index) = index {
                // Whoever may not do it is told that first, whatever the text would say.
                if let Some(register) = meeting.register(&document) {
                    let matter = work.matter(&document, &register);
                    register.ledger.admit(&matter, &act)?;
                }
                editorial(meeting, &document, index, &name)?;
            }
            act.closes = intent.closes;
        }
        Verb::OpenSilence => {
            let closes = closing(work, intent.closes)?;
            act.closes = Some(closes);
            if intent.closes.is_none() {
                let ends = format!(
                    "by the meeting's rules it ends on {}",
                    closes.format("%-d %B, %H:%M")
                );
                if !work.warnings.contains(&ends) {
                    work.warnings.push(ends);
                }
            }
            if let Some(index) = index {
                work.warnings.extend(unsettled(meeting, &document, index));
            }
        }
        Verb::BreakSilence => {
            act.closes = intent.closes;
            match too_late(meeting, &document, &act) {
                Some(ended) => work.warnings.push(format!(
                    "the silence on {name} ended {}, {} before: this is late, it is recorded and breaks nothing; what was under silence stands unless the chair opens it again: adref reopen {name}",
                    ended.format("%-d %B, %H:%M"),
                    span_words(act.time.unix() - ended.unix())
                )),
                None => {
                    if let Some(index) = index {
                        work.warnings.extend(unbroken(meeting, &document, index));
                    }
                }
            }
        }
        _ => act.closes = intent.closes,
    }
    work.file(&document, act)?;
    Ok(name)
}

/// When the silence ended that an act would break, where it did so before that.
fn too_late(meeting: &Meeting, document: &str, act: &Act) -> Option<Moment> {
    let register = meeting.register(document)?;
    let silences = register.ledger.silences.iter();
    let meant: Vec<_> = silences
        .filter(|one| one.is_meant_by(&act.target) && one.ended.is_none())
        .filter(|one| one.opened <= act.time)
        .collect();
    let running = meant.iter().any(|one| act.time <= one.closes);
    let last = meant.iter().map(|one| one.closes).max();
    last.filter(|_| !running)
}

/// Only what was closed is opened again.
fn closed(meeting: &Meeting, document: &str, index: usize, name: &str) -> Result<(), Refusal> {
    let standings = meeting.standings(document);
    let Some(standing) = standings.as_ref().and_then(|all| all.get(index)) else {
        return Ok(());
    };
    if standing.state == State::Reopened {
        return Err(Refusal::of(format!("{name} is open again already"))
            .because("only what was agreed or put aside is opened again")
            .hint("gavel it when its words stand: adref agree"));
    }
    if standing.declared.is_some() || standing.state == State::Parked {
        return Ok(());
    }
    let refusal = Refusal::of(format!("{name} is not agreed"))
        .because("only what was agreed or put aside is opened again");
    Err(refusal.hint(match standing.state {
        State::Silence => "it is under silence: adref break-silence, or close-silence, ends that",
        _ => "adref show says how it stands",
    }))
}

/// Only agreed words that were set otherwise, not said otherwise, wait for a certificate.
fn editorial(meeting: &Meeting, document: &str, index: usize, name: &str) -> Result<(), Refusal> {
    let standings = meeting.standings(document);
    let Some(standing) = standings.as_ref().and_then(|all| all.get(index)) else {
        return Ok(());
    };
    let found = |code: &str| {
        let mut findings = standing.findings.iter();
        findings.find(|(one, _)| *one == code).map(|(_, told)| told)
    };
    if found("editorial-change").is_some() {
        return Ok(());
    }
    let refusal = Refusal::of(format!("no change of {name} waits for a certificate"));
    if standing.declared.is_none() {
        return Err(refusal
            .because(format!(
                "{name} is not agreed, and only agreed words are frozen"
            ))
            .hint(format!("adref show {name} says how it stands")));
    }
    if let Some(told) = found("words-changed") {
        return Err(refusal.because(told.clone()).hint(format!(
            "other words want another gavel: adref agree {name}; or put back what was agreed: adref edit {name}"
        )));
    }
    let certified = standing
        .reasons
        .iter()
        .find(|one| one.contains("certified"));
    let why = certified.or(found("reference-updated"));
    let why = why.map_or("its words stand as they were agreed", String::as_str);
    Err(refusal.because(why).hint(format!(
        "it stays agreed: adref show {name} says since when"
    )))
}

/// When a silence ends: as said, else as the meeting's rules have it.
fn closing(work: &Work<'_>, said: Option<Moment>) -> Result<Moment, Refusal> {
    let hours = work.meeting.particulars.rules.silence_hours;
    match (said, hours) {
        (Some(closes), _) => Ok(closes),
        (None, Some(hours)) => Ok(work.when.plus_seconds(i64::from(hours) * 3600)),
        (None, None) => Err(Refusal::of("a silence has an end, and none is given")
            .hint("say until when: --closes 2008-07-18T10:00-04:00")),
    }
}

/// The target of the silence that stands on a paragraph, as it was named when it was opened.
fn silence_on(meeting: &Meeting, document: &str, index: usize) -> Option<Target> {
    let register = meeting.register(document)?;
    let silences = register.ledger.silences.iter().rev();
    silences
        .filter(|silence| silence.ended.is_none())
        .find(|silence| match &silence.target {
            Target::Paragraph(anchor) | Target::Bracket { anchor, .. } => {
                meeting.place(document, anchor).index() == Some(index)
            }
            _ => false,
        })
        .map(|silence| silence.target.clone())
}

/// What a silence on a paragraph runs over: nobody need speak against words that are contested already.
fn unsettled(meeting: &Meeting, document: &str, index: usize) -> Vec<String> {
    let standings = meeting.standings(document);
    let Some(standing) = standings.as_ref().and_then(|all| all.get(index)) else {
        return Vec::new();
    };
    let derived = &standing.derived;
    let mut over = obstacles(meeting, document, index, standing);
    let unnamed = derived.holding.is_empty();
    match derived.brackets {
        0 => {}
        1 if unnamed => over.push("a bracket stands in it".to_owned()),
        n if unnamed => over.push(format!("{n} brackets stand in it")),
        _ => {}
    }
    if !derived.proposals.is_empty() {
        over.push(format!("open: {}", derived.proposals.join(", ")));
    }
    let text = meeting.text(document);
    let name = text.as_ref().map(|text| text.name(index).to_owned());
    let name = name.unwrap_or_default();
    over.into_iter()
        .map(|one| format!("{name} is contested, and silence settles nothing of it: {one}"))
        .collect()
}

/// That the silences which began with one that is broken go on: each paragraph's is a procedure of its own.
fn unbroken(meeting: &Meeting, document: &str, index: usize) -> Option<String> {
    let (register, text) = (meeting.register(document)?, meeting.text(document)?);
    let running = || {
        let silences = register.ledger.silences.iter();
        silences
            .filter(|one| one.outcome(meeting.now) == Outcome::Running)
            .filter_map(|one| match &one.target {
                Target::Paragraph(anchor) | Target::Bracket { anchor, .. } => {
                    Some((meeting.place(document, anchor).index()?, one))
                }
                _ => None,
            })
    };
    let (_, own) = running().find(|(at, _)| *at == index)?;
    let mut others: Vec<usize> = running()
        .filter(|(at, one)| *at != index && one.opened == own.opened && one.by == own.by)
        .map(|(at, _)| at)
        .collect();
    others.sort_unstable();
    others.dedup();
    let names: Vec<String> = others.iter().map(|at| text.name(*at).to_owned()).collect();
    let stays = match names.as_slice() {
        [] => return None,
        [_] => "stays",
        _ => "stay",
    };
    Some(format!(
        "{} {stays} under silence: each paragraph is a procedure of its own (against all of them: adref break-silence {document})",
        listed(&names)
    ))
}

/// What stands against a gavel: refused, or said aloud where it goes over it with a reason.
fn gavel(
    work: &mut Work<'_>,
    document: &str,
    index: usize,
    (name, intent): (&str, &Intent<'_>),
) -> Result<(), Refusal> {
    let meeting = work.meeting;
    let standings = meeting.standings(document);
    let Some(standing) = standings.as_ref().and_then(|all| all.get(index)) else {
        return Ok(());
    };
    let level = intent.level.unwrap_or(Level::Agreed);
    let settled = standing
        .declared
        .as_ref()
        .filter(|declared| declared.level == Some(level));
    let text = meeting.text(document);
    let words = text
        .as_ref()
        .and_then(|text| text.paragraphs().get(index))
        .map(|paragraph| paragraph.text.as_str());
    if let Some(declared) = settled
        && Some(declared.words.as_str()) == words
    {
        return Err(
            Refusal::of(format!("{name} is agreed already")).because(format!(
                "{} ruled so at {}",
                declared.by,
                declared.time.clock()
            )),
        );
    }
    if standing.state == State::Silence && intent.reason.is_none() {
        let until = standing
            .reasons
            .iter()
            .find(|reason| reason.contains("silence"));
        return Err(Refusal {
            what: format!("{name} is under silence"),
            because: until.cloned().into_iter().collect(),
            hint: Some("wait for its end, end it (adref close-silence), or gavel over it with a reason: --over \"…\"".to_owned()),
        });
    }
    let mut against = obstacles(meeting, document, index, standing);
    against.extend(overruled(meeting, document, index));
    if let Err(mut refusal) = standing.gavel(name, intent.reason) {
        for one in against {
            if !refusal.because.contains(&one) {
                refusal.because.push(one);
            }
        }
        return Err(refusal);
    }
    work.warnings
        .extend(against.into_iter().map(|one| format!("over this: {one}")));
    Ok(())
}

/// Who stands against a proposal that was accepted into a paragraph: its words are the text's now.
fn overruled(meeting: &Meeting, document: &str, index: usize) -> Vec<String> {
    let Some(register) = meeting.register(document) else {
        return Vec::new();
    };
    let accepted =
        register.ledger.cases.iter().filter(|(_, case)| {
            matches!(case.status, Status::Accepted | Status::AcceptedAsAmended)
        });
    let here = accepted.filter(|(slug, _)| {
        let proposal = register.proposals.get(*slug);
        let anchor = proposal.and_then(|proposal| proposal.anchor.as_ref());
        anchor.is_some_and(|anchor| meeting.place(document, anchor).index() == Some(index))
    });
    here.flat_map(|(slug, case)| objections(meeting, document, slug, case.name(slug)))
        .collect()
}

/// Who stands against agreement on a paragraph and on what grounds, one sentence each.
fn obstacles(meeting: &Meeting, document: &str, index: usize, standing: &Standing) -> Vec<String> {
    let derived = &standing.derived;
    let mut against = Vec::new();
    if !derived.holding.is_empty() {
        let hold = if derived.holding.len() == 1 {
            "holds"
        } else {
            "hold"
        };
        against.push(format!(
            "{} {hold} brackets in it",
            listed(&derived.holding)
        ));
    }
    let register = meeting.register(document);
    let docket = meeting.docket(document);
    let here = docket
        .as_ref()
        .and_then(|docket| docket.paragraphs.get(index));
    if let (Some(register), Some(here)) = (&register, here) {
        for stance in here
            .stances
            .iter()
            .filter_map(|n| register.ledger.stance(*n))
            .filter(|stance| stance.stance.is_blocking())
        {
            let why = stance.reason.map(|reason| format!(": “{reason}”"));
            against.push(format!(
                "{} {} it{}",
                stance.party,
                stance_name(stance.stance),
                why.unwrap_or_default()
            ));
        }
    }
    let named = |party: &String| {
        against
            .iter()
            .any(|one| one.starts_with(&format!("{party} ")))
    };
    let more: Vec<String> = derived
        .blocking
        .iter()
        .filter(|party| !named(party))
        .map(|party| format!("{party} objects"))
        .collect();
    against.extend(more);
    against.extend(
        derived
            .awaited
            .iter()
            .map(|party| format!("{party} awaits instructions")),
    );
    against
}
