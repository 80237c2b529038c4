//! A text renumbered: 1 … n, *bis* and *ter* gone, and its prose naming its own paragraphs by their new numbers.

use std::ops::Range;

use super::numbers::{Numbers, Resolved};
use crate::text::{Document, Kind, Parties, Reference, Whose, references, without_references};

/// A paragraph that bears another number than before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renamed {
    /// Its ordinal.
    pub index: usize,
    /// Its label before.
    pub old: String,
    /// Its label now.
    pub new: String,
}

/// A reference that names its paragraph by the new number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recited {
    /// The paragraph in whose words it stands.
    pub index: usize,
    /// As it stood: `paragraph 12 bis`.
    pub old: String,
    /// As it stands.
    pub new: String,
}

/// A reference that was left as it is, though a paragraph of this text bears its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftAlone {
    /// The paragraph in whose words it stands.
    pub index: usize,
    /// As it stands.
    pub words: String,
    /// Why.
    pub why: &'static str,
}

/// A text renumbered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renumbered {
    /// The bytes of the draft.
    pub bytes: Vec<u8>,
    /// Who bears another number, in order of the text.
    pub concordance: Vec<Renamed>,
    /// References that were brought up to date.
    pub references: Vec<Recited>,
    /// References that a person has to look at.
    pub left: Vec<LeftAlone>,
}

/// Why a text cannot be renumbered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unfit {
    /// The number itself of this paragraph is in brackets.
    Contested(usize),
    /// With its new number this paragraph would be read as something else.
    Misread(usize),
}

/// Numbers a draft anew, and brings its references to its own paragraphs up to date.
///
/// Paragraphs are counted 1 … n, through all sections or in each of them, as they were counted before; sub-paragraphs in their
/// chapeau, headings at their level. *Alt* stays with its number, and where the front matter says `bis: alternative` *bis* does.
/// A reference changes only where it is surely this text's own. What comes out is read again: every paragraph says what it said, and every reference
/// that was changed points at the same paragraph.
///
/// # Errors
/// Where a number is contested, or a paragraph would be read as something else.
pub fn renumber(document: &Document, parties: &Parties) -> Result<Renumbered, Unfit> {
    if let Some(contested) = document.paragraphs().iter().find(|one| {
        one.label
            .as_ref()
            .is_some_and(|label| label.as_str().contains(['[', '［']))
    }) {
        return Err(Unfit::Contested(contested.index));
    }
    let numbers = Numbers::of(document);
    let mut done: Vec<Done> = Vec::new();
    let mut left = Vec::new();
    for paragraph in document.paragraphs() {
        if matches!(paragraph.kind, Kind::Title | Kind::Code) || is_label_alone(paragraph) {
            continue;
        }
        let body = document.body(paragraph.index);
        let found = references(body);
        for n in 0..found.len() {
            match recite(&numbers, document, paragraph.index, (body, &found), n) {
                Recital::Kept => {}
                Recital::Left(one) => left.push(one),
                Recital::Cited {
                    cited,
                    targets,
                    pieces,
                } => {
                    let start = paragraph.body.start;
                    let pieces = pieces.into_iter();
                    let pieces =
                        pieces.map(|(range, now)| (start + range.start..start + range.end, now));
                    done.push(Done {
                        n,
                        cited,
                        targets,
                        pieces: pieces.collect(),
                    });
                }
            }
        }
    }
    // A reference that would name another paragraph by its new number is left for a person to write out.
    let (bytes, after) = loop {
        let mut pieces = numbers.pieces(document);
        pieces.extend(done.iter().flat_map(|one| one.pieces.iter().cloned()));
        let bytes = document.with_pieces(&pieces);
        let after = Document::parse_with(bytes.clone(), parties);
        prove(document, &after)?;
        let anew = Numbers::of(&after);
        let (right, wrong): (Vec<Done>, Vec<Done>) = done
            .into_iter()
            .partition(|one| one.is_right(&anew, &after));
        done = right;
        if wrong.is_empty() {
            break (bytes, after);
        }
        left.extend(wrong.into_iter().map(|one| LeftAlone {
            index: one.cited.index,
            words: one.cited.old,
            why: "by its new number it would name another paragraph",
        }));
    };
    left.sort_by_key(|one| one.index);
    let label = |document: &Document, index: usize| {
        let paragraph = document.paragraphs().get(index);
        paragraph
            .and_then(|one| one.label.as_ref())
            .map(ToString::to_string)
            .unwrap_or_default()
    };
    let concordance = (0..document.paragraphs().len())
        .map(|index| Renamed {
            index,
            old: label(document, index),
            new: label(&after, index),
        })
        .filter(|one| one.old != one.new)
        .collect();
    Ok(Renumbered {
        bytes,
        concordance,
        references: done.into_iter().map(|one| one.cited).collect(),
        left,
    })
}

/// A reference that was brought up to date.
struct Done {
    /// Which of its paragraph.
    n: usize,
    cited: Recited,
    /// The paragraphs that it names, by ordinal.
    targets: Vec<usize>,
    /// What changes in the source.
    pieces: Vec<(Range<usize>, String)>,
}

impl Done {
    /// Whether it names the same paragraphs in the new text.
    fn is_right(&self, numbers: &Numbers, after: &Document) -> bool {
        let body = after.body(self.cited.index);
        let found = references(body);
        let now = numbers.resolve(after, self.cited.index, body, &found, self.n);
        now == Resolved::At(self.targets.clone())
    }
}

/// What a reference comes to.
enum Recital {
    /// It stays as it is.
    Kept,
    /// It stays, and a person has to look at it.
    Left(LeftAlone),
    /// It names its paragraphs by their new numbers.
    Cited {
        cited: Recited,
        /// The paragraphs, by ordinal.
        targets: Vec<usize>,
        /// What changes in the words.
        pieces: Vec<(Range<usize>, String)>,
    },
}

/// The n-th reference in words that stand at a paragraph's place.
fn recite(
    numbers: &Numbers,
    document: &Document,
    index: usize,
    (body, found): (&str, &[Reference]),
    n: usize,
) -> Recital {
    let Some(one) = found.get(n) else {
        return Recital::Kept;
    };
    let shown = body.get(one.span.clone()).unwrap_or_default();
    let folded = |words: &str| words.split_whitespace().collect::<Vec<_>>().join(" ");
    let leave = |why| {
        Recital::Left(LeftAlone {
            index,
            words: folded(shown),
            why,
        })
    };
    let targets = match numbers.resolve(document, index, body, found, n) {
        Resolved::At(targets) => targets,
        Resolved::Several if one.whose != Whose::Others => {
            return leave("several paragraphs bear this number");
        }
        Resolved::Nowhere if one.whose == Whose::Own => {
            return leave("no paragraph bears this number");
        }
        Resolved::Several | Resolved::Nowhere => return Recital::Kept,
    };
    let mut pieces: Vec<(Range<usize>, String)> = Vec::new();
    for (cited, target) in one.cited.iter().zip(&targets) {
        let ordinal = &cited.ordinal;
        let range = ordinal.number.start..ordinal.end;
        let was = body.get(range.clone()).unwrap_or_default();
        let Some(now) = numbers.cite(*target, body, ordinal) else {
            continue;
        };
        if now != was {
            pieces.push((range, now));
        }
    }
    if pieces.is_empty() {
        return Recital::Kept;
    }
    if one.whose == Whose::Others {
        return leave("it is, or may be, another text's paragraph");
    }
    let mut new = shown.to_owned();
    for (range, now) in pieces.iter().rev() {
        new.replace_range(
            range.start - one.span.start..range.end - one.span.start,
            now,
        );
    }
    Recital::Cited {
        cited: Recited {
            index,
            old: folded(shown),
            new: folded(&new),
        },
        targets,
        pieces,
    }
}

/// The new numbers of a draft, for words that do not stand in it yet.
#[derive(Debug)]
pub struct Citing<'a> {
    document: &'a Document,
    numbers: Numbers,
}

impl<'a> Citing<'a> {
    /// The numbers that [`renumber`] gives a draft's paragraphs.
    pub fn of(document: &'a Document) -> Citing<'a> {
        Citing {
            document,
            numbers: Numbers::of(document),
        }
    }

    /// Words that are wanted at a paragraph's place, naming the draft's paragraphs by their new numbers; only what is surely meant
    /// so is changed.
    pub fn anew(&self, index: usize, words: &str) -> String {
        let found = references(words);
        let mut pieces: Vec<(Range<usize>, String)> = Vec::new();
        for n in 0..found.len() {
            if let Recital::Cited { pieces: moved, .. } =
                recite(&self.numbers, self.document, index, (words, &found), n)
            {
                pieces.extend(moved);
            }
        }
        pieces.sort_by_key(|(range, _)| range.start);
        let mut cited = words.to_owned();
        for (range, now) in pieces.into_iter().rev() {
            cited.replace_range(range, &now);
        }
        if without_references(&cited) == without_references(words) {
            cited
        } else {
            words.to_owned()
        }
    }
}

/// Whether a heading's words are its label.
fn is_label_alone(paragraph: &crate::text::Paragraph) -> bool {
    paragraph.kind == Kind::Heading
        && paragraph
            .label
            .as_ref()
            .is_some_and(|label| label.as_str() == paragraph.text)
}

/// Reads the new text again: the same paragraphs, each with its words.
fn prove(before: &Document, after: &Document) -> Result<(), Unfit> {
    let (old, new) = (before.paragraphs(), after.paragraphs());
    for (was, is) in old.iter().zip(new) {
        let written = |kind: Kind| match kind {
            // `12 bis.` is prose to Markdown and `13.` a list.
            Kind::Item => Kind::Paragraph,
            other => other,
        };
        let same = written(was.kind) == written(is.kind)
            && was.label.is_some() == is.label.is_some()
            && (was.section, was.parent) == (is.section, is.parent)
            && (is_label_alone(was)
                || was.text == is.text
                || without_references(&was.text) == without_references(&is.text));
        if !same {
            return Err(Unfit::Misread(was.index));
        }
    }
    if old.len() != new.len() {
        return Err(Unfit::Misread(old.len().min(new.len()).saturating_sub(1)));
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn renumbered(text: &str) -> Renumbered {
        let document = Document::parse(text.as_bytes());
        renumber(&document, &Parties::Guessed).unwrap()
    }

    fn text(of: &Renumbered) -> &str {
        std::str::from_utf8(&of.bytes).unwrap()
    }

    #[test]
    fn bis_and_ter_go_and_the_prose_follows() {
        let all = renumbered(
            "# I. One\n\n1. As paragraph 3 bis above and paragraphs 3 to 5 say.\n\n3. Two (see paragraph 3 ter (b bis)).\n\n3 bis. Three.\n\n3 ter. Four:\n\n(a) a;\n\n(a bis) b;\n\n(b bis) c.\n\n# I bis. Two\n\n4. Five, as in section I bis.\n\n5. Under paragraph 5 of the Instrument.\n",
        );
        assert_eq!(
            text(&all),
            "# I. One\n\n1. As paragraph 3 above and paragraphs 2 to 6 say.\n\n2. Two (see paragraph 4 (c)).\n\n3. Three.\n\n4. Four:\n\n(a) a;\n\n(b) b;\n\n(c) c.\n\n# II. Two\n\n5. Five, as in section II.\n\n6. Under paragraph 5 of the Instrument.\n"
        );
        let rows: Vec<(&str, &str)> = all
            .concordance
            .iter()
            .map(|one| (one.old.as_str(), one.new.as_str()))
            .collect();
        assert_eq!(
            rows,
            [
                ("3", "2"),
                ("3 bis", "3"),
                ("3 ter", "4"),
                ("(a bis)", "(b)"),
                ("(b bis)", "(c)"),
                ("I bis", "II"),
                ("4", "5"),
                ("5", "6")
            ]
        );
        assert_eq!(all.references.len(), 4);
        assert_eq!(all.left.len(), 1, "{:?}", all.left);
        assert_eq!(all.left[0].words, "paragraph 5");
    }

    #[test]
    fn every_language_names_its_paragraphs_anew() {
        for (before, after) in [
            (
                "1. a\n\n1 bis. Voir le paragraphe 1 bis ci-dessus.\n",
                "1. a\n\n2. Voir le paragraphe 2 ci-dessus.\n",
            ),
            (
                "1. a\n\n1 bis. En el párrafo 1 bis, los Estados.\n",
                "1. a\n\n2. En el párrafo 2, los Estados.\n",
            ),
            (
                "1. a\n\n1-бис. В пункте 1-бис выше.\n",
                "1. a\n\n2. В пункте 2 выше.\n",
            ),
            (
                "1. a\n\n1 مكررا. في الفقرة 1 مكررا أعلاه.\n",
                "1. a\n\n2. في الفقرة 2 أعلاه.\n",
            ),
            ("一、甲\n\n三、见第三段。\n", "一、甲\n\n二、见第二段。\n"),
            (
                "# 第一条 甲\n\n# 第一条之二 乙\n\n见第一条之二。\n",
                "# 第一条 甲\n\n# 第二条 乙\n\n见第二条。\n",
            ),
        ] {
            assert_eq!(text(&renumbered(before)), after);
        }
    }

    #[test]
    fn numbers_that_begin_again_in_each_article_go_on_doing_so() {
        let all = renumbered(
            "## Article 1\n\n1. a\n\n1 bis. b\n\n## Article 1 bis\n\n1. c, as in Article 1, paragraph 1 bis, above\n\n3. d of paragraph 3\n",
        );
        assert_eq!(
            text(&all),
            "## Article 1\n\n1. a\n\n2. b\n\n## Article 2\n\n1. c, as in Article 1, paragraph 2, above\n\n2. d of paragraph 2\n"
        );
    }

    #[test]
    fn a_list_that_begins_anew_under_other_words_is_another_list() {
        for text_of_it in [
            "1. Each State shall:\n\n   (a) mark;\n\n   (b) record.\n\n   Moreover, it shall not:\n\n   (a) sell;\n\n   (b) lend.\n",
            "第一条 有下列情形：\n\n（一）甲；\n\n（二）乙。\n\n有下列情形的，可以：\n\n（一）丙；\n\n（二）丁。\n",
            "1. One.\n\n2. Two.\n\nAnnex\n\n1. Three.\n\n2. Four.\n",
        ] {
            assert_eq!(text(&renumbered(text_of_it)), text_of_it);
        }
        // Nothing stands between these, and what goes on from another number than the first goes on.
        for (before, after) in [
            (
                "(a) a;\n\n(b) b;\n\n(a) c.\n",
                "(a) a;\n\n(b) b;\n\n(c) c.\n",
            ),
            (
                "1. a\n\n   more of it\n\n1. b\n",
                "1. a\n\n   more of it\n\n2. b\n",
            ),
            (
                "1. a\n\n2. b\n\nand so\n\n2 bis. c\n",
                "1. a\n\n2. b\n\nand so\n\n3. c\n",
            ),
            (
                "1. a\n\n3. b\n\nand so\n\n2. c\n",
                "1. a\n\n2. b\n\nand so\n\n3. c\n",
            ),
        ] {
            assert_eq!(text(&renumbered(before)), after);
        }
        let all = renumbered("1. a:\n\n(a) x;\n\n(b) y.\n\nAnd also:\n\n(a) z;\n\n(a bis) v.\n");
        assert_eq!(
            text(&all),
            "1. a:\n\n(a) x;\n\n(b) y.\n\nAnd also:\n\n(a) z;\n\n(b) v.\n"
        );
    }

    #[test]
    fn a_reference_that_would_name_another_paragraph_is_left_and_told() {
        let all =
            renumbered("1. a\n\n1 bis. b\n\n## Annex\n\n1. c, as in paragraph 1 bis\n\n2. d\n");
        assert_eq!(
            text(&all),
            "1. a\n\n2. b\n\n## Annex\n\n1. c, as in paragraph 1 bis\n\n2. d\n"
        );
        assert!(all.references.is_empty());
        assert_eq!(all.left.len(), 1);
        assert_eq!(all.left[0].words, "paragraph 1 bis");
    }

    #[test]
    fn alternatives_stay_with_their_number() {
        let all = renumbered("2. a\n\n2 alt. b\n\n2 alt 2. c\n\n2 bis. d\n\n2 bis alt. e\n");
        assert_eq!(
            text(&all),
            "1. a\n\n1 alt. b\n\n1 alt 2. c\n\n2. d\n\n2 alt. e\n"
        );
        let all = renumbered("---\nbis: alternative\n---\n2. a\n\n2 bis. b\n\n4. c\n");
        assert_eq!(
            text(&all),
            "---\nbis: alternative\n---\n1. a\n\n1 bis. b\n\n2. c\n"
        );
    }

    #[test]
    fn a_wider_number_takes_what_is_in_its_item_along() {
        let list: String = (1..=9).map(|n| format!("{n}. x{n}\n\n")).collect();
        let all = renumbered(&format!("{list}9 bis. added\n\n10. y\n\n    - deep\n"));
        assert_eq!(
            text(&all),
            format!("{list}10. added\n\n11. y\n\n    - deep\n")
        );
        let list: String = (1..=8).map(|n| format!("{n}. x{n}\n\n")).collect();
        let all = renumbered(&format!(
            "{list}8 bis. added\n\n9. y\nlazy\n\n   - deep\n\n     deeper\n"
        ));
        assert_eq!(
            text(&all),
            format!("{list}9. added\n\n10. y\nlazy\n\n    - deep\n\n      deeper\n")
        );
        let all = renumbered("8. a\n\n   below it\n\n7. b\n");
        assert_eq!(text(&all), "1. a\n\n   below it\n\n2. b\n");
    }

    #[test]
    fn a_label_in_a_bracket_is_numbered_too_and_a_contested_number_is_refused() {
        let all = renumbered("1. a\n\n[EU: 1 bis. b]\n\n2. c\n");
        assert_eq!(text(&all), "1. a\n\n[EU: 2. b]\n\n3. c\n");
        let contested = Document::parse("1. a\n\n[4][2]. b\n".as_bytes());
        assert_eq!(
            renumber(&contested, &Parties::Guessed),
            Err(Unfit::Contested(1))
        );
    }
}
