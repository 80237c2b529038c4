//! The ledger: all acts of a document folded in their order.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::case::Case;
use super::count::{Count, count};
use super::decided::{Adoption, Motion, MotionState, Statement};
use super::order::order;
use super::position::StanceRecord;
use super::refusal::Refusal;
use super::retraction::{may_retract, retractions};
use super::rights::Rights;
use super::roll::Roll;
use super::ruling::Ruling;
use super::silence::Silence;
use super::status::Status;
use super::step::{check, position};
use crate::moment::Moment;
use crate::record::{Act, ActId, Acts, Anchor, MotionKind, Proposal, Slug, Target, Verb};

/// What is before the room, besides the acts.
#[derive(Debug, Clone, Copy)]
pub struct Matter<'a> {
    /// The document's folder.
    pub document: &'a str,
    /// The proposals to it.
    pub proposals: &'a BTreeMap<Slug, Proposal>,
    /// Who is who.
    pub roll: &'a Roll,
    /// After which a proposal is late.
    pub deadline: Option<Moment>,
}

/// The state that the acts of one document come to.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    /// Every proposal.
    pub cases: BTreeMap<Slug, Case>,
    /// The proposals by the numbers they were tabled under.
    pub numbers: BTreeMap<String, Slug>,
    /// Rulings on paragraphs that count (not retracted), in order.
    pub rulings: Vec<Ruling>,
    /// Silence procedures, in order.
    pub silences: Vec<Silence>,
    /// Revisions that were published, in order: the act, and the symbol or number it gave.
    pub issues: Vec<(ActId, Option<String>)>,
    /// Where proposals that were put on other words, or amended, stand, and what they want there.
    pub rebased: BTreeMap<Slug, (Option<Anchor>, String)>,
    /// The act that adopted the document, and when.
    pub adopted: Option<(ActId, Moment)>,
    /// What was put to the room for adoption, the whole or sections, in order.
    pub adoptions: Vec<Adoption>,
    /// The motions, in order.
    pub motions: Vec<Motion>,
    /// Dissociations and explanations, in order.
    pub statements: Vec<Statement>,
    /// What votes on proposals came to.
    pub counts: BTreeMap<Slug, Count>,
    /// Acts that were retracted.
    pub retracted: BTreeSet<ActId>,
    /// Acts that the tables do not allow (two hands apart): the act and why.
    pub contradictions: Vec<(ActId, String)>,
    acts: Arc<Acts>,
    /// The latest stance of every party on every target, in the order in which they were taken.
    held: Vec<Held>,
    parties: Vec<String>,
}

/// A stance that holds: the numbers of its act and of its party, and its place in the order of all acts.
#[derive(Debug, Clone, Copy)]
struct Held {
    act: u32,
    party: u32,
    turn: u32,
}

/// Two are equal where their acts come to the same; at which turns their stances were taken is nothing that they come to.
impl PartialEq for Ledger {
    fn eq(&self, other: &Ledger) -> bool {
        self.cases == other.cases
            && self.numbers == other.numbers
            && self.rulings == other.rulings
            && self.silences == other.silences
            && self.issues == other.issues
            && self.rebased == other.rebased
            && self.adopted == other.adopted
            && self.adoptions == other.adoptions
            && self.motions == other.motions
            && self.statements == other.statements
            && self.counts == other.counts
            && self.retracted == other.retracted
            && self.contradictions == other.contradictions
            && self.held.len() == other.held.len()
            && self.stances().zip(other.stances()).all(|(one, other)| {
                StanceRecord { turn: 0, ..one } == StanceRecord { turn: 0, ..other }
            })
    }
}

impl Ledger {
    /// Folds acts into their state; the same whatever the order they come in.
    ///
    /// Acts are taken by time and by what they answer. One that was retracted is as if it had never been; one that the
    /// rules do not allow where it stands changes nothing and is a contradiction.
    pub fn fold(matter: &Matter<'_>, acts: &Arc<Acts>) -> Ledger {
        let ordered = order(acts);
        let mut rights = Rights::of(matter.roll, matter.document);
        let mut ledger = Ledger::before(matter);
        ledger.acts = acts.clone();
        for id in ordered.twins {
            ledger
                .contradictions
                .push((id, "another act bears the same id".to_owned()));
        }
        for id in ordered.circular {
            ledger
                .contradictions
                .push((id, "by what it says it comes after itself".to_owned()));
        }
        let taken_back = retractions(acts, &ordered.acts, &mut rights);
        let mut latest = Latest::default();
        let mut parties: FxHashMap<&str, usize> = FxHashMap::default();
        for (turn, n) in ordered.acts.iter().copied().enumerate() {
            let (Some(deed), Some(aim)) = (acts.deed(n), acts.aim(n)) else {
                continue;
            };
            if taken_back.is_retracted(turn) {
                ledger.retracted.insert(deed.id.clone());
                continue;
            }
            if let Some(refusal) = taken_back.refusal(turn) {
                let why = refusal.sentence();
                ledger.contradictions.push((deed.id.clone(), why));
                continue;
            }
            if deed.verb == Verb::Retract {
                continue;
            }
            // Positions are most of all acts: they are taken as they lie, the others put together.
            let done = if deed.verb.is_stance() {
                position(&ledger, &mut rights, &deed).map(|()| {
                    let party = *parties
                        .entry(deed.by)
                        .or_insert_with(|| ledger.party(&rights.canonical(deed.by)));
                    latest.take(&mut ledger.held, aim, [n, party, turn].map(small));
                })
            } else if let Some(act) = acts.get(n) {
                let status = check(&ledger, matter, &mut rights, &act);
                status.map(|status| ledger.apply(matter, &act, status))
            } else {
                Ok(())
            };
            if let Err(refusal) = done {
                let why = refusal.sentence();
                ledger.contradictions.push((deed.id.clone(), why));
            }
        }
        latest.settle(&mut ledger.held);
        ledger
    }

    /// The number of a party.
    fn party(&mut self, name: &str) -> usize {
        let known = self.parties.iter().position(|party| party == name);
        known.unwrap_or_else(|| {
            self.parties.push(name.to_owned());
            self.parties.len() - 1
        })
    }

    /// The acts that it was folded from.
    pub fn acts(&self) -> &Arc<Acts> {
        &self.acts
    }

    /// How many stances hold.
    pub fn held(&self) -> usize {
        self.held.len()
    }

    /// The stance of that number, as [`Ledger::stances`] lists them.
    pub fn stance(&self, n: usize) -> Option<StanceRecord<'_>> {
        let held = self.held.get(n)?;
        let party = self.parties.get(held.party as usize)?;
        StanceRecord::of(
            self.acts.deed(held.act as usize)?,
            party,
            held.turn as usize,
        )
    }

    /// The latest stance of every party on every target, in the order in which they were taken.
    pub fn stances(&self) -> impl Iterator<Item = StanceRecord<'_>> {
        (0..self.held.len()).filter_map(|n| self.stance(n))
    }

    /// What the stance of that number is about: its number in [`Acts::targets`].
    pub fn aim(&self, n: usize) -> Option<usize> {
        self.acts.aim(self.held.get(n)?.act as usize)
    }

    /// The state before any act: every proposal a draft.
    fn before(matter: &Matter<'_>) -> Ledger {
        Ledger {
            cases: matter
                .proposals
                .iter()
                .map(|(slug, proposal)| {
                    let mut case = Case::new(proposal);
                    if let (Some(received), Some(deadline)) = (proposal.received, matter.deadline) {
                        case.late = received > deadline;
                    }
                    (slug.clone(), case)
                })
                .collect(),
            ..Ledger::default()
        }
    }

    /// Says whether an act may follow those that were folded.
    ///
    /// Taking one back is judged by what would then hang in the air.
    ///
    /// # Errors
    /// The refusal names the rule and the way out.
    pub fn admit(&self, matter: &Matter<'_>, act: &Act) -> Result<(), Refusal> {
        let mut rights = Rights::of(matter.roll, matter.document);
        if act.verb == Verb::Retract {
            return self.admit_retraction(matter, &mut rights, act);
        }
        check(self, matter, &mut rights, act).map(|_| ())
    }

    /// Goes on to an act that may follow, as if it came last; for several acts planned together.
    ///
    /// # Errors
    /// The refusal names the rule and the way out; the ledger stays as it was.
    pub fn follow(&mut self, matter: &Matter<'_>, act: &Act) -> Result<(), Refusal> {
        let mut rights = Rights::of(matter.roll, matter.document);
        let status = check(self, matter, &mut rights, act)?;
        Arc::make_mut(&mut self.acts).push(act.clone());
        if !act.verb.is_stance() {
            self.apply(matter, act, status);
            return Ok(());
        }
        let party = self.party(&rights.canonical(&act.by));
        let n = self.acts.len() - 1;
        let aim = self.acts.aim(n);
        let acts = &self.acts;
        self.held
            .retain(|one| one.party as usize != party || acts.aim(one.act as usize) != aim);
        let turn = self.held.last().map_or(0, |last| last.turn as usize + 1);
        let [act, party, turn] = [n, party, turn].map(small);
        self.held.push(Held { act, party, turn });
        Ok(())
    }

    fn admit_retraction(
        &self,
        matter: &Matter<'_>,
        rights: &mut Rights<'_>,
        act: &Act,
    ) -> Result<(), Refusal> {
        rights.allow(&act.deed())?;
        let Target::Act(id) = &act.target else {
            return Err(Refusal::of("only an act can be taken back")
                .hint("name the act by its id: adref log shows them"));
        };
        let deed = |id: &ActId| self.acts.find(id).and_then(|n| self.acts.deed(n));
        let Some(meant) = deed(id) else {
            return Err(Refusal::of(format!("there is no act {id}"))
                .hint("adref log shows the acts with their ids"));
        };
        if self.retracted.contains(id) {
            return Err(Refusal::of(format!("{id} was taken back already")));
        }
        may_retract(&act.deed(), &meant, rights)?;
        let mut after = Acts::clone(&self.acts);
        after.push(act.clone());
        let then = Ledger::fold(matter, &Arc::new(after));
        let before: BTreeSet<&ActId> = self.contradictions.iter().map(|(id, _)| id).collect();
        let hanging: Vec<&(ActId, String)> = then
            .contradictions
            .iter()
            .filter(|(id, _)| !before.contains(id))
            .collect();
        if hanging.is_empty() {
            return Ok(());
        }
        // What a retraction took back may not follow any more from what has been recorded.
        if meant.verb == Verb::Retract
            && let Target::Act(back) = meant.target
            && let Some((_, why)) = hanging.iter().find(|(id, _)| id == back)
        {
            return Err(Refusal::of(format!("{back} cannot come back"))
                .because(why.clone())
                .hint("do it anew, if it is still to be done"));
        }
        let mut refusal = Refusal::of(format!("other acts build on {id}"));
        for (id, _) in &hanging {
            if let Some(one) = deed(id) {
                refusal = refusal.because(format!(
                    "{} {} ({id}, {})",
                    one.by,
                    one.verb,
                    one.time.clock()
                ));
            }
        }
        let ids: Vec<String> = hanging.iter().rev().map(|(id, _)| id.to_string()).collect();
        Err(refusal.hint(format!(
            "take back what came after it first: adref retract {}",
            ids.join(" ")
        )))
    }

    /// The acts that a new act must name in `after`, because their clocks run ahead of its own.
    pub fn answered_by(&self, act: &Act) -> Vec<ActId> {
        let mut answered = Vec::new();
        if act.verb == Verb::Adopt {
            // What was done in the same minute was done before the gavel fell.
            let deeds = self.acts.deeds();
            return deeds
                .filter(|one| one.time >= act.time && !self.retracted.contains(one.id))
                .map(|one| one.id.clone())
                .collect();
        }
        if matches!(act.verb, Verb::Dissociate | Verb::Explain) {
            let adopted = self.adoptions.iter();
            let adopted = adopted.filter(|one| one.time >= act.time);
            answered.extend(adopted.map(|one| one.act.clone()));
        }
        match &act.target {
            Target::Act(id) if act.verb == Verb::Decide => answered.push(id.clone()),
            Target::Proposal(slug) if !act.verb.is_stance() => {
                let slugs = [Some(slug), act.into.as_ref()];
                for case in slugs
                    .into_iter()
                    .flatten()
                    .filter_map(|s| self.cases.get(s))
                {
                    if case.since.is_some_and(|since| since >= act.time) {
                        answered.extend(case.acts.last().cloned());
                    }
                }
                if let (Verb::Accept, Some(base)) = (act.verb, self.amended_by(slug)) {
                    let sponsor = self.cases.get(base).map(|case| case.sponsor.as_str());
                    let consent = sponsor.and_then(|sponsor| self.stance_on(sponsor, slug));
                    let consent = consent.filter(|one| one.time >= act.time);
                    answered.extend(consent.map(|one| one.act.clone()));
                }
            }
            target if act.verb.is_stance() => {
                let same = |one: &StanceRecord<'_>| {
                    one.party == act.by && one.target == target && one.time >= act.time
                };
                answered.extend(self.stances().find(same).map(|one| one.act.clone()));
            }
            Target::Paragraph(anchor) => {
                let same = |one: &&Ruling| one.anchor == *anchor && one.time >= act.time;
                let last = self.rulings.iter().rev().find(same);
                answered.extend(last.map(|one| one.act.clone()));
            }
            _ => {}
        }
        answered
    }

    /// What an act that may follow does.
    fn apply(&mut self, matter: &Matter<'_>, act: &Act, status: Option<Status>) {
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
            Verb::Submit if case.submitted.is_none() => case.submitted = Some(act.time),
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

    /// The proposal that an amendment amends, as long as nothing was decided about that.
    pub fn amended_by(&self, slug: &Slug) -> Option<&Slug> {
        let base = self.cases.get(slug)?.amends.as_ref()?;
        let undecided = self.cases.get(base)?.status.is_undecided();
        undecided.then_some(base)
    }

    /// What a party says of a proposal, the last word.
    pub(super) fn stance_on(&self, party: &str, slug: &Slug) -> Option<StanceRecord<'_>> {
        let said = self
            .held
            .iter()
            .rev()
            .filter(|one| one.turn != Latest::OVER);
        said.filter_map(|one| {
            let name = self.parties.get(one.party as usize)?;
            let deed = self.acts.deed(one.act as usize)?;
            let meant = matches!(deed.target, Target::Proposal(on) if on == slug);
            (meant && name.eq_ignore_ascii_case(party))
                .then(|| StanceRecord::of(deed, name, one.turn as usize))?
        })
        .next()
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

/// Which stance of a party on a target is the latest, while acts are taken in their order.
#[derive(Default)]
struct Latest(FxHashMap<(u32, usize), usize>);

impl Latest {
    /// Where another has taken a stance's place.
    const OVER: u32 = u32::MAX;

    fn take(&mut self, held: &mut Vec<Held>, aim: usize, [act, party, turn]: [u32; 3]) {
        let earlier = self.0.insert((party, aim), held.len());
        if let Some(earlier) = earlier.and_then(|at| held.get_mut(at)) {
            earlier.turn = Latest::OVER;
        }
        held.push(Held { act, party, turn });
    }

    /// Lets go of those that another came after.
    fn settle(self, held: &mut Vec<Held>) {
        held.retain(|one| one.turn != Latest::OVER);
        held.shrink_to_fit();
    }
}

/// A number that fits; no document has more acts.
fn small(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
