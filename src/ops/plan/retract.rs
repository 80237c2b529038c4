//! Taking acts back, and with them the words they changed where those still stand.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use super::super::command::{Plan, Stamp};
use super::super::sentence::Teller;
use super::block::remove;
use super::chain::then;
use super::issue::{issue_of, rename_sources, revision_of};
use super::work::Work;
use crate::consensus::Refusal;
use crate::diff::{ChangeKind, align};
use crate::meeting::{Meeting, Register};
use crate::record::{Act, ActId, Target, Verb, issued_path};
use crate::text::Document;
use crate::workspace::Naming;

/// Finds an act by its id or the beginning of it: its document and itself.
pub(super) fn find_act(meeting: &Meeting, typed: &ActId) -> Result<(String, ActId), Refusal> {
    let wanted = typed.to_string().trim().to_lowercase();
    let mut found: BTreeSet<(String, ActId)> = BTreeSet::new();
    for draft in meeting.drafts() {
        let Some(register) = meeting.register(&draft.id) else {
            continue;
        };
        let whole = ActId::from(wanted.as_str());
        if register.acts.find(&whole).is_some() {
            return Ok((draft.id.clone(), whole));
        }
        if wanted.len() >= 4 {
            let near = register.acts.deeds();
            let near = near.filter(|act| act.id.to_string().starts_with(&wanted));
            found.extend(near.map(|act| (draft.id.clone(), act.id.clone())));
        }
    }
    let mut found = found.into_iter();
    match (found.next(), found.next()) {
        (Some(one), None) => Ok(one),
        (Some((_, one)), Some((_, other))) => {
            Err(Refusal::of(format!("several acts begin with {typed}"))
                .because(format!("{one}, {other} …"))
                .hint("give some digits more"))
        }
        (None, _) => Err(Refusal::of(format!("there is no act {typed}"))
            .hint("`adref log` shows the acts with their ids")),
    }
}

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
    let mut said: Vec<String> = Vec::new();
    for typed in acts {
        let (document, id) = find_act(meeting, typed)?;
        said.push(one(&mut work, &document, &id, reason)?);
    }
    let said = format!("{} takes back: {}", work.who(), said.join("; "));
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
    let like = |(other, act): &&(String, Act)| {
        *other == document && (act.verb, &act.by) == (last.verb, &last.by)
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
    let told = whole.said.clone();
    for act in earlier {
        then(meeting, &mut whole, |meeting| {
            back(meeting, std::slice::from_ref(&act.id))
        })?;
    }
    whole.said = told;
    Ok(whole)
}

/// The acts that came with the last one of an intervention on the floor, the latest first: what was filed, tabled, taken up and
/// put into the text at one moment by one hand goes as one.
fn at_once(meeting: &Meeting, document: &str, last: &Act, hand: &str) -> Vec<Act> {
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
    let mut with: Vec<Act> = register
        .acts
        .such(|act| {
            act.time == last.time
                && act.entered_by.unwrap_or(act.by) == hand
                && *act.id != last.id
                && !register.ledger.retracted.contains(act.id)
        })
        .filter(|act| act.target == last.target && rank(act).is_some())
        .collect();
    with.sort_by_key(rank);
    with
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
    let text = super::take::text_of(meeting, document)?;
    let meant = register
        .act(id)
        .ok_or_else(|| Refusal::of(format!("there is no act {id}")))?;
    let told = Teller::new(meeting, document, &register, &text).tell(&meant);
    work.words.push((format!("act {id}"), told.clone()));
    let issued = issue_behind(&register, &meant);
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
                if issued.is_some() {
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
    match issued {
        Some((issue, Falls::Down)) => {
            withdraw_face(work, document, issue.number.as_deref());
            work.name(Naming::Aside(issue_of(meeting, document, &issue)));
        }
        Some((issue, Falls::Back)) => {
            let symbol = issue.number.as_deref().unwrap_or_default();
            let mut issues = register.ledger.issues.iter();
            if issues.any(|(_, given)| given.as_deref() == Some(symbol)) {
                return Err(Refusal::of(format!("{symbol} was issued again since then"))
                    .hint("take that issue back first: adref log shows it"));
            }
            let revision = revision_of(document, symbol);
            work.name(Naming::Back {
                issue: issue_of(meeting, document, &issue),
                name: revision.map(|revision| format!("adref/{document}/{revision}")),
            });
        }
        None => {}
    }
    work.file(document, act)?;
    Ok(told)
}

/// What taking an act back does to the issue behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Falls {
    /// It is taken back.
    Down,
    /// It counts again.
    Back,
}

/// The issue that an act made or took back, a retraction followed through those before it.
fn issue_behind(register: &Register, meant: &Act) -> Option<(Act, Falls)> {
    let mut at = meant.clone();
    let mut falls = Falls::Down;
    // A retraction comes after what it takes back; that of a damaged record may go in a ring.
    for _ in 0..register.acts.len() {
        match (&at.verb, &at.target) {
            (Verb::Issue, _) => return Some((at, falls)),
            (Verb::Retract, Target::Act(before)) => at = register.act(before)?,
            _ => return None,
        }
        falls = match falls {
            Falls::Down => Falls::Back,
            Falls::Back => Falls::Down,
        };
    }
    None
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

/// Takes away what went out as that revision, where it was not the text as it stood.
fn withdraw_face(work: &mut Work<'_>, document: &str, symbol: Option<&str>) {
    let Some(revision) = symbol.and_then(|symbol| revision_of(document, symbol)) else {
        return;
    };
    let path = issued_path(document, &revision);
    if work.meeting.snapshot().id(&path).is_some() {
        work.delete(path);
    }
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
