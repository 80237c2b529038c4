//! The order in which acts are read: by their clocks, those of one moment by their entries, then as they stand in their files, none before what it answers.

use std::collections::HashMap;

use crate::record::{Act, ActId, Target, Verb};

/// Puts acts of one document into the order in which they are read; they come in the order of their files.
pub(super) fn in_turn(mut acts: Vec<&Act>) -> Vec<&Act> {
    acts.sort_by_key(|act| (act.time, act.entry));
    let mut out = Vec::with_capacity(acts.len());
    for minute in acts.chunk_by(|a, b| a.time == b.time) {
        answered_first(minute, &mut out);
    }
    out
}

/// Acts of one moment, each behind those that it answers.
fn answered_first<'a>(acts: &[&'a Act], out: &mut Vec<&'a Act>) {
    let place: HashMap<&ActId, usize> = acts
        .iter()
        .enumerate()
        .map(|(n, act)| (&act.id, n))
        .collect();
    let mut begun = vec![false; acts.len()];
    for first in 0..acts.len() {
        // What waits for others is on the pile below them; by hand, since a chain may be as long as a file.
        let mut pile = vec![(first, false)];
        while let Some((n, answered)) = pile.pop() {
            let (Some(act), Some(begun)) = (acts.get(n), begun.get_mut(n)) else {
                continue;
            };
            if answered {
                out.push(act);
                continue;
            }
            if std::mem::replace(begun, true) {
                continue;
            }
            pile.push((n, true));
            let retracted = match &act.target {
                Target::Act(id) if act.verb == Verb::Retract => Some(id),
                _ => None,
            };
            let before = act.after.iter().rev().chain(retracted);
            pile.extend(before.filter_map(|id| Some((*place.get(id)?, false))));
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::record::Slug;

    fn act(id: &str, time: &str, after: &[&str]) -> Act {
        let target = Target::Proposal(Slug("gn-1".to_owned()));
        let mut act = Act::new(time.parse().unwrap(), "aly", Verb::Table, target);
        act.id = ActId::from(id);
        act.after = after.iter().map(|id| ActId::from(*id)).collect();
        act
    }

    fn ids(acts: &[Act]) -> String {
        let acts = in_turn(acts.iter().collect());
        acts.iter().map(|act| act.id.to_string()).collect()
    }

    const TEN: &str = "2008-07-17T10:00-04:00";
    const ELEVEN: &str = "2008-07-17T11:00-04:00";

    #[test]
    fn acts_of_one_minute_stay_as_they_were_entered() {
        let acts = [act("z", TEN, &[]), act("a", TEN, &[]), act("m", TEN, &[])];
        assert_eq!(ids(&acts), "zam");
    }

    #[test]
    fn an_act_stands_behind_what_it_answers_whatever_file_that_is_in() {
        let acts = [
            act("b", ELEVEN, &["c", "d"]),
            act("c", ELEVEN, &["d"]),
            act("d", ELEVEN, &[]),
            act("a", TEN, &[]),
        ];
        assert_eq!(ids(&acts), "adcb");
    }

    #[test]
    fn acts_that_wait_for_each_other_are_all_there() {
        let acts = [act("a", TEN, &["b"]), act("b", TEN, &["a"])];
        assert_eq!(ids(&acts).len(), 2);
    }
}
