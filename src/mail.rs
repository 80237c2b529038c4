//! A mail as it was sent, taken apart: its head, its own words as text, what is attached; with no meaning of its own.

mod bounds;
mod charset;
mod entities;
mod fault;
mod flowed;
mod head;
mod html;
mod open;
mod own;
mod parts;
mod transfer;

pub use fault::Fault;
pub use head::{Headers, headers, is_head_line, names_sender};
pub use open::{Mail, open, texts};
pub use own::Own;
pub use parts::{Form, Part};
