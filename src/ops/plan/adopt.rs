//! Adoption: by consensus, with dissociations or by a vote, of a document or of a section; as orally amended.

use std::ops::Range;

use super::super::annexes::annexes_of;
use super::super::command::{Plan, Stamp};
use super::super::documents::last_issue;
use super::super::find::{find_paragraph, find_party};
use super::super::outline::title_of;
use super::super::words::{is_open, listed, stance_name};
use super::work::Work;
use crate::consensus::{Count, MotionState, Refusal, State, count, voter};
use crate::diff::{ChangeKind, align};
use crate::meeting::{Draft, Meeting, Register};
use crate::ops::find::text_of;
use crate::record::{
    Act, ActId, Decision, DelegationKind, Majority, Manner, MotionKind, Target, Verb, Voice, Vote,
};
use crate::text::{Address, Document, Kind};

/// So many reasons are told; of more it is said how many.
const MOST: usize = 8;

/// How something is to be adopted.
pub(super) struct Intent<'a> {
    /// The section's heading, where it is not the whole.
    pub(super) section: Option<&'a Address>,
    /// Whether it was said that nobody objects.
    pub(super) consensus: bool,
    /// The recorded vote; empty where there was none.
    pub(super) vote: &'a Vote,
    /// What it needs.
    pub(super) majority: Majority,
    /// Who takes no part in it, each with the points; without points, in the whole.
    pub(super) dissociating: &'a [(String, Vec<Address>)],
    /// Why it is adopted over an objection.
    pub(super) over: Option<&'a str>,
}

/// Plans an adoption.
pub(super) fn adopt(
    meeting: &Meeting,
    stamp: &Stamp,
    document: &str,
    intent: &Intent<'_>,
) -> Result<Plan, Refusal> {
    let mut work = Work::begin(meeting, stamp)?;
    let draft = work.document(document)?;
    let text = text_of(meeting, &draft.id)?;
    let register = meeting.register(&draft.id).unwrap_or_default();
    let (target, scope, name) = aim(&work, draft, &text, intent.section)?;
    let manner = manner(draft, intent)?;
    let mut act = work.act(Verb::Adopt, target);
    act.reason = said(intent.over).map(str::to_owned);
    let mut decision = Decision {
        manner: Some(manner),
        majority: intent.majority,
        ..Decision::default()
    };
    let counted = match manner {
        Manner::Vote => {
            let (vote, counted) = voted(meeting, intent.vote, intent.majority)?;
            work.warnings.extend(unnamed(meeting, &vote, &counted));
            decision.vote = Some(vote);
            Some(counted)
        }
        _ => None,
    };
    // Whoever may not do it is told that first, whatever stands in the way.
    act.decision = Some(Box::new(decision.clone()));
    register
        .ledger
        .admit(&work.matter(&draft.id, &register), &act)?;
    let carried = counted.is_none_or(|counted| counted.carried);
    if carried {
        let way = Way {
            name: &name,
            scope: &scope,
            over: said(intent.over),
            by_vote: counted.is_some(),
            aside: aside(meeting, draft, &text, intent.dissociating)?,
        };
        in_the_way(&mut work, draft, &text, &way)?;
        act.text.clone_from(&draft.version);
        decision.changed = orally(&mut work, draft, &register, &text, &scope);
        act.amended = !decision.changed.is_empty();
        act.decision = Some(Box::new(decision.clone()));
        if intent.section.is_none() {
            consequences(&mut work, draft, &register);
        }
    }
    show(
        &mut work,
        draft,
        &text,
        (&name, &scope),
        intent.section.is_some(),
    );
    let gavel = work.file(&draft.id, act)?;
    let mut dissociated = Vec::new();
    if carried {
        for (party, points) in intent.dissociating {
            dissociated.push(dissociate(
                &mut work,
                draft,
                &text,
                (party, points),
                &gavel,
            )?);
        }
    } else if !intent.dissociating.is_empty() {
        return Err(Refusal::of(format!("{name} is not adopted by this vote"))
            .because("nobody can dissociate itself from what is not adopted"));
    }
    let mut sentence = match counted {
        Some(counted) if !carried => {
            format!("{name} is not adopted: a vote of {}", counted.sentence())
        }
        Some(counted) => format!("adopted: {name}, by a vote of {}", counted.sentence()),
        None => format!("adopted: {name}, by consensus"),
    };
    if !decision.changed.is_empty() {
        sentence.push_str(", as orally amended");
    }
    if !dissociated.is_empty() {
        sentence.push_str(&format!("; {}", dissociated.join("; ")));
    }
    Ok(work.finish(sentence, String::new()))
}

fn said(reason: Option<&str>) -> Option<&str> {
    reason.map(str::trim).filter(|reason| !reason.is_empty())
}

/// What is adopted: the whole, or the section of a heading; its paragraphs, and what it is called.
fn aim(
    work: &Work<'_>,
    draft: &Draft,
    text: &Document,
    section: Option<&Address>,
) -> Result<(Target, Range<usize>, String), Refusal> {
    let Some(address) = section else {
        return Ok((
            Target::Document,
            0..text.paragraphs().len(),
            draft.id.clone(),
        ));
    };
    let found = find_paragraph(text, &draft.id, address)?;
    let heading = match found.kind {
        Kind::Heading => found.index,
        _ => {
            let headings: Vec<String> = text
                .paragraphs()
                .iter()
                .filter(|one| one.kind == Kind::Heading)
                .take(MOST)
                .map(|one| text.name(one.index).to_owned())
                .collect();
            return Err(Refusal::of(format!(
                "{} is a paragraph, not a section",
                text.name(found.index)
            ))
            .because("a section is named by its heading")
            .hint(match headings.is_empty() {
                true => format!("{} has no headings: adopt the whole", draft.id),
                false => format!("the headings are {}", headings.join(", ")),
            }));
        }
    };
    let scope = text.section(heading).unwrap_or(heading..heading + 1);
    let anchor = work.anchor(draft, text, heading)?;
    let name = format!("{} {}", draft.id, text.name(heading));
    Ok((Target::Paragraph(anchor), scope, name))
}

/// How it is adopted: one of the ways, and only one.
fn manner(draft: &Draft, intent: &Intent<'_>) -> Result<Manner, Refusal> {
    match (intent.vote.is_empty(), intent.consensus) {
        (false, true) => Err(Refusal::of("what is adopted by consensus is not voted on")
            .hint("say one of the two: --by-consensus, or --vote yes=… no=…")),
        (false, false) => Ok(Manner::Vote),
        (true, _) if !intent.dissociating.is_empty() => Ok(Manner::Dissociations),
        (true, true) => Ok(Manner::Consensus),
        (true, false) => Err(Refusal::of(format!("how is {} adopted?", draft.id)).hint(format!(
            "adref adopt {0} --by-consensus, or adref adopt {0} --vote yes=… no=… abstain=…, with names (a comma between) or totals",
            draft.id
        ))),
    }
}

/// A vote in the roll's own codes, and what it comes to.
pub(super) fn voted(
    meeting: &Meeting,
    vote: &Vote,
    majority: Majority,
) -> Result<(Vote, Count), Refusal> {
    for (_, typed) in vote.voices() {
        voter(&meeting.roll, typed)?;
    }
    let vote =
        vote.renamed(|typed| voter(&meeting.roll, typed).unwrap_or_else(|_| typed.to_owned()));
    let counted = count(&vote, majority, &meeting.roll)?;
    Ok((vote, counted))
}

/// What is to be said of totals without names.
pub(super) fn unnamed(meeting: &Meeting, vote: &Vote, counted: &Count) -> Option<String> {
    let without = Voice::ALL
        .into_iter()
        .filter(|voice| vote.names(*voice).is_empty());
    let without: Vec<Voice> = without
        .filter(|voice| vote.total(*voice).is_some_and(|total| total > 0))
        .collect();
    if without.is_empty() {
        return None;
    }
    let columns: Vec<String> = without.iter().map(ToString::to_string).collect();
    let mut told = format!("who voted {} is not recorded", listed(&columns));
    let states = meeting.roll.delegations.delegations.iter();
    let states = states
        .filter(|one| one.kind == DelegationKind::State)
        .count();
    let cast = u64::from(counted.yes) + u64::from(counted.no) + u64::from(counted.abstain);
    let all = cast + u64::from(counted.absent);
    if states > 0 && cast > states as u64 {
        told.push_str(&format!(
            "; {cast} votes are announced, and {states} States are on the list"
        ));
    } else if states > 0 && all > states as u64 {
        told.push_str(&format!(
            "; {all} are announced with those that do not participate, and {states} States are on the list"
        ));
    }
    Some(told)
}

/// Refuses where a paragraph is adopted, with the whole or with its section: nothing of it is open any more.
///
/// # Errors
/// Names the act that adopted it.
pub(super) fn still_open(
    meeting: &Meeting,
    document: &str,
    (index, name): (usize, &str),
) -> Result<(), Refusal> {
    let standings = meeting.standings(document);
    let state = standings
        .as_ref()
        .and_then(|all| all.get(index))
        .map(|one| one.state);
    if state != Some(State::Adopted) {
        return Ok(());
    }
    let refusal = Refusal::of(format!("{document} {name} is adopted"))
        .because("nothing of it is open any more");
    Err(refusal.hint(format!(
        "adref votes {document} shows how; the chair can take the adoption back: adref retract"
    )))
}

/// What is looked at before the gavel.
struct Way<'a> {
    name: &'a str,
    scope: &'a Range<usize>,
    over: Option<&'a str>,
    by_vote: bool,
    /// Who dissociates itself, and from which paragraphs; none of them: from the whole.
    aside: Vec<(String, Vec<usize>)>,
}

impl Way<'_> {
    /// Whether a party takes no part in a paragraph: what it has against it stands in nobody's way.
    fn is_aside(&self, party: &str, index: usize) -> bool {
        let mut aside = self.aside.iter();
        aside.any(|(one, points)| one == party && (points.is_empty() || points.contains(&index)))
    }
}

/// Who dissociates itself, and from which paragraphs.
fn aside(
    meeting: &Meeting,
    draft: &Draft,
    text: &Document,
    dissociating: &[(String, Vec<Address>)],
) -> Result<Vec<(String, Vec<usize>)>, Refusal> {
    let each = dissociating.iter().map(|(typed, points)| {
        let party = find_party(meeting, typed)?;
        let points = points.iter().map(|point| {
            let found = find_paragraph(text, &draft.id, point);
            found.map(|paragraph| paragraph.index)
        });
        Ok((party, points.collect::<Result<Vec<usize>, Refusal>>()?))
    });
    each.collect()
}

/// Refuses where something is open that blocks; says aloud what it goes over.
fn in_the_way(
    work: &mut Work<'_>,
    draft: &Draft,
    text: &Document,
    way: &Way<'_>,
) -> Result<(), Refusal> {
    let meeting = work.meeting;
    let standings = meeting.standings(&draft.id).unwrap_or_default();
    let (mut open, mut against, mut adopted) = (Vec::new(), Vec::new(), 0);
    for index in way.scope.clone() {
        let Some(standing) = standings.get(index) else {
            continue;
        };
        let name = text.name(index);
        let derived = &standing.derived;
        match standing.state {
            State::Adopted => {
                adopted += 1;
                continue;
            }
            State::Placeholder => open.push(format!("{name} is a placeholder")),
            State::Silence => open.push(format!("{name} is under silence")),
            State::Parked => against.push(format!("{name} is parked")),
            _ => {}
        }
        match derived.brackets {
            0 => {}
            1 => open.push(format!("a bracket stands in {name}")),
            many => open.push(format!("{many} brackets stand in {name}")),
        }
        if !derived.proposals.is_empty() {
            open.push(format!("open on {name}: {}", derived.proposals.join(", ")));
        }
        let stays = |party: &&String| !way.is_aside(party, index);
        let blocking: Vec<String> = derived.blocking.iter().filter(stays).cloned().collect();
        if !blocking.is_empty() {
            let block = if blocking.len() == 1 {
                "blocks"
            } else {
                "block"
            };
            against.push(format!("{} {block} {name}", listed(&blocking)));
        }
        let awaited = derived.awaited.iter().filter(stays);
        against.extend(awaited.map(|party| format!("{party} awaits instructions on {name}")));
    }
    if adopted > 0 && adopted == way.scope.len() {
        return Err(Refusal::of(format!("{} is adopted already", way.name))
            .hint(format!("adref votes {} says how", draft.id)));
    }
    if way.scope.len() == text.paragraphs().len() {
        let (whole_open, whole_against) = on_the_whole(meeting, draft, way);
        open.extend(whole_open);
        against.extend(whole_against);
    }
    // A vote is how the room decides over an objection; consensus over one needs the chair's reason.
    let overruled = way.by_vote || way.over.is_some();
    if !open.is_empty() || !(against.is_empty() || overruled) {
        let mut ways: Vec<String> = Vec::new();
        if !open.is_empty() {
            ways.push("settle what is open first: adref board".to_owned());
        }
        if !against.is_empty() && !overruled {
            ways.push(
                "put it to the vote, or gavel over it with a reason: --over \"…\"".to_owned(),
            );
        }
        let mut because = open;
        if !overruled {
            because.extend(against);
        }
        return Err(Refusal {
            what: format!("{} is not ready to be adopted", way.name),
            because: shortened(because),
            hint: Some(ways.join("; ")),
        });
    }
    let over = shortened(against);
    work.warnings
        .extend(over.into_iter().map(|one| format!("over this: {one}")));
    Ok(())
}

/// What is open on the whole document, and who is against it.
fn on_the_whole(meeting: &Meeting, draft: &Draft, way: &Way<'_>) -> (Vec<String>, Vec<String>) {
    let (Some(register), Some(docket)) = (meeting.register(&draft.id), meeting.docket(&draft.id))
    else {
        return (Vec::new(), Vec::new());
    };
    let on_nothing = |slug: &crate::record::Slug| docket.stands(slug).is_none();
    let open = register
        .ledger
        .cases
        .iter()
        .filter(|(slug, case)| is_open(case.status) && on_nothing(slug))
        .map(|(slug, case)| format!("open: {}", case.name(slug)))
        .collect();
    let stances = docket.on_document.iter();
    let against = stances
        .filter_map(|n| register.ledger.stance(*n))
        .filter(|one| meeting.roll.counts(one.party))
        .filter(|one| {
            !way.aside
                .iter()
                .any(|(party, points)| party == one.party && points.is_empty())
        })
        .filter(|one| one.stance.is_blocking() || one.awaiting)
        .map(|one| {
            let why = one
                .reason
                .map(|why| format!(": “{why}”"))
                .unwrap_or_default();
            match one.stance.is_blocking() {
                true => format!(
                    "{} {} {}{why}",
                    one.party,
                    stance_name(one.stance),
                    draft.id
                ),
                false => format!("{} awaits instructions on {}", one.party, draft.id),
            }
        })
        .collect();
    (open, against)
}

fn shortened(mut all: Vec<String>) -> Vec<String> {
    if all.len() > MOST {
        let more = all.len() - MOST;
        all.truncate(MOST);
        all.push(format!("and {more} more"));
    }
    all
}

/// The paragraphs that the last published text does not say as they are adopted now; both wordings are noted.
fn orally(
    work: &mut Work<'_>,
    draft: &Draft,
    register: &Register,
    text: &Document,
    scope: &Range<usize>,
) -> Vec<String> {
    let meeting = work.meeting;
    let Some(issue) = last_issue(register) else {
        return Vec::new();
    };
    let issued = issue
        .text
        .filter(|version| draft.version.as_ref() != Some(version));
    let Some(issued) = issued.and_then(|version| meeting.text_of(&version)) else {
        return Vec::new();
    };
    let called = |text: &Document, index: usize| match text.path(index) {
        Some(path) => path.to_string(),
        None => text.name(index).to_owned(),
    };
    let words = |text: &Document, indices: &[usize]| {
        let paragraphs = indices
            .iter()
            .filter_map(|index| text.paragraphs().get(*index));
        let words: Vec<&str> = paragraphs.map(|one| one.text.as_str()).collect();
        words.join(" ")
    };
    let mut changed = Vec::new();
    for change in &align(&issued, text).changes {
        let differs = change.kind != ChangeKind::Unchanged || change.moved;
        let here = match change.new.is_empty() {
            // What was taken out stood in the section if what it stood under does.
            true => scope.len() == text.paragraphs().len(),
            false => change.new.iter().any(|index| scope.contains(index)),
        };
        if !differs || !here || change.marks_only {
            continue;
        }
        let name = match change.new.first() {
            Some(index) => called(text, *index),
            None => match change.old.first() {
                Some(index) => format!("{} (taken out)", called(&issued, *index)),
                None => continue,
            },
        };
        if !change.old.is_empty() {
            work.words
                .push((format!("{name} as issued"), words(&issued, &change.old)));
        }
        if !change.new.is_empty() {
            work.words
                .push((format!("{name} as adopted"), words(text, &change.new)));
        }
        changed.push(name);
    }
    changed
}

/// What the adoption of the whole brings with it.
fn consequences(work: &mut Work<'_>, draft: &Draft, register: &Register) {
    let meeting = work.meeting;
    for annex in annexes_of(meeting, &draft.id) {
        let adopted = meeting
            .register(&annex)
            .is_some_and(|register| register.ledger.adopted.is_some());
        if !adopted {
            work.warnings
                .push(format!("its annex {annex} is not adopted"));
        }
    }
    let pending = register.ledger.motions.iter();
    for motion in
        pending.filter(|one| one.state == MotionState::Pending && one.kind != MotionKind::Adopt)
    {
        work.warnings.push(format!(
            "the motion of {} is not decided, and lapses: “{}”",
            motion.by, motion.words
        ));
    }
    let cases = register.ledger.cases.iter();
    let parked: Vec<String> = cases
        .filter(|(_, case)| case.status == crate::consensus::Status::Parked)
        .map(|(slug, case)| case.name(slug).to_owned())
        .collect();
    if !parked.is_empty() {
        work.warnings
            .push(format!("parked, and lapses: {}", listed(&parked)));
    }
}

/// The words for the confirmation: of a section all, of a document its title and how long it is.
fn show(
    work: &mut Work<'_>,
    draft: &Draft,
    text: &Document,
    (name, scope): (&str, &Range<usize>),
    is_section: bool,
) {
    if is_section {
        for index in scope.clone() {
            if let Some(paragraph) = text.paragraphs().get(index) {
                work.words
                    .push((text.name(index).to_owned(), paragraph.text.clone()));
            }
        }
        return;
    }
    let title = title_of(text).unwrap_or_else(|| draft.id.clone());
    let paragraphs = text.paragraphs().iter();
    let count = paragraphs
        .filter(|one| !matches!(one.kind, Kind::Title | Kind::Heading))
        .count();
    let symbol = text.front().get("symbol").unwrap_or_default();
    let told = format!("{title}, {count} paragraphs {symbol}");
    work.words
        .push((name.to_owned(), told.trim_end().to_owned()));
}

/// Files the dissociation of a party from the points it names; what is said of it.
fn dissociate(
    work: &mut Work<'_>,
    draft: &Draft,
    text: &Document,
    (typed, points): (&str, &[Address]),
    gavel: &ActId,
) -> Result<String, Refusal> {
    let party = find_party(work.meeting, typed)?;
    let hand = work.hand().to_owned();
    let entered = (hand != party).then_some(hand);
    let file = |work: &mut Work<'_>, target: Target| {
        let mut act: Act = work.act(Verb::Dissociate, target);
        act.by.clone_from(&party);
        act.entered_by.clone_from(&entered);
        act.after = vec![gavel.clone()];
        work.file(&draft.id, act)
    };
    let mut names = Vec::new();
    for point in points {
        let paragraph = find_paragraph(text, &draft.id, point)?;
        let anchor = work.anchor(draft, text, paragraph.index)?;
        names.push(text.name(paragraph.index).to_owned());
        file(work, Target::Paragraph(anchor))?;
    }
    if points.is_empty() {
        file(work, Target::Document)?;
        names.push("the whole".to_owned());
    }
    Ok(format!(
        "{party} dissociates itself from {}",
        listed(&names)
    ))
}
