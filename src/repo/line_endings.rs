//! Line endings as git converts them: what a file of the work tree would be once saved, and the other way.
//!
//! adref keeps bytes as they are. But where `core.autocrlf` or `.gitattributes` ask git to convert, a checkout has other bytes
//! than the version, and nothing must look changed for that.

use std::borrow::Cow;
use std::path::Path;

use git2::{AttrCheckFlags, AttrValue, Repository};

/// What git does to the lines of one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Lines {
    saved: Saved,
    /// Whether a checkout writes CRLF.
    checked_out_crlf: bool,
}

/// What becomes of CRLF when a file is saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Saved {
    /// It is kept.
    AsIs,
    /// It becomes LF unless the file looks binary or was saved with CRLF before.
    IfText,
    /// It becomes LF.
    Lf,
}

impl Lines {
    /// What git's settings and attributes say of a path.
    pub(super) fn of(handle: &Repository, path: &str) -> Lines {
        let config = handle
            .config()
            .and_then(|mut config| config.snapshot())
            .ok();
        let setting = |key: &str| {
            let text = config.as_ref()?.get_string(key).ok()?;
            Some(text.to_ascii_lowercase())
        };
        let attribute = |name: &str| {
            let value = handle
                .get_attr(Path::new(path), name, AttrCheckFlags::FILE_THEN_INDEX)
                .ok()
                .flatten();
            match AttrValue::from_string(value) {
                AttrValue::True => Some("true".to_owned()),
                AttrValue::False => Some("false".to_owned()),
                AttrValue::String(text) => Some(text.to_ascii_lowercase()),
                AttrValue::Bytes(_) | AttrValue::Unspecified => None,
            }
        };
        let auto = setting("core.autocrlf").map(|value| match value.as_str() {
            "input" => "input",
            "true" | "yes" | "on" | "1" => "true",
            _ => "false",
        });
        let end = attribute("eol").filter(|end| end == "lf" || end == "crlf");
        let text = attribute("text").or_else(|| attribute("crlf"));
        let saved = match text.as_deref() {
            Some("false") => Saved::AsIs,
            Some("auto") => Saved::IfText,
            Some(_) => Saved::Lf,
            None if end.is_some() => Saved::Lf,
            None if matches!(auto, Some("true" | "input")) => Saved::IfText,
            None => Saved::AsIs,
        };
        let native = match setting("core.eol").as_deref() {
            Some("crlf") => true,
            Some("lf") => false,
            _ => cfg!(windows),
        };
        let checked_out_crlf = saved != Saved::AsIs
            && match (end.as_deref(), auto) {
                (Some(end), _) => end == "crlf",
                (None, Some("true")) => true,
                (None, Some("input")) => false,
                (None, _) => native,
            };
        Lines {
            saved,
            checked_out_crlf,
        }
    }

    /// The bytes that git would save for these of the work tree; `saved` tells whether the version has CRLF.
    pub(super) fn to_saved<'a>(
        self,
        bytes: &'a [u8],
        saved_has_crlf: impl FnOnce() -> bool,
    ) -> Cow<'a, [u8]> {
        let convert = match self.saved {
            Saved::AsIs => false,
            Saved::Lf => true,
            Saved::IfText => !looks_binary(bytes) && !saved_has_crlf(),
        };
        if !convert || !has_crlf(bytes) {
            return Cow::Borrowed(bytes);
        }
        let mut out = Vec::with_capacity(bytes.len());
        for (n, byte) in bytes.iter().enumerate() {
            if *byte != b'\r' || bytes.get(n + 1) != Some(&b'\n') {
                out.push(*byte);
            }
        }
        Cow::Owned(out)
    }

    /// The bytes that a checkout writes for these of a version.
    pub(super) fn to_disk<'a>(self, bytes: &'a [u8]) -> Cow<'a, [u8]> {
        let convert = self.checked_out_crlf && !bytes.contains(&b'\r') && !bytes.contains(&0);
        if !convert {
            return Cow::Borrowed(bytes);
        }
        let mut out = Vec::with_capacity(bytes.len() + bytes.len() / 32);
        for byte in bytes {
            if *byte == b'\n' {
                out.push(b'\r');
            }
            out.push(*byte);
        }
        Cow::Owned(out)
    }
}

/// Whether a line ends in CRLF.
pub(super) fn has_crlf(bytes: &[u8]) -> bool {
    memchr::memmem::find(bytes, b"\r\n").is_some()
}

/// git takes a NUL or a CR without LF for a sign of something other than text.
fn looks_binary(bytes: &[u8]) -> bool {
    memchr::memchr2_iter(0, b'\r', bytes)
        .any(|at| bytes.get(at) == Some(&0) || bytes.get(at + 1) != Some(&b'\n'))
}

#[cfg(test)]
mod tests {
    use super::*;

    const AUTO: Lines = Lines {
        saved: Saved::IfText,
        checked_out_crlf: true,
    };

    #[test]
    fn a_checkout_with_crlf_is_saved_as_it_was() {
        let disk = AUTO.to_disk(b"a\nb\n");
        assert_eq!(&*disk, b"a\r\nb\r\n");
        assert_eq!(&*AUTO.to_saved(&disk, || false), b"a\nb\n");
    }

    #[test]
    fn what_was_saved_with_crlf_or_looks_binary_is_kept() {
        assert_eq!(&*AUTO.to_saved(b"a\r\n", || true), b"a\r\n");
        assert_eq!(&*AUTO.to_saved(b"a\0\r\n", || false), b"a\0\r\n");
        assert_eq!(&*AUTO.to_saved(b"a\rb\r\n", || false), b"a\rb\r\n");
        assert_eq!(&*AUTO.to_disk(b"a\r\nb\n"), b"a\r\nb\n");
    }
}
