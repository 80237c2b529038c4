//! Taking acts back, and with them the words they changed where those still stand.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::super::command::{Plan, Stamp};
use super::super::documents::last_issue;
use super::super::sentence::Teller;
use super::behind::Behind;
use super::chain::then;
use super::issue::rename_sources;
use super::put_back::{Restored, put_back};
use super::work::Work;
use crate::consensus::Refusal;
use crate::diff::align;
use crate::meeting::{Meeting, Register};
use crate::ops::find::{find_act, text_of};
use crate::record::{Act, ActId, Target, Verb};
use crate::repo::BlobId;
use crate::text::Document;

/// Plans taking some acts back, in whatever order they are named.
pub(super) fn retract(
    meeting: &Meeting,
    stamp: &Stamp,
    acts: &[ActId],
    reason: Option<&str>,
) -> Result<Plan, Refusal> {
    if acts.is_empty() {
        Work::begin(meeting, stamp)?;
        return Err(
            Refusal::of("no act is named").hint("`adref log` shows the acts with their ids")
        );
    }
    let mut found: Vec<(String, ActId)> = Vec::new();
    for typed in acts {
        let one = find_act(meeting, typed)?;
        if !found.contains(&one) {
            found.push(one);
        }
    }
    let (plan, told) = take_back(meeting, stamp, &found, reason)?;
    let told: Vec<&str> = told.iter().map(|(_, told)| told.as_str()).collect();
    said(meeting, stamp, plan, &told)
}

/// A plan that says what it takes back.
pub(super) fn said(
    meeting: &Meeting,
    stamp: &Stamp,
    mut plan: Plan,
    told: &[&str],
) -> Result<Plan, Refusal> {
    let who = Work::begin(meeting, stamp)?.who();
    plan.said = format!("{who} takes back: {}", most_of(told));
    plan.edit.why.clone_from(&plan.said);
    Ok(plan)
}

/// Acts told one after the other, as many as one reads.
pub(super) fn most_of<T: AsRef<str>>(told: &[T]) -> String {
    let most: Vec<&str> = told.iter().take(MOST).map(AsRef::as_ref).collect();
    let more = match told.len() - most.len() {
        0 => String::new(),
        more => format!("; and {more} more"),
    };
    format!("{}{more}", most.join("; "))
}

/// So many acts are told one by one.
const MOST: usize = 8;

/// An act of a document, and what it is told as.
type Told = ((String, ActId), String);

/// The plan of taking these acts back together, and what each of them is told as, in their order.
pub(super) fn take_back(
    meeting: &Meeting,
    stamp: &Stamp,
    found: &[(String, ActId)],
    reason: Option<&str>,
) -> Result<(Plan, Vec<Told>), Refusal> {
    let mut told: BTreeMap<(String, ActId), String> = BTreeMap::new();
    let (mut alone, mut together) = (Vec::new(), Vec::new());
    let mut before: BTreeSet<&ActId> = BTreeSet::new();
    for (document, id) in found {
        let register = register_of(meeting, document)?;
        let meant = act_of(&register, id)?;
        if register.ledger.retracted.contains(id) {
            before.insert(id);
        }
        match Behind::of(&register, &meant) {
            Some(_) => alone.push((meant.time, meant.entry, document, id)),
            None => together.push((document, id)),
        }
    }
    // What has a file or a name behind it goes one by one, the latest first, each from what the one before it left.
    alone.sort_by_key(|one| Reverse((one.0, one.1)));
    let mut whole: Option<Plan> = None;
    for (.., document, id) in alone {
        add(meeting, &mut whole, |meeting| {
            if went_along(meeting, document, id, &before) {
                return Ok(None);
            }
            let mut work = Work::begin(meeting, stamp)?;
            let said = one(&mut work, document, id, reason)?;
            told.insert((document.clone(), id.clone()), said);
            Ok(Some(work.finish(String::new(), String::new())))
        })?;
    }
    add(meeting, &mut whole, |meeting| {
        let mut work = Work::begin(meeting, stamp)?;
        let mut documents: BTreeMap<&str, Vec<&ActId>> = BTreeMap::new();
        for (document, id) in together {
            if !went_along(meeting, document, id, &before) {
                documents.entry(document).or_default().push(id);
            }
        }
        if documents.is_empty() {
            return Ok(None);
        }
        for (document, ids) in documents {
            for (id, said) in several(&mut work, document, &ids, reason)? {
                told.insert((document.to_owned(), id), said);
            }
        }
        Ok(Some(work.finish(String::new(), String::new())))
    })?;
    let whole = whole.ok_or_else(|| Refusal::of("nothing is left to take back"))?;
    let in_order = found.iter();
    let told = in_order.filter_map(|one| Some((one.clone(), told.remove(one)?)));
    Ok((whole, told.collect()))
}

/// Adds to a plan what is planned on what it leaves.
fn add(
    meeting: &Meeting,
    whole: &mut Option<Plan>,
    next: impl FnOnce(&Meeting) -> Result<Option<Plan>, Refusal>,
) -> Result<(), Refusal> {
    let Some(first) = whole else {
        *whole = next(meeting)?;
        return Ok(());
    };
    let next = next(&meeting.with(&first.edit.files))?;
    match next {
        Some(next) => then(meeting, first, |_| Ok(next)),
        None => Ok(()),
    }
}

/// Whether an act went along with another that was taken back before it.
fn went_along(meeting: &Meeting, document: &str, id: &ActId, before: &BTreeSet<&ActId>) -> bool {
    let gone = meeting
        .register(document)
        .is_some_and(|register| register.ledger.retracted.contains(id));
    gone && !before.contains(id)
}

fn register_of(meeting: &Meeting, document: &str) -> Result<Arc<Register>, Refusal> {
    meeting
        .register(document)
        .ok_or_else(|| Refusal::of(format!("no document {document:?}")))
}

fn act_of(register: &Register, id: &ActId) -> Result<Act, Refusal> {
    register
        .act(id)
        .ok_or_else(|| Refusal::of(format!("there is no act {id}")))
}

/// Takes back acts of a document that have nothing but words behind them: what each is told as.
fn several(
    work: &mut Work<'_>,
    document: &str,
    ids: &[&ActId],
    reason: Option<&str>,
) -> Result<Vec<(ActId, String)>, Refusal> {
    let meeting = work.meeting;
    let register = register_of(meeting, document)?;
    let text = text_of(meeting, document)?;
    let teller = Teller::new(meeting, document, &register, &text).in_full();
    let mut told = Vec::new();
    let mut meant: Vec<Act> = Vec::new();
    let mut back: Vec<Act> = Vec::new();
    for id in ids {
        let act = act_of(&register, id)?;
        let said = teller.tell(&act);
        work.words.push((format!("act {id}"), said.clone()));
        told.push(((*id).clone(), said));
        let mut retraction = work.act(Verb::Retract, Target::Act((*id).clone()));
        retraction.reason = reason.map(str::to_owned);
        back.push(retraction);
        meant.push(act);
    }
    let left_behind = left_behind(&register, &meant);
    let version = meeting
        .draft(document)
        .and_then(|draft| draft.version.clone());
    let mut present = text.clone();
    for (before, after) in changes(meant) {
        let known = |version: &BlobId| meeting.text_of(version);
        let Some((before, after)) = known(&before).zip(known(&after)) else {
            work.warnings.push(lost(document, &[]));
            continue;
        };
        let Restored { bytes, words, left } =
            put_back(meeting.parties(), &present, (&before, &after));
        if !left.is_empty() {
            work.warnings.push(lost(document, &left));
        }
        work.words.extend(words);
        present = Arc::new(Document::parse_with(bytes, meeting.parties()));
    }
    if present.print() != text.print() {
        // One of them bears the change, so that taking all of them back again changes the text once.
        if let Some(bearer) = back.first_mut() {
            bearer.over = version;
            bearer.text = Some(work.write_text(document, present.print()));
        }
    }
    work.take_back(document, back)?;
    work.warnings.extend(left_behind);
    Ok(told)
}

/// What is said where a retraction is taken back without the one beside it that bears the words of both.
fn left_behind(register: &Register, meant: &[Act]) -> Option<String> {
    let bears = |act: &Act| act.over.is_some() && act.text.is_some();
    let wordless = |act: &&Act| match &act.target {
        Target::Act(id) if act.verb == Verb::Retract && !bears(act) => {
            register.act(id).as_ref().is_some_and(bears)
        }
        _ => false,
    };
    if meant.iter().any(bears) {
        return None;
    }
    let one = meant.iter().find(wordless)?;
    let entry = one.entry?;
    let with = register.acts.such(|deed| {
        let same = deed.entry.is_some_and(|other| other.is_of(entry));
        same && deed.time == one.time && deed.by == one.by
    });
    let ids: Vec<String> = with.filter(bears).map(|act| act.id.to_string()).collect();
    (!ids.is_empty()).then(|| {
        format!(
            "its words come back with what was taken back with it: adref retract {}",
            ids.join(" ")
        )
    })
}

/// What is said where words cannot be put back.
fn lost(document: &str, names: &[String]) -> String {
    let what = match names {
        [] => format!("the words it changed in {document}"),
        names => format!("the words it changed in {document} {}", names.join(", ")),
    };
    format!("{what} have changed since: put them back by hand (adref edit {document})")
}

/// The changes of a text that some acts made, the latest first, as (before, after): those that follow one another as one.
fn changes(mut acts: Vec<Act>) -> Vec<(BlobId, BlobId)> {
    acts.sort_by_key(|act| (act.time, act.entry));
    let mut steps: Vec<(BlobId, BlobId)> = acts
        .into_iter()
        .filter_map(|act| Some((act.over?, act.text?)))
        .filter(|(before, after)| before != after)
        .collect();
    let mut changes: Vec<(BlobId, BlobId)> = Vec::new();
    while !steps.is_empty() {
        // What goes on from no other begins; where all go round in a ring, the earliest does.
        let begins = steps
            .iter()
            .position(|(before, _)| steps.iter().all(|(_, after)| after != before));
        let (first, mut last) = steps.remove(begins.unwrap_or(0));
        while let Some(next) = steps.iter().position(|(before, _)| *before == last) {
            last = steps.remove(next).1;
        }
        if first != last {
            changes.push((first, last));
        }
    }
    changes.reverse();
    changes
}

/// Only the last revision is taken back: others were issued, and read, on top of the ones before.
fn last_issued(register: &Register, meant: &Act) -> Result<(), Refusal> {
    let Some(later) = last_issue(register).filter(|last| last.time > meant.time) else {
        return Ok(());
    };
    let name = |act: &Act| act.number.clone().unwrap_or_else(|| act.id.to_string());
    Err(
        Refusal::of(format!("{} is not the last one issued", name(meant)))
            .because(format!("{} was issued after it", name(&later)))
            .hint(format!("take that back first: adref retract {}", later.id)),
    )
}

/// Takes back one act, and what is behind it.
fn one(
    work: &mut Work<'_>,
    document: &str,
    id: &ActId,
    reason: Option<&str>,
) -> Result<String, Refusal> {
    let meeting = work.meeting;
    let register = register_of(meeting, document)?;
    let text = text_of(meeting, document)?;
    let meant = act_of(&register, id)?;
    if meant.verb == Verb::Issue {
        last_issued(&register, &meant)?;
    }
    let told = Teller::new(meeting, document, &register, &text)
        .in_full()
        .tell(&meant);
    work.words.push((format!("act {id}"), told.clone()));
    let behind = Behind::of(&register, &meant);
    let mut act = work.act(Verb::Retract, Target::Act(id.clone()));
    act.reason = reason.map(str::to_owned);
    if let (Some(before), Some(after)) = (&meant.over, &meant.text)
        && before != after
    {
        let present = meeting
            .draft(document)
            .and_then(|draft| draft.version.clone());
        let known = meeting.text_of(before).zip(meeting.text_of(after));
        let restored =
            known.map(|(before, after)| put_back(meeting.parties(), &text, (&before, &after)));
        match restored {
            // A number alone cannot be put back under words that others have changed since.
            Some(Restored { bytes, words, left }) if left.is_empty() => {
                act.over = present;
                if behind.as_ref().is_some_and(Behind::is_issue) {
                    call_back(work, document, &text, &bytes)?;
                }
                act.text = Some(work.write_text(document, bytes));
                work.words.extend(words);
            }
            other => {
                let left = other.map(|restored| restored.left);
                work.warnings
                    .push(lost(document, &left.unwrap_or_default()));
            }
        }
    }
    if let Some(behind) = &behind {
        behind.follow(work, document, &register)?;
    }
    let by = act.by.clone();
    work.file(document, act)?;
    if let Some(behind) = &behind {
        behind.take_along(work, document, &register, (&by, reason))?;
    }
    Ok(told)
}

/// Takes a revision's new numbers out of the list of sources.
fn call_back(
    work: &mut Work<'_>,
    document: &str,
    present: &Document,
    restored: &[u8],
) -> Result<(), Refusal> {
    let restored = Document::parse_with(restored.to_vec(), work.meeting.parties());
    let alignment = align(present, &restored);
    let pairs: Vec<(usize, usize)> = alignment
        .changes
        .iter()
        .filter_map(
            |change| match (change.old.as_slice(), change.new.as_slice()) {
                ([old], [new]) => Some((*old, *new)),
                _ => None,
            },
        )
        .collect();
    rename_sources(work, document, (present, &restored), &pairs)
}
