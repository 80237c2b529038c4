//! What of a sentence stands in quotation marks.

use std::ops::Range;

/// Stretches of a text in their order: the plain ones, and what stands between quotation marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Stretch {
    /// Outside.
    Plain(Range<usize>),
    /// Inside, the marks off.
    Quoted(Range<usize>),
}

/// Parts a text at its quotation marks; one that is never closed is a sign as any other.
///
/// Every mark is looked for in what is left once: a text of nothing but marks is read in as many steps as it has signs, but for the few
/// kinds of them.
pub(super) fn stretches(text: &str) -> Vec<Stretch> {
    let mut out = Vec::new();
    let mut from = 0;
    let mut at = 0;
    let mut before = ' ';
    // Marks that nothing closes any more.
    let mut open: Vec<char> = Vec::new();
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let closes = closers(c, before);
        let inside = at + c.len_utf8();
        before = c;
        if closes.is_empty() || open.contains(&c) {
            at = inside;
            continue;
        }
        let Some(length) = text.get(inside..).and_then(|rest| rest.find(closes)) else {
            open.push(c);
            at = inside;
            continue;
        };
        let end = inside + length;
        if from < at {
            out.push(Stretch::Plain(from..at));
        }
        out.push(Stretch::Quoted(inside..end));
        let mark = text.get(end..).and_then(|rest| rest.chars().next());
        at = end + mark.map_or(0, char::len_utf8);
        before = mark.unwrap_or(' ');
        from = at;
    }
    if from < text.len() {
        out.push(Stretch::Plain(from..text.len()));
    }
    out
}

/// What closes a quotation that a sign opens; an apostrophe in a word opens none.
fn closers(c: char, before: char) -> &'static [char] {
    match c {
        '"' => &['"'],
        '“' | '”' => &['”', '“'],
        '„' => &['“', '”', '"'],
        '«' => &['»'],
        '「' => &['」'],
        '『' => &['』'],
        '‘' => &['’'],
        '\'' if !before.is_alphanumeric() => &['\''],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<String> {
        let all = stretches(text).into_iter();
        all.map(|one| match one {
            Stretch::Plain(range) => text[range].to_owned(),
            Stretch::Quoted(range) => format!("<{}>", &text[range]),
        })
        .collect()
    }

    #[test]
    fn words_in_quotation_marks_of_every_kind_are_kept_apart() {
        for (text, parts) in [
            ("a \"b\" c", vec!["a ", "<b>", " c"]),
            ("«a» “b”", vec!["<a>", " ", "<b>"]),
            ("„a“ 「b」", vec!["<a>", " ", "<b>"]),
            (
                "the State's 'own' words",
                vec!["the State's ", "<own>", " words"],
            ),
            ("a \"b", vec!["a \"b"]),
            ("将“a”改为“b”", vec!["将", "<a>", "改为", "<b>"]),
        ] {
            assert_eq!(told(text), parts, "{text}");
        }
    }
}
