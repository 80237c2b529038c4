//! What a person sees: keys as typed, the screen that comes of them, kept as pictures that the book shows.
//!
//! `ADREF_BLESS=1 cargo test --test suite screens` paints the pictures in `book/src/screens/` anew; look at each before it is kept.

mod acting;
mod behaviour;
mod book;
mod chairing;
mod comparing;
mod footers;
mod passing;
pub(crate) mod picture;
pub(crate) mod seat;
mod secretariat;
