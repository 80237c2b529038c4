//! Many parties' versions of one text laid into it: the rolling text.
//!
//! What is written proves itself: paragraph by paragraph and then as a whole, the base and every party must read back what
//! they wrote. Where words cannot be bracketed one by one the whole paragraph becomes the alternative; where that does not
//! read right either, the whole passage; in the end the whole text.

use std::collections::{BTreeSet, HashMap};

use super::amended::Amended;
use super::aside::appended;
use super::discord::Discord;
use super::passages::Passages;
use super::proof::Court;
use super::side_by_side::side_by_side;
use super::table::Table;
use super::version::Version;
use super::weave::Circle;
use crate::text::{Document, Parties};

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
