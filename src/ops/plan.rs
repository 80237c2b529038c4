//! Plans: from a command to an edit or a refusal; nothing is touched.

mod adopt;
mod aimed;
mod at_desk;
mod behind;
mod block;
mod chain;
mod clock;
mod compile;
mod debate;
mod edit;
mod entry;
mod hand_in;
mod intervene;
mod issue;
mod lay_in;
mod motion;
mod numbers;
mod propose;
mod put_back;
mod rebase;
mod retract;
mod route;
mod rule;
mod same_as;
mod settle;
mod sign;
mod source;
mod take;
mod treat;
mod undo;
mod wanted;
mod work;

pub(super) use aimed::inside_words;
pub use wanted::{Wanted, as_wanted};
pub(super) use work::anchor_in;
