//! The meeting in brief: its documents, and who takes part.

use crate::record::Role;

/// A party or an officer, for lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The code or handle.
    pub code: String,
    /// The name.
    pub name: String,
    /// A word for what it is.
    pub kind: &'static str,
    /// The office, where there is one.
    pub role: Option<Role>,
    /// The documents held.
    pub holds: Vec<String>,
}

/// The meeting in brief.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Card {
    /// What the room calls it.
    pub title: String,
    /// The documents in order.
    pub documents: Vec<String>,
    /// Officers, groups, delegations.
    pub people: Vec<Person>,
    /// Whether it can only be read.
    pub sealed: bool,
    /// What is wrong with the meeting's own files, a line each.
    pub faults: Vec<String>,
    /// The meeting's time zone.
    pub zone: Option<String>,
    /// The day it is there, `2008-07-17`.
    pub today: String,
    /// How long one may speak, in minutes.
    pub speaking_minutes: Option<u32>,
    /// How long a silence lasts of which it is not said, in hours.
    pub silence_hours: Option<u32>,
    /// Whether time stands still, as in the book's pictures: no clock is shown then.
    pub still: bool,
}
