//! Whose names a form shows.

use crate::cli::grammar::Names;
use crate::ops::Naming;

/// Whose names are shown.
pub(crate) fn naming(names: Names) -> Naming {
    match names {
        Names::Shown => Naming::Shown,
        Names::None => Naming::Hidden,
    }
}
