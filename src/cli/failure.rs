//! How a command fails: what, why, and the way out.

use std::error::Error;

use crate::consensus::Refusal;

/// A command that could not be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// What failed; begins small, no full stop.
    pub what: String,
    /// Why, outermost first.
    pub because: Vec<String>,
    /// The way out.
    pub hint: Option<String>,
}

impl Failure {
    /// A failure that needs no more words.
    pub fn new(what: impl Into<String>) -> Failure {
        Failure {
            what: what.into(),
            because: Vec::new(),
            hint: None,
        }
    }

    /// The same, with a cause.
    #[must_use]
    pub fn because(mut self, cause: impl Into<String>) -> Failure {
        self.because.push(cause.into());
        self
    }

    /// The same, with a way out.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Failure {
        self.hint = Some(hint.into());
        self
    }

    /// What an error and its sources say.
    pub fn of(error: &dyn Error) -> Failure {
        let mut failure = Failure::new(error.to_string());
        let mut source = error.source();
        while let Some(cause) = source {
            failure.because.push(cause.to_string());
            source = cause.source();
        }
        failure
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Failure {
        Failure {
            what: refusal.what,
            because: refusal.because,
            hint: refusal.hint,
        }
    }
}

impl From<crate::repo::Error> for Failure {
    fn from(error: crate::repo::Error) -> Failure {
        let mut failure = Failure::of(&error);
        failure.because.extend(error.said().map(str::to_owned));
        failure.hint = error.hint();
        failure
    }
}

impl From<Failure> for Refusal {
    fn from(failure: Failure) -> Refusal {
        Refusal {
            what: failure.what,
            because: failure.because,
            hint: failure.hint,
        }
    }
}
