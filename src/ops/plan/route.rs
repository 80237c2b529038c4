//! Which plan a command needs.

use super::super::command::{Command, Plan, Stamp};
use super::{
    adopt, at_desk, begin, clock, compile, edit, entry, hand_in, intervene, issue, motion, propose,
    rebase, retract, rule, same_as, settle, source, take, treat, undo, whole,
};
use crate::consensus::Refusal;
use crate::meeting::Meeting;

/// Plans a command.
fn plan(command: &Command, meeting: &Meeting, stamp: &Stamp) -> Result<Plan, Refusal> {
    if let Command::AtDesk(inner) = command {
        return at_desk::at_desk(plan(inner, meeting, stamp)?);
    }
    if let Command::CameAt(inner, came) = command {
        if *came > stamp.when {
            return Err(Refusal::of(format!("nothing has come at {came} yet"))
                .because(format!("it is {}", stamp.when))
                .hint("--received is the time at which it came, by the meeting's clock: --received 17:50"));
        }
        let stamp = Stamp {
            received: Some(*came),
            ..stamp.clone()
        };
        return plan(inner, meeting, &stamp);
    }
    let mut plan = match command {
        Command::AtDesk(inner) | Command::CameAt(inner, _) => plan(inner, meeting, stamp),
        Command::Propose { aim, wish } if wish.in_text => {
            intervene::intervene(meeting, stamp, aim, wish)
        }
        Command::Propose { aim, wish } => propose::propose(meeting, stamp, aim, wish),
        Command::HandIn {
            document,
            amendments,
            stances,
            ..
        } => hand_in::hand_in(meeting, stamp, document, (amendments, stances)),
        Command::Treat {
            verb,
            proposals,
            into,
            wording,
            reason,
        } => {
            let treatment = treat::Treatment {
                verb: *verb,
                into: into.as_deref(),
                wording: wording.as_deref(),
                reason: reason.as_deref(),
                margin: super::margin::Margin::Whole,
            };
            treat::treat(meeting, stamp, &treatment, proposals)
        }
        Command::Compile { document, chosen } => compile::compile(meeting, stamp, document, chosen),
        Command::Clock {
            verb,
            aim,
            seconds,
            whom,
        } => clock::clock(meeting, stamp, (*verb, aim), (*seconds, whom.as_deref())),
        Command::Take { .. } => take::take(meeting, stamp, command),
        Command::Rule {
            verb,
            aims,
            level,
            reason,
            closes,
        } => {
            let ruling = rule::Intent {
                verb: *verb,
                level: *level,
                reason: reason.as_deref(),
                closes: *closes,
            };
            rule::rule(meeting, stamp, &ruling, aims)
        }
        Command::Settle {
            verb,
            aim,
            whose,
            words,
            reason,
        } => {
            let wanted = settle::Wanted {
                verb: *verb,
                whose,
                words: words.as_deref(),
                reason: reason.as_deref(),
            };
            settle::settle(meeting, stamp, aim, &wanted)
        }
        Command::Retract { acts, reason } => {
            retract::retract(meeting, stamp, acts, reason.as_deref())
        }
        Command::Undo { reason } => undo::undo(meeting, stamp, reason.as_deref()),
        Command::Redo { reason } => undo::redo(meeting, stamp, reason.as_deref()),
        Command::Edit {
            document,
            paragraph,
            words,
            on,
            reason,
        } => edit::edit(
            meeting,
            stamp,
            (document, paragraph),
            (words, on.as_deref(), reason.as_deref()),
        ),
        Command::Begin {
            document,
            text,
            reason,
        } => begin::begin(meeting, stamp, (document, text), reason.as_deref()),
        Command::Strike {
            document,
            paragraph,
            reason,
        } => whole::whole(
            meeting,
            stamp,
            (document, paragraph),
            (whole::Whole::Delete, reason.as_deref()),
        ),
        Command::Insert {
            document,
            paragraph,
            place,
            words,
            reason,
        } => whole::whole(
            meeting,
            stamp,
            (document, paragraph),
            (whole::Whole::Beside(*place, words), reason.as_deref()),
        ),
        Command::Rewrite {
            document,
            text,
            over,
            reason,
        } => edit::rewrite(meeting, stamp, document, (text, over, reason.as_deref())),
        Command::Rebase { document, chosen } => {
            rebase::rebase(meeting, stamp, document.as_deref(), chosen)
        }
        Command::Source {
            document,
            entry,
            note,
        } => source::source(meeting, stamp, document, (entry, note.as_deref())),
        Command::Issue {
            document,
            revision,
            symbol,
            brackets,
            names,
            reason,
        } => {
            let intent = issue::Intent {
                revision,
                symbol: symbol.as_deref(),
                brackets: *brackets,
                names: *names,
                reason: reason.as_deref(),
            };
            issue::issue(meeting, stamp, document, &intent)
        }
        Command::Adopt {
            document,
            section,
            consensus,
            vote,
            majority,
            dissociating,
            over,
        } => {
            let intent = adopt::Intent {
                section: section.as_ref(),
                consensus: *consensus,
                vote,
                majority: *majority,
                dissociating,
                over: over.as_deref(),
            };
            adopt::adopt(meeting, stamp, document, &intent)
        }
        Command::Move { aim, kind, words } => motion::motion(meeting, stamp, (aim, words), *kind),
        Command::Decide {
            what,
            vote,
            majority,
            fate,
            reason,
        } => {
            let verdict = motion::Verdict {
                vote,
                majority: *majority,
                fate: *fate,
                reason: reason.as_deref(),
            };
            motion::decide(meeting, stamp, what, &verdict)
        }
        Command::State { verb, aims, words } => {
            motion::state(meeting, stamp, *verb, (aims, words.as_deref()))
        }
    }?;
    plan.same_as = same_as::typed(command, stamp);
    Ok(plan)
}

impl Command {
    /// Plans it against a meeting; the same for `--dry-run`, the confirmation and the doing.
    ///
    /// # Errors
    /// A refusal says what rule stands against it and the way out.
    pub fn plan(&self, meeting: &Meeting, stamp: &Stamp) -> Result<Plan, Refusal> {
        let plan = plan(self, meeting, stamp)?;
        Ok(entry::marked(meeting, stamp, plan))
    }
}
