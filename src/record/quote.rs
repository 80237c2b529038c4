//! Writes texts as YAML scalars: plain where nothing can be misread, else in double quotes, and never a raw control character.

use super::fault::unseen;

/// Writes a text so that every YAML reader takes it for that text.
pub(crate) fn scalar(text: &str) -> String {
    if is_plain(text) {
        text.to_owned()
    } else {
        quoted(text)
    }
}

/// Writes a text in double quotes.
pub(crate) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if unseen(c) => {
                let code = u32::from(c);
                if code <= 0xff {
                    out.push_str(&format!("\\x{code:02x}"));
                } else if code <= 0xffff {
                    out.push_str(&format!("\\u{code:04x}"));
                } else {
                    out.push_str(&format!("\\U{code:08x}"));
                }
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Whether a text can stand bare in a flow mapping.
fn is_plain(text: &str) -> bool {
    let Some(first) = text.chars().next() else {
        return false;
    };
    first.is_alphanumeric()
        && !text.ends_with(char::is_whitespace)
        && !text.ends_with(':')
        && !text.contains(": ")
        && !text.contains(" #")
        && text.chars().all(|c| {
            !unseen(c)
                && (c == ' ' || !c.is_whitespace())
                && !matches!(c, ',' | '[' | ']' | '{' | '}' | '"' | '\'' | '`')
        })
        && !is_guessed(text)
}

/// Whether some YAML reader would take a bare text for a truth value, nothing, a number, a date or a time.
fn is_guessed(text: &str) -> bool {
    const WORDS: [&str; 9] = ["true", "false", "yes", "no", "on", "off", "y", "n", "null"];
    if WORDS.iter().any(|word| text.eq_ignore_ascii_case(word)) {
        return true;
    }
    let bytes = text.as_bytes();
    if !bytes.first().is_some_and(u8::is_ascii_digit) {
        return false;
    }
    let numeric = bytes
        .iter()
        .all(|b| b.is_ascii_digit() || b"+-._:eE".contains(b));
    let based = matches!(bytes.get(1), Some(b'x' | b'X' | b'o' | b'O' | b'b' | b'B'));
    let dated = bytes.len() >= 6
        && bytes.iter().take(4).all(u8::is_ascii_digit)
        && bytes.get(4) == Some(&b'-')
        && bytes.get(5).is_some_and(u8::is_ascii_digit);
    numeric || based || dated
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_yaml_would_guess_is_quoted() {
        for text in [
            "NO",
            "no",
            "y",
            "1.10",
            "12",
            "0x1F",
            "1e5",
            "2008-07-17",
            "11:42",
            "null",
            "~",
            "",
            "true",
            "2008-07-17T11:42-04:00",
            "+1",
            "-",
            ".5",
            "1_000",
        ] {
            assert!(scalar(text).starts_with('"'), "{text}");
        }
    }

    #[test]
    fn what_nobody_can_misread_stands_bare() {
        for text in [
            "XNO",
            "gn-7f3a",
            "12 bis",
            "II/12",
            "5f0c2a91b3",
            "各国应",
            "so: what",
        ] {
            let bare = scalar(text) == text;
            assert_eq!(bare, text != "so: what", "{text}");
        }
    }

    #[test]
    fn no_raw_control_or_bidirectional_character_is_written() {
        let written = scalar("a\u{1b}[2J\u{202e}b\0\u{85}\u{e0041}\n");
        assert_eq!(written, "\"a\\x1b[2J\\u202eb\\x00\\x85\\U000e0041\\n\"");
    }
}
