//! Numerals of the six languages: figures, Roman and Chinese numbers, letters that count, and bis, ter, quater.

use super::tokens::is_ideograph;

/// Where a paragraph stands that was added after a number: bis is the second of that number, ter the third.
pub(super) type Rank = u64;

const RANKS: [(&str, Rank); 34] = [
    ("quattuordecies", 14),
    ("quindecies", 15),
    ("quinquies", 5),
    ("quinques", 5),
    ("duodecies", 12),
    ("terdecies", 13),
    ("tredecies", 13),
    ("undecies", 11),
    ("septies", 7),
    ("sexies", 6),
    ("quater", 4),
    ("octies", 8),
    ("nonies", 9),
    ("novies", 9),
    ("decies", 10),
    ("quinto", 5),
    ("bis", 2),
    ("ter", 3),
    ("кватер", 4),
    ("квинквиес", 5),
    ("сексиес", 6),
    ("септиес", 7),
    ("октиес", 8),
    ("бис", 2),
    ("тер", 3),
    ("مكرراً", 2),
    ("مكررًا", 2),
    ("مكررا", 2),
    ("مكرر", 2),
    ("ثالثا", 3),
    ("ثالثاً", 3),
    ("رابعا", 4),
    ("خامسا", 5),
    ("سادسا", 6),
];

/// The words that number what is added after a paragraph, from the second of its number to the tenth.
pub const RANKED: [&str; 9] = [
    "bis",
    "ter",
    "quater",
    "quinquies",
    "sexies",
    "septies",
    "octies",
    "nonies",
    "decies",
];

/// Whether a word is `bis`, `тер`, `مكررا` and the like, whole, in small letters.
pub fn is_rank(word: &str) -> bool {
    rank(word).is_some_and(|(_, length)| length == word.len())
}

/// Reads `bis`, `ter`, `مكررا`, `之二` … at the head of a text: which it is, and its bytes.
pub(super) fn rank(text: &str) -> Option<(Rank, usize)> {
    if let Some(rest) = text.strip_prefix('之') {
        let (number, len) = chinese(rest).or_else(|| figures(rest))?;
        return Some((number, '之'.len_utf8() + len));
    }
    let first = text.chars().next()?;
    // Most words begin with none of these letters: then no word is compared.
    let begins = match first {
        'a'..='z' | 'A'..='Z' => "btqsondu".contains(first.to_ascii_lowercase()),
        _ => !is_ideograph(first) && !first.is_ascii() && first.is_alphabetic(),
    };
    if !begins {
        return None;
    }
    RANKS.iter().find_map(|(word, rank)| {
        let len = prefix(text, word)?;
        let rest = text.get(len..)?;
        (!rest.starts_with(|c: char| c.is_alphanumeric())).then_some((*rank, len))
    })
}

/// How many bytes of a text are `word`, letters' case aside.
pub(super) fn prefix(text: &str, word: &str) -> Option<usize> {
    if word.is_ascii() {
        let head = text.as_bytes().get(..word.len())?;
        return head
            .eq_ignore_ascii_case(word.as_bytes())
            .then_some(word.len());
    }
    let mut len = 0;
    let mut chars = text.chars();
    for expected in word.chars() {
        let c = chars.next()?;
        let same = c == expected
            || (c.is_ascii() == expected.is_ascii()
                && c.to_lowercase().eq(expected.to_lowercase()));
        if !same {
            return None;
        }
        len += c.len_utf8();
    }
    Some(len)
}

/// Reads figures (Western, Arabic-Indic, full-width) or a Chinese number at the head of a text.
pub(super) fn number(text: &str) -> Option<(u64, usize)> {
    figures(text).or_else(|| chinese(text))
}

/// Reads figures at the head of a text: at most nine.
pub(super) fn figures(text: &str) -> Option<(u64, usize)> {
    let mut value = 0u64;
    let mut len = 0;
    for (n, c) in text.chars().enumerate() {
        let Some(digit) = digit(c) else { break };
        if n >= 9 {
            return None;
        }
        value = value * 10 + digit;
        len += c.len_utf8();
    }
    (len > 0).then_some((value, len))
}

fn digit(c: char) -> Option<u64> {
    let zero = match c {
        '0'..='9' => '0',
        '\u{660}'..='\u{669}' => '\u{660}',
        '\u{6f0}'..='\u{6f9}' => '\u{6f0}',
        '０'..='９' => '０',
        _ => return None,
    };
    Some(u64::from(u32::from(c) - u32::from(zero)))
}

/// Reads a Chinese number at the head of a text: `十二`, `一百零三`, `二〇一五`.
pub(super) fn chinese(text: &str) -> Option<(u64, usize)> {
    if text.as_bytes().first().is_none_or(u8::is_ascii) {
        return None;
    }
    let mut total = 0u64;
    let mut last: Option<u64> = None;
    let mut len = 0;
    for (n, c) in text.chars().enumerate() {
        if n >= 9 {
            return None;
        }
        let units = [('十', 10), ('百', 100), ('千', 1000)];
        if let Some(at) = "〇一二三四五六七八九".chars().position(|d| d == c) {
            let digit = at as u64;
            last = Some(last.map_or(digit, |last| last * 10 + digit));
        } else if matches!(c, '零') {
            last = Some(0);
        } else if let Some((_, unit)) = units.iter().find(|(sign, _)| *sign == c) {
            total += last.filter(|last| *last > 0).unwrap_or(1) * unit;
            last = None;
        } else {
            break;
        }
        len += c.len_utf8();
    }
    (len > 0).then_some((total + last.unwrap_or(0), len))
}

/// The value of a Roman number, small or capital; only its regular form counts, and no number of C, D and M alone.
pub(super) fn roman(word: &str) -> Option<u64> {
    if word.is_empty() || word.len() > 8 {
        return None;
    }
    let small = word.chars().all(|c| "ivxlc".contains(c));
    let large = word.chars().all(|c| "IVXLC".contains(c));
    if !small && !large {
        return None;
    }
    let upper = word.to_ascii_uppercase();
    // A letter alone that is seldom a number is a letter.
    if matches!(upper.as_str(), "C" | "L") {
        return None;
    }
    let mut rest = upper.as_str();
    let mut value = 0;
    for (sign, worth, most) in [
        ("C", 100, 3),
        ("XC", 90, 1),
        ("L", 50, 1),
        ("XL", 40, 1),
        ("X", 10, 3),
        ("IX", 9, 1),
        ("V", 5, 1),
        ("IV", 4, 1),
        ("I", 1, 3),
    ] {
        let mut count = 0;
        while count < most
            && let Some(after) = rest.strip_prefix(sign)
        {
            value += worth;
            rest = after;
            count += 1;
        }
    }
    // Only the regular form: `ivi` would be read as five as well.
    let regular = [
        ["", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC"],
        ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"],
    ];
    let tens = regular[0].get(usize::try_from(value / 10 % 10).ok()?)?;
    let ones = regular[1].get(usize::try_from(value % 10).ok()?)?;
    let hundreds = "C".repeat(usize::try_from(value / 100).ok()?);
    (rest.is_empty() && upper == format!("{hundreds}{tens}{ones}")).then_some(value)
}

/// The place of a letter in its alphabet, doubled ones behind the single: `b` 2, `aa` 27, `б` 2.
pub(super) fn letter(word: &str) -> u64 {
    const ABJAD: &str = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ";
    let place = |c: char| match c {
        'a'..='z' => u64::from(u32::from(c) - u32::from('a')) + 1,
        'а'..='я' => u64::from(u32::from(c) - u32::from('а')) + 1,
        'ا' => 1,
        'ﻫ' => 5,
        _ => ABJAD
            .chars()
            .position(|letter| letter == c)
            .map_or(u64::from(u32::from(c)), |n| n as u64 + 1),
    };
    let mut chars = word.chars();
    let first = chars.next().map_or(0, place);
    if chars.next().is_some() {
        first + 26
    } else {
        first
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_every_script_are_read() {
        assert_eq!(figures("12."), Some((12, 2)));
        assert_eq!(figures("١٢"), Some((12, 4)));
        assert_eq!(figures("1234567890"), None);
        for (word, value) in [
            ("十二", 12),
            ("二十", 20),
            ("一百零三", 103),
            ("一百二十三", 123),
            ("二〇一五", 2015),
            ("一", 1),
        ] {
            assert_eq!(chinese(word), Some((value, word.len())), "{word}");
        }
    }

    #[test]
    fn a_word_of_roman_letters_is_not_always_a_number() {
        assert_eq!(roman("iv"), Some(4));
        assert_eq!(roman("XLIX"), Some(49));
        for none in ["iiii", "vx", "ivi", "c", "L", "mix", "Iv", ""] {
            assert_eq!(roman(none), None, "{none}");
        }
    }

    #[test]
    fn latin_ordinals_count_from_bis() {
        assert_eq!(rank("bis."), Some((2, 3)));
        assert_eq!(rank("Ter x"), Some((3, 3)));
        assert_eq!(rank("quinquies"), Some((5, 9)));
        assert_eq!(rank("之二 "), Some((2, 6)));
        assert_eq!(rank("مكررا "), Some((2, 10)));
        assert_eq!(rank("bishop"), None);
        assert_eq!(rank("terms"), None);
    }
}
