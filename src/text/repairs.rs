//! Bytes that are no UTF-8: read as a sign that stands for the byte, kept, and given back when the text is printed.

/// The first of the signs: byte 0x80 is read as U+EF80, byte 0xFF as U+EFFF, so that texts that differ in such bytes differ.
const SIGNS: u32 = 0xef00;

/// The byte that stood where its sign stands in the text that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Repair {
    at: usize,
    byte: u8,
    /// Whether it begins what a reader of UTF-8 stumbles over.
    first: bool,
}

/// All repairs of a text, in order of place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Repairs(Vec<Repair>);

impl Repairs {
    /// Reads bytes as text; each that is no UTF-8 becomes its sign.
    pub(super) fn read(bytes: Vec<u8>) -> (String, Repairs) {
        let bytes = match String::from_utf8(bytes) {
            Ok(text) => return (text, Repairs::default()),
            Err(error) => error.into_bytes(),
        };
        let mut text = String::with_capacity(bytes.len() + 16);
        let mut repairs = Vec::new();
        for chunk in bytes.utf8_chunks() {
            text.push_str(chunk.valid());
            for (n, &byte) in chunk.invalid().iter().enumerate() {
                repairs.push(Repair {
                    at: text.len(),
                    byte,
                    first: n == 0,
                });
                text.push(sign(byte));
            }
        }
        (text, Repairs(repairs))
    }

    /// Where something was repaired.
    pub(super) fn places(&self) -> impl Iterator<Item = usize> {
        let firsts = self.0.iter().filter(|repair| repair.first);
        firsts.map(|repair| repair.at)
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
            out.push(repair.byte);
            at = here + sign(repair.byte).len_utf8();
        }
        out.extend_from_slice(piece.as_bytes().get(at..).unwrap_or(&[]));
    }
}

/// The sign of a byte.
fn sign(byte: u8) -> char {
    char::from_u32(SIGNS + u32::from(byte)).unwrap_or('\u{fffd}')
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

    #[test]
    fn texts_that_differ_in_such_a_byte_differ() {
        let read = |bytes: &[u8]| Repairs::read(bytes.to_vec()).0;
        assert_eq!(read(b"caf\xe9"), "caf\u{efe9}");
        assert_ne!(read(b"caf\xe9"), read(b"caf\xe8"));
    }
}
