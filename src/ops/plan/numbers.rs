//! The numbers that proposals are tabled under.

use std::collections::BTreeMap;

use crate::consensus::Ledger;
use crate::meeting::Meeting;
use crate::record::{Proposal, Target, Verb};

/// The numbers given so far in a plan: the next of each sponsor.
#[derive(Default)]
pub(super) struct Numbers {
    last: BTreeMap<String, usize>,
}

impl Numbers {
    /// The next free number of a sponsor, in the whole meeting: `XNO-3`; a submission has one too, and keeps it before it is tabled.
    ///
    /// A number that was once given is nobody else's, though the tabling was taken back: people have written it down.
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
                let given = register.acts.such(|act| act.verb == Verb::Table);
                let given = given.filter_map(|act| figure(act.number.as_deref()?));
                highest = tabled
                    .chain(filed)
                    .filter_map(figure)
                    .chain(given)
                    .fold(highest, usize::max);
            }
            highest
        });
        *last += 1;
        format!("{sponsor}-{last}")
    }

    /// The number of a proposal that is tabled: the one it was tabled under before, its own in its submission, `EU-1/4`, else the
    /// sponsor's next.
    pub(super) fn of(&mut self, meeting: &Meeting, ledger: &Ledger, proposal: &Proposal) -> String {
        let own = proposal
            .submission
            .as_ref()
            .map(|(name, n)| format!("{name}/{n}"))
            .filter(|number| number.starts_with(&format!("{}-", proposal.sponsor)));
        let register = meeting.register(&proposal.document);
        let target = Target::Proposal(proposal.slug.clone());
        let before = register.and_then(|register| {
            let tabled =
                |act: &crate::record::Deed<'_>| act.verb == Verb::Table && *act.target == target;
            let last = register.acts.such(tabled).last();
            last.and_then(|act| act.number)
        });
        let free = |number: &String| !ledger.numbers.contains_key(number);
        let given = before.filter(free).or_else(|| own.filter(free));
        given.unwrap_or_else(|| self.next(meeting, &proposal.sponsor))
    }
}
