//! A misprint: a place of a chapter that cannot be told as it stands.

/// What is wrong in a chapter, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{chapter}.md:{line}: {what}")]
pub struct Misprint {
    /// The chapter's file name without its ending.
    pub chapter: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong; begins small, no full stop.
    pub what: String,
}
