//! One step: whether an act may follow, by the tables of the domain, and what status it brings.

use super::case::Case;
use super::deciding;
use super::ledger::{Ledger, Matter};
use super::refusal::Refusal;
use super::rights::Rights;
use super::roll::Authority;
use super::silence::{Outcome, Silence};
use super::status::{Stance, Status};
use crate::record::{Act, Deed, Role, Slug, Target, Verb};

/// Says whether an act may follow, and, for an act on a proposal, the status it brings.
pub(super) fn check(
    ledger: &Ledger,
    matter: &Matter<'_>,
    rights: &mut Rights<'_>,
    act: &Act,
) -> Result<Option<Status>, Refusal> {
    let deed = act.deed();
    if act.verb.is_stance() {
        return position(ledger, rights, &deed).map(|()| None);
    }
    if act.brings_in() {
        return rights.serves(&deed).map(|()| None);
    }
    rights.allow(&deed)?;
    // Who spoke is noted whatever became of the document.
    if matches!(act.verb, Verb::Speak | Verb::Extend) {
        return match act.target {
            Target::Document | Target::Paragraph(_) => Ok(None),
            _ => Err(wrong_target(act.verb)),
        };
    }
    if let Some((id, when)) = &ledger.adopted
        && !matches!(
            act.verb,
            Verb::Issue | Verb::Source | Verb::Dissociate | Verb::Explain
        )
    {
        return Err(
            Refusal::of(format!("{} is adopted", matter.document))
                .because(format!(
                    "it was adopted on {} and nothing of it is open any more",
                    when.format("%-d %B, %H:%M")
                ))
                .hint(format!(
                    "a delegation can still explain or dissociate itself; the chair can take the adoption back: adref retract {id}"
                )),
        );
    }
    match (act.verb, &act.target) {
        (Verb::OpenSilence, target) => open_silence(ledger, act, target).map(|()| None),
        (Verb::BreakSilence | Verb::CloseSilence, target) => {
            touch_silence(ledger, act, target).map(|()| None)
        }
        (
            Verb::Submit
            | Verb::Return
            | Verb::Table
            | Verb::Open
            | Verb::Bracket
            | Verb::Accept
            | Verb::Merge
            | Verb::Supersede
            | Verb::SetAside
            | Verb::Withdraw
            | Verb::AdoptAsOwn
            | Verb::Reintroduce
            | Verb::CoSponsor
            | Verb::Park
            | Verb::Reopen,
            Target::Proposal(slug),
        ) => proposal(ledger, rights, act, slug),
        (Verb::Agree | Verb::Park | Verb::Reopen | Verb::Certify, Target::Paragraph(_)) => Ok(None),
        (Verb::Discuss, Target::Document | Target::Paragraph(_) | Target::Bracket { .. }) => {
            Ok(None)
        }
        (Verb::Rebase, Target::Paragraph(_)) => rebase(ledger, rights, act).map(|()| None),
        (Verb::Edit, Target::Document | Target::Paragraph(_) | Target::Bracket { .. }) => Ok(None),
        (
            Verb::Lift | Verb::Choose | Verb::MergeAlternatives | Verb::Drop,
            Target::Bracket { .. },
        ) => Ok(None),
        (Verb::Source, Target::Document | Target::Paragraph(_)) if act.words.is_some() => Ok(None),
        (Verb::Issue, Target::Document) => Ok(None),
        (Verb::Adopt, Target::Document | Target::Paragraph(_)) => {
            deciding::adopt(matter, act).map(|()| None)
        }
        (Verb::Motion, Target::Document | Target::Paragraph(_)) => {
            deciding::motion(matter, act).map(|()| None)
        }
        (Verb::Decide, _) => deciding::decide(ledger, matter, rights, act),
        (Verb::Dissociate, Target::Document | Target::Paragraph(_)) => {
            deciding::dissociate(ledger, matter, act).map(|()| None)
        }
        (Verb::Explain, _) => deciding::explain(ledger, act).map(|()| None),
        (verb, _) => Err(wrong_target(verb)),
    }
}

/// Says whether a position may be taken; after adoption too, since it explains itself then.
pub(super) fn position(
    ledger: &Ledger,
    rights: &mut Rights<'_>,
    deed: &Deed<'_>,
) -> Result<(), Refusal> {
    rights.allow(deed)?;
    match deed.target {
        Target::Act(_) => Err(Refusal::of(format!("one cannot {} an act", deed.verb))
            .hint("take a position on the paragraph or the proposal that it is about")),
        Target::Proposal(slug) => case(ledger, slug).map(|_| ()),
        _ => Ok(()),
    }
}

fn wrong_target(verb: Verb) -> Refusal {
    let (what, example) = match verb {
        Verb::Agree | Verb::Certify => ("a paragraph", "adref agree outcome 12"),
        Verb::Park | Verb::Reopen => ("a paragraph or a proposal", "adref park XNO-3"),
        Verb::Discuss => ("a paragraph", "adref discuss outcome 12"),
        Verb::Speak => (
            "a paragraph or a document",
            "adref speak outcome 12 --for 3:41",
        ),
        Verb::Extend => (
            "a paragraph or a document",
            "adref extend outcome 12 --to XNO --for 2:00",
        ),
        Verb::Edit => ("a paragraph or a document", "adref edit outcome 12"),
        Verb::Source => (
            "a paragraph or a document, with an entry of its sources",
            "adref source outcome 12 --from \"wp1 3\"",
        ),
        Verb::Lift | Verb::Choose | Verb::MergeAlternatives | Verb::Drop => {
            ("a bracket", "adref lift outcome 12 --bracket 1")
        }
        Verb::Issue => ("a document", "adref issue outcome --rev 1"),
        Verb::Adopt => (
            "a document, or a section of one",
            "adref adopt outcome --by-consensus",
        ),
        Verb::Motion => (
            "a document, or a section of one",
            "adref motion \"that the debate be closed\" --on outcome",
        ),
        Verb::Dissociate => (
            "a paragraph or a document",
            "adref dissociate outcome 12 --as XNO",
        ),
        Verb::Retract => ("an act", "adref retract 5f0c2a91b3"),
        _ => ("a proposal", "adref table XNO-3"),
    };
    Refusal::of(format!("{verb} is said of {what}")).hint(example)
}

fn case<'a>(ledger: &'a Ledger, slug: &Slug) -> Result<&'a Case, Refusal> {
    ledger.cases.get(slug).ok_or_else(|| {
        let refusal = Refusal::of(format!("there is no proposal {slug}"));
        let slugs = ledger.cases.keys().map(Slug::as_str);
        match crate::text::near(slug.as_str(), slugs).first() {
            Some(near) => refusal.hint(format!("did you mean {near}?")),
            None => refusal.hint("adref proposals lists them"),
        }
    })
}

/// An act on a proposal.
fn proposal(
    ledger: &Ledger,
    rights: &mut Rights<'_>,
    act: &Act,
    slug: &Slug,
) -> Result<Option<Status>, Refusal> {
    let case = case(ledger, slug)?;
    let name = case.name(slug);
    let by = act.by.as_str();
    match act.verb {
        Verb::Submit => only_sponsor(case, act, name)?,
        Verb::Reintroduce => {
            let whose = if case.status == Status::Withdrawn {
                case.sponsor.eq_ignore_ascii_case(by)
            } else {
                case.is_sponsored_by(by)
            };
            if !whose {
                return Err(Refusal::of(format!("{by} may not reintroduce {name}"))
                    .because(format!("it is a proposal of {}", case.sponsor))
                    .hint(if case.status == Status::Withdrawn {
                        format!("to take it over: adref adopt-as-own {name}")
                    } else {
                        format!("join its sponsors first: adref co-sponsor {name}")
                    }));
            }
        }
        Verb::AdoptAsOwn if case.sponsor.eq_ignore_ascii_case(by) => {
            return Err(Refusal::of(format!("{name} is {by}'s own already"))
                .hint(format!("adref reintroduce {name}")));
        }
        Verb::CoSponsor => return co_sponsor(case, by, name),
        // Who joined can leave, and the proposal stays.
        Verb::Withdraw if case.is_joined_by(by) => return still_joined(case, name).map(|()| None),
        Verb::Withdraw => only_sponsor(case, act, name)?,
        Verb::Supersede => {
            let is_party = rights.authority(by).is_some_and(|one| one.is_party());
            if is_party && !case.sponsor.eq_ignore_ascii_case(by) {
                return only_sponsor(case, act, name).map(|()| None);
            }
        }
        _ => {}
    }
    fallen_with(ledger, case, act.verb, name)?;
    let Some(status) = case.status.after(act.verb) else {
        return Err(not_now(case, act.verb, name));
    };
    match act.verb {
        Verb::Accept => consent(ledger, slug, case, name)?,
        Verb::Table => number(ledger, act, name)?,
        Verb::Merge | Verb::Supersede => heir(ledger, act, slug, name)?,
        _ => {}
    }
    Ok(Some(match act.verb {
        Verb::Accept if act.amended => Status::AcceptedAsAmended,
        // Its words stand in the text still, under the new name.
        Verb::AdoptAsOwn if act.text.is_some() && case.number.is_some() => Status::InText,
        Verb::Reintroduce | Verb::AdoptAsOwn => case.comes_back_as(),
        _ => status,
    }))
}

/// An amendment falls with the proposal that it amends, and nothing but taking it back is done to it until that comes back.
fn fallen_with(ledger: &Ledger, case: &Case, verb: Verb, name: &str) -> Result<(), Refusal> {
    let base = case
        .amends
        .as_ref()
        .and_then(|base| Some((base, ledger.cases.get(base)?)));
    let Some((base, fallen)) = base.filter(|(_, base)| base.status.is_fallen()) else {
        return Ok(());
    };
    if verb == Verb::Withdraw && case.status.is_undecided() {
        return Ok(());
    }
    let base = fallen.name(base);
    Err(Refusal::of(format!("one cannot {verb} {name} now"))
        .because(format!(
            "it amends {base}, which is {}",
            fallen.status.name()
        ))
        .hint(format!(
            "it comes back with {base}; or propose its words by themselves: adref propose"
        )))
}

/// An amendment changes the words of a proposal only as its sponsor agrees.
fn consent(ledger: &Ledger, slug: &Slug, case: &Case, name: &str) -> Result<(), Refusal> {
    let Some(base) = ledger.amended_by(slug) else {
        return Ok(());
    };
    let Some(amended) = ledger.cases.get(base) else {
        return Ok(());
    };
    let sponsor = amended.sponsor.as_str();
    let agrees = case.sponsor.eq_ignore_ascii_case(sponsor)
        || ledger
            .stance_on(sponsor, slug)
            .is_some_and(|one| matches!(one.stance, Stance::Support | Stance::Accept));
    if agrees {
        return Ok(());
    }
    let base = amended.name(base);
    let instead = match amended.status {
        Status::Tabled => format!("adref supersede {base} --into {name}"),
        _ => format!("adref merge {base} --into {name}"),
    };
    Err(
        Refusal::of(format!("{name} is not taken into {base} without {sponsor}"))
            .because(format!("{base} is a proposal of {sponsor}, and it has not said that it agrees"))
            .hint(format!(
                "ask it: adref support {name} --as {sponsor}; or let {name} take its place: {instead}"
            )),
    )
}

fn only_sponsor(case: &Case, act: &Act, name: &str) -> Result<(), Refusal> {
    if case.sponsor.eq_ignore_ascii_case(&act.by) {
        return Ok(());
    }
    let refusal = Refusal::of(format!("{} may not {} {name}", act.by, act.verb))
        .because(format!("it is a proposal of {}", case.sponsor));
    Err(refusal.hint(format!(
        "only {} can, or somebody in its name: --as {}",
        case.sponsor, case.sponsor
    )))
}

fn co_sponsor(case: &Case, by: &str, name: &str) -> Result<Option<Status>, Refusal> {
    if case.is_sponsored_by(by) {
        return Err(Refusal::of(format!("{by} sponsors {name} already")));
    }
    still_joined(case, name).map(|()| None)
}

/// Says whether anybody can still join a proposal's sponsors, or leave them.
fn still_joined(case: &Case, name: &str) -> Result<(), Refusal> {
    let over = matches!(
        case.status,
        Status::Withdrawn | Status::Adopted | Status::Carried | Status::Defeated | Status::Lapsed
    );
    if over {
        return Err(
            Refusal::of(format!("{name} is {}", case.status.name())).hint(
                if case.status == Status::Withdrawn {
                    format!("to take it over: adref adopt-as-own {name}")
                } else {
                    "nobody can join its sponsors any more, or leave them".to_owned()
                },
            ),
        );
    }
    Ok(())
}

/// The act does not fit the status: why, and what comes first.
fn not_now(case: &Case, verb: Verb, name: &str) -> Refusal {
    let status = case.status;
    let mut because = format!("{name} is {}", status.name());
    if let Some(since) = case.since {
        because.push_str(&format!(", since {}", since.format("%-d %B, %H:%M")));
    }
    let first = |step: Verb, way: String| status.leads_to(step, verb).then_some(way);
    let way = match status {
        Status::Draft | Status::Returned => first(
            Verb::Submit,
            format!(
                "{} has to submit it first: adref submit {name}",
                case.sponsor
            ),
        ),
        Status::Submitted => first(Verb::Table, format!("table it first: adref table {name}")),
        Status::Tabled | Status::Parked if verb == Verb::Supersede => {
            Some(format!("take it up and merge it: adref open {name}"))
        }
        Status::Tabled | Status::Parked => {
            first(Verb::Open, format!("take it up first: adref open {name}"))
        }
        Status::UnderDiscussion | Status::InText if verb == Verb::Supersede => Some(format!(
            "it is being discussed: adref merge {name} --into the other one"
        )),
        Status::Accepted | Status::AcceptedAsAmended => first(
            Verb::Reopen,
            format!("open it again first: adref reopen {name}"),
        ),
        Status::Merged | Status::Superseded => case
            .into
            .as_ref()
            .map(|into| format!("it lives on in {into}: act on that one")),
        Status::NotSupported => Some(format!(
            "{} can bring it back: adref reintroduce {name}",
            case.sponsor
        )),
        Status::Withdrawn => Some(format!(
            "{} can bring it back (adref reintroduce {name}), another take it over (adref adopt-as-own {name})",
            case.sponsor
        )),
        Status::Carried | Status::Defeated => case
            .acts
            .last()
            .map(|act| format!("a vote is final; the chair can take it back: adref retract {act}")),
        Status::UnderDiscussion | Status::InText | Status::Adopted | Status::Lapsed => None,
    };
    let refusal = Refusal::of(format!("one cannot {verb} {name} now")).because(because);
    match way.or_else(|| instead(status, name)) {
        Some(way) => refusal.hint(way),
        None => refusal,
    }
}

/// What can be done with a proposal of that status.
fn instead(status: Status, name: &str) -> Option<String> {
    let ways = status.ways().filter(|verb| *verb != Verb::Supersede);
    let ways: Vec<String> = ways
        .map(|verb| match verb {
            Verb::Merge => format!("adref merge {name} --into …"),
            _ => format!("adref {verb} {name}"),
        })
        .collect();
    (!ways.is_empty()).then(|| format!("what can be done with it now: {}", ways.join(", ")))
}

fn number(ledger: &Ledger, act: &Act, name: &str) -> Result<(), Refusal> {
    let Some(number) = act.number.as_deref().filter(|number| !number.is_empty()) else {
        return Err(Refusal::of(format!("{name} is tabled under no number"))
            .hint("a tabling gives a number: number: XNO-3"));
    };
    match ledger.numbers.get(number) {
        None => Ok(()),
        Some(slug) => Err(Refusal::of(format!("the number {number} is taken"))
            .because(format!("{slug} was tabled under it"))
            .hint("table it under the next one")),
    }
}

/// The proposal in which another lives on must live itself.
fn heir(ledger: &Ledger, act: &Act, slug: &Slug, name: &str) -> Result<(), Refusal> {
    let verb = act.verb;
    let Some(into) = &act.into else {
        return Err(Refusal::of(format!("{verb} {name} into what?"))
            .hint("name the proposal it lives on in: --into XNO-3"));
    };
    let heir = case(ledger, into)?;
    let heir_name = heir.name(into);
    if into == slug {
        return Err(Refusal::of(format!("{name} cannot live on in itself")));
    }
    if heir.status.is_fallen() || heir.status == Status::Draft {
        return Err(Refusal::of(format!("{name} cannot live on in {heir_name}"))
            .because(format!("{heir_name} is {}", heir.status.name())));
    }
    // Whoever lives on in another is looked for there; a ring would lead nowhere.
    let mut at = heir;
    for _ in 0..ledger.cases.len() {
        match &at.into {
            Some(next) if next == slug => {
                return Err(Refusal::of(format!("{name} cannot live on in {heir_name}"))
                    .because(format!("{heir_name} lives on in {name}")));
            }
            Some(next) => match ledger.cases.get(next) {
                Some(next) => at = next,
                None => break,
            },
            None => break,
        }
    }
    Ok(())
}

/// An open proposal may be put on other words by its sponsors, and by whoever holds the pen or enters things.
fn rebase(ledger: &Ledger, rights: &mut Rights<'_>, act: &Act) -> Result<(), Refusal> {
    let (Some(slug), Some(_)) = (&act.into, &act.words) else {
        return Err(
            Refusal::of("which proposal is re-based, and what does it want there?")
                .hint("adref rebase-queue --clean"),
        );
    };
    let case = case(ledger, slug)?;
    let name = case.name(slug);
    let authority = rights.authority(&act.by);
    let may = authority.is_some_and(|one| match &*one {
        Authority::Officer {
            role: Role::Secretariat,
            ..
        } => true,
        Authority::Officer { .. } => rights.has_pen(&one),
        Authority::Delegation(_) | Authority::Group(_) => case.is_sponsored_by(&act.by),
    });
    if !may {
        return Err(Refusal::of(format!("{} may not re-base {name}", act.by))
            .because(format!("it is a proposal of {}", case.sponsor)));
    }
    if case.status.may_be_rebased() {
        Ok(())
    } else {
        Err(not_now(case, act.verb, name))
    }
}

fn open_silence(ledger: &Ledger, act: &Act, target: &Target) -> Result<(), Refusal> {
    let Some(closes) = act.closes else {
        return Err(Refusal::of("a silence has an end, and none is given")
            .hint("say until when: --closes 2008-07-18T10:00-04:00"));
    };
    if closes <= act.time {
        return Err(Refusal::of("the silence would end before it begins")
            .because(format!("it would end at {closes}")));
    }
    match target {
        Target::Act(id) => {
            let Some(silence) = ledger.silences.iter().find(|one| one.act == *id) else {
                return Err(no_silence(act));
            };
            match silence.outcome(act.time) {
                Outcome::Running if closes > silence.closes => Ok(()),
                Outcome::Running => Err(Refusal::of("a silence can be made longer only")
                    .because(format!("it runs until {}", silence.closes))),
                outcome => Err(over(silence, outcome)),
            }
        }
        Target::Proposal(slug) => case(ledger, slug).map(|_| ()),
        _ => Ok(()),
    }
}

fn over(silence: &Silence, outcome: Outcome) -> Refusal {
    let refusal = Refusal::of("that silence is over");
    match (outcome, silence.broken()) {
        (Outcome::Broken, Some(broken)) => refusal.because(format!(
            "{} broke it at {}",
            broken.party,
            broken.time.clock()
        )),
        _ => refusal.because(format!("it ran until {}", silence.closes)),
    }
    .hint("open another one")
}

fn touch_silence(ledger: &Ledger, act: &Act, target: &Target) -> Result<(), Refusal> {
    let met = ledger
        .silences
        .iter()
        .any(|one| one.is_meant_by(target) && one.ended.is_none() && one.opened <= act.time);
    if met { Ok(()) } else { Err(no_silence(act)) }
}

fn no_silence(act: &Act) -> Refusal {
    Refusal::of(format!(
        "there is no silence to {}",
        match act.verb {
            Verb::BreakSilence => "break",
            Verb::CloseSilence => "close",
            _ => "extend",
        }
    ))
    .hint("adref status shows the silences that are running")
}
