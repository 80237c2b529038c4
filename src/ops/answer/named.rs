//! The paragraphs that a sentence names, wherever the names stand in it.

use crate::text::{Address, Document, Kind, is_rank};

/// What a name in a sentence comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Named {
    /// A paragraph, by ordinal.
    One(usize),
    /// A name that no paragraph bears, or several do.
    None(String),
}

/// A name as it stands in some words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mention {
    pub(super) named: Named,
    /// The number alone, as it was typed: `14 bis`.
    pub(super) typed: String,
    /// Whether no word stands before it that says that it is a paragraph's.
    pub(super) bare: bool,
    /// Whether it is Chinese, where what is said of it stands behind it.
    pub(super) wide: bool,
    /// How many bytes it takes.
    pub(super) length: usize,
}

/// Of which kind a word says that a number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Head {
    Paragraph,
    Operative,
    Preambular,
    Sub,
    /// An article or a section, which no paragraph of the same number is.
    Article,
    Section,
}

/// Words before a number, in small letters; whole words, but for those that only begin one (`*`).
const HEADS: &[(&str, Head)] = &[
    ("operative paragraph", Head::Operative),
    ("preambular paragraph", Head::Preambular),
    ("paragraph", Head::Paragraph),
    ("paragraphs", Head::Paragraph),
    ("para", Head::Paragraph),
    ("paras", Head::Paragraph),
    ("par", Head::Paragraph),
    ("§", Head::Paragraph),
    ("§§", Head::Paragraph),
    ("subparagraph", Head::Sub),
    ("sub-paragraph", Head::Sub),
    ("article", Head::Article),
    ("section", Head::Section),
    ("paragraphe", Head::Paragraph),
    ("paragraphes", Head::Paragraph),
    ("alinéa", Head::Sub),
    ("párrafo", Head::Paragraph),
    ("párrafos", Head::Paragraph),
    ("parrafo", Head::Paragraph),
    ("párr", Head::Paragraph),
    ("apartado", Head::Sub),
    ("artículo", Head::Article),
    ("sección", Head::Section),
    ("пункт", Head::Paragraph),
    ("пункта", Head::Paragraph),
    ("пункту", Head::Paragraph),
    ("пункте", Head::Paragraph),
    ("пунктом", Head::Paragraph),
    ("пункты", Head::Paragraph),
    ("пунктов", Head::Paragraph),
    ("пунктах", Head::Paragraph),
    ("п", Head::Paragraph),
    ("подпункт", Head::Sub),
    ("подпункта", Head::Sub),
    ("подпункте", Head::Sub),
    ("статья", Head::Article),
    ("статье", Head::Article),
    ("статьи", Head::Article),
    ("раздел", Head::Section),
    ("разделе", Head::Section),
    ("الفقرة", Head::Paragraph),
    ("فقرة", Head::Paragraph),
    ("والفقرة", Head::Paragraph),
    ("بالفقرة", Head::Paragraph),
    ("للفقرة", Head::Paragraph),
    ("الفقرات", Head::Paragraph),
    ("الفقرتين", Head::Paragraph),
    ("المادة", Head::Article),
    ("الفرع", Head::Section),
];

/// The name that stands at a place of some words, where a word begins.
pub(super) fn mention(document: &Document, words: &str) -> Option<Mention> {
    if let Some(found) = chinese(document, words) {
        return Some(found);
    }
    if words.starts_with('¶') {
        let length = '¶'.len_utf8() + address(words.get('¶'.len_utf8()..)?)?;
        return of(
            document,
            words.get(..length)?,
            (Head::Paragraph, false),
            length,
        );
    }
    let Some((head, length)) = head(words) else {
        let length = address(words)?;
        return of(
            document,
            words.get(..length)?,
            (Head::Paragraph, true),
            length,
        );
    };
    let number = length + skipped(words.get(length..)?);
    let end = number + address(words.get(number..)?)?;
    let typed = words.get(number..end)?;
    let rest = words.get(end..)?;
    // `paragraph 9, subparagraph (b)`, and `subparagraph (b) of paragraph 9`, are one name.
    let next = rest.trim_start_matches([',', ' ', '،', '\u{a0}']);
    let gap = rest.len() - next.len();
    if head == Head::Sub {
        let of_words = [
            "of ", "of the ", "du ", "de ", "del ", "de la ", "из ", "من ",
        ];
        let behind = of_words
            .iter()
            .find_map(|word| next.strip_prefix(word))
            .unwrap_or(next);
        if let Some((Head::Paragraph | Head::Operative, length)) = self::head(behind) {
            let number = length + skipped(behind.get(length..)?);
            let whole = number + address(behind.get(number..)?)?;
            let outer = behind.get(number..whole)?;
            let taken = words.len() - behind.len() + whole;
            return of(
                document,
                &format!("{outer}{}", inner(typed)),
                (Head::Paragraph, false),
                taken,
            );
        }
        return of(document, typed, (Head::Sub, false), end);
    }
    if let Some((Head::Sub, length)) = self::head(next) {
        let number = length + skipped(next.get(length..)?);
        if let Some(sub) = address(next.get(number..)?) {
            let typed = format!("{typed}{}", inner(next.get(number..number + sub)?));
            return of(
                document,
                &typed,
                (Head::Paragraph, false),
                end + gap + number + sub,
            );
        }
    }
    of(document, typed, (head, false), end)
}

/// A sub-paragraph's number in its parentheses.
fn inner(typed: &str) -> String {
    match typed.starts_with('(') {
        true => typed.to_owned(),
        false => format!("({})", typed.trim_end_matches(')')),
    }
}

/// Whether some words are no more than the number that stands before a paragraph; with its sign, as `12.` and `12)` and `(a)`.
pub(super) fn numbered(words: &str) -> Option<usize> {
    let length = address(words)?;
    let rest = words.get(length..)?;
    let sign = rest.chars().next().filter(|c| ".)、．:：".contains(*c));
    match sign {
        Some(sign) => {
            let length = length + sign.len_utf8();
            let next = words.get(length..).and_then(|rest| rest.chars().next());
            next.is_none_or(|c| !c.is_numeric()).then_some(length)
        }
        None if words.starts_with('(') => Some(length),
        None => None,
    }
}

fn of(
    document: &Document,
    typed: &str,
    (head, bare): (Head, bool),
    length: usize,
) -> Option<Mention> {
    let typed = typed.trim().to_owned();
    let find = |address: &str| {
        let found = document.bearing(&Address::new(address))?;
        Some((found.index, found.kind))
    };
    let is_heading = |(_, kind): &(usize, Kind)| matches!(kind, Kind::Heading);
    let article = |word: &str| find(&format!("{word} {typed}"));
    let found = match head {
        Head::Paragraph | Head::Sub => find(&typed).or_else(|| {
            let kind = typed
                .get(..2)
                .filter(|kind| kind.eq_ignore_ascii_case("op"))?;
            find(typed.get(kind.len()..)?)
        }),
        Head::Operative => find(&format!("OP{typed}")).or_else(|| find(&typed)),
        Head::Preambular => find(&format!("PP{typed}")),
        Head::Article => article("Article").or_else(|| find(&typed).filter(is_heading)),
        Head::Section => article("Section").or_else(|| find(&typed).filter(is_heading)),
    };
    Some(Mention {
        named: match found {
            Some((index, _)) => Named::One(index),
            None => Named::None(typed.clone()),
        },
        typed,
        bare,
        wide: false,
        length,
    })
}

/// The word for a paragraph that some words begin with, and its length, with what belongs to it.
fn head(words: &str) -> Option<(Head, usize)> {
    let begins = |head: &str| {
        let mut rest = words;
        for known in head.chars() {
            let first = rest.chars().next()?;
            if !first.to_lowercase().eq(std::iter::once(known)) {
                return None;
            }
            rest = rest.get(first.len_utf8()..)?;
        }
        let sign = head.starts_with('§');
        let whole = sign
            || rest
                .chars()
                .next()
                .is_none_or(|c| !c.is_alphabetic() && c != '-');
        whole.then(|| words.len() - rest.len())
    };
    let found = HEADS
        .iter()
        .filter_map(|(head, kind)| Some((*kind, begins(head)?)));
    found.max_by_key(|(_, length)| *length)
}

/// What may stand between a word for a paragraph and its number.
fn skipped(rest: &str) -> usize {
    let trimmed = rest.trim_start_matches(['.', ' ', '\u{a0}', '\u{202f}', '№', '#']);
    let lower = trimmed.get(..2).unwrap_or_default().to_lowercase();
    let trimmed = match lower.as_str() {
        "n°" | "no" | "nº" => trimmed
            .get(2..)
            .unwrap_or_default()
            .trim_start_matches(['.', ' ', '°', 'º']),
        _ if trimmed.starts_with("n°") || trimmed.starts_with("nº") => {
            trimmed.get(3..).unwrap_or_default().trim_start()
        }
        _ => trimmed,
    };
    rest.len() - trimmed.len()
}

/// How long the number is that some words begin with: `12 bis (a)`, `(iv)`, `II/12`, `OP5`, `9(b)`.
fn address(words: &str) -> Option<usize> {
    let mut at = segment(words)?;
    let mut first = true;
    loop {
        let rest = words.get(at..)?;
        let near = rest.trim_start_matches([' ', '\u{a0}', '.']);
        let gap = rest.len() - near.len();
        let dots = rest.get(..gap).unwrap_or_default();
        let tight = dots.is_empty() || dots == " " || dots == "\u{a0}" || dots == ".";
        if rest.starts_with('/')
            && let Some(length) = segment(rest.get(1..)?)
        {
            at += 1 + length;
        } else if tight
            && near.starts_with('(')
            && let Some(length) = segment(near)
        {
            at += gap + length;
        } else if tight && let Some(length) = rank(near) {
            at += gap + length;
        } else if gap == 0
            && first
            && let Some(length) = letter(rest)
        {
            at += length;
        } else if rest.starts_with('#') {
            let digits = digits(rest.get(1..)?);
            if digits == 0 {
                break;
            }
            at += 1 + digits;
        } else {
            break;
        }
        first = false;
    }
    // A number that letters follow is none: `5th`.
    let next = words.get(at..)?.chars().next();
    next.is_none_or(|c| !c.is_alphanumeric() || crate::text::is_ideograph(c))
        .then_some(at)
}

fn digits(words: &str) -> usize {
    let end = words.find(|c: char| !c.is_numeric() || crate::text::is_ideograph(c));
    end.unwrap_or(words.len())
}

fn segment(words: &str) -> Option<usize> {
    let number = digits(words);
    if number > 0 {
        let mut at = number;
        while let Some(more) = words.get(at..)?.strip_prefix('.') {
            let next = digits(more);
            if next == 0 {
                break;
            }
            at += 1 + next;
        }
        return (at <= 24).then_some(at);
    }
    if let Some(inside) = words.strip_prefix(['(', '（']) {
        let open = words.len() - inside.len();
        let end = inside.find([')', '）'])?;
        let label = inside.get(..end)?;
        let close = inside.get(end..)?.chars().next()?.len_utf8();
        let short = !label.is_empty()
            && label.chars().count() <= 5
            && label.chars().all(char::is_alphanumeric);
        return short.then_some(open + end + close);
    }
    if let Some(kind) = words.get(..2)
        && (kind.eq_ignore_ascii_case("op") || kind.eq_ignore_ascii_case("pp"))
    {
        let rest = words.get(2..)?;
        let bare = rest.trim_start_matches([' ', '.']);
        let number = digits(bare);
        return (number > 0).then(|| words.len() - bare.len() + number);
    }
    let roman = words
        .find(|c: char| !"IVXLC".contains(c))
        .unwrap_or(words.len());
    let next = words.get(roman..)?.chars().next();
    // A lone letter is a word as often as a number: only with a path behind it.
    let is_whole = next.is_none_or(|c| !c.is_alphanumeric());
    (roman > 0 && is_whole && (roman > 1 || next == Some('/'))).then_some(roman)
}

/// How much of some words is a rank behind a number: `bis`, `тер`, `alt 2`.
fn rank(words: &str) -> Option<usize> {
    let end = words.find(|c: char| !c.is_alphabetic());
    let mut at = end.unwrap_or(words.len());
    let word = words.get(..at)?.to_lowercase();
    if word == "alt" {
        let rest = words.get(at..)?;
        let bare = rest.trim_start_matches([' ', '.']);
        let number = digits(bare);
        if number > 0 && rest.len() - bare.len() <= 1 {
            at = words.len() - bare.len() + number;
        }
        return Some(at);
    }
    is_rank(&word).then_some(at)
}

fn letter(words: &str) -> Option<usize> {
    let mut signs = words.chars();
    let first = signs.next().filter(char::is_ascii_lowercase)?;
    signs
        .next()
        .is_none_or(|c| !c.is_alphanumeric())
        .then(|| first.len_utf8())
}

/// `第12段`, `第十二段`, `第3条`; a bare `第3` too.
fn chinese(document: &Document, words: &str) -> Option<Mention> {
    let rest = words.strip_prefix('第')?;
    let open = words.len() - rest.len();
    let arabic = digits(rest);
    let (number, length) = match arabic {
        0 => {
            let end = rest
                .find(|c: char| !"〇零一二三四五六七八九十百".contains(c))
                .unwrap_or(rest.len());
            (ideographs(rest.get(..end)?)?.to_string(), end)
        }
        length => (rest.get(..length)?.to_owned(), length),
    };
    let mut at = open + length;
    let kind = words.get(at..)?.chars().next();
    let head = match kind {
        Some('段' | '款' | '项') => {
            at += '段'.len_utf8();
            Head::Paragraph
        }
        Some('条' | '章' | '节') => {
            at += '条'.len_utf8();
            let whole = words.get(..at)?;
            let found = document.bearing(&Address::new(whole)).map(|one| one.index);
            return Some(Mention {
                named: found.map_or(Named::None(whole.to_owned()), Named::One),
                typed: whole.to_owned(),
                bare: false,
                wide: true,
                length: at,
            });
        }
        // The first sentence, the third line.
        Some(c) if crate::text::is_ideograph(c) => return None,
        _ => Head::Paragraph,
    };
    let mut typed = number;
    let behind = words.get(at..)?;
    for (mark, rank) in [("之二", "bis"), ("之三", "ter"), ("之四", "quater")] {
        if behind.starts_with(mark) {
            typed = format!("{typed} {rank}");
            at += mark.len();
        }
    }
    if words.get(at..)?.starts_with(['(', '（'])
        && let Some(length) = segment(words.get(at..)?)
    {
        typed.push_str(words.get(at..at + length)?);
        at += length;
    }
    let found = of(document, &typed, (head, false), at)?;
    Some(Mention {
        wide: true,
        ..found
    })
}

/// A number below a thousand in ideographs.
fn ideographs(words: &str) -> Option<u32> {
    let digit = |c: char| {
        "〇一二三四五六七八九"
            .chars()
            .position(|own| own == c || own == '〇' && c == '零')
    };
    let (mut sum, mut last, mut any) = (0, None, false);
    for c in words.chars() {
        any = true;
        match c {
            '十' => sum += last.take().unwrap_or(1) * 10,
            '百' => sum += last.take().unwrap_or(1) * 100,
            c => last = u32::try_from(digit(c)?).ok(),
        }
    }
    any.then(|| sum + last.unwrap_or(0))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn whatever_ranks_a_number_in_a_text_ranks_it_in_a_mail() {
        for (words, length) in [
            ("bis, x", Some(3)),
            ("Undecies. x", Some(8)),
            ("кватер", Some(12)),
            ("alt 2 x", Some(5)),
            ("bisect", None),
            ("of it", None),
        ] {
            assert_eq!(rank(words), length, "{words}");
        }
    }

    const TEXT: &str = "---\ntitle: T\n---\n*Recalling* it,\n\n## II. Means\n\n1. One.\n\n2. Two.\n\n(a) one;\n\n(b) two.\n\n2 bis. More.\n\n12. Twelve.\n";

    #[test]
    fn a_paragraph_is_named_in_six_languages() {
        let document = Document::parse(TEXT);
        for (words, name, rest) in [
            ("paragraph 2: x", "2", ": x"),
            ("Paragraph 2 (a) x", "2(a)", " x"),
            ("Para. 2bis, x", "2 bis", ", x"),
            ("paragraph 2.bis x", "2 bis", " x"),
            ("paras. 1 and 2", "1", " and 2"),
            ("paragraph 2, subparagraph (b) x", "2(b)", " x"),
            ("subparagraph (b) of paragraph 2.", "2(b)", "."),
            ("OP 12 x", "12", " x"),
            ("§12 x", "12", " x"),
            ("2(b): delete", "2(b)", ": delete"),
            ("PP1: x", "PP1", ": x"),
            ("preambular paragraph 1: x", "PP1", ": x"),
            ("paragraphe n° 12 x", "12", " x"),
            ("alinéa b) du paragraphe 2", "", ""),
            ("párrafo 12.", "12", "."),
            ("пункте 12 x", "12", " x"),
            ("п. 12 x", "12", " x"),
            ("الفقرة 12 x", "12", " x"),
            ("الفقرة ١٢ x", "12", " x"),
            ("第12段x", "12", "x"),
            ("第十二段：x", "12", "：x"),
            ("第二段之二x", "2 bis", "x"),
        ] {
            let found = mention(&document, words);
            if name.is_empty() {
                assert!(
                    found.is_none_or(|one| matches!(one.named, Named::None(_))),
                    "{words}"
                );
                continue;
            }
            let found = found.unwrap();
            let Named::One(index) = found.named else {
                panic!("{words}: {found:?}");
            };
            assert_eq!(
                (document.name(index), &words[found.length..]),
                (name, rest),
                "{words}"
            );
        }
        for words in [
            "paragraph 9 (a)",
            "paragraph 2 (c)",
            "article 2",
            "section 1",
            "preambular paragraph 2",
            "第2条",
        ] {
            let found = mention(&document, words).unwrap();
            assert!(matches!(found.named, Named::None(_)), "{words}");
        }
        for words in [
            "parachute 2",
            "paragraph the",
            "5th",
            "I think",
            "(see below)",
            "第一句",
        ] {
            assert_eq!(mention(&document, words), None, "{words}");
        }
    }
}
