//! Who changed which paragraphs of a text between two versions.

use std::collections::BTreeMap;

use super::chain::Chain;
use super::hand::Hand;
use crate::diff::Alignment;

/// Who changed the paragraphs of two versions.
#[derive(Debug, Clone, Default)]
pub struct Hands {
    /// Where nothing else is known.
    pub usual: Hand,
    /// Who took out or rewrote paragraphs of the old text, by their ordinals.
    pub struck: BTreeMap<usize, Hand>,
    /// Who wrote paragraphs of the new text, by their ordinals.
    pub wrote: BTreeMap<usize, Hand>,
    /// How paragraphs of the new text came about that several hands changed, by their ordinals.
    pub chains: BTreeMap<usize, Chain>,
    /// What the owners of alternatives are called, where not as in the text.
    pub names: BTreeMap<String, String>,
    /// Whether words in a party's own alternative are that party's.
    pub parties_are_authors: bool,
}

impl Hands {
    pub(super) fn struck(&self, old: usize) -> &Hand {
        self.struck.get(&old).unwrap_or(&self.usual)
    }

    pub(super) fn wrote(&self, new: usize) -> &Hand {
        self.wrote.get(&new).unwrap_or(&self.usual)
    }

    /// The same for readings of the two texts: how each text stands to its reading.
    #[must_use]
    pub fn carried(self, olds: &Alignment, news: &Alignment) -> Hands {
        fn moved<T>(all: BTreeMap<usize, T>, by: &Alignment) -> BTreeMap<usize, T> {
            let all = all.into_iter();
            all.filter_map(|(index, one)| Some((*by.of_old(index)?.new.first()?, one)))
                .collect()
        }
        Hands {
            struck: moved(self.struck, olds),
            wrote: moved(self.wrote, news),
            chains: moved(self.chains, news),
            ..self
        }
    }

    /// Who put in words of a new paragraph.
    pub(super) fn of(&self, owners: &[String], hand: &Hand) -> Hand {
        let own = |typed: &Vec<String>| owners.iter().all(|owner| typed.contains(owner));
        if !self.parties_are_authors || owners.is_empty() || hand.typed.as_ref().is_some_and(own) {
            return hand.clone();
        }
        let called = |code: &String| self.names.get(code).unwrap_or(code).clone();
        Hand {
            author: owners.iter().map(called).collect::<Vec<_>>().join(", "),
            time: hand.time.clone(),
            typed: None,
        }
    }
}
