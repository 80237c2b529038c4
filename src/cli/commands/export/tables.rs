//! `adref export --table`: a table of the meeting as values, a workbook, Markdown or columns.

use std::path::Path;

use serde_json::json;

use super::naming::{an_example, naming};
use crate::cli::commands::put::put;
use crate::cli::failure::Failure;
use crate::cli::grammar::{Export, TableOf};
use crate::cli::layout;
use crate::cli::outcome::Ending;
use crate::cli::place::Place;
use crate::cli::session::Session;
use crate::cli::source::Source;
use crate::office::{self, Cell, Sheet};
use crate::ops::{self, Naming, Outward};

/// `adref export --table`
pub(super) fn export(
    session: &mut Session<'_>,
    typed: &Export,
    table: TableOf,
) -> Result<Ending, Failure> {
    let sheet = sheet(session, typed, table)?;
    // `-` is standard output, as for other forms.
    let out = typed.out.as_deref().filter(|out| *out != Path::new("-"));
    let ending = out.and_then(Path::extension);
    let ending = ending.map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    let form = match ending.as_deref() {
        _ if typed.csv => Form::Csv,
        _ if typed.xlsx => Form::Workbook,
        _ if typed.md => Form::Markdown,
        _ if typed.txt => Form::Columns,
        Some("csv") => Form::Csv,
        Some("xlsx") => Form::Workbook,
        Some("md" | "markdown") => Form::Markdown,
        _ => Form::Columns,
    };
    if session.json {
        let rows = sheet.rows.iter().map(|row| {
            let cells = sheet.heads.iter().zip(row).map(|(head, cell)| {
                let value = match cell {
                    Cell::Count(count) => json!(count),
                    Cell::Words(words) => json!(words),
                    Cell::Nothing => json!(null),
                };
                (head.clone(), value)
            });
            serde_json::Value::Object(cells.collect())
        });
        let rows: Vec<_> = rows.collect();
        session.print_json(&json!({"schema": 1, "table": sheet.name, "rows": rows}))?;
        if out.is_none() {
            return Ok(Ending::Done);
        }
    }
    let bytes = match form {
        Form::Csv => office::csv(&sheet),
        Form::Markdown => office::markdown(&sheet),
        Form::Workbook => office::xlsx(&sheet).map_err(|error| {
            Failure::new("the table fits in no workbook")
                .because(error)
                .hint("--csv has no such limits; a DOCUMENT makes it smaller")
        })?,
        Form::Columns if out.is_none() => {
            session.show(&layout::sheet(&sheet, session.env.width));
            return Ok(Ending::Done);
        }
        Form::Columns => {
            let mut out = String::new();
            for line in layout::sheet(&sheet, session.env.width) {
                out.push_str(line.as_str().trim_end());
                out.push('\n');
            }
            out.into_bytes()
        }
    };
    match out {
        Some(out) => put(&session.env.cwd.join(out), &bytes)?,
        None if form == Form::Workbook && session.env.terminal => {
            return Err(Failure::new("a workbook is nothing for a terminal")
                .hint("-o FILE.xlsx writes it to a file"));
        }
        None if form == Form::Workbook => session.hand_on(&bytes),
        None => session.hand_on_text(&bytes),
    }
    Ok(Ending::Done)
}

/// What a table is written as.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Csv,
    Workbook,
    Markdown,
    Columns,
}

/// The table that is asked for.
fn sheet(session: &mut Session<'_>, typed: &Export, table: TableOf) -> Result<Sheet, Failure> {
    let names = naming(typed.names.unwrap_or_default());
    let document = typed.document.as_deref();
    if table == TableOf::Concordance {
        return concordance(session, typed);
    }
    if typed.against.is_some() {
        return Err(
            Failure::new("two versions are compared in a concordance alone")
                .hint("--table concordance --against VERSION"),
        );
    }
    let place = Place::find(session)?;
    let meeting = &place.meeting;
    let outward = Outward::of(meeting);
    Ok(match table {
        TableOf::Positions => ops::positions_table(&outward, document, names)?,
        TableOf::Speakers if names == Naming::Hidden => {
            return Err(Failure::new("who spoke cannot be told without names"));
        }
        TableOf::Speakers if document.is_some() => {
            return Err(Failure::new("speakers are listed for the whole meeting")
                .hint("adref export --table speakers"));
        }
        TableOf::Speakers => ops::speakers_table(meeting),
        TableOf::Proposals | TableOf::Concordance => {
            ops::proposals_table(&outward, document, names)?
        }
    })
}

/// The concordance of a text with another version of it, or with another text.
fn concordance(session: &Session<'_>, typed: &Export) -> Result<Sheet, Failure> {
    let (Some(named), Some(other)) = (&typed.document, &typed.against) else {
        let document = an_example(session, typed);
        return Err(
            Failure::new("a concordance is of one document with another version of it").hint(format!(
                "adref export {document} --table concordance --against rev.1 (adref log {document} lists its versions)"
            )),
        );
    };
    let other = older_name(session, named, other);
    let (old, new) = (
        Source::read(session, &other)?,
        Source::read(session, named)?,
    );
    let (old, new) = Source::parse_both(&old, &new);
    let version = typed.against.as_deref().unwrap_or_default();
    Ok(ops::concordance_table(&old, &new, (version, "now")))
}

/// A version of a document as a text is named; what is no document's version is a text of its own.
fn older_name(session: &Session<'_>, named: &str, version: &str) -> String {
    let place = Place::perhaps(session);
    let id = named.split('@').next().unwrap_or(named);
    let known = place.is_some_and(|place| ops::name_document(&place.meeting, id).is_ok());
    match known && !session.env.cwd.join(version).is_file() {
        true => format!("{id}@{version}"),
        false => version.to_owned(),
    }
}
