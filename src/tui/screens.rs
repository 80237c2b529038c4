//! The screens: what each knows, how it moves, how it looks.

mod board;
mod compare;
mod compare_list;
mod desk;
mod floor;
mod paragraph;
mod proposals;
mod reader;
mod text;

pub(super) use board::Board;
pub(super) use compare::Compare;
pub(super) use desk::{Desk, Pane as DeskPane};
pub(super) use floor::{Floor, Sheet, occasion, words_of};
pub(super) use paragraph::Paragraph;
pub(super) use proposals::Proposals;
pub(super) use reader::draw as draw_reader;
pub(super) use text::Text;
