//! What was laid, and what of it does not read back.

use super::discord::Discord;
use super::remains::Piece;

/// What was laid.
pub(super) struct Laid {
    /// The rolling text.
    pub(super) bytes: Vec<u8>,
    /// What of the base was replaced in it.
    pub(super) pieces: Vec<Piece>,
}

/// Why what was laid is no rolling text.
pub(super) struct Fault {
    /// Who reads something else.
    pub(super) discord: Discord,
    /// The paragraphs of the base that may be to blame.
    pub(super) places: Vec<usize>,
}
