//! Who one is: what `adref as` remembers, and by whose authority a command acts.

use serde_json::json;

use crate::cli::failure::Failure;
use crate::cli::grammar::Identity;
use crate::cli::nearby::did_you_mean;
use crate::cli::outcome::Ending;
use crate::cli::place::Place;
use crate::cli::session::Session;
use crate::meeting::Meeting;
use crate::ops::{Stamp, find_party};
use crate::record::{Heard, Role};

/// Where the identity is remembered.
pub(super) const KEY: &str = "adref.as";

/// `adref as`
pub(crate) fn identity(session: &mut Session<'_>, typed: &Identity) -> Result<Ending, Failure> {
    let place = Place::find(session)?;
    if typed.forget {
        place.repository().set(KEY, "")?;
        return said(session, None, "nobody");
    }
    match &typed.who {
        Some(who) => {
            let who = somebody(&place.meeting, who)?;
            place.repository().set(KEY, &who)?;
            let name = in_full(&place.meeting, &who);
            said(session, Some(&who), &name)
        }
        None => match hand(session, &place) {
            Some(who) => {
                let name = in_full(&place.meeting, &who);
                said(session, Some(&who), &name)
            }
            None => {
                if session.json {
                    return said(session, None, "nobody");
                }
                session.say("nobody yet");
                session.mention("Hint: adref as WHO, with a delegation's or group's code or an officer's handle");
                Ok(Ending::DoesNotHold)
            }
        },
    }
}

fn said(session: &mut Session<'_>, who: Option<&str>, name: &str) -> Result<Ending, Failure> {
    if session.json {
        session.print_json(&json!({"schema": 1, "who": who, "name": name}))?;
    } else {
        session.say(name);
    }
    Ok(Ending::Done)
}

/// The code or handle of whoever is named.
pub(crate) fn somebody(meeting: &Meeting, typed: &str) -> Result<String, Failure> {
    let officers = &meeting.roll.officers;
    let handle = officers
        .iter()
        .find(|officer| officer.handle.eq_ignore_ascii_case(typed.trim()));
    if let Some(officer) = handle {
        return Ok(officer.handle.clone());
    }
    find_party(meeting, typed).map_err(|refusal| {
        let handles = officers.iter().map(|officer| officer.handle.as_str());
        let failure = Failure::from(refusal);
        match did_you_mean(typed, handles) {
            Some(near) => failure.hint(near),
            None => failure,
        }
    })
}

/// Nobody of that name is among these.
pub(crate) fn nobody<'a>(typed: &str, names: impl IntoIterator<Item = &'a str> + Clone) -> Failure {
    let hint = did_you_mean(typed, names.clone()).unwrap_or_else(|| {
        let all: Vec<&str> = names.into_iter().take(40).collect();
        format!("the parties are {}", all.join(", "))
    });
    Failure::new(format!("no party {typed}")).hint(hint)
}

/// The name behind a code or a handle, with what it is.
pub(crate) fn in_full(meeting: &Meeting, who: &str) -> String {
    let roll = &meeting.roll;
    if let Some(officer) = roll.officers.iter().find(|officer| officer.handle == who) {
        let office = match officer.role {
            Role::Chair => "chair",
            Role::Facilitator => "facilitator",
            Role::Secretariat => "secretariat",
        };
        return format!("{who}: {}, {office}", officer.name);
    }
    let delegations = &roll.delegations;
    let delegation = delegations.delegations.iter().find(|one| one.code == who);
    if let Some(delegation) = delegation {
        return format!("{who}: {}", delegation.name);
    }
    match delegations.groups.iter().find(|group| group.code == who) {
        Some(group) => format!("{who}: {}, a group", group.name),
        None => who.to_owned(),
    }
}

/// The hand: `ADREF_AS`, else what `adref as` remembered.
pub(crate) fn hand(session: &Session<'_>, place: &Place) -> Option<String> {
    session
        .env
        .hand
        .clone()
        .or_else(|| place.repository().setting(KEY))
        .filter(|who| !who.is_empty())
}

/// By whose authority, by whose hand, when and where.
pub(crate) fn stamp(
    session: &Session<'_>,
    place: &Place,
    by: Option<&str>,
    heard: Option<Heard>,
) -> Result<Stamp, Failure> {
    let hand = hand(session, place)
        .map(|hand| somebody(&place.meeting, &hand))
        .transpose()?;
    let by = by.map(|by| somebody(&place.meeting, by)).transpose()?;
    if hand.is_none() && by.is_none() {
        return Err(Failure::new("nobody is known to do this")
            .hint("say who with --as WHO, or once for all with `adref as WHO`"));
    }
    let entered_by = match (&hand, &by) {
        (Some(hand), Some(by)) if hand != by => Some(hand.clone()),
        _ => None,
    };
    Ok(Stamp {
        by: by.or(hand),
        entered_by,
        when: place.now(),
        heard,
        received: None,
    })
}
