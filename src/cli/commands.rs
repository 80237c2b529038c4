//! The commands: one arm a verb, one file a group.

mod answered;
mod board;
mod chosen;
mod comparing;
mod deciding;
mod demo;
mod dispatch;
mod drafts;
mod export;
mod folders;
mod generate;
mod git;
mod habits;
mod home;
mod life;
mod lists;
mod mailed;
mod meeting;
mod new;
mod passing;
mod progress;
mod put;
mod queue;
mod reader;
mod receiver;
mod roll;
mod rolling;
mod room;
mod serve;
mod sources;
mod take;
mod texts;
mod who;
mod write;

pub(crate) use demo::demo;
pub(crate) use dispatch::run;
