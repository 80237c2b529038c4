//! Where the program stands: the repository round the folder it was started in, and the meeting in it.

use std::path::Path;

use super::commands::signature;
use super::env::Env;
use super::failure::Failure;
use super::grammar::local;
use super::nearby::did_you_mean;
use super::session::Session;
use crate::meeting::Meeting;
use crate::moment::Moment;
use crate::ops::{DocumentAt, Plan, Stamp};
use crate::repo::{Error, Repository, Save, Snapshot, VersionId};

/// A repository and the meeting in it, as it lies in the work tree.
pub(crate) struct Place {
    /// The repository.
    pub(crate) repository: Repository,
    /// The meeting, now.
    pub(crate) meeting: Meeting,
}

impl Place {
    /// Finds the meeting that the session's folder lies in.
    pub(crate) fn find(session: &Session<'_>) -> Result<Place, Failure> {
        Place::around(&session.env.cwd, session.env)
    }

    /// Finds the meeting that a folder lies in.
    pub(crate) fn around(folder: &Path, env: &Env) -> Result<Place, Failure> {
        let repository = Repository::discover(folder).map_err(|error| match error {
            Error::NoRepository(_) => Failure::of(&error).hint(WAYS_IN),
            error => error.into(),
        })?;
        let now = env.now.unwrap_or_else(|| clock(&repository));
        let meeting = reading(&repository, repository.work_tree()?, now);
        let place = Place {
            repository,
            meeting,
        };
        if place.has_meeting() {
            return Ok(place);
        }
        let root = place.repository.root().display();
        Err(
            Failure::new(format!("the repository {root} holds no meeting"))
                .because("a meeting has the folders drafts/ and facilitators/")
                .hint(WAYS_IN),
        )
    }

    /// The same, where the folder lies in a meeting at all.
    pub(crate) fn perhaps(session: &Session<'_>) -> Option<Place> {
        Place::find(session).ok()
    }

    /// The moment, by the meeting's clock.
    pub(crate) fn now(&self) -> Moment {
        self.meeting.now
    }

    /// Saves what was planned.
    pub(crate) fn save(&self, plan: &Plan, stamp: &Stamp) -> Result<VersionId, Failure> {
        let edit = &plan.edit;
        let body = if edit.body.is_empty() {
            String::new()
        } else {
            format!("\n{}\n", edit.body)
        };
        let author = signature(self, stamp);
        let version = self.repository.save(&Save {
            base: self.repository.head(),
            files: edit.files.clone(),
            message: format!("{}\n{body}", edit.why),
            author: author.clone(),
            when: stamp.when,
        })?;
        if let Some((tag, message)) = &edit.tag {
            self.repository
                .tag(tag, &version, message, &author, stamp.when)?;
        }
        Ok(version)
    }

    fn has_meeting(&self) -> bool {
        let snapshot = self.meeting.snapshot();
        !self.meeting.drafts().is_empty()
            || snapshot.id("facilitators/meeting.yaml").is_some()
            || snapshot.read("facilitators/meeting.yaml").is_some()
    }

    /// The meeting at the version that was named with a document.
    pub(crate) fn at(&self, at: &DocumentAt) -> Result<Meeting, Failure> {
        let snapshot = match &at.version {
            None => self.repository.work_tree()?,
            Some(version) if version == "now" => self.repository.work_tree()?,
            Some(version) => {
                let id = self.version(&at.document, version)?;
                self.repository.snapshot(&id)?
            }
        };
        Ok(reading(&self.repository, snapshot, self.meeting.now))
    }

    /// The version that `named` means for a document: an issue of it, a revision of git, or the last one at a time.
    fn version(&self, document: &str, named: &str) -> Result<VersionId, Failure> {
        let prefix = format!("adref/{document}/");
        let issues = self.repository.tags(&prefix);
        let wanted = named.to_lowercase();
        let issue = issues.iter().find(|(tag, _)| {
            tag.strip_prefix(&prefix)
                .is_some_and(|name| name.to_lowercase() == wanted)
        });
        if let Some((_, id)) = issue {
            return Ok(id.clone());
        }
        if let Ok(id) = self.repository.resolve(named) {
            return Ok(id);
        }
        let zone = self.meeting.particulars.zone.as_deref();
        if let Ok(time) = local(named, zone) {
            return self.last_at(named, time);
        }
        let names: Vec<&str> = issues
            .iter()
            .filter_map(|(tag, _)| tag.strip_prefix(&prefix))
            .collect();
        let hint = match did_you_mean(named, names.iter().copied()) {
            Some(near) => near,
            None if names.is_empty() => format!(
                "{document} was not issued yet; a version is now, a time, or a revision of git"
            ),
            None => format!("{document} was issued as {}", names.join(", ")),
        };
        Err(Failure::new(format!("no version {named} of {document}")).hint(hint))
    }

    fn last_at(&self, named: &str, time: Moment) -> Result<VersionId, Failure> {
        let versions = match self.repository.head() {
            Some(head) => self.repository.log(&head, usize::MAX)?,
            None => Vec::new(),
        };
        let first = versions.last().map(|version| version.time);
        let at = versions.into_iter().find(|version| version.time <= time);
        at.map(|version| version.id).ok_or_else(|| {
            let failure = Failure::new(format!("nothing was saved yet at {named}"));
            match first {
                Some(first) => failure.hint(format!("the first version is of {first}")),
                None => failure,
            }
        })
    }
}

/// What to do where there is no meeting.
pub(crate) const WAYS_IN: &str = "`adref demo` lays out a worked example to try; \
     `adref new DIR` makes a meeting, `adref new DIR --draft wp1=FILE` one from Markdown drafts";

/// The setting that holds where a rehearsal's clock stood, and when that was.
const CLOCK: &str = "adref.clock";

/// Sets the clock of a rehearsal: from now on it is `moment` there, and time goes on from it.
pub(crate) fn set_clock(repository: &Repository, moment: Moment) -> Result<(), Failure> {
    let setting = format!("{moment} {}", Moment::now().unix());
    Ok(repository.set(CLOCK, &setting)?)
}

/// The clock of a meeting: the wall's, or that of a rehearsal, which goes on from the moment it was laid out at.
pub(crate) fn clock(repository: &Repository) -> Moment {
    let now = Moment::now();
    let Some(setting) = repository.setting(CLOCK) else {
        return now;
    };
    let stood = setting.split_once(' ').and_then(|(moment, at)| {
        let moment: Moment = moment.parse().ok()?;
        let at: i64 = at.parse().ok()?;
        Some((moment, at))
    });
    match stood {
        Some((moment, at)) => moment.plus_seconds(now.unix().saturating_sub(at).max(0)),
        None => now,
    }
}

fn reading(repository: &Repository, snapshot: Snapshot, now: Moment) -> Meeting {
    let mut meeting = Meeting::read(snapshot, now);
    if repository.setting("adref.demo").as_deref() == Some("true") {
        meeting.sealed = false;
    }
    meeting
}
