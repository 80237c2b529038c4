//! A file of acts: read entry by entry, so that a bad one spoils no other; it only ever grows at its end.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::act::Act;
use super::act_id::ActId;
use super::act_line;
use super::act_reader;
use super::act_writer::write_act;
use super::acts::Acts;
use super::fault::{Fault, Faults};
use super::reader::{decode, not_utf8};
use super::yaml::{self, Node, Value};

/// Why nothing can be appended to a file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoAppend {
    /// Something in it is no entry of a list of acts, or a merge was left unfinished.
    #[error("line {line} is no entry of a list of acts")]
    NotAList {
        /// The first such line, from 1.
        line: usize,
    },
    /// It is not UTF-8.
    #[error("the file is not UTF-8")]
    NotText,
}

/// Reads a file of acts (`drafts/ID/acts/WHO.yaml`), in its order.
///
/// Each act is read on its own: what is wrong with one is reported with its place, and the others are read all the same.
/// Of two acts with one id the first counts; the very same line twice (a union merge may leave that) is one act.
pub fn read_acts(path: &str, bytes: &[u8]) -> (Vec<Act>, Vec<Fault>) {
    let mut acts = Acts::default();
    let faults = read_acts_into(&mut acts, path, bytes);
    (acts.iter().collect(), faults)
}

/// Reads a file of acts as [`read_acts`] does, and adds them to those of other files; what is wrong with it.
pub fn read_acts_into(acts: &mut Acts, path: &str, bytes: &[u8]) -> Vec<Fault> {
    let (text, bad) = decode(bytes);
    let mut faults = Faults::of(path, &text);
    if let Some(at) = bad {
        not_utf8(at, &mut faults);
    }
    let place = Folder::of(path);
    let mut first: FxHashMap<ActId, usize> = FxHashMap::default();
    for entry in entries(&text, &mut faults) {
        let nodes = match entry.read() {
            Ok(nodes) => nodes,
            Err(trouble) => {
                faults.error(trouble.code, trouble.at, trouble.message, trouble.hint);
                continue;
            }
        };
        for node in nodes {
            let Some(act) = act_reader::act(&node, place.document, &mut faults) else {
                continue;
            };
            place.check(&act, node.at, &mut faults);
            match first.get(&act.id).copied() {
                None => {
                    first.insert(act.id.clone(), acts.len());
                    acts.push(act);
                }
                Some(n) if acts.get(n).is_some_and(|one| one.says_the_same(&act)) => {}
                Some(_) => faults.error(
                    "duplicate-id",
                    node.at,
                    format!("another act above has the id {}", act.id),
                    "give one of them an id of its own, ten hexadecimal digits".to_owned(),
                ),
            }
        }
    }
    faults.into_list()
}

/// What a path says of the acts in it.
struct Folder<'a> {
    document: Option<&'a str>,
    who: Option<&'a str>,
}

impl<'a> Folder<'a> {
    fn of(path: &'a str) -> Folder<'a> {
        let parts: Vec<&str> = path.split('/').collect();
        match parts.as_slice() {
            [.., "drafts", document, "acts", file] => Folder {
                document: Some(document),
                who: file.strip_suffix(".yaml"),
            },
            _ => Folder {
                document: None,
                who: None,
            },
        }
    }

    fn check(&self, act: &Act, at: usize, faults: &mut Faults<'_>) {
        if let Some(who) = self.who
            && !act.by.eq_ignore_ascii_case(who)
        {
            faults.warning(
                "other-file",
                at,
                format!("an act by {} stands in the file of {who}", act.by),
                format!("move the line to {}.yaml", act.by.to_ascii_lowercase()),
            );
        }
    }
}

/// One entry of the list: its text from the `-` on, and where that begins in the file.
struct Entry<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Entry<'a> {
    fn read(&self) -> Result<Vec<Node<'a>>, yaml::Trouble> {
        let line = self.text.trim_end_matches(['\n', '\r', ' ']);
        if let Some(rest) = line.strip_prefix("- ")
            && rest.starts_with('{')
            && let Some(node) = act_line::scan(rest, self.at + 2)
        {
            return Ok(vec![node]);
        }
        let node = yaml::parse(self.text, self.at)?;
        Ok(match node.value {
            Value::List(items) => items,
            Value::Nothing => Vec::new(),
            _ => vec![node],
        })
    }
}

/// Cuts a file into the entries of its list.
fn entries<'a>(text: &'a str, faults: &mut Faults<'_>) -> Vec<Entry<'a>> {
    let mut entries: Vec<Entry<'a>> = Vec::new();
    let mut indent: Option<usize> = None;
    // Where the entry that is being read begins, and where its last line with something on it ends.
    let mut begun: Option<(usize, usize)> = None;
    let mut told = false;
    let mut at = 0;
    let close = |begun: &mut Option<(usize, usize)>, entries: &mut Vec<Entry<'a>>| {
        if let Some((start, end)) = begun.take()
            && let Some(text) = text.get(start..end)
        {
            entries.push(Entry { text, at: start });
        }
    };
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let bare = line.trim_end_matches(['\n', '\r']);
        let inner = bare.trim_start_matches(' ');
        let column = bare.len() - inner.len();
        let empty = inner.is_empty() || inner.starts_with('#');
        if is_conflict_mark(bare) {
            close(&mut begun, &mut entries);
            faults.error(
                "conflict-mark",
                start,
                "a merge was left unfinished here",
                "keep the acts of both sides and take the lines <<<<<<<, ======= and >>>>>>> out"
                    .to_owned(),
            );
        } else if (inner.starts_with("- ") || inner == "-")
            && indent.is_none_or(|indent| indent == column)
        {
            close(&mut begun, &mut entries);
            indent = Some(column);
            begun = Some((start + column, at));
        } else if let Some((_, end)) = &mut begun {
            if column > indent.unwrap_or(0) || is_closing(inner) {
                *end = at;
            } else if !empty {
                close(&mut begun, &mut entries);
                not_an_entry(start + column, &mut told, faults);
            }
        } else if empty || bare == "---" {
            // Nothing begins here.
        } else if inner.starts_with('[') && indent.is_none() && !told {
            // The whole list in flow style.
            entries.push(Entry {
                text: text.get(start..).unwrap_or(""),
                at: start,
            });
            return entries;
        } else {
            not_an_entry(start + column, &mut told, faults);
        }
    }
    close(&mut begun, &mut entries);
    entries
}

fn not_an_entry(at: usize, told: &mut bool, faults: &mut Faults<'_>) {
    if !*told {
        *told = true;
        faults.error(
            "not-a-list",
            at,
            "a file of acts is a list, and this line is none of its entries",
            "begin each act with - : - {id: …, time: …, by: …, do: …, …}".to_owned(),
        );
    }
}

fn is_conflict_mark(line: &str) -> bool {
    ["<<<<<<<", "=======", ">>>>>>>", "|||||||"]
        .iter()
        .any(|mark| {
            line.strip_prefix(mark)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        })
}

/// A closing bracket at the margin belongs to what it closes.
fn is_closing(line: &str) -> bool {
    line.starts_with(['}', ']'])
}

/// The bytes of a file with one more act at its end; nothing else in it changes but a missing final newline.
///
/// A file whose lines end in CRLF goes on so. `document` is the folder's name.
///
/// # Errors
/// What stands in the file is no list of acts that a line could be added to.
pub fn append_act(existing: Option<&[u8]>, document: &str, act: &Act) -> Result<Vec<u8>, NoAppend> {
    let line = write_act(document, act);
    let Some(bytes) = existing else {
        return Ok(line.into_bytes());
    };
    let (Cow::Borrowed(text), None) = decode(bytes) else {
        return Err(NoAppend::NotText);
    };
    let indent = appendable(text)?;
    let mut out = bytes.to_vec();
    let ending = if text.contains("\r\n") { "\r\n" } else { "\n" };
    if !out.is_empty() && !out.ends_with(b"\n") {
        out.extend_from_slice(ending.as_bytes());
    }
    out.extend(std::iter::repeat_n(b' ', indent));
    out.extend_from_slice(line.trim_end_matches('\n').as_bytes());
    out.extend_from_slice(ending.as_bytes());
    Ok(out)
}

/// The indentation of a list to which a line can be added.
fn appendable(text: &str) -> Result<usize, NoAppend> {
    let mut faults = Faults::of("", text);
    let found = entries(text, &mut faults);
    // What the cutter itself reports is no list, or a merge left unfinished.
    if let Some(fault) = faults.into_list().into_iter().next() {
        return Err(NoAppend::NotAList {
            line: fault.finding.place.line,
        });
    }
    let Some(last) = found.last() else {
        return Ok(0);
    };
    let before = text.get(..last.at).unwrap_or("");
    if last.text.starts_with('[') {
        return Err(NoAppend::NotAList {
            line: before.matches('\n').count() + 1,
        });
    }
    Ok(last.at - before.rfind('\n').map_or(0, |n| n + 1))
}
