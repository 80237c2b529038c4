//! The statuses of a proposal and the stances of a party (domain: the tables).

use serde::Serialize;

use crate::record::Verb;

/// The status of a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Written, not handed in.
    Draft,
    /// Handed in.
    Submitted,
    /// Sent back to its sponsor.
    Returned,
    /// Circulated under a number.
    Tabled,
    /// Taken up.
    UnderDiscussion,
    /// Its words stand in the text, in brackets.
    InText,
    /// Put aside for a while.
    Parked,
    /// In the text without brackets.
    Accepted,
    /// In the text, in other words.
    AcceptedAsAmended,
    /// Lives on in another.
    Merged,
    /// Another took its place.
    Superseded,
    /// Not reflected.
    NotSupported,
    /// Taken back.
    Withdrawn,
    /// Final, with the document.
    Adopted,
    /// Final: put to the vote, and wanted.
    Carried,
    /// Final: put to the vote, and not wanted.
    Defeated,
    /// Final: not dealt with.
    Lapsed,
}

impl Status {
    /// What an act makes of a proposal in this status; `None` where the table does not allow it.
    ///
    /// | act | from | to |
    /// | --- | --- | --- |
    /// | submit | draft, returned | submitted |
    /// | return | submitted | returned |
    /// | table | submitted | tabled |
    /// | open | tabled, parked | under discussion |
    /// | bracket | under discussion, in text where its words are out of it | in text |
    /// | park | under discussion, in text | parked |
    /// | accept | under discussion, in text | accepted (as amended) |
    /// | merge, set-aside | under discussion, in text | merged, not supported |
    /// | supersede | tabled | superseded |
    /// | withdraw | whatever is not decided yet | withdrawn |
    /// | reopen | accepted (as amended) | under discussion |
    /// | reintroduce | not supported, withdrawn | tabled |
    /// | adopt-as-own | withdrawn | tabled; in text, where its words stand there and change hands |
    /// | decide | under discussion, in text | carried, defeated |
    ///
    /// What was never tabled comes back as what it was: see [`super::Case`].
    pub fn after(self, verb: Verb) -> Option<Status> {
        let discussed = matches!(self, Status::UnderDiscussion | Status::InText);
        match verb {
            Verb::Submit if matches!(self, Status::Draft | Status::Returned) => {
                Some(Status::Submitted)
            }
            Verb::Return if self == Status::Submitted => Some(Status::Returned),
            Verb::Table if self == Status::Submitted => Some(Status::Tabled),
            Verb::Open if matches!(self, Status::Tabled | Status::Parked) => {
                Some(Status::UnderDiscussion)
            }
            Verb::Bracket if discussed => Some(Status::InText),
            Verb::Park if discussed => Some(Status::Parked),
            Verb::Accept if discussed => Some(Status::Accepted),
            Verb::Merge if discussed => Some(Status::Merged),
            Verb::SetAside if discussed => Some(Status::NotSupported),
            Verb::Supersede if self == Status::Tabled => Some(Status::Superseded),
            Verb::Withdraw if self.is_undecided() => Some(Status::Withdrawn),
            Verb::Reopen if matches!(self, Status::Accepted | Status::AcceptedAsAmended) => {
                Some(Status::UnderDiscussion)
            }
            Verb::Reintroduce if matches!(self, Status::NotSupported | Status::Withdrawn) => {
                Some(Status::Tabled)
            }
            Verb::AdoptAsOwn if self == Status::Withdrawn => Some(Status::Tabled),
            _ => None,
        }
    }

    /// The acts on a proposal that may follow, in the order in which they usually come.
    pub fn ways(self) -> impl Iterator<Item = Verb> {
        const WAYS: [Verb; 13] = [
            Verb::Submit,
            Verb::Table,
            Verb::Return,
            Verb::Open,
            Verb::Bracket,
            Verb::Accept,
            Verb::Merge,
            Verb::Supersede,
            Verb::Park,
            Verb::SetAside,
            Verb::Reopen,
            Verb::Reintroduce,
            Verb::Withdraw,
        ];
        WAYS.into_iter()
            .filter(move |verb| self.after(*verb).is_some_and(|then| then != self))
    }

    /// Whether an act may follow once another has been done, and what else usually comes between.
    pub fn leads_to(self, step: Verb, verb: Verb) -> bool {
        let onward = |status: Status| match status {
            Status::Submitted => status.after(Verb::Table),
            Status::Tabled | Status::Parked => status.after(Verb::Open),
            _ => None,
        };
        std::iter::successors(self.after(step), |status| onward(*status))
            .any(|status| status.after(verb).is_some())
    }

    /// Whether the room still has it before it: it makes its paragraph contested.
    pub fn is_open(self) -> bool {
        matches!(
            self,
            Status::Submitted | Status::Tabled | Status::UnderDiscussion | Status::InText
        )
    }

    /// Whether it may be put on other words of its paragraph.
    pub fn may_be_rebased(self) -> bool {
        self.is_open() || matches!(self, Status::Returned | Status::Parked)
    }

    /// Whether nothing was decided about it yet, so that its sponsor may still take it back.
    pub fn is_undecided(self) -> bool {
        self.is_open() || matches!(self, Status::Draft | Status::Returned | Status::Parked)
    }

    /// Whether its words are in the text without brackets.
    pub fn is_taken_in(self) -> bool {
        matches!(
            self,
            Status::Accepted | Status::AcceptedAsAmended | Status::Carried | Status::Adopted
        )
    }

    /// Whether what was merged into it, or gave way to it, comes back.
    pub fn is_fallen(self) -> bool {
        matches!(
            self,
            Status::Withdrawn
                | Status::NotSupported
                | Status::Returned
                | Status::Defeated
                | Status::Lapsed
        )
    }

    /// The status in the room's words.
    pub fn name(self) -> &'static str {
        match self {
            Status::Draft => "a draft",
            Status::Submitted => "submitted",
            Status::Returned => "returned to its sponsor",
            Status::Tabled => "tabled",
            Status::UnderDiscussion => "under discussion",
            Status::InText => "in the text, in brackets",
            Status::Parked => "parked",
            Status::Accepted => "accepted",
            Status::AcceptedAsAmended => "accepted as amended",
            Status::Merged => "merged into another",
            Status::Superseded => "superseded by another",
            Status::NotSupported => "not supported",
            Status::Withdrawn => "withdrawn",
            Status::Adopted => "adopted with its document",
            Status::Carried => "carried by a vote",
            Status::Defeated => "defeated by a vote",
            Status::Lapsed => "lapsed",
        }
    }
}

/// The stance of a party, from best to worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stance {
    /// Supports.
    Support,
    /// Can accept.
    Accept,
    /// Asks.
    Query,
    /// Reserves its position: blocks.
    Reserve,
    /// Objects: blocks.
    Oppose,
}

impl Stance {
    /// The stance that a verb takes, if it takes one.
    pub fn of(verb: Verb) -> Option<Stance> {
        match verb {
            Verb::Support => Some(Stance::Support),
            Verb::CanAccept => Some(Stance::Accept),
            Verb::Query => Some(Stance::Query),
            Verb::Reserve => Some(Stance::Reserve),
            Verb::Oppose => Some(Stance::Oppose),
            _ => None,
        }
    }

    /// Whether it stands in the way of consensus by itself.
    pub fn is_blocking(self) -> bool {
        matches!(self, Stance::Reserve | Stance::Oppose)
    }

    /// What a party with this stance does: `XUS opposes`.
    pub fn verb(self) -> &'static str {
        match self {
            Stance::Reserve => "reserves its position",
            _ => self.verb_on(),
        }
    }

    /// The same before what it is on: `XUS reserves on outcome 12`.
    pub fn verb_on(self) -> &'static str {
        match self {
            Stance::Support => "supports",
            Stance::Accept => "can accept",
            Stance::Query => "queries",
            Stance::Reserve => "reserves on",
            Stance::Oppose => "opposes",
        }
    }

    /// What so many States with this stance do: `1 State asks`, `2 States ask`.
    pub fn verb_of(self, states: usize) -> &'static str {
        let one = states == 1;
        match self {
            Stance::Support if one => "supports",
            Stance::Support => "support",
            Stance::Accept => "can accept",
            Stance::Query if one => "asks",
            Stance::Query => "ask",
            Stance::Reserve if one => "reserves",
            Stance::Reserve => "reserve",
            Stance::Oppose if one => "opposes",
            Stance::Oppose => "oppose",
        }
    }
}
