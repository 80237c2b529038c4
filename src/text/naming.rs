//! What the room calls paragraphs: the label where no other bears it, else the path, else `PP3`, else `¶7`.

use std::fmt::Write as _;

use rustc_hash::FxHashMap;

use super::label::LabelPath;
use super::paragraph::{Kind, Paragraph};
use super::standing;

/// Who bears a label.
struct Bearers {
    first: usize,
    times: usize,
    /// Whether all have the same path.
    alike: bool,
}

/// A name for each paragraph, unique in the document: `12#2` for the second 12 of a section.
pub(super) fn names(paragraphs: &[Paragraph]) -> Vec<String> {
    let mut labels: FxHashMap<&str, Bearers> = FxHashMap::default();
    for (index, paragraph) in paragraphs.iter().enumerate() {
        let Some(label) = &paragraph.label else {
            continue;
        };
        let bearers = labels.entry(label.as_str()).or_insert(Bearers {
            first: index,
            times: 0,
            alike: true,
        });
        bearers.times += 1;
        bearers.alike = bearers.alike
            && (bearers.times == 1
                || standing::path(paragraphs, bearers.first) == standing::path(paragraphs, index));
    }
    let titled = paragraphs
        .first()
        .is_some_and(|first| first.kind == Kind::Title);
    let mut nth: FxHashMap<LabelPath, usize> = FxHashMap::default();
    let mut preambular = 0;
    let name = |((index, paragraph), in_preamble): ((usize, &Paragraph), bool)| {
        let Some(label) = &paragraph.label else {
            return if paragraph.kind == Kind::Title {
                "title".to_owned()
            } else if in_preamble {
                preambular += 1;
                format!("PP{preambular}")
            } else {
                format!("¶{}", index + usize::from(!titled))
            };
        };
        let borne = labels.get(label.as_str());
        let path = borne
            .filter(|borne| borne.times > 1)
            .and_then(|_| standing::path(paragraphs, index));
        let Some(path) = path else {
            return label.to_string();
        };
        let mut name = if borne.is_some_and(|borne| borne.alike) {
            label.to_string()
        } else {
            path.to_string()
        };
        let nth = nth.entry(path).or_default();
        *nth += 1;
        if *nth > 1 {
            // Writing into a String cannot fail.
            let _ = write!(name, "#{nth}");
        }
        name
    };
    paragraphs
        .iter()
        .enumerate()
        .zip(preamble(paragraphs))
        .map(name)
        .collect()
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
            paragraph.kind != Kind::Heading || standing::numbers_what_is_agreed(label)
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

#[cfg(test)]
mod tests {
    use super::super::document::Document;

    fn called(text: &str) -> Vec<String> {
        let document = Document::parse(text.as_bytes());
        let paragraphs = document.paragraphs().iter();
        paragraphs
            .map(|paragraph| {
                let path = document.path(paragraph.index);
                let path = path.map(|path| path.to_string()).unwrap_or_default();
                format!("{} {path}", document.name(paragraph.index))
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
