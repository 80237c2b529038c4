//! Whether something may be decided: an adoption, a motion, what becomes of one, and what is said for the record of it.

use super::count::count;
use super::decided::{Motion, MotionState};
use super::ledger::{Ledger, Matter};
use super::refusal::Refusal;
use super::rights::Rights;
use super::roll::Authority;
use super::status::Status;
use crate::record::{Act, Fate, Manner, Role, Target, Verb};

/// An adoption: how it came about is said, and only a vote that adds up is one.
pub(super) fn adopt(matter: &Matter<'_>, act: &Act) -> Result<(), Refusal> {
    let decision = act.decision();
    match (decision.manner, &decision.vote) {
        (Some(Manner::Vote), Some(vote)) => count(vote, decision.majority, matter.roll).map(|_| ()),
        (Some(Manner::Vote), None) => {
            Err(Refusal::of("it is adopted by a vote, and no vote is given")
                .hint("adref adopt outcome --vote yes=… no=… abstain=…, with names (a comma between) or totals"))
        }
        (_, Some(_)) => Err(Refusal::of("what is adopted by consensus is not voted on")
            .hint("say one of the two: --by-consensus, or --vote yes=… no=…")),
        (Some(Manner::Consensus | Manner::Dissociations) | None, None) => Ok(()),
    }
}

/// A motion: made by who takes part in decisions, or by whoever holds the pen.
pub(super) fn motion(matter: &Matter<'_>, act: &Act) -> Result<(), Refusal> {
    if !matter.roll.counts(&act.by) {
        return Err(Refusal::of(format!("{} may not move anything", act.by))
            .because("whoever takes part without being counted speaks, and moves nothing")
            .hint("a State or a group moves it: --as XNO"));
    }
    if act
        .words
        .as_deref()
        .is_none_or(|words| words.trim().is_empty())
    {
        return Err(Refusal::of("a motion says what it asks for")
            .hint("adref motion \"that the debate be closed\" --kind close-debate --on outcome"));
    }
    Ok(())
}

/// What became of a motion, or of a proposal that was put to the vote.
pub(super) fn decide(
    ledger: &Ledger,
    matter: &Matter<'_>,
    rights: &mut Rights<'_>,
    act: &Act,
) -> Result<Option<Status>, Refusal> {
    let decision = act.decision();
    let is_chair = rights.authority(&act.by).is_some_and(|one| {
        matches!(
            *one,
            Authority::Officer {
                role: Role::Chair,
                ..
            }
        )
    });
    let withdrawn = decision.fate == Some(Fate::Withdrawn);
    if !withdrawn && !is_chair {
        return Err(Refusal::of(format!("{} may not decide it", act.by))
            .because("only the chair gavels a decision")
            .hint(match matter.roll.chairs().as_slice() {
                [] => "say who chairs, in facilitators/NAME.yaml: role: chair".to_owned(),
                chairs => format!("the chair is {}", chairs.join(", ")),
            }));
    }
    let counted = match (&decision.vote, decision.manner) {
        (Some(_), _) if withdrawn => {
            return Err(Refusal::of("what is withdrawn is not voted on")
                .hint("say one of the two: withdrawn, or the vote"));
        }
        (Some(vote), _) => Some(count(vote, decision.majority, matter.roll)?),
        (None, Some(Manner::Vote)) => {
            return Err(Refusal::of("it is decided by a vote, and no vote is given")
                .hint("yes=… no=… abstain=…, with names (a comma between) or totals"));
        }
        (None, _) => None,
    };
    let fate = match (decision.fate, counted) {
        (Some(fate), Some(counted)) if (fate == Fate::Carried) != counted.carried => {
            let by_vote = if counted.carried {
                Fate::Carried
            } else {
                Fate::Defeated
            };
            return Err(Refusal::of(format!(
                "it is said to be {fate}, and the vote says {by_vote}"
            ))
            .because(format!("a vote of {}", counted.sentence()))
            .hint("mend the vote, or leave the outcome to it"));
        }
        (Some(fate), _) => fate,
        (None, Some(counted)) if counted.carried => Fate::Carried,
        (None, Some(_)) => Fate::Defeated,
        (None, None) => {
            return Err(Refusal::of("what became of it is not said")
                .hint("carried, defeated or withdrawn; or a vote"));
        }
    };
    match &act.target {
        Target::Act(id) => {
            let Some(motion) = ledger.motions.iter().find(|one| one.act == *id) else {
                return Err(Refusal::of(format!("{id} is no motion"))
                    .hint("adref votes lists the motions with their ids"));
            };
            on_motion(motion, fate, act).map(|()| None)
        }
        Target::Proposal(slug) => {
            let Some(case) = ledger.cases.get(slug) else {
                return Err(Refusal::of(format!("there is no proposal {slug}"))
                    .hint("adref proposals lists them"));
            };
            let name = case.name(slug);
            if withdrawn {
                return Err(Refusal::of(format!("{name} is withdrawn by its sponsor"))
                    .hint(format!("adref withdraw {name}")));
            }
            let status = match fate {
                Fate::Carried => Status::Carried,
                _ => Status::Defeated,
            };
            if !matches!(case.status, Status::UnderDiscussion | Status::InText) {
                return Err(Refusal::of(format!("{name} cannot be put to the vote now"))
                    .because(format!("{name} is {}", case.status.name()))
                    .hint(format!("take it up first: adref open {name}")));
            }
            Ok(Some(status))
        }
        _ => Err(Refusal::of("a motion or a proposal is decided")
            .hint("adref votes lists the motions with their ids")),
    }
}

fn on_motion(motion: &Motion, fate: Fate, act: &Act) -> Result<(), Refusal> {
    if motion.state != MotionState::Pending {
        let refusal = Refusal::of(format!("that motion is {}", motion.state.name()));
        return Err(match &motion.decided {
            Some((when, _)) => refusal.because(format!("since {}", when.format("%-d %B, %H:%M"))),
            None => refusal,
        }
        .hint("move it again: adref motion"));
    }
    if fate == Fate::Withdrawn && !motion.by.eq_ignore_ascii_case(&act.by) {
        return Err(Refusal::of(format!("{} may not withdraw it", act.by))
            .because(format!("it is a motion of {}", motion.by))
            .hint(format!(
                "only {} can, or somebody in its name: --as {}",
                motion.by, motion.by
            )));
    }
    Ok(())
}

/// A dissociation: from what was adopted, by who was counted.
pub(super) fn dissociate(ledger: &Ledger, matter: &Matter<'_>, act: &Act) -> Result<(), Refusal> {
    if !matter.roll.counts(&act.by) {
        return Err(
            Refusal::of(format!("{} has nothing to dissociate itself from", act.by))
                .because("it takes part without being counted")
                .hint(format!("adref explain {} --as {}", matter.document, act.by)),
        );
    }
    if ledger.adoptions.iter().any(|one| one.carried()) {
        return Ok(());
    }
    Err(
        Refusal::of(format!("nothing of {} is adopted", matter.document))
            .because("who dissociates itself does so from what was adopted")
            .hint(format!(
                "while it is open: adref oppose {0}, adref reserve {0}",
                matter.document
            )),
    )
}

/// What is said for the record: on the document, on a paragraph, on a motion.
pub(super) fn explain(ledger: &Ledger, act: &Act) -> Result<(), Refusal> {
    debug_assert_eq!(act.verb, Verb::Explain);
    match &act.target {
        Target::Act(id) if !ledger.motions.iter().any(|one| one.act == *id) => {
            Err(Refusal::of(format!("{id} is no motion"))
                .hint("adref votes lists the motions with their ids"))
        }
        Target::Document | Target::Paragraph(_) | Target::Act(_) => Ok(()),
        _ => Err(Refusal::of(
            "one explains a vote or a position on a document, a paragraph or a motion",
        )
        .hint("adref explain outcome 12 --as XNO --reason \"…\"")),
    }
}
