//! The pages as the meeting stands at the moment they are asked for; each is made once for every change of it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::route::Pages;
use super::status::Status;
use crate::meeting::Meeting;
use crate::moment::{Moment, Zone};
use crate::ops::{self, LeafPoint, Naming, Outward, With};
use crate::page::{self, Kind};
use crate::text::{Address, short_hash};
use crate::workspace::{Present, Workspace};

/// So many pages are kept ready.
const KEPT: usize = 64;
/// The files are looked at no more often.
const LOOK: Duration = Duration::from_millis(300);

/// How the pages are to look.
#[derive(Debug, Clone)]
pub struct Looking {
    /// Whether names are shown.
    pub names: Naming,
    /// The version to compare with.
    pub against: Option<String>,
}

/// A clock.
type Clock = Box<dyn Fn() -> Moment + Send + Sync>;

/// The pages of a workspace.
pub struct Live {
    workspace: Arc<Workspace>,
    looking: Looking,
    clock: Clock,
    pulse: Mutex<Option<(Instant, u64)>>,
    made: Mutex<BTreeMap<String, Made>>,
    /// Held by whoever makes a page: after a change all streams ask for the same one at once.
    making: Mutex<()>,
}

/// A page that was made, when, and on what.
#[derive(Clone)]
struct Made {
    on: (u64, i64),
    page: Arc<str>,
    stand: String,
}

impl Live {
    /// The pages of a workspace by some clock.
    pub fn of(workspace: Arc<Workspace>, looking: Looking, clock: Clock) -> Live {
        Live {
            workspace,
            looking,
            clock,
            pulse: Mutex::default(),
            made: Mutex::default(),
            making: Mutex::default(),
        }
    }

    fn pulse(&self) -> u64 {
        let mut known = lock(&self.pulse);
        match *known {
            Some((when, pulse)) if when.elapsed() < LOOK => pulse,
            _ => {
                let pulse = self.workspace.pulse();
                *known = Some((Instant::now(), pulse));
                pulse
            }
        }
    }

    fn made(&self, path: &[String]) -> Result<Made, Status> {
        let now = (self.clock)();
        let on = (self.pulse(), now.unix().div_euclid(60));
        let key = path.join("/");
        let ready = || {
            let made = lock(&self.made);
            made.get(&key).filter(|made| made.on == on).cloned()
        };
        if let Some(made) = ready() {
            return Ok(made);
        }
        let _one = lock(&self.making);
        if let Some(made) = ready() {
            return Ok(made);
        }
        let present = self.workspace.now(now).map_err(|_| Status::Broken)?;
        let events = format!(
            "/events/{}",
            path.iter()
                .map(|part| percent(part))
                .collect::<Vec<_>>()
                .join("/")
        );
        let page = self.page_of(&present, path, &events)?;
        // The clock at the foot is no news.
        let main = page
            .find("<main")
            .and_then(|at| page.get(at..page.rfind("</main>")?));
        let stand: String = short_hash(&[main.unwrap_or(&page)])
            .chars()
            .take(16)
            .collect();
        let page = page::with_stand(&page, &stand);
        let made = Made {
            on,
            stand,
            page: page.into(),
        };
        let mut all = lock(&self.made);
        if all.len() >= KEPT {
            all.clear();
        }
        all.insert(key, made.clone());
        Ok(made)
    }

    fn page_of(&self, present: &Present, path: &[String], events: &str) -> Result<String, Status> {
        let outward = Outward::circulated(&present.meeting);
        let meeting = outward.meeting();
        let path: Vec<&str> = path.iter().map(String::as_str).collect();
        match path.as_slice() {
            [] => {
                let bulletin = ops::bulletin(&outward, self.looking.names);
                let progress = self.progress(present, None)?;
                let points: Vec<Vec<LeafPoint>> = bulletin
                    .documents
                    .iter()
                    .map(|row| {
                        let own = progress.documents.iter().find(|one| one.id == row.id);
                        own.map(ops::leaf_points).unwrap_or_default()
                    })
                    .collect();
                let points: Vec<&[LeafPoint]> = points.iter().map(Vec::as_slice).collect();
                Ok(page::index_page(&bulletin, &points, events))
            }
            ["document", id] => {
                let id = &meeting.draft(id).ok_or(Status::Missing)?.id;
                let progress = self.progress(present, Some(id))?;
                let with = With {
                    against: self.older(meeting, id),
                    progress: progress.documents.first(),
                };
                let leaf = ops::leaf(&outward, id, self.looking.names, &with);
                let leaf = leaf.map_err(|_| Status::Missing)?;
                let bulletin = ops::bulletin(&outward, self.looking.names);
                Ok(page::document_page(&bulletin, &leaf, events))
            }
            ["floor", rest @ ..] => {
                let id = match rest.first() {
                    Some(id) => meeting.draft(id).ok_or(Status::Missing)?.id.clone(),
                    None => in_hand(&outward)
                        .or_else(|| Some(meeting.drafts().first()?.id.clone()))
                        .ok_or(Status::Missing)?,
                };
                let index = match rest.get(1) {
                    Some(typed) => {
                        let text = meeting.text(&id).ok_or(Status::Missing)?;
                        let found = text.find(&Address::new(*typed));
                        Some(found.map_err(|_| Status::Missing)?.index)
                    }
                    None => ops::in_hand(&outward, &id).map(|(_, index)| index),
                };
                let leaf = ops::leaf(&outward, &id, self.looking.names, &With::default());
                let leaf = leaf.map_err(|_| Status::Missing)?;
                Ok(page::floor(&leaf, index, Kind::Live(events)))
            }
            _ => Err(Status::Missing),
        }
    }

    fn progress(&self, present: &Present, only: Option<&str>) -> Result<ops::Progress, Status> {
        ops::progress(
            &self.workspace,
            present,
            only,
            (ops::Fineness::Coarse, &|| true),
        )
        .map_err(|_| Status::Broken)
    }

    /// The text at the version that is compared with; none where it has no such version.
    fn older(&self, meeting: &Meeting, id: &str) -> Option<(String, Arc<crate::text::Document>)> {
        let name = self.looking.against.as_ref()?;
        let zone = meeting.particulars.zone.as_deref();
        let zone = zone.and_then(Zone::named).unwrap_or_else(Zone::utc);
        let version = self.workspace.version(Some(id), name, &zone).ok()??;
        let old = self.workspace.at(&version, meeting.now).ok()?;
        Some((name.clone(), old.text(id)?))
    }
}

/// The document that was last acted on.
fn in_hand(outward: &Outward<'_>) -> Option<String> {
    let drafts = outward.meeting().drafts().iter();
    let newest = drafts.filter_map(|draft| {
        let (time, _) = ops::in_hand(outward, &draft.id)?;
        Some((time, draft.id.clone()))
    });
    newest.max().map(|(_, id)| id)
}

fn percent(part: &str) -> String {
    let path = page::Href::path(&[part]);
    path.as_str().trim_start_matches('/').to_owned()
}

impl Pages for Live {
    fn page(&self, path: &[String]) -> Result<String, Status> {
        self.made(path).map(|made| made.page.to_string())
    }

    fn stand(&self, path: &[String]) -> Result<String, Status> {
        self.made(path).map(|made| made.stand)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
