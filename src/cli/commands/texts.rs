//! Commands on texts, of a meeting or of none: outline, brackets, read, diff, check.

use serde_json::json;

use super::comparing::show_comparison;
use super::folders::{are_folders, diff_folders};
use super::reader::reader;
use crate::cli::failure::Failure;
use crate::cli::grammar::{Brackets, Check, Diff, Outline, Read};
use crate::cli::layout;
use crate::cli::outcome::Ending;
use crate::cli::place::Place;
use crate::cli::session::Session;
use crate::cli::source::{Source, given_parties};
use crate::ops::{self, Request};
use crate::rolling::{self, Bare};

/// `adref outline`
pub(crate) fn outline(session: &mut Session<'_>, typed: &Outline) -> Result<Ending, Failure> {
    let source = Source::read_text(session, &typed.file)?;
    let outline = ops::outline(&source.parse(None));
    if session.json {
        session.print_json(&outline)?;
    } else {
        session.show(&layout::outline(&outline, session.env.width));
    }
    Ok(Ending::Done)
}

/// `adref brackets`
pub(crate) fn brackets(session: &mut Session<'_>, typed: &Brackets) -> Result<Ending, Failure> {
    let given = given_parties(session, typed.parties.as_deref())?;
    let source = Source::read_text(session, &typed.file)?;
    let document = source.parse(given.as_ref());
    let brackets = ops::brackets(&document);
    if session.json {
        session.print_json(&brackets)?;
    } else {
        session.show(&layout::brackets(&brackets));
        let findings = document
            .findings()
            .iter()
            .filter(|finding| finding.severity == crate::text::Severity::Error);
        for finding in findings {
            session.diagnose(&source.name, finding);
        }
    }
    Ok(Ending::Done)
}

/// `adref read`
pub(crate) fn read(session: &mut Session<'_>, typed: &Read) -> Result<Ending, Failure> {
    let given = given_parties(session, typed.parties.as_deref())?;
    let source = Source::read_text(session, &typed.file)?;
    let document = source.parse(given.as_ref());
    let parties = given.or(source.parties).unwrap_or_default();
    let reader = reader(typed.reader.as_deref(), &parties)?;
    let bare = if typed.keep_bare {
        Bare::Keep
    } else {
        Bare::Settle
    };
    let text = rolling::read(&document, &parties, &reader, bare);
    if session.json {
        session.print_json(&json!({
            "schema": 1,
            "reader": typed.reader.as_deref().unwrap_or("base"),
            "keep_bare": typed.keep_bare,
            "text": String::from_utf8_lossy(&text),
        }))?;
    } else {
        session.hand_on_text(&text);
    }
    Ok(Ending::Done)
}

/// `adref diff`
pub(crate) fn diff(session: &mut Session<'_>, typed: &Diff) -> Result<Ending, Failure> {
    if let [old, new] = typed.sides.as_slice()
        && are_folders(session, &typed.sides)
    {
        return diff_folders(session, typed, (old, new));
    }
    let (old, new) = sides(session, &typed.sides)?;
    if typed.screen && session.env.interactive {
        session.first = Some(on_screen(&typed.sides)?);
        session.open = Some(session.env.cwd.clone());
        return Ok(Ending::Done);
    }
    let texts = Source::parse_both(&old, &new);
    let any = if session.json {
        let differences = ops::differences(&texts.0, &texts.1);
        session.print_json(&differences)?;
        let any = differences.any();
        session.leave(differences);
        any
    } else {
        let comparison = ops::compare(&texts.0, &texts.1, (&old.name, &new.name));
        show_comparison(session, typed, &comparison, &texts);
        let any = comparison.any();
        session.leave(comparison);
        any
    };
    session.leave(texts);
    Ok(if any {
        Ending::DoesNotHold
    } else {
        Ending::Done
    })
}

/// The comparison as the screens take it; whatever is named was found.
fn on_screen(sides: &[String]) -> Result<Request, Failure> {
    let named = |side: &String| match side.as_str() {
        "-" => Err(Failure::new("standard input cannot be shown on the screen")
            .hint("save it to a file first")),
        _ => Ok(side.clone()),
    };
    match sides {
        [document, old, new] => Ok(Request::Compare {
            document: document.clone(),
            old: old.clone(),
            new: new.clone(),
        }),
        [old, new] => Ok(Request::CompareTexts {
            old: named(old)?,
            new: named(new)?,
        }),
        _ => Err(Failure::new("two texts are compared")),
    }
}

fn sides(session: &Session<'_>, sides: &[String]) -> Result<(Source, Source), Failure> {
    match sides {
        [old, new] => {
            if old == "-" && new == "-" {
                return Err(Failure::new("standard input can be one side only"));
            }
            Ok((
                Source::read_text(session, old)?,
                Source::read_text(session, new)?,
            ))
        }
        [document, old, new] => {
            // Said once here, so that a misspelt document is not taken for a file.
            let place = Place::around(&session.env.cwd, session.env)?;
            let id = ops::find_document(&place.meeting, document)?.id.clone();
            let side = |version: &str| Source::read_text(session, &format!("{id}@{version}"));
            Ok((side(old)?, side(new)?))
        }
        _ => Err(Failure::new("two texts are compared")
            .hint("adref diff OLD NEW, or adref diff DOC OLD NEW")),
    }
}

/// `adref check`
pub(crate) fn check(session: &mut Session<'_>, typed: &Check) -> Result<Ending, Failure> {
    if typed.fix {
        return super::habits::fix(session, typed);
    }
    let given = given_parties(session, typed.parties.as_deref())?;
    let checked = if typed.files.is_empty() {
        let place = Place::find(session)?;
        ops::check_meeting(&place.meeting)
            .with(ops::check_kept(place.repository(), &place.meeting)?)
    } else {
        let mut rows = Vec::new();
        let place = Place::perhaps(session);
        for file in &typed.files {
            if let Some(place) = &place
                && place.meeting.draft(file).is_some()
                && given.is_none()
            {
                rows.extend(ops::check_document(&place.meeting, file));
                continue;
            }
            let source = Source::read(session, file)?;
            let document = source.parse(given.as_ref());
            rows.extend(ops::check_text(&source.name, &document));
        }
        ops::Checked::of(rows)
    };
    if session.json {
        session.print_json(&checked)?;
    } else {
        for row in &checked.findings {
            session.print_finding(&row.path, &row.finding);
        }
    }
    Ok(if checked.findings.is_empty() {
        Ending::Done
    } else {
        Ending::DoesNotHold
    })
}
