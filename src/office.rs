//! Office files: a Word document and what stands in one, in and out, with no meaning of its own.

mod names;
mod paper;
mod read;
mod sheet;
mod write;
mod write_body;
mod write_changes;
mod write_fonts;
mod write_links;
mod write_marks;
mod write_pen;
mod write_styles;
mod write_table;
mod write_xml;

pub use names::{ADVICE, BOOKMARK, END, MASTHEAD, NOTE, PROPERTIES, role_of, style_of};
pub use paper::{
    Block, Change, Comment, Footnote, Joined, Look, Mark, Origin, Paper, Paragraph, Role, Run,
    Table, Was,
};
pub use read::{Fault, Left, Reading, read_paper};
pub use sheet::{Cell, Sheet, csv, markdown, quoted, xlsx};
pub use write::{Dress, Tracking, Unwritable, write};
