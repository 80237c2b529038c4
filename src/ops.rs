//! All that a user can do: questions that return plain data, and commands that plan an edit and touch nothing.

mod command;
mod results;

pub use command::{Aim, Command, Plan, Stamp, Wish};
pub use results::{
    CheckRow, Comparison, ComparisonRow, Desk, DeskItem, DocumentRow, Dossier, LogRow, Page,
    PageRow, ProposalCard, ProposalFilter, ProposalRow, StanceRow,
};
