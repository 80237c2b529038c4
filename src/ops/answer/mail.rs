//! An answer by mail: sentences such as `Paragraph 12: replace "shall" by "should"`, or paragraphs pasted in full with their numbers.

use super::super::export::{Manner, paper};
use super::asked::{Answer, Ask, Stand};
use super::base::{Base, Shown};
use super::comments::stance;
use super::compare::Answered;
use super::letter::letter;
use super::lines::{Fate, Span};
use super::pairs::likeness;
use super::prove::Prover;
use super::script::{Change, script};
use super::sentence::{Sentence, Side, understood};
use crate::office::Look;
use crate::record::{ProposalKind, Where};
use crate::text::{Address, Kind, Label, fold};

/// So much of a pasted paragraph must be the paragraph's own words.
const PASTED: f64 = 0.4;

/// What a mail asks for of a text. What is not understood is listed, and nothing is asked for in its place.
pub fn answer_by_mail(text: Answered<'_>, mail: &str) -> Answer {
    let printed = paper(
        text.document,
        &Manner {
            naming: text.naming,
            ..Manner::default()
        },
    );
    let base = Base::of(text.document, text.naming, &printed);
    let mut work = Work {
        prover: Prover {
            text,
            base: &base,
            fresh: &[],
        },
        answer: Answer::default(),
        words: Vec::new(),
        about: None,
    };
    let letter = letter(mail, begins);
    for item in items(&letter.lines) {
        work.item(&item);
    }
    work.finish();
    work.answer.passed.extend(letter.around);
    work.answer.asks.sort_by_key(|ask| ask.index);
    work.answer
}

/// The pieces of a mail, each a sentence or a paragraph: lines that belong together are one.
fn items(lines: &[&str]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut open = false;
    for line in lines {
        // What a mail quotes is what it answers.
        if line.is_empty() || line.starts_with('>') {
            open = false;
            continue;
        }
        let line = bare(line);
        match out.last_mut() {
            Some(last) if open && !begins(line) && !last.ends_with(':') => {
                last.push(' ');
                last.push_str(line);
            }
            _ => out.push(line.to_owned()),
        }
        open = true;
    }
    out
}

/// A line without the sign of a list before it.
fn bare(line: &str) -> &str {
    line.trim_start_matches(['-', '*', '•', '–']).trim_start()
}

/// Whether a line begins with the paragraph that something is said of.
fn begins(line: &str) -> bool {
    let line = bare(line);
    head(line).is_some() || Label::read(line).is_some()
}

/// Words that a paragraph is named after.
const HEADS: [&str; 18] = [
    "paragraph",
    "paragraphs",
    "para.",
    "para",
    "paras",
    "subparagraph",
    "sub-paragraph",
    "§",
    "¶",
    "article",
    "section",
    "paragraphe",
    "párrafo",
    "parrafo",
    "пункт",
    "пункте",
    "الفقرة",
    "第",
];

/// What stands behind a word that names a paragraph: `12 (a): replace …`.
fn head(line: &str) -> Option<&str> {
    let mut rest = line.trim_start();
    for word in [
        "in ", "on ", "at ", "re ", "re: ", "for ", "dans le ", "en el ", "в ",
    ] {
        if let Some(start) = rest.get(..word.len())
            && start.to_lowercase() == word
        {
            rest = rest.get(word.len()..)?.trim_start();
            break;
        }
    }
    let found = HEADS
        .iter()
        .filter(|head| {
            rest.get(..head.len())
                .is_some_and(|start| start.to_lowercase() == **head)
        })
        .max_by_key(|head| head.len())?;
    let after = rest.get(found.len()..)?;
    let after_is_word = after.chars().next().is_some_and(char::is_alphabetic);
    (!after_is_word || *found == "第").then(|| after.trim_start())
}

struct Work<'a> {
    prover: Prover<'a>,
    answer: Answer,
    /// The words of paragraphs as they are to stand so far, by ordinal.
    words: Vec<(usize, String, Option<String>)>,
    /// The paragraph that was named last.
    about: Option<usize>,
}

impl<'a> Work<'a> {
    fn document(&self) -> &'a crate::text::Document {
        self.prover.text.document
    }

    fn name(&self, index: usize) -> String {
        self.document().name(index).to_owned()
    }

    /// The paragraph that some words begin by naming, and what is said of it.
    fn named<'w>(&self, words: &'w str) -> Option<(usize, &'w str)> {
        let ends: Vec<usize> = words
            .char_indices()
            .filter(|(_, c)| c.is_whitespace() || ":,;.–—".contains(*c))
            .map(|(at, _)| at)
            .chain([words.len()])
            .take(6)
            .collect();
        ends.into_iter().rev().find_map(|end| {
            let typed = words.get(..end)?.trim_end_matches(['.', ':', ',']);
            if typed.is_empty() || typed.contains(':') {
                return None;
            }
            let found = self.document().find(&Address::new(typed)).ok()?;
            let rest = words.get(end..)?;
            Some((
                found.index,
                rest.trim_start_matches([' ', '.', ':', ',', ';', '–', '—', '-', '，', '：', '\t']),
            ))
        })
    }

    fn item(&mut self, item: &str) {
        let (index, said) = match head(item).map(|rest| (rest, self.named(rest))) {
            Some((_, Some((index, rest)))) => (Some(index), rest.to_owned()),
            Some((rest, None)) => {
                let short = rest.split([':', ',', ';']).next().unwrap_or_default();
                let short: String = short.chars().take(20).collect();
                return self
                    .answer
                    .unclear(format!("no paragraph {short:?}: {item}"), "");
            }
            None => match self.named(item) {
                Some((index, rest)) if Label::read(item).is_some() => {
                    // A paragraph in full, or what is to be done to it.
                    if self.pasted(index, rest) {
                        return;
                    }
                    (Some(index), rest.to_owned())
                }
                _ => (self.about, item.to_owned()),
            },
        };
        if head(item).is_some() || Label::read(item).is_some() {
            self.about = index;
        }
        if said.trim().is_empty() {
            return;
        }
        let mut done = false;
        for part in sentences(&said) {
            match understood(&part) {
                Some(sentence) => {
                    done = true;
                    self.obey(&sentence, index, &part);
                }
                None => {
                    if let (Some(index), Some((verb, reason))) =
                        (index, stance(&part).filter(|_| !done))
                    {
                        self.answer.stands.push(Stand {
                            index,
                            verb,
                            reason,
                        });
                        done = true;
                        continue;
                    }
                    // What stands behind what is asked for says why.
                    let reason = words_after(
                        &part,
                        &["because", "reason:", "rationale:", "justification:"],
                    );
                    match (reason, index) {
                        (Some(reason), Some(index)) if self.reason(index, reason) => {}
                        _ => {
                            let place = index.filter(|_| head(item).is_some());
                            let place = place.map(|index| self.name(index)).unwrap_or_default();
                            self.answer
                                .unclear(format!("not understood: {part}"), place);
                        }
                    }
                }
            }
        }
    }

    fn reason(&mut self, index: usize, reason: &str) -> bool {
        if let Some((_, _, why)) = self.words.iter_mut().find(|(own, _, _)| *own == index) {
            *why = Some(reason.to_owned());
            return true;
        }
        let ask = self.answer.asks.iter_mut().rfind(|ask| ask.index == index);
        ask.is_some_and(|ask| {
            ask.rationale = Some(reason.to_owned());
            true
        })
    }

    fn shown(&self, index: usize) -> Option<&'a Shown> {
        let base = self.prover.base;
        let mut all = base.shown.iter().chain(base.notes.iter().flatten());
        all.find(|one| one.index == index)
    }

    /// The words of a paragraph as they are to stand so far.
    fn so_far(&self, index: usize) -> Option<String> {
        let own = self.words.iter().find(|(own, _, _)| *own == index);
        match own {
            Some((_, words, _)) => Some(words.clone()),
            None => self.shown(index).map(Shown::text),
        }
    }

    fn wants(&mut self, index: usize, words: String) {
        match self.words.iter_mut().find(|(own, _, _)| *own == index) {
            Some(slot) => slot.1 = words,
            None => self.words.push((index, words, None)),
        }
    }

    /// Whether a paragraph stands here in full, with changes or without.
    fn pasted(&mut self, index: usize, words: &str) -> bool {
        let Some(shown) = self.shown(index).filter(|one| one.kind != Kind::Table) else {
            return false;
        };
        let own = shown.text();
        if fold(&own) == fold(words) {
            return true;
        }
        if likeness(&own, words) < PASTED || understood(words).is_some() {
            return false;
        }
        self.wants(index, words.trim().to_owned());
        true
    }

    fn obey(&mut self, sentence: &Sentence, index: Option<usize>, said: &str) {
        let Some(index) = self.aimed(sentence, index) else {
            return self
                .answer
                .unclear(format!("it is not said on which paragraph: {said}"), "");
        };
        let name = self.name(index);
        let Some(text) = self.so_far(index) else {
            return self.answer.unclear(format!("not understood: {said}"), name);
        };
        let unclear = |work: &mut Self, why: String| {
            work.answer.unclear(format!("{why}: {said}"), name.clone())
        };
        match sentence {
            Sentence::Replace { old, new } => match only(&text, old) {
                Ok(at) => {
                    let after = text.get(at + old.len()..).unwrap_or_default();
                    let before = text.get(..at).unwrap_or_default();
                    let words = match new.is_empty() {
                        true => tight(before, after),
                        false => format!("{before}{new}{after}"),
                    };
                    self.wants(index, words);
                }
                Err(why) => unclear(self, why),
            },
            Sentence::Insert { new, side, beside } => match beside {
                Some(beside) => match only(&text, beside) {
                    Ok(at) => {
                        let at = match side {
                            Side::After => at + beside.len(),
                            Side::Before => at,
                        };
                        self.wants(index, set(&text, at, new));
                    }
                    Err(why) => unclear(self, why),
                },
                None => {
                    let at = match side {
                        Side::Before => 0,
                        // Before the sign that ends the sentence, where the new words end none.
                        Side::After => {
                            match new.trim_end().ends_with(['.', ';', '。', '؛', '؟', ':']) {
                                true => text.trim_end().len(),
                                false => text
                                    .trim_end()
                                    .trim_end_matches(['.', ';', ',', '。', '；'])
                                    .len(),
                            }
                        }
                    };
                    self.wants(index, set(&text, at, new));
                }
            },
            Sentence::Bracket { words } => match only(&text, words) {
                Ok(at) => {
                    let (before, rest) = text.split_at(at);
                    let after = rest.get(words.len()..).unwrap_or_default();
                    self.wants(index, format!("{before}[{words}]{after}"));
                }
                Err(why) => unclear(self, why),
            },
            Sentence::Read { words } => self.wants(index, words.clone()),
            Sentence::Delete => self
                .answer
                .asks
                .push(Ask::of(ProposalKind::Delete, index, "")),
            Sentence::Add { words, side, .. } => {
                let mut ask = Ask::of(ProposalKind::Add, index, words.clone());
                ask.place = place(*side);
                self.answer.asks.push(ask);
            }
            Sentence::Move { side, target } => match self.named(target) {
                Some((beside, _)) if beside != index => {
                    let mut ask = Ask::of(ProposalKind::Move, index, "");
                    ask.place = place(*side);
                    ask.beside = Some(beside);
                    self.answer.asks.push(ask);
                }
                _ => unclear(self, format!("no paragraph {target:?}")),
            },
        }
    }

    /// The paragraph that a sentence is about: the one it names itself, else the one named before it.
    fn aimed(&self, sentence: &Sentence, index: Option<usize>) -> Option<usize> {
        match sentence {
            Sentence::Add {
                target: Some(target),
                ..
            } => self.named(target).map(|(index, _)| index),
            _ => index,
        }
    }

    /// The changes of words, each paragraph's together.
    fn finish(&mut self) {
        for (index, words, reason) in std::mem::take(&mut self.words) {
            let name = self.name(index);
            let Some(shown) = self.shown(index) else {
                continue;
            };
            let printed = shown.text();
            if fold(&printed) == fold(&words) {
                continue;
            }
            let spans = [Span {
                text: words.clone(),
                look: Look::default(),
                link: None,
                fate: Fate::In,
            }];
            let changes: Vec<Change> = script(&printed, &spans)
                .into_iter()
                .map(|change| dressed(change, shown))
                .collect();
            match self.prover.set(shown, &changes, &spans) {
                Some(wanted) => {
                    let mut ask = Ask::of(ProposalKind::Replace, index, wanted);
                    ask.rationale = reason;
                    self.answer.asks.push(ask);
                }
                None => self.answer.unclear(
                    format!(
                        "other words, which cannot be set in this paragraph: {}",
                        fold(&words)
                    ),
                    name,
                ),
            }
        }
    }
}

/// A mail has no looks: new words look as those that they replace, else as those before them.
fn dressed(mut change: Change, shown: &Shown) -> Change {
    let mut at = 0;
    let mut look = None;
    for word in &shown.words {
        let end = at + word.text.len();
        let inside = at < change.to && change.from < end;
        if inside || look.is_none() && end >= change.from {
            look = Some((word.look, word.link.clone()));
        }
        if inside {
            break;
        }
        at = end;
    }
    if let Some((look, link)) = look {
        for span in &mut change.put {
            span.look = look;
            span.link.clone_from(&link);
        }
    }
    change
}

fn place(side: Side) -> Where {
    match side {
        Side::After => Where::After,
        Side::Before => Where::Before,
    }
}

/// Where some words stand, if they stand there once; whole words before parts of words.
fn only(text: &str, words: &str) -> Result<usize, String> {
    if words.is_empty() {
        return Err("no words are named".to_owned());
    }
    let all: Vec<usize> = text.match_indices(words).map(|(at, _)| at).collect();
    let is_whole = |at: &&usize| {
        let before = text.get(..**at).and_then(|text| text.chars().next_back());
        let after = text
            .get(**at + words.len()..)
            .and_then(|text| text.chars().next());
        let letter = |c: Option<char>| {
            c.is_some_and(|c| c.is_alphanumeric() && !crate::text::is_ideograph(c))
        };
        !letter(before) && !letter(after)
    };
    let whole: Vec<&usize> = all.iter().filter(is_whole).collect();
    match (whole.as_slice(), all.as_slice()) {
        ([at], _) => Ok(**at),
        ([], [at]) => Ok(*at),
        ([], []) => Err(format!("“{words}” does not stand there")),
        (whole, all) => Err(format!(
            "“{words}” stands there {} times",
            if whole.is_empty() {
                all.len()
            } else {
                whole.len()
            }
        )),
    }
}

/// Words put at a place, with the spaces that they need.
fn set(text: &str, at: usize, new: &str) -> String {
    let (before, after) = text.split_at(at.min(text.len()));
    let wide = |c: Option<char>| c.is_some_and(crate::text::is_ideograph);
    let needs = |left: Option<char>, right: Option<char>| {
        let (Some(l), Some(r)) = (left, right) else {
            return false;
        };
        let is_tight = l.is_whitespace()
            || r.is_whitespace()
            || wide(left)
            || wide(right)
            || "([（".contains(l)
            || ",.;:)]，。；：）".contains(r);
        !is_tight
    };
    let new = new.trim();
    let mut out = before.to_owned();
    if needs(before.chars().next_back(), new.chars().next()) {
        out.push(' ');
    }
    out.push_str(new);
    if needs(new.chars().next_back(), after.chars().next()) {
        out.push(' ');
    }
    out.push_str(after);
    out
}

/// What is left where words go, with one space where there were two.
fn tight(before: &str, after: &str) -> String {
    let stop = after
        .trim_start()
        .starts_with([',', '.', ';', ':', ')', ']']);
    match before.ends_with(' ') && (after.starts_with(' ') || stop) {
        true => format!("{}{after}", before.trim_end()),
        false if before.is_empty() => after.trim_start().to_owned(),
        false => format!("{before}{after}"),
    }
}

/// What is said in one go: parts between semicolons and the ends of sentences, outside quotation marks.
fn sentences(said: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut depth = false;
    let mut from = 0;
    let signs: Vec<(usize, char)> = said.char_indices().collect();
    // Behind `add …:` and `read:` stands text, which has sentences of its own.
    if understood(said)
        .is_some_and(|one| matches!(one, Sentence::Read { .. } | Sentence::Add { .. }))
    {
        return vec![said.trim().to_owned()];
    }
    for (n, (at, c)) in signs.iter().enumerate() {
        match c {
            '"' => depth = !depth,
            '“' | '«' | '„' | '「' => depth = true,
            '”' | '»' | '」' => depth = false,
            ';' | '.' | '；' | '。' if !depth => {
                let next = signs.get(n + 1).map(|(_, c)| *c);
                if next.is_none_or(char::is_whitespace) {
                    out.push(said.get(from..*at).unwrap_or_default().trim().to_owned());
                    from = at + c.len_utf8();
                }
            }
            _ => {}
        }
    }
    out.push(said.get(from..).unwrap_or_default().trim().to_owned());
    out.retain(|part| !part.is_empty());
    out
}

fn words_after<'w>(part: &'w str, heads: &[&str]) -> Option<&'w str> {
    let lower = part.to_lowercase();
    let head = heads.iter().find(|head| lower.starts_with(**head))?;
    let rest = part.get(head.len()..)?.trim();
    (!rest.is_empty()).then_some(rest)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::ops::Naming;
    use crate::text::{Document, Parties};

    /// Changes, stances, what was not understood.
    type Told = (
        Vec<(String, ProposalKind, String)>,
        Vec<String>,
        Vec<String>,
    );

    const TEXT: &str = "---\ntitle: T\n---\n*Recalling* the letter,\n\n1. States shall *always* mark [all] weapons, and report.\n\n2. States [shall / EU: should] act.\n\n(a) one;\n\n(b) two.\n\n3. 各国应加强合作。\n";

    fn mail(words: &str) -> Told {
        let document = Document::parse(TEXT);
        let answered = Answered {
            document: &document,
            parties: &Parties::Guessed,
            naming: Naming::Shown,
            marked: false,
            only: None,
        };
        let answer = answer_by_mail(answered, words);
        let asks = answer.asks.iter();
        let asks = asks.map(|ask| {
            (
                document.name(ask.index).to_owned(),
                ask.kind,
                ask.wanted.clone(),
            )
        });
        let stands = answer.stands.iter();
        let stands = stands.map(|one| {
            format!(
                "{} {} {}",
                document.name(one.index),
                one.verb.name(),
                one.reason.clone().unwrap_or_default()
            )
        });
        let unclear = answer.unclear.iter().map(|one| one.what.clone());
        (asks.collect(), stands.collect(), unclear.collect())
    }

    #[test]
    fn the_common_sentences_are_understood() {
        for (words, place, kind, wanted) in [
            (
                "Paragraph 1: replace \"shall\" by \"should\".",
                "1",
                ProposalKind::Replace,
                "States should *always* mark [all] weapons, and report.",
            ),
            (
                "Para. 1 - delete “always”",
                "1",
                ProposalKind::Replace,
                "States shall mark [all] weapons, and report.",
            ),
            (
                "In paragraph 1, insert \"light\" before \"weapons\"; delete \"and\"",
                "1",
                ProposalKind::Replace,
                "States shall *always* mark [all] light weapons, report.",
            ),
            (
                "1. add \"yearly\" at the end",
                "1",
                ProposalKind::Replace,
                "States shall *always* mark [all] weapons, and report yearly.",
            ),
            (
                "§ 2 (a): \"one\" should read \"three\"",
                "(a)",
                ProposalKind::Replace,
                "three;",
            ),
            ("Paragraph 2: delete", "2", ProposalKind::Delete, ""),
            (
                "Paragraph 2 – delete the entire paragraph",
                "2",
                ProposalKind::Delete,
                "",
            ),
            (
                "Add after paragraph 2: Each State reports.",
                "2",
                ProposalKind::Add,
                "Each State reports.",
            ),
            (
                "Paragraph 1: put \"mark\" in brackets",
                "1",
                ProposalKind::Replace,
                "States shall *always* [mark] [all] weapons, and report.",
            ),
            (
                "第3: replace \"应\" with \"应当\"",
                "3",
                ProposalKind::Replace,
                "各国应当加强合作。",
            ),
            (
                "1. States shall always mark [all] weapons.",
                "1",
                ProposalKind::Replace,
                "States shall *always* mark [all] weapons.",
            ),
            (
                "Paragraph 1 should read: \"States mark weapons.\"",
                "1",
                ProposalKind::Replace,
                "States mark weapons.",
            ),
        ] {
            let (asks, stands, unclear) = mail(words);
            assert_eq!(
                asks,
                [(place.to_owned(), kind, wanted.to_owned())],
                "{words} {unclear:?}"
            );
            assert_eq!((stands.len(), unclear.len()), (0, 0), "{words} {unclear:?}");
        }
    }

    #[test]
    fn what_is_not_understood_is_listed_and_nothing_is_asked_for_in_its_place() {
        let (asks, stands, unclear) = mail(
            "Dear Chair,\n\nParagraph 1: replace \"must\" by \"should\".\nParagraph 9: delete.\nParagraph 2: oppose. Too weak.\n> Paragraph 1: delete\n\nBest regards",
        );
        assert_eq!(asks, []);
        assert_eq!(stands, ["2 oppose "]);
        assert_eq!(unclear.len(), 3, "{unclear:?}");
        assert!(
            unclear
                .iter()
                .any(|one| one.contains("“must” does not stand there")),
            "{unclear:?}"
        );
    }
}
