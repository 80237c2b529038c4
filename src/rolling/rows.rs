//! A bracket as its rows, whose words they are and what they say: as read from a text, and as written into one.

use crate::text::Bracket;

/// What stands for words where there are none.
const NOTHING: &str = "–";

/// One alternative of a bracket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    /// Who owns it; nobody where it is the text's own.
    pub(super) owners: Vec<String>,
    /// Its words as they stand in the bracket, a dash where there are none.
    pub(super) words: String,
}

impl Row {
    /// An alternative of these words; of none where they are white space alone.
    pub(super) fn of(owners: Vec<String>, words: &str) -> Row {
        let words = match words.trim() {
            "" => NOTHING,
            words => words,
        };
        Row {
            owners,
            words: words.to_owned(),
        }
    }

    pub(super) fn is_nothing(&self) -> bool {
        self.words == NOTHING
    }
}

/// The rows of a bracket in the order of its alternatives.
pub(super) fn rows(source: &str, bracket: &Bracket) -> Vec<Row> {
    let alternatives = bracket.alternatives.iter();
    alternatives
        .map(|one| {
            let words = source.get(one.span.clone()).filter(|_| !one.nothing);
            Row::of(one.parties.clone(), words.unwrap_or_default())
        })
        .collect()
}

/// The rows without those whom `parties` own; a row that others own too stays theirs.
pub(super) fn without(rows: Vec<Row>, parties: &[String]) -> Vec<Row> {
    let kept = rows.into_iter().filter_map(|mut row| {
        let owned = !row.owners.is_empty();
        row.owners.retain(|owner| !parties.contains(owner));
        (!owned || !row.owners.is_empty()).then_some(row)
    });
    kept.collect()
}

/// A bracket of these rows.
pub(super) fn written(rows: &[Row]) -> String {
    let alternatives: Vec<String> = rows
        .iter()
        .map(|row| match row.owners.is_empty() {
            true => row.words.clone(),
            false => format!("{}: {}", row.owners.join(", "), row.words),
        })
        .collect();
    format!("[{}]", alternatives.join(" / "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Document;

    #[test]
    fn rows_that_were_read_are_written_as_they_stood() {
        let text = "[shall / EU, NOR: should / USA: –]";
        let document = Document::parse(text);
        let all: Vec<Row> = document
            .brackets()
            .iter()
            .flat_map(|one| rows(text, one))
            .collect();
        assert_eq!(written(&all), text);
        let gone = ["NOR".to_owned(), "USA".to_owned()];
        assert_eq!(written(&without(all, &gone)), "[shall / EU: should]");
    }
}
