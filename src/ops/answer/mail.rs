//! An answer by mail: sentences such as `Paragraph 12: replace "shall" by "should"`, or paragraphs pasted in full with their numbers.
//!
//! A sentence that names a paragraph of its own is about that one, wherever the name stands; one that names none is about the one that its
//! piece of the mail begins with. Where two are named, or it is not sure which is meant, nothing is filed and the sentence is listed.

use std::borrow::Cow;

use super::super::export::{Manner, paper};
use super::asked::{Answer, Ask, Stand};
use super::base::{Base, Shown};
use super::items::{Item, Lead, begins, ends, items, lead};
use super::letter::letter;
use super::lexicon::REASONS;
use super::lines::{Fate, Span};
use super::named::Named;
use super::pairs::likeness;
use super::prove::Prover;
use super::quoted::{Stretch, stretches};
use super::script::{Change, script};
use super::sentence::{Aim, Sentence, Side, Understood, understood};
use super::stated::stated;
use super::wording::{abridged, instruction, lifted, only, set, tight, unquoted};
use super::work::Answered;
use crate::office::Look;
use crate::record::{ProposalKind, Where};
use crate::text::{Address, Document, Kind, fold};

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
    let document = text.document;
    let mail = seen(document, mail);
    let letter = letter(&mail, |line| begins(document, line));
    let opens =
        |words: &str| understood(document, &format!("{words} x")).is_some_and(|one| one.goes_on);
    let items = items(document, &letter.lines, opens);
    let mut work = Work {
        prover: Prover {
            text,
            base: &base,
            fresh: &[],
        },
        answer: Answer::default(),
        words: Vec::new(),
        about: About::Nothing,
        counted: None,
    };
    work.counted = work.counts(&items);
    for item in &items {
        work.item(item);
    }
    work.finish();
    work.answer.passed.extend(letter.around);
    work.answer.asks.sort_by_key(|ask| ask.index);
    work.answer
}

/// What a sentence without a paragraph's name is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum About {
    Nothing,
    /// The paragraph that stands alone over what follows.
    Under(usize),
    /// The paragraph that the lines before spoke of, as far as an empty line.
    Still(usize),
}

impl About {
    fn index(self) -> Option<usize> {
        match self {
            About::Nothing => None,
            About::Under(index) | About::Still(index) => Some(index),
        }
    }
}

struct Work<'a> {
    prover: Prover<'a>,
    answer: Answer,
    /// The words of paragraphs as they are to stand so far, by ordinal.
    words: Vec<(usize, String, Option<String>)>,
    about: About,
    /// The pieces that the mail numbers itself, by their words; nothing where it numbers none.
    counted: Option<usize>,
}

impl<'a> Work<'a> {
    fn document(&self) -> &'a Document {
        self.prover.text.document
    }

    fn name(&self, index: usize) -> String {
        self.document().name(index).to_owned()
    }

    /// How many pieces the mail numbers itself, from 1 on, each with a paragraph that it names besides.
    fn counts(&self, items: &[Item]) -> Option<usize> {
        let mut next = 1;
        for item in items {
            let Some(lead) = lead(self.document(), &item.text).filter(|lead| lead.mention.bare)
            else {
                continue;
            };
            let rest = item.text.get(lead.end..).unwrap_or_default();
            if lead.mention.typed == next.to_string() && self.names_its_own(rest) {
                next += 1;
            }
        }
        (next > 1).then_some(next - 1)
    }

    /// Whether what stands behind a number names a paragraph itself.
    fn names_its_own(&self, rest: &str) -> bool {
        let end = ends(rest).first().copied().unwrap_or(rest.len());
        let first = rest.get(..end).unwrap_or_default();
        understood(self.document(), first).is_some_and(|one| one.aim != Aim::Unsaid)
            || stated(self.document(), first).is_some_and(|one| one.aim != Aim::Unsaid)
            || lead(self.document(), rest).is_some_and(|lead| !lead.mention.bare)
    }

    fn item(&mut self, item: &Item) {
        if item.fresh && matches!(self.about, About::Still(_)) {
            self.about = About::Nothing;
        }
        let text = item.text.as_str();
        if text.contains(is_unreadable) {
            self.about = About::Nothing;
            return self
                .answer
                .unclear(format!("signs in it that nobody can read: {text}"), "");
        }
        let Some(lead) = lead(self.document(), text) else {
            return self.said(text, None);
        };
        let rest = text.get(lead.end..).unwrap_or_default();
        if lead.mention.bare {
            return self.numbered(item, &lead, rest);
        }
        self.headed(&lead.mention.named, rest, text);
    }

    /// A piece under a paragraph's name.
    fn headed(&mut self, named: &Named, rest: &str, whole: &str) {
        match named {
            Named::One(index) => {
                self.about = match rest.trim().is_empty() {
                    true => About::Under(*index),
                    false => About::Still(*index),
                };
                self.said(rest, Some(*index));
            }
            Named::None(typed) => {
                self.about = About::Nothing;
                // `Paragraph 14 bis (new): …` names what is to come.
                match understood(self.document(), whole) {
                    Some(one) if matches!(one.sentence, Sentence::Numbered { .. }) => {
                        self.said(whole, None)
                    }
                    _ => self
                        .answer
                        .unclear(format!("no paragraph {typed:?}: {whole}"), ""),
                }
            }
        }
    }

    /// A piece that begins with a bare number: a paragraph in full, what is said of it, or a number of the mail's own.
    fn numbered(&mut self, item: &Item, lead: &Lead, rest: &str) {
        let text = item.text.as_str();
        let mut named = lead.mention.named.clone();
        // `(a)` under `Paragraph 9:` is 9 (a), or the first of a list.
        if lead.mention.typed.starts_with('(') {
            let outer = self.about.index().map(|index| self.name(index));
            let within = outer.and_then(|outer| {
                let path = format!("{outer}{}", lead.mention.typed);
                Some(self.document().bearing(&Address::new(path))?.index)
            });
            if let Some(index) = within {
                named = Named::One(index);
            } else if let Named::One(index) = named
                && !self.pasted(index, rest)
            {
                return self.answer.unclear(
                    format!("it is not said whether {} is a paragraph or a number of the mail's own: {text}", lead.mention.typed),
                    "",
                );
            } else if let Named::One(_) = named {
                return;
            }
        }
        if let Named::One(index) = named
            && self.pasted(index, rest)
        {
            self.about = About::Nothing;
            return;
        }
        if self.names_its_own(rest) {
            let counts = lead.mention.typed.parse::<usize>().ok();
            if self
                .counted
                .zip(counts)
                .is_some_and(|(all, own)| own <= all)
            {
                self.about = About::Nothing;
                let inner = Item {
                    text: rest.to_owned(),
                    fresh: true,
                };
                return self.item(&inner);
            }
            return self
                .answer
                .unclear(format!("several paragraphs are named: {text}"), "");
        }
        if self.counted.is_some() {
            return self.answer.unclear(
                format!("it is not said whether {} is a paragraph or a number of the mail's own: {text}", lead.mention.typed),
                "",
            );
        }
        self.headed(&named, rest, text);
    }

    /// What is said, sentence by sentence; `head` is the paragraph that the piece begins with.
    fn said(&mut self, said: &str, head: Option<usize>) {
        let mut last = None;
        let ends = ends(said);
        let mut from = 0;
        for end in ends.iter().copied().chain([said.len()]) {
            if end <= from {
                continue;
            }
            let rest = said.get(from..).unwrap_or_default().trim();
            let part = said.get(from..end).unwrap_or_default();
            from = end;
            let part = part
                .trim()
                .trim_end_matches(['.', ';', '；', '。', '؛', '!'])
                .trim();
            if part.is_empty() {
                continue;
            }
            let whole = understood(self.document(), part);
            // Behind `add …:` and `read:` stands text, which has sentences of its own.
            if whole.as_ref().is_some_and(|one| one.goes_on) {
                return self.written(rest, head);
            }
            match whole {
                Some(one) => last = self.aimed(&one, head, part),
                None => self.otherwise(part, head, &mut last),
            }
        }
    }

    /// A sentence whose text is all that follows, if no sentence in it asks for something itself.
    fn written(&mut self, rest: &str, head: Option<usize>) {
        // So many sentences a paragraph may have.
        let most = 40;
        for (n, end) in ends(rest).into_iter().enumerate() {
            let part = rest.get(end..).unwrap_or_default().trim();
            let next = ends(part).first().copied().unwrap_or(part.len());
            let part = part.get(..next).unwrap_or_default().trim();
            if n > most || !part.is_empty() && self.asks(part) {
                return self
                    .answer
                    .unclear(format!("it is not said where the text ends: {rest}"), "");
            }
        }
        if let Some(one) = understood(self.document(), rest) {
            self.aimed(&one, head, rest);
        }
    }

    /// Whether some words ask for something by themselves.
    fn asks(&self, part: &str) -> bool {
        understood(self.document(), part).is_some() || stated(self.document(), part).is_some()
    }

    /// What is no amendment as it stands: a stance, one with its reason, a reason.
    fn otherwise(&mut self, part: &str, head: Option<usize>, last: &mut Option<usize>) {
        if let Some(one) = stated(self.document(), part) {
            let index = match self.place(&one.aim, head, part) {
                Some(index) if one.aim != Aim::Unsaid || head.is_some() || !one.names_more => index,
                Some(_) => return self.unplaced(part),
                None => return,
            };
            self.answer.stands.push(Stand {
                index,
                verb: one.verb,
                reason: one.reason,
            });
            *last = None;
            return;
        }
        if let Some((one, why)) = self.reasoned(part) {
            *last = self.aimed(&one, head, part);
            if let Some(index) = *last {
                self.reason(index, &why);
            }
            return;
        }
        // What stands behind what is asked for says why.
        let reason = words_after(
            part,
            &["because", "reason:", "rationale:", "justification:"],
        );
        match (reason, *last) {
            (Some(reason), Some(index)) if self.reason(index, reason) => {}
            _ => {
                // Behind what was not understood nobody knows what is spoken of.
                if head.is_none() {
                    self.about = About::Nothing;
                }
                let place = head.map(|index| self.name(index)).unwrap_or_default();
                self.answer
                    .unclear(format!("not understood: {part}"), place);
            }
        }
    }

    /// A sentence with its reason behind it.
    fn reasoned(&self, part: &str) -> Option<(Understood, String)> {
        let plain = stretches(part).into_iter().filter_map(|one| match one {
            Stretch::Plain(range) => Some(range),
            Stretch::Quoted(_) => None,
        });
        for range in plain {
            let words = part.get(range.clone())?.to_ascii_lowercase();
            let at = REASONS.iter().filter_map(|reason| words.find(reason)).min();
            let Some(at) = at else { continue };
            let at = range.start + at;
            let one = understood(self.document(), part.get(..at)?)?;
            return (!one.goes_on)
                .then(|| (one, part.get(at..).unwrap_or_default().trim().to_owned()));
        }
        None
    }

    /// The paragraph that a sentence is about: the one that it names itself, else the one that its piece begins with, else the one that
    /// stands over it. Where two are named, none is.
    fn place(&mut self, aim: &Aim, head: Option<usize>, said: &str) -> Option<usize> {
        match (aim, head) {
            (Aim::One(index), None) => {
                self.about = About::Nothing;
                Some(*index)
            }
            (Aim::One(index), Some(head)) if *index == head => Some(head),
            (Aim::One(_), Some(_)) | (Aim::Several, _) => {
                self.answer
                    .unclear(format!("several paragraphs are named: {said}"), "");
                None
            }
            (Aim::None(typed), _) => {
                self.answer
                    .unclear(format!("no paragraph {typed:?}: {said}"), "");
                None
            }
            (Aim::Unsaid, Some(head)) => Some(head),
            (Aim::Unsaid, None) => match self.about.index() {
                Some(index) => Some(index),
                None => {
                    self.unplaced(said);
                    None
                }
            },
        }
    }

    fn unplaced(&mut self, said: &str) {
        self.answer
            .unclear(format!("it is not said on which paragraph: {said}"), "");
    }

    /// Does what a sentence asks for, and says of which paragraph.
    fn aimed(&mut self, one: &Understood, head: Option<usize>, said: &str) -> Option<usize> {
        if let Sentence::Numbered { words, label } = &one.sentence {
            return self.new_paragraph(words, label, head, said);
        }
        let index = self.place(&one.aim, head, said)?;
        self.obey(&one.sentence, index, said).then_some(index)
    }

    /// A new paragraph by the number that it is to have: behind the one that this number follows.
    fn new_paragraph(
        &mut self,
        words: &str,
        label: &str,
        head: Option<usize>,
        said: &str,
    ) -> Option<usize> {
        let base = label.rsplit_once([' ', '.']).map(|(base, _)| base.trim());
        let base = base.or_else(|| {
            let end = label.find(|c: char| !c.is_numeric())?;
            label.get(..end)
        });
        let found = base
            .filter(|base| !base.is_empty())
            .and_then(|base| Some(self.document().bearing(&Address::new(base))?.index));
        match found {
            Some(index) if head.is_none_or(|head| head == index) => {
                let mut ask = Ask::of(ProposalKind::Add, index, words.to_owned());
                ask.place = Where::After;
                self.answer.asks.push(ask);
                Some(index)
            }
            _ => {
                self.answer
                    .unclear(format!("it is not said where {label:?} stands: {said}"), "");
                None
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

    /// Whether a paragraph stands here in full, with changes or without, or with what is to be done to it.
    fn pasted(&mut self, index: usize, words: &str) -> bool {
        let Some(shown) = self.shown(index).filter(|one| one.kind != Kind::Table) else {
            return false;
        };
        let own = shown.text();
        let (own, wanted) = (fold(&own), fold(words));
        if own == wanted {
            return true;
        }
        let same = wanted.strip_prefix(own.as_str()).map(str::to_owned);
        let tail = same.or_else(|| abridged(&own, &wanted));
        if let Some(tail) = &tail
            && self.asks(tail.trim())
        {
            self.said(tail, Some(index));
            return true;
        }
        let is_like = tail.is_some() || likeness(&own, words) >= PASTED;
        if !is_like || self.asks(words) {
            return false;
        }
        if let Some(word) = instruction(&own, words) {
            let name = self.name(index);
            self.answer.unclear(
                format!("{word} among the words of a paragraph, which may be asked for or be its words: {wanted}"),
                name,
            );
            return true;
        }
        if tail.is_some() && wanted.contains('…') && !own.contains('…') {
            return false;
        }
        self.wants(index, words.trim().to_owned());
        true
    }

    /// Does what a sentence asks for; says whether it could.
    fn obey(&mut self, sentence: &Sentence, index: usize, said: &str) -> bool {
        let name = self.name(index);
        let Some(text) = self.so_far(index) else {
            self.answer.unclear(format!("not understood: {said}"), name);
            return false;
        };
        let done = match sentence {
            Sentence::Replace { old, new } => only(&text, old).map(|at| {
                let after = text.get(at + old.len()..).unwrap_or_default();
                let before = text.get(..at).unwrap_or_default();
                let words = match new.is_empty() {
                    true => tight(before, after),
                    false => format!("{before}{new}{after}"),
                };
                self.wants(index, words);
            }),
            Sentence::Insert {
                new,
                side,
                beside: Some(beside),
            } => only(&text, beside).map(|at| {
                let at = match side {
                    Side::After => at + beside.len(),
                    Side::Before => at,
                };
                self.wants(index, set(&text, at, new));
            }),
            Sentence::Insert { new, side, .. } => {
                let whole = text.trim_end();
                let at = match side {
                    Side::Before => 0,
                    // Before the sign that ends the sentence, where the new words end none.
                    Side::After if new.trim_end().ends_with(['.', ';', '。', '؛', '؟', ':']) => {
                        whole.len()
                    }
                    Side::After => whole.trim_end_matches(['.', ';', ',', '。', '；']).len(),
                };
                self.wants(index, set(&text, at, new));
                Ok(())
            }
            Sentence::Bracket { words } => only(&text, words).map(|at| {
                let (before, rest) = text.split_at(at);
                let after = rest.get(words.len()..).unwrap_or_default();
                self.wants(index, format!("{before}[{words}]{after}"));
            }),
            Sentence::Lift { words } => {
                lifted(&text, words.as_deref()).map(|words| self.wants(index, words))
            }
            Sentence::Read { words } => {
                self.wants(index, unquoted(words).to_owned());
                Ok(())
            }
            Sentence::Delete => {
                self.answer
                    .asks
                    .push(Ask::of(ProposalKind::Delete, index, ""));
                Ok(())
            }
            Sentence::Add { words, side } => {
                let mut ask = Ask::of(ProposalKind::Add, index, unquoted(words));
                ask.place = place(*side);
                self.answer.asks.push(ask);
                Ok(())
            }
            Sentence::Move { side, beside } => match beside {
                Named::One(beside) if *beside != index => {
                    let mut ask = Ask::of(ProposalKind::Move, index, "");
                    ask.place = place(*side);
                    ask.beside = Some(*beside);
                    self.answer.asks.push(ask);
                    Ok(())
                }
                Named::One(_) => Err("it would go beside itself".to_owned()),
                Named::None(typed) => Err(format!("no paragraph {typed:?}")),
            },
            Sentence::Numbered { .. } => Err("not understood".to_owned()),
        };
        match done {
            Ok(()) => true,
            Err(why) => {
                self.answer.unclear(format!("{why}: {said}"), name);
                false
            }
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

/// A sign that stands for none, that steers a terminal, or that shows words in another order than they have.
fn is_unreadable(c: char) -> bool {
    c == '\u{fffd}' || c.is_control() && c != '\t' || matches!(c, '\u{202d}' | '\u{202e}')
}

/// A mail without the signs that nobody sees and programs put in, but for those that the draft has too.
fn seen<'m>(document: &Document, mail: &'m str) -> Cow<'m, str> {
    const UNSEEN: [char; 12] = [
        '\u{ad}', '\u{200b}', '\u{200e}', '\u{200f}', '\u{202a}', '\u{202b}', '\u{202c}',
        '\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}', '\u{feff}',
    ];
    if !mail.contains(UNSEEN) {
        return Cow::Borrowed(mail);
    }
    let source = document.source();
    let gone: Vec<char> = UNSEEN
        .into_iter()
        .filter(|c| !source.contains(*c))
        .collect();
    Cow::Owned(mail.chars().filter(|c| !gone.contains(c)).collect())
}

fn place(side: Side) -> Where {
    match side {
        Side::After => Where::After,
        Side::Before => Where::Before,
    }
}

fn words_after<'w>(part: &'w str, heads: &[&str]) -> Option<&'w str> {
    let lower = part.to_lowercase();
    let head = heads.iter().find(|head| lower.starts_with(**head))?;
    let rest = part.get(head.len()..)?.trim();
    (!rest.is_empty()).then_some(rest)
}

#[cfg(test)]
#[path = "mail_tests.rs"]
mod tests;
