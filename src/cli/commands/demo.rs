//! `adref demo`: the worked example laid out with its whole history, by the very commands the story tells.

use std::path::{Path, PathBuf};

use serde_json::json;

use super::dispatch;
use crate::cli::env::Env;
use crate::cli::failure::Failure;
use crate::cli::grammar::Demo;
use crate::cli::line::carry_out;
use crate::cli::nearby::did_you_mean;
use crate::cli::outcome::Ending;
use crate::cli::place::Place;
use crate::cli::session::Session;
use crate::moment::Moment;
use crate::ops;
use crate::story::{self, Deed, Stage, Step, Story, Typed};

/// Where it stops by itself: Thursday noon, brackets open, proposals in every state, a silence running.
const LIVELIEST: &str = "floor";

/// `adref demo`
pub(crate) fn demo(session: &mut Session<'_>, typed: &Demo) -> Result<Ending, Failure> {
    let story = story::read().map_err(|misprint| Failure::of(&misprint))?;
    if typed.list {
        return list(session, &story);
    }
    let steps = chosen(&story, typed.until.as_deref())?;
    let folder = vacant(session, typed.folder.as_deref())?;
    play(&folder, steps)?;
    arrived(session, typed, &folder)
}

fn list(session: &mut Session<'_>, story: &Story) -> Result<Ending, Failure> {
    let names = story.checkpoints();
    if session.json {
        session.print_json(&json!({"schema": 1, "checkpoints": names}))?;
        return Ok(Ending::Done);
    }
    for name in names {
        let last = story.until(name).and_then(<[Step]>::last);
        let when = last.map_or(String::new(), |step| step.at.format("%A %-d %B %Y, %H:%M"));
        session.say(&format!("{name:<12} {when}"));
    }
    Ok(Ending::Done)
}

/// The steps to play.
fn chosen<'a>(story: &'a Story, until: Option<&str>) -> Result<&'a [Step], Failure> {
    match until {
        None => Ok(story.until(LIVELIEST).unwrap_or(story.steps())),
        Some(name) => story.until(name).ok_or_else(|| {
            let names = story.checkpoints();
            let hint = did_you_mean(name, names.iter().copied())
                .unwrap_or_else(|| format!("the checkpoints are {}", names.join(", ")));
            Failure::new(format!("no checkpoint {name}")).hint(hint)
        }),
    }
}

/// A folder that is not there yet, or is empty.
fn vacant(session: &Session<'_>, asked: Option<&Path>) -> Result<PathBuf, Failure> {
    let here = &session.env.cwd;
    let Some(asked) = asked else {
        let numbered = (2..1000).map(|n| here.join(format!("bms3-demo-{n}")));
        return std::iter::once(here.join("bms3-demo"))
            .chain(numbered)
            .find(|folder| !folder.exists())
            .ok_or_else(|| Failure::new("there are a thousand demonstrations here already"));
    };
    let folder = here.join(asked);
    match std::fs::read_dir(&folder).map(|mut entries| entries.next().is_some()) {
        Ok(true) => Err(Failure::new(format!("{} is not empty", asked.display()))
            .hint("name a folder that is not there yet")),
        Ok(false) => Ok(folder),
        Err(_) if folder.exists() => Err(Failure::new(format!("{} is no folder", asked.display()))),
        Err(_) => Ok(folder),
    }
}

/// Plays steps into a fresh repository; a folder that was not there before is there whole, or not at all.
pub(crate) fn play(folder: &Path, steps: &[Step]) -> Result<(), Failure> {
    if folder.exists() {
        return play_in(folder, steps);
    }
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let unfinished = folder.with_file_name(format!("{name}.{}", std::process::id()));
    let moved = play_in(&unfinished, steps).and_then(|()| {
        std::fs::rename(&unfinished, folder)
            .map_err(|error| Failure::new(folder.display().to_string()).because(error.to_string()))
    });
    if moved.is_err() {
        let _ = std::fs::remove_dir_all(&unfinished);
    }
    moved
}

/// Plays steps into a repository in a folder that is empty or not there yet.
fn play_in(folder: &Path, steps: &[Step]) -> Result<(), Failure> {
    let stage = Stage::set(folder)?;
    for step in steps {
        match &step.deed {
            Deed::Handwork(work) => stage
                .write(step, work)
                .map_err(|mishap| Failure::of(&mishap))?,
            Deed::Command(typed) => act(&stage, step, typed)?,
            Deed::Screen(_) => {}
        }
    }
    stage.lay_out()?;
    if let Some(last) = steps.last() {
        stage
            .workspace()
            .set_clock(last.at.plus_seconds(60), Moment::now())?;
    }
    Ok(())
}

/// Runs one line of the story.
fn act(stage: &Stage, step: &Step, typed: &Typed) -> Result<(), Failure> {
    let root = stage.root();
    let mut env = Env::quiet(root);
    env.opened = Some(stage.workspace().clone());
    env.hand = Some(step.hand.clone());
    env.now = Some(step.at);
    let outcome = carry_out(root, &typed.argv, &env, dispatch::run);
    if outcome.status == typed.status {
        return Ok(());
    }
    Err(Failure::new(format!(
        "{}.md:{}: the story stumbles",
        step.chapter, step.line
    ))
    .because(format!("adref {}", typed.argv.join(" ")))
    .because(outcome.complained().trim_end().to_owned()))
}

/// Says where it is and what to try, and opens it where somebody sits.
fn arrived(session: &mut Session<'_>, typed: &Demo, folder: &Path) -> Result<Ending, Failure> {
    let shown = folder.strip_prefix(&session.env.cwd).unwrap_or(folder);
    if session.json {
        session.print_json(&json!({"schema": 1, "folder": folder.display().to_string()}))?;
        return Ok(Ending::Done);
    }
    if session.env.interactive && !typed.quiet {
        session.open = Some(folder.to_path_buf());
        return Ok(Ending::Done);
    }
    let place = Place::around(folder, session.env)?;
    let when = place.now().format("%A %-d %B %Y, %H:%M");
    let shown = shown.display();
    session.say(&format!("The worked example lies in {shown}."));
    session.say(&format!("There it is {when}. Try:"));
    session.say(&format!("  cd {shown}"));
    // Laid out until an earlier day, some of what the last one has is not there.
    let meeting = &place.meeting;
    let outcome = meeting.draft("outcome").is_some();
    let issued = ops::documents(meeting)
        .iter()
        .any(|row| row.id == "outcome" && row.revision.is_some());
    for (line, there) in [
        ("adref                             the screens", true),
        (
            "adref status                      how far the documents are",
            true,
        ),
        (
            "adref show outcome                the text and what is open in it",
            outcome,
        ),
        (
            "adref proposals --open            what waits for an answer",
            true,
        ),
        (
            "adref diff outcome rev.1 now      what changed since Rev.1",
            issued,
        ),
        (
            "adref help                        everything that can be typed",
            true,
        ),
    ] {
        if there {
            session.say(&format!("  {line}"));
        }
    }
    Ok(Ending::Done)
}
