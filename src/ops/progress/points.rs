//! The points of the curve: each version of the main line that changed a document, counted at its own time.
//!
//! What a version came to never changes, so it is kept under the git directory and only new versions are counted.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use super::count::Counts;
use super::falls::{Fall, falls};
use super::point::Point;
use crate::meeting::{Meeting, Shelf};
use crate::ops::causes::{Cause, acts_of, causes};
use crate::ops::outline::title_of;
use crate::repo::{Error, Repository, Stop, Version, VersionId};
use crate::workspace::{Present, Workspace};

/// Under which name what was counted is kept.
const KIND: &str = "progress";
/// Under which name the main line is kept.
const LINE: &str = "course";
/// So many versions in a row are counted by one thread.
const RUN: usize = 24;

/// How finely a long history is counted: of more versions than that some are chosen evenly, and the newest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fineness {
    /// As finely as anybody reads it.
    Fine,
    /// As a small curve shows it.
    Coarse,
}

impl Fineness {
    fn most(self) -> usize {
        match self {
            Fineness::Fine => 512,
            Fineness::Coarse => 128,
        }
    }
}

/// What `progress --json` prints.
#[derive(Debug, Clone, Serialize)]
pub struct Progress {
    /// The version of this shape.
    pub schema: u32,
    /// The documents in the meeting's order.
    pub documents: Vec<DocumentProgress>,
}

/// One document over time.
#[derive(Debug, Clone, Serialize)]
pub struct DocumentProgress {
    /// The folder's name.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The versions that changed it, oldest first; last what is not saved, or came by time alone.
    pub points: Vec<Point>,
    /// When a count fell.
    pub falls: Vec<Fall>,
}

/// What was counted of one version.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Counted {
    counts: Counts,
    by: Vec<Cause>,
}

/// What was counted of one document, by version.
type Known = BTreeMap<String, Counted>;

/// One document's stops, of which some were counted before.
struct Line {
    id: String,
    stops: Vec<Version>,
    /// Whether it changed the document itself, and not only the meeting's own files.
    own: Vec<bool>,
    known: Known,
    /// How many were known before.
    before: usize,
    /// Under which name that is kept: what brought a version about is told since the one chosen before it.
    kept_as: String,
}

/// How far the documents have come: one of them, or all.
///
/// Versions are counted newest first and as long as `goes_on` says so; what was counted is kept, so that the next time goes on
/// from there.
///
/// # Errors
/// Where the history cannot be read.
pub fn progress(
    workspace: &Workspace,
    present: &Present,
    document: Option<&str>,
    (fineness, goes_on): (Fineness, &(dyn Fn() -> bool + Sync)),
) -> Result<Progress, Error> {
    let meeting = &present.meeting;
    let drafts = meeting.drafts().iter();
    let ids: Vec<&str> = drafts
        .map(|draft| draft.id.as_str())
        .filter(|id| document.is_none_or(|wanted| wanted == *id))
        .collect();
    let mut lines = lines(workspace, present, &ids, fineness)?;
    let fresh = count_what_is_new(workspace.repository(), &lines, goes_on)?;
    for (n, version, counted) in fresh {
        if let Some(line) = lines.get_mut(n) {
            line.known.insert(version, counted);
        }
    }
    let documents = lines.into_iter().map(|line| {
        let points = points(workspace, meeting, &line);
        DocumentProgress {
            title: meeting
                .text(&line.id)
                .and_then(|text| title_of(&text))
                .unwrap_or_else(|| line.id.clone()),
            falls: falls(&points),
            points,
            id: line.id,
        }
    });
    Ok(Progress {
        schema: 1,
        documents: documents.collect(),
    })
}

/// The versions that changed each document, and what is known of them.
fn lines(
    workspace: &Workspace,
    present: &Present,
    ids: &[&str],
    fineness: Fineness,
) -> Result<Vec<Line>, Error> {
    // Who may own a bracket, and who holds what office, stands in the meeting's own files.
    let mut folders: Vec<String> = ids.iter().map(|id| format!("drafts/{id}")).collect();
    folders.push("facilitators".to_owned());
    let folders: Vec<&str> = folders.iter().map(String::as_str).collect();
    let stops = match &present.base {
        Some(head) => stops(workspace, head, &folders)?,
        None => Vec::new(),
    };
    let lines = ids.iter().enumerate().map(|(n, id)| {
        let of = |at: usize| move |stop: &&Stop| stop.changed.get(at).copied().unwrap_or(false);
        let own: BTreeSet<usize> = (0..stops.len())
            .filter(|at| stops.get(*at).as_ref().is_some_and(of(n)))
            .collect();
        // Before there is a document the meeting's files change nothing of it.
        let begins = own.first().copied().unwrap_or(usize::MAX);
        let house = ids.len();
        let touched = (begins..stops.len()).filter(|at| {
            let stop = stops.get(*at);
            stop.as_ref().is_some_and(of(n)) || stop.as_ref().is_some_and(of(house))
        });
        let touched: Vec<usize> = touched.collect();
        let step = step(touched.len(), fineness.most());
        let chosen = thinned(touched, step);
        let kept_as = format!("{id} {step}");
        let known: Known = workspace.kept(KIND, &kept_as).unwrap_or_default();
        Line {
            id: (*id).to_owned(),
            own: chosen.iter().map(|at| own.contains(at)).collect(),
            stops: chosen
                .into_iter()
                .filter_map(|at| stops.get(at).map(|stop| stop.version.clone()))
                .collect(),
            before: known.len(),
            known,
            kept_as,
        }
    });
    Ok(lines.collect())
}

/// The main line as it was walked the last time.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Walked {
    head: Option<VersionId>,
    stops: Vec<Stop>,
}

/// The versions of the main line that changed one of the folders; what was walked is kept, so that only new ones are looked at.
fn stops(workspace: &Workspace, head: &VersionId, folders: &[&str]) -> Result<Vec<Stop>, Error> {
    let name = folders.join("\n");
    let walked: Walked = workspace.kept(LINE, &name).unwrap_or_default();
    if walked.head.as_ref() == Some(head) {
        return Ok(walked.stops);
    }
    let repository = workspace.repository();
    let course = repository.course(head, walked.head.as_ref(), folders)?;
    let mut stops = match course.goes_on {
        true => walked.stops,
        false => Vec::new(),
    };
    stops.extend(course.stops);
    let walked = Walked {
        head: Some(head.clone()),
        stops,
    };
    workspace.keep(LINE, &name, &walked);
    Ok(walked.stops)
}

/// Of so many versions every how manieth is chosen, where at most `most` are wanted: a power of two, so that those that were counted
/// once are chosen again while the history grows.
fn step(versions: usize, most: usize) -> usize {
    versions.div_ceil(most).next_power_of_two()
}

/// The first of every `step` versions, and the newest.
fn thinned(all: Vec<usize>, step: usize) -> Vec<usize> {
    let last = all.len().saturating_sub(1);
    let chosen = all.into_iter().enumerate();
    chosen
        .filter(|(n, _)| n.is_multiple_of(step) || *n == last)
        .map(|(_, at)| at)
        .collect()
}

/// Counts what nobody counted yet, on as many threads as there are cores.
fn count_what_is_new(
    repository: &Repository,
    lines: &[Line],
    goes_on: &(dyn Fn() -> bool + Sync),
) -> Result<Vec<(usize, String, Counted)>, Error> {
    let mut runs: Vec<(usize, Vec<usize>)> = Vec::new();
    for (n, line) in lines.iter().enumerate() {
        let new = (0..line.stops.len()).filter(|at| {
            let stop = line.stops.get(*at);
            stop.is_some_and(|stop| !line.known.contains_key(&stop.id.0))
        });
        let new: Vec<usize> = new.collect();
        runs.extend(new.chunks(RUN).map(|run| (n, run.to_vec())));
    }
    let last = |(n, run): &(usize, Vec<usize>)| {
        let stop = run.last().and_then(|at| lines.get(*n)?.stops.get(*at));
        stop.map(|stop| stop.time)
    };
    runs.sort_by_key(|run| std::cmp::Reverse(last(run)));
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Ok(Vec::new()));
    if runs.is_empty() {
        return Ok(Vec::new());
    }
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..cores.min(runs.len()) {
            scope.spawn(|| {
                let shelf = Arc::new(Shelf::default());
                while goes_on()
                    && let Some((n, run)) = runs.get(next.fetch_add(1, Ordering::Relaxed))
                {
                    let Some(line) = lines.get(*n) else {
                        return;
                    };
                    let counted = count_run((repository, &shelf), line, run, goes_on);
                    let mut done = done.lock().unwrap_or_else(PoisonError::into_inner);
                    match (&mut *done, counted) {
                        (Ok(all), Ok(counted)) => all.extend(
                            counted
                                .into_iter()
                                .map(|(version, counted)| (*n, version, counted)),
                        ),
                        (Ok(_), Err(error)) => *done = Err(error),
                        (Err(_), _) => return,
                    }
                }
            });
        }
    });
    done.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// Counts some versions of one document, in their order.
fn count_run(
    (repository, shelf): (&Repository, &Arc<Shelf>),
    line: &Line,
    run: &[usize],
    goes_on: &(dyn Fn() -> bool + Sync),
) -> Result<Vec<(String, Counted)>, Error> {
    let at = |version: &Version| -> Result<Meeting, Error> {
        let files = repository.snapshot(&version.id)?;
        Ok(Meeting::read_on(shelf.clone(), files, version.time))
    };
    let mut before: Option<(usize, HashSet<String>)> = None;
    let mut out = Vec::with_capacity(run.len());
    for &n in run {
        let Some(version) = line.stops.get(n).filter(|_| goes_on()) else {
            break;
        };
        let known = match (before.take(), n.checked_sub(1)) {
            (Some((at, acts)), Some(last)) if at == last => acts,
            (_, Some(last)) => match line.stops.get(last) {
                Some(version) => acts_of(&at(version)?, &line.id),
                None => HashSet::new(),
            },
            (_, None) => HashSet::new(),
        };
        let meeting = at(version)?;
        let counted = Counted {
            counts: Counts::of(&meeting, &line.id),
            by: causes(&meeting, &line.id, &known),
        };
        out.push((version.id.0.clone(), counted));
        before = Some((n, acts_of(&meeting, &line.id)));
    }
    Ok(out)
}

/// The points of a document; what is known of them is kept.
fn points(workspace: &Workspace, present: &Meeting, line: &Line) -> Vec<Point> {
    let mut points = Vec::with_capacity(line.stops.len() + 1);
    let mut kept = Known::new();
    for (version, own) in line.stops.iter().zip(&line.own) {
        let Some(counted) = line.known.get(&version.id.0) else {
            continue;
        };
        kept.insert(version.id.0.clone(), counted.clone());
        let same = |last: &Point| last.counts == counted.counts;
        if !own && points.last().is_some_and(same) {
            continue;
        }
        points.push(Point {
            version: Some(version.id.0.clone()),
            time: version.time,
            author: Some(version.author.clone()),
            summary: Some(version.summary.clone()),
            counts: counted.counts,
            by: counted.by.clone(),
        });
    }
    if kept.len() != line.known.len() || line.known.len() != line.before {
        workspace.keep(KIND, &line.kept_as, &kept);
    }
    // Edits that are not saved, and silences that time alone has ended.
    let now = Counts::of(present, &line.id);
    if points.last().is_none_or(|last| last.counts != now) && now != Counts::default() {
        points.push(Point {
            version: None,
            time: present.now,
            author: None,
            summary: None,
            counts: now,
            by: Vec::new(),
        });
    }
    points
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_too_many_versions_some_are_counted_that_stay_the_same_as_the_history_grows() {
        for most in [Fineness::Fine.most(), Fineness::Coarse.most()] {
            let chosen = |many: usize| thinned((0..many).collect(), step(many, most));
            assert_eq!(chosen(most).len(), most);
            for many in [most + 1, 3 * most, 5 * most - 1] {
                let some = chosen(many);
                assert!(some.len() <= most + 1, "{many}: {}", some.len());
                assert_eq!((some.first(), some.last()), (Some(&0), Some(&(many - 1))));
                // What is counted of a longer history was counted of this one, but for what came since.
                for more in [1, most] {
                    let longer = chosen(many + more);
                    let missing = longer.iter().filter(|at| **at < many && !some.contains(at));
                    assert_eq!(missing.count(), 0, "{many} and {more}");
                }
            }
        }
        assert_eq!(thinned(Vec::new(), step(0, 1)), Vec::<usize>::new());
    }
}
