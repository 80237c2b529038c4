//! Taking a position.

use super::super::command::{Command, Plan, Stamp};
use super::super::words::{bound, deed};
use super::aimed::aimed;
use super::work::Work;
use crate::consensus::{Refusal, State};
use crate::meeting::{Awaited, Meeting};
use crate::ops::find::text_of;
use crate::record::{Anchor, Target, Verb};

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
    if matches!(verb, Verb::Oppose | Verb::Reserve)
        && let Target::Paragraph(anchor) | Target::Bracket { anchor, .. } = &act.target
        && runs_silent(meeting, &document, anchor)
    {
        work.warnings.push(format!(
            "{name} is under silence, and this does not break it: adref break-silence {name} does"
        ));
    }
    work.file(&document, act)?;
    let said = format!(
        "{} {}{}",
        work.who(),
        deed(*verb, &name),
        bound(condition.as_deref(), until.as_deref(), *awaiting)
    );
    Ok(work.finish(said, String::new()))
}

/// Whether a silence runs on a paragraph.
fn runs_silent(meeting: &Meeting, document: &str, anchor: &Anchor) -> bool {
    let index = meeting.place(document, anchor).index();
    let standings = meeting.standings(document);
    let standing = index.and_then(|index| standings.as_ref()?.get(index));
    standing.is_some_and(|one| one.state == State::Silence)
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
