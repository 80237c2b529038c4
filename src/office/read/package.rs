//! The parts of a Word file, each inflated within bounds when it is asked for; nothing outside the file is ever opened.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::fault::Fault;

/// So large may the file itself be.
const FILE: usize = 128 << 20;
/// So many parts may there be; each picture is one.
const PARTS: usize = 10_000;
/// So large may one part be.
const PART: u64 = 40 << 20;
/// So large may all parts be that are read.
const ALL: u64 = 64 << 20;
/// So many times its size in the file may a large part be. XML is seldom packed better than one to thirty.
const RATIO: u64 = 200;

/// An open Word file.
#[derive(Debug)]
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    read: u64,
}

impl<'b> Package<'b> {
    /// Opens a file.
    ///
    /// # Errors
    /// Where it is of another kind, damaged, or holds too much.
    pub(super) fn open(bytes: &'b [u8]) -> Result<Package<'b>, Fault> {
        if let Some(other) = kind(bytes) {
            return Err(other);
        }
        if bytes.len() > FILE {
            return Err(too_much("the file", "128 MB"));
        }
        // Counted before the list is read, which takes memory for each.
        let entries = memchr::memmem::find_iter(bytes, b"PK\x01\x02");
        if entries.take(PARTS + 1).count() > PARTS {
            return Err(too_much("the file", "10,000 parts"));
        }
        let archive = ZipArchive::new(Cursor::new(bytes))
            .map_err(|error| Fault::Damaged(error.to_string()))?;
        if archive.has_duplicate_names() {
            return Err(Fault::Damaged("one part stands in it twice".to_owned()));
        }
        let mut package = Package { archive, read: 0 };
        if let Some(kind) = package.text("mimetype")? {
            return Err(match kind.trim() {
                "application/vnd.oasis.opendocument.text" => {
                    Fault::Other("an OpenDocument text (.odt)")
                }
                _ => Fault::Other("a file of another program"),
            });
        }
        Ok(package)
    }

    /// A part as text; `None` where there is none.
    ///
    /// # Errors
    /// Where it is damaged, too large or in no known encoding.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, Fault> {
        // Names in a package differ in more than case; Word says so, others do not always keep to it.
        let found = self.archive.index_for_name(name).or_else(|| {
            (0..self.archive.len()).find(|index| {
                matches!(self.archive.name_for_index(*index), Some(Ok(other)) if other.eq_ignore_ascii_case(name))
            })
        });
        let Some(index) = found else {
            return Ok(None);
        };
        let damaged = |error: &dyn std::fmt::Display| Fault::Damaged(format!("{name}: {error}"));
        let file = match self.archive.by_index(index) {
            Ok(file) if file.encrypted() => return Err(Fault::Locked),
            Ok(file) => file,
            Err(error) => return Err(damaged(&error)),
        };
        let packed = file.compressed_size().max(1);
        let room = PART.min(ALL - self.read);
        let bound = match packed.saturating_mul(RATIO).max(1 << 20) {
            ratio if ratio < room => ratio,
            _ => room,
        };
        if file.size() > bound {
            return Err(excess(name, bound, room));
        }
        let mut bytes = Vec::with_capacity(usize::try_from(file.size()).unwrap_or(0));
        // What the file says of its own size need not be true.
        file.take(bound + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| damaged(&error))?;
        let length = bytes.len() as u64;
        if length > bound {
            return Err(excess(name, bound, room));
        }
        self.read += length;
        decoded(bytes).map(Some).ok_or_else(|| Fault::Xml {
            part: name.to_owned(),
            what: "this is no text in UTF-8 or UTF-16".to_owned(),
            at: 0,
        })
    }
}

fn too_much(part: &str, what: &'static str) -> Fault {
    Fault::TooMuch {
        part: part.to_owned(),
        what,
    }
}

fn excess(part: &str, bound: u64, room: u64) -> Fault {
    too_much(
        part,
        match bound < room {
            true => "200 times what it takes in the file",
            false if room == PART => "40 MB of text",
            false => "is left of 64 MB for all that is read",
        },
    )
}

/// Text in UTF-8 or, where its first bytes say so, in UTF-16.
fn decoded(bytes: Vec<u8>) -> Option<String> {
    let wide = |from: fn([u8; 2]) -> u16| {
        let units = bytes.chunks_exact(2).skip(1);
        let units = units.filter_map(|pair| Some(from([*pair.first()?, *pair.get(1)?])));
        char::decode_utf16(units)
            .collect::<Result<String, _>>()
            .ok()
    };
    match bytes.as_slice() {
        [0xff, 0xfe, ..] => wide(u16::from_le_bytes),
        [0xfe, 0xff, ..] => wide(u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8(rest.to_vec()).ok(),
        _ => String::from_utf8(bytes).ok(),
    }
}

/// What else the file is, by its first bytes.
fn kind(bytes: &[u8]) -> Option<Fault> {
    let name: Vec<u8> = "EncryptedPackage"
        .bytes()
        .flat_map(|byte| [byte, 0])
        .collect();
    Some(match bytes {
        [b'P', b'K', 3 | 5, 4 | 6, ..] => return None,
        [0xd0, 0xcf, 0x11, 0xe0, ..] if memchr::memmem::find(bytes, &name).is_some() => {
            Fault::Locked
        }
        [0xd0, 0xcf, 0x11, 0xe0, ..] => Fault::Other("a file of an older Office (.doc)"),
        [b'%', b'P', b'D', b'F', ..] => Fault::Other("a PDF"),
        [b'{', b'\\', b'r', b't', b'f', ..] => Fault::Other("a rich text file (.rtf)"),
        [b'<', ..] => Fault::Other("a page in XML or HTML"),
        [] => Fault::Other("an empty file"),
        _ => Fault::Other("a file of an unknown kind"),
    })
}
