//! The words of a typed line, split as a shell would split them, with nothing expanded.

/// Splits a line at white space; `"…"`, `'…'` and a backslash hold things together. `None` where a quote stays open.
pub(super) fn split(line: &str) -> Option<Vec<String>> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        match c {
            c if c.is_whitespace() => words.extend(word.take()),
            '\'' => {
                let word = word.get_or_insert_default();
                loop {
                    match chars.next()? {
                        '\'' => break,
                        c => word.push(c),
                    }
                }
            }
            '"' => {
                let word = word.get_or_insert_default();
                loop {
                    match chars.next()? {
                        '"' => break,
                        '\\' => word.push(chars.next()?),
                        c => word.push(c),
                    }
                }
            }
            '\\' => word.get_or_insert_default().push(chars.next()?),
            c => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    Some(words)
}

/// Splits the attributes of a fence: `as=goh message="two words"` into keys and values.
pub(super) fn attributes(info: &str) -> Option<Vec<(String, String)>> {
    Some(
        split(info)?
            .into_iter()
            .map(|word| match word.split_once('=') {
                Some((key, value)) => (key.to_owned(), value.to_owned()),
                None => (word, String::new()),
            })
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_hold_words_together() {
        let words = split(r#"propose outcome 12 --text "shall \"do\" it" --why 'a "b"' c\ d"#);
        assert_eq!(
            words.unwrap_or_default(),
            [
                "propose",
                "outcome",
                "12",
                "--text",
                "shall \"do\" it",
                "--why",
                "a \"b\"",
                "c d"
            ]
        );
    }

    #[test]
    fn an_open_quote_is_no_line() {
        assert_eq!(split("say \"hello"), None);
        assert_eq!(split("say \\"), None);
    }

    #[test]
    fn an_empty_quotation_is_a_word() {
        assert_eq!(split("a '' b").unwrap_or_default(), ["a", "", "b"]);
    }
}
