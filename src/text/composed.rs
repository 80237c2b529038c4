//! Letters with loose accents as those with the accent in them: one spelling for what reads the same (Unicode's form NFC).

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// A text in composed letters.
pub(super) fn composed(text: Cow<'_, str>) -> Cow<'_, str> {
    match has_loose_accents(text.as_bytes()) {
        true => Cow::Owned(text.nfc().collect()),
        false => text,
    }
}

/// Whether two texts have the same letters, however their accents are spelt.
pub fn are_same_letters(a: &str, b: &str) -> bool {
    composed(a.into()) == composed(b.into())
}

/// How many bytes of a text are so many of its composed form, whole letters.
pub(super) fn length_before(text: &str, composed: usize) -> usize {
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
    let length = |end: &usize| {
        let letters = text.get(..*end).unwrap_or_default().nfc();
        letters.map(char::len_utf8).sum::<usize>()
    };
    // The last end: an accent behind it takes no more room.
    let short = ends.take_while(|end| length(end) <= composed);
    short.last().unwrap_or(0)
}

/// Whether some letter has an accent of its own behind it, of Latin, Cyrillic and Greek or of Arabic.
pub(super) fn has_loose_accents(bytes: &[u8]) -> bool {
    if bytes.is_ascii() {
        return false;
    }
    let arabic = |at: usize| matches!(bytes.get(at + 1), Some(0x93..=0x95));
    memchr::memchr2(0xcc, 0xcd, bytes).is_some() || memchr::memchr_iter(0xd9, bytes).any(arabic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_loose_accent_is_joined_to_its_letter() {
        for (loose, one) in [
            ("Arti\u{301}culo", "Artículo"),
            ("hô\u{323}i", "hội"),
            ("и\u{306}", "й"),
            ("ا\u{653}", "آ"),
        ] {
            assert_eq!(composed(loose.into()), one);
            assert_eq!(composed(one.into()), one);
        }
        assert!(matches!(composed("国家 é".into()), Cow::Borrowed(_)));
    }

    #[test]
    fn a_place_behind_composed_letters_is_found() {
        let loose = "Arti\u{301}culo 1. Las Partes";
        let at = length_before(loose, "Artículo 1. ".len());
        assert_eq!(loose.get(at..), Some("Las Partes"));
        assert_eq!(length_before("abc", 0), 0);
    }
}
