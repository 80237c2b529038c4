//! The rolling text: many parties' versions laid into one bracketed text, how that reads for one of them, and how its brackets
//! are settled.

mod additions;
mod aside;
mod balance;
mod compile;
mod habits;
mod hunks;
mod lay;
mod merge;
mod numbering;
mod numbers;
mod pairs;
mod passages;
mod proof;
mod quote;
mod reading;
mod remains;
mod renumber;
mod reworded;
mod rows;
mod settle;
mod streamline;
mod stretch;
mod table;
mod unnamed;
mod version;
mod weave;
mod wish;

pub use aside::{Aside, aside};
pub use balance::{Balance, Became, Weighed, weigh};
pub use compile::{Amended, Discord, compile};
pub use habits::formal;
pub use hunks::{Hunk, collide, hunks, rebase};
pub use lay::{Bed, Misfit, Taken, in_brackets};
pub use merge::{Merged, Sides, Three, merge};
pub use numbering::heads_after;
pub use reading::{Bare, Reader, conflicts, read, read_text};
pub use renumber::{Citing, LeftAlone, Recited, Renamed, Renumbered, Unfit, renumber};
pub use reworded::{Reworded, reworded};
pub use settle::{Outcome, Pick, Settling, Unsettled};
pub use streamline::{Because, Shorter, streamline};
pub use unnamed::without_names;
pub use wish::with_words;
