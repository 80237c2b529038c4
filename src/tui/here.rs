//! The paragraph that is selected.

use crate::ops::Aim;
use crate::text::Address;

/// A paragraph that is selected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Here {
    /// The document.
    pub(super) document: String,
    /// The paragraph's ordinal.
    pub(super) index: usize,
    /// What it is called.
    pub(super) name: String,
}

impl Here {
    /// The paragraph as a command names it.
    pub(super) fn aim(&self) -> Aim {
        Aim::Paragraph(self.document.clone(), self.address())
    }

    /// Its name as an address.
    pub(super) fn address(&self) -> Address {
        Address::new(self.name.clone())
    }
}
