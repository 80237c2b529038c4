//! Reading a text: the torture text, against what pulldown-cmark alone needs for it.

use std::fmt::Write as _;
use std::hint::black_box;
use std::time::{Duration, Instant};

use adref::text::{Document, tokens};
use criterion::Criterion;
use pulldown_cmark::{Options, Parser};

/// 40,000 paragraphs in 3 MB with 20,000 brackets that do not balance.
pub(crate) fn torture() -> String {
    let mut text = String::with_capacity(3 << 20);
    for n in 0..40_000 {
        let section = n / 40 + 1;
        if n % 40 == 0 {
            // Writing into a String cannot fail.
            let _ = write!(text, "## Article {section}\n\n");
        }
        // In one section brackets are never closed, in the next they close nothing.
        let (opens, closes) = if section % 2 == 0 {
            ("[", "")
        } else {
            ("", "]")
        };
        let _ = match n % 4 {
            0 => write!(
                text,
                "{n}. States {opens}shall [regularly take all the necessary measures]{closes} to prevent.\n\n"
            ),
            1 => write!(
                text,
                "(a) Recalling *inter alia* the Programme of Action, as appropriate and in full;\n\n"
            ),
            2 => write!(
                text,
                "{n} bis. Encourages {opens}States [able to do so / EU: that can]{closes} to assist.\n\n"
            ),
            _ => write!(
                text,
                "- Calls upon all to cooperate at the national, regional and global levels.\n\n"
            ),
        };
    }
    text
}

/// The functions of this module.
pub(crate) fn benches(criterion: &mut Criterion) {
    let text = torture();
    let mut group = criterion.benchmark_group("text");
    group.sample_size(10);
    group.bench_function("pulldown_cmark alone", |bencher| {
        let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES;
        bencher.iter(|| {
            Parser::new_ext(black_box(&text), options)
                .into_offset_iter()
                .count()
        });
    });
    // Reading is measured, not throwing away what was read.
    group.bench_function("parse", |bencher| {
        bencher.iter_with_large_drop(|| Document::parse(black_box(text.as_bytes())));
    });
    group.bench_function("parse and findings", |bencher| {
        bencher.iter_with_large_drop(|| {
            let document = Document::parse(black_box(text.as_bytes()));
            black_box(document.findings().len());
            document
        });
    });
    let document = Document::parse(text.as_bytes());
    group.bench_function("print", |bencher| bencher.iter(|| document.print().len()));
    group.bench_function("tokens", |bencher| {
        bencher.iter(|| tokens(black_box(&text)).len())
    });
    group.finish();
    in_turn(&text);
}

/// Both in turn, so that what else the machine does falls on both alike: the medians, and how many times one is the other.
#[allow(clippy::print_stdout)] // criterion has no word for a ratio
fn in_turn(text: &str) {
    const ROUNDS: usize = 41;
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES;
    let mut alone = Vec::with_capacity(ROUNDS);
    let mut whole = Vec::with_capacity(ROUNDS);
    for _ in 0..ROUNDS {
        let begun = Instant::now();
        black_box(
            Parser::new_ext(black_box(text), options)
                .into_offset_iter()
                .count(),
        );
        alone.push(begun.elapsed());
        let begun = Instant::now();
        let document = Document::parse(black_box(text.as_bytes()));
        whole.push(begun.elapsed());
        drop(document);
    }
    let median = |times: &mut Vec<Duration>| {
        times.sort_unstable();
        times
            .get(ROUNDS / 2)
            .copied()
            .unwrap_or_default()
            .as_secs_f64()
            * 1e3
    };
    let (alone, whole) = (median(&mut alone), median(&mut whole));
    println!(
        "text/in turn: parse {whole:.1} ms, pulldown-cmark alone {alone:.1} ms, {:.2} times",
        whole / alone
    );
}
