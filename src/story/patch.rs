//! A change by hand as a diff without line numbers: each hunk is found by the words it replaces.
//!
//! A hunk begins with a line `@@ …` (what stands behind it is for the reader); its lines begin with a space (kept), `-` (taken out)
//! or `+` (put in); a wholly empty line is a kept empty line. The lines kept and taken out must stand exactly once in the file,
//! behind the hunk before. A hunk of additions alone is appended at the file's end; that is how a list only grows.

/// Applies hunks to a text.
///
/// # Errors
/// Names the hunk, and whether its words stand nowhere or in several places.
pub(super) fn apply(old: &str, patch: &str) -> Result<String, String> {
    let mut lines: Vec<&str> = old.split_inclusive('\n').collect();
    let mut from = 0;
    for hunk in hunks(patch)? {
        if hunk.before.is_empty() {
            lines.extend(&hunk.after);
            from = lines.len();
            continue;
        }
        let found: Vec<usize> = (from..=lines.len().saturating_sub(hunk.before.len()))
            .filter(|&at| lines.get(at..at + hunk.before.len()) == Some(hunk.before.as_slice()))
            .collect();
        let at = match found.as_slice() {
            [at] => *at,
            [] => return Err(format!("hunk {}: its words stand nowhere", hunk.name)),
            _ => {
                return Err(format!(
                    "hunk {}: its words stand in {} places",
                    hunk.name,
                    found.len()
                ));
            }
        };
        lines.splice(at..at + hunk.before.len(), hunk.after.iter().copied());
        from = at + hunk.after.len();
    }
    Ok(lines.concat())
}

struct Hunk<'a> {
    name: &'a str,
    before: Vec<&'a str>,
    after: Vec<&'a str>,
}

fn hunks(patch: &str) -> Result<Vec<Hunk<'_>>, String> {
    let mut hunks: Vec<Hunk<'_>> = Vec::new();
    for line in patch.split_inclusive('\n') {
        if let Some(name) = line.strip_prefix("@@") {
            hunks.push(Hunk {
                name: name.trim(),
                before: Vec::new(),
                after: Vec::new(),
            });
            continue;
        }
        let Some(hunk) = hunks.last_mut() else {
            return Err("a line before the first @@".to_owned());
        };
        if let Some(kept) = line.strip_prefix(' ') {
            hunk.before.push(kept);
            hunk.after.push(kept);
        } else if line == "\n" {
            hunk.before.push(line);
            hunk.after.push(line);
        } else if let Some(out) = line.strip_prefix('-') {
            hunk.before.push(out);
        } else if let Some(put) = line.strip_prefix('+') {
            hunk.after.push(put);
        } else {
            return Err(format!(
                "hunk {}: a line that is neither kept, out nor in",
                hunk.name
            ));
        }
    }
    Ok(hunks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hunk_is_found_by_its_words() {
        let patch = "@@ the second\n-two\n+zwei\n three\n";
        assert_eq!(
            apply("one\ntwo\nthree\n", patch),
            Ok("one\nzwei\nthree\n".to_owned())
        );
    }

    #[test]
    fn additions_alone_go_to_the_end() {
        assert_eq!(apply("a\n", "@@\n+b\n"), Ok("a\nb\n".to_owned()));
        assert_eq!(apply("", "@@\n+b\n"), Ok("b\n".to_owned()));
    }

    #[test]
    fn words_that_stand_twice_or_nowhere_are_refused() {
        assert!(apply("a\na\n", "@@ x\n-a\n").is_err_and(|fault| fault.contains("2 places")));
        assert!(apply("a\n", "@@ x\n-b\n").is_err_and(|fault| fault.contains("nowhere")));
        assert!(apply("a\n", "-a\n").is_err());
        assert!(apply("a\n", "@@ x\nwhat\n").is_err());
    }
}
