//! An answer to a text as one party reads it, carried to the whole text.

use super::asked::Answer;
use crate::diff::align;
use crate::text::Document;

/// The same answer with the ordinals of the whole text, of which the other is a reading.
pub fn carried(answer: Answer, read: &Document, whole: &Document) -> Answer {
    let alignment = align(read, whole);
    let place = |index: usize| -> Option<usize> {
        let change = alignment.of_old(index)?;
        let at = change.old.iter().position(|old| *old == index)?;
        change.new.get(at).or(change.new.first()).copied()
    };
    let mut out = Answer {
        unclear: answer.unclear,
        passed: answer.passed,
        read: answer.read,
        ..Answer::default()
    };
    for mut ask in answer.asks {
        let beside = match ask.beside {
            Some(beside) => place(beside).map(Some),
            None => Some(None),
        };
        match place(ask.index).zip(beside) {
            Some((index, beside)) => {
                (ask.index, ask.beside) = (index, beside);
                out.asks.push(ask);
            }
            None => out.unclear(
                format!(
                    "a change whose paragraph is not found in the whole text: {}",
                    ask.wanted
                ),
                read.name(ask.index),
            ),
        }
    }
    for mut stand in answer.stands {
        match place(stand.index) {
            Some(index) => {
                stand.index = index;
                out.stands.push(stand);
            }
            None => out.unclear(
                "a stance whose paragraph is not found",
                read.name(stand.index),
            ),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::asked::Ask;
    use super::*;
    use crate::record::ProposalKind;

    #[test]
    fn what_a_reading_leaves_out_is_counted_again() {
        let whole = Document::parse(
            "1. One is here.\n\n[EU: 2. Two is new.]\n\n3. Three [shall / EU: should] stand.\n",
        );
        let read = Document::parse("1. One is here.\n\n3. Three shall stand.\n");
        let answer = Answer {
            asks: vec![Ask::of(ProposalKind::Delete, 1, "")],
            ..Answer::default()
        };
        assert_eq!(carried(answer, &read, &whole).asks[0].index, 2);
    }
}
