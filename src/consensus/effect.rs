//! What an act that may follow does to the ledger.

use super::case::Case;
use super::count::{Count, count};
use super::decided::{Adoption, Motion, MotionState, Statement};
use super::ledger::{Ledger, Matter};
use super::roll::Roll;
use super::ruling::Ruling;
use super::silence::Silence;
use super::status::Status;
use crate::record::{Act, ActId, Heard, MotionKind, Slug, Target, Verb};

impl Ledger {
    /// What an act that may follow does.
    pub(super) fn apply(&mut self, matter: &Matter<'_>, act: &Act, status: Option<Status>) {
        match (act.verb, &act.target) {
            (Verb::OpenSilence, target) => self.open_silence(act, target),
            (Verb::BreakSilence, target) => {
                for silence in self.silences.iter_mut().filter(|one| {
                    one.is_meant_by(target) && one.ended.is_none() && one.opened <= act.time
                }) {
                    silence.breaks.push(super::silence::Break {
                        party: act.by.clone(),
                        time: act.time,
                        act: act.id.clone(),
                        late: act.time > silence.closes,
                        reason: act.reason.clone(),
                    });
                }
            }
            (Verb::CloseSilence, target) => {
                for silence in self
                    .silences
                    .iter_mut()
                    .filter(|one| one.is_meant_by(target) && one.ended.is_none())
                {
                    silence.ended = Some((act.time, act.id.clone()));
                }
            }
            (Verb::Issue, _) => self.issues.push((act.id.clone(), act.number.clone())),
            (Verb::Rebase, Target::Paragraph(anchor)) => {
                if let (Some(slug), Some(words)) = (&act.into, &act.words) {
                    self.rebased
                        .insert(slug.clone(), (Some(anchor.clone()), words.clone()));
                    if let Some(case) = self.cases.get_mut(slug) {
                        case.acts.push(act.id.clone());
                    }
                }
            }
            (Verb::Adopt, target) => {
                let adoption = Adoption::of(act, counted(act, matter.roll));
                let whole = *target == Target::Document && adoption.carried();
                self.adoptions.push(adoption);
                if whole {
                    self.adopt(act);
                }
            }
            (Verb::Motion, _) => self.motions.push(Motion::of(act)),
            (Verb::Decide, Target::Act(id)) => self.decide(act, id, counted(act, matter.roll)),
            (Verb::Decide, Target::Proposal(slug)) => {
                if let Some(count) = counted(act, matter.roll) {
                    self.counts.insert(slug.clone(), count);
                }
                let base = self.amended_by(slug).cloned();
                self.treat(act, slug, status);
                if let (Some(Status::Carried), Some(base)) = (status, base) {
                    self.amend(matter, act, (slug, &base));
                }
            }
            (Verb::Dissociate | Verb::Explain, _) => self.statements.push(Statement::of(act)),
            (_, Target::Proposal(slug)) => {
                let base = self.amended_by(slug).cloned();
                self.treat(act, slug, status);
                if let (Verb::Accept, Some(base)) = (act.verb, base) {
                    self.amend(matter, act, (slug, &base));
                }
            }
            (_, Target::Paragraph(anchor) | Target::Bracket { anchor, .. })
                if matches!(
                    act.verb,
                    Verb::Agree | Verb::Reopen | Verb::Park | Verb::Discuss | Verb::Certify
                ) =>
            {
                self.rulings.push(Ruling::of(act, anchor));
            }
            _ => {}
        }
    }

    fn open_silence(&mut self, act: &Act, target: &Target) {
        let Some(closes) = act.closes else {
            return;
        };
        match target {
            Target::Act(id) => {
                if let Some(silence) = self.silences.iter_mut().find(|one| one.act == *id) {
                    silence.closes = closes;
                }
            }
            _ => self.silences.push(Silence::of(act, closes)),
        }
    }

    fn adopt(&mut self, act: &Act) {
        self.adopted = Some((act.id.clone(), act.time));
        for case in self.cases.values_mut() {
            case.status = match case.status {
                Status::Accepted | Status::AcceptedAsAmended => Status::Adopted,
                Status::Submitted
                | Status::Tabled
                | Status::UnderDiscussion
                | Status::InText
                | Status::Parked
                | Status::NotSupported => Status::Lapsed,
                other => other,
            };
        }
        for motion in &mut self.motions {
            if motion.state == MotionState::Pending {
                motion.state = match motion.kind {
                    MotionKind::Adopt => MotionState::Carried,
                    _ => MotionState::Lapsed,
                };
                motion.decided = Some((act.time, act.id.clone()));
            }
        }
    }

    fn decide(&mut self, act: &Act, id: &ActId, count: Option<Count>) {
        let fate = act.decision().fate.map(MotionState::after);
        let by_vote = count.map(|count| match count.carried {
            true => MotionState::Carried,
            false => MotionState::Defeated,
        });
        let motion = self.motions.iter_mut().find(|one| one.act == *id);
        if let (Some(motion), Some(state)) = (motion, fate.or(by_vote)) {
            motion.state = state;
            motion.decided = Some((act.time, act.id.clone()));
            motion.count = count;
        }
    }

    fn treat(&mut self, act: &Act, slug: &Slug, status: Option<Status>) {
        let Some(case) = self.cases.get_mut(slug) else {
            return;
        };
        case.acts.push(act.id.clone());
        match act.verb {
            Verb::CoSponsor => {
                case.cosponsors.push(act.by.clone());
                return;
            }
            Verb::Withdraw if status.is_none() => {
                case.cosponsors
                    .retain(|one| !one.eq_ignore_ascii_case(&act.by));
                case.left.push(act.id.clone());
                return;
            }
            Verb::AdoptAsOwn => {
                case.cosponsors
                    .retain(|one| !one.eq_ignore_ascii_case(&act.by));
                case.sponsor.clone_from(&act.by);
            }
            Verb::Table => {
                case.number.clone_from(&act.number);
                if let Some(number) = &act.number {
                    self.numbers.insert(number.clone(), slug.clone());
                }
            }
            Verb::Merge | Verb::Supersede => case.into.clone_from(&act.into),
            Verb::Submit if case.submitted.is_none() => {
                case.submitted = Some(act.received.unwrap_or(act.time));
                case.spoken |= act.heard.is_some_and(Heard::is_spoken);
            }
            _ => {}
        }
        if let Some(status) = status {
            let stood = !case.status.is_fallen();
            case.status = status;
            case.since = Some(act.time);
            if status.is_fallen() {
                self.fall(act, slug);
            } else if !stood {
                self.rise(act, slug);
            }
        }
        if let (Verb::Merge | Verb::Supersede, Some(into)) = (act.verb, &act.into)
            && let Some(heir) = self.cases.get_mut(into)
        {
            heir.absorbs.push(slug.clone());
        }
    }

    /// An amendment that is accepted: its words are those that its proposal wants from now on.
    fn amend(&mut self, matter: &Matter<'_>, act: &Act, (slug, base): (&Slug, &Slug)) {
        let filed = matter.proposals.get(slug);
        let anchor = match self.rebased.get(slug) {
            Some((anchor, _)) => anchor.clone(),
            None => filed.and_then(|one| one.anchor.clone()),
        };
        let words = act.words.clone().or_else(|| {
            let rebased = self.rebased.get(slug).map(|(_, words)| words.clone());
            rebased.or_else(|| filed.map(|one| one.wanted.clone()))
        });
        if let Some(words) = words {
            self.rebased.insert(base.clone(), (anchor, words));
        }
        if let Some(case) = self.cases.get_mut(base) {
            case.acts.push(act.id.clone());
        }
    }

    /// What follows when a proposal has fallen: what lived on in it comes back, and its amendments fall with it.
    fn fall(&mut self, act: &Act, fallen: &Slug) {
        self.bring_back(act, fallen);
        for slug in self.amendments_of(fallen) {
            let Some(case) = self.cases.get_mut(&slug) else {
                continue;
            };
            if !case.status.is_undecided() {
                continue;
            }
            case.fell_from = Some(case.status);
            case.status = Status::Lapsed;
            case.since = Some(act.time);
            case.acts.push(act.id.clone());
            self.fall(act, &slug);
        }
    }

    /// What follows when a proposal comes back: the amendments that fell with it are again what they were.
    fn rise(&mut self, act: &Act, risen: &Slug) {
        for slug in self.amendments_of(risen) {
            let Some(case) = self.cases.get_mut(&slug) else {
                continue;
            };
            let Some(status) = case.fell_from.take() else {
                continue;
            };
            case.status = status;
            case.since = Some(act.time);
            case.acts.push(act.id.clone());
            if !status.is_fallen() {
                self.rise(act, &slug);
            }
        }
    }

    fn amendments_of(&self, slug: &Slug) -> Vec<Slug> {
        let amends = |case: &Case| case.amends.as_ref() == Some(slug);
        let all = self.cases.iter().filter(|(_, case)| amends(case));
        all.map(|(slug, _)| slug.clone()).collect()
    }

    /// What lived on in a proposal that fell is under discussion again.
    fn bring_back(&mut self, act: &Act, fallen: &Slug) {
        let absorbed = self
            .cases
            .get_mut(fallen)
            .map(|case| std::mem::take(&mut case.absorbs))
            .unwrap_or_default();
        for slug in absorbed {
            if let Some(case) = self.cases.get_mut(&slug) {
                case.status = Status::UnderDiscussion;
                case.since = Some(act.time);
                case.into = None;
                case.acts.push(act.id.clone());
            }
            // Its own proposal may have fallen meanwhile.
            let base = self.cases.get(&slug).and_then(|case| case.amends.as_ref());
            let gone = base
                .and_then(|base| self.cases.get(base))
                .is_some_and(|base| base.status.is_fallen());
            if let (true, Some(case)) = (gone, self.cases.get_mut(&slug)) {
                case.fell_from = Some(case.status);
                case.status = Status::Lapsed;
            }
        }
    }
}

/// What the vote of an act that was allowed comes to.
fn counted(act: &Act, roll: &Roll) -> Option<Count> {
    let decision = act.decision.as_deref()?;
    let vote = decision.vote.as_ref()?;
    count(vote, decision.majority, roll).ok()
}
