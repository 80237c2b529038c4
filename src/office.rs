//! Office files: a Word document and what stands in one, in and out, with no meaning of its own.

mod paper;
mod read;

pub use paper::{
    Block, Change, Comment, Footnote, Look, Mark, Origin, Paper, Paragraph, Role, Run, Table,
};
pub use read::{Fault, Left, Reading, read_paper};
