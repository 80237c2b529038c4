//! What the interface is given when it starts: a meeting, who sits before it, and the command line's understanding of words.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::consensus::Refusal;
use crate::meeting::Meeting;
use crate::moment::Moment;
use crate::ops::Request;
use crate::text::Document;
use crate::workspace::Workspace;

/// Understands a line as the command line would: what `adref LINE` asks for.
pub type Interpret = fn(&str, &Meeting) -> Result<Request, Refusal>;

/// What may stand where the last word of a line stands.
pub type Complete = fn(&str, &Meeting) -> Vec<String>;

/// Reads a text as the command line names it, from a folder: a file, `REV:PATH`, a document.
pub type ReadText = fn(&Path, &str) -> Result<Document, Refusal>;

/// What the interface needs from outside.
#[derive(Debug)]
pub struct Config {
    /// The meeting's repository.
    pub workspace: Arc<Workspace>,
    /// The folder it was started in: what a file is named from.
    pub folder: PathBuf,
    /// What is shown first, where something was asked for.
    pub first: Option<Request>,
    /// `ADREF_AS`: the hand; what `adref as` remembered counts where there is none.
    pub hand: Option<String>,
    /// `ADREF_NOW`: then the clock stands still.
    pub now: Option<Moment>,
    /// `VISUAL`, else `EDITOR`.
    pub editor: Option<String>,
    /// Whether colours may be used.
    pub colour: bool,
    /// The command line's grammar.
    pub interpret: Interpret,
    /// The command line's completion.
    pub complete: Complete,
    /// The command line's reading of a text.
    pub read: ReadText,
}

/// Why the interface could not go on.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The terminal says no.
    #[error("the terminal cannot be used")]
    Terminal(#[from] std::io::Error),
}
