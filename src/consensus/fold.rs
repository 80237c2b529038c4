//! Acts folded into a ledger: all of them, one more as a question, one more as it was done.

use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::held::{Held, Latest, small};
use super::ledger::{Ledger, Matter};
use super::order::order;
use super::refusal::Refusal;
use super::retraction::{may_retract, retractions};
use super::rights::Rights;
use super::step::{check, position};
use crate::record::{Act, ActId, Acts, Target, Verb};

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
                if let (Verb::Submit, Target::Proposal(slug)) = (deed.verb, deed.target) {
                    ledger.undone.insert(slug.clone());
                }
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

    /// Says whether an act may follow those that were folded.
    ///
    /// Taking one back is judged by what would then hang in the air.
    ///
    /// # Errors
    /// The refusal names the rule and the way out.
    pub fn admit(&self, matter: &Matter<'_>, act: &Act) -> Result<(), Refusal> {
        let mut rights = Rights::of(matter.roll, matter.document);
        if act.verb == Verb::Retract {
            return self.admit_retractions(matter, std::slice::from_ref(act));
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

    /// Says whether some acts may be taken back together: judged by what would then hang in the air, in whatever order they are named.
    ///
    /// # Errors
    /// The refusal names the rule and the way out.
    pub fn admit_retractions(&self, matter: &Matter<'_>, acts: &[Act]) -> Result<(), Refusal> {
        let mut rights = Rights::of(matter.roll, matter.document);
        let mut then = Acts::clone(&self.acts);
        for act in acts {
            self.may_go(&mut rights, act)?;
            then.push(act.clone());
        }
        let then = Ledger::fold(matter, &Arc::new(then));
        let before: BTreeSet<&ActId> = self.contradictions.iter().map(|(id, _)| id).collect();
        let hanging: Vec<&(ActId, String)> = then
            .contradictions
            .iter()
            .filter(|(id, _)| !before.contains(id))
            .collect();
        if hanging.is_empty() {
            return Ok(());
        }
        self.hangs(acts, &hanging)
    }

    /// Whether somebody may take back that act, whatever builds on it.
    fn may_go(&self, rights: &mut Rights<'_>, act: &Act) -> Result<(), Refusal> {
        rights.allow(&act.deed())?;
        let Target::Act(id) = &act.target else {
            return Err(Refusal::of("only an act can be taken back")
                .hint("name the act by its id: adref log shows them"));
        };
        let Some(meant) = self.acts.find(id).and_then(|n| self.acts.deed(n)) else {
            return Err(Refusal::of(format!("there is no act {id}"))
                .hint("adref log shows the acts with their ids"));
        };
        if self.retracted.contains(id) {
            return Err(Refusal::of(format!("{id} was taken back already")));
        }
        may_retract(&act.deed(), &meant, rights)
    }

    /// What is said where acts would hang in the air.
    fn hangs(&self, acts: &[Act], hanging: &[&(ActId, String)]) -> Result<(), Refusal> {
        let deed = |id: &ActId| self.acts.find(id).and_then(|n| self.acts.deed(n));
        let mut names: Vec<String> = Vec::new();
        for act in acts {
            let Target::Act(id) = &act.target else {
                continue;
            };
            names.push(id.to_string());
            // What a retraction took back may not follow any more from what has been recorded.
            if let Some(meant) = deed(id)
                && meant.verb == Verb::Retract
                && let Target::Act(back) = meant.target
                && let Some((_, why)) = hanging.iter().find(|(id, _)| id == back)
            {
                return Err(Refusal::of(format!("{back} cannot come back"))
                    .because(why.clone())
                    .hint("do it anew, if it is still to be done"));
            }
        }
        let mut refusal = Refusal::of(format!("other acts build on {}", names.join(", ")));
        for (id, _) in hanging {
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
}
