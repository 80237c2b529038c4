//! The acts in time, each in a sentence.

use super::find::documents_meant;
use super::results::LogRow;
use super::sentence::Teller;
use super::turns::in_turn;
use crate::consensus::Refusal;
use crate::meeting::Meeting;
use crate::moment::Moment;
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
    }
}
