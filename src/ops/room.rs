//! The room's copy: what of the desk's meeting goes out to the delegations, and what comes back from them.

mod answers;
mod by_hand;
mod circulate;
mod earlier;
mod issued;
mod outgoing;
mod owners;
mod redact;
mod refused;
mod take_in;

pub use circulate::{Circulation, Held, Policy, circulate, circulation};
pub use earlier::note_look;
pub use issued::Named;
pub use refused::RefusedPaper;
pub use take_in::{RoomPaper, TakenIn, received_of, take_in};
