//! The words that a stance begins with, in the languages of the United Nations.

use crate::record::Verb;

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
