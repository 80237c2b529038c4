//! What the repository promises: versions read back, nothing of anybody's is lost, what git calls odd is met kindly.

mod damaged;
mod history;
mod memory;
mod odd;
mod reading;
mod saving;
