//! `adref progress`: brackets, proposals and agreed paragraphs over time.

use crate::cli::failure::Failure;
use crate::cli::grammar::Progress;
use crate::cli::layout;
use crate::cli::outcome::Ending;
use crate::cli::place::Place;
use crate::cli::session::Session;
use crate::moment::Zone;
use crate::ops;

/// `adref progress`
pub(crate) fn progress(session: &mut Session<'_>, typed: &Progress) -> Result<Ending, Failure> {
    let place = Place::find(session)?;
    let document = match &typed.document {
        Some(typed) => Some(ops::find_document(&place.meeting, typed)?.id.clone()),
        None => None,
    };
    let present = place.present()?;
    let progress = ops::progress(
        place.workspace(),
        &present,
        document.as_deref(),
        (ops::Fineness::Fine, &|| true),
    )?;
    let zone = place.meeting.particulars.zone.as_deref();
    let zone = zone.and_then(Zone::named);
    if session.json {
        session.print_json(&progress)?;
    } else if typed.csv {
        let table = ops::progress_table(&progress);
        session.hand_on_text(table.as_bytes());
    } else {
        let width = session.env.width;
        let lines = match (progress.documents.as_slice(), &document) {
            ([one], Some(_)) => layout::progress_of(one, width, zone.as_ref()),
            (all, _) => layout::progress(all, width),
        };
        session.show(&lines);
    }
    Ok(Ending::Done)
}
