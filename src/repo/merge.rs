//! Three versions of a file merged line by line as git does it, and where it cannot, what each has there.

use git2::{MergeFileInput, MergeFileOptions};

use super::error::Error;

/// A piece of a merged file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Chunk {
    /// Lines that both agree on, or that one side alone changed.
    Clean(Vec<u8>),
    /// Lines that both changed.
    Contested {
        /// What both began from.
        base: Vec<u8>,
        /// One side's.
        ours: Vec<u8>,
        /// The other's.
        theirs: Vec<u8>,
    },
}

/// Merges three versions line by line; a merge in which nothing is contested is one clean chunk.
///
/// # Errors
/// Where git itself fails.
pub fn merge_lines(base: &[u8], ours: &[u8], theirs: &[u8]) -> Result<Vec<Chunk>, Error> {
    let mut sides = [base, ours, theirs].map(|content| {
        let mut side = MergeFileInput::new();
        side.content(content);
        side
    });
    let [from, one, other] = &mut sides;
    // Unlike all else in git2, merging files does not make the library ready before it begins; this does.
    let _ready = git2::Config::new()?;
    let clean = git2::merge_file(from, one, other, None)?;
    if clean.is_automergeable() {
        return Ok(vec![Chunk::Clean(clean.content().to_vec())]);
    }
    // Longer than any run of such signs in the texts, so that no line of them is taken for a mark.
    let mut size = 40_u16;
    let longest = [base, ours, theirs].map(longest_run).into_iter().max();
    size = size.max(u16::try_from(longest.unwrap_or(0) + 1).unwrap_or(u16::MAX));
    let mut options = MergeFileOptions::new();
    options.style_diff3(true).marker_size(size);
    let merged = git2::merge_file(from, one, other, Some(&mut options))?;
    Ok(chunks(merged.content(), usize::from(size)))
}

/// The longest run of one of git's marks in some text.
fn longest_run(text: &[u8]) -> usize {
    let runs = text.chunk_by(|one, other| one == other);
    let marks = runs.filter(|run| matches!(run.first(), Some(b'<' | b'|' | b'=' | b'>')));
    marks.map(<[u8]>::len).max().unwrap_or(0)
}

/// What stands between the marks.
fn chunks(merged: &[u8], size: usize) -> Vec<Chunk> {
    let marked = |line: &[u8], sign: u8| {
        line.len() >= size && line.iter().take(size).all(|byte| *byte == sign)
    };
    let mut out = Vec::new();
    // Clean lines, then the base's, ours, theirs.
    let mut sides: [Vec<u8>; 4] = Default::default();
    let mut side = 0;
    for line in merged.split_inclusive(|byte| *byte == b'\n') {
        let next = match side {
            0 if marked(line, b'<') => Some(2),
            2 if marked(line, b'|') => Some(1),
            1 | 2 if marked(line, b'=') => Some(3),
            3 if marked(line, b'>') => Some(0),
            _ => None,
        };
        let Some(next) = next else {
            if let Some(text) = sides.get_mut(side) {
                text.extend_from_slice(line);
            }
            continue;
        };
        let [clean, base, ours, theirs] = &mut sides;
        if side == 0 && !clean.is_empty() {
            out.push(Chunk::Clean(std::mem::take(clean)));
        }
        if next == 0 {
            out.push(Chunk::Contested {
                base: std::mem::take(base),
                ours: std::mem::take(ours),
                theirs: std::mem::take(theirs),
            });
        }
        side = next;
    }
    let [clean, ..] = sides;
    if !clean.is_empty() {
        out.push(Chunk::Clean(clean));
    }
    out
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn contested(base: &str, ours: &str, theirs: &str) -> Chunk {
        Chunk::Contested {
            base: base.into(),
            ours: ours.into(),
            theirs: theirs.into(),
        }
    }

    #[test]
    fn what_two_changed_apart_is_one_clean_piece() {
        let merged = merge_lines(b"a\n\nb\n\nc\n", b"A\n\nb\n\nc\n", b"a\n\nb\n\nC\n").unwrap();
        assert_eq!(merged, [Chunk::Clean(b"A\n\nb\n\nC\n".to_vec())]);
    }

    #[test]
    fn what_two_changed_in_one_place_is_handed_on_with_what_they_began_from() {
        let marks = format!("{}\n", "<".repeat(70));
        let base = format!("one\n\ntwo\n\n{marks}\nthree\n");
        let ours = base.replace("two", "2").replace("three", "3");
        let theirs = base.replace("two", "II");
        let merged = merge_lines(base.as_bytes(), ours.as_bytes(), theirs.as_bytes()).unwrap();
        assert_eq!(
            merged,
            [
                Chunk::Clean(b"one\n\n".to_vec()),
                contested("two\n", "2\n", "II\n"),
                Chunk::Clean(format!("\n{marks}\n3\n").into_bytes()),
            ]
        );
    }
}
