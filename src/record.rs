//! What people filed: the meeting, who takes part, who holds the pen, proposals and acts; the only room that reads YAML.

mod act;
mod delegations;
mod fault;
mod officer;
mod particulars;
mod proposal;
mod yaml;

pub use act::{Act, ActId, Anchor, Heard, Level, Target, Verb};
pub use delegations::{Delegation, DelegationKind, Delegations, Group, Membership};
pub use fault::Fault;
pub use officer::{Officer, Role};
pub use particulars::{Deadline, Particulars, Rules, Sitting};
pub use proposal::{Proposal, ProposalKind, Slug, Where};
