//! A step of the story: something typed, something changed by hand, or a look at the screen.

use crate::moment::Moment;

/// One step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The chapter's file name without its ending: `06-floor`.
    pub chapter: String,
    /// The line of the chapter it stands on, from 1.
    pub line: usize,
    /// Whose hand: an officer's handle or a delegation's code (`ADREF_AS`).
    pub hand: String,
    /// When (`ADREF_NOW`).
    pub at: Moment,
    /// What is done.
    pub deed: Deed,
}

/// What is done in a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deed {
    /// A command line was typed.
    Command(Typed),
    /// Files were written by hand and saved as one version.
    Handwork(Handwork),
    /// The terminal is looked at.
    Screen(Screen),
}

/// A line that was typed, and what it printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed {
    /// The words, without the program's name.
    pub argv: Vec<String>,
    /// What it printed: standard output, then standard error; ends with a line break unless empty.
    pub printed: String,
    /// The exit status the chapter declares.
    pub status: u8,
}

/// Files written by hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handwork {
    /// A path with `/` from the meeting's root; a folder ends with `/`.
    pub path: String,
    /// Where the new words come from.
    pub source: Source,
    /// The first line of the version's message.
    pub message: String,
    /// When the copy was taken that the words were changed in, where others went on meanwhile: theirs and these are merged.
    pub since: Option<Moment>,
}

/// Where handwork has its words from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A file, or a folder of files, that lies beside the chapters: `in/wp1-zero.md`, `in/facilitators/`.
    Beside(String),
    /// Hunks of a diff, found by their words.
    Patch(String),
    /// The block itself is the file.
    Whole(String),
}

/// A look at the terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Screen {
    /// The picture's name.
    pub name: String,
    /// Columns and rows.
    pub size: (u16, u16),
    /// The keys, as typed: `2 / 'some words' enter`.
    pub keys: String,
}
