//! Answers laid out as lines for the command line.

mod board;
mod brackets;
mod brief;
mod cards;
mod comparison;
mod git;
mod life;
mod log;
mod markdown;
mod outline;
mod page;
mod progress;
mod queue;
mod rolling;
mod sheet;
mod sources;
mod stat;
mod status;
mod table;

pub(crate) use board::{board, holdouts, matrix};
pub(crate) use brackets::brackets;
pub(crate) use brief::brief;
pub(crate) use cards::{card, proposals};
pub(crate) use comparison::{Compared, Ink, Shape, comparison_head, lay_change};
pub(crate) use git::{FileNames, file_difference, file_head, installation, received};
pub(crate) use life::{blame, trace};
pub(crate) use log::log;
pub(crate) use markdown::comparison_in_markdown;
pub(crate) use outline::outline;
pub(crate) use page::{dossier, page};
pub(crate) use progress::{progress, progress_of};
pub(crate) use queue::queue;
pub(crate) use rolling::{balance, formal, shorter};
pub(crate) use sheet::sheet;
pub(crate) use sources::sources;
pub(crate) use status::{documents, status};
