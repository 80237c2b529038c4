//! The parts of a mail: which are its own words, which are attached, and what these are.

use mailparse::{DispositionType, MailHeaderMap, ParsedMail};

use super::charset;
use super::fault::Fault;
use super::flowed::{self, Strips};
use super::html;
use super::own::Piece;
use super::transfer;

/// Something that is attached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its place among what is attached, from 1.
    pub number: usize,
    /// Its name, as the mail gives it; nothing where it has none.
    pub name: Option<String>,
    /// What it is.
    pub form: Form,
    /// Its type as the mail gives it: `application/pdf`.
    pub kind: String,
    /// About how many bytes it has.
    pub size: usize,
    /// Its place among all leaves.
    pub(super) leaf: usize,
}

/// What an attached file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A Word file.
    Word,
    /// Another mail.
    Mail,
    /// Plain text.
    Text,
    /// A page in HTML.
    Page,
    /// An invitation to a meeting.
    Calendar,
    /// A picture that stands among the words.
    Picture,
    /// A signature or a key.
    Signature,
    /// Outlook's own form of everything else (`winmail.dat`).
    Outlook,
    /// Anything else.
    Other,
}

/// All that a mail consists of.
#[derive(Debug, Default)]
pub(super) struct Walk {
    pub(super) pieces: Vec<Piece>,
    pub(super) parts: Vec<Part>,
    leaves: usize,
}

/// What stands round a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Round {
    Mixed,
    Alternative,
    Related,
    Signed,
}

/// Takes a mail apart; its own words are decoded.
///
/// # Errors
/// Where its own words cannot be read.
pub(super) fn walk(mail: &ParsedMail<'_>, file: &[u8]) -> Result<Walk, Fault> {
    let mut out = Walk::default();
    out.part(mail, file, Round::Mixed)?;
    Ok(out)
}

/// The leaf with this place.
pub(super) fn leaf<'p>(mail: &'p ParsedMail<'p>, wanted: usize) -> Option<&'p ParsedMail<'p>> {
    mail.parts()
        .filter(|part| part.subparts.is_empty())
        .nth(wanted)
}

impl Walk {
    fn part(&mut self, part: &ParsedMail<'_>, file: &[u8], round: Round) -> Result<(), Fault> {
        let kind = part.ctype.mimetype.as_str();
        if part.subparts.is_empty() {
            let leaf = self.leaves;
            self.leaves += 1;
            return self.leaf(part, file, (leaf, round));
        }
        match kind {
            "multipart/encrypted" => Err(Fault::Locked),
            "multipart/alternative" => {
                // Forms of one piece, whatever stands between.
                let before = self.pieces.len();
                self.all(&part.subparts, file, Round::Alternative)?;
                let forms = self.pieces.drain(before..);
                let mut piece = Piece::default();
                for form in forms {
                    piece.plain = piece.plain.or(form.plain);
                    piece.page = piece.page.or(form.page);
                }
                self.pieces.push(piece);
                Ok(())
            }
            "multipart/related" => self.all(&part.subparts, file, Round::Related),
            "multipart/signed" => self.all(&part.subparts, file, Round::Signed),
            _ => self.all(&part.subparts, file, Round::Mixed),
        }
    }

    fn all(&mut self, parts: &[ParsedMail<'_>], file: &[u8], round: Round) -> Result<(), Fault> {
        parts
            .iter()
            .try_for_each(|part| self.part(part, file, round))
    }

    fn leaf(
        &mut self,
        part: &ParsedMail<'_>,
        file: &[u8],
        (leaf, round): (usize, Round),
    ) -> Result<(), Fault> {
        let kind = part.ctype.mimetype.as_str();
        let disposition = part.get_content_disposition();
        let name = disposition
            .params
            .get("filename")
            .or_else(|| part.ctype.params.get("name"));
        let name = name
            .map(|name| name.trim().to_owned())
            .filter(|name| !name.is_empty());
        let attached = disposition.disposition == DispositionType::Attachment || name.is_some();
        match kind {
            "multipart/encrypted" => return Err(Fault::Locked),
            "application/pkcs7-mime" | "application/x-pkcs7-mime" if leaf == 0 => {
                return Err(Fault::Locked);
            }
            kind if kind.starts_with("multipart/") => {
                return Err(Fault::Damaged {
                    line: transfer::line(part, file),
                    what: "the mail has several parts, and no border between them is found"
                        .to_owned(),
                });
            }
            "text/plain" if !attached => {
                self.pieces.push(Piece {
                    plain: Some(plain(part, file)?),
                    page: None,
                });
                return Ok(());
            }
            "text/html" if !attached => {
                let page = html::page(&text(part, file)?);
                self.pieces.push(Piece {
                    plain: None,
                    page: Some(page),
                });
                return Ok(());
            }
            _ => {}
        }
        self.parts.push(Part {
            number: self.parts.len() + 1,
            form: form(kind, name.as_deref(), (round, attached)),
            name: name.or_else(|| subject(part)),
            kind: kind.to_owned(),
            size: transfer::size(part),
            leaf,
        });
        Ok(())
    }
}

fn form(kind: &str, name: Option<&str>, (round, attached): (Round, bool)) -> Form {
    let lower = name.unwrap_or_default().to_lowercase();
    match kind {
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => Form::Word,
        "message/rfc822" | "message/global" => Form::Mail,
        "text/calendar" | "application/ics" => Form::Calendar,
        "application/ms-tnef" | "application/vnd.ms-tnef" => Form::Outlook,
        "application/pgp-signature"
        | "application/pkcs7-signature"
        | "application/x-pkcs7-signature"
        | "application/pgp-keys" => Form::Signature,
        _ if lower.ends_with(".docx") => Form::Word,
        _ if lower.ends_with(".eml") => Form::Mail,
        _ if lower == "winmail.dat" => Form::Outlook,
        "text/html" => Form::Page,
        "text/plain" | "text/markdown" => Form::Text,
        kind if kind.starts_with("image/") && (round == Round::Related || !attached) => {
            Form::Picture
        }
        _ => Form::Other,
    }
}

/// What an attached mail is about, as its name.
fn subject(part: &ParsedMail<'_>) -> Option<String> {
    if !part.ctype.mimetype.starts_with("message/") {
        return None;
    }
    let (headers, _) = mailparse::parse_headers(transfer::raw(part)).ok()?;
    headers
        .get_first_value("Subject")
        .filter(|subject| !subject.trim().is_empty())
}

/// The words of a part of text, in letters.
///
/// # Errors
/// Where they are damaged, or in unknown letters.
pub(super) fn text(part: &ParsedMail<'_>, file: &[u8]) -> Result<String, Fault> {
    let bytes = transfer::sent(part, file)?;
    let said = part.ctype.params.get("charset").map(String::as_str);
    let meta = said.is_none().then(|| html::charset(&bytes)).flatten();
    charset::text(&bytes, said.or(meta.as_deref()), transfer::line(part, file))
}

/// The words of a part of plain text, lines that were broken for the way made whole.
///
/// # Errors
/// Where they are damaged, or in unknown letters.
pub(super) fn plain(part: &ParsedMail<'_>, file: &[u8]) -> Result<String, Fault> {
    let words = text(part, file)?;
    let param = |name: &str| {
        part.ctype
            .params
            .get(name)
            .map(|value| value.to_ascii_lowercase())
    };
    Ok(match param("format").as_deref() {
        Some("flowed") => {
            let strips = match param("delsp").as_deref() {
                Some("yes") => Strips::Yes,
                _ => Strips::No,
            };
            flowed::whole(&words, strips)
        }
        _ => words,
    })
}
