//! The statuses of a proposal and the stances of a party (domain: the tables).

use serde::Serialize;

/// The status of a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Written, not handed in.
    Draft,
    /// Handed in.
    Submitted,
    /// Sent back to its sponsor.
    Returned,
    /// Circulated under a number.
    Tabled,
    /// Taken up.
    UnderDiscussion,
    /// Its words stand in the text, in brackets.
    InText,
    /// Put aside for a while.
    Parked,
    /// In the text without brackets.
    Accepted,
    /// In the text, in other words.
    AcceptedAsAmended,
    /// Lives on in another.
    Merged,
    /// Another took its place.
    Superseded,
    /// Not reflected.
    NotSupported,
    /// Taken back.
    Withdrawn,
    /// Final, with the document.
    Adopted,
    /// Final: not dealt with.
    Lapsed,
}

/// The stance of a party, from best to worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stance {
    /// Supports.
    Support,
    /// Can accept.
    Accept,
    /// Asks.
    Query,
    /// Reserves its position: blocks.
    Reserve,
    /// Objects: blocks.
    Oppose,
}
