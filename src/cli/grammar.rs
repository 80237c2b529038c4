//! What may be typed: one file a group of verbs, and from words to a request.

mod complete;
mod drafting;
mod interpret;
mod keeping;
mod line;
mod reading;
mod ruling;
mod split;
mod taking;
mod target;
mod treating;

#[allow(unused_imports)]
pub(crate) use drafting::{Drafting, Edit, Issue};
#[allow(unused_imports)]
pub(crate) use keeping::{Demo, Generate, Identity, Keeping, New, Shell, What};
#[allow(unused_imports)]
pub(crate) use line::{Colour, Line, Verb, command, parse};
#[allow(unused_imports)]
pub(crate) use reading::{
    Brackets, Check, Diff, Documents, Format, Log, OneProposal, Outline, Proposals, Read, Reading,
    Show, Status,
};
#[allow(unused_imports)]
pub(crate) use target::{Hand, at_version};

pub use complete::complete;
pub use interpret::interpret;
#[allow(unused_imports)]
pub(crate) use interpret::request;
