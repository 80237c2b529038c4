//! Who spoke how long, and who was given more time.

use super::super::command::{Aim, Plan, Stamp};
use super::super::find::find_party;
use super::aimed::aimed;
use super::work::Work;
use crate::consensus::Refusal;
use crate::meeting::Meeting;
use crate::ops::minutes::{MOST, spelt};
use crate::record::{Target, Verb};

/// Plans the act of a speech, or of an extension.
pub(super) fn clock(
    meeting: &Meeting,
    stamp: &Stamp,
    (verb, aim): (Verb, &Aim),
    (seconds, whom): (u32, Option<&str>),
) -> Result<Plan, Refusal> {
    let mut work = Work::begin(meeting, stamp)?;
    if seconds == 0 || seconds > MOST {
        return Err(Refusal::of("nobody speaks that long")
            .because(format!("{seconds} seconds"))
            .hint("minutes and seconds: --for 3:41"));
    }
    let (document, target, name) = aimed(&mut work, aim)?;
    let mut act = work.act(verb, target);
    let time = spelt(seconds);
    act.number = Some(time.clone());
    let whom = whom.map(|whom| find_party(meeting, whom)).transpose()?;
    let said = match (verb, &whom) {
        (Verb::Extend, Some(whom)) => format!("{} gives {whom} {time} more on {name}", work.who()),
        (Verb::Extend, None) => {
            return Err(Refusal::of("who is given more time?")
                .hint("adref extend outcome 12 --to XNO --for 2:00"));
        }
        _ => format!("{} speaks to {name} for {time}", work.who()),
    };
    act.words = whom;
    let index = match &act.target {
        Target::Paragraph(anchor) | Target::Bracket { anchor, .. } => Some(anchor.ordinal),
        _ => None,
    };
    work.warnings
        .extend(super::debate::closed(meeting, &document, index));
    work.file(&document, act)?;
    Ok(work.finish(said, String::new()))
}
