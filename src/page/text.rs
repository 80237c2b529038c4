//! A page of a text that belongs to no meeting: a file, or a file at a version.

use super::document::{Beside, page};
use super::shell::Kind;
use crate::moment::Moment;
use crate::ops::Leaf;

/// The page of a text, made at a moment.
pub fn text_page(leaf: &Leaf, name: &str, made: Moment) -> String {
    let beside = Beside {
        index: None,
        floor: None,
        meeting: name,
        kind: Kind::File,
        made,
    };
    page(leaf, &beside)
}
