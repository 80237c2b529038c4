//! The life of paragraphs, for reading and for other programs: `adref blame` and `adref trace`.

use serde::Serialize;

use super::causes::{Cause, brought};
use crate::diff::Wording;
use crate::life::{Blame, Last, Life, Turn};
use crate::moment::Moment;
use crate::repo::{Error, Version, VersionId};
use crate::workspace::Workspace;

/// What `blame --json` prints.
#[derive(Debug, Clone, Serialize)]
pub struct Blamed {
    /// The version of this shape.
    pub schema: u32,
    /// A row a paragraph.
    pub paragraphs: Vec<BlameRow>,
}

/// Who last changed the words of one paragraph.
#[derive(Debug, Clone, Serialize)]
pub struct BlameRow {
    /// Its ordinal, from 0.
    pub index: usize,
    /// Its lines, both included.
    pub lines: [usize; 2],
    /// Its label.
    pub label: Option<String>,
    /// What the room calls it.
    pub name: String,
    /// Who and when.
    #[serde(flatten)]
    pub by: By,
}

/// The version in which something was done; all `None` for what is not saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct By {
    /// Its full id.
    pub commit: Option<String>,
    /// Who saved it.
    pub author: Option<String>,
    /// When, in the form of RFC 3339.
    pub time: Option<String>,
    /// Its first line.
    pub summary: Option<String>,
    /// When, for reading.
    #[serde(skip)]
    pub moment: Option<Moment>,
}

/// What `trace --json` prints.
#[derive(Debug, Clone, Serialize)]
pub struct Traced {
    /// The version of this shape.
    pub schema: u32,
    /// What the room calls the paragraph now.
    pub name: String,
    /// The versions that changed it, newest first.
    pub versions: Vec<TraceRow>,
}

/// A version that changed a paragraph.
#[derive(Debug, Clone, Serialize)]
pub struct TraceRow {
    /// Who and when.
    #[serde(flatten)]
    pub by: By,
    /// The file's path there.
    pub path: String,
    /// The paragraph's lines there; where it was dropped, those before.
    pub lines: [usize; 2],
    /// Its label.
    pub label: Option<String>,
    /// What the room calls it.
    pub name: String,
    /// What happened.
    pub kind: Turn,
    /// Whether it stood elsewhere before.
    pub moved: bool,
    /// Whether its label changed.
    pub renumbered: bool,
    /// Whether only Markdown marks changed.
    pub marks_only: bool,
    /// Whether a person need not look.
    pub certain: bool,
    /// Whether an earlier version had it, and it was dropped in between.
    pub brought_back: bool,
    /// What the paragraphs it came from were called.
    pub from: Vec<String>,
    /// What its sisters are called, where it was cut off another.
    pub with: Vec<String>,
    /// Its words.
    pub text: String,
    /// The acts that the version brought, where the text is a draft of a meeting.
    pub acts: Vec<Cause>,
    /// What became of the words: joined, those that stayed and came are `text`.
    pub words: Vec<Wording>,
    /// The same with the words of its sisters, for reading.
    #[serde(skip)]
    pub whole: Option<Vec<Wording>>,
}

/// Who last changed the words of each paragraph.
pub fn blamed(blame: &Blame) -> Blamed {
    let paragraphs = blame.document().paragraphs().iter();
    Blamed {
        schema: 1,
        paragraphs: paragraphs
            .map(|paragraph| BlameRow {
                index: paragraph.index,
                lines: [paragraph.lines.first, paragraph.lines.last],
                label: paragraph.label.as_ref().map(ToString::to_string),
                name: blame.document().name(paragraph.index).to_owned(),
                by: match blame.last(paragraph.index) {
                    Last::In(version) => By::of(Some(version)),
                    Last::Unsaved => By::of(None),
                },
            })
            .collect(),
    }
}

/// The versions that changed a paragraph.
pub fn traced(life: Life) -> Traced {
    let stages = life.stages.into_iter();
    Traced {
        schema: 1,
        name: life.name,
        versions: stages
            .map(|stage| TraceRow {
                by: By::of(stage.version.as_ref()),
                path: stage.path,
                lines: stage.lines,
                label: stage.label,
                name: stage.name,
                kind: stage.turn,
                moved: stage.moved,
                renumbered: stage.renumbered,
                marks_only: stage.marks_only,
                certain: stage.certain,
                brought_back: stage.brought_back,
                from: stage.from,
                with: stage.with,
                text: stage.text,
                acts: Vec::new(),
                words: stage.words,
                whole: stage.whole,
            })
            .collect(),
    }
}

/// The same, each version with the acts on the paragraph that it brought; with all those on the document, where none can be told to be.
///
/// # Errors
/// Where a version cannot be read.
pub fn with_acts(
    mut traced: Traced,
    workspace: &Workspace,
    document: &str,
) -> Result<Traced, Error> {
    let ids = traced
        .versions
        .iter()
        .filter_map(|row| row.by.commit.clone());
    let ids: Vec<VersionId> = ids.map(VersionId).collect();
    let known = brought(workspace, document, &ids)?;
    for row in &mut traced.versions {
        let acts = row.by.commit.as_ref().and_then(|id| known.get(id));
        let all = acts.cloned().unwrap_or_default();
        let here = |name: &String| *name == row.name || row.from.contains(name);
        let (about, elsewhere): (Vec<Cause>, Vec<Cause>) = all
            .into_iter()
            .partition(|one| one.paragraph.as_ref().is_none_or(here));
        row.acts = match about.is_empty() {
            true => elsewhere,
            false => about,
        };
    }
    Ok(traced)
}

impl By {
    fn of(version: Option<&Version>) -> By {
        By {
            commit: version.map(|version| version.id.0.clone()),
            author: version.map(|version| version.author.clone()),
            time: version.map(|version| version.time.format("%Y-%m-%dT%H:%M:%S%:z")),
            summary: version.map(|version| version.summary.clone()),
            moment: version.map(|version| version.time),
        }
    }

    /// The first digits of its id.
    pub fn short(&self) -> &str {
        let id = self.commit.as_deref().unwrap_or_default();
        id.get(..7).unwrap_or(id)
    }
}
