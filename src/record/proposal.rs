//! A proposal: what a delegation wants a text to say.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::act::{Anchor, Heard};
use super::vocabulary::vocabulary;
use crate::moment::Moment;
use crate::text::short_hash;

/// A proposal's name that cannot collide: `xno-7f3a`; its file is `proposals/xno-7f3a.md`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Slug(pub String);

impl Slug {
    /// A new slug for a sponsor's proposal, made from what it says and when; `taken` tells which exist already.
    pub fn new(sponsor: &str, time: &Moment, says: &[&str], taken: impl Fn(&str) -> bool) -> Slug {
        let name: String = sponsor
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .collect::<String>()
            .to_ascii_lowercase();
        let time = time.unix().to_string();
        let mut round = 0_u32;
        loop {
            let nonce = round.to_string();
            let mut pieces = vec!["proposal", sponsor, time.as_str(), nonce.as_str()];
            pieces.extend_from_slice(says);
            let digits = short_hash(&pieces);
            for length in [4, 6, 8, 12, 40] {
                let slug = format!("{name}-{}", digits.get(..length).unwrap_or(&digits));
                if !taken(&slug) {
                    return Slug(slug);
                }
            }
            round += 1;
            // Whoever answers "taken" to everything gets a name all the same.
            if round > 100 {
                return Slug(format!("{name}-{digits}{round}"));
            }
        }
    }

    /// Whether a text can be a slug: lower-case letters, digits and single hyphens.
    pub fn is_slug(text: &str) -> bool {
        !text.is_empty()
            && text.len() <= 100
            && text.split('-').all(|part| {
                !part.is_empty()
                    && part
                        .bytes()
                        .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
            })
    }

    /// The slug as it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

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
