//! Alignment and words, on real texts where they are beside this folder and on made ones everywhere.

use std::fs;
use std::path::Path;

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

/// A text of `count` paragraphs, every twentieth of which the other version has otherwise.
fn made(count: usize, version: usize) -> Document {
    let text: String = (0..count)
        .map(|n| {
            let what = if n % 20 == 0 { version } else { 0 };
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
        let (old, new) = (made(count, 1), made(count, 2));
        group.bench_function(BenchmarkId::new("made", count), |bench| {
            bench.iter(|| align(&old, &new));
        });
    }
    group.finish();
}
