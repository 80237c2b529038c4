//! How much a mail may hold: counted in one pass before anything of it is taken apart.

use super::fault::Fault;

/// So large may a file be, in bytes: what is attached takes a third more than by itself.
const SIZE: usize = 64 << 20;
/// So many lines may there be; a line of base64 holds 57 bytes.
const LINES: usize = 2_000_000;
/// So many lines may begin as the border between two parts does.
const BORDERS: usize = 10_000;
/// So long may one line of a head be, in bytes.
const LINE: usize = 32 << 10;
/// So long may a head be, in bytes.
const HEAD: usize = 256 << 10;

/// Whether a mail is within what one may hold.
///
/// # Errors
/// Names the bound.
pub(super) fn bounded(bytes: &[u8]) -> Result<(), Fault> {
    if bytes.len() > SIZE {
        return Err(Fault::TooMuch("64 MB"));
    }
    let (mut lines, mut borders) = (0, 0);
    // A head stands at the beginning and behind each border, as far as an empty line.
    let mut head = Some(0);
    let mut from = 0;
    let ends = memchr::memchr_iter(b'\n', bytes).chain([bytes.len()]);
    for end in ends {
        let line = bytes.get(from..end).unwrap_or_default();
        from = end + 1;
        lines += 1;
        if lines > LINES {
            return Err(Fault::TooMuch("2,000,000 lines"));
        }
        if line.starts_with(b"--") {
            borders += 1;
            if borders > BORDERS {
                return Err(Fault::TooMuch("10,000 parts"));
            }
            head = Some(0);
        } else if let Some(before) = head {
            let length = before + line.len() + 1;
            head = match line {
                [] | [b'\r'] => None,
                // A border that is none: what stands behind it is text.
                _ if borders > 0 && before == 0 && !line.contains(&b':') => None,
                _ if line.len() > LINE => {
                    return Err(Fault::TooMuch("32 kB in one line of a head"));
                }
                _ if length > HEAD => return Err(Fault::TooMuch("256 kB in a head")),
                _ => Some(length),
            };
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_mail_holds_is_refused_by_the_bound_that_it_breaks() {
        let head = "From: a\nContent-Type: multipart/mixed; boundary=a\n\n";
        for (mail, told) in [
            (
                head.to_owned() + &"--a\n\n".repeat(10_001),
                Some("10,000 parts"),
            ),
            (
                head.to_owned() + &"\n".repeat(2_000_001),
                Some("2,000,000 lines"),
            ),
            (
                format!("Subject: {}\n\nx", "=?a?q?b?=".repeat(5_000)),
                Some("32 kB in one line of a head"),
            ),
            (
                format!("{}\nx", "X-A: b\n".repeat(40_000)),
                Some("256 kB in a head"),
            ),
            (
                format!(
                    "{head}--a\n\n{}\n--\n{}",
                    "x".repeat(50_000),
                    "x".repeat(50_000)
                ),
                None,
            ),
        ] {
            let found = bounded(mail.as_bytes());
            assert_eq!(found, told.map_or(Ok(()), |what| Err(Fault::TooMuch(what))));
        }
    }
}
