//! Bytes that are no UTF-8: read as U+FFFD, kept, and given back when the text is printed.

/// What stood where U+FFFD stands in the text that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Repair {
    at: usize,
    bytes: Vec<u8>,
}

/// All repairs of a text, in order of place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Repairs(Vec<Repair>);

impl Repairs {
    /// Reads bytes as text; what is no UTF-8 becomes one U+FFFD a sequence.
    pub(super) fn read(bytes: Vec<u8>) -> (String, Repairs) {
        let bytes = match String::from_utf8(bytes) {
            Ok(text) => return (text, Repairs::default()),
            Err(error) => error.into_bytes(),
        };
        let mut text = String::with_capacity(bytes.len() + 16);
        let mut repairs = Vec::new();
        for chunk in bytes.utf8_chunks() {
            text.push_str(chunk.valid());
            if !chunk.invalid().is_empty() {
                repairs.push(Repair {
                    at: text.len(),
                    bytes: chunk.invalid().to_vec(),
                });
                text.push('\u{fffd}');
            }
        }
        (text, Repairs(repairs))
    }

    /// Where something was repaired.
    pub(super) fn places(&self) -> impl Iterator<Item = usize> {
        self.0.iter().map(|repair| repair.at)
    }

    /// Appends the bytes of a piece of the text to `out` as they were read; `start` is where the piece stands in it.
    pub(super) fn print(&self, piece: &str, start: usize, out: &mut Vec<u8>) {
        let first = self.0.partition_point(|repair| repair.at < start);
        let mut at = 0;
        for repair in self.0.iter().skip(first) {
            let Some(here) = repair.at.checked_sub(start) else {
                continue;
            };
            if here >= piece.len() {
                break;
            }
            out.extend_from_slice(&piece.as_bytes()[at..here]);
            out.extend_from_slice(&repair.bytes);
            at = here + '\u{fffd}'.len_utf8();
        }
        out.extend_from_slice(piece.as_bytes().get(at..).unwrap_or(&[]));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_are_no_text_come_back() {
        let bytes = b"a\xff\xfeb\xe5\x90 \xef\xbf\xbd c\xf0".to_vec();
        let (text, repairs) = Repairs::read(bytes.clone());
        let mut out = Vec::new();
        repairs.print(&text, 0, &mut out);
        assert_eq!(out, bytes);
        assert_eq!(repairs.places().count(), 4);
    }
}
