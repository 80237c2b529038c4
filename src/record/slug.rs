//! A proposal's name that cannot collide: `xno-7f3a`.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::moment::Moment;
use crate::text::short_hash;

/// A proposal's name that cannot collide: `xno-7f3a`; its file is `proposals/xno-7f3a.md`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Slug(pub String);

impl Slug {
    /// A new slug for a sponsor's proposal, made from what it says and when; `taken` tells which exist already.
    pub fn new(sponsor: &str, time: &Moment, says: &[&str], taken: impl Fn(&str) -> bool) -> Slug {
        let name: String = sponsor
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .collect::<String>()
            .to_ascii_lowercase();
        let time = time.unix().to_string();
        let mut round = 0_u32;
        loop {
            let nonce = round.to_string();
            let mut pieces = vec!["proposal", sponsor, time.as_str(), nonce.as_str()];
            pieces.extend_from_slice(says);
            let digits = short_hash(&pieces);
            for length in [4, 6, 8, 12, 40] {
                let slug = format!("{name}-{}", digits.get(..length).unwrap_or(&digits));
                if !taken(&slug) {
                    return Slug(slug);
                }
            }
            round += 1;
            // Whoever answers "taken" to everything gets a name all the same.
            if round > 100 {
                return Slug(format!("{name}-{digits}{round}"));
            }
        }
    }

    /// Whether a text can be a slug: lower-case letters, digits and single hyphens.
    pub fn is_slug(text: &str) -> bool {
        !text.is_empty()
            && text.len() <= 100
            && text.split('-').all(|part| {
                !part.is_empty()
                    && part
                        .bytes()
                        .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
            })
    }

    /// The slug as it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
