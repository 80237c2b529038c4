//! What may be typed: one file a group of verbs, and from words to a request.

mod coming;
mod complete;
mod deciding;
mod drafting;
mod handing;
mod interpret;
mod keeping;
mod known;
mod line;
mod passing;
mod reading;
mod rolling;
mod ruling;
mod serving;
mod settling;
mod speaking;
mod split;
mod taking;
mod target;
mod treating;

pub(crate) use coming::{Coming, Incoming};
pub use complete::complete;
pub(crate) use deciding::Deciding;
pub(crate) use drafting::{Drafting, Edit, Import, RebaseQueue, Undo};
pub(crate) use handing::{Export, Handing, Serve, Slip, TableOf};
pub use interpret::interpret;
pub(crate) use interpret::{filter, request};
pub(crate) use keeping::{Demo, Generate, Identity, Keeping, New, Shell, What};
pub(crate) use known::{Known, local};
pub(crate) use line::{Colour, Verb, command, parse};
pub(crate) use passing::{Passing, Publish, Receive, Save, Send};
pub(crate) use reading::{
    BlameText, Board, Brackets, Brief, Check, Diff, Format, Log, OneProposal, Outline, Progress,
    Proposals, Read, Reading, Show, Sources, Trace, Votes,
};
pub(crate) use rolling::{Compile, Names, Rolling, Streamline};
pub(crate) use serving::{DiffDriver, Install, MergeDriver, Serving, Textconv};
pub(crate) use target::{addresses, at_version, one_address};
pub(crate) use treating::{Merge, Treating};
