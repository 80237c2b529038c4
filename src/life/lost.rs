//! Words by which a paragraph is found again in older versions that it may have been dropped from.

use memchr::memmem::Finder;

/// How long a piece is that is looked for, in bytes, and how many are.
const LENGTH: usize = 36;
const PIECES: usize = 5;

/// Pieces of a paragraph's lines, long enough to stand nowhere else by chance.
#[derive(Debug)]
pub(super) struct Traces(Vec<Finder<'static>>);

impl Traces {
    /// Those of a paragraph as its lines stand in the file; `None` where it has too few words to be known by.
    pub(super) fn of(paragraph: &str) -> Option<Traces> {
        let mut pieces: Vec<&str> = paragraph.lines().flat_map(pieces).collect();
        // Spread over the paragraph: one that was edited still has some of them.
        if pieces.len() > PIECES {
            let step = pieces.len() as f64 / PIECES as f64;
            pieces = (0..PIECES)
                .filter_map(|n| pieces.get((n as f64 * step) as usize).copied())
                .collect();
        }
        let finders: Vec<_> = pieces
            .into_iter()
            .map(|piece| Finder::new(piece).into_owned())
            .collect();
        (!finders.is_empty()).then_some(Traces(finders))
    }

    /// Whether a text has any of them.
    pub(super) fn are_in(&self, text: &str) -> bool {
        let bytes = text.as_bytes();
        self.0.iter().any(|piece| piece.find(bytes).is_some())
    }
}

/// A line in pieces; what is left over at its end is none.
fn pieces(line: &str) -> impl Iterator<Item = &str> {
    let mut rest = line.trim();
    std::iter::from_fn(move || {
        if rest.len() < LENGTH {
            return None;
        }
        let mut end = LENGTH;
        while !rest.is_char_boundary(end) {
            end += 1;
        }
        let (piece, behind) = rest.split_at(end);
        rest = behind;
        Some(piece)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: &str = "Each State designates a point of contact for the tracing of lanterns\nand tells the secretariat who answers there and in which language.";

    #[test]
    fn a_paragraph_is_found_again_although_some_of_it_was_rewritten() {
        let Some(traces) = Traces::of(WORDS) else {
            unreachable!("it has words enough");
        };
        assert!(traces.are_in(&format!("A title\n\n{WORDS}\n")));
        assert!(traces.are_in(&WORDS.replace("who answers there", "whom to ask")));
        assert!(!traces.are_in("Each State keeps records of the lanterns that it marks."));
    }

    #[test]
    fn a_few_words_are_not_looked_for() {
        assert!(Traces::of("No text.").is_none());
        assert!(Traces::of(&"各国应当".repeat(10)).is_some());
    }
}
