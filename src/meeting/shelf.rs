//! What was read once and need not be read again, by the ids of the bytes it was read from.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use super::docket::Docket;
use super::marks::Mark;
use super::placement::Placements;
use super::proposal_files::ProposalFiles;
use super::record_files::House;
use super::register::Register;
use crate::consensus::Standing;
use crate::record::Slug;
use crate::repo::BlobId;
use crate::text::Document;

/// How many texts are kept.
const MOST: usize = 64;

/// Parsed texts, alignments and what came of each document's record, kept from one meeting to the next; cheap to throw away, safe to share between threads.
///
/// Who opens a meeting again after every act keeps one and hands it to [`super::Meeting::read_on`].
#[derive(Debug, Default)]
pub struct Shelf {
    house: Mutex<Option<(u64, Arc<House>)>>,
    texts: Mutex<HashMap<(u64, BlobId), Arc<Document>>>,
    placements: Mutex<HashMap<(BlobId, BlobId), Arc<Placements>>>,
    filed: Mutex<HashMap<String, Arc<ProposalFiles>>>,
    pub(super) registers: Latest<Register>,
    pub(super) dockets: Latest<Docket>,
    pub(super) marks: Latest<BTreeMap<Slug, Vec<Mark>>>,
    pub(super) standings: Latest<Vec<Standing>>,
}

/// The latest of its kind for each document, with a number for all that it was made from.
#[derive(Debug)]
pub(super) struct Latest<T>(Mutex<HashMap<String, (u64, Arc<T>)>>);

impl<T> Default for Latest<T> {
    fn default() -> Latest<T> {
        Latest(Mutex::default())
    }
}

impl<T> Latest<T> {
    /// A document's, made by `make` where the one that is here was made from something else.
    pub(super) fn of(&self, document: &str, from: u64, make: impl FnOnce() -> T) -> Arc<T> {
        if let Some((known, made)) = lock(&self.0).get(document)
            && *known == from
        {
            return made.clone();
        }
        let made = Arc::new(make());
        lock(&self.0).insert(document.to_owned(), (from, made.clone()));
        made
    }
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

    /// A document's proposals as they were read the last time.
    pub(super) fn filed(&self, document: &str) -> Arc<ProposalFiles> {
        let filed = lock(&self.filed).get(document).cloned();
        filed.unwrap_or_default()
    }

    /// Keeps a document's proposals for the next time.
    pub(super) fn file(&self, document: &str, read: ProposalFiles) {
        lock(&self.filed).insert(document.to_owned(), Arc::new(read));
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
