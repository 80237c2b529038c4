//! Speed, measured: `cargo bench`.

#![allow(missing_docs)] // what criterion makes of the group has none

use criterion::{criterion_group, criterion_main};

mod diff;
mod queue;
mod rolling;
mod text;

criterion_group!(
    benches,
    diff::diff,
    queue::queue,
    rolling::rolling,
    text::benches
);
criterion_main!(benches);
