//! Answers to a text, as they come back by Word or mail: what each asks for, paragraph by paragraph.

mod asked;
mod base;
mod carried;
mod columns;
mod command;
mod comments;
mod compare;
mod draft;
mod items;
mod letter;
mod lexicon;
mod lines;
mod mail;
mod markdown;
mod moved;
mod named;
mod notes;
mod number;
mod pairs;
mod patch;
mod prove;
mod quoted;
mod script;
mod sentence;
mod stated;
mod table;
mod whose;

pub use asked::{Answer, Ask, Stand, Unclear};
pub use carried::carried;
pub use command::{amendments_of, stances_of};
pub use compare::{Answered, answer, authors_of};
pub use draft::{Changes, Drafted, drafted, tracked};
pub use mail::answer_by_mail;
pub use whose::{went_out, whose_changes};
