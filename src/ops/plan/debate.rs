//! Whether the room has closed the debate on what somebody speaks or proposes to.

use crate::consensus::MotionState;
use crate::meeting::Meeting;
use crate::record::{MotionKind, Target};

/// What is said of a debate that was closed by a motion that was carried, on the whole document or on a section that a paragraph stands
/// in; `None` where it is open.
pub(super) fn closed(meeting: &Meeting, document: &str, index: Option<usize>) -> Option<String> {
    let register = meeting.register(document)?;
    let text = meeting.text(document)?;
    let covers = |target: &Target| match target {
        Target::Document => true,
        Target::Paragraph(anchor) => {
            let heading = meeting.place(document, anchor).index();
            let section = heading.and_then(|heading| text.section(heading));
            section.is_some_and(|section| index.is_some_and(|index| section.contains(&index)))
        }
        _ => false,
    };
    let mut motions = register.ledger.motions.iter().rev();
    let motion = motions.find(|one| {
        one.kind == MotionKind::CloseDebate
            && one.state == MotionState::Carried
            && covers(&one.target)
    })?;
    let (when, _) = motion.decided.as_ref()?;
    Some(format!(
        "the debate on it was closed at {} by a motion of {}",
        when.clock(),
        motion.by
    ))
}
