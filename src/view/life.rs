//! What a version did with a paragraph: the sign and the words.

use super::role::Role;
use super::signs::ChangeSign;
use crate::life::Turn;
use crate::ops::TraceRow;

/// The sign and the words of a stage of a paragraph's life: `edited, moved from 11`.
pub fn turn_sign(row: &TraceRow) -> ChangeSign {
    let from = row.from.join(", ");
    let (sign, word, role) = match row.kind {
        Turn::Inserted if row.brought_back => ("+", "brought back".to_owned(), Role::Good),
        Turn::Inserted => ("+", "new".to_owned(), Role::Good),
        Turn::Edited if row.marks_only => ("~", "marks only".to_owned(), Role::Dim),
        Turn::Edited => ("~", "edited".to_owned(), Role::Warn),
        Turn::Moved => ("↘", String::new(), Role::Moved),
        Turn::Renumbered => ("#", String::new(), Role::Dim),
        Turn::Split => ("⑂", split(row, &from), Role::Moved),
        Turn::Merged => ("⊕", format!("merged of {from}"), Role::Moved),
        Turn::Deleted => ("-", "dropped".to_owned(), Role::Bad),
    };
    let one = matches!(row.kind, Turn::Edited | Turn::Moved | Turn::Renumbered);
    let renumbered = (row.renumbered && one).then(|| format!("renumbered, {from} before"));
    let moved = row.moved.then(|| match one && !row.renumbered {
        true => format!("moved from {from}"),
        false => "moved".to_owned(),
    });
    let uncertain = (!row.certain).then(|| "not certain".to_owned());
    let words: Vec<String> = [
        Some(word).filter(|word| !word.is_empty()),
        moved,
        renumbered,
        uncertain,
    ]
    .into_iter()
    .flatten()
    .collect();
    ChangeSign {
        sign,
        words: words.join(", "),
        role,
    }
}

fn split(row: &TraceRow, from: &str) -> String {
    match row.with.is_empty() {
        true => format!("split from {from}"),
        false => format!("split from {from}, beside {}", row.with.join(", ")),
    }
}
