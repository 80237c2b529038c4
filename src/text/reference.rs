//! Where a text names a place of a text: "paragraph 12 bis above", "пункты 4–7", "第9和14段", "الفقرة 12"; and of which text.

use std::ops::Range;

use super::ordinal::Ordinal;
use super::referring::{
    JOINING, OF, OTHERS, OWN, Place, counts_something, is_plural, names_another, place_of,
};
use super::tokens::is_ideograph;

/// Of which text a place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// Of this one: it says so, "above", "of the present resolution".
    Own,
    /// It does not say, and no other text is named near it.
    Bare,
    /// Of another, or perhaps of another.
    Others,
}

/// One number of a reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cited {
    /// The number.
    pub ordinal: Ordinal,
    /// Whether it stands in parentheses, or before one: a letter of what was named before it.
    pub lettered: bool,
    /// Whether it is a part of the one right before it, `(c) (ii)`, and not beside it, `(c) and (d)`.
    pub within: bool,
}

/// A reference: its word, and the numbers that follow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// From its word (of Chinese, from the first sign) to its last number's end.
    pub span: Range<usize>,
    /// What is referred to.
    pub place: Place,
    /// The numbers, in order.
    pub cited: Vec<Cited>,
    /// Of which text.
    pub whose: Whose,
    /// The reference (by its number in the list) that says in which section or article it is.
    pub scope: Option<usize>,
}

/// The references in some words, in order.
pub fn references(text: &str) -> Vec<Reference> {
    let mut found = spelled(text);
    found.extend(ideographic(text));
    found.sort_by_key(|one| one.span.start);
    // Of two next to each other one says where the other is: "section II, paragraph 3", "paragraph 3 of section II".
    for at in 1..found.len() {
        let (Some(before), Some(after)) = (found.get(at - 1), found.get(at)) else {
            continue;
        };
        let between = text
            .get(before.span.end..after.span.start)
            .unwrap_or_default();
        let between = between.trim().to_lowercase();
        let is_part = |one: &Reference| matches!(one.place, Place::Paragraph | Place::Sub);
        let is_whole = |one: &Reference| matches!(one.place, Place::Section | Place::Article);
        let whose = after.whose;
        if is_whole(before)
            && is_part(after)
            && (between.is_empty() || matches!(between.as_str(), "," | "،"))
        {
            if let Some(before) = found.get_mut(at - 1) {
                before.whose = whose;
            }
            if let Some(after) = found.get_mut(at) {
                after.scope = Some(at - 1);
            }
        } else if is_part(before)
            && is_whole(after)
            && OF.contains(&between.as_str())
            && let Some(before) = found.get_mut(at - 1)
        {
            before.whose = whose;
            before.scope = Some(at);
        }
    }
    found
}

/// The words with every number they refer to taken for the same.
pub fn without_references(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for one in references(text) {
        let (Some(first), Some(last)) = (one.cited.first(), one.cited.last()) else {
            continue;
        };
        let start = opened(text, first);
        if start < at {
            continue;
        }
        out.push_str(text.get(at..start).unwrap_or_default());
        out.push('#');
        // What Chinese counts by stands behind its number.
        out.push_str(text.get(last.ordinal.unit.clone()).unwrap_or_default());
        at = closed(text, last);
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

/// Where a number begins, its parenthesis included.
fn opened(text: &str, cited: &Cited) -> usize {
    let start = cited.ordinal.number.start;
    let before = text.get(..start).unwrap_or_default();
    match before.chars().next_back() {
        Some(c @ ('(' | '（')) if cited.lettered => start - c.len_utf8(),
        _ => start,
    }
}

/// Where a number ends, its parenthesis included.
fn closed(text: &str, cited: &Cited) -> usize {
    let end = cited.ordinal.end;
    let after = text.get(end..).unwrap_or_default();
    match after.chars().next() {
        Some(c @ (')' | '）')) if cited.lettered => end + c.len_utf8(),
        _ => end,
    }
}

/// References of the languages that write words apart.
fn spelled(text: &str) -> Vec<Reference> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text
        .get(at..)
        .and_then(|rest| rest.find(char::is_alphabetic))
        .map(|n| at + n)
    {
        let rest = text.get(start..).unwrap_or_default();
        let length = rest
            .find(|c: char| !(c.is_alphabetic() || matches!(c, '-' | '\u{64b}'..='\u{652}')))
            .unwrap_or(rest.len());
        let word = rest.get(..length).unwrap_or_default();
        at = start + length.max(1);
        if is_ideograph(word.chars().next().unwrap_or(' ')) {
            at = start + word.chars().next().map_or(1, char::len_utf8);
            continue;
        }
        let Some(mut place) = place_of(word) else {
            continue;
        };
        let mut behind = start + length;
        // `para. 12`
        if word.chars().count() < 6 && text.get(behind..).is_some_and(|tail| tail.starts_with('.'))
        {
            behind += 1;
        }
        let tail = text.get(behind..).unwrap_or_default();
        let lead = tail.trim_start();
        if lead.len() == tail.len() {
            continue;
        }
        behind = text.len() - lead.len();
        if let Some(more) = lead.strip_prefix("الفرعية") {
            place = Place::Sub;
            behind = text.len() - more.trim_start().len();
        }
        let several = is_plural(word);
        let (cited, more) = numbers(text, behind, place, several);
        let Some(last) = cited.last() else { continue };
        let span = start..closed(text, last);
        at = span.end.max(at);
        // "Paragraph 9 and 14": nobody can tell whether fourteen is a paragraph.
        let whose = if more {
            Whose::Others
        } else {
            whose(text, &span)
        };
        found.push(Reference {
            span,
            place,
            cited,
            whose,
            scope: None,
        });
    }
    found
}

/// The numbers from a place on, as many as are joined; and whether others follow that may or may not be of them.
fn numbers(text: &str, start: usize, place: Place, several: bool) -> (Vec<Cited>, bool) {
    let mut cited: Vec<Cited> = Vec::new();
    let mut at = start;
    let mut joined = true;
    while let Some(one) = number(text, at, place, cited.last(), joined) {
        let beside = joined && !one.lettered && !cited.is_empty();
        if beside && (!several || counts_something(text.get(one.ordinal.end..).unwrap_or_default()))
        {
            let counted = counts_something(text.get(one.ordinal.end..).unwrap_or_default());
            return (cited, !counted);
        }
        at = closed(text, &one);
        cited.push(one);
        let rest = text.get(at..).unwrap_or_default();
        let bare = rest.trim_start();
        // A letter right behind is a part; what comes behind a joining word stands beside.
        let next = text.len() - bare.len();
        if bare.starts_with(['(', '（']) || short_letter(bare) {
            joined = false;
            at = next;
            continue;
        }
        joined = true;
        let Some(after) = joiner(bare, bare.len() < rest.len()) else {
            break;
        };
        at = text.len() - after.len();
    }
    (cited, false)
}

/// `a)` behind a number, as French and Spanish write it.
fn short_letter(text: &str) -> bool {
    let mut chars = text.chars();
    matches!((chars.next(), chars.next()), (Some(c), Some(')')) if c.is_lowercase())
}

/// What follows the words that join two numbers: `, and `, ` to `, `–`, `، و`.
fn joiner(text: &str, spaced: bool) -> Option<&str> {
    let mut rest = text;
    let mut taken = 0;
    let mut spaced = spaced;
    while taken < 2 {
        let Some(word) = JOINING
            .iter()
            .filter(|word| rest.starts_with(**word))
            .max_by_key(|word| word.len())
        else {
            break;
        };
        let after = rest.get(word.len()..)?;
        let lettered = word.starts_with(char::is_alphabetic);
        let bare = after.trim_start();
        // A word stands alone; an Arabic *and* is written onto its number.
        if lettered && (!spaced || bare.len() == after.len() && *word != "و") {
            break;
        }
        spaced = bare.len() < after.len();
        rest = bare;
        taken += 1;
    }
    (taken > 0).then_some(rest)
}

/// One number at a place.
fn number(
    text: &str,
    at: usize,
    place: Place,
    before: Option<&Cited>,
    joined: bool,
) -> Option<Cited> {
    let rest = text.get(at..)?;
    let open = rest.chars().next().filter(|c| matches!(c, '(' | '（'));
    if let Some(open) = open {
        let ordinal = Ordinal::at(text, at + open.len_utf8())?;
        let closes = text.get(ordinal.end..)?.starts_with([')', '）']);
        let short = text.get(ordinal.number.clone())?.chars().count() <= 5;
        return (closes && short && (before.is_some() || place == Place::Sub)).then(|| Cited {
            ordinal,
            lettered: true,
            within: before.is_some() && !joined,
        });
    }
    let first = rest.chars().next()?;
    let ordinal = Ordinal::at(text, at)?;
    let word = text.get(ordinal.number.clone())?;
    let tail = text.get(ordinal.end..)?;
    let ends = !tail.starts_with(|c: char| c.is_alphanumeric() || c == '/' || c == '%');
    if first.is_numeric() || is_ideograph(first) {
        return ends.then_some(Cited {
            ordinal,
            lettered: false,
            within: false,
        });
    }
    if tail.starts_with(')')
        && word.chars().count() <= 4
        && (before.is_some() || place == Place::Sub)
    {
        return Some(Cited {
            ordinal,
            lettered: true,
            within: before.is_some() && !joined,
        });
    }
    let capital = word.chars().all(char::is_uppercase);
    let whole = matches!(place, Place::Section | Place::Article | Place::Other);
    (whole && capital && ends).then_some(Cited {
        ordinal,
        lettered: false,
        within: false,
    })
}

/// Of which text a place is, by what stands round it in its sentence.
fn whose(text: &str, span: &Range<usize>) -> Whose {
    let after = text.get(span.end..).unwrap_or_default();
    let tail = after.trim_start_matches(|c: char| {
        c.is_whitespace() || matches!(c, ',' | '،' | ']' | '*' | '_')
    });
    let tail: String = tail.chars().take(40).collect::<String>().to_lowercase();
    let tail = tail.split_whitespace().collect::<Vec<_>>().join(" ");
    if OWN.iter().any(|own| tail.starts_with(own)) {
        return Whose::Own;
    }
    let padded = format!("{tail} ");
    if OTHERS.iter().any(|other| padded.starts_with(other)) {
        return Whose::Others;
    }
    let before = text.get(..span.start).unwrap_or_default().trim_end();
    let last = before
        .rsplit(char::is_whitespace)
        .next()
        .unwrap_or_default()
        .to_lowercase();
    let owner = [
        "its", "their", "that", "whose", "ses", "son", "sa", "leur", "leurs", "su", "sus", "cuyo",
        "его", "её", "ее", "их",
    ];
    if owner.contains(&last.as_str())
        || last.ends_with("'s")
        || last.ends_with("’s")
        || last.ends_with("s’")
        || last.ends_with("s'")
    {
        return Whose::Others;
    }
    // A Russian owner follows without any sign: only what ends there is surely nobody's.
    let word = text.get(span.clone()).unwrap_or_default();
    let cyrillic = word.chars().any(|c| matches!(c, 'а'..='я' | 'А'..='Я'));
    let runs_on = after.trim_start().starts_with(char::is_alphabetic);
    if cyrillic
        && runs_on
        && !["и ", "или ", "а ", "но ", "о ", "об ", "в ", "на "]
            .iter()
            .any(|safe| padded.starts_with(safe))
    {
        return Whose::Others;
    }
    if names_another(sentence(text, span)) {
        Whose::Others
    } else {
        Whose::Bare
    }
}

/// The sentence round a place.
fn sentence<'a>(text: &'a str, span: &Range<usize>) -> &'a str {
    let ends = |c: char| matches!(c, '.' | '。' | '!' | '?' | '؟');
    let before = text.get(..span.start).unwrap_or_default();
    let start = before
        .char_indices()
        .rev()
        .find(|(at, c)| {
            ends(*c)
                && before
                    .get(at + c.len_utf8()..)
                    .is_none_or(|rest| rest.starts_with(char::is_whitespace) || *c == '。')
        })
        .map_or(0, |(at, c)| at + c.len_utf8());
    let after = text.get(span.end..).unwrap_or_default();
    let end = after
        .char_indices()
        .find(|(at, c)| {
            ends(*c)
                && after.get(at + c.len_utf8()..).is_none_or(|rest| {
                    rest.is_empty() || rest.starts_with(char::is_whitespace) || *c == '。'
                })
        })
        .map_or(text.len(), |(at, _)| span.end + at);
    text.get(start..end).unwrap_or_default()
}

/// References as Chinese writes them: `第12段`, `第9和14段`, `第十二段之二`, `第2(c)段`.
fn ideographic(text: &str) -> Vec<Reference> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text
        .get(at..)
        .and_then(|rest| rest.find('第'))
        .map(|n| at + n)
    {
        at = start + '第'.len_utf8();
        let mut cited: Vec<Cited> = Vec::new();
        let mut next = at;
        loop {
            let rest = text.get(next..).unwrap_or_default();
            let bare = rest.trim_start_matches(' ');
            let here = text.len() - bare.len();
            let paren = bare.starts_with(['(', '（']);
            let Some(one) = number(text, here, Place::Other, cited.last(), !paren)
                .or_else(|| joined_han(text, here))
            else {
                break;
            };
            next = closed(text, &one);
            cited.push(one);
            let tail = text.get(next..).unwrap_or_default();
            let step = [
                "、第", "和第", "至第", "及第", "到第", "和", "至", "及", "、", "到", "或", "-",
                "–",
            ]
            .iter()
            .find(|word| tail.starts_with(**word));
            match step {
                Some(word) => next += word.len(),
                None if tail.starts_with(['(', '（']) => {}
                None => break,
            }
        }
        let tail = text.get(next..).unwrap_or_default();
        let units = [
            ("分段", Place::Sub),
            ("段", Place::Paragraph),
            ("条", Place::Article),
            ("款", Place::Paragraph),
            ("项", Place::Sub),
            ("节", Place::Section),
            ("章", Place::Section),
            ("部分", Place::Section),
        ];
        // The number may have taken its unit along, with a rank behind: `第十二段之二`.
        let unit = cited
            .last()
            .and_then(|last| text.get(last.ordinal.unit.clone()))
            .filter(|unit| !unit.is_empty());
        let named = units.iter().find(|(word, _)| match unit {
            Some(unit) => unit == *word,
            None => tail.starts_with(word),
        });
        let (Some((word, place)), Some(last)) = (named, cited.last()) else {
            continue;
        };
        let end = match unit {
            Some(_) => last.ordinal.end,
            None => next + word.len(),
        };
        let span = start..end;
        at = end;
        let whose = whose_han(text, &span);
        found.push(Reference {
            span,
            place: *place,
            cited,
            whose,
            scope: None,
        });
    }
    found
}

/// A Chinese number that a unit follows.
fn joined_han(text: &str, at: usize) -> Option<Cited> {
    let first = text.get(at..)?.chars().next()?;
    let ordinal = (is_ideograph(first) || first.is_numeric()).then(|| Ordinal::at(text, at))??;
    Some(Cited {
        ordinal,
        lettered: false,
        within: false,
    })
}

fn whose_han(text: &str, span: &Range<usize>) -> Whose {
    let before = text.get(..span.start).unwrap_or_default().trim_end();
    let own = [
        "上文",
        "下文",
        "上述",
        "以上",
        "以下",
        "本文件",
        "本决议",
        "本文",
        "本草案",
    ];
    if own.iter().any(|own| before.ends_with(own)) {
        return Whose::Own;
    }
    // A noun right before it is whose it is: `文书第24段`.
    let particle = before
        .chars()
        .next_back()
        .is_none_or(|c| !c.is_alphanumeric() || "在和及与见按据照从至对于以依由如即".contains(c));
    if !particle || names_another(sentence(text, span)) {
        Whose::Others
    } else {
        Whose::Bare
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<(Place, Vec<&str>, Whose)> {
        let found = references(text);
        let one = |one: &Reference| {
            let cited = one.cited.iter();
            let cited = cited
                .map(|cited| &text[cited.ordinal.number.start..cited.ordinal.end])
                .collect();
            (one.place, cited, one.whose)
        };
        found.iter().map(one).collect()
    }

    #[test]
    fn the_habits_of_six_languages_are_read() {
        use Place::{Article, Paragraph, Section, Sub};
        use Whose::{Bare, Own};
        for (text, place, cited, whose) in [
            (
                "as set out in paragraph 12 bis above, States",
                Paragraph,
                vec!["12 bis"],
                Own,
            ),
            (
                "the questions of paragraphs 9 and 14 above.",
                Paragraph,
                vec!["9", "14"],
                Own,
            ),
            (
                "under paragraphs 4 to 7 shall",
                Paragraph,
                vec!["4", "7"],
                Bare,
            ),
            (
                "paragraphs 4, 5 and 6–8 apply",
                Paragraph,
                vec!["4", "5", "6", "8"],
                Bare,
            ),
            (
                "under paragraph 2 (c) (ii), and",
                Paragraph,
                vec!["2", "c", "ii"],
                Bare,
            ),
            ("subparagraph (b) above", Sub, vec!["b"], Own),
            (
                "themes of sections I to III, and",
                Section,
                vec!["I", "III"],
                Bare,
            ),
            ("Article 4 bis applies", Article, vec!["4 bis"], Bare),
            (
                "visées au paragraphe 12 ci-dessus",
                Paragraph,
                vec!["12"],
                Own,
            ),
            (
                "aux paragraphes 4 à 7 et 9, les États",
                Paragraph,
                vec!["4", "7", "9"],
                Bare,
            ),
            ("en el párrafo 12 supra", Paragraph, vec!["12"], Own),
            ("los párrafos 4 y 5", Paragraph, vec!["4", "5"], Bare),
            ("в пункте 12-бис выше", Paragraph, vec!["12-бис"], Own),
            (
                "в пунктах 4–7, государства",
                Paragraph,
                vec!["4", "7"],
                Bare,
            ),
            ("في الفقرة 12 أعلاه", Paragraph, vec!["12"], Own),
            ("والفقرات 4 و5", Paragraph, vec!["4", "5"], Bare),
            ("上文第12段所述", Paragraph, vec!["12段"], Own),
            ("见第9和14段。", Paragraph, vec!["9", "14"], Bare),
            ("按第十二段之二", Paragraph, vec!["十二段之二"], Bare),
        ] {
            assert_eq!(told(text), [(place, cited, whose)], "{text}");
        }
    }

    #[test]
    fn only_numbers_are_taken_for_the_same() {
        for (a, b, same) in [
            ("see paragraphs 4, 5 and 6.", "see paragraphs 7 to 9.", true),
            ("根据第十二段的规定", "根据第13段的规定", true),
            ("根据第十二段的规定", "根据第十二条的规定", false),
            (
                "under section II, paragraph 3 (a), of it",
                "under section III, paragraph 4 (b), of it",
                true,
            ),
            (
                "paragraph 12 shall apply",
                "paragraph 12 should apply",
                false,
            ),
            ("within 12 months", "within 13 months", false),
            ("في الفقرة 12 أعلاه", "في الفقرة 13 أعلاه", true),
            ("пунктом 12-бис", "пунктом 13", true),
        ] {
            assert_eq!(without_references(a) == without_references(b), same, "{a}");
        }
    }

    #[test]
    fn what_is_another_texts_is_left_to_it() {
        for text in [
            "under paragraph 25 of the Instrument were",
            "in particular its paragraph 8, on other issues",
            "the Instrument’s paragraph 24 asks",
            "resolution 62/47, paragraph 8, says",
            "(A/62/163), paragraph 12, says",
            "le paragraphe 12 de la résolution",
            "el párrafo 12 del Programa",
            "пункта 24 Документа",
            "الفقرة 24 من الصك",
            "该文书第24段",
            "Under its paragraph 36 such reports",
        ] {
            assert!(
                references(text)
                    .iter()
                    .all(|one| one.whose == Whose::Others),
                "{text}"
            );
            assert_eq!(references(text).len(), 1, "{text}");
        }
    }

    #[test]
    fn a_number_that_refers_to_nothing_is_no_reference() {
        for text in [
            "within 12 months",
            "the 5 paragraphs",
            "第一次会议",
            "a part of it",
            "paragraph by paragraph",
            "the parties to it",
            "article of trade",
        ] {
            assert_eq!(references(text), [], "{text}");
        }
    }

    #[test]
    fn a_number_that_counts_something_is_not_cited() {
        assert_eq!(
            told("in paragraphs 9 and 14, and 12 months later")[0].1,
            ["9", "14"]
        );
        assert_eq!(told("in paragraph 9 and 12 months later")[0].1, ["9"]);
        assert_eq!(told("in paragraph 9 and 14 above")[0].2, Whose::Others);
    }

    #[test]
    fn one_says_where_the_other_is() {
        let found = references("under section II, paragraph 3, and paragraph 2 of Article 4 above");
        assert_eq!(
            found.iter().map(|one| one.scope).collect::<Vec<_>>(),
            [None, Some(0), Some(3), None]
        );
        assert_eq!(found[2].whose, Whose::Own);
    }
}
