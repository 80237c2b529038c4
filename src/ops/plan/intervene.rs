//! What is said on the floor: a proposal that is filed, tabled, taken up and put into the text in brackets at once.

use super::super::command::{Aim, Plan, Stamp, Wish};
use super::super::find::find_document;
use super::chain::then;
use super::margin::Margin;
use super::propose::propose;
use super::treat::{Treatment, treat};
use crate::consensus::{Authority, Refusal};
use crate::meeting::Meeting;
use crate::record::{Role, Slug, Verb};

/// Plans a proposal and everything up to its standing in the text, as one version.
pub(super) fn intervene(
    meeting: &Meeting,
    stamp: &Stamp,
    aim: &Aim,
    wish: &Wish,
) -> Result<Plan, Refusal> {
    let mut whole = propose(meeting, stamp, aim, wish)?;
    let (Aim::Document(typed) | Aim::Paragraph(typed, _) | Aim::Bracket(typed, ..)) = aim else {
        return Ok(whole);
    };
    let document = &find_document(meeting, typed)?.id;
    let Some(slug) = whole.proposals.first().cloned() else {
        return Ok(whole);
    };
    let pen = pen(meeting, stamp, document)?;
    // What the text will say is told by the last step; the first told the wish.
    let wished = std::mem::take(&mut whole.words);
    let mut tabled = None;
    for verb in [Verb::Table, Verb::Open, Verb::Bracket] {
        whole.words.clear();
        let treatment = Treatment {
            verb,
            into: None,
            wording: None,
            reason: None,
            margin: Margin::Spoken,
        };
        let proposal = [slug.to_string()];
        then(meeting, &mut whole, |meeting| {
            // Each step is planned on what the one before it leaves: the last finds the number that it was tabled under.
            tabled = called(meeting, document, &slug);
            treat(meeting, &pen, &treatment, &proposal)
        })?;
    }
    if whole.words.is_empty() {
        whole.words = wished;
    }
    let mut said_once = std::collections::BTreeSet::new();
    whole
        .warnings
        .retain(|warning| said_once.insert(warning.clone()));
    whole.edit.body = whole.warnings.join("\n");
    let (number, sponsor) = tabled.unwrap_or_else(|| (slug.to_string(), String::new()));
    let place = match aim {
        Aim::Paragraph(_, address) | Aim::Bracket(_, address, _) => {
            format!("{document} {}", address.as_str())
        }
        _ => document.clone(),
    };
    whole.said = format!("{sponsor} on {place}: {number}, in the text in brackets");
    whole.edit.why.clone_from(&whole.said);
    Ok(whole)
}

/// What a proposal is called, and whose it is.
fn called(meeting: &Meeting, document: &str, slug: &Slug) -> Option<(String, String)> {
    let register = meeting.register(document)?;
    let case = register.ledger.cases.get(slug)?;
    Some((case.name(slug).to_owned(), case.sponsor.clone()))
}

/// In whose name the words are let into the text: the hand's, where it holds the pen; where the secretariat's hand writes, the
/// one who holds the document.
fn pen(meeting: &Meeting, stamp: &Stamp, document: &str) -> Result<Stamp, Refusal> {
    let hand = stamp.entered_by.as_deref().or(stamp.by.as_deref());
    let hand = hand.and_then(|hand| meeting.roll.find(hand));
    let holders = meeting.roll.holders(document);
    let no_pen = |name: &str| {
        Refusal::of(format!("{name} cannot put words into {document}"))
            .because(format!("{name} does not hold the pen of {document}"))
            .hint("without --in-text the proposal is submitted, and waits for whoever does")
    };
    let Some(Authority::Officer { handle, role }) = hand else {
        let name = hand.as_ref().map_or("nobody", Authority::name);
        return Err(no_pen(name));
    };
    let holds = role == Role::Chair || holders.contains(&handle.as_str());
    let by = match (role, holders.as_slice()) {
        _ if holds => handle.clone(),
        (Role::Secretariat, [one]) => (*one).to_owned(),
        (Role::Secretariat, several) if !several.is_empty() => {
            return Err(
                Refusal::of(format!("who lets these words into {document}?"))
                    .because(format!("{} hold the pen", several.join(" and ")))
                    .hint("work as one of them: adref as NAME"),
            );
        }
        _ => return Err(no_pen(&handle)),
    };
    Ok(Stamp {
        entered_by: (by != handle).then_some(handle),
        by: Some(by),
        ..stamp.clone()
    })
}
