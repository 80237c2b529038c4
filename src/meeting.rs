//! All that is known at one version: texts, record and standing, each read when it is first asked for. No git.

mod adopted;
mod awaited;
mod displaced;
mod docket;
mod draft;
mod facts;
mod filed;
mod known;
mod marks;
mod overtaken;
mod placement;
mod placer;
mod proposal_files;
mod read;
mod record_files;
mod register;
mod seats;
mod shelf;
mod stand;
mod vanished;

pub use awaited::Awaited;
pub use docket::{Docket, Here};
pub use draft::Draft;
pub use marks::Mark;
pub use placement::Placement;
pub use read::Meeting;
pub use register::Register;
pub use seats::Ends;
pub use shelf::Shelf;
pub use vanished::{Lost, Vanished};
