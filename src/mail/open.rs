//! Taking a mail apart, from bytes that anybody may have sent.

use mailparse::MailHeaderMap;

use super::bounds::bounded;
use super::charset;
use super::fault::Fault;
use super::head::{Headers, headers};
use super::html;
use super::own::Own;
use super::parts::{self, Form, Part, leaf, walk};
use super::transfer;

/// So many bytes of its own words has no mail.
const WORDS: usize = 2 << 20;

/// A mail.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mail {
    /// What its head says of its way.
    pub head: Headers,
    /// Whom it is from, as the head says.
    pub from: Option<String>,
    /// What it is about, as the head says.
    pub subject: Option<String>,
    /// Its own words.
    pub own: Own,
    /// What is attached, in its order.
    pub parts: Vec<Part>,
}

/// Takes a mail apart: one as it was sent, or plain text with or without a head. `None` where the bytes are none: an archive, a file of
/// another program.
///
/// # Errors
/// Where it is a mail that cannot be read.
pub fn open(bytes: &[u8]) -> Result<Option<Mail>, Fault> {
    if is_outlook(bytes) {
        return Err(Fault::Outlook);
    }
    if is_other(bytes) {
        return Ok(None);
    }
    let wide = match bytes {
        [0xff, 0xfe, ..] => Some("utf-16le"),
        [0xfe, 0xff, ..] => Some("utf-16be"),
        _ => None,
    };
    if let Some(label) = wide {
        bounded(bytes)?;
        return simple(&charset::text(bytes, Some(label), 1)?).map(Some);
    }
    let mail = first(bytes)?;
    if is_sent(mail) {
        bounded(mail)?;
        return sent(mail, bytes).map(Some);
    }
    if memchr::memchr(0, bytes).is_some() {
        return Ok(None);
    }
    bounded(bytes)?;
    simple(&charset::text(bytes, None, 1)?).map(Some)
}

/// What an attached file says, where it is text or a page: its words, and those it strikes.
///
/// # Errors
/// Where it is damaged, or in unknown letters.
pub fn texts(bytes: &[u8], part: &Part) -> Result<Own, Fault> {
    with(bytes, part, |own, file| match part.form {
        Form::Page => {
            let page = html::page(&parts::text(own, file)?);
            Ok(Own {
                words: page.words,
                page: None,
                struck: page.struck,
                hidden: page.hidden,
            })
        }
        _ => Ok(Own {
            words: parts::plain(own, file)?,
            ..Own::default()
        }),
    })
}

impl Part {
    /// The bytes of an attached file; `mail` are those of the mail.
    ///
    /// # Errors
    /// Where they are damaged.
    pub fn contents(&self, mail: &[u8]) -> Result<Vec<u8>, Fault> {
        with(mail, self, transfer::sent)
    }
}

fn with<T>(
    bytes: &[u8],
    part: &Part,
    read: impl FnOnce(&mailparse::ParsedMail<'_>, &[u8]) -> Result<T, Fault>,
) -> Result<T, Fault> {
    let mail = parsed(first(bytes)?)?;
    let Some(own) = leaf(&mail, part.leaf) else {
        return Err(Fault::Damaged {
            line: 1,
            what: "the part is not there".to_owned(),
        });
    };
    read(own, bytes)
}

fn parsed(mail: &[u8]) -> Result<mailparse::ParsedMail<'_>, Fault> {
    mailparse::parse_mail(mail).map_err(|error| {
        let said = error.to_string();
        let what = match said.contains("Recursion limit") {
            true => "parts stand in one another too deep".to_owned(),
            false => said,
        };
        Fault::Damaged { line: 1, what }
    })
}

/// Plain text, with a head or without.
fn simple(text: &str) -> Result<Mail, Fault> {
    if text.len() > WORDS {
        return Err(Fault::TooMuch("2 MB of words"));
    }
    let head = headers(text);
    let words = text.get(head.body..).unwrap_or_default().to_owned();
    Ok(Mail {
        subject: head.subject.clone(),
        head,
        own: Own {
            words,
            ..Own::default()
        },
        ..Mail::default()
    })
}

/// A mail as it was sent, which begins somewhere in its file.
fn sent(mail: &[u8], file: &[u8]) -> Result<Mail, Fault> {
    let parsed = parsed(mail)?;
    let mut walked = walk(&parsed, file)?;
    let sealed = file.len() > mail.len();
    if sealed {
        // A file of mails marks what begins as the line between two of them.
        for piece in &mut walked.pieces {
            if let Some(plain) = &mut piece.plain {
                *plain = format!("\n{plain}").replace("\n>From ", "\nFrom ");
            }
        }
    }
    let own = Own::of(walked.pieces);
    if own.words.len() > WORDS {
        return Err(Fault::TooMuch("2 MB of words"));
    }
    let lines = parsed.headers.iter();
    let lines = lines.map(|line| (line.get_key(), one_line(&line.get_value())));
    let lines = lines.filter(|(name, _)| is_for_people(name));
    let text: String = lines
        .map(|(name, value)| format!("{name}: {value}\n"))
        .collect();
    let value = |name: &str| {
        let value = parsed
            .headers
            .get_first_value(name)
            .map(|value| one_line(&value));
        value.filter(|value| !value.is_empty())
    };
    Ok(Mail {
        head: headers(&text),
        from: value("From"),
        subject: value("Subject"),
        own,
        parts: walked.parts,
    })
}

/// Lines of a head that people read.
fn is_for_people(name: &str) -> bool {
    const NAMES: [&str; 6] = ["received", "from", "to", "cc", "subject", "date"];
    NAMES.iter().any(|own| name.eq_ignore_ascii_case(own))
}

fn one_line(value: &str) -> String {
    value.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Where the mail begins: behind the line that a file of mails puts before each.
fn first(bytes: &[u8]) -> Result<&[u8], Fault> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let Some(rest) = bytes.strip_prefix(b"From ") else {
        return Ok(bytes);
    };
    let end = memchr::memchr(b'\n', rest).map_or(rest.len(), |end| end + 1);
    let mail = rest.get(end..).unwrap_or_default();
    if !is_sent(mail) {
        return Ok(bytes);
    }
    let borders = memchr::memmem::find_iter(mail, b"\nFrom ");
    let others = borders.filter(|at| {
        let before = mail.get(..*at).unwrap_or_default();
        let behind = mail.get(at + 1..).unwrap_or_default();
        let end = memchr::memchr(b'\n', behind).map_or(behind.len(), |end| end + 1);
        let apart = before.ends_with(b"\n") || before.ends_with(b"\n\r");
        apart && is_sent(behind.get(end..).unwrap_or_default())
    });
    match others.take(100_000).count() {
        0 => Ok(mail),
        others => Err(Fault::Several(others + 1)),
    }
}

/// Whether a file begins with the head of a mail that went its way.
fn is_sent(bytes: &[u8]) -> bool {
    const SURE: [&[u8]; 8] = [
        b"content-type",
        b"content-transfer-encoding",
        b"mime-version",
        b"message-id",
        b"received",
        b"return-path",
        b"delivered-to",
        b"dkim-signature",
    ];
    let mut from = 0;
    let mut sure = false;
    // Further down than this stands nothing that says so.
    for _ in 0..400 {
        let rest = bytes.get(from..).unwrap_or_default();
        let end = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        let line = rest.get(..end).unwrap_or_default();
        from += end + 1;
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.is_empty() {
            break;
        }
        if line.starts_with(b" ") || line.starts_with(b"\t") {
            continue;
        }
        let colon = memchr::memchr(b':', line).unwrap_or(0);
        let name = line.get(..colon).unwrap_or_default();
        if name.is_empty() || !name.iter().all(u8::is_ascii_graphic) {
            break;
        }
        sure |= SURE.iter().any(|own| name.eq_ignore_ascii_case(own));
    }
    sure
}

/// A file of Outlook: a mail in parts whose names say so, in letters of two bytes.
fn is_outlook(bytes: &[u8]) -> bool {
    let wide = |name: &str| name.bytes().flat_map(|byte| [byte, 0]).collect::<Vec<u8>>();
    bytes.starts_with(b"\xd0\xcf\x11\xe0")
        && memchr::memmem::find(bytes, &wide("__properties_version1.0")).is_some()
}

/// A file of another program, or nothing.
fn is_other(bytes: &[u8]) -> bool {
    const HEADS: [&[u8]; 7] = [
        b"PK",
        b"%PDF",
        b"{\\rtf",
        b"\xd0\xcf\x11\xe0",
        b"<?xml",
        b"<html",
        b"<!DOCTYPE",
    ];
    bytes.is_empty() || HEADS.iter().any(|head| bytes.starts_with(head))
}
