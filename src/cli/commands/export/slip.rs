//! `adref slip`: a Word document made for answering.

use super::docx::{held, manner};
use super::hand_over::{hand_over, usual_name};
use super::naming::naming;
use crate::cli::commands::who;
use crate::cli::failure::Failure;
use crate::cli::grammar::Slip;
use crate::cli::outcome::Ending;
use crate::cli::place::Place;
use crate::cli::session::Session;
use crate::cli::source::Source;
use crate::office::{self, Dress, Tracking};
use crate::ops::{self, How};
use crate::text::Address;

/// `adref slip`
pub(crate) fn slip(session: &mut Session<'_>, typed: &Slip) -> Result<Ending, Failure> {
    let Some(held) = held(session, &typed.document) else {
        // Says what is near.
        let place = Place::find(session)?;
        let at = crate::cli::grammar::at_version(&typed.document);
        ops::find_document(&place.meeting, &at.document)?;
        return Err(Failure::new(format!("{} is a file here", typed.document))
            .hint("a slip is made of a document of the meeting: adref documents"));
    };
    let source = Source::read(session, &typed.document)?;
    let document = source.parse(None);
    let meeting = &held.place.meeting;
    let party = match meeting
        .roll
        .find(&typed.party)
        .filter(crate::consensus::Authority::is_party)
    {
        Some(party) => party.name().to_owned(),
        None => {
            let near = meeting.roll.near(&typed.party);
            return Err(who::nobody(&typed.party, near));
        }
    };
    let mut wanted = Vec::new();
    for typed in &typed.paragraphs {
        wanted.push(ops::find_paragraph(&document, &held.id, &Address::new(typed))?.index);
    }
    let how = How {
        naming: naming(typed.names),
        answering: Some(party.clone()),
        only: (!wanted.is_empty()).then(|| ops::asked(&document, &wanted)),
        ..How::default()
    };
    let paper = ops::slip(
        &document,
        &how,
        &manner(&how, Some(&held), (&held.id, &source)),
    );
    let dress = Dress {
        tracking: Tracking::On,
        advice: ops::advice(&paper.language, &ops::name_of(meeting, &party)),
    };
    let bytes = office::write(&paper, &dress).map_err(|error| Failure::of(&error))?;
    let usual = usual_name(&held.id, Some(&party));
    hand_over(session, (typed.out.as_deref(), &usual), &bytes)
}
