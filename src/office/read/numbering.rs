//! The numbers that Word counts by itself, made the labels that a reader sees.

use std::collections::{HashMap, HashSet};

use super::fault::Fault;
use super::numerals::numeral;
use super::styles::{InList, Styles, level};
use super::xml::{Piece, Space, Xml};

/// How a level of a list is counted and shown.
#[derive(Debug, Clone, Default)]
struct Level {
    start: Option<u32>,
    format: String,
    text: String,
    /// After which level it begins anew, from 1; 0 never.
    restart: Option<usize>,
    /// All numbers in it are decimal ones.
    legal: bool,
    /// The style that belongs to it.
    style: Option<String>,
}

type Levels = [Option<Level>; 9];

/// A kind of list.
#[derive(Debug, Clone, Default)]
struct Kind {
    levels: Levels,
    /// The style of a numbering that has the levels instead.
    link: Option<String>,
}

/// A list: of a kind, with levels or first numbers of its own.
#[derive(Debug, Clone, Default)]
struct List {
    kind: String,
    starts: [Option<u32>; 9],
    levels: Levels,
}

/// How a file counts, and how far it has come.
#[derive(Debug, Clone, Default)]
pub(super) struct Numbering {
    kinds: HashMap<String, Kind>,
    lists: HashMap<String, List>,
    /// By kind: the number last given at each level.
    counters: HashMap<String, [Option<u32>; 9]>,
    begun: HashSet<String>,
    /// Formats that were met and are not known.
    pub(super) unknown: Vec<String>,
}

/// A number in front of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Number {
    /// `12.`, `(a)`.
    Label(String),
    /// A dot, a dash: a sign without a number.
    Bullet,
}

impl Numbering {
    /// Reads `numbering.xml`.
    ///
    /// # Errors
    /// Where it is no XML.
    pub(super) fn read(part: &str, text: &str) -> Result<Numbering, Fault> {
        let mut xml = Xml::new(part, text);
        let mut all = Numbering::default();
        loop {
            match xml.next()? {
                Piece::Open(tag) if tag.space == Space::Word => match tag.name() {
                    "abstractNum" => {
                        let id = tag.get("abstractNumId").unwrap_or_default();
                        let kind = kind(&mut xml)?;
                        all.kinds.insert(id, kind);
                    }
                    "num" => {
                        let id = tag.get("numId").unwrap_or_default();
                        let list = list(&mut xml)?;
                        all.lists.insert(id, list);
                    }
                    _ => {}
                },
                Piece::End => return Ok(all),
                _ => {}
            }
        }
    }

    /// The number of the next paragraph, which belongs to this list.
    pub(super) fn next(
        &mut self,
        at: &InList,
        style: Option<&str>,
        styles: &Styles,
    ) -> Option<Number> {
        let id = at.number.as_deref().filter(|id| *id != "0")?;
        let list = self.lists.get(id)?.clone();
        let kind = self.kind_of(&list, styles)?;
        let levels = self.kinds.get(&kind)?.levels.clone();
        // A style that numbers names its list, and the list says which of its levels is the style's.
        let bound = || {
            let style = style?;
            levels
                .iter()
                .position(|one| one.as_ref().and_then(|one| one.style.as_deref()) == Some(style))
        };
        let here = at.level.or_else(bound).unwrap_or(0).min(8);
        let level = |n: usize| -> Option<&Level> {
            let own = list.levels.get(n).and_then(Option::as_ref);
            own.or_else(|| levels.get(n).and_then(Option::as_ref))
        };
        let first = self.begun.insert(id.to_owned());
        let counters = self.counters.entry(kind).or_default();
        if first {
            for (counter, start) in counters.iter_mut().zip(&list.starts) {
                if start.is_some() {
                    *counter = None;
                }
            }
        }
        let start = |n: usize| -> u32 {
            let own = list.starts.get(n).copied().flatten();
            own.or_else(|| level(n).and_then(|one| one.start))
                .unwrap_or(1)
        };
        for (n, counter) in counters.iter_mut().enumerate() {
            if n < here && counter.is_none() {
                *counter = Some(start(n));
            } else if n == here {
                *counter = Some(counter.map_or(start(n), |last| last.saturating_add(1)));
            } else if n > here {
                let restarts = match level(n).and_then(|one| one.restart) {
                    Some(0) => false,
                    Some(after) => here < after,
                    None => true,
                };
                if restarts {
                    *counter = None;
                }
            }
        }
        let own = level(here)?;
        if own.format == "bullet" {
            return Some(Number::Bullet);
        }
        let mut label = String::new();
        let mut signs = own.text.chars().peekable();
        while let Some(sign) = signs.next() {
            let shown = match (sign, signs.peek().and_then(|next| next.to_digit(10))) {
                ('%', Some(n @ 1..=9)) => n as usize - 1,
                _ => {
                    label.push(sign);
                    continue;
                }
            };
            signs.next();
            let format = match level(shown) {
                Some(_) if own.legal => "decimal",
                Some(one) => one.format.as_str(),
                None => "decimal",
            };
            let count = counters.get(shown).copied().flatten();
            let count = count.unwrap_or_else(|| start(shown));
            match numeral(format, count) {
                Some(number) => label.push_str(&number),
                None => {
                    if !self.unknown.iter().any(|one| one == format) {
                        self.unknown.push(format.to_owned());
                    }
                    label.push_str(&count.to_string());
                }
            }
        }
        let label = label.trim();
        (!label.is_empty()).then(|| Number::Label(label.to_owned()))
    }

    /// The kind that has the levels of a list: its own, or the one that a style of numbering leads to.
    fn kind_of(&self, list: &List, styles: &Styles) -> Option<String> {
        let mut id = list.kind.clone();
        for _ in 0..8 {
            let kind = self.kinds.get(&id)?;
            let Some(link) = &kind.link else {
                return Some(id);
            };
            let Some(next) = styles.list(Some(link)).number else {
                return Some(id);
            };
            id.clone_from(&self.lists.get(&next)?.kind);
        }
        None
    }
}

fn kind(xml: &mut Xml<'_>) -> Result<Kind, Fault> {
    let mut kind = Kind::default();
    let outside = xml.depth().saturating_sub(1);
    while xml.depth() > outside {
        match xml.next()? {
            Piece::Open(tag) if tag.space == Space::Word => match tag.name() {
                "lvl" => {
                    let at = tag.get("ilvl").and_then(|n| n.parse::<usize>().ok());
                    let read = read_level(xml)?;
                    if let Some(slot) = at.and_then(|at| kind.levels.get_mut(at)) {
                        *slot = Some(read);
                    }
                }
                "numStyleLink" => kind.link = tag.val(),
                _ => {}
            },
            Piece::End => break,
            _ => {}
        }
    }
    Ok(kind)
}

fn list(xml: &mut Xml<'_>) -> Result<List, Fault> {
    let mut list = List::default();
    let mut at = 0_usize;
    let outside = xml.depth().saturating_sub(1);
    while xml.depth() > outside {
        match xml.next()? {
            Piece::Open(tag) if tag.space == Space::Word => match tag.name() {
                "abstractNumId" => list.kind = tag.val().unwrap_or_default(),
                "lvlOverride" => {
                    at = tag
                        .get("ilvl")
                        .and_then(|n| n.parse().ok())
                        .unwrap_or(usize::MAX);
                }
                "startOverride" => {
                    let start = tag.number().and_then(|n| u32::try_from(n).ok());
                    if let Some(slot) = list.starts.get_mut(at) {
                        *slot = start;
                    }
                }
                "lvl" => {
                    let read = read_level(xml)?;
                    if let Some(slot) = list.levels.get_mut(at) {
                        *slot = Some(read);
                    }
                }
                _ => {}
            },
            Piece::End => break,
            _ => {}
        }
    }
    Ok(list)
}

fn read_level(xml: &mut Xml<'_>) -> Result<Level, Fault> {
    let mut read = Level {
        format: "decimal".to_owned(),
        ..Level::default()
    };
    let outside = xml.depth().saturating_sub(1);
    while xml.depth() > outside {
        match xml.next()? {
            Piece::Open(tag) if tag.space == Space::Word => match tag.name() {
                "start" => read.start = tag.number().and_then(|n| u32::try_from(n).ok()),
                "numFmt" => read.format = tag.val().unwrap_or_default(),
                "lvlText" => read.text = tag.val().unwrap_or_default(),
                "lvlRestart" => read.restart = level(&tag),
                "isLgl" => read.legal = tag.is_on(),
                "pStyle" => read.style = tag.val(),
                "pPr" | "rPr" => xml.skip()?,
                _ => {}
            },
            Piece::End => break,
            _ => {}
        }
    }
    Ok(read)
}
