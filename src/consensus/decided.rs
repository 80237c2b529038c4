//! What was decided on a document: what was adopted and how, the motions, and what delegations say for the record.

use super::count::Count;
use crate::moment::Moment;
use crate::record::{Act, ActId, Anchor, Fate, Manner, MotionKind, Target, Verb};
use crate::repo::BlobId;

/// A document or a section of one that was put to the room for adoption.
#[derive(Debug, Clone, PartialEq)]
pub struct Adoption {
    /// By which act.
    pub act: ActId,
    /// The heading of the section; the whole document, where there is none.
    pub section: Option<Anchor>,
    /// When.
    pub time: Moment,
    /// Who gavelled.
    pub by: String,
    /// How.
    pub manner: Manner,
    /// What the vote came to, where there was one.
    pub count: Option<Count>,
    /// The text that was adopted.
    pub text: Option<BlobId>,
    /// The paragraphs that were amended orally.
    pub amended: Vec<String>,
    /// Why it went over an objection.
    pub reason: Option<String>,
}

impl Adoption {
    pub(super) fn of(act: &Act, count: Option<Count>) -> Adoption {
        let decision = act.decision();
        Adoption {
            act: act.id.clone(),
            section: match &act.target {
                Target::Paragraph(anchor) => Some(anchor.clone()),
                _ => None,
            },
            time: act.time,
            by: act.by.clone(),
            manner: decision.manner.unwrap_or(Manner::Consensus),
            count,
            text: act.text.clone(),
            amended: decision.changed,
            reason: act.reason.clone(),
        }
    }

    /// Whether it is adopted: a vote may have gone against it.
    pub fn carried(&self) -> bool {
        self.count.is_none_or(|count| count.carried)
    }

    /// How it was adopted, or that it was not: `adopted by a vote of 134 to 0, with 2 abstentions, as orally amended`.
    pub fn sentence(&self) -> String {
        let mut sentence = match (&self.count, self.manner) {
            (Some(count), _) if count.carried => {
                format!("adopted by a vote of {}", count.sentence())
            }
            (Some(count), _) => format!("not adopted: a vote of {}", count.sentence()),
            (None, Manner::Dissociations) => "adopted by consensus, with dissociations".to_owned(),
            (None, _) => "adopted by consensus".to_owned(),
        };
        if !self.amended.is_empty() && self.carried() {
            sentence.push_str(", as orally amended");
        }
        sentence
    }
}

/// What became of a motion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MotionState {
    /// It is before the room.
    Pending,
    /// The room wants it.
    Carried,
    /// The room does not.
    Defeated,
    /// Whoever made it took it back.
    Withdrawn,
    /// The document was adopted before it was decided.
    Lapsed,
}

impl MotionState {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            MotionState::Pending => "pending",
            MotionState::Carried => "carried",
            MotionState::Defeated => "defeated",
            MotionState::Withdrawn => "withdrawn",
            MotionState::Lapsed => "lapsed",
        }
    }

    pub(super) fn after(fate: Fate) -> MotionState {
        match fate {
            Fate::Carried => MotionState::Carried,
            Fate::Defeated => MotionState::Defeated,
            Fate::Withdrawn => MotionState::Withdrawn,
        }
    }
}

/// A motion.
#[derive(Debug, Clone, PartialEq)]
pub struct Motion {
    /// By which act it was made.
    pub act: ActId,
    /// When.
    pub time: Moment,
    /// By whom.
    pub by: String,
    /// What it asks for.
    pub kind: MotionKind,
    /// On what.
    pub target: Target,
    /// Its words.
    pub words: String,
    /// What became of it.
    pub state: MotionState,
    /// When that came about, and by which act.
    pub decided: Option<(Moment, ActId)>,
    /// What the vote on it came to.
    pub count: Option<Count>,
}

impl Motion {
    pub(super) fn of(act: &Act) -> Motion {
        Motion {
            act: act.id.clone(),
            time: act.time,
            by: act.by.clone(),
            kind: act.decision().kind.unwrap_or(MotionKind::Other),
            target: act.target.clone(),
            words: act.words.clone().unwrap_or_default(),
            state: MotionState::Pending,
            decided: None,
            count: None,
        }
    }
}

/// What a delegation says for the record about what was or is to be adopted.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// By which act.
    pub act: ActId,
    /// Dissociate or explain.
    pub verb: Verb,
    /// When.
    pub time: Moment,
    /// Who says it.
    pub party: String,
    /// About what.
    pub target: Target,
    /// What it says.
    pub words: Option<String>,
}

impl Statement {
    pub(super) fn of(act: &Act) -> Statement {
        Statement {
            act: act.id.clone(),
            verb: act.verb,
            time: act.time,
            party: act.by.clone(),
            target: act.target.clone(),
            words: act.reason.clone().or_else(|| act.words.clone()),
        }
    }
}
