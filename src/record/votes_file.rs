//! Reads a recorded vote from a file: YAML (`yes: [XNO, XUS]`), or lines `XNO,yes` as a spreadsheet writes them.

use std::collections::BTreeMap;

use super::decision::{Voice, Vote};
use super::fault::{Fault, Faults, told};
use super::reader::{Entries, decode, not_utf8, text};
use super::yaml;

/// The code that a name stands for if it has a vote; else why not, and the way out.
pub type Voter<'a> = &'a dyn Fn(&str) -> Result<String, (String, String)>;

/// What is being read.
struct Ballot<'a> {
    vote: Vote,
    voter: Voter<'a>,
    met: BTreeMap<String, Voice>,
    /// Where each total stands, to be held against the names.
    totals: Vec<(Voice, u32, usize)>,
}

/// Reads a vote; every name that is nobody's, has no vote or stands twice is reported at its place, and so is a total that is not
/// what the names of its column come to.
pub fn read_votes(path: &str, bytes: &[u8], voter: Voter<'_>) -> (Vote, Vec<Fault>) {
    let (text, bad) = decode(bytes);
    let mut faults = Faults::of(path, &text);
    if let Some(at) = bad {
        not_utf8(at, &mut faults);
    }
    let mut ballot = Ballot {
        vote: Vote::default(),
        voter,
        met: BTreeMap::new(),
        totals: Vec::new(),
    };
    let by_lines = path.to_ascii_lowercase().ends_with(".csv") || is_table(&text);
    match by_lines {
        true => lines(&text, &mut ballot, &mut faults),
        false => map(&text, &mut ballot, &mut faults),
    }
    for (voice, announced, at) in std::mem::take(&mut ballot.totals) {
        let named = ballot.vote.names(voice).len();
        if named > 0 && u32::try_from(named) != Ok(announced) {
            faults.error(
                "vote-total",
                at,
                format!("{voice}: {announced} announced, and {named} named"),
                "mend the names or the total; a column may have a total and no names".to_owned(),
            );
        }
    }
    (ballot.vote, faults.into_list())
}

/// Whether the first line that says anything is one of a table.
fn is_table(text: &str) -> bool {
    let first = text
        .lines()
        .map(str::trim)
        .find(|line| !line.is_empty() && !line.starts_with('#'));
    first.is_some_and(|line| line.contains([',', ';', '\t']) && !line.contains(": "))
}

impl Ballot<'_> {
    fn name(&mut self, voice: Voice, typed: &str, at: usize, faults: &mut Faults<'_>) {
        match (self.voter)(typed) {
            Err((why, hint)) => faults.error("no-vote", at, why, hint),
            Ok(code) => match self.met.insert(code.clone(), voice) {
                Some(before) => faults.error(
                    "votes-twice",
                    at,
                    format!("{code} votes twice: {before} and {voice}"),
                    "a delegation has one vote: take one of the two out".to_owned(),
                ),
                None => self.vote.add(voice, code),
            },
        }
    }

    fn total(&mut self, voice: Voice, total: u32, at: usize) {
        self.vote.announce(voice, total);
        self.totals.push((voice, total, at));
    }
}

fn map(source: &str, ballot: &mut Ballot<'_>, faults: &mut Faults<'_>) {
    const KEYS: [&str; 5] = ["yes", "no", "abstain", "not_participating", "announced"];
    let node = match yaml::parse(source, 0) {
        Ok(node) => node,
        Err(trouble) => {
            faults.error(trouble.code, trouble.at, trouble.message, trouble.hint);
            return;
        }
    };
    let map = Entries::open(&node, "a vote", &KEYS, faults);
    for (voice, key) in Voice::ALL.into_iter().zip(KEYS) {
        for item in map.items(key, faults) {
            if let Some(typed) = text(item, key, faults) {
                ballot.name(voice, typed, item.at, faults);
            }
        }
    }
    if let Some(node) = map.get("announced") {
        let announced = Entries::open(node, "what was announced", &KEYS[..4], faults);
        for (voice, key) in Voice::ALL.into_iter().zip(KEYS) {
            if let Some(total) = announced.number(key, faults) {
                ballot.total(voice, total, announced.at_key(key));
            }
        }
    }
}

/// Lines of two fields, the delegation and its vote; `yes,134` is a total. A first line of headings is passed over.
fn lines(source: &str, ballot: &mut Ballot<'_>, faults: &mut Faults<'_>) {
    let mut at = 0;
    let mut first = true;
    for line in source.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let line = line.trim_end().trim_start_matches('\u{feff}');
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let heading = std::mem::take(&mut first);
        let separator = [',', ';', '\t']
            .into_iter()
            .find(|mark| line.contains(*mark));
        let fields: Vec<&str> = match separator {
            Some(mark) => line.split(mark).collect(),
            None => vec![line],
        };
        let plain = |field: &str| field.trim().trim_matches('"').trim().to_owned();
        let [name, said] = match fields.as_slice() {
            [name, said] => [plain(name), plain(said)],
            _ => {
                faults.error(
                    "vote-line",
                    start,
                    "a line of a vote has two fields, the delegation and its vote".to_owned(),
                    "XNO,yes".to_owned(),
                );
                continue;
            }
        };
        if let (Some(voice), Ok(total)) = (voice(&name), said.parse()) {
            ballot.total(voice, total, start);
            continue;
        }
        match voice(&said) {
            Some(voice) => ballot.name(voice, &name, start, faults),
            None if heading => {}
            None => faults.error(
                "vote-word",
                start + line.find(said.as_str()).unwrap_or(0),
                format!("{} is no vote", told(&said)),
                "yes, no, abstain or not-participating".to_owned(),
            ),
        }
    }
}

/// A vote as people write it.
fn voice(word: &str) -> Option<Voice> {
    let word = word.to_lowercase().replace([' ', '_'], "-");
    match word.as_str() {
        "yes" | "y" | "in-favour" | "for" | "+" => Some(Voice::Yes),
        "no" | "n" | "against" => Some(Voice::No),
        "abstain" | "abstains" | "abstention" | "abstaining" | "a" => Some(Voice::Abstain),
        "not-participating" | "absent" | "not-voting" => Some(Voice::NotParticipating),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn voter(typed: &str) -> Result<String, (String, String)> {
        match typed.to_uppercase() {
            code if code.starts_with('X') => Ok(code),
            code => Err((format!("nobody is called {code}"), "mend it".to_owned())),
        }
    }

    fn read(path: &str, text: &str) -> (Vote, Vec<String>) {
        let (vote, faults) = read_votes(path, text.as_bytes(), &voter);
        let told = faults.iter().map(|fault| {
            let place = fault.finding.place;
            format!("{}:{} {}", place.line, place.column, fault.finding.code)
        });
        (vote, told.collect())
    }

    #[test]
    fn a_map_and_a_table_say_the_same() {
        let yaml = "yes: [XNO, xus]\nabstain: [XRA]\nannounced: {yes: 2, no: 0, abstain: 1}\n";
        let csv = "delegation,vote\nXNO,yes\nxus;in favour\nXRA,Abstain\nyes,2\nno,0\nabstain,1\n";
        let (one, faults) = read("vote.yaml", yaml);
        assert_eq!(faults, Vec::<String>::new());
        let (other, faults) = read("vote.csv", csv);
        assert_eq!(faults, Vec::<String>::new());
        assert_eq!(one, other);
        assert_eq!(one.names(Voice::Yes), ["XNO", "XUS"]);
    }

    #[test]
    fn what_does_not_add_up_is_told_with_its_place() {
        let (_, faults) = read(
            "v.yaml",
            "yes: [XNO, NOBODY, XNO]\nno: [XUS]\nannounced: {no: 2}\n",
        );
        assert_eq!(
            faults,
            ["1:12 no-vote", "1:20 votes-twice", "3:17 vote-total"]
        );
        let (_, faults) = read("v.csv", "XNO,yes\nXUS,perhaps\nXNO,no\nXRA\nyes,7\n");
        assert_eq!(
            faults,
            [
                "2:5 vote-word",
                "3:1 votes-twice",
                "4:1 vote-line",
                "5:1 vote-total"
            ]
        );
    }

    #[test]
    fn nothing_that_a_file_holds_makes_it_fall() {
        for text in [
            "",
            "\u{feff}",
            "yes",
            "yes: {a: b}",
            "[",
            ",",
            ",,,\n;;",
            "yes,99999999999",
            "\u{0}\u{1b}[31m,yes",
        ] {
            for path in ["v.yaml", "v.csv"] {
                let (vote, faults) = read(path, text);
                assert!(vote.is_empty() || faults.is_empty(), "{text:?}");
            }
        }
    }
}
