//! What was read once and need not be read again, by the ids of the bytes it was read from.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::placement::Placements;
use super::record_files::House;
use super::register::Register;
use crate::repo::BlobId;
use crate::text::Document;

/// How many texts are kept.
const MOST: usize = 64;

/// Parsed texts and alignments, kept from one meeting to the next; cheap to throw away, safe to share between threads.
///
/// Who opens a meeting again after every act keeps one and hands it to [`super::Meeting::read_on`].
#[derive(Debug, Default)]
pub struct Shelf {
    house: Mutex<Option<(u64, Arc<House>)>>,
    texts: Mutex<HashMap<(u64, BlobId), Arc<Document>>>,
    registers: Mutex<HashMap<String, (u64, Arc<Register>)>>,
    placements: Mutex<HashMap<(BlobId, BlobId), Arc<Placements>>>,
}

impl Shelf {
    /// The text of these bytes, parsed by `parse` where it is not here yet.
    pub(super) fn text(
        &self,
        parties: u64,
        id: &BlobId,
        parse: impl FnOnce() -> Option<Document>,
    ) -> Option<Arc<Document>> {
        let key = (parties, id.clone());
        if let Some(text) = lock(&self.texts).get(&key) {
            return Some(text.clone());
        }
        let text = Arc::new(parse()?);
        let mut texts = lock(&self.texts);
        // Whoever walks a long history does not keep all of it.
        if texts.len() >= MOST {
            texts.clear();
        }
        texts.insert(key, text.clone());
        Some(text)
    }

    /// What the folder `facilitators` says, read by `read` where its files are not those that were read last.
    pub(super) fn house(&self, files: u64, read: impl FnOnce() -> House) -> Arc<House> {
        if let Some((known, house)) = &*lock(&self.house)
            && *known == files
        {
            return house.clone();
        }
        let house = Arc::new(read());
        *lock(&self.house) = Some((files, house.clone()));
        house
    }

    /// A document's register, read by `read` where its files are not those that were read last.
    pub(super) fn register(
        &self,
        document: &str,
        files: u64,
        read: impl FnOnce() -> Register,
    ) -> Arc<Register> {
        if let Some((known, register)) = lock(&self.registers).get(document)
            && *known == files
        {
            return register.clone();
        }
        let register = Arc::new(read());
        lock(&self.registers).insert(document.to_owned(), (files, register.clone()));
        register
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
