//! How a command line ended.

use std::sync::Arc;

use crate::ops::Request;
use crate::workspace::Workspace;

/// How a command that could be done ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    /// Done.
    Done,
    /// Done, but what was asked for does not hold: there are differences, findings.
    DoesNotHold,
}

/// What a command line came to.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// The exit status: 0 done, 1 done but what was asked for does not hold, 2 could not be done.
    pub status: u8,
    /// What goes to standard output.
    pub out: Vec<u8>,
    /// What goes to standard error.
    pub err: Vec<u8>,
    /// A meeting whose screens are to be opened next, if somebody sits there.
    pub open: Option<std::path::PathBuf>,
    /// The same meeting where it was read already.
    pub workspace: Option<Arc<Workspace>>,
    /// What is to be shown there first.
    pub first: Option<Request>,
}

impl Outcome {
    /// Standard output as text.
    pub fn printed(&self) -> String {
        String::from_utf8_lossy(&self.out).into_owned()
    }

    /// Standard error as text.
    pub fn complained(&self) -> String {
        String::from_utf8_lossy(&self.err).into_owned()
    }
}
