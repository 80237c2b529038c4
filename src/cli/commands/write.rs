//! Commands that write: planned, shown, then done.

use serde_json::json;

use super::who;
use crate::cli::failure::Failure;
use crate::cli::grammar::{Known, Undo, Verb, request};
use crate::cli::outcome::Ending;
use crate::cli::place::Place;
use crate::cli::session::Session;
use crate::ops::{self, Command, Issued, NotDone, Order, Plan, Request};
use crate::repo::VersionId;
use crate::workspace::Naming;

/// Does what a writing verb says.
pub(crate) fn write(session: &mut Session<'_>, verb: &Verb) -> Result<Ending, Failure> {
    let place = Place::find(session)?;
    let Request::Do(order) = request(verb, Known(Some(&place.meeting)), "")? else {
        return Err(Failure::new("nothing to write"));
    };
    let dry = verb.hand().is_some_and(|hand| hand.dry_run);
    carry_out(session, &place, order, dry)
}

/// Plans an order, and saves it unless it is only to be shown.
pub(crate) fn carry_out(
    session: &mut Session<'_>,
    place: &Place,
    mut order: Order,
    dry: bool,
) -> Result<Ending, Failure> {
    fill_in(session, &mut order.command)?;
    if dry {
        let stamp = who::stamp(session, place, order.by.as_deref(), order.heard)?;
        return show_plan(session, &order.command.plan(&place.meeting, &stamp)?);
    }
    let (plan, version) = save(session, place, &order)?;
    if session.json {
        session.print_json(&json!({
            "schema": 1,
            "done": true,
            "said": plan.said,
            "same_as": plan.same_as,
            "acts": plan.acts,
            "proposals": plan.proposals,
            "warnings": plan.warnings,
            "words": plan.words,
            "issued": plan.issued,
            "version": version.0,
        }))?;
    } else {
        session.say(&plan.said);
        for (what, words) in plan.stands() {
            session.say(&format!("{what} now: {words}"));
        }
        for (what, words) in &plan.words {
            if let Some(name) = what.strip_suffix(", deleted") {
                session.say(&format!("{name} goes: {words}"));
            }
        }
        if let Some(issued) = &plan.issued {
            numbers(session, issued);
        }
        for warning in &plan.warnings {
            session.mention(&format!("Note: {warning}"));
        }
    }
    Ok(Ending::Done)
}

/// The concordance of a revision, what the prose says anew, and where it lies as it goes out.
fn numbers(session: &mut Session<'_>, issued: &Issued) {
    for row in &issued.concordance {
        session.say(&format!("{} → {}", row.old, row.new));
    }
    for row in &issued.references {
        session.say(&format!(
            "in {}: “{}” is “{}” now",
            row.paragraph, row.old, row.new
        ));
    }
    if let Some(path) = &issued.circulated {
        session.say(&format!("goes out as {path}"));
    }
}

/// Plans an order and saves it, and says nothing.
pub(super) fn save(
    session: &Session<'_>,
    place: &Place,
    order: &Order,
) -> Result<(Plan, VersionId), Failure> {
    let stamp = who::stamp(session, place, order.by.as_deref(), order.heard)?;
    let plan = order.command.plan(&place.meeting, &stamp)?;
    ops::carry_out(place.workspace(), &order.command, &stamp, &plan).map_err(not_done)
}

pub(super) fn not_done(why: NotDone) -> Failure {
    match why {
        NotDone::Refused(refusal) => refusal.into(),
        NotDone::Failed(error) => error.into(),
        NotDone::Changed(plan) => {
            Failure::new("somebody else saved meanwhile, and it would be another thing now")
                .because(format!("now it would be: {}", plan.said))
                .hint("look at it again, then repeat the command")
        }
    }
}

/// A text given as `-` is standard input.
fn fill_in(session: &Session<'_>, command: &mut Command) -> Result<(), Failure> {
    let slot = match command {
        Command::AtDesk(inner) | Command::CameAt(inner, _) => return fill_in(session, inner),
        Command::Propose { wish, .. } => &mut wish.wanted,
        Command::Edit { words, .. } | Command::Insert { words, .. } => words,
        _ => return Ok(()),
    };
    if slot == "-" {
        let bytes = session.input()?;
        let text =
            String::from_utf8(bytes).map_err(|_| Failure::new("standard input is not UTF-8"))?;
        text.trim_end().clone_into(slot);
    }
    Ok(())
}

/// What would be written: the words concerned, who objects, and every file with what it gains and loses.
fn show_plan(session: &mut Session<'_>, plan: &Plan) -> Result<Ending, Failure> {
    if session.json {
        let files: Vec<_> = plan
            .edit
            .files
            .iter()
            .map(|file| {
                json!({
                    "path": file.path,
                    "content": file.content.as_ref().map(|bytes| String::from_utf8_lossy(bytes)),
                })
            })
            .collect();
        session.print_json(&json!({
            "schema": 1,
            "done": false,
            "said": plan.said,
            "same_as": plan.same_as,
            "acts": plan.acts,
            "proposals": plan.proposals,
            "warnings": plan.warnings,
            "words": plan.words,
            "issued": plan.issued,
            "files": files,
        }))?;
        return Ok(Ending::Done);
    }
    session.say(&format!("Would be done: {}", plan.said));
    for (what, words) in &plan.words {
        session.say(&format!("{what}: {words}"));
    }
    for warning in &plan.warnings {
        session.say(&format!("Note: {warning}"));
    }
    for file in &plan.edit.files {
        let what = match &file.content {
            Some(_) => "writes",
            None => "deletes",
        };
        session.say(&format!("{what} {}", file.path));
    }
    for naming in &plan.edit.names {
        session.say(&match naming {
            Naming::Put { name, .. } => format!("tags {name}"),
            Naming::Aside(issue) => format!("takes the tag off {}", issue.symbol()),
            Naming::Back { issue, .. } => format!("tags {} again", issue.symbol()),
        });
    }
    Ok(Ending::Done)
}

/// `adref undo`: takes back what one's own hand did last, all of it.
pub(crate) fn undo(session: &mut Session<'_>, typed: &Undo) -> Result<Ending, Failure> {
    let place = Place::find(session)?;
    let order = Order {
        command: Command::Undo { reason: None },
        by: typed.hand.by.clone(),
        heard: typed.hand.occasion(),
    };
    carry_out(session, &place, order, typed.hand.dry_run)?;
    if !session.json && !typed.hand.dry_run {
        let own = typed.hand.by.as_ref();
        let by = own.map(|by| match by.contains(char::is_whitespace) {
            true => format!(" --as {by:?}"),
            false => format!(" --as {by}"),
        });
        session.mention(&format!(
            "Note: it comes back whole by adref redo{}",
            by.unwrap_or_default()
        ));
    }
    Ok(Ending::Done)
}
