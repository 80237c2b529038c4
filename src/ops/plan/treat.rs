//! Acts on proposals: submit, table, open, bracket, accept, park, set aside, withdraw, merge …

use std::collections::BTreeSet;

use super::super::command::{Plan, Stamp};
use super::super::find::{find_parts, find_proposal, parts};
use super::super::words::{MOST_NAMED, deed, left, listed_briefly, succeeded};
use super::chain::join;
use super::edit::frozen;
use super::laying::{Laying, Treatment as Laid};
use super::margin::{Margin, in_the_text, margin};
use super::numbers::Numbers;
use super::sign::was_laid_in;
use super::work::Work;
use crate::consensus::{Case, Refusal, Status};
use crate::meeting::{Mark, Meeting, Register};
use crate::record::{Act, ProposalKind, Slug, Target, Verb};
use crate::rolling::Signing;
use crate::text::{Digests, Document};

/// What is to be done to some proposals.
#[derive(Clone, Copy)]
pub(super) struct Treatment<'a> {
    pub(super) verb: Verb,
    pub(super) into: Option<&'a str>,
    pub(super) wording: Option<&'a str>,
    pub(super) reason: Option<&'a str>,
    /// How much of the margin is said beside it, and whether it is said what becomes of the words of others.
    pub(super) margin: Margin,
}

/// Plans an act on each of some proposals.
pub(super) fn treat(
    meeting: &Meeting,
    stamp: &Stamp,
    treatment: &Treatment<'_>,
    proposals: &[String],
) -> Result<Plan, Refusal> {
    let proposals = &named(meeting, treatment.verb, proposals)?;
    let Some((first, rest)) = proposals.split_first() else {
        return Err(Refusal::of("no proposal is named").hint("`adref proposals` lists them"));
    };
    let changes_text = matches!(
        treatment.verb,
        Verb::Bracket
            | Verb::Accept
            | Verb::SetAside
            | Verb::CoSponsor
            | Verb::AdoptAsOwn
            | Verb::Withdraw
    );
    let mut whole;
    if !changes_text || rest.is_empty() {
        whole = together(meeting, stamp, treatment, proposals)?;
    } else {
        // Each is planned on the text that the one before it leaves.
        whole = together(meeting, stamp, treatment, std::slice::from_ref(first))?;
        for one in rest {
            let then = meeting.with(&whole.plan.edit.files);
            let next = together(&then, stamp, treatment, std::slice::from_ref(one))?;
            whole = joined(whole, next);
        }
    }
    beside(meeting, &mut whole.plan, treatment, proposals)?;
    Ok(whole.told(treatment.verb))
}

/// Says beside a plan what the margin says of its proposals, as they were before any of it, and what becomes of the words of others.
fn beside(
    meeting: &Meeting,
    plan: &mut Plan,
    treatment: &Treatment<'_>,
    proposals: &[String],
) -> Result<(), Refusal> {
    let moves = matches!(
        treatment.verb,
        Verb::Bracket | Verb::Accept | Verb::SetAside
    );
    if treatment.margin == Margin::Untold || !(moves || treatment.verb == Verb::Open) {
        return Ok(());
    }
    let mut documents = BTreeSet::new();
    for typed in proposals {
        let (document, slug) = find_proposal(meeting, typed)?;
        if treatment.verb != Verb::SetAside {
            let told = margin(meeting, &document, &slug, treatment.margin);
            plan.warnings.extend(told);
        }
        documents.insert(document);
    }
    if moves {
        let then = meeting.with(&plan.edit.files);
        let told = documents
            .iter()
            .flat_map(|document| in_the_text(meeting, &then, document));
        plan.warnings.extend(told);
    }
    plan.edit.body = plan.warnings.join("\n");
    Ok(())
}

/// The proposals that are named, each by its slug or number: a submission's number names all its parts, and for tabling a party's code all
/// that it handed in, a document all that was handed in on it.
fn named(meeting: &Meeting, verb: Verb, typed: &[String]) -> Result<Vec<String>, Refusal> {
    let mut out = Vec::new();
    for name in typed {
        let mut all = find_parts(meeting, name);
        let mut every = false;
        if all.is_empty() && verb == Verb::Table && find_proposal(meeting, name).is_err() {
            let waits =
                |case: Option<&Case>| case.is_some_and(|case| case.status == Status::Submitted);
            let party = meeting.roll.delegations.find(name.trim());
            let document = meeting
                .drafts()
                .iter()
                .find(|one| one.id.eq_ignore_ascii_case(name.trim()));
            if let Some(party) = party {
                every = true;
                all = parts(meeting, |case, one| {
                    waits(case) && one.sponsor == party.code()
                });
            } else if let Some(document) = document {
                every = true;
                all = parts(meeting, |case, one| {
                    waits(case) && one.document == document.id
                });
            }
            if every && all.is_empty() {
                return Err(Refusal::of(format!("nothing of {name} waits to be tabled"))
                    .hint("`adref proposals` says where each stands"));
            }
        }
        match all.is_empty() {
            true => out.push(name.clone()),
            false => out.extend(all.into_iter().map(|(_, slug)| slug.0)),
        }
    }
    Ok(out)
}

/// A plan whose sentence is not said yet: who does it, and to what.
struct Treated {
    plan: Plan,
    who: String,
    objects: Vec<String>,
}

impl Treated {
    /// The plan with its sentence.
    fn told(mut self, verb: Verb) -> Plan {
        let said = format!(
            "{} {}",
            self.who,
            deed(verb, &listed_briefly(&self.objects))
        );
        if self.objects.len() > MOST_NAMED {
            let all = self.objects.join("\n");
            let body = std::mem::take(&mut self.plan.edit.body);
            self.plan.edit.body = format!("{all}\n\n{body}");
        }
        self.plan.edit.why.clone_from(&said);
        self.plan.said = said;
        self.plan
    }
}

/// Two plans, the second made on what the first leaves, as one.
fn joined(mut whole: Treated, next: Treated) -> Treated {
    join(&mut whole.plan, next.plan);
    whole.objects.extend(next.objects);
    whole
}

fn together(
    meeting: &Meeting,
    stamp: &Stamp,
    treatment: &Treatment<'_>,
    proposals: &[String],
) -> Result<Treated, Refusal> {
    let mut work = Work::begin(meeting, stamp)?;
    let mut numbers = Numbers::default();
    let mut objects: Vec<String> = Vec::new();
    for typed in proposals {
        let (document, slug) = find_proposal(meeting, typed)?;
        objects.push(one(&mut work, &mut numbers, treatment, (&document, &slug))?);
    }
    Ok(Treated {
        who: work.who(),
        plan: work.finish(String::new(), String::new()),
        objects,
    })
}

fn one(
    work: &mut Work<'_>,
    numbers: &mut Numbers,
    treatment: &Treatment<'_>,
    (document, slug): (&str, &Slug),
) -> Result<String, Refusal> {
    let meeting = work.meeting;
    let unreadable = || {
        Refusal::of(format!("the proposal {slug} cannot be read")).hint(format!(
            "`adref check` says what is wrong with drafts/{document}/proposals/{slug}.md"
        ))
    };
    let register = meeting.register(document).ok_or_else(unreadable)?;
    let proposal = register.proposals.get(slug).ok_or_else(unreadable)?;
    let case = register.ledger.cases.get(slug).ok_or_else(unreadable)?;
    let name = case.name(slug).to_owned();
    let mut act = work.act(treatment.verb, Target::Proposal(slug.clone()));
    act.reason = treatment.reason.map(str::to_owned);
    let mut object = name.clone();
    match treatment.verb {
        Verb::Table => {
            let number = match &case.number {
                Some(number) => number.clone(),
                None => numbers.of(meeting, &register.ledger, proposal),
            };
            if number != name {
                object = format!("{name} as {number}");
            }
            act.number = Some(number);
        }
        Verb::Merge | Verb::Supersede => {
            let into = treatment.into.ok_or_else(|| {
                Refusal::of(format!("{} {name} into what?", treatment.verb))
                    .hint("name the proposal it lives on in: --into XNO-3")
            })?;
            let (other, heir) = find_proposal(meeting, into)?;
            if other != document {
                return Err(Refusal::of(format!("{name} cannot live on in {into}"))
                    .because(format!("{name} is to {document}, {into} to {other}")));
            }
            let heir_name = register
                .ledger
                .cases
                .get(&heir)
                .map_or_else(|| heir.to_string(), |case| case.name(&heir).to_owned());
            object = succeeded(treatment.verb, &name, Some(&heir_name));
            act.into = Some(heir);
        }
        Verb::Withdraw if case.is_joined_by(&act.by) => object = left(&name),
        Verb::Withdraw if case.status == Status::InText => {
            work.warnings.push(format!(
                "the words of {name} stay in the text in brackets until the pen-holder takes them out"
            ));
        }
        _ => {}
    }
    let newcomer = act.by.clone();
    let stands = was_laid_in(&register, case);
    let laid = match treatment.verb {
        Verb::Bracket => Some(Laid::Bracket),
        Verb::Accept => Some(Laid::Accept(treatment.wording)),
        Verb::SetAside => Some(Laid::Drop),
        Verb::CoSponsor if stands => Some(Laid::Sign(Signing::Joins(&newcomer))),
        Verb::Withdraw if stands && case.is_joined_by(&newcomer) => {
            Some(Laid::Sign(Signing::Leaves(&newcomer)))
        }
        Verb::AdoptAsOwn if stands => Some(Laid::Sign(Signing::TakesOver(&newcomer))),
        _ => None,
    };
    act.amended = treatment.verb == Verb::Accept && treatment.wording.is_some();
    match laid {
        Some(laid) => into_text(work, (document, &register), slug, (&mut act, laid))?,
        None => work.words.push((name.clone(), proposal.wanted.clone())),
    }
    if treatment.verb == Verb::Accept {
        work.warnings
            .extend(objections(meeting, document, slug, &name));
    }
    work.file(document, act)?;
    Ok(object)
}

/// Does to the text what becomes of a proposal's words, and notes on the act what stands there then; an amendment that is taken in goes
/// into its proposal.
pub(super) fn into_text(
    work: &mut Work<'_>,
    (document, register): (&str, &Register),
    slug: &Slug,
    (act, laid): (&mut Act, Laid<'_>),
) -> Result<(), Refusal> {
    let meeting = work.meeting;
    // Whoever may not do it, or not now, is told that first, whatever the text would say.
    let matter = work.matter(document, register);
    register.ledger.admit(&matter, act)?;
    let both = register
        .proposals
        .get(slug)
        .zip(register.ledger.cases.get(slug));
    let (Some((proposal, case)), Some(text)) = (both, meeting.text(document)) else {
        return Err(Refusal::of(format!("{document} or {slug} cannot be read")));
    };
    if let (Some(base), Laid::Accept(wording)) = (register.ledger.amended_by(slug), laid) {
        let wanted = wording.unwrap_or(&proposal.wanted);
        act.words = Some(wanted.to_owned());
        return amend(work, (document, register), base, (act, wanted));
    }
    let mut case = case.clone();
    let name = case.name(slug).to_owned();
    let marks = meeting.marks(document).unwrap_or_default();
    let is = |mark: &Mark| marks.get(slug).is_some_and(|marks| marks.contains(mark));
    let (out, taken_out) = (is(&Mark::OutOfText), is(&Mark::TakenOut));
    let plain = is(&Mark::Unbracketed) || taken_out;
    // Somebody took the paragraph out before it was asked: nothing is left to be done.
    let done = proposal.kind == ProposalKind::Delete && is(&Mark::Moot);
    match laid {
        // Withdrawn or put aside, it stands in the text all the same.
        Laid::Sign(_) => case.status = Status::InText,
        Laid::Bracket if case.status == Status::InText && !out => {
            return Err(match taken_out {
                true => taken_out_already(&name),
                false => stands_already(&name, &case, plain),
            });
        }
        _ if out => case.status = Status::UnderDiscussion,
        _ => {}
    }
    let change = match laid {
        // Whoever lifted its brackets has put its words into the text.
        Laid::Accept(None) if plain || done => {
            Laying::of(meeting, &text, proposal, &case).as_it_stands()
        }
        Laid::Drop if plain => {
            work.warnings.push(match taken_out {
                true => format!(
                    "the paragraph that {name} took out stays out: put it back by hand, adref edit {document}"
                ),
                false => format!(
                    "the words of {name} stay in the text, without brackets: take them out by hand, adref edit {document}"
                ),
            });
            Laying::of(meeting, &text, proposal, &case).as_it_stands()
        }
        _ => Laying::of(meeting, &text, proposal, &case).change(laid)?,
    };
    work.warnings.extend(change.warnings);
    work.words.extend(change.shown);
    let stands = proposal
        .anchor
        .as_ref()
        .filter(|_| proposal.kind != ProposalKind::Add);
    let stands = stands.and_then(|anchor| meeting.place(document, anchor).index());
    if let (Some(_), Some(index)) = (&change.bytes, stands) {
        let closed = frozen(meeting, document, &text, &[index]);
        work.closed_words |= !closed.is_empty();
        work.warnings.extend(closed);
    }
    if let Some(bytes) = change.bytes {
        act.over = meeting
            .draft(document)
            .and_then(|draft| draft.version.clone());
        act.text = Some(work.write_text(document, bytes));
        act.digests = change.words.as_deref().map(Digests::of);
        act.words = change.words;
    }
    Ok(())
}

/// A paragraph that is out of the text cannot be put into brackets there.
fn taken_out_already(name: &str) -> Refusal {
    Refusal::of(format!("one cannot bracket {name} now"))
        .because("the paragraph that it asks to delete is out of the text")
        .hint(format!("say that it is taken in: adref accept {name}"))
}

/// Words that stand in the text are not put there again.
fn stands_already(name: &str, case: &Case, plain: bool) -> Refusal {
    let refusal = Refusal::of(format!("one cannot bracket {name} now"));
    match plain {
        true => refusal
            .because("its words stand in the text, without brackets")
            .hint(format!("say that it is taken in: adref accept {name}; or put brackets round them: adref edit")),
        false => {
            let mut because = format!("{name} is {}", case.status.name());
            if let Some(since) = case.since {
                because.push_str(&format!(", since {}", since.format("%-d %B, %H:%M")));
            }
            refusal.because(because)
        }
    }
}

/// Takes an amendment into its proposal: what that wants, and, where it stands in the text in brackets, what it says there.
fn amend(
    work: &mut Work<'_>,
    (document, register): (&str, &Register),
    base: &Slug,
    (act, wanted): (&mut Act, &str),
) -> Result<(), Refusal> {
    let meeting = work.meeting;
    let both = register
        .proposals
        .get(base)
        .zip(register.ledger.cases.get(base));
    let Some((amended, case)) = both else {
        return Ok(());
    };
    let name = case.name(base).to_owned();
    work.words
        .push((format!("{name} now"), amended.wanted.clone()));
    work.words.push((format!("{name} then"), wanted.to_owned()));
    if case.status != Status::InText {
        return Ok(());
    }
    let Some(text) = meeting.text(document) else {
        return Ok(());
    };
    let out = Laying::of(meeting, &text, amended, case).change(Laid::Drop)?;
    let without = out.bytes.map_or_else(
        || (*text).clone(),
        |bytes| Document::parse_with(bytes, meeting.parties()),
    );
    let mut anew = amended.clone();
    wanted.clone_into(&mut anew.wanted);
    let mut discussed = case.clone();
    discussed.status = Status::UnderDiscussion;
    let laid = Laying::of(meeting, &without, &anew, &discussed).change(Laid::Bracket)?;
    work.warnings.extend(out.warnings);
    work.warnings.extend(laid.warnings);
    work.words.extend(laid.shown);
    if let Some(bytes) = laid.bytes {
        act.over = meeting
            .draft(document)
            .and_then(|draft| draft.version.clone());
        act.text = Some(work.write_text(document, bytes));
    }
    Ok(())
}

/// Who opposes or reserves on a proposal that is taken in.
pub(super) fn objections(
    meeting: &Meeting,
    document: &str,
    slug: &Slug,
    name: &str,
) -> Vec<String> {
    let (Some(register), Some(docket)) = (meeting.register(document), meeting.docket(document))
    else {
        return Vec::new();
    };
    let numbers = docket.on_proposals.get(slug);
    let stances = numbers.into_iter().flatten();
    stances
        .filter_map(|n| register.ledger.stance(*n))
        .filter(|stance| stance.stance.is_blocking() || stance.awaiting)
        .map(|stance| {
            let verb = if stance.stance.is_blocking() {
                super::super::words::stance_name(stance.stance)
            } else {
                "awaits instructions on"
            };
            format!("{} {verb} {name}", stance.party)
        })
        .collect()
}
