//! Commands that hand the meeting on: send, receive.

use serde_json::json;

use super::receiver::{calling, receiver};
use super::saving::{mention_unsaved, unsaved};
use crate::cli::failure::Failure;
use crate::cli::grammar::{Receive, Send};
use crate::cli::layout;
use crate::cli::outcome::Ending;
use crate::cli::place::Place;
use crate::cli::session::Session;
use crate::ops;
use crate::repo::{Address, Error, Repository};
use crate::view;
use crate::workspace::Workspace;

/// `adref send`
pub(crate) fn send(session: &mut Session<'_>, typed: &Send) -> Result<Ending, Failure> {
    let workspace = opened(session)?;
    let repository = workspace.repository();
    nothing_under_way(repository)?;
    let upstream = match &typed.to {
        Some(to) => {
            let address = Address::read(to, &session.env.cwd)?;
            match (address.folder(), typed.dry_run) {
                (Some(folder), true) if !folder.exists() => {
                    return Err(Failure::new(format!(
                        "there is nothing at {} yet",
                        address.shown()
                    ))
                    .hint("without --dry-run a folder is made there to send to"));
                }
                (_, true) => {
                    return Err(Failure::new(
                        "--to says where it is sent to from now on, which --dry-run may not",
                    )
                    .hint(
                        "adref send --to DIR|URL, without --dry-run; then adref send --dry-run",
                    ));
                }
                (Some(folder), false) => {
                    if folder.starts_with(repository.root()) {
                        return Err(Failure::new("a meeting is not sent into itself")
                            .hint("name a folder outside of it"));
                    }
                    if repository.make_bare(folder)? {
                        session.mention(&format!("Note: made {} to send to", address.name()));
                    }
                }
                (None, false) => {}
            }
            repository.set_upstream(&address)?
        }
        None => repository.upstream()?.ok_or(Error::NoUpstream)?,
    };
    let receiver = receiver(session, &workspace, typed.prefer.map(|side| side.prefer()))?;
    let calling = calling(session);
    let sending = match typed.dry_run {
        true => ops::sending(&workspace, &upstream, &receiver, calling)?,
        false => ops::send(&workspace, &upstream, &receiver, calling)?,
    };
    let unsaved = unsaved(repository);
    if session.json {
        session.print_json(
            &json!({"schema": 1, "done": !typed.dry_run && !sending.left, "sending": sending, "unsaved": unsaved}),
        )?;
    } else {
        session.show(&view::sending(&sending, typed.dry_run));
        for refused in &sending.refused {
            session.mention(&format!(
                "Note: {refused} is another version's name there, and was not sent"
            ));
        }
        mention_unsaved(session, &unsaved);
        hint_of_left(session, sending.left);
    }
    Ok(ending(sending.left))
}

/// `adref receive`: what git stopped in, else what others sent.
pub(crate) fn receive(session: &mut Session<'_>, typed: &Receive) -> Result<Ending, Failure> {
    if let Some(from) = &typed.from {
        return super::room::receive(session, from, typed.dry_run);
    }
    let workspace = opened(session)?;
    let repository = workspace.repository();
    let stopped = ops::received(repository)?;
    if stopped.under_way.is_some() || !stopped.files.is_empty() {
        return finish(session, repository, &stopped, typed.dry_run);
    }
    let Some(upstream) = repository.upstream()? else {
        if session.json {
            session.print_json(&json!({"schema": 1, "written": false, "under_way": null, "files": [], "end": null, "incoming": null}))?;
        } else {
            session
                .say("nothing is to be merged, and nobody has said where this meeting is sent to");
            session.mention("Hint: adref send --to DIR|URL says so once");
        }
        return Ok(Ending::Done);
    };
    let receiver = receiver(session, &workspace, typed.prefer.map(|side| side.prefer()))?;
    let theirs = repository.fetch(&upstream, calling(session))?;
    let mut found = None;
    // Where somebody saves here meanwhile it is worked out again on that.
    for _ in 0..3 {
        let Some(theirs) = &theirs else { break };
        found = ops::incoming(&workspace, theirs, &upstream.name, &receiver)?;
        let Some(incoming) = found
            .as_ref()
            .filter(|found| !typed.dry_run && !found.is_left())
        else {
            break;
        };
        match ops::take_over(&workspace, incoming, &receiver) {
            Err(Error::Moved) => {}
            done => {
                done?;
                break;
            }
        }
    }
    let left = found.as_ref().is_some_and(ops::Incoming::is_left);
    if session.json {
        session.print_json(&json!({
            "schema": 1,
            "written": found.is_some() && !typed.dry_run && !left,
            "under_way": null,
            "files": [],
            "end": null,
            "incoming": found,
        }))?;
    } else {
        match &found {
            Some(incoming) => session.show(&view::incoming(incoming, typed.dry_run)),
            None => session.say(&format!("nothing new at {}", upstream.name)),
        }
        hint_of_left(session, left);
    }
    Ok(ending(left))
}

/// Finishes what git stopped in.
fn finish(
    session: &mut Session<'_>,
    repository: &Repository,
    stopped: &ops::Received,
    dry_run: bool,
) -> Result<Ending, Failure> {
    if !dry_run {
        ops::receive(repository, stopped)?;
    }
    if session.json {
        session.print_json(&json!({
            "schema": 1,
            "written": !dry_run,
            "under_way": stopped.under_way,
            "files": stopped.files,
            "end": stopped.end().filter(|_| !stopped.is_left()),
            "incoming": null,
        }))?;
    } else {
        session.show(&layout::received(stopped, dry_run));
        if let Some(end) = stopped.end() {
            session.mention(&match stopped.is_left() {
                true => "Hint: git add FILE says that a file is merged".to_owned(),
                false => format!("Hint: {end} brings it to its end"),
            });
        }
    }
    Ok(ending(stopped.is_left()))
}

/// The repository round the session's folder; it need hold no meeting yet.
fn opened(session: &Session<'_>) -> Result<std::sync::Arc<Workspace>, Failure> {
    if let Some(place) = Place::perhaps(session) {
        return Ok(place.shared_workspace());
    }
    Ok(std::sync::Arc::new(Workspace::open(&session.env.cwd)?))
}

/// Nothing is sent while git is in the middle of something.
fn nothing_under_way(repository: &Repository) -> Result<(), Failure> {
    match ops::received(repository)?.under_way {
        Some(what) => Err(Error::Busy(what).into()),
        None => Ok(()),
    }
}

fn hint_of_left(session: &mut Session<'_>, left: bool) {
    if left {
        session.mention("Hint: --prefer here keeps your side of these files, --prefer there takes theirs; the other side stays in the history");
    }
}

fn ending(left: bool) -> Ending {
    match left {
        true => Ending::DoesNotHold,
        false => Ending::Done,
    }
}
