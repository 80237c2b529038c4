//! What was adopted and how, motions and what became of them, who voted how, and what was said for the record.

use serde::Serialize;

use super::find::documents_meant;
use super::sentence::Teller;
use crate::consensus::{Count, MotionState, Refusal, Status, count};
use crate::meeting::{Meeting, Register};
use crate::moment::Moment;
use crate::record::{Act, ActId, Majority, NoWord, Target, Verb, Voice, Vote};

/// What `votes --json` prints.
#[derive(Debug, Clone, Serialize)]
pub struct Votes {
    /// The version of this shape.
    pub schema: u32,
    /// What was decided or is before the room, oldest first.
    pub decisions: Vec<DecisionRow>,
    /// Dissociations and explanations, oldest first.
    pub statements: Vec<StatementRow>,
}

/// An adoption, a motion, or a proposal that was put to the vote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DecisionRow {
    /// `adoption`, `motion` or `proposal`.
    pub sort: &'static str,
    /// The document.
    pub document: String,
    /// What it is on: the document, `V` of it, a proposal's number.
    pub on: String,
    /// The act: the adoption's, the motion's own, the one that decided a proposal.
    pub act: ActId,
    /// When: of a motion, when it was made.
    pub time: Moment,
    /// Who gavelled, or moved.
    pub by: String,
    /// The motion's words.
    pub words: Option<String>,
    /// What a motion asks for.
    pub kind: Option<&'static str>,
    /// `adopted`, `not-adopted`; `pending`, `carried`, `defeated`, `withdrawn`, `lapsed`.
    pub state: &'static str,
    /// `consensus`, `dissociations` or `vote`.
    pub how: Option<&'static str>,
    /// The same in a sentence.
    pub sentence: String,
    /// The paragraphs that were amended orally.
    pub amended: Vec<String>,
    /// Why; of an adoption, why it went over an objection.
    pub reason: Option<String>,
    /// The vote, where there was one.
    pub vote: Option<VoteRow>,
}

/// A recorded vote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VoteRow {
    /// What it came to.
    #[serde(flatten)]
    pub count: Count,
    /// What it needed.
    pub majority: &'static str,
    /// The delegations by what they did, in the order of the record.
    pub names: Vec<VoiceRow>,
}

/// One column of a vote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VoiceRow {
    /// `yes`, `no`, `abstain`, `not-participating`.
    pub voice: &'static str,
    /// How many.
    pub total: u32,
    /// Who; empty where only the total was announced.
    pub who: Vec<String>,
}

/// What somebody said for the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StatementRow {
    /// The document.
    pub document: String,
    /// What it is on.
    pub on: String,
    /// The act.
    pub act: ActId,
    /// When.
    pub time: Moment,
    /// The delegation or group.
    pub party: String,
    /// `dissociate` or `explain`.
    pub verb: &'static str,
    /// What was said.
    pub words: Option<String>,
}

/// The votes, motions and adoptions of a document, or of all.
///
/// # Errors
/// Where there is no such document.
pub fn votes(meeting: &Meeting, document: Option<&str>) -> Result<Votes, Refusal> {
    let ids = documents_meant(meeting, document)?;
    let mut votes = Votes {
        schema: 1,
        decisions: Vec::new(),
        statements: Vec::new(),
    };
    for id in ids {
        let (Some(register), Some(text)) = (meeting.register(id), meeting.text(id)) else {
            continue;
        };
        let room = Room {
            meeting,
            id,
            register: &register,
            teller: Teller::new(meeting, id, &register, &text),
        };
        room.adoptions(&mut votes.decisions);
        room.motions(&mut votes.decisions);
        room.proposals(&mut votes.decisions);
        room.statements(&mut votes.statements);
    }
    votes
        .decisions
        .sort_by(|a, b| (a.time, &a.act).cmp(&(b.time, &b.act)));
    votes
        .statements
        .sort_by(|a, b| (a.time, &a.act).cmp(&(b.time, &b.act)));
    Ok(votes)
}

/// A vote as it is typed: `yes=XNO,XAD`, `no=3`: names or a total behind each word.
///
/// # Errors
/// Says which word is no vote, and how one is written.
pub fn vote_of(typed: &[String]) -> Result<Vote, Refusal> {
    let mut vote = Vote::default();
    for word in typed {
        let (voice, rest) = word.split_once('=').ok_or_else(|| {
            Refusal::of(format!("{word} does not say who votes how"))
                .hint("yes=XNO,XAD no=XRA abstain=XMU, or totals: yes=134 no=0")
        })?;
        let voice: Voice = voice
            .parse()
            .map_err(|no: NoWord| Refusal::of(no.to_string()).hint(no.hint()))?;
        if let Ok(total) = rest.trim().parse::<u32>() {
            if vote.total(voice).is_some_and(|before| before != total) {
                return Err(Refusal::of(format!("{voice} has two totals")).hint("announce one"));
            }
            vote.announce(voice, total);
            continue;
        }
        for name in rest
            .split(',')
            .map(str::trim)
            .filter(|name| !name.is_empty())
        {
            vote.add(voice, name);
        }
    }
    Ok(vote)
}

struct Room<'a> {
    meeting: &'a Meeting,
    id: &'a str,
    register: &'a Register,
    teller: Teller<'a>,
}

impl Room<'_> {
    fn on(&self, target: &Target) -> String {
        match target {
            Target::Document => self.id.to_owned(),
            Target::Act(_) => format!("a motion on {}", self.id),
            other => format!("{} {}", self.id, self.teller.target(other)),
        }
    }

    fn vote_of(&self, act: &Act) -> Option<VoteRow> {
        let decision = act.decision.as_deref()?;
        let vote = decision.vote.as_ref()?;
        let counted = count(vote, decision.majority, &self.meeting.roll).ok()?;
        let totals = [counted.yes, counted.no, counted.abstain, counted.absent];
        Some(VoteRow {
            count: counted,
            majority: Majority::name(decision.majority),
            names: Voice::ALL
                .into_iter()
                .zip(totals)
                .map(|(voice, total)| VoiceRow {
                    voice: voice.name(),
                    total,
                    who: vote.names(voice).to_vec(),
                })
                .collect(),
        })
    }

    fn adoptions(&self, rows: &mut Vec<DecisionRow>) {
        for adoption in &self.register.ledger.adoptions {
            let Some(act) = self.register.act(&adoption.act) else {
                continue;
            };
            rows.push(DecisionRow {
                sort: "adoption",
                document: self.id.to_owned(),
                on: self.on(&act.target),
                time: adoption.time,
                by: self.teller.who(&adoption.by),
                words: None,
                kind: None,
                state: if adoption.carried() {
                    "adopted"
                } else {
                    "not-adopted"
                },
                how: Some(adoption.manner.name()),
                sentence: adoption.sentence(),
                amended: adoption.amended.clone(),
                reason: adoption.reason.clone(),
                vote: self.vote_of(&act),
                act: act.id,
            });
        }
    }

    fn motions(&self, rows: &mut Vec<DecisionRow>) {
        for motion in &self.register.ledger.motions {
            let decided = motion.decided.as_ref();
            let act = decided.and_then(|(_, id)| self.register.act(id));
            let decision = act.as_ref().filter(|act| act.verb == Verb::Decide);
            let vote = decision.and_then(|act| self.vote_of(act));
            let mut sentence = motion.state.name().to_owned();
            if let Some(vote) = &vote {
                sentence.push_str(&format!(" by a vote of {}", vote.count.sentence()));
            } else if let (MotionState::Carried | MotionState::Defeated, Some(_)) =
                (motion.state, decision)
            {
                sentence.push_str(" without a vote");
            }
            if let Some((when, _)) = decided {
                sentence.push_str(&format!(", {}", when.format("%-d %B %H:%M")));
            }
            rows.push(DecisionRow {
                sort: "motion",
                document: self.id.to_owned(),
                on: self.on(&motion.target),
                act: motion.act.clone(),
                time: motion.time,
                by: self.teller.who(&motion.by),
                words: Some(motion.words.clone()),
                kind: Some(motion.kind.name()),
                state: motion.state.name(),
                how: decision
                    .and_then(|act| act.decision().manner)
                    .map(crate::record::Manner::name),
                sentence,
                amended: Vec::new(),
                reason: decision.and_then(|act| act.reason.clone()),
                vote,
            });
        }
    }

    fn proposals(&self, rows: &mut Vec<DecisionRow>) {
        let mut cases = self.register.ledger.cases.values();
        if !cases.any(|case| matches!(case.status, Status::Carried | Status::Defeated)) {
            return;
        }
        let retracted = &self.register.ledger.retracted;
        let contradicted = &self.register.ledger.contradictions;
        let decided = self.register.acts.such(|deed| {
            deed.verb == Verb::Decide
                && matches!(deed.target, Target::Proposal(_))
                && !retracted.contains(deed.id)
                && !contradicted.iter().any(|(id, _)| id == deed.id)
        });
        for act in decided {
            let decision = act.decision();
            let vote = self.vote_of(&act);
            let carried = match (&vote, decision.fate) {
                (Some(vote), _) => vote.count.carried,
                (None, fate) => fate == Some(crate::record::Fate::Carried),
            };
            let state = if carried { "carried" } else { "defeated" };
            let by = match &vote {
                Some(vote) => format!(" by a vote of {}", vote.count.sentence()),
                None => " without a vote".to_owned(),
            };
            rows.push(DecisionRow {
                sort: "proposal",
                document: self.id.to_owned(),
                on: self.teller.target(&act.target),
                time: act.time,
                by: self.teller.who(&act.by),
                words: None,
                kind: None,
                state,
                how: decision.manner.map(crate::record::Manner::name),
                sentence: format!("{state}{by}"),
                amended: Vec::new(),
                reason: act.reason.clone(),
                vote,
                act: act.id,
            });
        }
    }

    fn statements(&self, rows: &mut Vec<StatementRow>) {
        for said in &self.register.ledger.statements {
            rows.push(StatementRow {
                document: self.id.to_owned(),
                on: self.on(&said.target),
                act: said.act.clone(),
                time: said.time,
                party: said.party.clone(),
                verb: said.verb.name(),
                words: said.words.clone(),
            });
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn names_and_totals_stand_behind_their_word() {
        let typed = ["yes=XNO, XAD", "no=0", "abstain=XMU", "abstain=1"].map(str::to_owned);
        let vote = vote_of(&typed).unwrap();
        assert_eq!(vote.names(Voice::Yes), ["XNO", "XAD"]);
        assert_eq!(vote.total(Voice::No), Some(0));
        let abstained = (vote.names(Voice::Abstain).len(), vote.total(Voice::Abstain));
        assert_eq!(abstained, (1, Some(1)));
        for wrong in ["XNO", "perhaps=XNO"] {
            assert!(
                vote_of(&[wrong.to_owned()]).unwrap_err().hint.is_some(),
                "{wrong}"
            );
        }
        assert!(vote_of(&["yes=1".to_owned(), "yes=2".to_owned()]).is_err());
    }
}
