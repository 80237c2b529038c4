//! What paragraphs are called: their sections and chapeaux, the path of their labels, and a name that is theirs alone.

use rustc_hash::FxHashMap;

use super::document::{Kind, Paragraph};
use super::label::{Label, LabelPath};
use super::numeral;

/// How paragraphs stand in lists and quotations.
#[derive(Debug, Default)]
pub(super) struct Settings {
    /// For each paragraph, the innermost list item round it, 0 for none.
    pub(super) items: Vec<usize>,
    /// For each paragraph, whether it stands in a quotation.
    pub(super) quoted: Vec<bool>,
    /// For each list item, the last one inside it.
    pub(super) item_ends: Vec<usize>,
}

/// A labelled paragraph, or an item, under which others may stand.
struct Chapeau {
    index: usize,
    /// Without a label, none.
    style: Option<Style>,
    depth: usize,
    /// The list item whose text it is, 0 for none.
    item: usize,
}

impl Chapeau {
    /// Says whether it is the text of a list item round a paragraph that stands in `item`.
    fn encloses(&self, item: usize, settings: &Settings) -> bool {
        let end = settings.item_ends.get(self.item).copied().unwrap_or(0);
        self.item > 0 && self.item <= item && item <= end
    }
}

/// Gives every paragraph its section, its parent, its path and its name.
pub(super) fn name(paragraphs: &mut [Paragraph], settings: &Settings) {
    place(paragraphs, settings);
    call(paragraphs);
}

fn place(paragraphs: &mut [Paragraph], settings: &Settings) {
    let mut headings: Vec<(usize, usize)> = Vec::new();
    let mut stack: Vec<Chapeau> = Vec::new();
    for index in 0..paragraphs.len() {
        let (kind, depth) = (paragraphs[index].kind, paragraphs[index].depth);
        let item = settings.items.get(index).copied().unwrap_or(0);
        let quoted = settings.quoted.get(index).is_some_and(|quoted| *quoted);
        if kind == Kind::Heading && item == 0 && !quoted {
            while headings.last().is_some_and(|(level, _)| *level >= depth) {
                headings.pop();
            }
            paragraphs[index].section = headings.last().map(|(_, heading)| *heading);
            let own = paragraphs[index].label.clone();
            paragraphs[index].path = own.map(|own| path(paragraphs, &headings, &[], own));
            headings.push((depth, index));
            stack.clear();
            continue;
        }
        paragraphs[index].section = headings.last().map(|(_, heading)| *heading);
        let above = stack
            .last()
            .and_then(|top| paragraphs[top.index].label.as_ref());
        let own = paragraphs[index].label.clone();
        let style = own.as_ref().map(|own| Style::of(own, above));
        match style {
            // What kind of label it is weighs more than how deep it is nested: `12.` is a list's item to Markdown and `(a)`
            // below it mere prose. Only a true item of an item is under it whatever their labels.
            Some(style) => {
                while stack.last().is_some_and(|top| {
                    let above = top.style.is_some_and(|other| other.rank < style.rank)
                        && top.depth <= depth + 1;
                    !above && !top.encloses(item, settings)
                }) {
                    stack.pop();
                }
                paragraphs[index].parent = stack.last().map(|top| top.index);
            }
            None if kind == Kind::Item => {
                while stack.last().is_some_and(|top| {
                    (top.style.is_none() || top.depth > depth) && !top.encloses(item, settings)
                }) {
                    stack.pop();
                }
                paragraphs[index].parent = stack.last().map(|top| top.index);
            }
            None => {
                let round = stack.iter().rfind(|top| top.encloses(item, settings));
                paragraphs[index].parent = round.map(|top| top.index);
                continue;
            }
        }
        if let Some(own) = own {
            paragraphs[index].path = Some(path(paragraphs, &headings, &stack, own));
        }
        stack.push(Chapeau {
            index,
            style,
            depth,
            item: if kind == Kind::Item { item } else { 0 },
        });
    }
}

fn path(
    paragraphs: &[Paragraph],
    headings: &[(usize, usize)],
    stack: &[Chapeau],
    own: Label,
) -> LabelPath {
    let above = headings
        .iter()
        .map(|(_, index)| *index)
        .chain(stack.iter().map(|chapeau| chapeau.index));
    let mut way: Vec<Label> = Vec::with_capacity(headings.len() + stack.len() + 1);
    let known = above
        .filter_map(|index| paragraphs[index].label.as_ref())
        // `12.1` says itself that it stands under 12.
        .filter(|label| {
            !own.as_str()
                .strip_prefix(label.as_str())
                .is_some_and(|rest| rest.starts_with('.'))
        });
    way.extend(known.cloned());
    way.push(own);
    LabelPath(way)
}

/// How often a label is borne, and whether always on the same path.
struct Borne {
    times: usize,
    first: usize,
    alike: bool,
}

fn call(paragraphs: &mut [Paragraph]) {
    let mut numbers: FxHashMap<&str, usize> = FxHashMap::default();
    let mut labels: Vec<Borne> = Vec::new();
    // The label of each paragraph by its number, so that each is looked up once.
    let mut borne_by: Vec<usize> = vec![usize::MAX; paragraphs.len()];
    for (paragraph, number) in paragraphs.iter().zip(&mut borne_by) {
        let Some(label) = &paragraph.label else {
            continue;
        };
        *number = *numbers.entry(label.as_str()).or_insert(labels.len());
        match labels.get_mut(*number) {
            Some(borne) => {
                borne.times += 1;
                let first = paragraphs.get(borne.first);
                borne.alike =
                    borne.alike && first.is_some_and(|first| first.path == paragraph.path);
            }
            None => labels.push(Borne {
                times: 1,
                first: paragraph.index,
                alike: true,
            }),
        }
    }
    let borne = |number: usize| labels.get(number).filter(|borne| borne.times > 1);
    // Only where a label is borne twice do paths matter.
    let mut times: FxHashMap<&LabelPath, usize> = FxHashMap::default();
    for (paragraph, number) in paragraphs.iter().zip(&borne_by) {
        if let (Some(path), Some(_)) = (&paragraph.path, borne(*number)) {
            *times.entry(path).or_default() += 1;
        }
    }
    let titled = usize::from(
        paragraphs
            .first()
            .is_some_and(|first| first.kind == Kind::Title),
    );
    let mut nth: FxHashMap<&LabelPath, usize> = FxHashMap::default();
    let mut preambular = 0;
    let names: Vec<String> = paragraphs
        .iter()
        .zip(preamble(paragraphs))
        .zip(&borne_by)
        .map(
            |((paragraph, in_preamble), number)| match (&paragraph.label, &paragraph.path) {
                (Some(label), Some(path)) => {
                    let Some(Borne { alike, .. }) = borne(*number) else {
                        return label.as_str().to_owned();
                    };
                    let base = || {
                        if *alike {
                            label.as_str().to_owned()
                        } else {
                            path.to_string()
                        }
                    };
                    if times.get(path).is_none_or(|times| *times == 1) {
                        return base();
                    }
                    let n = nth.entry(path).or_default();
                    *n += 1;
                    if *n > 1 {
                        format!("{}#{n}", base())
                    } else {
                        base()
                    }
                }
                _ if paragraph.kind == Kind::Title => "title".to_owned(),
                _ if in_preamble => {
                    preambular += 1;
                    format!("PP{preambular}")
                }
                _ => {
                    let mut name = (paragraph.index + 1 - titled).to_string();
                    name.insert(0, '¶');
                    name
                }
            },
        )
        .collect();
    for (paragraph, name) in paragraphs.iter_mut().zip(names) {
        paragraph.name = name;
    }
}

/// Which paragraphs are preambular: prose without a number that begins in italics or stands before the first number.
fn preamble(paragraphs: &[Paragraph]) -> Vec<bool> {
    let told = paragraphs.iter().any(|paragraph| {
        paragraph
            .label
            .as_ref()
            .is_some_and(|label| label.as_str().starts_with("PP"))
    });
    // `II. Scope` over the preamble numbers a section; `Article 1` numbers what is agreed.
    let labelled = |paragraph: &Paragraph| {
        paragraph.label.as_ref().is_some_and(|label| {
            paragraph.kind != Kind::Heading || Style::of(label, None).rank <= 4
        })
    };
    let first = paragraphs.iter().position(labelled);
    // The last section in which a number was met.
    let mut numbered: Option<Option<usize>> = None;
    paragraphs
        .iter()
        .enumerate()
        .map(|(n, paragraph)| {
            if labelled(paragraph) && paragraph.kind != Kind::Heading {
                numbered = Some(paragraph.section);
            }
            let prose = paragraph.kind == Kind::Paragraph
                && paragraph.label.is_none()
                && paragraph.depth == 0;
            if told || !prose {
                return false;
            }
            let before = first.is_some_and(|first| n < first);
            before || (begins_in_italics(&paragraph.text) && numbered != Some(paragraph.section))
        })
        .collect()
}

/// `*Recalling* that …` begins in italics; `**Option 1:**` and a paragraph that is italic to its end do not.
fn begins_in_italics(text: &str) -> bool {
    let bare = text.trim_start_matches(['[', '［', ' ']);
    let Some(mark) = bare.chars().next().filter(|c| matches!(c, '*' | '_')) else {
        return false;
    };
    let inside = &bare[1..];
    if inside.starts_with(mark) {
        return false;
    }
    inside
        .find(mark)
        .is_some_and(|end| inside[end + 1..].chars().any(char::is_alphabetic))
}

/// What kind of number a label is, and how deep such numbers stand in drafting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Style {
    rank: u8,
    form: u8,
}

impl Style {
    fn of(label: &Label, before: Option<&Label>) -> Style {
        let text = label.as_str();
        let form = if text.starts_with('(') {
            1
        } else if text.starts_with('（') {
            3
        } else if text.contains(')') {
            2
        } else {
            0
        };
        let core = text.trim_start_matches(['(', '（', '[']);
        let letters: usize = core
            .chars()
            .take_while(|c| c.is_alphabetic())
            .map(char::len_utf8)
            .sum();
        let word = &core[..letters];
        let rank = if core.starts_with('第') {
            match core
                .chars()
                .find(|c| "编編篇部章节節条條款项項段".contains(*c))
            {
                Some('编' | '編' | '篇' | '部') => 0,
                Some('章') => 1,
                Some('节' | '節') => 2,
                Some('条' | '條') => 3,
                Some('款' | '段') => 21,
                _ => 28,
            }
        } else if let Some((_, len)) = numeral::figures(core) {
            let dots = core[len..]
                .chars()
                .take_while(|c| *c == '.' || c.is_numeric());
            let dots = dots.filter(|c| *c == '.').count();
            let deep = u8::try_from(dots.min(4)).unwrap_or(4);
            if form == 0 { 20 + deep } else { 26 }
        } else if numeral::chinese(core).is_some() {
            if form == 0 { 11 } else { 14 }
        } else if core.starts_with("PP") || core.starts_with("OP") {
            20
        } else if word.chars().count() > 2 && numeral::roman(word).is_none() {
            4
        } else if word.chars().all(char::is_uppercase) {
            if numeral::roman(word).is_some() && !follows(word, before) {
                10
            } else {
                12
            }
        } else if numeral::roman(word).is_some() && !follows(word, before) {
            32
        } else {
            30
        };
        Style { rank, form }
    }
}

/// Says whether a letter that might be a Roman number goes on from the letter before it: `(i)` after `(h)`.
fn follows(word: &str, before: Option<&Label>) -> bool {
    let mut letters = word.chars();
    let (Some(letter), None) = (letters.next(), letters.next()) else {
        return false;
    };
    let Some(before) = before else { return false };
    let mut others = before.as_str().chars().filter(|c| c.is_alphabetic());
    let (Some(other), None) = (others.next(), others.next()) else {
        return false;
    };
    other.is_ascii_alphabetic()
        && other.is_lowercase() == letter.is_lowercase()
        && u32::from(other) + 1 == u32::from(letter)
}

#[cfg(test)]
mod tests {
    use super::super::document::Document;
    use super::*;

    fn called(text: &str) -> Vec<String> {
        Document::parse(text.as_bytes())
            .paragraphs()
            .iter()
            .map(|paragraph| {
                let path = paragraph.path.as_ref().map(LabelPath::to_string);
                format!("{} {}", paragraph.name, path.unwrap_or_default())
            })
            .collect()
    }

    #[test]
    fn a_full_label_is_the_path_from_the_section_down() {
        let text = "# II. Scope\n\nChapeau\n\n12. Decides:\n\n(a) one\n\n(i) deep\n\n(ii) deeper\n\n(b) two\n\n13. Next\n\n(a) other\n";
        assert_eq!(
            called(text),
            [
                "II II",
                "PP1 ",
                "12 II/12",
                "II/12/(a) II/12/(a)",
                "(i) II/12/(a)/(i)",
                "(ii) II/12/(a)/(ii)",
                "(b) II/12/(b)",
                "13 II/13",
                "II/13/(a) II/13/(a)"
            ]
        );
    }

    #[test]
    fn i_after_h_is_a_letter() {
        let text = "x\n\n(h) one\n\n(i) two\n\n(j) three\n";
        assert_eq!(called(text)[1..], ["(h) (h)", "(i) (i)", "(j) (j)"]);
    }

    #[test]
    fn the_second_of_two_equal_labels_is_counted() {
        let text = "12. a\n\nprose\n\n12. b\n";
        assert_eq!(called(text), ["12 12", "¶2 ", "12#2 12"]);
    }

    #[test]
    fn what_stands_before_the_first_number_is_preambular() {
        let text = "---\ntitle: T\n---\n\n# Head\n\nThe Conference,\n\n*Recalling* it,\n\n1. Decides\n\nAnd so on.\n";
        let names: Vec<String> = called(text)
            .iter()
            .map(|name| name.trim().to_owned())
            .collect();
        assert_eq!(names, ["title", "¶1", "PP1", "PP2", "1 1", "¶5"]);
    }

    #[test]
    fn a_nested_list_hangs_on_its_item() {
        let text = "1. One\n   1. inner\n   2. inner\n2. Two\n";
        assert_eq!(called(text), ["1 1", "1/1 1/1", "1/2 1/2", "2 2"]);
    }
}
