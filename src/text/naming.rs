//! What the room calls paragraphs: the label where no other bears it, a sub-paragraph behind the one it is under, `2(c)`, else the
//! path, else `PP3`, else `¶7`.

use std::fmt::Write as _;

use rustc_hash::FxHashMap;

use super::label::Label;
use super::paragraph::{Kind, Paragraph};
use super::standing;
use super::tokens::is_ideograph;

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
    let mut nth: FxHashMap<String, usize> = FxHashMap::default();
    let mut preambular = 0;
    let mut names: Vec<String> = Vec::with_capacity(paragraphs.len());
    for ((index, paragraph), in_preamble) in paragraphs.iter().enumerate().zip(preamble(paragraphs))
    {
        let Some(label) = &paragraph.label else {
            names.push(if paragraph.kind == Kind::Title {
                "title".to_owned()
            } else if in_preamble {
                preambular += 1;
                format!("PP{preambular}")
            } else {
                format!("¶{}", index + usize::from(!titled))
            });
            continue;
        };
        let borne = labels.get(label.as_str());
        let path = || standing::path(paragraphs, index).map(|path| path.to_string());
        let mut name = match above(paragraphs, paragraph).and_then(|above| names.get(above)) {
            Some(above) if is_enclosed(label) => behind(above, label),
            _ if borne.is_none_or(|borne| borne.times == 1 || borne.alike) => label.to_string(),
            _ => path().unwrap_or_else(|| label.to_string()),
        };
        let nth = nth.entry(name.clone()).or_default();
        *nth += 1;
        if *nth > 1 {
            // Writing into a String cannot fail.
            let _ = write!(name, "#{nth}");
        }
        names.push(name);
    }
    names
}

/// The nearest paragraph with a label that another is under.
fn above(paragraphs: &[Paragraph], paragraph: &Paragraph) -> Option<usize> {
    let mut above = paragraph.parent;
    while let Some(one) = above.and_then(|index| paragraphs.get(index)) {
        if one.label.is_some() {
            return Some(one.index);
        }
        above = one.parent;
    }
    None
}

/// `2(c)`, `12 bis (a)`, `第二条（一）`.
fn behind(above: &str, label: &Label) -> String {
    let wordy = |c: char| c.is_alphabetic() && !is_ideograph(c);
    match above.ends_with(wordy) {
        true => format!("{above} {label}"),
        false => format!("{above}{label}"),
    }
}

/// Whether a label says nothing by itself, and is written behind another: `(a)`, `（一）`.
fn is_enclosed(label: &Label) -> bool {
    label.as_str().starts_with(['(', '（'])
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
    use super::super::address::Address;
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
                "12(a) II/12/(a)",
                "12(a)(i) II/12/(a)/(i)",
                "12(a)(ii) II/12/(a)/(ii)",
                "12(b) II/12/(b)",
                "13 II/13",
                "13(a) II/13/(a)"
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
    fn a_sub_paragraph_is_called_behind_the_one_it_is_under_whether_or_not_another_bears_its_letter()
     {
        let text = "# II. Scope\n\n1. Decides:\n\n(a) one\n\n(a) again\n\n# III. Means\n\n1. Asks:\n\n（b） two\n\n1. Notes:\n\n(b) three\n\n(i) deep\n";
        let document = Document::parse(text.as_bytes());
        let names: Vec<&str> = (1..document.paragraphs().len())
            .map(|index| document.name(index))
            .collect();
        assert_eq!(
            names,
            [
                "II/1",
                "II/1(a)",
                "II/1(a)#2",
                "III",
                "III/1",
                "III/1（b）",
                "III/1#2",
                "III/1#2(b)",
                "III/1#2(b)(i)"
            ]
        );
        for (index, name) in names.iter().enumerate() {
            let found = document.find(&Address::new(*name)).map(|one| one.index);
            assert_eq!(found, Ok(index + 1), "{name}");
        }
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
