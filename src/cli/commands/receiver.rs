//! Who receives at this desk, and how git calls others from here.

use super::who;
use crate::cli::failure::Failure;
use crate::cli::session::Session;
use crate::ops::{self, Prefer, Receiver};
use crate::repo::Calling;
use crate::workspace::Workspace;

/// Whose hand receives here and now, and which side of a clash it prefers.
pub(super) fn receiver(
    session: &Session<'_>,
    workspace: &Workspace,
    prefer: Option<Prefer>,
) -> Result<Receiver, Failure> {
    let now = session
        .env
        .now
        .unwrap_or_else(|| workspace.clock(crate::moment::Moment::now()));
    let present = workspace.now(now)?;
    let hand = session
        .env
        .hand
        .clone()
        .or_else(|| workspace.repository().setting(who::KEY));
    let hand = hand.filter(|who| !who.is_empty());
    Ok(ops::receiver(
        workspace,
        &present.meeting,
        hand.as_deref(),
        prefer,
    ))
}

/// Whether git may ask whoever sits at the terminal.
pub(super) fn calling(session: &Session<'_>) -> Calling {
    match session.env.interactive {
        true => Calling::TERMINAL,
        false => Calling::ALONE,
    }
}
