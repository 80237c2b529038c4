//! What the room decides: how a text is adopted, who votes how, what a motion asks for and what becomes of it.

use serde::{Deserialize, Serialize};

use super::vocabulary::vocabulary;

/// How a decision is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Manner {
    /// Nobody objects.
    Consensus,
    /// Nobody objects, and some dissociate themselves from points of it.
    Dissociations,
    /// By a recorded vote.
    Vote,
}

vocabulary!(Manner, "way to decide", 3, {
    Consensus = "consensus",
    Dissociations = "dissociations",
    Vote = "vote",
});

/// What a vote needs to carry. Abstentions count for neither side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Majority {
    /// More yes than no.
    #[default]
    Simple,
    /// At least twice as many yes as no.
    TwoThirds,
}

vocabulary!(Majority, "majority", 2, {
    Simple = "simple",
    TwoThirds = "two-thirds",
});

/// What a motion asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MotionKind {
    /// To take a section out of the text and annex it.
    Annex,
    /// To close the debate.
    CloseDebate,
    /// To adopt the text.
    Adopt,
    /// What its words say.
    Other,
}

vocabulary!(MotionKind, "kind of motion", 4, {
    Annex = "annex",
    CloseDebate = "close-debate",
    Adopt = "adopt",
    Other = "other",
});

/// What became of a motion, or of a proposal that was put to the vote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fate {
    /// The room wants it.
    Carried,
    /// The room does not.
    Defeated,
    /// Whoever made it took it back.
    Withdrawn,
}

vocabulary!(Fate, "fate of a motion", 3, {
    Carried = "carried",
    Defeated = "defeated",
    Withdrawn = "withdrawn",
});

/// What a delegation does when a vote is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Voice {
    /// In favour.
    Yes,
    /// Against.
    No,
    /// Abstains: present, for neither side.
    Abstain,
    /// Does not participate, or is not in the room.
    NotParticipating,
}

vocabulary!(Voice, "vote", 4, {
    Yes = "yes",
    No = "no",
    Abstain = "abstain",
    NotParticipating = "not-participating",
});

/// A recorded vote: the delegations by what they did, and the totals as they were announced.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Vote {
    names: [Vec<String>; 4],
    totals: [Option<u32>; 4],
}

impl Vote {
    /// The delegations that did so, in the order in which they were written down.
    pub fn names(&self, voice: Voice) -> &[String] {
        &self.names[voice as usize]
    }

    /// The total that was announced, where one was.
    pub fn total(&self, voice: Voice) -> Option<u32> {
        self.totals[voice as usize]
    }

    /// Adds a delegation.
    pub fn add(&mut self, voice: Voice, name: impl Into<String>) {
        self.names[voice as usize].push(name.into());
    }

    /// Notes the total that was announced.
    pub fn announce(&mut self, voice: Voice, total: u32) {
        self.totals[voice as usize] = Some(total);
    }

    /// Every delegation with what it did.
    pub fn voices(&self) -> impl Iterator<Item = (Voice, &str)> {
        Voice::ALL.into_iter().flat_map(|voice| {
            let names = self.names(voice).iter();
            names.map(move |name| (voice, name.as_str()))
        })
    }

    /// Whether nothing was written down.
    pub fn is_empty(&self) -> bool {
        self.voices().next().is_none() && self.totals == [None; 4]
    }

    /// The same with every name as something else writes it.
    #[must_use]
    pub fn renamed(&self, name: impl Fn(&str) -> String) -> Vote {
        let each = |names: &Vec<String>| names.iter().map(|one| name(one)).collect();
        Vote {
            names: self.names.each_ref().map(each),
            totals: self.totals,
        }
    }
}

/// What an act that decides something says beside what every act says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Decision {
    /// How it was decided.
    pub manner: Option<Manner>,
    /// The vote, where there was one.
    pub vote: Option<Vote>,
    /// What the vote needed.
    pub majority: Majority,
    /// What a motion asks for.
    pub kind: Option<MotionKind>,
    /// What became of it.
    pub fate: Option<Fate>,
    /// The paragraphs that were amended orally: what the last published text does not say.
    pub changed: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vote_keeps_who_did_what_and_what_was_announced() {
        let mut vote = Vote::default();
        assert!(vote.is_empty());
        vote.add(Voice::Abstain, "xno");
        vote.announce(Voice::Yes, 134);
        assert_eq!(vote.names(Voice::Abstain), ["xno"]);
        assert_eq!(vote.total(Voice::Yes), Some(134));
        assert_eq!(vote.total(Voice::No), None);
        let vote = vote.renamed(str::to_uppercase);
        assert_eq!(vote.voices().collect::<Vec<_>>(), [(Voice::Abstain, "XNO")]);
        assert!(!vote.is_empty());
    }
}
