//! A stance as a sentence states it, and of which paragraph: `we reserve our position on paragraph 13, pending instructions`.

use super::lexicon::{Class, REASONS, class, is_condition, wide};
use super::named::{Mention, mention};
use super::sentence::{Aim, aim};
use super::stance::stance_head;
use crate::record::Verb;
use crate::text::{Document, is_ideograph};

/// A stance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stated {
    pub(super) verb: Verb,
    pub(super) aim: Aim,
    pub(super) reason: Option<String>,
    /// Whether the reason names a paragraph.
    pub(super) names_more: bool,
}

/// Words that may stand before a stance: whose it is, and how strong.
const BEFORE: &str = "we i our my delegation fully strongly firmly also therefore on regarding concerning as regards to in the nous notre délégation sur concernant au le nosotros nuestra delegación sobre en el мы наша делегация по в نحن وفدنا بشأن في";

/// Words that may stand between a stance and its paragraph.
const BETWEEN: &str = "our position positions on the this it its in full fully strongly firmly to with as drafted stands paragraph text notre position sur le la l au à ce cet paragraphe texte nuestra posición sobre el la al a este párrafo texto этот этого пункт пункта текст нашу позицию против по на в к موقفنا بشأن على هذه الفقرة";

const WIDE: [&str; 15] = [
    "我国代表团",
    "我们",
    "我国",
    "对于",
    "关于",
    "对",
    "持",
    "意见",
    "立场",
    "的",
    "本段",
    "这一段",
    "该段",
    "表示",
    "完全",
];

/// The stance that a sentence states. One that states it of anything but a paragraph, or under a condition, states none.
pub(super) fn stated(document: &Document, sentence: &str) -> Option<Stated> {
    let mut mentions: Vec<Mention> = Vec::new();
    let mut rest = sentence.trim();
    let (verb, length) = loop {
        if let Some(found) = stance_head(rest) {
            break found;
        }
        rest = past(document, rest, BEFORE, &mut mentions)?;
    };
    // 保留 is to reserve and to retain: only what names a position is the first.
    let behind = rest.get(length..)?;
    if rest.starts_with("保留") && !["意见", "立场"].iter().any(|word| behind.starts_with(word))
    {
        return None;
    }
    rest = behind;
    let mut reason = "";
    while !rest.is_empty() {
        let lower = rest.to_lowercase();
        let ends = rest.starts_with([',', '.', ';', ':', '–', '—', '，', '。', '；', '：', '،'])
            || rest.starts_with(" - ")
            || REASONS.iter().any(|word| lower.starts_with(word));
        if ends {
            reason = rest;
            break;
        }
        rest = past(document, rest, BETWEEN, &mut mentions)?;
    }
    let reason = reason.trim_matches(|c: char| c.is_whitespace() || ",.;:–—-，。；：،".contains(c));
    let names = |words: &str| {
        words.char_indices().any(|(at, _)| {
            is_start(words, at)
                && words
                    .get(at..)
                    .and_then(|rest| mention(document, rest))
                    .is_some_and(|one| !one.bare)
        })
    };
    if begins_otherwise(reason) || mention(document, reason).is_some() {
        return None;
    }
    Some(Stated {
        verb,
        aim: aim(&mentions),
        names_more: names(reason),
        reason: (!reason.is_empty()).then(|| reason.to_owned()),
    })
}

/// Whether some words, behind a stance, begin as something that is asked for, as another stance or as a condition: whoever says so has not said
/// only the first.
pub(super) fn begins_otherwise(words: &str) -> bool {
    let words = words.trim_start();
    if is_condition(words) || stance_head(words).is_some() {
        return true;
    }
    let asks = |class| {
        matches!(
            class,
            Class::Delete
                | Class::Insert
                | Class::Replace
                | Class::Substitute
                | Class::Move
                | Class::Lift
        )
    };
    if let Some((class, _)) = wide(words) {
        return asks(class);
    }
    let end = words
        .find(|c: char| !c.is_alphanumeric())
        .unwrap_or(words.len());
    let first = words.get(..end).unwrap_or_default().to_lowercase();
    class(&first).is_some_and(asks)
}

fn is_start(words: &str, at: usize) -> bool {
    let before = words
        .get(..at)
        .and_then(|before| before.chars().next_back());
    before.is_none_or(|c| !c.is_alphanumeric() || is_ideograph(c))
}

/// What stands behind the first word, where that is a paragraph's name or one of these words.
fn past<'w>(
    document: &Document,
    words: &'w str,
    known: &str,
    mentions: &mut Vec<Mention>,
) -> Option<&'w str> {
    let c = words.chars().next()?;
    if let Some(found) = mention(document, words) {
        let rest = words.get(found.length.max(c.len_utf8())..)?;
        mentions.push(found);
        return Some(rest);
    }
    if is_ideograph(c) {
        let found = WIDE.iter().find(|word| words.starts_with(**word))?;
        return words.get(found.len()..);
    }
    if !c.is_alphanumeric() {
        return match c.is_whitespace() || ",:–—-’'،，：".contains(c) {
            true => words.get(c.len_utf8()..),
            false => None,
        };
    }
    let end = words
        .find(|c: char| !c.is_alphanumeric() || is_ideograph(c))
        .unwrap_or(words.len());
    let word = words.get(..end)?.to_lowercase();
    let is_known = known.split(' ').any(|own| own == word);
    is_known.then(|| words.get(end..)).flatten()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_stance_is_of_the_paragraph_that_its_sentence_names() {
        let document = Document::parse("1. One.\n\n2. Two.\n\n3. Three.\n");
        for (words, verb, name, reason) in [
            (
                "We reserve our position on paragraph 3",
                Verb::Reserve,
                "3",
                None,
            ),
            ("We oppose paragraph 2", Verb::Oppose, "2", None),
            (
                "We strongly support paragraph 2, because paragraph 1 is weak",
                Verb::Support,
                "2",
                Some("because paragraph 1 is weak"),
            ),
            ("On paragraph 2, we oppose", Verb::Oppose, "2", None),
            (
                "can accept para. 2 since it is late",
                Verb::CanAccept,
                "2",
                Some("since it is late"),
            ),
            ("Nous appuyons le paragraphe 2", Verb::Support, "2", None),
            ("apoyamos el párrafo 2", Verb::Support, "2", None),
            ("Мы возражаем против пункта 2", Verb::Oppose, "2", None),
            ("نؤيد الفقرة 2", Verb::Support, "2", None),
            ("我们支持第2段", Verb::Support, "2", None),
            ("我们对第2段持保留意见", Verb::Reserve, "2", None),
        ] {
            let found = stated(&document, words).unwrap_or_else(|| panic!("{words}"));
            let Aim::One(index) = found.aim else {
                panic!("{words}: {found:?}")
            };
            assert_eq!(
                (found.verb, document.name(index), found.reason.as_deref()),
                (verb, name, reason),
                "{words}"
            );
        }
    }

    #[test]
    fn what_is_said_of_something_else_or_under_a_condition_is_no_stance_on_a_paragraph() {
        let document = Document::parse("1. One.\n\n2. Two.\n");
        for words in [
            "We support the deletion of paragraph 2",
            "We support the proposal of Norway on paragraph 2",
            "We do not support paragraph 2",
            "We oppose paragraph 1 and support paragraph 2",
            "We can accept paragraph 2 if the word is deleted",
            "Support, provided that the brackets go",
            "We reserve the right to come back to paragraph 2",
            "保留第2段",
            "我们不支持第2段",
            "We oppose: paragraph 2",
        ] {
            assert_eq!(stated(&document, words), None, "{words}");
        }
        let several = stated(&document, "We oppose paragraphs 1, 2").map(|one| one.aim);
        assert!(several.is_none_or(|aim| aim == Aim::Several));
    }
}
