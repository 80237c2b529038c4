//! One paragraph on the board: what blocks it, since when, and the next step.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::closing::{Against, Besides, Brackets, Way, ways};
use super::holds::{Block, BoardRow, Hold};
use super::torn::torn;
use crate::consensus::{Outcome, Stance, StanceRecord, Standing, State, Status};
use crate::meeting::{Docket, Here, Meeting, Register};
use crate::moment::{Moment, Zone};
use crate::ops::stances::on_the_whole;
use crate::ops::words::listed;
use crate::record::{Slug, Target};
use crate::text::{Document, fold};

/// A document laid out for its board.
pub(super) struct Sheet<'a> {
    meeting: &'a Meeting,
    document: &'a str,
    pub(super) text: Arc<Document>,
    register: Arc<Register>,
    docket: Arc<Docket>,
    pub(super) standings: Arc<Vec<Standing>>,
    brackets: Brackets,
    silences: Silences,
    zone: Option<Zone>,
}

/// The silences of a document by the paragraphs that they are on, looked through once.
#[derive(Debug, Default)]
struct Silences {
    /// When the last that is running ends.
    ends: BTreeMap<Spot, Moment>,
    /// When a party last broke one in time.
    broken: BTreeMap<(Spot, String), Moment>,
}

/// A paragraph, or the whole document.
type Spot = Option<usize>;

impl Silences {
    fn of(meeting: &Meeting, document: &str, register: &Register) -> Silences {
        let mut all = Silences::default();
        for silence in &register.ledger.silences {
            let spot = match &silence.target {
                Target::Paragraph(anchor) | Target::Bracket { anchor, .. } => {
                    match meeting.place(document, anchor).index() {
                        Some(index) => Some(index),
                        None => continue,
                    }
                }
                Target::Document => None,
                Target::Proposal(_) | Target::Act(_) => continue,
            };
            if silence.outcome(meeting.now) == Outcome::Running {
                let ends = all.ends.entry(spot).or_insert(silence.closes);
                *ends = (*ends).max(silence.closes);
            }
            if let Some(broken) = silence.broken() {
                let key = (spot, broken.party.clone());
                let last = all.broken.entry(key).or_insert(broken.time);
                *last = (*last).max(broken.time);
            }
        }
        all
    }

    fn ends(&self, index: usize) -> Option<Moment> {
        let both = [Some(index), None].into_iter();
        both.filter_map(|spot| self.ends.get(&spot).copied()).max()
    }

    fn broken(&self, index: usize, party: &str) -> Option<Moment> {
        let both = [Some(index), None].into_iter();
        both.filter_map(|spot| self.broken.get(&(spot, party.to_owned())).copied())
            .max()
    }
}

impl<'a> Sheet<'a> {
    pub(super) fn open(meeting: &'a Meeting, document: &'a str) -> Option<Sheet<'a>> {
        let text = meeting.text(document)?;
        let register = meeting.register(document)?;
        Some(Sheet {
            meeting,
            document,
            silences: Silences::of(meeting, document, &register),
            register,
            docket: meeting.docket(document)?,
            standings: meeting.standings(document)?,
            brackets: Brackets::of(&text),
            zone: meeting.particulars.zone.as_deref().and_then(Zone::named),
            text,
        })
    }

    /// The row of one paragraph.
    pub(super) fn row(&self, index: usize) -> Option<BoardRow> {
        let standing = self.standings.get(index)?;
        let here = self.docket.paragraphs.get(index)?;
        let blocks = self.blocks(index, standing, here);
        let ways = match standing.state.is_agreed() || blocks.is_empty() {
            true => Vec::new(),
            false => self.ways(index, standing, here, &blocks),
        };
        Some(BoardRow {
            document: self.document.to_owned(),
            index,
            name: self.text.name(index).to_owned(),
            state: standing.state,
            words: self.text.paragraphs().get(index)?.text.clone(),
            since: self.since(standing, here, &blocks),
            closes: self.closes(index, standing, &blocks, &ways),
            findings: standing
                .findings
                .iter()
                .map(|(_, sentence)| sentence.clone())
                .collect(),
            torn: torn(self.meeting, &on_the_whole(&self.register, &here.stances)),
            blocks,
            ways,
        })
    }

    fn stances<'s>(&'s self, here: &'s Here) -> impl Iterator<Item = StanceRecord<'s>> {
        let numbers = here.stances.iter();
        numbers.filter_map(|n| self.register.ledger.stance(*n))
    }

    fn blocks(&self, index: usize, standing: &Standing, here: &Here) -> Vec<Block> {
        let derived = &standing.derived;
        let mut blocks = Vec::new();
        for party in &derived.blocking {
            let theirs = self.stances(here).filter(|one| one.party == party);
            let latest = theirs
                .filter(|one| one.stance.is_blocking() || one.until.is_some())
                .max_by_key(|one| one.turn);
            blocks.push(match latest {
                Some(stance) => Block {
                    who: Some(party.clone()),
                    how: match stance.stance {
                        Stance::Oppose => Hold::Opposes,
                        Stance::Reserve => Hold::Reserves,
                        _ => Hold::Waits,
                    },
                    on: stance
                        .until
                        .and_then(|until| {
                            let at = stance.until_at;
                            self.meeting.awaited_as(self.document, until, at)
                        })
                        .or_else(|| stance.reason.map(str::to_owned)),
                    since: Some(stance.time),
                },
                None => Block {
                    who: Some(party.clone()),
                    how: Hold::BrokeSilence,
                    on: None,
                    since: self.silences.broken(index, party),
                },
            });
        }
        for party in &derived.holding {
            blocks.push(Block {
                who: Some(party.clone()),
                how: Hold::Bracket,
                on: self.held(index, party),
                since: self.in_text(here, party),
            });
        }
        let unnamed = self
            .text
            .contested(index)
            .filter(|bracket| !bracket.is_owned() && !self.text.is_asked(bracket));
        for bracket in unnamed {
            let words = self.text.source().get(bracket.span.clone());
            blocks.push(Block {
                who: None,
                how: Hold::Unnamed,
                on: words.map(fold),
                since: None,
            });
        }
        if derived.options > 0 {
            blocks.push(Block {
                who: None,
                how: Hold::Options,
                on: Some(derived.options.to_string()),
                since: None,
            });
        }
        for party in &derived.awaited {
            let theirs = self.stances(here).filter(|one| one.party == party);
            blocks.push(Block {
                who: Some(party.clone()),
                how: Hold::Awaits,
                on: None,
                since: theirs.filter(|one| one.awaiting).map(|one| one.time).max(),
            });
        }
        for party in &derived.to_ask {
            let theirs = self.stances(here).filter(|one| one.party == party);
            let latest = theirs.max_by_key(|one| one.turn);
            blocks.push(Block {
                who: Some(party.clone()),
                how: Hold::Earlier,
                on: latest.and_then(|one| one.reason.map(str::to_owned)),
                since: latest.map(|one| one.time),
            });
        }
        for slug in &here.proposals {
            let Some(case) = self.register.ledger.cases.get(slug) else {
                continue;
            };
            // What stands in the text is there as a bracket already.
            let shown = case.status == Status::InText
                && derived.holding.iter().any(|one| case.is_sponsored_by(one));
            if case.status.is_open() && !shown {
                blocks.push(Block {
                    who: Some(case.name(slug).to_owned()),
                    how: Hold::Proposal,
                    on: Some(case.sponsor.clone()),
                    since: case.submitted.or(case.since),
                });
            }
        }
        blocks
    }

    /// The words that a party holds in a bracket of a paragraph.
    fn held(&self, index: usize, party: &str) -> Option<String> {
        let alternatives = self
            .text
            .contested(index)
            .flat_map(|bracket| &bracket.alternatives);
        let theirs = alternatives
            .filter(|one| one.parties.iter().any(|name| name == party))
            .map(|one| match one.nothing {
                true => "–".to_owned(),
                false => fold(self.text.source().get(one.span.clone()).unwrap_or_default()),
            });
        let theirs: Vec<String> = theirs.collect();
        (!theirs.is_empty()).then(|| theirs.join("; "))
    }

    /// Since when a party's proposal stands in the text here.
    fn in_text(&self, here: &Here, party: &str) -> Option<Moment> {
        let cases = here.proposals.iter().map(|slug| self.case(slug));
        cases
            .flatten()
            .filter(|case| case.status == Status::InText && case.is_sponsored_by(party))
            .filter_map(|case| case.since)
            .min()
    }

    fn case(&self, slug: &Slug) -> Option<&crate::consensus::Case> {
        self.register.ledger.cases.get(slug)
    }

    fn ways(&self, index: usize, standing: &Standing, here: &Here, blocks: &[Block]) -> Vec<Way> {
        let mut against = Against::new();
        for slug in &here.proposals {
            let Some(case) = self.case(slug).filter(|one| one.status == Status::InText) else {
                continue;
            };
            let numbers = self.docket.on_proposals.get(slug).into_iter().flatten();
            for stance in numbers.filter_map(|n| self.register.ledger.stance(*n)) {
                if stance.stance.is_blocking() && self.meeting.roll.counts(stance.party) {
                    let sponsors = std::iter::once(&case.sponsor).chain(&case.cosponsors);
                    against.extend(sponsors.map(|one| (one.clone(), stance.party.to_owned())));
                }
            }
        }
        let named = |how: Hold| {
            let such = blocks.iter().filter(move |block| block.how == how);
            such.filter_map(|block| block.who.clone())
        };
        let mut first: Vec<String> = blocks
            .iter()
            .filter(|block| block.how == Hold::Waits)
            .filter_map(|block| block.on.clone())
            .collect();
        first.sort();
        first.dedup();
        let waits: BTreeSet<String> = named(Hold::Waits).collect();
        let blocking = standing.derived.blocking.iter();
        let besides = Besides {
            blocking: blocking
                .filter(|party| !waits.contains(*party))
                .cloned()
                .collect(),
            answer: named(Hold::Proposal).collect(),
            instructions: named(Hold::Awaits).collect(),
            ask: named(Hold::Earlier).collect(),
            first,
            options: standing.derived.options,
        };
        ways(&self.brackets, index, &against, &besides)
    }

    /// Since when it stands as it does: agreed since the ruling, contested since the oldest of what blocks it, else since anybody
    /// last said anything on it.
    fn since(&self, standing: &Standing, here: &Here, blocks: &[Block]) -> Option<Moment> {
        let ruled = || standing.declared.as_ref().map(|declared| declared.time);
        let blocked = || blocks.iter().filter_map(|block| block.since).min();
        let acts = || {
            let acts = here.acts.iter().filter_map(|n| self.register.acts.get(*n));
            let kept = acts.filter(|act| !self.register.ledger.retracted.contains(&act.id));
            kept.map(|act| act.time).max()
        };
        match standing.state {
            state if state.is_agreed() => ruled(),
            State::Contested => blocked().or_else(acts),
            _ => acts(),
        }
    }

    fn closes(&self, index: usize, standing: &Standing, blocks: &[Block], ways: &[Way]) -> String {
        let way = || ways.first().map(|way| way.sentence.clone());
        let behind = |step: &str| match way().filter(|way| !way.is_empty()) {
            Some(way) => format!("{step}, then: {way}"),
            None => step.to_owned(),
        };
        let named = |how: Hold| -> Vec<String> {
            let such = blocks.iter().filter(|block| block.how == how);
            such.filter_map(|block| block.who.clone()).collect()
        };
        let (awaited, to_ask) = (named(Hold::Awaits), named(Hold::Earlier));
        match standing.state {
            State::Placeholder => "the words are to be written".to_owned(),
            State::Open => "it is to be taken up".to_owned(),
            State::Clean | State::Reopened if !to_ask.is_empty() => {
                format!("ask {}, then gavel", listed(&to_ask))
            }
            State::Clean => "discuss it, then gavel".to_owned(),
            State::Ready | State::Reopened if !awaited.is_empty() => {
                format!("instructions for {}, then gavel", listed(&awaited))
            }
            State::Ready => "gavel".to_owned(),
            State::Reopened => "gavel it again".to_owned(),
            State::Contested => way().unwrap_or_default(),
            State::Silence => match self.silences.ends(index) {
                Some(time) => {
                    let time = self.zone.as_ref().map_or(time, |zone| time.in_zone(zone));
                    format!("the silence ends {}", time.format("%a %-d %b %H:%M"))
                }
                None => "the silence ends".to_owned(),
            },
            State::Parked => behind("it is taken up again"),
            _ if self.is_to_certify(standing) => "certify the editorial change".to_owned(),
            _ => String::new(),
        }
    }

    fn is_to_certify(&self, standing: &Standing) -> bool {
        let mut codes = standing.findings.iter().map(|(code, _)| *code);
        codes.any(|code| code == "editorial-change")
    }
}
