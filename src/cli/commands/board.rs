//! `adref board`, `adref brief`: what can be gavelled, and who holds out.

use serde_json::json;

use crate::cli::failure::Failure;
use crate::cli::grammar::{Board, Brief, local};
use crate::cli::layout;
use crate::cli::outcome::Ending;
use crate::cli::place::Place;
use crate::cli::session::Session;
use crate::moment::Zone;
use crate::ops;

/// `adref board`
pub(crate) fn board(session: &mut Session<'_>, typed: &Board) -> Result<Ending, Failure> {
    let place = Place::find(session)?;
    let meeting = &place.meeting;
    let width = session.env.width;
    if typed.matrix {
        let matrix = ops::matrix(meeting, typed.document.as_deref())?;
        match session.json {
            true => session.print_json(&matrix)?,
            false => session.show(&layout::matrix(&matrix, width)),
        }
        return Ok(Ending::Done);
    }
    let board = ops::board(meeting, typed.document.as_deref())?;
    if session.json {
        match typed.holdouts {
            true => session.print_json(&json!({"schema": 1, "holdouts": board.holdouts}))?,
            false => session.print_json(&board)?,
        }
        return Ok(Ending::Done);
    }
    let zone = meeting.particulars.zone.as_deref().and_then(Zone::named);
    let lines = match typed.holdouts {
        true => layout::holdouts(&board),
        false => layout::board(&board, (meeting.now, zone.as_ref()), typed.all, width),
    };
    session.show(&lines);
    Ok(Ending::Done)
}

/// `adref brief`
pub(crate) fn brief(session: &mut Session<'_>, typed: &Brief) -> Result<Ending, Failure> {
    let place = Place::find(session)?;
    let meeting = &place.meeting;
    let zone = meeting.particulars.zone.as_deref();
    let since = typed.since.as_deref();
    let since = since.map(|time| local(time, zone)).transpose()?;
    let brief = ops::brief(meeting, &typed.who, since)?;
    let zone = zone.and_then(Zone::named);
    match session.json {
        true => session.print_json(&brief)?,
        false => session.hand_on_text(layout::brief(&brief, zone.as_ref()).as_bytes()),
    }
    Ok(Ending::Done)
}
