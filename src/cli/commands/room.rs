//! Commands for the room's copy: publish, and receive from it.

use std::path::Path;

use serde_json::json;

use super::receiver::{calling, receiver};
use super::saving::mention_unsaved;
use crate::cli::failure::Failure;
use crate::cli::grammar::{Names, Publish};
use crate::cli::outcome::Ending;
use crate::cli::place::Place;
use crate::cli::session::Session;
use crate::ops::{self, NotDone, Policy, RefusedPaper, Shown};
use crate::repo::{Address, Error, Repository};
use crate::view;

/// `adref publish`
pub(crate) fn publish(session: &mut Session<'_>, typed: &Publish) -> Result<Ending, Failure> {
    let place = Place::find(session)?;
    unsealed(&place)?;
    let workspace = place.workspace();
    let address = Address::read(&typed.room, &session.env.cwd)?;
    let Some(at) = address.folder().map(Path::to_path_buf) else {
        return Err(Failure::new("the room's copy is a folder here")
            .because("a circulation is written, not sent")
            .hint("adref publish DIR; from there it goes on with git, or with adref -C DIR send"));
    };
    if at.starts_with(place.repository().root()) {
        return Err(
            Failure::new("the room's copy does not lie inside the desk's meeting")
                .hint("name a folder outside of it"),
        );
    }
    let there = at
        .read_dir()
        .is_ok_and(|mut entries| entries.next().is_some());
    if !there && !typed.dry_run {
        place.repository().make_bare(&at)?;
    }
    let room = match there || !typed.dry_run {
        true => Some(Repository::open(&at).map_err(|error| match error {
            Error::NoRepository(_) => Failure::from(Error::BadAddress {
                address: at.display().to_string(),
                reason: "something else lies there already",
            }),
            error => error.into(),
        })?),
        false => None,
    };
    if let Some(room) = &room
        && shares_history(place.repository(), room)?
    {
        return Err(Failure::new(format!("{} is a copy of the desk, not the room's", at.display()))
            .because("it has the desk's own history")
            .hint("name a folder that is empty or not there; what others at the desk share goes by adref send"));
    }
    let policy = Policy {
        names: match typed.names {
            Names::Shown => Shown::Kept,
            Names::None => Shown::Hidden,
        },
        say: typed.say.iter().cloned().collect(),
    };
    let unsaved = place.repository().unsaved()?;
    let circulation = ops::circulation(workspace, room.as_ref(), &policy, place.now()).map_err(
        |why| match why {
            NotDone::Refused(refusal) => Failure::from(refusal),
            NotDone::Failed(error) => error.into(),
            NotDone::Changed(_) => Error::Moved.into(),
        },
    )?;
    let version = match &room {
        Some(room) if !typed.dry_run => ops::circulate(workspace, room, &circulation, place.now())?,
        _ => None,
    };
    if session.json {
        session.print_json(&json!({
            "schema": 1,
            "done": version.is_some(),
            "version": version.map(|version| version.0),
            "circulation": circulation,
            "unsaved": unsaved,
        }))?;
    } else {
        session.show(&view::circulation(&circulation, typed.dry_run));
        mention_unsaved(session, &unsaved);
        // Where the clock runs, and nobody has a copy yet.
        if !there && version.is_some() && session.env.now.is_none() {
            mention_clock(session, &place);
        }
    }
    Ok(Ending::Done)
}

/// Says how a copy of the room comes to the time of a rehearsal, where this is one.
fn mention_clock(session: &mut Session<'_>, place: &Place) {
    if let Some(clock) = place.workspace().rehearsal() {
        session.mention(&format!(
            "Note: in this rehearsal it is {}: what is done in a delegation's copy from now on is of the same time after git -C COPY config adref.clock \"{clock}\"",
            place.now().format("%-d %B %Y, %H:%M")
        ));
    }
}

/// `adref receive DIR|URL`
pub(super) fn receive(
    session: &mut Session<'_>,
    from: &str,
    dry_run: bool,
) -> Result<Ending, Failure> {
    let place = Place::find(session)?;
    unsealed(&place)?;
    let address = Address::read(from, &session.env.cwd)?;
    let workspace = place.workspace();
    let found = place.repository().look_into(&address, calling(session))?;
    let Some(found) = found else {
        return Err(
            Failure::new(format!("there is nothing at {} yet", address.shown()))
                .hint("adref publish DIR circulates the meeting there"),
        );
    };
    let met = place
        .repository()
        .head()
        .map(|ours| place.repository().meet(&ours, &found, &|_| Ok(None)));
    match met {
        None | Some(Err(Error::Strangers)) => {}
        Some(Ok(_)) => {
            return Err(Failure::new(format!(
                "{} has the desk's own history: it is no room's copy",
                address.shown()
            ))
            .hint("adref receive, without an address, receives what others at the desk sent"));
        }
        Some(Err(error)) => return Err(error.into()),
    }
    let taken = ops::received_of(workspace, address.folder(), &found, place.now())?;
    let version = match dry_run {
        true => None,
        false => ops::take_in(workspace, &taken, &receiver(session, workspace, None)?)?,
    };
    if let Some(folder) = address.folder().filter(|_| !dry_run) {
        ops::note_look(place.repository(), folder, &found)?;
    }
    if session.json {
        session.print_json(&json!({
            "schema": 1,
            "written": version.is_some(),
            "version": version.map(|version| version.0),
            "taken": taken,
        }))?;
    } else {
        session.show(&view::taken_in(&taken, dry_run));
        let is_ahead = taken.refused.iter().any(RefusedPaper::is_to_come);
        if is_ahead {
            mention_clock(session, &place);
        }
    }
    Ok(match taken.refused.is_empty() {
        true => Ending::Done,
        false => Ending::DoesNotHold,
    })
}

/// Whether a version of the one is a version of the other.
fn shares_history(desk: &Repository, room: &Repository) -> Result<bool, Error> {
    let all = |repository: &Repository| match repository.head() {
        Some(head) => repository.between(None, &head, usize::MAX),
        None => Ok(Vec::new()),
    };
    let known: std::collections::HashSet<_> = all(desk)?.into_iter().collect();
    Ok(all(room)?.iter().any(|version| known.contains(version)))
}

/// The worked example is not written to.
fn unsealed(place: &Place) -> Result<(), Failure> {
    match place.meeting.sealed {
        false => Ok(()),
        true => Err(
            Failure::new("the worked example is neither circulated nor received into")
                .hint("adref demo DIR lays out a copy of it that you can try everything on"),
        ),
    }
}
