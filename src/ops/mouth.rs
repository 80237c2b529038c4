//! In whose mouth the words stand that somebody changed in a bracket: nobody words another's alternative.

use std::ops::Range;

use super::renamed::renamed;
use crate::rolling::{Bare, Reader, read_text};
use crate::text::{Alternative, Bracket, Document, Parties, fold};

/// A paragraph as somebody wants it, with nothing in another's mouth.
pub(super) struct Heard {
    pub(super) wanted: String,
    /// What is taken as its own.
    pub(super) own: Vec<String>,
    /// What is not taken.
    pub(super) strange: Vec<String>,
}

/// What somebody wants who makes these words of those: a change of another's alternative is what it wants to stand in its place, so that it
/// comes into the text as an alternative of its own. Where that cannot be told, the bracket stays as it is and the change is told.
pub(super) fn heard(
    (text, parties): (&Document, &Parties),
    from: &str,
    (before, wanted): (&str, &str),
) -> Heard {
    let mouth = Mouth {
        text,
        parties,
        from,
    };
    mouth.heard(before, &renamed((text, parties), before, wanted))
}

/// Who answers, and what.
struct Mouth<'a> {
    text: &'a Document,
    parties: &'a Parties,
    from: &'a str,
}

/// A bracket's alternative that was worded otherwise, and as it was.
struct Reworded<'a> {
    was: Option<&'a Alternative>,
    is: &'a Alternative,
}

/// What is to be done with a bracket.
enum Verdict {
    /// It stands as it was changed.
    Stands,
    /// Its words are what is wanted there.
    Own(String, String),
    /// It stands so, with what others said as it was before.
    Back(String, Vec<String>),
}

impl Mouth<'_> {
    fn heard(&self, before: &str, wanted: &str) -> Heard {
        let olds = self.owned(before);
        let news = self.owned(wanted);
        let mut heard = Heard {
            wanted: String::with_capacity(wanted.len()),
            own: Vec::new(),
            strange: Vec::new(),
        };
        let mut at = 0;
        for (new, old) in news.iter().zip(paired((before, &olds), (wanted, &news))) {
            let is = wanted.get(new.span.clone()).unwrap_or_default();
            let instead = match self.verdict((before, old), (wanted, new)) {
                Verdict::Stands => None,
                Verdict::Own(words, said) => {
                    heard.own.push(said);
                    Some(words)
                }
                Verdict::Back(words, said) => {
                    heard.strange.extend(said);
                    Some(words)
                }
            };
            heard
                .wanted
                .push_str(wanted.get(at..new.span.start).unwrap_or_default());
            heard.wanted.push_str(instead.as_deref().unwrap_or(is));
            at = new.span.end;
        }
        heard.wanted.push_str(wanted.get(at..).unwrap_or_default());
        heard
    }

    /// The owned brackets that stand in no other owned one.
    fn owned(&self, words: &str) -> Vec<Bracket> {
        let mut end = 0;
        let mut all = self.text.brackets_in(words, self.parties);
        all.retain(|one| {
            let outer = one.is_owned() && one.span.start >= end;
            if outer {
                end = one.span.end;
            }
            outer
        });
        all
    }

    fn verdict(
        &self,
        (before, old): (&str, Option<&Bracket>),
        (wanted, new): (&str, &Bracket),
    ) -> Verdict {
        let reworded = self.reworded((before, old), (wanted, new));
        if reworded.is_empty() {
            return Verdict::Stands;
        }
        let words =
            |source: &str, span: &Range<usize>| fold(source.get(span.clone()).unwrap_or_default());
        let reads = |source: &str, bracket: &Bracket, party: &str| {
            self.reads(source.get(bracket.span.clone()), party)
        };
        let unheard =
            old.is_some_and(|old| reads(before, old, self.from) == reads(wanted, new, self.from));
        let own = old.and_then(|old| old.alternatives.iter().find(|one| self.is_own(one)));
        // Without names one alternative stands for all that say the same.
        let same = |was: &Alternative| {
            own.is_none_or(|own| words(before, &own.span) == words(before, &was.span))
        };
        if let [Reworded { was: Some(was), is }] = reworded.as_slice()
            && !is.nothing
            && same(was)
        {
            let said = wanted.get(is.span.clone()).unwrap_or_default();
            // What a group says for its member, the member reads.
            let chosen = reads(wanted, new, self.from) == self.reads(Some(said), self.from);
            let put = match is.parties.first() {
                // What is quoted is written otherwise than it reads.
                Some(party) if said.contains("&#") => Some(reads(wanted, new, party)),
                _ => {
                    let was = before.get(was.span.clone()).unwrap_or_default();
                    let inner = self.heard(was, said);
                    inner.strange.is_empty().then_some(inner.wanted)
                }
            };
            if let Some(put) = put.filter(|put| (unheard || chosen) && !fold(put).is_empty()) {
                let told = format!(
                    "{} asks for “{}” in {}, and is taken to want it in its own name: {} stays as it is",
                    self.from,
                    fold(&put),
                    whose(is),
                    match is.parties.is_empty() {
                        true => "that",
                        false => "theirs",
                    },
                );
                return Verdict::Own(put, told);
            }
        }
        let told = reworded.iter().map(|one| {
            format!(
                "other words in {}, which are not {}'s to change: {}",
                whose(one.is),
                self.from,
                words(wanted, &one.is.span)
            )
        });
        let told = told.collect();
        Verdict::Back(self.back(before, (wanted, new), &reworded), told)
    }

    /// A bracket in which others say what they said.
    fn back(
        &self,
        before: &str,
        (wanted, new): (&str, &Bracket),
        reworded: &[Reworded<'_>],
    ) -> String {
        let mut out = String::new();
        let mut at = new.span.start;
        for (n, one) in new.alternatives.iter().enumerate() {
            let Some(changed) = reworded.iter().find(|other| std::ptr::eq(other.is, one)) else {
                continue;
            };
            let (range, words) = match (changed.was, n) {
                (Some(was), _) => (one.span.clone(), before.get(was.span.clone())),
                (None, 0) => return self.reads(wanted.get(new.span.clone()), self.from),
                // With the sign before it.
                (None, n) => {
                    let last = new.alternatives.get(n - 1);
                    let start = last.map_or(one.whole.start, |last| last.span.end);
                    (start..one.span.end, None)
                }
            };
            out.push_str(wanted.get(at..range.start).unwrap_or_default());
            out.push_str(words.unwrap_or_default());
            at = range.end;
        }
        out.push_str(wanted.get(at..new.span.end).unwrap_or_default());
        let owned = self.text.brackets_in(&out, self.parties);
        match owned.iter().any(Bracket::is_owned) {
            true => out,
            false => self.reads(wanted.get(new.span.clone()), self.from),
        }
    }

    fn reads(&self, words: Option<&str>, party: &str) -> String {
        let reader = Reader::Party(party.to_owned());
        read_text(words.unwrap_or_default(), self.parties, &reader, Bare::Keep).unwrap_or_default()
    }

    /// The alternatives that are not the answerer's and that say something else than they said.
    fn reworded<'b>(
        &self,
        (before, old): (&str, Option<&'b Bracket>),
        (wanted, new): (&str, &'b Bracket),
    ) -> Vec<Reworded<'b>> {
        let words = |source: &str, one: &Alternative| {
            fold(source.get(one.span.clone()).unwrap_or_default())
        };
        let olds = old.map_or(&[][..], |old| old.alternatives.as_slice());
        let heard = self.reads(wanted.get(new.span.clone()), self.from);
        let was_heard = old.map(|old| self.reads(before.get(old.span.clone()), self.from));
        // What the answerer reads there and nobody owns is its own to change.
        let is_heard = |one: &Alternative| {
            one.parties.is_empty()
                && was_heard.as_ref() != Some(&heard)
                && self.reads(wanted.get(one.span.clone()), self.from) == heard
        };
        let is_said = |one: &Alternative| {
            let among = |was: &Alternative| {
                one.parties.iter().all(|party| was.parties.contains(party))
                    && words(before, was) == words(wanted, one)
            };
            olds.iter().any(among)
        };
        let changed = new.alternatives.iter().enumerate();
        changed
            .filter(|(_, one)| !self.is_own(one) && !is_said(one) && !is_heard(one))
            // Where there was no bracket, what nobody owns is the base's.
            .filter(|(_, one)| !one.parties.is_empty() || old.is_some())
            .map(|(n, is)| {
                let was = olds.iter().enumerate().find(|(m, was)| {
                    match (is.parties.is_empty(), was.parties.is_empty()) {
                        (true, true) => n == *m,
                        (false, false) => is.parties.iter().any(|own| was.parties.contains(own)),
                        _ => false,
                    }
                });
                Reworded {
                    was: was.map(|(_, was)| was),
                    is,
                }
            })
            .collect()
    }

    fn is_own(&self, one: &Alternative) -> bool {
        one.parties.iter().any(|party| party == self.from)
    }
}

/// Whose an alternative is: `the alternative of EU, NOR`.
fn whose(one: &Alternative) -> String {
    match one.parties.is_empty() {
        true => "an alternative of nobody in particular".to_owned(),
        false => format!("the alternative of {}", one.parties.join(", ")),
    }
}

/// For each bracket of some words the one that it was before: the equal one, else the one with which it shares most.
fn paired<'b>(
    (before, olds): (&str, &'b [Bracket]),
    (wanted, news): (&str, &[Bracket]),
) -> Vec<Option<&'b Bracket>> {
    let words =
        |source: &str, span: &Range<usize>| fold(source.get(span.clone()).unwrap_or_default());
    let mut free: Vec<&Bracket> = olds.iter().collect();
    let mut out: Vec<Option<&Bracket>> = vec![None; news.len()];
    let mut take = |slot: &mut Option<&'b Bracket>, likeness: &dyn Fn(&Bracket) -> usize| {
        let best = free.iter().enumerate().rev();
        let best = best.max_by_key(|(_, old)| likeness(old));
        if let Some((at, old)) = best.filter(|(_, old)| likeness(old) > 0) {
            *slot = Some(old);
            free.remove(at);
        }
    };
    for (slot, new) in out.iter_mut().zip(news) {
        take(slot, &|old| {
            usize::from(words(before, &old.span) == words(wanted, &new.span))
        });
    }
    for (slot, new) in out.iter_mut().zip(news) {
        if slot.is_some() {
            continue;
        }
        take(slot, &|old| {
            let shares = |one: &Alternative| {
                let likest = old.alternatives.iter().map(|was| {
                    let said = words(before, &was.span) == words(wanted, &one.span);
                    usize::from(said) + usize::from(was.parties == one.parties)
                });
                likest.max().unwrap_or(0)
            };
            new.alternatives.iter().map(shares).sum()
        });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(before: &str, wanted: &str) -> (Option<String>, usize, Vec<String>) {
        let document = Document::parse(format!("1. {before}\n"));
        let found = super::heard((&document, &Parties::Guessed), "NOR", (before, wanted));
        let changed = Some(found.wanted).filter(|wanted| wanted != before);
        (changed, found.own.len(), found.strange)
    }

    #[test]
    fn other_words_in_anothers_alternative_are_the_answerers_own() {
        for (before, wanted, own) in [
            (
                "States [shall / EU: should] act.",
                "States [shall / EU: must] act.",
                "States must act.",
            ),
            (
                "States [EU: should] act.",
                "States [EU: must] act.",
                "States must act.",
            ),
            (
                "States [shall / EU: should / NOR: should] act.",
                "States [shall / EU: must / NOR: should] act.",
                "States must act.",
            ),
            (
                "A [b / EU: c] and [d / USA: e] end.",
                "A [b / EU: c] and [d / USA: f] end.",
                "A [b / EU: c] and f end.",
            ),
            (
                "A [b / EU: c [d / USA: e]] end.",
                "A [b / EU: c [d / USA: f]] end.",
                "A c f end.",
            ),
            (
                "A [b / EU: c [d / USA: e] g] end.",
                "A [b / EU: c [d / USA: e] h] end.",
                "A c [d / USA: e] h end.",
            ),
        ] {
            let (found, _, unclear) = heard(before, wanted);
            assert_eq!(
                (found.as_deref(), unclear),
                (Some(own), Vec::new()),
                "{before}"
            );
        }
    }

    #[test]
    fn what_the_answerer_reads_is_its_own_to_change() {
        for (before, wanted) in [
            (
                "States [shall / EU: should] act.",
                "States [will / EU: should] act.",
            ),
            (
                "States [shall / NOR: should] act.",
                "States [shall / NOR: must] act.",
            ),
            ("States [shall / EU: should] act.", "States should act."),
            (
                "States [shall / EU: should] act.",
                "States [shall / EU, NOR: should] act.",
            ),
            (
                "States [shall / EU, NOR: should] act.",
                "States [shall / EU: should] act.",
            ),
            (
                "States [shall / EU: should] act.",
                "States [shall / EU: should / NOR: must] act.",
            ),
            ("States shall act.", "States [shall / NOR: must] act."),
            ("States [shall / should] act.", "States [shall / must] act."),
        ] {
            let (found, read, unclear) = heard(before, wanted);
            assert_eq!(
                (found.as_deref(), read, unclear),
                (Some(wanted), 0, Vec::new()),
                "{before}"
            );
        }
    }

    #[test]
    fn what_cannot_be_the_answerers_own_is_told_and_stays_as_it_was() {
        for (before, wanted, left) in [
            (
                "States [shall / EU: should / NOR: must] act.",
                "States [shall / EU: could / NOR: must] act.",
                None,
            ),
            (
                "States shall act now.",
                "States [shall / EU: must] act now.",
                None,
            ),
            (
                "A [b / EU: c] end.",
                "A [e / EU: f] end.",
                Some("A [e / EU: c] end."),
            ),
            (
                "A [b / EU: c] end.",
                "A [e / EU: c / USA: f] end.",
                Some("A [e / EU: c] end."),
            ),
            (
                "A [b / EU: c / USA: d] end.",
                "A [b / EU: e / USA: f] now end.",
                Some("A [b / EU: c / USA: d] now end."),
            ),
        ] {
            let (found, read, unclear) = heard(before, wanted);
            assert_eq!((found.as_deref(), read), (left, 0), "{before}");
            assert!(!unclear.is_empty(), "{before}");
        }
    }

    /// A bracket, `[shall / EU: should]`, from who owns its alternatives and what they say.
    fn bracket(owners: &[&str], words: &[String]) -> String {
        let all = owners.iter().zip(words).map(|(owner, words)| match *owner {
            "" => words.clone(),
            owner => format!("{owner}: {words}"),
        });
        format!("States [{}] act.", all.collect::<Vec<_>>().join(" / "))
    }

    proptest::proptest! {
        #[test]
        fn nobody_says_what_it_did_not_say_and_no_word_is_lost(
            owners in proptest::sample::subsequence(vec!["", "EU", "NOR", "USA", "XNO"], 1..=5),
            changed in proptest::collection::vec(proptest::bool::weighted(0.3), 5),
            names in proptest::bool::ANY,
        ) {
            let said: Vec<String> = (0..owners.len()).map(|n| format!("old{n}")).collect();
            let now: Vec<String> = said
                .iter()
                .zip(&changed)
                .map(|(words, changed)| if *changed { words.replace("old", "new") } else { words.clone() })
                .collect();
            let before = bracket(&owners, &said);
            let shown: Vec<&str> = owners.iter().map(|owner| if names { *owner } else { "" }).collect();
            let document = Document::parse(format!("1. {before}\n"));
            let of = (&document, &Parties::Guessed);
            let found = super::heard(of, "NOR", (&before, &bracket(&shown, &now)));
            let own = document.brackets_in(&found.wanted, &Parties::Guessed);
            for one in own.iter().flat_map(|bracket| &bracket.alternatives) {
                let words = &found.wanted[one.span.clone()];
                for owner in one.parties.iter().filter(|owner| *owner != "NOR") {
                    proptest::prop_assert!(
                        before.contains(&format!("{owner}: {words}")),
                        "{owner} never said {words}: {}", found.wanted
                    );
                }
            }
            let told = found.strange.join(" ");
            for words in now.iter().filter(|words| words.starts_with("new")) {
                proptest::prop_assert!(
                    found.wanted.contains(words) || told.contains(words),
                    "{words} is lost: {} ({told})", found.wanted
                );
            }
        }
    }
}
