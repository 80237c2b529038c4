//! The numbers of a draft's paragraphs: how each series counts, what each number will be, and whom a reference means.

use std::collections::HashMap;
use std::ops::Range;

use crate::text::{Cite, Document, Kind, Numeral, Ordinal, Paragraph, Reference};

/// A paragraph's number.
#[derive(Debug, Clone)]
struct Number {
    index: usize,
    /// Where its head stands in the source.
    head: Range<usize>,
    ordinal: Ordinal,
    /// What its figures or letters are, as they stand.
    shown: String,
    /// `Article`, `PP`, `(`: what stands before it, marks aside.
    word: String,
    numeral: Numeral,
    value: u64,
    /// Its new number; `None` where its series cannot be counted.
    now: Option<u64>,
    /// Of a number of several parts, the new figures whole.
    whole: Option<String>,
    is_heading: bool,
    section: Option<usize>,
    parent: Option<usize>,
}

/// The numbers of a draft.
#[derive(Debug)]
pub(super) struct Numbers {
    all: Vec<Number>,
    by_index: HashMap<usize, usize>,
    /// Whether *bis* is another version of the same paragraph here.
    bis_is_version: bool,
}

/// Whom a reference means.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Resolved {
    /// For each of its numbers the paragraph's ordinal.
    At(Vec<usize>),
    /// More than one paragraph.
    Several,
    /// None.
    Nowhere,
}

/// What counts together: of whom it is a part, the heading's level (0 for none), what stands before the number.
type Series = (Option<usize>, usize, String);

/// How far a series has come.
struct Count {
    numeral: Numeral,
    last: (u64, u64),
    /// The paragraph that bore the last number.
    at: usize,
    section: Option<usize>,
    now: u64,
    /// The new number of the last that bore a number, by that number.
    known: HashMap<(u64, u64), u64>,
}

impl Numbers {
    /// The numbers of a draft, and what each will be.
    pub(super) fn of(document: &Document) -> Numbers {
        let bis_is_version = document.front().get("bis") == Some("alternative");
        let mut numbers = Numbers {
            all: Vec::new(),
            by_index: HashMap::new(),
            bis_is_version,
        };
        let mut counts: HashMap<Series, Count> = HashMap::new();
        let mut broken: Vec<Series> = Vec::new();
        let mut series_of: Vec<Series> = Vec::new();
        for paragraph in document.paragraphs() {
            let Some((head, ordinal)) = head_of(document, paragraph) else {
                continue;
            };
            let slice = document.source().get(head.clone()).unwrap_or_default();
            let shown = slice.get(ordinal.number.clone()).unwrap_or_default();
            let is_mark = |c: char| c.is_whitespace() || matches!(c, '#' | '*' | '_' | '>' | '\\');
            let before = slice.get(..ordinal.number.start).unwrap_or_default();
            let word = before.trim_matches(is_mark).to_lowercase();
            let is_heading = paragraph.kind == Kind::Heading;
            let (lead, last) = match shown.rsplit_once('.') {
                Some((lead, last)) => (Some(lead), last),
                None => (None, shown),
            };
            // `12.1` is counted under whoever is 12.
            let owner = lead.map(|lead| {
                let owner = numbers.all.iter().rev().find(|one| one.shown == lead);
                owner.map(|owner| owner.index)
            });
            let level = if is_heading {
                paragraph.depth.max(1)
            } else {
                0
            };
            let of = match owner {
                Some(owner) => owner,
                None if is_heading && word.chars().count() < 3 => paragraph.section,
                None if is_heading => None,
                None => paragraph.parent,
            };
            let word = match owner {
                Some(_) => format!("{word}."),
                None => word,
            };
            let series: Series = (of, level, word.clone());
            let Some(first) = Numeral::of(last).first().copied() else {
                continue;
            };
            let numeral = counts.get(&series).map_or(first, |count| count.numeral);
            let Some(value) = numeral.read(last) else {
                broken.push(series);
                continue;
            };
            let place = (value, ordinal.rank);
            let version = ordinal.alt.is_some() || bis_is_version && ordinal.rank > 1;
            let count = counts.entry(series.clone()).or_insert_with(|| Count {
                numeral,
                last: (0, 0),
                at: paragraph.index,
                section: paragraph.section,
                now: 0,
                known: HashMap::new(),
            });
            let elsewhere = count.section != paragraph.section;
            let back = place < count.last || place == count.last && elsewhere;
            // From another number than the first the same list goes on, wrongly numbered.
            let anew = value == 1
                && place <= count.last
                && !is_heading
                && is_interrupted(document, count.at, paragraph.index);
            if (back && elsewhere || anew) && !version && place.1 == 1 {
                count.now = 0;
                count.known.clear();
            }
            let root = match version && bis_is_version {
                true => (value, 1),
                false => place,
            };
            let now = match count.known.get(&root).filter(|_| version) {
                Some(known) => *known,
                None => count.now + 1,
            };
            count.now = now.max(count.now);
            count.known.insert(root, now);
            if !version {
                count.last = place;
            }
            count.at = paragraph.index;
            count.section = paragraph.section;
            let whole = match (lead, owner) {
                (Some(lead), Some(Some(owner))) => {
                    let owner = numbers.number(owner);
                    let lead = owner
                        .and_then(Number::figures)
                        .unwrap_or_else(|| lead.to_owned());
                    numeral.write(now).map(|last| format!("{lead}.{last}"))
                }
                _ => None,
            };
            // Nobody is 12: then 12.1 is left as it is.
            let counted = owner != Some(None);
            numbers.by_index.insert(paragraph.index, numbers.all.len());
            numbers.all.push(Number {
                index: paragraph.index,
                shown: shown.to_owned(),
                head,
                ordinal,
                word,
                numeral,
                value,
                now: counted.then_some(now),
                whole,
                is_heading,
                section: paragraph.section,
                parent: paragraph.parent,
            });
            series_of.push(series);
        }
        for (one, series) in numbers.all.iter_mut().zip(&series_of) {
            if broken.contains(series) {
                one.now = None;
            }
        }
        numbers
    }

    fn number(&self, index: usize) -> Option<&Number> {
        self.by_index.get(&index).and_then(|at| self.all.get(*at))
    }

    /// The heads as they will be, and the lines in wider items pushed in.
    pub(super) fn pieces(&self, document: &Document) -> Vec<(Range<usize>, String)> {
        let mut pieces = Vec::new();
        let mut pushed: HashMap<usize, usize> = HashMap::new();
        let source = document.source();
        for one in &self.all {
            let head = source.get(one.head.clone()).unwrap_or_default();
            let Some(figures) = one.figures() else {
                continue;
            };
            let range = one.ordinal.number.start..one.ordinal.end;
            let mut end = range.end;
            let mut written = self.written(one, head, &one.ordinal, &figures);
            let tail = head.get(end..).unwrap_or_default();
            // Without *bis* a number needs its point: `46bis States` becomes `47. States`.
            let bare = one.word.is_empty()
                && one.ordinal.rank > 1
                && one.ordinal.alt.is_none()
                && !one.is_heading;
            if bare && tail.starts_with(':') {
                end += 1;
                written.push('.');
            } else if bare
                && !tail
                    .trim_start()
                    .starts_with(['.', ')', '、', '．', '-', '–', '\\', '*', '_'])
            {
                written.push('.');
            }
            let was = head.get(range.start..end).unwrap_or_default();
            if written == was {
                continue;
            }
            let wider = written.chars().count().saturating_sub(was.chars().count());
            let is_item = document
                .paragraphs()
                .get(one.index)
                .is_some_and(|paragraph| paragraph.kind == Kind::Item);
            if wider > 0 && is_item {
                for line in inner_lines(document, one) {
                    *pushed.entry(line).or_default() += wider;
                }
            }
            let start = one.head.start;
            pieces.push((start + range.start..start + end, written));
        }
        pieces.extend(pushed.into_iter().map(|(at, by)| (at..at, " ".repeat(by))));
        pieces
    }

    /// A number with what stays with it, for a head or a reference in which it stands so.
    fn written(&self, one: &Number, words: &str, here: &Ordinal, figures: &str) -> String {
        let piece = |range: Range<usize>| words.get(range).unwrap_or_default();
        let unit = piece(here.unit.clone());
        if self.bis_is_version && one.ordinal.rank > 1 || one.now.is_none() {
            return format!("{figures}{unit}{}", piece(here.unit.end..here.end));
        }
        match &here.alt {
            Some(alt) => format!("{figures}{unit} {alt}"),
            None => format!("{figures}{unit}"),
        }
    }

    /// A number of a reference as it will stand.
    pub(super) fn cite(&self, index: usize, words: &str, cited: &Ordinal) -> Option<String> {
        let one = self.number(index)?;
        let shown = words.get(cited.number.clone())?;
        let figures = if shown.contains('.') || one.numeral.read(shown).is_some() {
            one.figures()?
        } else {
            let own = Numeral::of(shown);
            own.first()?.write(one.now?)?
        };
        Some(self.written(one, words, cited, &figures))
    }

    /// Whom the n-th reference in a paragraph's words means.
    pub(super) fn resolve(
        &self,
        document: &Document,
        index: usize,
        words: &str,
        all: &[Reference],
        n: usize,
    ) -> Resolved {
        let Some(reference) = all.get(n) else {
            return Resolved::Nowhere;
        };
        let paragraph = document.paragraphs().get(index);
        let scope = match reference.scope {
            None => None,
            Some(at) => match self.resolve_flat(document, paragraph, words, all.get(at), None) {
                Resolved::At(targets) if targets.len() == 1 => targets.first().copied(),
                Resolved::At(_) | Resolved::Several => return Resolved::Several,
                Resolved::Nowhere => return Resolved::Nowhere,
            },
        };
        self.resolve_flat(document, paragraph, words, Some(reference), scope)
    }

    fn resolve_flat(
        &self,
        document: &Document,
        from: Option<&Paragraph>,
        words: &str,
        reference: Option<&Reference>,
        scope: Option<usize>,
    ) -> Resolved {
        let (Some(reference), Some(from)) = (reference, from) else {
            return Resolved::Nowhere;
        };
        let mut targets: Vec<usize> = Vec::new();
        let mut lettered_before = false;
        for cited in &reference.cited {
            let shown = words.get(cited.ordinal.number.clone()).unwrap_or_default();
            let same = |one: &&Number| {
                one.ordinal.rank == cited.ordinal.rank
                    && one.ordinal.alt == cited.ordinal.alt
                    && one.bears(shown)
            };
            let before = targets.last().copied();
            let found: Vec<&Number> = if cited.lettered {
                let families: Vec<Option<usize>> = match before {
                    Some(before) if cited.within => vec![Some(before)],
                    Some(before) if lettered_before => {
                        vec![self.number(before).and_then(|one| one.parent)]
                    }
                    Some(before) => vec![Some(before)],
                    None => vec![Some(from.index), from.parent],
                };
                let families: Vec<usize> = families.into_iter().flatten().collect();
                let in_family = |one: &&Number| {
                    !one.is_heading && one.parent.is_some_and(|parent| families.contains(&parent))
                };
                self.all.iter().filter(in_family).filter(same).collect()
            } else {
                self.all
                    .iter()
                    .filter(|one| one.is_a(reference.place))
                    .filter(same)
                    .collect()
            };
            lettered_before = cited.lettered;
            let in_section = |section: Option<usize>| {
                let within = |one: &&&Number| one.section == section && section.is_some();
                found.iter().filter(within).copied().collect::<Vec<_>>()
            };
            let narrowed = match (scope, found.len()) {
                (Some(scope), _) if !cited.lettered => found
                    .iter()
                    .filter(|one| is_under(document, one.section, scope))
                    .copied()
                    .collect(),
                (_, 0 | 1) => found,
                _ => in_section(from.section),
            };
            match narrowed.as_slice() {
                [one] => targets.push(one.index),
                [] if self
                    .all
                    .iter()
                    .filter(|one| one.is_a(reference.place))
                    .filter(same)
                    .count()
                    > 1 =>
                {
                    return Resolved::Several;
                }
                [] => return Resolved::Nowhere,
                _ => return Resolved::Several,
            }
        }
        if targets.is_empty() {
            Resolved::Nowhere
        } else {
            Resolved::At(targets)
        }
    }
}

impl Number {
    /// The new figures or letters.
    fn figures(&self) -> Option<String> {
        match (&self.whole, self.now) {
            (_, None) => Some(self.shown.clone()),
            (Some(whole), _) => Some(whole.clone()),
            (None, Some(now)) => self.numeral.write(now).or_else(|| Some(self.shown.clone())),
        }
    }

    /// Whether some figures or letters are its own.
    fn bears(&self, shown: &str) -> bool {
        if shown.contains('.') || self.shown.contains('.') {
            return shown == self.shown;
        }
        let is_figure = |numeral: Numeral| {
            matches!(
                numeral,
                Numeral::Western
                    | Numeral::Arabic
                    | Numeral::Persian
                    | Numeral::Wide
                    | Numeral::Han
            )
        };
        let own = self.numeral.read(shown);
        let other = || {
            Numeral::of(shown)
                .into_iter()
                .filter(|one| is_figure(*one))
                .find_map(|one| one.read(shown))
        };
        own == Some(self.value) || is_figure(self.numeral) && other() == Some(self.value)
    }

    /// Whether it is what a reference of that word means.
    fn is_a(&self, place: Cite) -> bool {
        let article = [
            "article",
            "art",
            "articles",
            "artículo",
            "статья",
            "المادة",
            "مادة",
        ];
        let word = self.word.trim_matches(['.', ' ']);
        let is_article = article.contains(&word)
            || word == "第" && self.ordinal.unit.len() == '条'.len_utf8() && self.is_heading;
        match place {
            Cite::Paragraph => {
                !self.is_heading
                    && self.parent.is_none()
                    && matches!(
                        word,
                        "" | "op" | "paragraph" | "paragraphe" | "párrafo" | "пункт" | "第"
                    )
            }
            Cite::Sub => false,
            Cite::Section => self.is_heading && !is_article,
            Cite::Article => is_article,
            Cite::Other => false,
        }
    }
}

/// Whether words without a number stand between two of one series, no part of the first: then a list that begins at 1 is another list.
fn is_interrupted(document: &Document, from: usize, to: usize) -> bool {
    let paragraphs = document.paragraphs().get(from + 1..to);
    paragraphs.into_iter().flatten().any(|between| {
        between.label.is_none()
            && between.kind == Kind::Paragraph
            && between.parent != Some(from)
            && !document.encloses(from, between.index)
    })
}

/// Where a paragraph's head stands, and the number in it.
fn head_of(document: &Document, paragraph: &Paragraph) -> Option<(Range<usize>, Ordinal)> {
    paragraph.label.as_ref()?;
    let head = document.head(paragraph.index)?;
    let slice = document.source().get(head.clone())?;
    Ordinal::in_head(slice).map(|ordinal| (head, ordinal))
}

/// The starts of the lines that are inside an item, its first line aside.
fn inner_lines(document: &Document, one: &Number) -> Vec<usize> {
    let own = document.whole_lines(one.index);
    let inside = (one.index + 1..document.paragraphs().len())
        .take_while(|other| document.encloses(one.index, *other));
    let end = inside
        .last()
        .map_or(own.end, |last| document.whole_lines(last).end);
    let source = document.source();
    let column = one.head.end - own.start;
    let mut lines = Vec::new();
    let mut at = own.start;
    for line in source
        .get(own.start..end)
        .unwrap_or_default()
        .split_inclusive('\n')
    {
        let blank = line.len() - line.trim_start_matches(' ').len();
        if at > own.start && blank >= column && !line.trim().is_empty() {
            lines.push(at);
        }
        at += line.len();
    }
    lines
}

/// Whether a section is that one or lies in it.
fn is_under(document: &Document, mut section: Option<usize>, scope: usize) -> bool {
    while let Some(heading) = section {
        if heading == scope {
            return true;
        }
        section = document
            .paragraphs()
            .get(heading)
            .and_then(|one| one.section)
            .filter(|outer| *outer < heading);
    }
    false
}
