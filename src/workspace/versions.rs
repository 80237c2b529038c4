//! What a version is called: `now`, `rev.1`, a time, or anything that git knows.

use super::open::Workspace;
use crate::moment::{Moment, Zone};
use crate::repo::{Error, VersionId};

impl Workspace {
    /// The version that a name means for a document; `None` for `now`, the work tree.
    ///
    /// Tried in this order: `now`; a revision of the document (`rev.1` or `Rev.1`, the tag `adref/DOCUMENT/rev.1`; `zero` or `rev.zero`); a time, the last version
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
            let prefix = format!("adref/{document}/");
            let tags = self.repository().tags(&prefix);
            let named = |same: &dyn Fn(&str) -> bool| {
                let is_it = |found: &str| found.strip_prefix(&prefix).is_some_and(same);
                let mut all = tags.iter().filter(|(found, _)| is_it(found));
                all.next().filter(|_| all.next().is_none())
            };
            // `Rev.1`, as it is printed; `rev.zero`, as others are called.
            let lower = name.to_lowercase();
            let bare = lower.strip_prefix("rev.").unwrap_or(&lower);
            let found = named(&|one| one == name)
                .or_else(|| named(&|one| one.to_lowercase() == lower))
                .or_else(|| named(&|one| one.to_lowercase() == bare));
            if let Some((_, version)) = found {
                return Ok(Some(version.clone()));
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
