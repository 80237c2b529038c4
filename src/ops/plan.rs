//! Plans: from a command to an edit or a refusal; nothing is touched.

mod block;
mod edit;
mod lay_in;
mod propose;
mod retract;
mod route;
mod rule;
mod same_as;
mod take;
mod treat;
mod work;

pub(crate) use route::plan;
