//! The sentences of some words: what one says in a breath, and the pieces between semicolons of those that go on for a page.

use super::tokens::is_ideograph;

/// What ends a sentence where white space follows.
const ENDS: [char; 6] = ['?', '!', ';', '؟', '؛', '…'];
/// What ends one wherever it stands.
const WIDE_ENDS: [char; 4] = ['。', '！', '？', '；'];
/// What still belongs to the sentence behind its end.
const CLOSERS: [char; 14] = [
    ')', ']', '"', '\'', '”', '’', '»', '）', '］', '』', '」', '*', '_', '}',
];
/// What may stand before the first letter of a sentence.
const OPENERS: [char; 13] = [
    '(', '[', '"', '\'', '“', '‘', '«', '（', '［', '『', '「', '*', '_',
];
/// Short forms whose full stop ends nothing.
const SHORT: [&str; 33] = [
    "add", "al", "approx", "art", "arts", "ch", "cf", "corr", "doc", "dr", "ed", "eds", "fig",
    "inc", "mr", "mrs", "ms", "no", "nos", "núm", "op", "p", "par", "para", "paras", "pp", "res",
    "rev", "sec", "st", "vol", "vs", "гл",
];
/// Short forms whose full stop ends nothing where a figure follows: of one text's parts, in Russian, French and Spanish.
const BEFORE_FIGURES: [&str; 22] = [
    "ст", "пп", "подп", "абз", "разд", "прил", "рис", "табл", "см", "стр", "т", "ч", "п", "ann",
    "chap", "tit", "párr", "pág", "ap", "cap", "num", "apdo",
];

/// The sentences of some words, each with the white space behind it: joined they are the words.
pub fn sentences(words: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut from = 0;
    let mut chars = words.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let wide = WIDE_ENDS.contains(&c);
        if !(wide || ENDS.contains(&c) || c == '.') {
            continue;
        }
        let mut to = at + c.len_utf8();
        while let Some((next, closer)) = chars.next_if(|(_, next)| {
            CLOSERS.contains(next) || WIDE_ENDS.contains(next) || ENDS.contains(next)
        }) {
            to = next + closer.len_utf8();
        }
        // French sets a space before the sign that closes; a space behind it, or the end, tells it from one that opens.
        let behind = words.get(to..).unwrap_or_default();
        let closed = behind.trim_start().strip_prefix('»');
        if let Some(after) = closed.filter(|after| !after.starts_with(char::is_alphanumeric)) {
            to = words.len() - after.len();
            while chars.next_if(|(next, _)| *next < to).is_some() {}
        }
        let rest = words.get(to..).unwrap_or_default();
        let space = rest.len() - rest.trim_start().len();
        let ideograph = |c: char| is_ideograph(c) || OPENERS.contains(&c);
        if space == 0 && !(wide && rest.chars().next().is_some_and(ideograph)) {
            continue;
        }
        let before = words.get(from..at).unwrap_or_default();
        if c == '.' && !stops(before, rest.trim_start()) {
            continue;
        }
        to += space;
        out.extend(words.get(from..to));
        from = to;
        while chars.next_if(|(next, _)| *next < to).is_some() {}
    }
    out.extend(words.get(from..).filter(|rest| !rest.is_empty()));
    out
}

/// Whether a full stop between these ends a sentence.
fn stops(before: &str, after: &str) -> bool {
    let last = before
        .rsplit(|c: char| !(c.is_alphanumeric() || c == '.'))
        .next()
        .unwrap_or_default();
    let letters = last.chars().filter(|c| c.is_alphabetic()).count();
    // An initial, `e.g`, and a number that is all there is so far: a label.
    let initial = letters == 1 && last.chars().count() == 1;
    let number = letters == 0 && before.trim().len() == last.len();
    if initial || number || last.contains('.') && letters > 0 {
        return false;
    }
    let last = last.to_lowercase();
    let figure = after.starts_with(|c: char| c.is_numeric());
    if SHORT.contains(&&*last) || figure && BEFORE_FIGURES.contains(&&*last) {
        return false;
    }
    let first = after.chars().find(|c| !OPENERS.contains(c));
    first.is_some_and(|c| !c.is_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(words: &str) -> Vec<&str> {
        let cut = sentences(words);
        assert_eq!(cut.concat(), words);
        cut.into_iter().map(str::trim_end).collect()
    }

    #[test]
    fn a_sentence_ends_at_a_stop_and_a_clause_at_a_semicolon() {
        assert_eq!(
            cut("States shall act. They report; and they pay. \"Who?\" The rest."),
            [
                "States shall act.",
                "They report;",
                "and they pay.",
                "\"Who?\"",
                "The rest."
            ]
        );
    }

    #[test]
    fn a_short_form_an_initial_and_a_number_end_nothing() {
        for whole in [
            "See document A/CONF.192/BMS/2008/WP.1/Rev. 1 and art. 5 of it",
            "Mr. J. Streuli of e.g. Geneva",
            "12. States shall act",
            "It is 1.5 °C. or so",
            "on p. 4",
            "",
        ] {
            assert_eq!(cut(whole).len(), usize::from(!whole.is_empty()), "{whole}");
        }
    }

    #[test]
    fn what_closes_behind_a_space_belongs_to_what_it_closes() {
        assert_eq!(
            cut("Il dit : « Nous agissons. » Puis il part."),
            ["Il dit : « Nous agissons. »", "Puis il part."]
        );
        assert_eq!(
            cut("« Oui\u{a0}?\u{a0}» Non."),
            ["« Oui\u{a0}?\u{a0}»", "Non."]
        );
        assert_eq!(
            cut("Er ging. »Wohin?« Fort."),
            ["Er ging.", "»Wohin?« Fort."]
        );
    }

    #[test]
    fn a_part_of_a_text_in_short_ends_nothing() {
        for whole in [
            "В соответствии с п. 3 ст. 5 Закона",
            "абз. 2 ч. 1 ст. 15",
            "conforme al párr. 4 del cap. 2",
        ] {
            assert_eq!(cut(whole), [whole]);
        }
        assert_eq!(cut("Это новая ст. Она важна.").len(), 2);
    }

    #[test]
    fn a_stop_inside_brackets_ends_with_them() {
        assert_eq!(
            cut("States [shall act.] They [report.]"),
            ["States [shall act.]", "They [report.]"]
        );
    }

    #[test]
    fn ideographs_need_no_space_and_arabic_has_its_own_signs() {
        assert_eq!(
            cut("各国应当加强合作。各国［应］报告；并付款。"),
            ["各国应当加强合作。", "各国［应］报告；", "并付款。"]
        );
        assert_eq!(
            cut("تعمل الدول؛ وتدفع. ثم ماذا؟ نعم"),
            ["تعمل الدول؛", "وتدفع.", "ثم ماذا؟", "نعم"]
        );
        assert_eq!(cut("Статья первая. Статья вторая").len(), 2);
    }
}
