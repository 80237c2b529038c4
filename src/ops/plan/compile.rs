//! A document's proposals laid into its text in brackets, all at once or a choice of them: the rolling text of a meeting.

use std::collections::BTreeSet;

use super::super::command::{Plan, Stamp};
use super::super::find::{find_document, find_parts, find_proposal};
use super::super::words::{counted, listed};
use super::chain::{join, then};
use super::margin::{Margin, in_the_text, margin};
use super::treat::{Treatment, treat};
use crate::consensus::{Refusal, Status};
use crate::meeting::Meeting;
use crate::record::{ProposalKind, Slug, Verb};

/// Plans to put what is tabled or under discussion into the text, each in its owners' brackets, in the order of tabling.
///
/// One that the program cannot lay in is left out and said so; one that was asked for by name is a refusal. A submission's number names
/// those of its parts that wait.
pub(super) fn compile(
    meeting: &Meeting,
    stamp: &Stamp,
    document: &str,
    chosen: &[String],
) -> Result<Plan, Refusal> {
    let id = find_document(meeting, document)?.id.clone();
    let waiting = waiting(meeting, &id)?;
    let mut slugs: Vec<Slug> = Vec::new();
    for typed in chosen {
        let parts = find_parts(meeting, typed);
        if !parts.is_empty() {
            let before = slugs.len();
            let parts = parts.into_iter().filter(|(of, _)| *of == id);
            slugs.extend(
                parts
                    .map(|(_, slug)| slug)
                    .filter(|slug| waiting.contains(slug)),
            );
            if slugs.len() == before {
                return Err(
                    Refusal::of(format!("nothing of {typed} waits to be put into {id}"))
                        .hint(format!("`adref proposals {id}` says where each stands")),
                );
            }
            continue;
        }
        let (of, slug) = find_proposal(meeting, typed)?;
        if of != id {
            return Err(Refusal::of(format!("{typed} is a proposal on {of}"))
                .hint(format!("`adref compile {of} {typed}`")));
        }
        slugs.push(slug);
    }
    if chosen.is_empty() {
        slugs = waiting;
    }
    let mut whole: Option<Plan> = None;
    let mut laid: Vec<String> = Vec::new();
    let mut done: Vec<&Slug> = Vec::new();
    let mut left: Vec<String> = Vec::new();
    let mut refused = None;
    for slug in &slugs {
        let now = match &whole {
            Some(whole) => meeting.with(&whole.edit.files),
            None => meeting.with(&[]),
        };
        let name = name(&now, &id, slug);
        match one(&now, stamp, &id, slug) {
            Ok(plan) => {
                laid.push(name);
                done.push(slug);
                match &mut whole {
                    Some(whole) => join(whole, plan),
                    None => whole = Some(plan),
                }
            }
            Err(refusal) if !chosen.is_empty() => return Err(refusal),
            Err(refusal) => {
                left.push(format!("{name} is left out: {}", told(&refusal)));
                refused = refused.or(Some(refusal));
            }
        }
    }
    let Some(mut whole) = whole else {
        return Err(refused.unwrap_or_else(|| none_waits(meeting, &id)));
    };
    // As it is with them before any of it: what the others of this compilation change makes none of them stale.
    let said = done
        .iter()
        .filter_map(|slug| margin(meeting, &id, slug, Margin::Whole));
    whole.warnings.extend(said);
    let then = meeting.with(&whole.edit.files);
    whole.warnings.extend(in_the_text(meeting, &then, &id));
    whole.warnings.extend(left);
    // Taking it up and putting it in warn of the same.
    let mut told = BTreeSet::new();
    whole
        .warnings
        .retain(|warning| told.insert(warning.clone()));
    whole.edit.body = whole.warnings.join("\n");
    whole.said = format!("into {id}, in brackets: {}", listed(&laid));
    whole.edit.why.clone_from(&whole.said);
    Ok(whole)
}

/// What is said where nothing waits to be put into a text: with the way to have it wait, where something was handed in.
fn none_waits(meeting: &Meeting, document: &str) -> Refusal {
    let refusal = Refusal::of(format!(
        "no proposal on {document} waits to be put into the text"
    ));
    let register = meeting.register(document);
    let cases = register
        .iter()
        .flat_map(|register| register.ledger.cases.values());
    let handed_in = cases
        .filter(|case| case.status == Status::Submitted)
        .count();
    if handed_in == 0 {
        return refusal
            .because("none is tabled or under discussion")
            .hint(format!("`adref proposals {document}` lists them all"));
    }
    let are = counted(handed_in, "is handed in", "are handed in");
    refusal
        .because(format!("none is tabled or under discussion; {are}"))
        .hint(format!("table them first: adref table {document}"))
}

/// The proposals on a document that are tabled or under discussion and ask for words.
fn waiting(meeting: &Meeting, document: &str) -> Result<Vec<Slug>, Refusal> {
    let register = meeting.register(document).ok_or_else(|| {
        Refusal::of(format!("the record of {document} cannot be read"))
            .hint("`adref check` says why")
    })?;
    let mut all: Vec<_> = register
        .ledger
        .cases
        .iter()
        .filter(|(_, case)| matches!(case.status, Status::Tabled | Status::UnderDiscussion))
        .filter(|(slug, _)| {
            let proposal = register.proposals.get(*slug);
            proposal.is_some_and(|one| one.kind != ProposalKind::Comment)
        })
        .map(|(slug, case)| {
            let acts = case
                .acts
                .iter()
                .filter_map(|id| register.acts.deed(register.acts.find(id)?));
            let tabled = acts
                .filter(|deed| deed.verb == Verb::Table)
                .map(|deed| deed.time.unix())
                .min();
            (tabled, case.name(slug).to_owned(), slug.clone())
        })
        .collect();
    all.sort_by(|one, other| (&one.0, &one.1).cmp(&(&other.0, &other.1)));
    Ok(all.into_iter().map(|(_, _, slug)| slug).collect())
}

fn name(meeting: &Meeting, document: &str, slug: &Slug) -> String {
    let register = meeting.register(document);
    let case = register
        .as_ref()
        .and_then(|register| register.ledger.cases.get(slug));
    case.map_or_else(|| slug.to_string(), |case| case.name(slug).to_owned())
}

/// One proposal taken up, where it is only tabled, and put into the text.
fn one(meeting: &Meeting, stamp: &Stamp, document: &str, slug: &Slug) -> Result<Plan, Refusal> {
    let register = meeting.register(document);
    let tabled = register.is_some_and(|register| {
        let case = register.ledger.cases.get(slug);
        case.is_some_and(|case| case.status == Status::Tabled)
    });
    let treated = |meeting: &Meeting, verb| {
        let treatment = Treatment {
            verb,
            into: None,
            wording: None,
            reason: None,
            margin: Margin::Untold,
        };
        treat(meeting, stamp, &treatment, &[slug.to_string()])
    };
    if !tabled {
        return treated(meeting, Verb::Bracket);
    }
    let mut whole = treated(meeting, Verb::Open)?;
    whole.words.clear();
    then(meeting, &mut whole, |meeting| {
        treated(meeting, Verb::Bracket)
    })?;
    Ok(whole)
}

fn told(refusal: &Refusal) -> String {
    let mut words = refusal.what.clone();
    for cause in &refusal.because {
        words.push_str(&format!(", {cause}"));
    }
    words
}
