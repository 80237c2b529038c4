//! The worked example: the chapters of the book, embedded, and the steps that tell it.
//!
//! A step that somebody types is run by who is above (`cli`): this room only says what was typed, by whom, when, and what it
//! printed. The whole play is
//!
//! ```ignore
//! let story = story::read()?;
//! let stage = story::Stage::set(&folder)?;
//! for step in story.until("floor")? {
//!     match &step.deed {
//!         // As if typed in stage.root() with ADREF_AS=step.hand and ADREF_NOW=step.at, output no terminal, 100 columns wide.
//!         Deed::Command(typed) => run(stage.root(), &typed.argv, &step.hand, step.at),
//!         Deed::Handwork(work) => stage.write(step, work)?,
//!         Deed::Screen(_) => {}
//!     }
//! }
//! stage.lay_out()?;
//! ```

mod chapter;
mod misprint;
mod patch;
mod shelf;
mod stage;
mod step;
mod words;

pub use chapter::Fence;
pub use misprint::Misprint;
pub use shelf::{Story, chapters, read};
pub use stage::{Mishap, Stage};
pub use step::{Deed, Handwork, Screen, Source, Step, Typed};
