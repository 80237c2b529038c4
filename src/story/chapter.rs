//! A chapter: prose that is skipped, and blocks that run.
//!
//! | fence | means |
//! | --- | --- |
//! | `console as=goh at=2008-07-17T11:42-04:00` | lines `$ adref …` and what each printed; `status=1` where the last one is to exit so |
//! | `edit drafts/wp1/text.md as=avila at=… message="…" from=in/wp1-zero.md` | the file, or a folder's files, from beside the chapters |
//! | `edit drafts/wp1/text.md as=avila at=… message="…"` | hunks, where the block begins with `@@`; else the file itself |
//! | `edit … since=2008-07-18T10:50-04:00` | the same, made apart on the file as it was then, and merged with what came since |
//! | `screen NAME 120x36 as=aly at=…` | a look at the terminal, after the keys that the block names: `2 / 'some words' enter` |
//!
//! A line `<!-- checkpoint: NAME -->` names the state after the steps before it.

use std::ops::Range;

use super::misprint::Misprint;
use super::step::{Deed, Handwork, Screen, Source, Step, Typed};
use super::words;
use crate::moment::Moment;

/// A chapter's steps and checkpoints, and where its consoles stand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Bound {
    /// The steps, in order.
    pub(super) steps: Vec<Step>,
    /// A checkpoint and how many steps stand before it.
    pub(super) checkpoints: Vec<(String, usize)>,
}

/// A block of a chapter between two fences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fence {
    /// What stands behind the opening fence.
    pub info: String,
    /// The line of the opening fence, from 1.
    pub line: usize,
    /// The bytes between the fences.
    pub body: Range<usize>,
}

impl Fence {
    /// The blocks of a chapter.
    pub fn all(chapter: &str) -> Vec<Fence> {
        let mut fences = Vec::new();
        let mut open: Option<(usize, Fence)> = None;
        let mut at = 0;
        for (n, line) in chapter.split_inclusive('\n').enumerate() {
            let ticks = line.chars().take_while(|c| *c == '`').count();
            open = match open {
                None if ticks >= 3 => Some((
                    ticks,
                    Fence {
                        info: line.trim_matches(['`', '\r', '\n', ' ']).to_owned(),
                        line: n + 1,
                        body: at + line.len()..at + line.len(),
                    },
                )),
                Some((length, mut fence)) if ticks >= length && line.trim_end().len() == ticks => {
                    fence.body.end = at;
                    fences.push(fence);
                    None
                }
                other => other,
            };
            at += line.len();
        }
        fences
    }
}

/// Reads a chapter.
pub(super) fn read(name: &str, text: &str) -> Result<Bound, Misprint> {
    let mut bound = Bound::default();
    let mut marks = checkpoints(text).into_iter().peekable();
    for fence in Fence::all(text) {
        while let Some((_, mark)) = marks.next_if(|(line, _)| *line < fence.line) {
            bound.checkpoints.push((mark, bound.steps.len()));
        }
        let body = text.get(fence.body.clone()).unwrap_or_default();
        steps_of(name, &fence, body, &mut bound.steps)?;
    }
    bound
        .checkpoints
        .extend(marks.map(|(_, mark)| (mark, bound.steps.len())));
    Ok(bound)
}

fn checkpoints(text: &str) -> Vec<(usize, String)> {
    text.lines()
        .enumerate()
        .filter_map(|(n, line)| {
            let mark = line
                .trim()
                .strip_prefix("<!-- checkpoint:")?
                .strip_suffix("-->")?;
            Some((n + 1, mark.trim().to_owned()))
        })
        .collect()
}

struct Info {
    words: Vec<String>,
    pairs: Vec<(String, String)>,
}

impl Info {
    fn read(info: &str) -> Option<Info> {
        let (words, pairs) = words::attributes(info)?
            .into_iter()
            .partition::<Vec<_>, _>(|(_, value)| value.is_empty());
        Some(Info {
            words: words.into_iter().map(|(word, _)| word).collect(),
            pairs,
        })
    }

    fn get(&self, key: &str) -> Option<&str> {
        self.pairs
            .iter()
            .find(|(name, _)| name == key)
            .map(|(_, value)| value.as_str())
    }
}

fn steps_of(
    chapter: &str,
    fence: &Fence,
    body: &str,
    steps: &mut Vec<Step>,
) -> Result<(), Misprint> {
    let misprint = |what: String| Misprint {
        chapter: chapter.to_owned(),
        line: fence.line,
        what,
    };
    let info = Info::read(&fence.info).ok_or_else(|| misprint("an open quote".to_owned()))?;
    let kind = info.words.first().map_or("", String::as_str);
    if !["console", "edit", "screen"].contains(&kind) {
        return Ok(());
    }
    let need = |key: &str| {
        info.get(key)
            .map(str::to_owned)
            .ok_or_else(|| misprint(format!("a block of {kind} without {key}=")))
    };
    let hand = need("as")?;
    let at: Moment = need("at")?
        .parse()
        .map_err(|no| misprint(format!("{no}")))?;
    let deeds = match kind {
        "console" => typed(body, info.get("status"))
            .map_err(misprint)?
            .into_iter()
            .map(|(line, typed)| (fence.line + line, Deed::Command(typed)))
            .collect(),
        "edit" => {
            let path = info.words.get(1).cloned();
            let path = path.ok_or_else(|| misprint("a block of edit without a path".to_owned()))?;
            let source = match info.get("from") {
                Some(file) => Source::Beside(file.to_owned()),
                None if body.starts_with("@@") => Source::Patch(body.to_owned()),
                None => Source::Whole(body.to_owned()),
            };
            let message = need("message")?;
            let since = info.get("since").map(str::parse::<Moment>).transpose();
            let since = since.map_err(|no| misprint(format!("{no}")))?;
            let work = Handwork {
                path,
                source,
                message,
                since,
            };
            vec![(fence.line, Deed::Handwork(work))]
        }
        _ => vec![(
            fence.line,
            Deed::Screen(screen(&info, body).map_err(misprint)?),
        )],
    };
    steps.extend(deeds.into_iter().map(|(line, deed)| Step {
        chapter: chapter.to_owned(),
        line,
        hand: hand.clone(),
        at,
        deed,
    }));
    Ok(())
}

fn screen(info: &Info, body: &str) -> Result<Screen, String> {
    let [_, name, size] = info.words.as_slice() else {
        return Err("a screen is `screen NAME COLUMNSxROWS`".to_owned());
    };
    let size = size
        .split_once('x')
        .and_then(|(columns, rows)| Some((columns.parse().ok()?, rows.parse().ok()?)))
        .ok_or_else(|| format!("{size} is no size such as 120x36"))?;
    Ok(Screen {
        name: name.clone(),
        size,
        keys: body.split_whitespace().collect::<Vec<_>>().join(" "),
    })
}

/// The commands of a console, each with its line in the block from 1. A line that ends with a backslash goes on in the next.
fn typed(body: &str, status: Option<&str>) -> Result<Vec<(usize, Typed)>, String> {
    let mut all: Vec<(usize, Typed)> = Vec::new();
    let mut lines = body.split_inclusive('\n').enumerate();
    while let Some((n, line)) = lines.next() {
        let Some(first) = line.strip_prefix("$ ") else {
            let Some((_, typed)) = all.last_mut() else {
                return Err("a console begins with a line `$ adref …`".to_owned());
            };
            typed.printed.push_str(line);
            continue;
        };
        let mut whole = first.trim_end().to_owned();
        while whole.ends_with('\\') {
            whole.pop();
            let (_, next) = lines.next().ok_or("a backslash before the end")?;
            whole.push_str(next.trim());
        }
        let mut argv = words::split(&whole).ok_or("an open quote")?;
        if argv.first().is_none_or(|word| word != "adref") {
            return Err(format!("a command that is not adref: {whole}"));
        }
        argv.remove(0);
        let typed = Typed {
            argv,
            printed: String::new(),
            status: 0,
        };
        all.push((n + 1, typed));
    }
    if let (Some(status), Some((_, last))) = (status, all.last_mut()) {
        last.status = status
            .parse()
            .map_err(|_| format!("{status} is no exit status"))?;
    }
    Ok(all)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    const CHAPTER: &str = "# One\n\nProse.\n\n```console as=goh at=2008-07-14T10:00-04:00 status=1\n$ adref status\nfine\n$ adref oppose \\\n    outcome 12 --reason \"too strong\"\nError: no\n```\n\n<!-- checkpoint: papers -->\n\n```edit drafts/wp1/text.md as=avila at=2008-07-14T11:00-04:00 message=\"wp1: a word\"\n@@ 1\n-old\n+new\n```\n\n```rust\nskipped\n```\n";

    #[test]
    fn blocks_become_steps_and_prose_is_skipped() {
        let bound = read("01-one", CHAPTER).unwrap();
        assert_eq!(bound.steps.len(), 3);
        assert_eq!(bound.checkpoints, [("papers".to_owned(), 2)]);
        let Deed::Command(typed) = &bound.steps[1].deed else {
            panic!("no command");
        };
        assert_eq!(
            typed.argv,
            ["oppose", "outcome", "12", "--reason", "too strong"]
        );
        assert_eq!(typed.printed, "Error: no\n");
        assert_eq!(typed.status, 1);
        assert_eq!(bound.steps[1].line, 8);
    }

    #[test]
    fn a_look_at_the_terminal_has_a_name_a_size_and_keys() {
        let block =
            "```screen floor 80x24 as=goh at=2008-07-14T10:00-04:00\n2\n/ 'a word' enter\n```\n";
        let bound = read("01-one", block).unwrap();
        let expected = Screen {
            name: "floor".to_owned(),
            size: (80, 24),
            keys: "2 / 'a word' enter".to_owned(),
        };
        assert_eq!(bound.steps[0].deed, Deed::Screen(expected));
        let block = block.replace("80x24", "wide");
        assert!(read("01-one", &block).is_err());
    }

    #[test]
    fn what_was_written_apart_says_since_when() {
        let block = "```edit drafts/wp1/text.md as=youn at=2008-07-18T11:20-04:00 since=2008-07-18T10:50-04:00 message=m\n@@\n-a\n+b\n```\n";
        let bound = read("01-one", block).unwrap();
        let Deed::Handwork(work) = &bound.steps[0].deed else {
            panic!("no handwork");
        };
        assert_eq!(work.since, "2008-07-18T10:50-04:00".parse().ok());
        let block = block.replace("since=2008", "since=x2008");
        assert!(read("01-one", &block).is_err());
    }

    #[test]
    fn a_misprint_names_its_place() {
        let fault = read("01-one", "\n```console as=goh\n$ adref\n```\n").unwrap_err();
        assert_eq!(
            fault.to_string(),
            "01-one.md:2: a block of console without at="
        );
    }
}
