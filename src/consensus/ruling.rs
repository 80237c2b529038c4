//! A ruling on a paragraph: gavelled, opened again, parked, discussed, certified.

use crate::moment::Moment;
use crate::record::{Act, ActId, Anchor, Level, Verb};
use crate::text::Digests;

/// A ruling on a paragraph, with all that its standing needs of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Ruling {
    /// The paragraph, as it was named then.
    pub anchor: Anchor,
    /// By which act.
    pub act: ActId,
    /// Agree, reopen, park, discuss or certify.
    pub verb: Verb,
    /// When.
    pub time: Moment,
    /// By whom.
    pub by: String,
    /// How far it is agreed.
    pub level: Option<Level>,
    /// Why; for a gavel, that it went over an objection.
    pub reason: Option<String>,
    /// The exact words.
    pub words: Option<String>,
    /// Their digests.
    pub digests: Option<Digests>,
    /// The digests of the chapeau's words.
    pub chapeau: Option<Digests>,
}

impl Ruling {
    pub(super) fn of(act: &Act, anchor: &Anchor) -> Ruling {
        Ruling {
            anchor: anchor.clone(),
            act: act.id.clone(),
            verb: act.verb,
            time: act.time,
            by: act.by.clone(),
            level: (act.verb == Verb::Agree).then(|| act.level.unwrap_or(Level::Agreed)),
            reason: act.reason.clone(),
            digests: act
                .digests
                .clone()
                .or_else(|| act.words.as_deref().map(Digests::of)),
            words: act.words.clone(),
            chapeau: act.chapeau.clone(),
        }
    }
}
