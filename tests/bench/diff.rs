//! Alignment and words, on real texts where they are beside this folder and on made ones everywhere.

use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use adref::diff::{ChangeKind, align, change_words};
use adref::text::Document;
use criterion::{BenchmarkId, Criterion};

const REAL: [(&str, &str, &str); 3] = [
    ("paris", "paris/23-oct-2015.md", "paris/4-dec-2015.md"),
    ("quic", "quic/transport-18.md", "quic/transport-19.md"),
    (
        "zh-law",
        "zh-law/procuratorate-rules-2012.md",
        "zh-law/procuratorate-rules-2019.md",
    ),
];

/// A text of `count` paragraphs, every so many of which the other version has otherwise.
fn made(count: usize, every: usize, version: usize) -> Document {
    let text: String = (0..count)
        .map(|n| {
            let what = if n % every == 0 { version } else { 0 };
            format!(
                "{}. Paragraph {n} of the matter {} says {what} in the words alpha{n} beta{}.\n\n",
                n + 1,
                n * 7,
                n % 13
            )
        })
        .collect();
    Document::parse(text)
}

/// The benches of `diff`.
pub(crate) fn diff(criterion: &mut Criterion) {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    let mut group = criterion.benchmark_group("diff");
    group.sample_size(20);
    for (name, old, new) in REAL {
        let (Ok(old), Ok(new)) = (fs::read(data.join(old)), fs::read(data.join(new))) else {
            continue;
        };
        let (old, new) = (Document::parse(old), Document::parse(new));
        group.bench_function(BenchmarkId::new("align", name), |bench| {
            bench.iter(|| align(&old, &new));
        });
        let alignment = align(&old, &new);
        group.bench_function(BenchmarkId::new("words", name), |bench| {
            bench.iter(|| {
                alignment
                    .changes
                    .iter()
                    .filter(|change| change.kind != ChangeKind::Unchanged)
                    .map(|change| change_words(&old, &new, change).len())
                    .sum::<usize>()
            });
        });
    }
    for count in [1_000, 4_000, 16_000] {
        let (old, new) = (made(count, 20, 1), made(count, 20, 2));
        group.bench_function(BenchmarkId::new("made", count), |bench| {
            bench.iter(|| align(&old, &new));
        });
    }
    group.finish();
    claims(&data);
}

/// What is claimed of alignment, in medians: no real pair over 50 ms, and what did not change costs so much a paragraph
/// however much of it there is, with fifty paragraphs that did.
#[allow(clippy::print_stdout)] // criterion has no word for a claim
fn claims(data: &Path) {
    let median = |old: &Document, new: &Document| {
        let mut times: Vec<Duration> = (0..15)
            .map(|_| {
                let begun = Instant::now();
                black_box(align(old, new));
                begun.elapsed()
            })
            .collect();
        times.sort_unstable();
        times.get(7).copied().unwrap_or_default().as_secs_f64() * 1e3
    };
    for (name, old, new) in REAL {
        let (Ok(old), Ok(new)) = (fs::read(data.join(old)), fs::read(data.join(new))) else {
            continue;
        };
        let took = median(&Document::parse(old), &Document::parse(new));
        let holds = if took <= 50.0 {
            "holds"
        } else {
            "DOES NOT HOLD"
        };
        println!("diff/claim: {name} aligned in {took:.1} ms, at most 50: {holds}");
    }
    let of = |count: usize| {
        let every = count / 50;
        median(&made(count, every, 1), &made(count, every, 2)) / count as f64 * 1e3
    };
    let (short, long) = (of(2_000), of(32_000));
    let holds = if long <= 1.5 * short {
        "holds"
    } else {
        "DOES NOT HOLD"
    };
    println!(
        "diff/claim: linear in what did not change: {short:.2} µs a paragraph of 2,000, {long:.2} of 32,000: {holds}"
    );
}
