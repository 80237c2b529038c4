//! What a pair of brackets means: its alternatives, their owners, and the tags, notes and placeholders that contest nothing.

use std::ops::Range;

use super::bracket::{Alternative, BracketKind};
use super::pairing::Pair;
use super::parties::Parties;

/// The alternatives of a pair, at least one.
pub(super) fn alternatives(source: &str, pair: &Pair, parties: &Parties) -> Vec<Alternative> {
    let inner = pair.open.end..pair.close.start;
    if pair.braces {
        return vec![Alternative {
            parties: Vec::new(),
            span: inner.clone(),
            whole: inner,
            nothing: false,
        }];
    }
    let starts = std::iter::once(inner.start).chain(pair.separators.iter().map(|sep| sep.end));
    let ends = pair
        .separators
        .iter()
        .map(|sep| sep.start)
        .chain(std::iter::once(inner.end));
    starts
        .zip(ends)
        .map(|(start, end)| alternative(source, start..end, !pair.separators.is_empty(), parties))
        .collect()
}

fn alternative(source: &str, whole: Range<usize>, trims: bool, parties: &Parties) -> Alternative {
    let text = source.get(whole.clone()).unwrap_or_default();
    let (names, skip) = attribution(text, parties).unwrap_or_default();
    let mut span = whole.start + skip..whole.end;
    let words = source.get(span.clone()).unwrap_or_default();
    let bare = words.trim();
    let nothing = matches!(bare, "" | "–" | "—");
    if trims {
        let start = span.start + (words.len() - words.trim_start().len());
        span = start.min(span.end)..(start + bare.len()).min(span.end);
    }
    Alternative {
        parties: names,
        span,
        whole,
        nothing,
    }
}

/// The names before a colon, if every one of them is a party, and the bytes they take with one white space behind.
///
/// Behind a full-width colon no white space is asked for.
pub(super) fn attribution(text: &str, parties: &Parties) -> Option<(Vec<String>, usize)> {
    let (names, colon, end) = heading(text)?;
    if !names.iter().all(|name| parties.contains(name)) {
        return None;
    }
    let after = text.get(end..)?;
    let space = match after.chars().next() {
        Some('\r') if after.starts_with("\r\n") => 2,
        Some(c) if c.is_whitespace() => c.len_utf8(),
        _ if colon == '：' => 0,
        _ => return None,
    };
    Some((names.into_iter().map(str::to_owned).collect(), end + space))
}

/// The names before a colon, known or not, where they stand as an attribution would.
pub fn would_be_owners(text: &str) -> Option<Vec<&str>> {
    let (names, colon, end) = heading(text)?;
    let after = text.get(end..)?.chars().next();
    let fits = colon == '：' || after.is_none_or(char::is_whitespace);
    fits.then_some(names)
}

/// The bytes at which a list of names ends, or a longer sign begins that may end it.
const STOPS: [bool; 256] = {
    let mut table = [false; 256];
    let signs = b":[].;(\"\xef\xe3";
    let mut n = 0;
    while n < signs.len() {
        table[signs[n] as usize] = true;
        n += 1;
    }
    table
};

/// What stands before the first colon, cut at its commas; the colon; and where it ends.
pub(super) fn heading(text: &str) -> Option<(Vec<&str>, char, usize)> {
    // By bytes: of the longer signs the first byte is enough to look closer.
    let mut from = 0;
    let at = loop {
        let rest = text.as_bytes().get(from..)?;
        let at = from + rest.iter().position(|byte| STOPS[usize::from(*byte)])?;
        let c = text.get(at..)?.chars().next()?;
        if c.is_ascii() || matches!(c, '：' | '［' | '］' | '。' | '；') {
            break at;
        }
        from = at + c.len_utf8();
    };
    let colon = text.get(at..)?.chars().next()?;
    if !matches!(colon, ':' | '：') {
        return None;
    }
    let mut names = Vec::new();
    for (n, name) in text.get(..at)?.split(',').enumerate() {
        // A comma is followed by white space; its full-width form needs none.
        if n > 0 && !name.starts_with(char::is_whitespace) {
            return None;
        }
        names.extend(name.split('，').map(str::trim));
    }
    (!names.iter().any(|name| name.is_empty())).then_some((names, colon, at + colon.len_utf8()))
}

/// What a bracket without an owner is for, by the words in it.
pub(super) fn kind_of(inner: &str) -> BracketKind {
    let bare = inner.trim().trim_matches(['*', '_']).trim();
    if is_placeholder(bare) {
        BracketKind::Placeholder
    } else if is_status(bare) {
        BracketKind::Status
    } else if is_note(bare) {
        BracketKind::Note
    } else {
        BracketKind::Contested
    }
}

/// `X`, `…`, nothing, `year x`, `20XX`, `number`, `Placeholder for …`: what is yet to be filled in.
fn is_placeholder(bare: &str) -> bool {
    let starts = |head: &str| {
        bare.get(..head.len())
            .is_some_and(|begin| begin.eq_ignore_ascii_case(head))
    };
    if starts("placeholder") {
        let rest = bare.get("placeholder".len()..).unwrap_or_default();
        return !rest.starts_with(char::is_alphanumeric);
    }
    if bare.len() > 40 {
        return false;
    }
    if !bare.is_empty() && bare.chars().all(|c| matches!(c, '–' | '—')) {
        return false;
    }
    if bare
        .chars()
        .all(|c| matches!(c, '…' | '.' | '_' | ' ' | '⋯' | '?') || c.is_whitespace())
    {
        return true;
    }
    let words = || bare.split_whitespace();
    let open = |word: &str| {
        matches!(
            word,
            "X" | "x"
                | "Y"
                | "Z"
                | "XX"
                | "xx"
                | "YY"
                | "XXX"
                | "xxx"
                | "XXXX"
                | "N"
                | "NN"
                | "…"
                | "..."
                | "TBD"
                | "tbd"
                | "TBC"
                | "tbc"
                | "●"
                | "•"
        ) || (word.len() == 4
            && word.starts_with(|c: char| c.is_ascii_digit())
            && word.ends_with("XX"))
            || (word.len() == 4 && word.starts_with("20") && word.ends_with("xx"))
    };
    let named = matches!(
        bare,
        "date"
            | "number"
            | "name"
            | "place"
            | "year"
            | "to be determined"
            | "to be completed"
            | "to be confirmed"
    );
    let small = |word: &str| word.chars().all(char::is_lowercase);
    named
        || (words().nth(3).is_none()
            && words().any(open)
            && words().all(|word| open(word) || small(word)))
}

/// `Agreed ad ref`, `AGREED`, `ad referendum`: how far the words before it are.
fn is_status(bare: &str) -> bool {
    // Most brackets begin with none of these letters: then no word is compared.
    let begins = |first: char| !first.is_ascii() || "aptcdsi".contains(first.to_ascii_lowercase());
    if bare.len() > 80 || !bare.starts_with(begins) {
        return false;
    }
    let bare = bare.trim_end_matches('.');
    if matches!(
        bare,
        "Agreed"
            | "AGREED"
            | "agreed text"
            | "Convenu"
            | "Acordado"
            | "Согласовано"
            | "已商定"
            | "议定"
            | "暂定商定"
            | "متفق عليه"
            | "Closed"
            | "CLOSED"
            | "Deleted"
            | "DELETED"
            | "Intentionally left blank"
            | "Supprimé"
            | "Suprimido"
            | "Исключено"
            | "Исключен"
            | "Удалено"
            | "محذوف"
            | "已删除"
    ) {
        return true;
    }
    let lower = bare.to_lowercase();
    let told = [
        "agreed",
        "provisionally agreed",
        "convenu",
        "acordado",
        "согласовано",
        "已商定",
        "متفق عليه",
        "approuvé",
        "aprobado",
        "tentatively agreed",
        "closed",
    ];
    let how = [
        "ad ref",
        "ad ref.",
        "ad referendum",
        "ad referéndum",
        "in informals",
        "in principle",
        "in the small group",
        "in plenary",
        "provisionally",
    ];
    how[..4].contains(&lower.as_str())
        || told.iter().any(|word| {
            lower.strip_prefix(word).is_some_and(|rest| {
                let rest = rest.trim_start_matches([' ', ',', '-', '–', ':']);
                how.iter().any(|how| {
                    rest.strip_prefix(how)
                        .is_some_and(|tail| !tail.starts_with(char::is_alphabetic))
                })
            })
        })
}

/// What stands before the first colon calls itself a note: `Negotiator's note: …`, `Note by the Secretariat: …`.
fn is_note(bare: &str) -> bool {
    let colon = bare
        .char_indices()
        .take(48)
        .find(|(_, c)| matches!(c, ':' | '：' | '[' | ']' | '.'));
    let head = match colon {
        Some((at, ':' | '：')) => bare.get(..at).unwrap_or_default(),
        _ => return false,
    };
    let head = head.trim().trim_matches(['*', '_']).trim();
    // `[notes that: …]` is a sentence.
    if head.starts_with(char::is_lowercase) {
        return false;
    }
    let lower = head.to_lowercase();
    let noted = |word: &str| {
        matches!(
            word,
            "note"
                | "notes"
                | "nota"
                | "nb"
                | "n.b"
                | "comment"
                | "remark"
                | "observation"
                | "примечание"
                | "注"
                | "说明"
                | "编者注"
                | "ملاحظة"
                | "remarque"
        )
    };
    let mut words = lower.split_whitespace();
    let first = words.next().unwrap_or_default();
    let last = words.next_back().unwrap_or(first);
    noted(first) || noted(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_count_only_if_every_one_is_a_party() {
        let guessed = Parties::Guessed;
        let owner = |text| attribution(text, &guessed).map(|(names, at)| (names.join("+"), at));
        assert_eq!(owner(" EU, NOR: should"), Some(("EU+NOR".to_owned(), 10)));
        assert_eq!(owner("EU：应"), Some(("EU".to_owned(), 5)));
        assert_eq!(owner("EU，NOR：应"), Some(("EU+NOR".to_owned(), 11)));
        for none in [
            "Note: x",
            "EU, all: x",
            "EU:x",
            "EU:",
            "COP: x",
            "NOTE: x",
            "a EU: x",
            "EU,NOR: x",
            ", EU: x",
        ] {
            assert_eq!(owner(none), None, "{none}");
        }
    }

    #[test]
    fn one_space_belongs_to_the_attribution_and_the_rest_to_the_text() {
        assert_eq!(
            attribution("EU:  s", &Parties::Guessed).map(|a| a.1),
            Some(4)
        );
        assert_eq!(
            attribution("EU:\r\ns", &Parties::Guessed).map(|a| a.1),
            Some(5)
        );
    }

    #[test]
    fn tags_notes_and_placeholders_are_told_from_contested_words() {
        use BracketKind::{Contested, Note, Placeholder, Status};
        for (inner, kind) in [
            ("Agreed ad ref", Status),
            ("AGREED", Status),
            ("Deleted", Status),
            ("Supprimé.", Status),
            ("deleted", Contested),
            ("agreed", Contested),
            ("agreed by all", Contested),
            ("Negotiator's note: to be moved", Note),
            ("Note: see above", Note),
            ("注：见上文", Note),
            ("notes that: the", Contested),
            ("X", Placeholder),
            ("…", Placeholder),
            (" ", Placeholder),
            ("", Placeholder),
            ("year x", Placeholder),
            ("20XX", Placeholder),
            ("*Placeholder* for support", Placeholder),
            ("–", Contested),
            ("-Y", Contested),
            ("or", Contested),
            ("2 °C - 1.5 °C", Contested),
            ("shall", Contested),
        ] {
            assert_eq!(kind_of(inner), kind, "{inner}");
        }
    }
}
