//! A paragraph's name in the room: PP3, OP12, 12 bis (a).

use std::fmt;

/// The printed number at a paragraph's head, normalized: `12 bis`, `(a)`, `PP3`, `Article 4`, `第十二条`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Label(String);

impl Label {
    /// The label as it is shown.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A label with those of its sections and parents before it: `II/12/(a)/(iv)`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LabelPath(pub Vec<Label>);

impl fmt::Display for LabelPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, label) in self.0.iter().enumerate() {
            if n > 0 {
                f.write_str("/")?;
            }
            write!(f, "{label}")?;
        }
        Ok(())
    }
}

/// What a person types to name a paragraph: `12bis`, `12 bis`, `II/12/(a)`, `PP3`, `¶7`, `12#2`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Address(String);

impl Address {
    /// Takes what was typed; whether a paragraph bears it only a document knows.
    pub fn new(typed: impl Into<String>) -> Address {
        Address(typed.into())
    }

    /// What was typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// No paragraph, or more than one, bears the address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no paragraph {address}")]
pub struct NoAddress {
    /// What was asked for.
    pub address: String,
    /// Names that are near, best first, at most five.
    pub near: Vec<String>,
}
