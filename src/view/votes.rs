//! Votes, motions and adoptions in lines; a vote's table reads with two hundred delegations.

use super::filed::{moment, section};
use super::line::{Line, width};
use super::role::Role;
use crate::ops::{DecisionRow, StatementRow, VoteRow, Votes};

/// How wide the column of the words is: `not participating`.
const WORDS: usize = 17;

/// Every decision, then what was said for the record.
pub fn votes(of: &Votes, columns: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    for row in &of.decisions {
        if !lines.is_empty() {
            lines.push(Line::new());
        }
        lines.extend(decision(row, columns));
    }
    let said = of.statements.iter().map(statement).collect();
    section(&mut lines, "For the record", said);
    if lines.is_empty() {
        lines.push(Line::of(
            Role::Dim,
            "nothing was moved, voted on or adopted",
        ));
    }
    lines
}

/// One decision: what it is on, how it ended, the vote below it.
fn decision(row: &DecisionRow, columns: usize) -> Vec<Line> {
    let role = match row.state {
        "adopted" | "carried" => Role::Good,
        "pending" => Role::Warn,
        _ => Role::Dim,
    };
    let mut head = Line::of(Role::Label, &row.on)
        .with(Role::Plain, "  ")
        .with(role, &row.sentence);
    if row.sort == "motion" {
        head = Line::of(Role::Label, &row.on)
            .with(Role::Plain, format!("  motion of {}: ", row.by))
            .with(role, &row.sentence);
    }
    head.push(
        Role::Dim,
        format!("  {} · {}", moment(row.time, None), row.act),
    );
    let mut lines = vec![head.hanging(2)];
    if let Some(words) = &row.words {
        lines.push(Line::plain(format!("  “{words}”")).hanging(3));
    }
    if !row.amended.is_empty() {
        let line = Line::plain(format!("  as orally amended: {}", row.amended.join(", ")));
        lines.push(line.hanging(4));
    }
    if let Some(reason) = &row.reason {
        lines.push(Line::of(Role::Dim, format!("  “{reason}”")).hanging(3));
    }
    if let Some(vote) = &row.vote {
        lines.extend(vote_table(vote, columns));
    }
    lines
}

/// Who voted how: a column's total, then the delegations in a grid.
fn vote_table(vote: &VoteRow, columns: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    let digits = vote
        .names
        .iter()
        .map(|row| row.total.to_string().len())
        .max();
    let digits = digits.unwrap_or(1);
    let indent = 2 + WORDS + 2 + digits + 2;
    for row in &vote.names {
        if row.total == 0 && row.voice == "not-participating" {
            continue;
        }
        let words = row.voice.replace('-', " ");
        let role = match row.voice {
            "yes" => Role::Good,
            "no" => Role::Warn,
            _ => Role::Plain,
        };
        let head = Line::of(role, format!("  {words:<WORDS$}"))
            .with(Role::Strong, format!("  {:>digits$}", row.total));
        let mut rest = grid(&row.who, columns.saturating_sub(indent)).into_iter();
        let first = match (rest.next(), row.total) {
            (Some(first), _) => head.with(Role::Plain, format!("  {first}")),
            (None, 0) => head,
            (None, _) => head.with(Role::Dim, "  who is not recorded"),
        };
        lines.push(first);
        lines.extend(rest.map(|names| Line::plain(format!("{}{names}", " ".repeat(indent)))));
    }
    if vote.majority == "two-thirds" {
        lines.push(Line::of(Role::Dim, "  a majority of two thirds was needed"));
    }
    lines
}

/// Names in columns of one width, as many a line as fit.
fn grid(names: &[String], columns: usize) -> Vec<String> {
    let widest = names.iter().map(|name| width(name)).max().unwrap_or(0);
    let a_line = (columns.saturating_add(2) / (widest + 2)).max(1);
    names
        .chunks(a_line)
        .map(|names| {
            let padded = names.iter().map(|name| {
                format!(
                    "{name}{}",
                    " ".repeat(widest.saturating_sub(width(name)) + 2)
                )
            });
            padded.collect::<String>().trim_end().to_owned()
        })
        .collect()
}

/// A dissociation or an explanation.
fn statement(row: &StatementRow) -> Line {
    let verb = match row.verb {
        "dissociate" => "dissociates itself from",
        _ => "explains itself on",
    };
    let mut line =
        Line::of(Role::Label, &row.party).with(Role::Plain, format!(" {verb} {}", row.on));
    if let Some(words) = &row.words {
        line.push(Role::Plain, format!(": “{words}”"));
    }
    line.push(
        Role::Dim,
        format!("  {} · {}", moment(row.time, None), row.act),
    );
    line.hanging(2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consensus::Count;
    use crate::ops::VoiceRow;

    fn voice(voice: &'static str, who: Vec<String>, total: u32) -> VoiceRow {
        VoiceRow { voice, total, who }
    }

    #[test]
    fn two_hundred_names_fit_a_terminal_and_none_is_lost() {
        let names: Vec<String> = (0..192).map(|n| format!("X{n:02X}")).collect();
        let vote = VoteRow {
            count: Count {
                yes: 190,
                no: 0,
                abstain: 2,
                absent: 0,
                carried: true,
            },
            majority: "simple",
            names: vec![
                voice("yes", names[..190].to_vec(), 190),
                voice("no", Vec::new(), 0),
                voice("abstain", names[190..].to_vec(), 2),
                voice("not-participating", Vec::new(), 0),
            ],
        };
        for columns in [80, 120] {
            let lines = vote_table(&vote, columns);
            assert!(lines.len() < 24, "{} lines", lines.len());
            let text: Vec<String> = lines.iter().map(Line::text).collect();
            assert!(text.iter().all(|line| width(line) <= columns), "{text:?}");
            let text = text.join("\n");
            assert!(names.iter().all(|name| text.contains(name)));
        }
    }

    #[test]
    fn a_total_without_names_says_so() {
        let vote = VoteRow {
            count: Count {
                yes: 134,
                no: 0,
                abstain: 0,
                absent: 0,
                carried: true,
            },
            majority: "simple",
            names: vec![voice("yes", Vec::new(), 134), voice("no", Vec::new(), 0)],
        };
        let text: Vec<String> = vote_table(&vote, 80).iter().map(Line::text).collect();
        assert_eq!(
            text,
            [
                "  yes                134  who is not recorded",
                "  no                   0"
            ]
        );
    }
}
