//! How a text was read for the file it went out in, kept in the file in the words of the command.

use super::words::Naming;

/// How a text was read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct How {
    /// Whether it is shown whose words are whose.
    pub naming: Naming,
    /// The party as whose text it was read.
    pub reader: Option<String>,
    /// The version that its changes are marked against.
    pub against: Option<String>,
    /// The party that is to answer in it.
    pub answering: Option<String>,
    /// The ordinals of the paragraphs that alone stand in it; none where all do.
    pub only: Option<Vec<usize>>,
}

impl How {
    /// In the words of the command: `--names none --against rev.1`, `--for XNO --only 3,4`.
    pub fn words(&self) -> String {
        let mut words: Vec<String> = Vec::new();
        if self.naming == Naming::Hidden {
            words.push("--names none".to_owned());
        }
        for (option, value) in [
            ("--as", &self.reader),
            ("--against", &self.against),
            ("--for", &self.answering),
        ] {
            if let Some(value) = value {
                // A name with a space in it would be two words.
                words.push(format!(
                    "{option} {}",
                    value.replace(char::is_whitespace, "_")
                ));
            }
        }
        if let Some(only) = &self.only {
            let numbers: Vec<String> = only.iter().map(ToString::to_string).collect();
            words.push(format!("--only {}", numbers.join(",")));
        }
        words.join(" ")
    }

    /// Reads what [`How::words`] wrote; what it does not know is passed over.
    pub fn read(words: &str) -> How {
        let mut how = How::default();
        let mut all = words.split_whitespace();
        while let Some(option) = all.next() {
            if !option.starts_with("--") {
                continue;
            }
            let value = all.next().unwrap_or_default();
            match option {
                // A file that went out before says hidden.
                "--names" if matches!(value, "none" | "hidden") => how.naming = Naming::Hidden,
                "--as" => how.reader = Some(value.to_owned()),
                "--against" => how.against = Some(value.to_owned()),
                "--for" => how.answering = Some(value.to_owned()),
                "--only" => {
                    let numbers = value.split(',').filter_map(|number| number.parse().ok());
                    how.only = Some(numbers.collect());
                }
                _ => {}
            }
        }
        how
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read_back() {
        for how in [
            How::default(),
            How {
                naming: Naming::Hidden,
                reader: Some("NOR".to_owned()),
                against: Some("rev.1".to_owned()),
                answering: Some("XNO".to_owned()),
                only: Some(vec![3, 4, 17]),
            },
            How {
                only: Some(Vec::new()),
                ..How::default()
            },
        ] {
            assert_eq!(How::read(&how.words()), how);
        }
        assert_eq!(How::read("--names loudly stray --more x").words(), "");
    }
}
