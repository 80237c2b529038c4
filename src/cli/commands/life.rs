//! Commands on history: who last changed each paragraph, and what each version did with one.

use crate::cli::failure::Failure;
use crate::cli::followed::Followed;
use crate::cli::grammar::{BlameText, Trace, addresses, one_address};
use crate::cli::layout;
use crate::cli::outcome::Ending;
use crate::cli::session::Session;
use crate::text::{Address, Document};
use crate::{life, ops};

/// `adref blame`
pub(crate) fn blame(session: &mut Session<'_>, typed: &BlameText) -> Result<Ending, Failure> {
    let followed = Followed::find(session, &typed.file)?;
    let blame = life::blame(followed.repository(), &followed.start).map_err(failed)?;
    let mut blamed = ops::blamed(&blame);
    let wanted = addresses(&typed.paragraphs);
    if !wanted.is_empty() {
        let document = blame.document();
        let found = wanted
            .iter()
            .map(|address| ops::find_paragraph(document, &typed.file, address));
        let found: Vec<usize> = found
            .map(|found| found.map(|paragraph| paragraph.index))
            .collect::<Result<_, _>>()?;
        blamed.paragraphs.retain(|row| found.contains(&row.index));
    }
    if session.json {
        session.print_json(&blamed)?;
    } else {
        session.show(&layout::blame(&blamed, session.env.width));
    }
    Ok(Ending::Done)
}

/// `adref trace`
pub(crate) fn trace(session: &mut Session<'_>, typed: &Trace) -> Result<Ending, Failure> {
    let followed = Followed::find(session, &typed.file)?;
    let document = followed.text()?;
    let index = wanted(&document, typed)?;
    let life = life::trace(followed.repository(), &followed.start, index).map_err(failed)?;
    let mut traced = ops::traced(life);
    if let Some((place, document)) = followed.draft() {
        traced = ops::with_acts(traced, place.workspace(), document)?;
    }
    if session.json {
        session.print_json(&traced)?;
    } else {
        session.show(&layout::trace(&traced, &followed.start.path));
    }
    Ok(Ending::Done)
}

/// The paragraph that was asked for, by its address or by a line it stands on.
fn wanted(document: &Document, typed: &Trace) -> Result<usize, Failure> {
    if let Some(line) = typed.line {
        let paragraphs = document.paragraphs();
        let on = paragraphs
            .iter()
            .find(|paragraph| (paragraph.lines.first..=paragraph.lines.last).contains(&line));
        if let Some(on) = on {
            return Ok(on.index);
        }
        let failure = Failure::new(format!("no paragraph on line {line} of {}", typed.file));
        let distance =
            |first: usize, last: usize| first.saturating_sub(line) + line.saturating_sub(last);
        let near = paragraphs
            .iter()
            .min_by_key(|paragraph| distance(paragraph.lines.first, paragraph.lines.last));
        return Err(match near {
            Some(near) => failure.hint(format!(
                "the nearest is {}, from line {}",
                document.name(near.index),
                near.lines.first
            )),
            None => failure,
        });
    }
    let address = match &typed.label {
        Some(label) => Some(Address::new(label)),
        None => one_address(&typed.paragraph)?,
    };
    let address = address.ok_or_else(|| {
        Failure::new("which paragraph?")
            .hint("adref trace FILE --paragraph LABEL, or --line N; adref outline FILE lists them")
    })?;
    Ok(ops::find_paragraph(document, &typed.file, &address)?.index)
}

fn failed(failed: life::Failed) -> Failure {
    match failed {
        life::Failed::Repository(error) => error.into(),
        other => Failure::new(other.to_string()),
    }
}
