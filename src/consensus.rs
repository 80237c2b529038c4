//! The rules: acts folded into the status of a proposal, the stance of each party and the standing of a paragraph. Pure.

mod case;
mod changed;
mod count;
mod decided;
mod deciding;
mod effect;
mod fold;
mod held;
mod judge;
mod ledger;
mod order;
mod position;
mod refusal;
mod retraction;
mod rights;
mod roll;
mod ruling;
mod silence;
mod standing;
mod status;
mod step;

pub use case::Case;
pub use count::{Count, count, voter};
pub use decided::{Adoption, Motion, MotionState, Statement};
pub use judge::standing;
pub use ledger::{Ledger, Matter};
pub use position::{Effective, StanceRecord, Tally, effective};
pub use refusal::Refusal;
pub use rights::{Needs, needs};
pub use roll::{Authority, Roll};
pub use ruling::Ruling;
pub use silence::{Break, Outcome, Silence};
pub use standing::{Declared, Derived, Facts, Filed, PlacedStance, Room, Since, Standing, State};
pub use status::{Stance, Status};
