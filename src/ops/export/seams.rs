//! Where the end of one paragraph and the beginning of the next are both put in: an office would take these for one insertion, over the
//! border between the two, and would join the paragraphs when it is rejected (LibreOffice does). So something struck is set between them.

use crate::office::{Block, Change, Mark, Paragraph, Run, Was};

/// Keeps insertions on both sides of a border that stays apart.
pub(super) fn apart(blocks: &mut [Block]) {
    for at in 1..blocks.len() {
        let (before, after) = blocks.split_at_mut(at);
        if let (Some(Block::Paragraph(one)), Some(Block::Paragraph(next))) =
            (before.last_mut(), after.first_mut())
        {
            border(one, next);
            leaves_its_look(one, next);
        }
    }
}

/// A paragraph that was brought with new words among it leaves its look to the next one when it is rejected (LibreOffice does): so that is
/// what it had before.
fn leaves_its_look(one: &mut Paragraph, next: &Paragraph) {
    let [end] = one.end.as_slice() else {
        return;
    };
    let mixed = one
        .runs
        .iter()
        .any(|run| run.marks.as_slice() != [end.clone()]);
    let old = next.was.as_ref().map_or(next.role, |was| was.role);
    if matches!(end.change, Change::MovedTo(_)) && mixed && one.was.is_none() && old != one.role {
        one.was = Some(Was {
            role: old,
            author: end.author.clone(),
            time: end.time.clone(),
        });
    }
}

/// The same for the paragraphs of a note.
pub(super) fn apart_in_note(paragraphs: &mut [Paragraph]) {
    for at in 1..paragraphs.len() {
        let (before, after) = paragraphs.split_at_mut(at);
        if let (Some(one), Some(next)) = (before.last_mut(), after.first_mut()) {
            border(one, next);
        }
    }
}

fn border(one: &mut Paragraph, next: &mut Paragraph) {
    let fresh = |one: &Paragraph| {
        one.runs
            .iter()
            .all(|run| put_in(run).is_some() || is_blank(run))
    };
    let end_is_new = matches!(one.end.as_slice(), [mark] if mark.change == Change::Inserted);
    // Of a paragraph that was cut, the end that was there stays with the words that were there.
    if end_is_new && !fresh(one) && next.end.is_empty() && next.label.is_none() && fresh(next) {
        std::mem::swap(&mut one.end, &mut next.end);
        // What comes and goes whole was nothing before.
        next.was = None;
    }
    let shows = |run: &&Run| !run.text.is_empty() || run.note.is_some();
    let last = one.runs.iter().rfind(shows).and_then(put_in).cloned();
    let first = next.runs.iter().find(shows).and_then(put_in);
    let meets = one.end.is_empty() && next.label.is_none();
    if let (true, Some(last), Some(first)) = (meets, last, first)
        && last.author == first.author
        && !ended(one, &last)
    {
        begun(next, &last);
    }
}

/// The mark of words that are put in, or brought.
fn put_in(run: &Run) -> Option<&Mark> {
    let one = run.marks.first()?;
    let fresh = matches!(one.change, Change::Inserted | Change::MovedTo(_));
    (run.marks.len() == 1 && fresh).then_some(one)
}

fn struck(run: &Run) -> bool {
    matches!(run.marks.as_slice(), [mark] if mark.change == Change::Deleted)
}

fn marked(run: &Run, text: &str, change: Change, by: &Mark) -> Run {
    let by = Mark {
        change,
        ..by.clone()
    };
    Run {
        text: text.to_owned(),
        marks: vec![by],
        ..run.clone()
    }
}

/// Ends a paragraph with what is struck: that what it had before the insertion is struck and put in again with it.
fn ended(paragraph: &mut Paragraph, by: &Mark) -> bool {
    let runs = &mut paragraph.runs;
    let tail = runs
        .iter()
        .rev()
        .take_while(|run| put_in(run).is_some() || is_blank(run));
    let from = runs.len() - tail.count();
    let gone = runs
        .iter()
        .take(from)
        .rev()
        .take_while(|run| struck(run))
        .count();
    if gone > 0 {
        // What was struck before it stands behind it.
        if let Some(both) = runs.get_mut(from - gone..) {
            both.rotate_left(gone);
        }
        return true;
    }
    let Some(at) = from.checked_sub(1) else {
        return false;
    };
    let kept = runs
        .get(at)
        .filter(|run| run.marks.is_empty() && run.note.is_none())
        .cloned();
    let Some(kept) = kept else {
        return false;
    };
    let word = kept.text.trim_end();
    let cut = word
        .char_indices()
        .rev()
        .find(|(_, c)| c.is_whitespace())
        .map_or(0, |(at, c)| at + c.len_utf8());
    let (head, word) = kept.text.split_at(cut);
    if word.trim().is_empty() {
        return false;
    }
    let again = marked(&kept, word, Change::Inserted, by);
    let old = marked(&kept, word, Change::Deleted, by);
    if let Some(run) = runs.get_mut(at) {
        run.text = head.to_owned();
    }
    runs.insert(from, again);
    runs.push(old);
    true
}

/// Begins a paragraph with what is struck: its first word that stays is struck before the insertion, and put in again behind it.
fn begun(paragraph: &mut Paragraph, by: &Mark) -> bool {
    let runs = &mut paragraph.runs;
    let head = runs
        .iter()
        .take_while(|run| put_in(run).is_some() || is_blank(run))
        .count();
    let kept = runs
        .get(head)
        .filter(|run| run.marks.is_empty() && run.note.is_none())
        .cloned();
    let Some(kept) = kept.filter(|_| paragraph.end.is_empty()) else {
        return false;
    };
    let lead = kept.text.len() - kept.text.trim_start().len();
    let behind = kept.text.get(lead..).unwrap_or_default();
    let cut = behind
        .find(char::is_whitespace)
        .map_or(kept.text.len(), |at| lead + at);
    let (word, rest) = kept.text.split_at(cut);
    if word.trim().is_empty() {
        return false;
    }
    let again = marked(&kept, word, Change::Inserted, by);
    let old = marked(&kept, word, Change::Deleted, by);
    if let Some(run) = runs.get_mut(head) {
        run.text = rest.to_owned();
    }
    runs.insert(head, again);
    runs.insert(0, old);
    true
}

fn is_blank(run: &Run) -> bool {
    run.text.is_empty() && run.note.is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(words: &str) -> Run {
        let (change, text) = match words.split_at_checked(1) {
            Some(("+", text)) => (Some(Change::Inserted), text),
            Some(("-", text)) => (Some(Change::Deleted), text),
            Some((">", text)) => (Some(Change::MovedTo("move1".to_owned())), text),
            _ => (None, words),
        };
        let mark = |change| Mark {
            change,
            author: "Norway".to_owned(),
            time: None,
        };
        Run {
            text: text.to_owned(),
            marks: change.into_iter().map(mark).collect(),
            ..Run::default()
        }
    }

    fn paragraph(runs: &[&str]) -> Paragraph {
        Paragraph {
            runs: runs.iter().map(|words| run(words)).collect(),
            ..Paragraph::default()
        }
    }

    fn told(paragraph: &Paragraph) -> String {
        let each = paragraph.runs.iter().map(|run| {
            let sign = run.marks.first().map(|mark| match mark.change {
                Change::Inserted => "+",
                Change::Deleted => "-",
                _ => ">",
            });
            match sign {
                Some(sign) => format!("{{{sign}{}}}", run.text),
                None => run.text.clone(),
            }
        });
        each.collect()
    }

    fn seam(one: &[&str], next: &[&str]) -> [String; 2] {
        let mut both = [paragraph(one), paragraph(next)];
        let words = |both: &[Paragraph; 2]| -> Vec<String> {
            both.iter()
                .flat_map(|one| [one.accepted(), one.rejected()])
                .collect()
        };
        let before = words(&both);
        apart_in_note(&mut both);
        assert_eq!(words(&both), before, "other words");
        both.map(|one| told(&one))
    }

    #[test]
    fn what_is_struck_stands_between_two_insertions_and_no_word_of_either_text_changes() {
        assert_eq!(
            seam(&["States act", "+ now"], &["+All ", "States report"]),
            ["States {+act}{+ now}{-act}", "{+All }States report"]
        );
        assert_eq!(
            seam(&["States ", "-act", "+report"], &[">All of it"]),
            ["States {+report}{-act}", "{>All of it}"]
        );
        assert_eq!(
            seam(&["+States act"], &["+All ", "States report"]),
            ["{+States act}", "{-States}{+All }{+States} report"]
        );
    }

    #[test]
    fn an_end_that_was_there_stays_with_the_words_that_were_there() {
        let mut both = [paragraph(&["a ", "-b", "+c"]), paragraph(&["+d"])];
        both[0].end = paragraph(&["+"]).runs[0].marks.clone();
        apart_in_note(&mut both);
        assert_eq!((both[0].end.len(), both[1].end.len()), (0, 1));
        assert_eq!(told(&both[0]), "a {+c}{-b}");
    }

    #[test]
    fn what_does_not_meet_is_left_as_it_is() {
        for (one, next) in [
            (&["States", "+ act"][..], &["All", "+ act"][..]),
            (&["States", "- act"], &["-All", " act"]),
            (&["States", "+ act"], &["-All", "+Each", " act"]),
        ] {
            assert_eq!(
                seam(one, next),
                [told(&paragraph(one)), told(&paragraph(next))]
            );
        }
        let mut ended = [paragraph(&["a", "+b"]), paragraph(&["+c", "d"])];
        ended[0].end = vec![Mark {
            change: Change::Inserted,
            author: "Norway".to_owned(),
            time: None,
        }];
        let before = ended.clone();
        apart_in_note(&mut ended);
        assert_eq!(ended, before);
    }
}
