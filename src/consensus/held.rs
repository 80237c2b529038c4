//! The stances that hold, each by the number of its act: half a million of them lie side by side.

use rustc_hash::FxHashMap;

/// A stance that holds: the numbers of its act and of its party, and its place in the order of all acts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Held {
    pub(super) act: u32,
    pub(super) party: u32,
    pub(super) turn: u32,
}

/// Which stance of a party on a target is the latest, while acts are taken in their order.
#[derive(Default)]
pub(super) struct Latest(FxHashMap<(u32, usize), usize>);

impl Latest {
    /// Where another has taken a stance's place.
    pub(super) const OVER: u32 = u32::MAX;

    pub(super) fn take(&mut self, held: &mut Vec<Held>, aim: usize, [act, party, turn]: [u32; 3]) {
        let earlier = self.0.insert((party, aim), held.len());
        if let Some(earlier) = earlier.and_then(|at| held.get_mut(at)) {
            earlier.turn = Latest::OVER;
        }
        held.push(Held { act, party, turn });
    }

    /// Lets go of those that another came after.
    pub(super) fn settle(self, held: &mut Vec<Held>) {
        held.retain(|one| one.turn != Latest::OVER);
        held.shrink_to_fit();
    }
}

/// A number that fits; no document has more acts.
pub(super) fn small(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
