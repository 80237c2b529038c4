//! Letters: bytes in the character set that a mail names, as text.

use charset::Charset;

use super::fault::Fault;

/// Bytes as text; what does not belong to the character set stands as U+FFFD. `said` is the name that the part gives, if it gives one; `line`
/// is where it begins.
///
/// # Errors
/// Where the name is unknown, or none is given and the bytes are no UTF-8.
pub(super) fn text(bytes: &[u8], said: Option<&str>, line: usize) -> Result<String, Fault> {
    let utf8 = std::str::from_utf8(bytes);
    let label = said.map(str::trim).filter(|label| !label.is_empty());
    let ascii =
        |label: &str| label.eq_ignore_ascii_case("us-ascii") || label.eq_ignore_ascii_case("ascii");
    let text = match (label, utf8) {
        // Many a program names ASCII and sends more.
        (None, Ok(text)) => text.to_owned(),
        (Some(label), Ok(text)) if ascii(label) => text.to_owned(),
        (None, Err(error)) => {
            let (line, column) = place(bytes, error.valid_up_to(), line);
            return Err(Fault::NoText { line, column });
        }
        (Some(label), _) => {
            let Some(known) = Charset::for_label_no_replacement(label.as_bytes()) else {
                let label = label.to_owned();
                return Err(Fault::Charset { line, label });
            };
            known.decode(bytes).0.into_owned()
        }
    };
    Ok(match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    })
}

/// What a byte is on Windows, in the west of Europe.
pub(super) fn windows(byte: u8) -> char {
    let known = Charset::for_label(b"windows-1252");
    let text = known.map(|known| known.decode_without_bom_handling(&[byte]).0.into_owned());
    text.and_then(|text| text.chars().next())
        .unwrap_or('\u{fffd}')
}

/// The line and the column of a byte, both from 1; the first line is `first`.
pub(super) fn place(bytes: &[u8], at: usize, first: usize) -> (usize, usize) {
    let before = bytes.get(..at).unwrap_or_default();
    let start = memchr::memrchr(b'\n', before).map_or(0, |end| end + 1);
    let line = first + memchr::memchr_iter(b'\n', before).count();
    let line_so_far = String::from_utf8_lossy(before.get(start..).unwrap_or_default());
    (line, line_so_far.chars().count() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_read_in_the_character_set_that_is_named() {
        for (bytes, label, told) in [
            (&b"\xef\xf3\xed\xea\xf2"[..], "windows-1251", "пункт"),
            (b"\xf0\xd5\xce\xcb\xd4", "koi8-r", "Пункт"),
            (b"\xc7\xe1\xdd\xde\xd1\xc9", "windows-1256", "الفقرة"),
            (b"\xb5\xda5\xb6\xce", "gb18030", "第5段"),
            (b"\xb5\xda5\xb6\xce", "GB2312", "第5段"),
            (b"r\xe9serve", "iso-8859-1", "réserve"),
            (b"\xbd", "ISO-8859-15", "œ"),
            (b"\xff\xfeO\0k\0", "utf-16", "Ok"),
            (b"\0O\0k", "utf-16be", "Ok"),
            (b"r+AOk-serve", "utf-7", "réserve"),
            (b"r\xc3\xa9serve", "us-ascii", "réserve"),
            (b"r\xe9serve", "US-ASCII", "réserve"),
            (b"r\xe9serve", "utf-8", "r\u{fffd}serve"),
        ] {
            assert_eq!(text(bytes, Some(label), 1), Ok(told.to_owned()), "{label}");
        }
        assert_eq!(text("é".as_bytes(), None, 1), Ok("é".to_owned()));
    }

    #[test]
    fn what_is_in_no_known_letters_is_refused_with_its_place() {
        assert_eq!(
            text(b"x", Some("klingon"), 7),
            Err(Fault::Charset {
                line: 7,
                label: "klingon".to_owned()
            })
        );
        assert_eq!(
            text(b"a\nb\xe9", None, 3),
            Err(Fault::NoText { line: 4, column: 2 })
        );
    }
}
