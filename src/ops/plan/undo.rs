//! The last thing that a hand entered, taken back whole; and the last thing it took back, brought back whole.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use super::super::command::{Plan, Stamp};
use super::super::sentence::Teller;
use super::super::words::span_words;
use super::retract::{most_of, said, take_back};
use super::work::Work;
use crate::consensus::Refusal;
use crate::meeting::{Meeting, Register};
use crate::moment::Moment;
use crate::record::{Act, ActId, Deed, Entry, Target, Verb};

/// An act and the document that it was filed on.
type Filed = (String, Act);

/// Plans taking back what this hand entered last: all that one command filed.
pub(super) fn undo(
    meeting: &Meeting,
    stamp: &Stamp,
    reason: Option<&str>,
) -> Result<Plan, Refusal> {
    let hand = Work::begin(meeting, stamp)?.hand().to_owned();
    let latest = latest(meeting, &hand, |_, deed| deed.verb != Verb::Retract);
    let Some(entry) = entry_of(meeting, &hand, latest) else {
        return Err(Refusal::of("there is nothing to undo")
            .because(format!("{hand} has entered no act that still counts")));
    };
    if let (Some(by), Some(_), Some((_, last))) = (&stamp.by, &stamp.entered_by, entry.last())
        && !entry.iter().any(|(_, act)| same_name(meeting, by, &act.by))
        && !same_name(meeting, by, &hand)
    {
        return Err(Refusal::of(format!(
            "the last act that {hand} entered is one of {}",
            last.by
        ))
        .because(format!("it is {} ({})", last.verb, last.id))
        .hint(format!(
            "adref undo takes that back; an act of {by} by its id: adref log, adref retract ID"
        )));
    }
    let mut plan = whole(meeting, (stamp, &hand), &entry, reason)?;
    plan.warnings.splice(0..0, long_ago(stamp, &entry));
    plan.edit.body = plan.warnings.join("\n");
    Ok(plan)
}

/// So long ago, in seconds, it was another sitting.
const A_SITTING: i64 = 3 * 3600;

/// What is said before something is taken back that was not done just now.
fn long_ago(stamp: &Stamp, entry: &[Filed]) -> Option<String> {
    let (_, act) = entry.last()?;
    let past = stamp.when.unix() - act.time.unix();
    let whose = match &act.entered_by {
        Some(hand) => format!("{} entered it for {}", hand, act.by),
        None => format!("{} entered it", act.by),
    };
    (past > A_SITTING).then(|| format!("{whose} {} ago, {}", span_words(past), act.time.clock()))
}

/// Plans bringing back what this hand took back last, if it has entered nothing since.
pub(super) fn redo(
    meeting: &Meeting,
    stamp: &Stamp,
    reason: Option<&str>,
) -> Result<Plan, Refusal> {
    let hand = Work::begin(meeting, stamp)?.hand().to_owned();
    let takes = |register: &Register, deed: &Deed<'_>| takes_back(register, deed);
    let undone = entry_of(meeting, &hand, latest(meeting, &hand, takes));
    let Some(undone) = undone else {
        return Err(
            Refusal::of("there is nothing to bring back").because(format!(
                "{hand} has taken back nothing that is not back already"
            )),
        );
    };
    let at = undone.iter().map(|(_, act)| (act.time, act.entry)).max();
    if at.is_some_and(|at| has_gone_on(meeting, &hand, at)) {
        let ids: Vec<String> = undone.iter().map(|(_, act)| act.id.to_string()).collect();
        return Err(
            Refusal::of("something else was entered since the last undo")
                .because(format!("{hand} has entered other acts after it"))
                .hint(format!(
                    "to bring it back all the same: adref retract {}",
                    ids.join(" ")
                )),
        );
    }
    let mut plan = whole(meeting, (stamp, &hand), &undone, reason)?;
    let back = brought_back(meeting, &undone);
    if !back.is_empty() {
        plan.said = format!(
            "{} brings back: {}",
            Work::begin(meeting, stamp)?.who(),
            most_of(&back)
        );
        plan.edit.why.clone_from(&plan.said);
    }
    Ok(plan)
}

/// Whether a hand has entered anything that still counts after that moment, but for bringing back what it had taken back.
fn has_gone_on(meeting: &Meeting, hand: &str, at: (Moment, Option<Entry>)) -> bool {
    meeting.folders().any(|draft| {
        let Some(register) = meeting.register(&draft.id) else {
            return false;
        };
        let since = |deed: &Deed<'_>| {
            (deed.time, deed.entry) > at
                && deed.entered_by.unwrap_or(deed.by) == hand
                && !brings_back(&register, deed)
                && !register.ledger.retracted.contains(deed.id)
        };
        register.acts.such(since).next().is_some()
    })
}

/// What counts again once these retractions are taken back, told as it was.
fn brought_back(meeting: &Meeting, undone: &[Filed]) -> Vec<String> {
    let first = |(document, act): &Filed| {
        let register = meeting.register(document)?;
        let mut act = act.clone();
        // Those of a damaged record may go in a ring.
        for _ in 0..turns(&register, &act.deed()) {
            if let Target::Act(id) = &act.target {
                act = register.act(id)?;
            }
        }
        (act.verb != Verb::Retract).then(|| (document.clone(), act))
    };
    let back: Vec<Filed> = undone.iter().filter_map(first).collect();
    let told = worth_telling(&back).filter_map(|(document, act)| {
        let (register, text) = (meeting.register(document)?, meeting.text(document)?);
        let teller = Teller::new(meeting, document, &register, &text).in_full();
        Some(teller.tell(act))
    });
    told.collect()
}

/// The acts of an entry that are told: with its dissociations goes what they are from; of several on one proposal the last says what
/// became of it.
fn worth_telling(entry: &[Filed]) -> impl Iterator<Item = &Filed> {
    let adopts = entry.iter().any(|(_, act)| act.verb == Verb::Adopt);
    entry.iter().enumerate().filter_map(move |(n, filed)| {
        let (document, act) = filed;
        let mut later = entry.get(n + 1..).unwrap_or_default().iter();
        let again = matches!(act.target, Target::Proposal(_))
            && later.any(|(other, one)| other == document && one.target == act.target);
        (!again && (!adopts || act.verb == Verb::Adopt)).then_some(filed)
    })
}

/// Plans taking an entry back whole, in the hand's own name: whoever it was entered for said nothing.
fn whole(
    meeting: &Meeting,
    (stamp, hand): (&Stamp, &str),
    entry: &[Filed],
    reason: Option<&str>,
) -> Result<Plan, Refusal> {
    let own = Stamp {
        by: Some(hand.to_owned()),
        entered_by: None,
        ..stamp.clone()
    };
    let found: Vec<(String, ActId)> = entry
        .iter()
        .map(|(document, act)| (document.clone(), act.id.clone()))
        .collect();
    let (plan, told) = take_back(meeting, &own, &found, reason)
        .map_err(|refusal| tried(meeting, entry, refusal))?;
    let told: BTreeMap<&(String, ActId), &str> =
        told.iter().map(|(of, told)| (of, told.as_str())).collect();
    let lines: Vec<&str> = worth_telling(entry)
        .filter_map(|(document, act)| told.get(&(document.clone(), act.id.clone())))
        .copied()
        .collect();
    said(meeting, &own, plan, &lines)
}

/// A refusal that says what was to be taken back.
fn tried(meeting: &Meeting, entry: &[Filed], refusal: Refusal) -> Refusal {
    let told = entry.last().and_then(|(document, act)| {
        let (register, text) = (meeting.register(document)?, meeting.text(document)?);
        let teller = Teller::new(meeting, document, &register, &text).in_full();
        Some(teller.tell(act))
    });
    match told {
        Some(told) => refusal.because(format!("it was to take back: {told}")),
        None => refusal,
    }
}

/// How often a retraction takes back another: odd, where in the end an act is taken back; even, where it comes back.
fn turns(register: &Register, deed: &Deed<'_>) -> usize {
    let mut turns = 0;
    let mut at = (deed.verb, deed.target.clone());
    // Those of a damaged record may go in a ring.
    while let (Verb::Retract, Target::Act(id)) = &at
        && turns <= register.acts.len()
    {
        turns += 1;
        let before = register.acts.find(id).and_then(|n| register.acts.deed(n));
        let Some(before) = before else { break };
        at = (before.verb, before.target.clone());
    }
    turns
}

fn takes_back(register: &Register, deed: &Deed<'_>) -> bool {
    turns(register, deed) % 2 == 1
}

fn brings_back(register: &Register, deed: &Deed<'_>) -> bool {
    deed.verb == Verb::Retract && turns(register, deed).is_multiple_of(2)
}

/// The acts of a hand that still count, of those for which something holds, from the last second that has any.
fn latest(
    meeting: &Meeting,
    hand: &str,
    holds: impl Fn(&Register, &Deed<'_>) -> bool,
) -> Vec<Filed> {
    let mut latest: Vec<Filed> = Vec::new();
    for draft in meeting.folders() {
        let Some(register) = meeting.register(&draft.id) else {
            continue;
        };
        let theirs = register.acts.such(|act| {
            act.entered_by.unwrap_or(act.by) == hand
                && holds(&register, act)
                && !register.ledger.retracted.contains(act.id)
        });
        for act in theirs {
            match latest.first().map(|(_, one)| one.time.cmp(&act.time)) {
                Some(Ordering::Greater) => continue,
                Some(Ordering::Less) => latest.clear(),
                Some(Ordering::Equal) | None => {}
            }
            latest.push((draft.id.clone(), act));
        }
    }
    latest
}

/// The last entry among acts of one second, its acts in their order: told by their marks, else by what they say.
fn entry_of(meeting: &Meeting, hand: &str, mut latest: Vec<Filed>) -> Option<Vec<Filed>> {
    let mark = latest.iter().filter_map(|(_, act)| act.entry).max();
    if let Some(mark) = mark {
        latest.retain(|(_, act)| act.entry.is_some_and(|entry| entry.is_of(mark)));
        latest.sort_by_key(|(_, act)| act.entry);
        return Some(latest);
    }
    if latest.len() > 1 && latest.iter().all(|(_, act)| act.verb == Verb::Retract) {
        return Some(latest);
    }
    // A record from before there were marks: of several at one moment, the one filed last that no other answers, with its like right
    // before it.
    let answered: BTreeSet<&ActId> = latest.iter().flat_map(|(_, act)| &act.after).collect();
    let at = latest
        .iter()
        .rposition(|(_, act)| !answered.contains(&act.id))?;
    let (document, last) = latest.get(at)?.clone();
    let with = at_once(meeting, &document, &last, hand);
    if !with.is_empty() {
        let mut entry: Vec<Filed> = with
            .into_iter()
            .map(|act| (document.clone(), act))
            .collect();
        entry.reverse();
        entry.push((document, last));
        return Some(entry);
    }
    // What one command may say of several documents goes as one; what is said of one document alone is taken back alone.
    let like = |(other, act): &&Filed| {
        (*other == document || reaches_over(last.verb))
            && (act.verb, &act.by) == (last.verb, &last.by)
    };
    let before = latest.get(..at).unwrap_or_default().iter().rev();
    let mut run: Vec<Filed> = before.take_while(like).cloned().collect();
    run.reverse();
    run.push((document, last));
    Some(run)
}

/// Whether one command may do so in several documents at once.
fn reaches_over(verb: Verb) -> bool {
    matches!(
        verb,
        Verb::Agree
            | Verb::Reopen
            | Verb::Park
            | Verb::Discuss
            | Verb::Certify
            | Verb::OpenSilence
            | Verb::BreakSilence
            | Verb::CloseSilence
            | Verb::Submit
            | Verb::Return
            | Verb::Table
            | Verb::Open
            | Verb::Bracket
            | Verb::Accept
            | Verb::SetAside
            | Verb::Withdraw
            | Verb::Reintroduce
            | Verb::CoSponsor
            | Verb::AdoptAsOwn
    )
}

/// Whether two ways to name somebody name the same.
fn same_name(meeting: &Meeting, one: &str, other: &str) -> bool {
    let canonical = |typed: &str| {
        meeting
            .roll
            .find(typed)
            .map(|found| found.name().to_owned())
    };
    one.eq_ignore_ascii_case(other)
        || canonical(one).is_some_and(|one| Some(one) == canonical(other))
}

/// The acts that came with the last one of an intervention on the floor, the latest first: what was filed, tabled, taken up and
/// put into the text at one moment by one hand goes as one.
fn at_once(meeting: &Meeting, document: &str, last: &Act, hand: &str) -> Vec<Act> {
    if last.verb == Verb::Dissociate {
        return with_the_gavel(meeting, document, last, hand);
    }
    let (Verb::Bracket, Target::Proposal(slug)) = (last.verb, &last.target) else {
        return Vec::new();
    };
    let Some(register) = meeting.register(document) else {
        return Vec::new();
    };
    let filed = register.proposals.get(slug);
    if filed.and_then(|proposal| proposal.received) != Some(last.time) {
        return Vec::new();
    }
    let rank = |act: &Act| {
        [Verb::Open, Verb::Table, Verb::Submit]
            .iter()
            .position(|verb| *verb == act.verb)
    };
    let mut with: Vec<Act> = beside(&register, last, hand)
        .filter(|act| act.target == last.target && rank(act).is_some())
        .collect();
    with.sort_by_key(rank);
    with
}

/// An adoption and the dissociations that were entered with it, the adoption last: nobody dissociates itself from what is not adopted.
fn with_the_gavel(meeting: &Meeting, document: &str, last: &Act, hand: &str) -> Vec<Act> {
    let Some(register) = meeting.register(document) else {
        return Vec::new();
    };
    let mut with: Vec<Act> = beside(&register, last, hand)
        .filter(|act| matches!(act.verb, Verb::Dissociate | Verb::Adopt))
        .collect();
    if !with.iter().any(|act| act.verb == Verb::Adopt) {
        return Vec::new();
    }
    with.sort_by_key(|act| act.verb == Verb::Adopt);
    with
}

/// The other acts that still count which a hand entered at the moment of its last one.
fn beside<'a>(
    register: &'a Register,
    last: &'a Act,
    hand: &'a str,
) -> impl Iterator<Item = Act> + 'a {
    register.acts.such(move |act| {
        act.time == last.time
            && act.entered_by.unwrap_or(act.by) == hand
            && *act.id != last.id
            && !register.ledger.retracted.contains(act.id)
    })
}
