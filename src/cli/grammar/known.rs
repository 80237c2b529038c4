//! What is known of the meeting when words are read.

use crate::cli::failure::Failure;
use crate::meeting::Meeting;
use crate::moment::{Moment, Zone};
use crate::ops::{Aim, name_document, ready as ready_to_agree};

/// What is known of the meeting when words are read.
#[derive(Clone, Copy)]
pub(crate) struct Known<'a>(pub(crate) Option<&'a Meeting>);

impl Known<'_> {
    /// The document that a word names; the word itself where no meeting is known.
    pub(super) fn document(&self, word: &str) -> Result<String, Failure> {
        match self.0 {
            Some(meeting) => Ok(name_document(meeting, word)?.id.clone()),
            None => Ok(word.to_owned()),
        }
    }

    /// Whether a word is exactly a document's name.
    pub(super) fn has_document(&self, word: &str) -> bool {
        self.0.is_some_and(|meeting| meeting.draft(word).is_some())
    }

    /// Everything that is ready to be agreed in these documents, or in all.
    pub(super) fn ready(&self, documents: &[String]) -> Result<Vec<Aim>, Failure> {
        let Some(meeting) = self.0 else {
            return Err(Failure::new("nothing is known of what is ready"));
        };
        let mut ready = Vec::new();
        match documents {
            [] => ready.extend(ready_to_agree(meeting, None)?),
            some => {
                for document in some {
                    ready.extend(ready_to_agree(meeting, Some(document))?);
                }
            }
        }
        if ready.is_empty() {
            return Err(Failure::new("nothing is ready to be agreed")
                .hint("adref board says what stands in the way of each paragraph"));
        }
        Ok(ready)
    }

    /// A moment as typed: a time of this day by the meeting's clock, `17:50`, else any time.
    pub(crate) fn clock(&self, typed: &str) -> Result<Moment, Failure> {
        let zone = self.zone().and_then(Zone::named).unwrap_or_else(Zone::utc);
        let today = self.0.map(|meeting| meeting.now.in_zone(&zone).day());
        match today.and_then(|today| zone.on(&today, typed)) {
            Some(moment) => Ok(moment),
            None => local(typed.trim(), self.zone()),
        }
    }

    pub(super) fn zone(&self) -> Option<&str> {
        self.0
            .and_then(|meeting| meeting.particulars.zone.as_deref())
    }
}

/// A time as typed: with an offset, or by the meeting's own clock.
pub(crate) fn local(time: &str, zone: Option<&str>) -> Result<Moment, Failure> {
    time.parse::<Moment>().or_else(|error| {
        let zone = zone.and_then(Zone::named).unwrap_or_else(Zone::utc);
        zone.moment(time).ok_or_else(|| {
            Failure::of(&error)
                .hint("a day and a time, 2008-07-17T17:50, by the meeting's own clock")
        })
    })
}
