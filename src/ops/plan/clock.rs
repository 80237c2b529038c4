//! Who spoke how long, and who was given more time.

use super::super::command::{Aim, Plan, Stamp};
use super::super::find::find_party;
use super::take::aimed;
use super::work::Work;
use crate::consensus::Refusal;
use crate::meeting::Meeting;
use crate::record::{Target, Verb};

/// The most that one speech takes: a day.
const MOST: u32 = 24 * 60 * 60;

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

/// Seconds as the clock shows them: `3:41`, `1:02:00`.
pub(in crate::ops) fn spelt(seconds: u32) -> String {
    match seconds / 3600 {
        0 => format!("{}:{:02}", seconds / 60, seconds % 60),
        hours => format!("{hours}:{:02}:{:02}", seconds / 60 % 60, seconds % 60),
    }
}

/// The seconds of `3:41`, `1:02:00`; of a number alone, so many minutes.
pub fn seconds(typed: &str) -> Option<u32> {
    let parts: Vec<u32> = typed
        .trim()
        .split(':')
        .map(|part| part.parse().ok())
        .collect::<Option<_>>()?;
    let at_most = |number: u32, most: u32| (number < most).then_some(number);
    let all = match parts.as_slice() {
        [minutes] => minutes.checked_mul(60),
        [minutes, seconds] => minutes.checked_mul(60)?.checked_add(at_most(*seconds, 60)?),
        [hours, minutes, seconds] => hours
            .checked_mul(3600)?
            .checked_add(60 * at_most(*minutes, 60)?)?
            .checked_add(at_most(*seconds, 60)?),
        _ => None,
    };
    all.filter(|all| *all <= MOST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_they_are_written() {
        for (typed, read) in [
            ("3:41", Some(221)),
            ("1:02:00", Some(3720)),
            ("5", Some(300)),
            ("3:60", None),
            ("x", None),
            ("99999", None),
        ] {
            assert_eq!(seconds(typed), read, "{typed}");
        }
        assert_eq!(
            [spelt(221), spelt(3720), spelt(7)],
            ["3:41", "1:02:00", "0:07"]
        );
    }
}
