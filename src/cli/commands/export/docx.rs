//! `adref export --docx`: a text as a Word document.

use std::path::{Path, PathBuf};

use serde_json::json;

use crate::cli::commands::rolling::put;
use crate::cli::failure::Failure;
use crate::cli::grammar::{Export, Names, at_version};
use crate::cli::place::Place;
use crate::cli::run::Ending;
use crate::cli::session::Session;
use crate::cli::source::{Source, given_parties};
use crate::moment::Moment;
use crate::office::{self, Dress, Origin};
use crate::ops::{self, DocumentAt, Manner, Naming};
use crate::repo::Repository;

pub(super) fn export(session: &mut Session<'_>, typed: &Export) -> Result<Ending, Failure> {
    let given = given_parties(session, typed.parties.as_deref())?;
    let Some(named_so) = &typed.document else {
        return Err(Failure::new("which document?").hint("adref export outcome --docx"));
    };
    let source = Source::read(session, named_so)?;
    let document = source.parse(given.as_ref());
    let at = at_version(named_so);
    let place = drafted(session, named_so);
    let held = place.as_ref().and_then(|place| {
        let draft = ops::name_document(&place.meeting, &at.document).ok()?;
        Some((place, draft.id.clone()))
    });
    let day = held.as_ref().map(|(place, _)| day(place, &at));
    let name = match &held {
        Some((_, id)) => id.clone(),
        None => source.name.clone(),
    };
    let manner = Manner {
        naming: match typed.names {
            Names::Shown => Naming::Shown,
            Names::None => Naming::Hidden,
        },
        day,
        origin: Some(Origin {
            document: name,
            version: Repository::hash(&source.bytes).0,
            reading: reading(typed),
        }),
    };
    let paper = ops::paper(&document, &manner);
    let bytes = office::write(&paper, &Dress::default()).map_err(|error| Failure::of(&error))?;
    let usual = match &held {
        Some((_, id)) => named(id, at.version.as_deref()),
        None => beside(&source.name),
    };
    hand_over(session, (typed.out.as_deref(), &usual), &bytes)
}

/// The meeting, where a document of it is meant and no file.
fn drafted(session: &Session<'_>, named: &str) -> Option<Place> {
    let path = session.env.cwd.join(named);
    if named == "-" || path.exists() {
        return None;
    }
    let place = Place::perhaps(session)?;
    ops::name_document(&place.meeting, &at_version(named).document).ok()?;
    Some(place)
}

/// The day of the text: that of the version, else today by the meeting's clock.
fn day(place: &Place, at: &DocumentAt) -> Moment {
    let version = place.version(at).ok().flatten();
    let version = version.and_then(|id| place.repository().version(&id).ok());
    version.map_or(place.now(), |version| version.time)
}

/// How the text was read, in the words of the command.
fn reading(typed: &Export) -> String {
    match typed.names {
        Names::Shown => String::new(),
        Names::None => "--names hidden".to_owned(),
    }
}

/// `outcome.docx`, `outcome-rev.1.docx`.
fn named(document: &str, version: Option<&str>) -> PathBuf {
    let version = version.filter(|version| *version != "now");
    let whole = match version {
        Some(version) => format!("{document}-{version}"),
        None => document.to_owned(),
    };
    let plain = whole.chars().map(|c| match c {
        c if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') => c,
        _ => '-',
    });
    PathBuf::from(format!("{}.docx", plain.collect::<String>()))
}

/// A file's own name, with another ending.
fn beside(name: &str) -> PathBuf {
    let name = name.rsplit([':', '/', '\\']).next().unwrap_or(name);
    let stem = Path::new(name)
        .file_stem()
        .map(|stem| stem.to_string_lossy().into_owned());
    named(
        stem.as_deref()
            .filter(|stem| *stem != "-")
            .unwrap_or("text"),
        None,
    )
}

/// Writes a file where it was asked for, or under its usual name where nothing lies there.
pub(super) fn hand_over(
    session: &mut Session<'_>,
    (out, usual): (Option<&Path>, &Path),
    bytes: &[u8],
) -> Result<Ending, Failure> {
    if out == Some(Path::new("-")) {
        session.hand_on(bytes);
        return Ok(Ending::Done);
    }
    let path = session.env.cwd.join(out.unwrap_or(usual));
    let shown = out.unwrap_or(usual).display().to_string();
    if out.is_none() && std::fs::read(&path).is_ok_and(|there| there != bytes) {
        return Err(
            Failure::new(format!("there is a file {shown} already")).hint(format!(
                "name another by -o FILE, or this one to write over it: -o {shown}"
            )),
        );
    }
    put(&path, bytes)?;
    if session.json {
        session.print_json(&json!({"schema": 1, "file": shown, "bytes": bytes.len()}))?;
    } else {
        session.say(&format!("Wrote {shown}"));
    }
    Ok(Ending::Done)
}
