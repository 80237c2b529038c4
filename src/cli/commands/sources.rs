//! `adref sources`: where paragraphs come from, what became of the papers', what was left.

use crate::cli::failure::Failure;
use crate::cli::grammar::{Sources, one_address};
use crate::cli::layout;
use crate::cli::outcome::Ending;
use crate::cli::place::Place;
use crate::cli::session::Session;
use crate::ops;

/// `adref sources`
pub(crate) fn sources(session: &mut Session<'_>, typed: &Sources) -> Result<Ending, Failure> {
    let place = Place::find(session)?;
    let (document, paragraph) = match typed.target.split_first() {
        None => (None, None),
        Some((document, rest)) => (Some(document.as_str()), one_address(rest)?),
    };
    let sourced = ops::sources(&place.meeting, document, paragraph.as_ref())?;
    if session.json {
        session.print_json(&sourced)?;
    } else {
        session.show(&layout::sources(
            &sourced,
            paragraph.is_some(),
            session.env.width,
        ));
    }
    Ok(
        match sourced.neither.is_empty() && sourced.unclear.is_empty() {
            true => Ending::Done,
            false => Ending::DoesNotHold,
        },
    )
}
