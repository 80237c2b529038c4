//! How a part was made fit for the way (quoted-printable, base64), undone.

use mailparse::body::Body;
use mailparse::{MailParseError, ParsedMail};

use super::charset::place;
use super::fault::Fault;

/// What a part's bytes are in the file.
pub(super) fn raw<'p>(part: &'p ParsedMail<'p>) -> &'p [u8] {
    match part.get_body_encoded() {
        Body::Base64(body) | Body::QuotedPrintable(body) => body.get_raw(),
        Body::SevenBit(body) | Body::EightBit(body) => body.get_raw(),
        Body::Binary(body) => body.get_raw(),
    }
}

/// About how many bytes come out of a part.
pub(super) fn size(part: &ParsedMail<'_>) -> usize {
    let raw = raw(part).len();
    match part.get_body_encoded() {
        Body::Base64(_) => raw / 78 * 57 + raw % 78 * 3 / 4,
        _ => raw,
    }
}

/// The line of the file at which a part's bytes begin, from 1.
pub(super) fn line(part: &ParsedMail<'_>, file: &[u8]) -> usize {
    let at = (raw(part).as_ptr() as usize).saturating_sub(file.as_ptr() as usize);
    place(file, at.min(file.len()), 1).0
}

/// The bytes that were sent.
///
/// # Errors
/// Where they are damaged, with the line of the file.
pub(super) fn sent(part: &ParsedMail<'_>, file: &[u8]) -> Result<Vec<u8>, Fault> {
    let decoded = match part.get_body_encoded() {
        Body::Base64(body) | Body::QuotedPrintable(body) => body.get_decoded(),
        Body::SevenBit(body) | Body::EightBit(body) => return Ok(body.get_raw().to_vec()),
        Body::Binary(body) => return Ok(body.get_raw().to_vec()),
    };
    decoded.map_err(|error| {
        let first = line(part, file);
        let raw = raw(part);
        match error {
            MailParseError::Base64DecodeError(error) => {
                let mut letters = raw.iter().enumerate();
                let letters = letters
                    .by_ref()
                    .filter(|(_, byte)| !byte.is_ascii_whitespace());
                let at = letters.map(|(at, _)| at).nth(error.position);
                let (line, column) = place(raw, at.unwrap_or(raw.len()), first);
                Fault::Damaged {
                    line,
                    what: format!("column {column}: this is no base64"),
                }
            }
            error => Fault::Damaged {
                line: first,
                what: format!("what begins here is damaged: {error}"),
            },
        }
    })
}
