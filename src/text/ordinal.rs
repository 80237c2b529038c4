//! The number in a paragraph's head, cut out so that another can stand in its place: `12 bis.`, `(b)`, `Article 3 ter`, `第十二条之二`.

use std::ops::Range;

use super::head;
use super::numeral;
use super::tokens::is_ideograph;

/// How a number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Numeral {
    /// `12`
    Western,
    /// `١٢`
    Arabic,
    /// `۱۲`
    Persian,
    /// `１２`
    Wide,
    /// `十二`
    Han,
    /// `XII`
    Roman,
    /// `xii`
    SmallRoman,
    /// `a`, and `aa` after `z`
    Latin,
    /// `A`
    LargeLatin,
    /// `а`, without those letters that no list counts with
    Cyrillic,
    /// `أ ب ج`
    Abjad,
}

const LATIN: &str = "abcdefghijklmnopqrstuvwxyz";
const CYRILLIC: &str = "абвгдежзиклмнопрстуфхцчшщэюя";
const ABJAD: &str = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ";

impl Numeral {
    /// A number in these figures or letters; `None` where there is none so high, and of nought.
    pub fn write(self, value: u64) -> Option<String> {
        if value == 0 {
            return None;
        }
        let figures = |zero: char| -> Option<String> {
            let digits = value.to_string();
            let digit = |c: char| char::from_u32(u32::from(zero) + c.to_digit(10)?);
            digits.chars().map(digit).collect()
        };
        match self {
            Numeral::Western => Some(value.to_string()),
            Numeral::Arabic => figures('\u{660}'),
            Numeral::Persian => figures('\u{6f0}'),
            Numeral::Wide => figures('０'),
            Numeral::Han => han(value),
            Numeral::Roman => roman(value),
            Numeral::SmallRoman => roman(value).map(|word| word.to_lowercase()),
            Numeral::Latin => lettered(LATIN, value),
            Numeral::LargeLatin => lettered(LATIN, value).map(|word| word.to_uppercase()),
            Numeral::Cyrillic => lettered(CYRILLIC, value),
            Numeral::Abjad => lettered(ABJAD, value),
        }
    }

    /// The number that a word is in these figures or letters, where it is just that.
    pub fn read(self, word: &str) -> Option<u64> {
        let read = match self {
            Numeral::Western | Numeral::Arabic | Numeral::Persian | Numeral::Wide => {
                numeral::figures(word).map(|(value, _)| value)
            }
            Numeral::Han => numeral::chinese(word).map(|(value, _)| value),
            Numeral::Roman | Numeral::SmallRoman => numeral::roman(word),
            Numeral::Latin => counted(LATIN, word),
            Numeral::LargeLatin => counted(LATIN, &word.to_lowercase()),
            Numeral::Cyrillic => counted(CYRILLIC, word),
            Numeral::Abjad => counted(ABJAD, word),
        }?;
        (self.write(read).as_deref() == Some(word)).then_some(read)
    }

    /// The ways in which a word may be a number, the likeliest first.
    pub fn of(word: &str) -> Vec<Numeral> {
        let ways = [
            Numeral::Western,
            Numeral::Arabic,
            Numeral::Persian,
            Numeral::Wide,
            Numeral::Han,
            Numeral::Latin,
            Numeral::SmallRoman,
            Numeral::LargeLatin,
            Numeral::Roman,
            Numeral::Cyrillic,
            Numeral::Abjad,
        ];
        let mut ways: Vec<Numeral> = ways
            .into_iter()
            .filter(|way| way.read(word).is_some())
            .collect();
        // What begins with i, or has several letters, is Roman before it is anything else.
        if matches!(word, "i" | "I") || word.chars().count() > 1 {
            ways.sort_by_key(|way| !matches!(way, Numeral::Roman | Numeral::SmallRoman));
        }
        ways
    }
}

/// A number of letters: the alphabet, then each letter twice.
fn lettered(alphabet: &str, value: u64) -> Option<String> {
    let count = alphabet.chars().count() as u64;
    let times = (value - 1) / count;
    let letter = alphabet
        .chars()
        .nth(usize::try_from((value - 1) % count).ok()?)?;
    let times = usize::try_from(times).ok().filter(|times| *times < 2)?;
    Some(std::iter::repeat_n(letter, times + 1).collect())
}

fn counted(alphabet: &str, word: &str) -> Option<u64> {
    let mut letters = word.chars();
    let first = letters.next()?;
    let at = alphabet.chars().position(|letter| letter == first)? as u64 + 1;
    match (letters.next(), letters.next()) {
        (None, _) => Some(at),
        (Some(second), None) if second == first => Some(at + alphabet.chars().count() as u64),
        _ => None,
    }
}

fn roman(mut value: u64) -> Option<String> {
    if value >= 400 {
        return None;
    }
    let mut word = String::new();
    for (sign, worth) in [
        ("C", 100),
        ("XC", 90),
        ("L", 50),
        ("XL", 40),
        ("X", 10),
        ("IX", 9),
        ("V", 5),
        ("IV", 4),
        ("I", 1),
    ] {
        while value >= worth {
            word.push_str(sign);
            value -= worth;
        }
    }
    Some(word)
}

fn han(value: u64) -> Option<String> {
    let digit = |n: u64| "零一二三四五六七八九".chars().nth(usize::try_from(n).ok()?);
    let (hundreds, tens, ones) = (value / 100, value / 10 % 10, value % 10);
    if hundreds > 9 {
        return None;
    }
    let mut word = String::new();
    if hundreds > 0 {
        word.push(digit(hundreds)?);
        word.push('百');
    }
    match tens {
        0 if hundreds > 0 && ones > 0 => word.push('零'),
        0 => {}
        1 if hundreds == 0 => word.push('十'),
        _ => {
            word.push(digit(tens)?);
            word.push('十');
        }
    }
    if ones > 0 {
        word.push(digit(ones)?);
    }
    Some(word)
}

/// A number in a head or in a reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ordinal {
    /// Where its figures or letters stand.
    pub number: Range<usize>,
    /// What stands between them and what was added to them: `条` of `第十二条之二`.
    pub unit: Range<usize>,
    /// Where *bis*, *ter*, *alt* end.
    pub end: usize,
    /// Of paragraphs with one number the how manieth: 1, 2 for *bis*, 3 for *ter*.
    pub rank: u64,
    /// `alt`, `alt 2`: another version of the same number.
    pub alt: Option<String>,
}

impl Ordinal {
    /// The number that stands at a place of some words, with all that was added to it.
    ///
    /// Figures, numbers of several parts (`12.1`, whole), Roman and Chinese numbers, a letter or two.
    pub fn at(text: &str, start: usize) -> Option<Ordinal> {
        let rest = text.get(start..)?;
        let mut length = match numeral::number(rest) {
            Some((_, length)) => length,
            None => rest
                .chars()
                .take_while(|c| c.is_alphabetic() && !is_ideograph(*c))
                .map(char::len_utf8)
                .sum(),
        };
        while let Some(more) = rest.get(length..)?.strip_prefix('.')
            && let Some((_, part)) = numeral::figures(more)
        {
            length += 1 + part;
        }
        let word = rest.get(..length).filter(|word| !word.is_empty())?;
        if !word.contains('.') && Numeral::of(word).is_empty() {
            return None;
        }
        let number = start..start + length;
        let unit = ["部分", "条", "條", "章", "节", "節", "款", "项", "項", "段"]
            .iter()
            .find(|unit| {
                let tail = text.get(number.end..).unwrap_or_default();
                tail.starts_with(**unit)
                    && text
                        .get(..start)
                        .unwrap_or_default()
                        .trim_end()
                        .ends_with('第')
            })
            .map_or(0, |unit| unit.len());
        let unit = number.end..number.end + unit;
        let (more, end) = head::suffix(text, unit.end);
        let (rank, alt) = added(&more);
        Some(Ordinal {
            number,
            unit,
            end,
            rank,
            alt,
        })
    }

    /// The number in a paragraph's head: behind marks, an opening parenthesis, `Article`, `PP`, `第`.
    pub fn in_head(head: &str) -> Option<Ordinal> {
        let start = head.find(|c: char| !is_mark(c))?;
        let rest = head.get(start..)?;
        if rest.starts_with('第') {
            let number = rest.find(|c: char| c != '第' && c != ' ')?;
            return Ordinal::at(head, start + number);
        }
        for word in ["PP", "OP"] {
            if let Some(bare) = rest.strip_prefix(word) {
                return Ordinal::at(head, head.len() - bare.trim_start().len());
            }
        }
        // `Article 4`: the number is the second word. A word alone is the number itself.
        let word = rest
            .chars()
            .take_while(|c| c.is_alphabetic() || *c == '.')
            .map(char::len_utf8)
            .sum::<usize>();
        let second = rest.get(word..)?.trim_start_matches([' ', '\u{a0}']);
        let is_named = word > 2
            && second.len() < rest.len() - word
            && Numeral::of(rest.get(..word)?.trim_end_matches('.')).is_empty();
        if is_named {
            return Ordinal::at(head, head.len() - second.len());
        }
        let mut found = Ordinal::at(head, start)?;
        // `12a.`: the letter that touches the number was added to it.
        if found.rank == 1
            && found.alt.is_none()
            && head.get(found.number.clone())?.ends_with(char::is_numeric)
        {
            let mut after = head.get(found.end..)?.chars();
            if let (Some(letter), Some('.' | ')')) = (after.next(), after.next())
                && letter.is_ascii_lowercase()
            {
                found.rank = 1 + numeral::letter(&letter.to_string());
                found.end += 1;
            }
        }
        Some(found)
    }

    /// Some words with another number in its place, and nothing that was added to it but its `alt`.
    pub fn replaced(&self, text: &str, number: &str) -> String {
        let piece = |range: Range<usize>| text.get(range).unwrap_or_default();
        let alt = self
            .alt
            .as_deref()
            .map_or_else(String::new, |alt| format!(" {alt}"));
        format!(
            "{}{number}{}{alt}{}",
            piece(0..self.number.start),
            piece(self.unit.clone()),
            piece(self.end..text.len())
        )
    }
}

/// What stands before a number in a head and says nothing.
fn is_mark(c: char) -> bool {
    c.is_whitespace() || matches!(c, '#' | '*' | '_' | '>' | '-' | '(' | '（' | '\\')
}

/// ` bis alt 2` as the second, and its version.
fn added(shown: &str) -> (u64, Option<String>) {
    let shown = shown.trim();
    let (rank, alt) = match shown.find("alt") {
        Some(at) => shown.split_at(at),
        None => (shown, ""),
    };
    let rank = numeral::rank(rank.trim()).map_or(1, |(rank, _)| rank);
    (rank, (!alt.is_empty()).then(|| alt.trim().to_owned()))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_they_are_read() {
        for numeral in [
            Numeral::Western,
            Numeral::Arabic,
            Numeral::Persian,
            Numeral::Wide,
            Numeral::Han,
            Numeral::Latin,
            Numeral::LargeLatin,
            Numeral::Cyrillic,
            Numeral::Abjad,
        ] {
            for value in (1..=28).chain([99, 100, 101, 110, 111, 120, 310, 999]) {
                if let Some(word) = numeral.write(value) {
                    assert_eq!(numeral.read(&word), Some(value), "{numeral:?} {word}");
                }
            }
        }
        // A letter alone that is seldom a number is a letter.
        for value in (1..=49).chain([51, 60, 99, 101, 120]) {
            let word = Numeral::Roman.write(value).unwrap();
            assert_eq!(Numeral::Roman.read(&word), Some(value), "{word}");
        }
        assert_eq!(Numeral::Latin.write(27).as_deref(), Some("aa"));
        assert_eq!(Numeral::Latin.write(0), None);
    }

    #[test]
    fn another_number_stands_in_a_heads_place() {
        for (head, expected) in [
            ("12 bis. ", "N. "),
            ("2.bis ", "N "),
            ("46bis ", "N "),
            ("12 alt 2. ", "N alt 2. "),
            ("(b bis) ", "(N) "),
            ("a) ", "N) "),
            ("PP3 ter. ", "PPN. "),
            ("## Article 3ter ", "## Article N "),
            ("第十二条之二 ", "第N条 "),
            ("（一）", "（N）"),
            ("12 مكررا. ", "N. "),
            ("б) ", "N) "),
            ("**12.** ", "**N.** "),
            ("12 *bis*. ", "N. "),
            ("12-бис. ", "N. "),
            ("12a. ", "N. "),
            ("12\\. ", "N\\. "),
            ("12.1 ", "N "),
            ("## III. ", "## N. "),
        ] {
            let found = Ordinal::in_head(head).unwrap();
            assert_eq!(found.replaced(head, "N"), expected);
        }
    }
}
