//! Where the program stands: the repository round the folder it was started in, and the meeting in it.

use std::path::Path;
use std::sync::Arc;

use super::env::Env;
use super::failure::Failure;
use super::nearby::did_you_mean;
use super::session::Session;
use crate::meeting::Meeting;
use crate::moment::{Moment, Zone};
use crate::ops::{DocumentAt, name_document};
use crate::repo::{Error, Repository, VersionId};
use crate::workspace::{Present, Workspace};

/// A repository and the meeting in it, as it lies in the work tree.
pub(crate) struct Place {
    /// The meeting, now.
    pub(crate) meeting: Arc<Meeting>,
    workspace: Arc<Workspace>,
}

impl Place {
    /// Finds the meeting that the session's folder lies in.
    ///
    /// Where nobody can tell who takes part in it, that is said on standard error.
    pub(crate) fn find(session: &mut Session<'_>) -> Result<Place, Failure> {
        let place = Place::around(&session.env.cwd, session.env)?;
        if let Some(fault) = place.meeting.unlisted() {
            let line = fault.finding.place.line;
            session.mention_once(&format!(
                "{}:{line} cannot be read, so nobody is listed: adref check says why",
                fault.path
            ));
        }
        Ok(place)
    }

    /// Finds the meeting that a folder lies in.
    pub(crate) fn around(folder: &Path, env: &Env) -> Result<Place, Failure> {
        let workspace = match &env.opened {
            Some(workspace) if folder.starts_with(workspace.repository().root()) => {
                workspace.clone()
            }
            _ => Arc::new(Workspace::open(folder).map_err(|error| match error {
                Error::NoRepository(_) => Failure::from(error).hint(WAYS_IN),
                error => error.into(),
            })?),
        };
        if !workspace.holds_a_meeting() {
            let root = workspace.repository().root().display();
            return Err(
                Failure::new(format!("the repository {root} holds no meeting"))
                    .because("a meeting has the folders drafts/ and facilitators/")
                    .hint(WAYS_IN),
            );
        }
        let now = env.now.unwrap_or_else(|| workspace.clock(Moment::now()));
        let present = workspace.now(now)?;
        Ok(Place {
            meeting: present.meeting,
            workspace,
        })
    }

    /// The same, where the folder lies in a meeting at all.
    pub(crate) fn perhaps(session: &Session<'_>) -> Option<Place> {
        Place::around(&session.env.cwd, session.env).ok()
    }

    /// The repository.
    pub(crate) fn repository(&self) -> &Repository {
        self.workspace.repository()
    }

    /// The moment, by the meeting's clock.
    pub(crate) fn now(&self) -> Moment {
        self.meeting.now
    }

    /// The meeting as it was found, with the version it stands on.
    pub(crate) fn present(&self) -> Result<Present, Error> {
        self.workspace.last_seen(self.now())
    }

    /// The workspace, to be kept.
    pub(crate) fn shared_workspace(&self) -> Arc<Workspace> {
        self.workspace.clone()
    }

    /// The workspace.
    pub(crate) fn workspace(&self) -> &Workspace {
        &self.workspace
    }

    /// The meeting at the version that was named with a document.
    pub(crate) fn at(&self, at: &DocumentAt) -> Result<Arc<Meeting>, Failure> {
        match self.version(at)? {
            None => Ok(self.meeting.clone()),
            Some(found) => Ok(self.workspace.at(&found, self.now())?),
        }
    }

    /// The version that was named with a document; `None` for the work tree.
    pub(crate) fn version(&self, at: &DocumentAt) -> Result<Option<VersionId>, Failure> {
        let Some(version) = &at.version else {
            return Ok(None);
        };
        // A document that is gone today may still have had versions.
        let id = name_document(&self.meeting, &at.document)
            .map_or(at.document.as_str(), |draft| draft.id.as_str());
        let zone = self.meeting.particulars.zone.as_deref();
        let zone = zone.and_then(Zone::named).unwrap_or_else(Zone::utc);
        let found = self.workspace.version(Some(id), version, &zone);
        found.map_err(|error| self.no_version(id, version, error))
    }

    /// Where a version was named by a time, when what it means was saved: `the end of that day: saved 2008-07-16 17:55`.
    pub(crate) fn when(&self, at: &DocumentAt, found: &VersionId) -> Option<String> {
        let named = at.version.as_deref()?;
        let zone = self.meeting.particulars.zone.as_deref();
        let zone = zone.and_then(Zone::named).unwrap_or_else(Zone::utc);
        let exact = named.parse::<Moment>().ok();
        let meant = exact.or_else(|| zone.moment(named))?;
        let saved = self.repository().version(found).ok()?.time.in_zone(&zone);
        let saved = format!("saved {} {}", saved.day(), saved.clock());
        let day = exact.is_none() && !named.trim().contains(['T', 't', ' ']);
        Some(match (meant.unix() > self.now().unix(), day) {
            (true, _) => format!("still to come: {saved}"),
            (false, true) => format!("the end of that day: {saved}"),
            (false, false) => saved,
        })
    }

    /// Says which versions of a document there are.
    fn no_version(&self, document: &str, named: &str, error: Error) -> Failure {
        let Error::NoVersion(_) = error else {
            return error.into();
        };
        let prefix = format!("adref/{document}/");
        let tags = self.repository().tags(&prefix);
        let names: Vec<&str> = tags
            .iter()
            .filter_map(|(tag, _)| tag.strip_prefix(&prefix))
            .collect();
        let hint = did_you_mean(named, names.iter().copied()).unwrap_or_else(|| {
            let revision = named.strip_prefix("rev.").unwrap_or(named);
            let is_one = revision == "zero" || revision.parse::<u32>().is_ok();
            let issued = if names.is_empty() && is_one {
                format!("it was not issued yet: adref issue {document} --rev {revision} does that")
            } else if names.is_empty() {
                "it was not issued yet".to_owned()
            } else {
                format!("it was issued as {}", names.join(", "))
            };
            format!(
                "{issued}; a version is also now, a time (2008-07-16T18:00, or 2008-07-16 for the end of that day), a proposal on it, or a revision of git"
            )
        });
        Failure::new(format!("no version {named} of {document}")).hint(hint)
    }
}

/// What to do where there is no meeting.
pub(crate) const WAYS_IN: &str = "`adref demo` lays out a worked example to try; \
     `adref new DIR` makes a meeting, `adref new DIR --draft wp1=FILE` one from Markdown drafts";

impl<'a> Session<'a> {
    /// Has the screens of a meeting opened at the end; they go on with what was read of it.
    pub(crate) fn open_screens(&mut self, place: &Place) {
        self.open = Some(place.repository().root().to_path_buf());
        self.workspace = Some(place.shared_workspace());
    }
}
