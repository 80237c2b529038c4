//! Many parties' versions of one text laid into it: the rolling text.
//!
//! What is written proves itself: paragraph by paragraph and then as a whole, the base and every party must read back what
//! they wrote. Where words cannot be bracketed one by one the whole paragraph becomes the alternative; where that does not
//! read right either, the whole passage; in the end the whole text.

use std::collections::{BTreeSet, HashMap};

use super::aside::appended;
use super::passages::Passages;
use super::proof::Court;
use super::table::Table;
use super::version::Version;
use super::weave::Circle;
use crate::text::{Document, Parties, Place};

/// A party's version of the base.
#[derive(Debug, Clone, Copy)]
pub struct Amended<'a> {
    /// The party.
    pub party: &'a str,
    /// Its whole text, parsed with the same parties as the base.
    pub document: &'a Document,
}

/// Why no rolling text can be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Discord {
    /// An alternative in that name would be plain text.
    #[error("{0} is no delegation or group that is listed")]
    Unknown(String),
    /// Only one text of each party can be laid in.
    #[error("{0} has two texts")]
    Twice(String),
    /// The program found no way of writing that keeps everybody's words.
    #[error(
        "no way of bracketing was found in which {reader} reads what it wrote: {expected:?}, not {found:?}"
    )]
    Unproved {
        /// Who would read something else: a party, or the base.
        reader: String,
        /// Where in its text.
        place: Place,
        /// What it wrote there.
        expected: String,
        /// What it would read there.
        found: String,
    },
}

/// Lays every party's version into the base; the order of the versions does not matter.
///
/// # Errors
/// Says who cannot be named, or whose words could not be kept; nothing is left out silently.
pub fn compile(
    base: &Document,
    amended: &[Amended<'_>],
    parties: &Parties,
) -> Result<Vec<u8>, Discord> {
    let mut amended = amended.to_vec();
    amended.sort_by_key(|one| one.party);
    for pair in amended.windows(2) {
        if let [one, other] = pair
            && one.party == other.party
        {
            return Err(Discord::Twice(one.party.to_owned()));
        }
    }
    if let Some(stranger) = amended.iter().find(|one| !parties.contains(one.party)) {
        return Err(Discord::Unknown(stranger.party.to_owned()));
    }
    let (versions, entire) = beside(base, &amended);
    let named = base
        .brackets()
        .iter()
        .flat_map(|bracket| &bracket.alternatives);
    let named = named.flat_map(|alternative| alternative.parties.iter());
    let submitters: BTreeSet<String> = named
        .cloned()
        .chain(amended.iter().map(|one| one.party.to_owned()))
        .collect();
    let submitters: Vec<String> = submitters.into_iter().collect();
    let table = Table {
        base,
        versions: &versions,
        entire: &entire,
        appended: appended(base, &amended),
        circle: Circle {
            parties,
            submitters: &submitters,
            document: base,
        },
    };
    let court = Court::new(base, &versions, table.circle);
    let mut passages = Passages::of(base);
    let mut known = HashMap::new();
    // Each round brackets something less finely, and so this ends.
    loop {
        let faults = match table.lay(&passages, &mut known) {
            Err(faults) => faults,
            Ok(laid) => match court.prove(&laid) {
                faults if faults.is_empty() => return Ok(laid.bytes),
                faults => faults,
            },
        };
        let places = faults.iter().flat_map(|fault| fault.places.iter().copied());
        if !passages.coarsen(&places.collect(), |passage| table.grain(passage, &court)) {
            let first = faults.into_iter().next();
            return first.map_or_else(|| Ok(base.print()), |fault| Err(fault.discord));
        }
    }
}

/// The versions beside the base, and the headings and footnotes that are bracketed with their label: in some version, and not in another,
/// they have one, or nothing else.
fn beside<'a>(base: &Document, amended: &[Amended<'a>]) -> (Vec<Version<'a>>, BTreeSet<usize>) {
    let mut versions = side_by_side(amended, |one| Version::of(base, one.party, one.document));
    let entire: BTreeSet<usize> = versions.iter().flat_map(|one| one.reheaded(base)).collect();
    versions.iter_mut().for_each(|one| one.judge(base, &entire));
    (versions, entire)
}

/// Does the same with each of some things, on two threads where there are two things.
pub(super) fn side_by_side<T: Sync, R: Send>(
    things: &[T],
    work: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    let (one, other) = things.split_at(things.len() / 2);
    if one.is_empty() {
        return things.iter().map(work).collect();
    }
    std::thread::scope(|scope| {
        let half = scope.spawn(|| one.iter().map(&work).collect::<Vec<R>>());
        let other: Vec<R> = other.iter().map(&work).collect();
        let mut all = half
            .join()
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        all.extend(other);
        all
    })
}
