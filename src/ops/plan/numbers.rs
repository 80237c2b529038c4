//! The numbers that proposals are tabled under.

use std::collections::BTreeMap;

use crate::consensus::Ledger;
use crate::meeting::Meeting;
use crate::record::Proposal;

/// The numbers given so far in a plan: the next of each sponsor.
#[derive(Default)]
pub(super) struct Numbers {
    last: BTreeMap<String, usize>,
}

impl Numbers {
    /// The next free number of a sponsor, in the whole meeting: `XNO-3`; a submission has one too, and keeps it before it is tabled.
    pub(super) fn next(&mut self, meeting: &Meeting, sponsor: &str) -> String {
        let figure = |number: &str| -> Option<usize> {
            let figure = number.strip_prefix(sponsor)?.strip_prefix('-')?;
            figure.split('/').next()?.parse().ok()
        };
        let last = self.last.entry(sponsor.to_owned()).or_insert_with(|| {
            let mut highest = 0;
            for draft in meeting.drafts() {
                let Some(register) = meeting.register(&draft.id) else {
                    continue;
                };
                let tabled = register.ledger.cases.values();
                let tabled = tabled.filter_map(|case| case.number.as_deref());
                let filed = register.proposals.values();
                let filed = filed.filter_map(|one| one.submission.as_ref());
                let filed = filed.map(|(name, _)| name.as_str());
                highest = tabled
                    .chain(filed)
                    .filter_map(figure)
                    .fold(highest, usize::max);
            }
            highest
        });
        *last += 1;
        format!("{sponsor}-{last}")
    }

    /// The number of a proposal that is tabled: its own in its submission, `EU-1/4`, else the sponsor's next.
    pub(super) fn of(&mut self, meeting: &Meeting, ledger: &Ledger, proposal: &Proposal) -> String {
        let own = proposal
            .submission
            .as_ref()
            .map(|(name, n)| format!("{name}/{n}"))
            .filter(|number| number.starts_with(&format!("{}-", proposal.sponsor)))
            .filter(|number| !ledger.numbers.contains_key(number));
        own.unwrap_or_else(|| self.next(meeting, &proposal.sponsor))
    }
}
