//! Speed, measured: `cargo bench`.

#![allow(missing_docs)] // what criterion makes of the group has none

use criterion::{criterion_group, criterion_main};

mod diff;
mod rolling;
mod text;

criterion_group!(benches, diff::diff, rolling::rolling, text::benches);
criterion_main!(benches);
