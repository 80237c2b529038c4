//! An open workspace: the meeting now, the meeting at a version, and saving what was planned on it.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::edit::Edit;
use super::naming;
use crate::meeting::{Meeting, Shelf};
use crate::moment::Moment;
use crate::repo::{
    Condition, Error, FileChange, Look, Repository, Save, Signature, Step, VersionId,
};

/// A repository and its meeting; `Send + Sync`.
#[derive(Debug)]
pub struct Workspace {
    repository: Repository,
    shelf: Arc<Shelf>,
    present: Mutex<Option<Present>>,
    /// Held by whoever looks for others too.
    looking: Mutex<()>,
    past: Mutex<Vec<(VersionId, Arc<Meeting>)>>,
}

/// The meeting as it lies in the work tree, and what it stands on: what is planned on it is saved on that.
#[derive(Debug, Clone)]
pub struct Present {
    /// The meeting.
    pub meeting: Arc<Meeting>,
    /// The newest version when it was read; `None` where there is none yet.
    pub base: Option<VersionId>,
    /// The repository's pulse when it was read: another one means that something has changed since.
    pub pulse: u64,
}

/// Whose versions a save makes.
#[derive(Debug, Clone)]
pub struct Author {
    /// Whose the edit is.
    pub edit: Signature,
    /// Whose the words are that were typed into the texts by hand before it: whoever sits at the keyboard.
    pub keyboard: Signature,
}

/// What a save made.
#[derive(Debug, Clone)]
pub struct Saved {
    /// The version that holds the edit.
    pub version: VersionId,
    /// Paths of texts and of the set-up's files changed by hand that were saved before it, in a version of their own.
    pub by_hand: Vec<String>,
}

/// Old versions that are kept ready: those a comparison or a leaf through history goes back and forth between.
const KEPT: usize = 4;

impl Workspace {
    /// Finds the repository that a folder lies in and opens it.
    ///
    /// # Errors
    /// Those of [`Repository::discover`].
    pub fn open(start: &Path) -> Result<Workspace, Error> {
        Ok(Workspace::of(Repository::discover(start)?))
    }

    /// The workspace of a repository that is open already.
    pub fn of(repository: Repository) -> Workspace {
        Workspace {
            repository,
            shelf: Arc::default(),
            present: Mutex::new(None),
            looking: Mutex::new(()),
            past: Mutex::new(Vec::new()),
        }
    }

    /// The repository.
    pub fn repository(&self) -> &Repository {
        &self.repository
    }

    /// Whether a meeting's files lie here, saved or not.
    pub fn holds_a_meeting(&self) -> bool {
        self.repository.holds_a_meeting()
    }

    /// A number that changes when anything of the meeting changes, by whomever; cheap enough to ask twice a second.
    pub fn pulse(&self) -> u64 {
        self.repository.pulse()
    }

    /// The meeting as its files lie now, seen at a moment; read again only where something has changed or a minute has passed.
    ///
    /// # Errors
    /// Where the files cannot be listed.
    pub fn now(&self, moment: Moment) -> Result<Present, Error> {
        if let Some(present) = self.known(moment)
            && present.pulse == self.pulse()
        {
            return Ok(present);
        }
        let Look { files, base, pulse } = self.repository.look()?;
        let mut meeting = self.unsealed(Meeting::read_on(self.shelf.clone(), files, moment));
        let version = base
            .as_ref()
            .and_then(|base| self.repository.version(base).ok());
        meeting.saved = version.map(|version| version.time);
        if let Some(base) = &base {
            let files = self.repository.files_right_in(base, SET_UP_FOLDER)?;
            meeting.is_without(&files);
        }
        let present = Present {
            meeting: Arc::new(meeting),
            base,
            pulse,
        };
        *lock(&self.present) = Some(present.clone());
        Ok(present)
    }

    /// The meeting as it was last seen, without a look at the files; looked at where it was not, or a minute has passed.
    ///
    /// For whoever asks often, and now and then says [`Workspace::forget_unless`]. Many may ask at once: one looks.
    ///
    /// # Errors
    /// Those of [`Workspace::now`].
    pub fn last_seen(&self, moment: Moment) -> Result<Present, Error> {
        if let Some(present) = self.known(moment) {
            return Ok(present);
        }
        let _looking = lock(&self.looking);
        match self.known(moment) {
            Some(present) => Ok(present),
            None => self.now(moment),
        }
    }

    /// Forgets what was last seen where that had another pulse; says whether it had.
    pub fn forget_unless(&self, pulse: u64) -> bool {
        let mut known = lock(&self.present);
        let overtaken = known.as_ref().is_some_and(|known| known.pulse != pulse);
        if overtaken {
            *known = None;
        }
        overtaken
    }

    fn known(&self, moment: Moment) -> Option<Present> {
        let known = lock(&self.present).clone()?;
        (minute(known.meeting.now) == minute(moment)).then_some(known)
    }

    /// The meeting at a version, seen at a moment.
    ///
    /// # Errors
    /// Where there is no such version.
    pub fn at(&self, version: &VersionId, moment: Moment) -> Result<Arc<Meeting>, Error> {
        let known = |(id, meeting): &&(VersionId, Arc<Meeting>)| {
            id == version && minute(meeting.now) == minute(moment)
        };
        if let Some((_, meeting)) = lock(&self.past).iter().find(known) {
            return Ok(meeting.clone());
        }
        let files = self.repository.snapshot(version)?;
        let meeting = Arc::new(self.unsealed(Meeting::read_on(self.shelf.clone(), files, moment)));
        let mut past = lock(&self.past);
        past.retain(|(id, _)| id != version);
        if past.len() >= KEPT {
            past.remove(0);
        }
        past.push((version.clone(), meeting.clone()));
        Ok(meeting)
    }

    /// A copy of the worked example that was laid out for trying may be written.
    fn unsealed(&self, mut meeting: Meeting) -> Meeting {
        if self
            .repository
            .setting("adref.demo")
            .is_some_and(|value| value != "false")
        {
            meeting.sealed = false;
        }
        meeting
    }

    /// Saves an edit as one version on the one it was planned on.
    ///
    /// Texts that it names or writes, and that hold more than it wrote, are saved before as a version of their own by whoever sits at
    /// the keyboard: no act bears words that somebody typed beside it, and taking it back leads to those bytes. So are the files of the
    /// set-up that can be read: whoever an act names by them is known to that version and to everybody whom it reaches.
    ///
    /// # Errors
    /// [`Error::Moved`] or [`Error::Unsaved`] where something came in between: read the meeting again, plan again, and ask again
    /// if the plan differs. [`Error::Busy`], [`Error::Locked`], [`Error::Detached`] …: the edit was not written, the hint says the way out.
    pub fn commit(
        &self,
        edit: &Edit,
        base: Option<&VersionId>,
        author: &Author,
        when: Moment,
    ) -> Result<Saved, Error> {
        let (names, back) = naming::look_into(&self.repository, &edit.names, base)?;
        let mut files = edit.files.clone();
        files.extend(back);
        let save = |base: Option<VersionId>, files, message, author: &Signature| {
            let author = author.clone();
            self.repository.save(&Save {
                base,
                files,
                message,
                author,
                when,
            })
        };
        let mut typed = self.typed(&edit.files, base)?;
        let texts = typed.len();
        typed.extend(self.set_up(&edit.files, base)?);
        let by_hand = typed.iter().map(|text| text.path.clone()).collect();
        let what = match (texts, typed.len()) {
            (0, _) => SET_UP,
            (texts, all) if texts == all => TEXT,
            _ => BOTH,
        };
        let base = match typed.is_empty() {
            true => base.cloned(),
            false => Some(save(
                base.cloned(),
                typed,
                what.to_owned(),
                &author.keyboard,
            )?),
        };
        let version = save(base, files, edit.message(), &author.edit)?;
        *lock(&self.present) = None;
        naming::name(&self.repository, names, &version);
        Ok(Saved { version, by_hand })
    }

    /// Goes on to a version that is there already, work tree with it.
    ///
    /// # Errors
    /// Those of [`Repository::go_to`]: nothing was changed then.
    pub fn go_to(&self, step: &Step) -> Result<(), Error> {
        self.repository.go_to(step)?;
        *lock(&self.present) = None;
        Ok(())
    }

    /// The texts that the acts and proposals of an edit name, or that it writes over, as they were changed by hand: no version holds them
    /// yet.
    ///
    /// An anchor holds the id of the text it was made on: those bytes must be in the history, or nobody could find the place again.
    fn typed(
        &self,
        files: &[FileChange],
        base: Option<&VersionId>,
    ) -> Result<Vec<FileChange>, Error> {
        let written = files.iter().filter(|file| is_text(&file.path));
        let written = written.map(|file| (file.path.clone(), file.content.as_ref()));
        let named = files.iter().filter_map(text_named).map(|path| (path, None));
        let mut texts: BTreeMap<String, Option<&Vec<u8>>> = named.collect();
        texts.extend(written);
        let mut typed = Vec::new();
        for (path, becomes) in texts {
            let changed = self.repository.changed_by_hand(&path, base)?;
            if let Some(bytes) = changed.filter(|bytes| Some(bytes) != becomes) {
                let id = Repository::hash(&bytes);
                typed.push(FileChange::write(path, bytes).over(Some(id)));
            }
        }
        Ok(typed)
    }

    /// The files of the set-up as they were changed by hand, as far as they can be read; what an edit writes is its own.
    fn set_up(
        &self,
        files: &[FileChange],
        base: Option<&VersionId>,
    ) -> Result<Vec<FileChange>, Error> {
        let Some(present) = lock(&self.present).clone() else {
            return Ok(Vec::new());
        };
        let meeting = &present.meeting;
        let mut out = Vec::new();
        for path in meeting.snapshot().paths(SET_UP_FOLDER) {
            let is_record = path.ends_with(".yaml")
                && !meeting.faults.iter().any(|fault| fault.path == path)
                && !files.iter().any(|file| file.path == path);
            if !is_record {
                continue;
            }
            if let Some(bytes) = self.repository.changed_by_hand(&path, base)? {
                let id = Repository::hash(&bytes);
                out.push(FileChange::write(path, bytes).over(Some(id)));
            }
        }
        Ok(out)
    }

    /// Saves all that was changed by hand as one version, and says which files; `None` where there is nothing.
    ///
    /// # Errors
    /// As for [`Workspace::commit`].
    pub fn save_by_hand(
        &self,
        author: &Signature,
        when: Moment,
        why: Option<&str>,
    ) -> Result<Option<Saved>, Error> {
        let base = self.repository.head();
        let mut files = Vec::new();
        for path in self.repository.unsaved()? {
            let bytes = self.repository.changed_by_hand(&path, base.as_ref())?;
            files.push(match bytes {
                Some(bytes) => {
                    let id = Repository::hash(&bytes);
                    FileChange::write(path, bytes).over(Some(id))
                }
                None => FileChange::delete(path),
            });
        }
        if files.is_empty() {
            return Ok(None);
        }
        let by_hand = files.iter().map(|file| file.path.clone()).collect();
        let version = self.repository.save(&Save {
            base,
            files,
            message: why.unwrap_or(ALL).to_owned(),
            author: author.clone(),
            when,
        })?;
        *lock(&self.present) = None;
        Ok(Some(Saved { version, by_hand }))
    }

    /// What is odd about the repository, and would stop a save.
    pub fn conditions(&self) -> Vec<Condition> {
        self.repository.conditions()
    }
}

/// Where the files lie that set a meeting up.
const SET_UP_FOLDER: &str = "facilitators";

/// The messages of a version that holds nothing but what was changed by hand.
const TEXT: &str = "the text as it was changed by hand";
const SET_UP: &str = "the set-up as it was changed by hand";
const BOTH: &str = "the text and the set-up as they were changed by hand";
const ALL: &str = "what was changed by hand";

fn is_text(path: &str) -> bool {
    let inside = path
        .strip_prefix("drafts/")
        .and_then(|rest| rest.split_once('/'));
    inside.is_some_and(|(_, name)| name == "text.md")
}

/// The text that an act or a proposal names: that of the document in whose folder it lies.
fn text_named(file: &FileChange) -> Option<String> {
    let (document, kind) = file.path.strip_prefix("drafts/")?.split_once('/')?;
    let record = kind.starts_with("acts/") || kind.starts_with("proposals/");
    record.then(|| format!("drafts/{document}/text.md"))
}

fn minute(moment: Moment) -> i64 {
    moment.unix().div_euclid(60)
}

/// A lock whose holder panicked holds whole values all the same.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
