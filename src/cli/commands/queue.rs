//! `adref rebase-queue`: stale proposals, shown; the clean ones re-based.

use super::write::carry_out;
use crate::cli::failure::Failure;
use crate::cli::grammar::{Known, RebaseQueue, Verb, request};
use crate::cli::layout::{self, Ink};
use crate::cli::outcome::Ending;
use crate::cli::place::Place;
use crate::cli::session::Session;
use crate::ops::{self, Request};

/// `adref rebase-queue`
pub(crate) fn queue(
    session: &mut Session<'_>,
    verb: &Verb,
    typed: &RebaseQueue,
) -> Result<Ending, Failure> {
    let place = Place::find(session)?;
    if typed.clean || !typed.only.is_empty() {
        let Request::Do(order) = request(verb, Known(Some(&place.meeting)), "")? else {
            return Err(Failure::new("nothing to re-base"));
        };
        return carry_out(session, &place, order, typed.hand.dry_run);
    }
    let queue = ops::queue(&place.meeting, typed.document.as_deref())?;
    if session.json {
        session.print_json(&queue)?;
    } else {
        let ink = match session.env.colour {
            true => Ink::Colours,
            false => Ink::Marks,
        };
        session.show(&layout::queue(&queue.queue, session.env.width, ink));
    }
    Ok(Ending::Done)
}
