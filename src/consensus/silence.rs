//! A silence procedure: who does not object until then agrees; one objection breaks it.

use crate::moment::Moment;
use crate::record::{Act, ActId, Target};
use crate::text::Digests;

/// A silence procedure on a paragraph, a proposal or a document.
#[derive(Debug, Clone, PartialEq)]
pub struct Silence {
    /// The act that opened it.
    pub act: ActId,
    /// On what.
    pub target: Target,
    /// When it was opened.
    pub opened: Moment,
    /// When it ends, extensions included.
    pub closes: Moment,
    /// By whom.
    pub by: String,
    /// The words it is about, where it is about a paragraph.
    pub digests: Option<Digests>,
    /// Who broke it; one break is enough, later ones are kept.
    pub breaks: Vec<Break>,
    /// When it was ended by hand, and by which act.
    pub ended: Option<(Moment, ActId)>,
}

/// An objection to a silence procedure.
#[derive(Debug, Clone, PartialEq)]
pub struct Break {
    /// The party.
    pub party: String,
    /// When.
    pub time: Moment,
    /// By which act.
    pub act: ActId,
    /// Whether it came after the end: recorded and shown, but it breaks nothing.
    pub late: bool,
    /// Why.
    pub reason: Option<String>,
}

/// How a silence stands at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It is not over.
    Running,
    /// Somebody objected in time.
    Broken,
    /// It ended without objection.
    Passed,
    /// It was ended by hand before its time.
    CalledOff,
}

impl Silence {
    pub(super) fn of(act: &Act, closes: Moment) -> Silence {
        Silence {
            act: act.id.clone(),
            target: act.target.clone(),
            opened: act.time,
            closes,
            by: act.by.clone(),
            digests: act
                .digests
                .clone()
                .or_else(|| act.words.as_deref().map(Digests::of)),
            breaks: Vec::new(),
            ended: None,
        }
    }

    /// How it stands.
    pub fn outcome(&self, now: Moment) -> Outcome {
        if self.broken().is_some() {
            return Outcome::Broken;
        }
        match &self.ended {
            Some((when, _)) if *when < self.closes => Outcome::CalledOff,
            Some(_) => Outcome::Passed,
            None if now < self.closes => Outcome::Running,
            None => Outcome::Passed,
        }
    }

    /// The objection that broke it.
    pub fn broken(&self) -> Option<&Break> {
        self.breaks.iter().find(|one| !one.late)
    }

    /// Whether an act that names this target is about this silence.
    pub fn is_meant_by(&self, target: &Target) -> bool {
        match target {
            Target::Act(id) => *id == self.act,
            // Who speaks against the whole speaks against every part that is under silence.
            Target::Document => true,
            Target::Paragraph(anchor) | Target::Bracket { anchor, .. } => match &self.target {
                Target::Paragraph(mine) | Target::Bracket { anchor: mine, .. } => {
                    mine.version == anchor.version && mine.ordinal == anchor.ordinal
                }
                Target::Document => true,
                Target::Proposal(_) | Target::Act(_) => false,
            },
            Target::Proposal(slug) => match &self.target {
                Target::Proposal(mine) => mine == slug,
                _ => false,
            },
        }
    }
}
