//! A Markdown draft as paragraphs, labels, brackets and words; parsing never fails, printing gives the source back.

mod blocks;
mod bracket;
mod columns;
mod digest;
mod document;
mod finding;
mod grapheme;
mod hash;
mod label;
mod near;
mod pairing;
mod parties;
mod tokens;

pub use bracket::{Alternative, Bracket, BracketKind};
pub use digest::Digests;
pub use document::{Document, Front, Kind, Lines, Paragraph, Segment, SegmentRole};
pub use finding::{Finding, Place, Severity};
pub use grapheme::graphemes;
pub use hash::short_hash;
pub use label::{Address, Label, LabelPath, NoAddress};
pub use near::near;
pub use parties::Parties;
pub use tokens::{Token, TokenKind, fold, is_ideograph, tokens, words};
