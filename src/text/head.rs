//! The head of a paragraph: the printed number that is read off it, in the shapes of six languages.

use std::borrow::Cow;

use super::label::Label;
use super::numeral;
use super::tokens::is_ideograph;

/// Where a label is looked for: a heading and a list item are freer than prose, which may begin with any word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Where {
    /// A paragraph.
    Prose,
    /// A heading.
    Heading,
}

/// Reads the label at the head of some text, with the bytes it takes: its marks, its punctuation and the space behind.
pub(super) fn read(text: &str, place: Where) -> Option<(Label, usize)> {
    let marks = text.len() - text.trim_start_matches(['*', '_']).len();
    let (opened, rest) = text.split_at(marks);
    if marks > 3 {
        return None;
    }
    let head = Head {
        place,
        marked: marks > 0,
    };
    let found = head
        .contested(rest)
        .or_else(|| head.worded(rest))
        .or_else(|| head.ideographic(rest))
        .or_else(|| head.parenthesized(rest))
        .or_else(|| head.numbered(rest))
        .or_else(|| head.lettered(rest))?;
    let mut used = found.end;
    // The marks that open before a label close behind it, `**12.** States`; where they close later the label stays inside them.
    if marks > 0 {
        let after = rest.get(used..)?;
        let inside = rest.get(found.number..)?;
        if after.starts_with(opened) {
            used += marks;
        } else if inside.starts_with(opened) {
            used = found.number + marks;
        } else {
            return None;
        }
        // `**12**. States`: the point stands outside.
        let tail = rest.get(used..)?;
        let outside = point(tail, &['.', ':']);
        if outside > 0 && head.ends(tail.get(outside..)?) {
            used += outside;
        }
    }
    let tail = rest.get(used..)?;
    let space = tail.len() - tail.trim_start().len();
    Some((Label::new(found.shown), marks + used + space))
}

/// A label that was read, before the space behind it.
struct Found<'a> {
    shown: Cow<'a, str>,
    /// Where its number ends.
    number: usize,
    /// Where its punctuation ends.
    end: usize,
}

struct Head {
    place: Where,
    /// Whether emphasis opens before the label.
    marked: bool,
}

impl Head {
    /// What may follow a label: white space, the end, a bracket, a mark of emphasis, an ideograph.
    fn ends(&self, tail: &str) -> bool {
        tail.chars().next().is_none_or(|c| {
            c.is_whitespace()
                || matches!(c, '[' | '［' | '(' | '（' | '"' | '“' | '«' | '\\')
                || (matches!(c, '*' | '_'))
                || is_ideograph(c)
        })
    }

    /// `[4][2]. Also`: the label itself is contested; `12 [bis]. States` as well.
    fn contested<'a>(&self, text: &'a str) -> Option<Found<'a>> {
        // Forty characters are at most so many bytes; most paragraphs have no bracket in them.
        let near = text.as_bytes().get(..text.len().min(160))?;
        let opens = |at: usize| matches!(near.get(at..), Some([b'[', ..] | [0xef, 0xbc, 0xbb, ..]));
        if !memchr::memchr2_iter(b'[', 0xef, near).any(opens) {
            return None;
        }
        let stop = text
            .char_indices()
            .take(40)
            .find(|(_, c)| matches!(c, '.' | '\n'))?;
        let head = text.get(..stop.0).filter(|_| stop.1 == '.')?;
        if !head.contains(['[', '［']) {
            return None;
        }
        let end = head.len() + 1;
        if !self.ends(text.get(end..)?) {
            return None;
        }
        let mut depth = 0usize;
        for c in head.chars() {
            match c {
                '[' | '［' => depth += 1,
                ']' | '］' => depth = depth.checked_sub(1)?,
                _ => {}
            }
        }
        if depth > 0 {
            return None;
        }
        let numbers: Vec<&str> = head
            .split(['[', ']', '［', '］', '/'])
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .collect();
        let mut counted = false;
        for part in &numbers {
            let bare = match numeral::figures(part) {
                Some((_, len)) if len <= 3 => {
                    counted = true;
                    part.get(len..)?.trim()
                }
                _ => part,
            };
            let known = bare.is_empty()
                || numeral::rank(bare).is_some_and(|(_, len)| len == bare.len())
                || bare.eq_ignore_ascii_case("alt");
            if !known {
                return None;
            }
        }
        counted.then(|| Found {
            shown: head.split_whitespace().collect::<Vec<_>>().join(" ").into(),
            number: head.len(),
            end,
        })
    }

    /// `Article 4`, `Статья 12-бис`, `المادة 4`, `Annex I`, `PP3`, `OP5 bis`.
    fn worded<'a>(&self, text: &'a str) -> Option<Found<'a>> {
        let first = text.chars().next().filter(|c| !is_common_ideograph(*c))?;
        if !first.is_alphabetic() {
            return None;
        }
        let latin = u8::try_from(first).is_ok_and(|first| first.is_ascii());
        if latin && !text.starts_with("OP") && !INITIALS.contains(&(first as u8)) {
            return None;
        }
        for word in ["PP", "OP"] {
            if let Some(rest) = text.strip_prefix(word) {
                let bare = rest.trim_start_matches(' ');
                let (_, len) = numeral::figures(bare)?;
                let number = text.len() - bare.len() + len;
                let (more, number) = suffix(text, number);
                let end = number + point(text.get(number..)?, &['.', ')', ':']);
                let shown = format!("{word}{}{more}", bare.get(..len)?).into();
                return self
                    .ends(text.get(end..)?)
                    .then_some(Found { shown, number, end });
            }
        }
        let (word, len) = WORDS
            .iter()
            .filter(|word| begins(word, first))
            .find_map(|word| numeral::prefix(text, word).map(|len| (text.get(..len), len)))?;
        let rest = text.get(len..)?;
        let bare = rest.trim_start_matches([' ', '\u{a0}']);
        if bare.len() == rest.len() {
            return None;
        }
        let at = text.len() - bare.len();
        let count = match numeral::figures(bare) {
            Some((_, len)) => len,
            None => {
                let letters: usize = bare
                    .chars()
                    .take_while(|c| c.is_alphabetic())
                    .map(char::len_utf8)
                    .sum();
                let word = bare.get(..letters)?;
                let capital = word.len() == 1 && word.starts_with(|c: char| c.is_ascii_uppercase());
                let told = capital
                    || word.chars().all(|c| c.is_ascii_uppercase())
                        && numeral::roman(word).is_some()
                    || FIRST.contains(&word.to_lowercase().as_str());
                told.then_some(letters)?
            }
        };
        let mut number = at + count;
        while let Some(rest) = text.get(number..)?.strip_prefix('.')
            && let Some((_, len)) = numeral::figures(rest)
        {
            number += 1 + len;
        }
        let shown_number = text.get(at..number)?;
        let (more, number) = suffix(text, number);
        let tail = text.get(number..)?;
        let end = number + point(tail, &['.', ':', '：']);
        // In prose "Article 4 of the Convention" begins a sentence: there the label stands alone or ends with a point.
        let stands = end > number
            || tail.trim().is_empty()
            || tail.starts_with(['\n', '\r', '*', '_'])
            || tail.starts_with(" –")
            || tail.starts_with(" —")
            || (self.place == Where::Heading && self.ends(tail));
        let shown = format!("{} {shown_number}{more}", word?).into();
        stands.then_some(Found { shown, number, end })
    }

    /// `第十二条`, `第2条之二`, `一、`.
    fn ideographic<'a>(&self, text: &'a str) -> Option<Found<'a>> {
        if let Some(rest) = text.strip_prefix('第') {
            let bare = rest.trim_start_matches(' ');
            let (_, len) = numeral::number(bare)?;
            let after = bare.get(len..)?;
            let close = after.trim_start_matches(' ');
            let unit = [
                "部分", "条", "條", "章", "节", "節", "款", "项", "項", "段", "编", "編", "篇",
            ]
            .iter()
            .find(|unit| close.starts_with(**unit))?;
            let number = text.len() - close.len() + unit.len();
            let (more, number) = suffix(text, number);
            let tail = text.get(number..)?;
            let end = number + point(tail, &['：', '、', '.', '．', ':']);
            // `第四条规定的` begins a sentence.
            let stands = end > number
                || tail.chars().next().is_none_or(|c| {
                    c.is_whitespace()
                        || matches!(c, '[' | '［' | '（' | '(' | '*' | '_' | '【' | '《')
                })
                || self.marked;
            let shown = format!("第{}{unit}{more}", bare.get(..len)?).into();
            return stands.then_some(Found { shown, number, end });
        }
        let (_, len) = numeral::chinese(text)?;
        let end = len + point(text.get(len..)?, &['、']);
        (end > len).then(|| Found {
            shown: text.get(..len).unwrap_or_default().into(),
            number: len,
            end,
        })
    }

    /// `(a)`, `(iv)`, `（一）`, `(12 bis)`.
    fn parenthesized<'a>(&self, text: &'a str) -> Option<Found<'a>> {
        let open = text.chars().next().filter(|c| matches!(c, '(' | '（'))?;
        let inner = text.get(open.len_utf8()..)?;
        let close = inner
            .char_indices()
            .take(24)
            .find(|(_, c)| matches!(c, ')' | '）'))?;
        let name = inner.get(..close.0)?.trim();
        if !counts(name) {
            return None;
        }
        let number = open.len_utf8() + close.0 + close.1.len_utf8();
        let mut shown: Cow<'a, str> = match (open, close.1) {
            ('(', ')') if name.len() == close.0 => text.get(..number)?.into(),
            ('(', ')') => format!("({name})").into(),
            _ => format!("（{name}）").into(),
        };
        let (more, number) = suffix(text, number);
        append(&mut shown, &more);
        let tail = text.get(number..)?;
        let end = number + point(tail, &['.']);
        self.ends(text.get(end..)?)
            .then_some(Found { shown, number, end })
    }

    /// `12.`, `12 bis.`, `2.bis`, `46bis`, `12 alt 2.`, `12.1`, `12a.`, `1)`, `1、`, `12 -`.
    fn numbered<'a>(&self, text: &'a str) -> Option<Found<'a>> {
        let (_, len) = numeral::figures(text).filter(|(_, len)| *len <= 8)?;
        if text.get(..len)?.chars().count() > 4 {
            return None;
        }
        let mut number = len;
        let mut parts = 1;
        while let Some(rest) = text.get(number..)?.strip_prefix('.')
            && let Some((_, len)) = numeral::figures(rest)
            && len <= 3
        {
            number += 1 + len;
            parts += 1;
        }
        let mut shown = Cow::from(text.get(..number)?);
        // `12a.`: a letter that touches the number.
        let mut after = text.get(number..)?.chars();
        if let (Some(letter), Some('.' | ')')) = (after.next(), after.next())
            && letter.is_ascii_alphabetic()
        {
            shown.to_mut().push(letter);
            number += 1;
        }
        let (more, number) = suffix(text, number);
        append(&mut shown, &more);
        let tail = text.get(number..)?;
        let first = tail.chars().next();
        let found = |end: usize, shown: Cow<'a, str>| Some(Found { shown, number, end });
        match first {
            None => found(number, shown),
            // `12\.`: escaped, lest Markdown make a list of it.
            Some('\\') if tail.get(1..)?.starts_with(['.', ')']) && self.ends(tail.get(2..)?) => {
                if tail.get(1..2)? == ")" {
                    shown.to_mut().push(')');
                }
                found(number + 2, shown)
            }
            Some(')') if self.ends(tail.get(1..)?) => {
                shown.to_mut().push(')');
                found(number + 1, shown)
            }
            Some(c @ ('.' | '．' | '、')) => {
                let end = number + c.len_utf8();
                let after = text.get(end..)?;
                (self.ends(after) || c != '.').then_some(Found { shown, number, end })
            }
            Some(':') if !more.is_empty() => found(number + 1, shown),
            Some(_) if !more.is_empty() && self.ends(tail) => found(number, shown),
            // `12.1 Parties shall`, but not `1.5 million` nor `1.5 °C`.
            Some(c) if parts > 1 && c.is_whitespace() => {
                let next = tail
                    .trim_start()
                    .trim_start_matches(['[', '*', '_', '"', '“']);
                let letter = next.chars().next();
                letter
                    .is_none_or(|c| c.is_uppercase() || is_ideograph(c) || is_arabic(c))
                    .then_some(Found {
                        shown,
                        number,
                        end: number,
                    })
            }
            Some('*' | '_') if self.marked => found(number, shown),
            // The Arabic documents of the United Nations number `12 -`.
            Some(c) if c == ' ' || matches!(c, '-' | '–') => {
                let bare = tail.trim_start_matches(' ');
                let dash = bare.chars().next().filter(|c| matches!(c, '-' | '–'))?;
                let words = bare.get(dash.len_utf8()..)?;
                let next = words.trim_start().chars().find(|c| c.is_alphabetic());
                let end = text.len() - words.len();
                (words.starts_with(' ') && next.is_some_and(is_arabic)).then_some(Found {
                    shown,
                    number,
                    end,
                })
            }
            _ => None,
        }
    }

    /// `a)`, `iv)`, `б)`, `a.`, `iv.`, `III.`, `A.`, and in a heading `II Scope`.
    fn lettered<'a>(&self, text: &'a str) -> Option<Found<'a>> {
        if text.starts_with(is_common_ideograph) {
            return None;
        }
        let number: usize = text
            .chars()
            .take(9)
            .take_while(|c| c.is_alphabetic())
            .map(char::len_utf8)
            .sum();
        let word = text.get(..number).filter(|word| !word.is_empty())?;
        let tail = text.get(number..)?;
        let small = word.starts_with(char::is_lowercase) || word.starts_with(is_arabic);
        if small {
            let bare = tail.trim_start_matches(' ');
            if tail.starts_with(')') && counts(word) && self.ends(tail.get(1..)?) {
                let shown = text.get(..=number)?.into();
                return Some(Found {
                    shown,
                    number,
                    end: number + 1,
                });
            }
            if word.starts_with(is_arabic) && word.chars().count() == 1 && bare.starts_with("- ") {
                let end = text.len() - bare.len() + 1;
                return Some(Found {
                    shown: word.into(),
                    number,
                    end,
                });
            }
            let latin = word.len() == 1 || numeral::roman(word).is_some();
            let plain = word.is_ascii() && latin && tail.starts_with('.');
            return (plain && self.ends(tail.get(1..)?)).then(|| Found {
                shown: word.into(),
                number,
                end: number + 1,
            });
        }
        let roman = numeral::roman(word).is_some();
        let capital = word.len() == 1 && word.is_ascii();
        let (more, number) = if roman || capital {
            suffix(text, number)
        } else {
            (String::new(), number)
        };
        let tail = text.get(number..)?;
        let mut shown = Cow::from(word);
        append(&mut shown, &more);
        if (roman || capital) && tail.starts_with(['.', ')']) && self.ends(tail.get(1..)?) {
            return Some(Found {
                shown,
                number,
                end: number + 1,
            });
        }
        let alone = tail.is_empty() || tail.starts_with([' ', '*', '_']);
        let heads = self.place == Where::Heading && roman && word.len() > 1 && alone;
        heads.then_some(Found {
            shown,
            number,
            end: number,
        })
    }
}

/// Whether a character is one of those that most Chinese words are written with, and no letter, figure or sign.
fn is_common_ideograph(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}')
}

/// Says whether a word begins with a letter, its case aside.
fn begins(word: &str, first: char) -> bool {
    let byte = word.bytes().next().unwrap_or_default();
    if byte.is_ascii() || first.is_ascii() {
        return char::from(byte).eq_ignore_ascii_case(&first);
    }
    let letter = word.chars().next();
    letter.is_some_and(|c| c == first || c.to_lowercase().eq(first.to_lowercase()))
}

/// The letters that a Latin one of [`WORDS`] begins with.
const INITIALS: &[u8] = b"AaSsCcPpTt";

const WORDS: [&str; 40] = [
    "Article",
    "Art.",
    "Articles",
    "Artículo",
    "Articulo",
    "Artigo",
    "Статья",
    "المادة",
    "مادة",
    "Section",
    "Sección",
    "Seccion",
    "Раздел",
    "القسم",
    "Chapter",
    "Chapitre",
    "Capítulo",
    "Capitulo",
    "Глава",
    "الفصل",
    "Annex",
    "Annexe",
    "Anexo",
    "Приложение",
    "المرفق",
    "Part",
    "Partie",
    "Parte",
    "Часть",
    "الجزء",
    "Appendix",
    "Appendice",
    "Apéndice",
    "Title",
    "Titre",
    "Título",
    "Paragraph",
    "Paragraphe",
    "Párrafo",
    "Пункт",
];

const FIRST: [&str; 8] = [
    "premier",
    "première",
    "primero",
    "primera",
    "первая",
    "первый",
    "الأولى",
    "أولا",
];

/// Says whether what stands in parentheses counts: a number, a letter or two, a Roman or Chinese number, each perhaps bis.
fn counts(name: &str) -> bool {
    let letters: usize = name
        .chars()
        .take_while(|c| c.is_alphabetic() && !is_ideograph(*c))
        .map(char::len_utf8)
        .sum();
    let len = match numeral::number(name) {
        Some((_, len)) if name.chars().take_while(|c| c.is_numeric()).count() <= 3 => len,
        _ => {
            let word = name.get(..letters).unwrap_or_default();
            let mut chars = word.chars();
            let (first, second) = (chars.next(), chars.next());
            let alike = chars.next().is_none()
                && first.is_some()
                && (second.is_none() || first == second || numeral::roman(word).is_some());
            if alike || numeral::roman(word).is_some() {
                letters
            } else {
                0
            }
        }
    };
    let rest = name.get(len..).unwrap_or_default().trim_start();
    len > 0 && (rest.is_empty() || numeral::rank(rest).is_some_and(|(_, more)| more == rest.len()))
}

fn is_arabic(c: char) -> bool {
    matches!(c, '\u{620}'..='\u{64a}' | '\u{671}'..='\u{6d3}')
}

/// One sign of punctuation at the head of a text: its bytes.
fn point(text: &str, signs: &[char]) -> usize {
    text.chars()
        .next()
        .filter(|c| signs.contains(c))
        .map_or(0, char::len_utf8)
}

/// Appends what follows a number, mostly nothing.
fn append(shown: &mut Cow<'_, str>, more: &str) {
    if !more.is_empty() {
        shown.to_mut().push_str(more);
    }
}

/// `bis`, `.bis`, `-бис`, `之二`, `alt 2` behind a number that ends at `at`: as shown, and where it ends.
pub(super) fn suffix(text: &str, at: usize) -> (String, usize) {
    let mut shown = String::new();
    let mut end = at;
    loop {
        let rest = text.get(end..).unwrap_or_default();
        let bare = rest.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
        let bare = match bare.strip_prefix(['.', '-', '‑']) {
            Some(tail) if bare.len() == rest.len() => tail,
            _ => bare,
        };
        // Emphasis may stand round it: `12 *bis*.`
        let inner = bare.trim_start_matches(['*', '_']);
        let marks = bare.get(..bare.len() - inner.len()).unwrap_or_default();
        let lead = rest.len() - inner.len();
        if let Some((_, len)) = numeral::rank(inner) {
            let tail = inner.get(len..).unwrap_or_default();
            let Some(tail) = tail.strip_prefix(marks) else {
                break;
            };
            let word = inner.get(..len).unwrap_or_default();
            if !word.starts_with('之') {
                shown.push(' ');
            }
            shown.extend(word.chars().flat_map(char::to_lowercase));
            end = text.len() - tail.len();
            continue;
        }
        let alt = numeral::prefix(inner, "alt").filter(|len| {
            marks.is_empty()
                && lead > 0
                && !inner
                    .get(*len..)
                    .is_some_and(|tail| tail.starts_with(char::is_alphabetic))
        });
        let Some(len) = alt else { break };
        shown.push_str(" alt");
        end += lead + len;
        let tail = text.get(end..).unwrap_or_default();
        let number = tail.trim_start_matches(' ');
        if let Some((_, len)) = numeral::figures(number).filter(|(_, len)| *len <= 2) {
            shown.push(' ');
            shown.push_str(number.get(..len).unwrap_or_default());
            end = text.len() - number.len() + len;
        }
    }
    (shown, end)
}

impl Label {
    /// Reads the label at the head of some text of a paragraph.
    ///
    /// Gives it with the number of bytes it takes, its punctuation and the space behind it included.
    pub fn read(text: &str) -> Option<(Label, usize)> {
        super::head::read(text, super::head::Where::Prose)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(text: &str, place: Where) -> Option<(String, &str)> {
        read(text, place).map(|(label, used)| (label.to_string(), &text[used..]))
    }

    #[test]
    fn every_shape_of_the_notation_is_read() {
        for (text, shown, rest) in [
            ("12. States", "12", "States"),
            ("12 bis. States", "12 bis", "States"),
            ("2.bis States", "2 bis", "States"),
            ("46bis States", "46 bis", "States"),
            ("12 alt 2. States", "12 alt 2", "States"),
            ("12 alt. States", "12 alt", "States"),
            ("12.1 States", "12.1", "States"),
            ("12.1. states", "12.1", "states"),
            ("(a) to", "(a)", "to"),
            ("a) to", "a)", "to"),
            ("(iv) to", "(iv)", "to"),
            ("PP3 Recalling", "PP3", "Recalling"),
            ("OP5 bis. Decides", "OP5 bis", "Decides"),
            ("Article 4", "Article 4", ""),
            ("Article 3ter", "Article 3 ter", ""),
            ("III. Scope", "III", "Scope"),
            ("第十二条 各国", "第十二条", "各国"),
            ("第2条之二 各国", "第2条之二", "各国"),
            ("（一）各国", "（一）", "各国"),
            ("12 مكررا. الدول", "12 مكررا", "الدول"),
            ("12 مكررا الدول", "12 مكررا", "الدول"),
            ("б) государства", "б)", "государства"),
            ("[4][2]. Also recognizes", "[4][2]", "Also recognizes"),
            ("3bis. [Developed", "3 bis", "[Developed"),
            ("12 [bis]. States", "12 [bis]", "States"),
            ("**12.** States", "12", "States"),
            ("**12**. States", "12", "States"),
            ("12 *bis*. States", "12 bis", "States"),
            ("12-бис. Государства", "12 бис", "Государства"),
            ("一、各国", "一", "各国"),
            ("12、各国", "12", "各国"),
            ("12.各国", "12", "各国"),
            ("12 - تعيد الدول", "12", "تعيد الدول"),
            ("١٢ - تعيد", "١٢", "تعيد"),
            ("(أ) الدول", "(أ)", "الدول"),
            ("Article 4. States", "Article 4", "States"),
            ("1) States", "1)", "States"),
            ("12a. States", "12a", "States"),
            ("12\\. States", "12", "States"),
        ] {
            assert_eq!(
                label(text, Where::Prose),
                Some((shown.to_owned(), rest)),
                "{text}"
            );
        }
    }

    #[test]
    fn what_begins_a_sentence_is_no_label() {
        for text in [
            "12 months later",
            "1.5 °C above",
            "1.5 million",
            "2015 was",
            "Article 4 of the Convention",
            "(the) text",
            "(emphasis added)",
            "I shall",
            "A State",
            "e.g. this",
            "Mr. X",
            "第四条规定的措施",
            "12 terms",
            "X",
            "",
            "[4] States",
            "[shall] 4. x",
            "*Recalling* that",
            "In 2008. Then",
            "12 alternatives",
            "(2015) text",
            "PPP",
            "一些国家",
            "Annex to the report",
            "Part of it",
            "12345. x",
        ] {
            assert_eq!(label(text, Where::Prose), None, "{text}");
        }
    }

    #[test]
    fn a_heading_is_freer() {
        for (text, shown, rest) in [
            ("Article 2 *(purpose)*", "Article 2", "*(purpose)*"),
            ("Article 2bis *(general)*", "Article 2 bis", "*(general)*"),
            ("المادة 4", "المادة 4", ""),
            ("Статья 12", "Статья 12", ""),
            ("Artículo 1", "Artículo 1", ""),
            ("Article premier", "Article premier", ""),
            ("第一章 通 则", "第一章", "通 则"),
            ("II Scope", "II", "Scope"),
            ("A. Marking", "A", "Marking"),
            ("Annex I", "Annex I", ""),
        ] {
            assert_eq!(
                label(text, Where::Heading),
                Some((shown.to_owned(), rest)),
                "{text}"
            );
        }
        assert_eq!(label("Preamble", Where::Heading), None);
        assert_eq!(label("I think", Where::Heading), None);
    }
}
