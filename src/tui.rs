//! The terminal interface: keys become messages, messages change the state, the state is drawn; all else is an effect.

mod answers;
mod bindings;
mod boxes;
mod config;
mod draw;
mod field;
mod flow;
mod footer;
mod forms;
mod intents;
mod lists;
mod message;
mod mouse;
mod overlay;
mod paint;
mod picker;
mod places;
mod press;
mod run;
mod screens;
mod state;
mod terminal;
mod theme;
mod typing;
mod update;
mod worker;

pub use config::{Complete, Config, Error, Interpret, ReadText};
pub use draw::draw;
pub use message::{Answer, Effect, Intent, Message, Motion, Question};
pub use press::{Press, message_for};
pub use run::run;
pub use state::{Screen, State};
pub use theme::{Palette, Theme};
pub use update::update;
pub use worker::Worker;
