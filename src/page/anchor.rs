//! What a paragraph and a document are called in an address: `#p12-bis`, `outcome.html`; the same as long as their names are.

use std::collections::BTreeSet;

use crate::text::Document;

/// The ids of a document's paragraphs, each once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Anchors(Vec<String>);

impl Anchors {
    /// Those of a document.
    pub fn of(document: &Document) -> Anchors {
        let mut taken: BTreeSet<String> = BTreeSet::new();
        let ids = (0..document.paragraphs().len()).map(|index| {
            let name = document.name(index);
            // What has no label stands apart from what is labelled with the same figure.
            let stem = match name.strip_prefix('¶') {
                Some(ordinal) => format!("par-{}", slug(ordinal)),
                None => format!("p{}", slug(name)),
            };
            once(&stem, &mut taken)
        });
        Anchors(ids.collect())
    }

    /// The id of a paragraph.
    pub fn id(&self, index: usize) -> &str {
        self.0.get(index).map_or("top", String::as_str)
    }
}

/// Letters and figures in lower case, a dash for whatever stands between them.
fn slug(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars().take(80) {
        if c.is_alphanumeric() {
            out.extend(c.to_lowercase());
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.trim_end_matches('-').to_owned()
}

fn once(stem: &str, taken: &mut BTreeSet<String>) -> String {
    let mut id = stem.to_owned();
    let mut n = 2;
    while !taken.insert(id.clone()) {
        id = format!("{stem}.{n}");
        n += 1;
    }
    id
}

/// The files of documents, in their order: plain ASCII, none twice, none the index, whatever a file system makes of capitals.
pub fn file_names(ids: &[&str]) -> Vec<String> {
    let mut taken: BTreeSet<String> = BTreeSet::from(["index".to_owned()]);
    let names = ids.iter().map(|id| {
        let plain: String = id
            .chars()
            .take(60)
            .map(|c| c.to_ascii_lowercase())
            .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
            .collect();
        let plain = plain.trim_matches('-');
        let device = ["con", "prn", "aux", "nul"].contains(&plain)
            || matches!(plain.get(..3), Some("com" | "lpt")) && plain.len() == 4;
        let stem = match plain {
            "" | "index" => format!("document-{plain}").trim_end_matches('-').to_owned(),
            _ if device => format!("document-{plain}"),
            _ => plain.to_owned(),
        };
        format!("{}.html", once(&stem, &mut taken))
    });
    names.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paragraph_is_addressed_by_its_name() {
        let text = "---\ntitle: A title\n---\n\n# II. Scope\n\n*Recalling* that\n\n12 bis. One\n\n(a) sub\n\n12. Two\n\n12. Again\n\nLast\n\n第二条 x\n";
        let document = Document::parse(text);
        let anchors = Anchors::of(&document);
        let ids: Vec<&str> = (0..document.paragraphs().len())
            .map(|index| anchors.id(index))
            .collect();
        assert!(ids.contains(&"p12-bis"), "{ids:?}");
        let once: BTreeSet<&&str> = ids.iter().collect();
        assert_eq!(once.len(), ids.len(), "{ids:?}");
        assert!(
            ids.iter()
                .all(|id| !id.contains([' ', '"', '<', '\'', '/'])),
            "{ids:?}"
        );
    }

    #[test]
    fn a_file_is_called_so_that_every_system_takes_it() {
        assert_eq!(
            file_names(&[
                "outcome", "Outcome", "index", "con", "会议", "a/../b", "lpt1"
            ]),
            [
                "outcome.html",
                "outcome.2.html",
                "document-index.html",
                "document-con.html",
                "document.html",
                "a----b.html",
                "document-lpt1.html"
            ]
        );
    }
}
