//! Comments in the margin: reasons of the change of their paragraph, else stances where they begin as one does.

use super::asked::{Answer, Stand};
use super::base::Base;
use crate::office::Paper;
use crate::record::Verb;
use crate::text::fold;

/// Words that a stance begins with, in the languages of the United Nations.
const STANCES: [(&str, Verb); 58] = [
    ("can accept", Verb::CanAccept),
    ("could accept", Verb::CanAccept),
    ("can live with", Verb::CanAccept),
    ("acceptable", Verb::CanAccept),
    ("accepts", Verb::CanAccept),
    ("accept", Verb::CanAccept),
    ("supports", Verb::Support),
    ("supported", Verb::Support),
    ("support", Verb::Support),
    ("we support", Verb::Support),
    ("agree", Verb::Support),
    ("agrees", Verb::Support),
    ("reserves", Verb::Reserve),
    ("reserve", Verb::Reserve),
    ("we reserve", Verb::Reserve),
    ("reservation", Verb::Reserve),
    ("scrutiny reserve", Verb::Reserve),
    ("opposes", Verb::Oppose),
    ("oppose", Verb::Oppose),
    ("opposed", Verb::Oppose),
    ("we oppose", Verb::Oppose),
    ("cannot accept", Verb::Oppose),
    ("cannot support", Verb::Oppose),
    ("objects", Verb::Oppose),
    ("object", Verb::Oppose),
    ("objection", Verb::Oppose),
    ("query", Verb::Query),
    ("queries", Verb::Query),
    ("question", Verb::Query),
    ("clarification", Verb::Query),
    ("appuie", Verb::Support),
    ("appuyons", Verb::Support),
    ("soutient", Verb::Support),
    ("peut accepter", Verb::CanAccept),
    ("réserve", Verb::Reserve),
    ("s'oppose", Verb::Oppose),
    ("s’oppose", Verb::Oppose),
    ("opposition", Verb::Oppose),
    ("apoya", Verb::Support),
    ("apoyamos", Verb::Support),
    ("puede aceptar", Verb::CanAccept),
    ("reserva", Verb::Reserve),
    ("se opone", Verb::Oppose),
    ("objeción", Verb::Oppose),
    ("поддерживает", Verb::Support),
    ("поддерживаем", Verb::Support),
    ("оговорка", Verb::Reserve),
    ("возражает", Verb::Oppose),
    ("возражаем", Verb::Oppose),
    ("نؤيد", Verb::Support),
    ("نتحفظ", Verb::Reserve),
    ("تحفظ", Verb::Reserve),
    ("نعترض", Verb::Oppose),
    ("支持", Verb::Support),
    ("可以接受", Verb::CanAccept),
    ("保留", Verb::Reserve),
    ("反对", Verb::Oppose),
    ("询问", Verb::Query),
];

/// The stance that some words begin with, and how long its own words are.
pub(super) fn stance_head(words: &str) -> Option<(Verb, usize)> {
    let (head, verb) = STANCES
        .iter()
        .filter(|(head, _)| {
            let Some(start) = words.get(..head.len()) else {
                return false;
            };
            let rest = words.get(head.len()..).unwrap_or_default();
            let next = rest.chars().next();
            let is_whole = next.is_none_or(|c| {
                !c.is_alphanumeric() || !head.is_ascii() && crate::text::is_ideograph(c)
            });
            start.to_lowercase() == *head && is_whole
        })
        .max_by_key(|(head, _)| head.len())?;
    Some((*verb, head.len()))
}

/// The stance that some words begin with, and what they say beyond it.
pub(super) fn stance(words: &str) -> Option<(Verb, Option<String>)> {
    let words = words.trim();
    let (verb, length) = stance_head(words)?;
    let rest = words.get(length..).unwrap_or_default();
    let rest =
        rest.trim_start_matches(|c: char| c.is_whitespace() || ".,:;–—-，：。；".contains(c));
    let says = !rest.is_empty() && !is_about_itself(rest);
    Some((verb, says.then(|| rest.to_owned())))
}

/// Words that only name what the stance is on: `this paragraph.`
const ITSELF: [&str; 23] = [
    "this",
    "it",
    "this paragraph",
    "the paragraph",
    "this text",
    "the text",
    "this proposal",
    "this change",
    "to this paragraph",
    "to this",
    "on this paragraph",
    "on this",
    "ce paragraphe",
    "à ce paragraphe",
    "este párrafo",
    "a este párrafo",
    "этот пункт",
    "против этого пункта",
    "هذه الفقرة",
    "على هذه الفقرة",
    "本段",
    "这一段",
    "该段",
];

fn is_about_itself(words: &str) -> bool {
    let bare = words.trim_end_matches(|c: char| c.is_whitespace() || ".!。！".contains(c));
    ITSELF.contains(&bare.to_lowercase().as_str())
}

/// Gives every comment its place: `commented` says which stand on which paragraph.
pub(super) fn comments(
    answer: &mut Answer,
    base: &Base<'_>,
    file: &Paper,
    (mine, commented): (&[String], &[(usize, Vec<usize>)]),
) {
    for (n, comment) in file.comments.iter().enumerate() {
        let words = comment.text.trim();
        if words.is_empty() {
            continue;
        }
        let place = commented.iter().find(|(_, all)| all.contains(&n));
        let index = place.map(|(index, _)| *index);
        let name = index.map(|index| base.document.name(index).to_owned());
        if !mine.contains(&comment.author) {
            answer.unclear(
                format!(
                    "a comment by {}, not taken: {}",
                    comment.author,
                    fold(words)
                ),
                name.unwrap_or_default(),
            );
            continue;
        }
        let ask = index.and_then(|index| {
            let own = |ask: &&mut super::asked::Ask| ask.index == index;
            answer.asks.iter_mut().find(own)
        });
        if let Some(ask) = ask {
            ask.rationale = Some(match ask.rationale.take() {
                Some(before) => format!("{before}\n{words}"),
                None => words.to_owned(),
            });
            continue;
        }
        match (index, stance(words)) {
            (Some(index), Some((verb, reason))) => answer.stands.push(Stand {
                index,
                verb,
                reason,
            }),
            _ => answer.unclear(
                format!("a comment that asks for nothing: {}", fold(words)),
                name.unwrap_or_default(),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_that_begins_as_a_stance_is_one() {
        for (words, verb, rest) in [
            (
                "Oppose. Outside the mandate.",
                Verb::Oppose,
                Some("Outside the mandate."),
            ),
            ("cannot accept: too far", Verb::Oppose, Some("too far")),
            ("Can accept", Verb::CanAccept, None),
            (
                "Reserve – awaiting capital",
                Verb::Reserve,
                Some("awaiting capital"),
            ),
            ("Réserve", Verb::Reserve, None),
            ("反对这一段", Verb::Oppose, None),
            ("We support this paragraph.", Verb::Support, None),
            (
                "Support this paragraph, but not the next",
                Verb::Support,
                Some("this paragraph, but not the next"),
            ),
        ] {
            assert_eq!(
                stance(words),
                Some((verb, rest.map(str::to_owned))),
                "{words}"
            );
        }
        assert_eq!(stance("Supporting documents are missing"), None);
        assert_eq!(stance("We wonder"), None);
    }
}
