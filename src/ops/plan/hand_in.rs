//! Handing in what somebody's answer asks for: one submission of an amendment a paragraph, and stances.

use super::super::command::{Amendment, Plan, Stamp, Stance};
use super::super::words::{deed, kind_name};
use super::numbers::Numbers;
use super::propose::{new_slug, warn_of_strays};
use super::whole_of::left_behind;
use super::work::Work;
use crate::consensus::Refusal;
use crate::meeting::Meeting;
use crate::record::{Proposal, ProposalKind, Target};
use crate::rolling::{Bare, Reader, read_text};
use crate::text::fold;

/// Plans a submission.
pub(super) fn hand_in(
    meeting: &Meeting,
    stamp: &Stamp,
    document: &str,
    (amendments, stances): (&[Amendment], &[Stance]),
) -> Result<Plan, Refusal> {
    let mut work = Work::begin(meeting, stamp)?;
    if !work.authority.is_party() {
        return Err(Refusal::of(format!(
            "{} is an officer and makes no proposals",
            work.by()
        ))
        .hint("say whose answer it is: --from XNO"));
    }
    let draft = work.document(document)?;
    let id = draft.id.clone();
    if amendments.is_empty() && stances.is_empty() {
        return Err(Refusal::of("nothing is asked for"));
    }
    let is_present = |version: &crate::repo::BlobId| draft.version.as_ref() == Some(version);
    if amendments
        .iter()
        .any(|one| !is_present(&one.anchor.version))
    {
        work.warnings.push(format!(
            "it answers an earlier version of {id}: what has changed since is for adref rebase-queue {id}"
        ));
    }
    work.warn_if_late(&id);
    if let Some(text) = meeting.text(&id) {
        for one in amendments {
            let goes = |index: usize| {
                let same = |other: &Amendment| {
                    other.kind == one.kind
                        && other.anchor.ordinal == index
                        && is_present(&other.anchor.version)
                };
                amendments.iter().any(same)
            };
            if is_present(&one.anchor.version) {
                let of = (id.as_str(), one.anchor.ordinal);
                work.warnings.extend(left_behind(&text, of, one.kind, goes));
            }
        }
    }
    work.warnings.extend(again(&work, &id, amendments));
    // One amendment alone needs no name round it.
    let submission = (amendments.len() > 1).then(|| Numbers::default().next(meeting, work.by()));
    for (n, amendment) in amendments.iter().enumerate() {
        if is_present(&amendment.anchor.version) {
            let place = (amendment.anchor.ordinal, amendment.name.as_str());
            super::adopt::still_open(meeting, &id, place)?;
        }
        let submission = submission.as_ref().map(|name| (name.clone(), n + 1));
        file(&mut work, &id, amendment, submission)?;
    }
    for stance in stances {
        let target = Target::Paragraph(stance.anchor.clone());
        let mut act = work.act(stance.verb, target);
        act.reason.clone_from(&stance.reason);
        work.file(&id, act)?;
        let said = stance.reason.clone().unwrap_or_default();
        let what = deed(stance.verb, &format!("{id} {}", stance.name));
        work.words.push((what, said));
    }
    let mut said: Vec<String> = Vec::new();
    match (&submission, amendments) {
        (Some(name), all) => said.push(format!(
            "{} submits {name}: {} amendments to {id} {}",
            work.who(),
            all.len(),
            places(all.iter().map(|one| one.today.as_str()))
        )),
        (None, [one]) => said.push(format!(
            "{} submits an amendment: {} {id} {}",
            work.who(),
            kind_name(one.kind),
            one.today
        )),
        _ => {}
    }
    for stance in stances.iter().take(6) {
        let name = format!("{id} {}", stance.name);
        said.push(format!("{} {}", work.who(), deed(stance.verb, &name)));
    }
    if stances.len() > 6 {
        said.push(format!("and {} stances more", stances.len() - 6));
    }
    Ok(work.finish(said.join("; "), String::new()))
}

/// What is said where somebody asks for what it has asked for already: the same answer was taken twice, by one desk or two.
fn again(work: &Work<'_>, document: &str, amendments: &[Amendment]) -> Option<String> {
    let register = work.meeting.register(document)?;
    let cases = &register.ledger.cases;
    let stands = |one: &Proposal| {
        cases
            .get(&one.slug)
            .is_some_and(|case| !case.status.is_fallen())
    };
    let own: Vec<&Proposal> = register
        .proposals
        .values()
        .filter(|one| one.sponsor == work.by() && stands(one))
        .collect();
    let same = |asked: &Amendment| {
        own.iter().find(|one| {
            let there = one.anchor.as_ref().map(|anchor| &anchor.label);
            (one.kind, one.place, &one.term) == (asked.kind, asked.place, &asked.term)
                && there == Some(&asked.anchor.label)
                && fold(&one.words) == fold(&asked.words)
                && fold(&one.wanted) == fold(&asked.wanted)
        })
    };
    let called = |one: &&Proposal| {
        let number = cases.get(&one.slug).and_then(|case| case.number.clone());
        let part = one
            .submission
            .as_ref()
            .map(|(name, n)| format!("{name}/{n}"));
        number.or(part).unwrap_or_else(|| one.slug.to_string())
    };
    let before: Vec<String> = amendments.iter().filter_map(same).map(called).collect();
    let what = match before.len() {
        0 => return None,
        many if many == amendments.len() => "all of this".to_owned(),
        1 => "one of these".to_owned(),
        many => format!("{many} of these"),
    };
    Some(format!(
        "{} has asked for {what} already, in {}: if the same answer came in twice, adref undo takes this one back",
        work.by(),
        places(before.iter().map(String::as_str))
    ))
}

/// The places of amendments, each once, the first eight of many.
fn places<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let mut all: Vec<&str> = Vec::new();
    for name in names {
        if !all.contains(&name) {
            all.push(name);
        }
    }
    match all.len() {
        0..=8 => all.join(", "),
        many => format!(
            "{} and {} more",
            all.get(..8).unwrap_or_default().join(", "),
            many - 8
        ),
    }
}

fn file(
    work: &mut Work<'_>,
    document: &str,
    amendment: &Amendment,
    submission: Option<(String, usize)>,
) -> Result<(), Refusal> {
    let Amendment {
        kind,
        name,
        today,
        wanted,
        words,
        ..
    } = amendment;
    if matches!(kind, ProposalKind::Replace | ProposalKind::Add) {
        let reader = Reader::Party(work.by().to_owned());
        let parties = work.meeting.parties();
        if read_text(&fold(wanted), parties, &reader, Bare::Settle).is_none() {
            return Err(
                Refusal::of(format!("{name} would read as nothing for {}", work.by()))
                    .because(format!("{wanted} is what others want"))
                    .hint("propose on that paragraph by hand: adref propose"),
            );
        }
    }
    warn_of_strays(work, words, wanted);
    let nth = submission.as_ref().map_or(0, |(_, n)| *n).to_string();
    let label = amendment
        .anchor
        .label
        .rsplit('/')
        .next()
        .unwrap_or_default();
    let says = [kind_name(*kind), document, label, wanted, nth.as_str()];
    let slug = new_slug(work, document, &says);
    work.words.push((format!("{today} now"), words.clone()));
    let shown = match kind {
        ProposalKind::Delete => "(the paragraph goes)".to_owned(),
        ProposalKind::Move => format!(
            "(the paragraph goes {} {})",
            amendment.place.name(),
            amendment.term.as_deref().unwrap_or_default()
        ),
        _ => wanted.clone(),
    };
    let what = match kind {
        ProposalKind::Add => format!("{} {today}", amendment.place.name()),
        _ => format!("{today} as proposed"),
    };
    work.words.push((what, shown));
    let proposal = Proposal {
        slug: slug.clone(),
        document: document.to_owned(),
        sponsor: work.by().to_owned(),
        cosponsors: Vec::new(),
        on_behalf_of: None,
        kind: *kind,
        anchor: Some(amendment.anchor.clone()),
        place: amendment.place,
        words: words.clone(),
        wanted: wanted.clone(),
        term: amendment.term.clone(),
        amends: None,
        submission,
        received: Some(work.came()),
        forum: work.heard(),
        rationale: amendment.rationale.clone(),
        desk: false,
    };
    work.file_proposal(proposal);
    let act = work.handed_in(Target::Proposal(slug));
    work.file(document, act)?;
    Ok(())
}
