//! The words by which six languages refer to places of a text, join their numbers, and say whose text it is.

/// What is referred to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// A paragraph.
    Paragraph,
    /// A sub-paragraph, by its letter.
    Sub,
    /// A section, chapter or part.
    Section,
    /// An article.
    Article,
    /// An item, a recommendation, an annex: a number of something that is no paragraph of a draft.
    Other,
}

/// Words of places, as they stand in a text; of the Arabic ones their end, since *and*, *in* and *the* are written onto them.
const PLACES: [(Place, &[&str]); 5] = [
    (
        Place::Paragraph,
        &[
            "paragraph",
            "paragraphs",
            "para",
            "paras",
            "paragraphe",
            "paragraphes",
            "párrafo",
            "párrafos",
            "párr",
            "párrs",
            "пункт",
            "пункта",
            "пункту",
            "пунктом",
            "пункте",
            "пункты",
            "пунктов",
            "пунктам",
            "пунктами",
            "пунктах",
            "п",
            "пп",
        ],
    ),
    (
        Place::Sub,
        &[
            "subparagraph",
            "subparagraphs",
            "sub-paragraph",
            "sub-paragraphs",
            "alinéa",
            "alinéas",
            "apartado",
            "apartados",
            "inciso",
            "incisos",
            "подпункт",
            "подпункта",
            "подпункту",
            "подпунктом",
            "подпункте",
            "подпункты",
            "подпунктов",
            "подпунктам",
            "подпунктами",
            "подпунктах",
        ],
    ),
    (
        Place::Section,
        &[
            "section",
            "sections",
            "chapter",
            "chapters",
            "part",
            "parts",
            "chapitre",
            "chapitres",
            "partie",
            "parties",
            "sección",
            "secciones",
            "capítulo",
            "capítulos",
            "раздел",
            "раздела",
            "разделу",
            "разделом",
            "разделе",
            "разделы",
            "разделов",
            "разделах",
            "глава",
            "главы",
            "главе",
            "главу",
            "главой",
            "глав",
            "главах",
        ],
    ),
    (
        Place::Article,
        &[
            "article",
            "articles",
            "artículo",
            "artículos",
            "статья",
            "статьи",
            "статье",
            "статью",
            "статьей",
            "статьёй",
            "статей",
            "статьям",
            "статьями",
            "статьях",
        ],
    ),
    (
        Place::Other,
        &[
            "annex",
            "annexes",
            "item",
            "items",
            "recommendation",
            "recommendations",
            "annexe",
            "anexo",
            "приложение",
            "приложения",
        ],
    ),
];

const ARABIC: [(Place, &[&str]); 4] = [
    (
        Place::Paragraph,
        &["فقرة", "فقرات", "فقرتين", "فقرتان", "فقرتي"],
    ),
    (
        Place::Section,
        &["فرع", "فروع", "قسم", "أقسام", "فصل", "جزء", "باب"],
    ),
    (Place::Article, &["مادة", "مواد", "مادتين", "مادتان"]),
    (Place::Other, &["مرفق", "توصية", "بند"]),
];

/// What joins the numbers of one reference.
pub(super) const JOINING: [&str; 26] = [
    ",", "،", "-", "–", "—", "and", "or", "to", "through", "et", "ou", "à", "au", "y", "e", "o",
    "u", "a", "al", "и", "или", "по", "до", "و", "أو", "إلى",
];

/// What joins a part with its whole.
pub(super) const OF: [&str; 14] = [
    "of",
    "of the",
    "in",
    "in the",
    "de",
    "de la",
    "du",
    "del",
    "des",
    "من",
    "",
    ", of",
    ", de",
    "des articles",
];

/// What says that a place is of the text that says so.
pub(super) const OWN: [&str; 28] = [
    "above",
    "below",
    "hereof",
    "of this",
    "of the present",
    "ci-dessus",
    "ci-dessous",
    "ci-après",
    "supra",
    "infra",
    "du présent",
    "de la présente",
    "des présents",
    "de este",
    "de esta",
    "del presente",
    "de la presente",
    "precedente",
    "precedentes",
    "выше",
    "ниже",
    "настоящ",
    "أعلاه",
    "أدناه",
    "من هذا",
    "من هذه",
    "المذكورة أعلاه",
    "herein",
];

/// What says that it is of another.
pub(super) const OTHERS: [&str; 17] = [
    "of ", "thereof", "de ", "du ", "del ", "des ", "de l", "d'", "d’", "من ", "in the ",
    "to the ", "dudit", "ladite", "en el ", "dans ", "in ",
];

/// What names another text, as it begins (Arabic and Chinese: as it stands anywhere).
const TEXTS: [&str; 22] = [
    "resolution",
    "résolution",
    "resolución",
    "резолюц",
    "convention",
    "conven",
    "конвенц",
    "instrument",
    "документ",
    "charter",
    "устав",
    "treat",
    "trait",
    "tratado",
    "договор",
    "proto",
    "протокол",
    "agreement",
    "соглашен",
    "declaration",
    "déclaration",
    "declaración",
];

const TEXTS_TOO: [&str; 24] = [
    "programme of action",
    "programme d’action",
    "programme d'action",
    "programa de acción",
    "программ",
    "report",
    "rapport",
    "informe",
    "доклад",
    "decision",
    "décision",
    "decisión",
    "accord",
    "acuerdo",
    "قرار",
    "اتفاقي",
    "صك",
    "برنامج",
    "ميثاق",
    "معاهدة",
    "بروتوكول",
    "إعلان",
    "تقرير",
    "rules of procedure",
];

const TEXTS_HAN: [&str; 11] = [
    "决议",
    "公约",
    "文书",
    "纲领",
    "宪章",
    "条约",
    "议定书",
    "协定",
    "宣言",
    "报告",
    "决定",
];

/// What is counted by a number before it: then that number is no paragraph's.
const COUNTED: [&str; 38] = [
    "month",
    "day",
    "year",
    "week",
    "hour",
    "minute",
    "per cent",
    "percent",
    "%",
    "state",
    "member",
    "delegation",
    "mois",
    "jour",
    "an ",
    "ans",
    "année",
    "pour cent",
    "état",
    "mes",
    "día",
    "año",
    "por ciento",
    "estado",
    "месяц",
    "дн",
    "день",
    "год",
    "лет",
    "процент",
    "государств",
    "أشهر",
    "شهر",
    "يوم",
    "سنة",
    "دول",
    "في المائة",
    "january",
];

pub(super) fn place_of(word: &str) -> Option<Place> {
    let lower = word.to_lowercase();
    let is_arabic = lower.chars().any(|c| matches!(c, '\u{620}'..='\u{64a}'));
    if is_arabic {
        return ARABIC.iter().find_map(|(place, words)| {
            let bears = |stem: &&&str| {
                let before = lower.strip_suffix(**stem);
                before.is_some_and(|before| before.chars().all(|c| "وفبكلا".contains(c)))
            };
            words.iter().find(bears).map(|_| *place)
        });
    }
    let known = PLACES
        .iter()
        .find(|(_, words)| words.contains(&lower.as_str()));
    known.map(|(place, _)| *place)
}

/// Whether a word says that several numbers follow.
pub(super) fn is_plural(word: &str) -> bool {
    let lower = word.to_lowercase();
    let ends = [
        "s",
        "пункты",
        "пунктов",
        "пунктам",
        "пунктами",
        "пунктах",
        "пп",
        "статьи",
        "статей",
        "статьям",
        "статьями",
        "статьях",
        "разделы",
        "разделов",
        "разделах",
        "главы",
        "глав",
        "главах",
        "فقرات",
        "فقرتين",
        "فقرتان",
        "فقرتي",
        "فروع",
        "أقسام",
        "مواد",
        "مادتين",
        "مادتان",
    ];
    ends.iter().any(|end| lower.ends_with(end))
}

pub(super) fn counts_something(tail: &str) -> bool {
    let tail = tail.trim_start();
    let near: String = tail.chars().take(12).collect::<String>().to_lowercase();
    COUNTED.iter().any(|word| near.starts_with(word))
}

/// Whether some words name a text: by its kind, or by a symbol such as `A/62/163`.
pub(super) fn names_another(words: &str) -> bool {
    let lower = words.to_lowercase();
    let symbol = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        word.contains('/')
            && word.starts_with(|c: char| c.is_ascii_uppercase())
            && word.contains(|c: char| c.is_ascii_digit())
            || word
                .strip_prefix("WP.")
                .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    let begins = |word: &str| TEXTS.iter().any(|text| word.starts_with(text));
    lower.split(|c: char| !c.is_alphabetic()).any(begins)
        || TEXTS_TOO
            .iter()
            .chain(&TEXTS_HAN)
            .any(|text| lower.contains(text))
        || words.split_whitespace().any(symbol)
}
