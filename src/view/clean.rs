//! The gate for foreign text: nothing that came from a file reaches a terminal raw.

use std::borrow::Cow;
use std::fmt::Write as _;

use unicode_width::UnicodeWidthChar;

const TAB: usize = 8;

/// Makes control, escape, direction-changing and invisible characters visible, and expands tabs.
///
/// Control characters become their pictures (`␛`), the others `‹U+202E›`, those for private use too, and a byte that is no UTF-8
/// `‹0xE9›`, as a draft has it where it was read. The marks that Arabic, Persian and Indic
/// spelling needs (joiners, direction marks) stay. Cleaning twice is cleaning once.
pub fn clean(text: &str) -> Cow<'_, str> {
    if !any_hidden(text) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut column = 0;
    for c in text.chars() {
        match c {
            '\t' => {
                let gap = TAB - column % TAB;
                out.extend(std::iter::repeat_n(' ', gap));
                column += gap;
            }
            '\u{7f}' => {
                out.push('\u{2421}');
                column += 1;
            }
            c if c < ' ' => {
                out.push(char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}'));
                column += 1;
            }
            c if is_hidden(c) => {
                let before = out.len();
                // Writing to a string cannot fail.
                let _ = match c {
                    '\u{ef80}'..='\u{efff}' => write!(out, "‹0x{:02X}›", u32::from(c) & 0xff),
                    c => write!(out, "‹U+{:04X}›", u32::from(c)),
                };
                column += out.get(before..).map_or(0, |shown| shown.chars().count());
            }
            c => {
                out.push(c);
                column += c.width().unwrap_or(0);
            }
        }
    }
    Cow::Owned(out)
}

/// The bytes that hidden characters begin with.
const BEGINS: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 0x20 {
        table[byte] = true;
        byte += 1;
    }
    let others = b"\x7f\xc2\xe1\xe2\xee\xef\xf3\xf4";
    byte = 0;
    while byte < others.len() {
        table[others[byte] as usize] = true;
        byte += 1;
    }
    table
};

/// Says whether a text holds a hidden character; most bytes can begin none.
fn any_hidden(text: &str) -> bool {
    let bytes = text.as_bytes();
    // Without an early way out, so that many bytes are looked at at once.
    let plain = |bytes: &[u8]| {
        let odd = bytes.iter().map(|byte| byte.wrapping_sub(0x20) > 0x5e);
        !odd.fold(false, |any, odd| any | odd)
    };
    if plain(bytes) {
        return false;
    }
    let mut from = 0;
    let begins = |byte: &u8| BEGINS[usize::from(*byte)];
    while let Some(at) = bytes
        .get(from..)
        .and_then(|rest| rest.iter().position(begins))
    {
        let c = text.get(from + at..).and_then(|rest| rest.chars().next());
        let Some(c) = c else {
            return true;
        };
        if is_hidden(c) {
            return true;
        }
        from += at + c.len_utf8();
    }
    false
}

/// Says whether a character would act on the terminal, change the direction, or stand there unseen.
fn is_hidden(c: char) -> bool {
    matches!(
        c,
        '\0'..='\u{1f}'
            | '\u{7f}'..='\u{9f}'
            | '\u{ad}'
            | '\u{180e}'
            | '\u{200b}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e000}'..='\u{f8ff}'
            | '\u{e0000}'..='\u{e00ff}'
            | '\u{f0000}'..=char::MAX
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_escape_sequence_is_shown_and_never_obeyed() {
        assert_eq!(clean("a\u{1b}[31mb\u{9b}2Jc"), "a␛[31mb‹U+009B›2Jc");
        assert_eq!(clean("\0\r\n\u{7f}"), "␀␍␊␡");
    }

    #[test]
    fn an_override_of_direction_is_named() {
        assert_eq!(clean("x\u{202e}y\u{2066}z"), "x‹U+202E›y‹U+2066›z");
        assert_eq!(clean("so\u{200b}ft"), "so‹U+200B›ft");
        assert_eq!(clean("\u{f0b7} caf\u{efe9}"), "‹U+F0B7› caf‹0xE9›");
    }

    #[test]
    fn what_a_script_needs_to_be_spelt_stays() {
        let persian = "می\u{200c}خواهم \u{200f}(۱)";
        assert_eq!(clean(persian), persian);
        assert_eq!(clean("国家应当，"), "国家应当，");
    }

    #[test]
    fn a_tab_reaches_the_next_stop_whatever_the_width_before_it() {
        assert_eq!(clean("ab\tc"), "ab      c");
        assert_eq!(clean("国家\tc"), "国家    c");
    }

    #[test]
    fn no_hidden_character_is_overlooked() {
        for c in '\0'..=char::MAX {
            assert_eq!(any_hidden(&format!("aé国，{c}x")), is_hidden(c), "{c:?}");
        }
    }

    #[test]
    fn cleaning_twice_is_cleaning_once() {
        let nasty: String = (0..0x3000).filter_map(char::from_u32).collect();
        let once = clean(&nasty).into_owned();
        assert_eq!(clean(&once), once);
        assert!(!once.chars().any(char::is_control));
    }
}
