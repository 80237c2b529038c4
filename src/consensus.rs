//! The rules: acts folded into the status of a proposal, the stance of each party and the standing of a paragraph. Pure.

mod ledger;
mod refusal;
mod roll;
mod standing;
mod status;

pub use ledger::{Case, Ledger, StanceRecord};
pub use refusal::Refusal;
pub use roll::{Authority, Roll};
pub use standing::{Declared, Derived, Facts, Standing, State};
pub use status::{Stance, Status};
