//! How far the documents have come, version by version: `adref progress`.

mod count;
mod falls;
mod point;
mod points;
mod table;

pub use count::Counts;
pub use falls::{Fall, Measure, falls};
pub use point::Point;
pub use points::{DocumentProgress, Fineness, Progress, progress};
pub use table::progress_table;
