//! adref as git's own: which settings and attributes make git show drafts by it, and how they come and go.
//!
//! What is written is noted with its value under `adref.installed`; only what is noted, and still as it was written, is ever
//! changed or taken out again.

use serde::Serialize;

use crate::repo::{Local, LocalChange};

/// Where is noted what was written: `KEY=VALUE`, a line each.
const NOTED: &str = "adref.installed";
/// The line before the attributes.
const BEGINS: &str = "# adref install wrote these lines; adref install --remove takes them out";
/// The line behind them.
const ENDS: &str = "# end of what adref install wrote";

/// What a setting is set to.
#[derive(Debug, Clone, Copy)]
enum Value {
    /// The program with these arguments.
    Runs(&'static str),
    /// This.
    Is(&'static str),
}

/// A setting that makes git use adref.
struct Entry {
    key: &'static str,
    value: Value,
    /// What it is for.
    serves: &'static str,
}

/// The settings, a driver after the other. What else git is to do through adref has its entries here and its word in [`WORDS`].
const ENTRIES: [Entry; 7] = [
    Entry {
        key: "diff.adref.command",
        value: Value::Runs("diff-driver"),
        serves: "git diff, git show --ext-diff, git log -p --ext-diff: paragraphs and words",
    },
    Entry {
        key: "diff.adref.textconv",
        value: Value::Runs("textconv"),
        serves: "git log -p, git show, git blame: a line a sentence, however the file is wrapped",
    },
    Entry {
        key: "diff.adref.xfuncname",
        value: Value::Is("^(¶ .*|#+ .*)$"),
        serves: "the paragraph's name at the head of what git log -p shows of it",
    },
    Entry {
        key: "diff.adref.wordRegex",
        value: Value::Is("[][]|[^][[:space:]]+"),
        serves: "git log -p --word-diff: brackets apart from the words in them",
    },
    Entry {
        key: "difftool.adref.cmd",
        value: Value::Runs("diff --screen \"$LOCAL\" \"$REMOTE\""),
        serves: "git difftool -t adref",
    },
    Entry {
        key: "merge.adref.name",
        value: Value::Is("paragraphs and words, with a bracket for what both changed"),
        serves: "what git calls it",
    },
    Entry {
        key: "merge.adref.driver",
        value: Value::Runs("merge-driver %O %A %B %P"),
        serves: "git merge, git pull, git rebase: two who changed the same words get a bracket",
    },
];

/// What is said of the files that adref is to show.
const WORDS: &[&str] = &["diff=adref", "merge=adref"];

/// How adref is to be run, and for which files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Installing {
    /// The program, as a shell finds it.
    pub program: String,
    /// Patterns of files, as in `.gitattributes`.
    pub patterns: Vec<String>,
    /// What goes behind the command that shows a difference: `--format side-by-side`.
    pub layout: Option<String>,
}

/// What was found and is done about it; what is done is not done yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Installation {
    /// The version of this shape.
    pub schema: u32,
    /// Setting by setting, then line by line of the attributes.
    pub steps: Vec<Step>,
    /// The change of the repository's own settings and attributes; `None` where all is as it should be.
    #[serde(skip)]
    pub change: Option<LocalChange>,
}

/// One setting, or one line of the attributes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    /// Whether it is a setting or an attribute.
    pub kind: StepKind,
    /// The setting's key, or the pattern of files.
    pub name: String,
    /// What it is to be; what it was where it is taken out.
    pub value: String,
    /// What is done about it.
    pub did: Did,
    /// What stands there instead, written by somebody else.
    pub instead: Option<String>,
    /// What it is for.
    pub serves: Option<&'static str>,
}

/// A setting or an attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum StepKind {
    /// A setting.
    Setting,
    /// An attribute.
    Attribute,
}

/// What is done about a setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Did {
    /// It was not there and is written.
    Written,
    /// It was written by an earlier adref, otherwise.
    Updated,
    /// It stands there already.
    Present,
    /// Somebody else wrote it: it stays as it is.
    Kept,
    /// It is taken out.
    Removed,
    /// It was not there.
    Absent,
}

impl Installation {
    /// Whether something that somebody else wrote is in the way.
    pub fn is_in_the_way(&self) -> bool {
        self.steps.iter().any(|step| step.did == Did::Kept)
    }
}

/// The keys that must be known before anything can be planned.
pub fn install_keys() -> Vec<&'static str> {
    let keys = ENTRIES.iter().map(|entry| entry.key);
    keys.chain([NOTED]).collect()
}

/// Plans to write what is not there yet.
pub fn install(local: &Local, wish: &Installing) -> Installation {
    let mut notes = Notes::of(local);
    let mut settings = Vec::new();
    let mut steps = Vec::new();
    for entry in &ENTRIES {
        let value = entry.value(wish);
        let there = values(local, entry.key);
        let did = match there {
            [] => Did::Written,
            [one] if *one == value => Did::Present,
            [one] if notes.has(entry.key, one) => Did::Updated,
            _ => Did::Kept,
        };
        if matches!(did, Did::Written | Did::Updated) {
            settings.push((entry.key.to_owned(), Some(value.clone())));
            notes.note(entry.key, &value);
        }
        steps.push(Step {
            kind: StepKind::Setting,
            name: entry.key.to_owned(),
            value,
            did,
            instead: (did == Did::Kept).then(|| there.join(", ")),
            serves: Some(entry.serves),
        });
    }
    let before = Attributes::read(local.attributes.as_deref());
    let mut after = before.clone();
    after.own = Vec::new();
    for pattern in &wish.patterns {
        let line = format!("{} {}", attribute_pattern(pattern), WORDS.join(" "));
        let did = match before.own.contains(&line) {
            true => Did::Present,
            false => Did::Written,
        };
        steps.push(attribute(pattern.clone(), did));
        after.own.push(line);
    }
    for line in before.own.iter().filter(|line| !after.own.contains(line)) {
        steps.push(attribute(pattern_of(line), Did::Removed));
    }
    Installation::of(steps, &notes, settings, (&before, &after))
}

/// Plans to take out what was written.
pub fn uninstall(local: &Local) -> Installation {
    let mut notes = Notes::of(local);
    let mut settings = Vec::new();
    let mut steps = Vec::new();
    for entry in &ENTRIES {
        let there = values(local, entry.key);
        let did = match there {
            [] => Did::Absent,
            [one] if notes.has(entry.key, one) => Did::Removed,
            _ => Did::Kept,
        };
        if did == Did::Removed {
            settings.push((entry.key.to_owned(), None));
        }
        notes.forget(entry.key);
        steps.push(Step {
            kind: StepKind::Setting,
            name: entry.key.to_owned(),
            value: there.join(", "),
            did,
            instead: (did == Did::Kept).then(|| there.join(", ")),
            serves: None,
        });
    }
    let before = Attributes::read(local.attributes.as_deref());
    let mut after = before.clone();
    for line in after.own.drain(..) {
        steps.push(attribute(pattern_of(&line), Did::Removed));
    }
    Installation::of(steps, &notes, settings, (&before, &after))
}

fn attribute(pattern: String, did: Did) -> Step {
    Step {
        kind: StepKind::Attribute,
        name: pattern,
        value: WORDS.join(" "),
        did,
        instead: None,
        serves: None,
    }
}

impl Installation {
    fn of(
        steps: Vec<Step>,
        notes: &Notes,
        mut settings: Vec<(String, Option<String>)>,
        (before, after): (&Attributes, &Attributes),
    ) -> Installation {
        if notes.changed {
            let noted = (!notes.lines.is_empty()).then(|| notes.lines.join("\n"));
            settings.push((NOTED.to_owned(), noted));
        }
        let attributes = (before != after).then(|| after.print());
        let change = LocalChange {
            settings,
            attributes,
        };
        Installation {
            schema: 1,
            steps,
            change: (change != LocalChange::default()).then_some(change),
        }
    }
}

impl Entry {
    fn value(&self, wish: &Installing) -> String {
        match (self.value, &wish.layout) {
            (Value::Is(value), _) => value.to_owned(),
            (Value::Runs(arguments), Some(layout)) if self.key == "diff.adref.command" => {
                format!("{} {arguments} {layout}", wish.program)
            }
            (Value::Runs(arguments), _) => format!("{} {arguments}", wish.program),
        }
    }
}

fn values<'a>(local: &'a Local, key: &str) -> &'a [String] {
    let found = local.settings.iter().find(|(name, _)| name == key);
    found.map_or(&[], |(_, values)| values.as_slice())
}

/// What is noted to have been written.
struct Notes {
    lines: Vec<String>,
    changed: bool,
}

impl Notes {
    fn of(local: &Local) -> Notes {
        Notes {
            lines: values(local, NOTED)
                .iter()
                .flat_map(|noted| noted.lines())
                .map(str::to_owned)
                .collect(),
            changed: false,
        }
    }

    fn has(&self, key: &str, value: &str) -> bool {
        let line = self.lines.iter().filter_map(|line| line.split_once('='));
        line.into_iter()
            .any(|(noted, as_written)| noted == key && as_written == value)
    }

    fn forget(&mut self, key: &str) {
        let before = self.lines.len();
        let noted = |line: &String| line.split_once('=').is_some_and(|(noted, _)| noted == key);
        self.lines.retain(|line| !noted(line));
        self.changed |= self.lines.len() != before;
    }

    fn note(&mut self, key: &str, value: &str) {
        self.forget(key);
        self.lines.push(format!("{key}={value}"));
        self.changed = true;
    }
}

/// A file of attributes: what others wrote, and in it the lines that are adref's.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Attributes {
    before: Vec<u8>,
    own: Vec<String>,
    after: Vec<u8>,
}

impl Attributes {
    fn read(bytes: Option<&[u8]>) -> Attributes {
        let bytes = bytes.unwrap_or_default();
        let mut read = Attributes {
            before: Vec::new(),
            own: Vec::new(),
            after: Vec::new(),
        };
        let closed = bytes
            .split(|byte| *byte == b'\n')
            .any(|line| is(line, ENDS));
        let mut within = None;
        for line in bytes.split_inclusive(|byte| *byte == b'\n') {
            match within {
                None if closed && is(line, BEGINS) => within = Some(true),
                Some(true) if is(line, ENDS) => within = Some(false),
                Some(true) => {
                    let line = String::from_utf8_lossy(line);
                    read.own.push(line.trim_end().to_owned());
                }
                None => read.before.extend_from_slice(line),
                Some(false) => read.after.extend_from_slice(line),
            }
        }
        read
    }

    /// The file; `None` where nothing is left of it.
    fn print(&self) -> Option<Vec<u8>> {
        let mut out = self.before.clone();
        if !self.own.is_empty() {
            if !out.is_empty() && !out.ends_with(b"\n") {
                out.push(b'\n');
            }
            for line in [BEGINS]
                .into_iter()
                .chain(self.own.iter().map(String::as_str))
                .chain([ENDS])
            {
                out.extend_from_slice(line.as_bytes());
                out.push(b'\n');
            }
        }
        out.extend_from_slice(&self.after);
        (!out.is_empty()).then_some(out)
    }
}

fn is(line: &[u8], text: &str) -> bool {
    line.trim_ascii_end() == text.as_bytes()
}

/// A pattern as a file of attributes has it: in quotes where it would be read as two.
fn attribute_pattern(pattern: &str) -> String {
    let plain = !pattern.contains([' ', '\t', '"', '\\']) && !pattern.starts_with(['#', '!']);
    match plain {
        true => pattern.to_owned(),
        false => format!("\"{}\"", pattern.replace('\\', "\\\\").replace('"', "\\\"")),
    }
}

/// The pattern of a line of attributes.
fn pattern_of(line: &str) -> String {
    let quoted = line
        .strip_prefix('"')
        .and_then(|rest| rest.rsplit_once('"'));
    match quoted {
        Some((inside, _)) => inside.replace("\\\"", "\"").replace("\\\\", "\\"),
        None => line
            .split_whitespace()
            .next()
            .unwrap_or_default()
            .to_owned(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn wish() -> Installing {
        Installing {
            program: "adref".to_owned(),
            patterns: vec!["*.md".to_owned(), "a b.md".to_owned()],
            layout: None,
        }
    }

    /// What the repository has after a change.
    fn after(local: &Local, done: &Installation) -> Local {
        let mut local = local.clone();
        let Some(change) = &done.change else {
            return local;
        };
        for (key, value) in &change.settings {
            local.settings.retain(|(name, _)| name != key);
            local
                .settings
                .push((key.clone(), value.iter().cloned().collect()));
        }
        if let Some(attributes) = &change.attributes {
            local.attributes = attributes.clone();
        }
        local
    }

    #[test]
    fn what_is_installed_twice_is_installed_once_and_goes_without_a_trace() {
        let before = Local {
            settings: Vec::new(),
            attributes: Some(b"*.png binary".to_vec()),
        };
        let once = after(&before, &install(&before, &wish()));
        let twice = install(&once, &wish());
        assert_eq!(twice.change, None);
        assert!(twice.steps.iter().all(|step| step.did == Did::Present));
        let gone = after(&once, &uninstall(&once));
        assert!(gone.settings.iter().all(|(_, values)| values.is_empty()));
        let attributes = String::from_utf8(gone.attributes.unwrap()).unwrap();
        assert_eq!(attributes, "*.png binary\n");
        let nothing = Local::default();
        let once = after(&nothing, &install(&nothing, &wish()));
        assert_eq!(after(&once, &uninstall(&once)).attributes, None);
    }

    #[test]
    fn what_somebody_else_wrote_stays_at_either_end() {
        let own = ("diff.adref.command".to_owned(), vec!["mine".to_owned()]);
        let before = Local {
            settings: vec![own.clone()],
            attributes: None,
        };
        let done = install(&before, &wish());
        assert!(done.is_in_the_way());
        let once = after(&before, &done);
        assert!(once.settings.contains(&own));
        let done = uninstall(&once);
        assert!(after(&once, &done).settings.contains(&own));
        // Written by adref, then changed by hand: it is theirs now.
        let mut once = after(&Local::default(), &install(&Local::default(), &wish()));
        for (key, values) in &mut once.settings {
            if key == "diff.adref.textconv" {
                *values = vec!["adref textconv --theirs".to_owned()];
            }
        }
        let kept = uninstall(&once);
        let kept: Vec<&str> = kept
            .steps
            .iter()
            .filter(|step| step.did == Did::Kept)
            .map(|step| step.name.as_str())
            .collect();
        assert_eq!(kept, ["diff.adref.textconv"]);
    }

    #[test]
    fn a_program_that_moved_is_written_anew() {
        let once = after(&Local::default(), &install(&Local::default(), &wish()));
        let elsewhere = Installing {
            program: "/opt/adref".to_owned(),
            ..wish()
        };
        let done = install(&once, &elsewhere);
        let updated = done.steps.iter().filter(|step| step.did == Did::Updated);
        assert_eq!(updated.count(), 4);
        let local = after(&once, &done);
        assert_eq!(install(&local, &elsewhere).change, None);
    }

    #[test]
    fn lines_that_others_put_round_it_stay() {
        let once = after(&Local::default(), &install(&Local::default(), &wish()));
        let mut text = String::from_utf8(once.attributes.clone().unwrap()).unwrap();
        assert!(text.contains("\"a b.md\" diff=adref merge=adref"), "{text}");
        text = format!("# mine\n{text}*.txt text\n");
        let local = Local {
            attributes: Some(text.into_bytes()),
            ..once
        };
        let gone = after(&local, &uninstall(&local));
        assert_eq!(gone.attributes.unwrap(), b"# mine\n*.txt text\n");
    }
}
