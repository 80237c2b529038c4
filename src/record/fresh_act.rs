//! A new act, and the id that is made from all that it says.

use super::act::{Act, Target, Verb};
use super::act_id::ActId;
use super::act_writer;
use crate::moment::Moment;

impl Act {
    /// An act with nothing but what every act has; the rest is filled in by whoever makes it.
    pub fn new(time: Moment, by: impl Into<String>, verb: Verb, target: Target) -> Act {
        let mut act = Act::blank(time, by.into(), verb, target);
        act.id = act.fresh_id(0);
        act
    }

    /// An id made from all that the act says now; for two acts that say the same, another nonce gives another id.
    pub fn fresh_id(&self, nonce: u64) -> ActId {
        ActId::new(&[&act_writer::line("", self)], nonce)
    }
}
