//! The room's copy: what of the desk's meeting goes out to the delegations, and what comes back from them.

mod circulate;
mod redact;
mod take_in;

pub use circulate::{Circulation, Held, Policy, circulate, circulation};
pub use take_in::{RefusedPaper, RoomPaper, TakenIn, take_in, taken_in};
