//! `adref export --html`: pages for a browser, as a folder of files.

use std::path::Path;
use std::sync::Arc;

use serde_json::json;

use super::naming::naming;
use crate::cli::failure::Failure;
use crate::cli::folder::put_folder;
use crate::cli::grammar::Export;
use crate::cli::outcome::Ending;
use crate::cli::place::Place;
use crate::cli::session::Session;
use crate::cli::source::{Source, given_parties};
use crate::ops::{self, DocumentAt, Naming, Outward, With};
use crate::page::{self, PageFile};
use crate::text::Document;

/// `adref export --html DIR`
pub(super) fn export(
    session: &mut Session<'_>,
    typed: &Export,
    folder: &Path,
) -> Result<Ending, Failure> {
    let files = pages(session, typed)?;
    let files: Vec<(String, Vec<u8>)> = files
        .into_iter()
        .map(|file| (file.path, file.bytes))
        .collect();
    let called = folder.display().to_string();
    put_folder((&session.env.cwd.join(folder), &called), &files)?;
    let bytes: usize = files.iter().map(|(_, bytes)| bytes.len()).sum();
    if session.json {
        let names: Vec<&String> = files.iter().map(|(name, _)| name).collect();
        session.print_json(&json!({"schema": 1, "files": names, "bytes": bytes}))?;
    } else {
        let first = files.first().map_or("index.html", |(name, _)| name);
        let many = match files.len() {
            1 => "1 page".to_owned(),
            many => format!("{many} pages"),
        };
        session.say(&format!(
            "{many}, {} KB: open {}",
            bytes.div_ceil(1024),
            folder.join(first).display()
        ));
    }
    Ok(Ending::Done)
}

/// The pages that are asked for.
fn pages(session: &mut Session<'_>, typed: &Export) -> Result<Vec<PageFile>, Failure> {
    let names = naming(typed.names.unwrap_or_default());
    if let Some(named) = &typed.document {
        let meeting = Place::perhaps(session)
            .filter(|place| ops::name_document(&place.meeting, named).is_ok());
        if meeting.is_none() || session.env.cwd.join(named).is_file() {
            return text(session, named, typed, names);
        }
    }
    let place = Place::find(session)?;
    let meeting = &place.meeting;
    let only = match &typed.document {
        Some(named) => Some(ops::find_document(meeting, named)?.id.clone()),
        None => None,
    };
    let outward = Outward::circulated(meeting);
    let mut bulletin = ops::bulletin(&outward, names);
    if let Some(only) = &only {
        bulletin.documents.retain(|row| row.id == *only);
    }
    let present = place.present()?;
    let progress = ops::progress(
        place.workspace(),
        &present,
        only.as_deref(),
        (ops::Fineness::Coarse, &|| true),
    )?;
    let mut leaves = Vec::new();
    let mut compared = 0;
    for row in &bulletin.documents {
        let against = match &typed.against {
            Some(version) => older(session, &place, &row.id, version, bulletin.documents.len())?,
            None => None,
        };
        compared += usize::from(against.is_some());
        let with = With {
            against,
            progress: progress.documents.iter().find(|one| one.id == row.id),
        };
        leaves.push(ops::leaf(&outward, &row.id, names, &with)?);
    }
    if let Some(version) = typed.against.as_ref().filter(|_| compared == 0) {
        return Err(Failure::new(format!("no document has a version {version}"))
            .hint("adref log tells what was issued"));
    }
    Ok(page::site(&bulletin, &leaves))
}

/// A document's text at an older version; where it has none and others may, that is said.
fn older(
    session: &mut Session<'_>,
    place: &Place,
    document: &str,
    version: &str,
    documents: usize,
) -> Result<Option<(String, Arc<Document>)>, Failure> {
    let at = DocumentAt {
        document: document.to_owned(),
        version: Some(version.to_owned()),
    };
    let meeting = match place.at(&at) {
        Ok(meeting) => meeting,
        Err(failure) if documents == 1 => return Err(failure),
        Err(failure) => {
            session.mention(&format!("Note: {}: shown without changes", failure.what));
            return Ok(None);
        }
    };
    Ok(meeting
        .text(document)
        .map(|text| (version.to_owned(), text)))
}

/// The last part of a name: a page says nothing of this machine's folders.
fn file_name(named: &str) -> &str {
    named.rsplit([':', '/', '\\']).next().unwrap_or(named)
}

/// The page of a text that is no document of a meeting.
fn text(
    session: &Session<'_>,
    named: &str,
    typed: &Export,
    names: Naming,
) -> Result<Vec<PageFile>, Failure> {
    let given = given_parties(session, typed.parties.as_deref())?;
    let source = Source::read(session, named)?;
    let parties = given.or_else(|| source.parties.clone()).unwrap_or_default();
    let against = match &typed.against {
        Some(other) => {
            let old = Source::read(session, other)?;
            Some((
                file_name(other).to_owned(),
                Arc::new(old.parse(Some(&parties))),
            ))
        }
        None => None,
    };
    let leaf = ops::leaf_of_text(
        source.parse(Some(&parties)),
        file_name(named),
        names,
        (against, &parties),
    );
    let name = file_name(named);
    let stem = Path::new(name).file_stem().unwrap_or_default();
    let stem = stem.to_string_lossy().into_owned();
    let page = page::text_page(&leaf, name, session.env.moment());
    let path = page::file_names(&[&stem]).into_iter().next();
    Ok(vec![PageFile {
        path: path.unwrap_or_else(|| "document.html".to_owned()),
        bytes: page.into_bytes(),
    }])
}
