//! How drafters name parties in a bracket where the notation would not: `[text (EU, NOR)]`, `[extreme - US; G77 delete]`,
//! `[Alt 1: … / Alt 2: …]`, `[应/EU：可]`. To the reader these are bare brackets; here it is told what their writers meant.

use std::collections::BTreeSet;
use std::ops::Range;

use super::bracket::Bracket;
use super::parties::Parties;
use super::tokens::is_ideograph;

/// What a bracket written by habit says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Habit {
    /// The bracket's bytes, and those of the note behind it: `[text](EU)`.
    pub span: Range<usize>,
    /// Each alternative: who wants it, and the bytes of its words; none where they want no text.
    pub rows: Vec<(Vec<String>, Option<Range<usize>>)>,
}

/// What was found of a habit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// It is clear what its writer meant.
    Meant(Habit),
    /// It is not; what a person should write.
    Unclear(&'static str),
}

/// Longer than this no row of names is.
const LONGEST: usize = 240;

/// Words beside names that ask for nothing by themselves.
const SAID: [&str; 36] = [
    "propose",
    "proposes",
    "proposed",
    "proposal",
    "proposals",
    "suggest",
    "suggested",
    "by",
    "of",
    "from",
    "to",
    "add",
    "insert",
    "retain",
    "retains",
    "keep",
    "keeps",
    "support",
    "supports",
    "supported",
    "prefer",
    "prefers",
    "de",
    "propose",
    "proposent",
    "proposition",
    "propone",
    "proponen",
    "propuesta",
    "предлагает",
    "предлагают",
    "предложение",
    "提议",
    "建议",
    "保留",
    "支持",
];

/// Words beside names that ask for the words to go.
const AGAINST: [&str; 26] = [
    "delete",
    "deletes",
    "deleted",
    "deletion",
    "deleting",
    "remove",
    "removes",
    "removal",
    "oppose",
    "opposes",
    "opposed",
    "reject",
    "rejects",
    "against",
    "supprimer",
    "suppression",
    "contre",
    "suprimir",
    "eliminar",
    "contra",
    "исключить",
    "удалить",
    "против",
    "删除",
    "反对",
    "حذف",
];

/// Words that join two names.
const JOINS: [&str; 7] = ["and", "et", "y", "и", "和", "与", "و"];

/// Words that number alternatives.
const NUMBERED: [&str; 13] = [
    "alternative",
    "alternativa",
    "variante",
    "вариант",
    "option",
    "opción",
    "备选案文",
    "方案",
    "البديل",
    "الخيار",
    "alt.",
    "alt",
    "opt.",
];

/// What a person should write where the program cannot tell.
const WHOSE: &str = "write whose each alternative is: [EU: first / US: second], and [text / G77: –] where one asks to delete";
const ORDER: &str = "write [first / second], or [EU: first / US: second]: alternatives are numbered from 1 by their places";

/// Who wants some words, and who wants them gone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Said {
    wanting: Vec<String>,
    against: Vec<String>,
}

impl Said {
    fn is_empty(&self) -> bool {
        self.wanting.is_empty() && self.against.is_empty()
    }

    fn and(mut self, other: Said) -> Said {
        self.wanting.extend(other.wanting);
        self.against.extend(other.against);
        self
    }
}

/// One alternative: its number, what is said of it, and the bytes of its words.
struct Spoken {
    number: Option<usize>,
    said: Said,
    words: Range<usize>,
}

/// What a bracket without an owner says by habit, or one of whose alternatives only white space is wanting: `[EU：应/NOR：可]`; `None` where
/// nobody is named in it and no alternative is numbered.
pub fn habit(source: &str, bracket: &Bracket, parties: &Parties) -> Option<Found> {
    let words: Vec<Range<usize>> = match bracket.alternatives.as_slice() {
        all if bracket.is_owned() => {
            let parts = all
                .iter()
                .flat_map(|one| tight(source, one.whole.clone(), parties));
            let parts: Vec<Range<usize>> = parts.collect();
            if parts.len() == all.len() {
                return None;
            }
            // What is quoted in it would be quoted twice.
            let quotes = |words: &Range<usize>| {
                let words = source.get(words.clone()).unwrap_or_default();
                words.contains(['[', ']', '［', '］']) || words.contains("&#")
            };
            if parts.iter().any(quotes) {
                return Some(Found::Unclear(WHOSE));
            }
            parts
        }
        [only] => tight(source, only.whole.clone(), parties),
        all => all.iter().map(|one| one.span.clone()).collect(),
    };
    let several = words.len() > 1;
    let read = |words: Range<usize>| Spoken::read(source, words, parties);
    let all: Vec<Spoken> = words.into_iter().map(read).collect();
    let note = source
        .get(bracket.span.end..)
        .and_then(|rest| note(rest, parties));
    let (behind, length) = note.unwrap_or_default();
    let span = bracket.span.start..bracket.span.end + length;
    let named = !behind.is_empty() || all.iter().any(|one| !one.said.is_empty());
    let numbered = several && all.iter().any(|one| one.number.is_some());
    if !named && !numbered {
        return None;
    }
    let in_order = all.iter().zip(1..).all(|(one, n)| one.number == Some(n));
    if numbered && !in_order {
        return Some(Found::Unclear(ORDER));
    }
    if several {
        let contrary = all.iter().any(|one| !one.said.against.is_empty());
        if contrary || !behind.is_empty() {
            return Some(Found::Unclear(WHOSE));
        }
    }
    let mut rows: Vec<(Vec<String>, Option<Range<usize>>)> = Vec::new();
    for one in all {
        let text = source.get(one.words.clone()).unwrap_or_default().trim();
        let said = match several {
            true => one.said,
            false => one.said.and(behind.clone()),
        };
        match text {
            "" => return Some(Found::Unclear(WHOSE)),
            "–" | "—" => rows.push((said.wanting, None)),
            _ => rows.push((said.wanting, Some(one.words))),
        }
        if !said.against.is_empty() {
            rows.push((said.against, None));
        }
    }
    let mut owners = BTreeSet::new();
    if !rows
        .iter()
        .flat_map(|(row, _)| row)
        .all(|owner| owners.insert(owner.clone()))
    {
        return Some(Found::Unclear(WHOSE));
    }
    // What nobody is named for is the text's own, and stands first.
    if rows.iter().filter(|(owners, _)| owners.is_empty()).count() == 1 {
        rows.sort_by_key(|(owners, _)| !owners.is_empty());
    }
    // An alternative beside others loses the white space at its edges, which may be all that parts two words.
    let opens = |words: &Range<usize>| {
        let inside = source
            .get(words.clone())
            .is_some_and(|words| words.starts_with(char::is_whitespace));
        let before = source
            .get(..span.start)
            .and_then(|text| text.chars().next_back());
        inside && before.is_some_and(|c| !c.is_whitespace())
    };
    let parted = !several
        && rows.len() > 1
        && rows
            .iter()
            .any(|(_, words)| words.as_ref().is_some_and(opens));
    Some(match parted {
        true => Found::Unclear(
            "take the white space out of the bracket, then write [EU: text / G77: –]",
        ),
        false => Found::Meant(Habit { span, rows }),
    })
}

/// The alternatives of `应/EU：可`: a slash without white space parts nothing in the notation, but before a name and a colon it was meant to.
/// The words as they are where there is none, or where what stands before it is names too: `EU/NOR: text`.
fn tight(source: &str, words: Range<usize>, parties: &Parties) -> Vec<Range<usize>> {
    let text = source.get(words.clone()).unwrap_or_default();
    let mut parts = Vec::new();
    let (mut from, mut depth) = (0, 0_usize);
    for (at, c) in text.char_indices() {
        match c {
            '[' | '［' => depth += 1,
            ']' | '］' => depth = depth.saturating_sub(1),
            '/' if depth == 0 => {
                let (before, behind) = (text.get(from..at), text.get(at + 1..));
                let names = before.is_none_or(|before| clauses(before, parties).is_some());
                if !names && behind.is_some_and(|behind| head(behind, parties).is_some()) {
                    parts.push(from..at);
                    from = at + 1;
                }
            }
            _ => {}
        }
    }
    if parts.is_empty() {
        return vec![words];
    }
    parts.push(from..text.len());
    let trimmed = parts.into_iter().map(|part| {
        let piece = text.get(part.clone()).unwrap_or_default();
        let from = words.start + part.end - piece.trim_start().len();
        from..from + piece.trim().len()
    });
    trimmed.collect()
}

impl Spoken {
    /// Reads `Alt 1 (EU): text`, `EU propose: text`, `text (EU)`, `text - EU; G77 delete`.
    fn read(source: &str, mut words: Range<usize>, parties: &Parties) -> Spoken {
        let text = |words: &Range<usize>| source.get(words.clone()).unwrap_or_default();
        let mut said = Said::default();
        let number = numbered(text(&words), parties);
        let number = number.map(|(number, named, length)| {
            said = named;
            words.start += length;
            number
        });
        if let Some((named, length)) = head(text(&words), parties) {
            said = said.and(named);
            words.start += length;
        }
        while let Some((named, length)) = tail(text(&words), parties) {
            said = named.and(said);
            words.end = words.start + length;
        }
        Spoken {
            number,
            said,
            words,
        }
    }
}

/// Reads `Alt 1:`, `Option (a) (EU):` at the head of an alternative: the number, who is named, and the bytes it takes.
fn numbered(text: &str, parties: &Parties) -> Option<(usize, Said, usize)> {
    let lead = text.len() - text.trim_start().len();
    let rest = text.get(lead..)?;
    let lower = rest.chars().take(24).collect::<String>().to_lowercase();
    let word = NUMBERED.iter().find(|word| lower.starts_with(**word))?;
    let taken: usize = rest
        .chars()
        .take(word.chars().count())
        .map(char::len_utf8)
        .sum();
    let rest = rest.get(taken..)?;
    let colon = rest.find([':', '：', '.']).filter(|at| *at < LONGEST)?;
    let sign = rest.get(colon..)?.chars().next()?;
    let figure = rest.get(..colon)?.trim();
    let (figure, named) = match figure.split_once(char::is_whitespace) {
        Some((figure, named)) => {
            let named = named.trim().strip_prefix('(')?.strip_suffix(')')?;
            (figure, clauses(named, parties)?)
        }
        None => (figure, Said::default()),
    };
    let figure = figure.trim_matches(['(', ')', '（', '）']);
    let mut letters = figure.chars();
    let number = match (figure.parse::<usize>(), letters.next(), letters.next()) {
        (Ok(number), ..) => number,
        (_, Some(letter @ 'a'..='z'), None) => letter as usize - 'a' as usize + 1,
        (_, Some(letter @ 'A'..='Z'), None) => letter as usize - 'A' as usize + 1,
        _ => return None,
    };
    let end = lead + taken + colon + sign.len_utf8();
    Some((number, named, end + one_space(text, end)))
}

/// Reads `US/SG propose; CL/MY oppose:` at the head of an alternative.
fn head(text: &str, parties: &Parties) -> Option<(Said, usize)> {
    let colon = text
        .find([':', '：', '[', ']', '［', '］'])
        .filter(|at| *at < LONGEST)?;
    let sign = text
        .get(colon..)?
        .chars()
        .next()
        .filter(|c| matches!(c, ':' | '：'))?;
    let said = clauses(text.get(..colon)?, parties)?;
    let end = colon + sign.len_utf8();
    Some((said, end + one_space(text, end)))
}

/// Reads `(EU, NOR)` or `- US; G77 delete` at the end of an alternative: who is named, and how long it is without.
fn tail(text: &str, parties: &Parties) -> Option<(Said, usize)> {
    let bare = text.trim_end();
    let (at, names) = match bare.strip_suffix([')', '）']) {
        Some(inside) => {
            let at = inside.rfind(['(', '（'])?;
            let sign = inside.get(at..)?.chars().next()?;
            (at, inside.get(at + sign.len_utf8()..)?)
        }
        None => {
            let at = [" - ", " – ", " — "]
                .iter()
                .filter_map(|dash| bare.rfind(dash))
                .max()?;
            let dash = bare.get(at + 1..)?.chars().next()?;
            (at, bare.get(at + 1 + dash.len_utf8()..)?)
        }
    };
    let said = clauses(names, parties)?;
    Some((said, text.get(..at)?.trim_end().len()))
}

/// Reads `(EU propose to delete)` behind a bracket: who is named, and how long it is.
fn note(rest: &str, parties: &Parties) -> Option<(Said, usize)> {
    let inside = rest.strip_prefix('(')?;
    let end = inside.find(')').filter(|at| *at < LONGEST)?;
    Some((clauses(inside.get(..end)?, parties)?, end + 2))
}

fn one_space(text: &str, at: usize) -> usize {
    let next = text.get(at..).and_then(|rest| rest.chars().next());
    next.filter(|c| c.is_whitespace()).map_or(0, char::len_utf8)
}

/// Reads `EU, NOR`, `US; G77 delete`, `US/SG propose; CL/MY oppose`, `proposed by EU`: all of it names and what they want.
fn clauses(text: &str, parties: &Parties) -> Option<Said> {
    if text.len() > LONGEST {
        return None;
    }
    let mut said = Said::default();
    for clause in text.split([';', '；', '؛']) {
        let (names, against) = clause_of(clause, parties)?;
        match against {
            true => said.against.extend(names),
            false => said.wanting.extend(names),
        }
    }
    (!said.is_empty()).then_some(said)
}

/// One clause: its names, and whether they want the words gone.
fn clause_of(clause: &str, parties: &Parties) -> Option<(Vec<String>, bool)> {
    let mut rest = clause.trim();
    let mut against = false;
    while !parties.contains(rest) {
        let Some((shorter, contrary)) = without_word(rest, parties) else {
            break;
        };
        rest = shorter;
        against |= contrary;
    }
    let mut names = Vec::new();
    for piece in rest.split([',', '/', '，', '、', '،', '&', '+']) {
        let words: Vec<&str> = piece.split_whitespace().collect();
        let mut at = 0;
        while let Some(word) = words.get(at) {
            // A name of several words before one of the first alone.
            let name = (at + 1..=words.len()).rev().find_map(|end| {
                let name = words.get(at..end)?.join(" ");
                parties.contains(&name).then_some((name, end))
            });
            match name {
                Some((name, end)) => {
                    names.push(name);
                    at = end;
                }
                None if JOINS.contains(word) => at += 1,
                None => return None,
            }
        }
    }
    (!names.is_empty()).then_some((names, against))
}

/// Names without the first or the last word that says what they want.
fn without_word<'a>(text: &'a str, parties: &Parties) -> Option<(&'a str, bool)> {
    let known = |word: &str| {
        let lower = word.to_lowercase();
        let contrary = AGAINST.contains(&lower.as_str());
        let said = contrary || SAID.contains(&lower.as_str());
        (said && !parties.contains(word)).then_some(contrary)
    };
    if let Some((first, rest)) = text.split_once(char::is_whitespace)
        && let Some(contrary) = known(first)
    {
        return Some((rest.trim_start(), contrary));
    }
    if let Some((rest, last)) = text.rsplit_once(char::is_whitespace)
        && let Some(contrary) = known(last)
    {
        return Some((rest.trim_end(), contrary));
    }
    // Ideographs stand without a space: EU提议删除.
    let ideographs =
        |words: &'static [&'static str]| words.iter().filter(|word| word.starts_with(is_ideograph));
    let last = ideographs(&AGAINST)
        .chain(ideographs(&SAID))
        .find_map(|word| Some((text.strip_suffix(word)?, *word)));
    last.map(|(rest, word)| (rest.trim_end(), AGAINST.contains(&word)))
}

#[cfg(test)]
mod tests {
    use super::super::document::Document;
    use super::*;

    /// Each alternative with its owners before it, `–` for none.
    fn meant(text: &str) -> String {
        let parties = Parties::Known {
            names: ["EU", "US", "G77", "NOR", "SG", "CL", "MY", "Arab Group"]
                .map(str::to_owned)
                .into(),
            groups: std::collections::BTreeMap::new(),
        };
        let document = Document::parse_with(text, &parties);
        let Some(bracket) = document.brackets().first() else {
            return "no bracket".to_owned();
        };
        match habit(text, bracket, &parties) {
            None => "none".to_owned(),
            Some(Found::Unclear(_)) => "unclear".to_owned(),
            Some(Found::Meant(habit)) => {
                let row = |(owners, words): &(Vec<String>, Option<Range<usize>>)| {
                    let words = words
                        .clone()
                        .map_or("–", |words| text.get(words).unwrap_or_default());
                    format!("{}|{words}", owners.join("+"))
                };
                habit.rows.iter().map(row).collect::<Vec<_>>().join(" ") + &text[habit.span.end..]
            }
        }
    }

    #[test]
    fn what_drafters_mean_by_names_is_told() {
        for (text, rows) in [
            ("[text (EU, NOR)]", "EU+NOR|text"),
            ("[text](EU) x", "EU|text x"),
            ("[action;](EU propose to delete)", "|action; EU|–"),
            ("[extreme - US; G77 delete]", "US|extreme G77|–"),
            (
                "[changing unsustainable - EU, G77 retain / promoting sustainable - US]",
                "EU+G77|changing unsustainable US|promoting sustainable",
            ),
            (
                "[US/SG propose; CL/MY oppose: shall ratify]",
                "US+SG|shall ratify CL+MY|–",
            ),
            ("[Alt 1: shall / Alt 2: should]", "|shall |should"),
            (
                "[Alt 1 (EU): shall / Alt 2: should (US)]",
                "EU|shall US|should",
            ),
            ("[Option (a): x / Option (b): y]", "|x |y"),
            (
                "[shall / should – EU and Arab Group]",
                "|shall EU+Arab Group|should",
            ),
            ("[should (EU) / shall]", "|shall EU|should"),
            ("[EU,NOR: text]", "EU+NOR|text"),
            ("[EU/NOR:text]", "EU+NOR|text"),
            ("[ text (proposed by EU; opposed by US)]", "EU| text US|–"),
            ("各国[应（EU提议）]", "EU|应"),
            ("[应 - EU提议删除]", "|应 EU|–"),
            ("[a [b] c (EU)]", "EU|a [b] c"),
            ("各国[应/EU：可]", "|应 EU|可"),
            ("[shall/EU: may]", "|shall EU|may"),
            (
                "[shall/EU: should/US, NOR: may]",
                "|shall EU|should US+NOR|may",
            ),
            ("[and/or/EU: –]", "|and/or EU|–"),
            ("各国[EU：应/NOR：可]", "EU|应 NOR|可"),
            (
                "[EU: shall/US: should / NOR: may]",
                "EU|shall US|should NOR|may",
            ),
        ] {
            assert_eq!(meant(text), rows, "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_a_habit_is_left_alone() {
        for text in [
            "[2 °C - 1.5 °C]",
            "[text (see annex)]",
            "[text](annex)",
            "[shall / should]",
            "[Alt 1: alone]",
            "[EU: text]",
            "[the text: as it is]",
            "[X (EU)",
            "[US and them]",
            "[应/可]",
            "[and/or: both]",
            "[a [b/EU: c] d]",
            "[EU: a/b]",
            "[EU: a [b/US: c]]",
        ] {
            assert!(
                ["none", "no bracket"].contains(&meant(text).as_str()),
                "{text}: {}",
                meant(text)
            );
        }
    }

    #[test]
    fn where_it_is_not_said_who_wants_which_words_nothing_is_guessed() {
        for text in [
            "[shall / should](EU)",
            "[EU: a [b]/US: c]",
            "[shall / should - EU delete]",
            "[Alt 2: shall / Alt 1: should]",
            "[Alt 1: shall / should]",
            "[shall (EU) / should (EU)]",
            "[(EU)]",
            "mechanism[ s - EU; US delete]",
        ] {
            assert_eq!(meant(text), "unclear", "{text}");
        }
    }
}
