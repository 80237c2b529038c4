//! What was written in one's own editor and is not saved yet: kept on the disk, and opened again on the text of today.

use serde::{Deserialize, Serialize};

use crate::repo::{Chunk, merge_lines};

/// A text as the editor left it, and what it was made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Written {
    /// The paragraph; the whole text where `None`.
    pub(super) index: Option<usize>,
    /// What the editor was opened on.
    pub(super) base: Vec<u8>,
    /// What it left.
    pub(super) text: Vec<u8>,
}

impl Written {
    /// What the editor opens on where the text stands as `now`: what was written, on what others have changed since.
    ///
    /// # Errors
    /// Gives back what was written where others changed the same lines.
    pub(super) fn on(self, now: &[u8]) -> Result<Vec<u8>, Vec<u8>> {
        if self.base == now || self.text == now {
            return Ok(self.text);
        }
        match merge_lines(&self.base, &self.text, now).as_deref() {
            Ok([Chunk::Clean(both)]) => Ok(both.clone()),
            _ => Err(self.text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> Written {
        Written {
            index: None,
            base: b"one\n\ntwo\n\nthree\n".to_vec(),
            text: text.as_bytes().to_vec(),
        }
    }

    #[test]
    fn what_was_written_is_opened_again_on_what_others_changed() {
        let mine = "one\n\ntwo\n\nTHREE\n";
        for (now, opened) in [
            ("one\n\ntwo\n\nthree\n", mine),
            (mine, mine),
            ("ONE\n\ntwo\n\nthree\n", "ONE\n\ntwo\n\nTHREE\n"),
        ] {
            let again = written(mine).on(now.as_bytes());
            assert_eq!(again, Ok(opened.as_bytes().to_vec()), "{now}");
        }
        let theirs = written(mine).on(b"one\n\ntwo\n\nnone\n");
        assert_eq!(theirs, Err(mine.as_bytes().to_vec()));
    }
}
