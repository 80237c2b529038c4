//! Plan, then do: a command planned on the meeting of now and saved as one version.

use super::command::{Command, Plan, Stamp};
use super::incoming::Receiver;
use super::union::Prefer;
use crate::consensus::Refusal;
use crate::meeting::Meeting;
use crate::repo::{Error, Signature, VersionId};
use crate::workspace::{Author, Workspace};

/// Why nothing was done.
#[derive(Debug, thiserror::Error)]
pub enum NotDone {
    /// The rules stand against it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The repository stands against it.
    #[error(transparent)]
    Failed(#[from] Error),
    /// Somebody saved in between, and the plan is another one now: to be looked at again.
    #[error("something was saved meanwhile that changes this: look again before it is done")]
    Changed(Box<Plan>),
}

/// Plans a command and saves it. Where somebody saves in between it is planned once more, and saved if the plan is the same.
///
/// What was typed into a text or the set-up by hand before is saved first, in a version of its own; the last warnings of the plan say so.
///
/// # Errors
/// A refusal, a failure, or the new plan where that differs: nothing of it was written then.
pub fn perform(
    workspace: &Workspace,
    command: &Command,
    stamp: &Stamp,
) -> Result<(Plan, VersionId), NotDone> {
    let present = workspace.now(stamp.when)?;
    let plan = command.plan(&present.meeting, stamp)?;
    carry_out(workspace, command, stamp, &plan)
}

/// Saves a plan that was made, shown and confirmed before; it is made again first, and saved if it is still the same.
///
/// # Errors
/// As for [`perform`].
pub fn carry_out(
    workspace: &Workspace,
    command: &Command,
    stamp: &Stamp,
    confirmed: &Plan,
) -> Result<(Plan, VersionId), NotDone> {
    // Twice something may come in between; whoever is overtaken more often is told.
    for _ in 0..3 {
        let present = workspace.now(stamp.when)?;
        let mut plan = command.plan(&present.meeting, stamp)?;
        if !plan.means_the_same(confirmed) {
            return Err(NotDone::Changed(Box::new(plan)));
        }
        let author = Author {
            edit: author(workspace, &present.meeting, stamp),
            keyboard: keyboard(workspace, &present.meeting, stamp),
        };
        match workspace.commit(&plan.edit, present.base.as_ref(), &author, stamp.when) {
            Ok(saved) => {
                let typed = saved.by_hand.iter().map(|path| saved_before(path));
                plan.warnings.extend(typed);
                return Ok((plan, saved.version));
            }
            Err(Error::Moved) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(Error::Moved.into())
}

/// What is said of a file that was changed by hand, and is saved before an act.
pub(super) fn saved_before(path: &str) -> String {
    format!("what was typed into {path} was saved before it, as a version of its own")
}

/// Whose words those are that were typed into a text: the hand's where it enters for another, else whoever git knows here.
fn keyboard(workspace: &Workspace, meeting: &Meeting, stamp: &Stamp) -> Signature {
    let user = workspace.repository().user();
    let user = user.filter(|user| stamp.entered_by.is_none() && !user.name.is_empty());
    user.unwrap_or_else(|| author(workspace, meeting, stamp))
}

/// Who receives: whoever sits here, whoever git knows, or nobody in particular.
pub fn receiver(
    workspace: &Workspace,
    meeting: &Meeting,
    hand: Option<&str>,
    prefer: Option<Prefer>,
) -> Receiver {
    let stamp = Stamp {
        by: hand.map(str::to_owned),
        entered_by: None,
        when: meeting.now,
        heard: None,
        received: None,
    };
    let known = workspace.repository().user().filter(|_| hand.is_none());
    Receiver {
        author: known.unwrap_or_else(|| author(workspace, meeting, &stamp)),
        when: meeting.now,
        prefer,
        hand: hand.map(str::to_owned),
    }
}

/// Whose version it is: the hand's name, and git's address for it.
fn author(workspace: &Workspace, meeting: &Meeting, stamp: &Stamp) -> Signature {
    let hand = stamp.entered_by.as_deref().or(stamp.by.as_deref());
    let hand = hand.unwrap_or("nobody");
    let roll = &meeting.roll;
    let officer = roll.officer(hand).map(|officer| officer.name.clone());
    let name = officer.or_else(|| roll.delegations.find(hand).map(|one| one.name().to_owned()));
    let email = workspace
        .repository()
        .user()
        .map(|user| user.email)
        .filter(|email| !email.is_empty());
    Signature {
        name: name.unwrap_or_else(|| hand.to_owned()),
        email: email.unwrap_or_else(|| format!("{}@adref.invalid", hand.to_lowercase())),
    }
}
