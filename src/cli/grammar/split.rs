//! A line cut into words as a shell would: quotes, backslashes, no expansion.

/// Cuts a line into words; an error says which quote was left open.
pub(crate) fn split(line: &str) -> Result<Vec<String>, String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        match c {
            '\'' => {
                let text = word.get_or_insert_default();
                loop {
                    match chars.next() {
                        Some('\'') => break,
                        Some(c) => text.push(c),
                        None => return Err("the quote ' is left open".to_owned()),
                    }
                }
            }
            '"' => {
                let text = word.get_or_insert_default();
                loop {
                    match chars.next() {
                        Some('"') => break,
                        Some('\\') => match chars.next() {
                            Some(c @ ('"' | '\\' | '$' | '`')) => text.push(c),
                            Some('\n') => {}
                            Some(c) => text.extend(['\\', c]),
                            None => return Err("the quote \" is left open".to_owned()),
                        },
                        Some(c) => text.push(c),
                        None => return Err("the quote \" is left open".to_owned()),
                    }
                }
            }
            '\\' => match chars.next() {
                Some('\n') | None => {}
                Some(c) => word.get_or_insert_default().push(c),
            },
            c if c.is_whitespace() => words.extend(word.take()),
            c => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    Ok(words)
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn words_are_cut_as_a_shell_cuts_them() {
        assert_eq!(
            split(r#"oppose XNO-3 --reason "it's \"too much\"" a\ b '' x"y"z"#),
            Ok([
                "oppose",
                "XNO-3",
                "--reason",
                "it's \"too much\"",
                "a b",
                "",
                "xyz"
            ]
            .map(str::to_owned)
            .to_vec())
        );
        assert!(split("say \"no").is_err());
        assert_eq!(split("  "), Ok(Vec::new()));
    }
}
