//! What would close a paragraph: which words to choose in each bracket so that fewest have to give way.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;
use std::sync::Arc;

use serde::Serialize;

use crate::ops::words::listed;
use crate::text::{Alternative, Bracket, BracketKind, Document, asking, fold};

/// More combinations of choices than this are not all tried; then each bracket is decided by itself, one after the other.
const MOST: usize = 20_000;

/// Brackets deeper than this are taken as one each: nobody negotiates so deep.
const DEEPEST: usize = 24;

/// Words longer than this are cut where they are named.
const LONGEST: usize = 60;

/// The choice of words in one bracket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Choice {
    /// The words chosen, as they stand; empty for none.
    pub words: String,
    /// Whose they are; empty for the text's own.
    pub of: Vec<String>,
}

/// One way to close a paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Way {
    /// What is chosen in each bracket, in their order.
    pub chooses: Vec<Choice>,
    /// Who has to give way, sorted.
    pub give_way: Vec<String>,
    /// How many brackets name nobody: whoever holds them has to say so.
    pub unnamed: usize,
    /// Proposals that have to be answered first.
    pub answer: Vec<String>,
    /// Parties that await instructions.
    pub instructions: Vec<String>,
    /// Parties to be asked whether they still stand against it: its words have changed since they did.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ask: Vec<String>,
    /// What parties wait for: paragraphs and proposals, as they named them.
    pub first: Vec<String>,
    /// Of how many options one has to be chosen; 0 where there is no choice.
    pub options: usize,
    /// The same in a sentence.
    pub sentence: String,
}

/// One choice in one bracket, and what comes of it.
#[derive(Debug, Clone)]
struct Offer {
    choices: Vec<Choice>,
    give_way: BTreeSet<String>,
    unnamed: usize,
    /// Whether it is what the text itself says.
    own: bool,
}

impl Offer {
    /// How many more give way, besides these; of equals the text's own words are cheaper.
    fn costs(&self, besides: &BTreeSet<String>) -> (usize, bool) {
        let more = self.give_way.difference(besides).count();
        (more + self.unnamed, !self.own)
    }
}

/// Who stands against words of somebody's in the text: `(whose, who)`.
pub(super) type Against = Vec<(String, String)>;

/// What besides the brackets has to happen.
#[derive(Debug, Default)]
pub(super) struct Besides {
    /// Parties that block the paragraph itself.
    pub(super) blocking: BTreeSet<String>,
    pub(super) answer: Vec<String>,
    pub(super) instructions: Vec<String>,
    pub(super) ask: Vec<String>,
    pub(super) first: Vec<String>,
    /// Of how many open options the paragraph is one.
    pub(super) options: usize,
}

/// The contested brackets of a text: which stand in each paragraph outside all others of it, and which stand in which.
#[derive(Debug)]
pub(super) struct Brackets {
    text: Arc<Document>,
    outermost: Vec<Vec<usize>>,
    inside: Vec<Vec<usize>>,
}

impl Brackets {
    pub(super) fn of(text: &Arc<Document>) -> Brackets {
        let all = text.brackets();
        let mut outermost = vec![Vec::new(); text.paragraphs().len()];
        let mut inside = vec![Vec::new(); all.len()];
        for (n, bracket) in all.iter().enumerate() {
            if bracket.kind != BracketKind::Contested || text.is_asked(bracket) {
                continue;
            }
            let parent = bracket.parent.and_then(|parent| all.get(parent));
            if let Some(list) = bracket.parent.and_then(|parent| inside.get_mut(parent)) {
                list.push(n);
            }
            for index in spanned(bracket) {
                let covered = parent.is_some_and(|parent| {
                    parent.kind == BracketKind::Contested && spanned(parent).contains(&index)
                });
                if let (false, Some(list)) = (covered, outermost.get_mut(index)) {
                    list.push(n);
                }
            }
        }
        Brackets {
            text: text.clone(),
            outermost,
            inside,
        }
    }

    /// The brackets that stand directly in an alternative of a bracket.
    fn within<'a>(&'a self, n: usize, alternative: &'a Alternative) -> impl Iterator<Item = usize> {
        let inside = self.inside.get(n).map(Vec::as_slice).unwrap_or_default();
        inside.iter().copied().filter(|inner| {
            self.get(*inner).is_some_and(|one| {
                alternative.span.start <= one.span.start && one.span.end <= alternative.span.end
            })
        })
    }

    /// Who has words in an alternative: its owners, and those of the brackets in it.
    fn owners(&self, n: usize, alternative: &Alternative, deep: usize) -> BTreeSet<String> {
        let mut owners: BTreeSet<String> = alternative.parties.iter().cloned().collect();
        if deep == 0 {
            return owners;
        }
        for inner in self.within(n, alternative) {
            let all = self
                .get(inner)
                .into_iter()
                .flat_map(|one| &one.alternatives);
            for one in all {
                owners.extend(self.owners(inner, one, deep - 1));
            }
        }
        owners
    }

    fn get(&self, n: usize) -> Option<&Bracket> {
        self.text.brackets().get(n)
    }
}

fn spanned(bracket: &Bracket) -> RangeInclusive<usize> {
    bracket.paragraph..=bracket.end_paragraph.max(bracket.paragraph)
}

/// The ways to close a paragraph: the one in which fewest give way, and the text as it stood where that is another.
pub(super) fn ways(
    brackets: &Brackets,
    index: usize,
    against: &Against,
    besides: &Besides,
) -> Vec<Way> {
    let top = brackets.outermost.get(index).cloned().unwrap_or_default();
    let offers: Vec<Vec<Offer>> = top
        .iter()
        .map(|n| offers(brackets, *n, against, DEEPEST))
        .collect();
    let mut ways = vec![way(fewest(&offers, &besides.blocking), besides)];
    let own: Vec<&Offer> = offers
        .iter()
        .filter_map(|one| one.iter().find(|offer| offer.own).or(one.first()))
        .collect();
    let as_it_stood = way(own, besides);
    if ways.first() != Some(&as_it_stood) {
        ways.push(as_it_stood);
    }
    ways
}

/// What can be chosen in a bracket, the text's own words first.
fn offers(brackets: &Brackets, n: usize, against: &Against, deep: usize) -> Vec<Offer> {
    let Some(bracket) = brackets.get(n).filter(|_| deep > 0) else {
        return Vec::new();
    };
    let source = brackets.text.source();
    let owned = bracket.is_owned();
    let mut out: Vec<Offer> = Vec::new();
    // Whoever has words in an alternative, be it deep inside, gives way where another is chosen.
    let owners: Vec<BTreeSet<String>> = bracket
        .alternatives
        .iter()
        .map(|one| brackets.owners(n, one, deep))
        .collect();
    let everybody: BTreeSet<String> = owners.iter().flatten().cloned().collect();
    let nobody_first = bracket
        .alternatives
        .first()
        .is_some_and(|one| one.parties.is_empty());
    if owned && !nobody_first {
        out.push(Offer {
            choices: vec![Choice {
                words: String::new(),
                of: Vec::new(),
            }],
            give_way: everybody.clone(),
            unnamed: 0,
            own: true,
        });
    }
    // Brackets that somebody asks for close nothing.
    let asked = asking(source, bracket).map(|one| one.span.clone());
    let closing = bracket.alternatives.iter().enumerate();
    for (at, alternative) in closing.filter(|(_, one)| asked.as_ref() != Some(&one.span)) {
        let others = owners.iter().enumerate().filter(|(other, _)| *other != at);
        let mut give_way: BTreeSet<String> = others
            .flat_map(|(_, owners)| owners)
            .filter(|party| !alternative.parties.contains(party))
            .cloned()
            .collect();
        let opposed = against
            .iter()
            .filter(|(whose, _)| alternative.parties.contains(whose));
        give_way.extend(opposed.map(|(_, who)| who.clone()));
        let words = match alternative.nothing {
            true => "",
            false => source.get(alternative.span.clone()).unwrap_or_default(),
        };
        let mut offer = Offer {
            choices: vec![Choice {
                words: shortened(&fold(words)),
                of: alternative.parties.clone(),
            }],
            give_way,
            // Somebody asked for brackets that name nobody, and for several choices there is somebody each.
            unnamed: usize::from(!owned),
            own: at == 0 && alternative.parties.is_empty(),
        };
        // What stands in brackets inside of it has to be closed too.
        for inner in brackets.within(n, alternative) {
            let inside = offers(brackets, inner, against, deep - 1);
            let least = inside
                .into_iter()
                .min_by_key(|one| one.costs(&offer.give_way));
            if let Some(least) = least {
                offer.give_way.extend(least.give_way);
                offer.unnamed += least.unnamed;
                offer.choices.extend(least.choices);
            }
        }
        out.push(offer);
    }
    out
}

/// One offer of each bracket so that fewest give way besides those who must; of equals the one nearest to the text's own words.
fn fewest<'a>(offers: &'a [Vec<Offer>], must: &BTreeSet<String>) -> Vec<&'a Offer> {
    let all = offers
        .iter()
        .try_fold(1usize, |n, one| n.checked_mul(one.len().max(1)))
        .filter(|n| *n <= MOST);
    let mut search = Search {
        offers,
        best: None,
        chosen: Vec::new(),
    };
    match all {
        Some(_) => search.every(must),
        None => search.greedy(must.clone()),
    }
    search.best.map(|(_, chosen)| chosen).unwrap_or_default()
}

struct Search<'a> {
    offers: &'a [Vec<Offer>],
    best: Option<((usize, usize), Vec<&'a Offer>)>,
    chosen: Vec<&'a Offer>,
}

impl<'a> Search<'a> {
    fn every(&mut self, give_way: &BTreeSet<String>) {
        let foreign = self.chosen.iter().filter(|one| !one.own).count();
        let unnamed: usize = self.chosen.iter().map(|one| one.unnamed).sum();
        let cost = (give_way.len() + unnamed, foreign);
        if self.best.as_ref().is_some_and(|(best, _)| *best <= cost) {
            return;
        }
        let Some(next) = self.offers.get(self.chosen.len()) else {
            self.best = Some((cost, self.chosen.clone()));
            return;
        };
        if next.is_empty() {
            return;
        }
        for offer in next {
            let mut more = give_way.clone();
            more.extend(offer.give_way.iter().cloned());
            self.chosen.push(offer);
            self.every(&more);
            self.chosen.pop();
        }
    }

    fn greedy(&mut self, mut give_way: BTreeSet<String>) {
        for next in self.offers {
            let least = next.iter().min_by_key(|one| one.costs(&give_way));
            if let Some(least) = least {
                give_way.extend(least.give_way.iter().cloned());
                self.chosen.push(least);
            }
        }
        self.best = Some(((give_way.len(), 0), self.chosen.clone()));
    }
}

fn way(offers: Vec<&Offer>, besides: &Besides) -> Way {
    let mut give_way = besides.blocking.clone();
    let mut chooses = Vec::new();
    let mut unnamed = 0;
    for offer in offers {
        give_way.extend(offer.give_way.iter().cloned());
        chooses.extend(offer.choices.iter().cloned());
        unnamed += offer.unnamed;
    }
    let mut way = Way {
        chooses,
        give_way: give_way.into_iter().collect(),
        unnamed,
        answer: besides.answer.clone(),
        instructions: besides.instructions.clone(),
        ask: besides.ask.clone(),
        first: besides.first.clone(),
        options: besides.options,
        sentence: String::new(),
    };
    way.sentence = told(&way);
    way
}

/// `“should” of GN; XTO and XRA give way; XMU-2 answered`.
fn told(way: &Way) -> String {
    let mut parts: Vec<String> = Vec::new();
    let theirs: Vec<String> = way
        .chooses
        .iter()
        .filter(|choice| !choice.of.is_empty())
        .map(|choice| {
            let of = listed(&choice.of);
            match choice.words.is_empty() {
                true => format!("the deletion that {of} {}", asks(&choice.of)),
                false => format!("“{}” of {of}", choice.words),
            }
        })
        .collect();
    if way.options > 0 {
        parts.push(format!("the room chooses among {} options", way.options));
    }
    if !theirs.is_empty() {
        parts.push(format!("the room takes {}", listed(&theirs)));
    }
    match way.give_way.as_slice() {
        [] => {}
        [one] => parts.push(format!("{one} gives way")),
        several => parts.push(format!("{} give way", listed(several))),
    }
    match way.unnamed {
        0 => {}
        1 => parts.push("whoever holds the bracket lifts it".to_owned()),
        n => parts.push(format!("whoever holds the {n} brackets lifts them")),
    }
    if !way.first.is_empty() {
        parts.push(format!("first {}", listed(&way.first)));
    }
    if !way.instructions.is_empty() {
        let who = listed(&way.instructions);
        parts.push(format!("instructions for {who}"));
    }
    if !way.ask.is_empty() {
        parts.push(format!("{} asked", listed(&way.ask)));
    }
    if !way.answer.is_empty() {
        let which = listed(&way.answer);
        parts.push(format!("{which} answered"));
    }
    parts.join("; ")
}

fn asks(of: &[String]) -> &'static str {
    if of.len() == 1 { "asks for" } else { "ask for" }
}

fn shortened(words: &str) -> String {
    match words.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", words.get(..end).unwrap_or_default().trim_end()),
        None => words.to_owned(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::Parties;

    fn parties() -> Parties {
        Parties::Known {
            names: ["XA", "XB", "XC", "XD"].map(str::to_owned).into(),
            groups: std::collections::BTreeMap::new(),
        }
    }

    fn told_of(text: &str) -> Vec<(Vec<String>, String)> {
        let document = Document::parse_with(text, &parties());
        ways(
            &Brackets::of(&Arc::new(document)),
            0,
            &Against::new(),
            &Besides::default(),
        )
        .into_iter()
        .map(|way| (way.give_way, way.sentence))
        .collect()
    }

    #[test]
    fn the_smallest_set_that_gives_way_is_found_over_all_brackets_together() {
        let text = "1. States [shall / XA: should] act [now / XB: soon / XA: later][XC: at once].";
        let told = told_of(text);
        assert_eq!(told[0].0, ["XA"]);
        assert_eq!(
            told[0].1,
            "the room takes “soon” of XB and “at once” of XC; XA gives way"
        );
        assert_eq!(told[1].0, ["XA", "XB", "XC"]);
        assert_eq!(told[1].1, "XA, XB and XC give way");
    }

    #[test]
    fn brackets_that_somebody_asks_for_are_lifted_by_whoever_asks() {
        let told = told_of("1. States [shall / XA: [shall]] act.");
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].1, "XA gives way");
    }

    #[test]
    fn what_somebody_opposes_costs_whoever_opposes_it() {
        let document = Document::parse_with("1. States [shall / XA: should] act.", &parties());
        let against = vec![("XA".to_owned(), "XD".to_owned())];
        let ways = ways(
            &Brackets::of(&Arc::new(document)),
            0,
            &against,
            &Besides::default(),
        );
        assert_eq!(ways[0].sentence, "XA gives way");
        assert_eq!(ways.len(), 1);
    }

    #[test]
    fn a_bracket_inside_the_words_chosen_is_closed_with_them() {
        let told = told_of("1. States act [now / XA: soon [or later]].");
        assert_eq!(told[0].1, "XA gives way");
        // Words inside an alternative that is not chosen go with it.
        let told = told_of("1. States act [now[XB:  or late] / XA, XC: at once / XD: never].");
        assert_eq!(told[0].0, ["XB", "XD"]);
        let told = told_of("1. States act [or not].");
        assert_eq!(told[0].1, "whoever holds the bracket lifts it");
    }

    proptest! {
        /// Searched for and tried out one by one comes to the same.
        #[test]
        fn no_other_choice_has_fewer_give_way(
            brackets in prop::collection::vec(
                prop::collection::vec(prop::sample::subsequence(vec!["XA", "XB", "XC", "XD"], 1..3), 1..4), 1..4),
            base in any::<bool>(),
        ) {
            let mut text = "1. States".to_owned();
            for rows in &brackets {
                let mut parts: Vec<String> = Vec::new();
                if base {
                    parts.push("word".to_owned());
                }
                for (n, owners) in rows.iter().enumerate() {
                    parts.push(format!("{}: other{n}", owners.join(", ")));
                }
                text.push_str(&format!(" [{}]", parts.join(" / ")));
            }
            text.push('.');
            let document = Document::parse_with(text.clone(), &parties());
            let found = ways(&Brackets::of(&Arc::new(document)), 0, &Against::new(), &Besides::default());
            let mut least = usize::MAX;
            let mut picks = vec![0usize; brackets.len()];
            loop {
                let mut give: BTreeSet<&str> = BTreeSet::new();
                for (rows, pick) in brackets.iter().zip(&picks) {
                    for owners in rows {
                        for owner in owners {
                            let keeps = *pick > 0 && rows.get(pick - 1).is_some_and(|one| one.contains(owner));
                            if !keeps {
                                give.insert(owner);
                            }
                        }
                    }
                }
                least = least.min(give.len());
                let Some(at) = (0..picks.len()).find(|at| picks[*at] < brackets[*at].len()) else {
                    break;
                };
                picks[at] += 1;
                picks[..at].fill(0);
            }
            prop_assert_eq!(found[0].give_way.len(), least, "{}", text);
        }
    }
}
