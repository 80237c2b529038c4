//! The acts in time, each in a sentence.

use std::collections::{HashMap, HashSet};
use std::ops::ControlFlow;
use std::time::Duration;

use super::find::documents_meant;
use super::results::LogRow;
use super::sentence::Teller;
use super::turns::in_turn;
use super::union::is_acts;
use crate::consensus::Refusal;
use crate::meeting::Meeting;
use crate::moment::Moment;
use crate::record::Act;
use crate::repo::{Error, Repository, Signed, VersionId};

/// The acts of a document, or of all, newest first.
///
/// # Errors
/// Where there is no such document.
pub fn log(meeting: &Meeting, document: Option<&str>) -> Result<Vec<LogRow>, Refusal> {
    latest(meeting, document, usize::MAX)
}

/// The newest acts of a document, or of all, newest first, at most `limit`.
///
/// # Errors
/// Where there is no such document.
pub fn latest(
    meeting: &Meeting,
    document: Option<&str>,
    limit: usize,
) -> Result<Vec<LogRow>, Refusal> {
    let ids = documents_meant(meeting, document)?;
    let registers: Vec<_> = ids
        .into_iter()
        .filter_map(|id| Some((id, meeting.register(id)?, meeting.text(id)?)))
        .collect();
    let mut acts: Vec<(usize, Moment, usize)> = Vec::new();
    for (document, (_, register, _)) in registers.iter().enumerate() {
        let deeds = register.acts.deeds().enumerate();
        acts.extend(deeds.map(|(n, deed)| (document, deed.time, n)));
    }
    // The newest first, and of the last minute all, so that its acts can be put in their order.
    acts.sort_by(|(m, a, _), (n, b, _)| (b, n).cmp(&(a, m)));
    if let Some((_, oldest, _)) = limit.checked_sub(1).and_then(|at| acts.get(at)).copied() {
        acts.truncate(acts.partition_point(|(_, time, _)| *time >= oldest));
    }
    let mut rows: Vec<LogRow> = Vec::with_capacity(acts.len().min(limit));
    // Minute by minute, so that no more acts are put together at a time than one minute has.
    for page in acts.chunk_by(|(m, a, _), (n, b, _)| (a, m) == (b, n)) {
        let document = page.first().and_then(|(n, _, _)| registers.get(*n));
        let Some((id, register, text)) = document else {
            continue;
        };
        let teller = Teller::new(meeting, id, register, text);
        let page: Vec<Act> = page
            .iter()
            .filter_map(|(_, _, n)| register.acts.get(*n))
            .collect();
        let turns = in_turn(page.iter().collect()).into_iter().rev();
        rows.extend(turns.take(limit - rows.len()).map(|act| {
            let gone = register.ledger.retracted.contains(&act.id);
            row(&teller, id, act, gone)
        }));
        if rows.len() >= limit {
            break;
        }
    }
    Ok(rows)
}

/// One act as a row.
pub(super) fn row(teller: &Teller<'_>, document: &str, act: &Act, retracted: bool) -> LogRow {
    LogRow {
        id: act.id.to_string(),
        time: act.time,
        document: document.to_owned(),
        by: act.by.clone(),
        entered_by: act.entered_by.clone(),
        sentence: teller.tell(act),
        retracted,
        signature: None,
    }
}

/// So long is git asked whose signatures versions bear: it asks a program for each. What it says is kept, so that the next log goes on.
const PATIENCE: Duration = Duration::from_millis(400);

/// An act may be dated so many seconds after the version that filed it: clocks differ.
const AHEAD: i64 = 24 * 3600;

/// Says of each act whose signature the version bears that filed it; of none, where nothing here is signed.
///
/// # Errors
/// Where the history cannot be read, or git fails.
pub fn with_signatures(repository: &Repository, rows: &mut [LogRow]) -> Result<(), Error> {
    let oldest = rows.iter().map(|row| row.time).min();
    let (Some(head), Some(oldest)) = (repository.head(), oldest) else {
        return Ok(());
    };
    let since = Moment::from_unix(oldest.unix() - AHEAD, 0);
    let mut wanted: HashMap<&str, HashSet<&str>> = HashMap::new();
    for row in rows.iter() {
        wanted.entry(&row.document).or_default().insert(&row.id);
    }
    let mut left: usize = wanted.values().map(HashSet::len).sum();
    let mut filed: HashMap<(String, String), VersionId> = HashMap::new();
    let mut versions = Vec::new();
    let mut tell = |version: &VersionId, path: &str, line: &[u8]| {
        let place = path.split('/').nth(1).zip(id_of(line));
        let Some((document, id)) = place.filter(|_| is_acts(path)) else {
            return ControlFlow::Continue(());
        };
        if wanted.get_mut(document).is_some_and(|ids| ids.remove(id)) {
            left -= 1;
            filed.insert((document.to_owned(), id.to_owned()), version.clone());
            if versions.last() != Some(version) {
                versions.push(version.clone());
            }
        }
        match left {
            0 => ControlFlow::Break(()),
            _ => ControlFlow::Continue(()),
        }
    };
    if !repository.added_by_signed((&head, since), "drafts", &mut tell)? {
        return Ok(());
    }
    let whose = match repository.signed_within(&versions, PATIENCE) {
        // Without git all else works.
        Err(Error::NoGit) => Vec::new(),
        whose => whose?,
    };
    let whose: HashMap<VersionId, Signed> = versions.into_iter().zip(whose).collect();
    for row in rows {
        let by = filed.get(&(row.document.clone(), row.id.clone()));
        row.signature = Some(match by {
            None => Signed::No,
            Some(version) => whose.get(version).cloned().unwrap_or(Signed::Unchecked),
        });
    }
    Ok(())
}

/// The id of the act on a line of a file of acts.
fn id_of(line: &[u8]) -> Option<&str> {
    let line = std::str::from_utf8(line).ok()?;
    let (_, rest) = line.split_once("id:")?;
    let end = rest.find([',', '}']).unwrap_or(rest.len());
    Some(rest.get(..end)?.trim().trim_matches(['"', '\'']))
}
