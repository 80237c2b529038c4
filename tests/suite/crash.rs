//! A program killed while it saves leaves the old state or the new one, whole.
#![allow(clippy::unwrap_used, clippy::expect_used)]
