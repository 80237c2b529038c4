//! The chair's board: what can be gavelled, who holds out and on what, and what would close it.

mod closing;
mod holds;
mod links;
mod matrix;
mod rows;
mod torn;
mod whole;

pub use closing::{Choice, Way};
pub use holds::{Block, BoardRow, Hold};
pub use links::{Link, Package};
pub use matrix::{Cell, Matrix, MatrixRow, matrix};
pub use torn::Torn;
pub(super) use whole::ready_in;
pub use whole::{Board, BoardDocument, Holdout, board, ready};
