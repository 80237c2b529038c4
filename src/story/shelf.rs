//! The shelf: the chapters and what lies beside them, embedded in the program.

use include_dir::{Dir, include_dir};

use super::chapter;
use super::misprint::Misprint;
use super::step::Step;

static SHELF: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/book/src/story");

/// The whole story.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Story {
    steps: Vec<Step>,
    checkpoints: Vec<(String, usize)>,
}

impl Story {
    /// Every step, in order.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The names of the checkpoints, in order.
    pub fn checkpoints(&self) -> Vec<&str> {
        self.checkpoints
            .iter()
            .map(|(name, _)| name.as_str())
            .collect()
    }

    /// The steps up to a checkpoint; `None` where there is none of that name.
    pub fn until(&self, checkpoint: &str) -> Option<&[Step]> {
        let (_, count) = self
            .checkpoints
            .iter()
            .find(|(name, _)| name == checkpoint)?;
        self.steps.get(..*count)
    }
}

/// The chapters in order: name without ending, text.
pub fn chapters() -> Vec<(String, &'static str)> {
    let mut chapters: Vec<(String, &str)> = SHELF
        .files()
        .filter_map(|file| {
            let name = file.path().file_name()?.to_str()?.strip_suffix(".md")?;
            name.starts_with(|c: char| c.is_ascii_digit())
                .then_some(())?;
            Some((name.to_owned(), file.contents_utf8()?))
        })
        .collect();
    chapters.sort();
    chapters
}

/// Reads every chapter.
///
/// # Errors
/// The first misprint, with chapter and line.
pub fn read() -> Result<Story, Misprint> {
    let mut story = Story::default();
    for (name, text) in chapters() {
        let bound = chapter::read(&name, text)?;
        let before = story.steps.len();
        story.steps.extend(bound.steps);
        story.checkpoints.extend(
            bound
                .checkpoints
                .into_iter()
                .map(|(name, count)| (name, before + count)),
        );
    }
    Ok(story)
}

/// What lies beside the chapters at `path`: the file itself, or every file of a folder by its path from there, sorted.
pub(super) fn beside(path: &str) -> Vec<(String, Vec<u8>)> {
    if let Some(file) = SHELF.get_file(path) {
        return vec![(String::new(), file.contents().to_vec())];
    }
    let Some(folder) = SHELF.get_dir(path.trim_end_matches('/')) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let mut open = vec![folder];
    while let Some(next) = open.pop() {
        open.extend(next.dirs());
        for file in next.files() {
            if let Ok(inside) = file.path().strip_prefix(folder.path()) {
                let inside = inside.to_string_lossy().replace('\\', "/");
                found.push((inside, file.contents().to_vec()));
            }
        }
    }
    found.sort();
    found
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn every_chapter_reads_and_time_never_runs_back() {
        let story = read().unwrap();
        for pair in story.steps().windows(2) {
            assert!(
                pair[0].at <= pair[1].at,
                "{}.md:{} stands before its time",
                pair[1].chapter,
                pair[1].line
            );
        }
    }
}
