//! The suite: one program, one file a kind of proof.

mod layers;
mod record;
