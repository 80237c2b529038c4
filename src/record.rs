//! What people filed: the meeting, who takes part, who holds the pen, proposals and acts; the only room that reads YAML.

mod act;
mod act_id;
mod act_line;
mod act_reader;
mod act_writer;
mod acts;
mod acts_file;
mod decision;
mod delegations;
mod delegations_file;
mod entry;
mod fault;
mod fresh_act;
mod officer;
mod officer_file;
mod particulars;
mod particulars_file;
mod parties_list;
mod paths;
mod proposal;
mod proposal_file;
mod quote;
mod reader;
mod slug;
mod source;
mod sources_file;
mod vocabulary;
mod votes_file;
mod yaml;

pub use act::{Act, Anchor, Heard, Level, Target, Verb};
pub use act_id::ActId;
pub use act_writer::write_act;
pub use acts::{Acts, Deed};
pub use acts_file::{NoAppend, append_act, read_acts, read_acts_into};
pub use decision::{Decision, Fate, Majority, Manner, MotionKind, Voice, Vote};
pub use delegations::{Delegation, DelegationKind, Delegations, Group, Membership, Participant};
pub use delegations_file::{read_delegations, write_delegations};
pub use entry::{Entry, NoEntry};
pub use fault::Fault;
pub use officer::{Officer, Role};
pub use officer_file::{read_officer, write_officer};
pub use particulars::{Deadline, Particulars, Rules, Sitting};
pub use particulars_file::{read_particulars, write_particulars};
pub use parties_list::{NoParties, parties_list};
pub use paths::{acts_path, issued_path, proposal_path, sources_path, text_path};
pub use proposal::{Proposal, ProposalKind, Where};
pub use proposal_file::{read_proposal, write_proposal};
pub use slug::Slug;
pub use source::{How, Origin, Provenance, Source};
pub use sources_file::{
    append_source, read_source, read_sources, renamed_sources, says_nothing, without_source,
    write_source,
};
pub use vocabulary::NoWord;
pub use votes_file::{Voter, read_votes};
