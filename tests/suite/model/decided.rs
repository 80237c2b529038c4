//! The model's part of adoption, motions and votes: the tables said again.

use adref::record::{Act, Decision, Fate, Majority, Manner, MotionKind, Target, Verb, Voice, Vote};

use super::{Model, PARTIES, is, is_fallen, is_undecided};

/// How a decision is said to have come about; the votes with what they come to, or that they come to nothing.
const WAYS: [(Option<Manner>, Option<&str>); 9] = [
    (None, None),
    (Some(Manner::Consensus), None),
    (Some(Manner::Dissociations), None),
    (Some(Manner::Vote), None),
    (Some(Manner::Vote), Some("yes")),
    (Some(Manner::Vote), Some("no")),
    (Some(Manner::Vote), Some("twice")),
    (Some(Manner::Consensus), Some("yes")),
    (None, Some("no")),
];

const FATES: [Option<Fate>; 4] = [
    None,
    Some(Fate::Carried),
    Some(Fate::Defeated),
    Some(Fate::Withdrawn),
];

const KINDS: [MotionKind; 3] = [
    MotionKind::Adopt,
    MotionKind::CloseDebate,
    MotionKind::Other,
];

/// The decision that a number stands for.
pub(super) fn decision(verb: Verb, n: usize) -> Option<Box<Decision>> {
    let mut decision = Decision::default();
    match verb {
        Verb::Motion => decision.kind = Some(KINDS[n % KINDS.len()]),
        Verb::Adopt | Verb::Decide => {
            let (manner, vote) = WAYS[n % WAYS.len()];
            decision.manner = manner;
            decision.vote = vote.map(vote_of);
            if n.is_multiple_of(5) {
                decision.majority = Majority::TwoThirds;
            }
            if verb == Verb::Decide {
                decision.fate = FATES[n / WAYS.len() % FATES.len()];
            }
        }
        _ => return None,
    }
    Some(Box::new(decision))
}

/// Two to one, one to one, or one that votes on both sides.
fn vote_of(what: &str) -> Vote {
    let mut vote = Vote::default();
    vote.add(Voice::Yes, "XNO");
    match what {
        "yes" => {
            vote.add(Voice::Yes, "XUS");
            vote.add(Voice::No, "XEG");
        }
        "no" => vote.add(Voice::No, "XEG"),
        _ => vote.add(Voice::No, "XNO"),
    }
    vote
}

/// Whether a vote carries; `None` where it does not add up. Two to one is two thirds.
fn carries(vote: &Vote) -> Option<bool> {
    let yes = vote.names(Voice::Yes);
    let no = vote.names(Voice::No);
    (!yes.iter().any(|one| no.contains(one))).then_some(yes.len() > no.len())
}

impl Model {
    /// An adoption, a motion, what becomes of one, or what is said for the record; `None` where it is none of these.
    pub(super) fn decides(&mut self, act: &Act) -> Option<bool> {
        let by = act.by.as_str();
        let said = act.decision();
        let place = matches!(act.target, Target::Document | Target::Paragraph(_));
        let voted = said.vote.as_ref().map(carries);
        Some(match act.verb {
            Verb::Adopt => {
                let sound = match (said.manner, voted) {
                    (Some(Manner::Vote), Some(Some(_))) => true,
                    (Some(Manner::Vote), _) | (_, Some(_)) => false,
                    _ => true,
                };
                let fine = by == "cek" && place && sound;
                if fine {
                    let carried = voted.flatten().unwrap_or(true);
                    self.adoptions.insert(act.id.clone(), carried);
                    if carried && act.target == Target::Document {
                        self.adopt();
                    }
                }
                fine
            }
            Verb::Motion => {
                let fine = place && (PARTIES.contains(&by) || is("pen", by)) && act.words.is_some();
                if fine {
                    let kind = said.kind == Some(MotionKind::Adopt);
                    let motion = (by.to_owned(), kind, "pending".to_owned());
                    self.motions.insert(act.id.clone(), motion);
                }
                fine
            }
            Verb::Decide => self.decide(act, &said, voted),
            Verb::Dissociate | Verb::Explain => {
                let on = match &act.target {
                    Target::Act(id) => act.verb == Verb::Explain && self.motions.contains_key(id),
                    _ => place,
                };
                let something =
                    act.verb == Verb::Explain || self.adoptions.values().any(|one| *one);
                let fine = PARTIES.contains(&by) && on && something;
                if fine {
                    self.statements.insert(act.id.clone());
                }
                fine
            }
            _ => return None,
        })
    }

    fn decide(&mut self, act: &Act, said: &Decision, voted: Option<Option<bool>>) -> bool {
        let by = act.by.as_str();
        let withdrawn = said.fate == Some(Fate::Withdrawn);
        if by == "nobody" || (!withdrawn && by != "cek") {
            return false;
        }
        let by_vote = match voted {
            Some(_) if withdrawn => return false,
            Some(None) => return false,
            Some(Some(carried)) => Some(if carried { "carried" } else { "defeated" }),
            None if said.manner == Some(Manner::Vote) => return false,
            None => None,
        };
        let fate = said.fate.map(|fate| match fate {
            Fate::Carried => "carried",
            Fate::Defeated => "defeated",
            Fate::Withdrawn => "withdrawn",
        });
        let fate = match (fate, by_vote) {
            (Some(one), Some(other)) if one != other => return false,
            (Some(one), _) | (None, Some(one)) => one,
            (None, None) => return false,
        };
        match &act.target {
            Target::Act(id) => match self.motions.get_mut(id) {
                Some((mover, _, state)) if state == "pending" && (!withdrawn || mover == by) => {
                    fate.clone_into(state);
                    true
                }
                _ => false,
            },
            Target::Proposal(slug) => {
                let slug = &slug.0;
                let status = self.status.get(slug).cloned().unwrap_or_default();
                if withdrawn || !["discussion", "text"].contains(&status.as_str()) {
                    return false;
                }
                let base = super::base_of(slug).filter(|base| is_undecided(&self.status[*base]));
                self.status.insert(slug.clone(), fate.to_owned());
                if is_fallen(fate) {
                    self.fall(slug);
                } else if let Some(base) = base {
                    let words = act.words.clone().or_else(|| self.wants.get(slug).cloned());
                    let words = words.unwrap_or_else(|| format!("words of {slug}"));
                    self.wants.insert(base.to_owned(), words);
                }
                true
            }
            _ => false,
        }
    }

    /// The whole is adopted: what was accepted is, what has no answer lapses, and so do the motions but the one to adopt.
    fn adopt(&mut self) {
        self.adopted = true;
        for status in self.status.values_mut() {
            let now = match status.as_str() {
                "accepted" | "amended" => "adopted",
                "submitted" | "tabled" | "discussion" | "text" | "parked" | "unsupported" => {
                    "lapsed"
                }
                _ => continue,
            };
            now.clone_into(status);
        }
        for (_, to_adopt, state) in self.motions.values_mut() {
            if state == "pending" {
                let now = if *to_adopt { "carried" } else { "lapsed" };
                now.clone_into(state);
            }
        }
    }

    /// Whether the document is closed to such an act: adopted, with nothing left but what is said for the record.
    pub(super) fn is_closed_to(&self, verb: Verb) -> bool {
        let after = [Verb::Issue, Verb::Source, Verb::Dissociate, Verb::Explain];
        self.adopted && !after.contains(&verb)
    }
}
