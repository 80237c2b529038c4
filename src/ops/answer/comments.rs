//! Comments in the margin: reasons of the change of their paragraph, else the stances that they state of it.

use super::asked::{Answer, Stand};
use super::base::Base;
use super::items::ends;
use super::sentence::{Aim, understood};
use super::stated::{begins_otherwise, stated};
use crate::office::Paper;
use crate::record::Verb;
use crate::text::{Document, fold};

/// What a comment in the margin of a paragraph says of it: a stance and why. It is read as a sentence of a mail is; one that asks for something, or
/// states a second thing, or anything under a condition, is no stance.
fn remark(document: &Document, index: usize, words: &str) -> Option<(Verb, Option<String>)> {
    let words = words.trim();
    let line = words.find('\n').unwrap_or(words.len());
    let end = ends(words).first().copied().unwrap_or(line).min(line);
    let (first, rest) = words.split_at_checked(end)?;
    let one = stated(document, trimmed(first))?;
    if !matches!(one.aim, Aim::Unsaid) && one.aim != Aim::One(index) {
        return None;
    }
    let mut from = 0;
    for end in ends(rest).into_iter().chain([rest.len()]) {
        for part in rest.get(from..end).unwrap_or_default().lines() {
            let part = trimmed(part);
            let asks = understood(document, part).is_some() || stated(document, part).is_some();
            if asks || begins_otherwise(part) {
                return None;
            }
        }
        from = end;
    }
    // As it stands there, the sign at its end too.
    let why = one
        .reason
        .as_deref()
        .and_then(|reason| words.get(first.rfind(reason)?..));
    let why = why.unwrap_or(rest).trim();
    Some((one.verb, (!why.is_empty()).then(|| why.to_owned())))
}

fn trimmed(sentence: &str) -> &str {
    let sentence = sentence.trim();
    let bare = sentence.trim_end_matches(['.', ';', '；', '。', '؛', '!', '！']);
    bare.trim_end()
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
        match index.and_then(|index| Some((index, remark(base.document, index, words)?))) {
            Some((index, (verb, reason))) => answer.stands.push(Stand {
                index,
                verb,
                reason,
            }),
            None => {
                let asks = understood(base.document, trimmed(words)).is_some();
                let what = match asks {
                    true => "a comment that asks for a change, which nobody made in the text",
                    false => "a comment, not understood",
                };
                answer.unclear(format!("{what}: {}", fold(words)), name.unwrap_or_default());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(words: &str) -> Option<(Verb, Option<String>)> {
        remark(
            &Document::parse("1. One.\n\n2. Two.\n\n3. Three.\n"),
            1,
            words,
        )
    }

    #[test]
    fn a_comment_that_states_a_stance_on_its_paragraph_is_one() {
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
            (
                "Reserve: no answer yet. It will come.",
                Verb::Reserve,
                Some("no answer yet. It will come."),
            ),
            ("We support this paragraph.", Verb::Support, None),
            ("We support paragraph 2", Verb::Support, None),
            ("Support\nIt is good.", Verb::Support, Some("It is good.")),
            ("Réserve", Verb::Reserve, None),
            (
                "Nous appuyons ce paragraphe, qui est clair",
                Verb::Support,
                Some("qui est clair"),
            ),
            ("Apoyamos este párrafo", Verb::Support, None),
            (
                "Se opone: no hay mandato",
                Verb::Oppose,
                Some("no hay mandato"),
            ),
            ("Возражаем против этого пункта", Verb::Oppose, None),
            ("Поддерживаем", Verb::Support, None),
            ("نؤيد هذه الفقرة", Verb::Support, None),
            ("نعترض", Verb::Oppose, None),
            ("反对这一段", Verb::Oppose, None),
            ("支持本段。", Verb::Support, None),
        ] {
            assert_eq!(
                told(words),
                Some((verb, rest.map(str::to_owned))),
                "{words}"
            );
        }
    }

    #[test]
    fn what_is_said_of_something_else_or_asks_for_something_is_no_stance_on_the_paragraph() {
        for words in [
            "Support deletion",
            "support deletion of this paragraph",
            "Support – deletion",
            "Support: delete (b)",
            "Support. Delete the second sentence.",
            "Support. Deletion would be better.",
            "We support Norway's proposal",
            "support XUS",
            "Support the proposal by XUS",
            "Support this proposal",
            "Support this paragraph, but not the next",
            "Support if the brackets go",
            "Support. Provided that the brackets go.",
            "Support paragraph 3",
            "Support, oppose paragraph 3",
            "Support?",
            "Supporting documents are missing",
            "We do not support this",
            "No objection",
            "Objection withdrawn",
            "Reserve the right to come back",
            "Agree to delete",
            "delete",
            "We wonder",
            "Nous appuyons la suppression",
            "Nous appuyons la proposition du Mexique",
            "Apoyamos suprimir este párrafo",
            "No apoyamos",
            "Поддерживаем исключение пункта",
            "Не поддерживаем",
            "نؤيد حذف الفقرة",
            "لا نؤيد",
            "支持删除本段",
            "不支持",
            "支持挪威的提案",
            "保留本段",
        ] {
            assert_eq!(told(words), None, "{words}");
        }
    }
}
