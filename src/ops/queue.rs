//! Open proposals whose paragraph has changed since they were written: which can be re-based, which need rewriting, which are obsolete.

use serde::Serialize;

use super::find::find_document;
use super::proposals::row;
use super::results::ProposalRow;
use crate::consensus::Refusal;
use crate::meeting::{Mark, Meeting, Placement};
use crate::record::{Proposal, ProposalKind};
use crate::rolling::rebase;
use crate::text::fold;

/// What can be done with a proposal whose paragraph has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Rebasing {
    /// Its change can be made in the words of today.
    Clean,
    /// The same words have changed: somebody has to write it anew.
    Rewrite,
    /// Its paragraph is gone.
    Obsolete,
    /// Its paragraph stands somewhere, but nobody is sure that this is it.
    Uncertain,
}

impl Rebasing {
    /// In a word or two.
    pub fn words(self) -> &'static str {
        match self {
            Rebasing::Clean => "clean to re-base",
            Rebasing::Rewrite => "needs rewriting",
            Rebasing::Obsolete => "obsolete",
            Rebasing::Uncertain => "to be looked at",
        }
    }
}

/// A stale proposal.
#[derive(Debug, Clone, Serialize)]
pub struct QueueRow {
    /// The proposal.
    pub proposal: ProposalRow,
    /// What can be done with it.
    pub rebasing: Rebasing,
    /// The words that it was written on.
    pub was: String,
    /// The words of today; `None` where they are gone.
    pub now: Option<String>,
    /// The words wanted.
    pub wanted: String,
    /// The words wanted in the text of today, for one that is clean.
    pub rebased: Option<String>,
}

/// What `rebase-queue --json` prints.
#[derive(Debug, Clone, Serialize)]
pub struct Queue {
    /// The version of this shape.
    pub schema: u32,
    /// The stale proposals: the clean ones first, then by document and paragraph.
    pub queue: Vec<QueueRow>,
}

/// The open proposals whose paragraph has changed since they were written.
///
/// # Errors
/// Where there is no such document.
pub fn queue(meeting: &Meeting, document: Option<&str>) -> Result<Queue, Refusal> {
    let only = match document {
        Some(typed) => Some(find_document(meeting, typed)?.id.clone()),
        None => None,
    };
    let mut rows: Vec<(Rebasing, usize, Option<usize>, QueueRow)> = Vec::new();
    for (n, draft) in meeting.drafts().iter().enumerate() {
        if only.as_ref().is_some_and(|only| *only != draft.id) {
            continue;
        }
        let (Some(register), Some(text), Some(marks)) = (
            meeting.register(&draft.id),
            meeting.text(&draft.id),
            meeting.marks(&draft.id),
        ) else {
            continue;
        };
        for (slug, marks) in marks.iter() {
            let rebasing = marks.iter().find_map(|mark| match mark {
                Mark::StaleFits => Some(Rebasing::Clean),
                Mark::StaleRewrite => Some(Rebasing::Rewrite),
                Mark::Obsolete => Some(Rebasing::Obsolete),
                Mark::Uncertain => Some(Rebasing::Uncertain),
                _ => None,
            });
            let (Some(rebasing), Some(proposal)) = (rebasing, register.proposals.get(slug)) else {
                continue;
            };
            let shown = row(meeting, &register, &text, proposal);
            let now = shown
                .index
                .and_then(|index| text.paragraphs().get(index))
                .map(|one| one.text.clone());
            let rebased = match rebasing {
                Rebasing::Clean => now.as_deref().and_then(|now| in_words_of(now, proposal)),
                _ => None,
            };
            let rebasing = match (rebasing, &rebased) {
                (Rebasing::Clean, None) => Rebasing::Rewrite,
                (Rebasing::Clean, Some(_)) if !is_sure(meeting, &draft.id, proposal) => {
                    Rebasing::Uncertain
                }
                (other, _) => other,
            };
            rows.push((
                rebasing,
                n,
                shown.index,
                QueueRow {
                    proposal: shown,
                    rebasing,
                    was: fold(&proposal.words),
                    now,
                    wanted: fold(&proposal.wanted),
                    rebased,
                },
            ));
        }
    }
    rows.sort_by(|a, b| {
        (a.0, a.1, a.2, &a.3.proposal.slug).cmp(&(b.0, b.1, b.2, &b.3.proposal.slug))
    });
    Ok(Queue {
        schema: 1,
        queue: rows.into_iter().map(|(.., row)| row).collect(),
    })
}

/// Whether nobody need look where its paragraph stands.
fn is_sure(meeting: &Meeting, document: &str, proposal: &Proposal) -> bool {
    let placement = proposal
        .anchor
        .as_ref()
        .map(|anchor| meeting.place(document, anchor));
    matches!(placement, Some(Placement::At { certain: true, .. }))
}

/// What a proposal wants, in the words of today.
fn in_words_of(now: &str, proposal: &Proposal) -> Option<String> {
    match proposal.kind {
        ProposalKind::Replace | ProposalKind::Bracket | ProposalKind::Lift => {
            rebase(&fold(&proposal.words), &fold(&proposal.wanted), now)
        }
        _ => Some(proposal.wanted.clone()),
    }
}
