//! Taking acts back, and with them the words they changed where those still stand.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use super::super::command::{Plan, Stamp};
use super::super::documents::last_issue;
use super::super::sentence::Teller;
use super::behind::Behind;
use super::block::remove;
use super::chain::then;
use super::issue::rename_sources;
use super::work::Work;
use crate::consensus::Refusal;
use crate::diff::{ChangeKind, align};
use crate::meeting::{Meeting, Register};
use crate::ops::find::find_act;
use crate::record::{Act, ActId, Target, Verb};
use crate::text::Document;

/// Plans taking some acts back.
pub(super) fn retract(
    meeting: &Meeting,
    stamp: &Stamp,
    acts: &[ActId],
    reason: Option<&str>,
) -> Result<Plan, Refusal> {
    let mut work = Work::begin(meeting, stamp)?;
    if acts.is_empty() {
        return Err(
            Refusal::of("no act is named").hint("`adref log` shows the acts with their ids")
        );
    }
    let found: Vec<(String, ActId)> = acts
        .iter()
        .map(|typed| find_act(meeting, typed))
        .collect::<Result<_, _>>()?;
    let touches_files = |(document, id): &(String, ActId)| {
        let meant = meeting.register(document).and_then(|register| {
            let act = register.act(id)?;
            Some(act.text.is_some() || Behind::of(&register, &act).is_some())
        });
        meant.unwrap_or(false)
    };
    let who = work.who();
    // Of several that changed files each goes back from what the one before it left.
    if let [(_, first), rest @ ..] = found.as_slice()
        && !rest.is_empty()
        && found.iter().any(touches_files)
    {
        let single = |meeting: &Meeting, id: &ActId| {
            retract(meeting, stamp, std::slice::from_ref(id), reason)
        };
        let head = format!("{who} takes back: ");
        let mut whole = single(meeting, first)?;
        for (_, id) in rest {
            let mut said = String::new();
            then(meeting, &mut whole, |meeting| {
                let next = single(meeting, id)?;
                said.push_str(next.said.trim_start_matches(head.as_str()));
                Ok(next)
            })?;
            whole.said = format!("{}; {said}", whole.said);
        }
        whole.edit.why.clone_from(&whole.said);
        return Ok(whole);
    }
    let mut said: Vec<String> = Vec::new();
    for (document, id) in &found {
        said.push(one(&mut work, document, id, reason)?);
    }
    let said = format!("{who} takes back: {}", said.join("; "));
    Ok(work.finish(said, String::new()))
}

/// Plans taking the last act of this hand back.
pub(super) fn undo(
    meeting: &Meeting,
    stamp: &Stamp,
    reason: Option<&str>,
) -> Result<Plan, Refusal> {
    let work = Work::begin(meeting, stamp)?;
    let hand = work.hand().to_owned();
    let mut latest: Vec<(String, Act)> = Vec::new();
    for draft in meeting.drafts() {
        let Some(register) = meeting.register(&draft.id) else {
            continue;
        };
        let theirs = register.acts.such(|act| {
            act.entered_by.unwrap_or(act.by) == hand
                && act.verb != Verb::Retract
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
    // Of several at one moment, the one filed last that no other answers, with its like right before it.
    let answered: BTreeSet<&ActId> = latest.iter().flat_map(|(_, act)| &act.after).collect();
    let Some(at) = latest
        .iter()
        .rposition(|(_, act)| !answered.contains(&act.id))
    else {
        return Err(Refusal::of("there is nothing to undo")
            .because(format!("{hand} has entered no act that still counts")));
    };
    drop(work);
    let (document, last) = latest.swap_remove(at);
    if let (Some(by), Some(_)) = (&stamp.by, &stamp.entered_by)
        && !same_name(meeting, by, &last.by)
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
    // What one command may say of several documents goes as one; what is said of one document alone is taken back alone.
    let like = |(other, act): &&(String, Act)| {
        (*other == document || reaches_over(last.verb))
            && (act.verb, &act.by) == (last.verb, &last.by)
    };
    let before = latest.get(..at).unwrap_or_default().iter().rev();
    let mut run: Vec<ActId> = before
        .take_while(like)
        .map(|(_, act)| act.id.clone())
        .collect();
    run.reverse();
    run.push(last.id.clone());
    // Whoever entered it for another takes it back in their own name: that other said nothing.
    let own = Stamp {
        by: Some(hand.clone()),
        entered_by: None,
        ..stamp.clone()
    };
    let back = |meeting: &Meeting, acts: &[ActId]| retract(meeting, &own, acts, reason);
    let earlier = at_once(meeting, &document, &last, &hand);
    if earlier.is_empty() {
        return back(meeting, &run);
    }
    let mut whole = back(meeting, std::slice::from_ref(&last.id))?;
    let mut told = whole.said.clone();
    for act in earlier {
        let mut said = String::new();
        then(meeting, &mut whole, |meeting| {
            let plan = back(meeting, std::slice::from_ref(&act.id))?;
            said.clone_from(&plan.said);
            Ok(plan)
        })?;
        // With its dissociations goes what they are from, and that is what is taken back.
        if act.verb == Verb::Adopt {
            told = said;
        }
    }
    whole.edit.why.clone_from(&told);
    whole.said = told;
    Ok(whole)
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

fn one(
    work: &mut Work<'_>,
    document: &str,
    id: &ActId,
    reason: Option<&str>,
) -> Result<String, Refusal> {
    let meeting = work.meeting;
    let register = meeting
        .register(document)
        .ok_or_else(|| Refusal::of(format!("no document {document:?}")))?;
    let text = crate::ops::find::text_of(meeting, document)?;
    let meant = register
        .act(id)
        .ok_or_else(|| Refusal::of(format!("there is no act {id}")))?;
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
        match put_back(meeting, &text, (before, after)) {
            Some((bytes, words)) => {
                act.over = present;
                if behind.as_ref().is_some_and(Behind::is_issue) {
                    call_back(work, document, &text, &bytes)?;
                }
                act.text = Some(work.write_text(document, bytes));
                work.words.extend(words);
            }
            None => work.warnings.push(format!(
                "the words it changed in {document} have changed since: put them back by hand (adref edit {document})"
            )),
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

/// A text put back, and the words to confirm.
type Restored = (Vec<u8>, Vec<(String, String)>);

/// The present text with the words of `before` where it still says what `after` said.
fn put_back(
    meeting: &Meeting,
    present: &Document,
    (before, after): (&crate::repo::BlobId, &crate::repo::BlobId),
) -> Option<Restored> {
    let old = meeting.text_of(before)?;
    let new = meeting.text_of(after)?;
    if new.print() == present.print() {
        return Some((old.print(), words_of(&old, &new)));
    }
    // Others changed the text since: paragraph by paragraph, where these words still stand.
    let made = align(&old, &new);
    let since = align(&new, present);
    let mut edits: Vec<(usize, Option<String>)> = Vec::new();
    for change in &made.changes {
        let stands = |index: usize| {
            let later = since.of_old(index)?;
            let whole = later.kind == ChangeKind::Unchanged;
            later.new.first().copied().filter(|_| whole)
        };
        match (change.kind, change.old.as_slice(), change.new.as_slice()) {
            // A number alone cannot be put back under words that others have changed since.
            (ChangeKind::Unchanged, _, _) if change.renumbered => return None,
            (ChangeKind::Unchanged, _, _) => {}
            (ChangeKind::Edited, [was], [is]) => {
                let was = old.paragraphs().get(*was)?;
                let body = old.source().get(was.body.clone())?;
                edits.push((stands(*is)?, Some(body.to_owned())));
            }
            (ChangeKind::Inserted, _, [is]) => edits.push((stands(*is)?, None)),
            _ => return None,
        }
    }
    edits.sort();
    let mut bytes = present.print();
    // From the end, so that a paragraph that goes shifts none that is still to be changed.
    for (index, words) in edits.into_iter().rev() {
        let document = Document::parse_with(bytes, meeting.parties());
        bytes = match words {
            Some(words) => document.with_body(index, &words),
            None => remove(&document, meeting.parties(), index)?,
        };
    }
    let restored = Document::parse_with(bytes.clone(), meeting.parties());
    let words = words_of(&restored, present);
    Some((bytes, words))
}

/// The paragraphs of `then` that `now` does not say, for the confirmation.
fn words_of(then: &Document, now: &Document) -> Vec<(String, String)> {
    let said: BTreeSet<&str> = now
        .paragraphs()
        .iter()
        .map(|one| one.text.as_str())
        .collect();
    then.paragraphs()
        .iter()
        .filter(|one| !said.contains(one.text.as_str()))
        .map(|one| (format!("{} then", then.name(one.index)), one.text.clone()))
        .collect()
}
