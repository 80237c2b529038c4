//! An answer that puts no words in another's mouth.

use super::super::mouth::heard;
use super::asked::Answer;
use crate::record::ProposalKind;
use crate::text::{Document, Parties, fold};

/// An answer in which a change of another's alternative is what the one who answers wants to stand in its place, and is told to be; where
/// that cannot be told, the bracket stays as it is and the change is told with its place.
pub fn in_own_mouth(
    mut answer: Answer,
    (text, parties): (&Document, &Parties),
    from: &str,
) -> Answer {
    let mut kept = Vec::with_capacity(answer.asks.len());
    for mut ask in std::mem::take(&mut answer.asks) {
        if ask.kind != ProposalKind::Replace {
            kept.push(ask);
            continue;
        }
        let name = text.name(ask.index);
        let before = text.body(ask.index);
        let heard = heard((text, parties), from, (before, &ask.wanted));
        let own = heard.own.iter();
        answer
            .read
            .extend(own.map(|said| format!("{name}: {said}")));
        for said in heard.strange {
            answer.unclear(said, name);
        }
        if fold(&heard.wanted) != fold(before) {
            ask.wanted = heard.wanted;
            kept.push(ask);
        }
    }
    answer.asks = kept;
    answer
}

#[cfg(test)]
mod tests {
    use super::super::asked::Ask;
    use super::*;

    #[test]
    fn what_is_not_taken_is_told_with_its_place_and_asks_for_nothing() {
        let document = Document::parse("1. States [shall / EU: should / NOR: must] act.\n");
        let answer = Answer {
            asks: vec![Ask::of(
                ProposalKind::Replace,
                0,
                "States [shall / EU: could / NOR: must] act.",
            )],
            ..Answer::default()
        };
        let heard = in_own_mouth(answer, (&document, &Parties::Guessed), "NOR");
        assert!(heard.asks.is_empty());
        let told: Vec<&str> = heard.unclear.iter().map(|one| one.place.as_str()).collect();
        assert_eq!(told, ["1"]);
    }
}
