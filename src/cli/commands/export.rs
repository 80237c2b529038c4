//! Commands that hand texts and tables on: one file a form.

mod dispatch;
mod docx;

pub(crate) use dispatch::export;
