//! What one version has that another has not, in the room's words: `2 proposals, 5 positions, text of WP.2 merged, 1 bracket put at 12`.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use serde::Serialize;

use super::words::{counted, listed};
use crate::meeting::Meeting;
use crate::record::ActId;
use crate::text::{BracketKind, Document};

/// What is new in a version.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct News {
    /// Proposals.
    pub proposals: usize,
    /// Positions taken.
    pub positions: usize,
    /// Other acts: tablings, rulings, corrections …
    pub acts: usize,
    /// Texts with other words.
    pub texts: Vec<TextNews>,
    /// Where brackets were put for what both sides changed otherwise.
    pub contested: Vec<ContestedPlace>,
    /// Other files of the meeting, by path.
    pub files: Vec<String>,
}

/// A text with other words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TextNews {
    /// Its document.
    pub document: String,
    /// What the room calls it.
    pub name: String,
    /// Whether both sides had changed it.
    pub merged: bool,
}

/// Where brackets were put.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ContestedPlace {
    /// The document.
    pub document: String,
    /// What it is called.
    pub name: String,
    /// The paragraph; nothing where it is not in one: the front matter.
    pub paragraph: Option<String>,
    /// How many.
    pub brackets: usize,
    /// The words with the brackets.
    pub words: String,
}

impl News {
    /// What `new` has that `old` has not. `merged` are the paths of files that both sides changed.
    pub(super) fn between(old: Option<&Meeting>, new: &Meeting, merged: &BTreeSet<String>) -> News {
        let mut news = News::default();
        for draft in new.drafts() {
            let id = &draft.id;
            let Some(register) = new.register(id) else {
                continue;
            };
            let before = old.and_then(|old| old.register(id)).unwrap_or_default();
            let known: HashSet<&ActId> = before.acts.deeds().map(|deed| deed.id).collect();
            let came = register
                .acts
                .deeds()
                .filter(|deed| !known.contains(deed.id));
            for deed in came {
                match deed.verb.is_stance() {
                    true => news.positions += 1,
                    false => news.acts += 1,
                }
            }
            let proposals = register.proposals.keys();
            news.proposals += proposals
                .filter(|slug| !before.proposals.contains_key(slug))
                .count();
            let text = old.and_then(|old| old.draft(id)?.version.clone());
            if draft.version.is_some() && draft.version != text {
                news.texts.push(TextNews {
                    document: id.clone(),
                    name: called(new, id),
                    merged: merged.contains(&draft.path()),
                });
            }
        }
        let listed = |meeting: &Meeting| -> BTreeMap<String, _> {
            let files = meeting.snapshot();
            let paths = files.paths("").into_iter();
            let other = paths.filter(|path| !is_of_the_record(path));
            other.map(|path| (path.clone(), files.id(&path))).collect()
        };
        let before = old.map(listed).unwrap_or_default();
        let after = listed(new);
        let changed = after
            .iter()
            .filter(|(path, id)| before.get(*path) != Some(id));
        let gone = before.keys().filter(|path| !after.contains_key(*path));
        news.files = changed.map(|(path, _)| path).chain(gone).cloned().collect();
        news.files.sort();
        news
    }

    /// Whether there is nothing.
    pub fn is_nothing(&self) -> bool {
        *self == News::default()
    }

    /// In a line; nothing where there is nothing.
    pub fn said(&self) -> String {
        let mut said = Vec::new();
        for (many, one, several) in [
            (self.proposals, "proposal", "proposals"),
            (self.positions, "position", "positions"),
            (self.acts, "other act", "other acts"),
        ] {
            if many > 0 {
                said.push(counted(many, one, several));
            }
        }
        for (merged, what) in [(true, "merged"), (false, "changed")] {
            let texts = self.texts.iter().filter(|text| text.merged == merged);
            let names: Vec<String> = texts.map(|text| text.name.clone()).collect();
            match names.as_slice() {
                [] => {}
                [name] => said.push(format!("text of {name} {what}")),
                _ => said.push(format!("texts of {} {what}", listed(&names))),
            }
        }
        let several = self.texts.len() > 1;
        for place in &self.contested {
            let brackets = counted(place.brackets, "bracket", "brackets");
            let at = place.paragraph.as_deref().unwrap_or("its head");
            said.push(match several {
                true => format!("{brackets} put at {at} of {}", place.name),
                false => format!("{brackets} put at {at}"),
            });
        }
        match self.files.len() {
            0 => {}
            1 => said.extend(self.files.iter().cloned()),
            many => said.push(counted(many, "other file", "other files")),
        }
        said.join(", ")
    }
}

/// Whether a path is a text, a proposal or a file of acts.
fn is_of_the_record(path: &str) -> bool {
    let Some((_, inside)) = path
        .strip_prefix("drafts/")
        .and_then(|rest| rest.split_once('/'))
    else {
        return false;
    };
    inside == "text.md" || inside.starts_with("proposals/") || inside.starts_with("acts/")
}

/// What the room calls a document: its symbol without the meeting's series (`WP.2`), else its folder.
pub(super) fn called(meeting: &Meeting, id: &str) -> String {
    let series = meeting.particulars.symbol.as_deref().unwrap_or_default();
    let text = meeting.text(id);
    let symbol = text.as_ref().and_then(|text| text.front().get("symbol"));
    let short = symbol.and_then(|symbol| symbol.strip_prefix(series)?.strip_prefix('/'));
    match short.filter(|short| !short.is_empty() && !series.is_empty()) {
        Some(short) => short.to_owned(),
        None => id.to_owned(),
    }
}

/// The paragraphs of a merged text in which brackets stand that neither side has.
pub(super) fn contested(
    meeting: &Meeting,
    id: &str,
    merged: &Document,
    sides: [&Document; 2],
) -> Vec<ContestedPlace> {
    let mut known: HashSet<&str> = HashSet::new();
    for side in sides {
        known.extend((0..side.paragraphs().len()).map(|n| side.body(n)));
    }
    let mut places = Vec::new();
    for paragraph in merged.paragraphs() {
        let words = merged.body(paragraph.index);
        let opened = merged.brackets().iter();
        let brackets = opened
            .filter(|one| one.paragraph == paragraph.index && one.kind == BracketKind::Contested)
            .filter(|one| one.depth == 1)
            .filter_map(|one| merged.source().get(one.span.clone()))
            .filter(|words| !sides.iter().any(|side| side.source().contains(words)))
            .count();
        if brackets > 0 && !known.contains(words) {
            places.push(ContestedPlace {
                document: id.to_owned(),
                name: called(meeting, id),
                paragraph: (paragraph.index > 0).then(|| merged.name(paragraph.index).to_owned()),
                brackets,
                words: words.split_whitespace().collect::<Vec<_>>().join(" "),
            });
        }
    }
    places
}
