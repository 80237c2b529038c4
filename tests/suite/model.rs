//! The model: the rules said again, slowly, from the tables of the domain; it must agree with the first on any acts by anybody.
//!
//! `PROPTEST_CASES=10000 cargo test --test suite -- model` tries ten thousand sequences of each law.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod decided;

use std::collections::{BTreeMap, BTreeSet};

use adref::consensus::{Ledger, Stance, Status};
use adref::moment::Moment;
use adref::record::{Act, ActId, Target, Verb, append_act, read_acts, write_act};
use proptest::prelude::*;
use proptest::strategy::ValueTree;

use crate::kit::{Room, has_git};
use crate::rules::{Hall, at, paragraph, slug};

use Verb::{
    Accept, Adopt, AdoptAsOwn, Agree, Bracket, BreakSilence, Certify, CloseSilence, CoSponsor,
    Decide, Discuss, Dissociate, Edit, Explain, Issue, Merge, Motion, Open, OpenSilence, Oppose,
    Park, Rebase, Reintroduce, Reopen, Return, SetAside, Source, Submit, Supersede, Support, Table,
    Withdraw,
};

// The model: the same rules said again, slowly, from the tables.

/// Verb, from which statuses, to which, and who: the table of the domain.
const TABLE: &[(Verb, &str, &str, &str)] = &[
    (Submit, "draft returned", "submitted", "sponsor"),
    (Return, "submitted", "returned", "desk"),
    (Table, "submitted", "tabled", "desk"),
    (Open, "tabled parked", "discussion", "pen"),
    (Bracket, "discussion text", "text", "pen"),
    (Park, "discussion text", "parked", "pen"),
    (Accept, "discussion text", "accepted", "pen"),
    (SetAside, "discussion text", "unsupported", "pen"),
    (Merge, "discussion text", "merged", "pen"),
    (Supersede, "tabled", "superseded", "pen or sponsor"),
    (
        Withdraw,
        "draft returned submitted tabled discussion text parked",
        "withdrawn",
        "sponsor",
    ),
    (Reopen, "accepted amended", "discussion", "pen"),
    (Reintroduce, "unsupported", "back", "backer"),
    (Reintroduce, "withdrawn", "back", "sponsor"),
    (AdoptAsOwn, "withdrawn", "back", "another"),
];

#[derive(Debug, Clone, PartialEq)]
struct Model {
    status: BTreeMap<String, String>,
    sponsor: BTreeMap<String, String>,
    backers: BTreeMap<String, BTreeSet<String>>,
    number: BTreeMap<String, String>,
    submitted: BTreeSet<String>,
    into: BTreeMap<String, String>,
    stances: BTreeMap<(String, String), ActId>,
    wants: BTreeMap<String, String>,
    fell: BTreeMap<String, String>,
    rulings: Vec<ActId>,
    issues: Vec<ActId>,
    silences: Vec<Quiet>,
    adopted: bool,
    /// Adoptions, and whether they were carried.
    adoptions: BTreeMap<ActId, bool>,
    /// Motions: by whom, whether to adopt, what became of them.
    motions: BTreeMap<ActId, (String, bool, String)>,
    statements: BTreeSet<ActId>,
    refused: BTreeSet<ActId>,
    retracted: BTreeSet<ActId>,
}

/// A silence: its act, its paragraph, when it opened and closes, who spoke against it (and whether late), whether it was ended.
#[derive(Debug, Clone, PartialEq)]
struct Quiet {
    act: ActId,
    on: String,
    opened: Moment,
    closes: Moment,
    breaks: Vec<(ActId, bool)>,
    ended: bool,
}

/// Which proposal amends which.
const AMENDS: [(&str, &str); 2] = [("xus-2", "xno-1"), ("xeg-1", "xus-2")];

fn base_of(slug: &str) -> Option<&'static str> {
    AMENDS
        .iter()
        .find(|(one, _)| *one == slug)
        .map(|(_, base)| *base)
}

const UNDECIDED: [&str; 6] = [
    "draft",
    "returned",
    "submitted",
    "tabled",
    "discussion",
    "parked",
];

fn is_undecided(status: &str) -> bool {
    UNDECIDED.contains(&status) || status == "text"
}

fn is_fallen(status: &str) -> bool {
    ["returned", "withdrawn", "unsupported", "defeated", "lapsed"].contains(&status)
}

pub(crate) const PARTIES: [&str; 4] = ["XNO", "XUS", "XEG", "GN"];

fn is(role: &str, by: &str) -> bool {
    match role {
        "party" => PARTIES.contains(&by),
        "pen" => ["cek", "aly"].contains(&by),
        "desk" => ["cek", "aly", "goh"].contains(&by),
        _ => unreachable!(),
    }
}

impl Model {
    fn of(hall: &Hall) -> Model {
        let mut model = Model {
            status: BTreeMap::new(),
            sponsor: BTreeMap::new(),
            backers: BTreeMap::new(),
            number: BTreeMap::new(),
            submitted: BTreeSet::new(),
            into: BTreeMap::new(),
            stances: BTreeMap::new(),
            wants: BTreeMap::new(),
            fell: BTreeMap::new(),
            rulings: Vec::new(),
            issues: Vec::new(),
            silences: Vec::new(),
            adopted: false,
            adoptions: BTreeMap::new(),
            motions: BTreeMap::new(),
            statements: BTreeSet::new(),
            refused: BTreeSet::new(),
            retracted: BTreeSet::new(),
        };
        for (slug, proposal) in &hall.proposals {
            model.status.insert(slug.0.clone(), "draft".to_owned());
            model
                .sponsor
                .insert(slug.0.clone(), proposal.sponsor.clone());
            model.backers.insert(slug.0.clone(), BTreeSet::new());
        }
        let acts = in_order(&hall.acts);
        let gone: Vec<bool> = (0..acts.len()).map(|n| is_gone(&acts, n)).collect();
        for (n, act) in acts.iter().enumerate() {
            if gone[n] {
                model.retracted.insert(act.id.clone());
            } else if !model.takes(act, &acts, n) {
                model.refused.insert(act.id.clone());
            }
        }
        model
    }

    fn takes(&mut self, act: &Act, acts: &[Act], n: usize) -> bool {
        let by = act.by.clone();
        if act.verb == Verb::Retract {
            return retracts(acts, n).is_some();
        }
        if Stance::of(act.verb).is_none() && self.is_closed_to(act.verb) {
            return false;
        }
        if let Some(done) = self.decides(act).or_else(|| self.on_the_text(act)) {
            return done;
        }
        let Target::Proposal(slug) = &act.target else {
            let known = is("party", &by) && Stance::of(act.verb).is_some();
            if known {
                self.stances
                    .insert((by, format!("{:?}", act.target)), act.id.clone());
            }
            return known;
        };
        let slug = slug.0.clone();
        if !self.status.contains_key(&slug) {
            return false;
        }
        if Stance::of(act.verb).is_some() {
            if is("party", &by) {
                self.stances
                    .insert((by.clone(), format!("{:?}", act.target)), act.id.clone());
            }
            return is("party", &by);
        }
        let sponsor = self.sponsor[&slug] == by;
        let backer = sponsor || self.backers[&slug].contains(&by);
        let status = self.status[&slug].clone();
        if act.verb == CoSponsor {
            let over = ["withdrawn", "adopted", "carried", "defeated", "lapsed"];
            let fine = is("party", &by) && !backer && !over.contains(&status.as_str());
            if fine {
                self.backers.get_mut(&slug).unwrap().insert(by);
            }
            return fine;
        }
        if act.verb == Withdraw && backer && !sponsor {
            let over = ["withdrawn", "adopted", "carried", "defeated", "lapsed"];
            let fine = !over.contains(&status.as_str());
            if fine {
                self.backers.get_mut(&slug).unwrap().remove(&by);
            }
            return fine;
        }
        // Under a proposal that has fallen nothing is done to an amendment but taking it back.
        let base = base_of(&slug).map(str::to_owned);
        if let Some(base) = &base
            && is_fallen(&self.status[base])
            && act.verb != Withdraw
        {
            return false;
        }
        let amending = base.filter(|base| is_undecided(&self.status[base]));
        for (verb, from, to, who) in TABLE {
            if *verb != act.verb || !from.split(' ').any(|one| one == status) {
                continue;
            }
            let entitled = match *who {
                "sponsor" => sponsor,
                "backer" => backer,
                "another" => is("party", &by) && !sponsor,
                "pen or sponsor" => is("pen", &by) || sponsor,
                role => is(role, &by),
            };
            if !entitled {
                return false;
            }
            if let (Accept, Some(base)) = (*verb, &amending) {
                let agrees = self.sponsor[base] == self.sponsor[&slug] || {
                    let on = format!("{:?}", act.target);
                    let said = self.stances.get(&(self.sponsor[base].clone(), on));
                    let said = said.and_then(|id| acts.iter().find(|one| one.id == *id));
                    said.is_some_and(|one| one.verb == Support)
                };
                if !agrees {
                    return false;
                }
                let words = act.words.clone().or_else(|| self.wants.get(&slug).cloned());
                self.wants.insert(
                    base.clone(),
                    words.unwrap_or_else(|| format!("words of {slug}")),
                );
            }
            if *verb == Table {
                let number = act.number.clone().unwrap_or_default();
                if number.is_empty() || self.number.values().any(|other| *other == number) {
                    return false;
                }
                self.number.insert(slug.clone(), number);
            }
            if matches!(verb, Merge | Supersede) {
                let Some(heir) = act.into.as_ref().map(|into| into.0.clone()) else {
                    return false;
                };
                let alive = self
                    .status
                    .get(&heir)
                    .is_some_and(|one| one != "draft" && !is_fallen(one));
                let mut chain = vec![heir.clone()];
                while let Some(next) = self.into.get(chain.last().unwrap()) {
                    chain.push(next.clone());
                }
                if !alive || chain.contains(&slug) {
                    return false;
                }
                self.into.insert(slug.clone(), heir);
            }
            if *verb == Submit {
                self.submitted.insert(slug.clone());
            }
            if *verb == AdoptAsOwn {
                self.backers.get_mut(&slug).unwrap().remove(&by);
                self.sponsor.insert(slug.clone(), by);
            }
            let to = match *to {
                "back" if self.number.contains_key(&slug) => "tabled",
                "back" if self.submitted.contains(&slug) => "submitted",
                "back" => "draft",
                "accepted" if act.amended => "amended",
                to => to,
            };
            let stood = !is_fallen(&status);
            self.status.insert(slug.clone(), to.to_owned());
            if is_fallen(to) {
                self.fall(&slug);
            } else if !stood {
                self.rise(&slug);
            }
            return true;
        }
        false
    }

    /// An act on a paragraph, a silence or the whole; `None` where it is none of these.
    fn on_the_text(&mut self, act: &Act) -> Option<bool> {
        let by = act.by.as_str();
        let on = format!("{:?}", act.target);
        let done = match (act.verb, &act.target) {
            (Agree | Reopen | Park, Target::Paragraph(_)) => {
                is("pen", by) && self.rulings.push_all(&act.id)
            }
            (Discuss | Certify, Target::Paragraph(_)) => {
                is("desk", by) && self.rulings.push_all(&act.id)
            }
            (Issue, Target::Document) => is("desk", by) && self.issues.push_all(&act.id),
            (Edit, Target::Document) => is("desk", by),
            (Source, Target::Document) => is("desk", by) && act.words.is_some(),
            (OpenSilence, Target::Paragraph(_)) => {
                let fine = is("pen", by) && act.closes.is_some_and(|closes| closes > act.time);
                if fine {
                    self.silences.push(Quiet {
                        act: act.id.clone(),
                        on,
                        opened: act.time,
                        closes: act.closes.unwrap(),
                        breaks: Vec::new(),
                        ended: false,
                    });
                }
                fine
            }
            (BreakSilence | CloseSilence, Target::Paragraph(_)) => {
                let role = if act.verb == BreakSilence {
                    "party"
                } else {
                    "pen"
                };
                let mut met = false;
                for quiet in &mut self.silences {
                    if !is(role, by) || quiet.on != on || quiet.ended || quiet.opened > act.time {
                        continue;
                    }
                    met = true;
                    if act.verb == BreakSilence {
                        quiet.breaks.push((act.id.clone(), act.time > quiet.closes));
                    } else {
                        quiet.ended = true;
                    }
                }
                met
            }
            (Rebase, Target::Paragraph(_)) => {
                let (Some(slug), Some(words)) = (&act.into, &act.words) else {
                    return Some(false);
                };
                let Some(status) = self.status.get(&slug.0) else {
                    return Some(false);
                };
                let open = [
                    "submitted",
                    "returned",
                    "tabled",
                    "discussion",
                    "text",
                    "parked",
                ];
                let theirs = self.sponsor[&slug.0] == by || self.backers[&slug.0].contains(by);
                let fine = open.contains(&status.as_str()) && (theirs || is("desk", by));
                if fine {
                    self.wants.insert(slug.0.clone(), words.clone());
                }
                fine
            }
            (Agree | Reopen | Park, _) if !matches!(act.target, Target::Proposal(_)) => false,
            _ => return None,
        };
        Some(done)
    }

    /// What lived on in a proposal that fell comes back; its amendments fall with it.
    fn fall(&mut self, slug: &str) {
        let into = self.into.clone();
        for (orphan, _) in into.iter().filter(|(_, heir)| *heir == slug) {
            self.into.remove(orphan);
            let gone = base_of(orphan).is_some_and(|base| is_fallen(&self.status[base]));
            if gone {
                self.fell.insert(orphan.clone(), "discussion".to_owned());
            }
            let now = if gone { "lapsed" } else { "discussion" };
            self.status.insert(orphan.clone(), now.to_owned());
        }
        for (one, base) in AMENDS {
            let status = self.status[one].clone();
            if base == slug && is_undecided(&status) {
                self.fell.insert(one.to_owned(), status);
                self.status.insert(one.to_owned(), "lapsed".to_owned());
                self.fall(one);
            }
        }
    }

    /// With a proposal that comes back the amendments come back that fell with it.
    fn rise(&mut self, slug: &str) {
        for (one, base) in AMENDS {
            if base == slug
                && let Some(status) = self.fell.remove(one)
            {
                self.status.insert(one.to_owned(), status.clone());
                if !is_fallen(&status) {
                    self.rise(one);
                }
            }
        }
    }
}

/// A list that grows, and says that it did.
trait Grows {
    fn push_all(&mut self, id: &ActId) -> bool;
}

impl Grows for Vec<ActId> {
    fn push_all(&mut self, id: &ActId) -> bool {
        self.push(id.clone());
        true
    }
}

/// Act `n` takes back the act at the place given, if it takes one back.
fn retracts(acts: &[Act], n: usize) -> Option<usize> {
    let (act, Target::Act(id)) = (&acts[n], &acts[n].target) else {
        return None;
    };
    let meant = acts[..n].iter().position(|one| one.id == *id)?;
    let theirs = &acts[meant];
    let ruling = !matches!(
        theirs.verb,
        Submit
            | Withdraw
            | AdoptAsOwn
            | Reintroduce
            | CoSponsor
            | Support
            | Oppose
            | Supersede
            | BreakSilence
            | Rebase
            | Adopt
            | Motion
            | Decide
            | Dissociate
            | Explain
            | Verb::Retract
    );
    let known = act.by != "nobody";
    let may = known && (theirs.by == act.by || act.by == "cek" || (act.by == "aly" && ruling));
    (act.verb == Verb::Retract && may).then_some(meant)
}

/// Whether act `n` is taken back by one that is not taken back itself.
fn is_gone(acts: &[Act], n: usize) -> bool {
    (n + 1..acts.len()).any(|later| retracts(acts, later) == Some(n) && !is_gone(acts, later))
}

/// By time and id, a retraction never before what it takes back: the smallest that may come is next.
fn in_order(acts: &[Act]) -> Vec<Act> {
    let mut left: Vec<Act> = acts.to_vec();
    left.sort_by(|a, b| (a.time, &a.id).cmp(&(b.time, &b.id)));
    let mut out: Vec<Act> = Vec::new();
    while !left.is_empty() {
        let free = |act: &Act| match &act.target {
            Target::Act(id) if act.verb == Verb::Retract => !left.iter().any(|one| one.id == *id),
            _ => true,
        };
        let next = left.iter().position(free).unwrap_or(0);
        out.push(left.remove(next));
    }
    out
}

fn model_name(status: Status) -> &'static str {
    match status {
        Status::Draft => "draft",
        Status::Submitted => "submitted",
        Status::Returned => "returned",
        Status::Tabled => "tabled",
        Status::UnderDiscussion => "discussion",
        Status::InText => "text",
        Status::Parked => "parked",
        Status::Accepted => "accepted",
        Status::AcceptedAsAmended => "amended",
        Status::Merged => "merged",
        Status::Superseded => "superseded",
        Status::NotSupported => "unsupported",
        Status::Withdrawn => "withdrawn",
        Status::Adopted => "adopted",
        Status::Carried => "carried",
        Status::Defeated => "defeated",
        Status::Lapsed => "lapsed",
    }
}

/// What somebody might do: a verb more often than not one that fits, by anybody, to any of three proposals.
#[derive(Debug, Clone)]
pub(crate) struct Deed {
    by: &'static str,
    verb: Verb,
    on: usize,
    other: usize,
    minutes: i64,
    number: Option<u8>,
    amended: bool,
    /// Whether it is made to fit the tables, if anything does.
    fits: bool,
}

fn deed() -> impl Strategy<Value = Deed> {
    let by = prop::sample::select(vec![
        "XNO", "XNO", "XUS", "XUS", "XEG", "GN", "cek", "aly", "aly", "aly", "goh", "you", "nobody",
    ]);
    let verb = prop::sample::select(vec![
        Submit,
        Submit,
        Submit,
        Table,
        Table,
        Table,
        Open,
        Open,
        Open,
        Return,
        Bracket,
        Park,
        Accept,
        SetAside,
        Merge,
        Merge,
        Supersede,
        Withdraw,
        Withdraw,
        Reopen,
        Reintroduce,
        AdoptAsOwn,
        CoSponsor,
        Support,
        Support,
        Oppose,
        Rebase,
        Source,
        Issue,
        Edit,
        Agree,
        Discuss,
        Certify,
        OpenSilence,
        BreakSilence,
        CloseSilence,
        Adopt,
        Motion,
        Motion,
        Decide,
        Decide,
        Decide,
        Dissociate,
        Explain,
        Verb::Retract,
        Verb::Retract,
        Verb::Retract,
    ]);
    (
        by,
        verb,
        0..NAMES.len(),
        0..40_usize,
        0..400_i64,
        prop::option::weighted(0.9, 0..4_u8),
        any::<bool>(),
        prop::bool::weighted(0.6),
    )
        .prop_map(
            |(by, verb, on, other, minutes, number, amended, fits)| Deed {
                by,
                verb,
                on,
                other,
                minutes,
                number,
                amended,
                fits,
            },
        )
}

const NAMES: [(&str, &str); 5] = [
    ("xno-1", "XNO"),
    ("xus-1", "XUS"),
    ("gn-1", "GN"),
    ("xus-2", "XUS"),
    ("xeg-1", "XEG"),
];

/// A hall with the proposals of the model, two of them amendments.
fn empty_hall() -> Hall {
    let mut hall = Hall::new(&NAMES);
    for (one, base) in AMENDS {
        hall.proposals.get_mut(&slug(one)).unwrap().amends = Some(slug(base));
    }
    for (name, proposal) in &mut hall.proposals {
        proposal.wanted = format!("words of {name}");
    }
    hall
}

pub(crate) fn hall_of(deeds: &[Deed]) -> Hall {
    let mut hall = empty_hall();
    for (n, deed) in deeds.iter().enumerate() {
        let mut act = act_of(&hall, deed, n);
        if deed.fits {
            act = fitting(&hall, deed, n).unwrap_or(act);
        }
        hall.acts.push(act);
    }
    hall
}

/// An act that the tables allow now, of the one proposal; where it begins to look is random too.
fn fitting(hall: &Hall, deed: &Deed, n: usize) -> Option<Act> {
    const VERBS: [Verb; 21] = [
        Motion,
        Bracket,
        Supersede,
        Decide,
        Submit,
        Accept,
        Open,
        Support,
        Table,
        Withdraw,
        Open,
        Accept,
        SetAside,
        Reintroduce,
        Table,
        Reopen,
        Support,
        Park,
        Merge,
        Decide,
        AdoptAsOwn,
    ];
    let ledger = hall.ledger();
    let first = deed.other;
    if n > 24 && deed.minutes % 16 == 0 {
        let gavel = Deed {
            by: "cek",
            verb: Adopt,
            minutes: 1,
            other: 1,
            ..deed.clone()
        };
        let act = act_of(hall, &gavel, n);
        if ledger.admit(&hall.matter(), &act).is_ok() {
            return Some(act);
        }
    }
    (0..VERBS.len()).find_map(|step| {
        let verb = VERBS[(first + step) % VERBS.len()];
        ["aly", "XNO", "XUS", "XEG", "GN", "cek"]
            .into_iter()
            .find_map(|by| {
                let tried = Deed {
                    by,
                    verb,
                    number: Some(u8::try_from(n).unwrap()),
                    other: first | 1,
                    ..deed.clone()
                };
                let act = act_of(hall, &tried, n);
                ledger.admit(&hall.matter(), &act).is_ok().then_some(act)
            })
    })
}

fn act_of(hall: &Hall, deed: &Deed, n: usize) -> Act {
    let target = match deed.verb {
        Verb::Retract if n > 0 => Target::Act(hall.acts[deed.other % n].id.clone()),
        Verb::Retract => Target::Act(ActId::from("0")),
        Support | Oppose if deed.other.is_multiple_of(4) => paragraph(deed.on),
        Reopen | Park if deed.other.is_multiple_of(3) => paragraph(deed.on % 2),
        Rebase | Agree | Discuss | Certify | OpenSilence | BreakSilence | CloseSilence => {
            paragraph(deed.on % 2)
        }
        Source | Issue | Edit => Target::Document,
        Decide | Explain if deed.other.is_multiple_of(2) => {
            let mut motions = hall.acts.iter().filter(|act| act.verb == Motion);
            motions
                .next_back()
                .map_or(Target::Document, |act| Target::Act(act.id.clone()))
        }
        Decide => Target::Proposal(slug(NAMES[deed.on].0)),
        Adopt | Motion | Dissociate | Explain if deed.other.is_multiple_of(3) => {
            paragraph(deed.on % 2)
        }
        Adopt | Motion | Dissociate | Explain => Target::Document,
        _ => Target::Proposal(slug(NAMES[deed.on].0)),
    };
    // Clocks disagree a little, but mostly tell the order.
    let time = at(i64::try_from(n).unwrap() * 20 + deed.minutes % 30);
    let mut act = Act::new(time, deed.by, deed.verb, target);
    act.number = (deed.verb == Table)
        .then(|| deed.number.map(|n| format!("N-{n}")))
        .flatten();
    act.into = matches!(deed.verb, Merge | Supersede | Rebase)
        .then(|| slug(NAMES[deed.other % NAMES.len()].0));
    act.decision = decided::decision(deed.verb, usize::try_from(deed.minutes).unwrap());
    let says = matches!(deed.verb, Rebase | Source | Motion) || deed.verb == Accept && deed.amended;
    act.words = (says && deed.number.is_some()).then(|| format!("words {n}"));
    let closes = at(i64::try_from(n).unwrap() * 20 + deed.minutes - 40);
    act.closes = (deed.verb == OpenSilence).then_some(closes);
    act.amended = deed.amended && deed.verb == Accept;
    act.id = act.fresh_id(u64::try_from(n).unwrap());
    act
}

/// A ledger without what depends on how many other acts there are.
fn bare(mut ledger: Ledger) -> Ledger {
    ledger.retracted.clear();
    ledger.contradictions.clear();
    ledger
}

proptest! {
    #[test]
    fn two_ways_to_say_the_rules_agree(deeds in prop::collection::vec(deed(), 0..40)) {
        let hall = hall_of(&deeds);
        let (ledger, model) = (hall.ledger(), Model::of(&hall));
        for (slug, case) in &ledger.cases {
            prop_assert_eq!(model_name(case.status), &model.status[&slug.0], "{}", slug);
            prop_assert_eq!(&case.sponsor, &model.sponsor[&slug.0]);
            prop_assert_eq!(case.number.as_ref(), model.number.get(&slug.0));
            prop_assert_eq!(case.into.as_ref().map(|into| &into.0), model.into.get(&slug.0));
        }
        let refused: BTreeSet<ActId> = ledger.contradictions.iter().map(|(id, _)| id.clone()).collect();
        prop_assert_eq!(&refused, &model.refused);
        prop_assert_eq!(&ledger.retracted, &model.retracted);
        let stances: BTreeMap<(String, String), ActId> = ledger.stances()
            .map(|one| ((one.party.to_owned(), format!("{:?}", one.target)), one.act.clone())).collect();
        prop_assert_eq!(stances, model.stances);
        let wants: BTreeMap<String, String> = ledger.rebased.iter().map(|(slug, (_, words))| (slug.0.clone(), words.clone())).collect();
        prop_assert_eq!(wants, model.wants);
        let rulings: Vec<ActId> = ledger.rulings.iter().map(|one| one.act.clone()).collect();
        prop_assert_eq!(rulings, model.rulings);
        let issues: Vec<ActId> = ledger.issues.iter().map(|(id, _)| id.clone()).collect();
        prop_assert_eq!(issues, model.issues);
        let silences: Vec<Quiet> = ledger.silences.iter().map(|one| Quiet {
            act: one.act.clone(),
            on: format!("{:?}", one.target),
            opened: one.opened,
            closes: one.closes,
            breaks: one.breaks.iter().map(|one| (one.act.clone(), one.late)).collect(),
            ended: one.ended.is_some(),
        }).collect();
        prop_assert_eq!(silences, model.silences);
        prop_assert_eq!(ledger.adopted.is_some(), model.adopted);
        let adoptions: BTreeMap<ActId, bool> = ledger.adoptions.iter().map(|one| (one.act.clone(), one.carried())).collect();
        prop_assert_eq!(adoptions, model.adoptions);
        let motions: BTreeMap<ActId, &str> = ledger.motions.iter().map(|one| (one.act.clone(), one.state.name())).collect();
        let said: BTreeMap<ActId, &str> = model.motions.iter().map(|(id, (_, _, state))| (id.clone(), state.as_str())).collect();
        prop_assert_eq!(motions, said);
        let statements: BTreeSet<ActId> = ledger.statements.iter().map(|one| one.act.clone()).collect();
        prop_assert_eq!(statements, model.statements);
    }

    #[test]
    fn the_files_that_acts_come_from_do_not_matter(deeds in prop::collection::vec(deed(), 0..30), seed in any::<u64>()) {
        let mut hall = hall_of(&deeds);
        let ledger = hall.ledger();
        let mut state = seed | 1;
        for n in (1..hall.acts.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let other = usize::try_from(state >> 33).unwrap() % (n + 1);
            hall.acts.swap(n, other);
        }
        prop_assert_eq!(hall.ledger(), ledger);
    }

    #[test]
    fn an_act_taken_back_is_as_if_it_had_never_been(deeds in prop::collection::vec(deed(), 1..30), which in any::<prop::sample::Index>()) {
        let mut hall = hall_of(&deeds);
        let which = which.index(hall.acts.len());
        let id = hall.acts[which].id.clone();
        let named = hall.acts.iter().any(|act| act.target == Target::Act(id.clone()));
        prop_assume!(!named);
        let mut back = Act::new(at(100_000), "cek", Verb::Retract, Target::Act(id));
        back.id = ActId::from("ffffffffff");
        hall.acts.push(back);
        let taken_back = bare(hall.ledger());
        hall.acts.pop();
        hall.acts.remove(which);
        prop_assert_eq!(taken_back, bare(hall.ledger()));
    }

    #[test]
    fn what_is_admitted_contradicts_nothing_and_what_is_refused_would(deeds in prop::collection::vec(deed(), 0..30)) {
        let tried = hall_of(&deeds);
        let mut hall = empty_hall();
        for (n, act) in tried.acts.into_iter().enumerate() {
            let ledger = hall.ledger();
            let mut act = act;
            act.time = at(i64::try_from(n).unwrap());
            let verdict = ledger.admit(&hall.matter(), &act);
            // Two hands apart may take back one act, which harms nobody; who sees that it was done is told so.
            if matches!(&act.target, Target::Act(id) if act.verb == Verb::Retract && ledger.retracted.contains(id)) {
                prop_assert!(verdict.is_err());
                continue;
            }
            let mut then = empty_hall();
            then.acts = hall.acts.clone();
            then.acts.push(act.clone());
            let after = then.ledger();
            prop_assert_eq!(verdict.is_ok(), after.contradictions.is_empty(), "{:?} {:?}", verdict, after.contradictions);
            if verdict.is_ok() {
                if act.verb != Verb::Retract {
                    let mut followed = ledger.clone();
                    followed.follow(&hall.matter(), &act).unwrap();
                    prop_assert_eq!(bare(followed), bare(after));
                }
                hall.acts.push(act);
            } else {
                let refusal = verdict.unwrap_err();
                prop_assert!(!refusal.what.is_empty() && !refusal.what.ends_with('.'));
            }
        }
    }

    #[test]
    fn the_order_of_independent_acts_does_not_matter(deeds in prop::collection::vec(deed(), 8..40), which in any::<prop::sample::Index>()) {
        // What lives on in another hangs together with it.
        let mut hall = hall_of(&deeds);
        hall.acts.retain(|act| !matches!(act.verb, Merge | Supersede));
        for (n, act) in hall.acts.iter_mut().enumerate() {
            act.time = at(i64::try_from(n).unwrap() * 20);
        }
        let pairs: Vec<usize> = (1..hall.acts.len())
            .filter(|n| independent(&hall.acts[n - 1], &hall.acts[*n]))
            .collect();
        prop_assume!(!pairs.is_empty());
        let first = pairs[which.index(pairs.len())] - 1;
        let (one, other) = (hall.acts[first].clone(), hall.acts[first + 1].clone());
        let before = Outcome::of(&hall);
        hall.acts[first].time = other.time;
        hall.acts[first + 1].time = one.time;
        prop_assert_eq!(Outcome::of(&hall), before, "{:?} and {:?}", one, other);
    }

    #[test]
    fn two_histories_written_apart_and_merged_come_to_one_state_whichever_side_merges(
        deeds in prop::collection::vec(deed(), 0..40), cut in any::<prop::sample::Index>(), apart in any::<u64>()
    ) {
        let hall = hall_of(&deeds);
        let [base, ours, theirs] = split(&hall.acts, (&cut, apart));
        let [base_files, our_files, their_files] = [&base, &ours, &theirs].map(|acts| files(acts));
        let mut states = Vec::new();
        for sides in [[&our_files, &their_files], [&their_files, &our_files]] {
            let mut acts = Vec::new();
            let paths: BTreeSet<&String> = base_files.keys().chain(our_files.keys()).chain(their_files.keys()).collect();
            for path in paths {
                // The union of what both added to the end of a file, as git writes it.
                let lines = [&base_files].into_iter().chain(sides);
                let bytes: Vec<u8> = lines.filter_map(|files| files.get(path)).flatten().copied().collect();
                let (read, faults) = read_acts(path, &bytes);
                prop_assert_eq!(faults, []);
                acts.extend(read);
            }
            let mut merged = empty_hall();
            merged.acts = acts;
            states.push(merged.ledger());
        }
        prop_assert_eq!(&states[0], &states[1]);
        prop_assert_eq!(&states[0], &hall.ledger());
    }
}

/// Whether neither of two acts can bear on the other: they are on different things that do not hang together.
fn independent(one: &Act, other: &Act) -> bool {
    let family = |slug: &str| {
        if ["gn-1", "xus-1"].contains(&slug) {
            slug.to_owned()
        } else {
            "xno-1".to_owned()
        }
    };
    let things = |act: &Act| -> Option<Vec<String>> {
        if matches!(act.verb, Adopt | Dissociate) {
            return None;
        }
        let mut things: Vec<String> = act.into.iter().map(|slug| family(&slug.0)).collect();
        match &act.target {
            Target::Proposal(slug) => things.push(family(&slug.0)),
            Target::Paragraph(anchor) => things.push(anchor.label.clone()),
            Target::Document => things.push(format!("{:?}", act.verb)),
            Target::Act(_) | Target::Bracket { .. } => return None,
        }
        things.extend(act.number.clone());
        Some(things)
    };
    // A silence goes by the clock.
    let timed = |act: &Act| matches!(act.verb, OpenSilence | BreakSilence | CloseSilence);
    let (Some(mine), Some(theirs)) = (things(one), things(other)) else {
        return false;
    };
    !timed(one) && !timed(other) && !mine.iter().any(|thing| theirs.contains(thing))
}

/// What acts come to, but for when.
#[derive(Debug, PartialEq)]
struct Outcome {
    cases: BTreeMap<String, (Status, String, BTreeSet<String>, Option<String>)>,
    wants: BTreeMap<String, String>,
    rulings: BTreeSet<ActId>,
    issues: BTreeSet<ActId>,
    stances: BTreeSet<ActId>,
    motions: BTreeMap<ActId, &'static str>,
    statements: BTreeSet<ActId>,
    refused: BTreeSet<ActId>,
    retracted: BTreeSet<ActId>,
}

impl Outcome {
    fn of(hall: &Hall) -> Outcome {
        let ledger = hall.ledger();
        let case = |(slug, case): (&adref::record::Slug, &adref::consensus::Case)| {
            let backers = case.cosponsors.iter().cloned().collect();
            (
                slug.0.clone(),
                (
                    case.status,
                    case.sponsor.clone(),
                    backers,
                    case.number.clone(),
                ),
            )
        };
        let wants = ledger.rebased.iter();
        Outcome {
            cases: ledger.cases.iter().map(case).collect(),
            wants: wants
                .map(|(slug, (_, words))| (slug.0.clone(), words.clone()))
                .collect(),
            rulings: ledger.rulings.iter().map(|one| one.act.clone()).collect(),
            issues: ledger.issues.iter().map(|(id, _)| id.clone()).collect(),
            stances: ledger.stances().map(|one| one.act.clone()).collect(),
            motions: ledger
                .motions
                .iter()
                .map(|one| (one.act.clone(), one.state.name()))
                .collect(),
            statements: ledger
                .statements
                .iter()
                .map(|one| one.act.clone())
                .collect(),
            refused: ledger
                .contradictions
                .iter()
                .map(|(id, _)| id.clone())
                .collect(),
            retracted: ledger.retracted.clone(),
        }
    }
}

/// Acts up to a place, and those behind it dealt out to two sides.
fn split(acts: &[Act], (cut, apart): (&prop::sample::Index, u64)) -> [Vec<Act>; 3] {
    let cut = cut.index(acts.len() + 1);
    let [mut ours, mut theirs] = [Vec::new(), Vec::new()];
    for (n, act) in acts[cut..].iter().enumerate() {
        let side = if apart >> (n % 64) & 1 == 0 {
            &mut ours
        } else {
            &mut theirs
        };
        side.push(act.clone());
    }
    [acts[..cut].to_vec(), ours, theirs]
}

/// The lines of acts, by the file that each goes to.
fn files(acts: &[Act]) -> BTreeMap<String, Vec<u8>> {
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for act in acts {
        let path = format!("drafts/outcome/acts/{}.yaml", act.by.to_lowercase());
        files
            .entry(path)
            .or_default()
            .extend(write_act("outcome", act).into_bytes());
    }
    files
}

#[test]
fn the_sequences_go_everywhere() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let sequences = prop::collection::vec(deed(), 30..40);
    let mut statuses = BTreeSet::new();
    let mut verbs = BTreeSet::new();
    let (mut amended, mut fell, mut rose) = (0, 0, 0);
    for _ in 0..400 {
        let hall = hall_of(&sequences.new_tree(&mut runner).unwrap().current());
        let ledger = hall.ledger();
        let refused: BTreeSet<&ActId> = ledger.contradictions.iter().map(|(id, _)| id).collect();
        let counted = hall.acts.iter().filter(|act| !refused.contains(&act.id));
        verbs.extend(counted.map(|act| act.verb));
        statuses.extend(ledger.cases.values().map(|case| model_name(case.status)));
        let rebased: BTreeSet<&ActId> = hall
            .acts
            .iter()
            .filter(|act| act.verb == Accept)
            .map(|act| &act.id)
            .collect();
        for (one, base) in AMENDS {
            let (case, of) = (&ledger.cases[&slug(one)], &ledger.cases[&slug(base)]);
            amended += usize::from(
                of.acts
                    .iter()
                    .any(|id| rebased.contains(id) && case.acts.contains(id)),
            );
            fell += usize::from(case.fell_from.is_some());
            let shared = of
                .acts
                .iter()
                .filter(|id| case.acts.contains(id) && !rebased.contains(id));
            rose += usize::from(shared.count() > 1 && case.fell_from.is_none());
        }
    }
    assert!(
        amended > 2 && fell > 10 && rose > 10,
        "{amended} {fell} {rose}"
    );
    assert_eq!(statuses.len(), 17, "{statuses:?}");
    assert_eq!(verbs.len(), 33, "{verbs:?}");
}

#[test]
fn git_itself_merges_two_histories_to_one_state_whichever_side_merges() {
    if !has_git() {
        return;
    }
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let histories = (
        prop::collection::vec(deed(), 20..40),
        any::<prop::sample::Index>(),
        any::<u64>(),
    );
    for _ in 0..12 {
        let (deeds, cut, apart) = histories.new_tree(&mut runner).unwrap().current();
        let hall = hall_of(&deeds);
        let sides = split(&hall.acts, (&cut, apart));
        let mut states = Vec::new();
        for into in ["ours", "theirs"] {
            let room = Room::of(&[(".gitattributes", "drafts/*/acts/*.yaml merge=union\n")]);
            let write = |acts: &[Act]| {
                for act in acts {
                    let path = format!("drafts/outcome/acts/{}.yaml", act.by.to_lowercase());
                    let present = std::fs::read(room.path().join(&path)).ok();
                    room.write(
                        &path,
                        append_act(present.as_deref(), "outcome", act).unwrap(),
                    );
                }
                room.git(&["add", "-A"]);
                room.git(&["commit", "-q", "--allow-empty", "-m", "acts"]);
            };
            write(&sides[0]);
            room.git(&["branch", "theirs"]);
            room.git(&["checkout", "-q", "-b", "ours"]);
            write(&sides[1]);
            room.git(&["checkout", "-q", "theirs"]);
            write(&sides[2]);
            room.git(&["checkout", "-q", into]);
            let other = if into == "ours" { "theirs" } else { "ours" };
            room.git(&["merge", "-q", "--no-edit", other]);
            let mut merged = empty_hall();
            for by in hall
                .acts
                .iter()
                .map(|act| act.by.to_lowercase())
                .collect::<BTreeSet<_>>()
            {
                let path = format!("drafts/outcome/acts/{by}.yaml");
                let (read, faults) = read_acts(&path, room.text(&path).as_bytes());
                assert_eq!(faults, []);
                merged.acts.extend(read);
            }
            states.push(merged.ledger());
        }
        assert_eq!(states[0], states[1]);
        assert_eq!(states[0], hall.ledger());
    }
}
