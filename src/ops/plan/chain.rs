//! Plans made one on what the other leaves, as one.

use super::super::command::Plan;
use crate::consensus::Refusal;
use crate::meeting::Meeting;

/// Adds to a plan another that is made on the meeting as the first leaves it.
///
/// # Errors
/// What the second is refused for; the first is as it was then.
pub(super) fn then(
    meeting: &Meeting,
    whole: &mut Plan,
    next: impl FnOnce(&Meeting) -> Result<Plan, Refusal>,
) -> Result<(), Refusal> {
    let next = next(&meeting.with(&whole.edit.files))?;
    join(whole, next);
    Ok(())
}

/// Two plans, the second made on what the first leaves, as one; what is said is the first's.
pub(super) fn join(first: &mut Plan, second: Plan) {
    for change in second.edit.files {
        let known = first
            .edit
            .files
            .iter_mut()
            .find(|known| known.path == change.path);
        match known {
            Some(known) => known.content = change.content,
            None => first.edit.files.push(change),
        }
    }
    first.edit.files.sort_by(|a, b| a.path.cmp(&b.path));
    first.edit.names.extend(second.edit.names);
    first.words.extend(second.words);
    first.warnings.extend(second.warnings);
    first.closed_words |= second.closed_words;
    first.edit.body = first.warnings.join("\n");
    first.acts.extend(second.acts);
    first.proposals.extend(second.proposals);
}
