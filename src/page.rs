//! What leaves the desk as a page: HTML out of what `ops` answers, as files of bytes; nothing is read or written here.

mod anchor;
mod chart;
mod document;
mod filed;
mod floor;
mod html;
mod index;
mod prose;
mod said;
mod shell;
mod site;
mod style;
mod text;

pub use anchor::{Anchors, file_names};
pub use floor::floor;
pub use html::{Attribute, Href, Html};
pub use shell::{Kind, policy, with_stand};
pub use site::{PageFile, document_page, index_page, site};
pub use text::text_page;
