//! `adref` alone: the screens of the meeting that the folder belongs to, or what is here instead.

use super::meeting;
use crate::cli::failure::Failure;
use crate::cli::outcome::Ending;
use crate::cli::place::{Place, WAYS_IN};
use crate::cli::session::Session;
use crate::repo::Repository;

/// `adref`
pub(crate) fn home(session: &mut Session<'_>) -> Result<Ending, Failure> {
    match Place::find(session) {
        Ok(place) if session.env.interactive && !session.json => {
            session.open_screens(&place);
            Ok(Ending::Done)
        }
        Ok(_) => meeting::status(session),
        Err(failure) => Err(found_instead(session, failure)),
    }
}

/// Says what lies here: a repository without a meeting, Markdown files that could be drafts.
fn found_instead(session: &Session<'_>, failure: Failure) -> Failure {
    let here = &session.env.cwd;
    let mut drafts: Vec<String> = std::fs::read_dir(here)
        .map(|entries| {
            entries
                .flatten()
                .take(5000)
                .map(|entry| entry.file_name().to_string_lossy().into_owned())
                .filter(|name| name.ends_with(".md") || name.ends_with(".markdown"))
                .collect()
        })
        .unwrap_or_default();
    drafts.sort();
    let Some(first) = drafts.first() else {
        return failure;
    };
    let count = match drafts.len() {
        1 => "there is one Markdown file".to_owned(),
        n => format!("there are {n} Markdown files"),
    };
    let mut failure = failure.because(format!("{count} here: {}", shortened(&drafts)));
    failure.hint = Some(if Repository::discover(here).is_ok() {
        format!("`adref new . --draft wp1={first}` makes it a meeting; {WAYS_IN}")
    } else {
        format!("`adref new meeting --draft wp1={first}` makes a meeting of it; {WAYS_IN}")
    });
    failure
}

fn shortened(names: &[String]) -> String {
    let shown: Vec<&str> = names.iter().take(4).map(String::as_str).collect();
    let more = if names.len() > 4 { ", …" } else { "" };
    format!("{}{more}", shown.join(", "))
}
