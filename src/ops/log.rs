//! The acts in time, each in a sentence.

use super::find::find_document;
use super::results::LogRow;
use super::sentence::Teller;
use super::turns::in_turn;
use crate::consensus::Refusal;
use crate::meeting::Meeting;
use crate::record::Act;

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
    let ids: Vec<&str> = match document {
        Some(typed) => vec![find_document(meeting, typed)?.id.as_str()],
        None => meeting
            .drafts()
            .iter()
            .map(|draft| draft.id.as_str())
            .collect(),
    };
    let registers: Vec<_> = ids
        .into_iter()
        .filter_map(|id| Some((id, meeting.register(id)?, meeting.text(id)?)))
        .collect();
    let mut acts: Vec<(usize, &Act)> = registers
        .iter()
        .enumerate()
        .flat_map(|(n, (_, register, _))| register.acts.iter().map(move |act| (n, act)))
        .collect();
    // The newest first, and of the last minute all, so that its acts can be put in their order.
    acts.sort_by(|(m, a), (n, b)| (b.time, n).cmp(&(a.time, m)));
    if let Some(last) = limit.checked_sub(1).and_then(|at| acts.get(at)) {
        let oldest = last.1.time;
        acts.truncate(acts.partition_point(|(_, act)| act.time >= oldest));
    }
    let mut newest: Vec<(usize, &Act)> = Vec::with_capacity(acts.len());
    for page in acts.chunk_by(|(m, a), (n, b)| (a.time, m) == (b.time, n)) {
        let Some((n, _)) = page.first() else {
            continue;
        };
        let turns = in_turn(page.iter().map(|(_, act)| *act).collect());
        newest.extend(turns.into_iter().rev().map(|act| (*n, act)));
    }
    newest.truncate(limit);
    Ok(newest
        .into_iter()
        .filter_map(|(n, act)| {
            let (id, register, text) = registers.get(n)?;
            let teller = Teller::new(meeting, id, register, text);
            let gone = register.ledger.retracted.contains(&act.id);
            Some(row(&teller, id, act, gone))
        })
        .collect())
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
    }
}
