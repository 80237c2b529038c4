//! What was changed by hand: saved as it lies there, or named where it does not go along.

use serde_json::json;

use super::receiver::receiver;
use crate::cli::failure::Failure;
use crate::cli::grammar::Save;
use crate::cli::outcome::Ending;
use crate::cli::place::Place;
use crate::cli::session::Session;
use crate::repo::Repository;

/// `adref save`
pub(super) fn save(session: &mut Session<'_>, typed: &Save) -> Result<Ending, Failure> {
    let place = Place::find(session)?;
    if place.meeting.sealed {
        return Err(
            Failure::new("nothing is saved into the worked example by adref")
                .hint("adref demo DIR lays out a copy of it that you can try everything on"),
        );
    }
    let workspace = place.workspace();
    let receiver = receiver(session, workspace, None)?;
    let why = typed.reason.as_deref().map(str::trim);
    let (version, files) = match typed.dry_run {
        true => (None, place.repository().unsaved()?),
        false => workspace
            .save_by_hand(
                &receiver.author,
                receiver.when,
                why.filter(|why| !why.is_empty()),
            )?
            .map_or((None, Vec::new()), |saved| {
                (Some(saved.version.0), saved.by_hand)
            }),
    };
    if session.json {
        session.print_json(&json!({
            "schema": 1,
            "done": version.is_some(),
            "version": version,
            "files": files,
        }))?;
        return Ok(Ending::Done);
    }
    match files.as_slice() {
        [] => session.say("all is saved: nothing was changed by hand"),
        files if typed.dry_run => session.say(&format!("Would be saved: {}", files.join(", "))),
        files => session.say(&format!("saved: {}", files.join(", "))),
    }
    Ok(Ending::Done)
}

/// Says which files were changed by hand and do not go out, and how they would.
pub(super) fn mention_unsaved(session: &mut Session<'_>, unsaved: &[String]) {
    for path in unsaved {
        let then = match path.starts_with("facilitators/") || path.ends_with("/text.md") {
            true => "; the next act there saves them first",
            false => "",
        };
        session.mention(&format!(
            "Note: {path} has changes that are not saved: they do not go out{then}"
        ));
    }
    if !unsaved.is_empty() {
        session.mention("Hint: adref save saves what was changed by hand");
    }
}

/// What was changed by hand and is not saved; nothing where that cannot be told.
pub(super) fn unsaved(repository: &Repository) -> Vec<String> {
    repository.unsaved().unwrap_or_default()
}
