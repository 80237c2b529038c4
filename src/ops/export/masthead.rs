//! What stands above a document's title, in its own language: symbol, date, the language's name.

use crate::moment::Moment;
use crate::text::{Document, is_ideograph};

/// The language of a text, as in `en`: what its front matter says, else what its letters show.
pub fn language_of(document: &Document) -> String {
    if let Some(said) = document.front().get("language") {
        let code: String = said.chars().take_while(char::is_ascii_alphabetic).collect();
        if (2..=3).contains(&code.len()) {
            return code.to_ascii_lowercase();
        }
    }
    let (mut arabic, mut han, mut cyrillic, mut latin) = (0, 0, 0, 0);
    for paragraph in document.paragraphs().iter().take(200) {
        for c in paragraph.text.chars() {
            match c {
                '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' => arabic += 1,
                '\u{400}'..='\u{4ff}' => cyrillic += 1,
                c if is_ideograph(c) => han += 3,
                c if c.is_alphabetic() => latin += 1,
                _ => {}
            }
        }
    }
    let most = [(arabic, "ar"), (han, "zh"), (cyrillic, "ru"), (latin, "en")];
    let best = most.into_iter().max_by_key(|(count, _)| *count);
    best.map_or("en", |(_, code)| code).to_owned()
}

/// The lines above the title: the symbol (that given, else the front matter's), the day, the name of the language; those that are known.
pub(super) fn masthead(
    document: &Document,
    language: &str,
    (symbol, day): (Option<&str>, Option<Moment>),
) -> Vec<String> {
    let front = document
        .front()
        .get("symbol")
        .filter(|symbol| !symbol.is_empty());
    let symbol = symbol.or(front);
    let date = document.front().get("date").map(str::to_owned);
    let date = date.or_else(|| day.map(|day| date_in(language, day)));
    let name = document.front().get("language").and(name_of(language));
    [symbol.map(str::to_owned), date, name.map(str::to_owned)]
        .into_iter()
        .flatten()
        .collect()
}

fn name_of(language: &str) -> Option<&'static str> {
    Some(match language {
        "ar" => "بالعربية",
        "zh" => "中文",
        "en" => "English",
        "fr" => "Français",
        "ru" => "Русский",
        "es" => "Español",
        _ => return None,
    })
}

const MONTHS: [(&str, [&str; 12]); 5] = [
    (
        "en",
        [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ],
    ),
    (
        "fr",
        [
            "janvier",
            "février",
            "mars",
            "avril",
            "mai",
            "juin",
            "juillet",
            "août",
            "septembre",
            "octobre",
            "novembre",
            "décembre",
        ],
    ),
    (
        "es",
        [
            "enero",
            "febrero",
            "marzo",
            "abril",
            "mayo",
            "junio",
            "julio",
            "agosto",
            "septiembre",
            "octubre",
            "noviembre",
            "diciembre",
        ],
    ),
    (
        "ru",
        [
            "января",
            "февраля",
            "марта",
            "апреля",
            "мая",
            "июня",
            "июля",
            "августа",
            "сентября",
            "октября",
            "ноября",
            "декабря",
        ],
    ),
    (
        "ar",
        [
            "كانون الثاني/يناير",
            "شباط/فبراير",
            "آذار/مارس",
            "نيسان/أبريل",
            "أيار/مايو",
            "حزيران/يونيه",
            "تموز/يوليه",
            "آب/أغسطس",
            "أيلول/سبتمبر",
            "تشرين الأول/أكتوبر",
            "تشرين الثاني/نوفمبر",
            "كانون الأول/ديسمبر",
        ],
    ),
];

/// A day as documents write it: `17 July 2008`, `17 de julio de 2008`, `2008年7月17日`.
fn date_in(language: &str, day: Moment) -> String {
    if language == "zh" {
        return day.format("%Y年%-m月%-d日");
    }
    let number = day.format("%-d");
    let year = day.format("%Y");
    let month: usize = day.format("%-m").parse().unwrap_or(1);
    let known = MONTHS.iter().find(|(code, _)| *code == language);
    let name = known
        .or(MONTHS.first())
        .and_then(|(_, names)| names.get(month.saturating_sub(1)))
        .copied()
        .unwrap_or_default();
    match language {
        "es" => format!("{number} de {name} de {year}"),
        "fr" if number == "1" => format!("1er {name} {year}"),
        _ => format!("{number} {name} {year}"),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::moment::Zone;

    #[test]
    fn a_date_is_written_in_the_texts_own_language() {
        let day = Zone::utc().moment("2008-07-17T15:10").unwrap();
        for (language, expected) in [
            ("en", "17 July 2008"),
            ("fr", "17 juillet 2008"),
            ("es", "17 de julio de 2008"),
            ("ru", "17 июля 2008"),
            ("ar", "17 تموز/يوليه 2008"),
            ("zh", "2008年7月17日"),
        ] {
            assert_eq!(date_in(language, day), expected);
        }
    }

    #[test]
    fn a_language_that_nobody_named_is_told_by_its_letters() {
        for (text, expected) in [
            ("States shall\n", "en"),
            ("第一条 为保证 GDP\n", "zh"),
            ("الدول\n", "ar"),
            ("Государства\n", "ru"),
            ("---\nlanguage: FR\n---\nx\n", "fr"),
        ] {
            assert_eq!(language_of(&Document::parse(text)), expected);
        }
    }
}
