//! A text whose history is asked for: the repository it lies in, and where its history begins.

use super::failure::Failure;
use super::grammar::at_version;
use super::place::Place;
use super::session::Session;
use super::source::{Source, from_root};
use crate::life::Start;
use crate::repo::{Error, Repository};
use crate::text::Document;

/// A text with its repository.
pub(crate) struct Followed {
    home: Home,
    /// Where its history begins.
    pub(crate) start: Start,
}

enum Home {
    Any(Box<Repository>),
    Meeting(Place),
}

impl Followed {
    /// Finds what was named: a file, `REV:PATH`, or a document of the meeting, perhaps at a version.
    pub(crate) fn find(session: &Session<'_>, named: &str) -> Result<Followed, Failure> {
        if named == "-" {
            return Err(Failure::new("standard input has no history")
                .hint("name a file that lies in a git repository"));
        }
        let path = session.env.cwd.join(named);
        if path.is_file() {
            let repository = Repository::discover(&path).map_err(|error| {
                Failure::new(format!("{named} has no history")).because(error.to_string())
            })?;
            let inside = repository.path_of(&path).ok_or_else(|| {
                Failure::new(format!("{named} has no history"))
                    .because(format!("it lies outside {}", repository.root().display()))
            })?;
            return Followed::now(Home::Any(Box::new(repository)), inside);
        }
        if let Some(document) = Followed::document(session, named)? {
            return Ok(document);
        }
        if let Some((revision, inside)) = named.split_once(':') {
            let repository = Repository::discover(&session.env.cwd)?;
            let version = repository.resolve(revision)?;
            let path = if inside.starts_with("./") || inside.starts_with("../") {
                from_root(&repository, &session.env.cwd.join(inside))
            } else {
                None
            };
            let path = path.unwrap_or_else(|| inside.to_owned());
            repository
                .file_at(&version.0, &path)
                .map_err(|error| match error {
                    Error::NoFile { path, .. } => {
                        Failure::new(format!("no file {path} at {revision}"))
                    }
                    error => error.into(),
                })?;
            return Ok(Followed {
                home: Home::Any(Box::new(repository)),
                start: Start {
                    version: Some(version),
                    path,
                    unsaved: None,
                },
            });
        }
        // Says what is near.
        Source::read(session, named)?;
        Err(Failure::new(format!("{named} has no history")))
    }

    fn document(session: &Session<'_>, named: &str) -> Result<Option<Followed>, Failure> {
        let Some(place) = Place::perhaps(session) else {
            return Ok(None);
        };
        let at = at_version(named);
        let Ok(draft) = crate::ops::name_document(&place.meeting, &at.document) else {
            return Ok(None);
        };
        let path = draft.path();
        match place.version(&at)? {
            Some(version) => Ok(Some(Followed {
                home: Home::Meeting(place),
                start: Start {
                    version: Some(version),
                    path,
                    unsaved: None,
                },
            })),
            None => Followed::now(Home::Meeting(place), path).map(Some),
        }
    }

    /// A file as it lies in the work tree.
    fn now(home: Home, path: String) -> Result<Followed, Failure> {
        let repository = home.repository();
        let version = repository.head();
        let unsaved = repository.changed_by_hand(&path, version.as_ref())?;
        let start = Start {
            version,
            path,
            unsaved,
        };
        Ok(Followed { home, start })
    }

    /// The repository.
    pub(crate) fn repository(&self) -> &Repository {
        self.home.repository()
    }

    /// The meeting that the text is a draft of, and which draft.
    pub(crate) fn draft(&self) -> Option<(&Place, &str)> {
        let Home::Meeting(place) = &self.home else {
            return None;
        };
        let inside = self.start.path.strip_prefix("drafts/")?;
        Some((place, inside.strip_suffix("/text.md")?))
    }

    /// The text.
    pub(crate) fn text(&self) -> Result<Document, Failure> {
        let Start {
            version,
            path,
            unsaved,
        } = &self.start;
        let bytes = match (unsaved, version) {
            (Some(bytes), _) => bytes.clone(),
            (None, Some(version)) => self.repository().file_at(&version.0, path)?.to_vec(),
            (None, None) => Vec::new(),
        };
        Ok(Document::parse(bytes))
    }
}

impl Home {
    fn repository(&self) -> &Repository {
        match self {
            Home::Any(repository) => repository,
            Home::Meeting(place) => place.repository(),
        }
    }
}
