//! The words of a text as likeness sees them: letters' case aside, ideographs singly, Arabic spelling unified.

use super::numbers::mixed;
use crate::text::is_ideograph;

/// Calls `word` with a number for each word of a text, and the ideograph that it is; the same word has the same number.
pub(super) fn each_word(text: &str, mut word: impl FnMut(u64, Option<char>)) {
    let mut letters: Vec<char> = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    loop {
        // Most words of most texts are plain ASCII and end with a sign that is.
        while bytes
            .get(at)
            .is_some_and(|byte| IS[usize::from(*byte)] == SIGN)
        {
            at += 1;
        }
        let from = at;
        let (mut hash, mut piece, mut shift) = (SEED, 0_u64, 0);
        while let Some(eight) = bytes.get(at..).and_then(|rest| rest.first_chunk::<8>()) {
            let eight = u64::from_le_bytes(*eight);
            let letters = letters_ahead(eight);
            at += letters;
            if letters == 8 {
                hash = mixed(hash, eight | SMALL);
                continue;
            }
            shift = 8 * letters;
            piece = (eight | SMALL) & ((1 << shift) - 1);
            break;
        }
        // The last bytes of the text, fewer than eight.
        while let Some(byte) = bytes.get(at)
            && IS[usize::from(*byte)] == LETTER
        {
            piece |= u64::from(byte | 0x20) << shift;
            shift += 8;
            at += 1;
        }
        match bytes.get(at) {
            Some(byte) if !byte.is_ascii() => {}
            next => {
                if shift > 0 {
                    hash = mixed(hash, piece);
                }
                if at > from {
                    word(hash, None);
                }
                if next.is_none() {
                    return;
                }
                continue;
            }
        }
        // Something that is not ASCII follows: from here to the next space, character by character.
        let behind = bytes.get(at..).unwrap_or_default();
        at += memchr::memchr(b' ', behind).unwrap_or(behind.len());
        let Some(piece) = text.get(from..at) else {
            return;
        };
        each_of(piece, &mut letters, &mut word);
    }
}

/// The bit that makes a capital letter a small one, and leaves a figure what it is, in each of eight bytes.
const SMALL: u64 = 0x2020_2020_2020_2020;

/// How many of eight bytes, the first being the lowest, are letters and figures of ASCII before one that is not.
fn letters_ahead(eight: u64) -> usize {
    const ONE: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * ONE;
    // The highest bit of each byte says whether it is at least so much; no sum goes over into the next byte.
    let plain = eight & !HIGH;
    let least = |bytes: u64, byte: u8| bytes + (0x80 - u64::from(byte)) * ONE;
    let within = |bytes: u64, first: u8, last: u8| least(bytes, first) & !least(bytes, last + 1);
    let letters = within(plain | SMALL, b'a', b'z') | within(plain, b'0', b'9');
    let others = !(letters & !eight) & HIGH;
    others.trailing_zeros() as usize / 8
}

const SIGN: u8 = 1;
const LETTER: u8 = 2;

/// What each byte is: a sign of ASCII, one of its letters or figures, or neither.
const IS: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0u8;
    while byte < 128 {
        table[byte as usize] = if byte.is_ascii_alphanumeric() {
            LETTER
        } else {
            SIGN
        };
        byte += 1;
    }
    table
};

/// The words of a piece that holds more than ASCII.
fn each_of(piece: &str, letters: &mut Vec<char>, word: &mut impl FnMut(u64, Option<char>)) {
    letters.clear();
    for c in piece.chars() {
        match c {
            c if c.is_ascii_alphanumeric() => letters.push(c.to_ascii_lowercase()),
            c if c.is_ascii() => finish(letters, word),
            // Most of a Chinese text.
            '\u{4e00}'..='\u{9fff}' => {
                finish(letters, word);
                word(of_ideograph(c), Some(c));
            }
            // Vowel signs, the stretching mark and loose accents are no letters.
            '\u{300}'..='\u{36f}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}' => {}
            'آ' | 'أ' | 'إ' | 'ٱ' => letters.push('ا'),
            'ى' => letters.push('ي'),
            'ة' => letters.push('ه'),
            '\u{fef5}'..='\u{fefc}' => letters.extend(['ل', 'ا']),
            'ё' | 'Ё' => letters.push('е'),
            // Full stops, commas and brackets of Chinese, quotation marks and dashes.
            '\u{2000}'..='\u{206f}'
            | '\u{3000}'..='\u{3004}'
            | '\u{3008}'..='\u{3020}'
            | '\u{ff01}'..='\u{ff0f}'
            | '\u{ff1a}'..='\u{ff20}' => finish(letters, word),
            c if !c.is_alphanumeric() => finish(letters, word),
            c if is_ideograph(c) => {
                finish(letters, word);
                word(of_ideograph(c), Some(c));
            }
            c => letters.extend(c.to_lowercase()),
        }
    }
    finish(letters, word);
}

fn finish(letters: &mut Vec<char>, word: &mut impl FnMut(u64, Option<char>)) {
    if !letters.is_empty() {
        word(of_letters(without_article(letters)), None);
        letters.clear();
    }
}

/// The Arabic article is written together with its word: with and without, it is the same word.
fn without_article(letters: &[char]) -> &[char] {
    match letters {
        ['ا', 'ل', word @ ..] if word.len() > 2 => word,
        ['و' | 'ب' | 'ك' | 'ف', 'ا', 'ل', word @ ..] if word.len() > 2 => word,
        _ => letters,
    }
}

const SEED: u64 = 0xcbf2_9ce4_8422_2325;

fn of_ideograph(c: char) -> u64 {
    mixed(SEED, u64::from(u32::from(c)) << 32)
}

/// The number of small letters; of plain ones it is that of [`each_word`]: eight at a time, capital letters counting as small ones.
fn of_letters(letters: &[char]) -> u64 {
    if letters.iter().all(char::is_ascii) {
        return letters.chunks(8).fold(SEED, |hash, chunk| {
            let piece = chunk
                .iter()
                .rev()
                .fold(0, |piece, c| piece << 8 | u64::from(u32::from(*c)));
            mixed(hash, piece)
        });
    }
    letters
        .iter()
        .fold(SEED, |hash, c| mixed(hash, u64::from(u32::from(*c))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<u64> {
        let mut out = Vec::new();
        each_word(text, |word, _| out.push(word));
        out
    }

    #[test]
    fn every_byte_is_told_for_a_letter_or_none_wherever_it_stands() {
        for byte in 0..=u8::MAX {
            for place in 0..8 {
                let mut eight = *b"aZ09zA5m";
                eight[place] = byte;
                let told = letters_ahead(u64::from_le_bytes(eight));
                let letter = byte.is_ascii_alphanumeric();
                assert_eq!(told, if letter { 8 } else { place }, "{byte} at {place}");
            }
        }
    }

    #[test]
    fn a_word_has_one_number_however_long_it_is_and_wherever_it_ends() {
        for length in 1..20 {
            let word: String = ('a'..='t').take(length).collect();
            let alone = words(&word);
            assert_eq!(alone.len(), 1);
            assert_eq!(words(&format!("{} ", word.to_uppercase())), alone);
            assert_eq!(
                words(&format!(", {word}, and so on")).first(),
                alone.first()
            );
            let letters: Vec<char> = word.chars().collect();
            assert_eq!(alone, [of_letters(&letters)]);
        }
    }

    #[test]
    fn case_marks_and_accents_written_apart_make_no_other_word() {
        assert_eq!(words("States SHALL, (take)"), words("*states* shall take"));
        assert_eq!(words("re\u{301}solu"), words("resolu"));
        assert_ne!(words("shall"), words("should"));
        assert_eq!(words("internationally agreed").len(), 2);
    }

    #[test]
    fn arabic_is_the_same_with_its_article_and_without() {
        assert_eq!(words("الدول والدول"), words("دول دول"));
        assert_eq!(words("أحكام"), words("احكام"));
    }

    #[test]
    fn ideographs_stand_alone_whatever_stands_beside_them() {
        assert_eq!(words("各国应当，采取。"), words("各 国 应 当 采 取"));
        assert_eq!(words("第3条abc"), words("第 3 条 ABC"));
        assert_eq!(words("«États»—Parties"), words("états parties"));
    }
}
