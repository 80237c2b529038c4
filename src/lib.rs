//! adref: the drafts, brackets and proposals of a multilateral meeting, from a git repository of Markdown.
//!
//! The floors of the house, lowest first; imports go down, never up:
//! [`moment`]; [`text`], [`repo`], [`office`] and [`mail`]; [`diff`] and [`record`]; [`consensus`], [`life`] and [`rolling`]; [`meeting`];
//! [`workspace`]; [`ops`]; [`view`]; [`page`]; [`serve`]; [`cli`] and [`tui`]. `tests/suite/layers.rs` holds them.

pub mod cli;
pub mod consensus;
pub mod diff;
pub mod life;
pub mod mail;
pub mod meeting;
pub mod moment;
pub mod office;
pub mod ops;
pub mod page;
pub mod record;
pub mod repo;
pub mod rolling;
pub mod serve;
pub mod story;
pub mod text;
pub mod tui;
pub mod view;
pub mod workspace;
