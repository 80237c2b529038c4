//! The board in lines: what blocks a paragraph, what would close it, who holds out, and the matrix.

use super::filed::{moment, section, stands_against};
use super::line::{Line, width};
use super::prose;
use super::role::Role;
use super::signs::{stance_sign, state_sign, state_words};
use crate::consensus::{Stance, State};
use crate::moment::{Moment, Zone};
use crate::ops::{Block, BoardDocument, BoardRow, Cell, Hold, Holdout, MatrixRow, Package, Torn};

/// The order in which a chair looks at states: what can be gavelled first, what is done last.
pub const ORDER: [State; 12] = [
    State::Ready,
    State::Reopened,
    State::Contested,
    State::Silence,
    State::Parked,
    State::Placeholder,
    State::Clean,
    State::Open,
    State::AgreedInformals,
    State::AgreedAdReferendum,
    State::Agreed,
    State::Adopted,
];

/// Where a state stands in [`ORDER`].
pub fn order_of(state: State) -> usize {
    ORDER.iter().position(|one| *one == state).unwrap_or(0)
}

/// Whether a paragraph is on the chair's table: neither agreed nor never touched, nor clean, unless somebody is to be asked about it.
pub fn is_on_the_table(row: &BoardRow) -> bool {
    let done = row.state.is_agreed() && row.findings.is_empty();
    let asked = row.blocks.iter().any(|one| one.how == Hold::Earlier);
    !done && (asked || !matches!(row.state, State::Open | State::Clean))
}

/// How many paragraphs stand how: `2 agreed · 3 ready · 11 contested`.
pub fn board_counts(document: &BoardDocument) -> Line {
    let mut line = Line::new();
    for state in ORDER {
        let here = document.rows.iter().filter(|row| row.state == state);
        let count = here.count();
        if count == 0 {
            continue;
        }
        if !line.is_empty() {
            line.push(Role::Dim, " · ");
        }
        line.push(Role::Plain, format!("{count} "));
        line.push(Role::State(state), state_words(state));
    }
    line
}

/// Who stands against the whole of a document, one sign and name a party: `✗XNO !XRA on the whole`; empty where nobody does.
pub fn against_the_whole(document: &BoardDocument) -> Line {
    let mut line = Line::new();
    for row in document.stances.iter().filter(|row| stands_against(row)) {
        let (role, sign) = match row.stance {
            Stance::Reserve | Stance::Oppose => (Role::Bad, stance_sign(row.stance)),
            _ => (Role::Warn, "…"),
        };
        apart(&mut line);
        line.push(role, format!("{sign}{}", row.party));
    }
    if !line.is_empty() {
        line.push(Role::Dim, " on the whole");
    }
    line
}

/// What blocks a paragraph, one sign and name a party, the worst of each: `✗XRA !XSE [GN GS] …XKE ○XMU-2`.
pub fn blocks(row: &BoardRow) -> Line {
    let mut line = Line::new();
    let mut named: Vec<&str> = Vec::new();
    let brackets: Vec<&str> = {
        let worse = |party: &str| {
            let mut others = row.blocks.iter();
            others.any(|one| one.who.as_deref() == Some(party) && one.how < Hold::Bracket)
        };
        let holders = row.blocks.iter().filter(|one| one.how == Hold::Bracket);
        let holders = holders.filter_map(|one| one.who.as_deref());
        holders.filter(|party| !worse(party)).collect()
    };
    let unnamed = row.blocks.iter().any(|one| one.how == Hold::Unnamed);
    let mut bracketed = false;
    for block in &row.blocks {
        let (role, sign) = match block.how {
            Hold::Opposes | Hold::BrokeSilence => (Role::Bad, "✗"),
            Hold::Reserves => (Role::Bad, "!"),
            Hold::Waits => (Role::Warn, "→"),
            Hold::Awaits => (Role::Warn, "…"),
            Hold::Earlier => (Role::Warn, "✗?"),
            Hold::Proposal => (Role::Plain, "○"),
            Hold::Bracket | Hold::Unnamed => {
                if !bracketed {
                    bracketed = true;
                    let mut inside = brackets.join(" ");
                    if unnamed {
                        let sep = if inside.is_empty() { "" } else { " " };
                        inside.push_str(sep);
                        inside.push('?');
                    }
                    if !inside.is_empty() {
                        apart(&mut line);
                        line.push(Role::Bracket, "[");
                        line.push(Role::Contested, inside);
                        line.push(Role::Bracket, "]");
                    }
                }
                continue;
            }
            Hold::Options => {
                apart(&mut line);
                let many = block.on.as_deref().unwrap_or_default();
                line.push(Role::Contested, format!("1/{many}"));
                continue;
            }
        };
        let who = block.who.as_deref().unwrap_or("?");
        if named.contains(&who) {
            continue;
        }
        named.push(who);
        apart(&mut line);
        line.push(role, format!("{sign}{who}"));
    }
    line
}

fn apart(line: &mut Line) {
    if !line.is_empty() {
        line.push(Role::Plain, " ");
    }
}

/// One thing that blocks, in a sentence.
pub fn block(block: &Block, zone: Option<&Zone>) -> Line {
    if block.how == Hold::Options {
        let many = block.on.as_deref().unwrap_or_default();
        return Line::of(Role::Contested, format!("1/{many}")).with(
            Role::Plain,
            format!(" one of {many} options, and nobody has chosen"),
        );
    }
    let who = block.who.as_deref().unwrap_or("somebody");
    let (sign, role, words) = match block.how {
        Hold::Opposes => ("✗", Role::Bad, "opposes"),
        Hold::Reserves => ("!", Role::Bad, "reserves its position"),
        Hold::BrokeSilence => ("✗", Role::Bad, "broke the silence"),
        Hold::Waits => ("→", Role::Warn, "waits for"),
        Hold::Bracket => ("[]", Role::Contested, "holds"),
        Hold::Awaits => ("…", Role::Warn, "awaits instructions"),
        Hold::Earlier => (
            "✗?",
            Role::Warn,
            "stood against earlier words, and is to be asked",
        ),
        Hold::Proposal => ("○", Role::Plain, "is to be answered"),
        Hold::Unnamed | Hold::Options => ("[]", Role::Contested, "holds, unnamed,"),
    };
    let mut line = Line::of(role, sign)
        .with(Role::Strong, format!(" {who}"))
        .with(Role::Plain, format!(" {words}"));
    match (&block.on, block.how) {
        (Some(on), Hold::Bracket) if on == "–" => line.push(Role::Plain, " a deletion"),
        (Some(on), Hold::Bracket | Hold::Unnamed) => line.push(Role::Plain, format!(" “{on}”")),
        (Some(on), Hold::Waits) => line.push(Role::Plain, format!(" {on}")),
        (Some(on), Hold::Proposal) => line.push(Role::Plain, format!(", of {on}")),
        (Some(on), _) => line.push(Role::Plain, format!(": “{}”", crate::text::fold(on))),
        (None, _) => {}
    }
    if let Some(since) = block.since {
        line.push(Role::Dim, format!(" · since {}", moment(since, zone)));
    }
    line.hanging(3)
}

/// A paragraph of the board in full: its words, what blocks it, how it could be closed.
pub fn board_row(row: &BoardRow, zone: Option<&Zone>) -> Vec<Line> {
    let mut head = Line::of(Role::Title, format!("{} {}", row.document, row.name));
    head.push(Role::Plain, "  ");
    head.push(
        Role::State(row.state),
        format!("{} {}", state_sign(row.state), state_words(row.state)),
    );
    if let Some(since) = row.since {
        head.push(Role::Dim, format!(" since {}", moment(since, zone)));
    }
    let mut lines = vec![head, prose::words(Role::Plain, &row.words)];
    for finding in &row.findings {
        lines.push(
            Line::of(Role::Warn, "! ")
                .with(Role::Plain, finding)
                .hanging(2),
        );
    }
    let blocks: Vec<Line> = row.blocks.iter().map(|one| block(one, zone)).collect();
    section(&mut lines, "What blocks it", blocks);
    let torn = row.torn.iter().map(torn).collect();
    section(&mut lines, "Whose groups disagree", torn);
    let mut ways: Vec<Line> = row
        .ways
        .iter()
        .filter(|way| !way.sentence.is_empty())
        .enumerate()
        .map(|(n, way)| {
            let word = match n {
                0 => "",
                _ => "or, as the text stood: ",
            };
            Line::of(Role::Plain, format!("{word}{}", way.sentence)).hanging(2)
        })
        .collect();
    if ways.is_empty() && !row.closes.is_empty() {
        ways.push(Line::plain(&row.closes));
    }
    section(&mut lines, "What would close it", ways);
    lines
}

/// A State between two of its groups, in a line: `≠ XMU: GN supports, GS opposes`.
pub fn torn(one: &Torn) -> Line {
    let groups = one.groups.iter();
    let groups: Vec<String> = groups
        .map(|(group, stance)| format!("{group} {}", stance.verb()))
        .collect();
    Line::of(Role::Warn, "≠ ")
        .with(Role::Strong, &one.party)
        .with(Role::Plain, format!(": {}", groups.join(", ")))
        .hanging(2)
}

/// What the signs in the column of what blocks mean, those that stand in these rows.
pub fn blocks_legend<'r>(rows: impl Iterator<Item = &'r BoardRow>) -> Line {
    let holds: std::collections::BTreeSet<Hold> = rows
        .flat_map(|row| row.blocks.iter().map(|one| one.how))
        .collect();
    let signs = [
        (Hold::Opposes, Role::Bad, "✗", "opposes"),
        (Hold::BrokeSilence, Role::Bad, "✗", "broke the silence"),
        (Hold::Reserves, Role::Bad, "!", "reserves its position"),
        (Hold::Waits, Role::Warn, "→", "waits for something else"),
        (Hold::Awaits, Role::Warn, "…", "awaits instructions"),
        (
            Hold::Earlier,
            Role::Warn,
            "✗?",
            "stood against earlier words: ask",
        ),
        (Hold::Bracket, Role::Bracket, "[ ]", "holds brackets"),
        (Hold::Unnamed, Role::Bracket, "[?]", "nobody is named"),
        (Hold::Options, Role::Contested, "1/n", "one of n options"),
        (Hold::Proposal, Role::Plain, "○", "is to be answered"),
    ];
    let mut line = Line::new();
    for (_, role, sign, words) in signs.into_iter().filter(|(how, ..)| holds.contains(how)) {
        if !line.is_empty() {
            line.push(Role::Plain, "  ");
        }
        line.push(role, sign);
        line.push(Role::Dim, format!(" {words}"));
    }
    line.hanging(2)
}

/// A moment as short as it can be told: the hour today, else the day.
pub fn short_moment(time: Moment, now: Moment, zone: Option<&Zone>) -> String {
    let here = |time: Moment| zone.map_or(time, |zone| time.in_zone(zone));
    match here(time).day() == here(now).day() {
        true => here(time).clock(),
        false => here(time).format("%a %-d %b"),
    }
}

/// Who holds out, in a line.
pub fn holdout(one: &Holdout) -> Line {
    let told = |places: &[(String, String)]| {
        let mut before = "";
        let mut out: Vec<String> = Vec::new();
        for (document, name) in places {
            match document == before {
                true => out.push(name.clone()),
                false => out.push(format!("{document} {name}")),
            }
            before = document;
        }
        out.join(", ")
    };
    let mut line = Line::of(Role::Strong, &one.party);
    if !one.alone.is_empty() {
        line.push(Role::Bad, format!("  alone on {}", told(&one.alone)));
    }
    if !one.with_others.is_empty() {
        line.push(
            Role::Plain,
            format!("  with others on {}", told(&one.with_others)),
        );
    }
    line.hanging(4)
}

/// Paragraphs that can be closed together only.
pub fn package(package: &Package) -> Vec<Line> {
    let names = package.paragraphs.iter();
    let names: Vec<String> = names
        .map(|(document, name)| format!("{document} {name}"))
        .collect();
    let mut lines = vec![Line::of(Role::Strong, names.join(" + "))];
    for link in &package.links {
        let (document, name) = &link.on;
        lines.push(
            Line::of(Role::Warn, "→ ")
                .with(Role::Strong, &link.party)
                .with(
                    Role::Plain,
                    format!(" on {document} {name} waits for {}", link.until),
                )
                .hanging(2),
        );
    }
    lines
}

/// The sign of a cell of the matrix, and what it is.
pub fn cell_sign(cell: Option<Cell>) -> (&'static str, Role) {
    let role = |stance| match stance {
        Stance::Support | Stance::Accept => Role::Good,
        Stance::Query => Role::Warn,
        Stance::Reserve | Stance::Oppose => Role::Bad,
    };
    let own = |stance| (stance_sign(stance), role(stance));
    match cell {
        None => ("·", Role::Dim),
        Some(Cell::Supports) => own(Stance::Support),
        Some(Cell::Accepts) => own(Stance::Accept),
        Some(Cell::Queries) => own(Stance::Query),
        Some(Cell::Bracket) => ("[", Role::Contested),
        Some(Cell::Reserves) => own(Stance::Reserve),
        Some(Cell::Opposes) => own(Stance::Oppose),
        // Through a group: the same sign, in no colour of its own.
        Some(Cell::Through(stance)) => (stance_sign(stance), Role::Dim),
        Some(Cell::Conflict) => ("≠", Role::Warn),
    }
}

/// What the signs of the matrix mean.
pub fn matrix_legend() -> Line {
    let mut line = Line::new();
    let cells = [
        (Cell::Opposes, "opposes"),
        (Cell::Reserves, "reserves"),
        (Cell::Bracket, "holds a bracket"),
        (Cell::Queries, "asks"),
        (Cell::Accepts, "can accept"),
        (Cell::Supports, "supports"),
        (Cell::Conflict, "its groups disagree"),
    ];
    for (cell, words) in cells {
        let (sign, role) = cell_sign(Some(cell));
        if !line.is_empty() {
            line.push(Role::Plain, "  ");
        }
        line.push(role, sign);
        line.push(Role::Dim, format!(" {words}"));
    }
    line.push(Role::Dim, "  pale: through its group");
    line.hanging(2)
}

/// How wide a column of the matrix is.
pub fn matrix_column(name: &str) -> usize {
    width(name).clamp(2, 7)
}

/// The first column from which on all that follow fit into so many columns of the screen: no further is anything to be seen.
pub fn matrix_last(names: &[(String, usize, String)], columns: usize) -> usize {
    let mut room = columns.saturating_sub(PARTY);
    let fit = names.iter().rev().take_while(|(_, _, name)| {
        let rest = room.checked_sub(matrix_column(name) + 1);
        room = rest.unwrap_or(0);
        rest.is_some()
    });
    // One column is shown, however broad.
    let shown = fit.count().max(1);
    names.len().saturating_sub(shown)
}

/// How wide the party's name before its line is.
const PARTY: usize = 7;

/// One party's line of the matrix, from column `from` on in so many columns of the screen.
pub fn matrix_row(
    row: &MatrixRow,
    names: &[(String, usize, String)],
    from: usize,
    columns: usize,
) -> Line {
    let role = if row.group { Role::Strong } else { Role::Plain };
    let mut line = Line::of(role, format!("{:<PARTY$}", row.party));
    for ((_, _, name), cell) in names.iter().zip(&row.cells).skip(from) {
        let wide = matrix_column(name) + 1;
        if line.width() + wide > columns {
            break;
        }
        let (sign, role) = cell_sign(*cell);
        line.push(Role::Plain, " ".repeat(wide - width(sign)));
        line.push(role, sign);
    }
    line
}

/// The documents above the matrix, each over the first of its columns that is shown.
pub fn matrix_documents(names: &[(String, usize, String)], from: usize, columns: usize) -> Line {
    let mut text = " ".repeat(PARTY);
    let mut at = width(&text);
    let mut last: Option<&str> = None;
    for (document, _, name) in names.iter().skip(from) {
        let wide = matrix_column(name) + 1;
        if at + wide > columns {
            break;
        }
        if last != Some(document.as_str()) {
            last = Some(document);
            let known = width(&text);
            // One whose columns are narrower than its name pushes the next a little to the right.
            let gap = (at + 1).saturating_sub(known).max(1);
            text.push_str(&" ".repeat(gap));
            text.push_str(document);
        }
        at += wide;
    }
    Line::of(Role::Dim, text).cut(columns)
}

/// The names of the paragraphs above the matrix.
pub fn matrix_heads(names: &[(String, usize, String)], from: usize, columns: usize) -> Line {
    let mut line = Line::of(Role::Heading, " ".repeat(PARTY));
    for (_, _, name) in names.iter().skip(from) {
        let wide = matrix_column(name) + 1;
        if line.width() + wide > columns {
            break;
        }
        let shown = super::line::name_in(name, wide - 1);
        let pad = wide.saturating_sub(width(&shown));
        line.push(Role::Heading, format!("{}{shown}", " ".repeat(pad)));
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(who: Option<&str>, how: Hold) -> Block {
        Block {
            who: who.map(str::to_owned),
            how,
            on: None,
            since: None,
        }
    }

    #[test]
    fn each_party_is_named_once_with_the_worst_it_does() {
        let row = BoardRow {
            document: "outcome".to_owned(),
            index: 1,
            name: "12".to_owned(),
            state: State::Contested,
            words: String::new(),
            since: None,
            blocks: vec![
                held(Some("XRA"), Hold::Opposes),
                held(Some("XSE"), Hold::Reserves),
                held(Some("GN"), Hold::Bracket),
                held(Some("XRA"), Hold::Bracket),
                held(None, Hold::Unnamed),
                held(Some("XSE"), Hold::Awaits),
                held(Some("XMU-2"), Hold::Proposal),
            ],
            torn: Vec::new(),
            ways: Vec::new(),
            closes: String::new(),
            findings: Vec::new(),
        };
        assert_eq!(blocks(&row).text(), "✗XRA !XSE [GN ?] ○XMU-2");
    }

    #[test]
    fn the_matrix_goes_no_further_to_the_right_than_its_last_column() {
        let names: Vec<(String, usize, String)> = ["1", "12 bis", "2(a)", "III/123456"]
            .map(|name| ("wp1".to_owned(), 0, name.to_owned()))
            .into();
        // 7 for the party, then 3, 7, 5 and 8.
        for (columns, last) in [(30, 0), (29, 1), (27, 1), (26, 2), (15, 3), (9, 3)] {
            assert_eq!(matrix_last(&names, columns), last, "{columns}");
            let heads = matrix_heads(&names, last, columns);
            assert!(columns < 15 || heads.text().ends_with("6"), "{columns}");
        }
    }

    #[test]
    fn every_document_of_the_matrix_stands_over_its_first_column() {
        let names: Vec<(String, usize, String)> =
            [("wp1", "1"), ("wp1", "12"), ("outcome", "3"), ("wp5", "4")]
                .map(|(document, name)| (document.to_owned(), 0, name.to_owned()))
                .to_vec();
        let heads = matrix_heads(&names, 0, 40).text();
        let documents = matrix_documents(&names, 0, 40).text();
        assert_eq!(heads, "         1 12  3  4");
        assert_eq!(documents, "        wp1   outcome wp5");
        assert_eq!(
            matrix_documents(&names, 2, 40).text(),
            "        outcome wp5"
        );
        assert_eq!(matrix_documents(&names, 0, 12).text().trim(), "wp1");
    }
}
