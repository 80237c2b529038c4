//! The suite: one program, one file a kind of proof.

mod crash;
mod kit;
mod layers;
mod record;
mod repo;
