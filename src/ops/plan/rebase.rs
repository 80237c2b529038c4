//! Putting stale proposals on the words of today, where their change fits there.

use super::super::command::{Plan, Stamp};
use super::super::find::{find_document, find_proposal};
use super::super::queue::{Rebasing, queue};
use super::super::words::listed;
use super::work::Work;
use crate::consensus::Refusal;
use crate::meeting::Meeting;
use crate::ops::find::text_of;
use crate::record::{Slug, Target, Verb};

/// Plans an act for each proposal that is clean to re-base: of one document or of all, a party's own or everybody's.
///
/// One that was asked for by name and is not clean is a refusal.
pub(super) fn rebase(
    meeting: &Meeting,
    stamp: &Stamp,
    document: Option<&str>,
    chosen: &[String],
) -> Result<Plan, Refusal> {
    let mut work = Work::begin(meeting, stamp)?;
    let mut named: Vec<Slug> = Vec::new();
    for typed in chosen {
        named.push(find_proposal(meeting, typed)?.1);
    }
    let only = !named.is_empty();
    let mut done: Vec<String> = Vec::new();
    let mut left = 0;
    for row in queue(meeting, document)?.queue {
        let shown = &row.proposal;
        let name = shown
            .number
            .clone()
            .unwrap_or_else(|| shown.slug.to_string());
        let asked = named.contains(&shown.slug);
        let own = shown.sponsor == work.by() || shown.cosponsors.iter().any(|one| one == work.by());
        if !asked && (only || work.authority.is_party() && !own) {
            continue;
        }
        named.retain(|slug| *slug != shown.slug);
        let (Rebasing::Clean, Some(rebased), Some(index)) =
            (row.rebasing, &row.rebased, shown.index)
        else {
            if asked {
                return Err(Refusal::of(format!("{name} cannot be re-based"))
                    .because(format!("it is {}", row.rebasing.words()))
                    .hint(format!("adref rebase-queue {} shows what changed; its sponsor writes it anew: adref propose", shown.document)));
            }
            left += 1;
            continue;
        };
        let draft = find_document(meeting, &shown.document)?;
        let text = text_of(meeting, &draft.id)?;
        let anchor = work.anchor(draft, &text, index)?;
        let mut act = work.act(Verb::Rebase, Target::Paragraph(anchor));
        act.into = Some(shown.slug.clone());
        act.words = Some(rebased.clone());
        work.file(&draft.id, act)?;
        work.words.push((format!("{name} then"), rebased.clone()));
        done.push(name);
    }
    if let Some(slug) = named.first() {
        return Err(Refusal::of(format!("{slug} is not stale"))
            .because("its paragraph says what it said, or it is no longer open"));
    }
    if done.is_empty() {
        return Err(Refusal::of("no proposal is clean to re-base")
            .hint("`adref rebase-queue` lists the stale ones"));
    }
    match left {
        0 => {}
        1 => work
            .warnings
            .push("1 other has to be looked at: adref rebase-queue".to_owned()),
        many => work.warnings.push(format!(
            "{many} others have to be looked at: adref rebase-queue"
        )),
    }
    let said = format!("{} re-bases {}", work.who(), listed(&done));
    Ok(work.finish(said, String::new()))
}
