//! Taking a position.

use super::super::command::{Aim, Command, Plan, Stamp};
use super::super::find::{find_paragraph, find_proposal};
use super::super::words::deed;
use super::work::Work;
use crate::consensus::Refusal;
use crate::meeting::{Awaited, Meeting};
use crate::record::{Anchor, Target};
use crate::text::{Document, Paragraph, fold};

/// Plans a stance.
pub(super) fn take(meeting: &Meeting, stamp: &Stamp, command: &Command) -> Result<Plan, Refusal> {
    let Command::Take {
        verb,
        aim,
        reason,
        condition,
        until,
        awaiting,
        text,
    } = command
    else {
        return Err(Refusal::of("this is no position"));
    };
    let mut work = Work::begin(meeting, stamp)?;
    let (document, target, name) = aimed(&mut work, aim)?;
    let mut act = work.act(*verb, target);
    act.reason.clone_from(reason);
    act.condition.clone_from(condition);
    if let Some(what) = until {
        act.until_at = waited_for(&work, &document, what)?;
    }
    act.until.clone_from(until);
    act.awaiting = *awaiting;
    act.words.clone_from(text);
    work.file(&document, act)?;
    let said = format!("{} {}", work.who(), deed(*verb, &name));
    Ok(work.finish(said, String::new()))
}

/// Where the paragraph that is waited for stands, if it is one; a name that nothing bears is no linkage.
fn waited_for(work: &Work<'_>, document: &str, what: &str) -> Result<Option<Box<Anchor>>, Refusal> {
    let meeting = work.meeting;
    match meeting.called(document, what) {
        Some(Awaited::Proposal(..)) => Ok(None),
        Some(Awaited::Paragraph(other, index)) => {
            let draft = work.document(&other)?;
            let text = text_of(meeting, &other)?;
            Ok(Some(Box::new(work.anchor(draft, &text, index)?)))
        }
        None => Err(
            Refusal::of(format!("nothing in {document} is called {what}")).hint(
                "--until names a paragraph (14, wp2 14) or a proposal (XNO-3); what is no paragraph goes in words: --condition \"…\"",
            ),
        ),
    }
}

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
            let name = text.name(paragraph.index);
            work.words.push((name.to_owned(), paragraph.text.clone()));
            let name = format!("{} {name}", draft.id);
            Ok((draft.id.clone(), Target::Paragraph(anchor), name))
        }
        Aim::Bracket(typed, address, nth) => {
            let draft = work.document(typed)?;
            let text = text_of(meeting, &draft.id)?;
            let paragraph = find_paragraph(&text, &draft.id, address)?;
            let anchor = work.anchor(draft, &text, paragraph.index)?;
            let (words, nth) = inside(&text, paragraph, *nth)?;
            let name = text.name(paragraph.index);
            work.words.push((name.to_owned(), paragraph.text.clone()));
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
            let found = super::retract::find_act(meeting, id)?;
            Ok((
                found.0,
                Target::Act(found.1.clone()),
                format!("act {}", found.1),
            ))
        }
    }
}

pub(super) fn text_of(meeting: &Meeting, id: &str) -> Result<std::sync::Arc<Document>, Refusal> {
    meeting
        .text(id)
        .ok_or_else(|| Refusal::of(format!("{id} has no text")))
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
