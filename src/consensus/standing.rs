//! The standing of a paragraph: what was ruled, what text and stances say, and where the two disagree.

use serde::Serialize;

use crate::moment::Moment;
use crate::record::{ActId, Level};

/// The one word for a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Nothing but a placeholder.
    Placeholder,
    /// Nobody has looked at it yet.
    Open,
    /// A bracket, an open proposal or a blocking stance.
    Contested,
    /// None of these.
    Clean,
    /// Clean, and somebody has looked.
    Ready,
    /// Under a silence procedure.
    Silence,
    /// Parked.
    Parked,
    /// Was agreed and is open again.
    Reopened,
    /// Agreed in informals.
    AgreedInformals,
    /// Agreed ad referendum.
    AgreedAdReferendum,
    /// Agreed.
    Agreed,
    /// Adopted.
    Adopted,
}

/// What was ruled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Declared {
    /// How far it is agreed, where it is.
    pub level: Option<Level>,
    /// By which act.
    pub act: ActId,
    /// When.
    pub time: Moment,
    /// By whom.
    pub by: String,
    /// The exact words.
    pub words: String,
}

/// What text and stances say.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Derived {
    /// Contested brackets in it.
    pub brackets: usize,
    /// Numbers or slugs of open proposals on it.
    pub proposals: Vec<String>,
    /// Parties with a blocking stance, sorted.
    pub blocking: Vec<String>,
    /// Parties that hold a bracket, sorted.
    pub holding: Vec<String>,
    /// Parties awaiting instructions, sorted.
    pub awaited: Vec<String>,
    /// Whether it was discussed or its silence ended.
    pub looked_at: bool,
}

/// What a paragraph's standing is folded from, besides the acts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facts {
    /// Its words.
    pub words: String,
    /// Its chapeau's words, where it is a sub-paragraph.
    pub chapeau: Option<String>,
    /// Contested brackets in it.
    pub brackets: usize,
    /// Their owners.
    pub holding: Vec<String>,
    /// Whether it is nothing but a placeholder.
    pub placeholder: bool,
}

/// The standing of one paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Standing {
    /// The one word.
    pub state: State,
    /// What was ruled.
    pub declared: Option<Declared>,
    /// What text and stances say.
    pub derived: Derived,
    /// Where the two disagree: code and sentence.
    pub findings: Vec<(&'static str, String)>,
    /// Why the state is what it is, in the room's words.
    pub reasons: Vec<String>,
}
