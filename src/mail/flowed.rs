//! Lines that flow (RFC 3676): a space at the end of a line says that the next one belongs to it.

/// Text as it was written: lines that were broken for the way are whole again. `strips` says whether the space at the end of a line is no
/// part of the text (`DelSp=yes`). What is quoted keeps a `>` for each time.
pub(super) fn whole(text: &str, strips: Strips) -> String {
    let mut out: Vec<(usize, String)> = Vec::new();
    let mut open = false;
    for line in text.lines() {
        let bare = line.trim_start_matches('>');
        let depth = line.len() - bare.len();
        let bare = bare.strip_prefix(' ').unwrap_or(bare);
        let is_signature = bare == "-- ";
        let joins = open && !is_signature && out.last().is_some_and(|(own, _)| *own == depth);
        let flows = bare.ends_with(' ') && !is_signature;
        let bare = match (flows, strips) {
            (true, Strips::Yes) => bare.get(..bare.len() - 1).unwrap_or_default(),
            _ => bare,
        };
        match out.last_mut().filter(|_| joins) {
            Some((_, last)) => last.push_str(bare),
            None => out.push((depth, bare.to_owned())),
        }
        open = flows;
    }
    let line = |(depth, line): (usize, String)| match depth {
        0 => line + "\n",
        depth => format!("{} {line}\n", ">".repeat(depth)),
    };
    out.into_iter().map(line).collect()
}

/// Whether the space at the end of a line that flows is no part of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Strips {
    /// `DelSp=yes`.
    Yes,
    /// It is a space between two words.
    No,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_lines_are_whole_again_and_quotations_stay_quotations() {
        let mail = "Paragraph 5: replace \n\"a\" by \"b\".\n> Delete \n> it. \n>> Or not.\nNo.\n \nx \n-- \nOla\n From here\n";
        let told = "Paragraph 5: replace \"a\" by \"b\".\n> Delete it. \n>> Or not.\nNo.\n\nx \n-- \nOla\nFrom here\n";
        assert_eq!(whole(mail, Strips::No), told);
        assert_eq!(whole("第5 \n段 \n\n好\n", Strips::Yes), "第5段\n好\n");
    }
}
