//! Commands that hand texts and tables on: one file a form.

mod dispatch;
mod docx;
mod hand_over;
mod naming;
mod pages;
mod slip;
mod tables;

pub(crate) use dispatch::export;
pub(crate) use naming::naming;
pub(crate) use slip::slip;
