//! Judges a paragraph: from its words and what was filed on it to the one word for it, the reasons and the findings.

use std::collections::BTreeMap;

use super::changed::{Change, compare, quoted};
use super::ruling::Ruling;
use super::silence::Outcome;
use super::standing::{
    Declared, Derived, Facts, Filed, PlacedStance, Room, Since, Standing, State, list,
};
use super::status::Status;
use crate::moment::Moment;
use crate::record::{Target, Verb};
use crate::text::Digests;

/// The standing of a paragraph: what was ruled and what text and stances say, kept apart.
pub fn standing(facts: &Facts, filed: &Filed<'_>, room: &Room<'_>) -> Standing {
    let mut judge = Judge {
        facts,
        filed,
        room,
        derived: Derived::default(),
        findings: Vec::new(),
        reasons: Vec::new(),
    };
    let ruled = Ruled::of(&filed.rulings);
    let intact = judge.declared(&ruled);
    let running = judge.silences(&ruled);
    judge.text();
    judge.stances(&ruled);
    judge.proposals();
    judge.disagreements(&ruled, intact);
    judge.derived.looked_at |= ruled.discussed;
    if judge.derived.looked_at && filed.unseen {
        judge.derived.looked_at = false;
        if ruled.agreed.is_none() {
            judge
                .reasons
                .push("its words are others than those that were discussed".to_owned());
        }
    }
    let state = judge.state(&ruled, intact, running);
    if state == State::Adopted {
        judge.adopted();
    }
    Standing {
        state,
        declared: ruled.agreed.map(|ruling| Declared {
            level: ruling.level,
            act: ruling.act.clone(),
            time: ruling.time,
            by: ruling.by.clone(),
            words: ruling.words.clone().unwrap_or_default(),
        }),
        derived: judge.derived,
        findings: judge.findings,
        reasons: judge.reasons,
    }
}

/// What the rulings come to, the last word of each sort.
struct Ruled<'a> {
    agreed: Option<&'a Ruling>,
    reopened: Option<&'a Ruling>,
    parked: Option<&'a Ruling>,
    certified: Option<&'a Ruling>,
    discussed: bool,
}

impl<'a> Ruled<'a> {
    fn of(rulings: &[&'a Ruling]) -> Ruled<'a> {
        let mut ruled = Ruled {
            agreed: None,
            reopened: None,
            parked: None,
            certified: None,
            discussed: false,
        };
        for &ruling in rulings {
            match ruling.verb {
                Verb::Agree => {
                    ruled.agreed = Some(ruling);
                    ruled.reopened = None;
                    ruled.parked = None;
                    ruled.certified = None;
                    ruled.discussed = true;
                }
                Verb::Reopen => {
                    // What was never agreed cannot be open again; taking it up is what is meant.
                    ruled.reopened = ruled.agreed.take().map(|_| ruling).or(ruled.reopened);
                    ruled.parked = None;
                    ruled.discussed = true;
                }
                Verb::Park => {
                    ruled.agreed = None;
                    ruled.parked = Some(ruling);
                }
                Verb::Discuss => {
                    ruled.parked = None;
                    ruled.discussed = true;
                }
                Verb::Certify => ruled.certified = Some(ruling),
                _ => {}
            }
        }
        ruled
    }
}

struct Judge<'a> {
    facts: &'a Facts,
    filed: &'a Filed<'a>,
    room: &'a Room<'a>,
    derived: Derived,
    findings: Vec<(&'static str, String)>,
    reasons: Vec<String>,
}

impl<'a> Judge<'a> {
    /// A moment as the room says it: the hour today, else the day too.
    fn when(&self, time: Moment) -> String {
        if time.day() == self.room.now.day() {
            time.clock()
        } else {
            time.format("%-d %b %H:%M")
        }
    }

    /// A moment behind a word: `at 11:30`, `on 14 Jul at 11:40`.
    fn then(&self, time: Moment) -> String {
        if time.day() == self.room.now.day() {
            format!("at {}", time.clock())
        } else {
            time.format("on %-d %b at %H:%M")
        }
    }

    /// Whether what was agreed still stands there; says what changed.
    fn declared(&mut self, ruled: &Ruled<'_>) -> bool {
        let Some(ruling) = ruled.agreed else {
            return false;
        };
        let when = self.when(ruling.time);
        let then = self.then(ruling.time);
        let level = match ruling.level {
            Some(level) => match level {
                crate::record::Level::Informals => "agreed in informals",
                crate::record::Level::AdReferendum => "agreed ad referendum",
                crate::record::Level::Agreed => "agreed",
            },
            None => "agreed",
        };
        self.reasons
            .push(format!("{level} by {}, {when}", ruling.by));
        let change = ruling.digests.as_ref().map_or(Change::None, |digests| {
            compare(digests, ruling.words.as_deref(), &self.facts.words)
        });
        let mut intact = true;
        match change {
            Change::None => {}
            Change::Editorial => {
                let present = Digests::of(&self.facts.words);
                let certified = ruled.certified.filter(|ruling| {
                    let digests = ruling.digests.as_ref();
                    digests.is_some_and(|digests| digests.strict == present.strict)
                });
                if let Some(ruling) = certified {
                    let when = self.when(ruling.time);
                    self.reasons.push(format!(
                        "a change certified as editorial by {}, {when}",
                        ruling.by
                    ));
                } else {
                    self.findings.push((
                        "editorial-change",
                        format!(
                            "agreed {then}, and its marks or spaces have changed since: certify that it is editorial"
                        ),
                    ));
                }
            }
            Change::Reference { was, now } => self.findings.push((
                "reference-updated",
                format!(
                    "agreed {then}, and a number it refers to was updated: {} is {} now",
                    quoted(&was),
                    quoted(&now)
                ),
            )),
            Change::Words { was, now } => {
                intact = false;
                let named = if was.is_empty() && now.is_empty() {
                    String::new()
                } else {
                    format!(": {} is {} now", quoted(&was), quoted(&now))
                };
                self.findings.push((
                    "words-changed",
                    format!("agreed {then}, and its words have changed since{named}"),
                ));
                self.reasons
                    .push("open again: its words have changed".to_owned());
            }
        }
        if let (Some(frozen), Some(chapeau)) = (&ruling.chapeau, &self.facts.chapeau) {
            let known = self
                .filed
                .chapeaux
                .iter()
                .find(|(act, _)| **act == ruling.act);
            let words = known.map(|(_, words)| words.as_str());
            match compare(frozen, words, chapeau) {
                Change::None | Change::Editorial => {}
                Change::Reference { was, now } => self.findings.push((
                    "reference-updated",
                    format!(
                        "agreed {then}, and a number that the words before it refer to was updated: {} is {} now",
                        quoted(&was),
                        quoted(&now)
                    ),
                )),
                Change::Words { was, now } => {
                    let named = if was.is_empty() && now.is_empty() {
                        String::new()
                    } else {
                        format!(": {} is {} now", quoted(&was), quoted(&now))
                    };
                    self.findings.push((
                        "chapeau-changed",
                        format!(
                            "agreed {then}, and the words that introduce it have changed since{named}"
                        ),
                    ));
                }
            }
        }
        intact
    }

    /// What was adopted is closed: only a change of its words is still worth a look.
    fn adopted(&mut self) {
        self.findings.clear();
        self.reasons.clear();
        let Some(adoption) = self.filed.adoption else {
            return;
        };
        let then = self.then(adoption.time);
        self.reasons.push(format!("{} {then}", adoption.sentence()));
        match &self.filed.since {
            Since::Same => {}
            Since::Other(was) => {
                let changed =
                    super::changed::compare(&Digests::of(was), Some(was), &self.facts.words);
                let named = match changed {
                    Change::Words { was, now } if !(was.is_empty() && now.is_empty()) => {
                        format!(": {} is {} now", quoted(&was), quoted(&now))
                    }
                    _ => String::new(),
                };
                self.findings.push((
                    "adopted-changed",
                    format!("adopted {then}, and its words have changed since{named}"),
                ));
            }
            Since::New => self.findings.push((
                "adopted-changed",
                format!("the text was adopted {then}, and this was not there"),
            )),
        }
    }

    /// Whether a silence is running.
    fn silences(&mut self, ruled: &Ruled<'_>) -> bool {
        let mut running = false;
        for silence in &self.filed.silences {
            match silence.outcome(self.room.now) {
                Outcome::Running => {
                    running = true;
                    let until = self.when(silence.closes);
                    self.reasons.push(format!("under silence until {until}"));
                    let frozen = silence.digests.as_ref();
                    if frozen
                        .is_some_and(|then| then.folded != Digests::of(&self.facts.words).folded)
                    {
                        self.findings.push((
                            "silence-words-changed",
                            format!(
                                "under silence until {until}, and its words were changed meanwhile"
                            ),
                        ));
                    }
                }
                Outcome::Passed => self.derived.looked_at = true,
                Outcome::Broken => {
                    let Some(broken) = silence.broken() else {
                        continue;
                    };
                    self.derived.looked_at = true;
                    let over = ruled
                        .agreed
                        .is_some_and(|ruling| ruling.time >= broken.time)
                        || self.filed.stances.iter().any(|stance| {
                            stance.record.party == broken.party && stance.record.time >= broken.time
                        })
                        // Run again, it asks everybody again.
                        || self
                            .filed
                            .silences
                            .iter()
                            .any(|later| later.act != silence.act && later.opened >= broken.time);
                    if !over {
                        let when = self.when(broken.time);
                        self.reasons
                            .push(format!("{} broke the silence at {when}", broken.party));
                        self.derived.blocking.push(broken.party.clone());
                    }
                }
                Outcome::CalledOff => {}
            }
            for late in silence.breaks.iter().filter(|one| one.late) {
                self.findings.push((
                    "late-break",
                    format!(
                        "{} spoke against the silence at {}, after its end",
                        late.party,
                        self.when(late.time)
                    ),
                ));
            }
        }
        running
    }

    fn text(&mut self) {
        self.derived.brackets = self.facts.brackets;
        self.derived.options = self.facts.options;
        if self.facts.options > 0 {
            self.reasons.push(format!(
                "one of {} options, and nobody has chosen",
                self.facts.options
            ));
        }
        self.derived.holding.clone_from(&self.facts.holding);
        self.derived.holding.sort();
        self.derived.holding.dedup();
        let brackets = self.facts.brackets;
        match self.derived.holding.as_slice() {
            [] if brackets == 1 => self.reasons.push("a bracket, nobody named".to_owned()),
            [] if brackets > 1 => self
                .reasons
                .push(format!("{brackets} brackets, nobody named")),
            [] => {}
            [one] => self.reasons.push(format!("{one} holds a bracket")),
            several => self
                .reasons
                .push(format!("{} hold brackets", list(several))),
        }
    }

    /// The stances that count: each party's latest, one on the whole paragraph over earlier ones on its brackets.
    fn counting(&self) -> Vec<&'a PlacedStance<'a>> {
        let filed: &'a Filed<'a> = self.filed;
        let on_bracket =
            |stance: &PlacedStance<'_>| matches!(stance.record.target, Target::Bracket { .. });
        let mut whole: BTreeMap<&'a str, &'a PlacedStance<'a>> = BTreeMap::new();
        for stance in filed.stances.iter().filter(|one| !on_bracket(one)) {
            let latest = whole.entry(stance.record.party).or_insert(stance);
            if latest.record.turn <= stance.record.turn {
                *latest = stance;
            }
        }
        // On one bracket under several versions of its paragraph too the latest counts.
        let mut parts: BTreeMap<(&'a str, &'a str, usize), &'a PlacedStance<'a>> = BTreeMap::new();
        for stance in filed.stances.iter().filter(|one| on_bracket(one)) {
            let Target::Bracket { words, nth, .. } = &stance.record.target else {
                continue;
            };
            let overtaken = whole
                .get(stance.record.party)
                .is_some_and(|on_whole| on_whole.record.turn > stance.record.turn);
            if overtaken {
                continue;
            }
            let latest = parts
                .entry((stance.record.party, words, *nth))
                .or_insert(stance);
            if latest.record.turn <= stance.record.turn {
                *latest = stance;
            }
        }
        let mut counting: Vec<&'a PlacedStance<'a>> =
            whole.into_values().chain(parts.into_values()).collect();
        counting.sort_by(|a, b| {
            (&a.record.party, a.record.turn).cmp(&(&b.record.party, b.record.turn))
        });
        counting
    }

    fn stances(&mut self, ruled: &Ruled<'_>) {
        let counting = self.counting();
        let mut derived = std::mem::take(&mut self.derived);
        let mut reasons = Vec::new();
        let mut findings = Vec::new();
        for stance in &counting {
            let record = stance.record;
            let party = record.party;
            let since = self.when(record.time);
            let counted = self.room.roll.counts(party);
            let waits = stance.waits.as_deref();
            let blocks = counted && (record.stance.is_blocking() || waits.is_some());
            if stance.stale && (blocks || record.awaiting) {
                findings.push((
                    "stale-stance",
                    format!(
                        "{party} {} since {since}, on words that have changed: ask whether it still does",
                        record.stance.verb()
                    ),
                ));
                let ruled_over = ruled
                    .agreed
                    .is_some_and(|ruling| ruling.time >= record.time);
                if blocks && !ruled_over {
                    derived.to_ask.push(party.to_owned());
                }
                continue;
            }
            if record.stance.is_blocking() {
                let aside = if counted { "" } else { " (not counted)" };
                reasons.push(format!(
                    "{party} {} since {since}{aside}",
                    record.stance.verb()
                ));
            }
            if let Some(what) = waits {
                reasons.push(format!("{party} waits for {what}"));
            }
            if record.awaiting {
                reasons.push(format!("{party} awaits instructions"));
                derived.awaited.push(party.to_owned());
            }
            if let Some(condition) = &record.condition {
                reasons.push(format!("{party} on a condition: {condition}"));
            }
            let asks = record.stance == super::Stance::Query;
            if asks {
                reasons.push(format!("{party} asks since {since}"));
            }
            if (asks || record.condition.is_some()) && !blocks {
                derived.soft.push(party.to_owned());
            }
            if !blocks {
                continue;
            }
            derived.blocking.push(party.to_owned());
            if let (Some(ruling), Some(what), false) =
                (ruled.agreed, waits, record.stance.is_blocking())
            {
                if record.time > ruling.time || ruling.reason.is_none() {
                    findings.push((
                        "depends-on-unagreed",
                        format!("agreed, and {party} waits for {what}, which is not agreed"),
                    ));
                } else if let Some(reason) = &ruling.reason {
                    reasons.push(format!("agreed over {party}: {reason}"));
                }
                continue;
            }
            if let Some(ruling) = ruled.agreed {
                // The chair may have ruled over it, and says so in the ruling's reason.
                if record.time > ruling.time || ruling.reason.is_none() {
                    findings.push((
                        "agreed-opposed",
                        format!("agreed, and {party} {} since {since}", record.stance.verb()),
                    ));
                } else if let Some(reason) = &ruling.reason {
                    reasons.push(format!("agreed over {party}: {reason}"));
                }
            }
        }
        for parties in [
            &mut derived.blocking,
            &mut derived.to_ask,
            &mut derived.awaited,
            &mut derived.soft,
        ] {
            parties.sort();
            parties.dedup();
        }
        self.derived = derived;
        self.reasons.extend(reasons);
        self.findings.extend(findings);
    }

    fn proposals(&mut self) {
        let mut waiting: Vec<(String, Status)> = self
            .filed
            .proposals
            .iter()
            .filter(|(_, case)| case.status.is_open())
            .map(|(slug, case)| (case.name(slug).to_owned(), case.status))
            .collect();
        waiting.sort_by(|(a, _), (b, _)| natural(a).cmp(&natural(b)));
        let open: Vec<String> = waiting.iter().map(|(name, _)| name.clone()).collect();
        match open.as_slice() {
            [] => {}
            [one] => self.reasons.push(format!("open proposal: {one}")),
            several => self.reasons.push(format!(
                "{} open proposals: {}",
                several.len(),
                several.join(", ")
            )),
        }
        self.derived.proposals = open;
        self.derived.waiting = waiting;
    }

    /// Where what was ruled, the text and the stances do not fit together.
    fn disagreements(&mut self, ruled: &Ruled<'_>, intact: bool) {
        if intact && self.facts.brackets > 0 {
            self.findings.push((
                "agreed-bracketed",
                match self.facts.brackets {
                    1 => "agreed, and a bracket stands in it".to_owned(),
                    n => format!("agreed, and {n} brackets stand in it"),
                },
            ));
        }
        let clean = self.facts.brackets == 0
            && self.facts.options == 0
            && self.derived.proposals.is_empty();
        if ruled.agreed.is_none() && clean && !self.derived.blocking.is_empty() {
            self.findings.push((
                "clean-opposed",
                format!(
                    "no bracket and no proposal shows it, but {} {} it",
                    list(&self.derived.blocking),
                    match self.derived.blocking.len() {
                        1 => "blocks",
                        _ => "block",
                    }
                ),
            ));
        }
        for party in &self.derived.holding {
            let own = |case: &&super::Case| case.sponsor == *party;
            let mut cases = self
                .filed
                .proposals
                .iter()
                .map(|(_, case)| *case)
                .filter(own)
                .peekable();
            let gave_up = cases.peek().is_some()
                && cases
                    .all(|case| matches!(case.status, Status::Withdrawn | Status::NotSupported));
            if gave_up && !self.derived.blocking.contains(party) {
                self.findings.push((
                    "bracket-unheld",
                    format!("a bracket of {party} stands in it, and {party} has no proposal here any more"),
                ));
            }
        }
    }

    fn state(&mut self, ruled: &Ruled<'_>, intact: bool, running: bool) -> State {
        if self.room.adopted || self.filed.adoption.is_some() {
            return State::Adopted;
        }
        if let (true, Some(ruling)) = (intact, ruled.agreed) {
            return State::agreed(ruling.level.unwrap_or(crate::record::Level::Agreed));
        }
        if self.facts.placeholder {
            return State::Placeholder;
        }
        if running {
            return State::Silence;
        }
        if let Some(ruling) = ruled.parked {
            let why = ruling.reason.as_deref().map(|why| format!(": {why}"));
            let when = self.when(ruling.time);
            self.reasons.push(format!(
                "parked by {}, {when}{}",
                ruling.by,
                why.unwrap_or_default()
            ));
            return State::Parked;
        }
        if let Some(ruling) = ruled.reopened {
            let why = ruling.reason.as_deref().map(|why| format!(": {why}"));
            let when = self.when(ruling.time);
            self.reasons.push(format!(
                "opened again by {}, {when}{}",
                ruling.by,
                why.unwrap_or_default()
            ));
        }
        let derived = &self.derived;
        let contested = derived.brackets > 0
            || derived.options > 0
            || !derived.proposals.is_empty()
            || !derived.blocking.is_empty();
        if contested {
            return State::Contested;
        }
        if ruled.agreed.is_some() || ruled.reopened.is_some() {
            return State::Reopened;
        }
        if derived.looked_at && derived.to_ask.is_empty() {
            return State::Ready;
        }
        let filed = self.filed;
        let untouched = filed.rulings.is_empty()
            && filed.stances.is_empty()
            && filed.proposals.is_empty()
            && filed.silences.is_empty();
        if untouched { State::Open } else { State::Clean }
    }
}

/// A number's letters and its figure, so that XNO-10 stands behind XNO-9.
fn natural(name: &str) -> (&str, u64) {
    match name.rsplit_once('-') {
        Some((head, tail)) => tail.parse().map_or((name, 0), |figure| (head, figure)),
        None => (name, 0),
    }
}
