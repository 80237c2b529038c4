//! The rules: acts folded into the status of a proposal, the stance of each party and the standing of a paragraph. Pure.

mod case;
mod changed;
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
pub use judge::standing;
pub use ledger::{Ledger, Matter};
pub use position::{Effective, StanceRecord, Tally, effective};
pub use refusal::Refusal;
pub use roll::{Authority, Roll};
pub use ruling::Ruling;
pub use silence::{Break, Outcome, Silence};
pub use standing::{Declared, Derived, Facts, Filed, PlacedStance, Room, Standing, State};
pub use status::{Stance, Status};
