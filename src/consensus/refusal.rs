//! A refusal: what may not be done, why, and the way out.

/// Why something was not done. Shown the same on the command line and in the terminal.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what}")]
pub struct Refusal {
    /// What was refused: `12 is not agreed`; begins small, no full stop.
    pub what: String,
    /// The reasons, outermost first.
    pub because: Vec<String>,
    /// The way out.
    pub hint: Option<String>,
}
