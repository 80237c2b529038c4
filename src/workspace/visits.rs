//! When somebody was last here, kept on this machine alone: what came in since is for them to see.

use serde::{Deserialize, Serialize};

use super::open::Workspace;
use crate::moment::Moment;

/// Whoever comes back sooner has not been away, in seconds.
const AWAY: i64 = 600;

/// Two visits of somebody: the last that was over, and the present one.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
struct Visits {
    before: Option<i64>,
    seen: i64,
}

impl Workspace {
    /// When somebody was last here before the present visit, which is noted; `None` where that is not known.
    ///
    /// It lies with what may be deleted at any time: then nobody has been here.
    pub fn last_here(&self, who: &str, now: Moment) -> Option<Moment> {
        let known: Option<Visits> = self.kept("here", who);
        let before = known.and_then(|known| {
            if now.unix() - known.seen > AWAY {
                Some(known.seen)
            } else {
                known.before
            }
        });
        let seen = known.map_or(now.unix(), |known| known.seen.max(now.unix()));
        self.keep("here", who, &Visits { before, seen });
        before.map(|before| now.plus_seconds(before - now.unix()))
    }
}
