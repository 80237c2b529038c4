//! The meeting's clock: the wall's, or that of a rehearsal, which goes on from the moment it was laid out at.

use super::open::Workspace;
use crate::moment::Moment;
use crate::repo::Error;

/// The setting that holds what time it was in the rehearsal, and what time on the wall.
const SETTING: &str = "adref.clock";

impl Workspace {
    /// What time it is in the meeting when it is `wall` on the wall.
    pub fn clock(&self, wall: Moment) -> Moment {
        let setting = self.repository().setting(SETTING).unwrap_or_default();
        let set = setting.split_once(' ').and_then(|(then, at)| {
            let then: Moment = then.parse().ok()?;
            let at: Moment = at.parse().ok()?;
            Some((then, at))
        });
        match set {
            Some((then, at)) => then.plus_seconds(wall.unix().saturating_sub(at.unix()).max(0)),
            None => wall,
        }
    }

    /// What the clock of a rehearsal is set to, as another copy of it can be set too; none where the wall's clock holds.
    pub fn rehearsal(&self) -> Option<String> {
        self.repository().setting(SETTING)
    }

    /// Sets the clock: from `wall` on it is `then` in this meeting, and time goes on from there.
    ///
    /// # Errors
    /// Where the repository's settings cannot be written.
    pub fn set_clock(&self, then: Moment, wall: Moment) -> Result<(), Error> {
        self.repository().set(SETTING, &format!("{then} {wall}"))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::repo::Repository;

    #[test]
    fn a_rehearsal_goes_on_from_the_moment_it_was_laid_out_at() {
        let folder = tempfile::tempdir().unwrap();
        let workspace = Workspace::of(Repository::init(folder.path()).unwrap());
        let wall: Moment = "2030-01-01T09:00Z".parse().unwrap();
        assert_eq!(workspace.clock(wall), wall);
        let noon: Moment = "2008-07-17T12:00-04:00".parse().unwrap();
        workspace.set_clock(noon, wall).unwrap();
        let later = workspace.clock(wall.plus_seconds(600));
        assert_eq!(later.to_string(), "2008-07-17T12:10-04:00");
    }
}
