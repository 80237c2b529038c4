//! A finding: something in a file that a person should look at, with its place, what was read there, and a way out.

use serde::Serialize;

/// Where something stands in a file: line and column counted from 1, the column in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Place {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth a look; nothing is wrong with the file.
    Warning,
    /// The file does not say what its writer meant.
    Error,
}

/// One finding in one file; who read the file knows its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// A stable short name: `unclosed`, `duplicate-label`, `unknown-party` …
    pub code: &'static str,
    /// Whether it is an error or a warning.
    pub severity: Severity,
    /// Where it begins.
    pub place: Place,
    /// The words that stand there, control characters made visible, at most about 60 columns.
    pub excerpt: String,
    /// What is the matter, beginning small, without a full stop.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}
