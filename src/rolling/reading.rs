//! Reading: settle the owned brackets in one party's favour, then read the bare ones (notation, section 2).

use crate::text::{Bracket, BracketKind, Document, Parties, fold};

/// For whom a text is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reader {
    /// The base: nobody's wishes.
    Base,
    /// A delegation or a group.
    Party(String),
}

/// What becomes of brackets in which nobody owns an alternative.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bare {
    /// Each gives its first alternative.
    Settle,
    /// They stand as they are.
    Keep,
}

/// Reads a whole document: Markdown out. A paragraph of which nothing is left is left out, its label with it.
pub fn read(document: &Document, parties: &Parties, reader: &Reader, bare: Bare) -> Vec<u8> {
    let text = both(document.source(), parties, reader, bare);
    let read = Document::parse_with(text, parties);
    let source = read.source();
    let mut out = String::with_capacity(source.len());
    let mut at = 0;
    for paragraph in read.paragraphs() {
        let gone = paragraph.text.is_empty() && paragraph.span.start >= at;
        if gone {
            out.push_str(&source[at..paragraph.span.start]);
            let rest = &source[paragraph.span.end..];
            at = paragraph.span.end + (rest.len() - rest.trim_start_matches(['\r', '\n']).len());
        }
    }
    out.push_str(&source[at..]);
    out.into_bytes()
}

/// Reads the words of one paragraph; `None` where nothing is left of it.
pub fn read_text(text: &str, parties: &Parties, reader: &Reader, bare: Bare) -> Option<String> {
    let read = fold(&both(text, parties, reader, bare));
    (!read.is_empty()).then_some(read)
}

fn both(text: &str, parties: &Parties, reader: &Reader, bare: Bare) -> String {
    let settled = settle(text, parties, reader, 0);
    match bare {
        Bare::Keep => settled,
        Bare::Settle => first(&settled, parties, 0),
    }
}

/// Deeper than this nobody negotiates; what stands deeper is kept as it is written.
const DEEPEST: usize = 64;

/// Settles the owned brackets, outermost first, each piece read again with one level of escapes off.
fn settle(text: &str, parties: &Parties, reader: &Reader, depth: usize) -> String {
    let document = Document::parse_with(text.as_bytes(), parties);
    if depth > DEEPEST || !document.brackets().iter().any(Bracket::is_owned) {
        return text.to_owned();
    }
    replace(&document, |bracket| {
        bracket.is_owned().then(|| {
            let chosen = choose(bracket, parties, reader);
            let Some(alternative) = chosen
                .map(|n| &bracket.alternatives[n])
                .filter(|alternative| !alternative.nothing)
            else {
                return String::new();
            };
            let piece = unescape(&document.source()[alternative.span.clone()]);
            settle(&piece, parties, reader, depth + 1)
        })
    })
}

/// Each bare bracket gives its first alternative.
fn first(text: &str, parties: &Parties, depth: usize) -> String {
    let document = Document::parse_with(text.as_bytes(), parties);
    let contested = |bracket: &Bracket| bracket.kind == BracketKind::Contested;
    if depth > DEEPEST || !document.brackets().iter().any(contested) {
        return text.to_owned();
    }
    replace(&document, |bracket| {
        contested(bracket).then(|| {
            let alternative = bracket
                .alternatives
                .first()
                .filter(|alternative| !alternative.nothing);
            alternative.map_or(String::new(), |alternative| {
                first(
                    &document.source()[alternative.span.clone()],
                    parties,
                    depth + 1,
                )
            })
        })
    })
}

/// The source with the outermost brackets that `with` answers for replaced.
fn replace(document: &Document, with: impl Fn(&Bracket) -> Option<String>) -> String {
    let source = document.source();
    let mut out = String::with_capacity(source.len());
    let mut at = 0;
    for bracket in document.brackets() {
        if bracket.span.start < at {
            continue;
        }
        if let Some(piece) = with(bracket) {
            out.push_str(&source[at..bracket.span.start]);
            out.push_str(&piece);
            at = bracket.span.end;
        }
    }
    out.push_str(&source[at..]);
    out
}

/// The alternative that the reader owns, else a group that speaks for it, else the first if nobody owns it.
fn choose(bracket: &Bracket, parties: &Parties, reader: &Reader) -> Option<usize> {
    let base = bracket
        .alternatives
        .first()
        .filter(|first| first.parties.is_empty())
        .map(|_| 0);
    let Reader::Party(name) = reader else {
        return base;
    };
    let all = || bracket.alternatives.iter().enumerate();
    if let Some((own, _)) = all().find(|(_, alternative)| alternative.parties.contains(name)) {
        return Some(own);
    }
    let mut group = all().filter(|(_, alternative)| {
        alternative
            .parties
            .iter()
            .any(|party| parties.speaks_for(party, name))
    });
    match (group.next(), group.next()) {
        (Some((one, _)), None) => Some(one),
        _ => base,
    }
}

/// Takes one level of compile's escapes off: `&#91;` is a bracket again, `&#38;` an ampersand.
fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("&#") {
        out.push_str(&rest[..at]);
        let tail = &rest[at + 2..];
        let digits = tail.bytes().take(7).take_while(u8::is_ascii_digit).count();
        let sign = tail[..digits].parse().ok().and_then(char::from_u32);
        match sign {
            Some(sign) if tail[digits..].starts_with(';') => {
                out.push(sign);
                rest = &tail[digits + 1..];
            }
            _ => {
                out.push_str("&#");
                rest = tail;
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Parties {
        Parties::Known {
            names: ["EU", "USA", "G77", "EGY", "NOR"].map(str::to_owned).into(),
            groups: [("G77".to_owned(), ["EGY".to_owned()].into())].into(),
        }
    }

    fn reads(text: &str, who: Option<&str>) -> Option<String> {
        let reader = who.map_or(Reader::Base, |who| Reader::Party(who.to_owned()));
        read_text(text, &known(), &reader, Bare::Settle)
    }

    #[test]
    fn the_table_of_the_notation_holds() {
        let table = [
            ("[text]", Some("text"), Some("text")),
            ("[EU: text]", None, Some("text")),
            ("[shall / should]", Some("shall"), Some("shall")),
            (
                "[shall / EU, NOR: should / USA: may]",
                Some("shall"),
                Some("should"),
            ),
            ("[text / EU: –]", Some("text"), None),
            ("[EU: new / USA: newer]", None, Some("new")),
            ("[shall / USA: [shall]]", Some("shall"), Some("shall")),
            (
                "[[shall] regularly]",
                Some("shall regularly"),
                Some("shall regularly"),
            ),
            ("[shall][should]", Some("shallshould"), Some("shallshould")),
        ];
        for (text, base, eu) in table {
            assert_eq!(reads(text, None).as_deref(), base, "{text} for the base");
            assert_eq!(reads(text, Some("EU")).as_deref(), eu, "{text} for the EU");
        }
    }

    #[test]
    fn a_group_speaks_for_its_member_until_the_member_speaks() {
        assert_eq!(
            reads("[shall / G77: may]", Some("EGY")).as_deref(),
            Some("may")
        );
        assert_eq!(
            reads("[shall / EGY: shall / G77: may]", Some("EGY")).as_deref(),
            Some("shall")
        );
    }
}
