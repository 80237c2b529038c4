//! What a sentence of a mail asks for, and of which paragraph: replace, delete, insert, add, move, read.
//!
//! A sentence is understood only if every word of it is one of an amendment's; one word that is not, and nothing is guessed.

use super::lexicon::{Class, class, wide};
use super::named::{Mention, Named, mention};
use super::quoted::{Stretch, stretches};
use crate::text::{Document, is_ideograph};

/// On which side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// Behind it.
    After,
    /// Before it.
    Before,
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Sentence {
    /// Other words in some words' place; none to strike them.
    Replace { old: String, new: String },
    /// Words beside others, or at an end of the paragraph.
    Insert {
        new: String,
        side: Side,
        beside: Option<String>,
    },
    /// Brackets round words.
    Bracket { words: String },
    /// Brackets away, their words kept: those round some words, or the only ones.
    Lift { words: Option<String> },
    /// A paragraph's words in full.
    Read { words: String },
    /// A paragraph less.
    Delete,
    /// A new paragraph, beside the one that the sentence is about.
    Add { words: String, side: Side },
    /// A new paragraph with the number that it is to have: `14 bis`.
    Numbered { words: String, label: String },
    /// A paragraph elsewhere.
    Move { side: Side, beside: Named },
}

/// Which paragraph a sentence is about, by its own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Aim {
    /// It names none.
    Unsaid,
    /// It names this one.
    One(usize),
    /// It names one that there is not.
    None(String),
    /// It names several.
    Several,
}

/// A sentence that is understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Understood {
    pub(super) sentence: Sentence,
    pub(super) aim: Aim,
    /// Whether its text stands behind a colon without quotation marks, and so may go on in the next sentences.
    pub(super) goes_on: bool,
}

/// A piece of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    /// A word of an amendment.
    Word(Class),
    /// Any other word.
    Other(String),
    /// Words in quotation marks.
    Quoted(String),
    /// A paragraph's name.
    Named(Mention),
    /// A colon, and where the words behind it begin.
    Colon(usize),
}

/// No sentence that asks for something has more words outside its quotation marks, in bytes.
pub(super) const LONGEST: usize = 1_000;

/// What a sentence asks for; nothing where it is none of the common ones.
pub(super) fn understood(document: &Document, sentence: &str) -> Option<Understood> {
    let words = cut(document, sentence)?;
    spoken(&words).or_else(|| written(&words, sentence))
}

/// Which paragraph some tokens name: all names of one paragraph are one.
pub(super) fn aim<'t>(mentions: impl IntoIterator<Item = &'t Mention>) -> Aim {
    let mut aim = Aim::Unsaid;
    for one in mentions {
        aim = match (aim, &one.named) {
            (Aim::Unsaid, Named::One(index)) => Aim::One(*index),
            (Aim::Unsaid, Named::None(typed)) => Aim::None(typed.clone()),
            (Aim::One(own), Named::One(index)) if own == *index => Aim::One(own),
            _ => return Aim::Several,
        };
    }
    aim
}

fn mentions(words: &[Token]) -> impl Iterator<Item = &Mention> {
    words.iter().filter_map(|word| match word {
        Token::Named(one) => Some(one),
        _ => None,
    })
}

/// The words that do something, in their order; nothing where one is not an amendment's.
fn acting(words: &[Token]) -> Option<Vec<&Token>> {
    let all: Option<Vec<Option<&Token>>> = words
        .iter()
        .map(|word| match word {
            Token::Other(_) => None,
            Token::Word(Class::Fill | Class::Noun) | Token::Colon(_) | Token::Named(_) => {
                Some(None)
            }
            word => Some(Some(word)),
        })
        .collect();
    Some(all?.into_iter().flatten().collect())
}

/// A sentence with its words in quotation marks, or one that needs none.
fn spoken(words: &[Token]) -> Option<Understood> {
    use Class::{
        After, Arrow, Be, Before, Beginning, Brackets, By, Delete, End, For, Insert, Instead, Lift,
        Move, Paragraph, Put, Read, Replace, Retain, Substitute, To,
    };
    use Token::{Quoted as Q, Word as W};
    let aimed = aim(mentions(words));
    let whole = |sentence| {
        Some(Understood {
            sentence,
            aim: aimed.clone(),
            goes_on: false,
        })
    };
    // Where words go is named on its own.
    if let Some(found) = moved(words) {
        return Some(found);
    }
    if let Some(found) = beside(words) {
        return Some(found);
    }
    let acts: Vec<&Token> = acting(words)?
        .into_iter()
        .filter(|word| !matches!(word, W(Paragraph)))
        .collect();
    // `should be deleted`, `to be replaced by`.
    let is_verb = |word: &&&Token| {
        matches!(
            word,
            W(Replace | Delete | Insert | Substitute | Put | Lift | Brackets | Move)
        )
    };
    let has_verb = acts.iter().any(|word| is_verb(&word));
    let acts: Vec<&Token> = acts
        .into_iter()
        .filter(|word| !(has_verb && matches!(word, W(Be))))
        .collect();
    // `to` stands for `by` between words, and for nothing before them.
    let is_quoted = |n: Option<usize>| matches!(n.and_then(|n| acts.get(n)), Some(Q(_)));
    let acts: Vec<&Token> = acts
        .iter()
        .enumerate()
        .filter(|(n, word)| {
            let between = is_quoted(n.checked_sub(1)) && is_quoted(Some(n + 1));
            let leads = *n == 0 && matches!(word, W(For)) && is_quoted(Some(1));
            !matches!(word, W(To | For)) || between || leads
        })
        .map(|(_, word)| *word)
        .collect();
    let replace = |old: &String, new: &String| {
        whole(Sentence::Replace {
            old: old.clone(),
            new: new.clone(),
        })
    };
    let insert = |new: &String, side: Class, beside: &String| {
        whole(Sentence::Insert {
            new: new.clone(),
            side: match side {
                Before => Side::Before,
                _ => Side::After,
            },
            beside: Some(beside.clone()),
        })
    };
    match acts.as_slice() {
        [W(Replace | Substitute), Q(old), W(By | To | Arrow), Q(new)]
        | [Q(old), W(Replace), W(By | To), Q(new)]
        | [Q(old), W(Replace), Q(new)]
        | [Q(old), W(Arrow), Q(new)]
        | [W(For), Q(old), W(Read), Q(new)]
        | [Q(old), W(Read | Be), Q(new)]
        | [W(Substitute), Q(new), W(For), Q(old)]
        // `should` instead of `shall`.
        | [Q(new), W(Instead), Q(old)]
        | [W(Be), Q(new), W(Instead), Q(old)]
        | [W(Instead), Q(old), W(Read), Q(new)]
        | [W(Instead), Q(old), Q(new)] => replace(old, new),
        [W(Insert), Q(new), W(side @ (After | Before)), Q(beside)]
        | [W(side @ (After | Before)), Q(beside), W(Insert), Q(new)]
        | [W(Insert), W(side @ (After | Before)), Q(beside), Q(new)]
        | [Q(beside), W(side @ (After | Before)), W(Insert), Q(new)] => insert(new, *side, beside),
        [W(Delete), Q(old)] | [Q(old), W(Delete)] => replace(old, &String::new()),
        [W(Put | Insert | Move), Q(words), W(Brackets)]
        | [W(Put | Insert), W(Brackets), Q(words)]
        | [Q(words), W(Brackets)]
        | [W(Brackets), Q(words)]
        | [Q(words), W(Put), W(Brackets)] => whole(Sentence::Bracket {
            words: words.clone(),
        }),
        [W(Delete | Lift), W(Brackets), Q(words)] | [Q(words), W(Retain), W(Delete), W(Brackets)] => {
            whole(Sentence::Lift {
                words: Some(words.clone()),
            })
        }
        [W(Delete | Lift), W(Brackets)]
        | [W(Retain), W(Delete | Lift), W(Brackets)]
        | [W(Delete | Lift), W(Brackets), W(Retain)] => whole(Sentence::Lift { words: None }),
        [W(Insert), Q(new), W(end @ (End | Beginning))]
        | [W(Insert), W(end @ (End | Beginning)), Q(new)]
        | [W(end @ (End | Beginning)), W(Insert), Q(new)] => whole(Sentence::Insert {
            new: new.clone(),
            side: match end {
                Beginning => Side::Before,
                _ => Side::After,
            },
            beside: None,
        }),
        [W(Read), Q(words)] | [W(Be | Replace), W(Read), Q(words)] => whole(Sentence::Read {
            words: words.clone(),
        }),
        // A paragraph by words: it is named, or spoken of.
        [W(Replace), W(By), Q(new)] if says_paragraph(words) => whole(Sentence::Read {
            words: new.clone(),
        }),
        [W(Delete)] if is_whole(words) => whole(Sentence::Delete),
        _ => None,
    }
}

/// Whether a deletion is the paragraph's: no words are spoken of, and nothing is listed behind it.
fn is_whole(words: &[Token]) -> bool {
    let at = words
        .iter()
        .position(|word| matches!(word, Token::Word(Class::Delete)));
    let behind = at.and_then(|at| words.get(at..)).unwrap_or_default();
    !words
        .iter()
        .any(|word| matches!(word, Token::Word(Class::Noun)))
        && !behind.iter().any(|word| matches!(word, Token::Colon(_)))
}

fn says_paragraph(words: &[Token]) -> bool {
    words
        .iter()
        .any(|word| matches!(word, Token::Named(_) | Token::Word(Class::Paragraph)))
}

/// A side, and the paragraph whose it is: `after paragraph 5`, `第5段之后`.
fn sided(words: &[Token]) -> Option<(usize, Side, &Mention)> {
    let side = |word: &Token| match word {
        Token::Word(Class::After) => Some(Side::After),
        Token::Word(Class::Before) => Some(Side::Before),
        _ => None,
    };
    let lean: Vec<(usize, &Token)> = words
        .iter()
        .enumerate()
        .filter(|(_, word)| {
            !matches!(
                word,
                Token::Word(Class::Fill | Class::Noun | Class::Paragraph)
            )
        })
        .collect();
    let mut found = lean.windows(2).filter_map(|pair| match pair {
        [(_, word), (n, Token::Named(one))] if side(word).is_some() => Some((*n, side(word)?, one)),
        _ => None,
    });
    let first = found.next();
    if first.is_some() {
        return first.filter(|_| found.next().is_none());
    }
    // In Chinese the side stands behind.
    lean.windows(2).find_map(|pair| match pair {
        [(n, Token::Named(one)), (_, word)] if one.wide => Some((*n, side(word)?, one)),
        _ => None,
    })
}

/// `move paragraph 20 after paragraph 1`.
fn moved(words: &[Token]) -> Option<Understood> {
    if words
        .iter()
        .any(|word| matches!(word, Token::Word(Class::Noun)))
    {
        return None;
    }
    let acts = acting(words)?;
    let does: Vec<&&Token> = acts
        .iter()
        .filter(|word| !matches!(word, Token::Word(Class::Paragraph | Class::To | Class::Be)))
        .collect();
    if !matches!(
        does.as_slice(),
        [
            Token::Word(Class::Move),
            Token::Word(Class::After | Class::Before)
        ] | [
            Token::Word(Class::After | Class::Before),
            Token::Word(Class::Move)
        ]
    ) {
        return None;
    }
    let (at, side, beside) = sided(words)?;
    let others = words.iter().enumerate().filter(|(n, _)| *n != at);
    let others = others.filter_map(|(_, word)| match word {
        Token::Named(one) => Some(one),
        _ => None,
    });
    Some(Understood {
        sentence: Sentence::Move {
            side,
            beside: beside.named.clone(),
        },
        aim: aim(others),
        goes_on: false,
    })
}

/// `insert after paragraph 5: "…"`: a paragraph of its own.
fn beside(words: &[Token]) -> Option<Understood> {
    let all = quotes(words);
    let [text] = all.as_slice() else {
        return None;
    };
    let text = (*text).clone();
    let ends = text.trim_end().ends_with(['.', ';', '。', '；', '؛']);
    let says_new = words
        .iter()
        .any(|word| matches!(word, Token::Word(Class::New)));
    added(words, (ends || says_new).then_some(text)?, false)
}

/// A new paragraph with a text, where these words ask for one.
fn added(words: &[Token], text: String, goes_on: bool) -> Option<Understood> {
    let acts = acting(words)?;
    let does = acts.iter().filter(|word| {
        !matches!(
            word,
            Token::Word(Class::Paragraph | Class::Be | Class::Read | Class::To) | Token::Quoted(_)
        )
    });
    let mut says_new = false;
    let mut sides = 0;
    let mut inserts = 0;
    for word in does {
        match word {
            Token::Word(Class::New) => says_new = true,
            Token::Word(Class::Insert) => inserts += 1,
            Token::Word(Class::After | Class::Before) => sides += 1,
            _ => return None,
        }
    }
    if inserts > 1 || sides > 1 || (inserts == 0 && !says_new) {
        return None;
    }
    let spoken_of = words
        .iter()
        .any(|word| matches!(word, Token::Word(Class::Paragraph)));
    match sided(words) {
        Some((at, side, beside)) => {
            let named = words.iter().enumerate().filter(|(n, _)| *n != at);
            let others: Vec<&Mention> = named
                .filter_map(|(_, word)| match word {
                    Token::Named(one) => Some(one),
                    _ => None,
                })
                .collect();
            // `a new paragraph 14 bis after paragraph 14`: the number is what it will be called.
            let is_free = |one: &&Mention| says_new && matches!(one.named, Named::None(_));
            let aim = match others.iter().all(is_free) {
                true => aim([beside]),
                false => Aim::Several,
            };
            Some(Understood {
                sentence: Sentence::Add { words: text, side },
                aim,
                goes_on,
            })
        }
        None if sides > 0 => None,
        None => match (mentions(words).collect::<Vec<_>>().as_slice(), says_new) {
            ([one], true) if matches!(one.named, Named::None(_)) => Some(Understood {
                sentence: Sentence::Numbered {
                    words: text,
                    label: one.typed.clone(),
                },
                aim: Aim::Unsaid,
                goes_on,
            }),
            // Under a paragraph's name: `Paragraph 5: add a new paragraph: …`.
            ([], true) if spoken_of => Some(Understood {
                sentence: Sentence::Add {
                    words: text,
                    side: Side::After,
                },
                aim: Aim::Unsaid,
                goes_on,
            }),
            _ => None,
        },
    }
}

fn quotes(words: &[Token]) -> Vec<&String> {
    let all = words.iter().filter_map(|word| match word {
        Token::Quoted(text) => Some(text),
        _ => None,
    });
    all.collect()
}

/// A sentence whose text stands behind a colon: `add after paragraph 2: Each State …`, `paragraph 4 should read: …`.
fn written(words: &[Token], sentence: &str) -> Option<Understood> {
    let (n, from) = words.iter().enumerate().find_map(|(n, word)| match word {
        Token::Colon(from) => Some((n, *from)),
        _ => None,
    })?;
    let before = words.get(..n)?;
    let text = sentence.get(from..)?.trim();
    if text.is_empty() || !quotes(before).is_empty() {
        return None;
    }
    if let Some(found) = added(before, text.to_owned(), true) {
        return Some(found);
    }
    let acts = acting(before)?;
    let does: Vec<&&Token> = acts
        .iter()
        .filter(|word| !matches!(word, Token::Word(Class::Paragraph | Class::Be | Class::To)))
        .collect();
    let is_read = match does.as_slice() {
        [Token::Word(Class::Read)] | [Token::Word(Class::New)] => true,
        [
            Token::Word(Class::Replace),
            Token::Word(Class::By | Class::Read),
        ] => true,
        // 改为: what it becomes stands behind the colon.
        [Token::Word(Class::Replace)] => before.iter().any(|word| matches!(word, Token::Named(_))),
        _ => false,
    };
    is_read.then(|| Understood {
        sentence: Sentence::Read {
            words: text.to_owned(),
        },
        aim: aim(mentions(before)),
        goes_on: true,
    })
}

/// The pieces of a sentence; nothing of one that says more than any that asks for something does.
fn cut(document: &Document, sentence: &str) -> Option<Vec<Token>> {
    let mut out = Vec::new();
    let mut plain = 0;
    for stretch in stretches(sentence) {
        match stretch {
            Stretch::Quoted(range) => {
                out.push(Token::Quoted(sentence.get(range)?.trim().to_owned()));
            }
            Stretch::Plain(range) => {
                let words = sentence.get(range.clone())?;
                // Behind a colon stands a text, however long.
                let colon = out.iter().any(|word| matches!(word, Token::Colon(_)));
                plain += words.len();
                if plain > LONGEST && !colon {
                    let head = words
                        .char_indices()
                        .map(|(at, _)| at)
                        .find(|at| *at >= LONGEST);
                    let head = words.get(..head.unwrap_or(words.len()))?;
                    if !head.contains([':', '：']) {
                        return None;
                    }
                    pieces(document, head, range.start, &mut out);
                    return Some(out);
                }
                if plain <= LONGEST {
                    pieces(document, words, range.start, &mut out);
                }
            }
        }
    }
    Some(out)
}

/// The words of a stretch without quotation marks, which begins at `from` in its sentence.
fn pieces(document: &Document, words: &str, from: usize, out: &mut Vec<Token>) {
    let mut at = 0;
    let mut fresh = true;
    while let Some(rest) = words.get(at..).filter(|rest| !rest.is_empty()) {
        let Some(c) = rest.chars().next() else { break };
        if (fresh || c == '第')
            && let Some(found) = mention(document, rest)
        {
            at += found.length.max(c.len_utf8());
            out.push(Token::Named(found));
            continue;
        }
        if is_ideograph(c) {
            let (token, length) = match wide(rest) {
                Some((class, length)) => (Token::Word(class), length),
                None => (Token::Other(c.to_string()), c.len_utf8()),
            };
            out.push(token);
            at += length;
            fresh = true;
            continue;
        }
        let inside = |c: char| c.is_alphanumeric() && !is_ideograph(c) || is_mark(c);
        if inside(c) {
            let end = rest
                .char_indices()
                .find(|(at, c)| {
                    let next = rest
                        .get(at + c.len_utf8()..)
                        .and_then(|rest| rest.chars().next());
                    !(inside(*c) || *c == '-' && next.is_some_and(inside))
                })
                .map_or(rest.len(), |(at, _)| at);
            let word = rest.get(..end).unwrap_or_default();
            let lower: String = word
                .to_lowercase()
                .chars()
                .filter(|c| !is_mark(*c))
                .collect();
            out.push(match class(&lower) {
                Some(class) => Token::Word(class),
                None => Token::Other(lower),
            });
            at += end;
            fresh = true;
            continue;
        }
        let arrow = ["-->", "->", "=>", "→", "⇒", "➔", "⟶"]
            .iter()
            .find(|sign| rest.starts_with(**sign));
        match (c, arrow) {
            (_, Some(sign)) => {
                out.push(Token::Word(Class::Arrow));
                at += sign.len();
            }
            (':' | '：', None) => {
                at += c.len_utf8();
                out.push(Token::Colon(from + at));
            }
            // What stands in brackets, and what is asked, is said some other way.
            ('[' | ']' | '?' | '？' | '؟', None) => {
                out.push(Token::Other(c.to_string()));
                at += c.len_utf8();
            }
            _ => at += c.len_utf8(),
        }
        fresh = true;
    }
}

/// A vowel or a lengthening of Arabic writing, which words are written with or without.
fn is_mark(c: char) -> bool {
    matches!(
        c,
        '\u{64b}'..='\u{652}' | '\u{640}' | '\u{200d}' | '\u{200c}'
    )
}
