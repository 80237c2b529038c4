//! Numbers as Word writes them in front of paragraphs.

/// A number in one of Word's formats (`w:numFmt`); `None` for a format that is not known.
pub(super) fn numeral(format: &str, n: u32) -> Option<String> {
    Some(match format {
        "decimal" => n.to_string(),
        "decimalZero" => format!("{n:02}"),
        "lowerLetter" => letters(n, b'a'),
        "upperLetter" => letters(n, b'A'),
        "lowerRoman" => roman(n).to_lowercase(),
        "upperRoman" => roman(n),
        "ordinal" => ordinal(n),
        "none" | "bullet" => String::new(),
        "decimalFullWidth" | "decimalFullWidth2" => digits(n, 0xff10),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => enclosed(n, 0x2460, 20),
        "decimalEnclosedParen" => enclosed(n, 0x2474, 20),
        "decimalEnclosedFullstop" => enclosed(n, 0x2488, 20),
        "numberInDash" => format!("- {n} -"),
        "hex" => format!("{n:X}"),
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "koreanCounting"
        | "japaneseLegal" => chinese(n, &PLAIN),
        "chineseLegalSimplified" => chinese(n, &LEGAL),
        "ideographLegalTraditional" => chinese(n, &LEGAL_TRADITIONAL),
        "ideographDigital"
        | "japaneseDigitalTenThousand"
        | "taiwaneseDigital"
        | "koreanDigital2" => n
            .to_string()
            .chars()
            .filter_map(|digit| PLAIN_DIGITS.chars().nth(digit.to_digit(10)? as usize))
            .collect(),
        "ideographTraditional" => nth("甲乙丙丁戊己庚辛壬癸", n)?,
        "ideographZodiac" => nth("子丑寅卯辰巳午未申酉戌亥", n)?,
        "arabicAlpha" => nth("أبتثجحخدذرزسشصضطظعغفقكلمنهوي", n)?,
        "arabicAbjad" => nth("أبجدهوزحطيكلمنسعفصقرشتثخذضظغ", n)?,
        "hindiNumbers" => digits(n, 0x0966),
        "russianLower" => nth(RUSSIAN, n)?,
        "russianUpper" => nth(RUSSIAN, n)?.to_uppercase(),
        _ => return None,
    })
}

/// The letters that Word counts with: neither ё, й, ъ nor ь.
const RUSSIAN: &str = "абвгдежзиклмнопрстуфхцчшщыэюя";

const PLAIN_DIGITS: &str = "〇一二三四五六七八九";

/// Nought to nine, then ten, a hundred, a thousand, ten thousand.
const PLAIN: [&str; 14] = [
    "〇", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "百", "千", "万",
];
const LEGAL: [&str; 14] = [
    "零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖", "拾", "佰", "仟", "萬",
];
const LEGAL_TRADITIONAL: [&str; 14] = [
    "零", "壹", "貳", "參", "肆", "伍", "陸", "柒", "捌", "玖", "拾", "佰", "仟", "萬",
];

/// `z` is followed by `aa`, `bb`: Word repeats the letter.
fn letters(n: u32, first: u8) -> String {
    let Some(n) = n.checked_sub(1) else {
        return String::new();
    };
    let letter = char::from(first + (n % 26) as u8);
    let times = (n / 26 + 1).min(30) as usize;
    std::iter::repeat_n(letter, times).collect()
}

fn roman(n: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if n > 9_999 {
        return n.to_string();
    }
    let (mut rest, mut out) = (n, String::new());
    for (value, sign) in SIGNS {
        while rest >= value {
            out.push_str(sign);
            rest -= value;
        }
    }
    out
}

fn ordinal(n: u32) -> String {
    let end = match (n % 100, n % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{n}{end}")
}

fn digits(n: u32, zero: u32) -> String {
    let digits = n.to_string();
    let digits = digits.chars().filter_map(|digit| digit.to_digit(10));
    digits
        .filter_map(|digit| char::from_u32(zero + digit))
        .collect()
}

fn enclosed(n: u32, one: u32, last: u32) -> String {
    match n {
        n if (1..=last).contains(&n) => char::from_u32(one + n - 1).into_iter().collect(),
        n => n.to_string(),
    }
}

fn nth(signs: &str, n: u32) -> Option<String> {
    let all = signs.chars().count();
    let at = n.checked_sub(1)? as usize;
    let sign = signs.chars().nth(at % all)?;
    Some(std::iter::repeat_n(sign, (at / all + 1).min(30)).collect())
}

/// 三百零二, 十一, 一万二千: in words up to a hundred million.
fn chinese(n: u32, signs: &[&'static str; 14]) -> String {
    let sign = |at: u32| signs.get(at as usize).copied().unwrap_or_default();
    let zero = if sign(0) == "〇" { "零" } else { sign(0) };
    if n == 0 {
        return sign(0).to_owned();
    }
    if n >= 100_000_000 {
        return n.to_string();
    }
    let below = |n: u32, led: bool| -> String {
        let (mut out, mut gap) = (String::new(), false);
        for (value, unit) in [(1000, 12), (100, 11), (10, 10), (1, 99)] {
            let digit = n / value % 10;
            if digit == 0 {
                gap = gap || !out.is_empty() || led;
                continue;
            }
            if gap {
                out.push_str(zero);
                gap = false;
            }
            // Eleven is 十一 and not 一十一 where it begins.
            if !(digit == 1 && value == 10 && out.is_empty() && !led && sign(10) == "十") {
                out.push_str(sign(digit));
            }
            out.push_str(sign(unit));
        }
        out
    };
    let (high, low) = (n / 10_000, n % 10_000);
    if high == 0 {
        return below(low, false);
    }
    let rest = match low {
        0 => String::new(),
        low => below(low, low < 1000),
    };
    // What stands behind ten thousand tells of a gap only where there is one.
    let rest = if low >= 1000 { below(low, false) } else { rest };
    format!("{}{}{rest}", below(high, false), sign(13))
}

#[cfg(test)]
mod tests {
    use super::numeral;

    #[test]
    fn numbers_are_written_as_word_writes_them() {
        for (format, n, written) in [
            ("decimal", 12, "12"),
            ("decimalZero", 7, "07"),
            ("lowerLetter", 1, "a"),
            ("lowerLetter", 26, "z"),
            ("lowerLetter", 28, "bb"),
            ("upperLetter", 53, "AAA"),
            ("lowerRoman", 4, "iv"),
            ("upperRoman", 1994, "MCMXCIV"),
            ("ordinal", 22, "22nd"),
            ("ordinal", 112, "112th"),
            ("chineseCounting", 10, "十"),
            ("chineseCounting", 12, "十二"),
            ("chineseCountingThousand", 20, "二十"),
            ("chineseCountingThousand", 110, "一百一十"),
            ("chineseCountingThousand", 305, "三百零五"),
            ("chineseCountingThousand", 1002, "一千零二"),
            ("chineseCountingThousand", 12_000, "一万二千"),
            ("chineseCountingThousand", 10_005, "一万零五"),
            ("chineseLegalSimplified", 21, "贰拾壹"),
            ("ideographTraditional", 3, "丙"),
            ("ideographDigital", 20, "二〇"),
            ("decimalEnclosedCircle", 5, "⑤"),
            ("decimalFullWidth", 31, "３１"),
            ("arabicAlpha", 3, "ت"),
            ("arabicAbjad", 3, "ج"),
            ("russianLower", 2, "б"),
            ("russianUpper", 10, "К"),
        ] {
            assert_eq!(numeral(format, n).as_deref(), Some(written), "{format} {n}");
        }
        assert_eq!(numeral("thaiLetters", 1), None);
        assert_eq!(numeral("lowerLetter", 0).as_deref(), Some(""));
    }
}
