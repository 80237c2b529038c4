//! What a version is called: `now`, `rev.1`, a time, or anything that git knows.

use super::open::Workspace;
use crate::moment::{Moment, Zone};
use crate::repo::{Error, VersionId};

impl Workspace {
    /// The version that a name means for a document; `None` for `now`, the work tree.
    ///
    /// Tried in this order: `now`; a revision of the document (`rev.1` or `Rev.1`, the tag `adref/DOCUMENT/rev.1`); a time, the last version
    /// at that time, read in `zone` where it names no offset; a git revision.
    ///
    /// # Errors
    /// [`Error::NoVersion`].
    pub fn version(
        &self,
        document: Option<&str>,
        name: &str,
        zone: &Zone,
    ) -> Result<Option<VersionId>, Error> {
        if name == "now" {
            return Ok(None);
        }
        if let Some(document) = document {
            let asked = name;
            let tag = format!("adref/{document}/{name}");
            let tags = self.repository().tags(&tag);
            if let Some((_, version)) = tags.into_iter().find(|(found, _)| *found == tag) {
                return Ok(Some(version));
            }
            // `Rev.1`, as it is printed.
            let prefix = format!("adref/{document}/");
            let tags = self.repository().tags(&prefix).into_iter();
            let mut alike = tags.filter(|(found, _)| {
                let name = found.strip_prefix(&prefix).unwrap_or_default();
                name.to_lowercase() == asked.to_lowercase()
            });
            if let (Some((_, version)), None) = (alike.next(), alike.next()) {
                return Ok(Some(version));
            }
        }
        let none = || Error::NoVersion(name.to_owned());
        if let Some(moment) = name.parse::<Moment>().ok().or_else(|| zone.moment(name)) {
            let head = self.repository().head().ok_or_else(none)?;
            let found = self.repository().version_at(&head, moment)?;
            return found.map(Some).ok_or_else(none);
        }
        self.repository().resolve(name).map(Some)
    }
}
