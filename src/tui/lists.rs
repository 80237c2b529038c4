//! The lists that filter: keys, everything, documents, paragraphs, readers, versions, people, acts.

use super::bindings::{bindings, followers, prefix_title};
use super::here::Here;
use super::intent::{Intent, Prefix};
use super::overlay::Overlay;
use super::picker::{Choice, Entry, Picker};
use super::screen::Screen;
use super::seat::Seat;
use super::state::State;
use crate::consensus::Status;
use crate::ops::{Aim, Board, Command, LogRow, Only, is_open, kind_name, status_name};
use crate::record::Verb;
use crate::rolling::Reader;
use crate::text::{Alternative, Kind, fold};
use crate::view::Line;

/// More paragraphs than this are not listed: a list that nobody reads.
const MOST: usize = 20_000;

const PREFIXES: [Prefix; 5] = [
    Prefix::Position,
    Prefix::Propose,
    Prefix::Deal,
    Prefix::Rule,
    Prefix::Go,
];

fn keys_of(state: &State) -> Vec<Entry> {
    let mut out: Vec<Entry> = Vec::new();
    let mut taken: Vec<super::press::Press> = Vec::new();
    let seat = Seat::of(state);
    for binding in bindings(state) {
        // A key that the screen means otherwise is not listed twice.
        let free: Vec<_> = binding
            .keys
            .iter()
            .filter(|key| !taken.contains(key))
            .collect();
        let Some(_) = free.first() else {
            continue;
        };
        let key: Vec<String> = free.iter().map(|key| key.name()).collect();
        taken.extend(binding.keys);
        if !listed(seat, binding.intent) {
            continue;
        }
        out.push(Entry {
            label: binding.long.to_owned(),
            detail: String::new(),
            key: key.join(" "),
            choice: Choice::Intent(binding.intent),
        });
    }
    out
}

/// Whether a key is listed for whoever sits there; whoever has not said who they are is shown them all.
fn listed(seat: Seat, intent: Intent) -> bool {
    seat == Seat::Reader || seat.is_offered(intent)
}

fn behind_prefixes(state: &State) -> Vec<Entry> {
    let seat = Seat::of(state);
    let open = |prefix: Prefix| {
        bindings(state).find_map(|binding| {
            (binding.intent == Intent::Open(prefix)).then(|| binding.keys.first())?
        })
    };
    PREFIXES
        .into_iter()
        .filter_map(|prefix| Some((prefix, open(prefix)?)))
        .flat_map(|(prefix, first)| {
            let offered = followers(prefix)
                .iter()
                .filter(move |follower| listed(seat, follower.intent));
            offered.map(move |follower| Entry {
                label: format!("{}: {}", prefix_title(prefix), follower.words),
                detail: String::new(),
                key: format!("{} {}", first.name(), follower.key.name()),
                choice: Choice::Intent(follower.intent),
            })
        })
        .collect()
}

/// The keys, each with a sentence.
pub(super) fn help(state: &State) -> Picker {
    let mut entries = keys_of(state);
    entries.extend(behind_prefixes(state));
    Picker::new(
        format!("Keys on {}: type to filter, ⏎ runs", state.screen.name()),
        entries,
        0,
    )
}

/// Everything there is to do and to go to.
pub(super) fn palette(state: &State) -> Picker {
    let entries = everything(state);
    let mut list = Picker::new("Everything: type to filter, ⏎ goes or runs", entries, 0);
    list.documents.clone_from(&state.card.documents);
    list
}

/// Lists everything anew where that list is open: something in it has changed.
pub(super) fn renew(state: &mut State) {
    if !is_palette(state) {
        return;
    }
    let entries = everything(state);
    let documents = state.card.documents.clone();
    if let Some(Overlay::Pick(list)) = &mut state.overlay {
        list.documents = documents;
        list.renew(entries);
    }
}

/// Whether the list of everything is open.
pub(super) fn is_palette(state: &State) -> bool {
    matches!(&state.overlay, Some(Overlay::Pick(list)) if !list.documents.is_empty())
}

fn everything(state: &State) -> Vec<Entry> {
    let mut entries = Vec::new();
    for id in &state.card.documents {
        entries.push(Entry::new(
            id,
            title_of(state, id),
            Choice::Document(id.clone()),
        ));
    }
    entries.extend(keys_of(state));
    entries.extend(behind_prefixes(state));
    let document = state.text.document.clone().unwrap_or_default();
    entries.extend(paragraphs(state).into_iter().map(|entry| Entry {
        label: match entry.detail.is_empty() {
            true => entry.label,
            false => format!("{document} {}", entry.label.trim()),
        },
        ..entry
    }));
    if let Some(rows) = &state.proposals.answer {
        entries.extend(rows.iter().take(MOST).map(|row| {
            let name = row.number.clone().unwrap_or_else(|| row.slug.to_string());
            Entry::new(
                name,
                format!(
                    "{} {} {}, {}",
                    row.document,
                    row.paragraph.clone().unwrap_or_default(),
                    kind_name(row.kind),
                    status_name(row.status)
                ),
                Choice::Proposal(row.slug.clone()),
            )
        }));
    }
    entries.extend(COMMANDS.into_iter().map(|words| {
        Entry::new(
            format!(":{words}…"),
            "a command, to be completed",
            Choice::Words(words.to_owned()),
        )
    }));
    entries
}

/// The verbs that are listed, each to be completed.
const COMMANDS: [&str; 34] = [
    "agree ",
    "accept ",
    "bracket ",
    "oppose ",
    "query ",
    "reserve ",
    "support ",
    "position ",
    "propose ",
    "submit ",
    "withdraw ",
    "table ",
    "open ",
    "park ",
    "return ",
    "set-aside ",
    "merge ",
    "supersede ",
    "edit ",
    "discuss ",
    "certify ",
    "reopen ",
    "compile ",
    "lift ",
    "choose ",
    "adopt ",
    "motion ",
    "decide ",
    "issue ",
    "retract ",
    "diff ",
    "show ",
    "log ",
    "open-silence ",
];

fn title_of(state: &State, id: &str) -> String {
    state
        .desk
        .answer
        .as_ref()
        .and_then(|desk| desk.documents.iter().find(|row| row.id == id))
        .map(|row| row.title.clone())
        .unwrap_or_default()
}

/// The documents.
pub(super) fn documents(state: &State) -> Picker {
    let entries: Vec<Entry> = state
        .card
        .documents
        .iter()
        .map(|id| Entry::new(id, title_of(state, id), Choice::Document(id.clone())))
        .collect();
    let here = state
        .card
        .documents
        .iter()
        .position(|id| Some(id) == state.text.document.as_ref());
    Picker::new("Which document?", entries, here.unwrap_or(0))
}

fn paragraphs(state: &State) -> Vec<Entry> {
    let (Some(text), Some(document)) = (&state.text.text, &state.text.document) else {
        return Vec::new();
    };
    text.paragraphs()
        .iter()
        .take(MOST)
        .map(|paragraph| {
            let head: String = paragraph.text.chars().take(90).collect();
            let head = crate::view::words(crate::view::Role::Plain, &head).text();
            let label = match paragraph.kind {
                Kind::Title => head.clone(),
                Kind::Heading => format!(
                    "{}{}{head}",
                    "  ".repeat(paragraph.depth.saturating_sub(1).min(6)),
                    paragraph
                        .label
                        .as_ref()
                        .map(|label| format!("{label}  "))
                        .unwrap_or_default()
                ),
                _ => format!("{:>10}", text.name(paragraph.index)),
            };
            let detail = if matches!(paragraph.kind, Kind::Title | Kind::Heading) {
                String::new()
            } else {
                head
            };
            Entry::new(
                label,
                detail,
                Choice::Paragraph(document.clone(), paragraph.index),
            )
        })
        .collect()
}

/// The headings and paragraphs of the text.
pub(super) fn outline(state: &State) -> Picker {
    Picker::new(
        "Outline: type a label or a word",
        paragraphs(state),
        state.text.flow.cursor,
    )
}

/// As whom to read.
pub(super) fn readers(state: &State) -> Picker {
    let mut entries = vec![
        Entry::new("the room", "with every bracket", Choice::Reader(None)),
        Entry::new(
            "the base",
            "nobody's wishes",
            Choice::Reader(Some(Reader::Base)),
        ),
    ];
    entries.extend(
        state
            .card
            .people
            .iter()
            .filter(|person| person.role.is_none())
            .map(|person| {
                Entry::new(
                    &person.code,
                    format!("{}, {}", person.name, person.kind),
                    Choice::Reader(Some(Reader::Party(person.code.clone()))),
                )
            }),
    );
    let here = entries
        .iter()
        .position(|entry| entry.choice == Choice::Reader(state.text.reader.clone()));
    Picker::new("Read as whom?", entries, here.unwrap_or(0))
}

/// Who sits here?
pub(super) fn who(state: &State) -> Picker {
    let mut entries: Vec<Entry> = state
        .card
        .people
        .iter()
        .map(|person| {
            Entry::new(
                &person.code,
                format!("{}, {}", person.name, person.kind),
                Choice::Who(Some(person.code.clone())),
            )
        })
        .collect();
    entries.push(Entry::new(
        "nobody in particular",
        "to read only",
        Choice::Who(None),
    ));
    let here = entries
        .iter()
        .position(|entry| entry.choice == Choice::Who(state.who.clone()))
        .filter(|_| state.who.is_some());
    Picker::new("Who are you?", entries, here.unwrap_or(0))
}

/// The older version; the newer one is asked for behind it.
pub(super) fn old_version(state: &State) -> Picker {
    let entries: Vec<Entry> = state
        .compare
        .versions
        .iter()
        .map(|version| {
            Entry::new(
                &version.label,
                &version.detail,
                Choice::Old(version.clone()),
            )
        })
        .collect();
    let here = state
        .compare
        .pair
        .as_ref()
        .and_then(|(old, _)| state.compare.versions.iter().position(|one| one == old));
    Picker::new("Compare which version …", entries, here.unwrap_or(0))
}

/// The newer version.
pub(super) fn new_version(state: &State) -> Picker {
    let (now, others) = state
        .compare
        .versions
        .split_at(state.compare.versions.len().min(1));
    let wanted = &state.compare.wanted_texts;
    let entries: Vec<Entry> = now
        .iter()
        .chain(wanted)
        .chain(others)
        .map(|version| {
            Entry::new(
                &version.label,
                &version.detail,
                Choice::New(version.clone()),
            )
        })
        .collect();
    Picker::new("… with which?", entries, 0)
}

/// The kinds of changes that there are, to see one alone.
pub(super) fn kinds(state: &State) -> Picker {
    let mut entries = vec![Entry::new("every change", "", Choice::Only(None))];
    for only in Only::ALL {
        let count = state.compare.count(only);
        if count > 0 {
            let label = format!("{} {count}", only.name());
            entries.push(Entry::new(label, only.words(), Choice::Only(Some(only))));
        }
    }
    let chosen = Choice::Only(state.compare.listing.only);
    let here = entries.iter().position(|entry| entry.choice == chosen);
    Picker::new("Which changes?", entries, here.unwrap_or(0))
}

/// To filter proposals by delegation or group.
pub(super) fn parties(state: &State) -> Picker {
    let mut entries = vec![Entry::new("everybody", "", Choice::FilterSponsor(None))];
    for person in &state.card.people {
        if person.role.is_some() {
            continue;
        }
        entries.push(Entry::new(
            &person.code,
            format!("{}, {}", person.name, person.kind),
            Choice::FilterSponsor(Some(person.code.clone())),
        ));
        if person.kind == "group" {
            entries.push(Entry::new(
                format!("{} and its members", person.code),
                &person.name,
                Choice::FilterGroup(person.code.clone()),
            ));
        }
    }
    Picker::new("Proposals by whom?", entries, 0)
}

/// Delegations and groups, for whoever notes what is said.
pub(super) fn speakers(state: &State, title: &str, choice: fn(String) -> Choice) -> Picker {
    let people = state.card.people.iter();
    let entries = people
        .filter(|person| person.role.is_none())
        .map(|person| {
            Entry::new(
                &person.code,
                format!("{}, {}", person.name, person.kind),
                choice(person.code.clone()),
            )
        })
        .collect();
    Picker::new(title, entries, 0)
}

/// To filter proposals by document.
pub(super) fn filter_documents(state: &State) -> Picker {
    let mut entries = vec![Entry::new(
        "every document",
        "",
        Choice::FilterDocument(None),
    )];
    entries.extend(state.card.documents.iter().map(|id| {
        Entry::new(
            id,
            title_of(state, id),
            Choice::FilterDocument(Some(id.clone())),
        )
    }));
    let title = match state.screen {
        Screen::Board => "The board of which document?",
        _ => "Proposals on which document?",
    };
    Picker::new(title, entries, 0)
}

/// Who holds out: choosing one looks for its name on the board.
pub(super) fn holdouts(board: &Board) -> Picker {
    let entries = board.holdouts.iter().map(|one| {
        let line = crate::view::holdout(one).text();
        let told = line.strip_prefix(one.party.as_str()).unwrap_or(&line);
        Entry::new(
            &one.party,
            told.trim_start(),
            Choice::Sought(one.party.clone()),
        )
    });
    Picker::new("Who holds out? ⏎ looks for them", entries.collect(), 0)
}

const STATUSES: [Status; 17] = [
    Status::Draft,
    Status::Submitted,
    Status::Returned,
    Status::Tabled,
    Status::UnderDiscussion,
    Status::InText,
    Status::Parked,
    Status::Accepted,
    Status::AcceptedAsAmended,
    Status::Merged,
    Status::Superseded,
    Status::NotSupported,
    Status::Withdrawn,
    Status::Adopted,
    Status::Carried,
    Status::Defeated,
    Status::Lapsed,
];

/// To filter proposals by status.
pub(super) fn statuses() -> Picker {
    let open: Vec<Status> = STATUSES.into_iter().filter(|one| is_open(*one)).collect();
    let done: Vec<Status> = STATUSES
        .into_iter()
        .filter(|one| !is_open(*one) && *one != Status::Parked)
        .collect();
    let mut entries = vec![
        Entry::new("any status", "", Choice::FilterStatus(Vec::new())),
        Entry::new("open", "they await an answer", Choice::FilterStatus(open)),
        Entry::new("done", "they have one", Choice::FilterStatus(done)),
    ];
    entries.extend(
        STATUSES
            .into_iter()
            .map(|one| Entry::new(status_name(one), "", Choice::FilterStatus(vec![one]))),
    );
    Picker::new("Proposals in which status?", entries, 0)
}

/// The newest acts.
pub(super) fn acts(rows: &[LogRow], zone: Option<&crate::moment::Zone>) -> Picker {
    let entries = rows
        .iter()
        .map(|row| {
            let time = zone.map_or(row.time, |zone| row.time.in_zone(zone));
            let sentence = if row.retracted {
                format!("{} (taken back)", row.sentence)
            } else {
                row.sentence.clone()
            };
            Entry::new(
                format!(
                    "{}  {}",
                    time.format("%a %H:%M"),
                    Line::plain(&sentence).text()
                ),
                format!("{} {}", row.document, row.id),
                Choice::Read(
                    format!(
                        "{}, {}, act {}",
                        time.format("%a %-d %b %H:%M"),
                        row.document,
                        row.id
                    ),
                    sentence.clone(),
                ),
            )
        })
        .collect();
    Picker::new("The newest acts", entries, 0)
}

/// Which of several proposals?
pub(super) fn which_proposal(names: &[(String, String)], verb: Verb) -> Picker {
    let entries = names
        .iter()
        .map(|(name, what)| Entry::new(name, what, Choice::Treat(verb, name.clone())))
        .collect();
    let verb = crate::ops::verb_name(verb);
    Picker::new(format!("{verb} which?"), entries, 0)
}

/// What may become of the brackets of a paragraph: a party gives its own words up, who keeps the text says whose stand.
pub(super) fn brackets(state: &State, here: &Here) -> Option<Picker> {
    let known = state.text.document.as_ref() == Some(&here.document);
    let text = state.text.text.as_ref().filter(|_| known)?;
    let party = Seat::before(state, Some(&here.document)) == Seat::Party;
    let mut entries = Vec::new();
    let several = text.contested(here.index).nth(1).is_some();
    let brackets = text.contested(here.index).zip(1..);
    // Brackets that somebody asks for in words of its own are no second bracket to anybody.
    for (bracket, nth) in brackets.filter(|(bracket, _)| !text.is_asked(bracket)) {
        let aim = || Aim::Bracket(here.document.clone(), here.address(), nth);
        let settle = |verb: Verb, whose: Vec<String>| {
            Choice::Do(Box::new(Command::Settle {
                verb,
                aim: aim(),
                whose,
                words: None,
                reason: None,
            }))
        };
        // Which bracket, where there are several.
        let whole = match several {
            true => format!("bracket {nth}"),
            false => String::new(),
        };
        let words = |one: &Alternative| match one.nothing {
            true => "nothing".to_owned(),
            false => format!(
                "“{}”",
                fold(text.source().get(one.span.clone()).unwrap_or_default())
            ),
        };
        let mine = |one: &Alternative| {
            state
                .who
                .as_ref()
                .is_some_and(|who| one.parties.contains(who))
        };
        match (party, bracket.alternatives.as_slice()) {
            (true, all) => {
                let own = all.iter().filter(|one| mine(one)).map(|one| {
                    let label = format!("we give up {}", words(one));
                    Entry::new(label, whole.clone(), settle(Verb::Lift, Vec::new()))
                });
                entries.extend(own);
            }
            (false, [only]) => {
                let stands = format!("stays, without brackets: {}", words(only));
                entries.push(Entry::new(
                    stands,
                    whole.clone(),
                    settle(Verb::Lift, Vec::new()),
                ));
                let goes = format!("goes, brackets and all: {}", words(only));
                entries.push(Entry::new(goes, whole, settle(Verb::Drop, Vec::new())));
            }
            (false, several) => {
                let chosen = several.iter().zip(1..).map(|(one, number)| {
                    let whose = match one.parties.is_empty() {
                        true => String::new(),
                        false => format!("{}: ", one.parties.join(", ")),
                    };
                    let label = format!("{whose}{}", words(one));
                    Entry::new(
                        label,
                        whole.clone(),
                        settle(Verb::Choose, vec![number.to_string()]),
                    )
                });
                entries.extend(chosen);
            }
        }
    }
    Some(Picker::new(
        format!("Which words stand in {}?", here.name),
        entries,
        0,
    ))
}
