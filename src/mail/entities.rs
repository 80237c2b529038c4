//! Character references of a page: `&eacute;`, `&#8220;`, `&#x201C;`.

use super::charset::windows;

/// The names of U+00A0 to U+00FF, in their order.
const LATIN: &str = "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml";

/// Others that programs write in mails.
const OTHERS: [(&str, char); 44] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("OElig", 'Œ'),
    ("oelig", 'œ'),
    ("Scaron", 'Š'),
    ("scaron", 'š'),
    ("Yuml", 'Ÿ'),
    ("circ", 'ˆ'),
    ("tilde", '˜'),
    ("ensp", '\u{2002}'),
    ("emsp", '\u{2003}'),
    ("thinsp", '\u{2009}'),
    ("zwnj", '\u{200c}'),
    ("zwj", '\u{200d}'),
    ("lrm", '\u{200e}'),
    ("rlm", '\u{200f}'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("sbquo", '‚'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("bdquo", '„'),
    ("dagger", '†'),
    ("Dagger", '‡'),
    ("bull", '•'),
    ("hellip", '…'),
    ("permil", '‰'),
    ("prime", '′'),
    ("Prime", '″'),
    ("lsaquo", '‹'),
    ("rsaquo", '›'),
    ("euro", '€'),
    ("trade", '™'),
    ("larr", '←'),
    ("rarr", '→'),
    ("rArr", '⇒'),
    ("minus", '−'),
    ("le", '≤'),
    ("ge", '≥'),
];

/// The longest reference, in bytes.
const LONGEST: usize = 12;

/// The character that a reference at the head of some words stands for, and how long it is, its `&` and `;` included. What is none is text.
pub(super) fn reference(words: &str) -> Option<(char, usize)> {
    let name = words.strip_prefix('&')?;
    let end = name.bytes().take(LONGEST).position(|byte| byte == b';')?;
    let name = name.get(..end)?;
    let found = match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => number.parse(),
            };
            numbered(code.ok()?)
        }
        None => named(name)?,
    };
    Some((found, end + 2))
}

fn named(name: &str) -> Option<char> {
    let latin = LATIN.split(' ').zip('\u{a0}'..='\u{ff}');
    let mut all = latin.chain(OTHERS);
    all.find(|(own, _)| *own == name).map(|(_, c)| c)
}

/// A number's character. Those from 128 to 159 are meant as Windows has them.
fn numbered(code: u32) -> char {
    match code {
        0x80..=0x9f => windows(u8::try_from(code).unwrap_or_default()),
        0 => '\u{fffd}',
        code => char::from_u32(code).unwrap_or('\u{fffd}'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_stand_for_their_characters_and_others_for_themselves() {
        for (words, told) in [
            ("&eacute;x", Some(('é', 8))),
            ("&nbsp;", Some(('\u{a0}', 6))),
            ("&yuml;", Some(('ÿ', 6))),
            ("&#8220;", Some(('“', 7))),
            ("&#x201D;", Some(('”', 8))),
            ("&#147;", Some(('“', 6))),
            ("&#91;", Some(('[', 5))),
            ("&#xFFFFFFF;", Some(('\u{fffd}', 11))),
            ("&#0;", Some(('\u{fffd}', 4))),
            ("&unheard;", None),
            ("& b; c", None),
            ("&", None),
            ("&;", None),
            ("&éééééééé;", None),
        ] {
            assert_eq!(reference(words), told, "{words}");
        }
    }
}
