//! The largest meeting that the program is made for, generated: to measure with, and to see that nothing breaks there.
//!
//! `ADREF_CEILING=/some/folder cargo test --release --test suite ceiling -- --ignored` lays it out in that folder: ten documents of
//! 2,000 paragraphs and 1,000 brackets each, 10,000 proposals, 500,000 positions, 250 delegations and 60 groups. `ADREF_CEILING_SHARE=10`
//! makes a tenth of it, `ADREF_CEILING_VERSIONS=200` adds so many versions to its history.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::fmt::Write;
use std::path::Path;
use std::sync::Mutex;

use adref::moment::Moment;
use adref::record::{
    Act, ActId, Anchor, Delegation, DelegationKind, Delegations, Group, Membership, Officer,
    Particulars, Proposal, ProposalKind, Role, Slug, Target, Verb, Where, acts_path, proposal_path,
    text_path, write_act, write_delegations, write_officer, write_particulars, write_proposal,
};
use adref::repo::{FileChange, Repository, Save};
use adref::text::{Document, Parties};

use crate::kit::{noon, somebody};

/// How large a meeting is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Size {
    pub(crate) documents: usize,
    pub(crate) paragraphs: usize,
    pub(crate) brackets: usize,
    pub(crate) proposals: usize,
    pub(crate) positions: usize,
    pub(crate) delegations: usize,
    pub(crate) groups: usize,
}

/// The ceiling; everything but the documents is for all of them together.
pub(crate) const CEILING: Size = Size {
    documents: 10,
    paragraphs: 20_000,
    brackets: 10_000,
    proposals: 10_000,
    positions: 500_000,
    delegations: 250,
    groups: 60,
};

impl Size {
    /// The same meeting with so many times fewer paragraphs, brackets, proposals and positions.
    pub(crate) fn share(self, of: usize) -> Size {
        Size {
            paragraphs: self.paragraphs / of,
            brackets: self.brackets / of,
            proposals: self.proposals / of,
            positions: self.positions / of,
            ..self
        }
    }
}

/// Words of a drafting room in which lanterns are what is negotiated.
const WORDS: &str = "States shall undertake to mark every lantern at the time of manufacture and keep records of it for as long as \
    necessary taking into account national laws regulations and the capacity of each region with a view to strengthening \
    cooperation assistance training exchange of information on request through existing channels where appropriate and \
    consistent with international obligations including those under relevant instruments while recalling that nothing in this \
    text prejudices the rights of others affirms the importance of light for safe passage notes with concern the loss of \
    lamps invites organizations in a position to do so to provide technical and financial support encourages the secretariat \
    to report on progress made by the next meeting and decides to consider further measures at an appropriate time";

/// Numbers that are the same every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }

    fn of<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }

    fn words(&mut self, count: usize, from: &[&'static str]) -> String {
        let words: Vec<&str> = (0..count).map(|_| *self.of(from)).collect();
        words.join(" ")
    }
}

fn delegation_codes(count: usize) -> Vec<String> {
    let letters = || 'A'..='Z';
    let pairs = letters().flat_map(|a| letters().map(move |b| format!("X{a}{b}")));
    pairs.take(count).collect()
}

fn group_codes(count: usize) -> Vec<String> {
    let pairs = ('G'..='L').flat_map(|a| ('A'..='Z').map(move |b| format!("{a}{b}")));
    pairs.take(count).collect()
}

/// A text of so many paragraphs, in sections of fifty, with brackets of every kind; some are twenty deep.
fn draft(dice: &mut Dice, id: &str, size: Size, owners: &[String]) -> String {
    let words: Vec<&str> = WORDS.split_whitespace().collect();
    let paragraphs = size.paragraphs / size.documents;
    let brackets = size.brackets / size.documents;
    let mut text = format!(
        "---\nsymbol: A/CEILING/{}\ntitle: Draft {id}\nkind: outcome\nlanguage: en\nillustrative: true\n---\n",
        id.to_ascii_uppercase()
    );
    let (mut put, mut number) = (0, 0);
    for n in 0..paragraphs {
        if n % 50 == 0 {
            write!(text, "\n## Section {}\n", n / 50 + 1).unwrap();
            continue;
        }
        number += 1;
        write!(text, "\n{number}. ").unwrap();
        let before = 8 + dice.below(20);
        write!(text, "{} ", dice.words(before, &words)).unwrap();
        while put * paragraphs < n * brackets {
            let (a, b) = (dice.of(owners).clone(), dice.of(owners).clone());
            let (one, other) = (dice.words(3, &words), dice.words(4, &words));
            match put % 5 {
                0 => write!(text, "[{one}] "),
                1 => write!(text, "[{one} / {a}: {other}] "),
                2 => write!(text, "[{a}: {one} / {b}: {other}] "),
                3 => write!(text, "[[{one}] {other}] "),
                _ if put % 100 == 4 => {
                    let deep = 20.min(brackets - put).max(1);
                    put += deep - 1;
                    write!(text, "{}{one}{} ", "[".repeat(deep), "]".repeat(deep))
                }
                _ => write!(text, "[{one} / {a}: –] "),
            }
            .unwrap();
            put += 1;
        }
        let after = 8 + dice.below(30);
        writeln!(text, "{}.", dice.words(after, &words)).unwrap();
    }
    text
}

fn delegations(codes: &[String], groups: &[String]) -> Delegations {
    let member = |code: &String| Membership {
        code: code.clone(),
        from: None,
        to: None,
    };
    Delegations {
        delegations: codes
            .iter()
            .map(|code| Delegation {
                code: code.clone(),
                name: format!("State of {code}"),
                kind: DelegationKind::State,
                aliases: Vec::new(),
            })
            .collect(),
        groups: groups
            .iter()
            .enumerate()
            .map(|(n, code)| Group {
                code: code.clone(),
                name: format!("Group {code}"),
                members: (0..20)
                    .map(|m| member(&codes[(n * 11 + m * 7) % codes.len()]))
                    .collect(),
                presidency: Vec::new(),
            })
            .collect(),
    }
}

/// Who takes part.
struct Parted {
    codes: Vec<String>,
    groups: Vec<String>,
    who: Delegations,
    parties: Parties,
}

impl Parted {
    fn of(size: Size) -> Parted {
        let (codes, groups) = (delegation_codes(size.delegations), group_codes(size.groups));
        let who = delegations(&codes, &groups);
        let parties = who.parties(&noon().day());
        Parted {
            codes,
            groups,
            who,
            parties,
        }
    }
}

/// One document with its proposals and acts; its text is made up where none is given.
fn document(n: usize, size: Size, parted: &Parted, given: Option<&str>) -> Vec<FileChange> {
    let id = format!("wp{}", n + 1);
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15 ^ ((n as u64 + 1) << 32));
    let words: Vec<&str> = WORDS.split_whitespace().collect();
    let Parted {
        codes,
        groups,
        parties,
        ..
    } = parted;
    let owners: Vec<String> = codes.iter().chain(groups).cloned().collect();
    let text = match given {
        Some(text) => text.to_owned(),
        None => draft(&mut dice, &id, size, &owners),
    };
    let version = Repository::hash(text.as_bytes());
    let parsed = Document::parse_with(text.clone(), parties);
    let anchors: Vec<(Anchor, String)> = parsed
        .paragraphs()
        .iter()
        .enumerate()
        .filter(|(_, paragraph)| paragraph.label.is_some())
        .map(|(ordinal, paragraph)| {
            let label = parsed.name(paragraph.index).to_owned();
            let version = version.clone();
            (
                Anchor {
                    version,
                    ordinal,
                    label,
                },
                paragraph.text.clone(),
            )
        })
        .collect();
    let mut files = vec![FileChange::write(text_path(&id), text)];
    let mut acts: Vec<(String, String)> = Vec::new();
    let mut made = 0_u64;
    let mut act = |time: i64, by: &str, verb: Verb, target: Target, number: Option<String>| {
        let mut act = Act::new(noon().plus_seconds(time), by, verb, target);
        made += 1;
        act.id = ActId::from(format!("{:010x}", ((n as u64) << 32) | made));
        act.number = number;
        acts.push((by.to_owned(), write_act(&id, &act)));
    };
    let count = size.proposals / size.documents;
    let slug = |p: usize, sponsor: &str| {
        Slug(format!(
            "{}-{:04x}",
            sponsor.to_ascii_lowercase(),
            n * count + p
        ))
    };
    let sponsors: Vec<&String> = (0..count)
        .map(|p| &owners[(p * 13 + n) % owners.len()])
        .collect();
    for (p, sponsor) in sponsors.iter().enumerate() {
        let slug = slug(p, sponsor);
        let (anchor, said) = dice.of(&anchors).clone();
        let length = 10 + dice.below(40);
        let proposal = Proposal {
            slug: slug.clone(),
            document: id.clone(),
            sponsor: (*sponsor).clone(),
            cosponsors: Vec::new(),
            on_behalf_of: None,
            kind: [
                ProposalKind::Replace,
                ProposalKind::Replace,
                ProposalKind::Add,
                ProposalKind::Delete,
            ][p % 4],
            anchor: Some(anchor),
            place: Where::After,
            words: said,
            wanted: if p % 4 == 3 {
                String::new()
            } else {
                dice.words(length, &words)
            },
            term: None,
            amends: None,
            submission: None,
            received: Some(noon().plus_seconds(-100_000 + p as i64)),
            forum: None,
            rationale: None,
            desk: false,
        };
        files.push(FileChange::write(
            proposal_path(&id, &slug),
            write_proposal(&proposal),
        ));
        let on = || Target::Proposal(slug.clone());
        let time = -90_000 + p as i64 * 10;
        act(time, sponsor, Verb::Submit, on(), None);
        act(
            time + 1,
            "chair",
            Verb::Table,
            on(),
            Some(format!("{sponsor}-{}", n * count + p)),
        );
        match p % 8 {
            0 | 1 => act(time + 2, "chair", Verb::Open, on(), None),
            2 => act(time + 2, sponsor, Verb::Withdraw, on(), None),
            3 => {
                act(time + 2, "chair", Verb::Open, on(), None);
                act(time + 3, "chair", Verb::SetAside, on(), None);
            }
            _ => {}
        }
    }
    let stances = [
        Verb::Support,
        Verb::Support,
        Verb::CanAccept,
        Verb::Query,
        Verb::Reserve,
        Verb::Oppose,
    ];
    for p in 0..size.positions / size.documents {
        let by = &codes[p % codes.len()];
        let target = if p % 5 < 3 && count > 0 {
            let at = dice.below(count);
            Target::Proposal(slug(at, sponsors[at]))
        } else {
            Target::Paragraph(dice.of(&anchors).0.clone())
        };
        act(p as i64 / 10, by, *dice.of(&stances), target, None);
    }
    // Sorted by authority; each authority's acts stay in their order.
    acts.sort_by(|a, b| a.0.cmp(&b.0));
    for chunk in acts.chunk_by(|a, b| a.0 == b.0) {
        let lines: String = chunk.iter().map(|(_, line)| line.as_str()).collect();
        files.push(FileChange::write(acts_path(&id, &chunk[0].0), lines));
    }
    files
}

/// Lays a meeting of a size out at a folder, saved as one version.
pub(crate) fn lay_out(at: &Path, size: Size) -> Repository {
    lay_out_with(at, size, None)
}

/// The same, its documents having this text.
pub(crate) fn lay_out_with(at: &Path, size: Size, text: Option<&str>) -> Repository {
    let repository = Repository::init(at).unwrap().hasty();
    let parted = Parted::of(size);
    let particulars = Particulars {
        title: "The largest meeting".to_owned(),
        short: Some("CEILING".to_owned()),
        symbol: Some("A/CEILING".to_owned()),
        zone: Some("America/New_York".to_owned()),
        languages: vec!["en".to_owned()],
        documents: (1..=size.documents).map(|n| format!("wp{n}")).collect(),
        illustrative: true,
        ..Particulars::default()
    };
    let chair = Officer {
        handle: "chair".to_owned(),
        name: "The Chair".to_owned(),
        delegation: None,
        role: Role::Chair,
        documents: Vec::new(),
    };
    let files = Mutex::new(vec![
        FileChange::write(".gitattributes", adref::repo::union_merge(None).unwrap()),
        FileChange::write("facilitators/meeting.yaml", write_particulars(&particulars)),
        FileChange::write(
            "facilitators/delegations.yaml",
            write_delegations(&parted.who),
        ),
        FileChange::write("facilitators/chair.yaml", write_officer(&chair)),
    ]);
    std::thread::scope(|scope| {
        for n in 0..size.documents {
            let (files, parted) = (&files, &parted);
            scope.spawn(move || {
                let made = document(n, size, parted, text);
                files.lock().unwrap().extend(made);
            });
        }
    });
    let mut files = files.into_inner().unwrap();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    save(&repository, files, noon());
    repository
}

fn save(repository: &Repository, files: Vec<FileChange>, when: Moment) {
    let save = Save {
        base: repository.head(),
        files,
        message: "the largest meeting".to_owned(),
        author: somebody(),
        when,
    };
    repository.save(&save).unwrap();
}

#[test]
#[ignore = "lays out 80 MB in the folder that ADREF_CEILING names"]
fn the_ceiling_is_laid_out() {
    let Some(at) = std::env::var_os("ADREF_CEILING") else {
        eprintln!("ADREF_CEILING names no folder");
        return;
    };
    let number = |name: &str, default| {
        let said = std::env::var(name).ok();
        said.and_then(|said| said.parse().ok()).unwrap_or(default)
    };
    let begun = std::time::Instant::now();
    let size = CEILING.share(number("ADREF_CEILING_SHARE", 1));
    let repository = lay_out(Path::new(&at), size);
    for n in 0..number("ADREF_CEILING_VERSIONS", 20) {
        let act = Act::new(
            noon().plus_seconds(n as i64),
            "chair",
            Verb::Discuss,
            Target::Document,
        );
        let path = acts_path("wp1", "goh");
        let old = repository
            .work_tree()
            .unwrap()
            .read(&path)
            .map(|bytes| bytes.to_vec())
            .unwrap_or_default();
        let new = [old, write_act("wp1", &act).into_bytes()].concat();
        save(
            &repository,
            vec![FileChange::write(path, new)],
            noon().plus_seconds(n as i64),
        );
    }
    eprintln!(
        "laid out at {} in {:?}",
        repository.root().display(),
        begun.elapsed()
    );
}

#[test]
fn a_hundredth_of_the_ceiling_has_what_it_says_and_no_fault() {
    let folder = tempfile::tempdir().unwrap();
    let size = Size {
        delegations: 25,
        groups: 6,
        ..CEILING.share(100)
    };
    let repository = lay_out(&folder.path().join("m"), size);
    let files = repository.work_tree().unwrap();
    let (mut paragraphs, mut proposals, mut acts, mut brackets) = (0, 0, 0, 0);
    let (_, faults) =
        adref::record::read_delegations("d", &files.read("facilitators/delegations.yaml").unwrap());
    assert_eq!(faults, []);
    for path in files.paths("drafts") {
        let bytes = files.read(&path).unwrap();
        if path.ends_with("text.md") {
            let text = Document::parse(bytes.to_vec());
            paragraphs += text.paragraphs().len();
            brackets += text.brackets().len();
        } else if path.contains("/proposals/") {
            let id = path.split('/').nth(1).unwrap();
            let (proposal, faults) = adref::record::read_proposal(&path, id, &bytes);
            assert_eq!(faults, []);
            proposals += usize::from(proposal.is_some());
        } else {
            let (read, faults) = adref::record::read_acts(&path, &bytes);
            assert_eq!(faults, [], "{path}");
            acts += read.len();
        }
    }
    assert_eq!(
        paragraphs,
        size.paragraphs + size.documents,
        "and a title each"
    );
    assert_eq!(proposals, size.proposals);
    assert!(acts >= size.positions + 2 * size.proposals, "{acts}");
    assert!(
        brackets.abs_diff(size.brackets) * 5 < size.brackets,
        "{brackets}"
    );
}
