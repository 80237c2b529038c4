//! When a count fell, and by what.

use serde::Serialize;

use super::count::Counts;
use super::point::Point;

/// What is looked at over time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Contested brackets.
    Brackets,
    /// Words in contested brackets.
    ContestedWords,
    /// Proposals that wait for an answer.
    OpenProposals,
    /// Agreed paragraphs.
    Agreed,
}

impl Measure {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Measure; 4] = [
        Measure::Brackets,
        Measure::ContestedWords,
        Measure::OpenProposals,
        Measure::Agreed,
    ];

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Measure::Brackets => "brackets",
            Measure::ContestedWords => "contested words",
            Measure::OpenProposals => "open proposals",
            Measure::Agreed => "agreed",
        }
    }

    /// How many of it there are.
    pub fn of(self, counts: &Counts) -> usize {
        match self {
            Measure::Brackets => counts.brackets,
            Measure::ContestedWords => counts.contested_words,
            Measure::OpenProposals => counts.open_proposals,
            Measure::Agreed => counts.agreed,
        }
    }
}

/// A count that fell from one version to the next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fall {
    /// Of what.
    pub of: Measure,
    /// How many there were.
    pub from: usize,
    /// How many there are.
    pub to: usize,
    /// At which point, from 0.
    pub point: usize,
}

/// Every fall, in time; of several at one point in the order of [`Measure::ALL`].
pub fn falls(points: &[Point]) -> Vec<Fall> {
    let steps = points.iter().zip(points.iter().skip(1)).enumerate();
    steps
        .flat_map(|(n, (before, after))| {
            Measure::ALL.into_iter().filter_map(move |of| {
                let (from, to) = (of.of(&before.counts), of.of(&after.counts));
                (to < from).then_some(Fall {
                    of,
                    from,
                    to,
                    point: n + 1,
                })
            })
        })
        .collect()
}
