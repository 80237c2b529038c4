//! Columns in characters, whatever the line's length: how many characters stand before an offset.

/// Counts of characters at every [`STEP`] bytes.
#[derive(Debug, Clone)]
pub(super) struct Columns(Vec<usize>);

const STEP: usize = 512;

impl Columns {
    /// Counts a source once.
    pub fn of(source: &str) -> Columns {
        let mut counts = Vec::with_capacity(source.len() / STEP + 1);
        let mut count = 0;
        for piece in source.as_bytes().chunks(STEP) {
            counts.push(count);
            count += characters(piece);
        }
        counts.push(count);
        Columns(counts)
    }

    /// How many characters stand before a byte offset.
    pub fn before(&self, source: &str, offset: usize) -> usize {
        let offset = offset.min(source.len());
        let step = offset / STEP;
        let known = self.0.get(step).copied().unwrap_or(0);
        known + characters(&source.as_bytes()[step * STEP..offset])
    }
}

fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| (**byte & 0xC0) != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::Columns;

    #[test]
    fn characters_are_counted_and_not_bytes() {
        let text = "各国应".repeat(400);
        let columns = Columns::of(&text);
        assert_eq!(columns.before(&text, text.len()), 1200);
        assert_eq!(columns.before(&text, 9), 3);
    }
}
