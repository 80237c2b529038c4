//! Commands that list what people filed: proposals, proposal, log.

use serde_json::json;

use crate::cli::failure::Failure;
use crate::cli::grammar::{Known, Log, OneProposal, Proposals, filter};
use crate::cli::layout;
use crate::cli::outcome::Ending;
use crate::cli::place::Place;
use crate::cli::session::Session;
use crate::ops;
use crate::repo::Signed;

/// `adref proposals`
pub(crate) fn proposals(session: &mut Session<'_>, typed: &Proposals) -> Result<Ending, Failure> {
    let place = Place::find(session)?;
    let filter = filter(typed, Known(Some(&place.meeting)))?;
    let mut rows = ops::proposals(&place.meeting, &filter)?;
    note_told(session, &place, &mut rows.iter_mut().collect::<Vec<_>>());
    if session.json {
        session.print_json(&json!({"schema": 1, "proposals": rows}))?;
    } else {
        session.show(&layout::proposals(&rows, session.env.width));
    }
    Ok(Ending::Done)
}

/// `adref proposal`
pub(crate) fn proposal(session: &mut Session<'_>, typed: &OneProposal) -> Result<Ending, Failure> {
    let place = Place::find(session)?;
    // A submission's number shows its parts, one under the other.
    let parts = ops::find_parts(&place.meeting, &typed.proposal);
    if !parts.is_empty() {
        let cards = parts
            .iter()
            .map(|(_, slug)| ops::proposal(&place.meeting, &slug.0));
        let mut cards = cards.collect::<Result<Vec<_>, _>>()?;
        let mut rows: Vec<_> = cards.iter_mut().map(|card| &mut card.row).collect();
        note_told(session, &place, &mut rows);
        if session.json {
            session.print_json(&json!({"schema": 1, "proposals": cards}))?;
            return Ok(Ending::Done);
        }
        for (n, card) in cards.iter().enumerate() {
            if n > 0 {
                session.say("");
            }
            session.show(&layout::card(card));
        }
        return Ok(Ending::Done);
    }
    let mut card = ops::proposal(&place.meeting, &typed.proposal)?;
    note_told(session, &place, &mut [&mut card.row]);
    if session.json {
        session.print_json(&json!({"schema": 1, "proposal": card}))?;
    } else {
        session.show(&layout::card(&card));
    }
    Ok(Ending::Done)
}

/// Puts into the margin of a delegation's own proposals what its copy of the room knows of them.
fn note_told(session: &Session<'_>, place: &Place, rows: &mut [&mut ops::ProposalRow]) {
    let repository = place.repository();
    let setting = repository.setting(super::who::KEY);
    let hand = session.env.hand.clone().or(setting);
    ops::note_told(repository, &place.meeting, hand.as_deref(), rows);
}

/// `adref log`: newest last, as one reads.
pub(crate) fn log(session: &mut Session<'_>, typed: &Log) -> Result<Ending, Failure> {
    let place = Place::find(session)?;
    let limit = typed.last.unwrap_or(usize::MAX);
    let mut rows = ops::latest(&place.meeting, typed.document.as_deref(), limit)?;
    rows.reverse();
    ops::with_signatures(place.repository(), &mut rows)?;
    if session.json {
        session.print_json(&json!({"schema": 1, "acts": rows}))?;
    } else if rows.is_empty() {
        session.say("nothing was done yet");
    } else {
        session.show(&layout::log(&rows));
        let unchecked = Some(Signed::Unchecked);
        let left = rows.iter().filter(|row| row.signature == unchecked);
        let left = left.count();
        if left > 0 {
            session.mention(&format!(
                "Note: whose signatures filed {left} of them is not checked yet; the next adref log goes on with it"
            ));
        }
    }
    Ok(Ending::Done)
}
