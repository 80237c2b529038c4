//! What needs somebody now.

use super::results::Desk;
use crate::meeting::Meeting;
use crate::moment::Moment;

/// The desk of `who` (a delegation, a group or an officer; the room's where `None`), with what came in after `since`.
pub fn desk(_meeting: &Meeting, _who: Option<&str>, _since: Option<Moment>) -> Desk {
    Desk {
        documents: Vec::new(),
        items: Vec::new(),
        deadlines: Vec::new(),
        sittings: Vec::new(),
    }
}
