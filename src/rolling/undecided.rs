//! Brackets that two sides settled otherwise, each for somebody else: they stay as they stood.

use std::collections::{BTreeSet, HashSet};

use super::places::{Table, Three, finer, laid, piece, set};
use super::reading::{Bare, Reader, read};
use super::remains::Piece;
use crate::text::{Bracket, Document, Parties, fold};

/// The three versions with the brackets as they stood in the base which the two sides settled otherwise, each for somebody else, and
/// how many these are; `None` where there is none.
///
/// Where a side has words in such a place that the bracket does not hold, both sides' stand there, in a bracket that nobody owns.
pub(super) fn undecided(three: Three<'_>) -> Option<([String; 3], usize)> {
    let owned = |text: &str| {
        Document::parse(text)
            .brackets()
            .iter()
            .any(Bracket::is_owned)
    };
    if !owned(three.base) {
        return None;
    }
    let (rolling, table) = laid(three, None, None);
    let rolling = rolling?;
    let mut pieces: [Vec<Piece>; 3] = Default::default();
    let mut many = 0;
    for (span, words) in table.places(&rolling) {
        let Some((stand, contrary)) = table.as_stood(&table.three(words)) else {
            continue;
        };
        many += contrary;
        for (pieces, words) in pieces.iter_mut().zip(stand) {
            pieces.push(piece(rolling.source(), &span, words));
        }
    }
    let [base, ours, theirs] = &pieces;
    let read = |pieces: &[Piece], reader: &Reader| {
        let text = Document::parse_with(rolling.with_pieces(pieces), &table.parties);
        table.read(&text, reader)
    };
    let [common, one, other] = &table.readers;
    let texts = [read(base, common), read(ours, one), read(theirs, other)];
    (many > 0).then_some((texts, many))
}

impl Table<'_> {
    /// How a place reads in the base, on one side and on the other where all that the two settled otherwise stands as in the base, and in
    /// how many places of it that is so; `None` where there is none.
    fn as_stood(&self, versions: &[String; 3]) -> Option<([String; 3], usize)> {
        let whole = versions.each_ref().map(String::as_str);
        let folded = whole.map(fold);
        let cells = finer(folded.each_ref().map(String::as_str), whole);
        let cells = cells.iter().map(|cell| cell.each_ref().map(String::as_str));
        let cells: Vec<[&str; 3]> = cells.collect();
        let mut stand: [String; 3] = Default::default();
        let mut many = 0;
        for (n, cell) in cells.iter().enumerate() {
            if !contrary(*cell) {
                stand
                    .iter_mut()
                    .zip(cell)
                    .for_each(|(all, words)| all.push_str(words));
                continue;
            }
            many += 1;
            let [base, ours, theirs] = *cell;
            let known: HashSet<&str> = crate::text::words(base).collect();
            let holds = |side: &str| crate::text::words(side).all(|word| known.contains(word));
            let behind = cells.get(n + 1).map_or("", |next| next[0]);
            for all in &mut stand {
                if holds(ours) && holds(theirs) {
                    all.push_str(base);
                } else {
                    let both = self.bracket(&[ours, theirs].map(str::to_owned));
                    set(all, cell, &both, behind);
                }
            }
        }
        (many > 0).then_some((stand, many))
    }
}

/// Whether two sides settled what some parties had words of their own in, so that all read something else on each.
fn contrary(three: [&str; 3]) -> bool {
    let [base, ours, theirs] = three.map(Document::parse);
    let owners = |text: &Document| -> BTreeSet<String> {
        let alternatives = text.brackets().iter().flat_map(|one| &one.alternatives);
        alternatives
            .flat_map(|one| one.parties.iter().cloned())
            .collect()
    };
    let all = |text: &Document| {
        let read = read(text, &Parties::Guessed, &Reader::Base, Bare::Keep);
        fold(&String::from_utf8_lossy(&read))
    };
    let held = owners(&base);
    let settled = |side: &Document| !held.is_subset(&owners(side));
    settled(&ours) && settled(&theirs) && all(&ours) != all(&theirs)
}
