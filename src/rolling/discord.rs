//! Why versions cannot be laid into one text.

use crate::text::Place;

/// Why no rolling text can be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Discord {
    /// An alternative in that name would be plain text.
    #[error("{0} is no delegation or group that is listed")]
    Unknown(String),
    /// Only one text of each party can be laid in.
    #[error("{0} has two texts")]
    Twice(String),
    /// The program found no way of writing that keeps everybody's words.
    #[error(
        "no way of bracketing was found in which {reader} reads what it wrote: {expected:?}, not {found:?}"
    )]
    Unproved {
        /// Who would read something else: a party, or the base.
        reader: String,
        /// Where in its text.
        place: Place,
        /// What it wrote there.
        expected: String,
        /// What it would read there.
        found: String,
    },
}
