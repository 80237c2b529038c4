//! What an aim means: the document, the target, what it is called.

use super::work::Work;
use crate::consensus::Refusal;
use crate::ops::command::Aim;
use crate::ops::find::{find_paragraph, find_proposal, text_of};
use crate::record::Target;
use crate::text::{Document, Paragraph, fold};

/// What an aim means: the document, the target, what it is called; its words are noted for the confirmation.
pub(super) fn aimed(work: &mut Work<'_>, aim: &Aim) -> Result<(String, Target, String), Refusal> {
    let meeting = work.meeting;
    match aim {
        Aim::Document(typed) => {
            let draft = work.document(typed)?;
            Ok((draft.id.clone(), Target::Document, draft.id.clone()))
        }
        Aim::Paragraph(typed, address) => {
            let draft = work.document(typed)?;
            let text = text_of(meeting, &draft.id)?;
            let paragraph = find_paragraph(&text, &draft.id, address)?;
            let anchor = work.anchor(draft, &text, paragraph.index)?;
            let name = text.name(paragraph.index).to_owned();
            work.words.push((name.clone(), paragraph.text.clone()));
            let name = format!("{} {name}", draft.id);
            Ok((draft.id.clone(), Target::Paragraph(anchor), name))
        }
        Aim::Bracket(typed, address, nth) => {
            let draft = work.document(typed)?;
            let text = text_of(meeting, &draft.id)?;
            let paragraph = find_paragraph(&text, &draft.id, address)?;
            let anchor = work.anchor(draft, &text, paragraph.index)?;
            let (words, nth) = inside(&text, paragraph, *nth)?;
            let name = text.name(paragraph.index).to_owned();
            work.words.push((name.clone(), paragraph.text.clone()));
            let name = format!("[{words}] in {} {name}", draft.id);
            Ok((
                draft.id.clone(),
                Target::Bracket { anchor, words, nth },
                name,
            ))
        }
        Aim::Proposal(typed) => {
            let (document, slug) = find_proposal(meeting, typed)?;
            let register = meeting.register(&document);
            let case = register
                .as_ref()
                .and_then(|one| one.ledger.cases.get(&slug));
            let name = case.map_or_else(|| slug.to_string(), |case| case.name(&slug).to_owned());
            let proposal = register.as_ref().and_then(|one| one.proposals.get(&slug));
            if let Some(proposal) = proposal {
                work.words.push((name.clone(), proposal.wanted.clone()));
            }
            Ok((document, Target::Proposal(slug), name))
        }
        Aim::Act(id) => {
            let found = crate::ops::find::find_act(meeting, id)?;
            Ok((
                found.0,
                Target::Act(found.1.clone()),
                format!("act {}", found.1),
            ))
        }
    }
}

/// What stands inside each contested bracket that opens in a paragraph.
pub(in crate::ops) fn inside_words(text: &Document, paragraph: &Paragraph) -> Vec<String> {
    text.contested(paragraph.index)
        .map(|bracket| {
            let whole = text.source().get(bracket.span.clone()).unwrap_or_default();
            let mut inside = whole.chars();
            inside.next();
            inside.next_back();
            fold(inside.as_str())
        })
        .collect()
}

/// The n-th bracket of a paragraph, from 1: the words inside, and which one of those.
pub(super) fn inside(
    text: &Document,
    paragraph: &Paragraph,
    nth: usize,
) -> Result<(String, usize), Refusal> {
    let insides = inside_words(text, paragraph);
    let words = nth.checked_sub(1).and_then(|n| insides.get(n)).cloned();
    let words = words.ok_or_else(|| {
        let name = text.name(paragraph.index);
        Refusal::of(format!("{name} has no bracket {nth}")).because(match insides.len() {
            0 => "no bracket opens in it".to_owned(),
            1 => "it has one".to_owned(),
            count => format!("it has {count}"),
        })
    })?;
    let same = insides
        .iter()
        .take(nth)
        .filter(|one| **one == words)
        .count();
    Ok((words, same))
}
