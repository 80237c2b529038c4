//! Two versions of a file merged: as git merges it where it can, by paragraphs and words where it cannot.

use std::collections::BTreeMap;

use crate::repo::{Chunk, Error, merge_lines};
use crate::rolling::{self, Sides, Three};
use crate::text::{Document, Severity};

/// Three versions of a file.
#[derive(Debug, Clone, Copy)]
pub struct Versions<'a> {
    /// What both sides began from.
    pub base: &'a [u8],
    /// One side's.
    pub ours: &'a [u8],
    /// The other's.
    pub theirs: &'a [u8],
}

/// A merged file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merge {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// How many brackets were put for what both sides changed otherwise.
    pub contested: usize,
}

/// Merges two versions of a file; `None` where git cannot and the bytes are no text.
///
/// # Errors
/// Where git itself fails.
pub fn merge(versions: Versions<'_>, sides: Sides<'_>) -> Result<Option<Merge>, Error> {
    let Versions { base, ours, theirs } = versions;
    let chunks = merge_lines(base, ours, theirs)?;
    if let [Chunk::Clean(bytes)] = chunks.as_slice()
        && holds(bytes, versions)
    {
        return Ok(Some(Merge {
            bytes: bytes.clone(),
            contested: 0,
        }));
    }
    let texts = [base, ours, theirs].map(|bytes| std::str::from_utf8(bytes).ok());
    let [Some(base), Some(ours), Some(theirs)] = texts else {
        return Ok(None);
    };
    let [base, ours, theirs] = [base, ours, theirs].map(split);
    let front = merge_fronts(base.0, ours.0, theirs.0, sides);
    let bodies = Three {
        base: base.1,
        ours: ours.1,
        theirs: theirs.1,
    };
    let chunks = merge_lines(
        bodies.base.as_bytes(),
        bodies.ours.as_bytes(),
        bodies.theirs.as_bytes(),
    )?;
    let mut merge = laid(&front, &chunks, sides);
    if !holds(&merge.bytes, versions) {
        let chunk = |text: &str| text.as_bytes().to_vec();
        let all = Chunk::Contested {
            base: chunk(bodies.base),
            ours: chunk(bodies.ours),
            theirs: chunk(bodies.theirs),
        };
        merge = laid(&front, &[all], sides);
    }
    Ok(Some(merge))
}

/// Whether a merged text has no more brackets without a partner, and no more labels twice, than either side.
fn holds(merged: &[u8], versions: Versions<'_>) -> bool {
    let broken = |bytes: &[u8]| {
        let document = Document::parse(bytes);
        let findings = document.findings().iter();
        let twice = findings.clone().filter(|one| one.code == "duplicate-label");
        let errors = findings.filter(|one| one.severity == Severity::Error);
        (errors.count(), twice.count())
    };
    let (merged, ours, theirs) = (
        broken(merged),
        broken(versions.ours),
        broken(versions.theirs),
    );
    merged.0 <= ours.0.max(theirs.0) && merged.1 <= ours.1.max(theirs.1)
}

fn laid(front: &(String, usize), chunks: &[Chunk], sides: Sides<'_>) -> Merge {
    let mut text = front.0.clone();
    let mut contested = front.1;
    for stretch in stretches(chunks) {
        match stretch {
            Stretch::Clean(words) => text.push_str(&words),
            Stretch::Contested(texts) => {
                let nest = nest(&texts);
                let [base, ours, theirs] = texts.each_ref().map(|text| unnested(text, &nest));
                let three = Three {
                    base: &base,
                    ours: &ours,
                    theirs: &theirs,
                };
                let merged = rolling::merge(three, sides);
                contested += merged.contested;
                let mut words = nested(&merged.text, &nest);
                let [_, ours, theirs] = &texts;
                let ends = |text: &String| text.is_empty() || text.ends_with('\n');
                if !words.is_empty() && !words.ends_with('\n') && (ends(ours) || ends(theirs)) {
                    words.push('\n');
                }
                text.push_str(&words);
                text.push_str(&unspoken(&texts, &words));
            }
        }
    }
    Merge {
        bytes: text.into_bytes(),
        contested,
    }
}

/// A stretch of a merged text that begins and ends with paragraphs.
enum Stretch {
    Clean(String),
    /// The base's, ours, theirs.
    Contested([String; 3]),
}

/// Clean and contested lines with the paragraphs round what is contested drawn into it: no paragraph is merged by halves.
fn stretches(chunks: &[Chunk]) -> Vec<Stretch> {
    let words = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let mut out: Vec<Stretch> = Vec::new();
    for chunk in chunks {
        match chunk {
            Chunk::Contested { base, ours, theirs } => {
                let texts = [base, ours, theirs].map(|bytes| words(bytes));
                match out.last_mut() {
                    Some(Stretch::Contested(all)) => append(all, &texts),
                    Some(Stretch::Clean(before)) => {
                        let at = last_blank(before);
                        let tail = before.split_off(at);
                        let mut all = [tail.clone(), tail.clone(), tail];
                        append(&mut all, &texts);
                        out.push(Stretch::Contested(all));
                    }
                    None => out.push(Stretch::Contested(texts)),
                }
            }
            Chunk::Clean(bytes) => {
                let mut clean = words(bytes);
                if let Some(Stretch::Contested(all)) = out.last_mut() {
                    let rest = clean.split_off(first_blank(&clean));
                    append(all, &[clean.clone(), clean.clone(), clean]);
                    clean = rest;
                }
                if !clean.is_empty() {
                    out.push(Stretch::Clean(clean));
                }
            }
        }
    }
    out
}

fn append(all: &mut [String; 3], more: &[String; 3]) {
    for (one, more) in all.iter_mut().zip(more) {
        one.push_str(more);
    }
}

/// Where the paragraph begins that a text ends in: behind its last blank line.
fn last_blank(text: &str) -> usize {
    let mut at = 0;
    let mut behind = 0;
    for line in text.split_inclusive('\n') {
        at += line.len();
        if line.trim().is_empty() {
            behind = at;
        }
    }
    behind
}

/// Where the paragraph ends that a text begins in: before its first blank line.
fn first_blank(text: &str) -> usize {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.trim().is_empty() {
            return at;
        }
        at += line.len();
    }
    at
}

/// The spaces that every line of some texts begins with.
fn nest(texts: &[String; 3]) -> String {
    let lines = texts.iter().flat_map(|text| text.lines());
    let spaces = lines
        .filter(|line| !line.trim().is_empty())
        .map(|line| line.len() - line.trim_start_matches(' ').len());
    " ".repeat(spaces.min().unwrap_or(0))
}

fn unnested(text: &str, nest: &str) -> String {
    let lines = text.split_inclusive('\n');
    lines
        .map(|line| line.strip_prefix(nest).unwrap_or(line))
        .collect()
}

fn nested(text: &str, nest: &str) -> String {
    let lines = text.split_inclusive('\n');
    lines
        .map(|line| match line.trim().is_empty() {
            true => line.to_owned(),
            false => format!("{nest}{line}"),
        })
        .collect()
}

/// Lines of either side that are no paragraph's (a comment, a link's address), new to the base, and not in what was merged.
fn unspoken(texts: &[String; 3], merged: &str) -> String {
    let [base, ours, theirs] = texts;
    let mut out = String::new();
    for side in [ours, theirs] {
        let document = Document::parse(side.as_str());
        let within = |number: usize| {
            let mut paragraphs = document.paragraphs().iter();
            paragraphs.any(|one| (one.lines.first..=one.lines.last).contains(&number))
        };
        for (n, line) in side.lines().enumerate() {
            let lost = |text: &str| !text.lines().any(|other| other.trim() == line.trim());
            if !line.trim().is_empty() && !within(n + 1) && lost(base) && lost(merged) && lost(&out)
            {
                out.push_str(&format!("\n{line}\n"));
            }
        }
    }
    out
}

/// A file's front matter with its fences, and the rest.
fn split(text: &str) -> (&str, &str) {
    let document = Document::parse(text);
    let many = document.front().lines.map_or(0, |lines| lines.last);
    let length = text.split_inclusive('\n').take(many).map(str::len).sum();
    text.split_at_checked(length).unwrap_or(("", text))
}

/// The lines of a front matter by their keys, in order; what belongs to no key stands under none.
fn keys(front: &str) -> Vec<(String, String)> {
    let mut out: Vec<(String, String)> = Vec::new();
    for line in front.split_inclusive('\n') {
        if line.trim_end() == "---" {
            continue;
        }
        let key = line.split_once(':').map(|(key, _)| key);
        match key.filter(|key| !key.starts_with([' ', '\t', '-', '#']) && !key.is_empty()) {
            Some(key) => out.push((key.trim().to_owned(), line.to_owned())),
            None => match out.last_mut() {
                Some((_, lines)) => lines.push_str(line),
                None => out.push((String::new(), line.to_owned())),
            },
        }
    }
    out
}

/// Two front matters as one, key by key. What both gave another value keeps ours, theirs behind it as a comment; a title
/// has both in a bracket.
fn merge_fronts(base: &str, ours: &str, theirs: &str, sides: Sides<'_>) -> (String, usize) {
    if ours == theirs || theirs == base {
        return (ours.to_owned(), 0);
    }
    if ours == base {
        return (theirs.to_owned(), 0);
    }
    let (was, mut one, other) = (keys(base), keys(ours), keys(theirs));
    let was: BTreeMap<String, String> = was.into_iter().collect();
    let mut contested = 0;
    for (key, lines) in &mut one {
        let before = was.get(key);
        let now = other.iter().find(|(name, _)| name == key);
        match now.map(|(_, lines)| lines) {
            Some(now) if Some(now) == before || now == lines => {}
            Some(now) if before == Some(&*lines) => now.clone_into(lines),
            Some(now) if key == "title" => {
                let title = |front: &str| {
                    let front = Document::parse(format!("---\n{front}---\n"));
                    front.front().get("title").unwrap_or_default().to_owned()
                };
                let [base, ours, theirs] =
                    [before.map_or("", String::as_str), lines.as_str(), now].map(title);
                let three = Three {
                    base: &base,
                    ours: &ours,
                    theirs: &theirs,
                };
                let merged = rolling::merge(three, sides);
                contested += merged.contested;
                let words = merged
                    .text
                    .trim()
                    .replace('\\', "\\\\")
                    .replace('"', "\\\"");
                *lines = format!("title: \"{words}\"\n");
            }
            Some(now) => {
                let commented: String = now
                    .split_inclusive('\n')
                    .map(|line| format!("# {line}"))
                    .collect();
                lines.push_str(&commented);
            }
            // They took it out: it goes where we left it as it was.
            None if before == Some(&*lines) => lines.clear(),
            None => {}
        }
    }
    for (key, lines) in &other {
        let unchanged = was.get(key) == Some(lines);
        if !unchanged && !one.iter().any(|(name, _)| name == key) {
            one.push((key.clone(), lines.clone()));
        }
    }
    let lines: String = one.into_iter().map(|(_, lines)| lines).collect();
    (format!("---\n{lines}---\n"), contested)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn merged(base: &str, ours: &str, theirs: &str) -> (String, usize) {
        let versions = Versions {
            base: base.as_bytes(),
            ours: ours.as_bytes(),
            theirs: theirs.as_bytes(),
        };
        let merge = merge(versions, None).unwrap().unwrap();
        (String::from_utf8(merge.bytes).unwrap(), merge.contested)
    }

    const BASE: &str = "---\ntitle: Draft\nkind: outcome\n---\n\n<!-- as of Monday -->\n\n1. States shall mark every weapon\nat the time of its manufacture.\n\n2. Records are kept for twenty years.\n\n3. States report every second year.\n";

    #[test]
    fn what_git_merges_is_merged_as_git_does_it() {
        let ours = BASE.replace("twenty", "thirty");
        let theirs = BASE.replace("as of Monday", "as of Tuesday");
        assert_eq!(
            merged(BASE, &ours, &theirs),
            (ours.replace("Monday", "Tuesday"), 0)
        );
    }

    #[test]
    fn a_paragraph_on_two_lines_is_merged_as_one() {
        let ours = BASE.replace("shall mark", "should mark");
        let theirs = BASE.replace("weapon\nat", "weapon and part\nat");
        let (text, contested) = merged(BASE, &ours, &theirs);
        assert_eq!(contested, 0, "{text}");
        let words: Vec<&str> = text.split_whitespace().collect();
        let words = words.join(" ");
        assert!(
            words.contains("1. States should mark every weapon and part at the time of"),
            "{text}"
        );
        assert!(text.contains("as of Monday"), "{text}");
    }

    #[test]
    fn a_title_that_both_changed_has_both_and_no_other_key_is_lost() {
        let ours = BASE
            .replace("title: Draft", "title: First draft")
            .replace("kind: outcome", "kind: annex");
        let theirs = BASE
            .replace("title: Draft", "title: Last draft")
            .replace("kind: outcome", "kind: report\nsymbol: L.3");
        let (text, contested) = merged(BASE, &ours, &theirs);
        assert_eq!(contested, 1);
        assert!(
            text.starts_with("---\ntitle: \"[First draft / Last draft]\"\nkind: annex\n# kind: report\nsymbol: L.3\n---\n"),
            "{text}"
        );
    }

    #[test]
    fn a_bracket_that_two_changes_would_tear_is_not_torn() {
        let base = "States [shall\n\n2. Two.\n\n3. Three] act.\n";
        let ours = "States shall\n\n2. Two.\n\n3. Three act.\n";
        let theirs = "States [shall\n\n2. Two.\n\n3. Three] act.\n\n4. Four.\n";
        assert_eq!(
            merged(base, ours, theirs),
            (
                "States shall\n\n2. Two.\n\n3. Three act.\n\n4. Four.\n".to_owned(),
                0
            )
        );
    }
}
