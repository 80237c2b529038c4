//! Commands that hand texts and tables on: one file a form.

mod dispatch;
mod docx;
mod pages;
mod tables;

pub(crate) use dispatch::{export, naming};
