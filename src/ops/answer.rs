//! Answers to a text, as they come back by Word or mail: what each asks for, paragraph by paragraph.

mod asked;
mod base;
mod carried;
mod columns;
mod command;
mod comments;
mod compare;
mod draft;
mod joined;
mod letter;
mod lines;
mod looks;
mod mail;
mod markdown;
mod moved;
mod notes;
mod number;
mod pairs;
mod patch;
mod prove;
mod script;
mod sentence;
mod table;
mod whose;

pub use asked::{Answer, Ask, Stand, Unclear};
pub use carried::carried;
pub use command::{amendments_of, stances_of};
pub use compare::{Answered, answer, authors_of};
pub use draft::{Changes, Drafted, drafted, tracked};
pub use mail::answer_by_mail;
pub use whose::{went_out, whose_changes};
