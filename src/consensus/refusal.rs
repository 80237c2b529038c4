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

impl Refusal {
    /// A refusal of this, without reasons yet.
    pub fn of(what: impl Into<String>) -> Refusal {
        Refusal {
            what: what.into(),
            because: Vec::new(),
            hint: None,
        }
    }

    /// Adds a reason.
    #[must_use]
    pub fn because(mut self, reason: impl Into<String>) -> Refusal {
        self.because.push(reason.into());
        self
    }

    /// Names the way out.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Refusal {
        self.hint = Some(hint.into());
        self
    }

    /// What and why in one line, for a finding.
    pub fn sentence(&self) -> String {
        let mut sentence = self.what.clone();
        for reason in &self.because {
            sentence.push_str(": ");
            sentence.push_str(reason);
        }
        sentence
    }
}
