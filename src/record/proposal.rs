//! A proposal: what a delegation wants a text to say.

use serde::{Deserialize, Serialize};

use super::act::{Anchor, Heard};
use super::slug::Slug;
use super::vocabulary::vocabulary;
use crate::moment::Moment;

/// What a proposal asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProposalKind {
    /// Another wording of a whole paragraph.
    Replace,
    /// A new paragraph after or before one.
    Add,
    /// A paragraph less.
    Delete,
    /// A paragraph elsewhere.
    Move,
    /// Brackets round words.
    Bracket,
    /// Brackets off words.
    Lift,
    /// A term everywhere.
    Throughout,
    /// No text: a remark.
    Comment,
}

vocabulary!(ProposalKind, "kind of proposal", 8, {
    Replace = "replace",
    Add = "add",
    Delete = "delete",
    Move = "move",
    Bracket = "bracket",
    Lift = "lift",
    Throughout = "throughout",
    Comment = "comment",
});

/// On which side of its anchor an addition or a move stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Where {
    /// After it.
    #[default]
    After,
    /// Before it.
    Before,
}

vocabulary!(Where, "side", 2, {
    After = "after",
    Before = "before",
});

/// One proposal (one amendment of a submission).
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    /// Its slug, from the file's name.
    pub slug: Slug,
    /// The document it is to, from its folder.
    pub document: String,
    /// Who proposes: a delegation's or group's code.
    pub sponsor: String,
    /// Who joined from the start.
    pub cosponsors: Vec<String>,
    /// On behalf of whom.
    pub on_behalf_of: Option<String>,
    /// What it asks for.
    pub kind: ProposalKind,
    /// The paragraph; `None` for a proposal on the whole text.
    pub anchor: Option<Anchor>,
    /// On which side of the anchor (add, move).
    pub place: Where,
    /// The paragraph's exact words when it was written.
    pub words: String,
    /// The words wanted, Markdown, label off; empty for delete.
    pub wanted: String,
    /// For throughout: the term to be replaced.
    pub term: Option<String>,
    /// The proposal it amends.
    pub amends: Option<Slug>,
    /// Its submission and its number there: `("EU-1", 4)`.
    pub submission: Option<(String, usize)>,
    /// When it was received.
    pub received: Option<Moment>,
    /// Where it was heard.
    pub forum: Option<Heard>,
    /// Why.
    pub rationale: Option<String>,
    /// Never leaves the desk.
    pub desk: bool,
}
