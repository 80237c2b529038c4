//! What becomes of one bracket: lifted, decided, dropped, or two of its alternatives made one; the words and the act in one.

use super::super::command::{Aim, Plan, Stamp};
use super::super::find::{find_paragraph, find_party};
use super::super::words::{deed, listed, stance_name};
use super::aimed::{inside, inside_words};
use super::bodies::{shown, with_bodies};
use super::edit::frozen;
use super::margin::in_the_text;
use super::moving::Moving;
use super::whole::stays_under;
use super::work::Work;
use crate::consensus::{Refusal, Stance, StanceRecord};
use crate::meeting::Meeting;
use crate::ops::find::text_of;
use crate::record::{Target, Verb, text_path};
use crate::repo::FileChange;
use crate::rolling::{Bed, Misfit, Outcome, Pick, Settling, Unsettled};
use crate::text::{Digests, Document, Paragraph, fold};

/// What is asked for.
#[derive(Clone, Copy)]
pub(super) struct Wanted<'a> {
    /// Lift, choose, drop, merge-alternatives.
    pub(super) verb: Verb,
    /// Whose alternatives are meant: parties; to choose, also `base` or a number.
    pub(super) whose: &'a [String],
    /// The words that several shall share.
    pub(super) words: Option<&'a str>,
    /// Why.
    pub(super) reason: Option<&'a str>,
}

/// Plans what becomes of a bracket.
pub(super) fn settle(
    meeting: &Meeting,
    stamp: &Stamp,
    aim: &Aim,
    wanted: &Wanted<'_>,
) -> Result<Plan, Refusal> {
    let mut work = Work::begin(meeting, stamp)?;
    let (typed, address, nth) = match aim {
        Aim::Paragraph(document, address) => (document, address, None),
        Aim::Bracket(document, address, nth) => (document, address, Some(*nth)),
        _ => {
            return Err(
                Refusal::of(format!("{} is said of a bracket", wanted.verb)).hint(format!(
                    "name its paragraph: adref {} outcome 12",
                    wanted.verb
                )),
            );
        }
    };
    let draft = work.document(typed)?;
    let document = draft.id.as_str();
    let text = text_of(meeting, document)?;
    let paragraph = find_paragraph(&text, document, address)?;
    let name = text.name(paragraph.index).to_owned();
    let nth = which(&text, paragraph, &name, nth, wanted.verb)?;
    let (words, same) = inside(&text, paragraph, nth)?;
    let anchor = work.anchor(draft, &text, paragraph.index)?;
    let mut act = work.act(
        wanted.verb,
        Target::Bracket {
            anchor,
            words: words.clone(),
            nth: same,
        },
    );
    act.reason = wanted.reason.map(str::to_owned);
    // Whoever may not do it is told that first, whatever the text would say.
    if let Some(register) = meeting.register(document) {
        register
            .ledger
            .admit(&work.matter(document, &register), &act)?;
    }
    let whose = parties(&work, wanted)?;
    let bed = Bed {
        document: &text,
        paragraph: paragraph.index,
        parties: meeting.parties(),
    };
    let bracket = text
        .brackets()
        .iter()
        .enumerate()
        .filter(|(_, one)| {
            one.paragraph == paragraph.index && one.kind == crate::text::BracketKind::Contested
        })
        .map(|(n, _)| n)
        .nth(nth - 1);
    let how = settling(&work, wanted, &whose);
    let refuse = |unsettled: Unsettled| refused(&unsettled, &words, (document, &name));
    let bracket = bracket.ok_or(Unsettled::NoBracket).map_err(refuse)?;
    let outcome = bed.settle(bracket, &how).map_err(refuse)?;
    let moving = text.brackets().get(bracket);
    let moving = moving.and_then(|one| Moving::at(meeting, (document, &text), one));
    let (bodies, moved) = match &moving {
        // At the place that it leaves its words would go altogether, and stand at the other all the same.
        Some(moving) if how == Settling::Drop && moving.takes(paragraph.index) => {
            return Err(Refusal::of(format!("[{words}] in {document} {name} stays as it is"))
                .because(format!("{} moves {name}, and its words stand at the other place too", moving.name))
                .hint(format!(
                    "say whether it moves: adref accept {}; or stays: adref choose base {document} {name}",
                    moving.name
                )));
        }
        Some(moving) => moving
            .with(paragraph.index, (&outcome, &how))
            .map_err(|misfit| refuse(misfit.into()))?,
        None => (vec![(paragraph.index, outcome.body.clone())], Vec::new()),
    };
    let bytes = with_bodies(&text, meeting.parties(), &bodies)
        .ok_or(Unsettled::Misfit(Misfit::Unproved))
        .map_err(refuse)?;
    let touched: Vec<usize> = bodies.iter().map(|(index, _)| *index).collect();
    let mut warnings = frozen(meeting, document, &text, &touched);
    warnings.extend(holders(&work, document, paragraph.index, &outcome));
    warnings.extend(moved);
    let gone = bodies.iter().filter(|(_, words)| fold(words).is_empty());
    warnings.extend(gone.filter_map(|(index, _)| stays_under(&text, *index)));
    let then = FileChange::write(text_path(document), bytes.clone());
    warnings.extend(in_the_text(meeting, &meeting.with(&[then]), document));
    work.warnings.extend(warnings);
    work.words.extend(shown(&text, &bodies));
    let stands = fold(&outcome.piece);
    act.digests = Some(Digests::of(&stands));
    act.words = Some(stands);
    act.over.clone_from(&draft.version);
    act.text = Some(work.write_text(document, bytes));
    work.file(document, act)?;
    let object = format!("[{words}] in {document} {name}");
    let mut said = format!("{} {}", work.who(), deed(wanted.verb, &object));
    match wanted.verb {
        Verb::Choose | Verb::MergeAlternatives => {
            said.push_str(&format!(" for {}", listed(&whose)));
        }
        Verb::Drop if !whose.is_empty() => {
            said = format!(
                "{} takes the words of {} out of {object}",
                work.who(),
                listed(&whose)
            );
        }
        _ => {}
    }
    Ok(work.finish(said, String::new()))
}

/// Which bracket of the paragraph is meant, from 1.
fn which(
    text: &Document,
    paragraph: &Paragraph,
    name: &str,
    nth: Option<usize>,
    verb: Verb,
) -> Result<usize, Refusal> {
    let all = inside_words(text, paragraph);
    // Brackets in an alternative that asks for nothing else are no second bracket to anybody.
    let meant: Vec<usize> = text
        .contested(paragraph.index)
        .zip(1..)
        .filter(|(bracket, _)| !text.is_asked(bracket))
        .map(|(_, n)| n)
        .collect();
    match (nth, meant.as_slice()) {
        (Some(nth), _) => Ok(nth),
        (None, [only]) => Ok(*only),
        (None, []) => Err(Refusal::of(format!("no bracket stands in {name}"))
            .because(format!("it says: {}", paragraph.text))),
        (None, meant) => {
            let mut refusal = Refusal::of(format!("which bracket of {name}?"));
            for &n in meant {
                let words = all.get(n - 1).map(String::as_str).unwrap_or_default();
                refusal = refusal.because(format!("{n}: [{words}]"));
            }
            Err(refusal.hint(format!("say which: adref {verb} … --bracket 1")))
        }
    }
}

/// The parties that are meant, by their codes; what is no party is left as it was typed for [`settling`].
fn parties(work: &Work<'_>, wanted: &Wanted<'_>) -> Result<Vec<String>, Refusal> {
    if wanted.verb == Verb::Lift && work.authority.is_party() {
        return Ok(vec![work.by().to_owned()]);
    }
    let mut out: Vec<String> = Vec::new();
    for typed in wanted.whose {
        let number = typed.parse::<usize>().is_ok();
        let apart = wanted.verb == Verb::Choose && (number || typed.eq_ignore_ascii_case("base"));
        let code = if apart {
            typed.to_lowercase()
        } else {
            find_party(work.meeting, typed)?
        };
        if !out.contains(&code) {
            out.push(code);
        }
    }
    match (wanted.verb, out.as_slice()) {
        (Verb::Choose, [_]) => {}
        (Verb::Choose, _) => {
            return Err(Refusal::of("whose words shall stand?").hint(
                "name a party, the base, or the alternative's number: adref choose XNO outcome 12",
            ));
        }
        (Verb::MergeAlternatives, [] | [_]) => {
            return Err(Refusal::of("whose alternatives are made one?")
                .hint("name two at least that own some: --of … --of …"));
        }
        _ => {}
    }
    Ok(out)
}

fn settling<'a>(work: &Work<'_>, wanted: &Wanted<'a>, whose: &'a [String]) -> Settling<'a> {
    match wanted.verb {
        Verb::Choose => {
            let one = whose.first().map(String::as_str).unwrap_or_default();
            Settling::Choose(match one.parse() {
                Ok(nth) => Pick::Nth(nth),
                Err(_) if one == "base" => Pick::Base,
                Err(_) => Pick::Of(one),
            })
        }
        Verb::MergeAlternatives => Settling::Unite(whose, wanted.words),
        Verb::Drop if whose.is_empty() => Settling::Drop,
        Verb::Drop => Settling::Without(whose),
        _ if work.authority.is_party() => Settling::Without(whose),
        _ => Settling::Lift,
    }
}

fn refused(unsettled: &Unsettled, words: &str, (document, name): (&str, &str)) -> Refusal {
    let refusal = Refusal::of(format!("[{words}] in {document} {name} stays as it is"))
        .because(unsettled.to_string());
    refusal.hint(match unsettled {
        Unsettled::Several(_) => format!(
            "say which words stand: adref choose PARTY {document} {name}, or adref choose base {document} {name}"
        ),
        Unsettled::NoneOf(_) | Unsettled::NoSuch(_) => {
            format!("`adref show {document} {name}` shows who holds which words")
        }
        Unsettled::Differ(..) => "say which words they share: --text \"…\"".to_owned(),
        Unsettled::NoBracket | Unsettled::Misfit(_) => {
            format!("settle it by hand: adref edit {document} {name}")
        }
    })
}

/// Who held words that go, and whether they have said that they can live with it.
fn holders(work: &Work<'_>, document: &str, index: usize, outcome: &Outcome) -> Vec<String> {
    let meeting = work.meeting;
    let register = meeting.register(document);
    let docket = meeting.docket(document);
    let here = docket
        .as_ref()
        .and_then(|docket| docket.paragraphs.get(index));
    let stance = |party: &str| -> Option<StanceRecord<'_>> {
        let register = register.as_ref()?;
        let numbers = here?.stances.iter();
        numbers
            .filter_map(|n| register.ledger.stance(*n))
            .filter(|stance| stance.party.eq_ignore_ascii_case(party))
            .max_by_key(|stance| stance.turn)
    };
    let others = outcome.gone.iter().filter(|(party, _)| party != work.by());
    others
        .map(|(party, words)| {
            let held = match words.trim() {
                "" => "wanted nothing there".to_owned(),
                words => format!("held “{words}”"),
            };
            let says = match stance(party) {
                Some(one) if matches!(one.stance, Stance::Support | Stance::Accept) => {
                    format!("{} it as it stands", stance_name(one.stance))
                }
                Some(one) => format!("{} it", stance_name(one.stance)),
                None => "has not said that it agrees".to_owned(),
            };
            format!("{party} {held}, and {says}")
        })
        .collect()
}
