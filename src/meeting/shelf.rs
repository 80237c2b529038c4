//! What was read once and need not be read again, by the ids of the bytes it was read from.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::placement::Placements;
use crate::repo::BlobId;
use crate::text::Document;

/// Parsed texts and alignments, kept from one meeting to the next; cheap to throw away, safe to share between threads.
///
/// Who opens a meeting again after every act keeps one and hands it to [`super::Meeting::read_on`].
#[derive(Debug, Default)]
pub struct Shelf {
    texts: Mutex<HashMap<BlobId, Arc<Document>>>,
    placements: Mutex<HashMap<(BlobId, BlobId), Arc<Placements>>>,
}

impl Shelf {
    /// The text of these bytes, parsed by `parse` where it is not here yet.
    pub(super) fn text(
        &self,
        id: &BlobId,
        parse: impl FnOnce() -> Option<Document>,
    ) -> Option<Arc<Document>> {
        if let Some(text) = lock(&self.texts).get(id) {
            return Some(text.clone());
        }
        let text = Arc::new(parse()?);
        lock(&self.texts).insert(id.clone(), text.clone());
        Some(text)
    }

    /// The placements from one version to another, made by `align` where they are not here yet.
    pub(super) fn placements(
        &self,
        pair: (BlobId, BlobId),
        align: impl FnOnce() -> Option<Placements>,
    ) -> Option<Arc<Placements>> {
        if let Some(places) = lock(&self.placements).get(&pair) {
            return Some(places.clone());
        }
        let places = Arc::new(align()?);
        lock(&self.placements).insert(pair, places.clone());
        Some(places)
    }
}

/// A map that another thread panicked over holds whole entries all the same.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
