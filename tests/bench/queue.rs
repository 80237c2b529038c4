//! How long the marks of 2,000 open proposals take: who collides with whom, who is stale.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::hint::black_box;

use adref::meeting::Meeting;
use adref::moment::Moment;
use adref::repo::Snapshot;
use criterion::{BatchSize, Criterion};

/// Paragraphs of the document, and proposals on them: the size of Paris.
const PARAGRAPHS: usize = 450;
const PROPOSALS: usize = 2_000;

fn words(n: usize) -> String {
    let some = [
        "States",
        "records",
        "lanterns",
        "measures",
        "shall",
        "marking",
        "transfer",
        "assistance",
        "surplus",
        "region",
    ];
    let word = |k: usize| some[(n * 7 + k * k * 3 + n / 9 * k) % some.len()];
    (0..60)
        .map(|k| {
            format!(
                "{}{}",
                word(k),
                if k % 9 == 0 {
                    n.to_string()
                } else {
                    String::new()
                }
            )
        })
        .collect::<Vec<_>>()
        .join(" ")
}

fn files() -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut put = |path: String, text: String| files.insert(path, text.into_bytes());
    put(
        "facilitators/meeting.yaml".to_owned(),
        "title: Large\nplace: Northport\nfrom: 2008-07-14\nto: 2008-07-18\ndocuments: [wp1]\n"
            .to_owned(),
    );
    let mut delegations = "delegations:\n".to_owned();
    for n in 0..197 {
        let _ = writeln!(
            delegations,
            "- {{code: X{}{}, name: State {n}}}",
            (b'A' + (n / 26) as u8) as char,
            (b'A' + (n % 26) as u8) as char
        );
    }
    put("facilitators/delegations.yaml".to_owned(), delegations);
    let mut text = "---\nsymbol: A/X/WP.1\ntitle: Large\n---\n\n".to_owned();
    for n in 1..=PARAGRAPHS {
        let _ = write!(text, "{n}. {}.\n\n", words(n));
    }
    let version = adref::repo::Repository::hash(text.as_bytes());
    put("drafts/wp1/text.md".to_owned(), text);
    let mut acts: BTreeMap<String, String> = BTreeMap::new();
    for n in 0..PROPOSALS {
        // A third of them crowd on a tenth of the paragraphs.
        let on = 1 + if n % 3 == 0 {
            n % (PARAGRAPHS / 10)
        } else {
            n * 13 % PARAGRAPHS
        };
        let was = format!("{}.", words(on));
        let mut wanted: Vec<&str> = was.split(' ').collect();
        let at = n * 5 % 50;
        wanted[at] = "should";
        wanted[at + 3] = "may";
        let k = n % 197;
        let who = format!(
            "X{}{}",
            (b'A' + (k / 26) as u8) as char,
            (b'A' + (k % 26) as u8) as char
        );
        let slug = format!("{}-{n:04x}", who.to_lowercase());
        put(
            format!("drafts/wp1/proposals/{slug}.md"),
            format!(
                "---\nsponsor: {who}\nkind: replace\nanchor: {{version: {version}, ordinal: {on}, label: \"{on}\"}}\nreceived: 2008-07-14T10:00-04:00\nwords: \"{was}\"\n---\n{}\n",
                wanted.join(" ")
            ),
        );
        let list = acts.entry(who.clone()).or_default();
        let _ = writeln!(
            list,
            "- {{id: \"{n:010x}\", time: 2008-07-14T10:00-04:00, by: {who}, do: submit, proposal: {slug}}}"
        );
    }
    for (who, list) in acts {
        put(format!("drafts/wp1/acts/{}.yaml", who.to_lowercase()), list);
    }
    files
}

/// The marks alone, the record being read; and all of it, from the files.
pub(crate) fn queue(c: &mut Criterion) {
    let Ok(now) = "2008-07-17T12:00-04:00".parse::<Moment>() else {
        return;
    };
    let snapshot = Snapshot::from_files(files());
    let ready = || {
        let meeting = Meeting::read(snapshot.clone(), now);
        meeting.docket("wp1");
        meeting
    };
    let marks = ready().marks("wp1").unwrap_or_default();
    assert!(
        marks.len() > 500,
        "{} of {PROPOSALS} have marks",
        marks.len()
    );
    let mut group = c.benchmark_group("proposals");
    group.sample_size(20);
    group.bench_function("marks of 2,000", |b| {
        b.iter_batched(
            ready,
            |meeting| black_box(meeting.marks("wp1")),
            BatchSize::LargeInput,
        );
    });
    group.bench_function("marks of 2,000, from the files", |b| {
        b.iter(|| {
            let meeting = Meeting::read(snapshot.clone(), now);
            black_box(meeting.marks("wp1"))
        });
    });
    group.finish();
}
