//! The chair's board for the command line.

use super::table::{Table, plain};
use crate::moment::{Moment, Zone};
use crate::ops::{Board, BoardDocument, BoardRow, Matrix};
use crate::view::{self, Line, Role, section, stands_against, state_sign, state_words};

/// From this width on it is said since when.
const WIDE: usize = 100;

/// The board, a table a document; without `all` the paragraphs that are agreed or were never touched are left out.
pub(crate) fn board(
    board: &Board,
    (now, zone): (Moment, Option<&Zone>),
    all: bool,
    columns: usize,
) -> Vec<Line> {
    let mut lines = Vec::new();
    for document in &board.documents {
        let rows = ordered(document, all);
        if rows.is_empty() && board.documents.len() > 1 {
            continue;
        }
        if !lines.is_empty() {
            lines.push(Line::new());
        }
        let mut head = Line::of(Role::Title, &document.id).with(Role::Dim, "  ");
        for span in view::board_counts(document).spans() {
            head.push(span.role(), span.text());
        }
        lines.push(head.hanging(4));
        let whole = document.stances.iter();
        lines.extend(whole.filter(|row| stands_against(row)).map(view::stance));
        if rows.is_empty() {
            lines.push(Line::plain(
                "nothing is open here; --all shows every paragraph",
            ));
            continue;
        }
        let wide = columns >= WIDE;
        let mut table = Table::new(&["¶", "since", "blocks", "would close it"]);
        let mut before = None;
        for row in rows {
            if before.replace(row.state) != Some(row.state) {
                let state = format!("{} {}", state_sign(row.state), state_words(row.state));
                table.heading(Line::of(Role::State(row.state), state));
            }
            let since = row.since.filter(|_| wide);
            let since = since.map(|since| view::short_moment(since, now, zone));
            table.row(vec![
                Line::of(Role::Label, &row.name),
                plain(since.unwrap_or_default()),
                view::blocks(row),
                plain(&row.closes),
            ]);
        }
        lines.extend(table.lines(columns));
    }
    if board.documents.is_empty() {
        lines.push(Line::plain(
            "No documents yet: a document is a file drafts/NAME/text.md.",
        ));
    }
    let torn: Vec<Line> = board
        .documents
        .iter()
        .flat_map(|document| &document.rows)
        .flat_map(|row| row.torn.iter().map(move |one| (row, one)))
        .map(|(row, one)| {
            Line::of(Role::Label, format!("{} {} ", row.document, row.name)).and(view::torn(one))
        })
        .collect();
    section(&mut lines, "Whose groups disagree", torn);
    let packages = board.packages.iter().flat_map(view::package).collect();
    section(&mut lines, "Only together", packages);
    let shown = board.documents.iter().flat_map(|one| ordered(one, all));
    let legend = view::blocks_legend(shown);
    if !legend.is_empty() {
        lines.push(Line::new());
        lines.push(legend);
    }
    lines
}

/// The rows in the order in which a chair looks at them.
fn ordered(document: &BoardDocument, all: bool) -> Vec<&BoardRow> {
    let mut rows: Vec<&BoardRow> = document
        .rows
        .iter()
        .filter(|row| all || view::is_on_the_table(row))
        .collect();
    rows.sort_by_key(|row| (view::order_of(row.state), row.index));
    rows
}

/// Who holds out, whoever does so alone most often first.
pub(crate) fn holdouts(board: &Board) -> Vec<Line> {
    match board.holdouts.is_empty() {
        true => vec![Line::plain("nobody holds out")],
        false => board.holdouts.iter().map(view::holdout).collect(),
    }
}

/// Who stands where, in as many tables as the width asks for.
pub(crate) fn matrix(matrix: &Matrix, columns: usize) -> Vec<Line> {
    if matrix.rows.is_empty() {
        return vec![Line::plain("nobody has taken a position on what is open")];
    }
    let mut lines = vec![view::matrix_legend()];
    let mut from = 0;
    while from < matrix.paragraphs.len() {
        // The columns of one document, as many as fit.
        let document = matrix.paragraphs.get(from).map(|one| one.0.as_str());
        let names = matrix.paragraphs.get(from..).unwrap_or_default();
        let own = names
            .iter()
            .take_while(|one| Some(one.0.as_str()) == document);
        let mut room = columns.saturating_sub(7);
        let mut take = 0;
        for (_, _, name) in own {
            let wide = view::matrix_column(name) + 1;
            if wide > room && take > 0 {
                break;
            }
            room = room.saturating_sub(wide);
            take += 1;
        }
        let end = from + take.max(1);
        lines.push(Line::new());
        lines.push(Line::of(Role::Title, document.unwrap_or_default()));
        let names = matrix.paragraphs.get(..end).unwrap_or_default();
        lines.push(view::matrix_heads(names, from, columns));
        for row in &matrix.rows {
            let cells = row.cells.get(from..end).unwrap_or_default();
            if cells.iter().any(Option::is_some) {
                lines.push(view::matrix_row(row, names, from, columns));
            }
        }
        from = end;
    }
    lines
}
