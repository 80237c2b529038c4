//! Who saves: a name and a mail address, made fit for a version's header.

use super::error::Error;
use crate::moment::Moment;

/// Who saves: a name and a mail address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// The name.
    pub name: String,
    /// The mail address; may be empty.
    pub email: String,
}

impl Signature {
    /// The signature as git keeps it: what would break a header is taken out, what is empty is filled in.
    pub(super) fn at(&self, when: Moment) -> Result<git2::Signature<'static>, Error> {
        let name = fit(&self.name).unwrap_or_else(|| "unknown".to_owned());
        let email = fit(&self.email)
            .map(|email| email.replace(char::is_whitespace, ""))
            .unwrap_or_else(|| "unknown@adref.invalid".to_owned());
        // git has no times before 1970.
        let time = git2::Time::new(when.unix().max(0), when.offset_minutes());
        Ok(git2::Signature::new(&name, &email, &time)?)
    }
}

/// The text without what git refuses or strips: angle brackets, control characters, punctuation at the ends.
fn fit(text: &str) -> Option<String> {
    let clean: String = text
        .chars()
        .map(|c| {
            if c.is_control() || c == '<' || c == '>' {
                ' '
            } else {
                c
            }
        })
        .collect();
    let words: Vec<&str> = clean.split_whitespace().collect();
    let crud = |c: char| c <= ' ' || ".,:;\\\"'".contains(c);
    let joined = words.join(" ");
    let trimmed = joined.trim_matches(crud);
    (!trimmed.is_empty()).then(|| trimmed.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(name: &str, email: &str) -> (String, String) {
        let signature = Signature {
            name: name.to_owned(),
            email: email.to_owned(),
        };
        let made = signature.at(Moment::from_unix(0, 0));
        let made = made.as_ref();
        (
            made.map(|made| String::from_utf8_lossy(made.name_bytes()).into_owned())
                .unwrap_or_default(),
            made.map(|made| String::from_utf8_lossy(made.email_bytes()).into_owned())
                .unwrap_or_default(),
        )
    }

    #[test]
    fn any_name_can_sign() {
        assert_eq!(
            kept("Hossam Aly", "a@b.c"),
            ("Hossam Aly".into(), "a@b.c".into())
        );
        assert_eq!(kept("윤종권 <x>\n", "a@b.c").0, "윤종권 x");
        assert_eq!(
            kept("", ""),
            ("unknown".into(), "unknown@adref.invalid".into())
        );
        assert_eq!(kept("\u{0}...", "<>").0, "unknown");
        assert_eq!(kept("O'Neill, Jr.", "<o n@x>").1, "on@x");
    }
}
