//! A paragraph in pieces that know their bracket and where they lead: for whoever can show nesting and links, as a page can.

use std::collections::BTreeMap;

use super::line::Line;
use super::prose::{Ink, Owners};
use super::role::Role;
use super::runs::{Form, Run, runs};
use crate::text::{Document, Kind, SegmentRole};

/// A run of a paragraph's words, in one bracket and with one fate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// What it is.
    pub role: SegmentRole,
    /// How many contested brackets stand round it, its own included.
    pub depth: usize,
    /// The number of whoever owns the alternative that it stands in.
    pub owner: Option<u8>,
    /// Where it leads.
    pub leads: Leads,
    /// Its words, clean; emphasis as roles.
    pub line: Line,
}

/// Where words lead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Leads {
    /// Nowhere.
    Nowhere,
    /// To an address, as it is written.
    To(String),
    /// To the footnote of this name.
    Note(String),
    /// Nowhere: they are code.
    Code,
}

/// The addresses that a draft's links name at its foot: `[source]: https://…`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Definitions(BTreeMap<String, String>);

impl Definitions {
    /// Those of a draft.
    pub fn of(document: &Document) -> Definitions {
        let lines = document.source().lines();
        let found = lines.filter_map(|line| {
            let (name, rest) = line.trim_start().strip_prefix('[')?.split_once("]:")?;
            let address = rest.split_whitespace().next()?;
            let address = address.trim_start_matches('<').trim_end_matches('>');
            let named = !name.starts_with('^') && !name.contains(['[', ']']);
            named.then(|| (name.trim().to_lowercase(), address.to_owned()))
        });
        Definitions(found.collect())
    }

    fn get(&self, name: &str) -> Option<&String> {
        self.0.get(&name.trim().to_lowercase())
    }
}

/// The words of a paragraph in pieces; comments in it are left out.
pub fn pieces(
    document: &Document,
    owners: &Owners,
    definitions: &Definitions,
    index: usize,
) -> Vec<Piece> {
    let Some(paragraph) = document.paragraphs().get(index) else {
        return Vec::new();
    };
    let mut out = Vec::new();
    let mut ink = Ink::new(Form::Room);
    if paragraph.kind == Kind::Title || paragraph.body.is_empty() {
        return pieces_of_words(&paragraph.text);
    }
    for Run { segment, words } in runs(document, index, Form::Room) {
        let alternative = segment
            .bracket
            .and_then(|bracket| document.brackets().get(bracket))
            .and_then(|bracket| bracket.alternatives.get(segment.alternative?));
        let like = Piece {
            role: segment.role,
            depth: segment.depth,
            owner: alternative
                .and_then(|one| one.parties.first())
                .map(|name| owners.number(name)),
            leads: Leads::Nowhere,
            line: Line::new(),
        };
        ink.levels = document.owned_round(segment.bracket);
        match segment.role {
            SegmentRole::Words => cut(&words, definitions, &like, &mut ink, &mut out),
            _ => {
                ink.words(Role::Plain, &words);
                lay(&mut ink, &like, Leads::Nowhere, &mut out);
            }
        }
    }
    out
}

/// Words that stand by themselves, in pieces; brackets in them are words like others.
pub fn pieces_of_words(words: &str) -> Vec<Piece> {
    let like = Piece {
        role: SegmentRole::Words,
        depth: 0,
        owner: None,
        leads: Leads::Nowhere,
        line: Line::new(),
    };
    let mut out = Vec::new();
    let mut ink = Ink::new(Form::Room);
    cut(words, &Definitions::default(), &like, &mut ink, &mut out);
    out
}

/// Takes what was inked as a piece.
fn lay(ink: &mut Ink, like: &Piece, leads: Leads, out: &mut Vec<Piece>) {
    let line = std::mem::take(&mut ink.line);
    if !line.is_empty() {
        out.push(Piece {
            leads,
            line,
            ..like.clone()
        });
    }
}

/// Cuts words at links, notes, code and comments.
fn cut(source: &str, definitions: &Definitions, like: &Piece, ink: &mut Ink, out: &mut Vec<Piece>) {
    let mut from = 0;
    let mut at = 0;
    while let Some(step) = source
        .get(at..)
        .and_then(|rest| rest.find(['\\', '[', '<', '`', '!']))
    {
        at += step;
        let rest = source.get(at..).unwrap_or_default();
        let sign = rest.chars().next().unwrap_or_default();
        if sign == '\\' {
            at += 1 + rest.chars().nth(1).map_or(0, char::len_utf8);
            continue;
        }
        let Some(mark) = mark(rest, definitions) else {
            at += 1;
            continue;
        };
        ink.words(Role::Plain, source.get(from..at).unwrap_or_default());
        lay(ink, like, Leads::Nowhere, out);
        match mark.leads {
            None => {}
            Some(Leads::Code) => {
                for c in mark.words.chars() {
                    ink.put(Role::Plain, if c == '\n' { ' ' } else { c });
                }
                lay(ink, like, Leads::Code, out);
            }
            Some(leads) => {
                ink.words(Role::Plain, mark.words);
                lay(ink, like, leads, out);
            }
        }
        at += mark.length;
        from = at;
    }
    ink.words(Role::Plain, source.get(from..).unwrap_or_default());
    lay(ink, like, Leads::Nowhere, out);
}

/// A mark of Markdown: what it shows, where that leads (`None`: it is not shown), and how many bytes it takes.
struct Mark<'a> {
    words: &'a str,
    leads: Option<Leads>,
    length: usize,
}

fn mark<'a>(rest: &'a str, definitions: &Definitions) -> Option<Mark<'a>> {
    if let Some(comment) = rest.strip_prefix("<!--") {
        let length = comment.find("-->").map_or(rest.len(), |end| end + 7);
        return Some(Mark {
            words: "",
            leads: None,
            length,
        });
    }
    if rest.starts_with('`') {
        let ticks = rest.chars().take_while(|c| *c == '`').count();
        let fence = rest.get(..ticks)?;
        let inside = rest.get(ticks..)?;
        let end = inside.find(fence)?;
        return Some(Mark {
            words: inside.get(..end)?,
            leads: Some(Leads::Code),
            length: 2 * ticks + end,
        });
    }
    if let Some(inside) = rest.strip_prefix('<') {
        let end = inside.find('>')?;
        let words = inside.get(..end)?;
        let plain = !words.contains(|c: char| c.is_whitespace() || c == '<');
        let address = ["http://", "https://", "mailto:"];
        let leads = address.iter().any(|scheme| words.starts_with(scheme));
        return (plain && leads).then(|| Mark {
            words,
            leads: Some(Leads::To(words.to_owned())),
            length: end + 2,
        });
    }
    let (image, link) = match rest.strip_prefix('!') {
        Some(link) => (1, link),
        None => (0, rest),
    };
    let inside = link.strip_prefix('[')?;
    let end = inside.find(['[', ']'])?;
    let words = inside
        .get(..end)
        .filter(|_| inside[end..].starts_with(']'))?;
    let behind = inside.get(end + 1..)?;
    if let Some(note) = words.strip_prefix('^').filter(|_| image == 0) {
        let plain = !note.is_empty() && !note.contains(char::is_whitespace);
        return plain.then(|| Mark {
            words: note,
            leads: Some(Leads::Note(note.to_owned())),
            length: end + 2,
        });
    }
    let (address, more) = match behind.chars().next()? {
        '(' => {
            let close = behind.find([')', '\n'])?;
            let whole = behind
                .get(1..close)
                .filter(|_| behind[close..].starts_with(')'))?;
            let address = whole.split_whitespace().next()?;
            let address = address.trim_start_matches('<').trim_end_matches('>');
            let is_one = address.contains(['/', '#', '.', ':']);
            (is_one.then(|| address.to_owned())?, close + 1)
        }
        '[' => {
            let close = behind.find(']')?;
            let name = behind.get(1..close)?;
            let name = if name.is_empty() { words } else { name };
            (definitions.get(name)?.clone(), close + 1)
        }
        _ => return None,
    };
    Some(Mark {
        words,
        leads: Some(Leads::To(address)),
        length: image + end + 2 + more,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(source: &str) -> Vec<(String, Leads, usize)> {
        let document = Document::parse(source);
        let owners = Owners::of(&document);
        pieces(&document, &owners, &Definitions::of(&document), 0)
            .into_iter()
            .map(|piece| (piece.line.text(), piece.leads, piece.depth))
            .collect()
    }

    #[test]
    fn links_notes_and_code_lead_and_comments_are_left_out() {
        let source = "See [the *letter*](https://un.org/a_b_c), `a*b`, <mailto:a@b.org> and[^4]<!-- XNO said --> end.\n\n[^4]: A note\n";
        let to = |address: &str| Leads::To(address.to_owned());
        let expected = [
            ("See ", Leads::Nowhere),
            ("the ", to("https://un.org/a_b_c")),
            (", ", Leads::Nowhere),
            ("a*b", Leads::Code),
            (", ", Leads::Nowhere),
            ("mailto:a@b.org", to("mailto:a@b.org")),
            (" and", Leads::Nowhere),
            ("4", Leads::Note("4".to_owned())),
            (" end.", Leads::Nowhere),
        ];
        let got = told(source);
        let shown: String = got.iter().map(|(text, ..)| text.as_str()).collect();
        assert_eq!(shown, "See the letter, a*b, mailto:a@b.org and4 end.");
        for (text, leads) in expected {
            assert!(
                got.iter()
                    .any(|(got, how, _)| got.contains(text.trim()) && *how == leads),
                "{text} {leads:?}: {got:?}"
            );
        }
    }

    #[test]
    fn a_reference_leads_where_the_foot_of_the_draft_says() {
        let source = "The [first draft][source] and [other][nowhere].\n\n[source]: http://unfccc.int/_adp_x@1.pdf\n";
        let got = told(source);
        let leads = Leads::To("http://unfccc.int/_adp_x@1.pdf".to_owned());
        let found = got.iter().find(|(_, how, _)| *how == leads);
        assert_eq!(found.map(|(text, ..)| text.trim()), Some("first draft"));
    }

    #[test]
    fn a_piece_knows_how_deep_it_stands() {
        let got = told("States [shall [, as appropriate,] / EU: should] act.\n");
        let deep: Vec<(&str, usize)> = got.iter().map(|(text, _, d)| (text.as_str(), *d)).collect();
        assert!(deep.contains(&(", as appropriate,", 2)), "{deep:?}");
        assert!(deep.contains(&("States", 0)), "{deep:?}");
        let shown: String = got.iter().map(|(text, ..)| text.as_str()).collect();
        assert_eq!(
            shown,
            "States [shall [, as appropriate,] / EU: should] act."
        );
    }
}
